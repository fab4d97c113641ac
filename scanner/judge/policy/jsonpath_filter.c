/* SPDX-License-Identifier: Apache-2.0 */
/* Filters of a JSONPath: a comparison needs its key, whole numbers convert the left side, words compare as text. */
#include <math.h>

#include "judge/policy/jsonpath_filter.h"

static bool holds(int order, enum term_relation relation) {
    switch (relation) {
    case TERM_EQUAL:
        return order == 0;
    case TERM_NOT_EQUAL:
        return order != 0;
    case TERM_LESS:
        return order < 0;
    case TERM_LESS_EQUAL:
        return order <= 0;
    case TERM_MORE:
        return order > 0;
    default:
        return order >= 0;
    }
}

static enum truth says(bool yes) {
    return yes ? SAYS_YES : SAYS_NO;
}

static enum truth incomparable(struct eval *eval) {
    return phs_doubt(eval, "check-error", "a filter of the JSONPath compares what cannot be compared");
}

static enum truth compare_number(struct eval *eval, const struct jsonpath_term *term, const struct phs_value *left) {
    double number;
    if (left->kind == PHS_NULL || left->kind == PHS_LIST || left->kind == PHS_MAP)
        return incomparable(eval);
    if (left->kind == PHS_BOOL)
        number = left->boolean;
    else if (!phs_finite_number(left, &number))
        return SAYS_NO;
    if (term->type == OPERAND_INTEGER && left->kind == PHS_STRING && number != trunc(number))
        return SAYS_NO;
    if (term->type == OPERAND_INTEGER)
        number = trunc(number);
    return says(holds(number < term->number ? -1 : number > term->number, term->relation));
}

static enum truth compare_boolean(struct eval *eval, const struct jsonpath_term *term, const struct phs_value *left) {
    bool right = phs_slice_is(term->text, "true"), value;
    struct phs_slice text = phs_text(left);
    if (left->kind == PHS_BOOL)
        value = left->boolean;
    else if (left->kind == PHS_NUMBER)
        value = left->number.value != 0;
    else if (left->kind == PHS_STRING && eval->dialect != DIALECT_INDEXED &&
             (phs_slice_is(text, "true") || phs_slice_is(text, "false")))
        value = phs_slice_is(text, "true");
    else
        return left->kind == PHS_STRING ? SAYS_NO : incomparable(eval);
    return says(holds((int)value - (int)right, term->relation));
}

static enum truth compare_text(struct eval *eval, const struct jsonpath_term *term, const struct phs_value *left) {
    bool scalar = left->kind == PHS_STRING || left->kind == PHS_NUMBER || left->kind == PHS_BOOL;
    bool equality = term->relation == TERM_EQUAL || term->relation == TERM_NOT_EQUAL;
    if (!scalar)
        return equality ? says(term->relation == TERM_NOT_EQUAL) : incomparable(eval);
    if (!equality && left->kind != PHS_STRING)
        return incomparable(eval);
    struct phs_slice text = phs_canonical(eval, left);
    bool same = left->kind == PHS_BOOL ? phs_slice_ieq(text, term->text) : phs_slice_eq(text, term->text);
    return says(equality ? same == (term->relation == TERM_EQUAL) : holds(phs_slice_cmp(text, term->text), term->relation));
}

static enum truth compare(struct eval *eval, const struct jsonpath_term *term, const struct phs_value *left);

/* An unknown of which enough is known. */
static enum truth compare_unknown(struct eval *eval, const struct jsonpath_term *term, const struct phs_value *unknown) {
    const struct phs_hint *hint = unknown->unknown.hint;
    bool equality = term->relation == TERM_EQUAL || term->relation == TERM_NOT_EQUAL;
    if (!hint)
        return phs_doubt_value(eval, unknown);
    if (equality && term->type == OPERAND_TEXT && phs_hint_rules_out(unknown, term->text))
        return says(term->relation == TERM_NOT_EQUAL);
    if (term->relation == TERM_MATCHES && phs_regex_excludes(term->regex, hint->prefix))
        return SAYS_NO;
    for (size_t i = 0; i < hint->choice_count; i++)
        if (compare(eval, term, hint->choices[i]) != compare(eval, term, hint->choices[0]))
            return phs_doubt_value(eval, unknown);
    return hint->choice_count ? compare(eval, term, hint->choices[0]) : phs_doubt_value(eval, unknown);
}

static enum truth compare(struct eval *eval, const struct jsonpath_term *term, const struct phs_value *left) {
    const struct phs_value *seen = phs_view(eval, left);
    if (seen && seen->kind == PHS_UNKNOWN)
        return compare_unknown(eval, term, seen);
    left = seen ? seen : left;
    if (term->relation == TERM_MATCHES)
        return left->kind == PHS_STRING ? phs_regex_test(eval, term->regex, left->string) : SAYS_NO;
    if (term->type == OPERAND_BOOLEAN)
        return compare_boolean(eval, term, left);
    return term->type == OPERAND_TEXT ? compare_text(eval, term, left) : compare_number(eval, term, left);
}

static enum truth ask_term(struct eval *eval, const struct jsonpath_term *term, const struct phs_value *element) {
    struct jsonpath_matches matches;
    enum truth any = SAYS_NO;
    if (term->group)
        return phs_jsonpath_filter(eval, term->group, element);
    phs_jsonpath_walk(eval, &term->path, element, &matches);
    for (size_t i = 0; i < matches.found.n && any != SAYS_YES; i++)
        any = term->relation == TERM_PRESENT ? SAYS_YES : phs_truth_or(any, compare(eval, term, matches.found.at[i]));
    return any == SAYS_NO && matches.doubtful ? phs_doubt(eval, matches.word, matches.why) : any;
}

enum truth phs_jsonpath_filter(struct eval *eval, const struct jsonpath_filter *filter, const struct phs_value *element) {
    enum truth any = SAYS_NO, group = SAYS_YES;
    for (size_t i = 0; i < filter->terms.n; i++) {
        const struct jsonpath_term *term = &filter->terms.at[i];
        enum truth one = ask_term(eval, term, element);
        group = phs_truth_and(group, term->absent ? phs_truth_not(one) : one);
        if (!term->ends_group)
            continue;
        any = phs_truth_or(any, group);
        group = SAYS_YES;
    }
    return any;
}
