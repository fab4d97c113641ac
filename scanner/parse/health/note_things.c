/* SPDX-License-Identifier: Apache-2.0 */
/* What stands in sentences about people without a label and is told from its shape: telephones, numbers, addresses of machines,
 * great ages. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_things.h"

enum { MOST_GROUPS = 6, MOST_GROUPED = 18 };

bool phs_note_begins(const char *at, const char *end, const char *word) {
    size_t n = strlen(word);
    return (size_t)(end - at) >= n && strncasecmp(at, word, n) == 0;
}

const char *phs_note_skip(const char *at, const char *end, const char *marks) {
    while (at < end && *at && strchr(marks, *at))
        at++;
    return at;
}

size_t phs_note_run(const char *at, const char *end, int (*is)(int)) {
    size_t n = 0;
    while (at + n < end && is((unsigned char)at[n]))
        n++;
    return n;
}

/* 07700 418 226, 06 71 44 82 19, 05561 / 77 304, +44 20 7946 0018: nine to twelve digits in groups behind a nought or a plus.
 */
static bool is_foreign_phone(const char *start, const char *at, const char *end) {
    bool plus = at > start && at[-1] == '+';
    size_t digits = 0, groups = 0, longest = 0;
    if (!plus && (*at != '0' || at + 1 >= end || at[1] < '1' || at[1] > '9'))
        return false;
    const char *p = at, *stop = at;
    while (p < end && groups <= MOST_GROUPS) {
        size_t n = phs_note_run(p, end, isdigit);
        if (n == 0 || n > 6)
            break;
        digits += n;
        groups++;
        longest = n > longest ? n : longest;
        stop = p + n;
        p = phs_note_skip(stop, end, " ");
        p = p < end && strchr("-./", *p) ? phs_note_skip(p + 1, end, " ") : p;
        if (p == stop)
            break;
    }
    bool ends = stop == end || (!isalnum((unsigned char)*stop) && !strchr(":/-", *stop));
    return ends && groups >= 2 && groups <= MOST_GROUPS && digits >= 9 && digits <= 12 && longest >= 2 &&
           !phs_note_is_date(at, end);
}

/* 415-867-2094, (415) 867-2094, 415.867.2094 */
bool phs_note_is_phone(const char *start, const char *at, const char *end) {
    const char *p = at + (*at == '(');
    size_t digits = phs_note_run(p, end, isdigit);
    if (digits == 11 && *p == '1' && p > start && p[-1] == '+')
        return true;
    if (p < end && (*p == '0' || (p > start && p[-1] == '+')) && is_foreign_phone(start, p, end))
        return true;
    if (digits != 3)
        return false;
    p += 3;
    while (p < end && strchr(")-. ", *p) && p - at < 7)
        p++;
    if (p == at + 3 || phs_note_run(p, end, isdigit) != 3)
        return false;
    p += 3;
    if (p >= end || !strchr("-. ", *p))
        return false;
    return phs_note_run(p + 1, end, isdigit) == 4;
}

bool phs_note_is_ssn(const char *at, const char *end) {
    return phs_note_run(at, end, isdigit) == 3 && end - at >= 11 && at[3] == '-' && phs_note_run(at + 4, end, isdigit) == 2 &&
           at[6] == '-' && phs_note_run(at + 7, end, isdigit) == 4;
}

static bool is_address_line(const char *at, const char *end) {
    size_t n = phs_note_run(at, end, isdigit);
    return n >= 1 && n <= 3 && at + n < end && at[n] == '.' && phs_note_run(at + n + 1, end, isdigit) >= 1;
}

/* 10.2.3.4 */
bool phs_note_is_ip(const char *at, const char *end) {
    size_t parts = 0;
    while (is_address_line(at, end) && parts < 3) {
        at += phs_note_run(at, end, isdigit) + 1;
        parts++;
    }
    size_t last = phs_note_run(at, end, isdigit);
    return parts == 3 && last >= 1 && last <= 3 && !(at + last < end && (isalnum((unsigned char)at[last]) || at[last] == '.'));
}

bool phs_note_is_grouped(const char *at, const char *end) {
    size_t digits = 0, groups = 0, run = 0;
    const char *p = at;
    for (; p < end && digits <= MOST_GROUPED && (isdigit((unsigned char)*p) || (*p == '-' && run)); p++) {
        groups += run == 0;
        run = *p == '-' ? 0 : run + 1;
        digits += *p != '-';
    }
    return groups >= 2 && groups <= 4 && run > 0 && digits >= 7 && digits <= MOST_GROUPED &&
           (p == end || !isalnum((unsigned char)*p));
}

/* INC0448819: of a desk that helps, of a change, of a standard. */
static bool is_of_desk(const char *at, size_t n) {
    static const char *const words[] = {"INC", "REQ", "CHG", "RITM", "TASK", "RFC", "ISO", "CVE", "KB", "PR", "PRB"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && memcmp(at, words[i], n) == 0)
            return true;
    return false;
}

/* MRN 0042, HX-4481902, acct 77120493: letters and at least six digits in a row. */
bool phs_note_is_number(const char *at, const char *end) {
    size_t letters = phs_note_run(at, end, isupper);
    const char *p = at + letters;
    p += letters > 0 && p < end && *p == '-';
    size_t digits = phs_note_run(p, end, isdigit);
    return letters <= 4 && digits >= 6 && digits <= 14 && !is_of_desk(at, letters) &&
           !(p + digits < end && (isalpha((unsigned char)p[digits]) || p[digits] == '_'));
}

bool phs_note_is_great_age(const char *at, const char *end) {
    size_t n = phs_note_run(at, end, isdigit);
    bool great = (n == 2 && *at == '9') || (n == 3 && at[0] == '1' && at[1] <= '1');
    const char *p = at + n;
    p += great && p < end && (*p == ' ' || *p == '-');
    return great && end - p >= 2 && (strncasecmp(p, "y", 1) == 0) && strchr("e/o.", tolower((unsigned char)p[1]));
}
