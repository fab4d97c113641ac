/* SPDX-License-Identifier: Apache-2.0 */
/* Text widths in thousandths of an em, after the widest of the usual sans serifs (DejaVu Sans). */
#include "reports/map/measure.h"

#include "base/buf.h"
#include "base/escape.h"

enum { ELLIPSIS = 1000, MAX_TEXT = 4096 };

static int width_of(uint32_t c) {
    if (c >= 0x1100)
        return 1050; /* also what is wide in East Asian scripts */
    if (c >= 0x80)
        return 720;
    if (strchr("ijl.,:;'|! ", (int)c))
        return 340;
    if (strchr("frtI()[]-/\"", (int)c))
        return 420;
    if (strchr("mwMW@%", (int)c))
        return 1000;
    return (c >= 'A' && c <= 'Z') || c == '_' || c == '&' ? 740 : 640;
}

int phs_measure(const char *text, int font) {
    struct phs_slice rest = phs_slice(text);
    long sum = 0;
    for (size_t at = 0; at < rest.len;)
        sum += width_of(phs_utf8_next(rest, &at));
    return (int)((sum * font + 999) / 1000);
}

static bool is_space(uint32_t c) {
    return c <= 0x20 || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0x2028 || c == 0x2029;
}

/* Valid UTF-8 with single spaces. */
static struct phs_slice clean(struct phs_arena *arena, const char *text) {
    struct phs_slice from = phs_slice(text);
    struct phs_buf buf;
    phs_buf_init(&buf, (size_t)4 * MAX_TEXT);
    bool gap = false;
    for (size_t at = 0; at < from.len && at < MAX_TEXT;) {
        uint32_t c = phs_utf8_next(from, &at);
        if (is_space(c)) {
            gap = buf.len > 0;
            continue;
        }
        if (gap)
            phs_buf_putc(&buf, ' ');
        gap = false;
        phs_buf_utf8(&buf, c);
    }
    struct phs_slice copy = phs_slice(phs_strndup(arena, phs_buf_text(&buf), buf.len));
    phs_buf_done(&buf);
    return copy;
}

/* Where a line that begins at text[0] ends: at the last space or mark of a path that fits, else within the word. */
static size_t line_end(struct phs_slice text, int font, int width) {
    long sum = 0, most = (long)width * 1000 / font;
    size_t good = 0, at = 0, before = 0;
    while (at < text.len) {
        before = at;
        uint32_t c = phs_utf8_next(text, &at);
        if (c == ' ')
            good = before;
        sum += width_of(c);
        if (sum > most)
            return good ? good : before ? before : at;
        if (c < 0x80 && strchr("-/_.", (int)c) && at < text.len && before > 3)
            good = at;
    }
    return text.len;
}

static const char *cut_line(struct phs_arena *arena, struct phs_slice text, int font, int width) {
    long sum = 0, most = (long)width * 1000 / font - ELLIPSIS;
    size_t fits = 0;
    for (size_t at = 0; at < text.len;) {
        sum += width_of(phs_utf8_next(text, &at));
        if (sum > most)
            break;
        fits = at;
    }
    while (fits && text.ptr[fits - 1] == ' ')
        fits--;
    return phs_printf(arena, "%.*s\xE2\x80\xA6", (int)fits, text.ptr);
}

size_t phs_measure_wrap(struct phs_arena *arena, const char *text, int font, int width, size_t max, const char **ret_lines) {
    struct phs_slice rest = clean(arena, text);
    size_t n = 0;
    while (rest.len && n < max) {
        size_t end = line_end(rest, font, width);
        if (n + 1 == max && end < rest.len) {
            ret_lines[n++] = cut_line(arena, rest, font, width);
            break;
        }
        ret_lines[n++] = phs_strndup(arena, rest.ptr, end);
        rest = phs_slice_n(rest.ptr + end, rest.len - end);
        while (rest.len && rest.ptr[0] == ' ')
            rest = phs_slice_n(rest.ptr + 1, rest.len - 1);
    }
    return n;
}
