/* SPDX-License-Identifier: Apache-2.0 */
/* Error sentences stay one printable line, whatever they quote. */
#include <criterion/criterion.h>
#include <signal.h>

#include "base/err.h"
#include "base/escape.h"

Test(err, makes_what_it_quotes_safe_to_print) {
    struct phs_err err = {0};
    cr_assert_eq(phs_fail(&err, PHS_E_INPUT, "%s: bad", "a\nb\x1b[31m\xff\xe2\x80\xae"), PHS_E_INPUT);
    cr_assert_str_eq(err.text, "a b\\x1B[31m\\xFFU+202E: bad");
    cr_assert_eq(err.code, PHS_E_INPUT);
}

Test(err, puts_context_in_front_and_keeps_the_code) {
    struct phs_err err = {0};
    phs_fail(&err, PHS_E_LIMIT, "too deep");
    cr_assert_eq(phs_fail_in(&err, "%s:%d:%d: ", "main.tf", 3, 1), PHS_E_LIMIT);
    cr_assert_str_eq(err.text, "main.tf:3:1: too deep");
}

Test(err, accepts_its_own_text_as_an_argument) {
    struct phs_err err = {0};
    phs_fail(&err, PHS_E_IO, "inner");
    phs_fail(&err, PHS_E_INPUT, "outer: %s", err.text);
    cr_assert_str_eq(err.text, "outer: inner");
}

Test(err, cuts_with_an_ellipsis_between_characters) {
    char text[8001];
    for (int i = 0; i < 4000; i++)
        memcpy(text + 2 * i, "\xc3\xa9", 3);
    for (size_t shift = 0; shift < 2; shift++) {
        struct phs_err err = {0};
        phs_fail(&err, PHS_E_INPUT, "%s%s", shift ? "x" : "", text);
        struct phs_slice seen = phs_slice(err.text);
        cr_assert(phs_utf8_valid(seen, NULL));
        cr_assert(phs_slice_ends(seen, "\xc3\xa9\xe2\x80\xa6"), "%s", err.text + 600);
        cr_assert_lt(seen.len, sizeof err.text);
        phs_fail_in(&err, "%s", text);
        cr_assert(phs_utf8_valid(phs_slice(err.text), NULL));
        cr_assert_eq(phs_slice_find(phs_slice(err.text), PHS_SLICE("\\x")), (size_t)-1, "a character was cut in two");
    }
}

Test(err, works_without_a_place_to_write) {
    cr_assert_eq(phs_fail(NULL, PHS_E_IO, "x"), PHS_E_IO);
    cr_assert_neq(phs_fail_in(NULL, "x"), PHS_OK);
}

Test(err, aborts_on_a_state_that_cannot_be, .signal = SIGABRT) {
    phs_die("%s", "the impossible");
}
