/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: signs that a text of health care is about one person, where no label says so. */
#ifndef PHS_PARSE_HEALTH_NOTE_SIGNS_H
#define PHS_PARSE_HEALTH_NOTE_SIGNS_H

#include "parse/health/note.h"

struct phs_note_signs {
    struct phs_note *note;
    size_t sure;     /* somebody of whom it is said what is only said of patients */
    size_t somebody; /* who may be one: by a role, a relation, an address below the name */
    bool age, relation, kin, phone, mail, street, visit, number, dated, third,
        addressee; /* what stands beside patients; each counts once */
    uint32_t lone_line, street_line;
    struct phs_slice lone; /* a name on a line of its own */
    struct phs_slice sender;
    bool said;        /* digits as words, a name letter by letter */
    bool headed;      /* such a name stands at the head */
    bool yours, mine; /* "your mammogram", "my refill" */
};

/* One line; who is told by a sign is taken as the patient. */
void phs_note_look_for_signs(struct phs_note_signs *signs, struct phs_slice line);
/* Whether they are enough in a text with so many words of health care, which may be of others. */
bool phs_note_signs_tell(struct phs_note_signs *signs, size_t words);

/* note_care.c: 24-year-old; the age in what follows a name; "please excuse" before and "was seen" behind it. start: of the
 * line. */
bool phs_note_is_age(const char *start, const char *at, const char *end);
const char *phs_note_age_in(const char *at, const char *stop);
bool phs_note_is_in_care_before(const char *start, const char *at);
bool phs_note_is_in_care_behind(const char *stop, const char *end);
bool phs_note_is_complaint_behind(const char *stop, const char *end);
/* note_roles.c: "Prepared by", "Mother"; a name that stands where only names do: where it ends, or NULL. */
bool phs_note_is_of_staff(struct phs_slice role);
bool phs_note_is_of_somebody(struct phs_slice role);
const char *phs_note_named_by_place(const char *start, const char *at, const char *end);

/* note_standing.c: envelopes, writers, entries of lists, numbered patients. */
void phs_note_look_for_addressee(struct phs_note_signs *signs, struct phs_slice line);
void phs_note_look_for_writer(struct phs_note_signs *signs, struct phs_slice line);
void phs_note_look_for_entry(struct phs_note_signs *signs, struct phs_slice line);
void phs_note_look_for_number(struct phs_note_signs *signs, struct phs_slice line);

/* note_others.c: how many things a text says that are said to everybody or about those who work there. */
size_t phs_note_speaks_to_everybody(struct phs_slice text);

/* Keys and values of a program: names in them are not read as sentences. */
bool phs_note_is_settings(struct phs_slice text);
bool phs_note_is_of_animals(struct phs_slice text);
bool phs_note_is_technical(struct phs_slice text); /* about programs and machines */

#endif
