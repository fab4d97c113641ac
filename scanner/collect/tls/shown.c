/* SPDX-License-Identifier: Apache-2.0 */
/* What handshakes showed, into the facts: certificates (each judged once), echoes, finite fields; and evidence of a choice. */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/digest.h"
#include "collect/tls/plan.h"

enum { MOST_CHAIN = 16 };

static struct phs_slice keep(struct phs_arena *arena, struct phs_slice bytes) {
    return phs_slice_n(phs_strndup(arena, bytes.ptr, bytes.len), bytes.len);
}

static bool was_seen(const struct phs_plan *plan, struct phs_slice leaf) {
    for (int i = 0; i < PHS_SLOTS; i++)
        if (plan->leaves[i].len && i != PHS_SLOT_NAMELESS && phs_slice_eq(plan->leaves[i], leaf))
            return true;
    return false;
}

/* The group that a client must offer for the certificate to be of use; 0: any. */
static uint16_t curve_of(X509 *leaf) {
    char name[64] = "";
    size_t length = 0;
    EVP_PKEY *key = X509_get0_pubkey(leaf);
    if (!key || EVP_PKEY_get_base_id(key) != EVP_PKEY_EC || EVP_PKEY_get_group_name(key, name, sizeof name, &length) != 1)
        return 0;
    return strcmp(name, "prime256v1") == 0 ? 23 : strcmp(name, "secp384r1") == 0 ? 24 : strcmp(name, "secp521r1") == 0 ? 25 : 0;
}

static void judge(struct phs_endpoint *endpoint, STACK_OF(X509) * chain, struct phs_slice leaf, enum phs_slot slot,
                  struct phs_slice staple, struct phs_slice scts) {
    static const char *const words[] = {"first", "rsa", "ecdsa", "other", "no-sni", "another"};
    struct phs_plan *plan = endpoint->plan;
    struct phs_cert_shown shown = {
        .shown_as = words[slot < PHS_SLOT_FURTHER ? slot : PHS_SLOT_FURTHER], .chain = chain, .staple = staple, .scts = scts};
    plan->leaves[slot] = keep(endpoint->arena, leaf);
    plan->shown[slot] = phs_cert_judge(endpoint->arena, &shown, endpoint->trust, endpoint->address, endpoint->now);
    if (slot != PHS_SLOT_NAMELESS && !plan->curve)
        plan->curve = curve_of(sk_X509_value(chain, 0));
    ERR_clear_error();
}

static enum phs_slot slot_of(X509 *leaf) {
    EVP_PKEY *key = X509_get0_pubkey(leaf);
    int kind = key ? EVP_PKEY_get_base_id(key) : EVP_PKEY_NONE;
    return kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS ? PHS_SLOT_RSA
           : kind == EVP_PKEY_EC                            ? PHS_SLOT_ECDSA
                                                            : PHS_SLOT_OTHER;
}

/* The slot, or one of those for further ones when it is taken; PHS_SLOTS when all are. */
static enum phs_slot free_slot(const struct phs_plan *plan, enum phs_slot slot) {
    if (!plan->leaves[slot].len)
        return slot;
    slot = PHS_SLOT_FURTHER;
    while (slot < PHS_SLOTS && plan->leaves[slot].len)
        slot++;
    return slot;
}

static void show_certificates(struct phs_endpoint *endpoint, const struct phs_flight_kept *shown) {
    struct phs_slice list = shown->certificates, ders[MOST_CHAIN];
    size_t n = 0;
    while (n < MOST_CHAIN && phs_tls_certificate_next(&list, shown->extended, &ders[n]))
        n++;
    if (n == 0 || was_seen(endpoint->plan, ders[0]))
        return;
    STACK_OF(X509) *chain = phs_cert_chain(endpoint->arena, ders, n);
    if (sk_X509_num(chain) <= 0)
        return;
    enum phs_slot slot = endpoint->plan->leaves[PHS_SLOT_FIRST].len ? slot_of(sk_X509_value(chain, 0)) : PHS_SLOT_FIRST;
    slot = free_slot(endpoint->plan, slot);
    endpoint->plan->odd |= slot >= PHS_SLOT_FURTHER;
    if (slot < PHS_SLOTS)
        judge(endpoint, chain, ders[0], slot, shown->staple, shown->sct);
}

