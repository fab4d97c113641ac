/* SPDX-License-Identifier: Apache-2.0 */
/* Judging what was shown: dates, keys and signatures of the whole path, and what the leaf promises. Names, path and staple have
 * files of their own. */
#include "collect/tls/certificate.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <time.h>

#include "base/digest.h"
#include "base/err.h"
#include "collect/tls/certificate_parts.h"

enum {
    LEAST_RSA_BITS = 2048, /* 112 bits of strength, SP 800-131A */
    LEAST_EC_BITS = 224,
    LONGEST_PUBLIC_DAYS = 398,   /* CA/Browser Forum baseline requirements, 6.3.2 */
    LONGEST_PRIVATE_DAYS = 1096, /* SP 800-52r2, table 3-1: three years or less */
    DAY = 86400,
    MOST_SENT = 32,
    LONGEST_SENT = 1 << 18,
};

/* Of these the trust store decides. */
static const unsigned store_problems =
    1u << PHS_CERT_SELF_SIGNED | 1u << PHS_CERT_UNKNOWN_ISSUER | 1u << PHS_CERT_MISSING_INTERMEDIATE;
static const unsigned trust_problems =
    1u << PHS_CERT_BAD_SIGNATURE | 1u << PHS_CERT_NOT_FOR_SERVERS | 1u << PHS_CERT_BAD_CHAIN | 1u << PHS_CERT_NAME_FORBIDDEN;

bool phs_cert_time(const ASN1_TIME *time, int64_t *ret_when) {
    struct tm parts;
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return false;
    *ret_when = timegm(&parts);
    return true;
}

static void judge_dates(X509 *certificate, bool leaf, int64_t now, struct phs_cert_facts *facts) {
    int64_t from, to;
    if (!phs_cert_time(X509_get0_notBefore(certificate), &from) || !phs_cert_time(X509_get0_notAfter(certificate), &to)) {
        phs_cert_accuse(facts, PHS_CERT_BAD_CHAIN);
        return;
    }
    if (leaf) {
        facts->not_before = from;
        facts->not_after = to;
        facts->has_dates = true;
    }
    if (now > to)
        phs_cert_accuse(facts, leaf ? PHS_CERT_EXPIRED : PHS_CERT_CHAIN_EXPIRED);
    if (now < from)
        phs_cert_accuse(facts, leaf ? PHS_CERT_NOT_YET_VALID : PHS_CERT_CHAIN_NOT_YET_VALID);
}

static const char *key_type(const EVP_PKEY *key) {
    switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS:
        return "rsa";
    case EVP_PKEY_EC:
        return "ec";
    case EVP_PKEY_DSA:
        return "dsa";
    case EVP_PKEY_ED25519:
        return "ed25519";
    case EVP_PKEY_ED448:
        return "ed448";
    default:
        return "other";
    }
}

/* "P-256" and not "prime256v1". */
static const char *curve_name(struct phs_arena *arena, const EVP_PKEY *key) {
    char name[64];
    size_t len = 0;
    if (EVP_PKEY_get_group_name(key, name, sizeof name, &len) != 1)
        return NULL;
    const char *nist = EC_curve_nid2nist(OBJ_txt2nid(name));
    return phs_strdup(arena, nist ? nist : name);
}

static bool is_weak_key(const char *type, int bits) {
    return strcmp(type, "rsa") == 0  ? bits < LEAST_RSA_BITS
           : strcmp(type, "ec") == 0 ? bits < LEAST_EC_BITS
                                     : strcmp(type, "dsa") == 0;
}

static void judge_key(struct phs_arena *arena, X509 *certificate, bool leaf, struct phs_cert_facts *facts) {
    const EVP_PKEY *key = X509_get0_pubkey(certificate);
    ERR_clear_error();
    if (!key) {
        phs_cert_accuse(facts, PHS_CERT_BAD_CHAIN);
        return;
    }
    const char *type = key_type(key);
    int bits = EVP_PKEY_get_bits(key);
    if (leaf) {
        facts->key_type = type;
        facts->key_bits = bits;
        facts->curve = strcmp(type, "ec") == 0 ? curve_name(arena, key) : NULL;
    }
    if (is_weak_key(type, bits))
        phs_cert_accuse(facts, PHS_CERT_WEAK_KEY);
}

static bool is_weak_digest(int digest) {
    return digest == NID_md5 || digest == NID_md4 || digest == NID_md2 || digest == NID_sha1 || digest == NID_md5_sha1;
}

