/* SPDX-License-Identifier: Apache-2.0 */
/* The money run against its oracles: closed forms exactly, simulations within four standard errors. */
#include <criterion/criterion.h>
#include <math.h>

#include "base/file.h"
#include "catalogue/catalogue.h"
#include "score/money/loss.h"
#include "score/money/random.h"
#include "score/money/simulate.h"

enum { DRAWS = 1000000 };

/* Random123's known answers, kat_vectors: philox4x32 with 10 rounds. */
Test(random, philox_gives_the_published_answers) {
    static const struct {
        uint32_t counter[4], key[2], words[4];
    } rows[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t words[4];
        phs_philox(rows[i].counter, rows[i].key, words);
        cr_expect_arr_eq(words, rows[i].words, sizeof words, "row %zu", i);
    }
}

Test(random, the_normal_quantile_undoes_the_normal_distribution) {
    for (double p = 1e-12; p < 1; p = p < 0.01 ? p * 7 : p + 0.0137)
        cr_expect_float_eq(erfc(-phs_normal_quantile(p) / sqrt(2)) / 2 / p, 1, 1e-12, "p %g", p);
    cr_expect_float_eq(phs_normal_quantile(0.95), 1.6448536269514722, 1e-15);
}

struct oracle {
    const char *model, *quantity, *expected;
    struct phs_slice inputs;
};

static double input(struct phs_slice inputs, const char *name) {
    struct phs_slice part, key;
    double value = NAN;
    while (phs_slice_cut(&inputs, ';', &part))
        if (phs_slice_cut(&part, '=', &key) && phs_slice_is(key, name))
            cr_assert(phs_slice_number(part, &value), "%s", name);
    return value;
}

static double number(const char *text) {
    double value = NAN;
    cr_assert(phs_slice_number(phs_slice(text), &value), "%s", text);
    return value;
}

static void near(const struct oracle *row, double got, double relative) {
    double want = number(row->expected);
    cr_expect_leq(fabs(got - want), relative * fmax(fabs(want), 1e-300) + 1e-12, "%s, %.*s, %s: %.17g, not %.17g", row->model,
                  (int)row->inputs.len, row->inputs.ptr, row->quantity, got, want);
}

static struct phs_loss lognormal(const struct oracle *row) {
    struct phs_loss loss;
    struct phs_err err = {0};
    cr_assert_eq(phs_loss_lognormal(input(row->inputs, "low"), input(row->inputs, "high"), &loss, &err), PHS_OK, "%s",
                 err.text);
    return loss;
}

static bool lognormal_row(const struct oracle *row) {
    struct phs_loss loss = lognormal(row);
    if (strcmp(row->quantity, "mu") == 0)
        near(row, loss.mu, 1e-9);
    else if (strcmp(row->quantity, "sigma") == 0)
        near(row, loss.sigma, 1e-9);
    else if (strcmp(row->quantity, "mean") == 0)
        near(row, phs_loss_mean(&loss), 1e-6);
    else if (strcmp(row->quantity, "median") == 0)
        near(row, phs_loss_quantile(&loss, 0.5), 1e-9);
    else
        return false;
    return true;
}

/* Neighbouring rows ask about the same year: it is drawn once. */
static struct phs_money_figures simulated(struct phs_arena *arena, struct phs_frequency frequency, struct phs_loss loss) {
    static const uint32_t stream = 7;
    static struct phs_money_scenario scenario;
    static struct phs_money_figures total;
    static struct phs_arena *drawn_in;
    if (drawn_in == arena && memcmp(&scenario.frequency, &frequency, sizeof frequency) == 0 &&
        memcmp(&scenario.loss, &loss, sizeof loss) == 0)
        return total;
    scenario = (struct phs_money_scenario){.frequency = frequency, .loss = loss};
    drawn_in = arena;
    phs_simulate(arena, &scenario, &stream, 1, 20260301, DRAWS, &total);
    return total;
}

/* A sample quantile of level q has the standard error sqrt(q (1-q)/n) / density. */
static double quantile_error(double p, const struct phs_loss *loss, double q) {
    double at = phs_year_quantile(p, loss, q), z = (log(at) - loss->mu) / loss->sigma;
    double density = p * exp(-z * z / 2) / (at * loss->sigma * sqrt(2 * 3.14159265358979323846));
    return sqrt(q * (1 - q) / DRAWS) / density;
}

static bool bernoulli_row(struct phs_arena *arena, const struct oracle *row) {
    double p = input(row->inputs, "p");
    struct phs_loss loss = lognormal(row);
    struct phs_frequency frequency = {PHS_BERNOULLI, p};
    if (strcmp(row->quantity, "mean_annual_loss") == 0) {
        near(row, phs_year_mean(&frequency, &loss), 1e-6);
        cr_expect_lt(fabs(simulated(arena, frequency, loss).error), 4, "%s", row->quantity);
        return true;
    }
    double q = number(strchr(row->quantity, '_') + 1);
    near(row, phs_year_quantile(p, &loss, q), 1e-9);
    if (q > 0.99)
        return true;
    struct phs_money_figures figures = simulated(arena, frequency, loss);
    double want = number(row->expected), got = q < 0.97 ? figures.var95 : figures.var99;
    double allowed = want > 0 ? 4 * quantile_error(p, &loss, q) : 0;
    cr_expect_leq(fabs(got - want), allowed, "p %g, %s: %g, not %g within %g", p, row->quantity, got, want, allowed);
    return true;
}

