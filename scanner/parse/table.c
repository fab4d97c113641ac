/* SPDX-License-Identifier: Apache-2.0 */
/* Tables: filling them within their limits, and asking for a cell. */
#include "parse/table.h"

#include "parse/fail.h"
#include "parse/table_build.h"

enum { MOST_NOTES = 20 };

const struct phs_cell *phs_row_cell(const struct phs_row *row, uint32_t column) {
    for (size_t i = 0; i < row->n && row->cells[i].column <= column; i++)
        if (row->cells[i].column == column)
            return &row->cells[i];
    return NULL;
}

struct phs_slice phs_row_text(const struct phs_row *row, uint32_t column) {
    const struct phs_cell *cell = phs_row_cell(row, column);
    return cell ? cell->text : phs_slice_n("", 0);
}

struct phs_table_limits phs_table_limits_complete(const struct phs_table_limits *given) {
    struct phs_table_limits limits = given ? *given : (struct phs_table_limits){0};
    limits.max_bytes = limits.max_bytes ? limits.max_bytes : (size_t)64 << 20;
    limits.max_rows = limits.max_rows ? limits.max_rows : 200000;
    limits.max_cells = limits.max_cells ? limits.max_cells : 2000000;
    limits.max_cell_bytes = limits.max_cell_bytes ? limits.max_cell_bytes : (size_t)1 << 20;
    limits.max_columns = limits.max_columns ? limits.max_columns : 4096;
    return limits;
}

static bool exceeds(struct phs_table_builder *builder, uint32_t line, const char *what, size_t limit) {
    phs_parse_fail(builder->err, PHS_E_LIMIT, builder->source, line, 0, "%s %zu", what, limit);
    return false;
}

bool phs_table_add_cell(struct phs_table_builder *builder, struct phs_cell cell) {
    const struct phs_table_limits *limits = &builder->limits;
    if (cell.text.len == 0)
        return true;
    if (cell.column > limits->max_columns)
        return exceeds(builder, cell.place.line, "a cell stands beyond column", limits->max_columns);
    if (cell.text.len > limits->max_cell_bytes)
        return exceeds(builder, cell.place.line, "a cell is larger in bytes than", limits->max_cell_bytes);
    if (builder->cells_before + builder->cell_count >= limits->max_cells)
        return exceeds(builder, cell.place.line, "more cells than", limits->max_cells);
    builder->cell_count++;
    PHS_PUSH(builder->scratch, builder->row, cell);
    return true;
}

bool phs_table_end_row(struct phs_table_builder *builder, uint32_t number) {
    size_t n = builder->row.n;
    if (n == 0)
        return true;
    if (builder->rows.n >= builder->limits.max_rows)
        return exceeds(builder, number, "more rows than", builder->limits.max_rows);
    struct phs_row row = {number, PHS_NEW_N(builder->arena, struct phs_cell, n), n};
    memcpy(row.cells, builder->row.at, n * sizeof *row.cells);
    builder->row.n = 0;
    PHS_PUSH(builder->arena, builder->rows, row);
    return true;
}

void phs_table_note(struct phs_table_builder *builder, uint32_t line, const char *sentence) {
    struct phs_err err;
    if (builder->notes.n >= MOST_NOTES) {
        builder->notes_left_out++;
        return;
    }
    phs_parse_fail(&err, PHS_E_INPUT, builder->source, line, 0, "%s", sentence);
    PHS_PUSH(builder->arena, builder->notes, phs_strdup(builder->arena, err.text));
}

void phs_table_take(struct phs_table_builder *builder, struct phs_table *table) {
    if (builder->notes_left_out > 0) {
        const char *more = phs_printf(builder->arena, "%zu more notes like these", builder->notes_left_out);
        PHS_PUSH(builder->arena, builder->notes, more);
    }
    table->rows = builder->rows.at;
    table->n = builder->rows.n;
    table->notes = builder->notes.at;
    table->note_count = builder->notes.n;
}
