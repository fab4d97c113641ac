/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of up to 15 digits are exact in one multiplication or division (Clinger 1990); others go to phs_slice_number. */
#include "parse/decimal.h"

#include <math.h>
#include <stdint.h>

enum { EXACT_DIGITS = 15, EXACT_POWER = 22, LARGEST_EXPONENT = 100000 };

static const double power_of_ten[EXACT_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                     1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

struct decimal {
    uint64_t digits; /* the first 18 significant ones */
    int count;       /* how many those are */
    long exponent;   /* of the last of them */
    bool negative;
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static void add_digit(struct decimal *number, char c, bool behind_point) {
    bool leading_zero = number->count == 0 && c == '0';
    if (number->count < 18 && !leading_zero) {
        number->digits = number->digits * 10 + (uint64_t)(c - '0');
        number->count++;
        number->exponent -= behind_point;
    } else if (leading_zero) {
        number->exponent -= behind_point;
    } else {
        number->exponent += !behind_point;
    }
}

static long read_exponent(const char *at, const char *end) {
    bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    long exponent = 0;
    for (; at < end && is_digit(*at); at++)
        if (exponent < LARGEST_EXPONENT)
            exponent = exponent * 10 + (*at - '0');
    return negative ? -exponent : exponent;
}

static struct decimal read_decimal(struct phs_slice text) {
    struct decimal number = {0};
    const char *at = text.ptr, *end = text.ptr + text.len;
    bool behind_point = false;
    number.negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    for (; at < end && (is_digit(*at) || *at == '.'); at++) {
        if (*at == '.')
            behind_point = true;
        else
            add_digit(&number, *at, behind_point);
    }
    if (at < end && (*at == 'e' || *at == 'E'))
        number.exponent += read_exponent(at + 1, end);
    return number;
}

/* One rounding where that is possible, else whatever powl leaves. */
static double scale(const struct decimal *number) {
    double value = (double)number->digits;
    long e = number->exponent;
    if (number->digits == 0 || e == 0)
        return value;
    if (number->count <= EXACT_DIGITS && e >= -EXACT_POWER && e <= EXACT_POWER)
        return e < 0 ? value / power_of_ten[-e] : value * power_of_ten[e];
    return (double)((long double)value * powl(10.0L, (long double)e));
}

double phs_decimal_value(struct phs_slice text) {
    struct decimal number = read_decimal(text);
    double value;
    bool exact = number.digits == 0 || (number.count <= EXACT_DIGITS && labs(number.exponent) <= EXACT_POWER);
    if (!exact && phs_slice_number(text, &value))
        return value;
    value = scale(&number);
    return number.negative ? -value : value;
}
