/* SPDX-License-Identifier: Apache-2.0 */
/* The conditions of the tables in checks/relate/. */
#include "relate/facts.h"

#include "relate/iam/document.h"
#include "relate/network.h"
#include "relate/ranges.h"

static bool visit_all(const struct phs_value *value, struct phs_slice path, int depth,
                      void (*visit)(void *user, const struct phs_value *value), void *user) {
    bool any = false;
    struct phs_slice key;
    if (!value || value->kind == PHS_NULL || depth > 32)
        return false;
    if (value->kind == PHS_LIST) {
        for (size_t i = 0; i < value->list.n; i++)
            any |= visit_all(value->list.at[i], path, depth + 1, visit, user);
        return any;
    }
    if (value->kind == PHS_UNKNOWN || !phs_slice_cut(&path, '.', &key)) {
        visit(user, value);
        return true;
    }
    return visit_all(phs_get_slice(value, key), path, depth + 1, visit, user);
}

bool phs_facts_each(const struct phs_value *value, const char *path, void (*visit)(void *user, const struct phs_value *value),
                    void *user) {
    return visit_all(value, phs_slice(path), 0, visit, user);
}

struct phs_resource *phs_facts_target(const struct phs_concluding *c, const struct phs_resource *from,
                                      const struct phs_value *value) {
    if (phs_is(value, PHS_UNKNOWN) && value->unknown.ref)
        return phs_graph_find(c->graph, from->root, from->environment, value->unknown.ref);
    return NULL;
}

const struct phs_resource *phs_facts_unread_module(const struct phs_resource *resource) {
    for (size_t i = 0; i < resource->in.n; i++) {
        const struct phs_resource *from = resource->in.at[i]->from;
        if (phs_is_true(phs_get(from->attributes, "phiscope_unread"))) /* a module, or a nested stack */
            return from;
    }
    return NULL;
}

struct test {
    struct phs_concluding *c;
    const char *attribute;
    struct phs_slice is;
    enum phs_tri says;
    const struct phs_value *by; /* the value that decided */
};

static bool is_everybody(struct phs_slice text) {
    return phs_range_is_everybody(text) || phs_slice_is(text, "*") || phs_slice_is(text, "Internet") ||
           phs_slice_is(text, "0.0.0.0") || phs_slice_is(text, "Any") || phs_slice_is(text, "allUsers") ||
           phs_slice_is(text, "allAuthenticatedUsers");
}

static struct phs_slice text_of(struct phs_arena *arena, const struct phs_value *value) {
    const char *text = phs_scalar_text(arena, value);
    return phs_slice(text ? text : "");
}

static bool is_listed(struct phs_slice words, struct phs_slice text) {
    struct phs_slice word;
    while (phs_slice_cut(&words, '|', &word))
        if (phs_slice_ieq(word, text))
            return true;
    return false;
}

static bool holds(const struct test *test, const struct phs_value *value) {
    struct phs_slice text = text_of(test->c->scratch, value);
    double bound, number;
    if (phs_slice_is(test->is, "present"))
        return value->kind == PHS_MAP || text.len > 0;
    if (phs_slice_is(test->is, "!present"))
        return value->kind != PHS_MAP && text.len == 0;
    if (phs_slice_is(test->is, "world"))
        return is_everybody(text);
    if (phs_slice_starts(test->is, ">="))
        return phs_slice_number(phs_slice_n(test->is.ptr + 2, test->is.len - 2), &bound) && phs_slice_number(text, &number) &&
               number >= bound;
    if (phs_slice_starts(test->is, "!"))
        return !is_listed(phs_slice_n(test->is.ptr + 1, test->is.len - 1), text);
    return is_listed(test->is, text);
}

/* A text that begins like a named member of Google's is nobody else, whatever follows. */
static bool begins_as_somebody(const struct phs_value *unknown) {
    static const char *const kinds[] = {"serviceAccount:", "user:", "group:", "domain:", "principal:", "principalSet:"};
    for (size_t i = 0; unknown->unknown.hint && i < sizeof kinds / sizeof *kinds; i++)
        if (phs_slice_starts(unknown->unknown.hint->prefix, kinds[i]))
            return true;
    return false;
}

