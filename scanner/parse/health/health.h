/* SPDX-License-Identifier: Apache-2.0 */
/* Records of patients by their format rather than by chance: FHIR, HL7 v2, C-CDA, X12, DICOM, tables, SQL dumps and clinical
 * notes -> which lines tell what about somebody. Pure and bounded; of a value only its shape is kept. */
#ifndef PHS_PARSE_HEALTH_HEALTH_H
#define PHS_PARSE_HEALTH_HEALTH_H

#include "base/arena.h"
#include "model/phi.h"
#include "parse/match/match.h"

enum { PHS_HEALTH_SHAPE = 24, PHS_HEALTH_MOST_SIGHTS = 200000 };

/* One kind of fact on one line. */
struct phs_health_sight {
    const char *category;         /* "name", "mrn", "dob", "diagnosis" ...; static */
    uint32_t line;                /* from 1 */
    uint32_t count;               /* how many on that line */
    uint32_t member;              /* 0; for whoever reads documents out of a container to say which */
    uint8_t grade;                /* enum phs_grade of the record that it stands in; never none */
    uint8_t judged;               /* enum phs_match_class */
    char shape[PHS_HEALTH_SHAPE]; /* "ddd-dd-dddd" */
};

struct phs_health {
    const char *format; /* "fhir", "hl7", "cda", "x12", "dicom", "table", "sql", "json", "note", "log"; static */
    PHS_VEC(struct phs_health_sight) sights; /* by line, then category */
    uint32_t records;                        /* patients, messages, rows: whatever the format counts */
    bool limited;                            /* a bound was reached: there may be more */
    bool deidentified;                       /* the document says so itself (DICOM) */
};

/* Looks at no more than the first few kB: NULL, or the name of the format that phs_health_read would read. path: its name
 * helps for tables and notes; NULL: not known. */
const char *phs_health_format(const char *path, struct phs_slice bytes);

/* Files of that name hold words for people, or who wrote a program: translations, manifests. */
bool phs_health_is_of_nobody(const char *path);
/* One pass over the bytes for a few words, whichever case they are in: without one of them a text is about nobody. */
bool phs_health_speaks_of_patients(struct phs_slice bytes);

/* False: in none of these formats, or nothing of a patient in it. Memory is bounded by PHS_HEALTH_MOST_SIGHTS, time is linear.
 */
bool phs_health_read(struct phs_arena *arena, const char *path, struct phs_slice bytes, struct phs_health *ret_health);

#endif
