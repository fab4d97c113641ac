/* SPDX-License-Identifier: Apache-2.0 */
/* Conformance of endpoints with the profiles of the catalogue. */
#ifndef PHS_JUDGE_PROFILES_H
#define PHS_JUDGE_PROFILES_H

#include "catalogue/catalogue.h"
#include "model/run.h"

/* Fills run->conformance and gives each endpoint the attribute `profiles` {ID: {asked bool (the scope names it), questions,
 * met, open number, shall_not_met, should_not_met [rule id]}}, before any check is asked. A profile that nobody knows is a
 * warning. */
void phs_profiles_judge(struct phs_run *run, const struct phs_catalogue *catalogue);

#endif
