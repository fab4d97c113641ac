/* SPDX-License-Identifier: Apache-2.0 */
/* Channel routing: within a gutter every line goes across, down or up one track, and across again. Tracks are given so that two
 * lines may cross but never lie on each other: verticals of one track keep a distance, and a line that leaves its box at the
 * height at which another arrives turns off before it. */
#include "reports/map/layout_parts.h"
#include "reports/map/measure.h"

enum { NEAR = 4, STEP_ASIDE = 5, APART = 6, BUCKET = 4, STUB = 14, ARROW = 14, ICONS = 34, LEAST = 56 };

/* Largest track plus one in a range of heights: a tree of maxima over buckets. */
struct ceiling {
    size_t *all, *some; /* raised over the whole of a node, anywhere within it */
    size_t size;
};

static size_t highest(const struct ceiling *c, size_t node, size_t low, size_t high, size_t from, size_t to) {
    if (to < low || high < from)
        return 0;
    if (from <= low && high <= to)
        return c->some[node];
    size_t middle = (low + high) / 2, best = c->all[node];
    size_t left = highest(c, 2 * node, low, middle, from, to), right = highest(c, 2 * node + 1, middle + 1, high, from, to);
    best = left > best ? left : best;
    return right > best ? right : best;
}

static void raise_to(struct ceiling *c, size_t node, size_t low, size_t high, size_t from, size_t to, size_t value) {
    if (to < low || high < from)
        return;
    c->some[node] = value > c->some[node] ? value : c->some[node];
    if (from <= low && high <= to) {
        c->all[node] = value > c->all[node] ? value : c->all[node];
        return;
    }
    size_t middle = (low + high) / 2;
    raise_to(c, 2 * node, low, middle, from, to, value);
    raise_to(c, 2 * node + 1, middle + 1, high, from, to, value);
}

struct gutter {
    struct phs_plan *plan;
    const size_t *at;
    size_t n;
    size_t *before; /* per segment of the plan: the one that must turn off left of it, plus one; 0: none */
    bool *placed;
    struct ceiling ceiling;
    size_t tracks;
};

static bool is_straight(const struct phs_segment *segment) {
    return !segment->loop && segment->ya == segment->yb;
}

/* Whose left end is at the height of whose right end; both sides are far enough apart for one match at most. */
static void find_order(struct gutter *g) {
    struct phs_plan *plan = g->plan;
    struct phs_ranked *ends = PHS_NEW_N(plan->arena, struct phs_ranked, 3 * g->n + 1);
    size_t *order = PHS_NEW_N(plan->arena, size_t, 3 * g->n + 1), n = 0;
    for (size_t i = 0; i < g->n; i++) {
        const struct phs_segment *segment = &plan->segments.at[g->at[i]];
        if (is_straight(segment))
            continue;
        ends[n++] = (struct phs_ranked){segment->ya, 0, 2 * g->at[i]};
        ends[n++] = (struct phs_ranked){segment->yb, !segment->loop, 2 * g->at[i] + !segment->loop};
    }
    phs_rank(ends, n, order);
    for (size_t i = 0; i < n; i++)
        for (size_t k = i; order[i] % 2 && k-- > 0 && ends[i].rank - ends[k].rank < NEAR;)
            if (order[k] % 2 == 0 && order[k] / 2 != order[i] / 2)
                g->before[order[i] / 2] = order[k] / 2 + 1;
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; order[i] % 2 && k < n && ends[k].rank - ends[i].rank < NEAR; k++)
            if (order[k] % 2 == 0 && order[k] / 2 != order[i] / 2)
                g->before[order[i] / 2] = order[k] / 2 + 1;
}

/* Lines that would each have to turn off before the other: one steps aside where it leaves its box. */
static void break_cycle(struct gutter *g, size_t start) {
    size_t at = start, steps = 0;
    while (g->before[at] && steps++ <= g->n) {
        size_t before = g->before[at] - 1;
        if (before == start) {
            struct phs_segment *first = &g->plan->segments.at[before];
            first->jog = first->ya >= g->plan->segments.at[at].yb ? STEP_ASIDE : -STEP_ASIDE;
            g->before[at] = 0;
            return;
        }
        if (g->placed[before])
            return;
        at = before;
    }
}

static void place_one(struct gutter *g, size_t index) {
    struct phs_segment *segment = &g->plan->segments.at[index];
    int ya = segment->ya + segment->jog;
    int low = (ya < segment->yb ? ya : segment->yb) - APART, high = (ya < segment->yb ? segment->yb : ya) + APART;
    size_t from = low > 0 ? (size_t)low / BUCKET : 0, to = (size_t)high / BUCKET, last = g->ceiling.size - 1;
    size_t track = highest(&g->ceiling, 1, 0, last, from, to);
    if (g->before[index] && g->plan->segments.at[g->before[index] - 1].track + 1 > track)
        track = g->plan->segments.at[g->before[index] - 1].track + 1;
    segment->track = track;
    raise_to(&g->ceiling, 1, 0, last, from, to, track + 1);
    g->tracks = track + 1 > g->tracks ? track + 1 : g->tracks;
    g->placed[index] = true;
}

