/* SPDX-License-Identifier: Apache-2.0 */
/* Receipts of transparency logs, from the three places where they may stand (RFC 6962, 3.3). */
#include "parse/sct.h"

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/x509v3.h>

#include "base/digest.h"
#include "collect/tls/certificate_parts.h"

struct receipts {
    unsigned char logs[3 * PHS_SCT_MOST][PHS_SCT_LOG_BYTES];
    size_t n;
    const struct phs_ct_logs *list; /* or NULL */
    struct phs_ct_entry shown, before;
    bool has_before;
    int64_t now;
};

static bool is_known(const struct receipts *receipts, const unsigned char *log) {
    for (size_t i = 0; i < receipts->n; i++)
        if (memcmp(receipts->logs[i], log, PHS_SCT_LOG_BYTES) == 0)
            return true;
    return false;
}

static void judge(const struct receipts *receipts, const struct phs_sct *sct, bool embedded, struct phs_sct_facts *facts) {
    if (!receipts->list)
        return;
    if (embedded && !receipts->has_before) {
        facts->unbound++;
        return;
    }
    switch (phs_ct_logs_judge(receipts->list, sct, embedded ? &receipts->before : &receipts->shown, receipts->now)) {
    case PHS_CT_VERIFIED:
        facts->verified++;
        break;
    case PHS_CT_WRONG:
        facts->wrong++;
        break;
    case PHS_CT_UNLISTED:
        facts->unlisted++;
        break;
    }
}

/* How many well-formed ones a list holds. */
static size_t count(struct phs_slice bytes, bool embedded, struct receipts *receipts, struct phs_cert_facts *facts) {
    struct phs_sct_list list = {0};
    if (!bytes.len)
        return 0;
    phs_sct_read(bytes, &list);
    facts->scts.malformed |= list.malformed;
    for (size_t i = 0; i < list.n; i++) {
        if (!is_known(receipts, list.at[i].log))
            memcpy(receipts->logs[receipts->n++], list.at[i].log, PHS_SCT_LOG_BYTES);
        judge(receipts, &list.at[i], embedded, &facts->scts);
    }
    return list.n;
}

/* The value of an extension holds the list as an OCTET STRING; NULL for none. */
static ASN1_OCTET_STRING *unwrap(X509_EXTENSION *extension) {
    const ASN1_OCTET_STRING *value = extension ? X509_EXTENSION_get_data(extension) : NULL;
    const unsigned char *at = value ? ASN1_STRING_get0_data(value) : NULL;
    return value ? d2i_ASN1_OCTET_STRING(NULL, &at, ASN1_STRING_length(value)) : NULL;
}

static size_t count_in(X509_EXTENSION *extension, bool embedded, struct receipts *receipts, struct phs_cert_facts *facts) {
    ASN1_OCTET_STRING *list = unwrap(extension);
    facts->scts.malformed |= extension && !list;
    struct phs_slice bytes =
        list ? phs_slice_n((const char *)ASN1_STRING_get0_data(list), (size_t)ASN1_STRING_length(list)) : PHS_SLICE("");
    size_t n = count(bytes, embedded, receipts, facts);
    ASN1_OCTET_STRING_free(list);
    return n;
}

static size_t count_in_staple(const struct phs_cert_shown *shown, struct receipts *receipts, struct phs_cert_facts *facts) {
    OCSP_RESPONSE *response = shown->staple.len ? phs_cert_staple_decode(shown->staple) : NULL;
    OCSP_BASICRESP *basic = response ? OCSP_response_get1_basic(response) : NULL;
    OCSP_SINGLERESP *single = basic ? OCSP_resp_get0(basic, 0) : NULL;
    int at = single ? OCSP_SINGLERESP_get_ext_by_NID(single, NID_ct_cert_scts, -1) : -1;
    size_t n = at >= 0 ? count_in(OCSP_SINGLERESP_get_ext(single, at), false, receipts, facts) : 0;
    OCSP_BASICRESP_free(basic);
    OCSP_RESPONSE_free(response);
    return n;
}

/* What the authority showed the logs before it signed: the same without the receipts, and whose key signs (RFC 6962, 3.2). */
static unsigned char *bind_before(X509 *leaf, X509 *issuer, struct receipts *receipts) {
    unsigned char *key = NULL, *body = NULL;
    X509 *copy = issuer ? X509_dup(leaf) : NULL;
    int at = copy ? X509_get_ext_by_NID(copy, NID_ct_precert_scts, -1) : -1;
    int n = copy ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(issuer), &key) : 0;
    if (at >= 0)
        X509_EXTENSION_free(X509_delete_ext(copy, at));
    int length = at >= 0 && n > 0 ? i2d_re_X509_tbs(copy, &body) : 0;
    if (length > 0) {
        phs_sha256_of(phs_slice_n((const char *)key, (size_t)n), receipts->before.issuer_key);
        receipts->before.before = receipts->has_before = true;
        receipts->before.body = phs_slice_n((const char *)body, (size_t)length);
    }
    OPENSSL_free(key);
    X509_free(copy);
    return body;
}

void phs_cert_receipts(const struct phs_cert_shown *shown, X509 *leaf, X509 *issuer, const struct phs_ct_logs *logs,
                       int64_t now, struct phs_cert_facts *facts) {
    struct receipts receipts = {.list = logs, .now = now};
    unsigned char *before = logs ? bind_before(leaf, issuer, &receipts) : NULL, *whole = NULL;
    int n = logs ? i2d_X509(leaf, &whole) : 0;
    if (n > 0)
        receipts.shown.body = phs_slice_n((const char *)whole, (size_t)n);
    int at = X509_get_ext_by_NID(leaf, NID_ct_precert_scts, -1);
    facts->scts.judged = logs != NULL;
    facts->scts.embedded = at >= 0 ? count_in(X509_get_ext(leaf, at), true, &receipts, facts) : 0;
    facts->scts.by_tls = count(shown->scts, false, &receipts, facts);
    facts->scts.by_staple = count_in_staple(shown, &receipts, facts);
    facts->scts.logs = receipts.n;
    if (facts->scts.wrong)
        phs_cert_accuse(facts, PHS_CERT_BAD_RECEIPT);
    OPENSSL_free(before);
    OPENSSL_free(whole);
    ERR_clear_error();
}
