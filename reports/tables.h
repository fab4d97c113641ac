/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of a report: rows of a view with named columns, for spreadsheets and CSV. The view alone says what is in them, so what
 * an audience may not see is not in a table either. */
#ifndef PHS_REPORTS_TABLES_H
#define PHS_REPORTS_TABLES_H

#include "base/buf.h"
#include "base/err.h"
#include "reports/view.h"

enum phs_column_kind { PHS_COLUMN_TEXT, PHS_COLUMN_NUMBER, PHS_COLUMN_DATE, PHS_COLUMN_LEVEL };

struct phs_column {
    const char *title;
    /* "observed.title"; "findings[].id" joins with "; "; "#" is the number of the row, from 1. */
    const char *path;
    enum phs_column_kind kind;
    int width; /* in characters */
};

struct phs_table {
    const char *name; /* of the sheet: at most 31 characters without []:*?/\ */
    const struct phs_column *columns;
    size_t column_count;
    struct phs_view_list rows;
};

struct phs_tables {
    PHS_VEC(struct phs_table) items;
};

/* What stands on every page and in the properties of the file. */
struct phs_book {
    const char *title, *organization, *footer; /* footer: who may read it, state, run, rule set */
    int64_t made;                              /* of the run, so that the same run gives the same bytes */
    struct phs_tables tables;
};

/* Without tables; the rest comes from the view's run and document. */
struct phs_book phs_book_of(struct phs_arena *arena, const struct phs_value *view, const char *title, const char *organization);

/* Text of a cell; "" where the view has nothing. */
const char *phs_table_cell(struct phs_arena *arena, const struct phs_column *column, const struct phs_value *row,
                           size_t number);

/* One table with its titles as the first line, RFC 4180. */
void phs_table_write_csv(const struct phs_table *table, struct phs_buf *out);

/* Office Open XML. Text stays text, whatever it looks like. PHS_E_IO when no temporary file can be made, PHS_E_LIMIT when a
 * sheet would have more rows than the format has. */
enum phs_code phs_book_write_xlsx(struct phs_arena *arena, const struct phs_book *book, struct phs_buf *out,
                                  struct phs_err *err);

#endif
