/* SPDX-License-Identifier: Apache-2.0 */
/* Somebody in care whom no label, column or field says: messages, tickets, comments, wikis. A name stands beside what is said
 * of patients: an illness, a birth, an age, a number of a chart, "he", "her". Weighed line by line, so that it is the same
 * question in every format. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_people.h"
#include "parse/health/note_signs.h"
#include "parse/health/note_things.h"

enum {
    MOST_BYTES = 128 << 10,
    MOST_LINES = 4000,
    LONGEST_LINE = 2000,
    FEWEST = 6,       /* what has to stand beside a name; what is on its line counts twice */
    FEWEST_CODE = 10, /* where most of it is a program */
    FARTHEST = 2,     /* lines that belong to a name */
    MOST_PEOPLE = 400,
    MOST_OTHERS = 2,
    TITLE = 2,
    KEY = 4,
    FARTHER = 1, /* where nothing on the line of the name tells */
    EVERYBODY = 2
};

enum sign {
    BIRTH = 1 << 0,
    AGE = 1 << 1,
    DAY = 1 << 2,
    PHONE = 1 << 3,
    STREET = 1 << 4,
    NUMBER = 1 << 5,
    ILLNESS = 1 << 6,
    CARE = 1 << 7,
    THIRD = 1 << 8,
    KIN = 1 << 9,
    PATIENT = 1 << 10,
    FIRST = 1 << 11,
    READ = 1 << 12
};

struct place {
    struct phs_slice text;
    uint32_t number;
    unsigned signs;
};

struct likely {
    struct phs_health_reader *reader;
    struct place place[MOST_LINES]; /* lines with anything on them */
    size_t n, people;
    unsigned fewest;
    bool code, asked, nobody; /* asked of the whole text, which is dear: whom it is about; nobody: nobody in care */
    bool care;                /* it has words of it */
};

static bool is_word_of(const char *at, size_t n, const char *words) {
    char word[16] = "|";
    if (n + 3 > sizeof word)
        return false;
    for (size_t i = 0; i < n; i++)
        word[1 + i] = (char)tolower((unsigned char)at[i]);
    word[1 + n] = '|';
    return strstr(words, word) != NULL;
}

static unsigned word_sign(const char *at, size_t n) {
    static const char third[] = "|he|she|his|her|him|hers|",
                      kin[] = "|husband|wife|son|daughter|mother|father|mom|dad|mum|brother|sister|grandson|granddaughter|"
                              "dtr|parents|spouse|caregiver|",
                      patient[] = "|patient|pt|baby|newborn|infant|resident|inpatient|mrn|fin|chart|rm|bed|"
                                  "wristband|gentleman|yo|dx|hx|";
    if (is_word_of(at, n, "|my|i|me|"))
        return FIRST;
    return is_word_of(at, n, third) ? THIRD : is_word_of(at, n, kin) ? KIN : is_word_of(at, n, patient) ? PATIENT : 0;
}

static unsigned digit_sign(struct phs_slice line, const char *at) {
    const char *end = line.ptr + line.len;
    if (phs_note_is_phone(line.ptr, at, end))
        return PHONE;
    if (phs_note_is_date(at, end)) {
        struct phs_slice day;
        bool born = at > line.ptr && phs_note_born_behind(at - 1, end, &day) && phs_health_holds_date(day);
        return born ? BIRTH | DAY : DAY;
    }
    if (phs_note_is_age(line.ptr, at, end))
        return AGE;
    if (phs_note_is_street(at, end) || phs_note_is_zip(line.ptr, at, end))
        return STREET;
    return phs_note_is_number(at, end) || phs_note_is_grouped(at, end) || phs_note_is_labelled_number(line.ptr, at, end)
               ? NUMBER
               : 0;
}

static unsigned signs_of(struct place *place) {
    struct phs_slice line = place->text;
    const char *end = line.ptr + line.len;
    unsigned signs = READ;
    if (place->signs)
        return place->signs;
    for (const char *at = line.ptr; at < end; at++) {
        if (!phs_note_starts_word(line.ptr, at))
            continue;
        if (isalpha((unsigned char)*at)) {
            signs |= word_sign(at, phs_note_run(at, end, isalpha));
            if (isupper((unsigned char)*at) && phs_note_is_month(at, end))
                signs |= DAY;
            else if (phs_note_is_labelled_number(line.ptr, at, end) ||
                     (isupper((unsigned char)*at) && phs_note_is_number(at, end)))
                signs |= NUMBER;
            if (phs_note_begins(at, end, "born ") || phs_note_begins(at, end, "dob"))
                signs |= phs_health_holds_date(line) ? BIRTH : 0;
        } else if (isdigit((unsigned char)*at) || *at == '(')
            signs |= digit_sign(line, at);
    }
    signs |= phs_health_is_complaint(line) ? ILLNESS : 0;
    signs |= phs_note_health_words(line) > (signs & PATIENT ? 1 : 0) ? CARE : 0; /* "patient" is one of them */
    return place->signs = signs;
}

