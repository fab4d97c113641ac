/* SPDX-License-Identifier: Apache-2.0 */
/* Arguments of Terraform functions, converted as Terraform converts them. */
#include <math.h>

#include "collect/terraform/kit.h"

static bool usable(const struct phs_tf_args *args, size_t index, const struct phs_value *made, const char *want,
                   const struct phs_value **ret_bad) {
    if (!made || made->kind == PHS_NULL) {
        *ret_bad = phs_tf_error(args, "argument %zu must be %s", index + 1, want);
        return false;
    }
    if (made->kind == PHS_UNKNOWN) {
        *ret_bad = phs_tf_because(args, made);
        return false;
    }
    return true;
}

bool phs_tf_arg_string(const struct phs_tf_args *args, size_t index, struct phs_slice *ret_text,
                       const struct phs_value **ret_bad) {
    const struct phs_value *made = phs_tf_to_string(args->arena, args->at[index]);
    if (!usable(args, index, made, "a string", ret_bad))
        return false;
    *ret_text = made->string;
    return true;
}

bool phs_tf_arg_number(const struct phs_tf_args *args, size_t index, double *ret_number, const struct phs_value **ret_bad) {
    const struct phs_value *made = phs_tf_to_number(args->arena, args->at[index]);
    if (!usable(args, index, made, "a number", ret_bad))
        return false;
    *ret_number = made->number.value;
    return true;
}

bool phs_tf_arg_int(const struct phs_tf_args *args, size_t index, int64_t *ret_number, const struct phs_value **ret_bad) {
    double number;
    if (!phs_tf_arg_number(args, index, &number, ret_bad))
        return false;
    if (number != floor(number) || fabs(number) > 9e15) {
        *ret_bad = phs_tf_error(args, "argument %zu must be a whole number", index + 1);
        return false;
    }
    *ret_number = (int64_t)number;
    return true;
}

bool phs_tf_arg_bool(const struct phs_tf_args *args, size_t index, bool *ret_value, const struct phs_value **ret_bad) {
    const struct phs_value *made = phs_tf_to_bool(args->arena, args->at[index]);
    if (!usable(args, index, made, "a boolean", ret_bad))
        return false;
    *ret_value = made->boolean;
    return true;
}

bool phs_tf_arg_list(const struct phs_tf_args *args, size_t index, const struct phs_value **ret_bad) {
    const struct phs_value *value = args->at[index];
    if (value->kind != PHS_UNKNOWN && value->kind != PHS_LIST)
        value = NULL;
    return usable(args, index, value, "a list", ret_bad);
}

bool phs_tf_arg_map(const struct phs_tf_args *args, size_t index, const struct phs_value **ret_bad) {
    const struct phs_value *value = args->at[index];
    if (value->kind != PHS_UNKNOWN && value->kind != PHS_MAP)
        value = NULL;
    return usable(args, index, value, "a map", ret_bad);
}
