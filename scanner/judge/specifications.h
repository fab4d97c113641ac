/* SPDX-License-Identifier: Apache-2.0 */
/* Addressable specifications that something fails, and the decisions on record about them: 164.306(d)(3) asks to implement, or
 * to write down why not and what is done instead. */
#ifndef PHS_JUDGE_SPECIFICATIONS_H
#define PHS_JUDGE_SPECIFICATIONS_H

#include "catalogue/catalogue.h"
#include "model/run.h"

/* Adds what decisions.yaml holds (a list, or a map with the key `decisions`) to run->records: {specification, decision:
 * implement | alternative | not_reasonable, rationale, alternative, approver, decided, review}. A record that lacks something,
 * or whose review is overdue, is kept with a problem and does not count. PHS_E_INPUT when the file as a whole cannot be read.
 */
enum phs_code phs_records_parse(struct phs_run *run, const char *path, struct phs_slice bytes, struct phs_err *err);

/* For each addressable specification of the Security Rule that a finding about a PHI system fails, adds a resource
 * `specification` {id, title, failing, systems, record (none, incomplete, overdue, in order), record_problem}, for the checks
 * of checks/law. Warns of records that name no addressable specification. */
void phs_specifications_add(struct phs_run *run, const struct phs_catalogue *catalogue);

#endif
