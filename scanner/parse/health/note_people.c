/* SPDX-License-Identifier: Apache-2.0 */
/* People in sentences. A name is told by the given name in it, and that it is a patient's by an age behind it, by what was done
 * to or complained of by somebody with a title, or by a text that is written to or by a patient. */
#include "parse/health/note_people.h"

#include <ctype.h>
#include <strings.h>

#include "parse/health/note_things.h"

enum { FEWEST_DIGITS = 5, MOST_DIGITS = 12 };

/* 62 year old, 62-year-old, 62 y/o, 62yo, 62F, 62 M */
static bool is_age(const char *at, const char *end) {
    static const char *const units[] = {"year", "yo", "y/o", "y.o", "yr", "month-old", "month old", "mo old"};
    size_t n = phs_note_run(at, end, isdigit);
    const char *p = at + n;
    if (n < 1 || n > 3 || p >= end)
        return false;
    if (p + 1 <= end && (*p == 'F' || *p == 'M') && (p + 1 == end || !isalnum((unsigned char)p[1])))
        return n > 1;
    p = phs_note_skip(p, end, " -");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (phs_note_begins(p, end, units[i]))
            return true;
    return false;
}

const char *phs_note_aged_at(const char *at, const char *end) {
    const char *stop = phs_note_full_name_at(at, end), *p;
    if (!stop || stop >= end)
        return NULL;
    p = phs_note_skip(stop, end, " ,(*-");
    if (phs_note_begins(p, end, "is a"))
        p = phs_note_skip(p + 4, end, "n ");
    else if (phs_note_begins(p, end, "a ") || phs_note_begins(p, end, "an "))
        p = phs_note_skip(p, end, "an ");
    return p > stop && p < end && isdigit((unsigned char)*p) && is_age(p, end) ? stop : NULL;
}

/* "MD", ", RN", " - NP" behind a name. */
static bool treats(const char *stop, const char *end) {
    const char *p = phs_note_skip(stop, end, " ,(-");
    size_t n = phs_note_run(p, end, isalpha);
    return p > stop && n >= 2 && phs_health_is_clinician(phs_slice_n(p, n));
}

const char *phs_note_person_at(const char *start, const char *at, const char *end) {
    const char *stop = phs_note_full_name_at(at, end);
    if (!stop || treats(stop, end) || phs_health_is_clinician(phs_slice_n(at, (size_t)(stop - at))))
        return NULL;
    if ((at - start >= 3 && strncasecmp(at - 3, "dr ", 3) == 0) || (at - start >= 4 && strncasecmp(at - 4, "dr. ", 4) == 0))
        return NULL;
    struct phs_slice name = phs_slice_n(at, (size_t)(stop - at));
    return phs_health_has_known_name(name) && !phs_health_is_organization(name) ? stop : NULL;
}

bool phs_note_titled_name(const char *at, const char *end, struct phs_slice *ret_name) {
    if (!phs_note_is_titled(at, end) || phs_note_begins(at, end, "dr") || phs_note_begins(at, end, "dear"))
        return false;
    const char *p = at + phs_note_run(at, end, isalpha), *stop;
    p = phs_note_skip(p, end, ". ");
    stop = phs_note_full_name_at(p, end);
    *ret_name = phs_slice_n(p, stop ? (size_t)(stop - p) : phs_note_run(p, end, isalpha));
    return ret_name->len >= 3;
}

/* "Smith J, Garcia M, Lee K." */
bool phs_note_is_citation(struct phs_slice line) {
    const char *end = line.ptr + line.len;
    size_t n = 0;
    for (const char *at = line.ptr; at + 4 < end && n < 2; at++) {
        if (!isupper((unsigned char)*at) || (at > line.ptr && isalpha((unsigned char)at[-1])) || !islower((unsigned char)at[1]))
            continue;
        at += phs_note_run(at, end, isalpha);
        size_t initials = at + 2 < end && *at == ' ' ? phs_note_run(at + 1, end, isupper) : 0;
        n += initials >= 1 && initials <= 2 && at + 1 + initials < end && strchr(",.", at[1 + initials]);
    }
    return n > 1;
}

