/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of the risk analysis as documents of their own: remediation plan, vendor register, PHI inventory, breach readiness,
 * readiness for the proposed rule, evidence manifest. */
#ifndef PHS_REPORTS_DOCUMENT_H
#define PHS_REPORTS_DOCUMENT_H

#include "base/buf.h"
#include "catalogue/catalogue.h"
#include "model/run.h"
#include "reports/audience.h"

enum phs_document {
    PHS_DOCUMENT_PLAN,
    PHS_DOCUMENT_VENDORS,
    PHS_DOCUMENT_INVENTORY,
    PHS_DOCUMENT_BREACH,
    PHS_DOCUMENT_NPRM,
    PHS_DOCUMENT_EVIDENCE
};

/* phiscope.plan/1, phiscope.vendors/1, phiscope.inventory/1, phiscope.breach-readiness/1, phiscope.nprm/1, phiscope.evidence/1.
 * `rule` holds the citations that the document's safeguards speak to, so that it can be told to outsiders control by control.
 */
const struct phs_value *phs_document_view(struct phs_arena *arena, enum phs_document document, const struct phs_run *run,
                                          const struct phs_catalogue *catalogue);

/* Any format, of a view that an audience may have (phs_audience_view); which document it is stands in the view. CSV is its
 * first table: for the plan a line a step, with columns that issue trackers import. templates as for the risk analysis. */
enum phs_code phs_document_write(struct phs_arena *arena, const struct phs_value *view, enum phs_report_format format,
                                 const struct phs_map *templates, struct phs_buf *out, struct phs_err *err);

/* The manifest of run->evidence_files as sha256sum --check reads it, its identity in comments in front: what people sign. Names
 * no file that has no digest. */
void phs_evidence_write_manifest(const struct phs_run *run, struct phs_buf *out);

#endif