/* The curve of an EC key by its bytes (RFC 5480, 2.1.1): what the next hello must offer is needed before a chain is judged. */
static uint16_t curve_in(struct phs_slice leaf) {
    static const char p256[] = "\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07",
                      p384[] = "\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22",
                      p521[] = "\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x23";
    const struct {
        uint16_t id;
        struct phs_slice oids; /* id-ecPublicKey, and the curve */
    } rows[] = {{23, PHS_SLICE(p256)}, {24, PHS_SLICE(p384)}, {25, PHS_SLICE(p521)}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (phs_slice_find(leaf, rows[i].oids) != (size_t)-1)
            return rows[i].id;
    return 0;
}

/* Which one an ordinary client sees is for its handshake to say, and that is not done. */
static void keep_certificates(struct phs_endpoint *endpoint, const struct phs_tls_flight *flight) {
    enum { MOST_KEPT = 8 };
    struct phs_plan *plan = endpoint->plan;
    struct phs_slice list = flight->certificates, leaf;
    if (!phs_tls_certificate_next(&list, flight->extended, &leaf))
        return;
    for (size_t i = 0; i < plan->kept.n; i++)
        if (phs_slice_eq(plan->kept.at[i].certificates, flight->certificates))
            return;
    struct phs_flight_kept kept = {keep(endpoint->arena, flight->certificates), keep(endpoint->arena, flight->staple),
                                   keep(endpoint->arena, flight->sct), flight->extended};
    if (plan->kept.n < MOST_KEPT)
        PHS_PUSH(endpoint->arena, plan->kept, kept);
    if (!plan->curve)
        plan->curve = curve_in(leaf);
}

void phs_shown_first(struct phs_endpoint *endpoint, const struct phs_full *full) {
    struct phs_plan *plan = endpoint->plan;
    if (plan->first_shown)
        return;
    plan->first_shown = true;
    if (full)
        phs_shown_full(endpoint, full, PHS_SLOT_FIRST);
    for (size_t i = 0; i < plan->kept.n; i++)
        show_certificates(endpoint, &plan->kept.at[i]);
}

void phs_shown_full(struct phs_endpoint *endpoint, const struct phs_full *full, enum phs_slot slot) {
    STACK_OF(X509) *chain = phs_full_chain(full);
    unsigned char *der = NULL;
    int n = chain && sk_X509_num(chain) > 0 ? i2d_X509(sk_X509_value(chain, 0), &der) : 0;
    struct phs_slice leaf = phs_slice_n((char *)der, n > 0 ? (size_t)n : 0);
    if (n > 0 && slot == PHS_SLOT_OTHER)
        slot = slot_of(sk_X509_value(chain, 0));
    if (slot != PHS_SLOT_NAMELESS)
        slot = free_slot(endpoint->plan, slot);
    if (n > 0 && !was_seen(endpoint->plan, leaf) && slot < PHS_SLOTS)
        judge(endpoint, chain, leaf, slot, phs_full_staple(full), PHS_SLICE(""));
    OPENSSL_free(der);
}

static EVP_PKEY *named_field(const char *name) {
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "DH", NULL);
    char copy[16];
    snprintf(copy, sizeof copy, "%s", name);
    OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, copy, 0), OSSL_PARAM_construct_end()};
    if (!context || EVP_PKEY_fromdata_init(context) != 1 ||
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEY_PARAMETERS, params) != 1)
        key = NULL;
    EVP_PKEY_CTX_free(context);
    return key;
}