/* Bits of the digest, so that the weakest of a path can be told; Ed25519 and Ed448 hash inside. */
static void note_digest(int digest, struct phs_cert_facts *facts) {
    static const struct {
        int nid;
        const char *name;
    } ranks[] = {{NID_md2, "md2"},           {NID_md4, "md4"},       {NID_md5, "md5"},
                 {NID_md5_sha1, "md5-sha1"}, {NID_sha1, "sha1"},     {NID_sha224, "sha224"},
                 {NID_sha256, "sha256"},     {NID_sha384, "sha384"}, {NID_sha512, "sha512"}};
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++) {
        if (facts->weakest_signature && strcmp(facts->weakest_signature, ranks[i].name) == 0)
            return;
        if (ranks[i].nid == digest) {
            facts->weakest_signature = ranks[i].name;
            return;
        }
    }
}

/* The signature of a root on itself proves nothing to anybody and may be as old as it likes. */
static void judge_signature(struct phs_arena *arena, X509 *certificate, bool leaf, struct phs_cert_facts *facts) {
    int digest = NID_undef, nid = X509_get_signature_nid(certificate);
    bool own = X509_self_signed(certificate, 0) == 1;
    X509_get_signature_info(certificate, &digest, NULL, NULL, NULL);
    ERR_clear_error();
    if (leaf) {
        const char *name = OBJ_nid2ln(nid);
        facts->signature = phs_strdup(arena, nid != NID_undef && name ? name : "unknown to this machine");
    }
    if (!leaf && own)
        return;
    note_digest(digest, facts);
    if (is_weak_digest(digest))
        phs_cert_accuse(facts, PHS_CERT_WEAK_SIGNATURE);
}

static bool names_responder(X509 *leaf) {
    AUTHORITY_INFO_ACCESS *access = X509_get_ext_d2i(leaf, NID_info_access, NULL, NULL);
    bool found = false;
    for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access); i++)
        found |= OBJ_obj2nid(sk_ACCESS_DESCRIPTION_value(access, i)->method) == NID_ad_OCSP;
    AUTHORITY_INFO_ACCESS_free(access);
    return found;
}

/* The TLS feature status_request (5), RFC 7633. */
static bool must_staple(X509 *leaf) {
    enum { STATUS_REQUEST = 5 };
    TLS_FEATURE *features = X509_get_ext_d2i(leaf, NID_tlsfeature, NULL, NULL);
    bool found = false;
    for (int i = 0; i < sk_ASN1_INTEGER_num(features); i++)
        found |= ASN1_INTEGER_get(sk_ASN1_INTEGER_value(features, i)) == STATUS_REQUEST;
    TLS_FEATURE_free(features);
    return found;
}

static void read_uses(X509 *leaf, struct phs_cert_facts *facts) {
    uint32_t purposes = X509_get_extended_key_usage(leaf);
    facts->for_servers = purposes != UINT32_MAX && (purposes & XKU_SSL_SERVER);
    facts->names_ocsp = names_responder(leaf);
    facts->names_crl = X509_get_ext_by_NID(leaf, NID_crl_distribution_points, -1) >= 0;
    facts->must_staple = must_staple(leaf);
    if ((X509_get_extension_flags(leaf) & (EXFLAG_BCONS | EXFLAG_CA)) == (EXFLAG_BCONS | EXFLAG_CA))
        phs_cert_accuse(facts, PHS_CERT_IS_AUTHORITY);
    ERR_clear_error();
}

static void read_fingerprint(X509 *leaf, struct phs_cert_facts *facts) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    if (X509_digest(leaf, EVP_sha256(), digest, &n) == 1 && n == 32)
        phs_hex(digest, n, facts->fingerprint);
}

/* The last of a trusted path is trusted by name, whatever it says. */
static void judge_each(struct phs_arena *arena, STACK_OF(X509) * chain, bool has_anchor, int64_t now,
                       struct phs_cert_facts *facts) {
    int n = sk_X509_num(chain);
    for (int i = 0; i < n && (i == 0 || !has_anchor || i < n - 1); i++) {
        judge_dates(sk_X509_value(chain, i), i == 0, now, facts);
        judge_key(arena, sk_X509_value(chain, i), i == 0, facts);
        judge_signature(arena, sk_X509_value(chain, i), i == 0, facts);
    }
}

/* Without roots nobody is an unknown issuer. */
static void take_back_what_nobody_can_know(const struct phs_trust *trust, struct phs_cert_facts *facts) {
    const char *empty = phs_trust_empty(trust);
    if (!empty || !(facts->problems & store_problems))
        return;
    facts->problems &= ~store_problems;
    if (!(facts->problems & trust_problems))
        facts->trusted = (struct phs_tls_answer){PHS_MAYBE, empty};
}

