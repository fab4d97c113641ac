/* SPDX-License-Identifier: Apache-2.0 */
/* Rows and cells of one worksheet. */
#ifndef PHS_PARSE_XLSX_SHEET_H
#define PHS_PARSE_XLSX_SHEET_H

#include "parse/table_build.h"
#include "parse/xlsx_book.h"

/* Fills builder. False after it wrote the archive's err. */
bool phs_xlsx_sheet_read(struct phs_xlsx_book *book, const char *path, struct phs_table_builder *builder);

#endif
