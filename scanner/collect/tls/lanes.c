/* SPDX-License-Identifier: Apache-2.0 */
/* How many questions at once, and what an answer is worth. A refusal is an alert that says no. A closed or reset connection may
 * be a rate limiter: the question is parked, the lanes are narrowed to one, and it is asked again beside a handshake that is
 * known to pass (the canary); only when it is dropped again, and the canary passes again, does it count as refused. Silence
 * never does. */
#include "base/clock.h"
#include "base/digest.h"
#include "collect/tls/engine.h"

enum {
    FIRST_LANES = 4,
    MOST_LANES = 8,
    ENOUGH_DROPS = 2,
    ENOUGH_DROPS_FLAKY = 4,
    MOST_SILENCES = 2,
    MOST_CANARY_FAILS = 4,
    FIRST_PAUSE_MS = 120,
};

/* Deterministic by endpoint and count: between half and one and a half. */
static int64_t jitter(const struct phs_endpoint *endpoint, int64_t ms) {
    uint8_t dice = endpoint->random[endpoint->connections % sizeof endpoint->random];
    return ms / 2 + ms * dice / 255;
}

struct phs_chain *phs_lanes_chain(struct phs_endpoint *endpoint, phs_chain_next *next, void *state) {
    struct phs_chain *chain = PHS_NEW(endpoint->arena, struct phs_chain);
    *chain = (struct phs_chain){.endpoint = endpoint, .next = next, .state = state};
    if (!next(chain, NULL))
        chain->at = PHS_CHAIN_DONE;
    PHS_PUSH(endpoint->arena, endpoint->chains, chain);
    return chain;
}

static void deliver(struct phs_chain *chain, const struct phs_reply *reply) {
    chain->drops = chain->silences = 0;
    chain->odd_alert = false;
    chain->at = chain->next(chain, reply) ? PHS_CHAIN_READY : PHS_CHAIN_DONE;
}

/* Asked too early: who is there is for the first handshake to say, and whatever this was is asked again behind it. */
static void withdraw(struct phs_chain *chain) {
    chain->at = PHS_CHAIN_DONE;
    phs_plan_withdraw_scout(chain->endpoint);
}

static void deliver_unknown(struct phs_chain *chain, const char *why) {
    struct phs_reply reply = {.end = PHS_REPLY_UNKNOWN, .why = why};
    if (chain->is_scout) {
        withdraw(chain);
        return;
    }
    chain->at = PHS_CHAIN_DONE;
    if (!chain->endpoint->facts->partly)
        chain->endpoint->facts->partly = why;
    chain->next(chain, &reply);
}

static void deliver_dropped(struct phs_chain *chain) {
    struct phs_reply reply = {.end = PHS_REPLY_REFUSED, .why = chain->why, .by_canary = true, .alert = chain->odd_alert};
    deliver(chain, &reply);
}

static unsigned enough_drops(const struct phs_chain *chain) {
    if (chain->odd_alert || chain->ask.kind == PHS_ASK_SSL2)
        return 1; /* it did answer; and one that knows no SSLv2 cannot */
    return chain->endpoint->flaky ? ENOUGH_DROPS_FLAKY : ENOUGH_DROPS;
}

/* A handshake passed that began after the drop. */
static void believe(struct phs_chain *chain) {
    if (chain->silences >= MOST_SILENCES)
        deliver_unknown(chain, chain->why);
    else if (chain->silences == 0 && chain->drops >= enough_drops(chain))
        deliver_dropped(chain);
    else
        chain->at = PHS_CHAIN_READY;
}

static void canary_passed(struct phs_endpoint *endpoint, int64_t begun) {
    endpoint->canary_fails = 0;
    for (size_t i = 0; i < endpoint->chains.n; i++)
        if (endpoint->chains.at[i]->at == PHS_CHAIN_PARKED && endpoint->chains.at[i]->parked_at < begun)
            believe(endpoint->chains.at[i]);
}

static void park(struct phs_endpoint *endpoint, struct phs_chain *chain, const struct phs_reply *reply) {
    chain->at = PHS_CHAIN_PARKED;
    chain->parked_at = ++endpoint->events;
    chain->why = reply->why;
    chain->odd_alert = reply->alert;
    if (reply->end == PHS_REPLY_SILENT || reply->end == PHS_REPLY_UNREACHED)
        chain->silences++;
    else
        chain->drops++;
    if (!reply->alert && chain->ask.kind != PHS_ASK_SSL2)
        endpoint->limit = endpoint->limit > 2 ? endpoint->limit / 2 : 1;
}

