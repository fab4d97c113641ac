/* SPDX-License-Identifier: Apache-2.0 */
/* Remarks in code become exceptions. */
#ifndef PHS_JUDGE_INLINE_H
#define PHS_JUDGE_INLINE_H

#include "catalogue/catalogue.h"
#include "model/run.h"

/* Adds an exception to run->exceptions for each check that a remark of run->graph names; ids of other tools are translated by
 * checks/foreign-ids.tsv. Warns of what names no check here, and of a remark without reason or expiry, which takes effect. */
void phs_inline_exceptions(struct phs_run *run, const struct phs_catalogue *catalogue);

/* Whether the remark speaks of what was found there. */
bool phs_inline_covers(const struct phs_remark *remark, const struct phs_finding *finding);

#endif
