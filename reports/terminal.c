/* SPDX-License-Identifier: Apache-2.0 */
/* The only writer of escape sequences; everything that came from outside passes phs_escape_terminal first. */
#include "reports/terminal.h"

#include "base/escape.h"

void phs_terminal_text(struct phs_terminal *terminal, const char *text) {
    phs_escape_terminal(terminal->out, phs_slice(text));
}

void phs_terminal_colored(struct phs_terminal *terminal, enum phs_color color, const char *text) {
    static const char *const codes[] = {"", "1", "2", "31", "33", "32", "36"};
    if (terminal->color && color != PHS_COLOR_PLAIN)
        phs_buf_printf(terminal->out, "\x1b[%sm", codes[color]);
    phs_terminal_text(terminal, text);
    if (terminal->color && color != PHS_COLOR_PLAIN)
        phs_buf_puts(terminal->out, "\x1b[0m");
}

static void spaces(struct phs_terminal *terminal, size_t n) {
    while (n-- > 0)
        phs_buf_putc(terminal->out, ' ');
}

void phs_terminal_wrap(struct phs_terminal *terminal, const char *text, size_t indent, size_t width, size_t first) {
    struct phs_slice rest = phs_slice(text), word;
    size_t column = first;
    bool fresh = true;
    if (first == 0) {
        spaces(terminal, indent);
        column = indent;
    }
    while (phs_slice_cut(&rest, ' ', &word)) {
        if (word.len == 0)
            continue;
        size_t length = phs_utf8_length(word);
        if (!fresh && column + 1 + length > width) {
            phs_buf_putc(terminal->out, '\n');
            spaces(terminal, indent);
            column = indent;
            fresh = true;
        }
        if (!fresh)
            phs_buf_putc(terminal->out, ' ');
        phs_escape_terminal(terminal->out, word);
        column += length + (fresh ? 0 : 1);
        fresh = false;
    }
    phs_buf_putc(terminal->out, '\n');
}

void phs_terminal_heading(struct phs_terminal *terminal, const char *text) {
    phs_terminal_colored(terminal, PHS_COLOR_BOLD, text);
    phs_buf_putc(terminal->out, '\n');
}
