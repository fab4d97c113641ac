/* SPDX-License-Identifier: Apache-2.0 */
/* No entity is ever declared, so none can grow. */
#include "parse/xml_text.h"

enum { LONGEST = 12 };

/* "#38", "#x26": the character, or 0. */
static uint32_t numbered(struct phs_slice name) {
    bool hex = name.len > 1 && (name.ptr[1] == 'x' || name.ptr[1] == 'X');
    uint32_t scalar = 0;
    for (size_t i = hex ? 2 : 1; i < name.len; i++) {
        char c = name.ptr[i], lower = (char)(c | 0x20);
        bool digit = c >= '0' && c <= '9', letter = hex && lower >= 'a' && lower <= 'f';
        if (!digit && !letter)
            return 0;
        scalar = scalar * (hex ? 16 : 10) + (uint32_t)(digit ? c - '0' : lower - 'a' + 10);
        if (scalar > 0x10FFFF)
            return 0;
    }
    return scalar;
}

static uint32_t named(struct phs_slice name) {
    static const struct {
        const char *name;
        char character;
    } names[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (phs_slice_is(name, names[i].name))
            return (uint32_t)names[i].character;
    return name.len > 1 && name.ptr[0] == '#' ? numbered(name) : 0;
}

void phs_xml_text_add(struct phs_buf *out, struct phs_slice raw) {
    const char *at = raw.ptr, *end = raw.len ? raw.ptr + raw.len : raw.ptr;
    while (at < end) {
        const char *mark = memchr(at, '&', (size_t)(end - at));
        phs_buf_add(out, at, (size_t)((mark ? mark : end) - at));
        if (!mark)
            return;
        size_t left = (size_t)(end - mark - 1);
        const char *stop = memchr(mark + 1, ';', left < LONGEST ? left : LONGEST);
        uint32_t scalar = stop ? named(phs_slice_n(mark + 1, (size_t)(stop - mark - 1))) : 0;
        if (scalar)
            phs_buf_utf8(out, scalar);
        else
            phs_buf_putc(out, '&');
        at = scalar ? stop + 1 : mark + 1;
    }
}
