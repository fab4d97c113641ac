/* SPDX-License-Identifier: Apache-2.0 */
/* Application source trees -> `git_repository`, `outbound_call` and `phi_sighting` resources: by literal host, SDK import and
 * field name. */
#ifndef PHS_COLLECT_SOURCE_SOURCE_H
#define PHS_COLLECT_SOURCE_SOURCE_H

#include "base/progress.h"
#include "catalogue/catalogue.h"
#include "model/run.h"

/* folder is the scope's; target->path is relative to it. No character of a value that looks like an identifier is kept
 * anywhere. */
void phs_source_collect(struct phs_graph *graph, const char *folder, const struct phs_target *target,
                        const struct phs_catalogue *catalogue, struct phs_progress *progress);

#endif
