/* SPDX-License-Identifier: Apache-2.0 */
/* Leads the words before TLS (parse/starttls.h) over a wire, waiting for each answer. */
#ifndef PHS_COLLECT_TLS_STARTTLS_H
#define PHS_COLLECT_TLS_STARTTLS_H

#include "collect/tls/address.h"
#include "collect/tls/wire.h"

enum phs_start_end {
    PHS_START_GO,          /* TLS may begin */
    PHS_START_NOT_OFFERED, /* the server said so */
    PHS_START_UNCLEAR,     /* anything else */
};

/* A clause in ret_why unless PHS_START_GO; ret_clear_login as phs_starttls_clear_login has it. */
enum phs_start_end phs_starttls_lead(struct phs_arena *arena, struct phs_wire *wire, const struct phs_tls_address *address,
                                     const char **ret_why, enum phs_tri *ret_clear_login);

#endif