/* Probability that the curve gives for an amount between two of its points. */
static double on_curve(const struct phs_money_figures *figures, double x) {
    size_t i = 1;
    while (i + 1 < figures->curve.n && figures->curve.at[i].amount < x)
        i++;
    const struct phs_exceedance *a = &figures->curve.at[i - 1], *b = &figures->curve.at[i];
    double share = log(x / a->amount) / log(b->amount / a->amount);
    return a->probability + share * (b->probability - a->probability);
}

static bool curve_row(struct phs_arena *arena, const struct oracle *row) {
    double p = input(row->inputs, "p"), x = input(row->inputs, "x");
    struct phs_loss loss = lognormal(row);
    near(row, phs_year_exceeds(p, &loss, x), 1e-4); /* the table prints x with six digits */
    struct phs_money_figures figures = simulated(arena, (struct phs_frequency){PHS_BERNOULLI, p}, loss);
    cr_expect_float_eq(on_curve(&figures, x), number(row->expected), 0.002 * fmax(1, p / 0.1), "p %g x %g", p, x);
    return true;
}

static bool poisson_row(struct phs_arena *arena, const struct oracle *row) {
    struct phs_loss loss = lognormal(row);
    struct phs_frequency frequency = {PHS_POISSON, input(row->inputs, "lambda")};
    struct phs_money_figures figures = simulated(arena, frequency, loss);
    if (strcmp(row->quantity, "mean") == 0)
        near(row, phs_year_mean(&frequency, &loss), 1e-6);
    else
        near(row, phs_year_stdev(&frequency, &loss), 1e-6);
    cr_expect_lt(fabs(figures.error), 4);
    cr_expect_float_eq(figures.stdev / figures.exact_stdev, 1, 0.05);
    return true;
}

static bool pert_row(const struct oracle *row) {
    struct phs_loss loss;
    struct phs_err err = {0};
    enum phs_pert_form form = strstr(row->model, "Vose") ? PHS_PERT_VOSE : PHS_PERT_MOMENTS;
    cr_assert_eq(phs_loss_pert(form, input(row->inputs, "low"), input(row->inputs, "mode"), input(row->inputs, "high"),
                               input(row->inputs, "gamma"), &loss, &err),
                 PHS_OK, "%s", err.text);
    if (strcmp(row->quantity, "alpha") == 0)
        near(row, loss.alpha, 1e-12);
    else if (strcmp(row->quantity, "beta") == 0)
        near(row, loss.beta, 1e-12);
    else if (strcmp(row->quantity, "mean") == 0)
        near(row, phs_loss_mean(&loss), 1e-12);
    else
        near(row, phs_loss_stdev(&loss), 1e-12);
    return true;
}

static bool fair_row(const struct oracle *row) {
    static const double capability[] = {1, 2, 3, 4, 5}, strength[] = {5, 4, 3, 2, 1};
    if (!strstr(row->quantity, "Vulnerability"))
        return true; /* products and sums of single numbers: C has them */
    near(row, phs_fair_vulnerability(capability, strength, 5), 0);
    return true;
}

/* The table of penalties holds last year's figure and this year's, and the published factor joins them. */
static bool penalty_row(const struct oracle *row) {
    struct phs_slice table = phs_catalogue_file("checks/frameworks/penalties.tsv");
    double base = input(row->inputs, "base"), rounded = number(row->expected);
    char text[2][24];
    snprintf(text[0], sizeof text[0], "\t%.0f", base);
    snprintf(text[1], sizeof text[1], "\t%.0f", rounded);
    cr_expect_eq(round(base * 1.02598), rounded);
    return memmem(table.ptr, table.len, text[0], strlen(text[0])) && memmem(table.ptr, table.len, text[1], strlen(text[1]));
}

static bool check(struct phs_arena *arena, const struct oracle *row) {
    if (strncmp(row->model, "lognormal", 9) == 0)
        return lognormal_row(row);
    if (strncmp(row->model, "Bernoulli", 9) == 0)
        return bernoulli_row(arena, row);
    if (strncmp(row->model, "loss exceedance", 15) == 0)
        return curve_row(arena, row);
    if (strncmp(row->model, "Poisson", 7) == 0)
        return poisson_row(arena, row);
    if (strncmp(row->model, "PERT", 4) == 0)
        return pert_row(row);
    if (strncmp(row->model, "FAIR", 4) == 0)
        return fair_row(row);
    return strncmp(row->model, "penalty", 7) == 0 && penalty_row(row);
}

