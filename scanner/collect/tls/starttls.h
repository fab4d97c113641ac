/* SPDX-License-Identifier: Apache-2.0 */
/* The words before TLS: SMTP, IMAP, POP3 and PostgreSQL ask for it in clear. */
#ifndef PHS_COLLECT_TLS_STARTTLS_H
#define PHS_COLLECT_TLS_STARTTLS_H

#include "collect/tls/address.h"
#include "collect/tls/wire.h"

enum phs_start_end {
    PHS_START_GO,          /* TLS may begin */
    PHS_START_NOT_OFFERED, /* the server said so */
    PHS_START_UNCLEAR,     /* anything else */
};

/* A clause in ret_why unless PHS_START_GO. */
enum phs_start_end phs_starttls(struct phs_wire *wire, enum phs_start_word word, const char **ret_why);

#endif
