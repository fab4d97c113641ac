/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of people, providers, plans and things: check digits and the ranges that are issued. Sources: SSA "SSN randomization"
 * and "Meaning of the SSN"; CMS "NPI check digit" and "MBI format"; DEA registration number check digit; 49 CFR 565.15 (VIN);
 * ABA routing number policy. */
#include <ctype.h>

#include "parse/match/validators.h"

enum { MOST_DIGITS = 24 };

static size_t digits_of(struct phs_slice value, char digits[MOST_DIGITS + 1]) {
    size_t n = 0;
    for (size_t i = 0; i < value.len; i++)
        if (isdigit((unsigned char)value.ptr[i]) && n < MOST_DIGITS)
            digits[n++] = value.ptr[i];
    digits[n] = '\0';
    return n;
}

static bool all_same(const char *text, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (text[i] != text[0])
            return false;
    return true;
}

/* Counts up or down from its first digit on: 123456789, 987654321. */
static bool counts(const char *digits, size_t n) {
    bool up = true, down = true;
    for (size_t i = 1; i < n; i++) {
        up &= (digits[i - 1] - '0' + 1) % 10 == digits[i] - '0';
        down &= (digits[i - 1] - '0' + 9) % 10 == digits[i] - '0';
    }
    return up || down;
}

static bool luhn_holds(const char *digits, size_t n) {
    unsigned sum = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned digit = (unsigned)(digits[n - 1 - i] - '0');
        if (i % 2 == 1)
            digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return n > 1 && sum % 10 == 0;
}

enum phs_match_class phs_validate_luhn(struct phs_slice value, struct phs_slice file) {
    char digits[MOST_DIGITS + 1];
    size_t n = digits_of(value, digits);
    (void)file;
    if (!luhn_holds(digits, n))
        return PHS_MATCH_NONE;
    return all_same(digits, n) ? PHS_MATCH_COMMON : PHS_MATCH_REAL;
}

/* Luhn over 80840 and the ten digits (ISO 7812 prefix of US health care). */
enum phs_match_class phs_validate_npi(struct phs_slice value, struct phs_slice file) {
    char digits[MOST_DIGITS + 1], whole[16] = "80840";
    (void)file;
    if (digits_of(value, digits) != 10 || (digits[0] != '1' && digits[0] != '2') || all_same(digits + 1, 9))
        return PHS_MATCH_NONE;
    memcpy(whole + 5, digits, 10);
    if (!luhn_holds(whole, 15))
        return PHS_MATCH_NONE;
    return memcmp(digits, "123456789", 9) == 0 ? PHS_MATCH_DOCUMENTED : PHS_MATCH_REAL;
}

/* C A AN N A AN N A A N N without S, L, O, I, B, Z; no zero in front. */
enum phs_match_class phs_validate_mbi(struct phs_slice value, struct phs_slice file) {
    static const char shape[] = "CAXNAXNAANN", letters[] = "ACDEFGHJKMNPQRTUVWXY";
    char plain[12] = "";
    size_t n = 0;
    (void)file;
    for (size_t i = 0; i < value.len; i++)
        if (isalnum((unsigned char)value.ptr[i])) {
            if (n == 11)
                return PHS_MATCH_NONE;
            plain[n++] = (char)toupper((unsigned char)value.ptr[i]);
        }
    for (size_t i = 0; i < 11; i++) {
        bool digit = isdigit((unsigned char)plain[i]) != 0, letter = plain[i] && strchr(letters, plain[i]) != NULL;
        if (shape[i] == 'C'   ? !digit || plain[i] == '0'
            : shape[i] == 'N' ? !digit
            : shape[i] == 'A' ? !letter
                              : !digit && !letter)
            return PHS_MATCH_NONE;
    }
    return memcmp(plain, "1EG4TE5MK7", 10) == 0 ? PHS_MATCH_DOCUMENTED : PHS_MATCH_REAL;
}

/* Behind a decimal point or inside a longer number it is a coordinate or a version. */
static bool stands_alone(struct phs_slice value, struct phs_slice file) {
    const char *before = value.ptr > file.ptr ? value.ptr - 1 : NULL, *end = file.ptr + file.len;
    const char *after = value.ptr + value.len < end ? value.ptr + value.len : NULL;
    bool glued = before && (isalnum((unsigned char)*before) || *before == '.' || *before == '-' || *before == '_');
    if (after && (isalnum((unsigned char)*after) || *after == '-' || *after == '_'))
        glued = true;
    return !glued && !(after && *after == '.' && after + 1 < end && isdigit((unsigned char)after[1]));
}

static bool is_famous_ssn(const char *d) {
    static const char *const famous[] = {"078051120", "219099999", "123456789", "987654321", "111223333",
                                         "123121234", "457555462", "123456780", "123451234"};
    for (size_t i = 0; i < sizeof famous / sizeof *famous; i++)
        if (memcmp(d, famous[i], 9) == 0)
            return true;
    return memcmp(d, "98765432", 8) == 0;
}

