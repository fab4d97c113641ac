/* SPDX-License-Identifier: Apache-2.0 */
/* Set algebra and products. Unknown elements make every result but a union unknown. */
#include "collect/terraform/kit.h"

static bool holds(const struct phs_value *set, const struct phs_value *item) {
    for (size_t i = 0; i < set->list.n; i++)
        if (phs_value_equal(set->list.at[i], item))
            return true;
    return false;
}

static const struct phs_value *as_set(const struct phs_tf_args *args, size_t index) {
    const struct phs_value *value = args->at[index];
    return phs_tf_set_of(args->arena, value->list.at, value->list.n, args->place);
}

static const struct phs_value *call_setunion(const struct phs_tf_args *args) {
    PHS_VEC(const struct phs_value *) items = {0};
    const struct phs_value *bad;
    for (size_t i = 0; i < args->n; i++) {
        if (!phs_tf_arg_list(args, i, &bad))
            return bad;
        for (size_t k = 0; k < args->at[i]->list.n && items.n < PHS_TF_MAX_ITEMS; k++)
            PHS_PUSH(args->arena, items, args->at[i]->list.at[k]);
    }
    return phs_tf_set_of(args->arena, items.at, items.n, args->place);
}

/* Keeps the elements of the first set that are (or are not) in each other one. */
static const struct phs_value *filtered(const struct phs_tf_args *args, bool keep) {
    const struct phs_value *bad;
    for (size_t i = 0; i < args->n; i++)
        if (!phs_tf_arg_list(args, i, &bad))
            return bad;
    PHS_VEC(const struct phs_value *) items = {0};
    const struct phs_value *first = as_set(args, 0);
    for (size_t k = 0; k < first->list.n; k++) {
        bool stays = true;
        for (size_t i = 1; i < args->n && stays; i++)
            stays = holds(args->at[i], first->list.at[k]) == keep;
        if (stays)
            PHS_PUSH(args->arena, items, first->list.at[k]);
    }
    return phs_tf_set_of(args->arena, items.at, items.n, args->place);
}

static const struct phs_value *call_setintersection(const struct phs_tf_args *args) {
    return filtered(args, true);
}

static const struct phs_value *call_setsubtract(const struct phs_tf_args *args) {
    return filtered(args, false);
}

static const struct phs_value *call_setsymmetric(const struct phs_tf_args *args) {
    const struct phs_value *bad;
    if (!phs_tf_arg_list(args, 0, &bad) || !phs_tf_arg_list(args, 1, &bad))
        return bad;
    PHS_VEC(const struct phs_value *) items = {0};
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < args->at[side]->list.n; i++)
            if (!holds(args->at[1 - side], args->at[side]->list.at[i]))
                PHS_PUSH(args->arena, items, args->at[side]->list.at[i]);
    return phs_tf_set_of(args->arena, items.at, items.n, args->place);
}

static const struct phs_value *product_row(const struct phs_tf_args *args, size_t number) {
    const struct phs_value **row = PHS_NEW_N(args->arena, const struct phs_value *, args->n);
    for (size_t i = args->n; i-- > 0;) {
        size_t n = args->at[i]->list.n;
        row[i] = args->at[i]->list.at[number % n];
        number /= n;
    }
    return phs_tf_list(args, row, args->n);
}

static const struct phs_value *call_setproduct(const struct phs_tf_args *args) {
    size_t total = 1;
    const struct phs_value *bad;
    bool sets = true;
    for (size_t i = 0; i < args->n; i++) {
        if (!phs_tf_arg_list(args, i, &bad))
            return bad;
        total *= args->at[i]->list.n;
        sets &= (args->at[i]->flags & PHS_TF_SET) != 0;
        if (total > PHS_TF_MAX_ITEMS)
            return phs_tf_unknown(args, PHS_WHY_LIMIT, "a product has more than 100,000 elements");
    }
    const struct phs_value **rows = PHS_NEW_N(args->arena, const struct phs_value *, total);
    for (size_t i = 0; i < total; i++)
        rows[i] = product_row(args, i);
    const struct phs_value *list = phs_tf_list(args, rows, total);
    return sets ? phs_tf_with_flags(args->arena, list, PHS_TF_SET) : list;
}

const struct phs_tf_function phs_tf_set_functions[] = {
    {"setintersection", 1, -1, PHS_TF_DEEP, call_setintersection},
    {"setproduct", 2, -1, 0, call_setproduct},
    {"setsubtract", 2, 2, PHS_TF_DEEP, call_setsubtract},
    {"setsymmetricdifference", 2, 2, PHS_TF_DEEP, call_setsymmetric},
    {"setunion", 1, -1, 0, call_setunion},
    {0},
};
