/* SPDX-License-Identifier: Apache-2.0 */
/* The PHI map on its own: for people, for programs, for a spreadsheet. */
#ifndef PHS_REPORTS_MAP_REPORT_H
#define PHS_REPORTS_MAP_REPORT_H

#include "catalogue/catalogue.h"
#include "model/run.h"
#include "reports/terminal.h"

void phs_map_write_text(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run);
/* phiscope.map/1: the map of phiscope.run/1. */
void phs_map_write_json(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                        const struct phs_catalogue *catalogue);
/* One table: systems, then flows. */
void phs_map_write_csv(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run);

#endif
