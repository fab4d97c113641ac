/* SPDX-License-Identifier: Apache-2.0 */
/* Tables by their header: every row is a record. Quoted cells may hold line breaks; a row stands on the line on which it
 * begins. */
#include "parse/health/record.h"

enum { MOST_COLUMNS = 400 };

struct table {
    const char *at, *end;
    char delimiter;
    uint32_t line;
    struct phs_slice cell[MOST_COLUMNS];
    size_t n;
};

static size_t count(struct phs_slice line, char c) {
    size_t n = 0;
    for (size_t i = 0; i < line.len; i++)
        n += line.ptr[i] == c;
    return n;
}

/* The one that the header has most of. */
static char delimiter_of(struct phs_slice header) {
    static const char marks[] = ",\t|;";
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
static const char *quoted(struct table *table, const char *at, struct phs_slice *ret_cell) {
    const char *start = ++at;
    while (at < table->end && !(*at == '"' && (at + 1 == table->end || at[1] != '"'))) {
        table->line += *at == '\n';
        at += *at == '"' ? 2 : 1;
    }
    if (at > table->end)
        at = table->end;
    *ret_cell = phs_slice_n(start, (size_t)(at - start));
    while (at < table->end && *at != table->delimiter && *at != '\n')
        at++;
    return at;
}

static const char *unquoted(const struct table *table, const char *at, struct phs_slice *ret_cell) {
    const char *start = at;
    while (at < table->end && *at != table->delimiter && *at != '\n' && *at != '\r')
        at++;
    *ret_cell = phs_slice_trim(phs_slice_n(start, (size_t)(at - start)));
    while (at < table->end && *at == '\r')
        at++;
    return at;
}

static bool next_row(struct table *table, uint32_t *ret_line) {
    table->n = 0;
    if (table->at >= table->end)
        return false;
    *ret_line = table->line;
    for (;;) {
        struct phs_slice cell;
        table->at =
            table->at < table->end && *table->at == '"' ? quoted(table, table->at, &cell) : unquoted(table, table->at, &cell);
        if (table->n < MOST_COLUMNS)
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

/* Which columns are ours, and whether they make a table of patients. */
static bool read_header(const struct table *table, const struct phs_health_column *by_column[MOST_COLUMNS]) {
    const struct phs_health_column *found[MOST_COLUMNS];
    size_t n = 0;
    for (size_t i = 0; i < table->n; i++) {
        by_column[i] = phs_health_column_of(table->cell[i]);
        if (by_column[i])
            found[n++] = by_column[i];
    }
    return phs_health_columns_count(found, n, false);
}

bool phs_health_table(struct phs_health_reader *reader) {
    struct table *table = PHS_NEW(reader->arena, struct table);
    const struct phs_health_column **by_column = PHS_NEW_N(reader->arena, const struct phs_health_column *, MOST_COLUMNS);
    struct phs_slice rest = reader->bytes, header;
    uint32_t line = 0;
    if (phs_slice_starts(rest, "\xEF\xBB\xBF"))
        rest = phs_slice_n(rest.ptr + 3, rest.len - 3);
    *table = (struct table){.at = rest.ptr, .end = rest.ptr + rest.len, .line = 1};
    if (!phs_health_next_line(&rest, &line, &header) || (table->delimiter = delimiter_of(header)) == 0)
        return false;
    if (!next_row(table, &line) || table->n < 3 || !read_header(table, by_column))
        return false;
    size_t columns = table->n;
    while (!reader->limited && next_row(table, &line)) {
        for (size_t i = 0; i < table->n && i < columns; i++)
            if (by_column[i])
                phs_health_add(reader, by_column[i]->category, by_column[i]->kind, line, table->cell[i]);
        phs_health_end(reader, true);
    }
    return true;
}
