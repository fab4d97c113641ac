/* SPDX-License-Identifier: Apache-2.0 */
/* The worked rows, the published tables and the properties that no weights may break. */
#include <criterion/criterion.h>

#include "base/file.h"
#include "catalogue/catalogue.h"
#include "score/formula.h"

static struct phs_slice fixture(struct phs_arena *arena, const char *name) {
    struct phs_slice bytes = {0};
    struct phs_err err = {0};
    const char *path = phs_printf(arena, "%s/score/%s", PHS_FIXTURES, name);
    cr_assert_eq(phs_file_read(arena, path, 1 << 20, &bytes, &err), PHS_OK, "%s", err.text);
    return bytes;
}

static void weights_of(struct phs_arena *arena, struct phs_weights *ret_weights) {
    struct phs_err err = {0};
    struct phs_slice tsv = phs_catalogue_file("checks/weights.tsv");
    cr_assert(tsv.len > 0);
    cr_assert_eq(phs_weights_parse(arena, tsv, ret_weights, &err), PHS_OK, "%s", err.text);
}

/* Column of a tab-separated row by the header's name. */
static const char *column(struct phs_arena *arena, struct phs_slice header, struct phs_slice row, const char *name) {
    struct phs_slice title, field;
    while (phs_slice_cut(&header, '\t', &title)) {
        if (!phs_slice_cut(&row, '\t', &field))
            field = (struct phs_slice){"", 0};
        if (phs_slice_is(title, name))
            return phs_slice_dup(arena, field);
    }
    cr_assert_fail("no column %s", name);
    return "";
}

static int number(const char *text) {
    double value = 0;
    cr_assert(phs_slice_number(phs_slice(text), &value), "%s", text);
    return (int)value;
}

static enum phs_level level(const char *text) {
    enum phs_level value = PHS_VL;
    cr_assert(phs_level_parse(phs_slice(text), &value), "level '%s'", text);
    return value;
}

static enum phs_safeguard_state state(struct phs_slice text) {
    for (enum phs_safeguard_state s = PHS_STATE_PASS; s <= PHS_STATE_UNKNOWN; s++)
        if (phs_slice_is(text, phs_safeguard_state_name(s)))
            return s;
    cr_assert_fail("state %.*s", (int)text.len, text.ptr);
    return PHS_STATE_UNKNOWN;
}

/* "60:fail;40:unknown" */
static size_t effects_of(const char *text, struct phs_effect *ret_effects) {
    struct phs_slice rest = phs_slice(text), part, percent;
    size_t n = 0;
    double value;
    while (phs_slice_cut(&rest, ';', &part)) {
        cr_assert(phs_slice_cut(&part, ':', &percent) && phs_slice_number(percent, &value));
        ret_effects[n++] = (struct phs_effect){(int)value, state(part)};
    }
    return n;
}

static enum phs_level highest(enum phs_level a, enum phs_level b, enum phs_level c) {
    enum phs_level top = a > b ? a : b;
    return top > c ? top : c;
}

struct row {
    struct phs_arena *arena;
    struct phs_slice header, line;
};

static const char *cell(const struct row *row, const char *name) {
    return column(row->arena, row->header, row->line, name);
}

static int points(const struct phs_weights *weights, const char *group, const char *name) {
    int value;
    cr_assert(phs_weights_points(weights, group, name, &value), "%s %s", group, name);
    return value;
}

static enum phs_level row_impact(const struct phs_weights *weights, const struct row *row) {
    const char *records = cell(row, "records");
    struct phs_impact_input input = {
        .records = strcmp(records, "unknown") == 0 ? -1 : number(records),
        .special = strcmp(cell(row, "sensitivity"), "special") == 0,
        .identifiers = cell(row, "identifiers"),
        .unreadable = strcmp(cell(row, "unreadable"), "yes") == 0,
    };
    return highest(phs_score_confidentiality(weights, &input), level(cell(row, "integrity")), level(cell(row, "availability")));
}

