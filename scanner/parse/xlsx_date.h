/* SPDX-License-Identifier: Apache-2.0 */
/* Which number formats show a date, and the serial numbers behind them (ECMA-376 part 1, 18.8.30 and 18.17.4). */
#ifndef PHS_PARSE_XLSX_DATE_H
#define PHS_PARSE_XLSX_DATE_H

#include "base/slice.h"

enum phs_xlsx_format { PHS_XLSX_PLAIN, PHS_XLSX_DATE, PHS_XLSX_TIME, PHS_XLSX_DATE_TIME };

/* Built-in formats by id, East Asian ones included. */
enum phs_xlsx_format phs_xlsx_builtin_format(unsigned id);
/* Custom formats by code: "dd/mm/yyyy", "[$-409]d\-mmm;@", "h:mm AM/PM". Durations ([h]:mm) are plain. */
enum phs_xlsx_format phs_xlsx_format_of(struct phs_slice code);

/* ISO text of a serial number: YYYY-MM-DD, YYYY-MM-DDThh:mm:ss or hh:mm:ss; rounds to seconds. False when it is no date of the
 * calendar (negative, beyond 9999, or 29 February 1900, which only spreadsheets know). */
bool phs_xlsx_date_text(double serial, enum phs_xlsx_format format, bool since_1904, char ret_text[32]);

#endif
