/* SPDX-License-Identifier: Apache-2.0 */
/* Functions over maps: keys, values, merge, zipmap, transpose, map. */
#include "collect/terraform/encode.h"
#include "collect/terraform/kit.h"

/* Of each entry in the order of keys: the key, or the value. */
static const struct phs_value *each_entry(const struct phs_tf_args *args, bool keys) {
    const struct phs_value *bad;
    if (!phs_tf_arg_map(args, 0, &bad))
        return bad;
    size_t n = args->at[0]->map.n;
    const struct phs_entry **entries = phs_tf_sorted_entries(args->arena, args->at[0]);
    const struct phs_value **items = PHS_NEW_N(args->arena, const struct phs_value *, n);
    for (size_t i = 0; i < n; i++)
        items[i] = keys ? phs_tf_string(args, entries[i]->key) : entries[i]->value;
    return phs_tf_list(args, items, n);
}

static const struct phs_value *call_keys(const struct phs_tf_args *args) {
    return each_entry(args, true);
}

static const struct phs_value *call_values(const struct phs_tf_args *args) {
    return each_entry(args, false);
}

static const struct phs_value *call_merge(const struct phs_tf_args *args) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, args->arena);
    for (size_t i = 0; i < args->n; i++) {
        const struct phs_value *part = args->at[i];
        if (part->kind == PHS_NULL)
            continue;
        if (part->kind != PHS_MAP)
            return phs_tf_error(args, "argument %zu must be a map", i + 1);
        for (size_t k = 0; k < part->map.n; k++)
            phs_map_builder_set(&map, part->map.at[k].key, part->map.at[k].key_place, part->map.at[k].value);
        if (map.entries.n > PHS_TF_MAX_ITEMS)
            return phs_tf_unknown(args, PHS_WHY_LIMIT, "a map has more than 100,000 keys");
    }
    return phs_map_builder_done(&map, args->place);
}

static const struct phs_value *call_zipmap(const struct phs_tf_args *args) {
    const struct phs_value *bad;
    if (!phs_tf_arg_list(args, 0, &bad) || !phs_tf_arg_list(args, 1, &bad))
        return bad;
    const struct phs_value *keys = args->at[0], *values = args->at[1];
    if (keys->list.n != values->list.n)
        return phs_tf_error(args, "there are not as many keys as values");
    struct phs_map_builder map;
    phs_map_builder_init(&map, args->arena);
    for (size_t i = 0; i < keys->list.n; i++) {
        const struct phs_value *key = phs_tf_to_string(args->arena, keys->list.at[i]);
        if (key && key->kind == PHS_UNKNOWN)
            return phs_tf_because(args, key);
        if (!key || key->kind != PHS_STRING)
            return phs_tf_error(args, "key %zu is no string", i);
        phs_map_builder_set(&map, key->string, args->place, values->list.at[i]);
    }
    return phs_map_builder_done(&map, args->place);
}

struct transposed {
    PHS_VEC(const struct phs_value *) keys;
};

static const struct phs_value *transposed_map(const struct phs_tf_args *args, const struct phs_map *rows) {
    const struct phs_value **names = PHS_NEW_N(args->arena, const struct phs_value *, rows->n);
    for (size_t i = 0; i < rows->n; i++)
        names[i] = phs_tf_string(args, rows->items[i].key);
    const struct phs_value *sorted = phs_tf_set_of(args->arena, names, rows->n, args->place);
    struct phs_map_builder map;
    phs_map_builder_init(&map, args->arena);
    for (size_t i = 0; i < sorted->list.n; i++) {
        const struct transposed *row = phs_map_get(rows, sorted->list.at[i]->string);
        phs_map_builder_set(&map, sorted->list.at[i]->string, args->place, phs_tf_list(args, row->keys.at, row->keys.n));
    }
    return phs_map_builder_done(&map, args->place);
}

static const struct phs_value *call_transpose(const struct phs_tf_args *args) {
    const struct phs_value *bad;
    if (!phs_tf_arg_map(args, 0, &bad))
        return bad;
    struct phs_map rows;
    phs_map_init(&rows, args->arena);
    const struct phs_entry **entries = phs_tf_sorted_entries(args->arena, args->at[0]);
    for (size_t i = 0; i < args->at[0]->map.n; i++) {
        const struct phs_value *list = entries[i]->value;
        for (size_t k = 0; list->kind == PHS_LIST && k < list->list.n; k++) {
            const struct phs_value *item = phs_tf_to_string(args->arena, list->list.at[k]);
            if (!item || item->kind != PHS_STRING)
                return phs_tf_error(args, "the lists must hold strings");
            struct transposed *row = phs_map_get(&rows, item->string);
            if (!row) {
                row = PHS_NEW(args->arena, struct transposed);
                phs_map_put(&rows, item->string, row);
            }
            PHS_PUSH(args->arena, row->keys, phs_tf_string(args, entries[i]->key));
        }
        if (list->kind != PHS_LIST)
            return phs_tf_error(args, "every value must be a list");
    }
    return transposed_map(args, &rows);
}

/* map("k", v, ...) of Terraform before 0.12. */
static const struct phs_value *call_map(const struct phs_tf_args *args) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, args->arena);
    for (size_t i = 0; i + 1 < args->n; i += 2) {
        struct phs_slice key;
        const struct phs_value *bad;
        if (!phs_tf_arg_string(args, i, &key, &bad))
            return bad;
        phs_map_builder_set(&map, key, args->place, args->at[i + 1]);
    }
    return args->n % 2 ? phs_tf_error(args, "there are not as many keys as values") : phs_map_builder_done(&map, args->place);
}

const struct phs_tf_function phs_tf_map_functions[] = {
    {"keys", 1, 1, 0, call_keys},
    {"map", 0, -1, PHS_TF_OWN | PHS_TF_NULLS, call_map},
    {"merge", 0, -1, PHS_TF_NULLS, call_merge},
    {"transpose", 1, 1, PHS_TF_DEEP, call_transpose},
    {"values", 1, 1, 0, call_values},
    {"zipmap", 2, 2, 0, call_zipmap},
    {0},
};
