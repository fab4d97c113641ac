/* SPDX-License-Identifier: Apache-2.0 */
/* Scenarios are drawn in waves on all cores and added up in their order, so that the sum is the same on any machine. Most years
 * of most scenarios are without a loss: only the others are kept. */
#include "score/money/simulate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/pool.h"
#include "score/money/loss.h"
#include "score/money/random.h"

enum { CURVE_POINTS = 40, GUIDE = 256, WAVE_PER_THREAD = 4, MOST_WAVE = 64 };

/* The years that cost something: which, and how much. */
struct years {
    uint32_t *draw;
    double *loss;
    size_t n, room;
};

struct simulation {
    struct phs_money_scenario *scenarios;
    const uint32_t *streams;
    size_t from; /* first scenario of the wave */
    uint64_t seed, draws;
    struct years wave[MOST_WAVE];
};

/* One event's draw, continued as long as its kind asks for more numbers. */
struct chance {
    uint64_t seed, draw;
    uint32_t stream, turn;
};

static struct phs_pair next(struct chance *chance) {
    return phs_random_pair(chance->seed, chance->stream, chance->draw, chance->turn++);
}

/* Marsaglia and Tsang, A simple method for generating gamma variables, 2000; a shape below 1 by the step up from shape + 1. */
static double gamma_draw(struct chance *chance, double shape) {
    if (shape < 1) {
        double p = next(chance).first;
        return gamma_draw(chance, shape + 1) * pow(p, 1 / shape);
    }
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        struct phs_pair pair = next(chance);
        double z = phs_normal_quantile(pair.first), v = 1 + c * z;
        if (v <= 0)
            continue;
        v = v * v * v;
        if (log(pair.second) < 0.5 * z * z + d - d * v + d * log(v))
            return d * v;
    }
}

static double pert_draw(struct chance *chance, const struct phs_loss *loss) {
    double a = gamma_draw(chance, loss->alpha), b = gamma_draw(chance, loss->beta);
    return loss->low + (loss->high - loss->low) * a / (a + b);
}

/* How many events a year has: the smallest count whose cumulative probability is above the number drawn. */
struct counts {
    double *cumulative;
    size_t n;
    uint16_t guide[GUIDE]; /* where the search starts, by the first digits of the number drawn */
};

static void guide_to(struct counts *counts) {
    size_t at = 0;
    for (size_t i = 0; i < GUIDE; i++) {
        while (at + 1 < counts->n && counts->cumulative[at] <= (double)i / GUIDE)
            at++;
        counts->guide[i] = (uint16_t)at;
    }
}

static void counts_of(const struct phs_frequency *frequency, struct counts *ret_counts) {
    double rate = frequency->rate < 0 ? 0 : frequency->rate > PHS_MONEY_MOST_RATE ? PHS_MONEY_MOST_RATE : frequency->rate;
    size_t most = frequency->kind == PHS_BERNOULLI ? 2 : (size_t)(rate + 12 * sqrt(rate + 1) + 24);
    struct counts counts = {.cumulative = malloc(most * sizeof(double)), .n = most};
    if (!counts.cumulative)
        abort();
    double sum = 0;
    for (size_t i = 0; i < most; i++) {
        sum +=
            frequency->kind == PHS_POISSON ? exp((double)i * log(rate > 0 ? rate : 1e-300) - rate - lgamma((double)i + 1)) : 0;
        counts.cumulative[i] = sum;
    }
    if (frequency->kind == PHS_BERNOULLI)
        counts.cumulative[0] = 1 - (rate > 1 ? 1 : rate);
    counts.cumulative[most - 1] = 1;
    guide_to(&counts);
    *ret_counts = counts;
}

static size_t count_at(const struct counts *counts, double p) {
    size_t at = counts->guide[(size_t)(p * GUIDE)];
    while (p >= counts->cumulative[at] && at + 1 < counts->n)
        at++;
    return at;
}

static double one_loss(const struct phs_loss *loss, struct chance *chance, double p) {
    return loss->kind == PHS_LOGNORMAL ? exp(loss->mu + loss->sigma * phs_normal_quantile(p)) : pert_draw(chance, loss);
}

