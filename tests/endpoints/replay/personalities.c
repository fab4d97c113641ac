/* SPDX-License-Identifier: Apache-2.0 */
/* The faults, each as small as it can be. None holds a secret: what leaks here is a pattern. */
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "replay.h"

static const uint16_t rsa_suites[] = {0x009d, 0x009c, 0x003d, 0x003c, 0x0035, 0x002f};
static const uint16_t old_suites[] = {0x0035, 0x002f, 0x000a, 0x0005, 0x0004};
#define SUITES(list) (list), sizeof(list) / sizeof *(list)

static const struct manner modern = {0x0303, 0x0303, SUITES(rsa_suites), false, false, 0, 0};

static void pause_ms(long ms) {
    const struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}

/* Reads until the other side has had enough; a server that is patched answers nothing odd. */
static void listen_to_the_end(int fd) {
    char bytes[4096];
    while (read(fd, bytes, sizeof bytes) > 0)
        continue;
}

/* A healthy server of its kind: what follows a hello that it does not expect is an alert. */
static void sound(int fd, const struct server *server) {
    struct hello hello;
    struct record record;
    if (!read_hello(fd, &hello) || !answer_hello(fd, server, &hello, &modern))
        return;
    if (read_record(fd, &record) && record.type != 21)
        write_alert(fd, 0x0303, 10);
}

/* CVE-2014-0160: the length inside the request is believed. */
static void heartbleed(int fd, const struct server *server) {
    struct manner manner = modern;
    struct hello hello;
    struct record record;
    uint16_t version;
    manner.lowest = 0x0301;
    manner.beats = true;
    if (!read_hello(fd, &hello) || !(version = answer_hello(fd, server, &hello, &manner)))
        return;
    while (read_record(fd, &record)) {
        static uint8_t answer[5 + 3 + 16384 + 16];
        size_t claimed = record.n >= 3 ? (size_t)(record.bytes[1] << 8 | record.bytes[2]) : 0;
        if (record.type != 24 || record.bytes[0] != 1 || claimed > 16384)
            continue;
        size_t n = 3 + claimed + 16;
        memset(answer, 0x41, sizeof answer);
        memcpy(answer,
               (uint8_t[]){24, (uint8_t)(version >> 8), (uint8_t)version, (uint8_t)(n >> 8), (uint8_t)n, 2,
                           (uint8_t)(claimed >> 8), (uint8_t)claimed},
               8);
        write_all(fd, answer, 5 + n);
    }
}

/* The same with the bounds check: too long a claim is silently dropped (RFC 6520, 4). */
static void heartbeat_patched(int fd, const struct server *server) {
    struct manner manner = modern;
    struct hello hello;
    manner.beats = true;
    if (read_hello(fd, &hello) && answer_hello(fd, server, &hello, &manner))
        listen_to_the_end(fd);
}

static void crime(int fd, const struct server *server) {
    struct manner manner = modern;
    struct hello hello;
    manner.compresses = true;
    if (read_hello(fd, &hello) && answer_hello(fd, server, &hello, &manner))
        listen_to_the_end(fd);
}

/* Asks the key whether the padding of a ClientKeyExchange is good. */
static bool padding_is_good(const struct server *server, const struct record *record) {
    FILE *in = fopen(server->key, "r");
    EVP_PKEY *key = in ? PEM_read_PrivateKey(in, NULL, NULL, NULL) : NULL;
    EVP_PKEY_CTX *context = key ? EVP_PKEY_CTX_new(key, NULL) : NULL;
    unsigned char secret[512];
    size_t n = sizeof secret, head = 4 + 2;
    bool good = context && record->n > head && EVP_PKEY_decrypt_init(context) == 1 &&
                EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
                EVP_PKEY_decrypt(context, secret, &n, record->bytes + head, record->n - head) == 1 && n == 48;
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(key);
    if (in)
        fclose(in);
    ERR_clear_error();
    return good;
}

/* Answers a ClientKeyExchange, as good or bad as its padding, once the client is through. */
static void key_exchange(int fd, const struct server *server, uint8_t alert_for_bad) {
    struct hello hello;
    struct record record;
    bool good;
    if (!read_hello(fd, &hello) || !answer_hello(fd, server, &hello, &modern) || !read_record(fd, &record))
        return;
    if (record.type != 22 || record.bytes[0] != 16) {
        write_alert(fd, 0x0303, 10);
        return;
    }
    good = padding_is_good(server, &record);
    if (!good && alert_for_bad != 20) {
        write_alert(fd, 0x0303, alert_for_bad);
        return;
    }
    for (int i = 0; i < 2 && read_record(fd, &record); i++) /* ChangeCipherSpec, Finished */
        continue;
    write_alert(fd, 0x0303, 20); /* bad_record_mac: nobody has the keys */
}