/* What exists only after apply is set. */
static enum phs_tri of_unknown(const struct test *test, const struct phs_value *value) {
    if (phs_slice_is(test->is, "world") && begins_as_somebody(value))
        return PHS_NO;
    bool set = (value->flags & PHS_VALUE_NOT_NULL) || value->unknown.reason == PHS_WHY_COMPUTED;
    if (set && phs_slice_is(test->is, "present"))
        return PHS_YES;
    return set && phs_slice_is(test->is, "!present") ? PHS_NO : PHS_MAYBE;
}

static void look(void *user, const struct phs_value *value) {
    struct test *test = user;
    enum phs_tri says = PHS_NO;
    if (value->kind != PHS_UNKNOWN)
        says = holds(test, value) ? PHS_YES : PHS_NO;
    else
        says = of_unknown(test, value);
    if (!test->by || (says == PHS_YES && test->says != PHS_YES) || (says == PHS_MAYBE && test->says == PHS_NO)) {
        test->by = value;
        test->says = says;
    }
}

static enum phs_tri tri_of(struct phs_slice word) {
    if (phs_slice_is(word, "yes"))
        return PHS_YES;
    return phs_slice_is(word, "unknown") ? PHS_MAYBE : PHS_NO;
}

/* The value may be shown where it is one of the table's own words. */
static const char *told(struct phs_arena *arena, const struct test *test) {
    if (phs_is(test->by, PHS_BOOL))
        return phs_printf(arena, "%s is %s", test->attribute, test->by->boolean ? "true" : "false");
    struct phs_slice is = test->is;
    bool positive = test->says == PHS_YES;
    if (phs_slice_is(is, "present") || phs_slice_is(is, "!present"))
        return phs_printf(arena, "%s is %s", test->attribute, positive == (is.ptr[0] == 'p') ? "set" : "empty");
    if (phs_slice_is(is, "world"))
        return phs_printf(arena, "%s %s everybody", test->attribute, positive ? "names" : "does not name");
    if (phs_slice_starts(is, ">="))
        return phs_printf(arena, "%s is %s %.*s", test->attribute, positive ? "at least" : "below", (int)(is.len - 2),
                          is.ptr + 2);
    bool negative = phs_slice_starts(is, "!");
    return phs_printf(arena, "%s is %s%.*s", test->attribute, positive == negative ? "not " : "", (int)(is.len - negative),
                      is.ptr + negative);
}

static struct phs_answer policy_fact(struct phs_concluding *c, const struct phs_resource *resource, const char *attribute) {
    const struct phs_value *value = phs_get_path(resource->attributes, attribute);
    struct phs_iam_document *document = phs_iam_read(c->graph->arena, value);
    return phs_iam_is_public(c->graph->arena, document);
}

static struct phs_answer concluded_fact(const struct phs_value *value, const char *attribute) {
    if (phs_is(value, PHS_UNKNOWN))
        return (struct phs_answer){PHS_MAYBE, value->unknown.why, value->place, value->unknown.reason};
    return phs_answer(phs_is_true(value) ? PHS_YES : PHS_NO, value && value->because ? value->because : attribute,
                      value ? value->place : (struct phs_place){0});
}

