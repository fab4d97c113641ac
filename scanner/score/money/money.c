/* SPDX-License-Identifier: Apache-2.0 */
/* The money run: scenarios, the draw, and what each step of the plan buys. */
#include "score/money/money.h"

#include <stdlib.h>

#include "catalogue/catalogue.h"
#include "score/money/loss.h"
#include "score/money/scenario.h"
#include "score/money/simulate.h"

enum { FEWEST_DRAWS = 1000 };

/* The stream of a risk is its id, so that a run with other risks beside it draws the same years for it. */
static uint32_t stream_of(const struct phs_risk *risk) {
    return (uint32_t)strtoul(risk->id + 2, NULL, 16);
}

static void settings(const struct phs_money_inputs *inputs, struct phs_money *money) {
    double draws = phs_money_input(inputs, "run", "draws").high;
    money->currency = "USD";
    money->seed = (uint64_t)phs_money_input(inputs, "run", "seed").high;
    money->draws = draws < FEWEST_DRAWS ? FEWEST_DRAWS : draws > PHS_MONEY_MOST_DRAWS ? PHS_MONEY_MOST_DRAWS : (uint64_t)draws;
}

static void collect(struct phs_run *run, const struct phs_money_inputs *inputs, const struct phs_money_penalty *penalty,
                    struct phs_money *money) {
    for (size_t i = 0; i < run->risks.n; i++) {
        struct phs_money_scenario scenario;
        if (!phs_money_derive(run, inputs, penalty, run->risks.at[i], &scenario))
            continue;
        phs_money_override(run, &scenario);
        PHS_PUSH(run->arena, money->scenarios, scenario);
    }
}

static void draw(struct phs_run *run, struct phs_money *money) {
    uint32_t *streams = PHS_NEW_N(run->arena, uint32_t, money->scenarios.n ? money->scenarios.n : 1);
    for (size_t i = 0; i < money->scenarios.n; i++)
        streams[i] = stream_of(money->scenarios.at[i].risk);
    phs_simulate(run->arena, money->scenarios.at, streams, money->scenarios.n, money->seed, money->draws, &money->total);
}

static const struct phs_money_scenario *scenario_of(const struct phs_map *by_risk, const struct phs_risk *risk) {
    return phs_map_gets(by_risk, risk->id);
}

/* The mean that the step takes off: each of its risks at the frequency of the likelihood that remains. Only where the frequency
 * is derived: what a person stated stays stated. */
static double saved_by(const struct phs_money_inputs *inputs, const struct phs_map *by_risk,
                       const struct phs_remediation *step) {
    double saved = 0;
    for (size_t i = 0; i < step->risks.n; i++) {
        const struct phs_money_scenario *scenario = scenario_of(by_risk, step->risks.at[i].risk);
        double before =
            phs_money_input(inputs, "frequency", phs_level_name(step->risks.at[i].risk->current.likelihood[PHS_OBSERVED])).high;
        double after = phs_money_input(inputs, "frequency", phs_level_name(step->risks.at[i].likelihood)).high;
        if (scenario && scenario->frequency.rate == before)
            saved += (before - after) * phs_loss_mean(&scenario->loss);
    }
    return saved;
}

static int most_saved_first(const void *left, const void *right) {
    const struct phs_money_treatment *a = left, *b = right;
    return a->saved < b->saved ? 1 : a->saved > b->saved ? -1 : strcmp(a->step->id, b->step->id);
}

static void treat(struct phs_run *run, const struct phs_money_inputs *inputs, struct phs_money *money) {
    struct phs_map by_risk;
    phs_map_init(&by_risk, run->arena);
    for (size_t i = 0; i < money->scenarios.n; i++)
        phs_map_puts(&by_risk, money->scenarios.at[i].risk->id, &money->scenarios.at[i]);
    for (size_t i = 0; i < run->plan.n; i++) {
        double saved = saved_by(inputs, &by_risk, run->plan.at[i]);
        struct phs_money_treatment treatment = {run->plan.at[i], money->total.exact_mean - saved, saved};
        if (saved > 0)
            PHS_PUSH(run->arena, money->treatments, treatment);
    }
    if (money->treatments.n)
        qsort(money->treatments.at, money->treatments.n, sizeof *money->treatments.at, most_saved_first);
}

static void note(struct phs_run *run, struct phs_money *money, const struct phs_money_penalty *penalty) {
    PHS_PUSH(run->arena, money->notes,
             "Frequencies are assumptions, not statistics: nobody publishes rates for firms this small. State your own in "
             "the scope file, under quantify.");
    PHS_PUSH(
        run->arena, money->notes,
        "The cost by record was measured in firms far larger than a start-up and for breaches of up to about 100,000 records; "
        "beyond that it is stretched.");
    PHS_PUSH(
        run->arena, money->notes,
        "Scenarios are drawn independently of each other; one event that hits several systems at once costs less than their "
        "sum and happens together.");
    PHS_PUSH(
        run->arena, money->notes,
        penalty->probability > 0
            ? phs_printf(
                  run->arena,
                  "A civil penalty counts with the amounts in force since %s, weighted by the probability that was stated.",
                  penalty->effective ? penalty->effective : "an unknown date")
            : "Civil penalties do not count: no source gives their probability. The annex has the amounts.");
}

enum phs_code phs_money_run(struct phs_run *run, struct phs_err *err) {
    struct phs_money *money = PHS_NEW(run->arena, struct phs_money);
    struct phs_money_inputs inputs;
    enum phs_code code = phs_money_inputs_read(run, phs_catalogue_file("checks/money.tsv"), money, &inputs, err);
    if (code != PHS_OK)
        return code;
    struct phs_money_penalty penalty = phs_money_penalty_of(run, &inputs);
    settings(&inputs, money);
    collect(run, &inputs, &penalty, money);
    draw(run, money);
    treat(run, &inputs, money);
    note(run, money, &penalty);
    run->money = money;
    return PHS_OK;
}
