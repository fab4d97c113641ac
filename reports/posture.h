/* SPDX-License-Identifier: Apache-2.0 */
/* A report for people outside: results of controls, or counts, and nothing that names a system. */
#ifndef PHS_REPORTS_POSTURE_H
#define PHS_REPORTS_POSTURE_H

#include "reports/audience.h"
#include "reports/tables.h"

/* phiscope.posture/1, from the view of the risk analysis or of the mapping. */
const struct phs_value *phs_posture_view(struct phs_arena *arena, const struct phs_value *view, enum phs_audience audience);

/* In any format; as CSV controls where the audience has them, else counts. */
enum phs_code phs_posture_write(struct phs_arena *arena, const struct phs_value *posture, enum phs_report_format format,
                                const struct phs_map *templates, struct phs_buf *out, struct phs_err *err);

#endif
