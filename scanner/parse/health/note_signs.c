/* SPDX-License-Identifier: Apache-2.0 */
/* One person in care, told by how people write about, to and as patients: "Rosa is a 24-year-old", "Mother: Ines Prado", "she
 * was diagnosed", "your mammogram", an address below a name. No sign counts alone, and none in a text without words of health
 * care. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_people.h"
#include "parse/health/note_signs.h"
#include "parse/health/note_things.h"

enum { LONGEST_ROLE = 40, CLOSE = 60, FULL = 5, MOST_SUPPORT = 4, FEWEST_WORDS = 2, SOME_WORDS = 3 };

static void tell(struct phs_note_signs *signs, const char *name, const char *stop) {
    phs_note_take(signs->note, &phs_note_patient, phs_slice_n(name, (size_t)(stop - name)));
}

/* "Proband: Ines Prado", "Bill to: ...", "Mother - ...": a role in front of a full name. */
static bool take_role(struct phs_note_signs *signs, struct phs_slice line) {
    const char *end = line.ptr + line.len, *at = phs_note_skip(line.ptr, end, " \t*-#>|[]().0123456789"), *mark = at;
    while (mark < end && mark - at < LONGEST_ROLE && (isalpha((unsigned char)*mark) || strchr(" '/()&.-", *mark)))
        mark++;
    if (mark >= end || *mark != ':' || mark - at < 2 || phs_note_is_of_staff(phs_slice_n(at, (size_t)(mark - at))))
        return false;
    const char *name = phs_note_skip(mark + 1, end, " \t*_\""), *stop;
    stop = phs_note_is_of_somebody(phs_slice_n(at, (size_t)(mark - at))) ? phs_note_named_by_place(line.ptr, name, end)
                                                                         : phs_note_person_at(line.ptr, name, end);
    if (!stop || stop == name || (stop < end && !strchr(" ,(-<;/|\t.\r\"", *stop)))
        return false;
    signs->somebody++;
    phs_note_take(signs->note, &phs_note_called, phs_slice_n(name, (size_t)(stop - name)));
    return true;
}

static bool is_given_name(const char *at, const char *end, const char **ret_stop) {
    size_t n = phs_note_run(at, end, isalpha);
    *ret_stop = at + n;
    return n >= 3 && islower((unsigned char)at[1]) && phs_health_has_known_name(phs_slice_n(at, n));
}

/* "Gaspard Vauquelin-Roy, 63 ans": whatever the name is, an age or a birth right behind it. */
static const char *told_by_birth(const char *start, const char *at, const char *end) {
    static const char *const births[] = {"born", "b. ", "dob", "d.o.b", "geb", "née", "né ", "nato", "nata", "nac"};
    const char *stop = phs_note_named_by_place(start, at, end),
               *p = stop ? phs_note_skip(stop, end,
                                         stop - at > 2 && isupper((unsigned char)stop[-1]) && stop[-2] == ' ' ? ". ,(" : " ,(")
                         : NULL;
    if (!p || p == stop || p >= end)
        return NULL;
    if (isdigit((unsigned char)*p))
        return phs_note_is_age(at, p, end) ? stop : NULL;
    for (size_t i = 0; i < sizeof births / sizeof *births; i++)
        if (phs_note_begins(p, end, births[i]))
            return stop;
    return NULL;
}

/* "hey its Rosa,", "this is Rosa" */
static bool is_introduced(const char *start, const char *at) {
    static const char *const words[] = {"its ", "it's ", "this is ", "im ", "i'm ", "my name is ", "name's "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(at - start) >= n && strncasecmp(at - n, words[i], n) == 0 && phs_note_starts_word(start, at - n))
            return true;
    }
    return false;
}

/* "Bed 22 is Mr. Santorini", "rm 318: Mrs. Vega" */
static bool is_in_bed(const char *start, const char *at) {
    static const char *const words[] = {"bed ", "room ", "rm ", "bay "};
    struct phs_slice before = phs_slice_n(start, (size_t)(at - start));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *place =
            before.len > 4 && before.len < CLOSE ? memmem(start + 1, before.len - 1, words[i] + 1, strlen(words[i]) - 1) : NULL;
        if (place && (place[-1] | 0x20) == words[i][0] && isdigit((unsigned char)place[strlen(words[i]) - 1]))
            return true;
    }
    return false;
}

