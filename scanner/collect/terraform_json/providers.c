/* SPDX-License-Identifier: Apache-2.0 */
/* Configurations of providers: what a plan says of them is how it was written, with constants as they are. */
#include "collect/terraform_json/parts.h"

/* {constant_value}, {references}, a nested block, or a list of those. */
static const struct phs_value *value_of(struct phs_tfjson_file *file, const struct phs_value *expression, int depth) {
    struct phs_arena *arena = file->arena;
    const struct phs_value *constant = phs_get(expression, "constant_value"), *references = phs_get(expression, "references");
    if (constant)
        return constant;
    struct phs_slice first =
        phs_is(references, PHS_LIST) && references->list.n ? phs_text(references->list.at[0]) : phs_slice("");
    if (phs_slice_starts(first, "var.") && references->list.n == 1) {
        const struct phs_value *variable =
            phs_get_slice(phs_get(file->value, "variables"), phs_slice_n(first.ptr + 4, first.len - 4));
        const struct phs_value *value = phs_get(variable, "value");
        if (value)
            return value;
    }
    if (references || depth > PHS_TFJSON_MAX_DEPTH)
        return phs_value_unknown(arena, PHS_WHY_VARIABLE, "a plan does not say what the provider was given", expression->place);
    struct phs_map_builder map;
    PHS_VEC(const struct phs_value *) list = {0};
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; phs_is(expression, PHS_MAP) && i < expression->map.n; i++)
        phs_map_builder_set(&map, expression->map.at[i].key, expression->map.at[i].key_place,
                            value_of(file, expression->map.at[i].value, depth + 1));
    for (size_t i = 0; phs_is(expression, PHS_LIST) && i < expression->list.n; i++)
        PHS_PUSH(arena, list, value_of(file, expression->list.at[i], depth + 1));
    return phs_is(expression, PHS_LIST) ? phs_value_list(arena, list.at, list.n, expression->place)
                                        : phs_map_builder_done(&map, expression->place);
}

void phs_tfjson_add_providers(struct phs_tfjson_file *file) {
    const struct phs_value *providers = phs_get_path(file->value, "configuration.provider_config");
    for (size_t i = 0; phs_is(providers, PHS_MAP) && i < providers->map.n; i++) {
        const struct phs_entry *entry = &providers->map.at[i];
        const struct phs_value *expressions = phs_get(entry->value, "expressions");
        const char *name = phs_text_or(file->arena, phs_get(entry->value, "name"), ""),
                   *key = phs_slice_dup(file->arena, entry->key);
        if (!*name || !phs_is(expressions, PHS_MAP))
            continue;
        struct phs_resource *resource = phs_tfjson_add(file, phs_printf(file->arena, "provider.%s", name),
                                                       phs_printf(file->arena, "provider.%s", key), name, entry->value->place);
        resource->attributes = resource->original = value_of(file, expressions, 0);
    }
}
