/* SPDX-License-Identifier: Apache-2.0 */
/* Facts -> attributes of tls_endpoint (scanner/model/README.md). What was not learned is an unknown with the reason, what does
 * not apply is absent. */
#include "base/clock.h"
#include "collect/tls/address.h"
#include "collect/tls/certificate_value.h"
#include "collect/tls/facts_parts.h"

static const struct phs_value *starttls(struct writing *w, const struct phs_tls_address *address) {
    struct phs_map_builder map;
    if (address->start == PHS_STARTTLS_NONE)
        return NULL;
    phs_map_builder_init(&map, w->arena);
    put(&map, "protocol", word(w->arena, address->scheme));
    put(&map, "offered", tri(w->arena, w->facts->starttls));
    if (w->facts->clear_login != PHS_MAYBE)
        put(&map, "clear_login", boolean(w->arena, w->facts->clear_login == PHS_YES));
    return phs_map_builder_done(&map, nowhere);
}

static const struct phs_value *protocols(struct writing *w) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, w->arena);
    for (unsigned i = 0; i < PHS_TLS_VERSIONS; i++)
        put(&map, phs_tls_version_word((enum phs_tls_version)i), tri(w->arena, w->facts->versions[i].accepted));
    return phs_map_builder_done(&map, nowhere);
}

static const struct phs_value *by_version(struct writing *w, bool groups) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, w->arena);
    for (unsigned i = 0; i < PHS_TLS_VERSIONS; i++) {
        const struct phs_tls_version_facts *version = &w->facts->versions[i];
        put(&map, phs_tls_version_word((enum phs_tls_version)i), word(w->arena, groups ? version->group : version->suite));
    }
    return phs_map_builder_done(&map, nowhere);
}

struct suite_judgement {
    struct items broken;
    bool secret;
    const char *open; /* why there may be more suites than were seen, or NULL */
};

static void judge_suite(struct writing *w, const char *suite, struct suite_judgement *judgement) {
    judgement->secret &= phs_tls_suite_is_forward_secret(suite);
    for (size_t i = 0; i < judgement->broken.at.n; i++)
        if (phs_slice_is(phs_text(judgement->broken.at.at[i]), suite))
            return;
    if (phs_tls_suite_is_broken(suite))
        PHS_PUSH(w->arena, judgement->broken.at, word(w->arena, suite));
}

static struct suite_judgement judge_suites(struct writing *w) {
    struct suite_judgement judgement = {.secret = true};
    for (unsigned i = 0; i < PHS_TLS_VERSIONS; i++) {
        const struct phs_tls_version_facts *version = &w->facts->versions[i];
        if (version->suite)
            judge_suite(w, version->suite, &judgement);
        for (size_t k = 0; k < version->suites.names.n; k++)
            judge_suite(w, version->suites.names.at[k], &judgement);
        if (w->facts->enumerated && version->suites.all.is == PHS_MAYBE && !judgement.open)
            judgement.open = version->suites.all.reason;
    }
    return judgement;
}

/* What was seen fails for sure; that there is no more is only known when all were asked for. */
static void put_suites(struct writing *w, struct phs_map_builder *map) {
    struct suite_judgement judgement = judge_suites(w);
    put(map, "suite", word(w->arena, w->facts->suite));
    put(map, "suites", by_version(w, false));
    put(map, "group", word(w->arena, w->facts->group));
    put(map, "groups", by_version(w, true));
    put(map, "forward_secrecy",
        judgement.open && judgement.secret ? unread(w->arena, judgement.open) : boolean(w->arena, judgement.secret));
    put(map, "broken_suites",
        judgement.open && !judgement.broken.at.n ? unread(w->arena, judgement.open) : list(w->arena, &judgement.broken));
}

static const struct phs_value *accepts(struct writing *w) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, w->arena);
    put(&map, "null_or_anonymous", tri(w->arena, w->facts->null_or_anonymous));
    put(&map, "key_transport", tri(w->arena, w->facts->key_transport));
    return phs_map_builder_done(&map, nowhere);
}

/* What is wrong with any certificate is wrong with the endpoint. Without a name in the hello a server cannot know which one to
 * show, so that one's names are no fault. */
static unsigned all_problems(const struct phs_tls_facts *facts) {
    unsigned problems = facts->certificate ? facts->certificate->problems : 0;
    for (size_t i = 0; i < facts->certificates.n; i++) {
        const struct phs_cert_facts *one = facts->certificates.at[i];
        if (!one->shown_as || strcmp(one->shown_as, "no-sni") != 0)
            problems |= one->problems;
    }
    return problems;
}

