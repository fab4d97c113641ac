/* SPDX-License-Identifier: Apache-2.0 */
/* Literals that a call is given, where no name says what they are: the call does. */
#include "parse/match/assigned.h"
#include "parse/match/validators.h"

/* An argument of a call that logs in: no name says so, the call does. */
enum phs_match_class phs_validate_typed(struct phs_slice value, struct phs_slice file) {
    if (value.len < 5 || phs_value_is_code(value) || phs_value_is_common(value) || phs_place_is_long(value, file))
        return PHS_MATCH_NONE;
    return phs_value_is_typed(value, phs_place_is_quoted(value, file)) ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}

/* "mysupersigningkey", "sesamestreet": letters in a row that are no name of a method, a kind or a claim. */
static bool is_run_of_words(struct phs_slice value, const struct phs_wording *wording) {
    return wording->letters == value.len && wording->upper == 0 && value.len >= 8 && !phs_value_is_label(value) &&
           !phs_value_is_said(value);
}

/* A literal where a cipher or a signature takes its key: whatever a person would choose, and not the name of a method. */
enum phs_match_class phs_validate_key_argument(struct phs_slice value, struct phs_slice file) {
    struct phs_wording wording = phs_wording_of(value);
    if (value.len < 6 || phs_value_is_code(value) || phs_place_is_long(value, file))
        return PHS_MATCH_NONE;
    if (phs_value_is_secret_by_itself(value))
        return PHS_MATCH_REAL;
    if (phs_value_is_common(value) || phs_value_is_other(value, &wording) || phs_value_is_numbered(value) ||
        phs_value_distinct(value) <= 3)
        return PHS_MATCH_NONE;
    bool joined = value.len >= 8 && wording.digits > 0 && wording.letters > 0 && (wording.marks || wording.words > 1);
    bool listed = phs_value_says_itself(value) && !phs_wording_is_leet(value);
    if (is_run_of_words(value, &wording))
        return PHS_MATCH_REAL;
    return !listed && (joined || phs_value_is_typed(value, true)) ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}
