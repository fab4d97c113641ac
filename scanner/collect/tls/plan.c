/* SPDX-License-Identifier: Apache-2.0 */
/* The questions for one endpoint. First the handshake of an ordinary client: it tells whether there is anybody, shows the
 * certificate, and carries the HTTP request. Beside it, as soon as a connection stands, goes the first hello of the longest
 * enumeration, for a server that has nothing to do while we reckon. Once either is answered, everything else goes off. */
#include "collect/tls/plan.h"

#include "base/late.h"

enum { ECHO_FLAGS = PHS_HELLO_ECHOES | PHS_HELLO_DEFLATE };

static const char *name_for(const struct phs_endpoint *endpoint) {
    return endpoint->address->is_ip ? NULL : endpoint->address->host;
}

static bool is_https(const struct phs_endpoint *endpoint) {
    return strcmp(endpoint->address->scheme, "https") == 0;
}

struct phs_full_order phs_plan_full(const struct phs_endpoint *endpoint) {
    return (struct phs_full_order){.name = name_for(endpoint), .web = is_https(endpoint), .client = endpoint->client};
}

static unsigned hello_flags(const struct phs_endpoint *endpoint) {
    return endpoint->plan->small ? PHS_HELLO_BARE : ECHO_FLAGS | (is_https(endpoint) ? PHS_HELLO_ALPN : 0u);
}

/* As few hellos as older stacks take, or small ones where it must be. */
void phs_plan_enumerate(struct phs_endpoint *endpoint, enum phs_tls_version version) {
    enum { SMALL = 20 };
    struct phs_found parts[PHS_PARTS];
    size_t n = phs_suite_parts(version, parts);
    bool small = endpoint->plan->small, joint = version >= PHS_TLS_1_2;
    unsigned flags = hello_flags(endpoint);
    for (size_t i = version == PHS_TLS_1_2 && endpoint->plan->scouted && !small; i < n; i++)
        for (size_t at = 0, step = small ? SMALL : PHS_MOST_CODES; at < parts[i].n; at += step)
            phs_enumerate(endpoint, version, parts[i].at + at, parts[i].n - at < step ? parts[i].n - at : step,
                          joint && i == 0 && at == 0, version == PHS_TLS_1_3 ? flags & PHS_HELLO_BARE : flags);
}

/* ---- A hello with the signal that this is a second, lower try (RFC 7507). */

static bool fallback(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_tls_facts *facts = chain->endpoint->facts;
    struct phs_found *parts = chain->state;
    if (!reply) {
        enum phs_tls_version lower = facts->best - 1;
        phs_suite_parts(lower, parts);
        chain->ask.kind = PHS_ASK_HELLO;
        phs_plan_hello(chain->endpoint, lower, &parts[0], &chain->ask.hello);
        chain->ask.hello.flags |= PHS_HELLO_FALLBACK;
        return true;
    }
    /* Another refusal than this one says that nothing was acceptable, and nothing about the signal. */
    if (reply->end == PHS_REPLY_CHOSEN)
        phs_tls_trait_set(facts, PHS_TRAIT_FALLBACK_SCSV, phs_tls_yes_no(false));
    else if (reply->end == PHS_REPLY_REFUSED && reply->flight && reply->flight->alert == SSL_AD_INAPPROPRIATE_FALLBACK)
        phs_tls_trait_set(facts, PHS_TRAIT_FALLBACK_SCSV, phs_tls_yes_no(true));
    else if (reply->end == PHS_REPLY_UNKNOWN)
        phs_tls_trait_set(facts, PHS_TRAIT_FALLBACK_SCSV, phs_tls_maybe(reply->why));
    return false;
}

/* ---- Without a name: which certificate, or none? */

