/* SPDX-License-Identifier: Apache-2.0 */
/* From a judgement to a finding: identity, PHI system, priority, evidence and order; the same for every kind of check. */
#ifndef PHS_JUDGE_FINDINGS_H
#define PHS_JUDGE_FINDINGS_H

#include "catalogue/catalogue.h"
#include "judge/policy/policy.h"
#include "model/run.h"

/* Which resources belong to which PHI system; read-only once built, shared by threads. */
struct phs_membership {
    struct phs_system **system; /* by resource index; NULL: none */
    bool *touches;              /* by resource index: linked with a member of a system */
    size_t n;
    bool any; /* the map has systems at all */
};
void phs_membership_build(struct phs_arena *arena, const struct phs_run *run, struct phs_membership *ret_membership);

/* A finding in arena with all texts copied; id of evidence and order come later.
 *
 * Priority is the check's severity, one step higher when the resource belongs to a PHI system of grade phi, and one step lower
 * when the map knows PHI systems and this infrastructure resource neither belongs to one nor is linked with a member. */
struct phs_finding *phs_finding_new(struct phs_arena *arena, const struct phs_membership *membership,
                                    const struct phs_check_info *check, const struct phs_judgement *judgement);

/* Fails by priority, unknowns, passes, what is not applicable; then place, check and resource. Numbers the evidence. */
void phs_findings_sort(struct phs_run *run);

#endif
