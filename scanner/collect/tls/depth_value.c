/* SPDX-License-Identifier: Apache-2.0 */
/* What enumeration and attacks showed, as attributes: lists by version with whether they are whole, orders, traits, weaknesses.
 */
#include "collect/tls/facts_parts.h"

/* The names that a list holds for every version that was accepted, under `names`, and whether they are all, under `all`. */
static void put_lists(struct writing *w, struct phs_map_builder *map, const char *names, const char *all, size_t offset) {
    struct phs_map_builder lists, whole;
    phs_map_builder_init(&lists, w->arena);
    phs_map_builder_init(&whole, w->arena);
    for (unsigned i = 0; i < PHS_TLS_VERSIONS; i++) {
        const struct phs_tls_version_facts *version = &w->facts->versions[i];
        const struct phs_tls_list *found = (const struct phs_tls_list *)((const char *)version + offset);
        const char *key_word = phs_tls_version_word((enum phs_tls_version)i);
        struct items items = {0};
        for (size_t k = 0; k < found->names.n; k++)
            PHS_PUSH(w->arena, items.at, word(w->arena, found->names.at[k]));
        if (version->accepted.is == PHS_YES && (items.at.n || found->all.is != PHS_NO)) {
            put(&lists, key_word,
                items.at.n || found->all.is != PHS_MAYBE ? list(w->arena, &items) : unread(w->arena, found->all.reason));
            put(&whole, key_word, found->all.is == PHS_NO ? NULL : tri(w->arena, found->all));
        }
    }
    put(map, names, phs_map_builder_done(&lists, nowhere));
    put(map, all, phs_map_builder_done(&whole, nowhere));
}

static const struct phs_value *orders(struct writing *w) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, w->arena);
    for (unsigned i = 0; i < PHS_TLS_VERSIONS; i++) {
        const struct phs_tls_version_facts *version = &w->facts->versions[i];
        if (version->accepted.is == PHS_YES && version->suites.names.n > 1)
            put(&map, phs_tls_version_word((enum phs_tls_version)i), tri(w->arena, version->server_order));
    }
    return phs_map_builder_done(&map, nowhere);
}

/* Of versions in which the server's order counts: do the suites stand in it? */
static const struct phs_value *orders_known(struct writing *w) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, w->arena);
    for (unsigned i = 0; i < PHS_TLS_VERSIONS; i++) {
        const struct phs_tls_version_facts *version = &w->facts->versions[i];
        if (version->accepted.is == PHS_YES && version->suites.names.n > 1 && version->server_order.is == PHS_YES)
            put(&map, phs_tls_version_word((enum phs_tls_version)i),
                version->order_known || i == PHS_TLS_1_3 ? boolean(w->arena, true)
                                                         : unread(w->arena, "the order of all suites was not found out"));
    }
    return phs_map_builder_done(&map, nowhere);
}

static const struct phs_value *weaknesses(struct writing *w) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, w->arena);
    for (unsigned i = 0; i < PHS_WEAKNESSES; i++)
        if (w->facts->has_weakness[i])
            put(&map, phs_tls_weakness_word((enum phs_tls_weakness)i), tri(w->arena, w->facts->weaknesses[i]));
    return phs_map_builder_done(&map, nowhere);
}

/* What was sent and what came back, for those that were tried. */
static const struct phs_value *attack_evidence(struct writing *w) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, w->arena);
    for (unsigned i = PHS_WEAK_DEEP; i < PHS_WEAKNESSES; i++)
        put(&map, phs_tls_weakness_word((enum phs_tls_weakness)i), text(w->arena, w->facts->attack_evidence[i]));
    return phs_map_builder_done(&map, nowhere);
}

/* Why there may be a suite below TLS 1.3 that nobody saw, or NULL. */
static const char *why_suites_are_open(const struct phs_tls_facts *facts) {
    for (unsigned i = PHS_SSL_3; i <= PHS_TLS_1_2; i++) {
        const struct phs_tls_version_facts *version = &facts->versions[i];
        if (version->accepted.is == PHS_MAYBE)
            return version->accepted.reason;
        if (version->accepted.is == PHS_YES && version->suites.all.is == PHS_MAYBE)
            return version->suites.all.reason;
    }
    return NULL;
}

/* The smallest that was seen is the smallest that there is only when all suites were. */
static const struct phs_value *finite_field(struct writing *w) {
    enum { ENOUGH_BITS = 2048 };
    const char *open = why_suites_are_open(w->facts);
    struct phs_map_builder map;
    if (!w->facts->dh_bits && !(open && w->facts->enumerated))
        return NULL;
    phs_map_builder_init(&map, w->arena);
    put(&map, "bits",
        open && (!w->facts->dh_bits || w->facts->dh_bits >= ENOUGH_BITS) ? unread(w->arena, open)
                                                                         : number(w->arena, w->facts->dh_bits));
    put(&map, "common_prime", text(w->arena, w->facts->dh_prime));
    return phs_map_builder_done(&map, nowhere);
}

const struct phs_value *phs_tls_evidence_value(struct writing *w) {
    struct phs_map_builder map, one;
    phs_map_builder_init(&map, w->arena);
    for (unsigned i = 0; i < PHS_TLS_VERSIONS; i++) {
        const struct phs_tls_evidence *facts = &w->facts->versions[i].evidence;
        if (!facts->answer)
            continue;
        phs_map_builder_init(&one, w->arena);
        put(&one, "hello_sha256", text(w->arena, facts->hello));
        put(&one, "answer", text(w->arena, facts->answer));
        put(&map, phs_tls_version_word((enum phs_tls_version)i), phs_map_builder_done(&one, nowhere));
    }
    return phs_map_builder_done(&map, nowhere);
}

void phs_tls_put_depth(struct writing *w, struct phs_map_builder *map) {
    const struct phs_tls_facts *facts = w->facts;
    for (unsigned i = 0; i < PHS_TRAITS; i++)
        if (facts->has_trait[i])
            put(map, phs_tls_trait_word((enum phs_tls_trait)i), tri(w->arena, facts->traits[i]));
    put(map, "alpn_protocols", texts(w->arena, facts->alpns.at, facts->alpns.n));
    put(map, "finite_field", finite_field(w));
    put(map, "ticket_lifetime", facts->ticket_lifetime >= 0 ? number(w->arena, (double)facts->ticket_lifetime) : NULL);
    put(map, "weaknesses", weaknesses(w));
    if (facts->mode == PHS_TLS_DEEP)
        put(map, "attack_evidence", attack_evidence(w));
    if (facts->has_client_certificate)
        put(map, "client_certificate_accepted", tri(w->arena, facts->client_certificate_accepted));
    if (!facts->enumerated)
        return;
    put_lists(w, map, "accepted_suites", "all_suites_known", offsetof(struct phs_tls_version_facts, suites));
    put_lists(w, map, "accepted_groups", "all_groups_known", offsetof(struct phs_tls_version_facts, groups));
    put_lists(w, map, "signature_algorithms", "all_signature_algorithms_known",
              offsetof(struct phs_tls_version_facts, sigalgs));
    put(map, "server_order", orders(w));
    put(map, "suite_order_known", orders_known(w));
}
