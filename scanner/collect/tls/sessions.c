/* SPDX-License-Identifier: Apache-2.0 */
/* Is a session taken up again, by its ticket or by its id, and is what comes before the handshake's end (0-RTT) taken? A ticket
 * that allows early data is an offer; whether the server processes it is only known when some was sent. What is sent is a HEAD
 * request, which changes nothing when it is played again; protocols other than HTTP are sent none, and say in their handshake
 * all the same whether they would take it. */
#include "collect/tls/plan.h"

static void set_trait(struct phs_tls_facts *facts, enum phs_tls_trait trait, struct phs_tls_answer answer) {
    facts->traits[trait] = answer;
    facts->has_trait[trait] = true;
}

static struct phs_tls_answer yes_no(bool is) {
    return (struct phs_tls_answer){is ? PHS_YES : PHS_NO, NULL};
}

static struct phs_tls_answer maybe(const char *why) {
    return (struct phs_tls_answer){PHS_MAYBE, why};
}

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
        set_trait(facts, PHS_TRAIT_EARLY_DATA, maybe(reply->why));
    else if (reply->end != PHS_REPLY_CHOSEN || full->state == PHS_FULL_SHAKING)
        set_trait(facts, PHS_TRAIT_EARLY_DATA, maybe("it offers early data, and ended the handshake that brought some"));
    else if (full->early_taken)
        set_trait(facts, PHS_TRAIT_EARLY_DATA, yes_no(true));
    else if (full->server_hellos > 1)
        set_trait(facts, PHS_TRAIT_EARLY_DATA, maybe("it offers early data, and asked for another key share than was sent"));
    else
        set_trait(facts, PHS_TRAIT_EARLY_DATA, yes_no(false));
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
        set_trait(facts, PHS_TRAIT_RESUMPTION, maybe(reply->why));
    else
        set_trait(facts, PHS_TRAIT_RESUMPTION, yes_no(reply->end == PHS_REPLY_CHOSEN && reply->full->resumed));
    if (early)
        note_early_data(facts, reply);
    return false;
}

/* ---- By id: a session of TLS 1.2 without a ticket, which the server must have kept itself. */

static bool begin_by_id(struct phs_chain *chain) {
    chain->ask = (struct phs_ask){.kind = PHS_ASK_FULL, .full = phs_plan_full(chain->endpoint)};
    chain->ask.full.only_tls12 = chain->ask.full.no_tickets = chain->ask.full.farewell = true;
    return true;
}

static bool go_on_by_id(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_plan *plan = chain->endpoint->plan;
    const struct phs_full *full = reply->full;
    if (full->state == PHS_FULL_SHAKING || !full->greeted)
        return false;
    if (!full->session) {
        set_trait(chain->endpoint->facts, PHS_TRAIT_SESSION_ID, yes_no(false));
        return false;
    }
    SSL_SESSION_up_ref(full->session);
    plan->session_by_id = full->session;
    begin_by_id(chain);
    chain->ask.full.resume = plan->session_by_id;
    return true;
}

static bool by_id(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_endpoint *endpoint = chain->endpoint;
    if (!reply)
        return begin_by_id(chain);
    if (reply->end == PHS_REPLY_UNKNOWN)
        set_trait(endpoint->facts, PHS_TRAIT_SESSION_ID, maybe(reply->why));
    else if (endpoint->plan->session_by_id)
        set_trait(endpoint->facts, PHS_TRAIT_SESSION_ID, yes_no(reply->end == PHS_REPLY_CHOSEN && reply->full->resumed));
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
    struct phs_tls_answer answer = known ? yes_no(offered) : maybe("the handshake ended before a ticket could come");
    set_trait(facts, PHS_TRAIT_EARLY_DATA_OFFERED, answer);
    set_trait(facts, PHS_TRAIT_EARLY_DATA, offered ? maybe("it offers early data, and was sent none") : answer);
}

void phs_sessions_chains(struct phs_endpoint *endpoint, const struct phs_full *full) {
    if (endpoint->plan->session)
        phs_lanes_chain(endpoint, resume, NULL);
    else if (full->state != PHS_FULL_SHAKING)
        set_trait(endpoint->facts, PHS_TRAIT_RESUMPTION, yes_no(false));
    phs_lanes_chain(endpoint, by_id, NULL);
}

void phs_sessions_done(struct phs_plan *plan) {
    SSL_SESSION_free(plan->session);
    SSL_SESSION_free(plan->session_by_id);
}
