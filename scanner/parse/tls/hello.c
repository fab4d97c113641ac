/* SPDX-License-Identifier: Apache-2.0 */
/* Writing a ClientHello. Extensions are what RFC 8446, 4.2 lists for each version; a hello whose length is between 256 and 511
 * is padded to 512 bytes, since some load balancers hang on those (RFC 7685). */
#include "parse/tls/hello.h"

#include "parse/tls/suite.h"

enum {
    MOST_BYTES = 16384,
    EXT_NAME = 0,
    EXT_STATUS = 5,
    EXT_GROUPS = 10,
    EXT_FORMATS = 11,
    EXT_SIGALGS = 13,
    EXT_HEARTBEAT = 15,
    EXT_ALPN = 16,
    EXT_SCT = 18,
    EXT_PADDING = 21,
    EXT_ETM = 22,
    EXT_EMS = 23,
    EXT_TICKET = 35,
    EXT_VERSIONS = 43,
    EXT_PSK_MODES = 45,
    EXT_SHARES = 51,
    EXT_RENEGOTIATION = 0xff01,
    SCSV_RENEGOTIATION = 0x00ff,
    SCSV_FALLBACK = 0x5600,
};

/* The base point of P-256 (SP 800-186, 3.2.1.3): a valid share whose secret nobody needs, because no handshake goes that far.
 */
static const uint8_t point[65] = {0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5,
                                  0x63, 0xa4, 0x40, 0xf2, 0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4,
                                  0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f, 0xe3, 0x42, 0xe2, 0xfe, 0x1a,
                                  0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce, 0x33,
                                  0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5};

static void u8(struct phs_buf *out, unsigned value) {
    phs_buf_putc(out, (char)(value & 0xff));
}

static void u16(struct phs_buf *out, size_t value) {
    u8(out, (unsigned)(value >> 8));
    u8(out, (unsigned)value);
}

/* Hundreds of them in a hello. */
static void codes_of(struct phs_buf *out, struct phs_codes codes) {
    char bytes[256];
    size_t n = 0;
    for (size_t i = 0; i < codes.n; i++) {
        bytes[n++] = (char)(codes.at[i] >> 8);
        bytes[n++] = (char)(codes.at[i] & 0xff);
        if (n == sizeof bytes || i + 1 == codes.n) {
            phs_buf_add(out, bytes, n);
            n = 0;
        }
    }
}

/* A length that is filled in by close_length. */
static size_t open_length(struct phs_buf *out, int bytes) {
    for (int i = 0; i < bytes; i++)
        u8(out, 0);
    return out->len;
}

static void close_length(struct phs_buf *out, size_t start, int bytes) {
    size_t length = out->len - start;
    for (int i = 1; i <= bytes && !out->failed; i++, length >>= 8)
        out->ptr[start - (size_t)i] = (char)(length & 0xff);
}

static size_t open_extension(struct phs_buf *out, unsigned type) {
    u16(out, type);
    return open_length(out, 2);
}

static void extension(struct phs_buf *out, unsigned type, const void *bytes, size_t len) {
    size_t start = open_extension(out, type);
    phs_buf_add(out, bytes, len);
    close_length(out, start, 2);
}

static void list_extension(struct phs_buf *out, unsigned type, struct phs_codes codes) {
    if (!codes.n)
        return;
    size_t start = open_extension(out, type), list = open_length(out, 2);
    codes_of(out, codes);
    close_length(out, list, 2);
    close_length(out, start, 2);
}

static void server_name(struct phs_buf *out, const char *name) {
    if (!name)
        return;
    size_t start = open_extension(out, EXT_NAME), list = open_length(out, 2);
    u8(out, 0);
    u16(out, strlen(name));
    phs_buf_puts(out, name);
    close_length(out, list, 2);
    close_length(out, start, 2);
}

static void echoes(struct phs_buf *out, const struct phs_tls_hello *hello) {
    static const uint8_t status[] = {1, 0, 0, 0, 0}, heartbeat[] = {1}, no_renegotiation[] = {0};
    extension(out, EXT_RENEGOTIATION, no_renegotiation, 1);
    extension(out, EXT_EMS, "", 0);
    extension(out, EXT_ETM, "", 0);
    if (!(hello->flags & PHS_HELLO_BY_ID))
        extension(out, EXT_TICKET, hello->ticket.ptr ? hello->ticket.ptr : "", hello->ticket.len);
    extension(out, EXT_STATUS, status, sizeof status);
    extension(out, EXT_SCT, "", 0);
    extension(out, EXT_HEARTBEAT, heartbeat, 1);
}

