/* SPDX-License-Identifier: Apache-2.0 */
/* One connection: reach, ask the proxy, say the words before TLS, put one question, and tell the lanes how it ended. Every wait
 * has a deadline; what the peer may make us keep is bounded by the parsers. MSG_NOSIGNAL, because a peer may leave at any time.
 */
#include <errno.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"
#include "collect/tls/engine.h"

enum { CONNECT_MS = 3000, STEP_MS = 5000, LISTEN_MS = 150, MOST_OUT = 1 << 20, MOST_PROXY_BYTES = 16 << 10 };

enum stage { CONNECTING, PROXY, START, TALK };

struct phs_connection {
    struct phs_endpoint *endpoint;
    struct phs_chain *chain;
    int fd;
    enum stage stage;
    int64_t deadline;
    const char *failed; /* before anything was sent: why */
    int number;         /* errno of that */
    uint32_t events;
    struct phs_buf out, plain, from_proxy;
    size_t sent;
    struct phs_arena *arena; /* of the dialogue before TLS and of HTTP; NULL until needed */
    struct phs_starttls *start;
    struct phs_flight_reader reader;
    struct phs_full full;
    bool reading, full_is_open, greeted, listening, asked_again;
    struct phs_http_talk *http;
    bool closed;
    size_t seat; /* in the engine's list */
};

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

static struct phs_arena *own_arena(struct phs_connection *c) {
    if (!c->arena)
        c->arena = phs_arena_new();
    return c->arena;
}

