/* SPDX-License-Identifier: Apache-2.0 */
/* The twelve contract clauses of 45 CFR 164.504(e)(2) that a business associate agreement must hold, by id, citation and common
 * name. */
#ifndef PHS_COLLECT_CLAUSES_H
#define PHS_COLLECT_CLAUSES_H

#include "base/slice.h"

enum { PHS_CLAUSE_COUNT = 12 };

struct phs_clause {
    const char *id;       /* "BAA-5": the id of checks/frameworks/hipaa-breach.tsv and the key in agreement.clauses */
    const char *citation; /* "164.504(e)(2)(ii)(D)" */
    const char *synonyms; /* column headers and words, '|' between them */
};

extern const struct phs_clause phs_clauses[PHS_CLAUSE_COUNT];

/* The clause that a word means: id, citation or common name, ASCII case and punctuation folded; NULL. */
const struct phs_clause *phs_clause_named(struct phs_slice word);

#endif
