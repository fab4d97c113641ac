/* SPDX-License-Identifier: Apache-2.0 */
/* The engine against servers in this process that drop, limit, lie and babble: what it may claim, and that it ends. */
#include <arpa/inet.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "collect/tls/engine.h"
#include "tests/unit/collect/collecting.h"

TestSuite(tls_engine, .init = open_graph, .fini = close_graph, .timeout = 60);

#define Y PHS_YES
#define N PHS_NO
#define M PHS_MAYBE

enum manner {
    SOUND,  /* refuses with an alert */
    DROPS,  /* closes where it should refuse */
    RESETS, /* the same, with a reset */
    LIMITS, /* after some connections nothing passes any more */
    FLAKY,  /* every third connection is closed, whatever is asked */
    GARBAGE,
    GIANT, /* announces more than any record holds */
    CUT,   /* leaves in the middle of a record */
    CLEAR, /* speaks HTTP */
    LIES,  /* chooses what was not offered */
};

static const uint16_t accepted[] = {0xc02f, 0xc030, 0x009c, 0x0035, 0x000a};

struct server {
    enum manner manner;
    int listener, pass; /* LIMITS: how many connections pass */
    int connections;
    unsigned port;
};

/* The suite that both want, or 0; of SSLv2 and of versions below 1.2 nothing is wanted. */
static uint16_t choose(const uint8_t *hello, ssize_t n) {
    if (n < 50 || hello[0] != 22 || hello[9] != 3 || hello[10] != 3)
        return 0;
    size_t at = 44 + hello[43], count = (size_t)hello[at] << 8 | hello[at + 1];
    for (size_t i = 0; i + 1 < count && at + 2 + i + 1 < (size_t)n; i += 2)
        for (size_t k = 0; k < sizeof accepted / sizeof *accepted; k++)
            if ((hello[at + 2 + i] << 8 | hello[at + 3 + i]) == accepted[k])
                return accepted[k];
    return 0;
}

static void say_hello(int fd, uint16_t suite) {
    uint8_t flight[5 + 42 + 4] = {22, 3, 3, 0, 46, 2, 0, 0, 38, 3, 3};
    flight[44] = (uint8_t)(suite >> 8);
    flight[45] = (uint8_t)suite;
    flight[47] = 14;
    send(fd, flight, sizeof flight, MSG_NOSIGNAL);
}

