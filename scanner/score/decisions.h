/* SPDX-License-Identifier: Apache-2.0 */
/* treatments.yaml: what people decided to do about risks and steps of the plan. */
#ifndef PHS_SCORE_DECISIONS_H
#define PHS_SCORE_DECISIONS_H

#include "base/err.h"
#include "model/run.h"

/* Adds what the file holds (a list, or a map with the key `treatments`) to run->decisions. An entry that names nothing or no
 * known treatment, that accepts without approver and expiry, or whose acceptance is over is kept with a problem, takes no
 * effect and is warned of. PHS_E_INPUT when the file as a whole cannot be read. */
enum phs_code phs_decisions_parse(struct phs_run *run, const char *path, struct phs_slice bytes, struct phs_err *err);

/* The first decision in effect for a step: its check (a glob may name it), its safeguard. system NULL: on any system; else also
 * one for that system alone. */
const struct phs_decision *phs_decision_of_step(const struct phs_run *run, const char *check, const char *safeguard,
                                                const struct phs_system *system);

/* Treatment, owner and due date of a risk: a decision that names it, an exception that accepts it; neither changes a level. */
void phs_decide_risk(struct phs_run *run, struct phs_risk *risk);

/* Warns of decisions that name nothing. */
void phs_decisions_note_unused(struct phs_run *run);

#endif
