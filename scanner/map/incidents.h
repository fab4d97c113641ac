/* SPDX-License-Identifier: Apache-2.0 */
/* Sightings that may have been an impermissible disclosure -> candidates that a person looks at. */
#ifndef PHS_MAP_INCIDENTS_H
#define PHS_MAP_INCIDENTS_H

#include "catalogue/catalogue.h"
#include "model/run.h"

/* Fills run->incidents from the graph: one for each file with real-looking records of patients, in HEAD or in history. */
void phs_map_incidents(struct phs_run *run, const struct phs_catalogue *catalogue);

#endif
