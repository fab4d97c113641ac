/* SPDX-License-Identifier: Apache-2.0 */
/* Text for a terminal: escaped, wrapped, and coloured only where the caller says so. */
#ifndef PHS_REPORTS_TERMINAL_H
#define PHS_REPORTS_TERMINAL_H

#include "base/buf.h"

enum phs_color {
    PHS_COLOR_PLAIN,
    PHS_COLOR_BOLD,
    PHS_COLOR_DIM,
    PHS_COLOR_RED,
    PHS_COLOR_YELLOW,
    PHS_COLOR_GREEN,
    PHS_COLOR_CYAN
};

struct phs_terminal {
    struct phs_buf *out;
    bool color;
};

/* Escaped text. */
void phs_terminal_text(struct phs_terminal *terminal, const char *text);
void phs_terminal_colored(struct phs_terminal *terminal, enum phs_color color, const char *text);
/* Words of text in lines of at most width columns, each behind indent spaces; ends with a line break. first: columns that the
 * caller has already written on the first line, behind which no indent is put. */
void phs_terminal_wrap(struct phs_terminal *terminal, const char *text, size_t indent, size_t width, size_t first);
/* A bold line above a part of the output. */
void phs_terminal_heading(struct phs_terminal *terminal, const char *text);

#endif
