/* SPDX-License-Identifier: Apache-2.0 */
/* Lanes that have a node become columns; an edge over several columns gets an item in each that it passes. */
#include "reports/map/layout_parts.h"

enum { PHS_LEVELS = 5 };

static size_t add_item(struct phs_plan *plan, size_t node, size_t column) {
    struct phs_item item = {.node = node, .column = column};
    PHS_PUSH(plan->arena, plan->items, item);
    PHS_PUSH(plan->arena, plan->columns[column].items, plan->items.n - 1);
    return plan->items.n - 1;
}

static void add_segment(struct phs_plan *plan, struct phs_segment segment) {
    size_t at = plan->segments.n;
    PHS_PUSH(plan->arena, plan->segments, segment);
    PHS_PUSH(plan->arena, plan->gutters[segment.gutter], at);
    PHS_PUSH(plan->arena, plan->items.at[segment.a].right, at);
    if (segment.loop)
        PHS_PUSH(plan->arena, plan->items.at[segment.b].right, at);
    else
        PHS_PUSH(plan->arena, plan->items.at[segment.b].left, at);
}

/* Items 0 to nodes.n - 1 are the nodes themselves. */
static void add_edge(struct phs_plan *plan, size_t index) {
    const struct phs_edge *edge = &plan->picture->edges.at[index];
    size_t low = edge->from, high = edge->to;
    size_t from = plan->items.at[low].column, to = plan->items.at[high].column;
    if (from == to) {
        add_segment(plan,
                    (struct phs_segment){.edge = index, .gutter = from, .a = low, .b = high, .loop = true, .labelled = true});
        return;
    }
    if (from > to) {
        low = edge->to;
        high = edge->from;
        size_t swap = from;
        from = to;
        to = swap;
    }
    for (size_t column = from; column < to; column++) {
        bool last = column + 1 == to;
        size_t next = last ? high : add_item(plan, PHS_NO_NODE, column + 1);
        add_segment(plan, (struct phs_segment){.edge = index, .gutter = column, .a = low, .b = next, .labelled = last});
        low = next;
    }
}

static void open_columns(struct phs_plan *plan) {
    bool used[PHS_LANE_COUNT] = {0};
    for (size_t i = 0; i < plan->picture->nodes.n; i++)
        used[plan->picture->nodes.at[i].lane] = true;
    for (int lane = 0; lane < PHS_LANE_COUNT; lane++)
        if (used[lane]) {
            plan->columns[plan->column_count].lane = (enum phs_lane)lane;
            plan->column_of_lane[lane] = plan->column_count++;
        }
}

/* Where sweeps begin: what is connected first, worst risk on top. */
static double first_rank(const struct phs_node *node, bool connected) {
    return (connected ? 0 : 100) + (node->has_level ? PHS_VH - (int)node->level : PHS_LEVELS);
}

void phs_plan_columns(struct phs_plan *plan) {
    size_t n = plan->picture->nodes.n;
    bool *joined = PHS_NEW_N(plan->arena, bool, n + 1);
    open_columns(plan);
    for (size_t i = 0; i < plan->picture->edges.n; i++)
        joined[plan->picture->edges.at[i].from] = joined[plan->picture->edges.at[i].to] = true;
    for (size_t i = 0; i < n; i++)
        add_item(plan, i, plan->column_of_lane[plan->picture->nodes.at[i].lane]);
    struct phs_ranked *ranked = PHS_NEW_N(plan->arena, struct phs_ranked, n + 1);
    for (size_t c = 0; c < plan->column_count; c++) {
        for (size_t k = 0; k < plan->columns[c].items.n; k++) {
            size_t at = plan->columns[c].items.at[k];
            ranked[k] = (struct phs_ranked){first_rank(&plan->picture->nodes.at[at], joined[at]), k, at};
        }
        phs_rank(ranked, plan->columns[c].items.n, plan->columns[c].items.at);
    }
    for (size_t i = 0; i < plan->picture->edges.n; i++)
        add_edge(plan, i);
}
