/* SPDX-License-Identifier: Apache-2.0 */
/* A manifest as its author wrote it, for policies that name kinds and camelCase; what may be a secret is withheld. */
#include "collect/kubernetes/parts.h"
#include "model/secretish.h"

struct copying {
    struct phs_arena *arena;
    bool withhold_data; /* a Secret or a ConfigMap */
};

const struct phs_value *phs_kubernetes_withheld(struct phs_arena *arena, struct phs_place place) {
    struct phs_value *value =
        (struct phs_value *)(uintptr_t)phs_value_unknown(arena, PHS_WHY_SENSITIVE, "the value is not kept", place);
    value->flags |= PHS_VALUE_SENSITIVE | PHS_VALUE_NOT_NULL;
    return value;
}

static const struct phs_value *copy(const struct copying *copying, const struct phs_value *value, int depth);

static const struct phs_value *copy_data(const struct copying *copying, const struct phs_value *data) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, copying->arena);
    for (size_t i = 0; i < data->map.n; i++)
        phs_map_builder_set(&map, data->map.at[i].key, data->map.at[i].key_place,
                            phs_kubernetes_withheld(copying->arena, data->map.at[i].value->place));
    return phs_map_builder_done(&map, data->place);
}

static bool is_data(struct phs_slice key) {
    return phs_slice_is(key, "data") || phs_slice_is(key, "stringData") || phs_slice_is(key, "binaryData");
}

/* A variable of the environment is an object with its name beside the value. */
static bool is_secret_beside(const struct phs_value *map, const struct phs_entry *entry) {
    if (phs_slice_ends(entry->key, "last-applied-configuration"))
        return true;
    if (!phs_is(entry->value, PHS_STRING))
        return false;
    struct phs_slice name = phs_slice_is(entry->key, "value") ? phs_text(phs_get(map, "name")) : entry->key;
    /* automountServiceAccountToken, secretName and the like name things. */
    return phs_secretish_text(entry->value->string) ||
           (phs_slice_is(entry->key, "value") && phs_secretish(name, entry->value->string));
}

static const struct phs_value *copy_map(const struct copying *copying, const struct phs_value *value, const char *cut,
                                        int depth) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, copying->arena);
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        if (cut && phs_slice_is(entry->key, cut))
            continue;
        const struct phs_value *kept = is_secret_beside(value, entry)
                                           ? phs_kubernetes_withheld(copying->arena, entry->value->place)
                                           : copy(copying, entry->value, depth + 1);
        phs_map_builder_set(&map, entry->key, entry->key_place, kept);
    }
    return phs_map_builder_done(&map, value->place);
}

static const struct phs_value *copy(const struct copying *copying, const struct phs_value *value, int depth) {
    if (depth > PHS_KUBERNETES_MAX_DEPTH)
        return phs_value_unknown(copying->arena, PHS_WHY_LIMIT, "the manifest is nested too deeply", value->place);
    if (value->kind == PHS_MAP)
        return copy_map(copying, value, NULL, depth);
    if (value->kind == PHS_STRING && phs_secretish_text(value->string))
        return phs_kubernetes_withheld(copying->arena, value->place);
    if (value->kind != PHS_LIST)
        return value;
    const struct phs_value **items = PHS_NEW_N(copying->arena, const struct phs_value *, value->list.n);
    for (size_t i = 0; i < value->list.n; i++)
        items[i] = copy(copying, value->list.at[i], depth + 1);
    return phs_value_list(copying->arena, items, value->list.n, value->place);
}

const struct phs_value *phs_kubernetes_original(struct phs_arena *arena, const struct phs_value *manifest, const char *cut) {
    struct phs_slice kind = phs_text(phs_get(manifest, "kind"));
    const struct copying copying = {arena, phs_slice_is(kind, "Secret") || phs_slice_is(kind, "ConfigMap")};
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < manifest->map.n; i++) {
        const struct phs_entry *entry = &manifest->map.at[i];
        bool data = copying.withhold_data && is_data(entry->key) && phs_is(entry->value, PHS_MAP);
        bool spec = phs_slice_is(entry->key, "spec") && phs_is(entry->value, PHS_MAP);
        phs_map_builder_set(&map, entry->key, entry->key_place,
                            data   ? copy_data(&copying, entry->value)
                            : spec ? copy_map(&copying, entry->value, cut, 1)
                                   : copy(&copying, entry->value, 1));
    }
    return phs_map_builder_done(&map, manifest->place);
}
