/* SPDX-License-Identifier: Apache-2.0 */
/* Streets, towns with their codes. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_things.h"

enum { NEAR_LIVES = 48, LONGEST_STREET = 64 };

static bool is_numbered_road(const char *at, size_t length, const char *end) {
    static const char *const roads[] = {"hwy", "highway", "route", "rte", "road", "rd", "fm", "rr"};
    for (size_t i = 0; i < sizeof roads / sizeof *roads; i++)
        if (strlen(roads[i]) == length && strncasecmp(at, roads[i], length) == 0 && end - at > (long)length + 1)
            return at[length] == ' ' && isdigit((unsigned char)at[length + 1]);
    return false;
}

/* "415 Juniper Hollow, Tacoma": whatever the street is called, a town stands behind it. */
bool phs_note_is_place(const char *at, const char *end) {
    size_t n = phs_note_run(at, end, isdigit), words = 0;
    const char *p = at + n;
    for (; n >= 2 && n <= 5 && p + 2 < end && *p == ' ' && isupper((unsigned char)p[1]) && words < 4; words++)
        p += 1 + phs_note_run(p + 1, end, isalpha);
    struct phs_slice name = phs_slice_n(at + n, (size_t)(p - at) - n);
    return words >= 2 && p + 3 < end && memcmp(p, ", ", 2) == 0 && isupper((unsigned char)p[2]) &&
           islower((unsigned char)p[3]) && !phs_note_is_month(at + n + 1, end) && phs_note_health_words(name) == 0 &&
           !phs_health_is_clinician(name);
}

static bool is_ordinal(const char *at, const char *end, size_t *ret_length) {
    size_t digits = phs_note_run(at, end, isdigit), letters = phs_note_run(at + digits, end, isalpha);
    *ret_length = digits + letters;
    return digits >= 1 && digits <= 3 && letters == 2;
}

/* "an apartment on Fulton Street", "lives in Pocatello", "moved to Silver Spring": at the preposition. */
const char *phs_note_lives_at(const char *start, const char *at, const char *end) {
    static const char kinds[] = "|street|avenue|road|boulevard|lane|drive|court|terrace|parkway|highway|crescent|close|";
    static const char *const lives[] = {"live",      "resid",   "moved",   "home in", "house in",
                                        "apartment", "born in", "grew up", "from "};
    size_t n = phs_note_run(at, end, isalpha);
    bool place = (n == 2 && (strncasecmp(at, "on", 2) == 0 || strncasecmp(at, "in", 2) == 0 || strncasecmp(at, "at", 2) == 0 ||
                             strncasecmp(at, "to", 2) == 0));
    const char *p = at + n, *name = p + 1;
    if (!place || end - p < 5 || *p != ' ' || !isupper((unsigned char)p[1]) || !islower((unsigned char)p[2]))
        return NULL;
    for (size_t words = 0; words < 4 && p + 1 < end && *p == ' ' && isupper((unsigned char)p[1]); words++) {
        char kind[14] = "|";
        size_t length = phs_note_run(p + 1, end, isalpha);
        for (size_t i = 0; i < length && length < sizeof kind - 2; i++)
            kind[1 + i] = (char)tolower((unsigned char)p[1 + i]);
        kind[length < sizeof kind - 2 ? 1 + length : 1] = '|';
        p += 1 + length;
        if (words > 0 && length > 3 && strstr(kinds, kind))
            return p;
    }
    if (strncasecmp(at, "on", 2) == 0 || phs_note_is_month(name, end))
        return NULL;
    const char *from = at - start > NEAR_LIVES ? at - NEAR_LIVES : start;
    struct phs_slice before = phs_slice_n(from, (size_t)(at - from)), town = phs_slice_n(name, (size_t)(p - name));
    if (phs_health_is_organization(town) || phs_note_health_words(town))
        return NULL;
    return PHS_HEALTH_HAS_ONE(before, lives) && !memchr(before.ptr, '.', before.len) ? p : NULL;
}

/* 1420 Maple Street: a number, one to four words, and what streets are called. */
bool phs_note_is_street(const char *at, const char *end) {
    static const char kinds[] =
        "|street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl|circle|cir|"
        "terrace|trail|parkway|pkwy|highway|hwy|apt|suite|row|close|gardens|crescent|mews|grove|walk|loop|"
        "square|alley|pike|turnpike|plaza|point|path|run|";
    size_t n = phs_note_run(at, end, isdigit);
    const char *p = at + n;
    if (n < 1 || n > 5 || p >= end || *p != ' ')
        return false;
    for (size_t words = 0; words < 5 && p < end && *p == ' '; words++) {
        char kind[20] = "|";
        size_t length = phs_note_run(++p, end, isalpha);
        if (words == 0 && length == 0 && is_ordinal(p, end, &length)) { /* 4235 23rd Street */
            p += length;
            continue;
        }
        if (length == 0 || !isupper((unsigned char)*p))
            return false;
        if (words > 0 && length < 12) {
            for (size_t i = 0; i < length; i++)
                kind[1 + i] = (char)tolower((unsigned char)p[i]);
            kind[1 + length] = '|';
            if (strstr(kinds, kind))
                return true;
        }
        if (words < 3 && is_numbered_road(p, length, end)) /* 4426 Hwy 61, 88 County Road 14 */
            return true;
        p += length;
        p += end - p > 1 && *p == '\'' && p[1] == 's' ? 2 : p < end && *p == '.';
    }
    return false;
}

