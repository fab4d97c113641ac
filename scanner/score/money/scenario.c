/* SPDX-License-Identifier: Apache-2.0 */
/* Scenarios of the money run. */
#include "score/money/scenario.h"

#include <math.h>

#include "base/clock.h"
#include "catalogue/catalogue.h"
#include "catalogue/tsv.h"
#include "score/money/loss.h"
#include "score/money/simulate.h"

enum { MOST_SAMPLES = 100000 };

/* Records that count where nobody said how many: the band of a high number, as in the levels. */
static const double unknown_low = 5000, unknown_high = 99999;

static bool amount_of(const struct phs_tsv *table, size_t row, const char *column, double *ret_amount) {
    return phs_slice_number(phs_tsv_cell(table, row, column), ret_amount);
}

/* The latest row of the tier that is in force on the day of the run. */
struct phs_money_penalty phs_money_penalty_of(const struct phs_run *run, const struct phs_money_inputs *inputs) {
    struct phs_money_penalty penalty = {.probability = phs_money_input(inputs, "penalty", "probability").high};
    double wanted = phs_money_input(inputs, "penalty", "tier").high, tier;
    struct phs_tsv *table;
    struct phs_err err = {0};
    int64_t latest = INT64_MIN, from;
    penalty.probability = penalty.probability > 1 ? 1 : penalty.probability;
    if (phs_tsv_parse(run->arena, "penalties.tsv", phs_catalogue_file("checks/frameworks/penalties.tsv"), &table, &err) !=
        PHS_OK)
        return penalty;
    for (size_t i = 0; i < table->rows.n; i++) {
        struct phs_money_range amount;
        if (!amount_of(table, i, "tier", &tier) || tier != wanted ||
            !phs_time_parse(phs_tsv_cell(table, i, "effective"), &from) || from > run->started || from < latest ||
            !amount_of(table, i, "min_per_violation_usd", &amount.low) ||
            !amount_of(table, i, "calendar_year_cap_identical_usd", &amount.high))
            continue;
        latest = from;
        penalty.amount = amount;
        penalty.effective = phs_slice_dup(run->arena, phs_tsv_cell(table, i, "effective"));
    }
    return penalty;
}

static bool is_unreadable(const struct phs_risk *risk) {
    for (size_t i = 0; i < risk->factors.n; i++)
        if (strcmp(risk->factors.at[i].name, "unreadable") == 0)
            return strcmp(risk->factors.at[i].value, "yes") == 0;
    return false;
}

static struct phs_money_range times(struct phs_money_range range, double low, double high) {
    return (struct phs_money_range){range.low * low, range.high * high};
}

static void add(struct phs_money_range *sum, struct phs_money_range range) {
    sum->low += range.low;
    sum->high += range.high;
}

static struct phs_money_range records_cost(const struct phs_money_inputs *inputs, const struct phs_risk *risk) {
    struct phs_money_range cost = phs_money_input(inputs, "per_record", "cost"),
                           share = phs_money_input(inputs, "affected", "share");
    double low = (double)risk->system->records, high = low;
    if (risk->records_unknown) {
        low = unknown_low;
        high = unknown_high;
    }
    cost = times(cost, low * share.low, high * share.high);
    struct phs_money_range unreadable = phs_money_input(inputs, "affected", "unreadable");
    return is_unreadable(risk) ? times(cost, unreadable.low, unreadable.high) : cost;
}

static struct phs_money_range harm_cost(const struct phs_money_inputs *inputs, const char *group, enum phs_level level) {
    return phs_money_input(inputs, group, phs_level_name(level));
}

static const char *frequency_words(struct phs_run *run, const struct phs_risk *risk) {
    return phs_printf(run->arena, "likelihood %s as observed", phs_level_title(risk->current.likelihood[PHS_OBSERVED]));
}

static const char *loss_words(struct phs_run *run, const struct phs_risk *risk, bool by_record, bool penalized) {
    return phs_printf(run->arena, "%s%s%s%s%s",
                      by_record ? risk->records_unknown
                                      ? "5,000 to 99,999 records, since nobody said how many"
                                      : phs_printf(run->arena, "%lld records", (long long)risk->system->records)
                                : "no records disclosed",
                      by_record && is_unreadable(risk) ? ", unreadable to whoever takes them" : "",
                      risk->availability > PHS_VL ? ", an outage" : "", risk->integrity > PHS_VL ? ", wrong records" : "",
                      penalized ? ", a civil penalty weighted by its probability" : "");
}

bool phs_money_derive(struct phs_run *run, const struct phs_money_inputs *inputs, const struct phs_money_penalty *penalty,
                      const struct phs_risk *risk, struct phs_money_scenario *ret_scenario) {
    struct phs_money_range sum = {0, 0};
    struct phs_err err = {0};
    bool by_record = risk->confidentiality > PHS_VL && risk->system->records != 0,
         penalized = by_record && penalty->probability > 0;
    if (by_record)
        add(&sum, records_cost(inputs, risk));
    add(&sum, harm_cost(inputs, "outage", risk->availability));
    add(&sum, harm_cost(inputs, "wrong_records", risk->integrity));
    if (penalized)
        add(&sum, times(penalty->amount, penalty->probability, penalty->probability));
    if (sum.high <= 0)
        return false;
    add(&sum, phs_money_input(inputs, "fixed", "response"));
    if (!(sum.high > sum.low))
        sum.high = sum.low * 1.0001;
    struct phs_money_scenario scenario = {.risk = risk};
    if (phs_loss_lognormal(sum.low > 0 ? sum.low : sum.high / 1000, sum.high, &scenario.loss, &err) != PHS_OK)
        return false;
    double rate = phs_money_input(inputs, "frequency", phs_level_name(risk->current.likelihood[PHS_OBSERVED])).high;
    scenario.frequency = (struct phs_frequency){rate > 1 ? PHS_POISSON : PHS_BERNOULLI, rate};
    scenario.frequency_reason = frequency_words(run, risk);
    scenario.loss_reason = loss_words(run, risk, by_record, penalized);
    *ret_scenario = scenario;
    return true;
}