static void robot(int fd, const struct server *server) {
    key_exchange(fd, server, 51);
}

static void robot_patched(int fd, const struct server *server) {
    key_exchange(fd, server, 20);
}

/* CVE-2014-0224: the first is taken without a word, and what follows is decrypted with keys that everybody knows. */
static void early_ccs(int fd, const struct server *server) {
    struct manner manner = modern;
    struct hello hello;
    struct record record;
    uint16_t version;
    manner.lowest = 0x0301;
    if (!read_hello(fd, &hello) || !(version = answer_hello(fd, server, &hello, &manner)))
        return;
    for (int taken = 0; read_record(fd, &record);) {
        if (record.type == 20 && taken++ == 0)
            continue;
        write_alert(fd, version, 20);
        return;
    }
}

static void ssl3_only(int fd, const struct server *server) {
    static const struct manner manner = {0x0300, 0x0300, SUITES(old_suites), false, false, 0, 0};
    struct hello hello;
    if (read_hello(fd, &hello) && answer_hello(fd, server, &hello, &manner))
        listen_to_the_end(fd);
}

/* A ServerHello of SSL 2.0 with three kinds of cipher; nothing newer is spoken. */
static void ssl2(int fd, const struct server *server) {
    static const uint8_t specs[] = {1, 0, 0x80, 2, 0, 0x80, 7, 0, 0xc0};
    struct hello hello;
    uint8_t out[4096], certificate[4010];
    size_t n = 0, length;
    FILE *in = fopen(server->certificate, "rb");
    length = in ? fread(certificate, 1, 4000, in) : 0;
    if (in)
        fclose(in);
    if (!read_hello(fd, &hello))
        return;
    if (!hello.ssl2) {
        write_alert(fd, 0x0300, 70);
        return;
    }
    size_t body = 11 + length + sizeof specs + 16;
    const uint8_t head[] = {(uint8_t)(0x80 | body >> 8),
                            (uint8_t)body,
                            4,
                            0,
                            1,
                            0,
                            2,
                            (uint8_t)(length >> 8),
                            (uint8_t)length,
                            0,
                            sizeof specs,
                            0,
                            16};
    memcpy(out, head, sizeof head);
    n = sizeof head;
    memcpy(out + n, certificate, length);
    n += length;
    memcpy(out + n, specs, sizeof specs);
    n += sizeof specs;
    memset(out + n, 0x5a, 16);
    write_all(fd, out, n + 16);
    listen_to_the_end(fd);
}

/* As some load balancers: hellos of 256 bytes and more, or of more than 127 suites, are dropped. */
static void intolerant_size(int fd, const struct server *server) {
    struct manner manner = modern;
    struct hello hello;
    manner.most_length = 255;
    if (read_hello(fd, &hello) && answer_hello(fd, server, &hello, &manner))
        listen_to_the_end(fd);
}

static void intolerant_count(int fd, const struct server *server) {
    struct manner manner = modern;
    struct hello hello;
    manner.most_suites = 127;
    if (read_hello(fd, &hello) && answer_hello(fd, server, &hello, &manner))
        listen_to_the_end(fd);
}

/* A byte every half a second, for ever. */
static void tarpit(int fd, const struct server *server) {
    (void)server;
    const uint8_t record[] = {22, 3, 3, 0x40, 0, 2, 0, 0x3f, 0xfc, 3, 3};
    for (size_t i = 0; write_all(fd, &record[i < sizeof record ? i : 5], 1); i++)
        pause_ms(500);
}

static void half_open(int fd, const struct server *server) {
    (void)fd, (void)server;
    pause_ms(600000);
}