/* Springfield, IL 62704 */
bool phs_note_is_zip(const char *start, const char *at, const char *end) {
    if (phs_note_run(at, end, isdigit) != 5 || at - start < 4 || at[-1] != ' ' || !isupper((unsigned char)at[-2]) ||
        !isupper((unsigned char)at[-3]))
        return false;
    return at[-4] == ' ' || at[-4] == ',';
}

/* WX4 7TT */
bool phs_note_is_postcode(const char *at, const char *end) {
    size_t letters = phs_note_run(at, end, isupper);
    const char *p = at + letters;
    if (letters < 1 || letters > 2 || end - p < 5 || !isdigit((unsigned char)*p))
        return false;
    p++;
    p += isalnum((unsigned char)*p) != 0;
    return end - p >= 4 && *p == ' ' && isdigit((unsigned char)p[1]) && isupper((unsigned char)p[2]) &&
           isupper((unsigned char)p[3]) && (p + 4 == end || !isalnum((unsigned char)p[4]));
}

bool phs_note_is_town(const char *start, const char *at, const char *end) {
    const char *town = at + 6;
    if (phs_note_run(at, end, isdigit) == 4 && end - at > 9 && at[4] == ' ' && phs_note_run(at + 5, end, isupper) == 2 &&
        at[7] == ' ' && isupper((unsigned char)at[8])) /* 3511 AW Utrecht */
        return true;
    bool opens = at == start || (at - start >= 2 && at[-1] == ' ' && strchr(", ", at[-2]));
    if (!opens || phs_note_run(at, end, isdigit) != 5 || end - at < 10 || at[5] != ' ' || !isupper((unsigned char)*town))
        return false;
    while (town < end && (isalpha((unsigned char)*town) || (unsigned char)*town > 127 || strchr(" -", *town)))
        town++;
    return town == end || strchr(",.(;\r", *town);
}

bool phs_note_is_foreign_street(const char *at, const char *end) {
    static const char *const before[] = {"rue ", "avenue ", "boulevard ", "chemin ", "place ", "quai ", "impasse ", "bis rue "};
    static const char *const behind[] = {"straße",
                                         "strasse",
                                         "stra\xdf"
                                         "e",
                                         "str.",
                                         "gasse",
                                         "weg",
                                         "platz",
                                         "allee",
                                         "laan",
                                         "straat"};
    static const char *const spanish[] = {"Calle ", "C/ ",  "Avda. ",  "Av. ",    "Avenida ", "Plaza ", "Paseo ",
                                          "Via ",   "Rua ", "Pasaje ", "Camino ", "Carrera ", "Via "};
    size_t digits = phs_note_run(at, end, isdigit);
    if (digits >= 1 && digits <= 4 && at + digits < end && strchr(" ,", at[digits])) {
        const char *p = at + digits;
        while (p < end && strchr(" ,", *p))
            p++;
        for (size_t i = 0; i < sizeof before / sizeof *before; i++)
            if ((size_t)(end - p) > strlen(before[i]) && strncasecmp(p, before[i], strlen(before[i])) == 0)
                return true;
    }
    for (size_t i = 0; i < sizeof spanish / sizeof *spanish; i++)
        if ((size_t)(end - at) > strlen(spanish[i]) + 3 && memcmp(at, spanish[i], strlen(spanish[i])) == 0 &&
            isupper((unsigned char)at[strlen(spanish[i])]))
            return true;
    size_t n = 0;
    while (at + n < end && n < LONGEST_STREET &&
           (isalpha((unsigned char)at[n]) || (unsigned char)at[n] > 127 || at[n] == '.' || at[n] == '-'))
        n++;
    bool numbered = at + n + 1 < end && at[n] == ' ' && isdigit((unsigned char)at[n + 1]);
    for (size_t i = 0; numbered && isupper((unsigned char)*at) && i < sizeof behind / sizeof *behind; i++) {
        size_t length = strlen(behind[i]);
        if (n > length + 2 && strncasecmp(at + n - length, behind[i], length) == 0)
            return true;
    }
    return false;
}
