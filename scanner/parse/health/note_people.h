/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: people in sentences, told by what is said of them. at is at the start of a word. */
#ifndef PHS_PARSE_HEALTH_NOTE_PEOPLE_H
#define PHS_PARSE_HEALTH_NOTE_PEOPLE_H

#include "parse/health/record.h"

/* "Marta Halvorsen is a 62 year old woman", "Marta Halvorsen, 62F": where the name ends, or NULL. */
const char *phs_note_aged_at(const char *at, const char *end);
/* "Marta Halvorsen" whose given name is one, and nobody who treats: where it ends, or NULL. start: of the line. */
const char *phs_note_person_at(const char *start, const char *at, const char *end);
/* "Mr. Halvorsen": the name alone. */
bool phs_note_titled_name(const char *at, const char *end, struct phs_slice *ret_name);
/* "(3/14/1961)", ", 03/14/1961" right behind a name: the day. */
bool phs_note_born_behind(const char *stop, const char *end, struct phs_slice *ret_day);
/* "(95674238)", " #483920" right behind a name: the number. */
bool phs_note_numbered_behind(const char *stop, const char *end, struct phs_slice *ret_number);
/* "was treated", "presents with" right behind a name. */
bool phs_note_is_treated_behind(const char *stop, const char *end);
/* "c/o pain 7/10, morphine 2 mg IV": somebody is treated in this line. */
bool phs_note_tells_of_care(struct phs_slice line);
/* "Halvorsen, Marta - room 9, came in 7/1 w/ sepsis": an illness, and a day, a telephone or a bed. */
bool phs_note_is_in_care(struct phs_slice line);
/* "your prescription is ready", "my date of birth is": written to or by a patient. */
bool phs_note_speaks_to_patient(struct phs_slice line);
bool phs_note_speaks_as_patient(struct phs_slice text);
/* "patient 4481902", "Patient/4481902", "pt #4481902": the number. */
bool phs_note_numbered_patient(const char *at, const char *end, struct phs_slice *ret_number);

bool phs_note_is_citation(struct phs_slice line);

/* likely_names.c: somebody who may be in care, in a line of any format: where the name ends, or NULL. */
struct phs_note_who {
    bool titled; /* Mr., Mrs. */
    bool keyed;  /* what stands in front says that somebody is meant: "person: ", <customer> */
    bool sender; /* "from: " */
    bool alone;  /* the name is all of its line, or who says something */
};
const char *phs_note_somebody_at(struct phs_slice line, const char *at, struct phs_note_who *ret_who);

#endif
