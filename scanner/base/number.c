/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers in and out under the C locale, whatever the host program set. */
#include "base/number.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/slice.h"

enum { LONGEST_NUMBER = 1024 };

static locale_t c_locale;
static pthread_once_t c_locale_once = PTHREAD_ONCE_INIT;

static void make_c_locale(void) {
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (c_locale == (locale_t)0)
        phs_out_of_memory();
}

static double read_double(const char *text) {
    pthread_once(&c_locale_once, make_c_locale);
    return strtod_l(text, NULL, c_locale);
}

static size_t digits_at(struct phs_slice a, size_t at) {
    size_t n = 0;
    while (at + n < a.len && a.ptr[at + n] >= '0' && a.ptr[at + n] <= '9')
        n++;
    return n;
}

static bool is_sign(struct phs_slice a, size_t at) {
    return at < a.len && (a.ptr[at] == '-' || a.ptr[at] == '+');
}

/* [+-] digits [. digits] [e [+-] digits], and nothing behind. */
static bool is_decimal(struct phs_slice a) {
    size_t at = is_sign(a, 0), n = digits_at(a, at);
    if (n == 0)
        return false;
    at += n;
    if (at < a.len && a.ptr[at] == '.') {
        n = digits_at(a, ++at);
        if (n == 0)
            return false;
        at += n;
    }
    if (at < a.len && (a.ptr[at] == 'e' || a.ptr[at] == 'E')) {
        at++;
        at += is_sign(a, at);
        n = digits_at(a, at);
        if (n == 0)
            return false;
        at += n;
    }
    return at == a.len;
}

bool phs_slice_number(struct phs_slice a, double *ret_number) {
    char text[LONGEST_NUMBER + 1];
    if (a.len == 0 || a.len > LONGEST_NUMBER || !is_decimal(a))
        return false;
    memcpy(text, a.ptr, a.len);
    text[a.len] = '\0';
    double number = read_double(text);
    if (!isfinite(number))
        return false;
    *ret_number = number;
    return true;
}

void phs_number_format(double number, char ret_text[32]) {
    pthread_once(&c_locale_once, make_c_locale);
    locale_t before = uselocale(c_locale);
    if (fabs(number) <= 9007199254740992.0 && number == trunc(number)) {
        snprintf(ret_text, 32, "%.0f", number);
    } else {
        for (int digits = 1; digits <= 17; digits++) {
            snprintf(ret_text, 32, "%.*g", digits, number);
            if (read_double(ret_text) == number)
                break;
        }
    }
    uselocale(before);
}
