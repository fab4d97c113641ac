/* SPDX-License-Identifier: Apache-2.0 */
/* A ClientHello to order, from SSLv2 to TLS 1.3, with whatever a library of today would refuse to say. */
#ifndef PHS_PARSE_TLS_HELLO_H
#define PHS_PARSE_TLS_HELLO_H

#include "base/buf.h"

enum {
    PHS_SSL3 = 0x0300,
    PHS_TLS10 = 0x0301,
    PHS_TLS11 = 0x0302,
    PHS_TLS12 = 0x0303,
    PHS_TLS13 = 0x0304,
    PHS_HELLO_MOST_SUITES = 512,
};

struct phs_codes {
    const uint16_t *at;
    size_t n;
};

/* Which extensions and values go beside the lists. */
enum {
    PHS_HELLO_ECHOES = 1 << 0,   /* all that a server would echo: EMS, EtM, ticket, status, SCT, heartbeat; below TLS 1.3 */
    PHS_HELLO_DEFLATE = 1 << 1,  /* compression is offered; below TLS 1.3 */
    PHS_HELLO_FALLBACK = 1 << 2, /* the signal of RFC 7507 */
    PHS_HELLO_SHARE = 1 << 3,    /* TLS 1.3: a key share of P-256; without it the list of shares is empty */
    PHS_HELLO_BARE = 1 << 4,     /* nothing that older or stricter stacks choke on: no extension but what the lists need */
    PHS_HELLO_ALPN = 1 << 5,     /* h2 and http/1.1 */
    PHS_HELLO_BY_ID = 1 << 6,    /* the echoes without a ticket: a session is to be taken up by its id */
};

struct phs_tls_hello {
    uint16_t version; /* PHS_SSL3 to PHS_TLS13 */
    unsigned flags;
    struct phs_codes suites, groups, sigalgs; /* no groups or no sigalgs: the extension is left out */
    const char *name;                         /* SNI, or NULL */
    struct phs_slice session, ticket;         /* at most 32 bytes; at most 2048 */
    const uint8_t *random;                    /* 32 bytes */
};

/* The whole record. False when a list or a name does not fit; nothing is written then. */
bool phs_tls_hello_write(const struct phs_tls_hello *hello, struct phs_buf *out);
/* An SSLv2 CLIENT-HELLO with every kind that there is; challenge has 16 bytes. */
void phs_ssl2_hello_write(const uint8_t *challenge, struct phs_buf *out);

#endif