static void canary_failed(struct phs_endpoint *endpoint, const struct phs_reply *reply) {
    endpoint->limit = 1;
    endpoint->paused_until = phs_clock_ms() + jitter(endpoint, (int64_t)FIRST_PAUSE_MS << endpoint->canary_fails);
    if (++endpoint->canary_fails >= MOST_CANARY_FAILS || reply->end == PHS_REPLY_SILENT)
        phs_lanes_give_up(endpoint, phs_printf(endpoint->arena, "%s, and so did a handshake that passed before", reply->why));
}

/* The next address of the name, when this one was never reached. */
static bool try_next_address(struct phs_endpoint *endpoint, const struct phs_reply *reply) {
    if (endpoint->reached || reply->end != PHS_REPLY_UNREACHED || endpoint->peer + 1 >= endpoint->peers.items.n)
        return false;
    struct phs_tls_miss miss = {endpoint->peers.items.at[endpoint->peer].text, reply->why, endpoint->absent};
    PHS_PUSH(endpoint->arena, endpoint->facts->missed, miss);
    endpoint->peer++;
    return true;
}

static void settle(struct phs_endpoint *endpoint, struct phs_chain *chain, struct phs_reply *reply) {
    if (endpoint->limit < MOST_LANES)
        endpoint->limit += 1;
    if (chain->drops && !chain->odd_alert)
        endpoint->flaky = true; /* what was dropped before is answered now */
    deliver(chain, reply);
    if (chain->is_scout)
        phs_plan_scouted(endpoint);
}

static bool is_suspect(const struct phs_reply *reply) {
    return reply->end == PHS_REPLY_DROPPED || reply->end == PHS_REPLY_SILENT || reply->end == PHS_REPLY_UNREACHED;
}

static struct phs_codes copy(struct phs_arena *arena, struct phs_codes codes) {
    uint16_t *at = PHS_NEW_N(arena, uint16_t, codes.n);
    if (codes.n)
        memcpy(at, codes.at, codes.n * sizeof *at);
    return (struct phs_codes){at, codes.n};
}

/* The chain goes on to change its lists. */
static void keep_canary(struct phs_endpoint *endpoint, const struct phs_ask *ask) {
    endpoint->canary = *ask;
    endpoint->canary.hello.suites = copy(endpoint->arena, ask->hello.suites);
    endpoint->canary.hello.groups = copy(endpoint->arena, ask->hello.groups);
    endpoint->canary.hello.sigalgs = copy(endpoint->arena, ask->hello.sigalgs);
}

void phs_lanes_answer(struct phs_endpoint *endpoint, struct phs_chain *chain, struct phs_reply *reply) {
    int64_t begun = chain->parked_at;
    endpoint->in_flight--;
    if (endpoint->dead) {
        if (!chain->is_canary && chain->at != PHS_CHAIN_DONE)
            deliver_unknown(chain, endpoint->dead);
        chain->at = PHS_CHAIN_DONE;
        return;
    }
    if (chain->is_scout && reply->end == PHS_REPLY_UNREACHED) {
        withdraw(chain);
        return;
    }
    if (try_next_address(endpoint, reply)) {
        chain->at = PHS_CHAIN_READY;
        return;
    }
    endpoint->reached |= reply->end != PHS_REPLY_UNREACHED;
    if (reply->end == PHS_REPLY_CHOSEN && chain->ask.kind == PHS_ASK_HELLO && endpoint->canary.kind != PHS_ASK_HELLO)
        keep_canary(endpoint, &chain->ask);
    if (chain->is_canary) {
        chain->at = PHS_CHAIN_DONE;
        if (reply->end == PHS_REPLY_CHOSEN)
            canary_passed(endpoint, begun);
        else
            canary_failed(endpoint, reply);
        return;
    }
    if (is_suspect(reply)) {
        park(endpoint, chain, reply);
        return;
    }
    if (reply->end == PHS_REPLY_CHOSEN || reply->end == PHS_REPLY_REFUSED)
        settle(endpoint, chain, reply);
    else if (chain->hears_all)
        deliver(chain, reply);
    else
        deliver_unknown(chain, reply->why);
    if (reply->end == PHS_REPLY_CHOSEN)
        canary_passed(endpoint, begun);
}

