/* SPDX-License-Identifier: Apache-2.0 */
/* Which controls a check or finding speaks to: what its safeguard names, and the specification that it names itself. */
#ifndef PHS_REPORTS_CONTROLS_H
#define PHS_REPORTS_CONTROLS_H

#include "catalogue/catalogue.h"

/* "framework:id" keys, the specification first, the rest in the safeguard's order; each once. */
struct phs_texts phs_controls_of(struct phs_arena *arena, const struct phs_safeguard *safeguard, const char *specification);

/* "HIPAA Security Rule", "SOC 2" ...; the id itself for a framework that has no file. */
const char *phs_framework_title(const struct phs_catalogue *catalogue, const char *framework);

#endif
