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

/* Names of months that stand between a day and a year in other languages: "18 juin 2024", "18 de junio de 2024". */
static bool is_foreign_month(const char *at, size_t n) {
    static const char months[] = "|janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|"
                                 "décembre|decembre|enero|febrero|"
                                 "marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|januar|"
                                 "februar|märz|maerz|juni|juli|"
                                 "oktober|dezember|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|"
                                 "janeiro|fevereiro|março|maio|junho|"
                                 "julho|setembro|outubro|novembro|dezembro|";
    char word[16] = "|";
    if (n < 3 || n + 3 > sizeof word)
        return false;
    for (size_t i = 0; i < n; i++)
        word[1 + i] = (unsigned char)at[i] > 127 ? at[i] : (char)tolower((unsigned char)at[i]);
    word[1 + n] = '|';
    return strstr(months, word) != NULL;
}

static size_t letters_of(const char *at, const char *end) {
    size_t n = 0;
    while (at + n < end && (isalpha((unsigned char)at[n]) || (unsigned char)at[n] > 127))
        n++;
    return n;
}

bool phs_note_is_foreign_date(const char *at, const char *end) {
    size_t digits = phs_note_run(at, end, isdigit);
    const char *p = at + digits;
    if (digits < 1 || digits > 2 || end - p < 8)
        return false;
    p += *p == '.';
    if (p >= end || *p++ != ' ')
        return false;
    p += end - p > 3 && memcmp(p, "de ", 3) == 0 ? 3 : 0;
    size_t n = letters_of(p, end);
    if (!is_foreign_month(p, n))
        return false;
    p += n;
    p += p < end && *p == ' ';
    p += end - p > 3 && memcmp(p, "de ", 3) == 0 ? 3 : 0;
    return phs_note_run(p, end, isdigit) == 4;
}

static bool is_ordinal_word(const char *at, size_t n) {
    static const char words[] =
        "|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
        "fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|twenty|thirty|";
    char word[16] = "|";
    if (n < 5 || n + 3 > sizeof word)
        return false;
    for (size_t i = 0; i < n; i++)
        word[1 + i] = (char)tolower((unsigned char)at[i]);
    word[1 + n] = '|';
    return strstr(words, word) != NULL;
}

static bool begins_with(const char *at, const char *end, const char *word) {
    size_t n = strlen(word);
    return (size_t)(end - at) >= n && strncasecmp(at, word, n) == 0;
}

static size_t month_word(const char *at, const char *end) {
    static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                         "july",    "august",   "september", "october", "november", "december"};
    size_t n = phs_note_run(at, end, isalpha);
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (strlen(months[i]) == n && strncasecmp(at, months[i], n) == 0)
            return n;
    return 0;
}

bool phs_note_is_spoken_date(const char *at, const char *end) {
    size_t n = month_word(at, end), run = phs_note_run(at, end, isalpha);
    if (n) { /* "april 2", "March third" */
        const char *p = at + n + (at + n < end && at[n] == ' ');
        p += begins_with(p, end, "the ") ? 4 : 0; /* February the ninth */
        size_t digits = phs_note_run(p, end, isdigit);
        bool day = p > at + n && digits >= 1 && digits <= 2 && (p[0] < '4' || digits == 1) && p[0] != '0' &&
                   (p + digits == end || !strchr("%/.-", p[digits]) || (p[digits] == '.' && p + digits + 1 == end));
        return day || (p > at + n && is_ordinal_word(p, phs_note_run(p, end, isalpha)));
    }
    if (!is_ordinal_word(at, run))
        return false;
    const char *p = at + run; /* "twelfth of May" */
    return end - p > 6 && memcmp(p, " of ", 4) == 0 && month_word(p + 4, end) > 0;
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
    if (n < 1 || n > 2 || p + 6 > end || !strchr(" -.~", *p))
        return false;
    p += *p == '.' && p[1] == ' ' ? 2 : 1;
    size_t letters = phs_note_run(p, end, isalpha);
    char month[12] = {0};
    if (letters < 3 || letters > 9)
        return false;
    memcpy(month, p, letters);
    month[0] = (char)toupper((unsigned char)month[0]);
    const char *year = p + letters;
    while (year < end && strchr(" -.,~", *year))
        year++;
    memcpy(month + letters, " 1", 2);
    size_t digits = phs_note_run(year, end, isdigit);
    bool named = letters > 3 || (letters == 3 && isupper((unsigned char)*p)); /* 9 May */
    return (digits == 2 || digits == 4 || (digits == 0 && named)) && phs_note_is_month(month, month + letters + 2);
}

