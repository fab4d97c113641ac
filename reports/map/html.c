/* SPDX-License-Identifier: Apache-2.0 */
/* The map as one page. */
#include "reports/map/svg.h"

enum phs_code phs_map_draw_html(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                                const struct phs_map_options *options, struct phs_err *err) {
    (void)err;
    phs_map_draw_svg(out, arena, run, options);
    return PHS_OK;
}
