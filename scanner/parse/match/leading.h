/* SPDX-License-Identifier: Apache-2.0 */
/* Inside match/ only: whether an expression needs to be tried nowhere but where its words begin. */
#ifndef PHS_PARSE_MATCH_LEADING_H
#define PHS_PARSE_MATCH_LEADING_H

#include <stdbool.h>
#include <stddef.h>

/* True when every match of regex certainly begins with one of words, in any case and with any digit for a digit. What is not
 * understood is false, which costs time and no match. */
bool phs_leads_with_words(const char *regex, const char *const *words, size_t n);
/* The same with letters as they are spelled. */
bool phs_leads_as_spelled(const char *regex, const char *const *words, size_t n);

#endif
