/* SPDX-License-Identifier: Apache-2.0 */
/* exists, equals, patterns, emptiness, truth, prefixes and suffixes. */
#include "judge/policy/tests.h"

PHS_OPERATOR_TEST(phs_test_any) {
    (void)eval, (void)op, (void)operand, (void)value;
    return SAYS_YES;
}

/* What a resource of the graph will be known by after apply cannot be null. */
static bool is_identity(const char *attribute) {
    static const char *const names[] = {"id", "arn", "name", "identifier", "self_link", "unique_id", "key_id", "bucket"};
    for (size_t i = 0; attribute && i < sizeof names / sizeof *names; i++)
        if (strcmp(attribute, names[i]) == 0)
            return true;
    return false;
}

static bool cannot_be_null(const struct phs_value *unknown) {
    if (unknown->flags & PHS_VALUE_NOT_NULL)
        return true;
    return unknown->unknown.reason == PHS_WHY_COMPUTED && unknown->unknown.ref && is_identity(unknown->unknown.attribute);
}

PHS_OPERATOR_TEST(phs_test_exists) {
    (void)op, (void)operand;
    if (!value)
        return SAYS_NO;
    if (value->kind == PHS_UNKNOWN && !cannot_be_null(value))
        return phs_doubt_value(eval, value);
    return SAYS_YES;
}

PHS_OPERATOR_TEST(phs_test_equals) {
    (void)op;
    return phs_same(eval, value, operand->value);
}

PHS_OPERATOR_TEST(phs_test_equals_ignore_case) {
    (void)op;
    const struct phs_value *wanted = phs_view(eval, operand->value);
    if (!value || !wanted)
        return !value && !wanted ? SAYS_YES : SAYS_NO;
    enum truth exact = phs_same(eval, value, wanted);
    if (exact != SAYS_NO)
        return exact;
    const struct phs_value *unknown = phs_find_unknown(value);
    if (unknown)
        return phs_doubt_value(eval, unknown);
    return phs_slice_ieq(phs_canonical(eval, value), phs_canonical(eval, wanted)) ? SAYS_YES : SAYS_NO;
}

static bool is_container(const struct phs_value *value) {
    return value->kind == PHS_LIST || value->kind == PHS_MAP;
}

/* Booleans are tried as Terraform and as Python write them, JSON texts also as Python shows what they say. */
PHS_OPERATOR_TEST(phs_test_regex) {
    (void)op;
    if (!value)
        return SAYS_NO;
    if (is_container(value) && phs_find_unknown(value))
        return phs_doubt_value(eval, phs_find_unknown(value));
    enum truth found = phs_regex_test(eval, operand->regex, phs_canonical(eval, value));
    if (found == SAYS_NO && value->kind == PHS_BOOL)
        found = phs_regex_test(eval, operand->regex, value->boolean ? PHS_SLICE("True") : PHS_SLICE("False"));
    const struct phs_value *parsed =
        found == SAYS_NO && eval->dialect == DIALECT_TERRAFORM ? phs_text_as_json(eval, value, false) : NULL;
    return parsed ? phs_regex_test(eval, operand->regex, phs_canonical(eval, parsed)) : found;
}

PHS_OPERATOR_TEST(phs_test_empty) {
    (void)op, (void)operand;
    const struct phs_value *parsed = eval->dialect == DIALECT_TERRAFORM ? phs_text_as_json(eval, value, false) : NULL;
    value = parsed ? parsed : value;
    return (phs_is(value, PHS_STRING) && value->string.len == 0) || (phs_is(value, PHS_LIST) && value->list.n == 0) ||
                   (phs_is(value, PHS_MAP) && value->map.n == 0)
               ? SAYS_YES
               : SAYS_NO;
}

/* Terraform takes "true" for true; YAML and JSON formats mean what they write. */
PHS_OPERATOR_TEST(phs_test_true) {
    (void)op, (void)operand;
    if (phs_is(value, PHS_STRING) && eval->dialect != DIALECT_INDEXED)
        return phs_slice_is(value->string, "true") ? SAYS_YES : SAYS_NO;
    return phs_is_true(value) ? SAYS_YES : SAYS_NO;
}

PHS_OPERATOR_TEST(phs_test_affix) {
    (void)eval;
    if (!phs_is(value, PHS_STRING))
        return SAYS_NO;
    struct phs_slice text = value->string, affix = operand->value->string;
    if (text.len < affix.len)
        return SAYS_NO;
    size_t skip = op->detail ? text.len - affix.len : 0;
    return phs_slice_eq(phs_slice_n(text.ptr + skip, affix.len), affix) ? SAYS_YES : SAYS_NO;
}
