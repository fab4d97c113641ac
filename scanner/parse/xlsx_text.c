/* SPDX-License-Identifier: Apache-2.0 */
/* String items (ECMA-376 part 1, 18.4.8) and the escape _xHHHH_ of characters that XML cannot hold (22.9.2.19). */
#include "parse/xlsx_text.h"

void phs_xlsx_text_init(struct phs_xlsx_text *text, size_t longest) {
    *text = (struct phs_xlsx_text){0};
    phs_buf_init(&text->buf, longest + 1);
}

void phs_xlsx_text_done(struct phs_xlsx_text *text) {
    phs_buf_done(&text->buf);
}

static bool at_text_start(const struct phs_xlsx_part *part, const char *element) {
    return phs_xlsx_at(part, "t") || (element && phs_xlsx_at(part, element));
}

void phs_xlsx_text_node(struct phs_xlsx_text *text, const struct phs_xlsx_part *part, const char *element) {
    const char *content = phs_xlsx_node_text(part);
    if (content) {
        size_t room = text->buf.ceiling - text->buf.len, len = strlen(content);
        if (text->in_text && !text->in_phonetic)
            phs_buf_add(&text->buf, content, len < room ? len : room);
        return;
    }
    if (phs_xlsx_at(part, "rPh"))
        text->in_phonetic = true;
    else if (at_text_start(part, element))
        text->in_text = true;
    if (phs_xlsx_at_end(part, "rPh"))
        text->in_phonetic = false;
    else if (phs_xlsx_at_end(part, "t") || (element && phs_xlsx_at_end(part, element)))
        text->in_text = false;
}

/* The character of "_xHHHH_" at `at`, or 0: not one, or a character that no text needs. */
static uint32_t escaped_at(struct phs_slice raw, size_t at) {
    uint32_t scalar = 0;
    if (raw.len - at < 7 || raw.ptr[at] != '_' || raw.ptr[at + 1] != 'x' || raw.ptr[at + 6] != '_')
        return 0;
    for (size_t i = at + 2; i < at + 6; i++) {
        char c = raw.ptr[i], lower = (char)(c | 0x20);
        if (!((c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'f')))
            return 0;
        scalar = scalar << 4 | (uint32_t)(c <= '9' ? c - '0' : lower - 'a' + 10);
    }
    return scalar >= 0xD800 && scalar <= 0xDFFF ? 0 : scalar;
}

struct phs_slice phs_xlsx_text_take(struct phs_xlsx_text *text, struct phs_arena *arena) {
    struct phs_slice raw = phs_slice_n(phs_buf_text(&text->buf), text->buf.len), result = raw;
    struct phs_buf plain;
    phs_buf_init(&plain, raw.len + 1);
    if (phs_slice_find(raw, PHS_SLICE("_x")) != (size_t)-1) {
        for (size_t i = 0; i < raw.len; i++) {
            uint32_t scalar = escaped_at(raw, i);
            if (scalar > 0)
                phs_buf_utf8(&plain, scalar);
            else
                phs_buf_putc(&plain, raw.ptr[i]);
            i += scalar > 0 ? 6 : 0;
        }
        result = phs_slice_n(phs_buf_text(&plain), plain.len);
    }
    result = phs_slice_n(result.len > 0 ? phs_slice_dup(arena, result) : "", result.len);
    phs_buf_done(&plain);
    phs_buf_clear(&text->buf);
    text->in_text = text->in_phonetic = false;
    return result;
}
