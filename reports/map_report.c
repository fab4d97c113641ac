/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope map. */
#include "reports/map_report.h"

#include "reports/view.h"

enum { WIDTH = 100 };

static void write_system(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_system *system) {
    phs_buf_puts(terminal->out, "  ");
    phs_terminal_colored(terminal, PHS_COLOR_BOLD, system->name);
    phs_buf_puts(terminal->out, "  ");
    phs_terminal_colored(terminal, PHS_COLOR_DIM, system->id);
    phs_buf_puts(terminal->out, "\n    ");
    const char *categories = phs_view_join(arena, system->categories.at, system->categories.n);
    phs_terminal_wrap(terminal,
                      phs_printf(arena, "%s, %s; %s records; reachable: %s; encrypted: %s", phs_system_kind_name(system->kind),
                                 *categories ? categories : "content not stated",
                                 system->records < 0 ? "unknown number of" : phs_view_thousands(arena, system->records),
                                 phs_exposure_name(system->exposure), phs_tri_name(system->encrypted)),
                      4, WIDTH, 4);
    for (size_t i = 0; i < system->beliefs.n && i < 1; i++) {
        phs_buf_puts(terminal->out, "    ");
        phs_terminal_wrap(terminal,
                          phs_printf(arena, "%s (%s, %s confidence) %s", system->beliefs.at[i].reason,
                                     phs_basis_name(system->beliefs.at[i].basis),
                                     phs_confidence_name(system->beliefs.at[i].confidence),
                                     phs_view_place(arena, system->beliefs.at[i].place)),
                          4, WIDTH, 4);
    }
}

static void write_flow(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_flow *flow) {
    bool bad = flow->baa < PHS_BAA_UNKNOWN;
    phs_buf_puts(terminal->out, "  ");
    phs_terminal_text(terminal, phs_printf(arena, "%s -> %s", flow->from_name, flow->to_name));
    if (flow->vendor_name || flow->vendor) {
        phs_buf_puts(terminal->out, "  BAA ");
        phs_terminal_colored(terminal,
                             bad                            ? PHS_COLOR_RED
                             : flow->baa == PHS_BAA_UNKNOWN ? PHS_COLOR_YELLOW
                                                            : PHS_COLOR_GREEN,
                             phs_baa_name(flow->baa));
    }
    phs_buf_puts(terminal->out, "\n    ");
    phs_terminal_wrap(terminal,
                      phs_printf(arena, "%s; encrypted: %s; %s %s", flow->purpose ? flow->purpose : "purpose not stated",
                                 phs_tri_name(flow->encrypted),
                                 flow->declared && flow->seen ? "declared and seen"
                                 : flow->declared             ? "declared"
                                                              : "seen",
                                 phs_view_place(arena, flow->place)),
                      4, WIDTH, 4);
}

void phs_map_write_text(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run) {
    phs_terminal_heading(terminal, "Systems with PHI");
    for (size_t i = 0; i < run->map->systems.n; i++)
        write_system(terminal, arena, run->map->systems.at[i]);
    if (run->map->systems.n == 0)
        phs_buf_puts(terminal->out, "  none declared or found; that is no proof that there is none\n");
    phs_buf_putc(terminal->out, '\n');
    phs_terminal_heading(terminal, "Flows");
    for (size_t i = 0; i < run->map->flows.n; i++)
        write_flow(terminal, arena, run->map->flows.at[i]);
    if (run->map->flows.n == 0)
        phs_buf_puts(terminal->out, "  none declared or seen\n");
}
