/* SPDX-License-Identifier: Apache-2.0 */
/* The engine: one thread and one epoll for all endpoints. An endpoint has chains (each a row of questions, the next depends on
 * the last answer) and lanes (how many connections may be open at once); see README.md. For this folder alone. */
#ifndef PHS_COLLECT_TLS_ENGINE_H
#define PHS_COLLECT_TLS_ENGINE_H

#include "base/progress.h"
#include "collect/http.h"
#include "collect/tls/attack.h"
#include "collect/tls/certificate.h"
#include "collect/tls/full.h"
#include "collect/tls/wire.h"
#include "parse/tls/flight.h"
#include "parse/tls/suite.h"

enum phs_ask_kind {
    PHS_ASK_NOTHING,
    PHS_ASK_HELLO,
    PHS_ASK_SSL2,
    PHS_ASK_FULL,
    PHS_ASK_ATTACK,
    PHS_ASK_PLAIN /* HTTP without TLS */
};

/* One question: one connection. */
struct phs_ask {
    enum phs_ask_kind kind;
    bool opens;                 /* HELLO of TLS 1.3: what is sealed behind the answer is read, see parse/tls/sealed.h */
    struct phs_tls_hello hello; /* HELLO; lists live as long as the chain. Its random is the engine's */
    struct phs_full_order full; /* FULL */
    const struct phs_attack *attack;
    void *attack_state;
};

enum phs_reply_end {
    PHS_REPLY_CHOSEN,
    PHS_REPLY_REFUSED,
    PHS_REPLY_UNKNOWN, /* it could not be found out; most chains see only these three */
    PHS_REPLY_DROPPED, /* closed or reset, or an alert that may have other reasons: believed only beside a canary */
    PHS_REPLY_SILENT,
    PHS_REPLY_UNREACHED,
    PHS_REPLY_NOT_TLS,
    PHS_REPLY_STRANGE,  /* an answer that makes no sense */
    PHS_REPLY_NO_START, /* the words before TLS ended it */
};

struct phs_reply {
    enum phs_reply_end end;
    const char *why;                     /* one clause unless CHOSEN; static or the endpoint's */
    bool alert;                          /* it was one */
    bool by_canary;                      /* REFUSED because it was dropped, and the canary passed */
    const struct phs_tls_flight *flight; /* HELLO and SSL2; valid until the handler returns */
    struct phs_full *full;               /* FULL */
    struct phs_starttls_turn start;      /* NO_START */
};

struct phs_chain;
struct phs_endpoint;
struct phs_engine_order;
/* NULL at first. Fills chain->ask and returns true, or false when there is nothing more to ask; always false after UNKNOWN. */
typedef bool phs_chain_next(struct phs_chain *chain, const struct phs_reply *reply);

struct phs_chain {
    struct phs_endpoint *endpoint;
    phs_chain_next *next;
    void *state; /* of next */
    struct phs_ask ask;
    enum { PHS_CHAIN_READY, PHS_CHAIN_ASKED, PHS_CHAIN_PARKED, PHS_CHAIN_DONE } at;
    unsigned drops, silences; /* of this question */
    bool odd_alert;           /* it was an alert and no drop */
    int64_t parked_at;        /* order of events */
    const char *why;
    bool is_canary;
    bool is_scout;  /* asked beside the first handshake, before anybody knows who is there: see phs_plan_connected */
    bool hears_all; /* it makes something of NOT_TLS, STRANGE and NO_START; others get UNKNOWN */
};

struct phs_endpoint {
    struct phs_engine *engine;
    struct phs_arena *arena;
    const struct phs_tls_address *address;
    const struct phs_trust *trust;
    const struct phs_client *client; /* our certificate, or NULL */
    const char *proxy;               /* "host:port", or NULL */
    const struct phs_engine_order *order;
    enum phs_tls_mode mode;
    struct phs_tls_facts *facts;
    uint8_t random[32]; /* of all its hellos: the same in every scan */
    struct phs_resolving *resolving;
    struct phs_wire_peers peers;
    size_t peer; /* index of the one that is talked to */
    bool reached;
    bool absent; /* the last connection was refused, or this machine has no route */
    int64_t begun, deadline, now;
    /* lanes */
    double limit;
    unsigned in_flight, canary_fails;
    int64_t paused_until, events;
    bool flaky;       /* a question that was dropped was answered when it was asked again */
    const char *dead; /* why nothing more is asked */
    struct phs_ask canary;
    PHS_VEC(struct phs_chain *) chains;
    struct phs_chain *canary_chain;
    unsigned connections;        /* made so far */
    struct phs_connection *held; /* the first handshake's, while the scout is out */
    struct phs_plan *plan;
    bool done;
};

