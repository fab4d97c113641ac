/* SPDX-License-Identifier: Apache-2.0 */
/* Text of a string item: its plain or rich runs together, without phonetic hints, unescaped. */
#ifndef PHS_PARSE_XLSX_TEXT_H
#define PHS_PARSE_XLSX_TEXT_H

#include "base/buf.h"
#include "parse/xlsx_zip.h"

struct phs_xlsx_text {
    struct phs_buf buf; /* its ceiling is the longest cell; a longer one is cut there and fails as a cell */
    bool in_text, in_phonetic;
};

void phs_xlsx_text_init(struct phs_xlsx_text *text, size_t longest);
void phs_xlsx_text_done(struct phs_xlsx_text *text);
/* Looks at the node at hand; element is the one whose text counts besides <t>: "v" in cells, NULL elsewhere. */
void phs_xlsx_text_node(struct phs_xlsx_text *text, const struct phs_xlsx_part *part, const char *element);
/* What came together, _xHHHH_ escapes replaced, in the arena; and begins anew. */
struct phs_slice phs_xlsx_text_take(struct phs_xlsx_text *text, struct phs_arena *arena);

#endif
