/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a value is what its name says. In programs names of patients' fields are everywhere, and hold types, words for people
 * to read and other names; only what has the shape of a value counts. */
#include <ctype.h>

#include "parse/health/record.h"
#include "parse/match/validators.h"

enum { LONGEST_NUMBER = 24, LONGEST_NAME = 60, LONGEST_STREET_WORD = 12 };

static size_t digits_in(struct phs_slice value) {
    size_t n = 0;
    for (size_t i = 0; i < value.len; i++)
        n += isdigit((unsigned char)value.ptr[i]) != 0;
    return n;
}

bool phs_health_has_word(struct phs_slice bytes, const char *lower_word) {
    return phs_slice_ifind(bytes, phs_slice(lower_word)) != (size_t)-1;
}

bool phs_health_has_one(struct phs_slice bytes, const char *const *lower_words, size_t n) {
    return phs_health_count_words(bytes, lower_words, n, 1) > 0;
}

size_t phs_health_count_words(struct phs_slice bytes, const char *const *lower_words, size_t n, size_t most) {
    size_t found = 0;
    for (size_t i = 0; i < n && found < most; i++)
        found += phs_health_has_word(bytes, lower_words[i]);
    return found;
}

static bool joins_names(unsigned char c) {
    return c == ' ' || c == ',' || c == '.' || c == '\'' || c == '-' || c == '^';
}

/* One to five words of letters; more than one of them capitals. "firstName", "your name" and "Required." are none. */
bool phs_health_looks_like_name(struct phs_slice value) {
    size_t words = 0, capitals = 0, lower = 0, inner = 0;
    if (value.len < 3 || value.len > LONGEST_NAME)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        bool start = (isalpha(c) || c > 127) && (i == 0 || joins_names((unsigned char)value.ptr[i - 1]));
        if (!isalpha(c) && c < 128 && !joins_names(c))
            return false;
        words += start;
        inner += !start && (isalpha(c) || c > 127);
        capitals += start && !islower(c);
        lower += islower(c) != 0;
    }
    /* "T E S T S" is a title. */
    return words >= 2 && words <= 6 && capitals + 1 >= words && inner > 0 && !strchr(".,", value.ptr[0]);
}

/* A part of a name, as in a field for the family name alone. */
static bool is_name_part(struct phs_slice value) {
    static const char no[] =
        "|string|name|first|last|test|null|none|text|str|varchar|char|true|false|required|optional|patient|"
        "firstname|lastname|surname|given|family|fullname|username|user|unknown|value|input|example|"
        "field|label|title|official|usual|self|this|type|column|first name|last name|middle|";
    char word[LONGEST_NAME + 3] = "|";
    if (value.len < 2 || value.len > 40 || !isalpha((unsigned char)value.ptr[0]))
        return phs_health_looks_like_name(value);
    size_t inner = 0;
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        bool slash = c == '/' && i > 1 && i + 2 < value.len && isupper((unsigned char)value.ptr[i + 1]) &&
                     !memchr(value.ptr, ' ', value.len); /* Halvorsen/Marta */
        if (!isalpha(c) && c < 128 && !strchr(" '-.,^", c) && !slash)
            return isdigit(c) && i > 2; /* generators' names end with digits */
        inner += i > 0 && isupper(c) && islower((unsigned char)value.ptr[i - 1]);
        word[1 + i] = (char)tolower(c);
    }
    word[1 + value.len] = '|';
    return inner <= 1 && !strstr(no, word) && (inner == 0 || isupper((unsigned char)value.ptr[0]));
}

static bool is_month_name(struct phs_slice value) {
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    return PHS_HEALTH_HAS_ONE(value, months);
}

/* 1961-03-14, 3/14/61, 19610314, "March 14, 1961", (1961, 3, 14): a year and two numbers or a month. */
bool phs_health_holds_date(struct phs_slice value) {
    size_t groups = 0, year = 0, run = 0;
    if (value.len < 6 || value.len > 80)
        return false;
    for (size_t i = 0; i <= value.len; i++) {
        bool digit = i < value.len && isdigit((unsigned char)value.ptr[i]);
        run += digit;
        if (digit || run == 0)
            continue;
        const char *start = value.ptr + i - run;
        bool century = run >= 4 && (memcmp(start, "19", 2) == 0 || memcmp(start, "20", 2) == 0 || memcmp(start, "18", 2) == 0);
        if (run == 8 && (century || memcmp(start + 4, "19", 2) == 0 || memcmp(start + 4, "20", 2) == 0))
            return true;
        year += run == 4 && century;
        groups += run <= 4;
        run = 0;
    }
    return (groups >= 3 && (year == 1 || value.len <= 10)) || (groups >= 2 && is_month_name(value));
}

