/* SPDX-License-Identifier: Apache-2.0 */
/* The view of the risk analysis, part by part, and its three renderings. */
#include "reports/risk_analysis.h"

#include "reports/mustache.h"
#include "reports/risk_analysis/parts.h"

const struct phs_value *phs_risk_analysis_view(struct phs_arena *arena, const struct phs_run *run,
                                               const struct phs_catalogue *catalogue) {
    struct phs_view_of of = {arena, run, catalogue};
    struct phs_map_builder view;
    phs_view_start(&view, arena);
    phs_part_front(&of, &view);
    phs_part_heat(&of, &view);
    phs_part_plan(&of, &view);
    phs_part_scope(&of, &view);
    phs_part_inventory(&of, &view);
    phs_part_flows(&of, &view);
    phs_part_vendors(&of, &view);
    phs_part_threats(&of, &view);
    phs_part_controls(&of, &view);
    phs_part_register(&of, &view);
    phs_part_money(&of, &view);
    phs_part_change(&of, &view);
    phs_part_law(&of, &view);
    phs_part_limits(&of, &view);
    phs_part_findings(&of, &view);
    return phs_view_done(&view);
}

/* Partials are templates of the same folder. */
static bool find_partial(void *user, struct phs_slice name, struct phs_slice *ret_text) {
    struct phs_arena *arena = user;
    *ret_text = phs_catalogue_file(phs_printf(arena, "reports/templates/%.*s", (int)name.len, name.ptr));
    return ret_text->ptr != NULL;
}

static const struct phs_value *without_drawing(struct phs_arena *arena, const struct phs_value *view) {
    struct phs_map_builder map;
    phs_view_start(&map, arena);
    for (size_t i = 0; i < view->map.n; i++)
        if (!phs_slice_is(view->map.at[i].key, "map_svg"))
            phs_map_builder_set(&map, view->map.at[i].key, view->map.at[i].key_place, view->map.at[i].value);
    return phs_view_done(&map);
}

static enum phs_code write_tables(struct phs_arena *arena, const struct phs_value *view, enum phs_report_format format,
                                  struct phs_buf *out, struct phs_err *err) {
    struct phs_book book = phs_book_of(arena, view, "HIPAA security risk analysis",
                                       phs_text_or(arena, phs_get_path(view, "organization.shown"), ""));
    phs_risk_analysis_tables(arena, view, &book.tables);
    if (format == PHS_REPORT_XLSX)
        return phs_book_write_xlsx(arena, &book, out, err);
    phs_table_write_csv(&book.tables.items.at[0], out);
    return PHS_OK;
}

enum phs_code phs_risk_analysis_write(struct phs_arena *arena, const struct phs_value *view, enum phs_report_format format,
                                      struct phs_buf *out, struct phs_err *err) {
    if (format == PHS_REPORT_JSON) {
        struct phs_json json;
        phs_json_init(&json, out, true);
        phs_value_write_json(&json, without_drawing(arena, view));
        phs_buf_putc(out, '\n');
        return PHS_OK;
    }
    if (format == PHS_REPORT_XLSX || format == PHS_REPORT_CSV)
        return write_tables(arena, view, format, out, err);
    bool html = format == PHS_REPORT_HTML;
    const char *name = html ? "reports/templates/risk-analysis.html" : "reports/templates/risk-analysis.md";
    struct phs_mustache options = {
        .escape = html ? PHS_MUSTACHE_HTML : PHS_MUSTACHE_MARKDOWN, .partial = find_partial, .user = arena};
    return phs_mustache_render(arena, name, phs_catalogue_file(name), view, &options, out, err);
}
