/* SPDX-License-Identifier: Apache-2.0 */
/* Counts over a run that several outputs print: in one place, so that no two of them differ. */
#ifndef PHS_REPORTS_TALLY_H
#define PHS_REPORTS_TALLY_H

#include "model/run.h"

struct phs_tally {
    size_t pass, fail, unknown, not_applicable;
    size_t suppressed;                                 /* fails that an exception hides from the gate; counted in fail too */
    size_t fail_by_priority[PHS_SEV_CRITICAL + 1];     /* with the suppressed ones */
    size_t risk_by_level[PHS_VH + 1];                  /* as observed */
    size_t flows_without_baa;                          /* none found, expired or out of scope */
    size_t targets_read, targets_partly, targets_lost; /* coverage lines that the scope asked for */
};

struct phs_tally phs_tally_of(const struct phs_run *run);

/* "1 finding", "3 findings": plural is singular + s unless given. */
const char *phs_count_text(struct phs_arena *arena, size_t n, const char *singular, const char *plural);

/* Unknown findings by reason word, most frequent first. */
struct phs_reason_count {
    const char *word;
    size_t count;
};
struct phs_reason_counts {
    PHS_VEC(struct phs_reason_count) items;
};
struct phs_reason_counts phs_tally_reasons(struct phs_arena *arena, const struct phs_run *run);

#endif
