/* SPDX-License-Identifier: Apache-2.0 */
/* TLS endpoints -> tls_endpoint. The only collector that opens connections, and only to what the scope names. */
#ifndef PHS_COLLECT_TLS_TLS_H
#define PHS_COLLECT_TLS_TLS_H

#include "base/progress.h"
#include "model/run.h"

struct phs_tls_probe;

/* Begins to ask all endpoints, on a thread of its own: they are waited for and not worked on, so the rest of a scan goes on
 * beside; where the scope names nothing else, the end asks them. The scope and the targets stay as they are until the end. NULL when n is 0. */
struct phs_tls_probe *phs_tls_begin(const struct phs_scope *scope, const struct phs_target *const *targets, size_t n,
                                    struct phs_progress *progress);
/* Waits for it and writes it down: resources in the order of targets; what could not be learned is unknown and a line of
 * coverage. Without a graph nobody wants the answers: it stops asking. The probe is gone afterwards; NULL is fine. */
void phs_tls_end(struct phs_tls_probe *probe, struct phs_graph *graph);

#endif
