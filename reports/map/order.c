/* SPDX-License-Identifier: Apache-2.0 */
/* The order within columns: barycentre sweeps to and fro, of which the one with the fewest crossings is kept. */
#include "reports/map/layout_parts.h"

enum { SWEEPS = 10 };

static int compare_ranked(const void *a, const void *b) {
    const struct phs_ranked *left = a, *right = b;
    if (left->rank < right->rank || left->rank > right->rank)
        return left->rank < right->rank ? -1 : 1;
    return left->tie < right->tie ? -1 : left->tie > right->tie;
}

void phs_rank(struct phs_ranked *items, size_t n, size_t *ret_values) {
    if (n)
        qsort(items, n, sizeof *items, compare_ranked);
    for (size_t i = 0; i < n; i++)
        ret_values[i] = items[i].value;
}

static void number_places(struct phs_plan *plan, size_t column) {
    for (size_t k = 0; k < plan->columns[column].items.n; k++)
        plan->items.at[plan->columns[column].items.at[k]].place = k;
}

/* Mean place of the neighbours on one side, on the scale of this column; -1 without any. */
static double mean_place(const struct phs_plan *plan, const struct phs_item *item, bool left) {
    double sum = 0, scale = 1;
    size_t n = 0, count = left ? item->left.n : item->right.n;
    for (size_t i = 0; i < count; i++) {
        const struct phs_segment *segment = &plan->segments.at[left ? item->left.at[i] : item->right.at[i]];
        if (segment->loop)
            continue;
        const struct phs_item *other = &plan->items.at[left ? segment->a : segment->b];
        sum += (double)other->place + 0.5;
        scale = (double)plan->columns[item->column].items.n / (double)plan->columns[other->column].items.n;
        n++;
    }
    return n ? sum / (double)n * scale : -1;
}

static void sweep_column(struct phs_plan *plan, size_t column, bool left, struct phs_ranked *ranked) {
    size_t n = plan->columns[column].items.n;
    for (size_t k = 0; k < n; k++) {
        const struct phs_item *item = &plan->items.at[plan->columns[column].items.at[k]];
        double rank = mean_place(plan, item, left);
        if (item->left.n + item->right.n == 0)
            rank = (double)(2 * n + k); /* what exchanges nothing stands below */
        else if (rank < 0)
            rank = (double)k + 0.5;
        ranked[k] = (struct phs_ranked){rank, k, plan->columns[column].items.at[k]};
    }
    phs_rank(ranked, n, plan->columns[column].items.at);
    number_places(plan, column);
}

/* Pairs of segments in a gutter whose ends are in opposite order: inversions, counted with a Fenwick tree. */
static size_t crossings_in(const struct phs_plan *plan, size_t gutter, struct phs_ranked *ranked, size_t *scratch) {
    size_t n = 0, right = gutter + 1 < plan->column_count ? plan->columns[gutter + 1].items.n : 0, crossings = 0;
    for (size_t i = 0; i < plan->gutters[gutter].n; i++) {
        const struct phs_segment *segment = &plan->segments.at[plan->gutters[gutter].at[i]];
        size_t b = plan->items.at[segment->b].place;
        if (!segment->loop)
            ranked[n++] = (struct phs_ranked){(double)plan->items.at[segment->a].place, b, b};
    }
    size_t *tree = scratch, *order = scratch + right + 1;
    memset(tree, 0, (right + 1) * sizeof *tree);
    phs_rank(ranked, n, order);
    for (size_t i = n; i-- > 0;) {
        for (size_t at = order[i]; at > 0; at &= at - 1) /* those behind it with a smaller place on the right */
            crossings += tree[at];
        for (size_t at = order[i] + 1; at <= right; at += at & (~at + 1))
            tree[at]++;
    }
    return crossings;
}

static void keep(const struct phs_plan *plan, size_t *kept) {
    for (size_t c = 0, at = 0; c < plan->column_count; at += plan->columns[c].items.n, c++)
        if (plan->columns[c].items.n)
            memcpy(kept + at, plan->columns[c].items.at, plan->columns[c].items.n * sizeof *kept);
}

static void restore(struct phs_plan *plan, const size_t *kept) {
    for (size_t c = 0, at = 0; c < plan->column_count; at += plan->columns[c].items.n, c++) {
        if (plan->columns[c].items.n)
            memcpy(plan->columns[c].items.at, kept + at, plan->columns[c].items.n * sizeof *kept);
        number_places(plan, c);
    }
}

void phs_plan_order(struct phs_plan *plan) {
    size_t room = plan->items.n + plan->segments.n + 2, best = (size_t)-1;
    struct phs_ranked *ranked = PHS_NEW_N(plan->arena, struct phs_ranked, room);
    size_t *scratch = PHS_NEW_N(plan->arena, size_t, room), *kept = PHS_NEW_N(plan->arena, size_t, room);
    for (size_t c = 0; c < plan->column_count; c++)
        number_places(plan, c);
    for (int sweep = 0; sweep < SWEEPS && best; sweep++) {
        for (size_t c = 1; c < plan->column_count; c++)
            sweep_column(plan, sweep % 2 ? plan->column_count - 1 - c : c, sweep % 2 == 0, ranked);
        size_t crossings = 0;
        for (size_t g = 0; g < plan->column_count; g++)
            crossings += crossings_in(plan, g, ranked, scratch);
        if (crossings < best) {
            best = crossings;
            keep(plan, kept);
        }
    }
    restore(plan, kept);
}
