/* SPDX-License-Identifier: Apache-2.0 */
/* Diagnostics of the HCL parser and evaluator, and the source excerpt under them. */
#include <stdarg.h>

#include "base/escape.h"
#include "parse/hcl/hcl.h"

enum { EXCERPT_SCALARS = 160, CARETS = 40 };

void phs_hcl_report(struct phs_hcl_diags *diags, enum phs_hcl_severity severity, struct phs_place place, const char *format,
                    ...) {
    diags->errors += severity == PHS_HCL_ERROR;
    if (diags->list.n >= (diags->limit ? diags->limit : 200)) {
        diags->dropped++;
        return;
    }
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct phs_hcl_diag diag = {severity, place, phs_strdup(diags->arena, text)};
    PHS_PUSH(diags->arena, diags->list, diag);
}

static bool find_line(struct phs_slice text, uint32_t number, struct phs_slice *ret_line) {
    for (uint32_t i = 1; i < number; i++) {
        const char *newline = text.len ? memchr(text.ptr, '\n', text.len) : NULL;
        if (!newline)
            return false;
        text.len -= (size_t)(newline + 1 - text.ptr);
        text.ptr = newline + 1;
    }
    const char *newline = text.len ? memchr(text.ptr, '\n', text.len) : NULL;
    *ret_line = phs_slice_n(text.ptr, newline ? (size_t)(newline - text.ptr) : text.len);
    if (ret_line->len && ret_line->ptr[ret_line->len - 1] == '\r')
        ret_line->len--;
    return true;
}

static size_t offset_of(struct phs_slice line, uint32_t column) {
    size_t at = 0;
    for (uint32_t i = 1; i < column && at < line.len; i++)
        phs_utf8_next(line, &at);
    return at;
}

void phs_hcl_excerpt(struct phs_buf *out, struct phs_slice text, struct phs_place place, bool withheld) {
    struct phs_slice line;
    if (withheld || !place.line || !place.column || !find_line(text, place.line, &line))
        return;
    uint32_t first = place.column > EXCERPT_SCALARS / 2 ? place.column - EXCERPT_SCALARS / 2 : 1;
    size_t begin = offset_of(line, first), end = offset_of(line, first + EXCERPT_SCALARS);
    char number[24];
    int width = snprintf(number, sizeof number, "%6u | ", (unsigned)place.line);
    phs_buf_puts(out, number);
    phs_escape_terminal(out, phs_slice_n(line.ptr + begin, end - begin));
    phs_buf_printf(out, "\n%*s", width, "| ");
    /* What escaping made longer moves the caret: measure the escaped text before it. */
    struct phs_buf before;
    phs_buf_init(&before, (size_t)EXCERPT_SCALARS * 16);
    size_t caret = offset_of(line, place.column);
    phs_escape_terminal(&before, phs_slice_n(line.ptr + begin, caret > begin ? caret - begin : 0));
    phs_buf_printf(out, "%*s^", (int)phs_utf8_length(phs_slice_n(phs_buf_text(&before), before.len)), "");
    phs_buf_done(&before);
    uint32_t stop = place.end_line == place.line ? place.end_column : place.column + 1;
    for (uint32_t i = place.column + 1; i < stop && i < place.column + CARETS; i++)
        phs_buf_putc(out, '~');
    phs_buf_putc(out, '\n');
}
