/* SPDX-License-Identifier: Apache-2.0 */
/* Numeric functions. */
#include <math.h>

#include "collect/terraform/kit.h"

#define NUMBER(args, index, number)                                                                                            \
    double number;                                                                                                             \
    do {                                                                                                                       \
        const struct phs_value *bad_;                                                                                          \
        if (!phs_tf_arg_number((args), (index), &number, &bad_))                                                               \
            return bad_;                                                                                                       \
    } while (0)

static const struct phs_value *bounded(const struct phs_tf_args *args, double number) {
    return isfinite(number) ? phs_tf_number(args, number) : phs_tf_error(args, "the result is no finite number");
}

static const struct phs_value *call_abs(const struct phs_tf_args *args) {
    NUMBER(args, 0, number);
    return phs_tf_number(args, fabs(number));
}

static const struct phs_value *call_ceil(const struct phs_tf_args *args) {
    NUMBER(args, 0, number);
    return phs_tf_number(args, ceil(number) + 0.0);
}

static const struct phs_value *call_floor(const struct phs_tf_args *args) {
    NUMBER(args, 0, number);
    return phs_tf_number(args, floor(number) + 0.0);
}

static const struct phs_value *call_pow(const struct phs_tf_args *args) {
    NUMBER(args, 0, base);
    NUMBER(args, 1, exponent);
    return bounded(args, pow(base, exponent));
}

static const struct phs_value *call_log(const struct phs_tf_args *args) {
    NUMBER(args, 0, number);
    NUMBER(args, 1, base);
    return bounded(args, log(number) / log(base));
}

static const struct phs_value *call_signum(const struct phs_tf_args *args) {
    NUMBER(args, 0, number);
    return phs_tf_number(args, number > 0 ? 1 : number < 0 ? -1 : 0);
}

static const struct phs_value *extreme(const struct phs_tf_args *args, bool largest) {
    NUMBER(args, 0, best);
    for (size_t i = 1; i < args->n; i++) {
        NUMBER(args, i, number);
        if (largest ? number > best : number < best)
            best = number;
    }
    return phs_tf_number(args, best);
}

static const struct phs_value *call_max(const struct phs_tf_args *args) {
    return extreme(args, true);
}

static const struct phs_value *call_min(const struct phs_tf_args *args) {
    return extreme(args, false);
}

static const struct phs_value *call_sum(const struct phs_tf_args *args) {
    const struct phs_value *bad;
    if (!phs_tf_arg_list(args, 0, &bad))
        return bad;
    const struct phs_value *list = args->at[0];
    if (list->list.n == 0)
        return phs_tf_error(args, "the list is empty");
    double total = 0;
    for (size_t i = 0; i < list->list.n; i++) {
        const struct phs_value *item = phs_tf_to_number(args->arena, list->list.at[i]);
        if (item && item->kind == PHS_UNKNOWN)
            return phs_tf_because(args, item);
        if (!item || item->kind != PHS_NUMBER)
            return phs_tf_error(args, "element %zu is no number", i);
        total += item->number.value;
    }
    return bounded(args, total);
}

static int digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'Z' ? c - 'A' + 36 : 99;
}

static const struct phs_value *call_parseint(const struct phs_tf_args *args) {
    struct phs_slice text;
    int64_t base;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &text, &bad) || !phs_tf_arg_int(args, 1, &base, &bad))
        return bad;
    if (base < 2 || base > 62)
        return phs_tf_error(args, "the base must be between 2 and 62");
    size_t i = text.len && (text.ptr[0] == '-' || text.ptr[0] == '+');
    if (i == text.len)
        return phs_tf_error(args, "argument 1 is no whole number in that base");
    double number = 0;
    for (size_t at = i; at < text.len; at++) {
        int value = digit(text.ptr[at]);
        if (base <= 36 && value >= 36 && value < 62)
            value -= 26; /* case does not matter up to base 36 */
        if (value >= base)
            return phs_tf_error(args, "argument 1 is no whole number in that base");
        number = number * (double)base + value;
    }
    return bounded(args, i && text.ptr[0] == '-' ? -number : number);
}

const struct phs_tf_function phs_tf_number_functions[] = {
    {"abs", 1, 1, 0, call_abs},
    {"ceil", 1, 1, 0, call_ceil},
    {"floor", 1, 1, 0, call_floor},
    {"log", 2, 2, 0, call_log},
    {"max", 1, -1, 0, call_max},
    {"min", 1, -1, 0, call_min},
    {"parseint", 2, 2, 0, call_parseint},
    {"pow", 2, 2, 0, call_pow},
    {"signum", 1, 1, 0, call_signum},
    {"sum", 1, 1, 0, call_sum},
    {0},
};
