/* SPDX-License-Identifier: Apache-2.0 */
/* Whom a chain leads to. X509_verify_cert asks its callback about trust only and goes on after each objection, so that all are
 * heard. */
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "collect/tls/certificate_parts.h"

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
    phs_cert_accuse(facts, PHS_CERT_UNKNOWN_ISSUER);
    if (last && says_where_its_issuer_is(last))
        phs_cert_accuse(facts, PHS_CERT_MISSING_INTERMEDIATE);
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
        phs_cert_accuse(facts, PHS_CERT_SELF_SIGNED);
        break;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        phs_cert_accuse(facts, PHS_CERT_UNKNOWN_ISSUER);
        break;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_UNTRUSTED:
        note_unknown_issuer(context, facts);
        break;
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE:
        phs_cert_accuse(facts, PHS_CERT_BAD_SIGNATURE);
        break;
    case X509_V_ERR_INVALID_PURPOSE:
        phs_cert_accuse(facts, X509_STORE_CTX_get_error_depth(context) == 0 ? PHS_CERT_NOT_FOR_SERVERS : PHS_CERT_BAD_CHAIN);
        break;
    case X509_V_ERR_PERMITTED_VIOLATION:
    case X509_V_ERR_EXCLUDED_VIOLATION:
        phs_cert_accuse(facts, PHS_CERT_NAME_FORBIDDEN);
        break;
    default:
        phs_cert_accuse(facts, PHS_CERT_BAD_CHAIN);
    }
    return 1;
}

static const unsigned trust_problems = 1u << PHS_CERT_SELF_SIGNED | 1u << PHS_CERT_UNKNOWN_ISSUER |
                                       1u << PHS_CERT_BAD_SIGNATURE | 1u << PHS_CERT_NOT_FOR_SERVERS |
                                       1u << PHS_CERT_BAD_CHAIN | 1u << PHS_CERT_NAME_FORBIDDEN;

/* The path that was found, when it is trusted: what else a server sends along (an old cross-signature) harms nobody. */
STACK_OF(X509) *
    phs_cert_path(STACK_OF(X509) * chain, const struct phs_trust *trust, int64_t now, struct phs_cert_facts *facts) {
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    STACK_OF(X509) *path = NULL;
    facts->trusted = (struct phs_tls_answer){PHS_MAYBE, "the chain could not be verified"};
    if (!context || X509_STORE_CTX_init(context, phs_trust_store(trust), sk_X509_value(chain, 0), chain) != 1) {
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

static bool contains(STACK_OF(X509) * path, X509 *certificate) {
    for (int i = 0; i < sk_X509_num(path); i++)
        if (X509_cmp(sk_X509_value(path, i), certificate) == 0)
            return true;
    return false;
}

/* A certificate that is needed stands where it was not expected: TLS 1.2 asks for the order, and strict clients look no
 * further. */
static bool is_in_order(STACK_OF(X509) * chain, STACK_OF(X509) * path) {
    int n = sk_X509_num(chain);
    for (int i = 0; i + 1 < n; i++)
        if (contains(path, sk_X509_value(chain, i + 1)) &&
            X509_check_issued(sk_X509_value(chain, i + 1), sk_X509_value(chain, i)) != X509_V_OK)
            return false;
    return true;
}

void phs_cert_order(STACK_OF(X509) * chain, STACK_OF(X509) * path, struct phs_cert_facts *facts) {
    int n = sk_X509_num(chain);
    if (!path)
        return; /* what is of use is known only for a path that leads somewhere */
    for (int i = 1; i < n; i++)
        if (!contains(path, sk_X509_value(chain, i)) && X509_self_signed(sk_X509_value(chain, i), 0) != 1)
            phs_cert_accuse(facts, PHS_CERT_CHAIN_SUPERFLUOUS);
    if (!is_in_order(chain, path))
        phs_cert_accuse(facts, PHS_CERT_CHAIN_DISORDERED);
}
