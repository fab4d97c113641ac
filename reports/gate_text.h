/* SPDX-License-Identifier: Apache-2.0 */
/* What a gate says: the new findings, and what was compared with what. */
#ifndef PHS_REPORTS_GATE_TEXT_H
#define PHS_REPORTS_GATE_TEXT_H

#include "model/run.h"
#include "reports/terminal.h"

/* run after phs_gate_compare; commit is where the change and its base parted. Lists new findings, or all where the scope says
 * gate: {new_only: false}. */
void phs_gate_text(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run, const char *ref,
                   const char *commit, enum phs_severity threshold);

/* Unknown findings that no exception hides; with base only those that base did not have. */
size_t phs_gate_unknowns(const struct phs_run *run, const struct phs_run *base);

#endif
