/* SPDX-License-Identifier: Apache-2.0 */
/* What a person wrote as an endpoint: [scheme://]host[:port][/path]. */
#ifndef PHS_COLLECT_TLS_ADDRESS_H
#define PHS_COLLECT_TLS_ADDRESS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "parse/starttls.h"

struct phs_tls_address {
    const char *scheme; /* "https", "http", "tls", or phs_starttls_word(start) */
    bool guessed;       /* nobody wrote a scheme; it was told from the port */
    const char *host;   /* lower case, without brackets */
    bool is_ip;
    unsigned port;
    const char *path; /* of the HTTP request, begins with '/' */
    enum phs_starttls_kind start;
    const char *id; /* "endpoint:host:port" */
};

/* PHS_E_INPUT with one clause for what is no address, PHS_E_UNSUPPORTED for a scheme that we do not speak. */
enum phs_code phs_tls_address_parse(struct phs_arena *arena, const char *text, struct phs_tls_address *ret_address,
                                    struct phs_err *err);

#endif
