/* SPDX-License-Identifier: Apache-2.0 */
/* RFC 5246, 7.4, RFC 8446, 4 and RFC 8422, 5: the messages that a server sends in clear. */
#include "parse/tls/message.h"

#include "parse/tls/cursor.h"
#include "parse/tls/suite.h"

enum {
    SERVER_HELLO = 2,
    CERTIFICATE = 11,
    SERVER_KEY_EXCHANGE = 12,
    CERTIFICATE_REQUEST = 13,
    SERVER_HELLO_DONE = 14,
    CERTIFICATE_VERIFY = 15,
    FINISHED = 20,
    CERTIFICATE_STATUS = 22,
    NAMED_CURVE = 3,
    MOST_PRIME_BYTES = 4096,
};

/* RFC 8446, 4.1.3: SHA-256 of "HelloRetryRequest". */
static const uint8_t retry_random[32] = {0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c,
                                         0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb,
                                         0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c};

static bool breaks(struct phs_tls_flight *flight, const char *why) {
    flight->why = why;
    return false;
}

static void read_alpn(struct phs_tls_flight *flight, struct phs_slice body) {
    struct phs_cursor cursor = phs_cursor(body), list = phs_cursor(phs_cursor_counted(&cursor, 2));
    struct phs_slice name = phs_cursor_counted(&list, 1);
    if (list.failed || name.len == 0 || name.len >= sizeof flight->alpn)
        return;
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] <= ' ' || name.ptr[i] >= 127)
            return;
    memcpy(flight->alpn, name.ptr, name.len);
    flight->alpn[name.len] = '\0';
}

static void read_extension(struct phs_tls_flight *flight, unsigned type, struct phs_slice body) {
    static const struct {
        unsigned type, echo;
    } echoes[] = {{0xff01, PHS_ECHO_RENEGOTIATION},
                  {23, PHS_ECHO_EMS},
                  {22, PHS_ECHO_ETM},
                  {35, PHS_ECHO_TICKET},
                  {5, PHS_ECHO_STATUS},
                  {18, PHS_ECHO_SCT},
                  {15, PHS_ECHO_HEARTBEAT},
                  {0, PHS_ECHO_NAME}};
    struct phs_cursor cursor = phs_cursor(body);
    for (size_t i = 0; i < sizeof echoes / sizeof *echoes; i++)
        if (echoes[i].type == type)
            flight->echoes |= echoes[i].echo;
    if (type == 43 && body.len == 2)
        flight->version = (uint16_t)phs_cursor_number(&cursor, 2);
    if (type == 51 && body.len >= 2) {
        flight->group = (uint16_t)phs_cursor_number(&cursor, 2);
        flight->share = phs_cursor_counted(&cursor, 2);
    }
    if (type == 16)
        read_alpn(flight, body);
    if (type == 18)
        flight->sct = body;
}

static bool read_extensions(struct phs_tls_flight *flight, struct phs_cursor *cursor) {
    if (phs_cursor_left(cursor) == 0)
        return true; /* before TLS 1.2 there need be none */
    struct phs_cursor list = phs_cursor(phs_cursor_counted(cursor, 2));
    while (!list.failed && phs_cursor_left(&list)) {
        unsigned type = phs_cursor_number(&list, 2);
        struct phs_slice body = phs_cursor_counted(&list, 2);
        if (!list.failed)
            read_extension(flight, type, body);
    }
    return !list.failed && !cursor->failed;
}

static bool read_hello(struct phs_tls_flight *flight, struct phs_slice body) {
    struct phs_cursor cursor = phs_cursor(body);
    if (flight->has_hello)
        return breaks(flight, "it says hello twice");
    flight->version = (uint16_t)phs_cursor_number(&cursor, 2);
    struct phs_slice random = phs_cursor_bytes(&cursor, 32), session = phs_cursor_counted(&cursor, 1);
    flight->suite = (uint16_t)phs_cursor_number(&cursor, 2);
    flight->compression = (uint8_t)phs_cursor_number(&cursor, 1);
    if (cursor.failed || session.len > sizeof flight->session || !read_extensions(flight, &cursor))
        return breaks(flight, "its hello is cut short");
    memcpy(flight->session, session.ptr, session.len);
    flight->session_len = session.len;
    flight->retry = memcmp(random.ptr, retry_random, sizeof retry_random) == 0;
    if (flight->version < PHS_SSL3 || flight->version > PHS_TLS13)
        return breaks(flight, "it chose a version that does not exist");
    flight->has_hello = true;
    flight->done |= flight->version == PHS_TLS13 && (!flight->opens || flight->retry); /* what follows is sealed */
    return true;
}

static bool read_certificates(struct phs_tls_flight *flight, struct phs_slice body) {
    struct phs_cursor cursor = phs_cursor(body);
    struct phs_slice list = phs_cursor_counted(&cursor, 3);
    if (cursor.failed)
        return breaks(flight, "its list of certificates is cut short");
    flight->certificates = list;
    return true;
}

static unsigned bits_of(struct phs_slice number) {
    unsigned bits = (unsigned)number.len * 8;
    for (uint8_t first = number.len ? (uint8_t)number.ptr[0] : 0x80; !(first & 0x80); first = (uint8_t)(first << 1))
        bits--;
    return bits;
}

static void read_finite_field(struct phs_tls_flight *flight, struct phs_cursor *cursor) {
    struct phs_slice prime = phs_cursor_counted(cursor, 2);
    phs_cursor_counted(cursor, 2);
    phs_cursor_counted(cursor, 2);
    while (prime.len && prime.ptr[0] == 0)
        prime = phs_slice_n(prime.ptr + 1, prime.len - 1);
    if (cursor->failed || prime.len == 0 || prime.len > MOST_PRIME_BYTES)
        return;
    flight->dh_prime = prime;
    flight->dh_bits = bits_of(prime);
}

