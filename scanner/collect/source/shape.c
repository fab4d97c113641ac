/* SPDX-License-Identifier: Apache-2.0 */
/* Values beside identifiers: their shape and whether they look like somebody's. Not a character of one leaves this file. */
#include <ctype.h>

#include "collect/source/scan_parts.h"

static bool all_same(const char *digits, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (digits[i] != digits[0])
            return false;
    return true;
}

/* Numbers that the Social Security Administration never gave out or that advertising made famous. */
static bool is_nobodys_ssn(const char *d) {
    static const char *const known[] = {"078051120", "219099999", "123456789", "987654321", "111223333"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (memcmp(d, known[i], 9) == 0)
            return true;
    return memcmp(d, "000", 3) == 0 || memcmp(d, "666", 3) == 0 || d[0] == '9' || memcmp(d + 3, "00", 2) == 0 ||
           memcmp(d + 5, "0000", 4) == 0 || all_same(d, 9);
}

static size_t digits_of(struct phs_slice value, char digits[16]) {
    size_t n = 0;
    for (size_t i = 0; i < value.len; i++)
        if (isdigit((unsigned char)value.ptr[i])) {
            if (n < 15)
                digits[n] = value.ptr[i];
            n++;
        }
    digits[n < 15 ? n : 15] = '\0';
    return n;
}

/* d for a digit, A for a letter, separators as they are; empty for what is no single number. */
static void shape_of(struct phs_slice value, char ret_shape[PHS_LONGEST_SHAPE]) {
    ret_shape[0] = '\0';
    if (value.len >= PHS_LONGEST_SHAPE)
        return;
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        if (!isalnum(c) && c != '-' && c != '.' && c != '/') {
            ret_shape[0] = '\0';
            return;
        }
        ret_shape[i] = isdigit(c) ? 'd' : isalpha(c) ? 'A' : (char)c;
    }
    ret_shape[value.len] = '\0';
}

static bool looks_real(const char *category, struct phs_slice value) {
    char digits[16];
    size_t n = digits_of(value, digits);
    if (strcmp(category, "ssn") == 0)
        return n == 9 && !is_nobodys_ssn(digits);
    return n >= 6 && n <= 15 && !all_same(digits, n) && strncmp(digits, "123456", 6) != 0 && strncmp(digits, "000000", 6) != 0;
}

void phs_scan_value(struct phs_scan *scan, size_t category, struct phs_slice value) {
    char digits[16], shape[PHS_LONGEST_SHAPE];
    value = phs_slice_trim(value);
    if (digits_of(value, digits) < 4)
        return;
    shape_of(value, shape);
    if (!shape[0])
        return;
    struct phs_field_sight *sight = phs_field_sight_of(scan, category);
    if (!sight->shape[0])
        memcpy(sight->shape, shape, sizeof shape);
    sight->real_looking |= looks_real(scan->lexicon->categories[category], value);
}
