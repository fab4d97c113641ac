/* SPDX-License-Identifier: Apache-2.0 */
/* Plain scalars. Core schema: YAML 1.2.2 section 10.3.2. The 1.1 forms are those that PyYAML's resolver takes, since Checkov
 * policies were written against it: 1e3 and 09 are strings there, 190:20:30 is a number. */
#include "parse/yaml_scalar.h"

#include <math.h>

#include "parse/decimal.h"

static bool is_one_of(struct phs_slice text, const char *const *words) {
    while (*words && !phs_slice_is(text, *words))
        words++;
    return *words != NULL;
}

static bool is_null(struct phs_slice text) {
    static const char *const words[] = {"", "~", "null", "Null", "NULL", NULL};
    return is_one_of(text, words);
}

static bool as_bool(struct phs_slice text, bool typing_1_1, struct phs_value *value) {
    static const char *const yes[] = {"true", "True", "TRUE", NULL}, *const no[] = {"false", "False", "FALSE", NULL};
    static const char *const yes_1_1[] = {"yes", "Yes", "YES", "on", "On", "ON", NULL};
    static const char *const no_1_1[] = {"no", "No", "NO", "off", "Off", "OFF", NULL};
    bool is_yes = is_one_of(text, yes) || (typing_1_1 && is_one_of(text, yes_1_1));
    bool is_no = is_one_of(text, no) || (typing_1_1 && is_one_of(text, no_1_1));
    if (!is_yes && !is_no)
        return false;
    value->kind = PHS_BOOL;
    value->boolean = is_yes;
    return true;
}

/* A JSON number may be shown as it was written; 0x1F, 010 or +1 may not. */
static bool is_json_number(struct phs_slice text) {
    size_t at = text.len > 0 && text.ptr[0] == '-';
    if (at >= text.len || text.ptr[at] < '0' || text.ptr[at] > '9')
        return false;
    if (text.ptr[at] == '0' && at + 1 < text.len && text.ptr[at + 1] >= '0' && text.ptr[at + 1] <= '9')
        return false;
    for (; at < text.len; at++) {
        bool bare_point = text.ptr[at] == '.' && (at + 1 == text.len || text.ptr[at + 1] < '0' || text.ptr[at + 1] > '9');
        if (bare_point || !memchr("0123456789.eE+-", text.ptr[at], 15))
            return false;
    }
    return true;
}

static bool set_number(struct phs_value *value, double number, struct phs_slice text) {
    value->kind = PHS_NUMBER;
    value->number.value = number;
    value->number.text = is_json_number(text) && isfinite(number) ? text : phs_slice_n("", 0);
    return true;
}

static struct phs_slice without_sign(struct phs_slice text, double *ret_sign) {
    bool is_signed = text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+');
    *ret_sign = is_signed && text.ptr[0] == '-' ? -1.0 : 1.0;
    return is_signed ? phs_slice_n(text.ptr + 1, text.len - 1) : text;
}

static int digit_of(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
}

/* Digits of a base, '_' between them where allowed. */
static bool read_base(struct phs_slice digits, int base, bool underscores, double *ret_number) {
    double number = 0;
    bool any = false;
    for (size_t i = 0; i < digits.len; i++) {
        if (underscores && digits.ptr[i] == '_')
            continue;
        int digit = digit_of(digits.ptr[i]);
        if (digit >= base)
            return false;
        number = number * base + digit;
        any = true;
    }
    *ret_number = number;
    return any;
}

static size_t count_digits(struct phs_slice text, size_t at) {
    size_t n = 0;
    while (at + n < text.len && text.ptr[at + n] >= '0' && text.ptr[at + n] <= '9')
        n++;
    return n;
}

/* digits [. digits?] | . digits, then [e [+-] digits]; point required when integers do not count. */
static bool is_core_decimal(struct phs_slice text) {
    double sign;
    struct phs_slice rest = without_sign(text, &sign);
    size_t before = count_digits(rest, 0), at = before, behind = 0;
    if (at < rest.len && rest.ptr[at] == '.') {
        behind = count_digits(rest, at + 1);
        at += 1 + behind;
    }
    if (before + behind == 0)
        return false;
    if (at < rest.len && (rest.ptr[at] | 0x20) == 'e') {
        at++;
        at += at < rest.len && (rest.ptr[at] == '-' || rest.ptr[at] == '+');
        size_t exponent = count_digits(rest, at);
        if (exponent == 0)
            return false;
        at += exponent;
    }
    return at == rest.len;
}

static bool as_special_float(struct phs_slice text, struct phs_value *value) {
    static const char *const inf[] = {".inf", ".Inf", ".INF", NULL}, *const nan_words[] = {".nan", ".NaN", ".NAN", NULL};
    double sign;
    if (is_one_of(text, nan_words))
        return set_number(value, NAN, text);
    return is_one_of(without_sign(text, &sign), inf) && set_number(value, sign * INFINITY, text);
}

