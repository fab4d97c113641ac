/* SPDX-License-Identifier: Apache-2.0 */
/* --deep, of sessions: what a ticket brings back, and how often a client may ask for a new handshake. */
#include "collect/tls/plan.h"

static const char silent[] = "it did not answer in time";

/* ---- Ticketbleed (CVE-2016-9244): a session id of 16 bytes beside a ticket comes back with 16 more. */

struct bleed {
    uint8_t ticket[2048];
    size_t ticket_len;
    struct phs_found suites;
};

static bool ask_ticket(struct phs_chain *chain) {
    const struct phs_endpoint *endpoint = chain->endpoint;
    chain->ask = (struct phs_ask){.kind = PHS_ASK_FULL};
    chain->ask.full = (struct phs_full_order){.name = endpoint->address->is_ip ? NULL : endpoint->address->host,
                                              .client = endpoint->client,
                                              .only_tls12 = true,
                                              .listen = true};
    return true;
}

static bool ask_bleed(struct phs_chain *chain, struct bleed *bleed, const struct phs_full *full) {
    const unsigned char *ticket = NULL;
    size_t len = 0;
    if (full->session)
        SSL_SESSION_get0_ticket(full->session, &ticket, &len);
    if (len == 0 || len > sizeof bleed->ticket)
        return false;
    memcpy(bleed->ticket, ticket, len);
    bleed->ticket_len = len;
    struct phs_found parts[PHS_PARTS];
    phs_suite_parts(PHS_TLS_1_2, parts);
    bleed->suites = parts[0];
    chain->ask = (struct phs_ask){.kind = PHS_ASK_HELLO};
    phs_plan_hello(chain->endpoint, PHS_TLS_1_2, &bleed->suites, &chain->ask.hello);
    chain->ask.hello.session = phs_slice_n((const char *)chain->endpoint->random, 16);
    chain->ask.hello.ticket = phs_slice_n((const char *)bleed->ticket, len);
    return true;
}

static bool ticketbleed(struct phs_chain *chain, const struct phs_reply *reply) {
    struct bleed *bleed = chain->state;
    if (!reply)
        return ask_ticket(chain);
    if (reply->end != PHS_REPLY_CHOSEN) {
        phs_weakness_set(chain->endpoint, PHS_WEAK_TICKETBLEED, reply->end == PHS_REPLY_REFUSED ? PHS_NO : PHS_MAYBE,
                         reply->why);
        return false;
    }
    if (reply->full) {
        if (ask_bleed(chain, bleed, reply->full))
            return true;
        phs_weakness_set(chain->endpoint, PHS_WEAK_TICKETBLEED, PHS_NO, NULL); /* no ticket to send */
        return false;
    }
    phs_weakness_tell(chain->endpoint, PHS_WEAK_TICKETBLEED, "a session id of 16 bytes beside a ticket",
                      phs_printf(chain->endpoint->arena, "one of %zu bytes", (size_t)reply->flight->session_len));
    bool longer = reply->flight->session_len > 16 && memcmp(reply->flight->session, chain->endpoint->random, 16) == 0;
    phs_weakness_set(chain->endpoint, PHS_WEAK_TICKETBLEED, longer ? PHS_YES : PHS_NO, NULL);
    return false;
}

void phs_ticketbleed_begin(struct phs_endpoint *endpoint) {
    phs_lanes_chain(endpoint, ticketbleed, PHS_NEW(endpoint->arena, struct bleed));
}

/* ---- May a client ask for handshake after handshake? */

static void tell_renegotiation(struct phs_endpoint *endpoint, const struct phs_reply *reply) {
    const struct phs_full *full = reply->full;
    struct phs_arena *arena = endpoint->arena;
    unsigned granted = full->server_hellos ? full->server_hellos - 1 : 0;
    const char *then = granted >= PHS_MOST_RENEGOTIATIONS ? "and no limit"
                       : full->has_alert
                           ? phs_printf(arena, "then alert %02x (%s)", full->alert, phs_tls_alert_name(full->alert))
                           : phs_printf(arena, "then %s", reply->why ? reply->why : "nothing");
    phs_weakness_tell(endpoint, PHS_WEAK_CLIENT_RENEGOTIATION, "new handshakes inside the session",
                      phs_printf(arena, "%u granted, %s", granted, then));
}

bool phs_renegotiation(struct phs_chain *chain, const struct phs_reply *reply) {
    const struct phs_endpoint *endpoint = chain->endpoint;
    if (!reply) {
        chain->ask = (struct phs_ask){.kind = PHS_ASK_FULL};
        chain->ask.full = (struct phs_full_order){.name = endpoint->address->is_ip ? NULL : endpoint->address->host,
                                                  .client = endpoint->client,
                                                  .only_tls12 = true,
                                                  .renegotiate = true};
        return true;
    }
    bool unheard = reply->why && strcmp(reply->why, silent) == 0;
    if (reply->end == PHS_REPLY_CHOSEN)
        tell_renegotiation(chain->endpoint, reply);
    if (reply->end == PHS_REPLY_CHOSEN && reply->full->server_hellos > PHS_MOST_RENEGOTIATIONS)
        phs_weakness_set(chain->endpoint, PHS_WEAK_CLIENT_RENEGOTIATION, PHS_YES, NULL);
    else if (reply->end == PHS_REPLY_CHOSEN && (reply->full->has_alert || !unheard))
        phs_weakness_set(chain->endpoint, PHS_WEAK_CLIENT_RENEGOTIATION, PHS_NO, NULL);
    else
        phs_weakness_set(chain->endpoint, PHS_WEAK_CLIENT_RENEGOTIATION, PHS_MAYBE, reply->why ? reply->why : silent);
    return false;
}
