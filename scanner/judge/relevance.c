/* SPDX-License-Identifier: Apache-2.0 */
/* A look at the names of a definition; whatever is not a plain name counts as relevant. */
#include "judge/relevance.h"

#include "catalogue/type_marks.h"

enum { DEEPEST = 32 };

void phs_relevance_init(struct phs_relevance *relevance, struct phs_arena *arena, const struct phs_graph *graph) {
    relevance->graph = graph;
    phs_map_init(&relevance->written, arena);
    const char *last = NULL, *last_type = NULL;
    relevance->marks = 0;
    for (size_t i = 0; i < graph->resources.n; i++) {
        const struct phs_resource *resource = graph->resources.at[i];
        if (resource->type != last_type)
            relevance->marks |= phs_type_mark(phs_slice(last_type = resource->type));
        if (resource->type_as_written && (!last || strcmp(last, resource->type_as_written) != 0)) {
            phs_map_puts(&relevance->written, resource->type_as_written, (void *)(uintptr_t)resource);
            relevance->marks |= phs_type_mark(phs_slice(resource->type_as_written));
        }
        last = resource->type_as_written;
    }
}

/* "all", "taggable" and "provider" stand for types that are not named. */
static bool is_there(const struct phs_relevance *relevance, const struct phs_value *name) {
    char text[256];
    if (phs_is(name, PHS_STRING) && name->string.len > sizeof "taggable" && !(relevance->marks & phs_type_mark(name->string)))
        return false;
    if (!phs_is(name, PHS_STRING) || name->string.len >= sizeof text || phs_slice_ieq(name->string, PHS_SLICE("all")) ||
        phs_slice_ieq(name->string, PHS_SLICE("taggable")) || phs_slice_is(name->string, "provider"))
        return true;
    memcpy(text, name->string.ptr, name->string.len);
    text[name->string.len] = '\0';
    return phs_graph_of_type(relevance->graph, text)->items.n > 0 || phs_map_get(&relevance->written, name->string);
}

static bool one_is_there(const struct phs_relevance *relevance, const struct phs_value *names) {
    if (!phs_is(names, PHS_LIST) || names->list.n == 0)
        return is_there(relevance, names);
    for (size_t i = 0; i < names->list.n; i++)
        if (is_there(relevance, names->list.at[i]))
            return true;
    return false;
}

/* An allow or deny list of types speaks about those that it does not name. */
static bool leaf_is_relevant(const struct phs_relevance *relevance, const struct phs_value *leaf) {
    struct phs_slice kind = phs_text(phs_get(leaf, "cond_type"));
    if (phs_slice_is(kind, "filter"))
        return !phs_slice_is(phs_text(phs_get(leaf, "attribute")), "resource_type") ||
               one_is_there(relevance, phs_get(leaf, "value"));
    if (phs_slice_is(kind, "connection"))
        return one_is_there(relevance, phs_get(leaf, "resource_types")) ||
               one_is_there(relevance, phs_get(leaf, "connected_resource_types"));
    return !phs_slice_is(kind, "attribute") || one_is_there(relevance, phs_get(leaf, "resource_types"));
}

/* A filter beside other conditions only takes resources away: all of them, where it asks for types that are not there. */
static bool takes_all_away(const struct phs_relevance *relevance, const struct phs_value *filter) {
    struct phs_slice op = phs_text(phs_get(filter, "operator"));
    return phs_slice_is(phs_text(phs_get(filter, "attribute")), "resource_type") &&
           (phs_slice_is(op, "within") || phs_slice_is(op, "equals")) && !one_is_there(relevance, phs_get(filter, "value"));
}

static bool is_relevant(const struct phs_relevance *relevance, const struct phs_value *value, int depth);

/* Of `and`. */
static bool all_may_hold(const struct phs_relevance *relevance, const struct phs_value *children, int depth) {
    size_t filters = 0;
    for (size_t i = 0; i < children->list.n; i++) {
        bool filter = phs_definition_is_filter(children->list.at[i]);
        filters += filter;
        if (filter && takes_all_away(relevance, children->list.at[i]))
            return false;
    }
    for (size_t i = 0; i < children->list.n; i++)
        if (!phs_definition_is_filter(children->list.at[i]) && is_relevant(relevance, children->list.at[i], depth + 1))
            return true;
    return filters == children->list.n;
}

/* Of `or` and `not`. */
static bool one_is_relevant(const struct phs_relevance *relevance, const struct phs_value *children, int depth) {
    for (size_t i = 0; i < children->list.n; i++)
        if (is_relevant(relevance, children->list.at[i], depth + 1))
            return true;
    return children->list.n == 0;
}

static bool is_relevant(const struct phs_relevance *relevance, const struct phs_value *value, int depth) {
    static const char *const words[] = {"and", "or", "not"};
    const struct phs_value *children = NULL;
    if (!phs_is(value, PHS_MAP) || depth > DEEPEST)
        return true;
    for (size_t i = 0; i < 3 && !children; i++)
        children = phs_get(value, words[i]);
    if (!children)
        return leaf_is_relevant(relevance, value);
    if (!phs_is(children, PHS_LIST))
        return is_relevant(relevance, children, depth + 1);
    return phs_get(value, "and") ? all_may_hold(relevance, children, depth) : one_is_relevant(relevance, children, depth);
}

bool phs_relevance_of(const struct phs_relevance *relevance, const struct phs_value *definition) {
    return is_relevant(relevance, definition, 0);
}

bool phs_relevance_of_check(const struct phs_relevance *relevance, const struct phs_check_info *check) {
    return (check->type_marks & relevance->marks) != 0 && phs_relevance_of(relevance, check->definition);
}