static bool as_core_number(struct phs_slice text, struct phs_value *value) {
    double number;
    bool based = text.len > 2 && text.ptr[0] == '0' && (text.ptr[1] == 'o' || text.ptr[1] == 'x');
    if (based)
        return read_base(phs_slice_n(text.ptr + 2, text.len - 2), text.ptr[1] == 'o' ? 8 : 16, false, &number) &&
               set_number(value, number, text);
    if (is_core_decimal(text))
        return set_number(value, phs_decimal_value(text), text);
    return as_special_float(text, value);
}

/* 190:20:30 counts in sixties; an integer of that kind begins with 1-9, the whole part of a fraction with any digit. */
static bool read_sixties(struct phs_slice text, char least_first, double *ret_number) {
    struct phs_slice part;
    double number = 0, digits;
    size_t parts = 0;
    if (text.len == 0 || text.ptr[0] < least_first || text.ptr[0] > '9' || text.ptr[text.len - 1] == ':')
        return false;
    while (phs_slice_cut(&text, ':', &part)) {
        if (!read_base(part, 10, parts == 0, &digits) || (parts > 0 && (part.len > 2 || digits > 59)))
            return false;
        number = number * 60 + digits;
        parts++;
    }
    *ret_number = number;
    return parts > 1;
}

static bool as_integer_1_1(struct phs_slice text, struct phs_value *value) {
    double sign, number = 0;
    struct phs_slice rest = without_sign(text, &sign);
    bool zero = rest.len > 0 && rest.ptr[0] == '0', found;
    if (zero && rest.len > 2 && (rest.ptr[1] == 'x' || rest.ptr[1] == 'b'))
        found = read_base(phs_slice_n(rest.ptr + 2, rest.len - 2), rest.ptr[1] == 'x' ? 16 : 2, true, &number);
    else if (zero)
        found = read_base(rest, rest.len > 1 ? 8 : 10, true, &number);
    else
        found = rest.len > 0 && rest.ptr[0] != '_' && (read_base(rest, 10, true, &number) || read_sixties(rest, '1', &number));
    return found && set_number(value, sign * number, text);
}

/* 1:30.5 is 90.5 */
static bool as_sixties_fraction(struct phs_slice text, struct phs_value *value) {
    double sign, whole, fraction = 0;
    struct phs_slice rest = without_sign(text, &sign), head;
    if (!phs_slice_cut(&rest, '.', &head) || head.len + 1 > text.len || !read_sixties(head, '0', &whole))
        return false;
    if (rest.len > 0 && !read_base(rest, 10, true, &fraction))
        return false;
    for (size_t i = 0; i < rest.len; i++)
        fraction /= rest.ptr[i] == '_' ? 1 : 10;
    return set_number(value, sign * (whole + fraction), text);
}

/* A point is required, a sign in the exponent too; a sign in front of a bare point is not taken. '_' may stand among the
 * digits. */
static bool as_float_1_1(struct phs_slice text, struct phs_value *value) {
    char digits[64];
    size_t n = 0;
    bool point = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool exponent = (c | 0x20) == 'e';
        if (c == '_' && i == 1 && memchr("+-.", text.ptr[0], 3))
            return false;
        if (n == sizeof digits || (exponent && (i + 1 == text.len || (text.ptr[i + 1] != '+' && text.ptr[i + 1] != '-'))))
            return false;
        point |= c == '.';
        if (c != '_' || i == 0)
            digits[n++] = c;
    }
    struct phs_slice plain = phs_slice_n(digits, n);
    bool signed_point = n > 1 && (digits[0] == '-' || digits[0] == '+') && digits[1] == '.';
    if (point && !signed_point && is_core_decimal(plain))
        return set_number(value, phs_decimal_value(plain), text);
    return as_special_float(text, value) || (point && as_sixties_fraction(text, value));
}

static bool as_number(struct phs_slice text, bool typing_1_1, struct phs_value *value) {
    return typing_1_1 ? as_integer_1_1(text, value) || as_float_1_1(text, value) : as_core_number(text, value);
}

static bool may_be_number(struct phs_slice text) {
    char c = text.len > 0 ? text.ptr[0] : 'x';
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
}

void phs_yaml_type_plain(struct phs_slice text, bool typing_1_1, struct phs_value *value) {
    if (is_null(text)) {
        value->kind = PHS_NULL;
        return;
    }
    if (as_bool(text, typing_1_1, value) || (may_be_number(text) && as_number(text, typing_1_1, value)))
        return;
    value->kind = PHS_STRING;
    value->string = text;
}

bool phs_yaml_type_tagged(struct phs_slice text, const char *tag, bool typing_1_1, struct phs_value *value) {
    struct phs_slice name = phs_slice(tag);
    if (phs_slice_ends(name, ":int") || phs_slice_ends(name, ":float"))
        return as_number(text, typing_1_1, value);
    if (phs_slice_ends(name, ":bool"))
        return as_bool(text, typing_1_1, value);
    if (phs_slice_ends(name, ":null")) {
        value->kind = PHS_NULL;
        return is_null(text);
    }
    value->kind = PHS_STRING;
    value->string = text;
    value->flags |= PHS_VALUE_QUOTED;
    return true;
}