static bool nameless(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_endpoint *endpoint = chain->endpoint;
    if (!reply) {
        chain->ask = (struct phs_ask){.kind = PHS_ASK_FULL, .full = phs_plan_full(endpoint)};
        chain->ask.full.name = NULL;
        return true;
    }
    if (reply->end == PHS_REPLY_UNKNOWN) {
        phs_tls_trait_set(endpoint->facts, PHS_TRAIT_NAME_NEEDED, phs_tls_maybe(reply->why));
        return false;
    }
    if (reply->end == PHS_REPLY_CHOSEN)
        phs_shown_full(endpoint, reply->full, PHS_SLOT_NAMELESS);
    phs_tls_trait_set(endpoint->facts, PHS_TRAIT_NAME_NEEDED,
                      phs_tls_yes_no(reply->end == PHS_REPLY_REFUSED || endpoint->plan->shown[PHS_SLOT_NAMELESS] != NULL));
    return false;
}

/* ---- Everything behind the first handshake. */

void phs_plan_hello(const struct phs_endpoint *endpoint, enum phs_tls_version version, const struct phs_found *suites,
                    struct phs_tls_hello *ret_hello) {
    static uint16_t groups[128], sigalgs[64];
    size_t group_count, sigalg_count;
    const struct phs_tls_code *codes = phs_tls_groups(&group_count);
    for (size_t i = 0; i < group_count; i++)
        groups[i] = codes[i].id;
    codes = phs_tls_sigalgs(&sigalg_count);
    for (size_t i = 0; i < sigalg_count; i++)
        sigalgs[i] = codes[i].id;
    *ret_hello = (struct phs_tls_hello){.version = phs_wire_version(version),
                                        .flags = ECHO_FLAGS | (is_https(endpoint) ? PHS_HELLO_ALPN : 0u),
                                        .suites = {suites->at, suites->n},
                                        .groups = {groups, group_count},
                                        .sigalgs = {sigalgs, sigalg_count},
                                        .name = name_for(endpoint)};
    if (endpoint->plan->small) {
        ret_hello->flags = PHS_HELLO_BARE;
        ret_hello->groups.n = ret_hello->sigalgs.n = 11; /* the usual ones stand first */
    }
}

static struct phs_found *parts_of(struct phs_endpoint *endpoint) {
    return PHS_NEW_N(endpoint->arena, struct phs_found, PHS_PARTS);
}

static void go_on(struct phs_endpoint *endpoint) {
    struct phs_plan *plan = endpoint->plan;
    if (plan->has_more)
        return;
    plan->has_more = true;
    if (plan->scout)
        plan->scout->is_scout = false;
    plan->scout = NULL;
    if (endpoint->mode == PHS_TLS_GATE) {
        phs_gate_chains(endpoint);
        return;
    }
    endpoint->facts->enumerated = true;
    phs_lanes_chain(endpoint, phs_plan_ssl2, NULL);
    phs_plan_enumerate(endpoint, PHS_TLS_1_2);
    phs_plan_enumerate(endpoint, PHS_TLS_1_3);
    phs_lanes_chain(endpoint, phs_plan_legacy, parts_of(endpoint));
}

/* The first list of TLS 1.2, which is also the one for groups and algorithms: the longest chain of all. */
bool phs_plan_connected(struct phs_endpoint *endpoint, struct phs_connection *connection) {
    struct phs_plan *plan = endpoint->plan;
    struct phs_found parts[PHS_PARTS];
    if (plan->has_more || plan->scouted || endpoint->mode == PHS_TLS_GATE || plan->stage > 0)
        return false;
    endpoint->reached = plan->scouted = true;
    phs_suite_parts(PHS_TLS_1_2, parts);
    phs_enumerate(endpoint, PHS_TLS_1_2, parts[0].at, parts[0].n, true, hello_flags(endpoint));
    plan->scout = endpoint->chains.at[endpoint->chains.n - 1];
    plan->scout->is_scout = true;
    endpoint->held = connection;
    phs_lanes_pump(endpoint);
    phs_late_openssl_load(); /* what the first handshake needs, while the server answers */
    return true;
}

