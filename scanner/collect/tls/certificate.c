/* SPDX-License-Identifier: Apache-2.0 */
/* Judging a chain. The dates, keys and signatures are looked at here and not left to X509_verify_cert, which asks its callback
 * about trust only: it goes on after each objection, so that all are heard. Texts come from strangers and are made safe. */
#include "collect/tls/certificate.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <time.h>

#include "base/escape.h"

enum {
    MOST_NAMES = 100,
    LONGEST_NAME = 253,
    LEAST_RSA_BITS = 2048,  /* 112 bits of strength, SP 800-131A */
    LEAST_EC_BITS = 224,
    LONGEST_PUBLIC_DAYS = 398,   /* CA/Browser Forum baseline requirements, 6.3.2 */
    LONGEST_PRIVATE_DAYS = 1096, /* SP 800-52r2, table 3-1: three years or less */
    DAY = 86400,
};

/* Printable, valid UTF-8 of at most LONGEST_NAME bytes; "" for nothing. */
static const char *safe_text(struct phs_arena *arena, const void *bytes, int len) {
    struct phs_buf out;
    struct phs_slice text = phs_slice_n(len > 0 ? bytes : "", len > 0 ? (size_t)len : 0);
    phs_buf_init(&out, LONGEST_NAME);
    for (size_t at = 0; at < text.len && !out.failed;) {
        uint32_t scalar = phs_utf8_next(text, &at);
        phs_buf_utf8(&out, scalar < 0x20 || (scalar >= 0x7f && scalar < 0xa0) ? 0xfffd : scalar);
    }
    const char *copy = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return copy;
}

static const char *entry_text(struct phs_arena *arena, const X509_NAME *name, int nid) {
    int at = X509_NAME_get_index_by_NID((X509_NAME *)(uintptr_t)name, nid, -1);
    unsigned char *utf8 = NULL;
    if (at < 0)
        return NULL;
    int len = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    const char *text = len > 0 ? safe_text(arena, utf8, len) : NULL;
    OPENSSL_free(utf8);
    return text;
}

/* "R3, Let's Encrypt": as people name an authority. */
static const char *issuer_text(struct phs_arena *arena, X509 *leaf) {
    const X509_NAME *name = X509_get_issuer_name(leaf);
    const char *common = entry_text(arena, name, NID_commonName), *organization = entry_text(arena, name, NID_organizationName);
    if (common && organization)
        return phs_printf(arena, "%s, %s", common, organization);
    return common ? common : organization ? organization : "(no name)";
}

static void add_name(struct phs_arena *arena, struct phs_cert_facts *facts, const char *name) {
    if (name && *name && facts->names.n < MOST_NAMES)
        PHS_PUSH(arena, facts->names, name);
}

static const char *ip_text(struct phs_arena *arena, const ASN1_OCTET_STRING *ip) {
    char text[INET6_ADDRSTRLEN];
    int len = ASN1_STRING_length(ip), family = len == 4 ? AF_INET : AF_INET6;
    if (len != 4 && len != 16)
        return NULL;
    return inet_ntop(family, ASN1_STRING_get0_data(ip), text, sizeof text) ? phs_strdup(arena, text) : NULL;
}

static void read_names(struct phs_arena *arena, X509 *leaf, struct phs_cert_facts *facts) {
    GENERAL_NAMES *names = X509_get_ext_d2i(leaf, NID_subject_alt_name, NULL, NULL);
    for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
        if (name->type == GEN_DNS)
            add_name(arena, facts,
                     safe_text(arena, ASN1_STRING_get0_data(name->d.dNSName), ASN1_STRING_length(name->d.dNSName)));
        else if (name->type == GEN_IPADD)
            add_name(arena, facts, ip_text(arena, name->d.iPAddress));
    }
    GENERAL_NAMES_free(names);
    if (!facts->names.n)
        add_name(arena, facts, entry_text(arena, X509_get_subject_name(leaf), NID_commonName));
}

static bool read_time(const ASN1_TIME *time, int64_t *ret_when) {
    struct tm parts;
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return false;
    *ret_when = timegm(&parts);
    return true;
}

static void problem(struct phs_cert_facts *facts, enum phs_cert_problem which) {
    facts->problems |= 1u << which;
}

static bool has(const struct phs_cert_facts *facts, enum phs_cert_problem which) {
    return facts->problems & (1u << which);
}

