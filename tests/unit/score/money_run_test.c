/* SPDX-License-Identifier: Apache-2.0 */
/* From a register to scenarios: what is derived, what the scope puts in its place, what it may not. */
#include "fixture.h"

#include <math.h>

#include "parse/yaml.h"
#include "score/money/inputs.h"
#include "score/money/money.h"

static void quantify(struct fixture *f, const char *yaml) {
    struct phs_scope *scope = PHS_NEW(f->arena, struct phs_scope);
    struct phs_source *source = PHS_NEW(f->arena, struct phs_source);
    struct phs_err err = {0};
    source->path = "phiscope.yaml";
    if (yaml)
        cr_assert_eq(phs_yaml_parse_one(f->arena, source, phs_slice(yaml), NULL, &scope->quantify, &err), PHS_OK, "%s",
                     err.text);
    f->run.scope = scope;
    cr_assert_eq(phs_money_run(&f->run, &err), PHS_OK, "%s", err.text);
}

static const struct phs_money_scenario *scenario(const struct fixture *f, const struct phs_risk *risk) {
    for (size_t i = 0; i < f->run.money->scenarios.n; i++)
        if (f->run.money->scenarios.at[i].risk == risk)
            return &f->run.money->scenarios.at[i];
    return NULL;
}

struct range_row {
    const char *text;
    bool good;
    double low, high;
};

Test(money_inputs, a_value_is_a_number_or_a_range_that_rises) {
    static const struct range_row rows[] = {
        {"5", true, 5, 5},     {"0.1-1", true, 0.1, 1}, {" 5000 - 50000 ", true, 5000, 50000},
        {"2-1", false, 0, 0},  {"-1", false, 0, 0},     {"", false, 0, 0},
        {"many", false, 0, 0}, {"1-", false, 0, 0},     {"1-2-3", false, 0, 0},
        {"nan", false, 0, 0},  {"inf", false, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_money_range range = {0, 0};
        cr_expect_eq(phs_money_range_parse(phs_slice(rows[i].text), &range), rows[i].good, "'%s'", rows[i].text);
        cr_expect(range.low == rows[i].low && range.high == rows[i].high, "'%s': %g to %g", rows[i].text, range.low,
                  range.high);
    }
}

Test(money_run, figures_come_with_inputs_and_never_change_a_level) {
    struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_db_instance");
    say(&f, "backup", PHS_FAIL);
    const struct phs_risk *lost = risk(&f, "store-lost");
    enum phs_level level = lost->final_observed;
    quantify(&f, NULL);
    cr_assert_gt(f.run.money->scenarios.n, 3);
    cr_expect_gt(f.run.money->inputs.n, 15);
    cr_expect_eq(lost->final_observed, level);
    cr_expect_lt(fabs(f.run.money->total.error), 5);
    cr_expect_gt(f.run.money->total.es95, f.run.money->total.var95);
    cr_assert_gt(f.run.money->treatments.n, 0, "repairing the backup buys something");
    cr_expect_lt(f.run.money->treatments.at[0].mean_after, f.run.money->total.exact_mean);
    phs_arena_free(f.arena);
}

Test(money_run, what_the_scope_states_takes_the_place_of_what_is_derived) {
    struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_db_instance");
    const struct phs_risk *lost = risk(&f, "store-lost");
    quantify(&f, phs_printf(
                     f.arena,
                     "frequency: {VL: 0.5}\nrun: {draws: 5000}\n"
                     "scenarios: [{risk: %s, frequency: {events: 10, capability: [1, 2, 3, 4, 5], strength: [5, 4, 3, 2, 1]}, "
                     "loss: {low: 10, mode: 20, high: 60}}]\n",
                     lost->id));
    const struct phs_money_scenario *stated = scenario(&f, lost);
    cr_assert_not_null(stated);
    cr_expect_float_eq(stated->frequency.rate, 4, 1e-12, "ten tries, two of five overcome");
    cr_expect_eq(stated->frequency.kind, PHS_POISSON);
    cr_expect_eq(stated->loss.kind, PHS_PERT);
    cr_expect_float_eq(stated->figures.exact_mean, 4 * 25, 1e-9);
    cr_expect_eq(f.run.money->draws, 5000);
    cr_expect_eq(f.run.warnings.n, 0);
    phs_arena_free(f.arena);
}

Test(money_run, what_the_scope_states_wrongly_is_said_and_not_used) {
    static const char *const wrong[] = {
        "frequency: {VL: often}\n",
        "frequency: {XX: 1}\n",
        "frequency: 3\n",
        "scenarios: [{risk: %s, loss: 9}]\n",
        "scenarios: [{risk: %s, loss: {low: 5, high: 1}}]\n",
        "scenarios: [{risk: %s, frequency: -1}]\n",
        "scenarios: [{risk: %s, frequency: 1e9}]\n",
        "scenarios: [{risk: %s, frequency: {events: 1, capability: [1], strength: [1, 2]}}]\n",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_db_instance"),
                       untouched = with_system(PHS_SYSTEM_STORE, "aws_db_instance");
        const struct phs_risk *lost = risk(&f, "store-lost"), *same = risk(&untouched, "store-lost");
        const char *at = strstr(wrong[i], "%s");
        quantify(&f, at ? phs_printf(f.arena, "%.*s%s%s", (int)(at - wrong[i]), wrong[i], lost->id, at + 2) : wrong[i]);
        quantify(&untouched, NULL);
        cr_expect_eq(f.run.warnings.n, 1, "%s: %zu warnings", wrong[i], f.run.warnings.n);
        cr_expect_float_eq(scenario(&f, lost)->figures.exact_mean, scenario(&untouched, same)->figures.exact_mean, 1e-6, "%s",
                           wrong[i]);
        phs_arena_free(f.arena);
        phs_arena_free(untouched.arena);
    }
}

Test(money_run, more_records_never_cost_less) {
    double before = 0;
    for (int64_t records = 1; records < 10000000; records *= 10) {
        struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_db_instance");
        f.system->records = records;
        say(&f, "backup", PHS_FAIL);
        risk(&f, "store-lost");
        quantify(&f, "run: {draws: 1000}\n");
        cr_expect_geq(f.run.money->total.exact_mean, before, "%lld records", (long long)records);
        before = f.run.money->total.exact_mean;
        phs_arena_free(f.arena);
    }
}
