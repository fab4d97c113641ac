/* SPDX-License-Identifier: Apache-2.0 */
/* Healthy servers behind bad roads: bytes go to a server of the lab and come back late, broken, in part, from another one, or
 * not at all. A CONNECT proxy is one of them. */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "replay.h"

enum { MOST = 1 << 16 };

/* What may happen to the bytes that a server sends. False: the connection ends. */
typedef bool road(int client, uint8_t *bytes, size_t n, size_t before);

static void pause_ms(long ms) {
    const struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static void reset(int fd) {
    const struct linger now = {1, 0};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

static int reach(unsigned port) {
    const struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static void carry(int client, unsigned port, road *way) {
    static uint8_t bytes[MOST];
    int behind = reach(port);
    struct pollfd both[2] = {{client, POLLIN, 0}, {behind, POLLIN, 0}};
    size_t before = 0;
    bool goes_on = behind >= 0;
    while (goes_on && poll(both, 2, -1) > 0) {
        for (int i = 0; i < 2 && goes_on; i++) {
            if (!both[i].revents)
                continue;
            ssize_t n = read(both[i].fd, bytes, sizeof bytes);
            goes_on = n > 0 && (i == 0 ? write_all(behind, bytes, (size_t)n) : way(client, bytes, (size_t)n, before));
            before += i == 1 && n > 0 ? (size_t)n : 0;
        }
    }
    if (behind >= 0)
        close(behind);
}

static bool straight(int client, uint8_t *bytes, size_t n, size_t before) {
    (void)before;
    return write_all(client, bytes, n);
}

/* Every byte for itself, and a pause after it. */
static bool dribbled(int client, uint8_t *bytes, size_t n, size_t before) {
    (void)before;
    for (size_t i = 0; i < n; i++) {
        if (!write_all(client, bytes + i, 1))
            return false;
        pause_ms(1);
    }
    return true;
}

static bool late(int client, uint8_t *bytes, size_t n, size_t before) {
    if (before == 0)
        pause_ms(4200);
    return write_all(client, bytes, n);
}

/* A record stops in its middle, and nothing more comes. */
static bool stalled(int client, uint8_t *bytes, size_t n, size_t before) {
    enum { PASSES = 60 };
    if (before < PASSES)
        write_all(client, bytes, n < PASSES - before ? n : PASSES - before);
    return true;
}

/* One bit of what follows the ServerHello: of the certificate in TLS 1.2, of what is encrypted in TLS 1.3. */
static bool garbled(int client, uint8_t *bytes, size_t n, size_t before) {
    enum { AT = 500 };
    if (before <= AT && AT < before + n)
        bytes[AT - before] ^= 0x10;
    return write_all(client, bytes, n);
}

/* Alerts that say "warning" of what is fatal. */
static bool softened(int client, uint8_t *bytes, size_t n, size_t before) {
    if (before == 0 && n >= 7 && bytes[0] == 21 && bytes[4] == 2)
        bytes[5] = 1;
    return write_all(client, bytes, n);
}

static bool leveled(int client, uint8_t *bytes, size_t n, size_t before) {
    if (before == 0 && n >= 7 && bytes[0] == 21 && bytes[4] == 2)
        bytes[5] = 0x7f;
    return write_all(client, bytes, n);
}

/* What a refusal is on a road with a nervous guard. */
static bool without_alerts(int client, uint8_t *bytes, size_t n, size_t before) {
    if (before == 0 && n >= 1 && bytes[0] == 21) {
        reset(client);
        return false;
    }
    return write_all(client, bytes, n);
}

void relay_dribbled(int fd, const struct server *server) {
    carry(fd, server->backend, dribbled);
}

void relay_late(int fd, const struct server *server) {
    carry(fd, server->backend, late);
}

void relay_stalled(int fd, const struct server *server) {
    carry(fd, server->backend, stalled);
}

void relay_garbled(int fd, const struct server *server) {
    carry(fd, server->backend, garbled);
}

void relay_softened(int fd, const struct server *server) {
    carry(fd, server->backend, softened);
}

void relay_leveled(int fd, const struct server *server) {
    carry(fd, server->backend, leveled);
}

void relay_without_alerts(int fd, const struct server *server) {
    carry(fd, server->backend, without_alerts);
}

/* The first of them pass, then everybody is thrown out. */
static void limited(int fd, const struct server *server, unsigned long most) {
    if (server->connection <= most)
        carry(fd, server->backend, straight);
    else
        reset(fd);
}

void relay_limited_2(int fd, const struct server *server) {
    limited(fd, server, 2);
}

void relay_limited_20(int fd, const struct server *server) {
    limited(fd, server, 20);
}

void relay_straight(int fd, const struct server *server) {
    carry(fd, server->backend, straight);
}

/* Two servers behind one address, of which one is of yesterday. */
void relay_balanced(int fd, const struct server *server) {
    carry(fd, server->connection % 2 ? server->backend : server->other, straight);
}

void relay_balanced_rarely(int fd, const struct server *server) {
    carry(fd, server->connection % 5 ? server->backend : server->other, straight);
}

/* ---- CONNECT */

static bool read_request(int fd, char *text, size_t size) {
    size_t n = 0;
    while (n + 1 < size && read_exactly(fd, text + n, 1)) {
        text[++n] = '\0';
        if (n >= 4 && memcmp(text + n - 4, "\r\n\r\n", 4) == 0)
            return true;
    }
    return false;
}

static void connect_for(int fd, const char *answer, bool goes_on) {
    char request[4096] = "";
    unsigned port = 0;
    if (!read_request(fd, request, sizeof request) || sscanf(request, "CONNECT %*[^:]:%u HTTP/1.1", &port) != 1)
        return;
    if (write_all(fd, answer, strlen(answer)) && goes_on)
        carry(fd, port, straight);
}

static const char agreed[] = "HTTP/1.1 200 Connection established\r\n\r\n";

void proxy_sound(int fd, const struct server *server) {
    (void)server;
    connect_for(fd, agreed, true);
}

void proxy_refuses(int fd, const struct server *server) {
    (void)server;
    connect_for(fd, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", false);
}

void proxy_asks_password(int fd, const struct server *server) {
    (void)server;
    connect_for(fd, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n", false);
}

void proxy_hangs_up(int fd, const struct server *server) {
    (void)server;
    connect_for(fd, "", false);
}

void proxy_babbles(int fd, const struct server *server) {
    (void)server;
    connect_for(fd, "HTTP/1.1 2", false);
}

void proxy_silent(int fd, const struct server *server) {
    (void)server;
    connect_for(fd, "", false);
    pause_ms(600000);
}

/* Some connections, and then no more. */
void proxy_limited(int fd, const struct server *server) {
    if (server->connection <= 8)
        connect_for(fd, agreed, true);
    else
        connect_for(fd, "HTTP/1.1 503 Service Unavailable\r\n\r\n", false);
}
