/* SPDX-License-Identifier: Apache-2.0 */
/* Text for a terminal: wrapped, coloured only on request, and never driven by what is printed. */
#include "unit/reports/fixture_run.h"

#include "reports/gate_text.h"
#include "reports/text.h"

Test(terminal, wraps_words_behind_an_indent) {
    static const struct {
        const char *scenario, *text;
        size_t indent, width, first;
        const char *expected;
    } rows[] = {
        {"nothing", "", 2, 10, 0, "  \n"},
        {"one line", "a b", 2, 10, 0, "  a b\n"},
        {"exactly the width", "abc def", 0, 7, 0, "abc def\n"},
        {"one over", "abc defg", 0, 7, 0, "abc\ndefg\n"},
        {"a word longer than the line", "abcdefghij k", 2, 5, 0, "  abcdefghij\n  k\n"},
        {"spaces run together", "a   b", 0, 10, 0, "a b\n"},
        {"columns already written", "abc def", 4, 10, 4, "abc\n    def\n"},
        {"accents count once", "\xc3\xa9\xc3\xa9\xc3\xa9 b", 0, 5, 0, "\xc3\xa9\xc3\xa9\xc3\xa9 b\n"},
        {"a line break in the text", "a\nb", 0, 10, 0, "a b\n"},
        {"an escape in the text", "a\x1b[2Jb", 0, 20, 0, "a\\x1B[2Jb\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_buf out;
        phs_buf_init(&out, 4096);
        struct phs_terminal terminal = {&out, false};
        phs_terminal_wrap(&terminal, rows[i].text, rows[i].indent, rows[i].width, rows[i].first);
        cr_assert_str_eq(phs_buf_text(&out), rows[i].expected, "%s: [%s]", rows[i].scenario, phs_buf_text(&out));
        phs_buf_done(&out);
    }
}

Test(terminal, colours_only_on_request) {
    struct fixture_run fixture = fixture_run(PHS_FIXTURES "/cli/practice");
    for (int color = 0; color < 2; color++) {
        struct phs_buf out;
        phs_buf_init(&out, 1 << 20);
        struct phs_terminal terminal = {&out, color != 0};
        phs_text_summary(&terminal, fixture.arena, fixture.run);
        cr_assert_eq(strchr(phs_buf_text(&out), '\x1b') != NULL, color != 0);
        phs_buf_done(&out);
    }
    phs_arena_free(fixture.arena);
}

Test(text, a_summary_fits_a_screen_and_leaves_no_failure_uncounted) {
    struct fixture_run fixture = fixture_run(PHS_FIXTURES "/cli/practice");
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    struct phs_terminal terminal = {&out, false};
    size_t all = phs_text_findings(&terminal, fixture.arena, fixture.run, false, 3), fails = 0, lines = 0;
    for (size_t i = 0; i < fixture.run->findings.n; i++)
        fails += fixture.run->findings.at[i]->verdict == PHS_FAIL && !fixture.run->findings.at[i]->exception;
    cr_assert_eq(all, fails);
    cr_assert_not_null(strstr(phs_buf_text(&out), phs_printf(fixture.arena, "and %zu more", fails - 3)));
    phs_buf_clear(&out);
    phs_text_summary(&terminal, fixture.arena, fixture.run);
    for (const char *at = phs_buf_text(&out); *at; at++)
        lines += *at == '\n';
    cr_assert_leq(lines, 100);
    phs_buf_done(&out);
    phs_arena_free(fixture.arena);
}

Test(gate_text, counts_unknowns_that_base_did_not_have) {
    struct fixture_run before = fixture_run(PHS_FIXTURES "/cli/nothing"), after = fixture_run(PHS_FIXTURES "/cli/practice");
    size_t all = phs_gate_unknowns(after.run, NULL);
    cr_assert_gt(all, 0);
    cr_assert_eq(phs_gate_unknowns(after.run, before.run), all);
    cr_assert_eq(phs_gate_unknowns(after.run, after.run), 0);
    phs_arena_free(before.arena);
    phs_arena_free(after.arena);
}
