/* SPDX-License-Identifier: Apache-2.0 */
/* CSV as people export it: RFC 4180 with the separator (comma, semicolon, tab) and the encoding found out and declared. */
#ifndef PHS_PARSE_CSV_H
#define PHS_PARSE_CSV_H

#include "parse/table.h"

/* UTF-8, UTF-16 with a byte order mark, or else Windows-1252. Cells may point into bytes, which must live as long as the table.
 * limits NULL: the defaults. An empty file is a table without rows. Errors: an unclosed quote (PHS_E_INPUT, with the line where
 * it opened) and limits. */
enum phs_code phs_csv_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                            const struct phs_table_limits *limits, struct phs_table *ret_table, struct phs_err *err);

#endif
