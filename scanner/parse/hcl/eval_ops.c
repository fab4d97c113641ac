/* SPDX-License-Identifier: Apache-2.0 */
/* Operators of HCL over values that may be unknown. */
#include <math.h>

#include "parse/hcl/eval_internal.h"

static const char *const kind_names[] = {
    [PHS_NULL] = "null",   [PHS_BOOL] = "a bool", [PHS_NUMBER] = "a number",    [PHS_STRING] = "a string",
    [PHS_LIST] = "a list", [PHS_MAP] = "a map",   [PHS_UNKNOWN] = "an unknown",
};

typedef const struct phs_value *convert_fn(const struct phs_hcl_scope *scope, const struct phs_value *value);

/* The operand as the operator wants it, or an unknown. */
static const struct phs_value *operand(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr, convert_fn *convert,
                                       const char *wanted) {
    const struct phs_value *value = phs_hcl_eval(scope, expr);
    const struct phs_value *converted = convert(scope, value);
    if (!converted || converted->kind == PHS_NULL)
        return phs_hcl_wrong(scope, expr->place, "The operator needs %s here, not %s.", wanted, kind_names[value->kind]);
    return converted;
}

static enum phs_hcl_truth truth_of(const struct phs_value *value) {
    if (value->kind != PHS_BOOL)
        return PHS_HCL_MAYBE;
    return value->boolean ? PHS_HCL_TRUE : PHS_HCL_FALSE;
}

enum phs_hcl_truth phs_hcl_eval_truth(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr,
                                      const struct phs_value **ret_value) {
    const struct phs_value *value = phs_hcl_eval(scope, expr);
    const struct phs_value *converted = phs_hcl_to_bool(scope, value);
    if (!converted || converted->kind == PHS_NULL)
        converted = phs_hcl_wrong(scope, expr->place, "A condition must be true or false, not %s.", kind_names[value->kind]);
    *ret_value = converted;
    return truth_of(converted);
}

const struct phs_value *phs_hcl_eval_unary(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    bool negate = expr->unary.op == PHS_HCL_NEGATE;
    const struct phs_value *value = operand(scope, expr->unary.operand, negate ? phs_hcl_to_number : phs_hcl_to_bool,
                                            negate ? "a number" : "true or false");
    if (value->kind == PHS_UNKNOWN)
        return phs_hcl_unknown_from(scope, value, expr->place, PHS_VALUE_NOT_NULL);
    if (!negate)
        return phs_hcl_make_bool(scope, !value->boolean, phs_hcl_mark(value), expr->place);
    return phs_hcl_with_flags(scope, phs_hcl_number(scope->arena, -phs_hcl_number_of(value), expr->place), phs_hcl_mark(value));
}

/* Three-valued: what one side decides alone is known. Both sides are evaluated, for their errors. */
static const struct phs_value *logic(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    enum phs_hcl_truth decides = expr->binary.op == PHS_HCL_OR ? PHS_HCL_TRUE : PHS_HCL_FALSE;
    const struct phs_value *left = operand(scope, expr->binary.left, phs_hcl_to_bool, "true or false");
    /* A deciding left side hides the right side's errors, as Terraform 1.12 does it. */
    if (truth_of(left) == decides)
        return phs_hcl_make_bool(scope, decides == PHS_HCL_TRUE, phs_hcl_mark(left), expr->place);
    /* No right side makes up for a left one that is an error, such as null. */
    if (left->kind == PHS_UNKNOWN && left->unknown.reason == PHS_WHY_ERROR)
        return left;
    const struct phs_value *right = operand(scope, expr->binary.right, phs_hcl_to_bool, "true or false");
    unsigned mark = phs_hcl_mark(left) | phs_hcl_mark(right);
    if (truth_of(right) == decides)
        return phs_hcl_make_bool(scope, decides == PHS_HCL_TRUE, mark, expr->place);
    if (left->kind == PHS_UNKNOWN || right->kind == PHS_UNKNOWN)
        return phs_hcl_unknown_from(scope, left->kind == PHS_UNKNOWN ? left : right, expr->place, mark | PHS_VALUE_NOT_NULL);
    return phs_hcl_make_bool(scope, decides != PHS_HCL_TRUE, mark, expr->place);
}

static const struct phs_value *equality(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    const struct phs_value *left = phs_hcl_eval(scope, expr->binary.left);
    const struct phs_value *right = phs_hcl_eval(scope, expr->binary.right);
    unsigned mark = phs_hcl_mark(left) | phs_hcl_mark(right);
    enum phs_hcl_truth same = phs_hcl_equal(left, right);
    if (same == PHS_HCL_MAYBE)
        return phs_hcl_unknown_from(scope, phs_hcl_first_unknown(left) ? left : right, expr->place, mark | PHS_VALUE_NOT_NULL);
    bool truth = (same == PHS_HCL_TRUE) == (expr->binary.op == PHS_HCL_EQUAL);
    return phs_hcl_make_bool(scope, truth, mark, expr->place);
}

static const struct phs_value *compare(const struct phs_hcl_scope *scope, enum phs_hcl_op op, long double a, long double b,
                                       struct phs_place place) {
    bool truth = op == PHS_HCL_LESS ? a < b : op == PHS_HCL_LESS_EQUAL ? a <= b : op == PHS_HCL_GREATER ? a > b : a >= b;
    return phs_value_bool(scope->arena, truth, place);
}

static const struct phs_value *calculate(const struct phs_hcl_scope *scope, enum phs_hcl_op op, long double a, long double b,
                                         struct phs_place place) {
    long double result;
    bool by_zero = (op == PHS_HCL_DIVIDE || op == PHS_HCL_MODULO) && fpclassify(b) == FP_ZERO;
    if (by_zero)
        return phs_hcl_wrong(scope, place, "The divisor is zero.");
    switch (op) {
    case PHS_HCL_ADD:
        result = a + b;
        break;
    case PHS_HCL_SUBTRACT:
        result = a - b;
        break;
    case PHS_HCL_MULTIPLY:
        result = a * b;
        break;
    case PHS_HCL_DIVIDE:
        result = a / b;
        break;
    default:
        result = fmodl(a, b);
    }
    if (!isfinite((double)result))
        return phs_hcl_wrong(scope, place, "The result is too large for a number.");
    return phs_hcl_number(scope->arena, result, place);
}

static const struct phs_value *arithmetic(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    const struct phs_value *left = operand(scope, expr->binary.left, phs_hcl_to_number, "a number");
    const struct phs_value *right = operand(scope, expr->binary.right, phs_hcl_to_number, "a number");
    unsigned mark = phs_hcl_mark(left) | phs_hcl_mark(right);
    if (left->kind == PHS_UNKNOWN || right->kind == PHS_UNKNOWN)
        return phs_hcl_unknown_from(scope, left->kind == PHS_UNKNOWN ? left : right, expr->place, mark | PHS_VALUE_NOT_NULL);
    long double a = phs_hcl_number_of(left), b = phs_hcl_number_of(right);
    enum phs_hcl_op op = expr->binary.op;
    const struct phs_value *result =
        op < PHS_HCL_ADD ? compare(scope, op, a, b, expr->place) : calculate(scope, op, a, b, expr->place);
    return phs_hcl_with_flags(scope, result, mark);
}

const struct phs_value *phs_hcl_eval_binary(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    switch (expr->binary.op) {
    case PHS_HCL_OR:
    case PHS_HCL_AND:
        return logic(scope, expr);
    case PHS_HCL_EQUAL:
    case PHS_HCL_NOT_EQUAL:
        return equality(scope, expr);
    default:
        return arithmetic(scope, expr);
    }
}
