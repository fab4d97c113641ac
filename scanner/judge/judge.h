/* SPDX-License-Identifier: Apache-2.0 */
/* The judging stage: every check over the graph, then exceptions and control status. */
#ifndef PHS_JUDGE_JUDGE_H
#define PHS_JUDGE_JUDGE_H

#include "catalogue/catalogue.h"
#include "model/run.h"

/* Fills run->findings (sorted as run.h says) and run->controls, and applies run->exceptions. run->graph is ready; a
 * run without a PHI map gets an empty one. Broken checks become warnings of the run. Deterministic whatever the number of
 * threads. */
void phs_judge(struct phs_run *run, const struct phs_catalogue *catalogue);

#endif