/* Names with something beside them. */
static void take_names(struct phs_note_signs *signs, struct phs_slice line) {
    const char *end = line.ptr + line.len, *stop;
    struct phs_slice day;
    for (const char *at = line.ptr; at < end; at++) {
        if (!phs_note_starts_word(line.ptr, at) || !isupper((unsigned char)*at))
            continue;
        stop = phs_note_person_at(line.ptr, at, end);
        bool full = stop != NULL;
        const char *shaped = full ? NULL : told_by_birth(line.ptr, at, end);
        if (shaped) {
            signs->sure++;
            tell(signs, at, shaped);
            at = shaped - 1;
            continue;
        }
        if (!full && is_in_bed(line.ptr, at) && phs_note_titled_name(at, end, &day)) {
            signs->sure++;
            phs_note_take(signs->note, &phs_note_patient, day);
            continue;
        }
        if (!full && (phs_note_is_titled(at, end) || !is_given_name(at, end, &stop)))
            continue;
        const char *close = end - stop < CLOSE ? end : stop + CLOSE;
        const char *age = phs_note_age_in(stop, close);
        bool sure = (age != NULL || is_introduced(line.ptr, at) || phs_note_is_in_care_behind(stop, end) ||
                     (full && phs_note_is_in_care_before(line.ptr, at)) || phs_note_born_behind(stop, end, &day) ||
                     ((full || phs_note_begins(stop, end, " had ") || phs_note_begins(stop, end, " has ")) && stop < end &&
                      *stop != ':' && phs_note_is_complaint_behind(stop, end)));
        if (sure) {
            signs->sure++;
            tell(signs, at, stop);
        }
        at = stop - 1;
    }
}

static bool is_kin_word(const char *at, const char *end) {
    static const char kin[] =
        "|husband|wife|son|daughter|mother|father|brother|sister|spouse|mom|dad|mum|aunt|uncle|niece|"
        "nephew|dtr|poa|hcp|partner|cousin|grandma|grandpa|guardian|grandson|granddaughter|grandmother|grandfather|caregiver|";
    char word[16] = "|";
    size_t n = phs_note_run(at, end, isalpha);
    if (n < 3 || n + 3 > sizeof word)
        return false;
    for (size_t i = 0; i < n; i++)
        word[1 + i] = (char)tolower((unsigned char)at[i]);
    word[1 + n] = '|';
    return strstr(kin, word) != NULL;
}

static bool is_birth(struct phs_slice line) {
    static const char *const words[] = {"birth", "born",  "dob",   "d.o.b", "geb",   "née ",
                                        "né ",   "nato ", "nata ", "nac.",  "nacim", "nacid"};
    return PHS_HEALTH_HAS_ONE(line, words) && phs_health_holds_date(line);
}

/* Kinds of things on a line, each of which counts once. */
static void look_at_words(struct phs_note_signs *signs, struct phs_slice line) {
    const char *end = line.ptr + line.len;
    bool kin = false, date = false;
    for (const char *at = line.ptr; at < end; at++) {
        if (!phs_note_starts_word(line.ptr, at))
            continue;
        if (isalpha((unsigned char)*at)) {
            signs->number |= isupper((unsigned char)*at) && phs_note_is_number(at, end);
            kin |= is_kin_word(at, end);
            signs->sure += !signs->said && (phs_note_said_number_at(at, end) || phs_note_spelled_at(line.ptr, at, end));
            signs->said |= phs_note_said_number_at(at, end) || phs_note_spelled_at(line.ptr, at, end);
            date |= isupper((unsigned char)*at) && phs_note_is_month(at, end);
            signs->somebody += phs_note_kin_at(at, end) != NULL;
        } else if (isdigit((unsigned char)*at) || *at == '(') {
            signs->age |= phs_note_is_age(line.ptr, at, end);
            if (phs_note_is_phone(line.ptr, at, end)) {
                signs->kin |= kin;
                signs->phone = true;
            } else
                date |= phs_note_is_date(at, end);
            signs->number |= phs_note_is_number(at, end);
            signs->street |= phs_note_is_street(at, end) || phs_note_is_zip(line.ptr, at, end);
        } else
            signs->mail |= *at == '@' && at > line.ptr && isalnum((unsigned char)at[-1]);
    }
    signs->dated |= date;
    signs->sure += date && is_birth(line);
    signs->relation |= kin;
    signs->visit |= date && phs_health_is_complaint(line);
}