static unsigned weight_of(unsigned signs) {
    static const struct {
        unsigned sign, weight;
    } rows[] = {{BIRTH, 3}, {AGE, 3},   {ILLNESS, 3}, {PATIENT, 3}, {NUMBER, 2}, {STREET, 2},
                {CARE, 2},  {PHONE, 1}, {DAY, 1},     {THIRD, 1},   {KIN, 1}};
    unsigned sum = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        sum += signs & rows[i].sign ? rows[i].weight : 0;
    return sum;
}

/* What is said on the lines around, blank ones left out. */
static unsigned signs_near(struct likely *likely, size_t i) {
    size_t first = i > FARTHEST ? i - FARTHEST : 0, last = i + FARTHEST < likely->n ? i + FARTHEST : likely->n - 1;
    unsigned signs = 0;
    for (size_t k = first; k <= last; k++)
        if (k != i)
            signs |= signs_of(&likely->place[k]);
    return signs;
}

/* Whom the whole text is about: nobody asks before somebody in it seems to be in care. */
static bool is_about_nobody(struct likely *likely) {
    struct phs_slice text = likely->reader->bytes;
    if (likely->asked)
        return likely->nobody;
    size_t others = phs_note_speaks_to_everybody(text);
    likely->asked = true;
    likely->nobody = others > MOST_OTHERS || (!likely->code && phs_health_is_of_others(text));
    likely->fewest += EVERYBODY * (unsigned)others;
    likely->care = !likely->nobody && (phs_note_health_words(text) > 1 || phs_health_speaks_of_patients(text));
    return likely->nobody;
}

static void take_person(struct likely *likely, size_t i, struct phs_slice name, const struct phs_note_who *who) {
    struct place *place = &likely->place[i];
    unsigned here = signs_of(place), near = signs_near(likely, i), all = here | near;
    unsigned told = 2 * weight_of(here) + weight_of(near & ~here) + TITLE * who->titled + KEY * who->keyed;
    unsigned strong = BIRTH | AGE | ILLNESS | PATIENT | NUMBER;
    if (told < likely->fewest || is_about_nobody(likely))
        return;
    unsigned fewest = likely->fewest + (here & strong || who->titled || who->keyed ? 0 : FARTHER);
    bool health = (all & (ILLNESS | CARE)) || (all & PATIENT && (likely->care || all & BIRTH)),
         his = all & (BIRTH | AGE | ILLNESS | PATIENT | THIRD);
    bool single = here & (strong | THIRD | STREET | CARE) || all & THIRD || who->titled || who->keyed;
    if (who->sender && !(all & FIRST && all & ILLNESS)) /* who writes of his own illness */
        return;
    if (!health || !his || !single || told < fewest)
        return;
    phs_health_add(likely->reader, "name", PHS_HEALTH_WEAK, place->number, name);
    phs_health_add(likely->reader, "note", PHS_HEALTH_FACT, place->number, place->text);
    phs_health_end(likely->reader, true);
    likely->people++;
}

static void look_at(struct likely *likely, size_t i) {
    struct phs_slice line = likely->place[i].text;
    if (phs_note_is_citation(line))
        return;
    const char *end = line.ptr + line.len;
    struct phs_note_who who;
    for (const char *at = line.ptr; at < end && likely->people < MOST_PEOPLE; at++) {
        if (!phs_note_starts_word(line.ptr, at) || !isupper((unsigned char)*at))
            continue;
        const char *stop = phs_note_somebody_at(line, at, &who);
        if (!stop)
            continue;
        if (!who.alone)
            take_person(likely, i, phs_slice_n(at, (size_t)(stop - at)), &who);
        at = stop - 1;
    }
}

bool phs_health_likely(struct phs_health_reader *reader, bool code) {
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    if (reader->bytes.len > MOST_BYTES)
        return false;
    struct likely *likely = PHS_NEW(reader->arena, struct likely);
    likely->reader = reader;
    likely->code = code;
    likely->fewest = code ? FEWEST_CODE : FEWEST;
    while (likely->n < MOST_LINES && phs_health_next_line(&rest, &number, &line))
        if (phs_slice_trim(line).len > 0)
            likely->place[likely->n++] =
                (struct place){phs_slice_n(line.ptr, line.len < LONGEST_LINE ? line.len : LONGEST_LINE), number, 0};
    for (size_t i = 0; i < likely->n && !reader->limited && !likely->nobody; i++)
        look_at(likely, i);
    return likely->people > 0;
}
