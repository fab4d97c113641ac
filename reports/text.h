/* SPDX-License-Identifier: Apache-2.0 */
/* A run as a summary that a person reads in ten seconds. */
#ifndef PHS_REPORTS_TEXT_H
#define PHS_REPORTS_TEXT_H

#include "model/run.h"
#include "reports/terminal.h"

void phs_text_summary(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run);

/* Findings that fail, not hidden by an exception, worst first, one line each; new_only: those that are new. At most limit,
 * then how many more there are. Returns how many there are. */
size_t phs_text_findings(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run, bool new_only,
                         size_t limit);

#endif
