/* SPDX-License-Identifier: Apache-2.0 */
/* The questions as a table to pass around; it comes back through --import. */
#include "base/clock.h"
#include "cli/attest.h"
#include "reports/tables.h"

static const struct phs_column columns[] = {
    {"safeguard", "safeguard", PHS_COLUMN_TEXT, 26},
    {"family", "family", PHS_COLUMN_TEXT, 14},
    {"title", "title", PHS_COLUMN_TEXT, 36},
    {"question", "question", PHS_COLUMN_TEXT, 60},
    {"why", "why", PHS_COLUMN_TEXT, 50},
    {"answer", "answer", PHS_COLUMN_TEXT, 14},
    {"statement", "statement", PHS_COLUMN_TEXT, 40},
    {"evidence", "evidence", PHS_COLUMN_TEXT, 30},
    {"reason", "reason", PHS_COLUMN_TEXT, 24},
    {"by", "by", PHS_COLUMN_TEXT, 20},
    {"role", "role", PHS_COLUMN_TEXT, 18},
    {"date", "date", PHS_COLUMN_DATE, 12},
    {"review_by", "review_by", PHS_COLUMN_DATE, 12},
};
enum { COLUMNS = sizeof columns / sizeof *columns, STATED = 5 /* the first column that people fill */ };

static const char *joined(struct phs_arena *arena, const struct phs_value *value) {
    const char *text = "";
    if (!phs_is(value, PHS_LIST))
        return phs_text_or(arena, value, NULL);
    for (size_t i = 0; i < value->list.n; i++)
        text = phs_printf(arena, "%s%s%s", text, i ? "; " : "", phs_text_or(arena, value->list.at[i], ""));
    return text;
}

static void add_row(struct phs_arena *arena, struct phs_view_list *rows, const struct phs_safeguard *safeguard,
                    const struct phs_resource *known) {
    struct phs_map_builder map;
    phs_view_start(&map, arena);
    phs_view_text(&map, "safeguard", safeguard->id);
    phs_view_text(&map, "family", safeguard->family);
    phs_view_text(&map, "title", safeguard->title);
    phs_view_text(&map, "question", safeguard->question);
    phs_view_text(&map, "why", safeguard->why);
    for (size_t i = STATED; known && i < COLUMNS; i++)
        phs_view_text(&map, columns[i].path, joined(arena, phs_get(known->attributes, columns[i].path)));
    phs_view_push(rows, &map);
}

enum phs_code phs_attest_export(struct phs_arena *arena, const struct phs_catalogue *catalogue, const struct phs_graph *graph,
                                bool workbook, struct phs_buf *out, struct phs_err *err) {
    struct phs_book book = {
        .title = "Safeguards that people attest to", .organization = "", .footer = "", .made = phs_clock_now()};
    struct phs_table table = {.name = "Attestations", .columns = columns, .column_count = COLUMNS};
    for (size_t i = 0; i < catalogue->safeguards.n; i++)
        if (catalogue->safeguards.at[i]->question)
            add_row(arena, &table.rows, catalogue->safeguards.at[i], phs_attest_known(graph, catalogue->safeguards.at[i]->id));
    if (!workbook) {
        phs_table_write_csv(&table, out);
        return PHS_OK;
    }
    PHS_PUSH(arena, book.tables.items, table);
    return phs_book_write_xlsx(arena, &book, out, err);
}