static void hold_row(const struct phs_weights *weights, const struct row *row) {
    const char *scenario = cell(row, "scenario"), *floor = cell(row, "floor");
    struct phs_effect effects[8];
    size_t n = effects_of(cell(row, "safeguards(effect:state)"), effects);
    int p_init = phs_score_initiation(points(weights, "threat_base", cell(row, "threat")),
                                      points(weights, "exposure", cell(row, "exposure")),
                                      points(weights, "exploitability", cell(row, "exploitability")));
    enum phs_level impact = row_impact(weights, row), l_init = phs_weights_band(weights, p_init), risk = PHS_VL;
    static const char *const views[] = {"observed", "worst", "best"};
    cr_expect_eq(p_init, number(cell(row, "p_init")), "%s: p_init %d", scenario, p_init);
    cr_expect_eq(impact, level(cell(row, "impact")), "%s: impact %s", scenario, phs_level_name(impact));
    for (enum phs_view view = PHS_OBSERVED; view < PHS_VIEW_COUNT; view++) {
        int p_adv = phs_score_adverse(weights, effects, n, view);
        enum phs_level l = phs_score_likelihood(l_init, phs_weights_band(weights, p_adv), false);
        enum phs_level r = phs_score_risk(l, impact);
        cr_expect_eq(p_adv, number(cell(row, phs_printf(row->arena, "p_adv_%s", views[view]))), "%s: p_adv %s %d", scenario,
                     views[view], p_adv);
        cr_expect_eq(l, level(cell(row, phs_printf(row->arena, "L_%s", views[view]))), "%s: L %s", scenario, views[view]);
        cr_expect_eq(r, level(cell(row, phs_printf(row->arena, "risk_%s", views[view]))), "%s: risk %s", scenario, views[view]);
        risk = view == PHS_OBSERVED ? r : risk;
    }
    enum phs_level strict =
        phs_score_likelihood(l_init, phs_weights_band(weights, phs_score_adverse(weights, effects, n, PHS_OBSERVED)), true);
    cr_expect_eq(strict, level(cell(row, "L_observed_strict")), "%s: strict", scenario);
    if (*floor) {
        enum phs_level least = level(phs_weights_text(weights, "floor", floor));
        risk = risk > least ? risk : least;
    }
    cr_expect_eq(risk, level(cell(row, "final_observed")), "%s: final", scenario);
}

Test(formula, gives_every_worked_row) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_weights weights;
    struct phs_slice rest = fixture(arena, "scoring_examples.tsv");
    struct row row = {.arena = arena};
    size_t rows = 0;
    weights_of(arena, &weights);
    phs_slice_cut(&rest, '\n', &row.header);
    for (; phs_slice_cut(&rest, '\n', &row.line) && row.line.len; rows++)
        hold_row(&weights, &row);
    cr_assert_eq(rows, 16);
    phs_arena_free(arena);
}

Test(formula, holds_every_cell_of_tables_g5_and_i2) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice rest = fixture(arena, "risk_scales_800_30.tsv"), line;
    size_t g5 = 0, i2 = 0;
    while (phs_slice_cut(&rest, '\n', &line)) {
        struct phs_slice table, row, col, value, first;
        bool is_g5 = phs_slice_starts(line, "G-5"), is_i2 = phs_slice_starts(line, "I-2");
        if (!is_g5 && !is_i2)
            continue;
        cr_assert(phs_slice_cut(&line, '\t', &table) && phs_slice_cut(&line, '\t', &row) && phs_slice_cut(&line, '\t', &col) &&
                  phs_slice_cut(&line, '\t', &value));
        phs_slice_cut(&row, ' ', &first);
        enum phs_level a = level(phs_slice_dup(arena, first));
        phs_slice_cut(&col, ' ', &first);
        enum phs_level b = level(phs_slice_dup(arena, first)), expected = level(phs_slice_dup(arena, value));
        cr_expect_eq(is_g5 ? phs_score_likelihood(a, b, false) : phs_score_risk(a, b), expected, "%s %d %d",
                     is_g5 ? "G-5" : "I-2", a, b);
        g5 += is_g5;
        i2 += is_i2;
    }
    cr_assert(g5 == 25 && i2 == 25, "%zu %zu", g5, i2);
    phs_arena_free(arena);
}

Test(formula, never_falls_when_an_input_rises) {
    for (int a = PHS_VL; a <= PHS_VH; a++)
        for (int b = PHS_VL; b < PHS_VH; b++)
            for (int strict = 0; strict < 2; strict++) {
                cr_expect(phs_score_likelihood(a, b, strict) <= phs_score_likelihood(a, b + 1, strict), "G-5 %d %d", a, b);
                cr_expect(phs_score_likelihood(b, a, strict) <= phs_score_likelihood(b + 1, a, strict), "G-5 %d %d", b, a);
                cr_expect(phs_score_risk(a, b) <= phs_score_risk(a, b + 1), "I-2 %d %d", a, b);
                cr_expect(phs_score_risk(b, a) <= phs_score_risk(b + 1, a), "I-2 %d %d", b, a);
            }
}

