/* SPDX-License-Identifier: Apache-2.0 */
/* Collectors from plugins: we walk, read and bound; they only see bytes. */
#ifndef PHS_COLLECT_PLUGGED_H
#define PHS_COLLECT_PLUGGED_H

#include "model/run.h"
#include "phiscope/check.h"

/* Runs the n collectors over the infrastructure and repository targets of the scope, each file at most once a collector. What a
 * collector could not read goes to coverage. */
void phs_plugged_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_collector *const *collectors,
                         size_t n);

#endif
