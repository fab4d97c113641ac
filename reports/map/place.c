/* SPDX-License-Identifier: Apache-2.0 */
/* Heights: every item wants to stand where its lines run straight; a column gives each the nearest place that keeps order and
 * distances. That is least squares under an order, solved exactly by pooling adjacent violators. */
#include "reports/map/layout_parts.h"

enum { ROUNDS = 60, ROUNDS_MANY = 16, MANY = 3000, BETWEEN_BOXES = 20, BESIDE_LINE = 9, BETWEEN_LINES = 2 };

struct pool {
    double sum, weight; /* of wishes, less the offsets below the first item */
    size_t n;
};

static int distance(const struct phs_item *upper, const struct phs_item *lower) {
    bool line = upper->node == PHS_NO_NODE, other = lower->node == PHS_NO_NODE;
    int gap = line && other ? BETWEEN_LINES : line || other ? BESIDE_LINE : BETWEEN_BOXES;
    return (upper->h + 1) / 2 + (lower->h + 1) / 2 + gap;
}

/* Where the lines of an item would have it, and how much it cares. */
static double wish(const struct phs_plan *plan, const struct phs_item *item, double *ret_weight) {
    double sum = 0;
    size_t n = 0;
    for (size_t side = 0; side < 2; side++) {
        size_t count = side ? item->right.n : item->left.n;
        for (size_t i = 0; i < count; i++) {
            const struct phs_segment *segment = &plan->segments.at[side ? item->right.at[i] : item->left.at[i]];
            if (segment->loop)
                continue;
            sum += side ? plan->items.at[segment->b].center + segment->offset_b - segment->offset_a
                        : plan->items.at[segment->a].center + segment->offset_a - segment->offset_b;
            n++;
        }
    }
    *ret_weight = n == 0 ? 0.0001 : item->node == PHS_NO_NODE ? 4 : 1;
    return n ? sum / (double)n : -1e5; /* with no line: up, as far as there is room */
}

static void settle_column(struct phs_plan *plan, const struct phs_column *column, struct pool *pools, double *offset) {
    size_t n = 0;
    for (size_t k = 0; k < column->items.n; k++) {
        struct phs_item *item = &plan->items.at[column->items.at[k]];
        offset[k] = k ? offset[k - 1] + distance(&plan->items.at[column->items.at[k - 1]], item) : 0;
        double weight, want = wish(plan, item, &weight) - offset[k];
        if (want < -5e4) /* it would leave the page when it stands alone above others */
            want = k ? pools[n - 1].sum / pools[n - 1].weight : 0;
        pools[n++] = (struct pool){want * weight, weight, 1};
        while (n > 1 && pools[n - 2].sum * pools[n - 1].weight > pools[n - 1].sum * pools[n - 2].weight) {
            pools[n - 2].sum += pools[n - 1].sum;
            pools[n - 2].weight += pools[n - 1].weight;
            pools[n - 2].n += pools[n - 1].n;
            n--;
        }
    }
    for (size_t p = 0, k = 0; p < n; p++)
        for (size_t i = 0; i < pools[p].n; i++, k++)
            plan->items.at[column->items.at[k]].center = pools[p].sum / pools[p].weight + offset[k];
}

static void round_down(struct phs_plan *plan) {
    double top = 1e18;
    for (size_t i = 0; i < plan->items.n; i++) {
        double edge = plan->items.at[i].center - (plan->items.at[i].h + 1) / 2;
        top = edge < top ? edge : top;
    }
    for (size_t c = 0; c < plan->column_count; c++) {
        double before = -1e18;
        for (size_t k = 0; k < plan->columns[c].items.n; k++) {
            struct phs_item *item = &plan->items.at[plan->columns[c].items.at[k]];
            double center = (double)(long)(item->center - top + 0.5);
            double least = k ? before + distance(&plan->items.at[plan->columns[c].items.at[k - 1]], item) : (item->h + 1) / 2;
            item->center = before = center < least ? least : center;
        }
    }
}

/* Free heights of an item between its neighbours in the column. */
static void room_of(const struct phs_plan *plan, const struct phs_item *item, double *low, double *high) {
    const struct phs_column *column = &plan->columns[item->column];
    const struct phs_item *above = item->place ? &plan->items.at[column->items.at[item->place - 1]] : NULL;
    const struct phs_item *below =
        item->place + 1 < column->items.n ? &plan->items.at[column->items.at[item->place + 1]] : NULL;
    double least = above ? above->center + distance(above, item) : (item->h + 1) / 2;
    double most = below ? below->center - distance(item, below) : 1e9;
    *low = least > *low ? least : *low;
    *high = most < *high ? most : *high;
}

static double within(double y, double low, double high) {
    return y < low ? low : y > high ? high : y;
}

/* A line over several columns runs at one height where all of them have room: best that of its end, else of its start. */
static void straighten_line(struct phs_plan *plan, size_t first, size_t last) {
    double low = 0, high = 1e9;
    for (size_t i = first; i < last; i++)
        room_of(plan, &plan->items.at[plan->segments.at[i].b], &low, &high);
    if (low > high)
        return;
    const struct phs_segment *start = &plan->segments.at[first], *end = &plan->segments.at[last];
    double from = plan->items.at[start->a].center + start->offset_a, to = plan->items.at[end->b].center + end->offset_b;
    double y = from >= low && from <= high && !(to >= low && to <= high) ? from : within(to, low, high);
    for (size_t i = first; i < last; i++)
        plan->items.at[plan->segments.at[i].b].center = y;
}

/* Segments of an edge follow one another. */
static void straighten_lines(struct phs_plan *plan) {
    for (size_t i = 0; i < plan->segments.n;) {
        size_t last = i;
        while (last + 1 < plan->segments.n && plan->segments.at[last + 1].edge == plan->segments.at[i].edge)
            last++;
        if (last > i)
            straighten_line(plan, i, last);
        i = last + 1;
    }
}

static void measure_height(struct phs_plan *plan) {
    for (size_t i = 0; i < plan->items.n; i++) {
        int bottom = (int)plan->items.at[i].center + plan->items.at[i].h / 2 + 1;
        plan->height = bottom > plan->height ? bottom : plan->height;
    }
}

void phs_plan_place(struct phs_plan *plan) {
    struct pool *pools = PHS_NEW_N(plan->arena, struct pool, plan->items.n + 1);
    double *offset = PHS_NEW_N(plan->arena, double, plan->items.n + 1);
    for (size_t c = 0; c < plan->column_count; c++) {
        double y = 0;
        for (size_t k = 0; k < plan->columns[c].items.n; k++) {
            struct phs_item *item = &plan->items.at[plan->columns[c].items.at[k]];
            y += k ? distance(&plan->items.at[plan->columns[c].items.at[k - 1]], item) : 0;
            item->center = y;
        }
    }
    int rounds = plan->items.n > MANY ? ROUNDS_MANY : ROUNDS;
    for (int round = 0; round < rounds; round++)
        for (size_t c = 0; c < plan->column_count; c++)
            settle_column(plan, &plan->columns[round % 2 ? plan->column_count - 1 - c : c], pools, offset);
    round_down(plan);
    measure_height(plan);
    straighten_lines(plan);
    straighten_lines(plan);
    measure_height(plan);
}
