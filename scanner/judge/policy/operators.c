/* SPDX-License-Identifier: Apache-2.0 */
/* The table of operators. A negative operator is the exact complement of its positive form on one value, so it holds for a
 * missing attribute; less_than and its kin are no complements. */
#include "judge/policy/tests.h"

#define POSITIVE(name, test, wants, detail, yes, no)                                                                           \
    { name, test, false, false, false, wants, detail, yes, no }
#define NEGATIVE(name, test, wants, detail, yes, no)                                                                           \
    { name, test, true, false, false, wants, detail, yes, no }

static const struct op operators[] = {
    {"any", phs_test_any, false, true, false, WANTS_NOTHING, 0, "is looked at", "is looked at"},
    {"exists", phs_test_exists, false, true, false, WANTS_NOTHING, 0, "is set", "is not set"},
    {"not_exists", phs_test_exists, true, true, false, WANTS_NOTHING, 0, "is set", "is not set"},
    POSITIVE("equals", phs_test_equals, WANTS_VALUE, 0, "is %s", "has another value than %s"),
    NEGATIVE("not_equals", phs_test_equals, WANTS_VALUE, 0, "is %s", "has another value than %s"),
    POSITIVE("equals_ignore_case", phs_test_equals_ignore_case, WANTS_VALUE, 0, "is %s", "has another value than %s"),
    NEGATIVE("not_equals_ignore_case", phs_test_equals_ignore_case, WANTS_VALUE, 0, "is %s", "has another value than %s"),
    POSITIVE("regex_match", phs_test_regex, WANTS_REGEX, 0, "matches %s", "does not match %s"),
    NEGATIVE("not_regex_match", phs_test_regex, WANTS_REGEX, 0, "matches %s", "does not match %s"),
    POSITIVE("is_empty", phs_test_empty, WANTS_NOTHING, 0, "is empty", "is not empty"),
    NEGATIVE("is_not_empty", phs_test_empty, WANTS_NOTHING, 0, "is empty", "is not empty"),
    POSITIVE("is_true", phs_test_true, WANTS_NOTHING, 0, "is true", "is not true"),
    NEGATIVE("is_false", phs_test_true, WANTS_NOTHING, 0, "is true", "is not true"),
    POSITIVE("contains", phs_test_contains, WANTS_VALUE, 0, "contains %s", "does not contain %s"),
    {"not_contains", phs_test_contains, true, false, true, WANTS_VALUE, 0, "contains %s", "does not contain %s"},
    POSITIVE("within", phs_test_within, WANTS_VALUE, 0, "is one of %s", "is not one of %s"),
    NEGATIVE("not_within", phs_test_within, WANTS_VALUE, 0, "is one of %s", "is not one of %s"),
    POSITIVE("starting_with", phs_test_affix, WANTS_STRING, 0, "starts with %s", "does not start with %s"),
    NEGATIVE("not_starting_with", phs_test_affix, WANTS_STRING, 0, "starts with %s", "does not start with %s"),
    POSITIVE("ending_with", phs_test_affix, WANTS_STRING, 1, "ends with %s", "does not end with %s"),
    NEGATIVE("not_ending_with", phs_test_affix, WANTS_STRING, 1, "ends with %s", "does not end with %s"),
    POSITIVE("greater_than", phs_test_compare, WANTS_VALUE, GREATER, "is above %s", "is not above %s"),
    POSITIVE("greater_than_or_equal", phs_test_compare, WANTS_VALUE, GREATER_EQUAL, "is at least %s", "is below %s"),
    POSITIVE("less_than", phs_test_compare, WANTS_VALUE, LESS, "is below %s", "is not below %s"),
    POSITIVE("less_than_or_equal", phs_test_compare, WANTS_VALUE, LESS_EQUAL, "is at most %s", "is above %s"),
    POSITIVE("subset", phs_test_subset, WANTS_VALUE, 0, "holds nothing but %s", "holds something else than %s"),
    NEGATIVE("not_subset", phs_test_subset, WANTS_VALUE, 0, "holds nothing but %s", "holds something else than %s"),
    POSITIVE("intersects", phs_test_intersects, WANTS_VALUE, 0, "has something of %s", "has nothing of %s"),
    NEGATIVE("not_intersects", phs_test_intersects, WANTS_VALUE, 0, "has something of %s", "has nothing of %s"),
    POSITIVE("length_equals", phs_test_length, WANTS_INTEGER, EQUAL, "has length %s", "has another length than %s"),
    NEGATIVE("length_not_equals", phs_test_length, WANTS_INTEGER, EQUAL, "has length %s", "has another length than %s"),
    POSITIVE("length_greater_than", phs_test_length, WANTS_INTEGER, GREATER, "is longer than %s", "is not longer than %s"),
    POSITIVE("length_greater_than_or_equal", phs_test_length, WANTS_INTEGER, GREATER_EQUAL, "has a length of %s or more",
             "is shorter than %s"),
    POSITIVE("length_less_than", phs_test_length, WANTS_INTEGER, LESS, "is shorter than %s", "is not shorter than %s"),
    POSITIVE("length_less_than_or_equal", phs_test_length, WANTS_INTEGER, LESS_EQUAL, "has a length of %s or less",
             "is longer than %s"),
    POSITIVE("number_of_words_equals", phs_test_words, WANTS_INTEGER, EQUAL, "has %s words",
             "has another number of words than %s"),
    NEGATIVE("number_of_words_not_equals", phs_test_words, WANTS_INTEGER, EQUAL, "has %s words",
             "has another number of words than %s"),
    POSITIVE("number_of_words_greater_than", phs_test_words, WANTS_INTEGER, GREATER, "has more than %s words",
             "has no more than %s words"),
    POSITIVE("number_of_words_greater_than_or_equal", phs_test_words, WANTS_INTEGER, GREATER_EQUAL, "has %s words or more",
             "has fewer than %s words"),
    POSITIVE("number_of_words_less_than", phs_test_words, WANTS_INTEGER, LESS, "has fewer than %s words",
             "has no fewer than %s words"),
    POSITIVE("number_of_words_less_than_or_equal", phs_test_words, WANTS_INTEGER, LESS_EQUAL, "has %s words or fewer",
             "has more than %s words"),
    POSITIVE("range_includes", phs_test_range, WANTS_SPANS, 0, "overlaps %s", "does not overlap %s"),
    NEGATIVE("range_not_includes", phs_test_range, WANTS_SPANS, 0, "overlaps %s", "does not overlap %s"),
    POSITIVE("cidr_range_subset", phs_test_cidr, WANTS_NETWORKS, 0, "lies within %s", "is not within %s"),
    NEGATIVE("cidr_range_not_subset", phs_test_cidr, WANTS_NETWORKS, 0, "lies within %s", "is not within %s"),
};

