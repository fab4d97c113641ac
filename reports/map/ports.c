/* SPDX-License-Identifier: Apache-2.0 */
/* Ports: the points of a box at which lines end, in the order of what they lead to, with room for their labels. */
#include "reports/map/card.h"
#include "reports/map/layout_parts.h"

enum { PLAIN = 5, ABOVE = 17, BELOW = 17, PASSING = 12, MARGIN = 4 };

int phs_segment_above(const struct phs_plan *plan, const struct phs_segment *segment) {
    return segment->labelled && plan->picture->edges.at[segment->edge].label[0] ? ABOVE : PLAIN;
}

int phs_segment_below(const struct phs_plan *plan, const struct phs_segment *segment) {
    return segment->labelled && plan->picture->edges.at[segment->edge].label[1] ? BELOW : PLAIN;
}

/* Loops to what stands above leave at the top, others at the bottom. */
static double port_rank(const struct phs_plan *plan, const struct phs_segment *segment, size_t item, bool left) {
    const struct phs_item *self = &plan->items.at[item];
    if (left)
        return (double)plan->items.at[segment->a].place;
    if (!segment->loop)
        return (double)plan->items.at[segment->b].place;
    const struct phs_item *other = &plan->items.at[segment->a == item ? segment->b : segment->a];
    double far = (double)plan->items.n + (double)plan->segments.n;
    return other->place < self->place ? -1 - (double)other->place : far + far - (double)other->place;
}

static void order_side(struct phs_plan *plan, size_t item, bool left, struct phs_ranked *ranked) {
    size_t n = left ? plan->items.at[item].left.n : plan->items.at[item].right.n;
    size_t *at = left ? plan->items.at[item].left.at : plan->items.at[item].right.at;
    for (size_t i = 0; i < n; i++) {
        const struct phs_segment *segment = &plan->segments.at[at[i]];
        ranked[i] = (struct phs_ranked){port_rank(plan, segment, item, left), segment->edge, at[i]};
    }
    phs_rank(ranked, n, at);
}

/* A loop from a box to itself has both ends in the list: the first is where it begins. */
static bool is_end_b(const struct phs_plan *plan, size_t item, const size_t *at, size_t i) {
    const struct phs_segment *segment = &plan->segments.at[at[i]];
    if (segment->a == segment->b)
        return i > 0 && at[i - 1] == at[i];
    return segment->b == item;
}

int phs_port_need(const struct phs_plan *plan, size_t item, const size_t *at, size_t i, bool above) {
    const struct phs_segment *segment = &plan->segments.at[at[i]];
    if (!is_end_b(plan, item, at, i))
        return PLAIN;
    return above ? phs_segment_above(plan, segment) : phs_segment_below(plan, segment);
}

int phs_port_y(const struct phs_plan *plan, size_t item, const size_t *at, size_t i) {
    const struct phs_segment *segment = &plan->segments.at[at[i]];
    return is_end_b(plan, item, at, i) ? segment->yb : segment->ya;
}

static int side_height(const struct phs_plan *plan, size_t item, bool left) {
    size_t n = left ? plan->items.at[item].left.n : plan->items.at[item].right.n;
    const size_t *at = left ? plan->items.at[item].left.at : plan->items.at[item].right.at;
    int sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += phs_port_need(plan, item, at, i, true) + phs_port_need(plan, item, at, i, false);
    return sum;
}

static void set_offsets(struct phs_plan *plan, size_t item, bool left) {
    size_t n = left ? plan->items.at[item].left.n : plan->items.at[item].right.n;
    const size_t *at = left ? plan->items.at[item].left.at : plan->items.at[item].right.at;
    int y = -side_height(plan, item, left) / 2;
    for (size_t i = 0; i < n; i++) {
        struct phs_segment *segment = &plan->segments.at[at[i]];
        y += phs_port_need(plan, item, at, i, true);
        if (is_end_b(plan, item, at, i))
            segment->offset_b = y;
        else
            segment->offset_a = y;
        y += phs_port_need(plan, item, at, i, false);
    }
}

static int taller(int a, int b) {
    return a > b ? a : b;
}

void phs_plan_ports(struct phs_plan *plan) {
    struct phs_ranked *ranked = PHS_NEW_N(plan->arena, struct phs_ranked, 2 * plan->segments.n + 1);
    for (size_t i = 0; i < plan->items.n; i++) {
        struct phs_item *item = &plan->items.at[i];
        if (item->node == PHS_NO_NODE) {
            item->h = PASSING;
            continue;
        }
        order_side(plan, i, true, ranked);
        order_side(plan, i, false, ranked);
        struct phs_card card = phs_card_of(plan->arena, &plan->picture->nodes.at[item->node], PHS_BOX_WIDTH);
        item->h = taller(card.height, MARGIN + taller(side_height(plan, i, true), side_height(plan, i, false)));
        set_offsets(plan, i, true);
        set_offsets(plan, i, false);
    }
}
