/* SPDX-License-Identifier: Apache-2.0 */
/* The PHI map drawn: swim lanes by trust zone, flows and connections between systems, as pictures and as tables. */
#ifndef PHS_REPORTS_MAP_H
#define PHS_REPORTS_MAP_H

#include "base/buf.h"
#include "base/err.h"
#include "catalogue/catalogue.h"
#include "model/run.h"

/* Whether systems of one lane are drawn as one box with a count. */
enum phs_map_grouping { PHS_MAP_GROUP_AUTO, PHS_MAP_GROUP_ALWAYS, PHS_MAP_GROUP_NEVER };

struct phs_map_options {
    enum phs_map_grouping grouping; /* AUTO: above 48 boxes */
    bool inside;                    /* part of another document: no heading, no XML declaration */
};

/* One self-contained SVG; role=img with title and desc. inside: ready for {{{map_svg}}} in a template. Elements carry ids that
 * begin with "map-". Never fails but by out's ceiling. */
void phs_map_draw_svg(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                      const struct phs_map_options *options);
/* One self-contained page: the drawing, a panel with details, and the same content as tables. */
enum phs_code phs_map_draw_html(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                                const struct phs_map_options *options, struct phs_err *err);
void phs_map_draw_mermaid(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                          const struct phs_map_options *options);
void phs_map_draw_dot(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                      const struct phs_map_options *options);
/* phiscope.map/1: the map of phiscope.run/1, and the nodes and edges of the drawing. */
void phs_map_draw_json(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                       const struct phs_catalogue *catalogue);
/* One table: a row per node and per edge. */
void phs_map_draw_csv(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run);

#endif