static void look_at_voice(struct phs_note_signs *signs, struct phs_slice line) {
    static const char *const third[] = {" she ", " he ", " her ", " his ", "she ", "he ", "pt ", "the patient", "this patient"};
    static const char *const second[] = {"your ", "you were", "you have"};
    static const char *const first[] = {" my ", "my ", " i need", "i was", "i had", "i am ", "i've", "i'm "};
    if (!phs_health_is_complaint(line) && phs_note_health_words(line) == 0)
        return;
    signs->third |= PHS_HEALTH_HAS_ONE(line, third);
    signs->yours |= PHS_HEALTH_HAS_ONE(line, second);
    if (PHS_HEALTH_HAS_ONE(line, first) && !signs->mine) {
        signs->mine = true;
        if (signs->sender.len) {
            signs->sure++;
            phs_note_take(signs->note, &phs_note_patient, signs->sender);
        }
    }
}

void phs_note_look_for_signs(struct phs_note_signs *signs, struct phs_slice line) {
    if (line.len < 3)
        return;
    line = line.len > PHS_NOTE_SENTENCE ? phs_slice_n(line.ptr, PHS_NOTE_SENTENCE) : line;
    phs_note_look_for_addressee(signs, line);
    phs_note_look_for_writer(signs, line);
    if (!phs_note_is_citation(line) && !take_role(signs, line)) {
        take_names(signs, line);
        phs_note_look_for_number(signs, line);
        phs_note_look_for_entry(signs, line);
    }
    look_at_words(signs, line);
    look_at_voice(signs, line);
}

static size_t support_of(const struct phs_note_signs *signs) {
    size_t n = (size_t)signs->age + signs->relation + signs->kin + signs->phone + signs->mail + signs->street + signs->visit +
               signs->number + signs->third + signs->addressee + (signs->yours || signs->mine) + (signs->note->facts > 0) +
               signs->dated;
    return n < MOST_SUPPORT ? n : MOST_SUPPORT;
}

bool phs_note_signs_tell(struct phs_note_signs *signs, size_t words) {
    const struct phs_note *note = signs->note;
    struct phs_slice text = note->reader->bytes;
    size_t sure = signs->sure, somebody = signs->somebody;
    for (size_t i = 0; i < note->identifier_count; i++) {
        sure += strcmp(note->identifiers[i], "dob") == 0 || strcmp(note->identifiers[i], "ssn") == 0;
    }
    somebody += note->identifier_count > 1;
    somebody += signs->headed;
    somebody += note->name_count > 0 && note->identifier_count > 0;
    sure += (signs->yours || signs->mine) && note->greeted;
    sure += note->persons > 0;
    sure += signs->mine && (note->identifier_count > 0 || signs->headed);
    somebody += signs->yours && note->identifier_count > 0;
    size_t told = 3 * (sure < 2 ? sure : 2) + 2 * (somebody < 3 ? somebody : 3) + support_of(signs) +
                  (words / SOME_WORDS < 2 ? words / SOME_WORDS : 2);
    if (words + (sure > 0) + (somebody > 2) + (told > FULL) < FEWEST_WORDS || (sure == 0 && somebody == 0) || told < FULL - 1)
        return false;
    size_t others = phs_note_speaks_to_everybody(phs_slice_n(text.ptr, text.len < PHS_NOTE_TEXT ? text.len : PHS_NOTE_TEXT));
    others += phs_health_is_of_others(text) ? 3 : 0;
    return told >= (others ? FULL + 3 * others : FULL - 1);
}
