/* SPDX-License-Identifier: Apache-2.0 */
/* Vendor and customer inventories -> `vendor` and `agreement` resources. */
#ifndef PHS_COLLECT_VENDORS_H
#define PHS_COLLECT_VENDORS_H

#include "catalogue/catalogue.h"
#include "model/run.h"

/* Downstream agreements from a PHS_TARGET_VENDORS target, upstream ones from PHS_TARGET_CUSTOMERS. Rows of one vendor become
 * one vendor. catalogue may be NULL: then model_host and catalogue stay absent. */
void phs_vendors_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_target *target,
                         const struct phs_catalogue *catalogue);

#endif
