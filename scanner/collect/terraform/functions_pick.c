/* SPDX-License-Identifier: Apache-2.0 */
/* Functions that pick or ask: coalesce, lookup, element, one, index, contains, length, alltrue, anytrue, try, can.
 * What they hand on keeps its own unknown, so that a reference stays followable. */
#include <math.h>

#include "base/escape.h"
#include "collect/terraform/kit.h"

static bool count_is_loose(const struct phs_value *list) {
    return (list->flags & (PHS_TF_SET | PHS_TF_LOOSE)) && phs_find_unknown(list);
}

/* Marks, joiners and modifiers belong to the character before them. */
static bool joins(uint32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x20D0 && c <= 0x20FF) ||
           (c >= 0x1F3FB && c <= 0x1F3FF) || c == 0x200D;
}

static double characters(struct phs_slice text) {
    double n = 0;
    bool joined = false;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = phs_utf8_next(text, &at);
        if (!joins(c) && !joined)
            n++;
        joined = c == 0x200D || (c == '\r' && at < text.len && text.ptr[at] == '\n');
    }
    return n;
}

static const struct phs_value *call_length(const struct phs_tf_args *args) {
    const struct phs_value *value = args->at[0];
    bool open =
        (value->kind == PHS_LIST && count_is_loose(value)) || ((value->flags & PHS_VALUE_JSON) && phs_find_unknown(value));
    if (open)
        return phs_tf_because(args, phs_find_unknown(value));
    if (value->kind == PHS_LIST)
        return phs_tf_number(args, (double)value->list.n);
    if (value->kind == PHS_MAP)
        return phs_tf_number(args, (double)value->map.n);
    if (value->kind == PHS_STRING)
        return phs_tf_number(args, characters(value->string));
    return phs_tf_error(args, "the argument is no string, list or map");
}

/* 1 equal, 0 not, -1 unknown; kinds are not converted. */
static int same(const struct phs_value *a, const struct phs_value *b) {
    if (a->kind == PHS_UNKNOWN || b->kind == PHS_UNKNOWN)
        return -1;
    if (phs_value_equal(a, b))
        return 1;
    return phs_find_unknown(a) || phs_find_unknown(b) ? -1 : 0;
}

static const struct phs_value *call_contains(const struct phs_tf_args *args) {
    const struct phs_value *list = args->at[0], *unknown = NULL;
    if (list->kind == PHS_UNKNOWN)
        return phs_tf_because(args, list);
    if (list->kind != PHS_LIST)
        return phs_tf_error(args, "argument 1 must be a list");
    for (size_t i = 0; i < list->list.n; i++) {
        int equal = same(list->list.at[i], args->at[1]);
        if (equal == 1)
            return phs_tf_bool(args, true);
        if (equal < 0)
            unknown = phs_find_unknown(list->list.at[i]) ? phs_find_unknown(list->list.at[i]) : phs_find_unknown(args->at[1]);
    }
    return unknown ? phs_tf_because(args, unknown) : phs_tf_bool(args, false);
}

static const struct phs_value *call_index(const struct phs_tf_args *args) {
    const struct phs_value *bad;
    if (!phs_tf_arg_list(args, 0, &bad))
        return bad;
    const struct phs_value *list = args->at[0];
    for (size_t i = 0; i < list->list.n; i++) {
        int equal = same(list->list.at[i], args->at[1]);
        if (equal == 1)
            return phs_tf_number(args, (double)i);
        if (equal < 0)
            return phs_tf_because(args, phs_find_unknown(list->list.at[i]) ? phs_find_unknown(list->list.at[i])
                                                                           : phs_find_unknown(args->at[1]));
    }
    return phs_tf_error(args, "the value is not in the list");
}

static const struct phs_value *call_element(const struct phs_tf_args *args) {
    const struct phs_value *bad;
    int64_t index;
    if (!phs_tf_arg_list(args, 0, &bad) || !phs_tf_arg_int(args, 1, &index, &bad))
        return bad;
    const struct phs_value *list = args->at[0];
    if (list->list.n == 0)
        return phs_tf_error(args, "the list is empty");
    int64_t n = (int64_t)list->list.n; /* negative ones count from the end, since Terraform 1.12 */
    return list->list.at[((index % n) + n) % n];
}

static const struct phs_value *call_lookup(const struct phs_tf_args *args) {
    const struct phs_value *bad;
    struct phs_slice key;
    if (args->at[1]->kind == PHS_NULL)
        return phs_tf_error(args, "argument 2 must not be null");
    if (!phs_tf_arg_map(args, 0, &bad) || !phs_tf_arg_string(args, 1, &key, &bad))
        return bad;
    const struct phs_value *found = phs_get_slice(args->at[0], key);
    if (found)
        return found;
    return args->n == 3 ? args->at[2] : phs_tf_error(args, "the map has no such key");
}

