/* SPDX-License-Identifier: Apache-2.0 */
/* One handshake by libssl over memory buffers, and how it ended: what a refusal is worth depends on how it came. */
#ifndef PHS_COLLECT_TLS_HANDSHAKE_H
#define PHS_COLLECT_TLS_HANDSHAKE_H

#include <openssl/ssl.h>

#include "collect/tls/facts.h"
#include "collect/tls/wire.h"

struct phs_hello {
    enum phs_tls_version lowest, highest;
    const char *suites; /* OpenSSL cipher string for TLS 1.2 and below */
    const char *name;   /* SNI, or NULL for an address */
    bool web;           /* ALPN h2 and http/1.1 */
};

enum phs_hello_end {
    PHS_HELLO_ACCEPTED,  /* the server chose a version and a suite */
    PHS_HELLO_REFUSED,   /* a TLS alert that says no to what was offered */
    PHS_HELLO_SUSPECT,   /* closed, reset, or an alert of another kind: worth something only beside a good canary */
    PHS_HELLO_TIMEOUT,
    PHS_HELLO_NOT_TLS,   /* the first byte is no record of TLS */
    PHS_HELLO_UNABLE,    /* this machine's library cannot offer it */
    PHS_HELLO_UNCLEAR,   /* an answer that makes no sense */
};

struct phs_hello_answer {
    enum phs_hello_end end;
    const char *why; /* one clause unless accepted */
    enum phs_tls_version version;
    const char *suite, *group, *alpn;
    bool completed; /* the whole handshake and not only the server's choice */
    bool ocsp_stapled, client_certificate_requested;
    STACK_OF(X509) * chain; /* the arena's; NULL when none came */
    struct phs_slice staple; /* an OCSPResponse, or no bytes */
};

struct phs_hello_answer phs_hello_ask(struct phs_arena *arena, struct phs_wire *wire, const struct phs_hello *hello);

#endif
