/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over the bytes of one file -> who it calls and what it names of patients. Pure: no I/O, no graph. */
#ifndef PHS_COLLECT_SOURCE_SCAN_H
#define PHS_COLLECT_SOURCE_SCAN_H

#include "catalogue/lexicon.h"
#include "collect/source/language.h"

enum { PHS_MOST_LINES = 50, PHS_LONGEST_SHAPE = 24 };

/* A vendor reached by one host or package in one file. */
struct phs_call_sight {
    bool import, dependency;
    const char *target; /* host or package; in the scan's arena */
    const char *scheme; /* or NULL */
    struct phs_reach reach;
    uint32_t lines[PHS_MOST_LINES];
    size_t line_count; /* at most PHS_MOST_LINES */
};

/* One category of field in one file, in the company that grades it highest. */
struct phs_field_sight {
    uint32_t line;                 /* of the first one of that grade */
    uint32_t count;                /* field names in code, rows in a table */
    enum phs_grade grade;          /* none: seen, but not in a record that counts */
    uint64_t company;              /* categories in records of that grade, bit by index */
    char shape[PHS_LONGEST_SHAPE]; /* "ddd-dd-dddd" of a value beside the name, or "" */
    bool real_looking;             /* of the values: not one of the numbers that are known to be nobody's */
};

struct phs_file_sights {
    PHS_VEC(struct phs_call_sight) calls;
    struct phs_field_sight *fields; /* by category, lexicon->category_count of them; NULL: none */
    bool phi_context;               /* identifier and health names stand in this file */
    uint32_t lines;
};

/* path decides nothing but manifests by their name; bytes may be anything. sights live in arena. */
void phs_source_scan(struct phs_arena *arena, const struct phs_lexicon *lexicon, const struct phs_catalogue *catalogue,
                     const struct phs_language *language, const char *path, struct phs_slice bytes,
                     struct phs_file_sights *ret_sights);

#endif
