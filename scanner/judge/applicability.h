/* SPDX-License-Identifier: Apache-2.0 */
/* Whom a control binds: not applicable only with a reason that follows from the role that the scope states. */
#ifndef PHS_JUDGE_APPLICABILITY_H
#define PHS_JUDGE_APPLICABILITY_H

#include "catalogue/catalogue.h"

struct phs_applicability;

/* role: as the scope states it, or NULL: then everything applies. */
struct phs_applicability *phs_applicability_of(struct phs_arena *arena, const char *role);

/* Why it does not apply, or NULL when it does or may. From checks/frameworks/applicability.tsv and the tables' column
 * applies_to (CE, BA). */
const char *phs_applicability_reason(const struct phs_applicability *applicability, const struct phs_control *control);

#endif