/* What it holds up takes longer than a server takes to answer: first everything else is asked. */
static void let_go(struct phs_endpoint *endpoint) {
    struct phs_connection *held = endpoint->held;
    endpoint->held = NULL;
    if (held)
        phs_connection_resume(held);
}

void phs_plan_scouted(struct phs_endpoint *endpoint) {
    go_on(endpoint);
    phs_lanes_pump(endpoint);
    let_go(endpoint);
}

void phs_plan_withdraw_scout(struct phs_endpoint *endpoint) {
    let_go(endpoint);
    endpoint->plan->scout = NULL;
    endpoint->plan->scouted = false;
    endpoint->plan->parts.n = 0; /* its own, the only one so far */
}

void phs_plan_greeted(struct phs_endpoint *endpoint, const struct phs_full *full) {
    struct phs_plan *plan = endpoint->plan;
    if (plan->greeted)
        return;
    plan->greeted = true;
    go_on(endpoint);
    if (!plan->first_shown && endpoint->mode != PHS_TLS_GATE && name_for(endpoint))
        phs_lanes_chain(endpoint, nameless, NULL);
    phs_lanes_pump(endpoint); /* its own work comes behind what others wait for */
    phs_shown_first(endpoint, full);
}

/* Without a certificate of ours nothing is answered: by an alert, or by a page that says so. */
static void note_client(struct phs_endpoint *endpoint, const struct phs_full *full) {
    struct phs_tls_facts *facts = endpoint->facts;
    bool alert = full->has_alert && full->state == PHS_FULL_FAILED;
    bool page = facts->http && (facts->http->status == 400 || facts->http->status == 403 || facts->http->status == 401);
    facts->client_certificate_requested |= full->certificate_requested;
    facts->has_client_certificate = endpoint->client != NULL;
    if (endpoint->client)
        facts->client_certificate_accepted = phs_tls_yes_no(!alert && !page);
    else if (full->certificate_requested)
        phs_tls_trait_set(facts, PHS_TRAIT_MTLS_REQUIRED, phs_tls_yes_no(alert || page));
    if (full->certificate_requested && !endpoint->client && alert && is_https(endpoint)) {
        facts->is_web = true;
        facts->http_reason = "it answers requests only of clients with a certificate";
    }
}

static void keep_first(struct phs_endpoint *endpoint, const struct phs_full *full) {
    struct phs_tls_facts *facts = endpoint->facts;
    enum phs_tls_version version;
    facts->tls = phs_tls_yes_no(true);
    facts->suite = phs_full_suite(full);
    facts->group = phs_full_group(endpoint->arena, full);
    facts->alpn = phs_full_alpn(endpoint->arena, full);
    facts->ocsp_stapled |= phs_full_staple(full).len > 0;
    phs_shown_first(endpoint, full);
    if (phs_version_of(full->version, &version)) {
        facts->handshake = true;
        facts->best = version;
        facts->versions[version].accepted = phs_tls_yes_no(true);
        facts->versions[version].suite = facts->suite;
        facts->versions[version].group = facts->group;
        facts->versions[version].evidence.answer =
            phs_printf(endpoint->arena, "version %04x, a whole handshake", full->version);
        for (unsigned v = version + 1; v <= PHS_TLS_1_3; v++)
            facts->versions[v].accepted = phs_tls_yes_no(false);
    }
    note_client(endpoint, full);
    phs_sessions_keep(endpoint, full);
    if (endpoint->canary.kind == PHS_ASK_NOTHING)
        endpoint->canary = (struct phs_ask){.kind = PHS_ASK_FULL, .full = phs_plan_full(endpoint)};
}

static void after_first(struct phs_endpoint *endpoint, const struct phs_full *full) {
    struct phs_tls_facts *facts = endpoint->facts;
    if (endpoint->mode == PHS_TLS_GATE)
        return;
    phs_sessions_chains(endpoint, full);
    if (facts->best == PHS_TLS_1_3)
        phs_signing_begin(endpoint, phs_full_sigalg(full));
    if (facts->handshake && facts->best > PHS_SSL_3)
        phs_lanes_chain(endpoint, fallback, parts_of(endpoint));
}

