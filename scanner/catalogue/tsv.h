/* SPDX-License-Identifier: Apache-2.0 */
/* Tab-separated tables of checks/: "# key: value" lines, a header row, rows. No quoting: a cell holds neither tab nor line
 * break. */
#ifndef PHS_CATALOGUE_TSV_H
#define PHS_CATALOGUE_TSV_H

#include "base/err.h"
#include "base/map.h"

struct phs_tsv_row {
    const struct phs_slice *cells; /* as many as there are columns; missing ones at the end are empty */
    uint32_t line;
};

struct phs_tsv {
    struct phs_map head; /* of the lines on top: key -> char * */
    PHS_VEC(struct phs_slice) columns;
    PHS_VEC(struct phs_tsv_row) rows;
};

/* Cells are views of bytes. PHS_E_INPUT with path:line for a row with more cells than columns, a repeated or empty column name,
 * no header; PHS_E_LIMIT above 256 columns. */
enum phs_code phs_tsv_parse(struct phs_arena *arena, const char *path, struct phs_slice bytes, struct phs_tsv **ret_table,
                            struct phs_err *err);
/* Position of a column, or (size_t)-1. */
size_t phs_tsv_column(const struct phs_tsv *table, const char *name);
/* Cell of a row by column name; empty when there is no such column. */
struct phs_slice phs_tsv_cell(const struct phs_tsv *table, size_t row, const char *column);
/* Value of a "# key: value" line, or NULL. */
const char *phs_tsv_head(const struct phs_tsv *table, const char *key);

#endif
