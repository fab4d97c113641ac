/* SPDX-License-Identifier: Apache-2.0 */
/* Records and ClientHellos as they come, and the plain answer of a server with an RSA key. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "replay.h"

bool read_exactly(int fd, void *bytes, size_t n) {
    uint8_t *at = bytes;
    while (n > 0) {
        ssize_t got = read(fd, at, n);
        if (got <= 0)
            return false;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

bool write_all(int fd, const void *bytes, size_t n) {
    const uint8_t *at = bytes;
    while (n > 0) {
        ssize_t put = send(fd, at, n, MSG_NOSIGNAL);
        if (put <= 0)
            return false;
        at += put;
        n -= (size_t)put;
    }
    return true;
}

static uint16_t u16(const uint8_t *at) {
    return (uint16_t)(at[0] << 8 | at[1]);
}

bool read_record(int fd, struct record *ret_record) {
    uint8_t head[5];
    if (!read_exactly(fd, head, 5))
        return false;
    ret_record->type = head[0];
    ret_record->version = u16(head + 1);
    ret_record->n = u16(head + 3);
    return ret_record->n <= MOST_RECORD && read_exactly(fd, ret_record->bytes, ret_record->n);
}

static void note_extension(struct hello *hello, uint16_t type, const uint8_t *body, size_t n) {
    hello->heartbeat |= type == 15;
    hello->extended_master_secret |= type == 23;
    hello->has_ticket |= type == 35 && n > 0;
    hello->renegotiation_info |= type == 0xff01;
    for (size_t i = 1; type == 43 && i + 1 < n; i += 2) /* supported_versions: the highest that we may speak */
        if (u16(body + i) <= 0x0303 && u16(body + i) > hello->version)
            hello->version = u16(body + i);
}

static void read_extensions(const uint8_t *at, size_t n, struct hello *hello) {
    while (n >= 4 && (size_t)u16(at + 2) + 4 <= n) {
        size_t len = u16(at + 2);
        note_extension(hello, u16(at), at + 4, len);
        at += 4 + len;
        n -= 4 + len;
    }
}

static bool read_body(const uint8_t *at, size_t n, struct hello *hello) {
    size_t p = 34, len;
    if (n < p + 1 || at[p] > 32 || n < p + 1 + at[p] + 2)
        return false;
    hello->version = u16(at);
    hello->session_id_length = at[p];
    memcpy(hello->session_id, at + p + 1, at[p]);
    p += 1u + at[p];
    len = u16(at + p);
    p += 2;
    if (p + len + 1 > n)
        return false;
    for (size_t i = 0; i + 1 < len && hello->suite_count < MOST_SUITES; i += 2)
        hello->suites[hello->suite_count++] = u16(at + p + i);
    p += len;
    len = at[p++];
    if (p + len > n)
        return false;
    hello->deflate = memchr(at + p, 1, len) != NULL;
    p += len;
    if (p + 2 <= n)
        read_extensions(at + p + 2, n - p - 2, hello);
    return true;
}

static bool read_ssl2_hello(int fd, const uint8_t head[5], struct hello *hello) {
    uint8_t body[4096];
    size_t n = (size_t)(head[0] & 0x7f) << 8 | head[1];
    hello->ssl2 = true;
    hello->version = u16(head + 3);
    return n >= 3 && n - 3 <= sizeof body && read_exactly(fd, body, n - 3);
}

bool read_hello(int fd, struct hello *ret_hello) {
    static struct record record; /* one connection a process */
    static uint8_t message[MOST_RECORD];
    uint8_t head[5];
    size_t n = 0, want = 4;
    memset(ret_hello, 0, sizeof *ret_hello);
    if (!read_exactly(fd, head, 5))
        return false;
    if (head[0] & 0x80 && head[2] == 1)
        return read_ssl2_hello(fd, head, ret_hello);
    record.n = u16(head + 3);
    if (head[0] != 22 || record.n > MOST_RECORD || !read_exactly(fd, record.bytes, record.n))
        return false;
    for (;;) {
        if (n + record.n > sizeof message)
            return false;
        memcpy(message + n, record.bytes, record.n);
        n += record.n;
        if (n >= 4)
            want = 4 + ((size_t)message[1] << 16 | (size_t)message[2] << 8 | message[3]);
        if (n >= want)
            break;
        if (!read_record(fd, &record) || record.type != 22)
            return false;
    }
    ret_hello->length = want;
    return message[0] == 1 && read_body(message + 4, want - 4, ret_hello);
}

