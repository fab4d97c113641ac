/* SPDX-License-Identifier: Apache-2.0 */
/* Rows and cells, whatever spreadsheet they came from: CSV and XLSX give the same shape. Which row is the header is the
 * reader's. */
#ifndef PHS_PARSE_TABLE_H
#define PHS_PARSE_TABLE_H

#include "base/err.h"
#include "model/value.h"

enum phs_cell_kind {
    PHS_CELL_TEXT,
    PHS_CELL_NUMBER, /* text is a decimal number */
    PHS_CELL_DATE,   /* text is YYYY-MM-DD, or YYYY-MM-DDThh:mm:ss when the sheet shows a time of day too */
    PHS_CELL_BOOL,   /* text is true or false */
};

/* Only cells that hold something exist, in order of their columns; white space around the text is kept. */
struct phs_cell {
    enum phs_cell_kind kind; /* always PHS_CELL_TEXT in CSV */
    uint32_t column;         /* from 1 */
    struct phs_slice text;   /* valid UTF-8 without NUL */
    struct phs_place place;  /* CSV: line and character column in the file; XLSX: row and column of the sheet */
};

/* Only rows with a cell exist. */
struct phs_row {
    uint32_t number; /* from 1. XLSX: the row that the person sees; CSV: the line on which it begins */
    struct phs_cell *cells;
    size_t n;
};

struct phs_table {
    const char *sheet;    /* NULL in CSV */
    bool hidden;          /* XLSX: the sheet is hidden (also "very hidden") */
    char separator;       /* CSV: what was detected; 0 in XLSX */
    const char *encoding; /* CSV: "UTF-8", "UTF-16LE", "UTF-16BE", or "Windows-1252" (a guess: it was no UTF-8); NULL in XLSX */
    struct phs_row *rows;
    size_t n;
    const char **notes; /* sentences "file:line: ..." or "file sheet row n: ..." about what is odd or was left out: ragged rows,
                           NUL bytes */
    size_t note_count;  /* at most 21: the last one then counts the others */
};

/* 0 takes the default. Exceeding one gives PHS_E_LIMIT. */
struct phs_table_limits {
    size_t max_bytes;      /* 64 MiB of file */
    size_t max_rows;       /* 200,000 a table */
    size_t max_cells;      /* 2,000,000 a file */
    size_t max_cell_bytes; /* 1 MiB */
    uint32_t max_columns;  /* 4,096: the highest column */
};

/* Text of a column (from 1) in a row; empty when there is no such cell. */
struct phs_slice phs_row_text(const struct phs_row *row, uint32_t column);
/* NULL when absent. */
const struct phs_cell *phs_row_cell(const struct phs_row *row, uint32_t column);

#endif
