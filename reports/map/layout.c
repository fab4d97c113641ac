/* SPDX-License-Identifier: Apache-2.0 */
/* From a picture to coordinates: columns, order, ports, heights, tracks, and then the points of every line. */
#include "reports/map/layout_parts.h"

enum { SIDE = 26, BAND = 14, BOTTOM = 18, ARROW_ROOM = 15 };

static int right_of(const struct phs_plan *plan, size_t item) {
    return plan->x[plan->items.at[item].column] + PHS_BOX_WIDTH;
}

static void add_point(struct phs_plan *plan, struct phs_route *route, int x, int y) {
    const struct phs_point *last = route->points.n ? &route->points.at[route->points.n - 1] : NULL;
    if (last && last->x == x && last->y == y)
        return;
    const struct phs_point *before = route->points.n > 1 ? &route->points.at[route->points.n - 2] : NULL;
    bool on = last && before && ((before->x == last->x && last->x == x) || (before->y == last->y && last->y == y));
    if (on)
        route->points.at[route->points.n - 1] = (struct phs_point){x, y};
    else
        PHS_PUSH(plan->arena, route->points, (struct phs_point){x, y});
}

static void add_segment_points(struct phs_plan *plan, const struct phs_segment *segment, struct phs_route *route) {
    size_t gutter = segment->gutter;
    int left = right_of(plan, segment->a), right = segment->loop ? right_of(plan, segment->b) : plan->x[gutter + 1];
    int ya = segment->ya, yb = segment->yb;
    int track = plan->gutter_left[gutter] + (int)segment->track * plan->track_step[gutter];
    add_point(plan, route, left, ya);
    if (segment->jog) {
        add_point(plan, route, left + 3, ya);
        ya += segment->jog;
        add_point(plan, route, left + 3, ya);
    }
    if (segment->loop || ya != yb) {
        add_point(plan, route, track, ya);
        add_point(plan, route, track, yb);
    }
    add_point(plan, route, right, yb);
    if (segment->labelled) {
        route->label_x = segment->loop ? right + ARROW_ROOM : right - ARROW_ROOM;
        route->label_y = yb;
        route->label_left = segment->loop;
    }
}

static void turn_round(struct phs_route *route) {
    for (size_t i = 0, k = route->points.n; i + 1 < k; i++) {
        struct phs_point swap = route->points.at[i];
        route->points.at[i] = route->points.at[--k];
        route->points.at[k] = swap;
    }
}

static void write_routes(struct phs_plan *plan, struct phs_layout *layout) {
    layout->route = PHS_NEW_N(plan->arena, struct phs_route, plan->picture->edges.n + 1);
    for (size_t i = 0; i < plan->segments.n; i++)
        add_segment_points(plan, &plan->segments.at[i], &layout->route[plan->segments.at[i].edge]);
    for (size_t i = 0; i < plan->picture->edges.n; i++) {
        const struct phs_edge *edge = &plan->picture->edges.at[i];
        if (plan->items.at[edge->from].column > plan->items.at[edge->to].column)
            turn_round(&layout->route[i]);
    }
}

static void write_boxes(struct phs_plan *plan, struct phs_layout *layout) {
    layout->box = PHS_NEW_N(plan->arena, struct phs_box, plan->picture->nodes.n + 1);
    for (size_t i = 0; i < plan->picture->nodes.n; i++) {
        const struct phs_item *item = &plan->items.at[i];
        layout->box[i] = (struct phs_box){plan->x[item->column], (int)item->center - item->h / 2, PHS_BOX_WIDTH, item->h};
        layout->count[plan->picture->nodes.at[i].lane]++;
    }
}

void phs_layout_shift(const struct phs_picture *picture, int by, struct phs_layout *layout) {
    layout->height += by;
    for (size_t i = 0; i < picture->nodes.n; i++)
        layout->box[i].y += by;
    for (size_t i = 0; i < picture->edges.n; i++) {
        layout->route[i].label_y += by;
        for (size_t k = 0; k < layout->route[i].points.n; k++)
            layout->route[i].points.at[k].y += by;
    }
}

void phs_layout_run(struct phs_arena *arena, const struct phs_picture *picture, struct phs_layout *ret_layout) {
    struct phs_plan plan = {.arena = arena, .picture = picture, .x = {SIDE}};
    phs_plan_columns(&plan);
    phs_plan_order(&plan);
    phs_plan_ports(&plan);
    phs_plan_place(&plan);
    phs_plan_straighten(&plan);
    phs_plan_tracks(&plan);
    struct phs_layout layout = {.width = plan.width + BAND, .height = plan.height + BOTTOM};
    write_boxes(&plan, &layout);
    write_routes(&plan, &layout);
    for (size_t c = 0; c < plan.column_count; c++) {
        enum phs_lane lane = plan.columns[c].lane;
        layout.used[lane] = true;
        layout.lane[lane] = (struct phs_box){plan.x[c] - BAND, 0, PHS_BOX_WIDTH + 2 * BAND, layout.height};
    }
    *ret_layout = layout;
}
