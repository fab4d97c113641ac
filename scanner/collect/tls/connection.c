/* SPDX-License-Identifier: Apache-2.0 */
/* The socket of one connection: reach, read, write, wait. Every wait has a deadline; what the peer may make us keep is bounded
 * by the parsers. MSG_NOSIGNAL, because a peer may leave at any time. */
#include <errno.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"
#include "collect/tls/connection_parts.h"

enum { CONNECT_MS = 3000, MOST_PROXY_BYTES = 16 << 10 };

size_t *phs_connection_seat(struct phs_connection *connection) {
    return &connection->seat;
}

bool phs_connection_is_closed(const struct phs_connection *connection) {
    return connection->closed;
}

bool phs_connection_is_heavy(const struct phs_connection *connection) {
    return connection->chain->ask.kind == PHS_ASK_FULL;
}

struct phs_endpoint *phs_connection_endpoint(struct phs_connection *connection) {
    return connection->endpoint;
}

int64_t phs_connection_deadline(const struct phs_connection *connection) {
    return connection->deadline;
}

void phs_connection_wait(struct phs_connection *c, int64_t most_ms) {
    int64_t until = phs_clock_ms() + most_ms;
    c->deadline = until < c->endpoint->deadline ? until : c->endpoint->deadline;
}

void phs_connection_free(struct phs_connection *c) {
    phs_buf_done(&c->out);
    phs_buf_done(&c->plain);
    phs_buf_done(&c->from_proxy);
    if (c->reading)
        phs_flight_done(&c->reader);
    if (c->http)
        phs_http_talk_free(c->http);
    if (c->full_is_open)
        phs_full_close(&c->full);
    phs_arena_free(c->arena);
    free(c);
}

/* The answer first, while what it points to is there; the rest goes when the loop is through with its events. */
void phs_connection_answer(struct phs_connection *c, struct phs_reply *reply) {
    struct phs_endpoint *endpoint = c->endpoint;
    if (c->closed)
        return;
    c->closed = true;
    if (endpoint->held == c)
        endpoint->held = NULL;
    if (reply->why)
        reply->why = phs_strdup(endpoint->arena, reply->why);
    if (reply->start.why)
        reply->start.why = phs_strdup(endpoint->arena, reply->start.why);
    phs_lanes_answer(endpoint, c->chain, reply);
    phs_engine_remove(endpoint->engine, c);
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
    phs_lanes_pump(endpoint);
}

void phs_connection_end(struct phs_connection *c, enum phs_reply_end how, const char *why) {
    struct phs_reply reply = {.end = how, .why = why};
    phs_connection_answer(c, &reply);
}

static void want(struct phs_connection *c) {
    uint32_t events = c->held ? 0 : EPOLLIN | (c->stage == PHS_STAGE_CONNECTING || c->sent < c->out.len ? EPOLLOUT : 0u);
    if (events != c->events && c->fd >= 0 && !c->closed) {
        c->events = events;
        phs_engine_modify(c->endpoint->engine, c, c->fd, events);
    }
}

/* As much as the socket takes. A peer that refuses to read may still have said something: its words are heard before its end.
 */
void phs_connection_flush(struct phs_connection *c) {
    while (c->sent < c->out.len) {
        ssize_t n = send(c->fd, c->out.ptr + c->sent, c->out.len - c->sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
            c->sent = c->out.len;
        if (n < 0)
            break;
        c->sent += (size_t)n;
    }
    if (c->sent == c->out.len) {
        phs_buf_clear(&c->out);
        c->sent = 0;
    }
}

static const char *connect_words(const struct phs_endpoint *endpoint, int number) {
    if (endpoint->proxy)
        return "the proxy cannot be reached";
    switch (number) {
    case ECONNREFUSED:
        return "the connection was refused";
    case ENETUNREACH:
    case EHOSTUNREACH:
        return "there is no route to it";
    case ETIMEDOUT:
        return "it does not answer";
    default:
        return "the connection failed";
    }
}

/* Of a proxy's absence nothing follows for what is behind it. */
static bool is_absent(const struct phs_endpoint *endpoint, int number) {
    return !endpoint->proxy && (number == ECONNREFUSED || number == ENETUNREACH);
}

static void connected(struct phs_connection *c) {
    int number = 0;
    socklen_t size = sizeof number;
    if (getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &number, &size) != 0)
        number = EIO;
    c->endpoint->absent = is_absent(c->endpoint, number);
    if (number != 0)
        phs_connection_end(c, PHS_REPLY_UNREACHED, connect_words(c->endpoint, number));
    else
        phs_road_begin(c);
}

void phs_connection_hear(struct phs_connection *c, const void *bytes, size_t len) {
    if (c->stage == PHS_STAGE_TALK)
        phs_talk_hear(c, bytes, len);
    else
        phs_road_hear(c, bytes, len);
}

