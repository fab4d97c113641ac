/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a table that lies around is an inventory, by the words of its header. */
#include <ctype.h>

#include "collect/looking_around.h"
#include "parse/csv.h"
#include "parse/xlsx.h"

enum { MOST_HEADER_ROWS = 10, LONGEST_HEADER = 60, MOST_NAMED = 4 };

struct guess {
    enum phs_target_kind kind;
    const char *subject; /* one column is about this */
    const char *about;   /* and another one about that */
};

static const struct guess guesses[] = {
    {PHS_TARGET_VENDORS, "vendor|supplier|subprocessor|sub-processor|third party|business associate|provider name",
     "baa|agreement|phi|contract|signed|expires|dpa|service|subprocessor"},
    {PHS_TARGET_CUSTOMERS, "customer|covered entity|client", "baa|agreement|signed|expires"},
    {PHS_TARGET_ASSETS, "asset|device|serial|hostname|host name|computer name",
     "encrypted|encryption|assigned|operating system|os|location|type|phi|backup|backed|patched"},
};

static bool stands_in(struct phs_slice hay, struct phs_slice word, const char *ending) {
    char whole[LONGEST_HEADER];
    snprintf(whole, sizeof whole, " %.*s%s ", (int)word.len, word.ptr, ending);
    return phs_slice_find(hay, phs_slice(whole)) != (size_t)-1;
}

/* Whole words of a header, without case; a plural is the same word. */
static bool has_word(const char *words, struct phs_slice cell) {
    char text[LONGEST_HEADER + 4] = " ";
    size_t n = 1;
    for (size_t i = 0; i < cell.len && n <= LONGEST_HEADER; i++)
        text[n++] = isalnum((unsigned char)cell.ptr[i]) || cell.ptr[i] == '-' ? (char)tolower((unsigned char)cell.ptr[i]) : ' ';
    text[n] = ' ';
    struct phs_slice rest = phs_slice(words), word, hay = phs_slice_n(text, n + 1);
    while (phs_slice_cut(&rest, '|', &word))
        if (stands_in(hay, word, "") || stands_in(hay, word, "s"))
            return true;
    return false;
}

static bool row_is(const struct phs_row *row, const struct guess *guess, struct phs_arena *arena, const char **ret_why) {
    const struct phs_cell *subject = NULL, *about = NULL;
    for (size_t i = 0; i < row->n; i++) {
        if (row->cells[i].text.len > LONGEST_HEADER)
            continue; /* a sentence, no header */
        if (!subject && has_word(guess->subject, row->cells[i].text))
            subject = &row->cells[i];
        else if (!about && has_word(guess->about, row->cells[i].text))
            about = &row->cells[i];
    }
    if (!subject || !about)
        return false;
    *ret_why = phs_printf(arena, "it has the columns %.*s and %.*s", (int)subject->text.len, subject->text.ptr,
                          (int)about->text.len, about->text.ptr);
    return true;
}

static bool table_is(const struct phs_table *table, struct phs_arena *arena, enum phs_target_kind *ret_kind,
                     const char **ret_why) {
    for (size_t row = 0; row < table->n && row < MOST_HEADER_ROWS; row++)
        for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++)
            if (row_is(&table->rows[row], &guesses[i], arena, ret_why)) {
                *ret_kind = guesses[i].kind;
                return true;
            }
    return false;
}

bool phs_looks_like_inventory(struct phs_arena *arena, const char *path, struct phs_slice bytes, enum phs_target_kind *ret_kind,
                              const char **ret_why) {
    struct phs_source source = {.kind = PHS_SOURCE_ROW, .path = path};
    struct phs_table_limits limits = {.max_bytes = 8 << 20, .max_cells = 200000};
    struct phs_err err = {0};
    if (phs_slice_ends(phs_slice(path), ".xlsx")) {
        struct phs_workbook book = {0};
        struct phs_xlsx_limits book_limits = {.table = limits, .max_total_bytes = 64 << 20};
        if (phs_xlsx_parse(arena, &source, bytes, &book_limits, &book, &err) != PHS_OK)
            return false;
        for (size_t i = 0; i < book.n; i++)
            if (table_is(&book.sheets[i], arena, ret_kind, ret_why))
                return true;
        return false;
    }
    struct phs_table table = {0};
    return phs_csv_parse(arena, &source, bytes, &limits, &table, &err) == PHS_OK && table_is(&table, arena, ret_kind, ret_why);
}
