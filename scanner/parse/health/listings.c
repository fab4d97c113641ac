/* SPDX-License-Identifier: Apache-2.0 */
/* Tables inside of texts: Markdown, exports below a title, listings whose columns stand two spaces or more apart. */
#include <ctype.h>

#include "parse/health/table.h"

enum { LONGEST_HEADER = 4000, MOST_MISFITS = 4, TITLE_LINES = 6 };

/* Columns of a listing stand two spaces or more apart. */
static size_t split_by_spaces(struct phs_slice line, struct phs_slice cell[PHS_TABLE_COLUMNS]) {
    size_t n = 0, start = 0;
    for (size_t i = 0; i <= line.len && n < PHS_TABLE_COLUMNS; i++) {
        bool gap = i == line.len || (line.ptr[i] == ' ' && i + 1 < line.len && line.ptr[i + 1] == ' ');
        if (!gap)
            continue;
        if (i > start)
            cell[n++] = phs_slice_trim(phs_slice_n(line.ptr + start, i - start));
        while (i < line.len && line.ptr[i] == ' ')
            i++;
        start = i;
    }
    return n;
}

static bool has_capital(struct phs_slice value) {
    for (size_t i = 0; i < value.len; i++)
        if (isupper((unsigned char)value.ptr[i]) || (unsigned char)value.ptr[i] > 127)
            return true;
    return false;
}

/* In a text a line of commas is prose more often than a row: every value has to be what its column says. */
static bool row_fits(const struct phs_table *table, const struct phs_health_column *const *by_column) {
    size_t fitting = 0, others = 0, ours = 0;
    for (size_t i = 0; i < table->n; i++) {
        if (!by_column[i] || by_column[i]->kind == PHS_HEALTH_FACT || table->cell[i].len == 0)
            continue;
        ours++;
        if (table->alone && !(phs_health_looks_like_name(table->cell[i]) && phs_health_has_known_name(table->cell[i])))
            others++;
        else if (strcmp(by_column[i]->category, "name") == 0 && !has_capital(table->cell[i]))
            others++; /* "date of birth" in the description of a table */
        else if (phs_health_fits(by_column[i]->category, table->cell[i]))
            fitting++;
        else
            others++;
    }
    return (fitting >= 2 || (fitting == 1 && ours == 1)) && fitting > others;
}

static bool is_rule(const struct phs_table *table) {
    size_t marks = 0;
    for (size_t i = 0; i < table->n; i++)
        for (size_t k = 0; k < table->cell[i].len; k++, marks++)
            if (!strchr("-:=+ ", table->cell[i].ptr[k]))
                return false;
    return marks > 0;
}

/* Rows below a header within a text, up to one that is none. Returns where to go on. */
static void take_rows(struct phs_health_reader *reader, struct phs_table *table,
                      const struct phs_health_column *const *by_column) {
    size_t columns = table->n;
    for (;;) {
        const char *before = table->at;
        uint32_t line_before = table->line, line;
        if (reader->limited || !phs_table_next_row(table, &line))
            return;
        if (is_rule(table)) /* "-----+------" too */
            continue;
        if (table->n != columns || !row_fits(table, by_column)) {
            table->at = before;
            table->line = line_before;
            return;
        }
        phs_table_take_row(reader, table, line, columns, by_column);
    }
}

/* The cells of a row by the column above them: empty ones leave no trace but a gap. */
static void align(struct phs_table *table, const char *row, const size_t *starts, size_t columns) {
    struct phs_slice cell[PHS_TABLE_COLUMNS];
    size_t n = table->n, column = 0;
    if (n == columns)
        return;
    memcpy(cell, table->cell, n * sizeof *cell);
    for (size_t i = 0; i < columns; i++)
        table->cell[i] = PHS_SLICE("");
    for (size_t i = 0; i < n; i++) {
        size_t start = (size_t)(cell[i].ptr - row);
        while (column + 1 < columns && starts[column + 1] <= start + 1)
            column++;
        if (table->cell[column].len == 0)
            table->cell[column] = cell[i];
    }
    table->n = columns;
}

/* A header of words two spaces apart, and rows that fit below it; some lines between them may fit nothing: "(empty)". */
static void take_listing(struct phs_health_reader *reader, struct phs_table *table, const struct phs_health_column **by_column,
                         struct phs_slice header, bool titled, struct phs_slice *rest, uint32_t *line) {
    struct phs_slice row, after = *rest;
    size_t *starts = PHS_NEW_N(reader->arena, size_t, PHS_TABLE_COLUMNS), columns, misfits = 0;
    uint32_t number = *line;
    table->n = split_by_spaces(header, table->cell);
    if (table->n < 3 || !phs_table_read_header(table, titled, by_column))
        return;
    columns = table->n;
    for (size_t i = 0; i < columns; i++)
        starts[i] = (size_t)(table->cell[i].ptr - header.ptr);
    while (!reader->limited && misfits < MOST_MISFITS && phs_health_next_line(&after, &number, &row)) {
        table->n = split_by_spaces(row, table->cell);
        bool rule = table->n == columns && is_rule(table);
        align(table, row.ptr, starts, columns);
        if (!rule && !row_fits(table, by_column)) {
            misfits++;
            continue;
        }
        misfits = 0;
        if (!rule)
            phs_table_take_row(reader, table, number, columns, by_column);
        *rest = after;
        *line = number;
    }
}

bool phs_health_tables(struct phs_health_reader *reader) {
    struct phs_table *table = PHS_NEW(reader->arena, struct phs_table);
    const struct phs_health_column **by_column = PHS_NEW_N(reader->arena, const struct phs_health_column *, PHS_TABLE_COLUMNS);
    struct phs_slice rest = reader->bytes, header;
    uint32_t line = 0, titled = 0, unused; /* titled: the last line that a title speaks for */
    const char *start = rest.ptr;
    while (!reader->limited && phs_health_next_line(&rest, &line, &header)) {
        char delimiter = header.len < LONGEST_HEADER ? phs_table_delimiter(header) : 0;
        table->at = start; /* the cells of the line before are written over */
        table->end = reader->bytes.ptr + reader->bytes.len;
        table->line = line;
        table->delimiter = delimiter;
        table->alone = table->guesses = false;
        if (delimiter && phs_table_next_row(table, &unused) && table->n >= 3 &&
            phs_table_read_header(table, titled >= line, by_column)) {
            table->guesses = true;
            take_rows(reader, table, by_column);
            rest = phs_slice_n(table->at, (size_t)(table->end - table->at));
            line = table->line - 1;
        }
        start = rest.ptr;
        if (!delimiter && header.len < LONGEST_HEADER && memmem(header.ptr, header.len, "  ", 2))
            take_listing(reader, table, by_column, header, titled >= line, &rest, &line);
        if (header.len < LONGEST_HEADER && phs_table_is_title(header))
            titled = line + TITLE_LINES;
    }
    return true;
}
