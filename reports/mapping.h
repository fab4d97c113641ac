/* SPDX-License-Identifier: Apache-2.0 */
/* SOC 2 and HIPAA side by side: criterion x citation x safeguard x test x evidence x result, as HTML, CSV, XLSX and JSON. */
#ifndef PHS_REPORTS_MAPPING_H
#define PHS_REPORTS_MAPPING_H

#include "base/buf.h"
#include "catalogue/catalogue.h"
#include "model/run.h"
#include "reports/audience.h"

struct phs_mapping_options {
    const char *frameworks; /* further columns, ids with commas between: "nist80053r5,csf2,iso27001"; NULL: none */
};

/* phiscope.mapping/1. PHS_E_USAGE for a framework that cannot be a column. */
enum phs_code phs_mapping_view(struct phs_arena *arena, const struct phs_run *run, const struct phs_catalogue *catalogue,
                               const struct phs_mapping_options *options, const struct phs_value **ret_view,
                               struct phs_err *err);

/* HTML, CSV, XLSX or JSON; a posture also as Markdown. templates as for the risk analysis. */
enum phs_code phs_mapping_write(struct phs_arena *arena, const struct phs_value *view, enum phs_report_format format,
                                const struct phs_map *templates, struct phs_buf *out, struct phs_err *err);

#endif
