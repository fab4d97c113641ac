/* SPDX-License-Identifier: Apache-2.0 */
/* One graph out of many collectors: identities merged, mentions resolved into links, companions folded into their parents. */
#ifndef PHS_RELATE_RELATE_H
#define PHS_RELATE_RELATE_H

#include "model/resource.h"

/* Runs the passes below in this order; afterwards resource->attributes are canonical and graph->links is complete. Call it
 * once. */
void phs_relate(struct phs_graph *graph);

#endif
