/* SPDX-License-Identifier: Apache-2.0 */
/* The 5x5 heat map: likelihood down, impact across, counts in the cells. */
#include "reports/risk_analysis/parts.h"

enum { LEVELS = PHS_VH + 1 };

/* Table I-2 of SP 800-30r1, likelihood by impact: the colour of a cell. Floors may put a risk above its cell. */
static const enum phs_level table_i2[LEVELS][LEVELS] = {
    {PHS_VL, PHS_VL, PHS_VL, PHS_L, PHS_L}, {PHS_VL, PHS_L, PHS_L, PHS_L, PHS_M},  {PHS_VL, PHS_L, PHS_M, PHS_M, PHS_H},
    {PHS_VL, PHS_L, PHS_M, PHS_H, PHS_VH},  {PHS_VL, PHS_L, PHS_M, PHS_H, PHS_VH},
};

void phs_part_heat(const struct phs_view_of *of, struct phs_map_builder *view) {
    size_t counts[LEVELS][LEVELS] = {{0}};
    for (size_t i = 0; i < of->run->risks.n; i++)
        counts[of->run->risks.at[i]->current.likelihood[PHS_OBSERVED]][of->run->risks.at[i]->impact]++;
    struct phs_view_list rows = {0};
    for (int likelihood = PHS_VH; likelihood >= PHS_VL; likelihood--) {
        struct phs_view_list cells = {0};
        struct phs_map_builder row, cell;
        for (int impact = PHS_VL; impact <= PHS_VH; impact++) {
            phs_view_start(&cell, of->arena);
            phs_view_count(&cell, "count", counts[likelihood][impact]);
            phs_view_flag(&cell, "any", counts[likelihood][impact] > 0);
            phs_view_level(&cell, "level", table_i2[likelihood][impact]);
            phs_view_push(&cells, &cell);
        }
        phs_view_start(&row, of->arena);
        phs_view_level(&row, "likelihood", (enum phs_level)likelihood);
        phs_view_list(&row, "cells", &cells);
        phs_view_push(&rows, &row);
    }
    phs_view_list(view, "heat", &rows);
}
