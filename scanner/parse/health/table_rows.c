/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of tables: their cells, and what those are by the column above them. Quoted cells may hold line breaks; a row stands on
 * the line on which it begins. */
#include <ctype.h>

#include "parse/health/table.h"

static size_t count(struct phs_slice line, char c) {
    size_t n = 0;
    for (size_t i = 0; i < line.len; i++)
        n += line.ptr[i] == c;
    return n;
}

/* The one that the header has most of. */
char phs_table_delimiter(struct phs_slice header) {
    static const char marks[] = ",\t|;~^";
    char best = 0;
    size_t most = 1;
    for (const char *c = marks; *c; c++)
        if (count(header, *c) > most) {
            most = count(header, *c);
            best = *c;
        }
    return best;
}

/* Behind the closing quote; a quote that is never closed ends with the bytes. */
static const char *quoted(struct phs_table *table, const char *at, struct phs_slice *ret_cell) {
    const char *start = ++at;
    while (at < table->end && !(*at == '"' && (at + 1 == table->end || at[1] != '"'))) {
        table->line += *at == '\n';
        at += *at == '"' ? 2 : 1;
    }
    if (at > table->end)
        at = table->end;
    *ret_cell = phs_slice_trim(phs_slice_n(start, (size_t)(at - start)));
    while (at < table->end && *at != table->delimiter && *at != '\n')
        at++;
    return at;
}

static const char *unquoted(const struct phs_table *table, const char *at, struct phs_slice *ret_cell) {
    const char *start = at;
    while (at < table->end && *at != table->delimiter && *at != '\n' && *at != '\r')
        at++;
    *ret_cell = phs_slice_trim(phs_slice_n(start, (size_t)(at - start)));
    while (at < table->end && *at == '\r')
        at++;
    return at;
}

bool phs_table_next_row(struct phs_table *table, uint32_t *ret_line) {
    table->n = 0;
    if (table->at >= table->end)
        return false;
    *ret_line = table->line;
    table->row = table->at;
    for (;;) {
        struct phs_slice cell;
        table->at =
            table->at < table->end && *table->at == '"' ? quoted(table, table->at, &cell) : unquoted(table, table->at, &cell);
        if (table->n < PHS_TABLE_COLUMNS)
            table->cell[table->n++] = cell;
        if (table->at >= table->end)
            return true;
        if (*table->at == '\n' || *table->at != table->delimiter) {
            table->line += *table->at == '\n';
            table->at++;
            return true;
        }
        table->at++;
    }
}

/* Where nothing else says whose values these are, an address of mail does. */
static void take_mail(struct phs_health_reader *reader, const struct phs_table *table, uint32_t line, size_t columns,
                      const struct phs_health_column *const *by_column) {
    for (size_t i = 0; i < columns; i++)
        if (by_column[i] && by_column[i]->kind != PHS_HEALTH_CONTACT && by_column[i]->kind != PHS_HEALTH_FACT)
            return;
    for (size_t i = 0; i < table->n && i < columns; i++)
        if (by_column[i] && strcmp(by_column[i]->category, "email") == 0)
            phs_health_add(reader, "email", PHS_HEALTH_STRONG, line, table->cell[i]);
}

/* HALVORSEN, MARTA without quotes is two cells: one more than there are columns. */
static void mend_name(struct phs_table *table, size_t columns, const struct phs_health_column *const *by_column) {
    if (table->n != columns + 1)
        return;
    for (size_t i = 0; i < columns; i++) {
        struct phs_slice last = table->cell[i], first = table->cell[i + 1];
        bool name = by_column[i] && by_column[i]->kind <= PHS_HEALTH_WEAK && last.len > 1 && first.len > 1 &&
                    phs_health_fits("name", last) && phs_health_fits("name", first) && isupper((unsigned char)first.ptr[0]);
        if (!name)
            continue;
        table->cell[i] = phs_slice_n(last.ptr, (size_t)(first.ptr + first.len - last.ptr));
        memmove(&table->cell[i + 1], &table->cell[i + 2], (table->n - i - 2) * sizeof *table->cell);
        table->n--;
        return;
    }
}

/* A note in quotes goes on over lines, each of which may name somebody. */
static void take_lines(struct phs_health_reader *reader, const struct phs_table *table, uint32_t line, struct phs_slice cell) {
    struct phs_slice rest = cell, text;
    for (const char *at = table->row; at < cell.ptr; at++)
        line += *at == '\n';
    for (line--; phs_health_next_line(&rest, &line, &text);)
        phs_health_things(reader, line, text);
}

/* A column that is nobody's by its name, in a row that is somebody's. */
static void take_unnamed(struct phs_health_reader *reader, const struct phs_table *table, uint32_t line, size_t i) {
    const char *category = phs_health_guess(table->head[i], table->cell[i]);
    if (category)
        phs_health_add(reader, category, PHS_HEALTH_CONTACT, line, table->cell[i]);
}

void phs_table_take_row(struct phs_health_reader *reader, struct phs_table *table, uint32_t line, size_t columns,
                        const struct phs_health_column *const *by_column) {
    mend_name(table, columns, by_column);
    take_mail(reader, table, line, columns, by_column);
    for (size_t i = 0; i < table->n && i < columns; i++) {
        if (by_column[i])
            phs_health_take(reader, by_column[i], line, table->cell[i]);
        else if (table->guesses || reader->items.n == reader->record)
            take_unnamed(reader, table, line, i);
        if (memchr(table->cell[i].ptr, '\n', table->cell[i].len))
            take_lines(reader, table, line, table->cell[i]);
    }
    phs_health_end(reader, true);
}