static void judge_term(const struct phs_trust *trust, struct phs_cert_facts *facts) {
    int64_t days = (facts->not_after - facts->not_before) / DAY;
    facts->by_public_authority = !trust->own_roots && facts->trusted.is == PHS_YES;
    if (facts->has_dates && days > (facts->by_public_authority ? LONGEST_PUBLIC_DAYS : LONGEST_PRIVATE_DAYS))
        phs_cert_accuse(facts, PHS_CERT_LONG_VALIDITY);
}

/* Who signs for the leaf: next on the path, or whoever was sent and fits. */
static X509 *issuer_of(X509 *leaf, STACK_OF(X509) * path, STACK_OF(X509) * chain) {
    if (path && sk_X509_num(path) > 1)
        return sk_X509_value(path, 1);
    for (int i = 1; i < sk_X509_num(chain); i++)
        if (X509_check_issued(sk_X509_value(chain, i), leaf) == X509_V_OK)
            return sk_X509_value(chain, i);
    return X509_self_signed(leaf, 0) == 1 ? leaf : NULL;
}

static void judge_leaf(struct phs_arena *arena, const struct phs_cert_shown *shown, const struct phs_tls_address *address,
                       struct phs_cert_facts *facts) {
    X509 *leaf = sk_X509_value(shown->chain, 0);
    facts->shown_as = shown->shown_as;
    facts->chain_length = (size_t)sk_X509_num(shown->chain);
    facts->issuer = phs_cert_issuer(arena, leaf);
    facts->key_type = "other";
    phs_cert_names(arena, leaf, facts);
    read_fingerprint(leaf, facts);
    read_uses(leaf, facts);
    phs_cert_host(leaf, address, facts);
}

const struct phs_cert_facts *phs_cert_judge(struct phs_arena *arena, const struct phs_cert_shown *shown,
                                            const struct phs_trust *trust, const struct phs_tls_address *address, int64_t now) {
    struct phs_cert_facts *facts = PHS_NEW(arena, struct phs_cert_facts);
    if (sk_X509_num(shown->chain) <= 0)
        return NULL;
    X509 *leaf = sk_X509_value(shown->chain, 0);
    judge_leaf(arena, shown, address, facts);
    STACK_OF(X509) *path = phs_cert_path(shown->chain, trust, now, facts);
    judge_each(arena, path ? path : shown->chain, path != NULL, now, facts);
    phs_cert_order(shown->chain, path, facts);
    take_back_what_nobody_can_know(trust, facts);
    judge_term(trust, facts);
    if (phs_cert_accused(facts, PHS_CERT_SELF_SIGNED))
        facts->problems &= ~(1u << PHS_CERT_UNKNOWN_ISSUER | 1u << PHS_CERT_MISSING_INTERMEDIATE);
    X509 *issuer = issuer_of(leaf, path, shown->chain);
    phs_cert_staple(shown, leaf, issuer, now, facts);
    phs_cert_receipts(shown, leaf, issuer, trust->logs, now, facts);
    sk_X509_pop_free(path, X509_free);
    ERR_clear_error();
    return facts;
}

const struct phs_cert_facts *phs_cert_read(struct phs_arena *arena, STACK_OF(X509) * chain, const struct phs_trust *trust,
                                           const struct phs_tls_address *address, int64_t now) {
    struct phs_cert_shown shown = {.shown_as = "first", .chain = chain, .staple_unasked = true};
    return phs_cert_judge(arena, &shown, trust, address, now);
}

static void free_chain(void *chain) {
    sk_X509_pop_free(chain, X509_free);
}

STACK_OF(X509) * phs_cert_chain(struct phs_arena *arena, const struct phs_slice *der, size_t n) {
    STACK_OF(X509) *chain = sk_X509_new_null();
    if (!chain)
        phs_out_of_memory();
    phs_arena_adopt(arena, chain, free_chain);
    for (size_t i = 0; i < n && i < MOST_SENT && der[i].len <= LONGEST_SENT; i++) {
        const unsigned char *at = (const unsigned char *)der[i].ptr;
        X509 *one = d2i_X509(NULL, &at, (long)der[i].len);
        if (!one || !sk_X509_push(chain, one)) {
            X509_free(one);
            break;
        }
    }
    ERR_clear_error();
    return chain;
}
