/* SPDX-License-Identifier: Apache-2.0 */
/* The loop. Endpoints wait for a seat, then resolve, then are asked by lanes.c; connections come and go. What one batch of
 * events closes is freed behind it, since a later event of the batch may name it. */
#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "collect/tls/engine.h"

enum { MOST_ENDPOINTS = 64, BATCH = 256, TICK_MS = 2, LONGEST_WAIT_MS = 100, RESOLVE_MS = 5000 };

struct phs_engine {
    int epoll, bell;
    struct phs_full_shop *shop;
    const struct phs_engine_order *orders;
    size_t order_count, next;
    int64_t now; /* the one clock's */
    const volatile int *stop;
    phs_engine_finished *finished;
    void *user;
    struct seat {
        struct phs_endpoint *endpoint;
        size_t order;
    } seats[MOST_ENDPOINTS];
    size_t seated;
    struct phs_arena *arena; /* of the two lists */
    PHS_VEC(struct phs_connection *) open;
    PHS_VEC(struct phs_connection *) closed;
    int64_t looked_at;
};

static int64_t budget_ms(enum phs_tls_mode mode) {
    static const int64_t budgets[] = {[PHS_TLS_DEFAULT] = 25000, [PHS_TLS_GATE] = 12000, [PHS_TLS_DEEP] = 60000};
    return budgets[mode];
}

struct phs_full_shop *phs_engine_shop(struct phs_engine *engine) {
    if (!engine->shop)
        engine->shop = phs_full_shop_new();
    return engine->shop;
}

void phs_engine_add(struct phs_engine *engine, struct phs_connection *connection, int fd, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = connection};
    *phs_connection_seat(connection) = engine->open.n;
    PHS_PUSH(engine->arena, engine->open, connection);
    if (fd >= 0)
        epoll_ctl(engine->epoll, EPOLL_CTL_ADD, fd, &event);
}

void phs_engine_modify(struct phs_engine *engine, struct phs_connection *connection, int fd, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = connection};
    epoll_ctl(engine->epoll, EPOLL_CTL_MOD, fd, &event);
}

/* The caller closes its socket next, which takes it out of the loop, too. */
void phs_engine_remove(struct phs_engine *engine, struct phs_connection *connection) {
    size_t seat = *phs_connection_seat(connection);
    engine->open.at[seat] = engine->open.at[--engine->open.n];
    *phs_connection_seat(engine->open.at[seat]) = seat;
    PHS_PUSH(engine->arena, engine->closed, connection);
}

static void bury(struct phs_engine *engine) {
    for (size_t i = 0; i < engine->closed.n; i++)
        phs_connection_free(engine->closed.at[i]);
    engine->closed.n = 0;
}

static void unreachable(struct phs_endpoint *endpoint, const char *why) {
    endpoint->facts->unread = why;
    endpoint->facts->tls = endpoint->facts->starttls = (struct phs_tls_answer){PHS_MAYBE, why};
    endpoint->done = true;
}

static void start(struct phs_endpoint *endpoint, const char *why) {
    endpoint->resolving = NULL;
    if (!endpoint->peers.items.n) {
        unreachable(endpoint, why ? why : "it has no address");
        return;
    }
    if (!endpoint->proxy)
        for (size_t i = 0; i < endpoint->peers.items.n; i++)
            PHS_PUSH(endpoint->arena, endpoint->facts->addresses, endpoint->peers.items.at[i].text);
    phs_lanes_start(endpoint);
}

/* "host:port" as a person writes it; a proxy of another shape is said. */
static const char *proxy_host(struct phs_endpoint *endpoint, unsigned *ret_port) {
    struct phs_tls_address address;
    struct phs_err err = {0};
    if (phs_tls_address_parse(endpoint->arena, phs_printf(endpoint->arena, "http://%s", endpoint->proxy), &address, &err) !=
        PHS_OK)
        return NULL;
    *ret_port = address.port;
    return address.host;
}

static void resolve(struct phs_engine *engine, struct phs_endpoint *endpoint) {
    const char *why = NULL, *host = endpoint->address->host;
    unsigned port = endpoint->address->port;
    if (endpoint->proxy && !(host = proxy_host(endpoint, &port))) {
        unreachable(endpoint, "its proxy is no host:port");
        return;
    }
    if (!endpoint->proxy && endpoint->order->literal_count) {
        for (size_t i = 0; i < endpoint->order->literal_count; i++)
            phs_resolve_literal(endpoint->arena, endpoint->order->literals[i], port, &endpoint->peers);
        start(endpoint, "none of its addresses is one");
        return;
    }
    endpoint->resolving = phs_resolve_begin(endpoint->arena, host, port, engine->bell, &endpoint->peers, &why);
    if (!endpoint->resolving)
        start(endpoint, why);
}

static struct phs_endpoint *make(struct phs_engine *engine, const struct phs_engine_order *order) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_endpoint *endpoint = PHS_NEW(arena, struct phs_endpoint);
    int64_t begun = phs_clock_ms();
    *endpoint = (struct phs_endpoint){.engine = engine,
                                      .arena = arena,
                                      .address = order->address,
                                      .trust = order->trust,
                                      .client = order->client,
                                      .proxy = order->proxy,
                                      .order = order,
                                      .mode = order->mode,
                                      .facts = PHS_NEW(arena, struct phs_tls_facts),
                                      .begun = begun,
                                      .deadline = begun + budget_ms(order->mode),
                                      .now = engine->now};
    phs_sha256_of(phs_slice(order->address->id), endpoint->random);
    phs_tls_facts_init(endpoint->facts, "it was not asked");
    endpoint->facts->mode = order->mode;
    return endpoint;
}

static bool is_stopped(const struct phs_engine *engine) {
    return engine->stop && *engine->stop;
}

