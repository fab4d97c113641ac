/* SPDX-License-Identifier: Apache-2.0 */
/* What the risks could cost in a year: figures, the loss exceedance curve, what each step buys. */
#include <math.h>

#include "reports/risk_analysis/parts.h"

enum { SHOWN_SCENARIOS = 15, SHOWN_STEPS = 10, LEFT = 56, TOP = 12, WIDTH = 640, HEIGHT = 240 };

/* Amounts are guesses to two digits, and printed as such. */
static const char *amount(struct phs_arena *arena, double value) {
    static const double steps[] = {1e9, 1e6, 1e3};
    static const char *const units[] = {"billion", "million", "thousand"};
    for (size_t i = 0; i < 3; i++)
        if (value >= steps[i] * 0.9995)
            return phs_printf(arena, "USD %.*f %s", value / steps[i] < 9.95 ? 1 : 0, value / steps[i], units[i]);
    return phs_printf(arena, "USD %.0f", value);
}

static const char *percent(struct phs_arena *arena, double share) {
    return phs_printf(arena, "%.*f %%", share > 0 && share < 0.095 ? 1 : 0, share * 100);
}

static void put_figures(struct phs_arena *arena, struct phs_map_builder *map, const struct phs_money_figures *figures) {
    phs_view_text(map, "mean", amount(arena, figures->mean));
    phs_view_text(map, "exact", amount(arena, figures->exact_mean));
    phs_view_text(map, "var95", amount(arena, figures->var95));
    phs_view_text(map, "var99", amount(arena, figures->var99));
    phs_view_text(map, "es95", amount(arena, figures->es95));
    phs_view_text(map, "some", percent(arena, 1 - figures->none));
    phs_view_printf(map, "error", "%.1f", figures->error);
    phs_view_printf(map, "off", "%.2f %%", figures->exact_mean > 0 ? 100 * fabs(figures->mean / figures->exact_mean - 1) : 0);
}

/* Amounts on a logarithmic axis, probabilities on a linear one from zero. */
struct plot {
    struct phs_arena *arena;
    double low, high, most;
};

static int x_of(const struct plot *plot, double value) {
    return LEFT + (int)lround((log(value) - log(plot->low)) / (log(plot->high) - log(plot->low)) * WIDTH);
}

static int y_of(const struct plot *plot, double probability) {
    return TOP + (int)lround((1 - probability / plot->most) * HEIGHT);
}

static struct phs_view_list x_ticks(const struct plot *plot) {
    struct phs_view_list list = {0};
    for (double value = pow(10, ceil(log10(plot->low))); value <= plot->high; value *= 10) {
        struct phs_map_builder map;
        phs_view_start(&map, plot->arena);
        phs_view_count(&map, "x", (size_t)x_of(plot, value));
        phs_view_text(&map, "label", amount(plot->arena, value) + strlen("USD "));
        phs_view_push(&list, &map);
    }
    return list;
}

static struct phs_view_list y_ticks(const struct plot *plot) {
    struct phs_view_list list = {0};
    for (int i = 0; i <= 4; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, plot->arena);
        phs_view_count(&map, "y", (size_t)y_of(plot, plot->most * i / 4));
        phs_view_text(&map, "label", percent(plot->arena, plot->most * i / 4));
        phs_view_push(&list, &map);
    }
    return list;
}

