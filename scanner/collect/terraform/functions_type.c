/* SPDX-License-Identifier: Apache-2.0 */
/* Conversions and marks: tostring, tonumber, tobool, tolist, toset, tomap, sensitive, nonsensitive, issensitive. */
#include "collect/terraform/kit.h"

static const struct phs_value *converted(const struct phs_tf_args *args, const struct phs_value *made, const char *want) {
    return made ? made : phs_tf_error(args, "the argument cannot become %s", want);
}

static const struct phs_value *call_tostring(const struct phs_tf_args *args) {
    return converted(args, phs_tf_to_string(args->arena, args->at[0]), "a string");
}

static const struct phs_value *call_tonumber(const struct phs_tf_args *args) {
    return converted(args, phs_tf_to_number(args->arena, args->at[0]), "a number");
}

static const struct phs_value *call_tobool(const struct phs_tf_args *args) {
    return converted(args, phs_tf_to_bool(args->arena, args->at[0]), "a boolean");
}

static const struct phs_value *call_tolist(const struct phs_tf_args *args) {
    const struct phs_value *value = args->at[0];
    if (value->kind != PHS_LIST)
        return value->kind == PHS_NULL || value->kind == PHS_UNKNOWN ? value : converted(args, NULL, "a list");
    const struct phs_value *list = phs_tf_list(args, value->list.at, value->list.n);
    phs_tf_unify(args->arena, list->list.at, list->list.n);
    return list;
}

static const struct phs_value *call_toset(const struct phs_tf_args *args) {
    const struct phs_value *value = args->at[0];
    if (value->kind != PHS_LIST)
        return value->kind == PHS_NULL || value->kind == PHS_UNKNOWN ? value : converted(args, NULL, "a set");
    return phs_tf_set_of(args->arena, value->list.at, value->list.n, args->place);
}

static const struct phs_value *call_tomap(const struct phs_tf_args *args) {
    const struct phs_value *value = args->at[0];
    if (value->kind != PHS_MAP)
        return value->kind == PHS_NULL || value->kind == PHS_UNKNOWN ? value : converted(args, NULL, "a map");
    const struct phs_value **items = PHS_NEW_N(args->arena, const struct phs_value *, value->map.n);
    for (size_t i = 0; i < value->map.n; i++)
        items[i] = value->map.at[i].value;
    phs_tf_unify(args->arena, items, value->map.n);
    struct phs_map_builder map;
    phs_map_builder_init(&map, args->arena);
    for (size_t i = 0; i < value->map.n; i++)
        phs_map_builder_set(&map, value->map.at[i].key, value->map.at[i].key_place, items[i]);
    return phs_map_builder_done(&map, args->place);
}

static const struct phs_value *call_sensitive(const struct phs_tf_args *args) {
    args->host->sensitive = true;
    return phs_tf_with_flags(args->arena, args->at[0], PHS_VALUE_SENSITIVE);
}

static const struct phs_value *call_nonsensitive(const struct phs_tf_args *args) {
    if (!(args->at[0]->flags & PHS_VALUE_SENSITIVE))
        return args->at[0];
    struct phs_value *copy = PHS_NEW(args->arena, struct phs_value);
    *copy = *args->at[0];
    copy->flags &= ~(unsigned)PHS_VALUE_SENSITIVE;
    return copy;
}

static const struct phs_value *call_issensitive(const struct phs_tf_args *args) {
    if (args->at[0]->kind == PHS_UNKNOWN && !(args->at[0]->flags & PHS_VALUE_SENSITIVE))
        return phs_tf_because(args, args->at[0]);
    return phs_tf_bool(args, phs_tf_is_sensitive(args->at[0]));
}

static const struct phs_value *call_ephemeralasnull(const struct phs_tf_args *args) {
    return args->at[0];
}

static const struct phs_value *call_type(const struct phs_tf_args *args) {
    return phs_tf_unknown(args, PHS_WHY_UNSUPPORTED, "type() exists only in the console");
}

const struct phs_tf_function phs_tf_type_functions[] = {
    {"ephemeralasnull", 1, 1, PHS_TF_OWN | PHS_TF_NULLS, call_ephemeralasnull},
    {"issensitive", 1, 1, PHS_TF_OWN | PHS_TF_NULLS, call_issensitive},
    {"nonsensitive", 1, 1, PHS_TF_OWN | PHS_TF_NULLS, call_nonsensitive},
    {"sensitive", 1, 1, PHS_TF_OWN | PHS_TF_NULLS, call_sensitive},
    {"tobool", 1, 1, PHS_TF_OWN | PHS_TF_NULLS, call_tobool},
    {"tolist", 1, 1, PHS_TF_OWN | PHS_TF_NULLS, call_tolist},
    {"tomap", 1, 1, PHS_TF_OWN | PHS_TF_NULLS, call_tomap},
    {"tonumber", 1, 1, PHS_TF_OWN | PHS_TF_NULLS, call_tonumber},
    {"toset", 1, 1, PHS_TF_OWN | PHS_TF_NULLS, call_toset},
    {"tostring", 1, 1, PHS_TF_OWN | PHS_TF_NULLS, call_tostring},
    {"type", 1, 1, PHS_TF_OWN | PHS_TF_NULLS, call_type},
    {0},
};
