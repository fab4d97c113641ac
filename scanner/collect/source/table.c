/* SPDX-License-Identifier: Apache-2.0 */
/* CSV data in a repository: its header is one record, its rows are how many there are. */
#include "collect/source/scan_parts.h"
#include "parse/csv.h"

enum { MOST_COLUMNS = 400, ROWS_LOOKED_AT = 2000, MOST_TABLE_BYTES = 8 << 20 };

struct table_column {
    uint32_t number;
    const struct phs_lexeme *lexeme;
    bool person;
};

static size_t match_header(struct phs_scan *scan, const struct phs_row *header, struct table_column columns[MOST_COLUMNS]) {
    size_t n = 0;
    for (size_t i = 0; i < header->n && n < MOST_COLUMNS; i++) {
        bool person = false;
        const struct phs_lexeme *lexeme = phs_lexicon_find(scan->lexicon, phs_slice_trim(header->cells[i].text), &person);
        if (lexeme)
            columns[n++] = (struct table_column){.number = header->cells[i].column, .lexeme = lexeme, .person = person};
    }
    return n;
}

/* Shapes are told only for identifiers that health care or the state numbers. */
static void look_at_values(struct phs_scan *scan, const struct phs_table *table, const struct table_column *column) {
    if (column->lexeme->grade != PHS_GRADE_IDENTIFIER || column->lexeme->weak)
        return;
    for (size_t i = 1; i < table->n && i <= ROWS_LOOKED_AT; i++)
        phs_scan_value(scan, column->lexeme->category, phs_row_text(&table->rows[i], column->number));
}

/* Of a large table its first rows: cells take more memory than bytes, and its header says what it holds. */
static struct phs_slice first_rows(struct phs_slice bytes) {
    if (bytes.len <= MOST_TABLE_BYTES)
        return bytes;
    size_t n = MOST_TABLE_BYTES;
    while (n > 0 && bytes.ptr[n - 1] != '\n')
        n--;
    return phs_slice_n(bytes.ptr, n);
}

void phs_scan_table(struct phs_scan *scan, struct phs_slice bytes) {
    struct table_column *columns = PHS_NEW_N(scan->arena, struct table_column, MOST_COLUMNS);
    const struct phs_source source = {.kind = PHS_SOURCE_FILE, .path = scan->path};
    struct phs_table table = {0};
    if (phs_csv_parse(scan->arena, &source, first_rows(bytes), NULL, &table, NULL) != PHS_OK || table.n == 0)
        return;
    size_t n = match_header(scan, &table.rows[0], columns);
    uint32_t rows = (uint32_t)(table.n - 1);
    scan->line = table.rows[0].number;
    for (size_t i = 0; i < n; i++)
        phs_record_hit(scan, columns[i].lexeme, columns[i].person, rows ? rows : 1);
    phs_record_close(scan);
    for (size_t i = 0; i < n; i++)
        look_at_values(scan, &table, &columns[i]);
}