struct phs_connection;

/* What the engine calls: engine.c. */
struct phs_engine;
struct phs_engine_order {
    const struct phs_tls_address *address;
    const struct phs_trust *trust;
    const struct phs_client *client;
    enum phs_tls_mode mode;
    const char *proxy;           /* "host:port", or NULL */
    const char *const *literals; /* IP addresses to ask instead of the name's */
    size_t literal_count;
};
/* Facts of all orders; `finished` is called once for each, in whatever order they end, and may take what it wants: the
 * endpoint's arena goes away behind it. stop: becomes true when a person wants it to end. */
typedef void phs_engine_finished(void *user, size_t order, const struct phs_tls_facts *facts);
void phs_engine_run(const struct phs_engine_order *orders, size_t n, int64_t now, const volatile int *stop,
                    phs_engine_finished *finished, void *user);

/* connection.c. The answer comes to phs_lanes_answer, and never before the loop goes on. */
void phs_connection_open(struct phs_endpoint *endpoint, struct phs_chain *chain);
void phs_connection_event(struct phs_connection *connection, uint32_t events);
void phs_connection_timeout(struct phs_connection *connection);
void phs_connection_resume(struct phs_connection *connection); /* one that was held begins its handshake */
void phs_connection_free(struct phs_connection *connection);
bool phs_connection_is_closed(const struct phs_connection *connection);
size_t *phs_connection_seat(struct phs_connection *connection); /* for the engine's list */
struct phs_endpoint *phs_connection_endpoint(struct phs_connection *connection);
int64_t phs_connection_deadline(const struct phs_connection *connection);
bool phs_connection_is_heavy(const struct phs_connection *connection); /* its next event takes as long as twenty others */
/* The plan is told when somebody is there to be asked, before the first handshake begins; when a question asked beside it was
 * answered, or could not be; and when a whole handshake is done, before its HTTP. */
bool phs_plan_connected(struct phs_endpoint *endpoint, struct phs_connection *connection); /* true: it is to be held */
void phs_plan_scouted(struct phs_endpoint *endpoint);
void phs_plan_withdraw_scout(struct phs_endpoint *endpoint);
void phs_plan_greeted(struct phs_endpoint *endpoint, const struct phs_full *full);

/* Registered with the loop while it is open. */
void phs_engine_add(struct phs_engine *engine, struct phs_connection *connection, int fd, uint32_t events);
void phs_engine_modify(struct phs_engine *engine, struct phs_connection *connection, int fd, uint32_t events);
void phs_engine_remove(struct phs_engine *engine, struct phs_connection *connection);
struct phs_full_shop *phs_engine_shop(struct phs_engine *engine);

/* lanes.c */
void phs_lanes_start(struct phs_endpoint *endpoint);
struct phs_chain *phs_lanes_chain(struct phs_endpoint *endpoint, phs_chain_next *next, void *state);
void phs_lanes_answer(struct phs_endpoint *endpoint, struct phs_chain *chain, struct phs_reply *reply);
void phs_lanes_pump(struct phs_endpoint *endpoint);
/* Nothing more is asked; what is open stays unknown. */
void phs_lanes_give_up(struct phs_endpoint *endpoint, const char *why);
/* When the endpoint must be looked at again without an event; 0: never. */
int64_t phs_lanes_wake_at(const struct phs_endpoint *endpoint);

/* plan.c: the questions. */
void phs_plan_begin(struct phs_endpoint *endpoint);
/* All chains are done: true when it added some. */
bool phs_plan_more(struct phs_endpoint *endpoint);
/* Before the facts are handed over; and before the arena goes. */
void phs_plan_conclude(struct phs_endpoint *endpoint);
void phs_plan_finish(struct phs_endpoint *endpoint);

#endif
