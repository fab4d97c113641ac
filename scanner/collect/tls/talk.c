/* SPDX-License-Identifier: Apache-2.0 */
/* One question to a server of TLS: a hello, a whole handshake and what is said inside it, an attack, or HTTP in clear. */
#include "base/err.h"
#include "collect/tls/connection_parts.h"

enum { LISTEN_MS = 150 };

static void begin_http(struct phs_connection *c) {
    const struct phs_tls_address *address = c->endpoint->address;
    struct phs_http_question question = {.scheme = strcmp(address->scheme, "http") == 0 ? "http" : "https",
                                         .host = address->host,
                                         .is_ipv6 = strchr(address->host, ':') != NULL,
                                         .port = address->port,
                                         .path = address->path};
    c->http = phs_http_talk_new(c->endpoint->arena, &question);
    phs_connection_wait(c, PHS_CONNECTION_STEP_MS);
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
    phs_buf_init(&said, PHS_CONNECTION_MOST_OUT);
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
        phs_connection_wait(c, LISTEN_MS);
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
    phs_connection_flush(c);
    if (over)
        phs_ending_full(c, PHS_REPLY_STRANGE, c->full.why);
}

static void hear_attack(struct phs_connection *c, enum phs_attack_event event, struct phs_slice bytes) {
    const struct phs_attack *attack = c->chain->ask.attack;
    phs_connection_wait(c, attack->patience_ms);
    if (attack->hear(c->chain->ask.attack_state, event, bytes, &c->out))
        phs_connection_end(c, PHS_REPLY_CHOSEN, NULL);
    else
        phs_connection_flush(c);
}

void phs_talk_resume(struct phs_connection *c) {
    c->full_is_open = true;
    if (phs_full_open(&c->full, phs_engine_shop(c->endpoint->engine), &c->chain->ask.full))
        hear_full(c, NULL, 0);
    else
        phs_connection_end(c, PHS_REPLY_STRANGE, "this machine's TLS library cannot offer it");
}

static bool say_hello(struct phs_connection *c) {
    struct phs_ask *ask = &c->chain->ask;
    size_t start = c->out.len;
    ask->hello.random = c->endpoint->random;
    if (!phs_tls_hello_write(&ask->hello, &c->out))
        return false;
    if (ask->opens)
        phs_flight_init_open(&c->reader, phs_slice_n(c->out.ptr + start, c->out.len - start));
    else
        phs_flight_init(&c->reader, false);
    c->reading = true;
    return true;
}

void phs_talk_begin(struct phs_connection *c) {
    struct phs_ask *ask = &c->chain->ask;
    c->stage = PHS_STAGE_TALK;
    phs_connection_wait(c, PHS_CONNECTION_STEP_MS);
    if (ask->kind == PHS_ASK_SSL2) {
        phs_flight_init(&c->reader, true);
        c->reading = true;
        phs_ssl2_hello_write(c->endpoint->random, &c->out);
    } else if (ask->kind == PHS_ASK_HELLO) {
        if (!say_hello(c)) {
            phs_connection_end(c, PHS_REPLY_STRANGE, "the question does not fit into a hello");
            return;
        }
    } else if (ask->kind == PHS_ASK_FULL) {
        c->held = phs_plan_connected(c->endpoint, c);
        if (c->held)
            phs_connection_wait(c, PHS_CONNECTION_HOLD_MS);
        else
            phs_talk_resume(c);
        return;
    } else if (ask->kind == PHS_ASK_PLAIN) {
        begin_http(c);
        carry_http(c, PHS_SLICE(""), false);
    } else {
        hear_attack(c, PHS_ATTACK_BEGINS, PHS_SLICE(""));
        return;
    }
    phs_connection_flush(c);
}

void phs_talk_hear(struct phs_connection *c, const void *bytes, size_t len) {
    enum phs_ask_kind kind = c->chain->ask.kind;
    if (kind == PHS_ASK_FULL)
        hear_full(c, bytes, len);
    else if (kind == PHS_ASK_ATTACK)
        hear_attack(c, PHS_ATTACK_BYTES, phs_slice_n(bytes, len));
    else if (kind == PHS_ASK_PLAIN && carry_http(c, phs_slice_n(bytes, len), false))
        phs_connection_end(c, PHS_REPLY_CHOSEN, NULL);
    else if (kind != PHS_ASK_PLAIN && phs_flight_feed(&c->reader, bytes, len) != PHS_FLIGHT_MORE)
        phs_ending_flight(c, PHS_REPLY_STRANGE, c->reader.flight.why);
}

/* An answer of HTTP may end with its connection. */
bool phs_talk_over(struct phs_connection *c) {
    if (!c->http || !carry_http(c, PHS_SLICE(""), true) || c->chain->ask.kind != PHS_ASK_PLAIN)
        return false;
    phs_connection_end(c, PHS_REPLY_CHOSEN, NULL);
    return true;
}

bool phs_talk_timeout(struct phs_connection *c) {
    enum phs_ask_kind kind = c->chain->ask.kind;
    if (kind == PHS_ASK_ATTACK) {
        hear_attack(c, PHS_ATTACK_WAITED, PHS_SLICE(""));
        return true;
    }
    if (c->http && (kind == PHS_ASK_PLAIN || (kind == PHS_ASK_FULL && !c->endpoint->facts->http)))
        keep_http(c, PHS_HTTP_FAILED);
    return false;
}
