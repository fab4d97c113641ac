/* SPDX-License-Identifier: Apache-2.0 */
/* What people write into cells, the odd spellings first. */
#include <criterion/criterion.h>

#include "collect/cell.h"

static struct phs_arena *arena;

static void open_arena(void) {
    arena = phs_arena_new();
}

static void close_arena(void) {
    phs_arena_free(arena);
}

TestSuite(cell, .init = open_arena, .fini = close_arena);

static const char *shown(const struct phs_value *value) {
    if (!value)
        return "-";
    return phs_is(value, PHS_UNKNOWN) ? "?" : phs_scalar_text(arena, value) ? phs_scalar_text(arena, value) : "list";
}

Test(cell, reads_yes_and_no_and_leaves_the_rest_unknown) {
    static const struct {
        const char *text, *expected;
    } rows[] = {{"", "-"},
                {"   ", "-"},
                {"maybe", "?"},
                {"unknown", "?"},
                {"n/a", "?"},
                {"TBD", "?"},
                {"-", "?"},
                {"yes", "true"},
                {" Y ", "true"},
                {"X", "true"},
                {"\xE2\x9C\x93", "true"},
                {"on file", "true"},
                {"1", "true"},
                {"No", "false"},
                {"none", "false"},
                {"0", "false"},
                {"not signed", "false"},
                {"yesterday", "?"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect_str_eq(shown(phs_cell_bool(arena, phs_value_text(arena, rows[i].text))), rows[i].expected, "%s",
                         rows[i].text);
}

Test(cell, says_nothing_of_a_text_that_it_could_not_read) {
    const struct phs_value *value = phs_cell_bool(arena, phs_value_text(arena, "123-45-6789"));
    cr_assert(phs_is(value, PHS_UNKNOWN));
    cr_expect_null(strstr(value->unknown.why, "6789"));
}

Test(cell, withholds_a_persons_number_that_strayed_into_a_text) {
    static const struct {
        const char *text, *expected;
    } rows[] = {{"call 536-22-8741", "?"},        {"536-22-8741", "?"},
                {"x536-22-8741y", "?"},           {"1536-22-8741", "1536-22-8741"},
                {"536-22-87412", "536-22-87412"}, {"2026-02-10", "2026-02-10"},
                {"536-22-874", "536-22-874"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect_str_eq(shown(phs_cell_text(arena, phs_value_text(arena, rows[i].text))), rows[i].expected, "%s",
                         rows[i].text);
    const struct phs_value *list = phs_cell_list(arena, phs_value_text(arena, "a; 536-22-8741"));
    cr_expect(phs_slice_is(phs_text(list->list.at[1]), "(withheld: ddd-dd-dddd)"));
}

Test(cell, reads_dates_in_every_usual_order) {
    static const struct {
        const char *text;
        enum phs_date_order order;
        const char *expected;
        enum phs_date_note note;
    } rows[] = {
        {"2026-02-30", PHS_MONTH_FIRST, "?", PHS_DATE_PLAIN},
        {"02/30/2026", PHS_MONTH_FIRST, "?", PHS_DATE_PLAIN},
        {"13/13/2026", PHS_MONTH_FIRST, "?", PHS_DATE_PLAIN},
        {"soon", PHS_MONTH_FIRST, "?", PHS_DATE_PLAIN},
        {"unknown", PHS_MONTH_FIRST, "?", PHS_DATE_PLAIN},
        {"1/2/3/4/5", PHS_MONTH_FIRST, "?", PHS_DATE_PLAIN},
        {"99999999999999999999", PHS_MONTH_FIRST, "?", PHS_DATE_PLAIN},
        {"", PHS_MONTH_FIRST, "-", PHS_DATE_PLAIN},
        {"03/04/2025", PHS_MONTH_FIRST, "2025-03-04", PHS_DATE_AMBIGUOUS},
        {"03/04/2025", PHS_DAY_FIRST, "2025-04-03", PHS_DATE_AMBIGUOUS},
        {"04/04/2025", PHS_MONTH_FIRST, "2025-04-04", PHS_DATE_PLAIN},
        {"25/12/2025", PHS_MONTH_FIRST, "2025-12-25", PHS_DATE_PLAIN},
        {"12/25/2025", PHS_DAY_FIRST, "2025-12-25", PHS_DATE_PLAIN},
        {"3/4/25", PHS_MONTH_FIRST, "2025-03-04", PHS_DATE_AMBIGUOUS},
        {"4.3.2025", PHS_MONTH_FIRST, "2025-03-04", PHS_DATE_PLAIN},
        {"2025-03-04", PHS_MONTH_FIRST, "2025-03-04", PHS_DATE_PLAIN},
        {"2025-03-04T10:00:00Z", PHS_MONTH_FIRST, "2025-03-04", PHS_DATE_PLAIN},
        {"2025/03/04", PHS_MONTH_FIRST, "2025-03-04", PHS_DATE_PLAIN},
        {"March 4, 2025", PHS_MONTH_FIRST, "2025-03-04", PHS_DATE_PLAIN},
        {"4-Mar-2025", PHS_MONTH_FIRST, "2025-03-04", PHS_DATE_PLAIN},
        {"29 feb 2024", PHS_MONTH_FIRST, "2024-02-29", PHS_DATE_PLAIN},
        {"45720", PHS_MONTH_FIRST, "2025-03-04", PHS_DATE_SERIAL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum phs_date_note note;
        cr_expect_str_eq(shown(phs_cell_date(arena, phs_value_text(arena, rows[i].text), rows[i].order, &note)),
                         rows[i].expected, "%s", rows[i].text);
        cr_expect_eq(note, rows[i].note, "%s", rows[i].text);
    }
}

Test(cell, reads_numbers_with_their_grouping) {
    static const struct {
        const char *text, *expected;
    } rows[] = {{"12,000", "12000"}, {"1 200 000", "1200000"}, {"~500", "500"}, {"12k", "?"},   {"about 900", "?"},
                {"", "-"},           {"unknown", "?"},         {"0x10", "?"},   {"1e999", "?"}, {"7", "7"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect_str_eq(shown(phs_cell_number(arena, phs_value_text(arena, rows[i].text))), rows[i].expected, "%s",
                         rows[i].text);
}

Test(cell, splits_lists_once_and_keeps_commas_beside_semicolons) {
    static const struct {
        const char *text;
        size_t n;
        const char *first;
    } rows[] = {
        {"a, b ,, a", 2, "a"}, {"Drugs, other; Labs", 2, "Drugs, other"}, {"one\ntwo", 2, "one"}, {"single", 1, "single"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct phs_value *list = phs_cell_list(arena, phs_value_text(arena, rows[i].text));
        cr_assert(phs_is(list, PHS_LIST));
        cr_expect_eq(list->list.n, rows[i].n, "%s", rows[i].text);
        cr_expect(phs_slice_is(phs_text(list->list.at[0]), rows[i].first), "%s", rows[i].text);
    }
    cr_expect_null(phs_cell_list(arena, phs_value_text(arena, " ")));
}
