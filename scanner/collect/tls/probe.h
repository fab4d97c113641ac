/* SPDX-License-Identifier: Apache-2.0 */
/* The questions put to one endpoint, in order, within a budget. */
#ifndef PHS_COLLECT_TLS_PROBE_H
#define PHS_COLLECT_TLS_PROBE_H

#include "collect/tls/certificate.h"

enum { PHS_TLS_BUDGET_MS = 15000, PHS_TLS_STEP_MS = 5000, PHS_TLS_CONNECT_MS = 3000 };

/* Everything goes into arena, which is the calling thread's. Blocks at most PHS_TLS_BUDGET_MS. */
struct phs_tls_facts *phs_tls_probe(struct phs_arena *arena, const struct phs_tls_address *address,
                                    const struct phs_trust *trust, int64_t now);

#endif
