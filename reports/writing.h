/* SPDX-License-Identifier: Apache-2.0 */
/* One view in any format: what the risk analysis, the mapping and the documents have in common. */
#ifndef PHS_REPORTS_WRITING_H
#define PHS_REPORTS_WRITING_H

#include "reports/audience.h"
#include "reports/tables.h"

struct phs_written {
    const char *title, *organization; /* of a workbook */
    const char *template;             /* "documents/plan": .html and .md below reports/templates/ */
    void (*tables)(struct phs_arena *arena, const struct phs_value *view, struct phs_tables *ret_tables); /* CSV is the first */
};

/* view: what an audience may have (phs_audience_view); a posture is written as one. templates: as for phs_template_render. */
enum phs_code phs_report_write(struct phs_arena *arena, const struct phs_written *written, const struct phs_value *view,
                               enum phs_report_format format, const struct phs_map *templates, struct phs_buf *out,
                               struct phs_err *err);

#endif