static bool is_absent(const struct phs_value *value) {
    return value->kind == PHS_NULL || (value->kind == PHS_STRING && value->string.len == 0);
}

/* An exported id or arn is never empty in practice, so it decides; any other unknown might give way to what follows. */
static const struct phs_value *call_coalesce(const struct phs_tf_args *args) {
    for (size_t i = 0; i < args->n; i++) {
        const struct phs_value *value = args->at[i];
        if (value->kind == PHS_UNKNOWN && !(value->flags & PHS_VALUE_NOT_NULL) && i + 1 < args->n)
            return phs_tf_because(args, value);
        if (!is_absent(value))
            return value;
    }
    return phs_tf_error(args, "no argument has a value");
}

static const struct phs_value *call_coalescelist(const struct phs_tf_args *args) {
    for (size_t i = 0; i < args->n; i++) {
        const struct phs_value *value = args->at[i];
        if (value->kind == PHS_UNKNOWN)
            return phs_tf_because(args, value);
        if ((value->kind == PHS_LIST && value->list.n) || (value->kind == PHS_MAP && value->map.n))
            return value;
    }
    return phs_tf_error(args, "no argument has elements");
}

static const struct phs_value *call_one(const struct phs_tf_args *args) {
    const struct phs_value *value = args->at[0];
    if (value->kind != PHS_LIST)
        return phs_tf_error(args, "argument 1 must be a list");
    if (value->list.n == 0)
        return phs_value_null(args->arena, args->place);
    if (count_is_loose(value))
        return value->list.n == 1 && (value->flags & PHS_TF_SET) ? value->list.at[0]
                                                                 : phs_tf_because(args, phs_find_unknown(value));
    return value->list.n == 1 ? value->list.at[0] : phs_tf_error(args, "the list has more than one element");
}

/* Until the first element that decides; unknown when one could have. */
static const struct phs_value *quantified(const struct phs_tf_args *args, bool decisive) {
    const struct phs_value *bad, *unknown = NULL;
    if (!phs_tf_arg_list(args, 0, &bad))
        return bad;
    for (size_t i = 0; i < args->at[0]->list.n; i++) {
        const struct phs_value *item = phs_tf_to_bool(args->arena, args->at[0]->list.at[i]);
        if (!item)
            return phs_tf_error(args, "element %zu is no boolean", i);
        if (item->kind == PHS_UNKNOWN)
            unknown = item;
        else if ((item->kind == PHS_BOOL && item->boolean) == decisive)
            return phs_tf_bool(args, decisive);
    }
    return unknown ? phs_tf_because(args, unknown) : phs_tf_bool(args, !decisive);
}

static const struct phs_value *call_alltrue(const struct phs_tf_args *args) {
    return quantified(args, false);
}

static const struct phs_value *call_anytrue(const struct phs_tf_args *args) {
    return quantified(args, true);
}

/* The evaluator hands these two unevaluated expressions; here an error is a value already. */
static const struct phs_value *call_try(const struct phs_tf_args *args) {
    for (size_t i = 0; i < args->n; i++)
        if (!phs_tf_find_error(args->at[i]))
            return args->at[i];
    return phs_tf_error(args, "no argument can be evaluated");
}

static const struct phs_value *call_can(const struct phs_tf_args *args) {
    if (args->at[0]->kind == PHS_UNKNOWN && args->at[0]->unknown.reason != PHS_WHY_ERROR)
        return phs_tf_because(args, args->at[0]);
    return phs_tf_bool(args, !phs_tf_find_error(args->at[0]));
}

const struct phs_tf_function phs_tf_pick_functions[] = {
    {"alltrue", 1, 1, 0, call_alltrue},
    {"anytrue", 1, 1, 0, call_anytrue},
    {"can", 1, 1, PHS_TF_OWN | PHS_TF_NULLS, call_can},
    {"coalesce", 1, -1, PHS_TF_OWN | PHS_TF_NULLS, call_coalesce},
    {"coalescelist", 1, -1, PHS_TF_OWN | PHS_TF_NULLS, call_coalescelist},
    {"contains", 2, 2, PHS_TF_OWN, call_contains},
    {"element", 2, 2, 0, call_element},
    {"index", 2, 2, 0, call_index},
    {"length", 1, 1, 0, call_length},
    {"lookup", 2, 3, PHS_TF_OWN | PHS_TF_NULLS, call_lookup},
    {"one", 1, 1, 0, call_one},
    {"try", 1, -1, PHS_TF_OWN | PHS_TF_NULLS, call_try},
    {0},
};