static void read_curve(struct phs_tls_flight *flight, struct phs_cursor *cursor) {
    unsigned type = phs_cursor_number(cursor, 1);
    uint16_t group = (uint16_t)phs_cursor_number(cursor, 2);
    phs_cursor_counted(cursor, 1);
    if (type == NAMED_CURVE && !cursor->failed)
        flight->group = group;
    else
        cursor->failed = true; /* curves written out in full: nobody sends them */
}

/* Which parameters follow depends on the suite; what cannot be read leaves the fields empty, the choice of a suite is seen. */
static bool read_key_exchange(struct phs_tls_flight *flight, struct phs_slice body) {
    const struct phs_tls_suite *suite = phs_tls_suite_find(flight->suite);
    struct phs_cursor cursor = phs_cursor(body);
    if (!flight->has_hello || !suite || suite->traits & PHS_SUITE_SHARED)
        return true;
    if (suite->traits & PHS_SUITE_ECDHE)
        read_curve(flight, &cursor);
    else if (suite->traits & PHS_SUITE_DHE)
        read_finite_field(flight, &cursor);
    else
        return true;
    if (!cursor.failed && flight->version == PHS_TLS12 && !(suite->traits & PHS_SUITE_ANON) && phs_cursor_left(&cursor) > 4)
        flight->sigalg = (uint16_t)phs_cursor_number(&cursor, 2);
    return true;
}

static bool read_status(struct phs_tls_flight *flight, struct phs_slice body) {
    struct phs_cursor cursor = phs_cursor(body);
    unsigned type = phs_cursor_number(&cursor, 1);
    struct phs_slice staple = phs_cursor_counted(&cursor, 3);
    if (type == 1 && !cursor.failed)
        flight->staple = staple;
    return true;
}

/* RFC 8446, 4.4.2. */
static bool read_sealed_certificates(struct phs_tls_flight *flight, struct phs_slice body) {
    struct phs_cursor cursor = phs_cursor(body);
    phs_cursor_counted(&cursor, 1);
    struct phs_slice list = phs_cursor_counted(&cursor, 3);
    if (cursor.failed)
        return breaks(flight, "its list of certificates is cut short");
    flight->certificates = list;
    flight->extended = true;
    return true;
}

/* RFC 8446, 4.4: what the server seals. */
static bool read_sealed(struct phs_tls_flight *flight, unsigned type, struct phs_slice body) {
    struct phs_cursor cursor = phs_cursor(body);
    if (type == SERVER_HELLO)
        return read_hello(flight, body);
    if (type == CERTIFICATE)
        return read_sealed_certificates(flight, body);
    if (type == CERTIFICATE_VERIFY)
        flight->sigalg = (uint16_t)phs_cursor_number(&cursor, 2);
    flight->certificate_requested |= type == CERTIFICATE_REQUEST;
    flight->done |= type == CERTIFICATE_VERIFY || type == FINISHED;
    return true;
}

bool phs_tls_message_read(struct phs_tls_flight *flight, unsigned type, struct phs_slice body) {
    if (!flight->has_hello && type != SERVER_HELLO && type != 0)
        return breaks(flight, "its first message is no hello");
    if (flight->has_hello && flight->version == PHS_TLS13)
        return read_sealed(flight, type, body);
    switch (type) {
    case SERVER_HELLO:
        return read_hello(flight, body);
    case CERTIFICATE:
        return read_certificates(flight, body);
    case SERVER_KEY_EXCHANGE:
        return read_key_exchange(flight, body);
    case CERTIFICATE_REQUEST:
        flight->certificate_requested = true;
        return true;
    case CERTIFICATE_STATUS:
        return read_status(flight, body);
    case SERVER_HELLO_DONE:
        flight->done = true;
        return true;
    default:
        return true;
    }
}

bool phs_ssl2_message_read(struct phs_tls_flight *flight, struct phs_slice body) {
    struct phs_cursor cursor = phs_cursor(body);
    unsigned type = phs_cursor_number(&cursor, 1);
    if (type == 0)
        return breaks(flight, "it answers with an error of SSLv2");
    phs_cursor_number(&cursor, 2); /* session hit, kind of certificate */
    flight->version = (uint16_t)phs_cursor_number(&cursor, 2);
    size_t certificate = phs_cursor_number(&cursor, 2), kinds = phs_cursor_number(&cursor, 2);
    phs_cursor_number(&cursor, 2);
    flight->ssl2_certificate = phs_cursor_bytes(&cursor, certificate);
    struct phs_cursor list = phs_cursor(phs_cursor_bytes(&cursor, kinds));
    if (type != 4 || flight->version != 2 || cursor.failed || kinds % 3)
        return breaks(flight, "its answer is no hello of SSLv2");
    while (phs_cursor_left(&list) && flight->ssl2_kind_count < sizeof flight->ssl2_kinds / sizeof *flight->ssl2_kinds)
        flight->ssl2_kinds[flight->ssl2_kind_count++] = phs_cursor_number(&list, 3);
    flight->has_hello = flight->done = true;
    return true;
}

bool phs_tls_certificate_next(struct phs_slice *list, bool extended, struct phs_slice *ret_der) {
    struct phs_cursor cursor = phs_cursor(*list);
    struct phs_slice der = phs_cursor_counted(&cursor, 3);
    if (extended)
        phs_cursor_counted(&cursor, 2);
    if (cursor.failed || der.len == 0)
        return false;
    *ret_der = der;
    *list = phs_slice_n((const char *)cursor.at, phs_cursor_left(&cursor));
    return true;
}