static void judge_dates(X509 *certificate, bool leaf, int64_t now, struct phs_cert_facts *facts) {
    int64_t from, to;
    if (!read_time(X509_get0_notBefore(certificate), &from) || !read_time(X509_get0_notAfter(certificate), &to)) {
        problem(facts, PHS_CERT_BAD_CHAIN);
        return;
    }
    if (leaf) {
        facts->not_before = from;
        facts->not_after = to;
        facts->has_dates = true;
    }
    if (now > to)
        problem(facts, leaf ? PHS_CERT_EXPIRED : PHS_CERT_CHAIN_EXPIRED);
    if (now < from)
        problem(facts, leaf ? PHS_CERT_NOT_YET_VALID : PHS_CERT_CHAIN_NOT_YET_VALID);
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

static bool is_weak_key(const char *type, int bits) {
    return strcmp(type, "rsa") == 0 ? bits < LEAST_RSA_BITS : strcmp(type, "ec") == 0 ? bits < LEAST_EC_BITS : strcmp(type, "dsa") == 0;
}

static void judge_key(X509 *certificate, bool leaf, struct phs_cert_facts *facts) {
    const EVP_PKEY *key = X509_get0_pubkey(certificate);
    ERR_clear_error();
    if (!key) {
        problem(facts, PHS_CERT_BAD_CHAIN);
        return;
    }
    const char *type = key_type(key);
    int bits = EVP_PKEY_get_bits(key);
    if (leaf) {
        facts->key_type = type;
        facts->key_bits = bits;
    }
    if (is_weak_key(type, bits))
        problem(facts, PHS_CERT_WEAK_KEY);
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
    if ((leaf || !own) && (digest == NID_md5 || digest == NID_md4 || digest == NID_md2 || digest == NID_sha1 || digest == NID_md5_sha1))
        problem(facts, PHS_CERT_WEAK_SIGNATURE);
}

/* RFC 6125: the common name does not count. */
static void judge_host(X509 *leaf, const struct phs_tls_address *address, struct phs_cert_facts *facts) {
    bool same = address->is_ip ? X509_check_ip_asc(leaf, address->host, 0) == 1
                               : X509_check_host(leaf, address->host, 0, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, NULL) == 1;
    facts->name_matches.is = same ? PHS_YES : PHS_NO;
    if (!same)
        problem(facts, PHS_CERT_NAME_MISMATCH);
}

static bool says_where_its_issuer_is(X509 *certificate) {
    AUTHORITY_INFO_ACCESS *access = X509_get_ext_d2i(certificate, NID_info_access, NULL, NULL);
    bool found = false;
    for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access); i++)
        found |= OBJ_obj2nid(sk_ACCESS_DESCRIPTION_value(access, i)->method) == NID_ad_ca_issuers;
    AUTHORITY_INFO_ACCESS_free(access);
    return found;
}

static void note_unknown_issuer(X509_STORE_CTX *context, struct phs_cert_facts *facts) {
    X509 *last = X509_STORE_CTX_get_current_cert(context);
    problem(facts, PHS_CERT_UNKNOWN_ISSUER);
    if (last && says_where_its_issuer_is(last))
        problem(facts, PHS_CERT_MISSING_INTERMEDIATE);
}

/* Always 1: go on. Dates were judged before, the name too. */
static int hear(int ok, X509_STORE_CTX *context) {
    struct phs_cert_facts *facts = X509_STORE_CTX_get_app_data(context);
    switch (ok ? X509_V_OK : X509_STORE_CTX_get_error(context)) {
    case X509_V_OK:
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
    case X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD:
    case X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD:
        break;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        problem(facts, PHS_CERT_SELF_SIGNED);
        break;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        problem(facts, PHS_CERT_UNKNOWN_ISSUER);
        break;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_UNTRUSTED:
        note_unknown_issuer(context, facts);
        break;
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE:
        problem(facts, PHS_CERT_BAD_SIGNATURE);
        break;
    case X509_V_ERR_INVALID_PURPOSE:
        problem(facts, X509_STORE_CTX_get_error_depth(context) == 0 ? PHS_CERT_NOT_FOR_SERVERS : PHS_CERT_BAD_CHAIN);
        break;
    default:
        problem(facts, PHS_CERT_BAD_CHAIN);
    }
    return 1;
}

static const unsigned trust_problems = 1u << PHS_CERT_SELF_SIGNED | 1u << PHS_CERT_UNKNOWN_ISSUER |
                                       1u << PHS_CERT_BAD_SIGNATURE | 1u << PHS_CERT_NOT_FOR_SERVERS | 1u << PHS_CERT_BAD_CHAIN;
