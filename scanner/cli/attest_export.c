/* SPDX-License-Identifier: Apache-2.0 */
/* The questions as a table to pass around; it comes back through --import. */
#include "base/escape.h"
#include "cli/attest.h"

static const char *const columns[] = {"safeguard", "family", "title", "question", "why",      "answer",   "statement",
                                      "evidence",  "reason", "by",    "role",     "date",     "review_by"};

static const char *joined(struct phs_arena *arena, const struct phs_value *value) {
    const char *text = "";
    if (!phs_is(value, PHS_LIST))
        return phs_text_or(arena, value, "");
    for (size_t i = 0; i < value->list.n; i++)
        text = phs_printf(arena, "%s%s%s", text, i ? "; " : "", phs_text_or(arena, value->list.at[i], ""));
    return text;
}

static void write_cells(struct phs_buf *out, const char *const *cells, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (i)
            phs_buf_putc(out, ',');
        phs_escape_csv(out, phs_slice(cells[i]));
    }
    phs_buf_puts(out, "\r\n");
}

void phs_attest_export(struct phs_buf *out, const struct phs_catalogue *catalogue, const struct phs_graph *graph) {
    enum { COLUMNS = sizeof columns / sizeof *columns, STATED = 5 };
    struct phs_arena *scratch = phs_arena_new();
    write_cells(out, columns, COLUMNS);
    for (size_t i = 0; i < catalogue->safeguards.n; i++) {
        const struct phs_safeguard *safeguard = catalogue->safeguards.at[i];
        const struct phs_resource *known = phs_attest_known(graph, safeguard->id);
        const char *cells[COLUMNS] = {safeguard->id, safeguard->family, safeguard->title, safeguard->question ? safeguard->question : "",
                                      safeguard->why ? safeguard->why : ""};
        for (size_t k = STATED; k < COLUMNS; k++)
            cells[k] = known ? joined(scratch, phs_get(known->attributes, columns[k])) : "";
        if (safeguard->question)
            write_cells(out, cells, COLUMNS);
        phs_arena_reset(scratch);
    }
    phs_arena_free(scratch);
}
