/* SPDX-License-Identifier: Apache-2.0 */
/* Does one server answer for all? Several that are set up differently may stand behind one address; then what one refuses
 * another accepts. Nothing is asked unless the answers gave cause. Then two questions are put again and again, and one that is
 * answered both ways is the proof: from there on no refusal counts. */
#include "collect/tls/plan.h"

enum { TIMES = 8 };

static const char unlike[] = "several servers answer at this address, and not alike";

static bool accepts(const struct phs_endpoint *endpoint, enum phs_tls_version version) {
    for (size_t i = 0; i < endpoint->plan->parts.n; i++)
        if (endpoint->plan->parts.at[i]->version == version && endpoint->plan->parts.at[i]->accepted)
            return true;
    return false;
}

static bool accepts_legacy(const struct phs_endpoint *endpoint) {
    for (unsigned v = PHS_SSL_3; v <= PHS_TLS_1_1; v++)
        if (endpoint->facts->versions[v].accepted.is == PHS_YES || accepts(endpoint, (enum phs_tls_version)v))
            return true;
    return false;
}

/* An ordinary client got another version than hellos of that version did, a ticket was not taken back, or something odd was
 * noted on the way. None proves anything by itself. */
static bool gives_cause(const struct phs_endpoint *endpoint) {
    const struct phs_tls_facts *facts = endpoint->facts;
    const struct phs_plan *plan = endpoint->plan;
    bool whole = plan->greeted, tls13 = accepts(endpoint, PHS_TLS_1_3);
    bool ticket_lost =
        plan->session && facts->has_trait[PHS_TRAIT_RESUMPTION] && facts->traits[PHS_TRAIT_RESUMPTION].is == PHS_NO;
    return plan->odd || ticket_lost || (whole && (facts->best == PHS_TLS_1_3) != tls13);
}

static bool again_tls13(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_endpoint *endpoint = chain->endpoint;
    struct phs_found *parts = chain->state;
    if (!reply) {
        phs_suite_parts(PHS_TLS_1_3, parts);
        chain->ask.kind = PHS_ASK_HELLO;
        phs_plan_hello(endpoint, PHS_TLS_1_3, &parts[0], &chain->ask.hello);
        chain->ask.hello.flags &= PHS_HELLO_BARE;
        return true;
    }
    bool taken = reply->end == PHS_REPLY_CHOSEN && reply->flight->version == PHS_TLS13;
    if (reply->end != PHS_REPLY_UNKNOWN)
        endpoint->plan->unlike |= taken != accepts(endpoint, PHS_TLS_1_3);
    return false;
}

/* What another one accepts is looked at like the first one's. */
static bool again_legacy(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_endpoint *endpoint = chain->endpoint;
    if (!reply)
        return phs_plan_legacy(chain, NULL);
    bool before = accepts_legacy(endpoint);
    if (reply->end != PHS_REPLY_UNKNOWN)
        endpoint->plan->unlike |= (reply->end == PHS_REPLY_CHOSEN) != before;
    return reply->end == PHS_REPLY_CHOSEN && !before && phs_plan_legacy(chain, reply);
}

bool phs_consistency_chains(struct phs_endpoint *endpoint) {
    if (!endpoint->facts->enumerated || endpoint->plan->small || !gives_cause(endpoint))
        return false;
    for (int i = 0; i < 2 * TIMES; i++) /* one question behind the other, or each would always meet the same of two */
        phs_lanes_chain(endpoint, i < TIMES ? again_tls13 : again_legacy,
                        PHS_NEW_N(endpoint->arena, struct phs_found, PHS_PARTS));
    return true;
}

static void open(struct phs_tls_answer *answer, enum phs_tri claim) {
    if (answer->is == claim)
        *answer = (struct phs_tls_answer){PHS_MAYBE, unlike};
}

void phs_consistency_conclude(struct phs_endpoint *endpoint) {
    struct phs_tls_facts *facts = endpoint->facts;
    if (!endpoint->plan->unlike)
        return;
    for (unsigned v = 0; v < PHS_TLS_VERSIONS; v++) {
        open(&facts->versions[v].accepted, PHS_NO);
        open(&facts->versions[v].suites.all, PHS_YES);
        open(&facts->versions[v].groups.all, PHS_YES);
        open(&facts->versions[v].sigalgs.all, PHS_YES);
    }
    if (!facts->partly)
        facts->partly = unlike;
}