static void over(struct phs_connection *c, bool reset) {
    const char *why = c->stage == PHS_STAGE_PROXY
                          ? (reset ? "the proxy reset the connection" : "the proxy closed the connection")
                      : reset ? "it reset the connection"
                              : "it closed the connection";
    if (c->stage != PHS_STAGE_TALK || !phs_talk_over(c))
        phs_ending(c, PHS_REPLY_DROPPED, why);
}

/* One read an event; level-triggered, so that a peer that never stops does not keep the others waiting. */
static void readable(struct phs_connection *c) {
    char bytes[16384];
    ssize_t n = recv(c->fd, bytes, sizeof bytes, 0);
    if (n > 0) {
        phs_connection_hear(c, bytes, (size_t)n);
        if (c->chain->ask.kind == PHS_ASK_ATTACK)
            explicit_bzero(bytes, (size_t)n); /* it may be what nobody should have */
    } else if (n == 0)
        over(c, false);
    else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
        over(c, true);
    else
        want(c);
}

void phs_connection_event(struct phs_connection *c, uint32_t events) {
    if (c->held) {
        return; /* a peer that left meanwhile is heard when the handshake begins */
    } else if (c->stage == PHS_STAGE_CONNECTING) {
        connected(c);
    } else if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
        readable(c);
    } else {
        phs_connection_flush(c);
    }
    if (!c->closed)
        want(c);
}

static const char *timeout_words(enum phs_stage stage) {
    return stage == PHS_STAGE_CONNECTING ? "it does not answer"
           : stage == PHS_STAGE_PROXY    ? "the proxy did not answer in time"
                                         : "it did not answer in time";
}

void phs_connection_resume(struct phs_connection *c) {
    if (!c->held)
        return;
    c->held = false;
    c->endpoint->held = NULL;
    phs_connection_wait(c, PHS_CONNECTION_STEP_MS);
    phs_talk_resume(c);
    if (!c->closed)
        want(c);
}

void phs_connection_timeout(struct phs_connection *c) {
    if (c->held && !c->endpoint->dead) {
        phs_connection_resume(c);
        return;
    }
    if (c->failed) {
        c->endpoint->absent = is_absent(c->endpoint, c->number);
        phs_connection_end(c, PHS_REPLY_UNREACHED, c->failed);
        return;
    }
    c->full.listened = c->listening;
    if (c->stage != PHS_STAGE_TALK || !phs_talk_timeout(c))
        phs_ending(c, PHS_REPLY_SILENT, timeout_words(c->stage));
    else if (!c->closed)
        want(c);
}

static int open_socket(const struct phs_endpoint *endpoint, const char **ret_failed, int *ret_number) {
    const struct phs_wire_peer *peer = &endpoint->peers.items.at[endpoint->peer];
    int one = 1, fd = socket(peer->address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        *ret_failed = "no socket could be opened";
        return -1;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(fd, (const struct sockaddr *)&peer->address, peer->length) == 0 || errno == EINPROGRESS)
        return fd;
    *ret_number = errno;
    *ret_failed = connect_words(endpoint, errno);
    close(fd);
    return -1;
}

/* On this machine a connection stands at once, and a hello can go without a turn of the loop. Everything else waits for it. */
static bool can_speak_at_once(const struct phs_connection *c) {
    struct sockaddr_storage peer;
    socklen_t size = sizeof peer;
    enum phs_ask_kind kind = c->chain->ask.kind;
    return (kind == PHS_ASK_HELLO || kind == PHS_ASK_SSL2) && c->fd >= 0 && !c->endpoint->proxy &&
           c->endpoint->address->start == PHS_STARTTLS_NONE && getpeername(c->fd, (struct sockaddr *)&peer, &size) == 0;
}

void phs_connection_open(struct phs_endpoint *endpoint, struct phs_chain *chain) {
    struct phs_connection *c = calloc(1, sizeof *c);
    if (!c)
        phs_out_of_memory();
    *c = (struct phs_connection){.endpoint = endpoint, .chain = chain, .events = EPOLLIN | EPOLLOUT};
    phs_buf_init(&c->out, PHS_CONNECTION_MOST_OUT);
    phs_buf_init(&c->plain, PHS_CONNECTION_MOST_OUT);
    phs_buf_init(&c->from_proxy, MOST_PROXY_BYTES);
    endpoint->connections++;
    endpoint->absent = false;
    c->fd = open_socket(endpoint, &c->failed, &c->number);
    phs_connection_wait(c, c->failed ? 0 : CONNECT_MS); /* a failure is told by the loop, never from inside a chain */
    bool at_once = can_speak_at_once(c);
    if (at_once)
        c->events = EPOLLIN;
    phs_engine_add(endpoint->engine, c, c->fd, c->events);
    if (at_once)
        phs_talk_begin(c);
    if (at_once && !c->closed)
        want(c);
}
