/* SPDX-License-Identifier: Apache-2.0 */
/* What endpoints come to under each profile, a sentence an endpoint and profile. */
#ifndef PHS_REPORTS_CONFORMANCE_H
#define PHS_REPORTS_CONFORMANCE_H

#include "model/run.h"

struct phs_conformance_line {
    const char *resource, *profile; /* the address without "endpoint:", and the profile's title */
    size_t questions, met, open;
    const char *not_met; /* "suites (shall, 3.3.1), tls-1-1 (should not, 3.1)", or "" */
    const char *unknown; /* the same of what could not be asked */
};

struct phs_conformance_lines {
    PHS_VEC(struct phs_conformance_line) items;
};

/* In the order of the run. */
struct phs_conformance_lines phs_conformance_sum(struct phs_arena *arena, const struct phs_run *run);

#endif
