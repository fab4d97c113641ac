/* SPDX-License-Identifier: Apache-2.0 */
/* Draws years and sums them up. */
#ifndef PHS_SCORE_MONEY_SIMULATE_H
#define PHS_SCORE_MONEY_SIMULATE_H

#include "base/arena.h"
#include "model/money.h"

enum { PHS_MONEY_MOST_DRAWS = 20000000, PHS_MONEY_MOST_RATE = 500 };

/* Fills figures of each scenario and of the sum of all, drawn together year by year. A scenario's numbers depend on seed, its
 * own stream and the draw, never on threads or on its neighbours; memory is 8 bytes a draw, and 12 for each year with a loss of
 * the few scenarios that are drawn at once. streams[i] names scenario i's stream, so that a treated scenario meets the same
 * chances as the untreated one. */
void phs_simulate(struct phs_arena *arena, struct phs_money_scenario *scenarios, const uint32_t *streams, size_t n,
                  uint64_t seed, uint64_t draws, struct phs_money_figures *ret_total);

#endif