/* Every mix of four safeguards in every state: changing one of them moves p_adv only in the direction that it may. */
Test(formula, moves_with_a_safeguard_only_in_its_direction) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_weights weights;
    static const int percents[] = {20, 40, 60, 95};
    weights_of(arena, &weights);
    for (int mix = 0; mix < 256; mix++) {
        struct phs_effect effects[4], changed[4];
        for (int i = 0; i < 4; i++)
            effects[i] = (struct phs_effect){percents[i], (enum phs_safeguard_state)((mix >> (2 * i)) & 3)};
        for (enum phs_view view = PHS_OBSERVED; view < PHS_VIEW_COUNT; view++)
            for (int i = 0; i < 4; i++) {
                int before = phs_score_adverse(&weights, effects, 4, view);
                memcpy(changed, effects, sizeof changed);
                memmove(changed + i, changed + i + 1, (size_t)(3 - i) * sizeof *changed);
                if (effects[i].state == PHS_STATE_PASS)
                    cr_expect(phs_score_adverse(&weights, changed, 3, view) >= before, "removing a pass lowered %d", mix);
                memcpy(changed, effects, sizeof changed);
                changed[i].state = PHS_STATE_PASS;
                if (effects[i].state == PHS_STATE_UNKNOWN)
                    cr_expect(phs_score_adverse(&weights, changed, 4, view) <= before, "unknown to pass raised %d", mix);
                changed[i].state = PHS_STATE_FAIL;
                if (effects[i].state == PHS_STATE_UNKNOWN)
                    cr_expect(phs_score_adverse(&weights, changed, 4, view) >= before, "unknown to fail lowered %d", mix);
            }
        cr_expect(phs_score_adverse(&weights, effects, 4, PHS_BEST) <= phs_score_adverse(&weights, effects, 4, PHS_OBSERVED));
        cr_expect(phs_score_adverse(&weights, effects, 4, PHS_OBSERVED) <= phs_score_adverse(&weights, effects, 4, PHS_WORST));
    }
    phs_arena_free(arena);
}

Test(formula, never_falls_with_more_records) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_weights weights;
    static const int64_t records[] = {0, 1, 499, 500, 4999, 5000, 99999, 100000, 5000000};
    static const char *const identifiers[] = {"full", "limited", "deidentified"};
    weights_of(arena, &weights);
    for (int mix = 0; mix < 12; mix++)
        for (size_t i = 0; i + 1 < sizeof records / sizeof *records; i++) {
            struct phs_impact_input less = {records[i], mix & 1, identifiers[mix / 4], (mix & 2) != 0}, more = less;
            more.records = records[i + 1];
            cr_expect(phs_score_confidentiality(&weights, &less) <= phs_score_confidentiality(&weights, &more), "%lld",
                      (long long)records[i]);
        }
    phs_arena_free(arena);
}

Test(formula, keeps_unreadable_records_at_low_or_above) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_weights weights;
    struct phs_impact_input input = {1, false, "full", true};
    weights_of(arena, &weights);
    cr_expect_eq(phs_score_confidentiality(&weights, &input), PHS_L);
    input.records = 5000000;
    cr_expect_eq(phs_score_confidentiality(&weights, &input), PHS_M);
    input.records = 0;
    cr_expect_eq(phs_score_confidentiality(&weights, &input), PHS_VL);
    phs_arena_free(arena);
}

Test(formula, refuses_weights_that_are_not_a_table) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_weights weights;
    struct phs_err err = {0};
    cr_expect_eq(phs_weights_parse(arena, PHS_SLICE("threat_base\ttargeted\n"), &weights, &err), PHS_E_INPUT);
    cr_expect(strstr(err.text, "weights.tsv:1"), "%s", err.text);
    cr_expect_eq(phs_weights_parse(arena, PHS_SLICE("a\tb\t1\na\tb\t2\n"), &weights, &err), PHS_E_INPUT);
    cr_expect(strstr(err.text, "weights.tsv:2"), "%s", err.text);
    phs_arena_free(arena);
}
