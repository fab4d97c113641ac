/* SPDX-License-Identifier: Apache-2.0 */
/* Is a session taken up again, by its ticket or by its id, and is what comes before the handshake's end (0-RTT) taken? A ticket
 * that allows early data is an offer; whether the server processes it is only known when some was sent. What is sent is a HEAD
 * request, which changes nothing when it is played again; protocols other than HTTP are sent none, and say in their handshake
 * all the same whether they would take it. */
#include "collect/tls/plan.h"

static const char *early_request(const struct phs_endpoint *endpoint) {
    const struct phs_tls_address *address = endpoint->address;
    const char *open = strchr(address->host, ':') ? "[" : "", *close = *open ? "]" : "";
    if (strcmp(address->scheme, "https") != 0)
        return "";
    return phs_printf(endpoint->arena, "HEAD %s HTTP/1.1\r\nHost: %s%s%s\r\nUser-Agent: phiscope\r\nConnection: close\r\n\r\n",
                      address->path, open, address->host, close);
}

static bool allows_early_data(const SSL_SESSION *session) {
    return SSL_SESSION_get_protocol_version(session) == TLS1_3_VERSION && SSL_SESSION_get_max_early_data(session) > 0;
}

static void note_early_data(struct phs_tls_facts *facts, const struct phs_reply *reply) {
    const struct phs_full *full = reply->full;
    if (reply->end == PHS_REPLY_UNKNOWN)
        phs_tls_trait_set(facts, PHS_TRAIT_EARLY_DATA, phs_tls_maybe(reply->why));
    else if (reply->end != PHS_REPLY_CHOSEN || full->state == PHS_FULL_SHAKING)
        phs_tls_trait_set(facts, PHS_TRAIT_EARLY_DATA,
                          phs_tls_maybe("it offers early data, and ended the handshake that brought some"));
    else if (full->early_taken)
        phs_tls_trait_set(facts, PHS_TRAIT_EARLY_DATA, phs_tls_yes_no(true));
    else if (full->server_hellos > 1)
        phs_tls_trait_set(facts, PHS_TRAIT_EARLY_DATA,
                          phs_tls_maybe("it offers early data, and asked for another key share than was sent"));
    else
        phs_tls_trait_set(facts, PHS_TRAIT_EARLY_DATA, phs_tls_yes_no(false));
}

static bool resume(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_endpoint *endpoint = chain->endpoint;
    struct phs_tls_facts *facts = endpoint->facts;
    bool early = allows_early_data(endpoint->plan->session);
    if (!reply) {
        chain->ask = (struct phs_ask){.kind = PHS_ASK_FULL, .full = phs_plan_full(endpoint)};
        chain->ask.full.resume = endpoint->plan->session;
        chain->ask.full.group = early ? facts->group : NULL; /* a server that asks for another key share drops early data */
        chain->ask.full.early = early ? early_request(endpoint) : NULL;
        return true;
    }
    if (reply->end == PHS_REPLY_UNKNOWN)
        phs_tls_trait_set(facts, PHS_TRAIT_RESUMPTION, phs_tls_maybe(reply->why));
    else
        phs_tls_trait_set(facts, PHS_TRAIT_RESUMPTION, phs_tls_yes_no(reply->end == PHS_REPLY_CHOSEN && reply->full->resumed));
    if (early)
        note_early_data(facts, reply);
    return false;
}

/* ---- By id: a session of TLS 1.2 without a ticket, which the server must have kept itself. */

/* One whose handshake nobody signs, when one was found: it costs the server a third. */
static uint16_t cheap_suite(const struct phs_plan *plan) {
    const uint32_t unusual =
        PHS_SUITE_BROKEN | PHS_SUITE_SHARED | PHS_SUITE_SEED | PHS_SUITE_CAMELLIA | PHS_SUITE_ARIA | PHS_SUITE_GOST;
    for (size_t i = 0; i < plan->parts.n; i++)
        for (size_t k = 0; k < plan->parts.at[i]->suites.n && plan->parts.at[i]->version == PHS_TLS_1_2; k++) {
            const struct phs_tls_suite *suite = phs_tls_suite_find(plan->parts.at[i]->suites.at[k]);
            if (suite && suite->traits & PHS_SUITE_RSA_KX && !(suite->traits & unusual))
                return suite->id;
        }
    return 0;
}

static bool begin_by_id(struct phs_chain *chain) {
    chain->ask = (struct phs_ask){.kind = PHS_ASK_FULL, .full = phs_plan_full(chain->endpoint)};
    chain->ask.full.suite = cheap_suite(chain->endpoint->plan);
    chain->ask.full.only_tls12 = chain->ask.full.no_tickets = chain->ask.full.farewell = true;
    return true;
}

struct by_id {
    uint8_t id[32];
    size_t length;
    struct phs_found suites;
};

