/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: what clinical notes, forms and logs write in front of their values. */
#ifndef PHS_PARSE_HEALTH_NOTE_LABELS_H
#define PHS_PARSE_HEALTH_NOTE_LABELS_H

#include "parse/health/record.h"

struct phs_note_label {
    const char *text; /* lower case; a space stands for a space, "_", "-" or nothing */
    const char *category;
    uint8_t kind;
    bool patient; /* says that a patient is meant */
    bool bare;    /* may stand before its value without a colon */
};

extern const struct phs_note_label phs_note_labels[];
extern const size_t phs_note_label_count;

/* The label whose words stand at, with where they end; NULL. */
const struct phs_note_label *phs_note_label_words(const char *at, const char *end, const char **ret_end);
/* A label without a colon in the columns of a form; start: of its line. */
const struct phs_note_label *phs_note_label_in_form(const char *start, const char *at, const char *end, const char **ret_value);
/* The label that begins at, with where its value begins; NULL. at is at the start of a word. */
const struct phs_note_label *phs_note_label_at(const char *at, const char *end, const char **ret_value);

#endif