/* Names that documentation gave out and that never loaded elsewhere. */
static const struct {
    const char *alias, *name;
} aliases[] = {
    {"cidr_range_subset_attribute_solver", "cidr_range_subset"},
    {"cidr_range_not_subset_attribute_solver", "cidr_range_not_subset"},
};

const struct op *phs_operator_find(const char *name) {
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(aliases[i].alias, name) == 0)
            name = aliases[i].name;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (strcmp(operators[i].name, name) == 0)
            return &operators[i];
    return NULL;
}

/* A JSON text of which parts are unknown comes as the tree that it stands for; its characters are not known. */
static bool is_half_known_text(const struct op *op, const struct phs_value *value) {
    bool about_characters = op->test == phs_test_affix || op->test == phs_test_words;
    return about_characters && value && (value->flags & PHS_VALUE_JSON) && phs_find_unknown(value);
}

static bool rules_out_each(const struct phs_value *unknown, const struct phs_value *wanted) {
    if (phs_is(wanted, PHS_STRING))
        return phs_hint_rules_out(unknown, wanted->string);
    if (!phs_is(wanted, PHS_LIST))
        return false;
    for (size_t i = 0; i < wanted->list.n; i++)
        if (!phs_is(wanted->list.at[i], PHS_STRING) || !phs_hint_rules_out(unknown, wanted->list.at[i]->string))
            return false;
    return true;
}

/* Whether the known beginning or end decides what is asked of the whole text. */
static bool decides_affix(const struct op *op, const struct phs_hint *hint, struct phs_slice affix, enum truth *ret_truth) {
    struct phs_slice known = op->detail ? hint->suffix : hint->prefix;
    size_t n = known.len < affix.len ? known.len : affix.len;
    size_t known_skip = op->detail ? known.len - n : 0, affix_skip = op->detail ? affix.len - n : 0;
    if (!phs_slice_eq(phs_slice_n(known.ptr + known_skip, n), phs_slice_n(affix.ptr + affix_skip, n))) {
        *ret_truth = SAYS_NO;
        return true;
    }
    *ret_truth = SAYS_YES;
    return known.len >= affix.len && affix.len > 0;
}

static bool decides(const struct op *op, const struct node *leaf, const struct phs_value *unknown, enum truth *ret_truth) {
    const struct phs_hint *hint = unknown->unknown.hint;
    const struct phs_value *wanted = leaf->operand.value;
    if (op->test == phs_test_affix && phs_is(wanted, PHS_STRING))
        return decides_affix(op, hint, wanted->string, ret_truth);
    *ret_truth = SAYS_NO;
    if (op->test == phs_test_regex)
        return phs_regex_excludes(leaf->operand.regex, hint->prefix);
    return (op->test == phs_test_equals || op->test == phs_test_within) && rules_out_each(unknown, wanted);
}

/* An unknown of which enough is known; each of its choices that answers alike decides too. */
static enum truth ask_unknown(struct eval *eval, const struct node *leaf, const struct phs_value *unknown) {
    const struct phs_hint *hint = unknown->unknown.hint;
    enum truth truth, all;
    if (!hint || leaf->operand.fault)
        return phs_doubt_value(eval, unknown);
    if (decides(leaf->op, leaf, unknown, &truth))
        return leaf->op->negative ? phs_truth_not(truth) : truth;
    if (!hint->choice_count)
        return phs_doubt_value(eval, unknown);
    all = phs_operator_ask(eval, leaf, hint->choices[0]);
    for (size_t i = 1; i < hint->choice_count; i++)
        if (phs_operator_ask(eval, leaf, hint->choices[i]) != all)
            return phs_doubt_value(eval, unknown);
    return all == SAYS_MAYBE ? phs_doubt_value(eval, unknown) : all;
}

enum truth phs_operator_ask(struct eval *eval, const struct node *leaf, const struct phs_value *value) {
    const struct op *op = leaf->op;
    enum truth truth;
    value = phs_view(eval, value);
    if (!phs_spend(eval))
        return phs_doubt(eval, phs_reason_name(PHS_WHY_LIMIT), "there is too much to look at");
    if (value && value->kind == PHS_UNKNOWN && !op->takes_unknown)
        return ask_unknown(eval, leaf, value);
    if (is_half_known_text(op, value))
        return phs_doubt_value(eval, phs_find_unknown(value));
    if (leaf->operand.fault)
        truth = value ? phs_doubt(eval, "check-error", leaf->operand.fault) : SAYS_NO;
    else
        truth = op->test(eval, op, &leaf->operand, value);
    return op->negative ? phs_truth_not(truth) : truth;
}