static void wait_until(struct phs_connection *c, int64_t most_ms) {
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
static void answer(struct phs_connection *c, struct phs_reply *reply) {
    struct phs_endpoint *endpoint = c->endpoint;
    if (c->closed)
        return;
    c->closed = true;
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

static void end(struct phs_connection *c, enum phs_reply_end how, const char *why) {
    struct phs_reply reply = {.end = how, .why = why};
    answer(c, &reply);
}

/* Alerts that answer what was offered; the others may have to do with load, with us, or with the name. */
static bool says_no(uint8_t alert) {
    switch (alert) {
    case SSL_AD_HANDSHAKE_FAILURE:
    case SSL_AD_PROTOCOL_VERSION:
    case SSL_AD_INSUFFICIENT_SECURITY:
    case SSL_AD_ILLEGAL_PARAMETER:
    case SSL_AD_INAPPROPRIATE_FALLBACK:
        return true;
    default:
        return false;
    }
}

static void end_by_alert(struct phs_connection *c, struct phs_reply *reply, uint8_t alert) {
    reply->end = says_no(alert) ? PHS_REPLY_REFUSED : PHS_REPLY_DROPPED;
    reply->alert = true;
    reply->why = phs_printf(c->endpoint->arena, "it ended the handshake with the alert \"%s\"", phs_tls_alert_name(alert));
    answer(c, reply);
}

/* What is known of the flight, at its end or at the end of the connection. */
static void end_flight(struct phs_connection *c, enum phs_reply_end otherwise, const char *why) {
    const struct phs_tls_flight *flight = &c->reader.flight;
    struct phs_reply reply = {.end = otherwise, .why = why, .flight = flight};
    if (flight->has_hello) {
        reply.end = PHS_REPLY_CHOSEN;
        reply.why = NULL;
    } else if (flight->state == PHS_FLIGHT_ALERT) {
        end_by_alert(c, &reply, flight->alert);
        return;
    } else if (flight->state == PHS_FLIGHT_BROKEN) {
        reply.end = flight->not_tls ? PHS_REPLY_NOT_TLS : PHS_REPLY_STRANGE;
        reply.why = flight->why;
        /* "Not SSLv2" in any words is what a server says that does not speak it. */
        if (c->chain->ask.kind == PHS_ASK_SSL2)
            reply.end = PHS_REPLY_DROPPED;
    }
    answer(c, &reply);
}

static void end_full(struct phs_connection *c, enum phs_reply_end otherwise, const char *why) {
    struct phs_full *full = &c->full;
    struct phs_reply reply = {.end = otherwise, .why = why, .full = full};
    bool chosen = c->greeted || (full->has_version && phs_full_suite(full) && phs_full_chain(full));
    if (chosen) {
        reply.end = PHS_REPLY_CHOSEN;
        reply.why = why;
    } else if (full->has_alert) {
        end_by_alert(c, &reply, full->alert);
        return;
    } else if (full->state == PHS_FULL_FAILED) {
        reply.end = full->not_tls ? PHS_REPLY_NOT_TLS : full->received ? PHS_REPLY_STRANGE : otherwise;
        reply.why = full->why;
    }
    answer(c, &reply);
}

/* The connection is over, or its time is. */
static void end_talk(struct phs_connection *c, enum phs_reply_end otherwise, const char *why) {
    const struct phs_attack *attack = c->chain->ask.attack;
    switch (c->stage == TALK ? c->chain->ask.kind : PHS_ASK_NOTHING) {
    case PHS_ASK_HELLO:
    case PHS_ASK_SSL2:
        end_flight(c, otherwise, why);
        break;
    case PHS_ASK_FULL:
        end_full(c, otherwise, why);
        break;
    case PHS_ASK_ATTACK:
        attack->hear(c->chain->ask.attack_state, PHS_ATTACK_ENDED, PHS_SLICE(""), &c->out);
        end(c, PHS_REPLY_CHOSEN, NULL);
        break;
    default:
        end(c, c->stage == CONNECTING ? PHS_REPLY_UNREACHED : otherwise, why);
    }
}

static void want(struct phs_connection *c) {
    uint32_t events = EPOLLIN | (c->stage == CONNECTING || c->sent < c->out.len ? EPOLLOUT : 0u);
    if (events != c->events && c->fd >= 0 && !c->closed) {
        c->events = events;
        phs_engine_modify(c->endpoint->engine, c, c->fd, events);
    }
}

/* As much as the socket takes. A peer that refuses to read may still have said something: its words are heard before its end.
 */
static void flush(struct phs_connection *c) {
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

static void begin_http(struct phs_connection *c) {
    const struct phs_tls_address *address = c->endpoint->address;
    struct phs_http_question question = {.scheme = strcmp(address->scheme, "http") == 0 ? "http" : "https",
                                         .host = address->host,
                                         .is_ipv6 = strchr(address->host, ':') != NULL,
                                         .port = address->port,
                                         .path = address->path};
    c->http = phs_http_talk_new(c->endpoint->arena, &question);
    wait_until(c, STEP_MS);
}

static void keep_http(struct phs_connection *c, enum phs_http_end how) {
    struct phs_tls_facts *facts = c->endpoint->facts;
    facts->is_web = !(how == PHS_HTTP_NOT_HTTP && c->endpoint->address->guessed);
    if (how == PHS_HTTP_ANSWERED) {
        struct phs_http_facts *http = PHS_NEW(c->endpoint->arena, struct phs_http_facts);
        *http = *phs_http_talk_facts(c->http);
        facts->http = http;
    } else {
        facts->http_reason = phs_http_talk_why(c->http);
    }
}

/* Plain text between libcurl and the peer. True when the talk is over. */
static bool carry_http(struct phs_connection *c, struct phs_slice in, bool ended) {
    struct phs_buf said;
    phs_buf_init(&said, MOST_OUT);
    enum phs_http_end how = phs_http_talk_carry(c->http, in, ended, &said);
    if (c->chain->ask.kind == PHS_ASK_FULL)
        phs_full_say(&c->full, said.ptr, said.len, &c->out);
    else
        phs_buf_add(&c->out, said.ptr ? said.ptr : "", said.len);
    phs_buf_done(&said);
    if (how == PHS_HTTP_GOES_ON && ended)
        how = PHS_HTTP_FAILED;
    if (how != PHS_HTTP_GOES_ON)
        keep_http(c, how);
    return how != PHS_HTTP_GOES_ON;
}

/* The handshake is done: what was it for? True when nothing more is. */
static bool go_on_after_handshake(struct phs_connection *c) {
    const struct phs_full_order *order = &c->chain->ask.full;
    c->greeted = true;
    phs_plan_greeted(c->endpoint, &c->full);
    if (order->http) {
        begin_http(c);
        return carry_http(c, phs_slice_n(c->plain.ptr ? c->plain.ptr : "", c->plain.len), false);
    }
    if (order->renegotiate) {
        phs_full_renegotiate(&c->full, &c->out);
        c->asked_again = true;
        return false;
    }
    if (order->listen && !c->full.session) {
        wait_until(c, LISTEN_MS);
        c->listening = true;
        return false;
    }
    if (order->farewell)
        phs_full_farewell(&c->full, &c->out);
    return true;
}

/* One new handshake says little: many servers take a few and then no more, which is all that is needed. */
static bool hears_enough(struct phs_connection *c) {
    if (c->full.server_hellos <= c->full.renegotiations || !SSL_is_init_finished(c->full.ssl))
        return false;
    if (c->full.renegotiations < PHS_MOST_RENEGOTIATIONS)
        phs_full_renegotiate(&c->full, &c->out);
    return c->full.server_hellos > PHS_MOST_RENEGOTIATIONS;
}

static void hear_full(struct phs_connection *c, const void *bytes, size_t len) {
    phs_buf_clear(&c->plain);
    phs_full_feed(&c->full, bytes, len, &c->out, &c->plain);
    bool over = c->full.state == PHS_FULL_FAILED || (c->listening && c->full.session);
    if (c->full.state == PHS_FULL_OPEN && !c->greeted)
        over = go_on_after_handshake(c);
    else if (c->http && c->greeted)
        over = carry_http(c, phs_slice_n(c->plain.ptr ? c->plain.ptr : "", c->plain.len), c->full.state == PHS_FULL_FAILED);
    if (c->asked_again)
        over |= c->full.has_alert || hears_enough(c);
    flush(c);
    if (over)
        end_full(c, PHS_REPLY_STRANGE, c->full.why);
}

static void hear_attack(struct phs_connection *c, enum phs_attack_event event, struct phs_slice bytes) {
    const struct phs_attack *attack = c->chain->ask.attack;
    wait_until(c, attack->patience_ms);
    if (attack->hear(c->chain->ask.attack_state, event, bytes, &c->out))
        end(c, PHS_REPLY_CHOSEN, NULL);
    else
        flush(c);
}

static void begin_full(struct phs_connection *c) {
    c->full_is_open = true;
    if (phs_full_open(&c->full, phs_engine_shop(c->endpoint->engine), &c->chain->ask.full))
        hear_full(c, NULL, 0);
    else
        end(c, PHS_REPLY_STRANGE, "this machine's TLS library cannot offer it");
}

static void begin_talk(struct phs_connection *c) {
    struct phs_ask *ask = &c->chain->ask;
    c->stage = TALK;
    wait_until(c, STEP_MS);
    if (ask->kind == PHS_ASK_HELLO || ask->kind == PHS_ASK_SSL2) {
        phs_flight_init(&c->reader, ask->kind == PHS_ASK_SSL2);
        c->reading = true;
    }
    if (ask->kind == PHS_ASK_SSL2) {
        phs_ssl2_hello_write(c->endpoint->random, &c->out);
    } else if (ask->kind == PHS_ASK_HELLO) {
        ask->hello.random = c->endpoint->random;
        if (!phs_tls_hello_write(&ask->hello, &c->out)) {
            end(c, PHS_REPLY_STRANGE, "the question does not fit into a hello");
            return;
        }
    } else if (ask->kind == PHS_ASK_FULL) {
        phs_plan_connected(c->endpoint);
        begin_full(c);
        return;
    } else if (ask->kind == PHS_ASK_PLAIN) {
        begin_http(c);
        carry_http(c, PHS_SLICE(""), false);
    } else {
        hear_attack(c, PHS_ATTACK_BEGINS, PHS_SLICE(""));
        return;
    }
    flush(c);
}

static void hear_start(struct phs_connection *c, const void *bytes, size_t len) {
    struct phs_starttls_turn turn = phs_starttls_feed(c->start, phs_slice_n(bytes, len));
    phs_buf_slice(&c->out, turn.send);
    flush(c);
    enum phs_tri clear = phs_starttls_clear_login(c->start);
    if (clear != PHS_MAYBE)
        c->endpoint->facts->clear_login = clear;
    if (turn.step == PHS_STARTTLS_READY) {
        begin_talk(c);
    } else if (turn.step != PHS_STARTTLS_MORE) {
        struct phs_reply reply = {.end = PHS_REPLY_NO_START, .why = turn.why, .start = turn};
        answer(c, &reply);
    }
}

static void begin_start(struct phs_connection *c) {
    const struct phs_tls_address *address = c->endpoint->address;
    if (address->start == PHS_STARTTLS_NONE) {
        begin_talk(c);
        return;
    }
    c->stage = START;
    wait_until(c, STEP_MS);
    c->start = phs_starttls_new(own_arena(c), address->start, address->is_ip ? NULL : address->host);
    hear_start(c, "", 0);
}

static void hear(struct phs_connection *c, const void *bytes, size_t len);

static void hear_proxy(struct phs_connection *c, const void *bytes, size_t len) {
    phs_buf_add(&c->from_proxy, bytes, len);
    struct phs_slice said = phs_slice_n(c->from_proxy.ptr, c->from_proxy.len);
    size_t at = phs_slice_find(said, PHS_SLICE("\r\n\r\n"));
    bool agreed = said.len > 12 && memcmp(said.ptr, "HTTP/1.", 7) == 0 && memcmp(said.ptr + 8, " 2", 2) == 0;
    if (c->from_proxy.failed || (at != (size_t)-1 && !agreed)) {
        end(c, PHS_REPLY_UNREACHED, "the proxy does not connect to it");
    } else if (at != (size_t)-1) {
        begin_start(c);
        if (at + 4 < said.len && !c->closed) /* a server that greets first may have come in the same read */
            hear(c, said.ptr + at + 4, said.len - at - 4);
    }
}

static void begin_proxy(struct phs_connection *c) {
    const struct phs_tls_address *address = c->endpoint->address;
    const char *open = strchr(address->host, ':') ? "[" : "", *close = *open ? "]" : "";
    if (!c->endpoint->proxy) {
        begin_start(c);
        return;
    }
    c->stage = PROXY;
    wait_until(c, STEP_MS);
    phs_buf_printf(&c->out, "CONNECT %s%s%s:%u HTTP/1.1\r\nHost: %s%s%s:%u\r\n\r\n", open, address->host, close, address->port,
                   open, address->host, close, address->port);
    flush(c);
}

static const char *connect_words(int number) {
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

static void connected(struct phs_connection *c) {
    int number = 0;
    socklen_t size = sizeof number;
    if (getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &number, &size) != 0)
        number = EIO;
    c->endpoint->absent = number == ECONNREFUSED || number == ENETUNREACH;
    if (number != 0)
        end(c, PHS_REPLY_UNREACHED, connect_words(number));
    else
        begin_proxy(c);
}

static void hear(struct phs_connection *c, const void *bytes, size_t len) {
    enum phs_ask_kind kind = c->chain->ask.kind;
    if (c->stage == PROXY)
        hear_proxy(c, bytes, len);
    else if (c->stage == START)
        hear_start(c, bytes, len);
    else if (kind == PHS_ASK_FULL)
        hear_full(c, bytes, len);
    else if (kind == PHS_ASK_ATTACK)
        hear_attack(c, PHS_ATTACK_BYTES, phs_slice_n(bytes, len));
    else if (kind == PHS_ASK_PLAIN && carry_http(c, phs_slice_n(bytes, len), false))
        end(c, PHS_REPLY_CHOSEN, NULL);
    else if (kind != PHS_ASK_PLAIN && phs_flight_feed(&c->reader, bytes, len) != PHS_FLIGHT_MORE)
        end_flight(c, PHS_REPLY_STRANGE, c->reader.flight.why);
}

static void over(struct phs_connection *c, bool reset) {
    const char *why = reset ? "it reset the connection" : "it closed the connection";
    if (c->stage == TALK && c->http) {
        if (carry_http(c, PHS_SLICE(""), true) && c->chain->ask.kind == PHS_ASK_PLAIN) {
            end(c, PHS_REPLY_CHOSEN, NULL);
            return;
        }
    }
    end_talk(c, PHS_REPLY_DROPPED, why);
}

/* One read an event; level-triggered, so that a peer that never stops does not keep the others waiting. */
static void readable(struct phs_connection *c) {
    char bytes[16384];
    ssize_t n = recv(c->fd, bytes, sizeof bytes, 0);
    if (n > 0) {
        hear(c, bytes, (size_t)n);
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
    if (c->stage == CONNECTING) {
        connected(c);
    } else if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
        readable(c);
    } else {
        flush(c);
    }
    if (!c->closed)
        want(c);
}

void phs_connection_timeout(struct phs_connection *c) {
    if (c->failed) {
        c->endpoint->absent = c->number == ECONNREFUSED || c->number == ENETUNREACH;
        end(c, PHS_REPLY_UNREACHED, c->failed);
        return;
    }
    if (c->stage == TALK && c->chain->ask.kind == PHS_ASK_ATTACK) {
        hear_attack(c, PHS_ATTACK_WAITED, PHS_SLICE(""));
        if (!c->closed)
            want(c);
        return;
    }
    c->full.listened = c->listening;
    if (c->stage == TALK && c->chain->ask.kind == PHS_ASK_PLAIN && c->http)
        keep_http(c, PHS_HTTP_FAILED);
    if (c->stage == TALK && c->chain->ask.kind == PHS_ASK_FULL && c->http && !c->endpoint->facts->http)
        keep_http(c, PHS_HTTP_FAILED);
    end_talk(c, PHS_REPLY_SILENT, c->stage == CONNECTING ? "it does not answer" : "it did not answer in time");
}

static int open_socket(const struct phs_wire_peer *peer, const char **ret_failed, int *ret_number) {
    int one = 1, fd = socket(peer->address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        *ret_failed = "no socket could be opened";
        return -1;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(fd, (const struct sockaddr *)&peer->address, peer->length) == 0 || errno == EINPROGRESS)
        return fd;
    *ret_number = errno;
    *ret_failed = connect_words(errno);
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
    phs_buf_init(&c->out, MOST_OUT);
    phs_buf_init(&c->plain, MOST_OUT);
    phs_buf_init(&c->from_proxy, MOST_PROXY_BYTES);
    endpoint->connections++;
    endpoint->absent = false;
    c->fd = open_socket(&endpoint->peers.items.at[endpoint->peer], &c->failed, &c->number);
    wait_until(c, c->failed ? 0 : CONNECT_MS); /* a failure is told by the loop, never from inside a chain */
    bool at_once = can_speak_at_once(c);
    if (at_once)
        c->events = EPOLLIN;
    phs_engine_add(endpoint->engine, c, c->fd, c->events);
    if (at_once)
        begin_talk(c);
    if (at_once && !c->closed)
        want(c);
}
