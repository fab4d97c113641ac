/* SPDX-License-Identifier: Apache-2.0 */
/* Dialogues that are no lines: LDAP (RFC 4511, 4.14), PostgreSQL, MySQL and MariaDB, XMPP (RFC 6120, 5). */
#include "parse/starttls_parts.h"

enum { GREETING, ASKED, GO };

static const char not_offered[] = "it does not offer to encrypt";
static const char no_such_server[] = "it answered as no server of its protocol does";

static bool unclear(struct phs_starttls *d) {
    return phs_starttls_end(d, PHS_STARTTLS_UNCLEAR, no_such_server);
}

static bool ask(struct phs_starttls *d, int state, const void *bytes, size_t len) {
    phs_starttls_say(d, bytes, len);
    d->state = state;
    return true;
}

/* SSLRequest of the frontend protocol: one byte comes back. */
bool phs_starttls_postgres(struct phs_starttls *d) {
    static const unsigned char request[] = {0, 0, 0, 8, 4, 210, 22, 47};
    struct phs_slice rest = phs_starttls_pending(d);
    if (d->state == GREETING)
        return ask(d, ASKED, request, sizeof request);
    if (!rest.len)
        return false;
    d->at++;
    if (rest.ptr[0] == 'S')
        return phs_starttls_end(d, PHS_STARTTLS_READY, "");
    return rest.ptr[0] == 'N' ? phs_starttls_end(d, PHS_STARTTLS_NOT_OFFERED, not_offered) : unclear(d);
}

/* A tag and a length in front of *rest, which is left at the content; ret_len is the content's. False for a form that is none;
 * ret_short: more bytes are needed. */
static bool ber_head(struct phs_slice *rest, unsigned char tag, size_t *ret_len, bool *ret_short) {
    size_t used = 2, len;
    *ret_short = rest->len < 2;
    if (rest->len && (unsigned char)rest->ptr[0] != tag)
        return *ret_short = false;
    if (*ret_short)
        return false;
    len = (unsigned char)rest->ptr[1];
    if (len > 0x80) {
        size_t bytes = len - 0x80;
        if (bytes > 4)
            return false;
        used += bytes;
        *ret_short = rest->len < used;
        if (*ret_short)
            return false;
        len = 0;
        for (size_t i = 2; i < used; i++)
            len = len << 8 | (unsigned char)rest->ptr[i];
    } else if (len == 0x80) {
        return false; /* indefinite: not in LDAP */
    }
    if (len > PHS_STARTTLS_MOST)
        return false;
    *rest = phs_slice_n(rest->ptr + used, rest->len - used);
    *ret_len = len;
    return true;
}

/* The result code inside a whole message, or -1. */
static int ldap_result(struct phs_slice message) {
    bool cut;
    size_t len;
    if (!ber_head(&message, 0x02, &len, &cut) || len != 1 || message.len < 1 || message.ptr[0] != 1)
        return -1;
    message = phs_slice_n(message.ptr + 1, message.len - 1);
    if (!ber_head(&message, 0x78, &len, &cut) || len > message.len)
        return -1;
    message.len = len;
    if (!ber_head(&message, 0x0a, &len, &cut) || len != 1 || message.len < 1)
        return -1;
    return (unsigned char)message.ptr[0];
}

static bool ldap_end(struct phs_starttls *d, int result) {
    enum { SUCCESS = 0, PROTOCOL_ERROR = 2, UNAVAILABLE_EXTENSION = 12 };
    if (result == SUCCESS)
        return phs_starttls_end(d, PHS_STARTTLS_READY, "");
    if (result == PROTOCOL_ERROR || result == UNAVAILABLE_EXTENSION)
        return phs_starttls_end(d, PHS_STARTTLS_NOT_OFFERED, not_offered);
    return result < 0
               ? unclear(d)
               : phs_starttls_end(d, PHS_STARTTLS_REFUSED, phs_printf(d->arena, "it answered StartTLS with result %d", result));
}

bool phs_starttls_ldap(struct phs_starttls *d) {
    static const char request[] = "\x30\x1d\x02\x01\x01\x77\x18\x80\x16"
                                  "1.3.6.1.4.1.1466.20037";
    struct phs_slice rest = phs_starttls_pending(d), message = rest;
    bool cut = false;
    size_t len;
    if (d->state == GREETING)
        return ask(d, ASKED, request, sizeof request - 1);
    if (!ber_head(&message, 0x30, &len, &cut))
        return cut ? false : unclear(d);
    if (message.len < len)
        return false;
    d->at += rest.len - message.len + len;
    message.len = len;
    return ldap_end(d, ldap_result(message));
}

static bool mysql_error(struct phs_starttls *d, struct phs_slice payload) {
    unsigned code = payload.len >= 3 ? (unsigned char)payload.ptr[1] | (unsigned)(unsigned char)payload.ptr[2] << 8 : 0;
    return phs_starttls_end(d, PHS_STARTTLS_UNCLEAR,
                            phs_printf(d->arena, "it takes no connection from here (its error %u)", code));
}

