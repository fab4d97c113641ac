/* SPDX-License-Identifier: Apache-2.0 */
/* People whose name has something beside it that only patients have: an age, a birthday, a number of a record, care. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note.h"
#include "parse/health/note_people.h"
#include "parse/health/note_things.h"

/* "Patient Data Portal" is no name; nor is anything whose words people write behind "patient" all day. */
static bool is_title(struct phs_slice word) {
    static const char words[] =
        "|name|names|id|ids|portal|data|record|records|care|safety|access|information|info|summary|visit|health|rights|"
        "education|"
        "management|service|services|history|form|list|search|registration|identity|identifier|demographics|api|resource|"
        "everything|matching|match|model|view|page|table|class|object|type|status|contact|consent|document|documents|"
        "administration|dashboard|app|application|experience|engagement|intake|discovery|and|or|the|not|with|search|index|"
        "level|context|compartment|facing|reported|generated|level|centered|centric|protection|affordable|act|number|first|"
        "last|test|tests|bundle|import|export|merge|flags|program|state|states|workflow|encounter|birth|address|phone|email|"
        "no|new|create|update|delete|get|set|service|controller|repository|mapper|builder|factory|spec|";
    char text[24] = "|";
    if (word.len + 3 > sizeof text)
        return false;
    for (size_t i = 0; i < word.len; i++)
        text[1 + i] = (char)tolower((unsigned char)word.ptr[i]);
    text[1 + word.len] = '|';
    return strstr(words, text) != NULL;
}

/* "patient John Q. Ortega", "Pt Ann Lee": two or three words with capitals behind the word, without a colon. */
bool phs_note_named_patient(const char *at, const char *end, struct phs_slice *ret_name) {
    size_t n = phs_note_run(at, end, isalpha), words = 0;
    bool patient = (n == 7 && strncasecmp(at, "patient", 7) == 0) || (n == 2 && strncasecmp(at, "pt", 2) == 0);
    const char *p = at + n, *start, *stop;
    if (!patient || p >= end || !strchr(" ,.*'\"", *p))
        return false;
    while (p < end && strchr(" ,.*'\"", *p))
        p++;
    if (end - p > 8 && (memcmp(p, "named ", 6) == 0 || memcmp(p, "called", 6) == 0))
        for (p += 6; p < end && strchr(" '\"", *p);)
            p++;
    if (phs_note_is_titled(p, end))
        for (p += phs_note_run(p, end, isalpha); p < end && strchr(". ", *p);)
            p++;
    for (start = stop = p; words < 4 && p < end && isupper((unsigned char)*p); words++) {
        size_t letters = 0;
        while (p + letters < end && (isalpha((unsigned char)p[letters]) || (unsigned char)p[letters] > 127 ||
                                     p[letters] == '-' || (p[letters] == '\'' && letters == 1)))
            letters++;
        if (is_title(phs_slice_n(p, letters)))
            return false;
        stop = p += letters;
        p += p < end && (*p == '.' || *p == ',') && letters == 1;
        p += p < end && *p == ',';
        p += p < end && *p == ' ';
    }
    *ret_name = phs_slice_n(start, (size_t)(stop - start));
    return words >= 2 && words <= 3 && islower((unsigned char)stop[-1]);
}

static const struct phs_note_label complaint = {"complaint", "diagnosis", PHS_HEALTH_FACT, true, true};

static const struct phs_note_label patient_born = {"date of birth", "dob", PHS_HEALTH_WEAK, true, true};

/* "Reported by Tom Lee", "assigned to" */
static bool is_by(const char *start, const char *at) {
    return at - start > 3 && (memcmp(at - 3, "by ", 3) == 0 || (at - start > 8 && memcmp(at - 8, "gned to ", 8) == 0));
}

enum { LONGEST_BEARER = 400 }; /* four words of a name, and what stands between it and its number */

/* What is asked of a line for each name in it, and read once: a line has room for a thousand names. */
struct said {
    struct phs_slice line;
    bool (*of)(struct phs_slice line);
    bool asked, yes;
};

static bool is_said(struct said *said) {
    if (!said->asked)
        said->yes = said->of(said->line);
    said->asked = true;
    return said->yes;
}

/* Who somebody is, from what is said of them. */
void phs_note_take_people(struct phs_note *note, struct phs_slice line) {
    const char *end = line.ptr + line.len, *stop;
    bool told = note->told || (line.len < PHS_NOTE_SENTENCE && phs_note_speaks_to_patient(line));
    struct said tells_of_care = {.line = line, .of = phs_note_tells_of_care},
                in_care = {.line = line, .of = phs_note_is_in_care}, complains = {.line = line, .of = phs_health_is_complaint},
                cites = {.line = line, .of = phs_note_is_citation};
    struct phs_slice name, day, number;
    for (const char *at = line.ptr; at < end; at++) {
        if (!phs_note_starts_word(line.ptr, at) || !isupper((unsigned char)*at))
            continue;
        if ((stop = phs_note_aged_at(at, end)) != NULL) {
            phs_note_take(note, &phs_note_patient, phs_slice_n(at, (size_t)(stop - at)));
        } else if (told && phs_note_is_greeting(at, end, &name)) {
            phs_note_take(note, &phs_note_patient, name);
            note->greeted = note->wanted = true;
            stop = name.ptr + name.len;
        } else if (!note->entry && phs_note_titled_name(at, end, &name)) {
            if (is_said(&tells_of_care))
                phs_note_take(note, &phs_note_patient, name);
            stop = name.ptr + name.len;
        } else if ((stop = phs_note_full_name_at(at, end)) != NULL && phs_note_is_treated_behind(stop, end)) {
            phs_note_take(note, &phs_note_patient, phs_slice_n(at, (size_t)(stop - at)));
            note->facts++;
            if (is_said(&complains))
                phs_note_take(note, &complaint, line);
        } else if ((stop = phs_note_person_at(line.ptr, at, end)) != NULL) {
            bool born = note->speaks && phs_note_born_behind(stop, end, &day);
            bool numbered = (note->speaks || !note->entry) && phs_note_numbered_behind(stop, end, &number);
            bool cared = !is_by(line.ptr, at) && !is_said(&cites) && (!note->entry || note->speaks) &&
                         !phs_note_is_of_others(note) && (stop == end || *stop != ':') && is_said(&in_care);
            if (born || numbered || cared)
                phs_note_take(note, &phs_note_patient, phs_slice_n(at, (size_t)(stop - at)));
            if (born)
                phs_note_take(note, &patient_born, day);
            if (numbered)
                phs_note_take(note, &phs_note_patient_number, number);
        }
        at = stop && stop > at ? stop - 1 : at;
    }
}