/* Each with its own problems. */
static const struct phs_value *certificates(struct writing *w, int64_t now) {
    struct items items = {0};
    for (size_t i = 0; i < w->facts->certificates.n; i++)
        PHS_PUSH(w->arena, items.at,
                 phs_cert_value(w->arena, w->facts->certificates.at[i], w->facts->certificates.at[i]->problems, now));
    return w->facts->certificates.n ? list(w->arena, &items) : NULL;
}

static void put_handshake(struct writing *w, struct phs_map_builder *map, int64_t now) {
    put(map, "protocols", protocols(w));
    put_suites(w, map);
    put(map, "accepts", accepts(w));
    put(map, "certificate",
        w->facts->certificate_reason ? unread(w->arena, w->facts->certificate_reason)
                                     : phs_cert_value(w->arena, w->facts->certificate, all_problems(w->facts), now));
    put(map, "certificates", certificates(w, now));
    put(map, "alpn", word(w->arena, w->facts->alpn));
    put(map, "ocsp_stapled", boolean(w->arena, w->facts->ocsp_stapled));
    put(map, "mtls_requested", boolean(w->arena, w->facts->client_certificate_requested));
    put(map, "mode", word(w->arena, phs_tls_mode_word(w->facts->mode)));
    put(map, "evidence", phs_tls_evidence_value(w));
    phs_tls_put_depth(w, map);
}

/* Those that only whole scans ask. */
static void put_open_depth(struct writing *w, struct phs_map_builder *map) {
    unsigned last = w->facts->mode == PHS_TLS_DEEP ? PHS_WEAKNESSES : PHS_WEAK_DEEP;
    struct phs_map_builder weaknesses, field;
    phs_map_builder_init(&weaknesses, w->arena);
    phs_map_builder_init(&field, w->arena);
    for (unsigned i = 0; i < last; i++)
        put(&weaknesses, phs_tls_weakness_word((enum phs_tls_weakness)i), unread(w->arena, w->facts->unread));
    put(&field, "bits", unread(w->arena, w->facts->unread));
    put(map, "post_quantum", unread(w->arena, w->facts->unread));
    put(map, "weaknesses", phs_map_builder_done(&weaknesses, nowhere));
    put(map, "finite_field", phs_map_builder_done(&field, nowhere));
}

/* Nothing was learned: each question that could have been asked stays open. */
static void put_open_questions(struct writing *w, struct phs_map_builder *map) {
    static const char *const keys[] = {
        "protocols", "suite",       "suites",       "group",          "groups",      "forward_secrecy",      "broken_suites",
        "accepts",   "certificate", "ocsp_stapled", "mtls_requested", "compression", "secure_renegotiation", "early_data"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        put(map, keys[i], unread(w->arena, w->facts->unread));
    put(map, "mode", word(w->arena, phs_tls_mode_word(w->facts->mode)));
    if (w->facts->mode != PHS_TLS_GATE)
        put_open_depth(w, map);
}

const struct phs_value *phs_tls_attributes(struct phs_arena *arena, const struct phs_tls_address *address,
                                           const struct phs_tls_facts *facts, bool owned, int64_t now) {
    struct writing w = {arena, facts};
    struct phs_map_builder map;
    bool https = strcmp(address->scheme, "https") == 0, plain = strcmp(address->scheme, "http") == 0;
    bool web = plain || (https && (!facts->handshake || facts->is_web));
    phs_map_builder_init(&map, arena);
    put(&map, "host", text(arena, address->host));
    put(&map, "port", number(arena, address->port));
    put(&map, "scheme", word(arena, https && !web ? "tls" : address->scheme));
    put(&map, "owned", boolean(arena, owned));
    put(&map, "addresses",
        facts->addresses.n ? texts(arena, facts->addresses.at, facts->addresses.n) : unread(arena, facts->unread));
    put(&map, "starttls", starttls(&w, address));
    put(&map, "tls", tri(arena, facts->tls));
    if (facts->handshake)
        put_handshake(&w, &map, now);
    else if (facts->tls.is != PHS_NO)
        put_open_questions(&w, &map);
    if (web && (plain || facts->tls.is != PHS_NO))
        put(&map, "http", phs_tls_http_value(&w));
    return phs_map_builder_done(&map, nowhere);
}
