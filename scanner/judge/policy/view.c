/* SPDX-License-Identifier: Apache-2.0 */
/* How a value is looked at before an operator sees it: single blocks as maps, texts that are JSON as what they say. */
#include "judge/policy/node.h"
#include "parse/json.h"

struct parsed_text {
    const struct phs_value *strict; /* NULL: no JSON */
    bool loose_tried;
    const struct phs_value *loose; /* after turning ' into " */
};

static void index_written(struct phs_policy_desk *desk) {
    for (size_t i = 0; i < desk->graph->resources.n; i++) {
        struct phs_resource *resource = desk->graph->resources.at[i];
        if (!resource->type_as_written)
            continue;
        struct resources *list = phs_map_gets(&desk->written, resource->type_as_written);
        if (!list) {
            list = PHS_NEW(desk->arena, struct resources);
            phs_map_puts(&desk->written, resource->type_as_written, list);
        }
        PHS_PUSH(desk->arena, list->items, resource);
    }
}

struct phs_policy_desk *phs_policy_desk_new(struct phs_arena *arena, const struct phs_graph *graph) {
    struct phs_policy_desk *desk = PHS_NEW(arena, struct phs_policy_desk);
    desk->arena = arena;
    desk->graph = graph;
    phs_map_init(&desk->texts, arena);
    phs_map_init(&desk->written, arena);
    index_written(desk);
    desk->local_count = graph->resources.n;
    desk->local = PHS_NEW_N(arena, uint32_t, desk->local_count ? desk->local_count : 1);
    return desk;
}

/* Collectors whose lists are indexed at every depth in policies of old. */
static bool is_indexed(const char *collector) {
    static const char *const names[] = {"cloudformation", "sam", "kubernetes", "arm", "bicep", "dockerfile", "helm"};
    for (size_t i = 0; collector && i < sizeof names / sizeof *names; i++)
        if (strcmp(collector, names[i]) == 0)
            return true;
    return false;
}

const struct phs_value *phs_root_of(struct eval *eval, const struct phs_resource *resource) {
    if (!eval->policy->foreign) {
        eval->dialect = DIALECT_NATIVE;
        return resource->attributes;
    }
    eval->dialect = is_indexed(resource->collector) ? DIALECT_INDEXED : DIALECT_TERRAFORM;
    return resource->original ? resource->original : resource->attributes;
}

const struct phs_value *phs_view(const struct eval *eval, const struct phs_value *value) {
    if (!value || value->kind == PHS_NULL)
        return NULL;
    if (eval->dialect != DIALECT_NATIVE && (value->flags & PHS_VALUE_DEFAULT))
        return NULL;
    if (value->kind == PHS_LIST && (value->flags & PHS_VALUE_BLOCKS) && value->list.n < 2)
        return value->list.n ? phs_view(eval, value->list.at[0]) : NULL;
    return value;
}

bool phs_spend(struct eval *eval) {
    return ++eval->steps <= PHS_POLICY_MAX_STEPS;
}

static const struct phs_value *parse(struct phs_arena *arena, struct phs_slice text) {
    static const struct phs_json_limits limits = {
        .max_bytes = 4 << 20, .max_nodes = 500000, .max_depth = 100, .allow_duplicates = true};
    const struct phs_value *value = NULL;
    struct phs_err err;
    return phs_json_parse(arena, NULL, text, &limits, &value, &err) == PHS_OK ? value : NULL;
}

static const struct phs_value *parse_loose(struct phs_arena *arena, struct phs_slice text) {
    if (!memchr(text.ptr, '\'', text.len))
        return NULL;
    char *copy = phs_slice_dup(arena, text);
    for (size_t i = 0; i < text.len; i++)
        if (copy[i] == '\'')
            copy[i] = '"';
    return parse(arena, phs_slice_n(copy, text.len));
}

static struct parsed_text *look_up(struct phs_policy_desk *desk, const struct phs_value *value, struct phs_slice text) {
    struct phs_slice key = phs_slice_n((const char *)&value, sizeof value);
    struct parsed_text *entry = phs_map_get(&desk->texts, key);
    if (entry)
        return entry;
    entry = PHS_NEW(desk->arena, struct parsed_text);
    entry->strict = parse(desk->arena, text);
    const struct phs_value **kept = PHS_NEW(desk->arena, const struct phs_value *);
    *kept = value;
    phs_map_put(&desk->texts, phs_slice_n((const char *)kept, sizeof value), entry);
    return entry;
}

/* Only values of the graph are kept by their address: they outlive the desk. */
const struct phs_value *phs_text_as_json(struct eval *eval, const struct phs_value *value, bool loose) {
    struct phs_slice text = phs_slice_trim(phs_text(value));
    if (text.len < 2 || (text.ptr[0] != '{' && text.ptr[0] != '['))
        return NULL;
    struct parsed_text *entry = look_up(eval->desk, value, text);
    if (entry->strict || !loose)
        return entry->strict;
    if (!entry->loose_tried) {
        entry->loose = parse_loose(eval->desk->arena, text);
        entry->loose_tried = true;
    }
    return entry->loose;
}
