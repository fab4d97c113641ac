/* SPDX-License-Identifier: Apache-2.0 */
/* Where everything stands: lanes as columns, boxes in them, orthogonal lines that never cross a box. All in pixels. */
#ifndef PHS_REPORTS_MAP_LAYOUT_H
#define PHS_REPORTS_MAP_LAYOUT_H

#include "reports/map/picture.h"

enum { PHS_BOX_WIDTH = 184, PHS_LABEL_FONT = 11 };

struct phs_box {
    int x, y, w, h;
};

struct phs_point {
    int x, y;
};

struct phs_route {
    PHS_VEC(struct phs_point) points; /* from source to target, at right angles */
    int label_x, label_y;             /* the line that the label stands on */
    bool label_left;                  /* text begins at label_x; else it ends there */
};

struct phs_layout {
    int width, height;
    bool used[PHS_LANE_COUNT];
    struct phs_box lane[PHS_LANE_COUNT];
    size_t count[PHS_LANE_COUNT];
    struct phs_box *box;     /* per node */
    struct phs_route *route; /* per edge */
};

void phs_layout_run(struct phs_arena *arena, const struct phs_picture *picture, struct phs_layout *ret_layout);
/* Moves everything but the lanes down. */
void phs_layout_shift(const struct phs_picture *picture, int by, struct phs_layout *layout);

#endif
