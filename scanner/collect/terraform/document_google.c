/* SPDX-License-Identifier: Apache-2.0 */
/* google_iam_policy as the Google provider renders it: bindings and audit configurations as the API spells them. */
#include "collect/terraform/encode.h"
#include "collect/terraform/scan.h"

static void copy(struct phs_map_builder *to, const char *key, const struct phs_value *from, const char *name) {
    const struct phs_value *value = phs_get(from, name);
    if (value && value->kind != PHS_NULL)
        phs_map_builder_set(to, phs_slice(key), value->place, value);
}

/* A block that stands at most once. */
static const struct phs_value *only(const struct phs_value *blocks) {
    return phs_is(blocks, PHS_LIST) ? (blocks->list.n ? blocks->list.at[0] : NULL) : blocks;
}

static const struct phs_value *binding_of(struct phs_arena *arena, const struct phs_value *block) {
    struct phs_map_builder map;
    const struct phs_value *when = only(phs_get(block, "condition"));
    phs_map_builder_init(&map, arena);
    copy(&map, "role", block, "role");
    copy(&map, "members", block, "members");
    if (when)
        phs_map_builder_set(&map, PHS_SLICE("condition"), when->place, when);
    return phs_map_builder_done(&map, block->place);
}

static const struct phs_value *log_of(struct phs_arena *arena, const struct phs_value *block) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    copy(&map, "logType", block, "log_type");
    copy(&map, "exemptedMembers", block, "exempted_members");
    return phs_map_builder_done(&map, block->place);
}

typedef const struct phs_value *turned(struct phs_arena *arena, const struct phs_value *block);

/* Blocks, each turned; one that is not known stays so. */
static const struct phs_value *each(struct phs_arena *arena, const struct phs_value *blocks, turned *turn) {
    PHS_VEC(const struct phs_value *) items = {0};
    if (blocks->kind != PHS_LIST)
        return blocks;
    for (size_t i = 0; i < blocks->list.n; i++)
        PHS_PUSH(arena, items, phs_is(blocks->list.at[i], PHS_MAP) ? turn(arena, blocks->list.at[i]) : blocks->list.at[i]);
    return phs_value_list(arena, items.at, items.n, blocks->place);
}

static const struct phs_value *audit_of(struct phs_arena *arena, const struct phs_value *block) {
    struct phs_map_builder map;
    const struct phs_value *logs = phs_get(block, "audit_log_configs");
    phs_map_builder_init(&map, arena);
    copy(&map, "service", block, "service");
    if (logs)
        phs_map_builder_set(&map, PHS_SLICE("auditLogConfigs"), logs->place, each(arena, logs, log_of));
    return phs_map_builder_done(&map, block->place);
}

const struct phs_value *phs_tf_google_policy(struct phs_arena *arena, const struct phs_value *body, struct phs_place place) {
    const struct phs_value *bindings = phs_get(body, "binding"), *audits = phs_get(body, "audit_config");
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    if (audits && audits->kind != PHS_NULL)
        phs_map_builder_set(&map, PHS_SLICE("auditConfigs"), audits->place, each(arena, audits, audit_of));
    if (bindings && bindings->kind != PHS_NULL)
        phs_map_builder_set(&map, PHS_SLICE("bindings"), bindings->place, each(arena, bindings, binding_of));
    const struct phs_value *tree = phs_map_builder_done(&map, place);
    unsigned marks = phs_tf_is_sensitive(body) ? PHS_VALUE_SENSITIVE : 0;
    return phs_find_unknown(tree) ? phs_tf_with_flags(arena, tree, PHS_VALUE_JSON | marks)
                                  : phs_value_string(arena, phs_tf_json_text(arena, tree), place);
}
