/* SPDX-License-Identifier: Apache-2.0 */
/* The inputs of the money run, each with its source. */
#include "score/money/inputs.h"

#include <math.h>

#include "catalogue/tsv.h"

/* The groups of the scope's `quantify` that are read elsewhere. */
static bool is_elsewhere(const char *group) {
    return strcmp(group, "scenarios") == 0;
}

static bool amount(struct phs_slice text, double *ret_amount) {
    return phs_slice_number(phs_slice_trim(text), ret_amount) && *ret_amount >= 0 && isfinite(*ret_amount);
}

bool phs_money_range_parse(struct phs_slice text, struct phs_money_range *ret_range) {
    struct phs_money_range range;
    struct phs_slice low;
    bool is_range = text.len && memchr(text.ptr, '-', text.len);
    if (!phs_slice_cut(&text, '-', &low) || !amount(low, &range.low))
        return false;
    range.high = range.low;
    if (is_range && !amount(text, &range.high))
        return false;
    if (range.high < range.low)
        return false;
    *ret_range = range;
    return true;
}

/* The text of a number or string that somebody wrote, or an empty slice. */
static struct phs_slice written(struct phs_arena *arena, const struct phs_value *value) {
    if (phs_is(value, PHS_NUMBER))
        return phs_slice(phs_printf(arena, "%.17g", value->number.value));
    return phs_text(value);
}

static const struct phs_value *override_of(const struct phs_run *run, const char *group, const char *name) {
    return run->scope && run->scope->quantify ? phs_get(phs_get(run->scope->quantify, group), name) : NULL;
}

static void warn(struct phs_run *run, struct phs_place place, const char *text) {
    PHS_PUSH(run->arena, run->warnings, phs_printf(run->arena, "%s: %s", phs_place_text(run->arena, place), text));
}

static bool read_row(struct phs_run *run, const struct phs_tsv *table, size_t row, struct phs_money *money,
                     struct phs_money_inputs *inputs) {
    struct phs_arena *arena = run->arena;
    const char *group = phs_slice_dup(arena, phs_tsv_cell(table, row, "group"));
    const char *name = phs_slice_dup(arena, phs_tsv_cell(table, row, "name"));
    const char *key = phs_printf(arena, "%s %s", group, name);
    struct phs_slice value = phs_tsv_cell(table, row, "value");
    struct phs_money_range *range = PHS_NEW(arena, struct phs_money_range);
    if (!phs_money_range_parse(value, range))
        return false;
    struct phs_money_input input = {key, phs_slice_dup(arena, value), phs_slice_dup(arena, phs_tsv_cell(table, row, "source")),
                                    false};
    const struct phs_value *own = override_of(run, group, name);
    struct phs_slice text = written(arena, own);
    if (own && phs_money_range_parse(text, range))
        input = (struct phs_money_input){key, phs_slice_dup(arena, text), phs_place_text(arena, own->place), true};
    else if (own)
        warn(run, own->place, "this is no amount or range of amounts (write 5000 or 5000-50000), so the built-in one is used");
    phs_map_puts(&inputs->rows, key, range);
    PHS_PUSH(arena, money->inputs, input);
    return true;
}

static void note_unasked(struct phs_run *run, const struct phs_money_inputs *inputs) {
    const struct phs_value *all = run->scope ? run->scope->quantify : NULL;
    for (size_t i = 0; phs_is(all, PHS_MAP) && i < all->map.n; i++) {
        const char *group = phs_slice_dup(run->arena, all->map.at[i].key);
        const struct phs_value *rows = all->map.at[i].value;
        if (is_elsewhere(group))
            continue;
        if (!phs_is(rows, PHS_MAP))
            warn(run, rows->place, phs_printf(run->arena, "`%s` is a map of inputs, as in `run: {draws: 100000}`", group));
        for (size_t k = 0; phs_is(rows, PHS_MAP) && k < rows->map.n; k++) {
            const char *name = phs_slice_dup(run->arena, rows->map.at[k].key);
            if (!phs_map_gets(&inputs->rows, phs_printf(run->arena, "%s %s", group, name)))
                warn(run, rows->map.at[k].value->place,
                     phs_printf(run->arena, "the money run has no input `%s: {%s}`", group, name));
        }
    }
}

enum phs_code phs_money_inputs_read(struct phs_run *run, struct phs_slice tsv, struct phs_money *money,
                                    struct phs_money_inputs *ret_inputs, struct phs_err *err) {
    struct phs_money_inputs inputs = {.arena = run->arena};
    struct phs_tsv *table;
    phs_map_init(&inputs.rows, run->arena);
    enum phs_code code = phs_tsv_parse(run->arena, "checks/money.tsv", tsv, &table, err);
    for (size_t i = 0; code == PHS_OK && i < table->rows.n; i++)
        if (!read_row(run, table, i, money, &inputs))
            return phs_fail(err, PHS_E_INTERNAL, "checks/money.tsv:%u is no row of inputs.", table->rows.at[i].line);
    if (code != PHS_OK)
        return code;
    note_unasked(run, &inputs);
    *ret_inputs = inputs;
    return PHS_OK;
}

struct phs_money_range phs_money_input(const struct phs_money_inputs *inputs, const char *group, const char *name) {
    const struct phs_money_range *range = phs_map_gets(&inputs->rows, phs_printf(inputs->arena, "%s %s", group, name));
    return range ? *range : (struct phs_money_range){0, 0};
}
