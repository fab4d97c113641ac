/* SPDX-License-Identifier: Apache-2.0 */
/* incident.yaml: what people know of an incident. */
#ifndef PHS_LAW_FACTS_H
#define PHS_LAW_FACTS_H

#include "base/err.h"
#include "model/breach.h"
#include "model/run.h"

/* Keys: title, role, discovered, notified, individuals {STATE: n}, data, law_enforcement_delay {until, oral},
 * licensed_facility, factors [four texts], parties [{name, kind, hours}]. Whatever is missing stays unknown; discovered alone
 * is needed. PHS_E_INPUT with file and line for the first thing that cannot be read: a clock computed from half a file helps
 * nobody. */
enum phs_code phs_breach_facts_parse(struct phs_arena *arena, const char *path, struct phs_slice bytes,
                                     struct phs_breach_facts *ret_facts, struct phs_err *err);

/* Adds what the scan knows: our role, the customers whose agreements say when they are to be told, the candidate's kinds of
 * data. */
void phs_breach_facts_from_run(struct phs_arena *arena, const struct phs_run *run, struct phs_breach_facts *facts);

#endif
