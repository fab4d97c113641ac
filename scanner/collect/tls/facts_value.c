/* SPDX-License-Identifier: Apache-2.0 */
/* Facts -> attributes of tls_endpoint (scanner/model/README.md). What was not learned is an unknown with the reason, what does
 * not apply is absent. */
#include "base/clock.h"
#include "collect/tls/address.h"
#include "collect/tls/certificate_value.h"
#include "collect/tls/facts.h"
#include "model/value.h"

static const struct phs_place nowhere = {0};

struct writing {
    struct phs_arena *arena;
    const struct phs_tls_facts *facts;
};

static void put(struct phs_map_builder *map, const char *key, const struct phs_value *value) {
    if (value)
        phs_map_builder_set(map, phs_slice(key), nowhere, value);
}

static const struct phs_value *boolean(struct phs_arena *arena, bool value) {
    return phs_value_bool(arena, value, nowhere);
}

static const struct phs_value *number(struct phs_arena *arena, double value) {
    return phs_value_number(arena, value, nowhere);
}

/* NULL stays absent. */
static const struct phs_value *text(struct phs_arena *arena, const char *value) {
    return value ? phs_value_text(arena, phs_strdup(arena, value)) : NULL;
}

/* One of a known set: may be printed anywhere. */
static const struct phs_value *word(struct phs_arena *arena, const char *value) {
    if (!value)
        return NULL;
    struct phs_value *copy = PHS_NEW(arena, struct phs_value);
    *copy = *text(arena, value);
    copy->flags |= PHS_VALUE_WORD;
    return copy;
}

static const struct phs_value *unread(struct phs_arena *arena, const char *why) {
    return phs_value_unknown(arena, PHS_WHY_UNREAD, phs_strdup(arena, why ? why : "it was not read"), nowhere);
}

static const struct phs_value *tri(struct phs_arena *arena, struct phs_tls_answer answer) {
    return answer.is == PHS_MAYBE ? unread(arena, answer.reason) : boolean(arena, answer.is == PHS_YES);
}

struct items {
    PHS_VEC(const struct phs_value *) at;
};

static const struct phs_value *list(struct phs_arena *arena, const struct items *items) {
    return phs_value_list(arena, items->at.at, items->at.n, nowhere);
}

static const struct phs_value *texts(struct phs_arena *arena, const char *const *at, size_t n) {
    struct items items = {0};
    for (size_t i = 0; i < n; i++)
        PHS_PUSH(arena, items.at, text(arena, at[i]));
    return list(arena, &items);
}

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

static const struct phs_value *hsts(struct phs_arena *arena, const struct phs_http_facts *http) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    put(&map, "present", boolean(arena, http->hsts && http->hsts_max_age >= 0));
    put(&map, "max_age", http->hsts && http->hsts_max_age >= 0 ? number(arena, (double)http->hsts_max_age) : NULL);
    put(&map, "include_subdomains", boolean(arena, http->hsts_include_subdomains));
    put(&map, "preload", boolean(arena, http->hsts_preload));
    return phs_map_builder_done(&map, nowhere);
}

static const struct phs_value *cookie(struct phs_arena *arena, const struct phs_cookie *facts) {
    static const char *const same_site[] = {NULL, "strict", "lax", "none"};
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    put(&map, "name", text(arena, facts->name));
    put(&map, "secure", boolean(arena, facts->secure));
    put(&map, "http_only", boolean(arena, facts->http_only));
    put(&map, "same_site", word(arena, same_site[facts->same_site]));
    return phs_map_builder_done(&map, nowhere);
}

static void put_cookies(struct phs_arena *arena, const struct phs_http_facts *http, struct phs_map_builder *map) {
    struct items all = {0}, insecure = {0}, readable = {0};
    for (size_t i = 0; i < http->cookies.n; i++) {
        const struct phs_cookie *one = &http->cookies.at[i];
        PHS_PUSH(arena, all.at, cookie(arena, one));
        if (!one->secure)
            PHS_PUSH(arena, insecure.at, text(arena, one->name));
        if (!one->http_only)
            PHS_PUSH(arena, readable.at, text(arena, one->name));
    }
    put(map, "cookies", list(arena, &all));
    put(map, "cookies_sent_in_clear", list(arena, &insecure));
    put(map, "cookies_open_to_scripts", list(arena, &readable));
}

static const struct phs_value *headers(struct phs_arena *arena, const struct phs_http_facts *http) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    put(&map, "content_type_options", boolean(arena, http->content_type_options));
    put(&map, "frame_options", boolean(arena, http->frame_options));
    put(&map, "content_security_policy", boolean(arena, http->content_security_policy));
    put(&map, "referrer_policy", boolean(arena, http->referrer_policy));
    return phs_map_builder_done(&map, nowhere);
}

static const struct phs_value *redirect(struct phs_arena *arena, const struct phs_http_facts *http) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    put(&map, "present", boolean(arena, http->redirects));
    put(&map, "to_https", boolean(arena, http->redirects_to_https));
    put(&map, "same_host", boolean(arena, http->redirects && http->redirects_to_same_host));
    return phs_map_builder_done(&map, nowhere);
}

static const struct phs_value *http(struct writing *w) {
    const struct phs_http_facts *facts = w->facts->http;
    struct phs_map_builder map;
    if (!facts)
        return unread(w->arena, w->facts->http_reason ? w->facts->http_reason : w->facts->unread);
    phs_map_builder_init(&map, w->arena);
    put(&map, "status", number(w->arena, (double)facts->status));
    put(&map, "redirect", redirect(w->arena, facts));
    put(&map, "hsts", hsts(w->arena, facts));
    put_cookies(w->arena, facts, &map);
    put(&map, "headers", headers(w->arena, facts));
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

static const struct phs_value *evidence(struct writing *w) {
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

static void put_depth(struct writing *w, struct phs_map_builder *map) {
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
    put(map, "evidence", evidence(w));
    put_depth(w, map);
}

/* Nothing was learned: each question that could have been asked stays open. */
static void put_open_questions(struct writing *w, struct phs_map_builder *map) {
    static const char *const keys[] = {"protocols",   "suite",           "suites",        "group",
                                       "groups",      "forward_secrecy", "broken_suites", "accepts",
                                       "certificate", "ocsp_stapled",    "mtls_requested"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        put(map, keys[i], unread(w->arena, w->facts->unread));
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
        put(&map, "http", http(&w));
    return phs_map_builder_done(&map, nowhere);
}
