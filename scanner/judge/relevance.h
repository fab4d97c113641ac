/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a check can say anything about a graph, told from the type names it is written with: most checks of a catalogue are
 * about types that a run does not hold, and are not compiled for it. */
#ifndef PHS_JUDGE_RELEVANCE_H
#define PHS_JUDGE_RELEVANCE_H

#include "catalogue/catalogue.h"
#include "model/resource.h"

struct phs_relevance {
    const struct phs_graph *graph;
    struct phs_map written; /* types as their format names them */
    uint64_t marks;         /* of the types that are there */
};

void phs_relevance_init(struct phs_relevance *relevance, struct phs_arena *arena, const struct phs_graph *graph);
/* False only when no resource has a type that the definition names. A definition that is not the language is relevant, so that
 * compiling it says what is wrong. */
bool phs_relevance_of(const struct phs_relevance *relevance, const struct phs_value *definition);
/* The same of a check's definition, for most checks by its marks alone. */
bool phs_relevance_of_check(const struct phs_relevance *relevance, const struct phs_check_info *check);

#endif
