/* SPDX-License-Identifier: Apache-2.0 */
/* The layout on maps at random: nothing lost, nothing on top of anything, the same twice. */
#include "unit/reports/map/made_run.h"

#include "reports/map/layout.h"

struct drawn {
    struct made made;
    struct phs_picture picture;
    struct phs_layout layout;
};

static const uint32_t sizes[][2] = {{0, 0}, {1, 0},   {1, 1},   {1, 5},   {2, 1},    {2, 9},
                                    {5, 8}, {12, 20}, {15, 40}, {40, 30}, {60, 120}, {300, 330}};
enum { SIZES = sizeof sizes / sizeof *sizes, SEEDS = 12 };

static void draw(struct drawn *drawn, uint32_t seed, size_t size) {
    drawn->made = made_at_random(seed, sizes[size][0], sizes[size][1]);
    phs_picture_build(&drawn->picture, drawn->made.arena, drawn->made.run);
    phs_layout_run(drawn->made.arena, &drawn->picture, &drawn->layout);
}

static void each(void (*look)(const struct drawn *)) {
    for (size_t size = 0; size < SIZES; size++)
        for (uint32_t seed = 0; seed < SEEDS; seed++) {
            struct drawn drawn;
            draw(&drawn, seed, size);
            look(&drawn);
            phs_arena_free(drawn.made.arena);
        }
}

static bool on_side(struct phs_point p, const struct phs_box *box) {
    return (p.x == box->x || p.x == box->x + box->w) && p.y > box->y && p.y < box->y + box->h;
}

static void ends_meet(const struct drawn *drawn) {
    size_t flows = 0;
    for (size_t i = 0; i < drawn->picture.edges.n; i++) {
        const struct phs_edge *edge = &drawn->picture.edges.at[i];
        const struct phs_route *route = &drawn->layout.route[i];
        flows += edge->kind == PHS_EDGE_FLOW;
        cr_assert_geq(route->points.n, 2, "edge %zu is lost", i);
        cr_assert(on_side(route->points.at[0], &drawn->layout.box[edge->from]), "edge %zu does not begin at its box", i);
        cr_assert(on_side(route->points.at[route->points.n - 1], &drawn->layout.box[edge->to]),
                  "edge %zu does not end at its box", i);
    }
    cr_assert_eq(flows, drawn->made.run->map->flows.n);
}

Test(layout, draws_every_edge_from_box_to_box) {
    each(ends_meet);
}

static void no_box_is_crossed(const struct drawn *drawn) {
    for (size_t i = 0; i < drawn->picture.edges.n; i++) {
        const struct phs_route *route = &drawn->layout.route[i];
        for (size_t k = 0; k + 1 < route->points.n; k++) {
            struct phs_point a = route->points.at[k], b = route->points.at[k + 1];
            cr_assert(a.x == b.x || a.y == b.y, "edge %zu is not at right angles", i);
            int left = a.x < b.x ? a.x : b.x, right = a.x + b.x - left, top = a.y < b.y ? a.y : b.y, bottom = a.y + b.y - top;
            for (size_t n = 0; n < drawn->picture.nodes.n; n++) {
                const struct phs_box *box = &drawn->layout.box[n];
                cr_assert(right <= box->x || left >= box->x + box->w || bottom <= box->y - 2 || top >= box->y + box->h + 2,
                          "edge %zu runs through box %zu", i, n);
            }
        }
    }
}

Test(layout, leads_no_line_through_a_box) {
    each(no_box_is_crossed);
}

struct stretch {
    int across, from, to; /* height of a level line, or place of an upright one; and its ends */
    size_t edge;
};

static int by_place(const void *a, const void *b) {
    const struct stretch *left = a, *right = b;
    return left->across != right->across ? left->across - right->across : left->from - right->from;
}

static void no_line_on_another(const struct drawn *drawn) {
    for (int upright = 0; upright < 2; upright++) {
        PHS_VEC(struct stretch) all = {0};
        for (size_t i = 0; i < drawn->picture.edges.n; i++)
            for (size_t k = 0; k + 1 < drawn->layout.route[i].points.n; k++) {
                struct phs_point a = drawn->layout.route[i].points.at[k], b = drawn->layout.route[i].points.at[k + 1];
                if ((a.x == b.x) != (bool)upright)
                    continue;
                int p = upright ? a.y : a.x, q = upright ? b.y : b.x;
                struct stretch one = {upright ? a.x : a.y, p < q ? p : q, p < q ? q : p, i};
                PHS_PUSH(drawn->made.arena, all, one);
            }
        if (all.n)
            qsort(all.at, all.n, sizeof *all.at, by_place);
        for (size_t i = 0; i < all.n; i++)
            for (size_t k = i + 1; k < all.n && all.at[k].across == all.at[i].across && all.at[k].from < all.at[i].to; k++)
                cr_assert_eq(all.at[k].edge, all.at[i].edge, "edges %zu and %zu lie on each other", all.at[i].edge,
                             all.at[k].edge);
    }
}

Test(layout, lays_no_line_on_another) {
    each(no_line_on_another);
}

static void boxes_apart(const struct drawn *drawn) {
    for (size_t i = 0; i < drawn->picture.nodes.n; i++)
        for (size_t k = 0; k < i; k++) {
            const struct phs_box *a = &drawn->layout.box[i], *b = &drawn->layout.box[k];
            cr_assert(a->x >= b->x + b->w || b->x >= a->x + a->w || a->y >= b->y + b->h || b->y >= a->y + a->h,
                      "boxes %zu and %zu overlap", i, k);
        }
}

Test(layout, keeps_boxes_apart_and_in_their_lanes) {
    each(boxes_apart);
}

static void within_page(const struct drawn *drawn) {
    for (size_t i = 0; i < drawn->picture.nodes.n; i++) {
        const struct phs_box *box = &drawn->layout.box[i], *lane = &drawn->layout.lane[drawn->picture.nodes.at[i].lane];
        cr_assert(box->x > lane->x && box->x + box->w < lane->x + lane->w);
        cr_assert(box->y >= 0 && box->y + box->h <= drawn->layout.height);
    }
    for (size_t i = 0; i < drawn->picture.edges.n; i++)
        for (size_t k = 0; k < drawn->layout.route[i].points.n; k++) {
            struct phs_point p = drawn->layout.route[i].points.at[k];
            cr_assert(p.x >= 0 && p.x <= drawn->layout.width && p.y >= 0 && p.y <= drawn->layout.height);
        }
}

Test(layout, stays_on_the_page) {
    each(within_page);
}
