/* SPDX-License-Identifier: Apache-2.0 */
/* Strict UTF-8 reading: no overlong forms, no surrogates, nothing above U+10FFFF (RFC 3629, section 4). */
#include "base/escape.h"

/* Length of the valid sequence at the front of n > 0 bytes, or 0; the scalar it stands for. */
static size_t decode(const unsigned char *at, size_t n, uint32_t *ret_scalar) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = at[0];
    if (first < 0x80) {
        *ret_scalar = first;
        return 1;
    }
    size_t len = first >= 0xF0 && first < 0xF8 ? 4 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xC0 && first < 0xE0 ? 2 : 0;
    if (len == 0 || len > n)
        return 0;
    uint32_t scalar = first & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
        scalar = scalar << 6 | (at[i] & 0x3F);
    }
    if (scalar < least[len] || scalar > 0x10FFFF || (scalar >= 0xD800 && scalar <= 0xDFFF))
        return 0;
    *ret_scalar = scalar;
    return len;
}

bool phs_utf8_valid(struct phs_slice text, size_t *ret_bad) {
    uint32_t scalar;
    for (size_t at = 0, len; at < text.len; at += len) {
        len = decode((const unsigned char *)text.ptr + at, text.len - at, &scalar);
        if (len == 0) {
            if (ret_bad)
                *ret_bad = at;
            return false;
        }
    }
    return true;
}

uint32_t phs_utf8_next(struct phs_slice text, size_t *at) {
    uint32_t scalar;
    size_t len = decode((const unsigned char *)text.ptr + *at, text.len - *at, &scalar);
    *at += len ? len : 1;
    return len ? scalar : 0xFFFD;
}

size_t phs_utf8_length(struct phs_slice text) {
    size_t count = 0;
    for (size_t at = 0; at < text.len; count++)
        phs_utf8_next(text, &at);
    return count;
}