/* words: "|a|b|", in lower case. */
static bool is_one_of(const char *at, size_t n, const char *words) {
    char word[16] = "|";
    if (n == 0 || n + 3 > sizeof word)
        return false;
    for (size_t i = 0; i < n; i++)
        word[1 + i] = (char)tolower((unsigned char)at[i]);
    word[1 + n] = '|';
    return strstr(words, word) != NULL;
}

static size_t small_number(const char *at, size_t n) {
    size_t value = 0;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + (size_t)(at[i] - '0');
    return value;
}

/* 12.4.71 */
static bool is_short_dotted(const char *at, const char *end) {
    size_t a = phs_note_run(at, end, isdigit), b, c;
    if (a < 1 || a > 2 || end - at < 6 || at[a] != '.')
        return false;
    b = phs_note_run(at + a + 1, end, isdigit);
    if (b < 1 || b > 2 || at + a + 1 + b >= end || at[a + 1 + b] != '.')
        return false;
    c = phs_note_run(at + a + b + 2, end, isdigit);
    size_t day = small_number(at, a), month = small_number(at + a + 1, b);
    const char *stop = at + a + b + 2 + c;
    return c == 2 && day >= 1 && day <= 31 && month >= 1 && month <= 12 &&
           (stop == end || !strchr(".-", *stop) || stop + 1 == end);
}

/* 2nd of November, 2nd November */
static bool is_ordinal_day(const char *at, const char *end) {
    size_t n = phs_note_run(at, end, isdigit);
    const char *p = at + n;
    if (n < 1 || n > 2 || end - p < 6 ||
        !(begins_with(p, end, "st") || begins_with(p, end, "nd") || begins_with(p, end, "rd") || begins_with(p, end, "th")))
        return false;
    p += 2;
    p += begins_with(p, end, " of ") ? 4 : *p == ' ';
    return month_word(p, end) > 0;
}

/* "on the 14th", "evening of the 9th": a day of this month; not the 5th finger, the 3rd dose. */
static bool is_day_alone(const char *start, const char *at, const char *end) {
    static const char *const before[] = {"on the ",    "of the ",  "by the ", "until the ",
                                         "since the ", "for the ", "the ",    "or "};
    static const char others[] =
        "|finger|fingers|toe|rib|ribs|digit|metacarpal|metatarsal|cranial|nerve|percentile|floor|grade|"
        "degree|edition|day|week|dose|session|time|attempt|generation|line|cycle|ventricle|visit|"
        "trimester|month|year|century|st|street|ave|avenue|party|person|intercostal|interspace|row|"
        "amendment|quarter|place|hour|post|part|order|";
    size_t n = phs_note_run(at, end, isdigit);
    const char *p = at + n;
    if (n < 1 || n > 2 || end - p < 2 || small_number(at, n) > 31 ||
        !(begins_with(p, end, "st") || begins_with(p, end, "nd") || begins_with(p, end, "rd") || begins_with(p, end, "th")))
        return false;
    p += 2;
    if (p < end && isalnum((unsigned char)*p))
        return false;
    const char *word = p + (p < end && *p == ' ');
    if (word > p && is_one_of(word, phs_note_run(word, end, isalpha), others))
        return false;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if ((size_t)(at - start) >= strlen(before[i]) && strncasecmp(at - strlen(before[i]), before[i], strlen(before[i])) == 0)
            return i < 6 || p == end || !strchr(" -", *p) || phs_note_run(word, end, isalpha) > 0;
    return false;
}

/* 11/2023 */
static bool is_month_of_year(const char *at, const char *end) {
    size_t n = phs_note_run(at, end, isdigit);
    const char *year = at + n + 1;
    return n >= 1 && n <= 2 && small_number(at, n) >= 1 && small_number(at, n) <= 12 && end - at > 5 && at[n] == '/' &&
           phs_note_run(year, end, isdigit) == 4 && (memcmp(year, "19", 2) == 0 || memcmp(year, "20", 2) == 0) &&
           !(year + 4 < end && strchr("/-.", year[4]) && year + 5 < end && isdigit((unsigned char)year[5]));
}

bool phs_note_is_loose_date(const char *start, const char *at, const char *end) {
    if (isdigit((unsigned char)*at) && (is_day_alone(start, at, end) || is_month_of_year(at, end)))
        return true;
    if (isdigit((unsigned char)*at))
        return is_short_dotted(at, end) || is_ordinal_day(at, end);
    return at - start >= 7 && strncasecmp(at - 7, "on the ", 7) == 0 && is_ordinal_word(at, phs_note_run(at, end, isalpha));
}
