/* SPDX-License-Identifier: Apache-2.0 */
/* Servers that lie, flood or fall silent. Each begins like a healthy one. */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "replay.h"

static const uint16_t suites[] = {0x009d, 0x009c, 0x003d, 0x003c, 0x0035, 0x002f};
static const struct manner modern = {0x0303, 0x0303, suites, sizeof suites / sizeof *suites, false, false, 0, 0};

static void listen_to_the_end(int fd) {
    char bytes[4096];
    while (read(fd, bytes, sizeof bytes) > 0)
        continue;
}

static bool hears_hello(int fd) {
    struct hello hello;
    return read_hello(fd, &hello);
}

void reset_always(int fd, const struct server *server) {
    const struct linger now = {1, 0};
    (void)server;
    hears_hello(fd);
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

void end_always(int fd, const struct server *server) {
    (void)server;
    hears_hello(fd);
}

/* What came goes back: the echo service of old. */
void echo(int fd, const struct server *server) {
    char bytes[4096];
    (void)server;
    for (ssize_t n; (n = read(fd, bytes, sizeof bytes)) > 0;)
        if (!write_all(fd, bytes, (size_t)n))
            return;
}

/* Warnings without end. */
void warnings(int fd, const struct server *server) {
    (void)server;
    if (hears_hello(fd))
        while (write_all(fd, "\x15\x03\x03\0\x02\x01\x70", 7))
            continue;
}

/* Records that hold nothing, without end. */
void empty_records(int fd, const struct server *server) {
    (void)server;
    if (hears_hello(fd))
        while (write_all(fd, "\x16\x03\x03\0\0", 5))
            continue;
}

static void put_record(int fd, const uint8_t *bytes, size_t n) {
    enum { LARGEST = 16384 };
    for (size_t at = 0; at < n; at += LARGEST) {
        size_t part = n - at < LARGEST ? n - at : LARGEST;
        const uint8_t head[] = {22, 3, 3, (uint8_t)(part >> 8), (uint8_t)part};
        write_all(fd, head, sizeof head);
        write_all(fd, bytes + at, part);
    }
}

static size_t put_head(uint8_t *at, uint8_t type, size_t n) {
    const uint8_t head[] = {type, (uint8_t)(n >> 16), (uint8_t)(n >> 8), (uint8_t)n};
    memcpy(at, head, sizeof head);
    return sizeof head;
}

static size_t put_hello(uint8_t *at, uint16_t suite, size_t extensions) {
    size_t n = put_head(at, 2, 38 + (extensions ? 2 + extensions : 0));
    at[n++] = 3, at[n++] = 3;
    memset(at + n, 0x5a, 32);
    n += 32;
    at[n++] = 0, at[n++] = (uint8_t)(suite >> 8), at[n++] = (uint8_t)suite, at[n++] = 0;
    if (extensions)
        at[n++] = (uint8_t)(extensions >> 8), at[n++] = (uint8_t)extensions;
    return n;
}

static uint16_t first_of(const struct hello *hello) {
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        for (size_t k = 0; k < hello->suite_count; k++)
            if (suites[i] == hello->suites[k])
                return suites[i];
    return 0;
}

/* A hello of TLS 1.2 that has a suite of ours; 0 after an alert. */
static uint16_t wants(int fd) {
    struct hello hello;
    if (!read_hello(fd, &hello))
        return 0;
    uint16_t suite = hello.ssl2 || hello.version < 0x0303 ? 0 : first_of(&hello);
    if (!suite)
        write_alert(fd, 0x0303, hello.version < 0x0303 ? 70 : 40);
    return suite;
}

/* A hello with 64 kB of extensions that nobody knows. */
void many_extensions(int fd, const struct server *server) {
    enum { EACH = 1000, COUNT = 64 };
    static uint8_t out[1 << 17];
    uint16_t suite = wants(fd);
    (void)server;
    if (!suite)
        return;
    size_t n = put_hello(out, suite, (size_t)COUNT * (4 + EACH));
    for (int i = 0; i < COUNT; i++, n += 4 + EACH) {
        out[n] = 0x55, out[n + 1] = (uint8_t)i, out[n + 2] = EACH >> 8, out[n + 3] = EACH & 0xff;
        memset(out + n + 4, i, EACH);
    }
    n += put_head(out + n, 14, 0);
    put_record(fd, out, n);
    listen_to_the_end(fd);
}

static size_t put_chain(uint8_t *out, const uint8_t *certificate, size_t length, size_t copies) {
    size_t n = put_head(out, 11, 3 + copies * (3 + length)), list = copies * (3 + length);
    out[n++] = (uint8_t)(list >> 16), out[n++] = (uint8_t)(list >> 8), out[n++] = (uint8_t)list;
    for (size_t i = 0; i < copies; i++, n += length) {
        out[n++] = 0, out[n++] = (uint8_t)(length >> 8), out[n++] = (uint8_t)length;
        memcpy(out + n, certificate, length);
    }
    return n;
}

static void show(int fd, const uint8_t *certificate, size_t length, size_t copies) {
    static uint8_t out[1 << 19];
    uint16_t suite = wants(fd);
    if (!suite)
        return;
    size_t n = put_hello(out, suite, 0);
    n += put_chain(out + n, certificate, length, copies);
    n += put_head(out + n, 14, 0);
    put_record(fd, out, n);
    listen_to_the_end(fd);
}

/* The same certificate 300 times. */
void huge_chain(int fd, const struct server *server) {
    uint8_t certificate[1400];
    size_t length = read_certificate(server, certificate, sizeof certificate);
    show(fd, certificate, length, 300);
}

/* Noise where the names should be. */
void garbage_in_certificate(int fd, const struct server *server) {
    uint8_t certificate[1400];
    size_t length = read_certificate(server, certificate, sizeof certificate);
    for (size_t i = length / 3; i < length / 3 + 64 && i < length; i++)
        certificate[i] = (uint8_t)(i * 37);
    show(fd, certificate, length, 1);
}

/* The chain holds no certificate at all. */
void no_certificate(int fd, const struct server *server) {
    (void)server;
    show(fd, (const uint8_t *)"", 0, 0);
}

/* It takes whatever is first: a trap for scanners, or a server without any rule. */
void takes_anything(int fd, const struct server *server) {
    struct hello hello;
    struct manner manner = modern;
    if (!read_hello(fd, &hello) || hello.ssl2 || !hello.suite_count)
        return;
    const uint16_t one[] = {hello.suites[0]};
    manner.lowest = 0x0300;
    manner.suites = one;
    manner.suite_count = 1;
    if (answer_hello(fd, server, &hello, &manner))
        listen_to_the_end(fd);
}

/* It chooses a suite that means nothing. */
void chooses_nothing(int fd, const struct server *server) {
    uint8_t out[128];
    (void)server;
    if (!wants(fd))
        return;
    size_t n = put_hello(out, 0, 0);
    n += put_head(out + n, 14, 0);
    put_record(fd, out, n);
    listen_to_the_end(fd);
}
