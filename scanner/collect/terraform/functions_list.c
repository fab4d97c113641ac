/* SPDX-License-Identifier: Apache-2.0 */
/* Functions that make lists from lists: concat, flatten, compact, distinct, reverse, sort, range, slice, chunklist, matchkeys.
 */
#include <math.h>

#include "collect/terraform/kit.h"

#define LIST(args, index, list)                                                                                                \
    const struct phs_value *list = (args)->at[index];                                                                          \
    do {                                                                                                                       \
        const struct phs_value *bad_;                                                                                          \
        if (!phs_tf_arg_list((args), (index), &bad_))                                                                          \
            return bad_;                                                                                                       \
    } while (0)

typedef PHS_VEC(const struct phs_value *) value_vec;

static const struct phs_value *loose(const struct phs_tf_args *args, const value_vec *items, bool unknown) {
    const struct phs_value *list = phs_tf_list(args, items->at, items->n);
    return unknown ? phs_tf_with_flags(args->arena, list, PHS_TF_LOOSE) : list;
}

static const struct phs_value *call_concat(const struct phs_tf_args *args) {
    value_vec items = {0};
    bool any_loose = false;
    for (size_t i = 0; i < args->n; i++) {
        LIST(args, i, list);
        any_loose |= (list->flags & (PHS_TF_LOOSE | PHS_TF_SET)) && phs_find_unknown(list);
        if (items.n + list->list.n > PHS_TF_MAX_ITEMS)
            return phs_tf_unknown(args, PHS_WHY_LIMIT, "a list is longer than 100,000 elements");
        for (size_t k = 0; k < list->list.n; k++)
            PHS_PUSH(args->arena, items, list->list.at[k]);
    }
    return loose(args, &items, any_loose);
}

static bool flatten_into(const struct phs_tf_args *args, const struct phs_value *list, value_vec *items, bool *unknown,
                         int depth) {
    for (size_t i = 0; i < list->list.n; i++) {
        const struct phs_value *item = list->list.at[i];
        if (items->n >= PHS_TF_MAX_ITEMS || depth > 100)
            return false;
        *unknown |= item->kind == PHS_UNKNOWN && !(item->flags & PHS_VALUE_NOT_NULL);
        if (item->kind != PHS_LIST)
            PHS_PUSH(args->arena, *items, item);
        else if (!flatten_into(args, item, items, unknown, depth + 1))
            return false;
    }
    return true;
}

/* An unknown element might be a list: what it stands for is not counted. */
static const struct phs_value *call_flatten(const struct phs_tf_args *args) {
    LIST(args, 0, list);
    value_vec items = {0};
    bool unknown = false;
    if (!flatten_into(args, list, &items, &unknown, 0))
        return phs_tf_unknown(args, PHS_WHY_LIMIT, "a list is longer than 100,000 elements");
    return loose(args, &items, unknown);
}

static const struct phs_value *call_compact(const struct phs_tf_args *args) {
    LIST(args, 0, list);
    value_vec items = {0};
    bool unknown = false;
    for (size_t i = 0; i < list->list.n; i++) {
        const struct phs_value *item = phs_tf_to_string(args->arena, list->list.at[i]);
        if (!item)
            return phs_tf_error(args, "element %zu is no string", i);
        if (item->kind == PHS_NULL || (item->kind == PHS_STRING && item->string.len == 0))
            continue;
        unknown |= item->kind == PHS_UNKNOWN;
        PHS_PUSH(args->arena, items, item);
    }
    return loose(args, &items, unknown);
}

static struct phs_slice distinct_key(struct phs_arena *arena, const struct phs_value *item) {
    return phs_slice(phs_printf(arena, "%d%s", (int)item->kind, phs_scalar_text(arena, item)));
}

static bool is_new(const struct phs_tf_args *args, struct phs_map *scalars, const value_vec *items,
                   const struct phs_value *item) {
    if (phs_tf_is_scalar(item))
        return phs_map_put(scalars, distinct_key(args->arena, item), (void *)(uintptr_t)1) == NULL;
    for (size_t i = 0; i < items->n && items->n < 2000; i++)
        if (phs_value_equal(items->at[i], item))
            return false;
    return true;
}

static const struct phs_value *call_distinct(const struct phs_tf_args *args) {
    LIST(args, 0, list);
    value_vec items = {0};
    struct phs_map scalars;
    phs_map_init(&scalars, args->arena);
    for (size_t i = 0; i < list->list.n; i++)
        if (is_new(args, &scalars, &items, list->list.at[i]))
            PHS_PUSH(args->arena, items, list->list.at[i]);
    return loose(args, &items, phs_find_unknown(list) != NULL);
}

static const struct phs_value *call_reverse(const struct phs_tf_args *args) {
    LIST(args, 0, list);
    const struct phs_value **items = PHS_NEW_N(args->arena, const struct phs_value *, list->list.n);
    for (size_t i = 0; i < list->list.n; i++)
        items[i] = list->list.at[list->list.n - 1 - i];
    return phs_tf_list(args, items, list->list.n);
}

static int by_text(const void *a, const void *b) {
    return phs_slice_cmp((*(const struct phs_value *const *)a)->string, (*(const struct phs_value *const *)b)->string);
}