enum phs_match_class phs_validate_ssn(struct phs_slice value, struct phs_slice file) {
    char d[MOST_DIGITS + 1];
    if (digits_of(value, d) != 9 || !stands_alone(value, file))
        return PHS_MATCH_NONE;
    if (is_famous_ssn(d))
        return PHS_MATCH_DOCUMENTED;
    if (memcmp(d + 3, "00", 2) == 0 || memcmp(d + 5, "0000", 4) == 0 || memcmp(d, "000", 3) == 0)
        return PHS_MATCH_NONE;
    if (memcmp(d, "666", 3) == 0 || d[0] == '9')
        return PHS_MATCH_SYNTHETIC; /* never issued: generators of test data use them */
    return all_same(d, 9) || counts(d, 9) ? PHS_MATCH_DOCUMENTED : PHS_MATCH_REAL;
}

enum phs_match_class phs_validate_itin(struct phs_slice value, struct phs_slice file) {
    char d[MOST_DIGITS + 1];
    if (digits_of(value, d) != 9 || d[0] != '9' || !stands_alone(value, file))
        return PHS_MATCH_NONE;
    int group = (d[3] - '0') * 10 + d[4] - '0';
    bool issued = (group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group <= 99 && group != 93);
    return issued ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}

/* (d1 + d3 + d5) + 2 (d2 + d4 + d6) ends in d7. */
enum phs_match_class phs_validate_dea(struct phs_slice value, struct phs_slice file) {
    char d[MOST_DIGITS + 1];
    struct phs_slice number = value.len > 2 ? phs_slice_n(value.ptr + 2, value.len - 2) : value;
    (void)file;
    if (digits_of(number, d) != 7 || all_same(d, 7))
        return PHS_MATCH_NONE;
    int odd = d[0] + d[2] + d[4] - 3 * '0', even = d[1] + d[3] + d[5] - 3 * '0';
    if ((odd + 2 * even) % 10 != d[6] - '0')
        return PHS_MATCH_NONE;
    return memcmp(d, "123456", 6) == 0 ? PHS_MATCH_DOCUMENTED : PHS_MATCH_REAL;
}

static int vin_value(char c) {
    static const char letters[] = "ABCDEFGH-JKLMN-P-R--STUVWXYZ", values[] = "12345678-12345-7-9--23456789";
    if (isdigit((unsigned char)c))
        return c - '0';
    const char *at = c != '-' ? strchr(letters, c) : NULL;
    return at ? values[at - letters] - '0' : -1;
}

enum phs_match_class phs_validate_vin(struct phs_slice value, struct phs_slice file) {
    static const int weights[17] = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    int sum = 0;
    (void)file;
    if (value.len != 17)
        return PHS_MATCH_NONE;
    for (size_t i = 0; i < 17; i++) {
        int each = vin_value((char)toupper((unsigned char)value.ptr[i]));
        if (each < 0)
            return PHS_MATCH_NONE;
        sum += each * weights[i];
    }
    char check = (char)(sum % 11 == 10 ? 'X' : '0' + sum % 11);
    if (toupper((unsigned char)value.ptr[8]) != check)
        return PHS_MATCH_NONE;
    return all_same(value.ptr, 17) ? PHS_MATCH_DOCUMENTED : PHS_MATCH_REAL;
}

enum phs_match_class phs_validate_aba(struct phs_slice value, struct phs_slice file) {
    char d[MOST_DIGITS + 1];
    static const int weights[9] = {3, 7, 1, 3, 7, 1, 3, 7, 1};
    int sum = 0;
    (void)file;
    if (digits_of(value, d) != 9 || all_same(d, 9))
        return PHS_MATCH_NONE;
    int prefix = (d[0] - '0') * 10 + d[1] - '0';
    for (size_t i = 0; i < 9; i++)
        sum += (d[i] - '0') * weights[i];
    bool issued = prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix == 80;
    return issued && sum % 10 == 0 ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}

enum phs_match_class phs_validate_number(struct phs_slice value, struct phs_slice file) {
    char digits[MOST_DIGITS + 1];
    size_t n = digits_of(value, digits);
    (void)file;
    if (n < 5)
        return PHS_MATCH_NONE;
    return all_same(digits, n) || counts(digits, n) || strncmp(digits, "12345", 5) == 0 || strncmp(digits, "00000", 5) == 0
               ? PHS_MATCH_SYNTHETIC
               : PHS_MATCH_REAL;
}

/* Years 1900 to 2030 somewhere in it; the first of January of a round year is what forms are filled with. */
enum phs_match_class phs_validate_date(struct phs_slice value, struct phs_slice file) {
    char d[MOST_DIGITS + 1];
    (void)file;
    size_t n = digits_of(value, d);
    bool year_first = value.len > 4 && value.ptr[4] == '-';
    if (n < 6 || n > 8)
        return PHS_MATCH_NONE;
    const char *year = year_first ? d : d + n - 4;
    bool plausible = memcmp(year, "19", 2) == 0 || (memcmp(year, "20", 2) == 0 && year[2] <= '3');
    if (!plausible)
        return PHS_MATCH_NONE;
    struct phs_slice rest = year_first ? phs_slice_n(d + 4, n - 4) : phs_slice_n(d, n - 4);
    return phs_slice_is(rest, "0101") || phs_slice_is(rest, "11") ? PHS_MATCH_SYNTHETIC : PHS_MATCH_REAL;
}
