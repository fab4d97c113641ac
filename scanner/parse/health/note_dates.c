/* SPDX-License-Identifier: Apache-2.0 */
/* Days as people write them: 3/14/2024, March 14, 14-Mar-58. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_things.h"

static bool is_day_of_month(const char *at, const char *end);

bool phs_note_is_date(const char *at, const char *end) {
    if (is_day_of_month(at, end))
        return true;
    size_t a = phs_note_run(at, end, isdigit);
    if ((a != 1 && a != 2 && a != 4) || at + a + 2 >= end || !strchr("/-.", at[a]))
        return false;
    const char *second = at + a + 1;
    size_t b = phs_note_run(second, end, isdigit);
    if (b < 1 || b > 2)
        return false;
    if (second + b >= end || second[b] != at[a])
        return at[a] == '/' && a <= 2 && b <= 2 && !(second + b < end && isalnum((unsigned char)second[b])); /* 3/17 */
    size_t c = phs_note_run(second + b + 1, end, isdigit);
    return a == 4 ? c >= 1 && c <= 2 : c == 4 || (at[a] != '.' && c == 2);
}

bool phs_note_is_month(const char *at, const char *end) {
    static const char *const months[] = {"january",   "february", "march",    "april",    "may",  "june", "july", "august",
                                         "september", "october",  "november", "december", "jan",  "feb",  "mar",  "apr",
                                         "jun",       "jul",      "aug",      "sep",      "sept", "oct",  "nov",  "dec"};
    size_t n = phs_note_run(at, end, isalpha);
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (strlen(months[i]) == n && strncasecmp(at, months[i], n) == 0) {
            const char *next = at + n;
            while (next < end && (*next == ' ' || *next == '.' || *next == ','))
                next++;
            return isupper((unsigned char)*at) && next < end && isdigit((unsigned char)*next);
        }
    return false;
}

/* 14 March 2024, 14-Mar-58 */
static bool is_day_of_month(const char *at, const char *end) {
    size_t n = phs_note_run(at, end, isdigit);
    const char *p = at + n;
    if (n < 1 || n > 2 || p + 6 > end || !strchr(" -.", *p))
        return false;
    p += *p == '.' && p[1] == ' ' ? 2 : 1;
    size_t letters = phs_note_run(p, end, isalpha);
    char month[12] = {0};
    if (letters < 3 || letters > 9)
        return false;
    memcpy(month, p, letters);
    month[0] = (char)toupper((unsigned char)month[0]);
    const char *year = p + letters;
    while (year < end && strchr(" -.,", *year))
        year++;
    memcpy(month + letters, " 1", 2);
    size_t digits = phs_note_run(year, end, isdigit);
    bool named = letters > 3 || (letters == 3 && isupper((unsigned char)*p)); /* 9 May */
    return (digits == 2 || digits == 4 || (digits == 0 && named)) && phs_note_is_month(month, month + letters + 2);
}