static void seat_more(struct phs_engine *engine) {
    while (engine->seated < MOST_ENDPOINTS && engine->next < engine->order_count) {
        size_t order = engine->next++;
        struct phs_endpoint *endpoint = make(engine, &engine->orders[order]);
        engine->seats[engine->seated++] = (struct seat){endpoint, order};
        if (is_stopped(engine))
            unreachable(endpoint, "the scan was stopped before it");
        else
            resolve(engine, endpoint);
    }
}

static void take_resolved(struct phs_engine *engine) {
    eventfd_t rings;
    eventfd_read(engine->bell, &rings);
    for (size_t i = 0; i < engine->seated; i++) {
        struct phs_endpoint *endpoint = engine->seats[i].endpoint;
        const char *why = NULL;
        if (endpoint->resolving && phs_resolve_take(endpoint->arena, endpoint->resolving, &endpoint->peers, &why))
            start(endpoint, why);
    }
}

static void look_at_endpoint(struct phs_engine *engine, struct phs_endpoint *endpoint, int64_t now) {
    bool late = now >= endpoint->deadline || (endpoint->resolving && now >= endpoint->begun + RESOLVE_MS);
    if (endpoint->resolving && (late || is_stopped(engine))) {
        phs_resolve_leave(endpoint->resolving);
        endpoint->resolving = NULL;
        unreachable(endpoint, late ? "its name was not resolved in time" : "the scan was stopped before it");
    } else if (!endpoint->done && !endpoint->resolving) {
        if (late)
            phs_lanes_give_up(endpoint, "the time for this endpoint is up");
        phs_lanes_pump(endpoint);
    }
}

/* Deadlines, in steps of some milliseconds. */
static void look_around(struct phs_engine *engine) {
    int64_t now = phs_clock_ms();
    if (now < engine->looked_at + TICK_MS)
        return;
    engine->looked_at = now;
    if (is_stopped(engine))
        for (size_t i = 0; i < engine->seated; i++)
            phs_lanes_give_up(engine->seats[i].endpoint, "the scan was stopped");
    for (size_t i = engine->open.n; i-- > 0;)
        if (i < engine->open.n && (is_stopped(engine) || now >= phs_connection_deadline(engine->open.at[i])))
            phs_connection_timeout(engine->open.at[i]);
    for (size_t i = 0; i < engine->seated; i++)
        look_at_endpoint(engine, engine->seats[i].endpoint, now);
}

static bool has_open_connection(const struct phs_engine *engine, const struct phs_endpoint *endpoint) {
    for (size_t i = 0; i < engine->open.n; i++)
        if (phs_connection_endpoint(engine->open.at[i]) == endpoint)
            return true;
    return false;
}

static void dismiss(struct phs_engine *engine) {
    for (size_t i = 0; i < engine->seated;) {
        struct seat seat = engine->seats[i];
        if (!seat.endpoint->done || has_open_connection(engine, seat.endpoint)) {
            i++;
            continue;
        }
        phs_plan_conclude(seat.endpoint);
        engine->finished(engine->user, seat.order, seat.endpoint->facts);
        phs_plan_finish(seat.endpoint);
        bury(engine);
        phs_arena_free(seat.endpoint->arena);
        engine->seats[i] = engine->seats[--engine->seated];
    }
}

static int wait_ms(const struct phs_engine *engine) {
    int64_t now = phs_clock_ms(), until = now + LONGEST_WAIT_MS;
    for (size_t i = 0; i < engine->open.n; i++)
        if (phs_connection_deadline(engine->open.at[i]) < until)
            until = phs_connection_deadline(engine->open.at[i]);
    for (size_t i = 0; i < engine->seated; i++) {
        int64_t wake = phs_lanes_wake_at(engine->seats[i].endpoint);
        if (wake && wake < until)
            until = wake;
        if (engine->seats[i].endpoint->done)
            return 0;
    }
    return until > now ? (int)(until - now) : 0;
}

/* Whole handshakes last, and one of them a turn: a server that waits for its next hello is asked before we reckon. What was
 * passed by comes again with the next turn. */
static void turn(struct phs_engine *engine) {
    struct epoll_event events[BATCH];
    const struct epoll_event *heavy = NULL;
    int n = epoll_wait(engine->epoll, events, BATCH, wait_ms(engine));
    for (int i = 0; i < n; i++) {
        struct phs_connection *connection = events[i].data.ptr;
        if (!connection)
            take_resolved(engine);
        else if (phs_connection_is_closed(connection))
            continue;
        else if (!phs_connection_is_heavy(connection))
            phs_connection_event(connection, events[i].events);
        else if (!heavy)
            heavy = &events[i];
    }
    if (heavy && !phs_connection_is_closed(heavy->data.ptr))
        phs_connection_event(heavy->data.ptr, heavy->events);
    look_around(engine);
    bury(engine);
}

void phs_engine_run(const struct phs_engine_order *orders, size_t n, int64_t now, const volatile int *stop,
                    phs_engine_finished *finished, void *user) {
    struct phs_engine engine = {.epoll = epoll_create1(EPOLL_CLOEXEC),
                                .bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC),
                                .orders = orders,
                                .order_count = n,
                                .now = now,
                                .stop = stop,
                                .finished = finished,
                                .user = user,
                                .arena = phs_arena_new()};
    struct epoll_event bell = {.events = EPOLLIN};
    epoll_ctl(engine.epoll, EPOLL_CTL_ADD, engine.bell, &bell);
    for (seat_more(&engine); engine.seated; seat_more(&engine)) {
        turn(&engine);
        dismiss(&engine);
    }
    phs_full_shop_free(engine.shop);
    phs_arena_free(engine.arena);
    close(engine.bell);
    close(engine.epoll);
}
