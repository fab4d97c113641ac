/* SPDX-License-Identifier: Apache-2.0 */
/* Draws many scenarios and prints how long that takes beside the bare generator: what the arithmetic around it costs. */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "score/money/loss.h"
#include "score/money/random.h"
#include "score/money/simulate.h"

static double bare(size_t scenarios, uint64_t draws) {
    int64_t start = phs_clock_ms();
    double sum = 0;
    for (uint32_t i = 0; i < scenarios; i++)
        for (uint64_t draw = 0; draw < draws; draw++)
            sum += phs_random_pair(1, i, draw, 0).first;
    double seconds = (double)(phs_clock_ms() - start) / 1000;
    return sum > 0 ? seconds : 0;
}

int main(int argc, char **argv) {
    size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 200;
    uint64_t draws = argc > 2 ? strtoull(argv[2], NULL, 10) : 1000000;
    struct phs_arena *arena = phs_arena_new();
    struct phs_money_scenario *scenarios = PHS_NEW_N(arena, struct phs_money_scenario, n);
    uint32_t *streams = PHS_NEW_N(arena, uint32_t, n);
    static const double rates[] = {0.0002, 0.005, 0.02, 0.08, 0.3, 1.5};
    for (size_t i = 0; i < n; i++) {
        struct phs_err err = {0};
        streams[i] = (uint32_t)i;
        scenarios[i].frequency = (struct phs_frequency){i % 6 == 5 ? PHS_POISSON : PHS_BERNOULLI, rates[i % 6]};
        phs_loss_lognormal(10000, 5000000, &scenarios[i].loss, &err);
    }
    struct phs_money_figures total;
    double least = bare(n, draws);
    int64_t start = phs_clock_ms();
    phs_simulate(arena, scenarios, streams, n, 1, draws, &total);
    double seconds = (double)(phs_clock_ms() - start) / 1000;
    printf("%zu scenarios, %llu draws each: %.2f s; the bare generator on one core %.2f s, ratio %.2f; mean %.1f standard "
           "errors off\n",
           n, (unsigned long long)draws, seconds, least, seconds / least, total.error);
    phs_arena_free(arena);
    return 0;
}
