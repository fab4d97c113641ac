/* SPDX-License-Identifier: Apache-2.0 */
/* Gate mode: what a gate fails on, in four hellos beside the first handshake. */
#include "collect/tls/plan.h"

enum { WANTED = PHS_SUITE_BROKEN | PHS_SUITE_RSA_KX, FOREIGN = PHS_SUITE_SHARED | PHS_SUITE_TLS13 };

struct gate {
    struct phs_found suites;
    enum { BROKEN_OR_TRANSPORT, BROKEN_ONLY, TRANSPORT_ONLY, ANY } question;
    struct phs_tls_answer broken, transport;
    bool asked_rest;
};

static void pick(struct phs_found *found, uint32_t any, uint32_t none) {
    found->n = phs_tls_suites_pick(any, none, found->at, PHS_MOST_CODES);
}

static bool ask(struct phs_chain *chain, int question) {
    static const uint32_t any[] = {WANTED, PHS_SUITE_BROKEN, PHS_SUITE_RSA_KX, 0};
    static const uint32_t none[] = {FOREIGN, FOREIGN, FOREIGN | PHS_SUITE_BROKEN, FOREIGN | WANTED};
    struct gate *gate = chain->state;
    gate->question = question;
    pick(&gate->suites, any[question], none[question]);
    if (gate->suites.n > 124)
        gate->suites.n = 124;
    chain->ask.kind = PHS_ASK_HELLO;
    phs_plan_hello(chain->endpoint, PHS_TLS_1_2, &gate->suites, &chain->ask.hello);
    return true;
}

static struct phs_tls_answer said(enum phs_tri is) {
    return (struct phs_tls_answer){is, NULL};
}

static void settle(struct phs_endpoint *endpoint, const struct gate *gate) {
    endpoint->facts->null_or_anonymous = gate->broken;
    endpoint->facts->key_transport = gate->transport;
}

static void note_accepted(struct phs_chain *chain, const struct phs_reply *reply, const struct phs_tls_suite *suite) {
    struct phs_tls_version_facts *facts = &chain->endpoint->facts->versions[PHS_TLS_1_2];
    bool weaker = suite && (!facts->suite || suite->traits & WANTED);
    facts->accepted = said(PHS_YES);
    if (weaker) /* so that the worst that was seen is what is judged */
        facts->suite = suite->name;
    facts->evidence = phs_evidence(chain->endpoint, &chain->ask, reply);
    phs_shown_flight(chain->endpoint, reply->flight);
}

/* The suite tells which of the two questions is answered with yes; the other one is asked alone. */
static bool hear_choice(struct phs_chain *chain, const struct phs_reply *reply) {
    struct gate *gate = chain->state;
    const struct phs_tls_suite *suite = phs_tls_suite_find(reply->flight->suite);
    uint32_t traits = suite ? suite->traits : 0;
    if (reply->flight->version != PHS_TLS12) {
        gate->broken = gate->transport = chain->endpoint->facts->versions[PHS_TLS_1_2].accepted = said(PHS_NO);
        return false;
    }
    note_accepted(chain, reply, suite);
    if (traits & (PHS_SUITE_NO_CIPHER | PHS_SUITE_ANON))
        gate->broken = said(PHS_YES);
    if (traits & PHS_SUITE_RSA_KX)
        gate->transport = said(PHS_YES);
    if (gate->question != BROKEN_OR_TRANSPORT)
        return false;
    return ask(chain, traits & PHS_SUITE_BROKEN ? TRANSPORT_ONLY : BROKEN_ONLY);
}

static bool hear_refusal(struct phs_chain *chain, const struct phs_reply *reply) {
    struct gate *gate = chain->state;
    struct phs_tls_version_facts *facts = &chain->endpoint->facts->versions[PHS_TLS_1_2];
    if (gate->question == BROKEN_OR_TRANSPORT) {
        gate->broken = gate->transport = said(PHS_NO);
        return facts->accepted.is != PHS_YES && ask(chain, ANY);
    }
    if (gate->question == ANY) {
        facts->accepted = said(PHS_NO);
        facts->evidence = phs_evidence(chain->endpoint, &chain->ask, reply);
    } else if (gate->question == BROKEN_ONLY) {
        gate->broken = said(PHS_NO);
    } else {
        gate->transport = said(PHS_NO);
    }
    return false;
}

static bool next(struct phs_chain *chain, const struct phs_reply *reply) {
    struct gate *gate = chain->state;
    bool more = false;
    if (!reply)
        return ask(chain, BROKEN_OR_TRANSPORT);
    if (reply->end == PHS_REPLY_CHOSEN)
        more = hear_choice(chain, reply);
    else if (reply->end == PHS_REPLY_REFUSED)
        more = hear_refusal(chain, reply);
    else {
        struct phs_tls_answer open = {PHS_MAYBE, reply->why};
        gate->broken = gate->broken.is == PHS_MAYBE ? open : gate->broken;
        gate->transport = gate->transport.is == PHS_MAYBE ? open : gate->transport;
        if (chain->endpoint->facts->versions[PHS_TLS_1_2].accepted.is == PHS_MAYBE)
            chain->endpoint->facts->versions[PHS_TLS_1_2].accepted = open;
    }
    settle(chain->endpoint, gate);
    return more;
}

void phs_gate_chains(struct phs_endpoint *endpoint) {
    struct gate *gate = PHS_NEW(endpoint->arena, struct gate);
    gate->broken = gate->transport = (struct phs_tls_answer){PHS_MAYBE, "it was not asked"};
    phs_lanes_chain(endpoint, phs_plan_ssl2, NULL);
    phs_lanes_chain(endpoint, phs_plan_legacy, PHS_NEW_N(endpoint->arena, struct phs_found, PHS_PARTS));
    phs_lanes_chain(endpoint, next, gate);
}