static const char *path_of(const struct plot *plot, const struct phs_money_figures *figures) {
    struct phs_buf out;
    phs_buf_init(&out, 64 * 1024);
    for (size_t i = 0; i < figures->curve.n; i++)
        phs_buf_printf(&out, "%s%d %d", i ? " L" : "M", x_of(plot, figures->curve.at[i].amount),
                       y_of(plot, figures->curve.at[i].probability));
    const char *path = phs_strdup(plot->arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return path;
}

static void put_curve(const struct phs_view_of *of, struct phs_map_builder *map, const struct phs_money_figures *figures) {
    if (figures->curve.n < 2 || !(figures->curve.at[figures->curve.n - 1].amount > figures->curve.at[0].amount))
        return;
    struct plot plot = {of->arena, figures->curve.at[0].amount, figures->curve.at[figures->curve.n - 1].amount,
                        ceil(figures->curve.at[0].probability * 5) / 5};
    struct phs_view_list across = x_ticks(&plot), up = y_ticks(&plot);
    struct phs_map_builder curve;
    phs_view_start(&curve, of->arena);
    phs_view_text(&curve, "path", path_of(&plot, figures));
    phs_view_list(&curve, "across", &across);
    phs_view_list(&curve, "up", &up);
    phs_view_value(map, "curve", phs_view_done(&curve));
}

static struct phs_view_list scenarios_of(const struct phs_view_of *of, const struct phs_money *money) {
    struct phs_view_list list = {0};
    const struct phs_money_scenario **sorted = PHS_NEW_N(of->arena, const struct phs_money_scenario *, money->scenarios.n + 1);
    for (size_t i = 0; i < money->scenarios.n; i++) {
        size_t at = i;
        for (; at && sorted[at - 1]->figures.exact_mean < money->scenarios.at[i].figures.exact_mean; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = &money->scenarios.at[i];
    }
    for (size_t i = 0; i < money->scenarios.n && i < SHOWN_SCENARIOS; i++) {
        const struct phs_money_scenario *scenario = sorted[i];
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "id", scenario->risk->id);
        phs_view_text(&map, "title", scenario->risk->threat_title);
        phs_view_text(&map, "system", scenario->risk->system->name);
        phs_view_printf(&map, "frequency", "%g", scenario->frequency.rate);
        phs_view_text(&map, "frequency_reason", scenario->frequency_reason);
        phs_view_text(&map, "low", amount(of->arena, scenario->loss.low));
        phs_view_text(&map, "high", amount(of->arena, scenario->loss.high));
        phs_view_text(&map, "loss_reason", scenario->loss_reason);
        put_figures(of->arena, &map, &scenario->figures);
        phs_view_push(&list, &map);
    }
    return list;
}

static struct phs_view_list steps_of(const struct phs_view_of *of, const struct phs_money *money) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < money->treatments.n && i < SHOWN_STEPS; i++) {
        const struct phs_remediation *step = money->treatments.at[i].step;
        const struct phs_safeguard *safeguard =
            step->safeguard ? phs_catalogue_safeguard(of->catalogue, step->safeguard) : NULL;
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "title",
                      step->findings.n && step->findings.at[0]->title ? step->findings.at[0]->title
                      : safeguard                                     ? phs_printf(of->arena, "Find out: %s", safeguard->title)
                                                                      : step->id);
        phs_view_text(&map, "saved", amount(of->arena, money->treatments.at[i].saved));
        phs_view_text(&map, "left", amount(of->arena, money->treatments.at[i].mean_after));
        phs_view_push(&list, &map);
    }
    return list;
}

static struct phs_view_list inputs_of(const struct phs_view_of *of, const struct phs_money *money) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < money->inputs.n; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "name", money->inputs.at[i].name);
        phs_view_text(&map, "value", money->inputs.at[i].value);
        phs_view_text(&map, "source", money->inputs.at[i].source);
        phs_view_flag(&map, "overridden", money->inputs.at[i].overridden);
        phs_view_push(&list, &map);
    }
    return list;
}

void phs_part_money(const struct phs_view_of *of, struct phs_map_builder *view) {
    const struct phs_money *money = of->run->money;
    if (!money)
        return;
    struct phs_view_list scenarios = scenarios_of(of, money), steps = steps_of(of, money), inputs = inputs_of(of, money),
                         notes = {0};
    struct phs_map_builder map;
    for (size_t i = 0; i < money->notes.n; i++)
        phs_view_add(of->arena, &notes, phs_value_text(of->arena, money->notes.at[i]));
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "draws", phs_view_thousands(of->arena, (int64_t)money->draws));
    phs_view_count(&map, "seed", (size_t)money->seed);
    phs_view_count(&map, "scenario_count", money->scenarios.n);
    phs_view_flag(&map, "more", money->scenarios.n > SHOWN_SCENARIOS);
    put_figures(of->arena, &map, &money->total);
    put_curve(of, &map, &money->total);
    phs_view_list(&map, "scenarios", &scenarios);
    phs_view_list(&map, "saving_steps", &steps);
    phs_view_list(&map, "inputs", &inputs);
    phs_view_list(&map, "notes", &notes);
    phs_view_value(view, "money", phs_view_done(&map));
}
