/* SPDX-License-Identifier: Apache-2.0 */
/* What changed between two runs: on a terminal, as Markdown and as JSON (phiscope.changes/1). */
#ifndef PHS_REPORTS_CHANGES_H
#define PHS_REPORTS_CHANGES_H

#include "model/change.h"
#include "reports/terminal.h"

void phs_changes_write_text(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_changes *changes);
void phs_changes_write_markdown(struct phs_buf *out, struct phs_arena *arena, const struct phs_changes *changes);
void phs_changes_write_json(struct phs_buf *out, const struct phs_changes *changes);

/* "the rule set", "the rule set and the weights"; NULL when the method is the same. */
const char *phs_changes_method(struct phs_arena *arena, const struct phs_changes *changes);

#endif
