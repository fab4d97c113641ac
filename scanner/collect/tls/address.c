/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses end up in a resolver, in SNI and in a request line, so only the characters of host names and plain paths pass. */
#include "collect/tls/address.h"

#include <arpa/inet.h>
#include <ctype.h>

enum { LONGEST_HOST = 253, LONGEST_PATH = 1024, HIGHEST_PORT = 65535 };

struct scheme {
    const char *written, *scheme;
    unsigned port;
    enum phs_starttls_kind start;
};

static const struct scheme schemes[] = {
    {"https", "https", 443, PHS_STARTTLS_NONE},
    {"http", "http", 80, PHS_STARTTLS_NONE},
    {"tls", "tls", 443, PHS_STARTTLS_NONE},
    {"smtp", "smtp", 25, PHS_STARTTLS_SMTP},
    {"submission", "smtp", 587, PHS_STARTTLS_SMTP},
    {"lmtp", "lmtp", 24, PHS_STARTTLS_LMTP},
    {"imap", "imap", 143, PHS_STARTTLS_IMAP},
    {"pop3", "pop3", 110, PHS_STARTTLS_POP3},
    {"ftp", "ftp", 21, PHS_STARTTLS_FTP},
    {"ldap", "ldap", 389, PHS_STARTTLS_LDAP},
    {"postgres", "postgres", 5432, PHS_STARTTLS_POSTGRES},
    {"postgresql", "postgres", 5432, PHS_STARTTLS_POSTGRES},
    {"mysql", "mysql", 3306, PHS_STARTTLS_MYSQL},
    {"mariadb", "mysql", 3306, PHS_STARTTLS_MYSQL},
    {"xmpp", "xmpp", 5222, PHS_STARTTLS_XMPP},
    {"xmpp-server", "xmpp-server", 5269, PHS_STARTTLS_XMPP_SERVER},
    {"nntp", "nntp", 119, PHS_STARTTLS_NNTP},
    {"sieve", "sieve", 4190, PHS_STARTTLS_SIEVE},
    {"smtps", "tls", 465, PHS_STARTTLS_NONE},
    {"imaps", "tls", 993, PHS_STARTTLS_NONE},
    {"pop3s", "tls", 995, PHS_STARTTLS_NONE},
    {"ldaps", "tls", 636, PHS_STARTTLS_NONE},
    {"ftps", "tls", 990, PHS_STARTTLS_NONE},
    {"nntps", "tls", 563, PHS_STARTTLS_NONE},
    {"xmpps", "tls", 5223, PHS_STARTTLS_NONE},
};

/* What is spoken on a port when nobody said. 443 at the end (8443, 18443) is how people number web servers. */
static const char *scheme_of_port(unsigned port) {
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (schemes[i].port == port && (schemes[i].start != PHS_STARTTLS_NONE || port == 80))
            return schemes[i].written;
    return port % 1000 == 443 ? "https" : "tls";
}

static const struct scheme *find_scheme(struct phs_slice name) {
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (phs_slice_ieq(name, phs_slice(schemes[i].written)))
            return &schemes[i];
    return NULL;
}

static bool is_host_name(struct phs_slice host) {
    if (host.len == 0 || host.len > LONGEST_HOST || host.ptr[0] == '-' || host.ptr[0] == '.')
        return false;
    for (size_t i = 0; i < host.len; i++) {
        unsigned char c = (unsigned char)host.ptr[i];
        if (!(c < 128 && (isalnum(c) || c == '-' || c == '_')) && !(c == '.' && host.ptr[i - 1] != '.'))
            return false;
    }
    return true;
}

static bool is_path(struct phs_slice path) {
    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] <= ' ' || path.ptr[i] >= 127)
            return false;
    return path.len <= LONGEST_PATH;
}

static bool is_literal(const char *host) {
    unsigned char bytes[16];
    return inet_pton(AF_INET, host, bytes) == 1 || inet_pton(AF_INET6, host, bytes) == 1;
}