static void of_tls13(struct phs_buf *out, const struct phs_tls_hello *hello) {
    static const uint8_t versions[] = {2, 3, 4}, modes[] = {1, 1};
    extension(out, EXT_VERSIONS, versions, sizeof versions);
    extension(out, EXT_PSK_MODES, modes, sizeof modes);
    size_t start = open_extension(out, EXT_SHARES), list = open_length(out, 2);
    if (hello->flags & PHS_HELLO_SHARE) {
        u16(out, PHS_GROUP_P256);
        u16(out, sizeof point);
        phs_buf_add(out, point, sizeof point);
    }
    close_length(out, list, 2);
    close_length(out, start, 2);
}

static void pad(struct phs_buf *out, size_t handshake) {
    static const uint8_t zeros[256];
    size_t length = out->len - handshake;
    if (length > 255 && length < 512)
        extension(out, EXT_PADDING, zeros, length < 508 ? 508 - length : 0);
}

static void extensions(struct phs_buf *out, const struct phs_tls_hello *hello, size_t handshake) {
    static const uint8_t formats[] = {1, 0}, web[] = {0, 12, 2, 'h', '2', 8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    size_t start = open_length(out, 2);
    server_name(out, hello->name);
    list_extension(out, EXT_GROUPS, hello->groups);
    if (hello->groups.n && hello->version < PHS_TLS13)
        extension(out, EXT_FORMATS, formats, sizeof formats);
    if (hello->version >= PHS_TLS12)
        list_extension(out, EXT_SIGALGS, hello->sigalgs);
    if (hello->version == PHS_TLS13)
        of_tls13(out, hello);
    else if (hello->flags & PHS_HELLO_ECHOES)
        echoes(out, hello);
    if (hello->flags & PHS_HELLO_ALPN)
        extension(out, EXT_ALPN, web, sizeof web);
    if (!(hello->flags & PHS_HELLO_BARE))
        pad(out, handshake);
    close_length(out, start, 2);
}

static void suites(struct phs_buf *out, const struct phs_tls_hello *hello) {
    size_t start = open_length(out, 2);
    codes_of(out, hello->suites);
    if ((!(hello->flags & PHS_HELLO_ECHOES) || hello->version == PHS_SSL3) && hello->version < PHS_TLS13)
        u16(out, SCSV_RENEGOTIATION);
    if (hello->flags & PHS_HELLO_FALLBACK)
        u16(out, SCSV_FALLBACK);
    close_length(out, start, 2);
}

static void body(struct phs_buf *out, const struct phs_tls_hello *hello) {
    size_t handshake = out->len;
    u8(out, 1);
    size_t start = open_length(out, 3);
    u16(out, hello->version > PHS_TLS12 ? PHS_TLS12 : hello->version);
    phs_buf_add(out, hello->random, 32);
    u8(out, (unsigned)hello->session.len);
    phs_buf_slice(out, hello->session);
    suites(out, hello);
    bool deflate = (hello->flags & PHS_HELLO_DEFLATE) && hello->version < PHS_TLS13;
    u8(out, deflate ? 2 : 1);
    if (deflate)
        u8(out, 1);
    u8(out, 0);
    if (hello->version > PHS_SSL3)
        extensions(out, hello, handshake);
    close_length(out, start, 3);
}

bool phs_tls_hello_write(const struct phs_tls_hello *hello, struct phs_buf *out) {
    if (!hello->suites.n || hello->suites.n > PHS_HELLO_MOST_SUITES || hello->session.len > 32 || hello->ticket.len > 2048 ||
        hello->groups.n > 256 || hello->sigalgs.n > 256 || (hello->name && strlen(hello->name) > 253))
        return false;
    struct phs_buf record;
    phs_buf_init(&record, MOST_BYTES);
    u8(&record, 22);
    u16(&record,
        hello->version > PHS_TLS10 ? PHS_TLS10 : hello->version); /* RFC 8446, 5.1: what old stacks expect of a first record */
    size_t start = open_length(&record, 2);
    body(&record, hello);
    close_length(&record, start, 2);
    bool fits = !record.failed;
    if (fits)
        phs_buf_add(out, record.ptr, record.len);
    phs_buf_done(&record);
    return fits;
}

void phs_ssl2_hello_write(const uint8_t *challenge, struct phs_buf *out) {
    size_t n, length;
    const struct phs_ssl2_kind *kinds = phs_ssl2_kinds(&n);
    length = 9 + 3 * n + 16;
    u16(out, 0x8000 | length);
    u8(out, 1);
    u16(out, 2);
    u16(out, 3 * n);
    u16(out, 0);
    u16(out, 16);
    for (size_t i = 0; i < n; i++) {
        u8(out, kinds[i].id >> 16);
        u16(out, kinds[i].id & 0xffff);
    }
    phs_buf_add(out, challenge, 16);
}
