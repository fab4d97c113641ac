/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of one connection share: connection.c has the socket and the clock, road.c the way up to TLS, talk.c the
 * question, ending.c what became of it. */
#ifndef PHS_COLLECT_TLS_CONNECTION_PARTS_H
#define PHS_COLLECT_TLS_CONNECTION_PARTS_H

#include "collect/tls/engine.h"

enum { PHS_CONNECTION_MOST_OUT = 1 << 20, PHS_CONNECTION_STEP_MS = 5000, PHS_CONNECTION_HOLD_MS = 4 };

enum phs_stage { PHS_STAGE_CONNECTING, PHS_STAGE_PROXY, PHS_STAGE_START, PHS_STAGE_TALK };

struct phs_connection {
    struct phs_endpoint *endpoint;
    struct phs_chain *chain;
    int fd;
    enum phs_stage stage;
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
    bool held; /* a whole handshake that lets the scout go first */
    bool reading, full_is_open, greeted, listening, asked_again;
    struct phs_http_talk *http;
    bool closed;
    size_t seat; /* in the engine's list */
};

/* connection.c */
/* The answer, once: what it points to need live no longer than the call. */
void phs_connection_answer(struct phs_connection *c, struct phs_reply *reply);
void phs_connection_end(struct phs_connection *c, enum phs_reply_end how, const char *why);
/* Until when something must come. */
void phs_connection_wait(struct phs_connection *c, int64_t most_ms);
void phs_connection_flush(struct phs_connection *c);
/* Bytes came, at whatever stage. */
void phs_connection_hear(struct phs_connection *c, const void *bytes, size_t len);

/* road.c: the connection stands. */
void phs_road_begin(struct phs_connection *c);
void phs_road_hear(struct phs_connection *c, const void *bytes, size_t len);

/* talk.c */
void phs_talk_begin(struct phs_connection *c);
/* One that was held begins its handshake. */
void phs_talk_resume(struct phs_connection *c);
void phs_talk_hear(struct phs_connection *c, const void *bytes, size_t len);
/* The peer is gone, or the time is. True when nothing is left to be told. */
bool phs_talk_over(struct phs_connection *c);
bool phs_talk_timeout(struct phs_connection *c);

/* ending.c: what is known at the end of the connection, or of its time. */
void phs_ending(struct phs_connection *c, enum phs_reply_end otherwise, const char *why);
void phs_ending_flight(struct phs_connection *c, enum phs_reply_end otherwise, const char *why);
void phs_ending_full(struct phs_connection *c, enum phs_reply_end otherwise, const char *why);

#endif
