/* SPDX-License-Identifier: Apache-2.0 */
/* Control status, computed here and nowhere else. */
#ifndef PHS_JUDGE_CONTROLS_H
#define PHS_JUDGE_CONTROLS_H

#include "catalogue/catalogue.h"
#include "model/run.h"

/* Fills run->controls, one row per control of every framework, in the order of the framework files. A control is contradicted
 * if any applicable PHI system has a fail under one of its safeguards; supported only if every applicable system has, for every
 * safeguard, a pass or an attestation with evidence; partly supported in between; else there is no machine evidence. A standard
 * is the worst of itself and its specifications. Exceptions change nothing. */
void phs_controls_judge(struct phs_run *run, const struct phs_catalogue *catalogue);

#endif
