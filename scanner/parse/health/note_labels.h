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

/* The label that begins at, with where its value begins; NULL. at is at the start of a word. */
const struct phs_note_label *phs_note_label_at(const char *at, const char *end, const char **ret_value);

#endif
