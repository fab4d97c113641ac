/* SPDX-License-Identifier: Apache-2.0 */
/* What people write into cells -> values: yes and no, dates, numbers, lists. What cannot be told is an unknown that says why.
 */
#ifndef PHS_COLLECT_CELL_H
#define PHS_COLLECT_CELL_H

#include "model/value.h"

/* How 03/04/2025 reads. Month first unless another date of the same column shows a day above 12 in front. */
enum phs_date_order { PHS_MONTH_FIRST, PHS_DAY_FIRST };

enum phs_date_note {
    PHS_DATE_PLAIN,
    PHS_DATE_AMBIGUOUS, /* both orders give a date: order decided */
    PHS_DATE_SERIAL,    /* a spreadsheet's day number */
};

/* All take a value as it was read (a string, number or bool) and return NULL for an empty cell. Texts such as "unknown", "TBD"
 * and "n/a" become unknowns; what cannot be read does too, without a character of it. */
const struct phs_value *phs_cell_bool(struct phs_arena *arena, const struct phs_value *raw);
const struct phs_value *phs_cell_number(struct phs_arena *arena, const struct phs_value *raw);
const struct phs_value *phs_cell_text(struct phs_arena *arena, const struct phs_value *raw);
/* Splits a text at ; or , or line breaks (at ; alone where there is one); a list keeps its texts, and of maps their `name`. */
const struct phs_value *phs_cell_list(struct phs_arena *arena, const struct phs_value *raw);
/* A string YYYY-MM-DD. */
const struct phs_value *phs_cell_date(struct phs_arena *arena, const struct phs_value *raw, enum phs_date_order order,
                                      enum phs_date_note *ret_note);
/* A date, or a bool where somebody wrote yes or no in its place. */
const struct phs_value *phs_cell_date_or_bool(struct phs_arena *arena, const struct phs_value *raw, enum phs_date_order order,
                                              enum phs_date_note *ret_note);

/* True when the text is a date with slashes whose first number can only be a day. */
bool phs_cell_shows_day_first(const struct phs_value *raw);
/* "unknown", "TBD", "?", "n/a", "-" ...: somebody wrote that there is nothing to write. */
bool phs_cell_says_unknown(struct phs_slice text);
bool phs_cell_says_not_applicable(struct phs_slice text);

#endif
