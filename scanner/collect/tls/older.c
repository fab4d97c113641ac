/* SPDX-License-Identifier: Apache-2.0 */
/* What is older than TLS 1.2. One hello asks for TLS 1.1 and all below, since a server answers with the highest that it has;
 * SSLv2 has a hello of its own. */
#include "collect/tls/plan.h"

static void refuse_legacy(struct phs_endpoint *endpoint, enum phs_tls_version highest, struct phs_tls_answer answer,
                          struct phs_tls_evidence evidence) {
    for (unsigned v = PHS_SSL_3; v <= highest; v++) {
        struct phs_tls_version_facts *version = &endpoint->facts->versions[v];
        version->accepted = version->suites.all = version->groups.all = version->sigalgs.all = answer;
        version->evidence = evidence;
    }
}

static void enumerate_legacy(struct phs_endpoint *endpoint, enum phs_tls_version highest) {
    for (unsigned v = PHS_SSL_3; v <= highest; v++)
        phs_plan_enumerate(endpoint, (enum phs_tls_version)v);
}

static void note_legacy_choice(struct phs_endpoint *endpoint, const struct phs_tls_flight *flight, enum phs_tls_version version,
                               struct phs_tls_evidence evidence) {
    struct phs_tls_version_facts *facts = &endpoint->facts->versions[version];
    const struct phs_tls_suite *suite = phs_tls_suite_find(flight->suite);
    for (unsigned v = version + 1; v <= PHS_TLS_1_1; v++) {
        endpoint->facts->versions[v].accepted = endpoint->facts->versions[v].suites.all = phs_tls_yes_no(false);
        endpoint->facts->versions[v].evidence = evidence;
    }
    facts->accepted = phs_tls_yes_no(true);
    facts->evidence = evidence;
    facts->suite = suite ? suite->name : NULL;
    facts->group = phs_tls_group_name(flight->group);
}

static bool hear_legacy(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_endpoint *endpoint = chain->endpoint;
    enum phs_tls_version version;
    if (reply->end == PHS_REPLY_UNKNOWN) {
        refuse_legacy(endpoint, PHS_TLS_1_1, phs_tls_maybe(reply->why), (struct phs_tls_evidence){0});
        return false;
    }
    struct phs_tls_evidence evidence = phs_evidence(endpoint, &chain->ask, reply);
    if (reply->end == PHS_REPLY_REFUSED) {
        refuse_legacy(endpoint, PHS_TLS_1_1, phs_tls_yes_no(false), evidence);
        return false;
    }
    if (!phs_version_of(reply->flight->version, &version) || version < PHS_SSL_3 || version > PHS_TLS_1_1) {
        refuse_legacy(endpoint, PHS_TLS_1_1, phs_tls_maybe("it chose a version that was not offered"), evidence);
        return false;
    }
    phs_shown_flight(endpoint, reply->flight);
    note_legacy_choice(endpoint, reply->flight, version, evidence);
    if (endpoint->mode != PHS_TLS_GATE)
        enumerate_legacy(endpoint, version);
    else if (version > PHS_SSL_3)
        refuse_legacy(endpoint, (enum phs_tls_version)(version - 1),
                      phs_tls_maybe("gate mode does not ask below the highest old version"), (struct phs_tls_evidence){0});
    return false;
}

bool phs_plan_legacy(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_found *parts = chain->state;
    if (reply)
        return hear_legacy(chain, reply);
    phs_suite_parts(PHS_TLS_1_1, parts);
    if (chain->endpoint->plan->small && parts[0].n > 20)
        parts[0].n = 20;
    chain->ask.kind = PHS_ASK_HELLO;
    phs_plan_hello(chain->endpoint, PHS_TLS_1_1, &parts[0], &chain->ask.hello);
    return true;
}

/* ---- SSLv2: one connection tells the whole list. */

bool phs_plan_ssl2(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_endpoint *endpoint = chain->endpoint;
    struct phs_tls_version_facts *facts = &endpoint->facts->versions[PHS_SSL_2];
    if (!reply) {
        chain->ask.kind = PHS_ASK_SSL2;
        return true;
    }
    facts->groups.all = facts->sigalgs.all = phs_tls_yes_no(false);
    facts->accepted = facts->suites.all =
        reply->end == PHS_REPLY_UNKNOWN ? phs_tls_maybe(reply->why) : phs_tls_yes_no(reply->end == PHS_REPLY_CHOSEN);
    if (reply->end != PHS_REPLY_UNKNOWN)
        facts->evidence = phs_evidence(endpoint, &chain->ask, reply);
    for (size_t i = 0; reply->end == PHS_REPLY_CHOSEN && i < reply->flight->ssl2_kind_count; i++) {
        const char *name = phs_ssl2_kind_name(reply->flight->ssl2_kinds[i]);
        PHS_PUSH(endpoint->arena, facts->suites.names,
                 name ? name : phs_printf(endpoint->arena, "0x%06X", reply->flight->ssl2_kinds[i]));
    }
    if (facts->suites.names.n)
        facts->suite = facts->suites.names.at[0];
    return false;
}
