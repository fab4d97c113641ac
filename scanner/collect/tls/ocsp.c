/* SPDX-License-Identifier: Apache-2.0 */
/* A stapled answer about revocation (RFC 6960): it counts only when the issuer or a delegate of the issuer signed it, about
 * this certificate, and today. Nobody is asked over the network: that would tell the authority whom we look at. */
#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/x509v3.h>

#include "collect/tls/certificate_parts.h"

enum { SKEW = 300 }; /* seconds by which clocks may differ */

static void unknown(struct phs_cert_facts *facts, const char *reason) {
    facts->staple.status = PHS_REVOCATION_UNKNOWN;
    facts->staple.reason = reason;
}

static void bad(struct phs_cert_facts *facts, const char *reason) {
    phs_cert_accuse(facts, PHS_CERT_BAD_STAPLE);
    unknown(facts, reason);
}

/* Identifiers hash the issuer with a digest of the responder's choice. */
static OCSP_SINGLERESP *answer_about(OCSP_BASICRESP *basic, X509 *leaf, X509 *issuer) {
    OCSP_SINGLERESP *found = NULL;
    for (int i = 0; i < OCSP_resp_count(basic) && !found; i++) {
        OCSP_SINGLERESP *single = OCSP_resp_get0(basic, i);
        const OCSP_CERTID *id = OCSP_SINGLERESP_get0_id(single);
        ASN1_OBJECT *digest = NULL;
        OCSP_id_get0_info(NULL, &digest, NULL, NULL, (OCSP_CERTID *)(uintptr_t)id);
        const EVP_MD *md = digest ? EVP_get_digestbyobj(digest) : NULL;
        OCSP_CERTID *ours = md ? OCSP_cert_to_id(md, leaf, issuer) : NULL;
        if (ours && OCSP_id_cmp(ours, id) == 0)
            found = single;
        OCSP_CERTID_free(ours);
    }
    return found;
}

/* The issuer is the only one that is trusted here, whoever trusts the issuer. */
static bool is_signed(OCSP_BASICRESP *basic, X509 *issuer, int64_t now) {
    X509_STORE *store = X509_STORE_new();
    STACK_OF(X509) *known = sk_X509_new_null();
    bool good = false;
    if (store && known && X509_STORE_add_cert(store, issuer) == 1 && sk_X509_push(known, issuer)) {
        X509_VERIFY_PARAM *param = X509_STORE_get0_param(store);
        X509_VERIFY_PARAM_set_time(param, (time_t)now);
        X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
        X509_VERIFY_PARAM_set_auth_level(param, 0);
        good = OCSP_basic_verify(basic, known, store, 0) == 1;
    }
    sk_X509_free(known);
    X509_STORE_free(store);
    return good;
}

static bool is_by_delegate(OCSP_BASICRESP *basic, X509 *issuer) {
    STACK_OF(X509) *known = sk_X509_new_null();
    X509 *signer = NULL;
    bool delegate = known && sk_X509_push(known, issuer) && OCSP_resp_get0_signer(basic, &signer, known) == 1 &&
                    X509_cmp(signer, issuer) != 0;
    sk_X509_free(known);
    return delegate;
}

/* ASN1_GENERALIZEDTIME is an ASN1_TIME. */
static void read_answer(OCSP_SINGLERESP *single, int64_t now, struct phs_cert_facts *facts) {
    ASN1_GENERALIZEDTIME *from = NULL, *to = NULL;
    int reason, status = OCSP_single_get0_status(single, &reason, NULL, &from, &to);
    struct phs_staple_facts *staple = &facts->staple;
    if (!phs_cert_time(from, &staple->this_update) || (to && !phs_cert_time(to, &staple->next_update))) {
        bad(facts, "its stapled answer has no date");
    } else if (staple->this_update > now + SKEW) {
        bad(facts, "its stapled answer is of the future");
    } else if (to && staple->next_update < now - SKEW) {
        bad(facts, "its stapled answer is out of date");
    } else if (status == V_OCSP_CERTSTATUS_GOOD) {
        staple->status = PHS_REVOCATION_GOOD;
    } else if (status == V_OCSP_CERTSTATUS_REVOKED) {
        staple->status = PHS_REVOCATION_REVOKED;
        phs_cert_accuse(facts, PHS_CERT_REVOKED);
    } else {
        bad(facts, "its authority does not know it, as the stapled answer says");
    }
}

static void judge_basic(OCSP_BASICRESP *basic, X509 *leaf, X509 *issuer, int64_t now, struct phs_cert_facts *facts) {
    OCSP_SINGLERESP *single = issuer ? answer_about(basic, leaf, issuer) : NULL;
    if (!issuer) {
        unknown(facts, "its issuer was not sent, so nobody can tell who signed the stapled answer");
    } else if (!is_signed(basic, issuer, now)) {
        bad(facts, "its stapled answer is not signed by its issuer or for it");
    } else if (!single) {
        bad(facts, "its stapled answer is about another certificate");
    } else {
        facts->staple.signed_by_delegate = is_by_delegate(basic, issuer);
        read_answer(single, now, facts);
    }
}

OCSP_RESPONSE *phs_cert_staple_decode(struct phs_slice staple) {
    enum { LONGEST = 1 << 18 };
    const unsigned char *at = (const unsigned char *)staple.ptr;
    return staple.len <= LONGEST ? d2i_OCSP_RESPONSE(NULL, &at, (long)staple.len) : NULL;
}

void phs_cert_staple(const struct phs_cert_shown *shown, X509 *leaf, X509 *issuer, int64_t now, struct phs_cert_facts *facts) {
    facts->staple.present = shown->staple.len > 0;
    if (!facts->staple.present) {
        unknown(facts, shown->staple_unasked ? "no stapled answer was asked for" : "it staples no answer of its authority");
        if (facts->must_staple && !shown->staple_unasked)
            phs_cert_accuse(facts, PHS_CERT_NO_STAPLE);
        return;
    }
    OCSP_RESPONSE *response = phs_cert_staple_decode(shown->staple);
    OCSP_BASICRESP *basic = response && OCSP_response_status(response) == OCSP_RESPONSE_STATUS_SUCCESSFUL
                                ? OCSP_response_get1_basic(response)
                                : NULL;
    if (basic)
        judge_basic(basic, leaf, issuer, now, facts);
    else
        bad(facts, response ? "its authority answered with an error, as the staple says" : "its stapled answer cannot be read");
    OCSP_BASICRESP_free(basic);
    OCSP_RESPONSE_free(response);
    ERR_clear_error();
}