static const struct phs_value *call_sort(const struct phs_tf_args *args) {
    LIST(args, 0, list);
    const struct phs_value **items = PHS_NEW_N(args->arena, const struct phs_value *, list->list.n);
    for (size_t i = 0; i < list->list.n; i++) {
        items[i] = phs_tf_to_string(args->arena, list->list.at[i]);
        if (!items[i] || items[i]->kind != PHS_STRING)
            return phs_tf_error(args, "element %zu is no string", i);
    }
    if (list->list.n > 1)
        qsort(items, list->list.n, sizeof *items, by_text);
    return phs_tf_list(args, items, list->list.n);
}

static const struct phs_value *call_range(const struct phs_tf_args *args) {
    double number[3] = {0};
    const struct phs_value *bad;
    for (size_t i = 0; i < args->n; i++)
        if (!phs_tf_arg_number(args, i, &number[i], &bad))
            return bad;
    double start = args->n == 1 ? 0 : number[0], limit = args->n == 1 ? number[0] : number[1];
    double step = args->n == 3 ? number[2] : limit < start ? -1 : 1;
    if (!(step > 0 && limit >= start) && !(step < 0 && limit <= start))
        return phs_tf_error(args, "the step leads away from the limit");
    value_vec items = {0};
    for (double at = start; step > 0 ? at < limit : at > limit; at += step) {
        if (items.n >= 1024) /* Terraform's own bound */
            return phs_tf_error(args, "more than 1024 values were generated");
        PHS_PUSH(args->arena, items, phs_tf_number(args, at));
    }
    return phs_tf_list(args, items.at, items.n);
}

/* A slice of a list that is not known has a known length all the same. */
static const struct phs_value *unknown_slice(const struct phs_tf_args *args, const struct phs_value *list, int64_t n) {
    const struct phs_value **items = PHS_NEW_N(args->arena, const struct phs_value *, (size_t)n);
    for (int64_t i = 0; i < n; i++)
        items[i] = phs_tf_because(args, list);
    return phs_tf_list(args, items, (size_t)n);
}

static const struct phs_value *call_slice(const struct phs_tf_args *args) {
    const struct phs_value *list = args->at[0];
    int64_t from, to;
    const struct phs_value *bad;
    if (list->kind != PHS_UNKNOWN && !phs_tf_arg_list(args, 0, &bad))
        return bad;
    if (!phs_tf_arg_int(args, 1, &from, &bad) || !phs_tf_arg_int(args, 2, &to, &bad))
        return bad;
    if (list->kind == PHS_UNKNOWN && from >= 0 && to >= from && to - from <= 1000)
        return list->unknown.reason == PHS_WHY_ERROR ? list : unknown_slice(args, list, to - from);
    if (list->kind == PHS_UNKNOWN || from < 0 || to < from || (size_t)to > list->list.n)
        return phs_tf_error(args, "the range is not in the list");
    return phs_tf_list(args, list->list.at + from, (size_t)(to - from));
}

static const struct phs_value *call_chunklist(const struct phs_tf_args *args) {
    LIST(args, 0, list);
    int64_t size;
    const struct phs_value *bad;
    if (!phs_tf_arg_int(args, 1, &size, &bad))
        return bad;
    if (size < 0)
        return phs_tf_error(args, "the size is negative");
    size_t step = size == 0 ? list->list.n : (size_t)size;
    value_vec chunks = {0};
    for (size_t i = 0; i < list->list.n; i += step) {
        size_t n = list->list.n - i < step ? list->list.n - i : step;
        PHS_PUSH(args->arena, chunks, phs_tf_list(args, list->list.at + i, n));
    }
    return phs_tf_list(args, chunks.at, chunks.n);
}

static bool holds(const struct phs_value *list, const struct phs_value *item) {
    for (size_t i = 0; i < list->list.n; i++)
        if (phs_value_equal(list->list.at[i], item))
            return true;
    return false;
}

static const struct phs_value *call_matchkeys(const struct phs_tf_args *args) {
    LIST(args, 0, values);
    LIST(args, 1, keys);
    LIST(args, 2, wanted);
    const struct phs_value *unknown = phs_find_unknown(keys);
    if (!unknown)
        unknown = phs_find_unknown(wanted);
    if (unknown)
        return phs_tf_because(args, unknown);
    if (values->list.n != keys->list.n)
        return phs_tf_error(args, "the lists differ in length");
    value_vec items = {0};
    for (size_t i = 0; i < values->list.n; i++)
        if (holds(wanted, keys->list.at[i]))
            PHS_PUSH(args->arena, items, values->list.at[i]);
    return phs_tf_list(args, items.at, items.n);
}

static const struct phs_value *call_list(const struct phs_tf_args *args) {
    return phs_tf_list(args, args->at, args->n);
}

const struct phs_tf_function phs_tf_list_functions[] = {
    {"chunklist", 2, 2, 0, call_chunklist}, {"compact", 1, 1, 0, call_compact},
    {"concat", 1, -1, 0, call_concat},      {"distinct", 1, 1, 0, call_distinct},
    {"flatten", 1, 1, 0, call_flatten},     {"list", 0, -1, PHS_TF_OWN | PHS_TF_NULLS, call_list},
    {"matchkeys", 3, 3, 0, call_matchkeys}, {"range", 1, 3, 0, call_range},
    {"reverse", 1, 1, 0, call_reverse},     {"slice", 3, 3, PHS_TF_OWN, call_slice},
    {"sort", 1, 1, PHS_TF_DEEP, call_sort}, {0},
};
