/* SPDX-License-Identifier: Apache-2.0 */
/* What a server answers to a ClientHello, up to the point where keys would be needed, and in TLS 1.3 behind it, where the hello
 * was one of those that sealed.h opens: records are put together to handshake
 * messages with hard bounds, and the messages read. The peer is hostile. */
#ifndef PHS_PARSE_TLS_FLIGHT_H
#define PHS_PARSE_TLS_FLIGHT_H

#include "base/buf.h"
#include "parse/tls/hello.h"
#include "parse/tls/sealed.h"

enum {
    PHS_FLIGHT_MOST_BYTES = 192 << 10,  /* of a whole answer */
    PHS_FLIGHT_MOST_MESSAGE = 128 << 10 /* of one handshake message */
};

enum phs_flight_state {
    PHS_FLIGHT_MORE,   /* nothing is decided yet */
    PHS_FLIGHT_CHOSEN, /* a ServerHello came, and all that follows it in clear */
    PHS_FLIGHT_ALERT,  /* a fatal alert instead */
    PHS_FLIGHT_BROKEN, /* see why */
};

/* What the server's hello echoed: a set of bits. */
enum {
    PHS_ECHO_RENEGOTIATION = 1 << 0,
    PHS_ECHO_EMS = 1 << 1,
    PHS_ECHO_ETM = 1 << 2,
    PHS_ECHO_TICKET = 1 << 3,
    PHS_ECHO_STATUS = 1 << 4,
    PHS_ECHO_SCT = 1 << 5,
    PHS_ECHO_HEARTBEAT = 1 << 6,
    PHS_ECHO_NAME = 1 << 7,
};

struct phs_tls_flight {
    enum phs_flight_state state;
    const char *why;       /* one clause when BROKEN */
    bool not_tls;          /* BROKEN at the very first byte: it speaks something else */
    bool opens;            /* what stands behind a hello of TLS 1.3 is read, too */
    bool has_hello;        /* version, suite ... are set */
    bool retry;            /* it was a HelloRetryRequest */
    uint16_t version;      /* PHS_SSL3 to PHS_TLS13; 2 for SSLv2 */
    uint16_t suite, group; /* group: of the key share or of the key exchange; 0: none */
    uint8_t compression;
    unsigned echoes;
    uint8_t session[32];
    size_t session_len;
    char alpn[16];                 /* "h2"; what is longer or no text is cut to "" */
    uint16_t sigalg;               /* of the ServerKeyExchange of TLS 1.2, or the CertificateVerify of 1.3; 0: none */
    struct phs_slice share;        /* of a hello of TLS 1.3 */
    unsigned dh_bits;              /* of p; 0: no finite field was used */
    struct phs_slice dh_prime;     /* big endian, without leading zeros */
    struct phs_slice certificates; /* the list of a Certificate message, see phs_tls_certificate_next */
    bool extended;                 /* it is one of TLS 1.3 */
    struct phs_slice staple;       /* the OCSPResponse of a CertificateStatus */
    struct phs_slice sct;          /* the list of signed certificate timestamps, when echoed */
    bool certificate_requested, done;
    uint8_t alert_level, alert;
    uint8_t warned; /* the last warning alert, 0: none */
    uint32_t ssl2_kinds[16];
    size_t ssl2_kind_count;
    struct phs_slice ssl2_certificate;
};

struct phs_flight_reader {
    struct phs_buf in;       /* the answer from the first record that is not whole */
    struct phs_buf messages; /* handshake bytes of all records */
    size_t taken, read;      /* bytes of `in` and of `messages` that were looked at */
    size_t total;
    bool ssl2;
    struct phs_buf asked; /* the hello, as a message, where what follows is opened */
    struct phs_sealed *sealed;
    struct phs_tls_flight flight; /* its slices point into this reader */
};

/* ssl2: the hello was one of SSLv2. */
void phs_flight_init(struct phs_flight_reader *reader, bool ssl2);
/* The same for a hello of TLS 1.3, given as its record, with PHS_HELLO_SHARE and PHS_SEALED_SUITE alone. */
void phs_flight_init_open(struct phs_flight_reader *reader, struct phs_slice hello);
void phs_flight_done(struct phs_flight_reader *reader);
/* Bytes as they come; the state afterwards. What comes after a decision is not looked at. */
enum phs_flight_state phs_flight_feed(struct phs_flight_reader *reader, const void *bytes, size_t len);

/* The next DER of a list of certificates, which in TLS 1.3 have extensions; false at its end, or where the list is broken. */
bool phs_tls_certificate_next(struct phs_slice *list, bool extended, struct phs_slice *ret_der);

#endif
