/* SPDX-License-Identifier: Apache-2.0 */
/* Tables: heads, ragged rows, and what is refused. */
#include <criterion/criterion.h>

#include "catalogue/tsv.h"

static struct phs_arena *arena;
static void make(void) {
    arena = phs_arena_new();
}
static void unmake(void) {
    phs_arena_free(arena);
}
TestSuite(tsv, .init = make, .fini = unmake);

static const struct {
    const char *scenario, *text, *words;
} refused[] = {
    {"nothing", "", "no header row"},
    {"only a head", "# a: b\n", "no header row"},
    {"a repeated column", "a\tb\ta\n", "t.tsv:1: column a stands there twice"},
    {"a column without a name", "# x: y\na\t\tb\n", "t.tsv:2: a column has no name"},
    {"too many cells", "a\tb\n1\t2\n1\t2\t3\n", "t.tsv:3: more cells than columns"},
};

Test(tsv, says_where_a_table_is_wrong) {
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct phs_tsv *table;
        struct phs_err err;
        cr_expect_eq(phs_tsv_parse(arena, "t.tsv", phs_slice(refused[i].text), &table, &err), PHS_E_INPUT, "%s",
                     refused[i].scenario);
        cr_expect(strstr(err.text, refused[i].words) != NULL, "%s: %s", refused[i].scenario, err.text);
    }
}

Test(tsv, reads_heads_short_rows_and_line_ends_of_windows) {
    struct phs_tsv *table;
    struct phs_err err;
    const char *text = "# title: A: b\r\n# no value\r\na\tb\tc\r\n\r\n1\t\t3\r\n# 4\n";
    cr_assert_eq(phs_tsv_parse(arena, "t.tsv", phs_slice(text), &table, &err), PHS_OK);
    cr_expect_str_eq(phs_tsv_head(table, "title"), "A: b");
    cr_expect_null(phs_tsv_head(table, "no value"));
    cr_expect_eq(table->rows.n, 2);
    cr_expect(phs_slice_is(phs_tsv_cell(table, 0, "c"), "3"));
    cr_expect(phs_slice_is(phs_tsv_cell(table, 1, "a"), "# 4"));
    cr_expect_eq(phs_tsv_cell(table, 1, "c").len, 0);
    cr_expect_eq(phs_tsv_cell(table, 2, "a").len, 0);
    cr_expect_eq(phs_tsv_cell(table, 0, "d").len, 0);
    cr_expect_eq(table->rows.at[0].line, 5);
}