/* What must turn off further left is placed first. */
static void place_chain(struct gutter *g, size_t index, size_t *stack) {
    size_t n = 0;
    for (size_t at = index; !g->placed[at]; at = g->before[at] - 1) {
        stack[n++] = at;
        if (!g->before[at] || n > g->n - 1)
            break;
    }
    while (n > 0)
        place_one(g, stack[--n]);
}

/* Loops nearest to their boxes; then those that go down, lowest first, and those that go up, highest first: neighbours then do
 * not cross. */
static double track_rank(const struct phs_segment *segment) {
    double span = segment->yb > segment->ya ? segment->yb - segment->ya : segment->ya - segment->yb;
    if (segment->loop)
        return span - 1e9;
    return segment->yb > segment->ya ? -(double)segment->ya : 1e7 + segment->ya;
}

static void place_all(struct gutter *g) {
    struct phs_plan *plan = g->plan;
    struct phs_ranked *ranked = PHS_NEW_N(plan->arena, struct phs_ranked, g->n + 1);
    size_t *order = PHS_NEW_N(plan->arena, size_t, g->n + 1), *stack = PHS_NEW_N(plan->arena, size_t, g->n + 1), n = 0;
    for (size_t i = 0; i < g->n; i++)
        if (!is_straight(&plan->segments.at[g->at[i]]))
            ranked[n++] = (struct phs_ranked){track_rank(&plan->segments.at[g->at[i]]), i, g->at[i]};
    phs_rank(ranked, n, order);
    for (size_t i = 0; i < n; i++)
        if (!g->placed[order[i]]) {
            break_cycle(g, order[i]);
            place_chain(g, order[i], stack);
        }
}

static int label_width(const struct phs_edge *edge) {
    int first = edge->label[0] ? phs_measure(edge->label[0], PHS_LABEL_FONT) + ICONS : 0;
    int second = edge->label[1] ? phs_measure(edge->label[1], PHS_LABEL_FONT) : 0;
    return first > second ? first : second;
}

static void widest_labels(const struct gutter *g, int *ret_loops, int *ret_others) {
    *ret_loops = *ret_others = 0;
    for (size_t i = 0; i < g->n; i++) {
        const struct phs_segment *segment = &g->plan->segments.at[g->at[i]];
        int width = segment->labelled ? label_width(&g->plan->picture->edges.at[segment->edge]) : 0;
        int *widest = segment->loop ? ret_loops : ret_others;
        *widest = width > *widest ? width : *widest;
    }
}

static int step_of(size_t tracks) {
    return tracks <= 14 ? 9 : tracks <= 50 ? 6 : tracks <= 150 ? 4 : 2;
}

static void measure_gutter(struct gutter *g, size_t at) {
    struct phs_plan *plan = g->plan;
    int loops, others;
    widest_labels(g, &loops, &others);
    int step = step_of(g->tracks), tracks = g->tracks ? (int)(g->tracks - 1) * step : 0;
    int left = STUB + (loops ? loops + ARROW : 0), width = left + tracks + STUB + others + ARROW;
    bool last = at + 1 == plan->column_count;
    plan->gutter_left[at] = plan->x[at] + PHS_BOX_WIDTH + left;
    plan->track_step[at] = step;
    if (last)
        plan->width = plan->x[at] + PHS_BOX_WIDTH + (g->n ? left + tracks : 0) + STUB;
    else
        plan->x[at + 1] = plan->x[at] + PHS_BOX_WIDTH + (width > LEAST ? width : LEAST);
}

static void route_gutter(struct phs_plan *plan, size_t at, struct gutter *g) {
    g->at = plan->gutters[at].at;
    g->n = plan->gutters[at].n;
    g->tracks = 0;
    memset(g->ceiling.all, 0, 4 * g->ceiling.size * sizeof(size_t));
    memset(g->ceiling.some, 0, 4 * g->ceiling.size * sizeof(size_t));
    find_order(g);
    place_all(g);
    measure_gutter(g, at);
}

void phs_plan_tracks(struct phs_plan *plan) {
    struct gutter g = {.plan = plan,
                       .before = PHS_NEW_N(plan->arena, size_t, plan->segments.n + 1),
                       .placed = PHS_NEW_N(plan->arena, bool, plan->segments.n + 1)};
    g.ceiling.size = (size_t)(plan->height + 100) / BUCKET + 1;
    g.ceiling.all = PHS_NEW_N(plan->arena, size_t, 4 * g.ceiling.size);
    g.ceiling.some = PHS_NEW_N(plan->arena, size_t, 4 * g.ceiling.size);
    for (size_t at = 0; at < plan->column_count; at++)
        route_gutter(plan, at, &g);
}
