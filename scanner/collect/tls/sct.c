/* SPDX-License-Identifier: Apache-2.0 */
/* Receipts of transparency logs, from the three places where they may stand (RFC 6962, 3.3). */
#include "parse/sct.h"

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/x509v3.h>

#include "collect/tls/certificate_parts.h"

struct receipts {
    unsigned char logs[3 * PHS_SCT_MOST][PHS_SCT_LOG_BYTES];
    size_t n;
};

static bool is_known(const struct receipts *receipts, const unsigned char *log) {
    for (size_t i = 0; i < receipts->n; i++)
        if (memcmp(receipts->logs[i], log, PHS_SCT_LOG_BYTES) == 0)
            return true;
    return false;
}

/* How many well-formed ones a list holds. */
static size_t count(struct phs_slice bytes, struct receipts *receipts, struct phs_cert_facts *facts) {
    struct phs_sct_list list = {0};
    if (!bytes.len)
        return 0;
    phs_sct_read(bytes, &list);
    facts->scts.malformed |= list.malformed;
    for (size_t i = 0; i < list.n; i++)
        if (!is_known(receipts, list.at[i].log))
            memcpy(receipts->logs[receipts->n++], list.at[i].log, PHS_SCT_LOG_BYTES);
    return list.n;
}

/* The value of an extension holds the list as an OCTET STRING; NULL for none. */
static ASN1_OCTET_STRING *unwrap(X509_EXTENSION *extension) {
    const ASN1_OCTET_STRING *value = extension ? X509_EXTENSION_get_data(extension) : NULL;
    const unsigned char *at = value ? ASN1_STRING_get0_data(value) : NULL;
    return value ? d2i_ASN1_OCTET_STRING(NULL, &at, ASN1_STRING_length(value)) : NULL;
}

static size_t count_in(X509_EXTENSION *extension, struct receipts *receipts, struct phs_cert_facts *facts) {
    ASN1_OCTET_STRING *list = unwrap(extension);
    facts->scts.malformed |= extension && !list;
    size_t n =
        list ? count(phs_slice_n((const char *)ASN1_STRING_get0_data(list), (size_t)ASN1_STRING_length(list)), receipts, facts)
             : 0;
    ASN1_OCTET_STRING_free(list);
    return n;
}

static size_t count_in_staple(const struct phs_cert_shown *shown, struct receipts *receipts, struct phs_cert_facts *facts) {
    OCSP_RESPONSE *response = shown->staple.len ? phs_cert_staple_decode(shown->staple) : NULL;
    OCSP_BASICRESP *basic = response ? OCSP_response_get1_basic(response) : NULL;
    OCSP_SINGLERESP *single = basic ? OCSP_resp_get0(basic, 0) : NULL;
    int at = single ? OCSP_SINGLERESP_get_ext_by_NID(single, NID_ct_cert_scts, -1) : -1;
    size_t n = at >= 0 ? count_in(OCSP_SINGLERESP_get_ext(single, at), receipts, facts) : 0;
    OCSP_BASICRESP_free(basic);
    OCSP_RESPONSE_free(response);
    return n;
}

void phs_cert_receipts(const struct phs_cert_shown *shown, X509 *leaf, struct phs_cert_facts *facts) {
    struct receipts receipts = {.n = 0};
    int at = X509_get_ext_by_NID(leaf, NID_ct_precert_scts, -1);
    facts->scts.embedded = at >= 0 ? count_in(X509_get_ext(leaf, at), &receipts, facts) : 0;
    facts->scts.by_tls = count(shown->scts, &receipts, facts);
    facts->scts.by_staple = count_in_staple(shown, &receipts, facts);
    facts->scts.logs = receipts.n;
    ERR_clear_error();
}