static void *grown(void *old, size_t bytes) {
    void *grown = realloc(old, bytes);
    if (!grown)
        abort();
    return grown;
}

static void keep_year(struct years *years, uint64_t draw, double loss) {
    if (years->n == years->room) {
        years->room = years->room ? years->room * 2 : 4096;
        years->draw = grown(years->draw, years->room * sizeof *years->draw);
        years->loss = grown(years->loss, years->room * sizeof *years->loss);
    }
    years->draw[years->n] = (uint32_t)draw;
    years->loss[years->n++] = loss;
}

static double one_year(const struct phs_loss *loss, struct chance *chance, size_t events, double first) {
    double year = 0;
    for (size_t i = 0; i < events; i++)
        year += one_loss(loss, chance, i == 0 ? first : next(chance).first);
    return year;
}

static void draw_years(const struct simulation *simulation, const struct phs_money_scenario *scenario, uint32_t stream,
                       struct years *years) {
    struct counts counts;
    counts_of(&scenario->frequency, &counts);
    const double none = counts.cumulative[0];
    years->n = 0;
    for (uint64_t draw = 0; draw < simulation->draws; draw++) {
        struct phs_pair pair = phs_random_pair(simulation->seed, stream, draw, 0);
        if (pair.first < none)
            continue;
        struct chance chance = {simulation->seed, draw, stream, 1};
        keep_year(years, draw, one_year(&scenario->loss, &chance, count_at(&counts, pair.first), pair.second));
    }
    free(counts.cumulative);
}

static int rising(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

/* Puts the k smallest in front: at[k] is then the value that sorting would put there. */
static void select_at(double *at, size_t n, size_t k) {
    size_t low = 0, high = n;
    while (high - low > 1) {
        double pivot = at[low + (high - low) / 2];
        size_t i = low, j = high - 1;
        for (;;) {
            while (at[i] < pivot)
                i++;
            while (at[j] > pivot)
                j--;
            if (i >= j)
                break;
            double swap = at[i];
            at[i++] = at[j];
            at[j--] = swap;
        }
        size_t cut = at[i] < pivot ? i + 1 : i;
        cut = cut == low ? low + 1 : cut;
        if (k < cut)
            high = cut;
        else
            low = cut;
    }
}

/* Of n years, of which only those with a loss are given. */
static void moments(const double *losses, size_t given, uint64_t n, struct phs_money_figures *figures) {
    double sum = 0, squares = 0, free_years = (double)(n - given);
    for (size_t i = 0; i < given; i++)
        sum += losses[i];
    figures->mean = sum / (double)n;
    for (size_t i = 0; i < given; i++)
        squares += (losses[i] - figures->mean) * (losses[i] - figures->mean);
    squares += free_years * figures->mean * figures->mean;
    figures->stdev = n > 1 ? sqrt(squares / (double)(n - 1)) : 0;
    figures->none = free_years / (double)n;
}

/* Index of the year that p of all years do not exceed. */
static size_t rank(uint64_t n, double p) {
    double at = ceil(p * (double)n) - 1;
    return at < 0 ? 0 : (size_t)at;
}

static void exceedance(struct phs_arena *arena, const double *sorted, size_t n, uint64_t draws,
                       struct phs_money_figures *figures) {
    if (!n)
        return;
    double low = log(sorted[0]), high = log(sorted[n - 1]);
    size_t at = 0;
    for (size_t i = 0; i < CURVE_POINTS; i++) {
        double amount = exp(low + (high - low) * (double)i / (CURVE_POINTS - 1));
        while (at < n && sorted[at] <= amount)
            at++;
        PHS_PUSH(arena, figures->curve, (struct phs_exceedance){amount, (double)(n - at) / (double)draws});
    }
}

static double sorted_at(const double *sorted, size_t zeros, size_t index) {
    return index < zeros ? 0 : sorted[index - zeros];
}

/* The worst years decide: only they are sorted when the curve is not asked for. */
static void tail_figures(double *losses, size_t given, uint64_t draws, bool sort_all, struct phs_money_figures *figures) {
    size_t zeros = (size_t)draws - given, at95 = rank(draws, 0.95);
    size_t cut = at95 > zeros && !sort_all ? at95 - zeros : 0;
    if (cut)
        select_at(losses, given, cut);
    if (given > cut)
        qsort(losses + cut, given - cut, sizeof *losses, rising);
    figures->var95 = sorted_at(losses, zeros, at95);
    figures->var99 = sorted_at(losses, zeros, rank(draws, 0.99));
    double sum = 0;
    for (size_t i = at95 + 1; i < draws; i++)
        sum += sorted_at(losses, zeros, i);
    figures->es95 = at95 + 1 < draws ? sum / (double)(draws - at95 - 1) : figures->var95;
}

static void compare(struct phs_money_figures *figures, uint64_t draws) {
    double step = figures->exact_stdev / sqrt((double)draws);
    figures->error = step > 0 ? (figures->mean - figures->exact_mean) / step : 0;
}

static void run_one(void *user, size_t item, unsigned worker) {
    struct simulation *simulation = user;
    (void)worker;
    size_t index = simulation->from + item;
    struct phs_money_scenario *scenario = &simulation->scenarios[index];
    struct years *years = &simulation->wave[item];
    draw_years(simulation, scenario, simulation->streams[index], years);
    moments(years->loss, years->n, simulation->draws, &scenario->figures);
    scenario->figures.exact_mean = phs_year_mean(&scenario->frequency, &scenario->loss);
    scenario->figures.exact_stdev = phs_year_stdev(&scenario->frequency, &scenario->loss);
    compare(&scenario->figures, simulation->draws);
}

static void tail_one(void *user, size_t item, unsigned worker) {
    struct simulation *simulation = user;
    (void)worker;
    tail_figures(simulation->wave[item].loss, simulation->wave[item].n, simulation->draws, false,
                 &simulation->scenarios[simulation->from + item].figures);
}

static void add_wave(const struct simulation *simulation, size_t count, double *total) {
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < simulation->wave[i].n; k++)
            total[simulation->wave[i].draw[k]] += simulation->wave[i].loss[k];
}

