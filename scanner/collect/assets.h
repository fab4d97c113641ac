/* SPDX-License-Identifier: Apache-2.0 */
/* Asset inventories (laptops, imaging servers, paper, the EHR as a service) -> `asset` resources. */
#ifndef PHS_COLLECT_ASSETS_H
#define PHS_COLLECT_ASSETS_H

#include "model/run.h"

void phs_assets_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_target *target);

#endif
