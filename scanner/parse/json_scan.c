/* SPDX-License-Identifier: Apache-2.0 */
/* JSON strings and numbers. A string without escapes stays where it is; one with escapes is unescaped into the arena. */
#include "parse/json_scan.h"

#include "base/escape.h"
#include "parse/decimal.h"

bool phs_json_fail(const struct phs_json_scan *scan, const char *sentence) {
    phs_parse_fail(scan->err, PHS_E_INPUT, scan->source, scan->line, phs_json_column(scan), "%s", sentence);
    return false;
}

/* Quote, backslash, control character or above ASCII: needs a look. */
static inline bool is_special(char c) {
    return c == '"' || c == '\\' || (unsigned char)c < 0x20 || (unsigned char)c >= 0x80;
}

static bool skip_scalar(struct phs_json_scan *scan) {
    size_t moved = 0;
    uint32_t scalar = phs_utf8_next(phs_slice_n(scan->at, (size_t)(scan->end - scan->at)), &moved);
    if (scalar == 0xFFFD && moved == 1)
        return phs_json_fail(scan, "invalid UTF-8 in a string");
    scan->at += moved;
    scan->trailing_bytes += moved - 1;
    return true;
}

/* Moves over plain text to a quote or a backslash. */
static bool skip_plain(struct phs_json_scan *scan) {
    for (;;) {
        while (scan->at < scan->end && !is_special(*scan->at))
            scan->at++;
        int c = phs_json_peek(scan);
        if (c == '"' || c == '\\')
            return true;
        if (c < 0)
            return phs_json_fail(scan, "the file ends inside a string");
        if (c < 0x20)
            return phs_json_fail(scan, "a control character or line break inside a string has to be escaped");
        if (!skip_scalar(scan))
            return false;
    }
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Four hex digits at the cursor. */
static bool scan_unit(struct phs_json_scan *scan, uint32_t *ret_unit) {
    uint32_t unit = 0;
    for (int i = 0; i < 4; i++, scan->at++) {
        int digit = scan->at < scan->end ? hex_digit(*scan->at) : -1;
        if (digit < 0)
            return phs_json_fail(scan, "\\u needs four hexadecimal digits");
        unit = unit << 4 | (uint32_t)digit;
    }
    *ret_unit = unit;
    return true;
}

static size_t put_utf8(char *out, uint32_t scalar) {
    size_t len = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = len - 1; i > 0; i--, scalar >>= 6)
        out[i] = (char)(0x80 | (scalar & 0x3F));
    out[0] = (char)(lead[len] | scalar);
    return len;
}

/* The cursor stands behind "\u". */
static bool scan_unicode(struct phs_json_scan *scan, char **out) {
    uint32_t unit, low;
    if (!scan_unit(scan, &unit))
        return false;
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        if (scan->end - scan->at < 2 || scan->at[0] != '\\' || scan->at[1] != 'u')
            return phs_json_fail(scan, "half of a surrogate pair");
        scan->at += 2;
        if (!scan_unit(scan, &low))
            return false;
        if (low < 0xDC00 || low > 0xDFFF)
            return phs_json_fail(scan, "half of a surrogate pair");
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    } else if (unit >= 0xDC00 && unit <= 0xDFFF) {
        return phs_json_fail(scan, "half of a surrogate pair");
    }
    *out += put_utf8(*out, unit);
    return true;
}

/* The cursor stands on the backslash. */
static bool scan_escape(struct phs_json_scan *scan, char **out) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    scan->at++;
    int c = phs_json_peek(scan);
    if (c == 'u') {
        scan->at++;
        return scan_unicode(scan, out);
    }
    const char *found = c > 0 ? memchr(from, c, sizeof from - 1) : NULL;
    if (!found)
        return phs_json_fail(scan, c < 0 ? "the file ends inside a string" : "an escape that JSON does not have");
    *(*out)++ = to[found - from];
    scan->at++;
    return true;
}

/* An upper bound of the closing quote's position, so that the copy is sized once: unescaped text is never longer. */
static const char *closing_quote(const struct phs_json_scan *scan) {
    const char *at = scan->at;
    while (at < scan->end && *at != '"')
        at += *at == '\\' && scan->end - at > 1 ? 2 : 1;
    return at;
}

static bool scan_escaped(struct phs_json_scan *scan, const char *start, struct phs_slice *ret_text) {
    char *text = phs_alloc(scan->arena, (size_t)(closing_quote(scan) - start) + 1), *out = text;
    const char *plain = start;
    for (;;) {
        if (scan->at > plain)
            memcpy(out, plain, (size_t)(scan->at - plain));
        out += scan->at - plain;
        if (*scan->at == '"')
            break;
        if (!scan_escape(scan, &out))
            return false;
        plain = scan->at;
        if (!skip_plain(scan))
            return false;
    }
    *ret_text = phs_slice_n(text, (size_t)(out - text));
    scan->at++;
    return true;
}

bool phs_json_scan_string(struct phs_json_scan *scan, struct phs_slice *ret_text) {
    const char *start = ++scan->at;
    if (!skip_plain(scan))
        return false;
    if (*scan->at == '\\')
        return scan_escaped(scan, start, ret_text);
    *ret_text = phs_slice_n(start, (size_t)(scan->at - start));
    scan->at++;
    return true;
}

static bool skip_digits(struct phs_json_scan *scan) {
    const char *start = scan->at;
    while (scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9')
        scan->at++;
    return scan->at > start;
}

static bool skip_exponent(struct phs_json_scan *scan) {
    int c = phs_json_peek(scan);
    if (c != 'e' && c != 'E')
        return true;
    scan->at++;
    c = phs_json_peek(scan);
    if (c == '+' || c == '-')
        scan->at++;
    return skip_digits(scan) || phs_json_fail(scan, "a digit is missing in the exponent of a number");
}

bool phs_json_scan_number(struct phs_json_scan *scan, struct phs_slice *ret_text, double *ret_value) {
    const char *start = scan->at;
    scan->at += *scan->at == '-';
    bool leading_zero = phs_json_peek(scan) == '0';
    const char *digits = scan->at;
    if (!skip_digits(scan))
        return phs_json_fail(scan, "a digit is missing behind the minus sign");
    if (leading_zero && scan->at - digits > 1)
        return phs_json_fail(scan, "a number must not begin with 0");
    if (phs_json_peek(scan) == '.') {
        scan->at++;
        if (!skip_digits(scan))
            return phs_json_fail(scan, "a digit is missing behind the decimal point");
    }
    if (!skip_exponent(scan))
        return false;
    *ret_text = phs_slice_n(start, (size_t)(scan->at - start));
    *ret_value = phs_decimal_value(*ret_text);
    return true;
}
