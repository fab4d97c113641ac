/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope map. */
#include "reports/map_report.h"

#include "base/escape.h"
#include "reports/json_parts.h"
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

void phs_map_write_json(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                        const struct phs_catalogue *catalogue) {
    struct phs_json_run all = {.arena = arena, .run = run, .catalogue = catalogue};
    phs_json_init(&all.json, out, true);
    phs_json_object(&all.json);
    phs_json_put(&all.json, "schema", "phiscope.map/1");
    phs_json_put(&all.json, "run", run->id);
    phs_json_key(&all.json, "map");
    phs_json_map(&all);
    phs_json_object_end(&all.json);
    phs_buf_putc(out, '\n');
}

static void row(struct phs_buf *out, const char *const *cells, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (i)
            phs_buf_putc(out, ',');
        phs_escape_csv(out, phs_slice(cells[i] ? cells[i] : ""));
    }
    phs_buf_puts(out, "\r\n");
}
#define ROW(out, ...)                                                                                                          \
    row((out), (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

void phs_map_write_csv(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run) {
    ROW(out, "what", "id", "name", "kind", "from", "to", "categories", "records", "exposure", "encrypted", "baa", "purpose",
        "owner", "place");
    for (size_t i = 0; i < run->map->systems.n; i++) {
        const struct phs_system *system = run->map->systems.at[i];
        const char *records = system->records < 0 ? "unknown" : phs_printf(arena, "%lld", (long long)system->records);
        ROW(out, "system", system->id, system->name, phs_system_kind_name(system->kind), NULL, NULL,
            phs_view_join(arena, system->categories.at, system->categories.n), records, phs_exposure_name(system->exposure),
            phs_tri_name(system->encrypted), NULL, NULL, system->owner, phs_view_place(arena, system->place));
    }
    for (size_t i = 0; i < run->map->flows.n; i++) {
        const struct phs_flow *flow = run->map->flows.at[i];
        ROW(out, "flow", flow->id, NULL, NULL, flow->from_name, flow->to_name, NULL, NULL, NULL, phs_tri_name(flow->encrypted),
            phs_baa_name(flow->baa), flow->purpose, NULL, phs_view_place(arena, flow->place));
    }
}