/* The first few are served, then everybody is thrown out: by a reset, or by an end. */
static void limited(int fd, const struct server *server, unsigned long most, bool reset) {
    const struct linger now = {1, 0};
    if (server->connection <= most) {
        sound(fd, server);
        return;
    }
    if (reset)
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

static void limiter_reset(int fd, const struct server *server) {
    limited(fd, server, 6, true);
}

static void limiter_end(int fd, const struct server *server) {
    limited(fd, server, 6, false);
}

static void garbage(int fd, const struct server *server) {
    uint8_t bytes[2048];
    uint32_t state = 1u + (uint32_t)server->connection;
    for (size_t i = 0; i < sizeof bytes; i++) {
        state = state * 1664525u + 1013904223u;
        bytes[i] = (uint8_t)(state >> 24);
    }
    bytes[0] = 22; /* looks like a record at first */
    write_all(fd, bytes, sizeof bytes);
}

/* CVE-2016-9244: a short session id beside a ticket comes back as 32 bytes. The ticket itself is OpenSSL's. */
static void ticketbleed(int fd, const struct server *server) {
    uint8_t peeked[4096];
    ssize_t n = recv(fd, peeked, sizeof peeked, MSG_PEEK);
    if (n > 45 && peeked[0] == 22 && peeked[43] > 0 && peeked[43] < 32) {
        struct hello hello;
        uint8_t out[5 + 4 + 38 + 32] = {22, 3, 3, 0, 4 + 38 + 32, 2, 0, 0, 38 + 32, 3, 3};
        if (!read_hello(fd, &hello))
            return;
        out[43] = 32;
        memset(out + 44, 0x42, 32);
        memcpy(out + 44, hello.session_id, hello.session_id_length);
        out[76] = 0x00, out[77] = 0x9c, out[78] = 0;
        write_all(fd, out, sizeof out);
        listen_to_the_end(fd);
        return;
    }
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_use_certificate_file(context, server->certificate, SSL_FILETYPE_ASN1);
    SSL_CTX_use_PrivateKey_file(context, server->key, SSL_FILETYPE_PEM);
    SSL *ssl = SSL_new(context);
    SSL_set_fd(ssl, fd);
    if (SSL_accept(ssl) == 1) {
        char request[1024];
        static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        if (SSL_read(ssl, request, sizeof request) > 0)
            SSL_write(ssl, answer, sizeof answer - 1);
        SSL_shutdown(ssl);
    }
    SSL_free(ssl);
    SSL_CTX_free(context);
}

const struct personality personalities[] = {
    {"sound", sound, 0},
    {"heartbleed", heartbleed, 0},
    {"heartbeat-patched", heartbeat_patched, 0},
    {"crime", crime, 0},
    {"robot", robot, 0},
    {"robot-patched", robot_patched, 0},
    {"early-ccs", early_ccs, 0},
    {"ssl3-only", ssl3_only, 0},
    {"ssl2", ssl2, 0},
    {"intolerant-size", intolerant_size, 0},
    {"intolerant-count", intolerant_count, 0},
    {"tarpit", tarpit, 0},
    {"half-open", half_open, 0},
    {"limiter-reset", limiter_reset, 0},
    {"limiter-end", limiter_end, 0},
    {"garbage", garbage, 0},
    {"ticketbleed", ticketbleed, 0},
    {"relay", relay_straight, 0},
    {"relay-dribbled", relay_dribbled, 0},
    {"relay-late", relay_late, 0},
    {"relay-stalled", relay_stalled, 0},
    {"relay-garbled", relay_garbled, 0},
    {"relay-softened", relay_softened, 0},
    {"relay-leveled", relay_leveled, 0},
    {"relay-without-alerts", relay_without_alerts, 0},
    {"relay-limited-2", relay_limited_2, 0},
    {"relay-limited-20", relay_limited_20, 0},
    {"relay-balanced", relay_balanced, 0},
    {"relay-balanced-rarely", relay_balanced_rarely, 0},
    {"relay-gone-1", relay_straight, 1},
    {"relay-gone-4", relay_straight, 4},
    {"relay-gone-15", relay_straight, 15},
    {"proxy", proxy_sound, 0},
    {"proxy-refuses", proxy_refuses, 0},
    {"proxy-asks-password", proxy_asks_password, 0},
    {"proxy-hangs-up", proxy_hangs_up, 0},
    {"proxy-babbles", proxy_babbles, 0},
    {"proxy-silent", proxy_silent, 0},
    {"proxy-limited", proxy_limited, 0},
    {"reset-always", reset_always, 0},
    {"end-always", end_always, 0},
    {"echo", echo, 0},
    {"warnings", warnings, 0},
    {"empty-records", empty_records, 0},
    {"many-extensions", many_extensions, 0},
    {"huge-chain", huge_chain, 0},
    {"garbage-in-certificate", garbage_in_certificate, 0},
    {"no-certificate", no_certificate, 0},
    {"takes-anything", takes_anything, 0},
    {"chooses-nothing", chooses_nothing, 0},
    {NULL, NULL, 0},
};
