/* SPDX-License-Identifier: Apache-2.0 */
/* Names by their capitals alone: with a title, behind the word for a relative, two to four words. */
#include <ctype.h>

#include "parse/health/note_things.h"

/* Mr. Ortega, Dr. Anne Lee */
bool phs_note_is_titled(const char *at, const char *end) {
    static const char *const titles[] = {"Mr", "Mrs", "Ms", "Miss", "Dr", "Dear", "Mme", "Mlle", "Herr", "Frau", "Sra"};
    size_t n = phs_note_run(at, end, isalpha);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strlen(titles[i]) == n && memcmp(at, titles[i], n) == 0) {
            const char *p = at + n;
            p += p < end && *p == '.';
            p += p < end && (*p == ' ' || *p == '~');
            return p + 1 < end && isupper((unsigned char)*p) && isalpha((unsigned char)p[1]);
        }
    return false;
}

enum { LONGEST_NAME_WORD = 64 };

static const char *name_word(const char *at, const char *end) {
    const char *p = at, *far = end - at < LONGEST_NAME_WORD ? end : at + LONGEST_NAME_WORD;
    if (p >= end || !(isupper((unsigned char)*p) || (unsigned char)*p > 127))
        return NULL;
    while (p < far && (isalpha((unsigned char)*p) || (unsigned char)*p > 127 ||
                       ((*p == '\'' || *p == '-') && p + 1 < end && isalpha((unsigned char)p[1]))))
        p++;
    return (p == far && far < end) || (p < end && (isdigit((unsigned char)*p) || *p == '_' || *p == '=')) ? NULL : p;
}

const char *phs_note_kin_at(const char *at, const char *end) {
    static const char kin[] =
        "|husband|wife|son|daughter|mother|father|brother|sister|spouse|partner|mom|dad|aunt|uncle|niece|"
        "nephew|guardian|grandson|granddaughter|grandmother|grandfather|caregiver|stepmother|stepfather|"
        "neighbor|roommate|boyfriend|girlfriend|fiance|fiancee|dtr|dau|daughters|sons|stepson|stepdaughter|"
        "hubby|grandma|grandpa|nana|cousin|mum|parents|twins|poa|hcp|proxy|";
    char word[20] = "|";
    size_t n = phs_note_run(at, end, isalpha);
    if (n < 3 || n + 3 > sizeof word)
        return NULL;
    for (size_t i = 0; i < n; i++)
        word[1 + i] = (char)tolower((unsigned char)at[i]);
    word[1 + n] = '|';
    const char *p = at + n;
    p += end - p > 4 && memcmp(p, " of ", 4) == 0 ? 4 : 0;
    p += end - p > 4 && memcmp(p, " is ", 4) == 0 ? 4 : 0;
    while (p < end && strchr(" ,(:", *p) && p - at < 20)
        p++;
    p += end - p > 3 && isupper((unsigned char)p[0]) && p[1] == ' ' && isupper((unsigned char)p[2]) ? 2 : 0; /* Partner A */
    const char *stop = p > at + n && strstr(kin, word) ? name_word(p, end) : NULL;
    return stop && stop - p >= 3 && islower((unsigned char)p[1]) ? stop : NULL;
}

const char *phs_note_full_name_at(const char *at, const char *end) {
    const char *stop = name_word(at, end), *p = stop;
    size_t words = stop != NULL, longest = stop ? (size_t)(stop - at) : 0;
    while (p && words < 5) {
        p += p < end && (*p == ',' || *p == '.' || *p == '^');
        p += p < end && *p == ' ';
        const char *next = p < end && p > stop ? name_word(p, end) : NULL;
        if (!next)
            break;
        longest = (size_t)(next - p) > longest ? (size_t)(next - p) : longest;
        stop = p = next;
        words++;
    }
    return words >= 2 && words <= 4 && longest >= 3 ? stop : NULL;
}
