/* SPDX-License-Identifier: Apache-2.0 */
/* TLS endpoints -> tls_endpoint. The only collector that opens connections, and only to what the scope names. */
#ifndef PHS_COLLECT_TLS_TLS_H
#define PHS_COLLECT_TLS_TLS_H

#include "base/progress.h"
#include "model/run.h"

/* All endpoints at once, 32 at a time; resources come in the order of targets. What could not be learned is unknown and a line
 * of coverage. */
void phs_tls_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_target *const *targets, size_t n,
                     struct phs_progress *progress);

#endif
