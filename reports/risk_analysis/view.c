/* SPDX-License-Identifier: Apache-2.0 */
/* The view of the risk analysis, part by part, and its three renderings. */
#include "reports/risk_analysis.h"

#include "reports/documents/parts.h"
#include "reports/posture.h"
#include "reports/rendering.h"
#include "reports/risk_analysis/parts.h"

const struct phs_value *phs_risk_analysis_view(struct phs_arena *arena, const struct phs_run *run,
                                               const struct phs_catalogue *catalogue) {
    struct phs_view_of of = {arena, run, catalogue};
    struct phs_map_builder view;
    phs_view_start(&view, arena);
    phs_part_front(&of, &view);
    phs_part_heat(&of, &view);
    phs_part_charts(&of, &view);
    phs_view_flag(&view, "has_register", true);
    phs_part_plan(&of, &view, false);
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
    phs_part_breach(&of, &view);
    phs_part_proposals(&of, &view);
    phs_part_limits(&of, &view);
    phs_part_findings(&of, &view);
    phs_part_files(&of, &view);
    phs_part_protocol(&of, &view);
    return phs_view_done(&view);
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
                                      const struct phs_map *templates, struct phs_buf *out, struct phs_err *err) {
    if (phs_audience_is_posture(view))
        return phs_posture_write(arena, view, format, templates, out, err);
    if (format == PHS_REPORT_JSON) {
        phs_view_write_json(phs_view_without_drawings(arena, view), out);
        return PHS_OK;
    }
    if (format == PHS_REPORT_XLSX || format == PHS_REPORT_CSV)
        return write_tables(arena, view, format, out, err);
    return phs_template_render(arena, format == PHS_REPORT_HTML ? "risk-analysis.html" : "risk-analysis.md", templates, view,
                               out, err);
}
