/* SPDX-License-Identifier: Apache-2.0 */
/* What a workbook says about its sheets before they are read: names, order, paths, number formats, shared strings. */
#ifndef PHS_PARSE_XLSX_BOOK_H
#define PHS_PARSE_XLSX_BOOK_H

#include "parse/xlsx_date.h"
#include "parse/xlsx_text.h"
#include "parse/xlsx_zip.h"

struct phs_xlsx_sheet {
    const char *name;
    const char *relation; /* r:id */
    const char *path;     /* NULL when the relation leads to no worksheet */
    bool hidden;
};

struct phs_xlsx_book {
    struct phs_arena *arena;   /* lives as long as the tables */
    struct phs_arena *scratch; /* gone when the workbook is read */
    struct phs_xlsx_zip *archive;
    bool since_1904;
    const char *strings_path, *styles_path; /* NULL when there are none */
    PHS_VEC(struct phs_xlsx_sheet) sheets;
    PHS_VEC(enum phs_xlsx_format) formats; /* by the cell's style index */
    PHS_VEC(struct phs_slice) strings;
};

/* Everything but the sheets themselves. False after it wrote the archive's err. */
bool phs_xlsx_book_read(struct phs_xlsx_book *book);

#endif