struct reading {
    struct phs_run *run;
    const struct phs_value *entry;
};

static bool number_at(const struct phs_value *value, double *ret_number) {
    if (phs_is(value, PHS_NUMBER))
        *ret_number = value->number.value;
    return phs_is(value, PHS_NUMBER) && isfinite(*ret_number);
}

static void wrong(const struct reading *reading, const struct phs_value *where, const char *what) {
    struct phs_arena *arena = reading->run->arena;
    PHS_PUSH(arena, reading->run->warnings,
             phs_printf(arena, "%s: %s; the derived figure is used",
                        phs_place_text(arena, (where ? where : reading->entry)->place), what));
}

static size_t samples_of(struct phs_arena *arena, const struct phs_value *list, double **ret_samples) {
    size_t n = phs_is(list, PHS_LIST) && list->list.n <= MOST_SAMPLES ? list->list.n : 0;
    *ret_samples = PHS_NEW_N(arena, double, n ? n : 1);
    for (size_t i = 0; i < n; i++)
        if (!number_at(list->list.at[i], &(*ret_samples)[i]))
            return 0;
    return n;
}

/* FAIR: how often somebody tries, times the share of tries that overcome what resists. */
static bool fair_rate(const struct reading *reading, const struct phs_value *said, double *ret_rate) {
    double *capability, *strength, events;
    size_t n = samples_of(reading->run->arena, phs_get(said, "capability"), &capability);
    if (!number_at(phs_get(said, "events"), &events) || events < 0 || !n ||
        samples_of(reading->run->arena, phs_get(said, "strength"), &strength) != n)
        return false;
    *ret_rate = events * phs_fair_vulnerability(capability, strength, n);
    return true;
}

static void override_frequency(const struct reading *reading, struct phs_money_scenario *scenario) {
    const struct phs_value *said = phs_get(reading->entry, "frequency");
    struct phs_slice kind = phs_text(phs_get(reading->entry, "kind"));
    double rate = scenario->frequency.rate;
    if (said && !number_at(said, &rate) && !fair_rate(reading, said, &rate))
        wrong(reading, said,
              "`frequency` is events a year, or {events, capability: [...], strength: [...]} with as many of each");
    else if (rate < 0 || rate > PHS_MONEY_MOST_RATE)
        wrong(reading, said, "`frequency` lies between 0 and 500 events a year");
    else
        scenario->frequency.rate = rate;
    scenario->frequency.kind = phs_slice_is(kind, "poisson") || scenario->frequency.rate > 1 ? PHS_POISSON : PHS_BERNOULLI;
    if (said)
        scenario->frequency_reason =
            phs_printf(reading->run->arena, "stated in %s", phs_place_text(reading->run->arena, said->place));
}

static bool pert_of(const struct phs_value *said, struct phs_loss *ret_loss, struct phs_err *err) {
    double low, mode, high, gamma = 4;
    const struct phs_value *shape = phs_get(said, "gamma");
    if (!number_at(phs_get(said, "low"), &low) || !number_at(phs_get(said, "high"), &high) ||
        (shape && !number_at(shape, &gamma)))
        return false;
    if (!number_at(phs_get(said, "mode"), &mode))
        return phs_loss_lognormal(low, high, ret_loss, err) == PHS_OK;
    return phs_loss_pert(PHS_PERT_VOSE, low, mode, high, gamma, ret_loss, err) == PHS_OK;
}

static void override_loss(const struct reading *reading, struct phs_money_scenario *scenario) {
    const struct phs_value *said = phs_get(reading->entry, "loss");
    struct phs_money_range range;
    struct phs_err err = {0};
    struct phs_loss loss;
    if (!said)
        return;
    bool good = phs_is(said, PHS_MAP) ? pert_of(said, &loss, &err)
                                      : phs_money_range_parse(phs_text(said), &range) &&
                                            phs_loss_lognormal(range.low, range.high, &loss, &err) == PHS_OK;
    if (!good) {
        wrong(reading, said, "`loss` is the middle 90 % as low-high, or {low, mode, high} for PERT");
        return;
    }
    scenario->loss = loss;
    scenario->loss_reason = phs_printf(reading->run->arena, "stated in %s", phs_place_text(reading->run->arena, said->place));
}

void phs_money_override(struct phs_run *run, struct phs_money_scenario *scenario) {
    const struct phs_value *list = run->scope && run->scope->quantify ? phs_get(run->scope->quantify, "scenarios") : NULL;
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
        struct reading reading = {run, list->list.at[i]};
        if (!phs_slice_is(phs_text(phs_get(reading.entry, "risk")), scenario->risk->id))
            continue;
        override_frequency(&reading, scenario);
        override_loss(&reading, scenario);
    }
}
