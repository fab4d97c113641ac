/* SPDX-License-Identifier: Apache-2.0 */
/* Order, length, words, number ranges and networks. */
#include <math.h>

#include "base/escape.h"
#include "judge/policy/tests.h"

static bool holds(int order, int relation) {
    switch (relation) {
    case EQUAL:
        return order == 0;
    case GREATER:
        return order > 0;
    case GREATER_EQUAL:
        return order >= 0;
    case LESS:
        return order < 0;
    default:
        return order <= 0;
    }
}

static int order_of(double a, double b) {
    return a < b ? -1 : a > b;
}

/* Numbers by value, words as text, anything else cannot be ordered. */
PHS_OPERATOR_TEST(phs_test_compare) {
    double a, b;
    if (!value)
        return SAYS_NO;
    bool left = phs_finite_number(value, &a), right = operand->is_number;
    if (left && right) {
        phs_finite_number(operand->value, &b);
        return holds(order_of(a, b), op->detail) ? SAYS_YES : SAYS_NO;
    }
    if (left || right || !phs_is(value, PHS_STRING) || !phs_is(operand->value, PHS_STRING))
        return phs_doubt(eval, "check-error", "a number cannot be compared with what is no number");
    int order = phs_slice_cmp(value->string, operand->value->string);
    return holds(order, op->detail) ? SAYS_YES : SAYS_NO;
}

PHS_OPERATOR_TEST(phs_test_length) {
    double length;
    const struct phs_value *parsed =
        eval->dialect == DIALECT_TERRAFORM && phs_is(value, PHS_STRING) ? phs_text_as_json(eval, value, false) : NULL;
    value = parsed ? parsed : value;
    if (phs_is(value, PHS_LIST))
        length = (double)value->list.n;
    else if (phs_is(value, PHS_STRING))
        length = (double)phs_utf8_length(value->string);
    else if (phs_is(value, PHS_MAP))
        length = 1;
    else
        return SAYS_NO;
    return holds(order_of(length, operand->number), op->detail) ? SAYS_YES : SAYS_NO;
}

static size_t count_words(struct phs_slice text) {
    size_t words = 0;
    bool inside = false;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = phs_utf8_next(text, &at);
        bool space = c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x1f) || c == 0x85 || c == 0xa0 || c == 0x1680 ||
                     (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
        words += !space && !inside;
        inside = !space;
    }
    return words;
}

PHS_OPERATOR_TEST(phs_test_words) {
    (void)eval;
    if (!phs_is(value, PHS_STRING))
        return SAYS_NO;
    return holds(order_of((double)count_words(value->string), operand->number), op->detail) ? SAYS_YES : SAYS_NO;
}

static enum truth overlaps(const struct operand *operand, struct span span) {
    for (size_t i = 0; i < operand->spans.n; i++)
        if (span.low <= operand->spans.at[i].high && operand->spans.at[i].low <= span.high)
            return SAYS_YES;
    return SAYS_NO;
}

static enum truth in_range(struct eval *eval, const struct operand *operand, const struct phs_value *value) {
    struct span span;
    if (phs_is(value, PHS_UNKNOWN))
        return phs_doubt_value(eval, value);
    if (phs_is(value, PHS_NUMBER) && isfinite(value->number.value))
        return overlaps(operand, (struct span){trunc(value->number.value), trunc(value->number.value)});
    if (!phs_is(value, PHS_STRING))
        return SAYS_NO;
    if (phs_slice_is(phs_slice_trim(value->string), "*"))
        return operand->spans.n ? SAYS_YES : SAYS_NO;
    return phs_span_read(value->string, &span) ? overlaps(operand, span) : SAYS_NO;
}

PHS_OPERATOR_TEST(phs_test_range) {
    (void)op;
    if (!phs_is(value, PHS_LIST))
        return in_range(eval, operand, value);
    enum truth any = SAYS_NO;
    for (size_t i = 0; i < value->list.n && any != SAYS_YES; i++)
        any = phs_truth_or(any, in_range(eval, operand, value->list.at[i]));
    return any;
}

static bool lies_in(const struct network *inner, const struct network *outer) {
    return inner->v6 == outer->v6 && memcmp(outer->low, inner->low, 16) <= 0 && memcmp(inner->high, outer->high, 16) <= 0;
}

static enum truth in_networks(struct eval *eval, const struct operand *operand, const struct phs_value *value) {
    struct network network;
    if (phs_is(value, PHS_UNKNOWN))
        return phs_doubt_value(eval, value);
    if (!phs_is(value, PHS_STRING) || !phs_network_read(value->string, &network))
        return phs_doubt(eval, "check-error", "it is no address or network");
    for (size_t i = 0; i < operand->networks.n; i++)
        if (lies_in(&network, &operand->networks.at[i]))
            return SAYS_YES;
    return SAYS_NO;
}

PHS_OPERATOR_TEST(phs_test_cidr) {
    (void)op;
    if (!value || (value->kind == PHS_STRING && value->string.len == 0) || (value->kind == PHS_LIST && value->list.n == 0))
        return SAYS_NO;
    if (value->kind != PHS_LIST)
        return in_networks(eval, operand, value);
    enum truth all = SAYS_YES;
    for (size_t i = 0; i < value->list.n && all != SAYS_NO; i++)
        all = phs_truth_and(all, in_networks(eval, operand, value->list.at[i]));
    return all;
}
