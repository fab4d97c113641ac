/* SPDX-License-Identifier: Apache-2.0 */
/* The HIPAA risk analysis: one view, rendered as HTML, Markdown, JSON, XLSX and CSV. */
#ifndef PHS_REPORTS_RISK_ANALYSIS_H
#define PHS_REPORTS_RISK_ANALYSIS_H

#include "base/buf.h"
#include "catalogue/catalogue.h"
#include "model/run.h"

/* phiscope.risk-analysis/1: everything that the templates say comes from here. */
const struct phs_value *phs_risk_analysis_view(struct phs_arena *arena, const struct phs_run *run,
                                               const struct phs_catalogue *catalogue);

/* XLSX: register, plan, findings, systems, vendors, controls and limits; CSV: the register alone. */
enum phs_report_format { PHS_REPORT_HTML, PHS_REPORT_MARKDOWN, PHS_REPORT_JSON, PHS_REPORT_XLSX, PHS_REPORT_CSV };

/* The view through the templates or the tables of the format. */
enum phs_code phs_risk_analysis_write(struct phs_arena *arena, const struct phs_value *view, enum phs_report_format format,
                                      struct phs_buf *out, struct phs_err *err);

#endif
