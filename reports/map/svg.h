/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files that write SVG. */
#ifndef PHS_REPORTS_MAP_SVG_H
#define PHS_REPORTS_MAP_SVG_H

#include "reports/map/layout.h"

struct phs_svg {
    struct phs_buf *out;
    struct phs_arena *arena;
    const struct phs_picture *picture;
    struct phs_layout layout;
    const char *prefix; /* of ids: "map", "map3" */
    bool links;         /* boxes and lines are links to rows of tables: role=group instead of img */
    bool inside;        /* no heading */
};

void phs_svg_write(struct phs_svg *svg);
void phs_svg_style(struct phs_buf *out); /* the rules alone, for a page with several drawings */

void phs_svg_box(struct phs_svg *svg, size_t node);  /* svg_box.c */
void phs_svg_line(struct phs_svg *svg, size_t edge); /* svg_line.c */
/* Writes nothing when out is NULL; returns the height that it takes. */
int phs_svg_legend(struct phs_svg *svg, int y, int width, bool write); /* svg_legend.c */

void phs_svg_text(struct phs_buf *out, int x, int y, const char *class, const char *text);
void phs_svg_escape(struct phs_buf *out, const char *text);
/* 14 pixels square (icons.c). */
void phs_svg_kind_icon(struct phs_buf *out, int x, int y, const struct phs_node *node);
void phs_svg_lock(struct phs_buf *out, int x, int y, enum phs_tri encrypted);
/* 'y' a tick, 'n' a cross, '?' */
void phs_svg_sign(struct phs_buf *out, int x, int y, char sign);
char phs_baa_sign(enum phs_baa baa);

#endif
