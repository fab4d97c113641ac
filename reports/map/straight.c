/* SPDX-License-Identifier: Apache-2.0 */
/* Ports move a little along their box where that makes a line straight. */
#include "reports/map/layout_parts.h"

/* How far a port may move without coming too near to its neighbours or leaving the box. */
static void range_of(const struct phs_plan *plan, size_t item, bool left, size_t segment, int *ret_low, int *ret_high) {
    const struct phs_item *box = &plan->items.at[item];
    size_t n = left ? box->left.n : box->right.n, i = 0;
    const size_t *at = left ? box->left.at : box->right.at;
    while (i + 1 < n && at[i] != segment)
        i++;
    int top = (int)box->center - box->h / 2, bottom = (int)box->center + box->h / 2;
    *ret_low = phs_port_need(plan, item, at, i, true) +
               (i ? phs_port_y(plan, item, at, i - 1) + phs_port_need(plan, item, at, i - 1, false) : top + 2);
    *ret_high = (i + 1 < n ? phs_port_y(plan, item, at, i + 1) - phs_port_need(plan, item, at, i + 1, true) : bottom - 2) -
                phs_port_need(plan, item, at, i, false);
}

static bool can_move(const struct phs_plan *plan, size_t item, bool left, size_t segment, int y) {
    int low, high;
    if (plan->items.at[item].node == PHS_NO_NODE)
        return false;
    range_of(plan, item, left, segment, &low, &high);
    return low <= y && y <= high;
}

static void straighten(struct phs_plan *plan, size_t at) {
    struct phs_segment *segment = &plan->segments.at[at];
    if (segment->ya == segment->yb)
        return;
    if (can_move(plan, segment->b, true, at, segment->ya))
        segment->yb = segment->ya;
    else if (can_move(plan, segment->a, false, at, segment->yb))
        segment->ya = segment->yb;
}

void phs_plan_straighten(struct phs_plan *plan) {
    for (size_t i = 0; i < plan->segments.n; i++) {
        struct phs_segment *segment = &plan->segments.at[i];
        segment->ya = (int)plan->items.at[segment->a].center + segment->offset_a;
        segment->yb = (int)plan->items.at[segment->b].center + segment->offset_b;
    }
    for (size_t i = 0; i < plan->segments.n; i++)
        if (!plan->segments.at[i].loop)
            straighten(plan, i);
}