/* Of these the trust store decides. */
static const unsigned store_problems = 1u << PHS_CERT_SELF_SIGNED | 1u << PHS_CERT_UNKNOWN_ISSUER |
                                       1u << PHS_CERT_MISSING_INTERMEDIATE;

/* The path that was found, when it is trusted: what else a server sends along (an old cross-signature) harms nobody. */
static STACK_OF(X509) * judge_trust(STACK_OF(X509) * chain, const struct phs_trust *trust, int64_t now,
                                    struct phs_cert_facts *facts) {
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    STACK_OF(X509) *path = NULL;
    facts->trusted = (struct phs_tls_answer){PHS_MAYBE, "the chain could not be verified"};
    if (!context || X509_STORE_CTX_init(context, trust->store, sk_X509_value(chain, 0), chain) != 1) {
        X509_STORE_CTX_free(context);
        return NULL;
    }
    X509_VERIFY_PARAM *param = X509_STORE_CTX_get0_param(context);
    X509_STORE_CTX_set_default(context, "ssl_server");
    X509_VERIFY_PARAM_set_time(param, (time_t)now);
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_TRUSTED_FIRST);
    X509_VERIFY_PARAM_set_auth_level(param, 0);
    X509_STORE_CTX_set_app_data(context, facts);
    X509_STORE_CTX_set_verify_cb(context, hear);
    if (X509_verify_cert(context) == 1)
        facts->trusted = (struct phs_tls_answer){facts->problems & trust_problems ? PHS_NO : PHS_YES, NULL};
    if (facts->trusted.is == PHS_YES)
        path = X509_STORE_CTX_get1_chain(context);
    X509_STORE_CTX_free(context);
    return path;
}

/* The last of a trusted path is trusted by name, whatever it says. */
static void judge_each(struct phs_arena *arena, STACK_OF(X509) * chain, bool has_anchor, int64_t now,
                       struct phs_cert_facts *facts) {
    int n = sk_X509_num(chain);
    for (int i = 0; i < n && (i == 0 || !has_anchor || i < n - 1); i++) {
        judge_dates(sk_X509_value(chain, i), i == 0, now, facts);
        judge_key(sk_X509_value(chain, i), i == 0, facts);
        judge_signature(arena, sk_X509_value(chain, i), i == 0, facts);
    }
}

/* Without roots nobody is an unknown issuer. */
static void take_back_what_nobody_can_know(const struct phs_trust *trust, struct phs_cert_facts *facts) {
    if (!trust->empty || !(facts->problems & store_problems))
        return;
    facts->problems &= ~store_problems;
    if (!(facts->problems & trust_problems))
        facts->trusted = (struct phs_tls_answer){PHS_MAYBE, trust->empty};
}

static void judge_term(const struct phs_trust *trust, struct phs_cert_facts *facts) {
    bool is_private = trust->own_roots || facts->trusted.is != PHS_YES;
    int64_t days = (facts->not_after - facts->not_before) / DAY;
    if (facts->has_dates && days > (is_private ? LONGEST_PRIVATE_DAYS : LONGEST_PUBLIC_DAYS))
        problem(facts, PHS_CERT_LONG_VALIDITY);
}

const struct phs_cert_facts *phs_cert_read(struct phs_arena *arena, STACK_OF(X509) * chain, const struct phs_trust *trust,
                                           const struct phs_tls_address *address, int64_t now) {
    int n = sk_X509_num(chain);
    struct phs_cert_facts *facts = PHS_NEW(arena, struct phs_cert_facts);
    if (n <= 0)
        return NULL;
    X509 *leaf = sk_X509_value(chain, 0);
    facts->chain_length = (size_t)n;
    facts->issuer = issuer_text(arena, leaf);
    facts->key_type = "other";
    read_names(arena, leaf, facts);
    STACK_OF(X509) *path = judge_trust(chain, trust, now, facts);
    judge_each(arena, path ? path : chain, path != NULL, now, facts);
    sk_X509_pop_free(path, X509_free);
    judge_host(leaf, address, facts);
    take_back_what_nobody_can_know(trust, facts);
    judge_term(trust, facts);
    if (has(facts, PHS_CERT_SELF_SIGNED))
        facts->problems &= ~(1u << PHS_CERT_UNKNOWN_ISSUER | 1u << PHS_CERT_MISSING_INTERMEDIATE);
    ERR_clear_error();
    return facts;
}
