/* SPDX-License-Identifier: Apache-2.0 */
/* The PHI map on a terminal. Pictures, pages and data of it: reports/map/. */
#ifndef PHS_REPORTS_MAP_REPORT_H
#define PHS_REPORTS_MAP_REPORT_H

#include "catalogue/catalogue.h"
#include "model/run.h"
#include "reports/terminal.h"

void phs_map_write_text(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run);

#endif
