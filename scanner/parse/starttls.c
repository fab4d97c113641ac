/* SPDX-License-Identifier: Apache-2.0 */
/* The machine around the dialogues. Bytes that arrive in clear behind the word to go are no part of any dialogue: a stranger on
 * the path may have put them there, so TLS is not begun on top of them. */
#include "parse/starttls.h"

#include <ctype.h>

#include "parse/starttls_parts.h"

enum { LONGEST_HOST = 253 };

static phs_starttls_advance *const dialogues[PHS_STARTTLS_KINDS] = {
    [PHS_STARTTLS_SMTP] = phs_starttls_lines,        [PHS_STARTTLS_LMTP] = phs_starttls_lines,
    [PHS_STARTTLS_IMAP] = phs_starttls_lines,        [PHS_STARTTLS_POP3] = phs_starttls_lines,
    [PHS_STARTTLS_FTP] = phs_starttls_lines,         [PHS_STARTTLS_LDAP] = phs_starttls_ldap,
    [PHS_STARTTLS_POSTGRES] = phs_starttls_postgres, [PHS_STARTTLS_MYSQL] = phs_starttls_mysql,
    [PHS_STARTTLS_XMPP] = phs_starttls_xmpp,         [PHS_STARTTLS_XMPP_SERVER] = phs_starttls_xmpp,
    [PHS_STARTTLS_NNTP] = phs_starttls_lines,        [PHS_STARTTLS_SIEVE] = phs_starttls_lines,
};

const char *phs_starttls_word(enum phs_starttls_kind kind) {
    static const char *const words[PHS_STARTTLS_KINDS] = {"",         "smtp",  "lmtp", "imap",        "pop3", "ftp",  "ldap",
                                                          "postgres", "mysql", "xmpp", "xmpp-server", "nntp", "sieve"};
    return words[kind];
}

/* It goes between quotes of XML. */
static bool is_host_name(const char *host) {
    size_t n = host ? strlen(host) : 0;
    for (size_t i = 0; i < n; i++)
        if (!isalnum((unsigned char)host[i]) && !strchr(".-_", host[i]))
            return false;
    return n > 0 && n <= LONGEST_HOST;
}

struct phs_starttls *phs_starttls_new(struct phs_arena *arena, enum phs_starttls_kind kind, const char *host) {
    struct phs_starttls *d = PHS_NEW(arena, struct phs_starttls);
    d->arena = arena;
    d->kind = kind;
    d->host = is_host_name(host) ? phs_strdup(arena, host) : "";
    d->why = "";
    d->step = kind == PHS_STARTTLS_NONE ? PHS_STARTTLS_READY : PHS_STARTTLS_MORE;
    d->clear_login = PHS_MAYBE;
    return d;
}

struct phs_slice phs_starttls_pending(const struct phs_starttls *d) {
    return phs_slice_n(d->in + d->at, d->n - d->at);
}

void phs_starttls_say(struct phs_starttls *d, const void *bytes, size_t len) {
    if (len > sizeof d->send - d->send_len)
        return; /* cannot be: every dialogue says less in all */
    memcpy(d->send + d->send_len, bytes, len);
    d->send_len += len;
}

bool phs_starttls_end(struct phs_starttls *d, enum phs_starttls_step step, const char *why) {
    d->step = step;
    d->why = why;
    return true;
}

/* False when there are more bytes than any honest server sends. */
static bool take(struct phs_starttls *d, struct phs_slice bytes) {
    memmove(d->in, d->in + d->at, d->n - d->at);
    d->n -= d->at;
    d->at = 0;
    if (bytes.len > PHS_STARTTLS_MOST - d->taken)
        return false;
    if (bytes.len)
        memcpy(d->in + d->n, bytes.ptr, bytes.len);
    d->n += bytes.len;
    d->taken += bytes.len;
    return true;
}

static void refuse_what_follows(struct phs_starttls *d) {
    if (d->step == PHS_STARTTLS_READY && d->at < d->n)
        phs_starttls_end(d, PHS_STARTTLS_UNCLEAR, "it sent more in clear after it had agreed to encrypt");
}

struct phs_starttls_turn phs_starttls_feed(struct phs_starttls *d, struct phs_slice bytes) {
    d->send_len = 0;
    if (d->step == PHS_STARTTLS_MORE) {
        if (!take(d, bytes))
            phs_starttls_end(d, PHS_STARTTLS_UNCLEAR, "it said more before TLS than any server of its protocol does");
        while (d->step == PHS_STARTTLS_MORE && dialogues[d->kind](d))
            continue;
        refuse_what_follows(d);
    }
    return (struct phs_starttls_turn){d->step, phs_slice_n(d->send, d->send_len), d->why};
}

enum phs_tri phs_starttls_clear_login(const struct phs_starttls *d) {
    return d->step == PHS_STARTTLS_READY || d->step == PHS_STARTTLS_NOT_OFFERED ? d->clear_login : PHS_MAYBE;
}
