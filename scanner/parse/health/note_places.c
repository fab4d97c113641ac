/* SPDX-License-Identifier: Apache-2.0 */
/* Streets, towns with their codes. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_things.h"

static bool is_numbered_road(const char *at, size_t length, const char *end) {
    static const char *const roads[] = {"hwy", "highway", "route", "rte", "road", "rd", "fm", "rr"};
    for (size_t i = 0; i < sizeof roads / sizeof *roads; i++)
        if (strlen(roads[i]) == length && strncasecmp(at, roads[i], length) == 0 && end - at > (long)length + 1)
            return at[length] == ' ' && isdigit((unsigned char)at[length + 1]);
    return false;
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