static void reset(int fd) {
    struct linger now = {1, 0};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

static void serve_one(struct server *server, int fd) {
    uint8_t hello[4096];
    ssize_t n = recv(fd, hello, sizeof hello, 0);
    uint16_t suite = n > 0 ? choose(hello, n) : 0;
    server->connections++;
    if ((server->manner == LIMITS && server->connections > server->pass) ||
        (server->manner == FLAKY && server->connections % 3 == 0))
        return;
    if (server->manner == GARBAGE)
        send(fd, "\x16\x03\x03\0\x04\xff\xff\xff\xff", 9, MSG_NOSIGNAL);
    else if (server->manner == GIANT)
        send(fd, "\x16\x03\x03\xff\xff\x02\xff\xff\xff", 9, MSG_NOSIGNAL);
    else if (server->manner == CUT)
        send(fd, "\x16\x03\x03\0\x40\x02\0\0", 8, MSG_NOSIGNAL);
    else if (server->manner == CLEAR)
        send(fd, "HTTP/1.1 400 Bad Request\r\n\r\n", 28, MSG_NOSIGNAL);
    else if (suite)
        say_hello(fd, server->manner == LIES ? 0xc02b : suite);
    else if (server->manner == RESETS)
        reset(fd);
    else if (server->manner != DROPS)
        send(fd, "\x15\x03\x03\0\x02\x02\x28", 7, MSG_NOSIGNAL);
}

static void *serve(void *argument) {
    struct server *server = argument;
    for (int fd; (fd = accept(server->listener, NULL, NULL)) >= 0; close(fd))
        serve_one(server, fd);
    return NULL;
}

static void start(struct server *server) {
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof here;
    pthread_t thread;
    server->listener = socket(AF_INET, SOCK_STREAM, 0);
    cr_assert_eq(bind(server->listener, (struct sockaddr *)&here, sizeof here), 0);
    cr_assert_eq(listen(server->listener, 64), 0);
    getsockname(server->listener, (struct sockaddr *)&here, &size);
    server->port = ntohs(here.sin_port);
    pthread_create(&thread, NULL, serve, server);
    pthread_detach(thread);
}

/* What outlives the endpoint's arena. */
struct seen {
    enum phs_tri tls, ssl2, ssl3, tls12, tls13, all_suites;
    size_t suites;
    char unread[200], partly[200];
};

static void keep(void *user, size_t order, const struct phs_tls_facts *facts) {
    struct seen *seen = &((struct seen *)user)[order];
    const struct phs_tls_version_facts *tls12 = &facts->versions[PHS_TLS_1_2];
    *seen = (struct seen){.tls = facts->tls.is,
                          .ssl2 = facts->versions[PHS_SSL_2].accepted.is,
                          .ssl3 = facts->versions[PHS_SSL_3].accepted.is,
                          .tls12 = tls12->accepted.is,
                          .tls13 = facts->versions[PHS_TLS_1_3].accepted.is,
                          .all_suites = tls12->suites.all.is,
                          .suites = tls12->suites.names.n};
    snprintf(seen->unread, sizeof seen->unread, "%s", facts->unread ? facts->unread : "");
    snprintf(seen->partly, sizeof seen->partly, "%s", facts->partly ? facts->partly : "");
}

static struct seen asked(struct server *server, enum phs_tls_mode mode, const volatile int *stop) {
    struct phs_tls_address address;
    struct phs_trust trust = phs_trust_open(arena, NULL);
    struct phs_err err;
    struct seen seen = {0};
    start(server);
    cr_assert_eq(phs_tls_address_parse(arena, phs_printf(arena, "tls://127.0.0.1:%u", server->port), &address, &err), PHS_OK);
    struct phs_engine_order order = {.address = &address, .trust = &trust, .mode = mode};
    phs_engine_run(&order, 1, 1772323200, stop, keep, &seen);
    shutdown(server->listener, SHUT_RDWR);
    return seen;
}

Test(tls_engine, claims_what_answers_prove_and_nothing_else) {
    static const struct {
        const char *scenario;
        enum manner manner;
        enum phs_tri tls, ssl3, tls12, tls13, all_suites;
        size_t suites;
    } rows[] = {
        {"garbage", GARBAGE, M, M, M, M, M, 0},
        {"a record longer than any", GIANT, M, M, M, M, M, 0},
        {"a record cut short", CUT, M, M, M, M, M, 0},
        {"HTTP on the port", CLEAR, N, M, M, M, M, 0},
        {"alerts", SOUND, Y, N, Y, N, Y, 5},
        {"closes where it should refuse", DROPS, Y, N, Y, N, Y, 5},
        {"resets where it should refuse", RESETS, Y, N, Y, N, Y, 5},
        {"drops every third connection", FLAKY, Y, N, Y, N, Y, 5},
        {"chooses what was not offered", LIES, Y, N, Y, N, M, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct server server = {.manner = rows[i].manner};
        struct seen seen = asked(&server, PHS_TLS_DEFAULT, NULL);
        cr_expect_eq(seen.tls, rows[i].tls, "%s: tls is %s", rows[i].scenario, phs_tri_name(seen.tls));
        cr_expect_eq(seen.ssl3, rows[i].ssl3, "%s: SSLv3 is %s", rows[i].scenario, phs_tri_name(seen.ssl3));
        cr_expect_eq(seen.tls12, rows[i].tls12, "%s: TLS 1.2 is %s (%s)", rows[i].scenario, phs_tri_name(seen.tls12),
                     seen.partly);
        cr_expect_eq(seen.tls13, rows[i].tls13, "%s: TLS 1.3 is %s", rows[i].scenario, phs_tri_name(seen.tls13));
        cr_expect_eq(seen.all_suites, rows[i].all_suites, "%s: all suites is %s", rows[i].scenario,
                     phs_tri_name(seen.all_suites));
        cr_expect_eq(seen.suites, rows[i].suites, "%s: %zu suites", rows[i].scenario, seen.suites);
        cr_expect(seen.tls != PHS_MAYBE || *seen.unread, "%s: nothing is said", rows[i].scenario);
    }
}

Test(tls_engine, takes_no_drop_of_a_rate_limiter_for_a_refusal) {
    for (int pass = 1; pass <= 12; pass += 3) {
        struct server server = {.manner = LIMITS, .pass = pass};
        struct seen seen = asked(&server, PHS_TLS_DEFAULT, NULL);
        cr_expect_neq(seen.all_suites, PHS_YES, "after %d connections all suites are called known", pass);
        cr_expect(*seen.partly || *seen.unread, "after %d connections nothing is said", pass);
        cr_expect(seen.tls12 != PHS_NO, "after %d connections TLS 1.2 is called refused", pass);
    }
}

Test(tls_engine, leaves_a_dead_limiter_soon) {
    struct server server = {.manner = LIMITS, .pass = 8};
    asked(&server, PHS_TLS_DEFAULT, NULL);
    cr_expect_leq(server.connections, 40, "%d connections to a server that drops them", server.connections);
}

Test(tls_engine, makes_few_connections_in_gate_mode) {
    struct server server = {.manner = SOUND};
    struct seen seen = asked(&server, PHS_TLS_GATE, NULL);
    cr_expect_leq(server.connections, 5, "%d", server.connections);
    cr_expect_eq(seen.tls12, PHS_YES);
    cr_expect_eq(seen.ssl3, PHS_NO);
}

Test(tls_engine, asks_nobody_once_it_was_stopped) {
    static const volatile int stop = 1;
    struct server server = {.manner = SOUND};
    struct seen seen = asked(&server, PHS_TLS_DEFAULT, &stop);
    cr_expect_eq(seen.tls, PHS_MAYBE);
    cr_expect(strstr(seen.unread, "stopped"), "%s", seen.unread);
}
