/* SPDX-License-Identifier: Apache-2.0 */
/* The body of a resource once it is asked for: evaluated, and what it refers to written down. */
#include "collect/bicep/instance.h"

/* Without what stands for the parts of a resource that are known once it is deployed (reference.c). */
static const struct phs_value *settled(struct phs_arena *arena, const struct phs_value *value) {
    struct phs_map_builder map;
    PHS_VEC(const struct phs_value *) items = {0};
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n; i++)
        PHS_PUSH(arena, items, settled(arena, value->list.at[i]));
    for (size_t i = 0; value->kind == PHS_MAP && i < value->map.n; i++)
        if (value->map.at[i].key.len)
            phs_map_builder_set(&map, value->map.at[i].key, value->map.at[i].key_place, settled(arena, value->map.at[i].value));
    return value->kind == PHS_LIST  ? phs_value_list(arena, items.at, items.n, value->place)
           : value->kind == PHS_MAP ? phs_map_builder_done(&map, value->place)
                                    : value;
}

/* What is referred to anywhere in the value. */
static void mention(struct phs_arm_template *t, struct phs_resource *from, const struct phs_value *value, const char *path,
                    int depth) {
    if (depth > PHS_ARM_MAX_DEPTH || *t->steps == 0)
        return;
    --*t->steps;
    if (value->kind == PHS_UNKNOWN && value->unknown.ref)
        phs_graph_mention(t->library->graph, from, PHS_REFERS_TO, value->unknown.ref, path, value->place);
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n; i++)
        mention(t, from, value->list.at[i], phs_printf(t->arena, "%s.%zu", path, i), depth + 1);
    for (size_t i = 0; value->kind == PHS_MAP && i < value->map.n; i++) {
        struct phs_slice key = value->map.at[i].key;
        const char *below = phs_slice_is(key, "properties") ? path
                            : *path                         ? phs_printf(t->arena, "%s.%.*s", path, (int)key.len, key.ptr)
                                                            : phs_slice_dup(t->arena, key);
        mention(t, from, value->map.at[i].value, below, depth + 1);
    }
}

static bool steers(struct phs_slice key) {
    return phs_slice_is(key, "parent") || phs_slice_is(key, "scope") || phs_slice_is(key, "dependsOn");
}

const struct phs_value *phs_bicep_evaluated(struct phs_arm_template *t, struct phs_arm_item *item, const char *under) {
    struct phs_arm_eval eval = {.template = t, .loop = item->loop, .path = ""};
    struct phs_map_builder map;
    const struct phs_value *body =
        item->body ? phs_bicep_value(eval, item->body)
                   : phs_arm_unknown(eval, PHS_WHY_ERROR, item->place, "what %s says is no object", item->address);
    phs_map_builder_init(&map, t->arena);
    for (size_t i = 0; phs_is(body, PHS_MAP) && i < body->map.n; i++) {
        const struct phs_entry *entry = &body->map.at[i];
        bool hoisted = phs_slice_is(entry->key, "properties");
        if (steers(entry->key))
            continue;
        const char *path = hoisted || *under ? under : phs_slice_dup(t->arena, entry->key);
        const struct phs_value *value = settled(t->arena, phs_arm_bounded(eval, entry->value));
        mention(t, item->resource, value, path, 0);
        phs_map_builder_set(&map, entry->key, entry->key_place, value);
    }
    if (phs_is(body, PHS_UNKNOWN))
        phs_map_builder_set(&map, PHS_SLICE("properties"), item->place, body);
    return phs_map_builder_done(&map, item->place);
}
