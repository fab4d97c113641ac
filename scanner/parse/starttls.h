/* SPDX-License-Identifier: Apache-2.0 */
/* The words before TLS, as a machine without a socket: bytes in, bytes out. Whoever drives it reads and writes, blocking or
 * not. */
#ifndef PHS_PARSE_STARTTLS_H
#define PHS_PARSE_STARTTLS_H

#include "base/arena.h"
#include "model/phi.h"

enum phs_starttls_kind {
    PHS_STARTTLS_NONE, /* TLS begins at once */
    PHS_STARTTLS_SMTP,
    PHS_STARTTLS_LMTP,
    PHS_STARTTLS_IMAP,
    PHS_STARTTLS_POP3,
    PHS_STARTTLS_FTP,
    PHS_STARTTLS_LDAP,
    PHS_STARTTLS_POSTGRES,
    PHS_STARTTLS_MYSQL,
    PHS_STARTTLS_XMPP,        /* client to server */
    PHS_STARTTLS_XMPP_SERVER, /* server to server */
    PHS_STARTTLS_NNTP,
    PHS_STARTTLS_SIEVE,
    PHS_STARTTLS_KINDS
};

enum phs_starttls_step {
    PHS_STARTTLS_MORE,        /* write `send`, read, feed what came */
    PHS_STARTTLS_READY,       /* write `send`, then TLS begins */
    PHS_STARTTLS_NOT_OFFERED, /* the server said that it does not encrypt: a fact */
    PHS_STARTTLS_REFUSED,     /* it offers to, and would not now: nothing was learned about its TLS */
    PHS_STARTTLS_UNCLEAR,     /* it does not speak this protocol, or too much of it */
};

struct phs_starttls_turn {
    enum phs_starttls_step step;
    struct phs_slice send; /* may be empty; valid until the next feed. After NOT_OFFERED a farewell that need not arrive */
    const char *why;       /* one clause when NOT_OFFERED, REFUSED or UNCLEAR, "" otherwise */
};

struct phs_starttls;

/* host is said to XMPP servers, which serve several domains; NULL or what is no host name is left out. */
struct phs_starttls *phs_starttls_new(struct phs_arena *arena, enum phs_starttls_kind kind, const char *host);

/* The first call, right after connecting, has no bytes: some protocols begin with the client. Takes at most PHS_STARTTLS_MOST
 * bytes in all. After a step that is not MORE every further call repeats it with an empty `send`. */
enum { PHS_STARTTLS_MOST = 32768 };
struct phs_starttls_turn phs_starttls_feed(struct phs_starttls *dialogue, struct phs_slice bytes);

/* Does it take a password before TLS? Known at READY and NOT_OFFERED for protocols that list how to log in, else PHS_MAYBE. */
enum phs_tri phs_starttls_clear_login(const struct phs_starttls *dialogue);

/* "smtp" ... "xmpp-server": scheme and attribute value; "" for NONE. */
const char *phs_starttls_word(enum phs_starttls_kind kind);

#endif