/* Primes that many servers share, of which a precomputation pays (Adrian et al., "Imperfect Forward Secrecy", 2015). */
const char *phs_known_prime(struct phs_slice prime) {
    static const struct {
        BIGNUM *(*make)(BIGNUM *);
        const char *name;
    } makers[] = {{BN_get_rfc2409_prime_768, "RFC 2409 group 1"},   {BN_get_rfc2409_prime_1024, "RFC 2409 group 2"},
                  {BN_get_rfc3526_prime_1536, "RFC 3526 group 5"},  {BN_get_rfc3526_prime_2048, "RFC 3526 group 14"},
                  {BN_get_rfc3526_prime_3072, "RFC 3526 group 15"}, {BN_get_rfc3526_prime_4096, "RFC 3526 group 16"},
                  {BN_get_rfc3526_prime_6144, "RFC 3526 group 17"}, {BN_get_rfc3526_prime_8192, "RFC 3526 group 18"}};
    static const char *const fields[] = {"ffdhe2048", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192"};
    const char *name = NULL;
    BIGNUM *p = BN_bin2bn((const unsigned char *)prime.ptr, (int)prime.len, NULL);
    for (size_t i = 0; i < sizeof makers / sizeof *makers && !name; i++) {
        BIGNUM *known = makers[i].make(NULL);
        name = BN_cmp(p, known) == 0 ? makers[i].name : NULL;
        BN_free(known);
    }
    for (size_t i = 0; i < sizeof fields / sizeof *fields && !name; i++) {
        EVP_PKEY *key = named_field(fields[i]);
        BIGNUM *known = NULL;
        if (key && EVP_PKEY_get_bn_param(key, "p", &known) == 1)
            name = BN_cmp(p, known) == 0 ? fields[i] : NULL;
        BN_free(known);
        EVP_PKEY_free(key);
    }
    BN_free(p);
    ERR_clear_error();
    return name;
}

static void show_field(struct phs_tls_facts *facts, const struct phs_tls_flight *flight) {
    if (!flight->dh_bits || (facts->dh_bits && flight->dh_bits >= facts->dh_bits))
        return;
    facts->dh_bits = flight->dh_bits;
    facts->dh_prime = phs_known_prime(flight->dh_prime);
}

static void show_alpn(struct phs_endpoint *endpoint, const char *alpn) {
    struct phs_tls_facts *facts = endpoint->facts;
    for (size_t i = 0; i < facts->alpns.n; i++)
        if (strcmp(facts->alpns.at[i], alpn) == 0)
            return;
    if (*alpn)
        PHS_PUSH(endpoint->arena, facts->alpns, phs_strdup(endpoint->arena, alpn));
}

/* Anonymous key exchanges and shared keys do without a certificate. */
static bool comes_with_certificate(const struct phs_tls_flight *flight) {
    const struct phs_tls_suite *suite = phs_tls_suite_find(flight->suite);
    return flight->version >= PHS_SSL3 && suite && !(suite->traits & (PHS_SUITE_ANON | PHS_SUITE_SHARED));
}

void phs_shown_flight(struct phs_endpoint *endpoint, const struct phs_tls_flight *flight) {
    struct phs_flight_kept shown = {flight->certificates, flight->staple, flight->sct, flight->extended};
    if (flight->certificates.len && endpoint->plan->first_shown)
        show_certificates(endpoint, &shown);
    else if (flight->certificates.len)
        keep_certificates(endpoint, flight);
    endpoint->plan->vouched |= comes_with_certificate(flight);
    show_field(endpoint->facts, flight);
    show_alpn(endpoint, flight->alpn);
    endpoint->facts->client_certificate_requested |= flight->certificate_requested;
    endpoint->facts->ocsp_stapled |= flight->staple.len > 0;
    if (flight->version < PHS_SSL3 || flight->version > PHS_TLS12)
        return;
    endpoint->plan->heard_echoes = true;
    endpoint->plan->echoes |= flight->echoes;
    endpoint->plan->deflates |= flight->compression != 0;
    endpoint->plan->gives_ids |= flight->session_len > 0;
}

struct phs_tls_evidence phs_evidence(struct phs_endpoint *endpoint, const struct phs_ask *ask, const struct phs_reply *reply) {
    struct phs_tls_evidence evidence = {0};
    struct phs_arena *arena = endpoint->arena;
    const struct phs_tls_flight *flight = reply->flight;
    struct phs_buf hello;
    uint8_t digest[32];
    char hex[65];
    phs_buf_init(&hello, 1 << 16);
    if (ask->kind == PHS_ASK_SSL2)
        phs_ssl2_hello_write(endpoint->random, &hello);
    else
        phs_tls_hello_write(&ask->hello, &hello);
    phs_sha256_of(phs_slice_n(hello.ptr, hello.len), digest);
    phs_hex(digest, sizeof digest, hex);
    phs_buf_done(&hello);
    evidence.hello = phs_strdup(arena, hex);
    if (reply->end == PHS_REPLY_CHOSEN && flight && flight->group)
        evidence.answer =
            phs_printf(arena, "version %04x, suite %04x, group %04x", flight->version, flight->suite, flight->group);
    else if (reply->end == PHS_REPLY_CHOSEN && flight)
        evidence.answer = phs_printf(arena, "version %04x, suite %04x", flight->version, flight->suite);
    else if (reply->alert && flight)
        evidence.answer =
            phs_printf(arena, "alert %02x%02x (%s)", flight->alert_level, flight->alert, phs_tls_alert_name(flight->alert));
    else
        evidence.answer =
            phs_printf(arena, "%s%s", reply->why ? reply->why : "refused", reply->by_canary ? ", and the canary passed" : "");
    return evidence;
}