static bool ask_for_id(struct phs_chain *chain, const SSL_SESSION *session) {
    struct by_id *state = chain->state;
    unsigned length = 0;
    const unsigned char *id = SSL_SESSION_get_id(session, &length);
    const SSL_CIPHER *suite = SSL_SESSION_get0_cipher(session);
    if (!length || length > sizeof state->id || !suite) {
        phs_tls_trait_set(chain->endpoint->facts, PHS_TRAIT_SESSION_ID, phs_tls_yes_no(false));
        return false;
    }
    memcpy(state->id, id, length);
    state->length = length;
    phs_found_add(&state->suites, SSL_CIPHER_get_protocol_id(suite));
    chain->ask = (struct phs_ask){.kind = PHS_ASK_HELLO};
    phs_plan_hello(chain->endpoint, PHS_TLS_1_2, &state->suites, &chain->ask.hello);
    chain->ask.hello.flags = (chain->ask.hello.flags | PHS_HELLO_BY_ID) & ~(unsigned)PHS_HELLO_DEFLATE;
    chain->ask.hello.session = phs_slice_n((const char *)state->id, length);
    return true;
}

static bool go_on_by_id(struct phs_chain *chain, const struct phs_reply *reply) {
    const struct phs_full *full = reply->full;
    if (full->state == PHS_FULL_SHAKING || !full->greeted)
        return false;
    if (!full->session) {
        phs_tls_trait_set(chain->endpoint->facts, PHS_TRAIT_SESSION_ID, phs_tls_yes_no(false));
        return false;
    }
    return ask_for_id(chain, full->session);
}

/* The hello names the id; a server that has the session says the same id in its own (RFC 5246, 7.4.1.3), and needs no
 * certificate. */
static bool hear_id(struct phs_chain *chain, const struct phs_reply *reply) {
    const struct phs_tls_flight *flight = reply->flight;
    const struct by_id *state = chain->state;
    bool same = reply->end == PHS_REPLY_CHOSEN && flight->version == PHS_TLS12 && flight->session_len == state->length &&
                memcmp(flight->session, state->id, state->length) == 0 && !flight->certificates.len;
    phs_tls_trait_set(chain->endpoint->facts, PHS_TRAIT_SESSION_ID, phs_tls_yes_no(same));
    return false;
}

static bool by_id(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_endpoint *endpoint = chain->endpoint;
    if (!reply)
        return begin_by_id(chain);
    if (reply->end == PHS_REPLY_UNKNOWN)
        phs_tls_trait_set(endpoint->facts, PHS_TRAIT_SESSION_ID, phs_tls_maybe(reply->why));
    else if (chain->ask.kind == PHS_ASK_HELLO)
        return hear_id(chain, reply);
    else if (reply->end == PHS_REPLY_CHOSEN)
        return go_on_by_id(chain, reply);
    return false; /* TLS 1.2 is refused: the question does not arise */
}

/* Tickets come behind the handshake; an answer to a request came behind them. */
static bool had_time_for_tickets(const struct phs_endpoint *endpoint, const struct phs_full *full) {
    return full->greeted && full->state != PHS_FULL_SHAKING && (endpoint->facts->http || full->listened);
}

void phs_sessions_keep(struct phs_endpoint *endpoint, const struct phs_full *full) {
    struct phs_tls_facts *facts = endpoint->facts;
    if (full->session && full->state != PHS_FULL_SHAKING) {
        SSL_SESSION_up_ref(full->session);
        endpoint->plan->session = full->session;
        if (SSL_SESSION_has_ticket(full->session))
            facts->ticket_lifetime = (int64_t)SSL_SESSION_get_ticket_lifetime_hint(full->session);
    }
    if (full->version != PHS_TLS13)
        return;
    bool offered = endpoint->plan->session && allows_early_data(endpoint->plan->session);
    bool known = endpoint->plan->session || had_time_for_tickets(endpoint, full);
    struct phs_tls_answer answer =
        known ? phs_tls_yes_no(offered) : phs_tls_maybe("the handshake ended before a ticket could come");
    phs_tls_trait_set(facts, PHS_TRAIT_EARLY_DATA_OFFERED, answer);
    phs_tls_trait_set(facts, PHS_TRAIT_EARLY_DATA, offered ? phs_tls_maybe("it offers early data, and was sent none") : answer);
}

void phs_sessions_chains(struct phs_endpoint *endpoint, const struct phs_full *full) {
    if (endpoint->plan->session)
        phs_lanes_chain(endpoint, resume, NULL);
    else if (full->state != PHS_FULL_SHAKING)
        phs_tls_trait_set(endpoint->facts, PHS_TRAIT_RESUMPTION, phs_tls_yes_no(false));
    phs_lanes_chain(endpoint, by_id, PHS_NEW(endpoint->arena, struct by_id));
}

void phs_sessions_done(struct phs_plan *plan) {
    SSL_SESSION_free(plan->session);
}
