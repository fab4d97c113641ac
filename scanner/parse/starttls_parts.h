/* SPDX-License-Identifier: Apache-2.0 */
/* What the dialogues before TLS share: the buffer, the state and the few things that a dialogue can say about itself. */
#ifndef PHS_PARSE_STARTTLS_PARTS_H
#define PHS_PARSE_STARTTLS_PARTS_H

#include "parse/starttls.h"

enum { PHS_STARTTLS_LONGEST_LINE = 4096, PHS_STARTTLS_LONGEST_SEND = 1024 };

struct phs_starttls {
    struct phs_arena *arena;
    enum phs_starttls_kind kind;
    const char *host; /* safe to be sent, or "" */
    enum phs_starttls_step step;
    const char *why;
    int state; /* of the dialogue, 0 at first */
    int code;  /* of the reply that is being read, 0 between replies */
    bool offers;
    enum phs_tri clear_login;
    size_t taken; /* bytes fed in all */
    size_t at, n; /* in[at..n] was not looked at yet */
    size_t send_len;
    char in[PHS_STARTTLS_MOST];
    char send[PHS_STARTTLS_LONGEST_SEND];
};

/* Takes what it can of the bytes fed; false when it needs more. */
typedef bool phs_starttls_advance(struct phs_starttls *d);
phs_starttls_advance phs_starttls_lines, phs_starttls_ldap, phs_starttls_postgres, phs_starttls_mysql, phs_starttls_xmpp;

struct phs_slice phs_starttls_pending(const struct phs_starttls *d);
void phs_starttls_say(struct phs_starttls *d, const void *bytes, size_t len);
/* Ends the dialogue. Always true, so that a dialogue may return it. */
bool phs_starttls_end(struct phs_starttls *d, enum phs_starttls_step step, const char *why);

#endif