bool write_alert(int fd, uint16_t version, uint8_t description) {
    const uint8_t alert[7] = {21, (uint8_t)(version >> 8), (uint8_t)version, 0, 2, 2, description};
    return write_all(fd, alert, sizeof alert);
}

static size_t put_handshake(uint8_t *at, uint16_t version, uint8_t type, const uint8_t *body, size_t n) {
    const uint8_t head[9] = {22,
                             (uint8_t)(version >> 8),
                             (uint8_t)version,
                             (uint8_t)((n + 4) >> 8),
                             (uint8_t)(n + 4),
                             type,
                             (uint8_t)(n >> 16),
                             (uint8_t)(n >> 8),
                             (uint8_t)n};
    memcpy(at, head, sizeof head);
    memcpy(at + sizeof head, body, n);
    return sizeof head + n;
}

static size_t server_hello(uint8_t *out, uint16_t version, uint16_t suite, const struct hello *hello,
                           const struct manner *manner) {
    uint8_t extensions[32];
    size_t n = 0, e = 0;
    out[n++] = (uint8_t)(version >> 8);
    out[n++] = (uint8_t)version;
    memset(out + n, 0x5a, 32);
    n += 32;
    out[n++] = 0; /* no session id */
    out[n++] = (uint8_t)(suite >> 8);
    out[n++] = (uint8_t)suite;
    out[n++] = manner->compresses && hello->deflate;
    if (hello->renegotiation_info && version > 0x0300) {
        memcpy(extensions + e, "\xff\x01\0\1\0", 5);
        e += 5;
    }
    if (manner->beats && hello->heartbeat) {
        memcpy(extensions + e, "\0\x0f\0\1\1", 5);
        e += 5;
    }
    if (e) {
        out[n++] = 0;
        out[n++] = (uint8_t)e;
        memcpy(out + n, extensions, e);
        n += e;
    }
    return n;
}

size_t read_certificate(const struct server *server, uint8_t *out, size_t most) {
    FILE *in = fopen(server->certificate, "rb");
    size_t n = in ? fread(out, 1, most, in) : 0;
    if (in)
        fclose(in);
    return n;
}

static size_t certificate_message(const struct server *server, uint8_t *out) {
    size_t n = read_certificate(server, out + 6, 4000);
    out[0] = 0, out[1] = (uint8_t)((n + 3) >> 8), out[2] = (uint8_t)(n + 3);
    out[3] = 0, out[4] = (uint8_t)(n >> 8), out[5] = (uint8_t)n;
    return n + 6;
}

static uint16_t choose(const struct hello *hello, const struct manner *manner) {
    for (size_t i = 0; i < manner->suite_count; i++)
        for (size_t k = 0; k < hello->suite_count; k++)
            if (manner->suites[i] == hello->suites[k])
                return manner->suites[i];
    return 0;
}

uint16_t answer_hello(int fd, const struct server *server, const struct hello *hello, const struct manner *manner) {
    static uint8_t flight[8192];
    uint8_t body[4096];
    uint16_t version = hello->version < manner->highest ? hello->version : manner->highest, suite = choose(hello, manner);
    size_t n = 0;
    if ((manner->most_length && hello->length > manner->most_length) ||
        (manner->most_suites && hello->suite_count > manner->most_suites))
        return 0;
    if (hello->ssl2 || version < manner->lowest || !suite) {
        write_alert(fd, version < 0x0300 ? 0x0300 : version, hello->ssl2 || version < manner->lowest ? 70 : 40);
        return 0;
    }
    n += put_handshake(flight + n, version, 2, body, server_hello(body, version, suite, hello, manner));
    n += put_handshake(flight + n, version, 11, body, certificate_message(server, body));
    n += put_handshake(flight + n, version, 14, body, 0);
    return write_all(fd, flight, n) ? version : 0;
}
