/* SPDX-License-Identifier: Apache-2.0 */
/* The whole story of one thing that the catalogue knows or a run found, for a person at a terminal. */
#ifndef PHS_REPORTS_EXPLAIN_H
#define PHS_REPORTS_EXPLAIN_H

#include "catalogue/catalogue.h"
#include "model/run.h"
#include "reports/terminal.h"

struct phs_story {
    struct phs_terminal terminal;
    struct phs_arena *arena;
    const struct phs_catalogue *catalogue;
    size_t width;
};

/* Check, safeguard, threat or control ("hipaa:164.312(b)", or "164.312(b)" where one framework has it). False when the
 * catalogue has no such id. */
bool phs_explain_known(struct phs_story *story, const char *id);
/* Risk, finding, PHI system or flow of a run. False when the run has no such id. */
bool phs_explain_found(struct phs_story *story, const struct phs_run *run, const char *id);
/* Every id that phs_explain_known takes, ended by NULL. */
const char **phs_explain_ids(const struct phs_catalogue *catalogue, struct phs_arena *arena);
/* The same for phs_explain_found. */
const char **phs_explain_found_ids(const struct phs_run *run, struct phs_arena *arena);

#endif