static void no_start(struct phs_endpoint *endpoint, const struct phs_starttls_turn *turn) {
    struct phs_tls_facts *facts = endpoint->facts;
    if (turn->step == PHS_STARTTLS_NOT_OFFERED) {
        facts->starttls = facts->tls = phs_tls_yes_no(false);
        return;
    }
    facts->starttls = turn->step == PHS_STARTTLS_REFUSED ? phs_tls_yes_no(true) : phs_tls_maybe(turn->why);
    facts->tls = phs_tls_maybe(turn->why);
    facts->unread = turn->why;
}

/* What an endpoint is when nothing passed: the others are asked all the same when somebody said no. */
static void hear_no_handshake(struct phs_endpoint *endpoint, const struct phs_reply *reply) {
    struct phs_tls_facts *facts = endpoint->facts;
    const char *why = reply->why ? reply->why : "it did not answer";
    if (reply->end == PHS_REPLY_NO_START) {
        no_start(endpoint, &reply->start);
    } else if (reply->end == PHS_REPLY_NOT_TLS) {
        facts->tls = phs_tls_yes_no(false);
    } else {
        facts->tls = reply->end == PHS_REPLY_REFUSED ? phs_tls_yes_no(true) : phs_tls_maybe(why);
        facts->unread = phs_strdup(endpoint->arena, why);
        if (endpoint->reached && reply->end != PHS_REPLY_UNKNOWN)
            go_on(endpoint);
        else if (endpoint->reached && endpoint->plan->stage == 0)
            endpoint->plan->stage = 1; /* see phs_plan_more */
    }
}

static bool first(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_endpoint *endpoint = chain->endpoint;
    if (!reply) {
        chain->hears_all = true;
        chain->ask = (struct phs_ask){.kind = PHS_ASK_FULL, .full = phs_plan_full(endpoint)};
        chain->ask.full.http = is_https(endpoint);
        chain->ask.full.listen = !is_https(endpoint) && endpoint->mode != PHS_TLS_GATE;
        return true;
    }
    if (endpoint->address->start != PHS_STARTTLS_NONE && reply->end != PHS_REPLY_NO_START)
        endpoint->facts->starttls =
            endpoint->reached && reply->end != PHS_REPLY_UNKNOWN ? phs_tls_yes_no(true) : phs_tls_maybe(reply->why);
    if (reply->end != PHS_REPLY_CHOSEN) {
        phs_shown_first(endpoint, NULL);
        hear_no_handshake(endpoint, reply);
        return false;
    }
    keep_first(endpoint, reply->full);
    go_on(endpoint);
    after_first(endpoint, reply->full);
    return false;
}

static bool plain(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_tls_facts *facts = chain->endpoint->facts;
    if (!reply) {
        chain->ask.kind = PHS_ASK_PLAIN;
        return true;
    }
    facts->tls = phs_tls_yes_no(false);
    if (!facts->http)
        facts->unread = facts->http_reason = facts->http_reason ? facts->http_reason
                                             : reply->why       ? reply->why
                                                                : "it did not answer";
    return false;
}

void phs_plan_begin(struct phs_endpoint *endpoint) {
    endpoint->plan = PHS_NEW(endpoint->arena, struct phs_plan);
    if (strcmp(endpoint->address->scheme, "http") == 0)
        phs_lanes_chain(endpoint, plain, NULL);
    else
        phs_lanes_chain(endpoint, first, NULL);
}

/* ---- A server that hangs on large hellos may answer a small one. */

