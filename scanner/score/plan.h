/* SPDX-License-Identifier: Apache-2.0 */
/* The plan: steps that repair something, what each takes off the risks alone, and where the register stands once all that was
 * decided is done. */
#ifndef PHS_SCORE_PLAN_H
#define PHS_SCORE_PLAN_H

#include "score/levels.h"

/* Fills run->plan, most urgent first and, where equally urgent, by what an hour of work takes off; marks run->decisions that
 * name something, and the treatment, owner, due date and planned level of each risk. */
void phs_plan_make(struct phs_run *run, const struct phs_catalogue *catalogue, const struct phs_levels *levels);

#endif
