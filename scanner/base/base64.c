/* SPDX-License-Identifier: Apache-2.0 */
/* Six bits a letter. */
#include "base/base64.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int phs_base64_value(char c, unsigned kinds) {
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || (c == '-' && kinds & PHS_BASE64_URL))
        return 62;
    return c == '/' || (c == '_' && kinds & PHS_BASE64_URL) ? 63 : -1;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

size_t phs_base64_decode(struct phs_slice text, unsigned kinds, char *out, size_t most, size_t *ret_read) {
    size_t n = 0, i = 0;
    uint32_t bits = 0;
    unsigned held = 0;
    for (; i < text.len && n < most; i++) {
        int value = phs_base64_value(text.ptr[i], kinds);
        if (value < 0 && kinds & PHS_BASE64_SPACES && is_space(text.ptr[i]))
            continue;
        if (value < 0)
            break;
        bits = bits << 6 | (uint32_t)value;
        held += 6;
        if (held >= 8)
            out[n++] = (char)(bits >> (held -= 8) & 0xff);
    }
    if (ret_read)
        *ret_read = i;
    return n;
}

struct phs_slice phs_base64_encode(struct phs_arena *arena, struct phs_slice bytes) {
    size_t length = (bytes.len + 2) / 3 * 4, at = 0;
    char *out = phs_alloc(arena, length + 1);
    const unsigned char *in = (const unsigned char *)bytes.ptr;
    for (size_t i = 0; i < bytes.len; i += 3) {
        uint32_t word = (uint32_t)in[i] << 16;
        word |= i + 1 < bytes.len ? (uint32_t)in[i + 1] << 8 : 0;
        word |= i + 2 < bytes.len ? in[i + 2] : 0;
        out[at++] = alphabet[word >> 18];
        out[at++] = alphabet[word >> 12 & 63];
        out[at++] = i + 1 < bytes.len ? alphabet[word >> 6 & 63] : '=';
        out[at++] = i + 2 < bytes.len ? alphabet[word & 63] : '=';
    }
    return phs_slice_n(out, length);
}
