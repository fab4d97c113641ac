/* SPDX-License-Identifier: Apache-2.0 */
/* Escapes of quoted strings and templates. */
#include "base/escape.h"
#include "parse/hcl/internal.h"
#include "parse/hcl/nfc.h"

/* Where byte `offset` of raw stands; raw has no line break before it unless it is a line of a template. */
static struct phs_place place_in(struct parser *p, struct mark from, struct phs_slice raw, size_t offset, size_t len) {
    uint32_t column = from.column + (uint32_t)phs_utf8_length(phs_slice_n(raw.ptr, offset));
    return (struct phs_place){p->source, from.line, column, from.line, column + (uint32_t)len};
}

static bool needs_work(struct phs_slice raw, bool quoted) {
    if (quoted && memchr(raw.ptr, '\\', raw.len))
        return true;
    return memmem(raw.ptr, raw.len, "$${", 3) || memmem(raw.ptr, raw.len, "%%{", 3);
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Bytes used of the escape at raw[at], which is a backslash; 0 when it is none. */
static size_t escape_at(struct phs_slice raw, size_t at, uint32_t *ret_scalar) {
    static const char letters[] = "nrt\"\\", meanings[] = "\n\r\t\"\\";
    if (at + 1 >= raw.len)
        return 0;
    char c = raw.ptr[at + 1];
    const char *known = c ? strchr(letters, c) : NULL;
    if (known) {
        *ret_scalar = (unsigned char)meanings[known - letters];
        return 2;
    }
    size_t digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (!digits || raw.len - at - 2 < digits)
        return 0;
    uint32_t scalar = 0;
    for (size_t i = 0; i < digits; i++) {
        int digit = hex_digit(raw.ptr[at + 2 + i]);
        if (digit < 0)
            return 0;
        scalar = scalar << 4 | (uint32_t)digit;
    }
    *ret_scalar = scalar;
    return 2 + digits;
}

static size_t put_scalar(char *out, uint32_t scalar) {
    struct phs_buf buf;
    phs_buf_init(&buf, 16);
    phs_buf_utf8(&buf, scalar);
    size_t len = buf.len;
    memcpy(out, phs_buf_text(&buf), len);
    phs_buf_done(&buf);
    return len;
}

/* Every escape is at least as long as what it stands for, so the result fits into the room of the source. */
static struct phs_slice unescape(struct parser *p, struct mark from, struct phs_slice raw, bool quoted) {
    char *out = phs_alloc(p->arena, raw.len + 1);
    size_t n = 0;
    for (size_t at = 0; at < raw.len;) {
        char c = raw.ptr[at];
        size_t left = raw.len - at;
        if ((c == '$' || c == '%') && left > 2 && raw.ptr[at + 1] == c && raw.ptr[at + 2] == '{') {
            out[n++] = c;
            out[n++] = '{';
            at += 3;
        } else if (quoted && c == '\\') {
            uint32_t scalar = 0;
            size_t used = escape_at(raw, at, &scalar);
            if (used) {
                n += put_scalar(out + n, scalar);
            } else if (!p->panic) {
                phs_hcl_report(
                    p->diags, PHS_HCL_ERROR, place_in(p, from, raw, at, left > 1 ? 2 : 1),
                    "The backslash must be followed by n, r, t, \", \\, u and four or U and eight hexadecimal digits.");
            }
            at += used ? used : 1;
        } else {
            out[n++] = c;
            at++;
        }
    }
    return phs_slice_n(out, n);
}

static struct phs_slice replace_invalid(struct parser *p, struct mark from, struct phs_slice raw, size_t bad) {
    if (!p->panic)
        phs_hcl_report(p->diags, PHS_HCL_ERROR, place_in(p, from, raw, bad, 1), "The text is not valid UTF-8.");
    struct phs_buf buf;
    phs_buf_init(&buf, raw.len * 3 + 1);
    for (size_t at = 0; at < raw.len;)
        phs_buf_utf8(&buf, phs_utf8_next(raw, &at));
    char *text = phs_strndup(p->arena, phs_buf_text(&buf), buf.len);
    struct phs_slice clean = {text, buf.len};
    phs_buf_done(&buf);
    return clean;
}

struct phs_slice phs_hcl_unescape(struct parser *p, struct mark from, struct phs_slice raw, bool quoted) {
    if (!raw.len)
        return raw;
    size_t bad = 0;
    if (!phs_utf8_valid(raw, &bad))
        raw = replace_invalid(p, from, raw, bad);
    return phs_hcl_nfc(p->arena, needs_work(raw, quoted) ? unescape(p, from, raw, quoted) : raw);
}
