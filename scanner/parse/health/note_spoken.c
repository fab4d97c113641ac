/* SPDX-License-Identifier: Apache-2.0 */
/* What people say and a machine or somebody in a hurry wrote down: digits as words, names letter by letter, digits one by one
 * or in groups with spaces. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_things.h"

enum {
    FEWEST_SAID = 5,
    FEWEST_SPELLED = 4,
    FEWEST_DIGITS = 9,
    FEWEST_SINGLE = 6,
    MOST_DIGITS = 20,
    MOST_SAID = 60,
    LONGEST_CODE = 24
};

static bool is_digit_word(const char *at, size_t n) {
    static const char words[] = "|zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|dash|";
    char word[10] = "|";
    if (n < 2 || n + 3 > sizeof word)
        return false;
    for (size_t i = 0; i < n; i++)
        word[1 + i] = (char)tolower((unsigned char)at[i]);
    word[1 + n] = '|';
    return strstr(words, word) != NULL;
}

/* "four four seven one eight" */
const char *phs_note_said_number_at(const char *at, const char *end) {
    size_t said = 0;
    const char *stop = at;
    for (const char *p = at; p < end && said < MOST_SAID;) {
        size_t n = phs_note_run(p, end, isalpha);
        if (!is_digit_word(p, n))
            break;
        said++;
        stop = p += n;
        while (p < end && strchr(" ,-", *p))
            p++;
    }
    return said >= FEWEST_SAID ? stop : NULL;
}

/* "T E S T S", "[INFO]  T E S T S": capitals that nothing else stands beside are a title. */
static bool is_title(const char *start, const char *at, const char *stop, const char *end) {
    bool capital = isupper((unsigned char)*at);
    while (at > start && (isspace((unsigned char)at[-1]) ||
                          (isupper((unsigned char)at[-1]) && (at - 1 == start || isspace((unsigned char)at[-2])))))
        at--;
    while (stop < end && isspace((unsigned char)*stop))
        stop++;
    return capital && stop == end && (at == start || at[-1] == ']');
}

/* "h e r n d o n", "H-E-R-N-D-O-N" */
const char *phs_note_spelled_at(const char *start, const char *at, const char *end) {
    size_t letters = 0;
    const char *p = at;
    while (p < end && letters < MOST_SAID && isalpha((unsigned char)*p) && (p + 1 == end || !isalnum((unsigned char)p[1]))) {
        letters++;
        p++;
        if (p + 1 < end && strchr(" -", *p) && isalpha((unsigned char)p[1]))
            p++;
        else
            break;
    }
    return letters >= FEWEST_SPELLED && !is_title(start, at, p, end) ? p : NULL;
}

/* "0 5 1 7 1 9 6 3", "6817 442 093", "9.447.188-2", "0412 771 882" */
bool phs_note_is_spaced_number(const char *at, const char *end) {
    size_t digits = 0, groups = 0, longest = 0;
    const char *p = at;
    p += *p == '+';
    while (p < end && isdigit((unsigned char)*p) && digits < MOST_SAID) {
        size_t n = phs_note_run(p, end, isdigit);
        digits += n;
        groups++;
        longest = n > longest ? n : longest;
        p += n;
        if (p + 1 < end && strchr(" .-", *p) && isdigit((unsigned char)p[1]))
            p++;
        else
            break;
    }
    bool ends = p == end || !(isalpha((unsigned char)*p) || strchr("%/:", *p));
    if (longest == 1)
        return digits >= FEWEST_SINGLE && ends;
    return ends && groups >= 2 && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS &&
           (longest >= 4 || groups <= 4 || groups >= 6);
}

/* "7718-CB-02", "TC-884471", "QTTMCL50B59B428K": letters and digits that no word and no measure has. */
bool phs_note_is_code(const char *at, const char *end) {
    size_t digits = 0, capitals = 0, hyphens = 0, n = 0;
    for (; at + n < end && n <= LONGEST_CODE && (isalnum((unsigned char)at[n]) || (at[n] == '-' && n)); n++) {
        if (islower((unsigned char)at[n]))
            return false;
        digits += isdigit((unsigned char)at[n]) != 0;
        capitals += isupper((unsigned char)at[n]) != 0;
        hyphens += at[n] == '-';
    }
    return n >= 7 && n <= LONGEST_CODE && digits >= 5 && capitals >= 1 && capitals <= 12 && hyphens <= 3 && at[n - 1] != '-';
}
