/* SPDX-License-Identifier: Apache-2.0 */
/* run.json: `money`, null unless it was asked for. */
#include "reports/json_parts.h"

static void put_number(struct phs_json *json, const char *key, double number) {
    phs_json_key(json, key);
    phs_json_number(json, number);
}

static void write_curve(struct phs_json *json, const struct phs_money_figures *figures) {
    phs_json_key(json, "curve");
    phs_json_array(json);
    for (size_t i = 0; i < figures->curve.n; i++) {
        phs_json_object(json);
        put_number(json, "amount", figures->curve.at[i].amount);
        put_number(json, "probability", figures->curve.at[i].probability);
        phs_json_object_end(json);
    }
    phs_json_array_end(json);
}

static void write_figures(struct phs_json *json, const char *key, const struct phs_money_figures *figures) {
    phs_json_key(json, key);
    phs_json_object(json);
    put_number(json, "mean", figures->mean);
    put_number(json, "stdev", figures->stdev);
    put_number(json, "var95", figures->var95);
    put_number(json, "var99", figures->var99);
    put_number(json, "es95", figures->es95);
    put_number(json, "none", figures->none);
    put_number(json, "exact_mean", figures->exact_mean);
    put_number(json, "exact_stdev", figures->exact_stdev);
    put_number(json, "error", figures->error);
    write_curve(json, figures);
    phs_json_object_end(json);
}

static void write_scenario(struct phs_json *json, const struct phs_money_scenario *scenario) {
    phs_json_object(json);
    phs_json_put(json, "risk", scenario->risk->id);
    phs_json_put(json, "kind", scenario->frequency.kind == PHS_POISSON ? "poisson" : "bernoulli");
    put_number(json, "frequency", scenario->frequency.rate);
    phs_json_put(json, "frequency_reason", scenario->frequency_reason);
    phs_json_put(json, "loss", scenario->loss.kind == PHS_PERT ? "pert" : "lognormal");
    put_number(json, "low", scenario->loss.low);
    put_number(json, "high", scenario->loss.high);
    phs_json_put(json, "loss_reason", scenario->loss_reason);
    write_figures(json, "figures", &scenario->figures);
    phs_json_object_end(json);
}

static void write_inputs(struct phs_json *json, const struct phs_money *money) {
    phs_json_key(json, "inputs");
    phs_json_array(json);
    for (size_t i = 0; i < money->inputs.n; i++) {
        phs_json_object(json);
        phs_json_put(json, "name", money->inputs.at[i].name);
        phs_json_put(json, "value", money->inputs.at[i].value);
        phs_json_put(json, "source", money->inputs.at[i].source);
        phs_json_put_bool(json, "overridden", money->inputs.at[i].overridden);
        phs_json_object_end(json);
    }
    phs_json_array_end(json);
}

static void write_treatments(struct phs_json *json, const struct phs_money *money) {
    phs_json_key(json, "treatments");
    phs_json_array(json);
    for (size_t i = 0; i < money->treatments.n; i++) {
        phs_json_object(json);
        phs_json_put(json, "step", money->treatments.at[i].step->id);
        put_number(json, "saved", money->treatments.at[i].saved);
        put_number(json, "mean_after", money->treatments.at[i].mean_after);
        phs_json_object_end(json);
    }
    phs_json_array_end(json);
}

void phs_json_money(struct phs_json_run *out) {
    const struct phs_money *money = out->run->money;
    struct phs_json *json = &out->json;
    phs_json_key(json, "money");
    if (!money) {
        phs_json_null(json);
        return;
    }
    phs_json_object(json);
    phs_json_put(json, "currency", money->currency);
    phs_json_put_int(json, "draws", (int64_t)money->draws);
    phs_json_put_int(json, "seed", (int64_t)money->seed);
    write_figures(json, "total", &money->total);
    phs_json_key(json, "scenarios");
    phs_json_array(json);
    for (size_t i = 0; i < money->scenarios.n; i++)
        write_scenario(json, &money->scenarios.at[i]);
    phs_json_array_end(json);
    write_treatments(json, money);
    write_inputs(json, money);
    phs_json_key(json, "notes");
    phs_json_array(json);
    for (size_t i = 0; i < money->notes.n; i++)
        phs_json_string(json, money->notes.at[i]);
    phs_json_array_end(json);
    phs_json_object_end(json);
}
