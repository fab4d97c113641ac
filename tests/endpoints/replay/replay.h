/* SPDX-License-Identifier: Apache-2.0 */
/* Servers that no package speaks any more, or that no honest one is: each answers one connection from a raw socket. */
#ifndef TESTS_ENDPOINTS_REPLAY_H
#define TESTS_ENDPOINTS_REPLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { MOST_RECORD = 1 << 15, MOST_SUITES = 2000 };

struct record {
    uint8_t type;
    uint16_t version;
    size_t n;
    uint8_t bytes[MOST_RECORD];
};

struct hello {
    bool ssl2;        /* of the framing of SSL 2.0 */
    uint16_t version; /* the highest that is offered */
    uint16_t suites[MOST_SUITES];
    size_t suite_count, length; /* of the whole message */
    bool deflate, heartbeat, has_ticket, renegotiation_info, extended_master_secret;
    size_t session_id_length;
    uint8_t session_id[32];
};

/* What a server of RSA key transport says about itself. */
struct manner {
    uint16_t lowest, highest; /* versions: 0x0300 ... 0x0303 */
    const uint16_t *suites;   /* in its order */
    size_t suite_count;
    bool compresses, beats;
    size_t most_length, most_suites; /* it drops larger hellos; 0: takes all */
};

struct server {
    const char *certificate, *key; /* files, DER and PEM */
    unsigned long connection;      /* counts from 1 */
    unsigned backend, other;       /* ports of real servers: a healthy one, and one of yesterday; 0: none */
};

/* False at an end of the connection. */
bool read_exactly(int fd, void *bytes, size_t n);
bool read_record(int fd, struct record *ret_record);
bool read_hello(int fd, struct hello *ret_hello);
bool write_all(int fd, const void *bytes, size_t n);
bool write_alert(int fd, uint16_t version, uint8_t description);
/* ServerHello, Certificate, ServerHelloDone, or an alert, or nothing; the version that was chosen, 0 for none. */
uint16_t answer_hello(int fd, const struct server *server, const struct hello *hello, const struct manner *manner);

/* Its length; 0 when it cannot be read. */
size_t read_certificate(const struct server *server, uint8_t *out, size_t most);

typedef void serve_one(int fd, const struct server *server);
struct personality {
    const char *name;
    serve_one *serve;
    unsigned long leaves_after; /* nobody listens any more after so many connections; 0: it stays */
};
extern const struct personality personalities[];

/* relay.c: roads to a healthy server. */
serve_one relay_straight, relay_dribbled, relay_late, relay_stalled, relay_garbled, relay_softened, relay_leveled,
    relay_without_alerts;
serve_one relay_limited_2, relay_limited_20, relay_balanced, relay_balanced_rarely;
serve_one proxy_sound, proxy_refuses, proxy_asks_password, proxy_hangs_up, proxy_babbles, proxy_silent, proxy_limited;
/* hostile.c */
serve_one reset_always, end_always, echo, warnings, empty_records, many_extensions, huge_chain, garbage_in_certificate,
    no_certificate;
serve_one takes_anything, chooses_nothing;

#endif