static bool no_question(struct phs_chain *chain, const struct phs_reply *reply) {
    (void)chain, (void)reply;
    return false;
}

static void launch(struct phs_endpoint *endpoint, struct phs_chain *chain) {
    chain->at = PHS_CHAIN_ASKED;
    chain->parked_at = ++endpoint->events;
    endpoint->in_flight++;
    phs_connection_open(endpoint, chain);
}

static void launch_canary(struct phs_endpoint *endpoint) {
    if (!endpoint->canary_chain) {
        endpoint->canary_chain = PHS_NEW(endpoint->arena, struct phs_chain);
        *endpoint->canary_chain = (struct phs_chain){.endpoint = endpoint, .next = no_question, .is_canary = true};
    }
    endpoint->canary_chain->ask = endpoint->canary;
    launch(endpoint, endpoint->canary_chain);
}

/* Nothing ever passed: each is asked once more, and then nobody knows. */
static void ask_without_canary(struct phs_endpoint *endpoint) {
    for (size_t i = 0; i < endpoint->chains.n; i++) {
        struct phs_chain *chain = endpoint->chains.at[i];
        if (chain->at != PHS_CHAIN_PARKED)
            continue;
        if (chain->silences || chain->drops >= ENOUGH_DROPS)
            deliver_unknown(chain, chain->why);
        else
            chain->at = PHS_CHAIN_READY;
    }
}

static bool any(const struct phs_endpoint *endpoint, int at) {
    for (size_t i = 0; i < endpoint->chains.n; i++)
        if ((int)endpoint->chains.at[i]->at == at)
            return true;
    return false;
}

static size_t whole_handshakes(const struct phs_endpoint *endpoint) {
    size_t n = 0;
    for (size_t i = 0; i < endpoint->chains.n; i++)
        n += endpoint->chains.at[i]->at == PHS_CHAIN_ASKED && endpoint->chains.at[i]->ask.kind == PHS_ASK_FULL;
    return n;
}

/* The longest chain asks hellos, and a whole handshake keeps both ends busy for longer than all else: two at a time are through
 * when that chain is, and hold it up less than all at once. */
static void launch_ready(struct phs_endpoint *endpoint) {
    enum { MOST_WHOLE = 2 };
    size_t whole_ones = whole_handshakes(endpoint);
    for (size_t i = 0; i < endpoint->chains.n && endpoint->in_flight < (unsigned)endpoint->limit; i++) {
        struct phs_chain *chain = endpoint->chains.at[i];
        bool whole = chain->ask.kind == PHS_ASK_FULL;
        if (chain->at != PHS_CHAIN_READY || (whole && whole_ones >= MOST_WHOLE))
            continue;
        whole_ones += whole;
        launch(endpoint, chain);
    }
}

void phs_lanes_pump(struct phs_endpoint *endpoint) {
    while (!endpoint->done && !(endpoint->paused_until > phs_clock_ms() && !endpoint->dead)) {
        endpoint->paused_until = 0;
        if (!endpoint->dead)
            launch_ready(endpoint);
        if (endpoint->in_flight)
            return;
        if (endpoint->dead) {
            endpoint->done = true;
        } else if (any(endpoint, PHS_CHAIN_PARKED)) {
            if (endpoint->canary.kind != PHS_ASK_NOTHING)
                launch_canary(endpoint);
            else
                ask_without_canary(endpoint);
        } else if (!any(endpoint, PHS_CHAIN_READY) && !phs_plan_more(endpoint)) {
            endpoint->done = true;
        }
    }
}

void phs_lanes_give_up(struct phs_endpoint *endpoint, const char *why) {
    if (endpoint->dead || endpoint->done)
        return;
    endpoint->dead = why;
    for (size_t i = 0; i < endpoint->chains.n; i++)
        if (endpoint->chains.at[i]->at == PHS_CHAIN_READY || endpoint->chains.at[i]->at == PHS_CHAIN_PARKED)
            deliver_unknown(endpoint->chains.at[i], why);
}

int64_t phs_lanes_wake_at(const struct phs_endpoint *endpoint) {
    return endpoint->resolving ? endpoint->deadline : endpoint->paused_until;
}

void phs_lanes_start(struct phs_endpoint *endpoint) {
    endpoint->limit = FIRST_LANES;
    phs_plan_begin(endpoint);
    phs_lanes_pump(endpoint);
}
