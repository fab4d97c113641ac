/* SPDX-License-Identifier: Apache-2.0 */
/* What a person wrote as an endpoint: [scheme://]host[:port][/path]. */
#ifndef PHS_COLLECT_TLS_ADDRESS_H
#define PHS_COLLECT_TLS_ADDRESS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

enum phs_start_word { PHS_START_NONE, PHS_START_SMTP, PHS_START_IMAP, PHS_START_POP3, PHS_START_POSTGRES };

struct phs_tls_address {
    const char *scheme; /* "https", "http", "tls", "smtp", "imap", "pop3", "postgres" */
    bool guessed;       /* nobody wrote a scheme; it was told from the port */
    const char *host;   /* lower case, without brackets */
    bool is_ip;
    unsigned port;
    const char *path; /* of the HTTP request, begins with '/' */
    enum phs_start_word start;
    const char *id; /* "endpoint:host:port" */
};

/* PHS_E_INPUT with one clause for what is no address, PHS_E_UNSUPPORTED for a scheme that we do not speak. */
enum phs_code phs_tls_address_parse(struct phs_arena *arena, const char *text, struct phs_tls_address *ret_address,
                                    struct phs_err *err);

#endif
