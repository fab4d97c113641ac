/* SPDX-License-Identifier: Apache-2.0 */
/* Escaping, done by writers and never by their callers. Hostile bytes (invalid UTF-8, controls, bidi overrides) go inert. */
#ifndef PHS_BASE_ESCAPE_H
#define PHS_BASE_ESCAPE_H

#include <stdbool.h>

#include "base/buf.h"

/* Valid UTF-8 without surrogates and overlong forms; ret_bad (may be NULL) is the offset of the first bad byte. */
bool phs_utf8_valid(struct phs_slice text, size_t *ret_bad);

/* Decodes one scalar at text[*at] and moves on; U+FFFD and one byte for what is invalid. */
uint32_t phs_utf8_next(struct phs_slice text, size_t *at);

/* Number of scalar values (an invalid byte counts one). */
size_t phs_utf8_length(struct phs_slice text);

/* JSON string body without the quotes. Invalid UTF-8 becomes U+FFFD, also U+2028/9 and bidi controls are \u-escaped. */
void phs_escape_json(struct phs_buf *out, struct phs_slice text);

/* HTML and XML text and quoted attribute values: & < > " ' and control characters; bidi overrides become visible U+FFFD. */
void phs_escape_html(struct phs_buf *out, struct phs_slice text);

/* Markdown inline text: characters with meaning are backslashed, HTML is escaped, line breaks become spaces. */
void phs_escape_markdown(struct phs_buf *out, struct phs_slice text);

/* Terminal: C0, C1, DEL and bidi overrides are shown as \xNN or U+NNNN; line breaks and tabs become spaces.
 * Applied twice it gives the same as once. */
void phs_escape_terminal(struct phs_buf *out, struct phs_slice text);

/* One CSV field with quotes where needed; a leading = + - @ tab or CR gets an apostrophe, so that no spreadsheet runs it. */
void phs_escape_csv(struct phs_buf *out, struct phs_slice text);

/* Plain text for formats that escape for themselves (spreadsheets, other programs): controls other than tab and line feed, bidi
 * overrides, noncharacters and invalid UTF-8 become U+FFFD; nothing else changes. */
void phs_escape_plain(struct phs_buf *out, struct phs_slice text);

#endif
