/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the tab-separated tables of checks/. */
#include "catalogue/tsv.h"

enum { MAX_COLUMNS = 256 };

static struct phs_slice next_line(struct phs_slice *rest) {
    struct phs_slice line;
    if (!phs_slice_cut(rest, '\n', &line))
        return (struct phs_slice){0};
    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    return line;
}

static void read_head(struct phs_arena *arena, struct phs_tsv *table, struct phs_slice line) {
    struct phs_slice rest = phs_slice_n(line.ptr + 1, line.len - 1), key;
    if (!phs_slice_cut(&rest, ':', &key) || rest.len == 0)
        return;
    char *value = phs_slice_dup(arena, phs_slice_trim(rest));
    phs_map_put(&table->head, phs_slice_trim(key), value);
}

static enum phs_code read_columns(struct phs_arena *arena, struct phs_tsv *table, const char *path, uint32_t line_number,
                                  struct phs_slice line, struct phs_err *err) {
    struct phs_slice name;
    while (phs_slice_cut(&line, '\t', &name)) {
        if (name.len == 0)
            return phs_fail(err, PHS_E_INPUT, "%s:%u: a column has no name", path, line_number);
        for (size_t i = 0; i < table->columns.n; i++)
            if (phs_slice_eq(table->columns.at[i], name))
                return phs_fail(err, PHS_E_INPUT, "%s:%u: column %.*s stands there twice", path, line_number, (int)name.len,
                                name.ptr);
        if (table->columns.n == MAX_COLUMNS)
            return phs_fail(err, PHS_E_LIMIT, "%s:%u: more than %d columns", path, line_number, MAX_COLUMNS);
        PHS_PUSH(arena, table->columns, name);
    }
    return PHS_OK;
}

static enum phs_code read_row(struct phs_arena *arena, struct phs_tsv *table, const char *path, uint32_t line_number,
                              struct phs_slice line, struct phs_err *err) {
    struct phs_slice *cells = PHS_NEW_N(arena, struct phs_slice, table->columns.n), cell;
    size_t n = 0;
    while (phs_slice_cut(&line, '\t', &cell)) {
        if (n == table->columns.n)
            return phs_fail(err, PHS_E_INPUT, "%s:%u: more cells than columns", path, line_number);
        cells[n++] = cell;
    }
    PHS_PUSH(arena, table->rows, (struct phs_tsv_row){cells, line_number});
    return PHS_OK;
}

enum phs_code phs_tsv_parse(struct phs_arena *arena, const char *path, struct phs_slice bytes, struct phs_tsv **ret_table,
                            struct phs_err *err) {
    struct phs_tsv *table = PHS_NEW(arena, struct phs_tsv);
    phs_map_init(&table->head, arena);
    enum phs_code code = PHS_OK;
    for (uint32_t number = 1; bytes.len && code == PHS_OK; number++) {
        struct phs_slice line = next_line(&bytes);
        if (line.len == 0)
            continue;
        if (line.ptr[0] == '#' && table->columns.n == 0)
            read_head(arena, table, line);
        else if (table->columns.n == 0)
            code = read_columns(arena, table, path, number, line, err);
        else
            code = read_row(arena, table, path, number, line, err);
    }
    if (code == PHS_OK && table->columns.n == 0)
        code = phs_fail(err, PHS_E_INPUT, "%s: no header row", path);
    if (code == PHS_OK)
        *ret_table = table;
    return code;
}

size_t phs_tsv_column(const struct phs_tsv *table, const char *name) {
    for (size_t i = 0; i < table->columns.n; i++)
        if (phs_slice_is(table->columns.at[i], name))
            return i;
    return (size_t)-1;
}

struct phs_slice phs_tsv_cell(const struct phs_tsv *table, size_t row, const char *column) {
    size_t i = phs_tsv_column(table, column);
    if (i == (size_t)-1 || row >= table->rows.n)
        return (struct phs_slice){0};
    return table->rows.at[row].cells[i];
}

const char *phs_tsv_head(const struct phs_tsv *table, const char *key) {
    return phs_map_gets(&table->head, key);
}
