/* SPDX-License-Identifier: Apache-2.0 */
/* The state of each safeguard on each PHI system, from findings and attestations: once per safeguard, however many checks test
 * it. */
#ifndef PHS_MODEL_STATES_H
#define PHS_MODEL_STATES_H

#include "model/run.h"

struct phs_states;

struct phs_states *phs_states_new(struct phs_arena *arena, const struct phs_run *run);

/* Pass when everything that was judged passed; fail when something failed and nothing passed; partial in between; unknown when
 * nothing was judged. An attestation with evidence counts as a pass, without evidence as partial, an expired one not at all.
 * Exceptions change nothing. Fills id, title, state, findings, attestations and reason of ret_safeguard. */
void phs_states_of(struct phs_states *states, const char *safeguard, const char *title, const struct phs_system *system,
                   struct phs_risk_safeguard *ret_safeguard);

/* The state that the same findings and attestations would give if those that repaired() picks had passed. */
enum phs_safeguard_state phs_states_if(const struct phs_risk_safeguard *safeguard,
                                       bool (*repaired)(const void *user, const struct phs_finding *finding), const void *user);

#endif