struct phs_answer phs_fact(struct phs_concluding *c, const struct phs_resource *resource, struct phs_slice attribute,
                           struct phs_slice is, struct phs_slice absent) {
    struct phs_arena *arena = c->graph->arena;
    struct test test = {c, phs_slice_dup(arena, attribute), is, PHS_NO, NULL};
    struct phs_slice rest = attribute, group, name;
    if (phs_slice_is(is, "always"))
        return phs_answer(PHS_YES, "the service does so by itself", resource->place);
    if (phs_slice_is(is, "never"))
        return phs_answer(PHS_NO, "it has no setting of its own for that", resource->place);
    if (phs_slice_starts(attribute, "concluded.") && phs_slice_cut(&rest, '.', &group) && phs_slice_cut(&rest, '.', &group) &&
        phs_slice_cut(&rest, '.', &name))
        return concluded_fact(phs_concluded(c, resource, phs_slice_dup(c->scratch, group), phs_slice_dup(c->scratch, name)),
                              test.attribute);
    if (phs_slice_starts(is, "admits:"))
        return phs_network_admits(c, resource, test.attribute, phs_slice_n(is.ptr + 7, is.len - 7), tri_of(absent));
    if (phs_slice_is(is, "routes-out"))
        return phs_network_routes_out(c, resource, test.attribute, tri_of(absent));
    if (phs_slice_is(is, "public-address"))
        return phs_network_public_address(c, resource);
    if (phs_slice_is(is, "azure-way"))
        return phs_network_azure_way(c, resource);
    if (phs_slice_is(is, "google-way"))
        return phs_network_google_way(c, resource);
    if (phs_slice_is(is, "public-policy"))
        return policy_fact(c, resource, test.attribute);
    if (!phs_facts_each(resource->attributes, test.attribute, look, &test))
        return phs_answer(tri_of(absent), phs_printf(arena, "%s is not set", test.attribute), resource->place);
    if (test.says == PHS_MAYBE)
        return phs_answer_unknown(arena, phs_printf(arena, "%s is not known", test.attribute), test.by);
    return phs_answer(test.says, told(arena, &test), test.by->place);
}

struct phs_answer phs_facts_ask(struct phs_concluding *c, const struct phs_tsv *table, const size_t *rows, size_t n,
                                const struct phs_resource *resource, const char *question, bool *ret_any) {
    struct phs_answer whole = phs_answer(PHS_NO, NULL, resource->place), way = whole;
    struct phs_slice number = {"", 0};
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (!phs_slice_is(phs_tsv_cell(table, rows[i], "question"), question))
            continue;
        struct phs_slice this_way = phs_tsv_cell(table, rows[i], "way");
        struct phs_answer one = phs_fact(c, resource, phs_tsv_cell(table, rows[i], "attribute"),
                                         phs_tsv_cell(table, rows[i], "is"), phs_tsv_cell(table, rows[i], "absent"));
        if (any && phs_slice_eq(this_way, number)) {
            way = phs_answer_and(c->graph->arena, way, one);
            continue;
        }
        if (any)
            whole = whole.because ? phs_answer_or(whole, way) : way;
        way = one;
        number = this_way;
        any = true;
    }
    *ret_any = any;
    return whole.because ? phs_answer_or(whole, way) : way;
}

struct rows {
    PHS_VEC(size_t) at;
    struct phs_map questions;
};

static struct rows *rows_of(struct phs_concluding *c, struct phs_map *by_type, struct phs_slice type) {
    struct rows *rows = phs_map_get(by_type, type);
    if (!rows) {
        rows = PHS_NEW(c->scratch, struct rows);
        phs_map_init(&rows->questions, c->scratch);
        phs_map_put(by_type, type, rows);
    }
    return rows;
}

static void conclude_one(struct phs_concluding *c, const struct phs_tsv *table, const struct rows *rows,
                         const struct phs_resource *resource, const char *group) {
    for (size_t q = 0; q < rows->questions.n; q++) {
        const char *question = rows->questions.items[q].value;
        bool any;
        struct phs_answer answer = phs_facts_ask(c, table, rows->at.at, rows->at.n, resource, question, &any);
        if (any)
            phs_conclude(c, resource, group, question, answer);
    }
}

void phs_facts_conclude(struct phs_concluding *c, const char *path, const char *group) {
    const struct phs_tsv *table = phs_conclusions_table(c, path);
    struct phs_map by_type;
    phs_map_init(&by_type, c->scratch);
    for (size_t i = 0; i < table->rows.n; i++) {
        struct rows *rows = rows_of(c, &by_type, phs_tsv_cell(table, i, "type"));
        struct phs_slice question = phs_tsv_cell(table, i, "question");
        PHS_PUSH(c->scratch, rows->at, i);
        if (!phs_map_get(&rows->questions, question))
            phs_map_put(&rows->questions, question, phs_slice_dup(c->graph->arena, question));
    }
    for (size_t t = 0; t < by_type.n; t++) {
        const struct phs_resource_list *list = phs_graph_of_type(c->graph, phs_slice_dup(c->scratch, by_type.items[t].key));
        for (size_t i = 0; i < list->items.n; i++)
            conclude_one(c, table, by_type.items[t].value, list->items.at[i], group);
    }
}
