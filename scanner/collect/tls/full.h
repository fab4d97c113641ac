/* SPDX-License-Identifier: Apache-2.0 */
/* A whole handshake by libssl over memory buffers: bytes in, bytes out, whoever has the socket. Used where keys are needed. */
#ifndef PHS_COLLECT_TLS_FULL_H
#define PHS_COLLECT_TLS_FULL_H

#include <openssl/ssl.h>

#include "base/buf.h"
#include "collect/tls/facts.h"

struct phs_client {
    X509 *certificate;
    STACK_OF(X509) * chain;
    EVP_PKEY *key;
};

/* One context for all handshakes of a scan. */
struct phs_full_shop;
struct phs_full_shop *phs_full_shop_new(void);
void phs_full_shop_free(struct phs_full_shop *shop);

struct phs_full_order {
    const char *name;    /* SNI, or NULL */
    bool web;            /* ALPN */
    const char *sigalgs; /* libssl's list, or NULL */
    SSL_SESSION *resume; /* or NULL */
    uint16_t suite;      /* the only one below TLS 1.3, or 0; where the library does not know it, all */
    const char *group;   /* the only one, or NULL; where the library does not know it, all */
    const struct phs_client *client;
    bool http;   /* go on with one request; see full.c's user */
    bool listen; /* wait a moment for tickets and for an alert about the client's certificate */
    bool renegotiate;
    bool only_tls12, no_tickets;
    bool farewell;     /* the connection is ended politely, or the server forgets the session */
    const char *early; /* text to send before the handshake is done, "" to ask whether it would be taken; NULL: none */
};

enum phs_full_state { PHS_FULL_SHAKING, PHS_FULL_OPEN, PHS_FULL_FAILED };

struct phs_full {
    enum phs_full_state state;
    SSL *ssl;
    BIO *in, *out;
    size_t received;
    bool has_version, has_alert;
    uint16_t version; /* of the server's hello */
    uint8_t alert;
    bool certificate_requested, resumed;
    bool greeted;  /* the handshake was completed once */
    bool listened; /* and the time for tickets has passed since */
    bool early_taken;
    const char *early;                      /* not sent yet, or NULL */
    unsigned server_hellos, renegotiations; /* that came; that were asked for */
    SSL_SESSION *session;                   /* the newest ticket, or the session of TLS 1.2; owned */
    const char *why;                        /* FAILED: one clause */
    bool not_tls;
};

/* False when this machine's library cannot do what the order wants. */
bool phs_full_open(struct phs_full *full, struct phs_full_shop *shop, const struct phs_full_order *order);
void phs_full_close(struct phs_full *full);
/* Bytes of the peer (none at first); what is to be sent is added to out. Plain text that came is added to plain (may be NULL).
 */
void phs_full_feed(struct phs_full *full, const void *bytes, size_t len, struct phs_buf *out, struct phs_buf *plain);
/* Plain text to encrypt. */
void phs_full_say(struct phs_full *full, const void *bytes, size_t len, struct phs_buf *out);
/* Tells the peer that nothing more will come. */
void phs_full_farewell(struct phs_full *full, struct phs_buf *out);
/* Asks for a new handshake inside this one, TLS 1.2 and below; a server that grants this many is taken to set no limit (node
 * sets one of 3). */
enum { PHS_MOST_RENEGOTIATIONS = 5 };
void phs_full_renegotiate(struct phs_full *full, struct phs_buf *out);

/* What the handshake showed; texts are arena's. */
const char *phs_full_suite(const struct phs_full *full);
const char *phs_full_group(struct phs_arena *arena, const struct phs_full *full);
const char *phs_full_sigalg(const struct phs_full *full);
const char *phs_full_alpn(struct phs_arena *arena, const struct phs_full *full);
struct phs_slice phs_full_staple(const struct phs_full *full);
STACK_OF(X509) * phs_full_chain(const struct phs_full *full);

#endif