static bool small_hello(struct phs_chain *chain, const struct phs_reply *reply) {
    static const uint16_t usual[] = {0xc02f, 0xc030, 0xc02b, 0xc02c, 0xc013, 0xc014,
                                     0xc009, 0xc00a, 0x009c, 0x002f, 0x0035, 0x000a};
    struct phs_endpoint *endpoint = chain->endpoint;
    struct phs_found *suites = chain->state;
    if (!reply) {
        for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
            phs_found_add(suites, usual[i]);
        chain->ask.kind = PHS_ASK_HELLO;
        phs_plan_hello(endpoint, PHS_TLS_1_2, suites, &chain->ask.hello);
        return true;
    }
    if (reply->end == PHS_REPLY_UNKNOWN || (reply->end == PHS_REPLY_REFUSED && endpoint->plan->has_more))
        return false;
    phs_tls_trait_set(endpoint->facts, PHS_TRAIT_HELLO_TOLERANT, phs_tls_yes_no(false));
    endpoint->facts->tls = phs_tls_yes_no(true);
    if (!endpoint->plan->has_more) {
        go_on(endpoint);
        return false;
    }
    endpoint->plan->parts.n = 0; /* what large hellos said counts for nothing */
    phs_plan_enumerate(endpoint, PHS_TLS_1_2);
    phs_plan_enumerate(endpoint, PHS_TLS_1_3);
    phs_lanes_chain(endpoint, phs_plan_legacy, parts_of(endpoint));
    return false;
}

static void try_small(struct phs_endpoint *endpoint) {
    endpoint->plan->small = true;
    phs_lanes_chain(endpoint, small_hello, parts_of(endpoint));
}

static bool accepts_tls12(const struct phs_plan *plan) {
    for (size_t i = 0; i < plan->parts.n; i++)
        if (plan->parts.at[i]->version == PHS_TLS_1_2 && plan->parts.at[i]->accepted)
            return true;
    return false;
}

/* An ordinary client gets TLS 1.2, and large hellos of TLS 1.2 are all refused. */
static bool contradicts_itself(const struct phs_endpoint *endpoint) {
    const struct phs_tls_facts *facts = endpoint->facts;
    return facts->enumerated && facts->handshake && facts->best == PHS_TLS_1_2 && !accepts_tls12(endpoint->plan);
}

static bool try_small_if_needed(struct phs_endpoint *endpoint) {
    struct phs_plan *plan = endpoint->plan;
    if (plan->stage >= 2 || endpoint->dead)
        return false;
    bool needed = (plan->stage == 1 && !plan->has_more) || (plan->has_more && contradicts_itself(endpoint));
    if (!needed && accepts_tls12(plan))
        phs_tls_trait_set(endpoint->facts, PHS_TRAIT_HELLO_TOLERANT, phs_tls_yes_no(true));
    plan->stage = 2;
    if (needed)
        try_small(endpoint);
    return needed;
}

bool phs_plan_more(struct phs_endpoint *endpoint) {
    struct phs_plan *plan = endpoint->plan;
    if (try_small_if_needed(endpoint))
        return true;
    if (plan->stage < 3 && !endpoint->dead) {
        plan->stage = 3;
        bool late = plan->has_more && phs_late_chains(endpoint);
        late |= plan->has_more && phs_signing_settle(endpoint);
        if ((plan->has_more && phs_consistency_chains(endpoint)) || late)
            return true;
    }
    if (plan->stage < 4 && plan->has_more && endpoint->mode == PHS_TLS_DEEP) {
        plan->stage = 4;
        phs_deep_chains(endpoint);
        return true;
    }
    return false;
}

void phs_plan_conclude(struct phs_endpoint *endpoint) {
    endpoint->facts->used = endpoint->peers.items.n && !endpoint->proxy ? endpoint->peers.items.at[endpoint->peer].text : NULL;
    endpoint->facts->absent = !endpoint->reached && endpoint->absent;
    if (endpoint->plan && endpoint->plan->has_more)
        phs_verdicts(endpoint);
}

void phs_plan_finish(struct phs_endpoint *endpoint) {
    if (endpoint->plan)
        phs_sessions_done(endpoint->plan);
}
