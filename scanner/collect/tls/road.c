/* SPDX-License-Identifier: Apache-2.0 */
/* The way up to TLS: a proxy that is asked to connect, and the words that some protocols say before. */
#include "base/err.h"
#include "collect/tls/connection_parts.h"

static struct phs_arena *own_arena(struct phs_connection *c) {
    if (!c->arena)
        c->arena = phs_arena_new();
    return c->arena;
}

static void hear_start(struct phs_connection *c, const void *bytes, size_t len) {
    struct phs_starttls_turn turn = phs_starttls_feed(c->start, phs_slice_n(bytes, len));
    phs_buf_slice(&c->out, turn.send);
    phs_connection_flush(c);
    enum phs_tri clear = phs_starttls_clear_login(c->start);
    if (clear != PHS_MAYBE)
        c->endpoint->facts->clear_login = clear;
    if (turn.step == PHS_STARTTLS_READY) {
        phs_talk_begin(c);
    } else if (turn.step != PHS_STARTTLS_MORE) {
        struct phs_reply reply = {.end = PHS_REPLY_NO_START, .why = turn.why, .start = turn};
        phs_connection_answer(c, &reply);
    }
}

static void begin_start(struct phs_connection *c) {
    const struct phs_tls_address *address = c->endpoint->address;
    if (address->start == PHS_STARTTLS_NONE) {
        phs_talk_begin(c);
        return;
    }
    c->stage = PHS_STAGE_START;
    phs_connection_wait(c, PHS_CONNECTION_STEP_MS);
    c->start = phs_starttls_new(own_arena(c), address->start, address->is_ip ? NULL : address->host);
    hear_start(c, "", 0);
}

static const char *refusal_of(struct phs_slice said) {
    bool wants_password = said.len > 12 && memcmp(said.ptr + 8, " 407", 4) == 0;
    return wants_password ? "the proxy asks for a password" : "the proxy does not connect to it";
}

static void hear_proxy(struct phs_connection *c, const void *bytes, size_t len) {
    phs_buf_add(&c->from_proxy, bytes, len);
    struct phs_slice said = phs_slice_n(c->from_proxy.ptr, c->from_proxy.len);
    size_t at = phs_slice_find(said, PHS_SLICE("\r\n\r\n"));
    bool agreed = said.len > 12 && memcmp(said.ptr, "HTTP/1.", 7) == 0 && memcmp(said.ptr + 8, " 2", 2) == 0;
    if (c->from_proxy.failed || (at != (size_t)-1 && !agreed)) {
        phs_connection_end(c, PHS_REPLY_UNREACHED, refusal_of(said));
    } else if (at != (size_t)-1) {
        begin_start(c);
        if (at + 4 < said.len && !c->closed) /* a server that greets first may have come in the same read */
            phs_connection_hear(c, said.ptr + at + 4, said.len - at - 4);
    }
}

void phs_road_begin(struct phs_connection *c) {
    const struct phs_tls_address *address = c->endpoint->address;
    const char *open = strchr(address->host, ':') ? "[" : "", *close = *open ? "]" : "";
    if (!c->endpoint->proxy) {
        begin_start(c);
        return;
    }
    c->stage = PHS_STAGE_PROXY;
    phs_connection_wait(c, PHS_CONNECTION_STEP_MS);
    phs_buf_printf(&c->out, "CONNECT %s%s%s:%u HTTP/1.1\r\nHost: %s%s%s:%u\r\n\r\n", open, address->host, close, address->port,
                   open, address->host, close, address->port);
    phs_connection_flush(c);
}

void phs_road_hear(struct phs_connection *c, const void *bytes, size_t len) {
    if (c->stage == PHS_STAGE_PROXY)
        hear_proxy(c, bytes, len);
    else
        hear_start(c, bytes, len);
}
