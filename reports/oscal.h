/* SPDX-License-Identifier: Apache-2.0 */
/* OSCAL 1.2.1 as JSON: assessment results, plan of action and milestones, mapping collection. UUIDs are version 5 of stable
 * keys, so the same input gives the same bytes. */
#ifndef PHS_REPORTS_OSCAL_H
#define PHS_REPORTS_OSCAL_H

#include "base/buf.h"
#include "catalogue/catalogue.h"
#include "model/run.h"
#include "reports/audience.h"

/* Findings for citations of the Security Rule; soc2: also for SOC 2 criteria of which the run shows anything. People's
 * attestations are observations of their own. The scope file stands for the assessment plan, in the back matter. audience:
 * internal, or auditor: without places of secrets, reasons and evidence that say how a thing is reached; ids stay the same. */
void phs_oscal_write_results(const struct phs_run *run, const struct phs_catalogue *catalogue, bool soc2,
                             enum phs_audience audience, struct phs_buf *out);
void phs_oscal_write_poam(const struct phs_run *run, const struct phs_catalogue *catalogue, enum phs_audience audience,
                          struct phs_buf *out);
/* checks/frameworks/crosswalk.tsv: one mapping a target framework. PHS_E_INPUT when the table cannot be read. */
enum phs_code phs_oscal_write_mapping(const struct phs_run *run, const struct phs_catalogue *catalogue, struct phs_buf *out,
                                      struct phs_err *err);

#endif