/* Talks and releases have a name and a day too, but not one so long ago; of two digits nothing is told. */
static bool is_birth_year(struct phs_slice day) {
    for (size_t i = 0; i + 4 <= day.len; i++)
        if (phs_note_run(day.ptr + i, day.ptr + day.len, isdigit) >= 4)
            return memcmp(day.ptr + i, "19", 2) == 0 || (memcmp(day.ptr + i, "20", 2) == 0 && day.ptr[i + 2] == '0');
    return true;
}

bool phs_note_numbered_behind(const char *stop, const char *end, struct phs_slice *ret_number) {
    const char *p = phs_note_skip(stop, end, " *,");
    if (p == stop || p >= end || (*p != '(' && *p != '#'))
        return false;
    p = phs_note_skip(p, end, "(# ");
    size_t letters = phs_note_run(p, end, isupper), n = letters, digits = 0;
    for (; p + n < end && (isdigit((unsigned char)p[n]) || p[n] == '-'); n++)
        digits += p[n] != '-';
    *ret_number = phs_slice_n(p, n);
    return letters <= 4 && digits >= FEWEST_DIGITS + 1 && digits <= MOST_DIGITS &&
           (p + n == end || !isalnum((unsigned char)p[n])) && !phs_note_is_phone(p, p, end) && !phs_note_is_date(p, end);
}

bool phs_note_is_treated_behind(const char *stop, const char *end) {
    static const char *const words[] = {"was seen",
                                        "was treated",
                                        "was admitted",
                                        "was discharged",
                                        "was diagnosed",
                                        "was prescribed",
                                        "is being treated",
                                        "underwent",
                                        "complains of",
                                        "complained of",
                                        "c/o",
                                        "has a history",
                                        "with a history",
                                        "h/o",
                                        "s/p",
                                        "tested positive",
                                        "is scheduled for",
                                        "returns for",
                                        "is here for",
                                        "reports pain",
                                        "got someone else's EOB",
                                        "needs a refill",
                                        "needs refill",
                                        "wants results",
                                        "is a patient",
                                        "alert",
                                        "awake",
                                        "resting comfortably",
                                        "ambulat",
                                        "tolerated",
                                        "afebrile",
                                        "was intubated",
                                        "has been diagnosed",
                                        "has been treated",
                                        "is allergic",
                                        "presented with",
                                        "presented to the",
                                        "presents with",
                                        "presents for",
                                        "presents to",
                                        "is under our care",
                                        "is under my care",
                                        "is under treatment",
                                        "was referred for",
                                        "was evaluated for",
                                        "was brought in",
                                        "denies pain",
                                        "denies any",
                                        "asking about her",
                                        "asking about his",
                                        "asking about chest",
                                        "called about her",
                                        "called about his",
                                        "was hospitalized"};
    const char *p = phs_note_skip(stop, end, " ,*");
    for (size_t i = 0; p > stop && i < sizeof words / sizeof *words; i++)
        if (phs_note_begins(p, end, words[i]))
            return true;
    return false;
}

bool phs_note_born_behind(const char *stop, const char *end, struct phs_slice *ret_day) {
    const char *p = phs_note_skip(stop, end, " ,(-/*");
    if (p == stop || p >= end || !isdigit((unsigned char)*p) || !phs_note_is_date(p, end))
        return false;
    size_t n = 0;
    while (p + n < end && (isdigit((unsigned char)p[n]) || strchr("/-.", p[n])))
        n++;
    *ret_day = phs_slice_n(p, n);
    return phs_health_holds_date(*ret_day) && is_birth_year(*ret_day);
}

bool phs_note_tells_of_care(struct phs_slice line) {
    static const char *const words[] = {" c/o ",          "complain",    "presented with", "presents with",  "presents for",
                                        "was admitted",   "admitted to", "was seen",       "was discharged", "discharged home",
                                        " denies ",       "underwent",   "diagnosed",      "history of",     " hx of",
                                        "was prescribed", "s/p ",        " rx ",           " dx ",           " mg ",
                                        "post-op",        "follow up",   "follow-up",      "symptoms",       "tolerated",
                                        "transferred to", "medication",  "procedure",      "her pain",       "his pain",
                                        "ambulat",        "insulin",     " iv ",           "o2 sat",         "pain "};
    return PHS_HEALTH_HAS_ONE(line, words) || phs_health_is_complaint(line);
}