/* Handshake V10: version, NUL, thread 4, challenge 8, filler 1, capabilities 2. */
static bool mysql_greeting(struct phs_starttls *d, struct phs_slice payload) {
    enum { CLIENT_SSL = 0x0800, TO_CAPABILITIES = 13 };
    /* Capabilities LONG_PASSWORD, PROTOCOL_41, SSL, SECURE_CONNECTION; packets of 16 MB; UTF-8. */
    static const unsigned char request[36] = {32, 0, 0, 1, 0x01, 0x8a, 0, 0, 0, 0, 0, 1, 33};
    const char *nul;
    if (payload.len && (unsigned char)payload.ptr[0] == 0xff)
        return mysql_error(d, payload);
    if (payload.len < 2 || payload.ptr[0] != 10 || !(nul = memchr(payload.ptr, 0, payload.len)))
        return unclear(d);
    size_t at = (size_t)(nul - payload.ptr) + 1 + TO_CAPABILITIES;
    if (payload.len < at + 2)
        return unclear(d);
    unsigned capabilities = (unsigned char)payload.ptr[at] | (unsigned)(unsigned char)payload.ptr[at + 1] << 8;
    if (!(capabilities & CLIENT_SSL))
        return phs_starttls_end(d, PHS_STARTTLS_NOT_OFFERED, not_offered);
    phs_starttls_say(d, request, sizeof request);
    return phs_starttls_end(d, PHS_STARTTLS_READY, "");
}

bool phs_starttls_mysql(struct phs_starttls *d) {
    struct phs_slice rest = phs_starttls_pending(d);
    if (rest.len < 4)
        return false;
    size_t len =
        (unsigned char)rest.ptr[0] | (size_t)(unsigned char)rest.ptr[1] << 8 | (size_t)(unsigned char)rest.ptr[2] << 16;
    if (rest.ptr[3] != 0 || len > PHS_STARTTLS_LONGEST_LINE)
        return unclear(d);
    if (rest.len - 4 < len)
        return false;
    d->at += 4 + len;
    return mysql_greeting(d, phs_slice_n(rest.ptr + 4, len));
}

static bool xmpp_open(struct phs_starttls *d) {
    char text[512];
    int n = snprintf(text, sizeof text,
                     "<?xml version='1.0'?><stream:stream xmlns='jabber:%s' xmlns:stream='http://etherx.jabber.org/streams'"
                     "%s%s%s version='1.0'>",
                     d->kind == PHS_STARTTLS_XMPP ? "client" : "server", *d->host ? " to='" : "", d->host, *d->host ? "'" : "");
    return ask(d, ASKED, text, (size_t)n);
}

static bool holds(struct phs_slice text, const char *needle) {
    return phs_slice_find(text, phs_slice(needle)) != (size_t)-1;
}

/* The end of the element that lists what is offered, or 0. Its prefix is free. */
static size_t features_end(struct phs_slice text) {
    static const char *const ends[] = {"</stream:features>", "<stream:features/>", "</features>", "<features/>"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = phs_slice_find(text, phs_slice(ends[i]));
        if (at != (size_t)-1)
            return at + strlen(ends[i]);
    }
    return 0;
}

static bool xmpp_features(struct phs_starttls *d, struct phs_slice rest) {
    static const char request[] = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", bye[] = "</stream:stream>";
    size_t end = features_end(rest);
    if (!end && (holds(rest, "<stream:error") || holds(rest, "</stream:stream>")))
        return phs_starttls_end(d, PHS_STARTTLS_UNCLEAR, "it closed the stream with an error");
    if (!end)
        return rest.len && rest.ptr[0] != '<' ? unclear(d) : false;
    rest.len = end;
    d->at += end;
    d->clear_login = holds(rest, ">PLAIN<") ? PHS_YES : PHS_NO;
    if (holds(rest, "<starttls"))
        return ask(d, GO, request, sizeof request - 1);
    phs_starttls_say(d, bye, sizeof bye - 1);
    return phs_starttls_end(d, PHS_STARTTLS_NOT_OFFERED, not_offered);
}

/* The element at the start of rest ends: its length, 0 for more bytes. <proceed></proceed> is one, too. */
static size_t element_end(struct phs_slice rest) {
    const char *end = rest.len ? memchr(rest.ptr, '>', rest.len) : NULL;
    size_t head = end ? (size_t)(end - rest.ptr) + 1 : 0, tail = strlen("</proceed>");
    if (!end || end[-1] == '/' || !phs_slice_starts(rest, "<proceed"))
        return head;
    return rest.len >= head + tail ? head + tail : 0;
}

static bool xmpp_answer(struct phs_starttls *d, struct phs_slice rest) {
    while (rest.len && strchr(" \t\r\n", rest.ptr[0])) {
        rest = phs_slice_n(rest.ptr + 1, rest.len - 1);
        d->at++;
    }
    size_t end = element_end(rest);
    if (!end)
        return rest.len > PHS_STARTTLS_LONGEST_LINE ? unclear(d) : false;
    d->at += end;
    if (phs_slice_starts(rest, "<failure"))
        return phs_starttls_end(d, PHS_STARTTLS_REFUSED, "it offers to encrypt and would not when asked");
    return phs_slice_starts(rest, "<proceed") ? phs_starttls_end(d, PHS_STARTTLS_READY, "") : unclear(d);
}

bool phs_starttls_xmpp(struct phs_starttls *d) {
    struct phs_slice rest = phs_starttls_pending(d);
    switch (d->state) {
    case GREETING:
        return xmpp_open(d);
    case ASKED:
        return xmpp_features(d, rest);
    default:
        return xmpp_answer(d, rest);
    }
}