/* Years with a loss move to the front. */
static size_t losses_first(double *years, uint64_t n) {
    size_t kept = 0;
    for (uint64_t i = 0; i < n; i++)
        if (years[i] > 0)
            years[kept++] = years[i];
    return kept;
}

static void total_figures(struct phs_arena *arena, const struct simulation *simulation, size_t n, double *total,
                          struct phs_money_figures *figures) {
    double variance = 0;
    for (size_t i = 0; i < n; i++) {
        figures->exact_mean += simulation->scenarios[i].figures.exact_mean;
        variance += simulation->scenarios[i].figures.exact_stdev * simulation->scenarios[i].figures.exact_stdev;
    }
    figures->exact_stdev = sqrt(variance);
    size_t given = losses_first(total, simulation->draws);
    moments(total, given, simulation->draws, figures);
    compare(figures, simulation->draws);
    tail_figures(total, given, simulation->draws, true, figures);
    exceedance(arena, total, given, simulation->draws, figures);
}

static size_t wave_size(void) {
    size_t wave = (size_t)phs_pool_threads() * WAVE_PER_THREAD;
    return wave > MOST_WAVE ? MOST_WAVE : wave;
}

void phs_simulate(struct phs_arena *arena, struct phs_money_scenario *scenarios, const uint32_t *streams, size_t n,
                  uint64_t seed, uint64_t draws, struct phs_money_figures *ret_total) {
    struct simulation simulation = {.scenarios = scenarios, .streams = streams, .seed = seed, .draws = draws};
    size_t most = wave_size();
    double *total = calloc((size_t)draws, sizeof *total);
    if (!total)
        abort();
    for (; simulation.from < n; simulation.from += most) {
        size_t count = n - simulation.from < most ? n - simulation.from : most;
        phs_pool_run(0, count, run_one, &simulation);
        add_wave(&simulation, count, total);
        phs_pool_run(0, count, tail_one, &simulation);
    }
    memset(ret_total, 0, sizeof *ret_total);
    total_figures(arena, &simulation, n, total, ret_total);
    for (size_t i = 0; i < most; i++) {
        free(simulation.wave[i].draw);
        free(simulation.wave[i].loss);
    }
    free(total);
}
