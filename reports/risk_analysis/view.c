/* SPDX-License-Identifier: Apache-2.0 */
/* The view of the risk analysis, part by part, and its three renderings. */
#include "reports/risk_analysis.h"

#include "reports/documents/parts.h"
#include "reports/risk_analysis/parts.h"
#include "reports/writing.h"

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

enum phs_code phs_risk_analysis_write(struct phs_arena *arena, const struct phs_value *view, enum phs_report_format format,
                                      const struct phs_map *templates, struct phs_buf *out, struct phs_err *err) {
    struct phs_written written = {.title = "HIPAA security risk analysis",
                                  .organization = phs_text_or(arena, phs_get_path(view, "organization.shown"), ""),
                                  .template = "risk-analysis",
                                  .tables = phs_risk_analysis_tables};
    return phs_report_write(arena, &written, view, format, templates, out, err);
}
