/* SPDX-License-Identifier: Apache-2.0 */
/* The HIPAA risk analysis: one view, rendered as HTML, Markdown, JSON, XLSX and CSV. */
#ifndef PHS_REPORTS_RISK_ANALYSIS_H
#define PHS_REPORTS_RISK_ANALYSIS_H

#include "base/buf.h"
#include "catalogue/catalogue.h"
#include "model/run.h"
#include "reports/audience.h"

/* phiscope.risk-analysis/1: everything that the templates say comes from here. */
const struct phs_value *phs_risk_analysis_view(struct phs_arena *arena, const struct phs_run *run,
                                               const struct phs_catalogue *catalogue);

/* As XLSX: register, plan, findings, systems, vendors, controls and limits; CSV: the register alone. A posture has its own. */
/* The view through the templates or the tables of the format. view: as phs_audience_view hands it out. templates: of somebody's
 * own by name, or NULL (reports/rendering.h). */
enum phs_code phs_risk_analysis_write(struct phs_arena *arena, const struct phs_value *view, enum phs_report_format format,
                                      const struct phs_map *templates, struct phs_buf *out, struct phs_err *err);

#endif
