/* SPDX-License-Identifier: Apache-2.0 */
/* What people state about safeguards that no scanner can see -> `attestation` resources. */
#ifndef PHS_COLLECT_ATTESTATIONS_H
#define PHS_COLLECT_ATTESTATIONS_H

#include "catalogue/catalogue.h"
#include "model/run.h"

/* Reads scope->attestations; nothing when the scope names none. A safeguard that the catalogue does not know is kept and named
 * in the coverage; catalogue may be NULL. */
void phs_attestations_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_catalogue *catalogue);

#endif