/* A name on a line of its own, and a day or a number on the next: the head of a note. */
void phs_note_take_lone_name(struct phs_note *note, struct phs_slice line) {
    static const struct phs_note_label number = {"mrn", "mrn", PHS_HEALTH_STRONG, true, true};
    const char *end = line.ptr + line.len, *at = line.ptr;
    while (at < end && strchr(" #*>|-", *at))
        at++;
    if (note->lone.len && note->line <= note->lone_line + 2 && at < end && isdigit((unsigned char)*at)) {
        size_t digits = phs_note_run(at, end, isdigit);
        bool day = phs_note_is_date(at, end) && phs_health_holds_date(phs_slice_n(at, (size_t)(end - at)));
        if (day || (digits >= 6 && at + digits == end))
            phs_note_take(note, &phs_note_patient, note->lone);
        if (day)
            phs_note_take(note, &patient_born, phs_note_value_at(line.ptr, at, end));
        else if (digits >= 6 && at + digits == end)
            phs_note_take(note, &number, phs_slice_n(at, digits));
        note->lone = PHS_SLICE("");
    }
    const char *stop = at < end && isupper((unsigned char)*at) ? phs_note_person_at(at, at, end) : NULL;
    if (!stop)
        return;
    const char *rest = stop;
    while (rest < end && strchr(" *|,.", *rest))
        rest++;
    if (rest == end) {
        note->lone = phs_slice_n(at, (size_t)(stop - at));
        note->lone_line = note->line;
    }
}

/* "LAST: HALVORSEN   FIRST: MARTA": together they are a name; alone either is a word. */
void phs_note_take_last_and_first(struct phs_note *note, struct phs_slice line) {
    static const char *const words[] = {"last", "first"};
    struct phs_slice part[2];
    const char *end = line.ptr + line.len;
    for (size_t i = 0; i < 2; i++) {
        const char *at = line.ptr;
        size_t n = strlen(words[i]);
        while (at < end && !((size_t)(end - at) > n + 2 && strncasecmp(at, words[i], n) == 0 &&
                             phs_note_starts_word(line.ptr, at) && (at[n] == ':' || at[n] == '.')))
            at++;
        if (at >= end)
            return;
        for (at += n; at < end && strchr(" .:_", *at);)
            at++;
        part[i] = phs_note_value_at(line.ptr, at, end);
    }
    if (phs_note_looks_like_name(part[0]) && phs_note_looks_like_name(part[1])) {
        phs_note_take(note, &phs_note_called, part[0]);
        phs_note_take(note, &phs_note_called, part[1]);
    }
}

/* "Halvorsen, Marta  MRN 48392011": who is named in front of a number of a record. */
void phs_note_take_bearer(struct phs_note *note, const char *start, const char *label, bool patient) {
    const char *unused, **from = &note->bearer[patient];
    const char *begin = *from && *from > start && *from < label ? *from : start;
    *from = label - begin > LONGEST_BEARER ? label - LONGEST_BEARER : begin; /* before it nobody is named */
    for (const char *at = begin; at < label; at++) {
        if (!phs_note_starts_word(start, at) || !isupper((unsigned char)*at))
            continue;
        const char *stop = phs_note_full_name_at(at, label);
        if (!stop || phs_note_label_words(at, label, &unused) || (stop < label && isalpha((unsigned char)*stop)))
            continue;
        size_t letters = phs_note_run(at, label, isalpha);
        if (is_title(phs_slice_n(at, letters)) || (!patient && !phs_note_person_at(start, at, label)))
            continue;
        *from = at;
        phs_note_take(note, &phs_note_called, phs_slice_n(at, (size_t)(stop - at)));
        return;
    }
}

/* "claim for Marta Halvorsen, DOB 03/14/1961" in a line of a log: the name ends where the birthday begins. */
void phs_note_take_born(struct phs_note *note, const char *start, const char *label) {
    for (const char *at = label - start > LONGEST_BEARER ? label - LONGEST_BEARER : start; at < label; at++) {
        if (!phs_note_starts_word(start, at) || !isupper((unsigned char)*at))
            continue;
        const char *stop = phs_note_full_name_at(at, label), *p = stop;
        while (p && p < label && strchr(" ,(", *p))
            p++;
        if (p && p == label) {
            phs_note_take(note, &phs_note_called, phs_slice_n(at, (size_t)(stop - at)));
            return;
        }
    }
}
