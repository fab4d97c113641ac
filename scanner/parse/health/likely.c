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
    FIRST_ALONE = 14, /* of the words below: those that need no mark behind */
    EVERYBODY = 3
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
    READ = 1 << 11
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
    bool care; /* the text has words of it */
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

/* "From: ", "Opened by: ", "author": what is written in front of a name says whose it is. */
static bool is_others(struct phs_slice line, const char *at) {
    static const char *const words[] = {"from",     "to",     "cc",        "bcc",     "sent",    "reply",    "opened",
                                        "assigned", "user",   "reported",  "owner",   "author",  "reviewer", "written",
                                        "by",       "rn",     "dr",        "nurse",   "thanks",  "team",     "provider",
                                        "pcp",      "signed", "attending", "contact", "officer", "manager",  "director",
                                        "assignee", "ref",    "president", "chief",   "ceo"};
    const char *start = line.ptr, *mark = at;
    while (mark > start && strchr(" \"'`*_(<[", mark[-1]))
        mark--;
    bool keyed = mark > start && strchr(":=,", mark[-1]);
    mark -= keyed;
    while (mark > start && strchr(" \"'`", mark[-1]))
        mark--;
    const char *word = mark;
    while (word > start && (isalnum((unsigned char)word[-1]) || word[-1] == '_' || word[-1] == '-'))
        word--;
    struct phs_slice key = phs_slice_n(word, (size_t)(mark - word));
    bool role = keyed && mark < at && *mark == ':' && !strchr("\"'", mark[-1]);
    if (key.len && keyed && (phs_health_whose(key) == PHS_HEALTH_OTHERS || (role && !phs_note_is_of_somebody(key))))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_slice_ieq(key, phs_slice(words[i])) && (keyed || i >= FIRST_ALONE))
            return true;
    return phs_note_begins(start, line.ptr + line.len, "from:") || phs_note_begins(start, line.ptr + line.len, "to:") ||
           phs_note_begins(start, line.ptr + line.len, "cc:");
}

/* "the Oyinlola baby", "baby Nowicki" */
static const char *baby_at(const char *start, const char *at, const char *end) {
    size_t n = phs_note_run(at, end, isalpha);
    bool before = at - start >= 5 && (strncasecmp(at - 5, "baby ", 5) == 0);
    bool behind = phs_note_begins(at + n, end, " baby") || phs_note_begins(at + n, end, " infant") ||
                  phs_note_begins(at + n, end, " twins");
    return n >= 4 && islower((unsigned char)at[1]) && (before || behind) && !phs_note_health_words(phs_slice_n(at, n)) &&
                   !phs_note_begins(at, end, "baby")
               ? at + n
               : NULL;
}

/* "Contact Laura Kim": the first word is none of a name. */
static bool begins_with_others(const char *at, const char *end) {
    size_t n = phs_note_run(at, end, isalpha);
    return is_word_of(at, n, "|contact|call|ask|email|from|to|by|thanks|regards|sincerely|nurse|attending|provider|");
}

/* Somebody who may be a patient at the start of a word; where the name ends, or NULL. */
static const char *somebody_at(struct phs_slice line, const char *at, bool *ret_titled) {
    const char *end = line.ptr + line.len, *stop;
    struct phs_slice name;
    *ret_titled = phs_note_titled_name(at, end, &name);
    if (*ret_titled)
        return name.ptr + name.len;
    stop = baby_at(line.ptr, at, end);
    stop = stop ? stop : phs_note_person_at(line.ptr, at, end);
    if (!stop || phs_health_is_complaint(phs_slice_n(at, (size_t)(stop - at))) || is_others(line, at) ||
        begins_with_others(at, end))
        return NULL;
    return stop;
}

/* A name that is all of its line signs what stands above. */
static bool is_alone(struct phs_slice line, const char *at, const char *stop) {
    struct phs_slice text = phs_slice_trim(line);
    const char *end = line.ptr + line.len, *next = phs_note_skip(stop, end, " \"");
    bool mail = next < end && *next == '<' && memchr(next, '@', (size_t)(end - next));
    if (stop < end && *stop == ':') /* who says something */
        return true;
    return mail || ((size_t)(stop - at) * 2 > text.len && !(stop < end && strchr("(,", *stop)));
}

static void take_person(struct likely *likely, size_t i, struct phs_slice name, bool titled) {
    struct place *place = &likely->place[i];
    unsigned here = signs_of(place), near = signs_near(likely, i), all = here | near;
    unsigned told = 2 * weight_of(here) + weight_of(near & ~here) + 2 * titled;
    bool health = (all & (ILLNESS | CARE)) || (likely->care && all & PATIENT),
         his = all & (BIRTH | AGE | ILLNESS | PATIENT | THIRD);
    bool single = here & (BIRTH | AGE | ILLNESS | PATIENT | NUMBER | THIRD | STREET | CARE) || all & THIRD || titled;
    if (!health || !his || !single || told < likely->fewest)
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
    const char *end = line.ptr + line.len, *stop;
    bool titled;
    for (const char *at = line.ptr; at < end && likely->people < MOST_PEOPLE; at++) {
        if (!phs_note_starts_word(line.ptr, at) || !isupper((unsigned char)*at))
            continue;
        stop = somebody_at(line, at, &titled);
        if (!stop)
            continue;
        if (titled || !is_alone(line, at, stop))
            take_person(likely, i, phs_slice_n(at, (size_t)(stop - at)), titled);
        at = stop - 1;
    }
}

bool phs_health_likely(struct phs_health_reader *reader, bool code) {
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    if (reader->bytes.len > MOST_BYTES || phs_health_is_of_others(reader->bytes))
        return false;
    size_t others = phs_note_speaks_to_everybody(reader->bytes);
    if (others > MOST_OTHERS)
        return false;
    struct likely *likely = PHS_NEW(reader->arena, struct likely);
    likely->reader = reader;
    likely->care = phs_note_health_words(reader->bytes) > 1 || phs_health_speaks_of_patients(reader->bytes);
    likely->fewest = (code ? FEWEST_CODE : FEWEST) + EVERYBODY * (unsigned)others;
    while (likely->n < MOST_LINES && phs_health_next_line(&rest, &number, &line))
        if (phs_slice_trim(line).len > 0)
            likely->place[likely->n++] =
                (struct place){phs_slice_n(line.ptr, line.len < LONGEST_LINE ? line.len : LONGEST_LINE), number, 0};
    for (size_t i = 0; i < likely->n && !reader->limited; i++)
        look_at(likely, i);
    return likely->people > 0;
}