static bool read_port(struct phs_slice text, unsigned *ret_port) {
    unsigned port = 0;
    if (text.len == 0 || text.len > 5)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        port = port * 10 + (unsigned)(text.ptr[i] - '0');
    }
    *ret_port = port;
    return port >= 1 && port <= HIGHEST_PORT;
}

/* Splits host[:port] or [v6][:port]; ret_port has no bytes when none was written. */
static bool split(struct phs_slice text, struct phs_slice *ret_host, struct phs_slice *ret_port, bool *ret_has_port) {
    const char *end = text.ptr + text.len, *colon;
    *ret_has_port = false;
    if (text.len && text.ptr[0] == '[') {
        const char *close = memchr(text.ptr, ']', text.len);
        if (!close || (close + 1 < end && close[1] != ':'))
            return false;
        *ret_host = phs_slice_n(text.ptr + 1, (size_t)(close - text.ptr - 1));
        colon = close + 1 < end ? close + 1 : NULL;
    } else {
        colon = memchr(text.ptr, ':', text.len);
        if (colon && memchr(colon + 1, ':', (size_t)(end - colon - 1)))
            colon = NULL; /* an IPv6 address without brackets */
        *ret_host = phs_slice_n(text.ptr, colon ? (size_t)(colon - text.ptr) : text.len);
    }
    if (colon) {
        *ret_has_port = true;
        *ret_port = phs_slice_n(colon + 1, (size_t)(end - colon - 1));
    }
    return true;
}

static void set_scheme(struct phs_tls_address *address, const struct scheme *scheme) {
    address->scheme = scheme->scheme;
    address->start = scheme->start;
    if (!address->port)
        address->port = scheme->port;
}

static enum phs_code finish(struct phs_arena *arena, struct phs_tls_address *address, struct phs_slice host,
                            struct phs_err *err) {
    char *lower = phs_slice_dup(arena, host);
    for (char *c = lower; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c + ('a' - 'A'));
    address->host = lower;
    address->is_ip = is_literal(lower);
    if (!address->is_ip && !is_host_name(host))
        return phs_fail(err, PHS_E_INPUT, "it is no host name (write names of other scripts in their xn-- form)");
    address->id = phs_printf(arena, strchr(lower, ':') ? "endpoint:[%s]:%u" : "endpoint:%s:%u", lower, address->port);
    return PHS_OK;
}

enum phs_code phs_tls_address_parse(struct phs_arena *arena, const char *text, struct phs_tls_address *ret_address,
                                    struct phs_err *err) {
    struct phs_tls_address address = {.path = "/"};
    struct phs_slice rest = phs_slice_trim(phs_slice(text)), host = {0}, port = {0};
    const struct scheme *scheme = NULL;
    bool has_port = false;
    size_t at = phs_slice_find(rest, PHS_SLICE("://"));
    if (at != (size_t)-1) {
        scheme = find_scheme(phs_slice_n(rest.ptr, at));
        if (!scheme)
            return phs_fail(err, PHS_E_UNSUPPORTED, "this version does not speak its protocol");
        rest = phs_slice_n(rest.ptr + at + 3, rest.len - at - 3);
    }
    size_t slash = phs_slice_find(rest, PHS_SLICE("/"));
    if (slash != (size_t)-1) {
        address.path = phs_slice_dup(arena, phs_slice_n(rest.ptr + slash, rest.len - slash));
        if (!is_path(phs_slice(address.path)))
            return phs_fail(err, PHS_E_INPUT, "its path holds characters that an address may not");
        rest.len = slash;
    }
    if (!split(rest, &host, &port, &has_port) || (has_port && !read_port(port, &address.port)))
        return phs_fail(err, PHS_E_INPUT, "host:port is expected, with a port from 1 to 65535");
    address.guessed = !scheme;
    set_scheme(&address, scheme ? scheme : find_scheme(phs_slice(scheme_of_port(address.port ? address.port : 443))));
    if (finish(arena, &address, host, err) != PHS_OK)
        return PHS_E_INPUT;
    *ret_address = address;
    return PHS_OK;
}
