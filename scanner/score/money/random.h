/* SPDX-License-Identifier: Apache-2.0 */
/* A counter-based generator: the number at (seed, stream, draw, turn) is the same whoever asks, in whatever order, on however
 * many threads. Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3; SC11). */
#ifndef PHS_SCORE_MONEY_RANDOM_H
#define PHS_SCORE_MONEY_RANDOM_H

#include <stdint.h>

/* The bare function: ten rounds over counter with key. */
void phs_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t ret_words[4]);

/* Two numbers inside (0, 1), never 0 and never 1. stream is below 2^32, turn counts what one draw asks for. */
struct phs_pair {
    double first, second;
};
struct phs_pair phs_random_pair(uint64_t seed, uint32_t stream, uint64_t draw, uint32_t turn);

/* The standard normal quantile of p in (0, 1), relative error about 1e-16 (Wichura, algorithm AS 241, PPND16). */
double phs_normal_quantile(double p);

#endif