/* A number, one to four words with capitals, and what streets are called; or a post office box. */
bool phs_health_is_street(struct phs_slice value) {
    static const char kinds[] =
        "|street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl|circle|cir|"
        "terrace|trail|parkway|pkwy|highway|hwy|apt|suite|loop|square|sq|ter|run|path|broadway|row|close|"
        "gardens|crescent|mews|grove|walk|alley|pike|turnpike|expressway|plaza|point|";
    const char *at = value.ptr, *end = value.ptr + value.len;
    size_t digits = 0;
    if (phs_health_has_word(phs_slice_n(at, value.len < 12 ? value.len : 12), "po box"))
        return true;
    for (; at < end && isdigit((unsigned char)*at); at++)
        digits++;
    if (digits < 1 || digits > 6 || at >= end || *at != ' ')
        return false;
    for (size_t words = 0; words < 6 && at < end && *at == ' '; words++) {
        char kind[LONGEST_STREET_WORD + 3] = "|";
        size_t n = 0;
        for (at++; at < end && (isalpha((unsigned char)*at) || isdigit((unsigned char)*at)); at++, n++)
            if (n < LONGEST_STREET_WORD)
                kind[1 + n] = (char)tolower((unsigned char)*at);
        if (n == 0)
            return false;
        kind[1 + (n < LONGEST_STREET_WORD ? n : LONGEST_STREET_WORD)] = '|';
        if (words > 0 && strstr(kinds, kind))
            return true;
        at += at < end && *at == '.';
    }
    return false;
}

/* A street, a town with a capital, a ZIP code. */
static bool fits_address(struct phs_slice value) {
    size_t digits = digits_in(value);
    if (phs_health_is_street(value) ||
        ((value.len == 5 || value.len == 9 || value.len == 10) && digits == value.len - (value.len == 10)))
        return true;
    return (digits == 0 && is_name_part(value) && isupper((unsigned char)value.ptr[0])) ||
           (digits > 0 && digits <= 12 && value.len > 8 && memchr(value.ptr, ' ', value.len) &&
            !memchr(value.ptr, '=', value.len));
}

static bool is_number(struct phs_slice value, size_t fewest) {
    size_t letters = 0;
    if (value.len > LONGEST_NUMBER || digits_in(value) < fewest)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        if (!isalnum(c) && !strchr("-_/. #", c))
            return false;
        letters += isalpha(c) != 0;
    }
    return letters <= 6 || digits_in(value) * 2 >= letters;
}

static bool fits_ssn(struct phs_slice value) {
    size_t digits = digits_in(value);
    if (digits == 4 && value.len == 4) /* the last four */
        return true;
    return digits == 9 && (value.len == 9 || value.len == 11) && phs_validate_ssn(value, value) != PHS_MATCH_NONE;
}

static bool fits_phone(struct phs_slice value) {
    size_t digits = digits_in(value);
    for (size_t i = 0; i < value.len; i++)
        if (!isdigit((unsigned char)value.ptr[i]) && !strchr("+-() .x/tel:", value.ptr[i]))
            return false;
    return digits >= 7 && digits <= 15 && value.len <= 24;
}

static bool fits_ip(struct phs_slice value) {
    size_t dots = 0, colons = 0;
    for (size_t i = 0; i < value.len; i++) {
        dots += value.ptr[i] == '.';
        colons += value.ptr[i] == ':';
    }
    return value.len < 46 && digits_in(value) >= 4 && (dots == 3 || colons >= 2);
}

/* "HALVORSEN, MARTA (03/14/1961)" */
static struct phs_slice without_remark(struct phs_slice value) {
    for (size_t i = 3; i + 1 < value.len && value.ptr[value.len - 1] == ')'; i++)
        if (value.ptr[i] == ' ' && value.ptr[i + 1] == '(')
            return phs_slice_n(value.ptr, i);
    return value;
}

bool phs_health_is_joined_name(struct phs_slice value) {
    size_t n = 0, marks = 0;
    for (size_t i = 0; i < value.len; i++) {
        bool mark = strchr("/^_", value.ptr[i]) != NULL;
        n = marks ? n : i + 1;
        marks += mark;
        if (!mark && !isalpha((unsigned char)value.ptr[i]) && !strchr("-' ", value.ptr[i]) && (unsigned char)value.ptr[i] < 128)
            return false;
    }
    return marks == 1 && n > 3 && n < value.len && isupper((unsigned char)value.ptr[0]) && isupper((unsigned char)value.ptr[n]);
}

bool phs_health_fits(const char *category, struct phs_slice value) {
    value = phs_slice_trim(value);
    if (phs_health_is_empty(value) || value.len > 400)
        return false;
    if (strcmp(category, "name") == 0)
        return is_name_part(without_remark(value));
    if (strcmp(category, "dob") == 0 || strcmp(category, "date") == 0)
        return phs_health_holds_date(value);
    if (strcmp(category, "ssn") == 0)
        return fits_ssn(value);
    if (strcmp(category, "phone") == 0)
        return fits_phone(value);
    if (strcmp(category, "ip") == 0)
        return fits_ip(value);
    if (strcmp(category, "email") == 0)
        return memchr(value.ptr, '@', value.len) && memchr(value.ptr, '.', value.len) && !memchr(value.ptr, ' ', value.len);
    if (strcmp(category, "address") == 0)
        return fits_address(value);
    if (strcmp(category, "photo") == 0)
        return value.len > 12 && memchr(value.ptr, '/', value.len);
    if (strcmp(category, "patient_id") == 0)
        return is_number(value, 4) || phs_health_is_joined_name(value) || phs_health_looks_like_name(value) ||
               (value.len == 36 && digits_in(value) > 8);
    return is_number(value, 4);
}
