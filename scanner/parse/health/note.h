/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: a text under way. Its lines are read twice: for labels, people and answers, which tell whether it is
 * about a patient at all; and, if it is, for what counts only then. */
#ifndef PHS_PARSE_HEALTH_NOTE_H
#define PHS_PARSE_HEALTH_NOTE_H

#include <ctype.h>

#include "parse/health/note_labels.h"

enum { PHS_NOTE_NAMES = 8, PHS_NOTE_KINDS = 16, PHS_NOTE_SENTENCE = 1000, PHS_NOTE_TEXT = 64 * 1024 };

/* Rows of boxes: the labels whose values may stand below, and what was written above a rule. */
struct phs_note_rows {
    struct phs_slice heads, above, over; /* over: above the labels */
    uint32_t heads_line, above_line, ruled;
};

struct phs_note {
    struct phs_health_reader *reader;
    struct phs_slice names[PHS_NOTE_NAMES]; /* words of the patient's name */
    size_t name_count;
    size_t patient, facts, contacts;         /* labels with a value behind */
    size_t numbers;                          /* labels that single somebody out */
    size_t persons;                          /* those of them that only patients have */
    const char *identifiers[PHS_NOTE_KINDS]; /* different categories of them that say who it is */
    size_t identifier_count;
    uint32_t line, lone_line;
    struct phs_slice lone; /* a name on a line of its own */
    uint32_t last, apart;  /* line of the last label; how far apart two records are */
    bool entry;            /* a line of a log: dates and numbers in it are the program's */
    bool greeted;          /* "Dear Maria Ortega," */
    bool numbered;         /* "patient 4481902" */
    bool speaks;           /* of patients */
    int others;            /* of authors, developers ...: -1 no, 0 not looked at, 1 yes */
    bool wanted;           /* greeted by name in such a text */
    bool told;             /* written to one: "your prescription is ready" */
    bool own;              /* a patient writes: "my date of birth is" */
    const char *headed;    /* category of a heading whose text stands below it */
    struct phs_note_rows rows;
    const char *bearer[2];             /* where the first name of the line may stand: of anybody, of patients */
    struct phs_slice before;           /* the line above */
    const struct phs_note_label *open; /* its value stands on the next line */
};

static inline bool phs_note_starts_word(const char *start, const char *at) {
    return at == start || !isalnum((unsigned char)at[-1]);
}

/* note.c: of authors, developers, lists of products. */
bool phs_note_is_of_others(struct phs_note *note);

/* note_value.c: what of the text behind a label is its value. */
struct phs_slice phs_note_value_at(const char *start, const char *at, const char *end);
struct phs_slice phs_note_name_of(struct phs_slice value);
struct phs_slice phs_note_number_of(struct phs_slice value);
bool phs_note_looks_like_name(struct phs_slice value);
bool phs_note_fits(const struct phs_note_label *label, struct phs_slice value);
const char *phs_note_skip_removed(const char *at, const char *end); /* behind "[**Name 4471**]" */

/* note_take.c: a label with its value is counted and added, unless the value is not what the label says. */
extern const struct phs_note_label phs_note_patient, phs_note_called, phs_note_patient_number;
void phs_note_take(struct phs_note *note, const struct phs_note_label *label, struct phs_slice value);

/* note_letter.c: who writes and who is written to. */
bool phs_note_is_greeting(const char *at, const char *end, struct phs_slice *ret_name);
void phs_note_take_correspondent(struct phs_note *note, struct phs_slice line);
void phs_note_take_introduction(struct phs_note *note, struct phs_slice line);
void phs_note_take_sender(struct phs_note *note, struct phs_slice line);

/* note_named.c: who is told by what stands beside the name. */
bool phs_note_named_patient(const char *at, const char *end, struct phs_slice *ret_name);
void phs_note_take_people(struct phs_note *note, struct phs_slice line);
void phs_note_take_lone_name(struct phs_note *note, struct phs_slice line);
void phs_note_take_last_and_first(struct phs_note *note, struct phs_slice line);
void phs_note_take_bearer(struct phs_note *note, const char *start, const char *label, bool patient);
void phs_note_take_born(struct phs_note *note, const char *start, const char *label);

/* note_answer.c: values below their question or heading. */
void phs_note_take_question(struct phs_note *note, struct phs_slice line);
void phs_note_take_answer(struct phs_note *note, struct phs_slice line);
void phs_note_take_heading(struct phs_note *note, struct phs_slice line);

void phs_note_take_columns(struct phs_note *note, struct phs_slice line); /* note_columns.c: boxes of forms */

/* note_beside.c: in a text about a patient; where they end, or the employer's name begins. */
bool phs_note_is_labelled_number(const char *start, const char *at, const char *end);
const char *phs_note_url_at(const struct phs_note *note, const char *at, const char *end);
const char *phs_note_employer_at(const char *at, const char *end);

void phs_note_take_labels(struct phs_note *note, struct phs_slice line); /* note_line.c: all of the above */
void phs_note_take_things(struct phs_note *note, struct phs_slice line); /* note_anywhere.c: what has no label */

#endif
