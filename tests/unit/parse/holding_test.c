/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of words asked of values. */
#include <criterion/criterion.h>

#include "parse/match/wording.h"

Test(holding, finds_a_word_wherever_it_stands_and_in_any_case) {
    cr_expect(phs_slice_holds_word(PHS_SLICE("aNaNas"), "nas"));
    cr_expect(phs_slice_holds_word(PHS_SLICE("x%S"), "%s"));
    cr_expect_not(phs_slice_holds_word(PHS_SLICE("nananan"), "nas"), "it is cut off at the end");
    cr_expect_not(phs_slice_holds_word(PHS_SLICE(""), "a"));
    cr_expect(phs_slice_holds_word(PHS_SLICE("[]"), "["), "marks have no case");
    cr_expect_not(phs_slice_holds_word(PHS_SLICE("{"), "["), "though a bit tells them apart as it does letters");
}

Test(holding, finds_any_of_a_list) {
    static const char *const words[] = {"changeme", "()", "xx", "%d"};
    static const struct {
        const char *value;
        bool found;
    } rows[] = {{"please-ChangeMe", true}, {"call()", true}, {"aXxb", true}, {"%D", true},  {"chang", false},
                {"emegnahc", false},       {")(", false},    {"x-x", false}, {"d%", false}, {"", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect(phs_slice_holds_any(phs_slice(rows[i].value), words, 4) == rows[i].found, "%s", rows[i].value);
    cr_expect_not(phs_slice_holds_any(PHS_SLICE("a"), words, 0));
}

Test(holding, knows_the_whole_words_of_a_list_alone) {
    static const struct {
        const char *value;
        bool found;
    } rows[] = {{"url", true}, {"URI", true}, {"end", true}, {"ur", false},      {"urls", false},
                {"en", false}, {"", false},   {"|", false},  {"url|uri", false}, {"nd", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect(phs_slice_is_listed(phs_slice(rows[i].value), "url|uri|end") == rows[i].found, "%s", rows[i].value);
    cr_expect_not(phs_slice_is_listed(phs_slice_n("end\0x", 5), "url|uri|end"), "nothing behind the list is read");
}