Test(money, every_row_of_the_oracles_holds, .timeout = 300) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice bytes = {0}, line, field;
    struct phs_err err = {0};
    size_t rows = 0;
    cr_assert_eq(phs_file_read(arena, PHS_FIXTURES "/score/risk_oracles.tsv", 1 << 20, &bytes, &err), PHS_OK, "%s", err.text);
    phs_slice_cut(&bytes, '\n', &line);
    while (phs_slice_cut(&bytes, '\n', &line)) {
        struct oracle row = {0};
        phs_slice_cut(&line, '\t', &field);
        row.model = phs_slice_dup(arena, field);
        phs_slice_cut(&line, '\t', &row.inputs);
        phs_slice_cut(&line, '\t', &field);
        row.quantity = phs_slice_dup(arena, field);
        phs_slice_cut(&line, '\t', &field);
        row.expected = phs_slice_dup(arena, field);
        cr_expect(check(arena, &row), "nothing holds the row %s, %s", row.model, row.quantity);
        rows++;
    }
    cr_expect_eq(rows, 119);
    phs_arena_free(arena);
}

Test(money, a_pert_loss_is_drawn_as_its_closed_form_says) {
    static const double shapes[][4] = {{5, 20, 50, 4}, {0, 0, 1, 4}, {1, 9, 10, 0.5}};
    struct phs_arena *arena = phs_arena_new();
    for (size_t i = 0; i < 3; i++)
        for (enum phs_pert_form form = PHS_PERT_VOSE; form <= PHS_PERT_MOMENTS; form++) {
            struct phs_loss loss;
            struct phs_err err = {0};
            cr_assert_eq(phs_loss_pert(form, shapes[i][0], shapes[i][1], shapes[i][2], shapes[i][3], &loss, &err), PHS_OK);
            struct phs_money_figures figures = simulated(arena, (struct phs_frequency){PHS_BERNOULLI, 0.5}, loss);
            cr_expect_lt(fabs(figures.error), 4, "shape %zu form %d: %g", i, (int)form, figures.error);
            cr_expect_float_eq(figures.stdev / figures.exact_stdev, 1, 0.02);
        }
    phs_arena_free(arena);
}

Test(money, the_sum_is_the_same_however_many_threads_draw_it) {
    struct phs_money_figures totals[2];
    for (int i = 0; i < 2; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_money_scenario scenarios[5] = {0};
        uint32_t streams[5];
        struct phs_err err = {0};
        setenv("PHISCOPE_THREADS", i ? "3" : "1", 1);
        for (uint32_t k = 0; k < 5; k++) {
            scenarios[k].frequency = (struct phs_frequency){PHS_POISSON, 0.2 * (k + 1)};
            phs_loss_lognormal(100, 1000 * (k + 1), &scenarios[k].loss, &err);
            streams[k] = k;
        }
        phs_simulate(arena, scenarios, streams, 5, 1, 20000, &totals[i]);
        phs_arena_free(arena);
    }
    cr_expect_eq(totals[0].mean, totals[1].mean);
    cr_expect_eq(totals[0].var99, totals[1].var99);
    cr_expect_eq(totals[0].es95, totals[1].es95);
}

Test(money, figures_of_a_few_draws_are_those_of_sorting) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_loss loss;
    struct phs_err err = {0};
    static const uint32_t stream = 3;
    phs_loss_lognormal(1, 10, &loss, &err);
    struct phs_money_scenario scenario = {.frequency = {PHS_BERNOULLI, 1}, .loss = loss};
    struct phs_money_figures total;
    phs_simulate(arena, &scenario, &stream, 1, 5, 1000, &total);
    cr_expect_eq(scenario.figures.var95, total.var95, "selected %g, sorted %g", scenario.figures.var95, total.var95);
    cr_expect_eq(scenario.figures.var99, total.var99);
    cr_expect_float_eq(scenario.figures.es95, total.es95, 1e-9);
    cr_expect_geq(total.es95, total.var95);
    cr_expect_eq(total.none, 0);
    phs_arena_free(arena);
}

Test(money, impossible_ranges_are_refused) {
    struct phs_loss loss;
    struct phs_err err = {0};
    cr_expect_eq(phs_loss_lognormal(0, 10, &loss, &err), PHS_E_INPUT);
    cr_expect_eq(phs_loss_lognormal(10, 10, &loss, &err), PHS_E_INPUT);
    cr_expect_eq(phs_loss_lognormal(NAN, 10, &loss, &err), PHS_E_INPUT);
    cr_expect_eq(phs_loss_pert(PHS_PERT_VOSE, 5, 1, 10, 4, &loss, &err), PHS_E_INPUT);
    cr_expect_eq(phs_loss_pert(PHS_PERT_VOSE, 5, 5, 5, 4, &loss, &err), PHS_E_INPUT);
    cr_expect_eq(phs_loss_pert(PHS_PERT_VOSE, 0, 1, 10, 0, &loss, &err), PHS_E_INPUT);
}
