/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: lines near a record of a patient that no reader took anything from. */
#ifndef PHS_PARSE_HEALTH_LEFTOVER_H
#define PHS_PARSE_HEALTH_LEFTOVER_H

#include "parse/health/note.h"

struct phs_leftover {
    struct phs_health_reader *reader;
    struct phs_note note; /* whose names are those of the record */
    const uint8_t *held;  /* by line: 1 something of a record, 2 somebody of one */
    uint32_t lines, line, near;
    size_t indent; /* lines deeper than it are of somebody else; SIZE_MAX: none */
    int depth;     /* brackets of somebody else that are open */
};

/* What a key says of a value, or what stands in it if it is a text. */
void phs_leftover_take(struct phs_leftover *left, struct phs_slice key, struct phs_slice text);
/* leftover_lines.c: lines of texts, of logs and of settings. */
void phs_leftover_take_line(struct phs_leftover *left, struct phs_slice line);
void phs_leftover_take_entry(struct phs_leftover *left, struct phs_slice line);
void phs_leftover_take_pair(struct phs_leftover *left, struct phs_slice line);
void phs_leftover_take_pairs(struct phs_leftover *left, struct phs_slice line);

#endif