bool phs_note_is_in_care(struct phs_slice line) {
    static const char *const places[] = {" room ", " rm ", " bed ", " unit ", " ward ", "mrn"};
    const char *end = line.ptr + line.len;
    if (!phs_health_is_complaint(line))
        return false;
    for (const char *at = line.ptr; at < end; at++)
        if ((at == line.ptr || !isalnum((unsigned char)at[-1])) && (isdigit((unsigned char)*at) || *at == '(') &&
            (phs_note_is_date(at, end) || phs_note_is_phone(line.ptr, at, end) || phs_note_run(at, end, isdigit) == 10))
            return true;
    return PHS_HEALTH_HAS_ONE(line, places);
}

/* "your", and behind it one of the words. */
static bool has_behind(struct phs_slice text, const char *word, const char *const *words, size_t n) {
    size_t length = strlen(word);
    const char *end = text.ptr + text.len, *at = text.ptr;
    while ((at = memmem(at, (size_t)(end - at), word, length)) != NULL) {
        at += length;
        for (size_t i = 0; i < n; i++)
            if (phs_note_begins(at, end, words[i]))
                return true;
    }
    return false;
}

bool phs_note_speaks_to_patient(struct phs_slice line) {
    static const char *const words[] = {
        "prescription", "appointment", "appt",      "lab",          "test",       "results",   "refill",      "medication",
        "visit",        "doctor",      "a1c",       "blood work",   "biopsy",     "mri",       "x-ray",       "screening",
        "next visit",   "mammog",      "colonosco", "next session", "surgery",    "procedure", "vaccination", "therapist",
        "teleconsult",  "consult",     "treatment", "mri",          "ultrasound", "vaccine",   "claim",       "care"};
    return has_behind(line, "your ", words, sizeof words / sizeof *words) ||
           has_behind(line, "Your ", words, sizeof words / sizeof *words);
}

bool phs_note_speaks_as_patient(struct phs_slice text) {
    static const char *const words[] = {"date of birth", "dob",     "mrn",       "member id",   "prescription",
                                        "medication",    "doctor",  "insurance", "appointment", "symptoms",
                                        "lab result",    "surgery", "blood",     "test result", "diagnosis",
                                        "last visit",    "results", "refill"};
    return has_behind(text, " my ", words, sizeof words / sizeof *words) ||
           has_behind(text, "My ", words, sizeof words / sizeof *words);
}

bool phs_note_numbered_patient(const char *at, const char *end, struct phs_slice *ret_number) {
    size_t n = phs_note_run(at, end, isalpha);
    bool patient = (n == 7 && strncasecmp(at, "patient", 7) == 0) || (n == 8 && strncasecmp(at, "patients", 8) == 0) ||
                   (n == 5 && strncasecmp(at, "chart", 5) == 0) || (n == 10 && strncasecmp(at, "subscriber", 10) == 0) ||
                   (n == 2 && strncasecmp(at, "pt", 2) == 0 && n + 1 < (size_t)(end - at) && at[2] == ' ');
    const char *p = at + n;
    if (!patient || p >= end || !strchr(" /#", *p))
        return false;
    p = phs_note_skip(p, end, " #/");
    size_t letters = phs_note_run(p, end, isupper), digits;
    letters += letters > 0 && p + letters < end && p[letters] == '-'; /* patients/WS-0091827 */
    digits = letters <= 4 ? phs_note_run(p + letters, end, isdigit) : 0;
    const char *stop = p + letters + digits;
    *ret_number = phs_slice_n(p, letters + digits);
    return digits >= FEWEST_DIGITS && digits <= MOST_DIGITS &&
           (stop == end || (!isalnum((unsigned char)*stop) && *stop != '_' && *stop != '-'));
}
