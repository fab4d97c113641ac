/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files that lay out: columns of items (boxes, and places where a line passes a column) joined by segments. */
#ifndef PHS_REPORTS_MAP_LAYOUT_PARTS_H
#define PHS_REPORTS_MAP_LAYOUT_PARTS_H

#include "reports/map/layout.h"

struct phs_item {
    size_t node; /* PHS_NO_NODE: a line passes here */
    size_t column, place;
    int h;
    double center, want;
    PHS_VEC(size_t) left, right; /* segments that end at that side, top to bottom once ordered */
};

/* Part of an edge within one gutter: from the right side of item a to the left side of item b, or, in a loop between two items
 * of one column, to the right side of b. */
struct phs_segment {
    size_t edge, gutter, a, b;
    bool loop;
    bool labelled;          /* the edge's label stands at b's end */
    int offset_a, offset_b; /* port below the centre of the item */
    int ya, yb, jog;        /* jog: height of a small step at a's end that keeps two lines apart */
    size_t track;
};

struct phs_column {
    enum phs_lane lane;
    PHS_VEC(size_t) items; /* top to bottom */
};

struct phs_plan {
    struct phs_arena *arena;
    const struct phs_picture *picture;
    struct phs_column columns[PHS_LANE_COUNT];
    size_t column_count, column_of_lane[PHS_LANE_COUNT];
    PHS_VEC(struct phs_item) items;
    PHS_VEC(struct phs_segment) segments;
    PHS_VEC(size_t) gutters[PHS_LANE_COUNT]; /* segments of each */
    int x[PHS_LANE_COUNT], width, height;
    int gutter_left[PHS_LANE_COUNT], track_step[PHS_LANE_COUNT]; /* where tracks begin, and how far apart they are */
};

void phs_plan_columns(struct phs_plan *plan);    /* columns.c: items and segments */
void phs_plan_order(struct phs_plan *plan);      /* order.c: barycentre sweeps */
void phs_plan_ports(struct phs_plan *plan);      /* ports.c: where lines meet boxes, and how high boxes are */
void phs_plan_place(struct phs_plan *plan);      /* place.c: heights */
void phs_plan_straighten(struct phs_plan *plan); /* straight.c */
void phs_plan_tracks(struct phs_plan *plan);     /* tracks.c: vertical parts of lines */

/* A value with what it is sorted by. */
struct phs_ranked {
    double rank;
    size_t tie, value;
};
/* Sorts by rank, then tie, and writes the values down in that order (order.c). */
void phs_rank(struct phs_ranked *items, size_t n, size_t *ret_values);

/* Room that a segment's end at b needs above and below its line. */
int phs_segment_above(const struct phs_plan *plan, const struct phs_segment *segment);
int phs_segment_below(const struct phs_plan *plan, const struct phs_segment *segment);

/* The i-th port of a side of an item (its list of segments): room that it needs, and where it is. */
int phs_port_need(const struct phs_plan *plan, size_t item, const size_t *at, size_t i, bool above);
int phs_port_y(const struct phs_plan *plan, size_t item, const size_t *at, size_t i);

#endif
