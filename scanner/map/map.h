/* SPDX-License-Identifier: Apache-2.0 */
/* The graph becomes a PHI map: what holds protected health information, what receives it, over which flow. */
#ifndef PHS_MAP_MAP_H
#define PHS_MAP_MAP_H

#include "catalogue/catalogue.h"
#include "model/run.h"

/* Builds the map from declarations, tags, names, references, sightings and inventories, each with reason and confidence, and
 * writes phi_system and phi_flow resources with their links back into the graph, so that checks judge them like any other.
 * Call once, after relating. */
struct phs_phi_map *phs_map_build(struct phs_graph *graph, const struct phs_scope *scope,
                                  const struct phs_catalogue *catalogue);

/* Warnings of the run about what the scope declares and nothing that was read bears out: patterns that match nothing, flows
 * that begin or end at what nobody knows. Call once, after building. */
void phs_map_remark(struct phs_run *run);

/* Whether a resource is a member of the system. */
bool phs_map_holds(const struct phs_system *system, const struct phs_resource *resource);

#endif
