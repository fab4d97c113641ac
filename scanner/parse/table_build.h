/* SPDX-License-Identifier: Apache-2.0 */
/* What the readers of CSV and XLSX share while they fill a table: limits, rows, notes. */
#ifndef PHS_PARSE_TABLE_BUILD_H
#define PHS_PARSE_TABLE_BUILD_H

#include "parse/table.h"

struct phs_table_builder {
    struct phs_arena *arena;
    const struct phs_source *source; /* of the table's places */
    struct phs_table_limits limits;  /* complete */
    struct phs_err *err;
    size_t cells_before; /* of the workbook's other sheets */
    size_t cell_count;   /* of this table */
    struct phs_arena *scratch;
    PHS_VEC(struct phs_cell) row; /* cells of the row at hand */
    PHS_VEC(struct phs_row) rows;
    PHS_VEC(const char *) notes;
    size_t notes_left_out;
};

/* The defaults of table.h in place of zeros; given may be NULL. */
struct phs_table_limits phs_table_limits_complete(const struct phs_table_limits *given);

/* Each returns false after it wrote err. Cells come in order of columns, rows in order of numbers. Empty cells are dropped. */
bool phs_table_add_cell(struct phs_table_builder *builder, struct phs_cell cell);
bool phs_table_end_row(struct phs_table_builder *builder, uint32_t number);

/* A note at a line, or at none when line is 0. Above 20 they are only counted. */
void phs_table_note(struct phs_table_builder *builder, uint32_t line, const char *sentence);

/* Rows and notes into table. */
void phs_table_take(struct phs_table_builder *builder, struct phs_table *table);

#endif
