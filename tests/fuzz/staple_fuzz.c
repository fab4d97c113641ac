/* SPDX-License-Identifier: Apache-2.0 */
/* Staples and receipts as a stranger may send them, beside a certificate whose authority's key is thrown away. */
#include <openssl/evp.h>
#include <openssl/x509v3.h>

#include "collect/tls/certificate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NOW = 1772323200 };

static X509 *make(X509 *issuer, EVP_PKEY *signer, EVP_PKEY *key, const char *name) {
    X509 *made = X509_new();
    X509_set_version(made, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made), issuer ? 2 : 1);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made), "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0);
    X509_set_issuer_name(made, X509_get_subject_name(issuer ? issuer : made));
    ASN1_TIME_set(X509_getm_notBefore(made), NOW - 86400);
    ASN1_TIME_set(X509_getm_notAfter(made), NOW + 86400);
    X509_set_pubkey(made, key);
    X509_sign(made, signer, EVP_sha256());
    return made;
}

static STACK_OF(X509) * chain_of_two(void) {
    EVP_PKEY *root_key = EVP_EC_gen("P-256"), *key = EVP_EC_gen("P-256");
    X509 *root = make(NULL, root_key, root_key, "Root"), *leaf = make(root, root_key, key, "a");
    STACK_OF(X509) *chain = sk_X509_new_null();
    sk_X509_push(chain, leaf);
    sk_X509_push(chain, root);
    EVP_PKEY_free(root_key);
    EVP_PKEY_free(key);
    return chain;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static STACK_OF(X509) * chain; /* kept for the life of the program */
    if (!chain)
        chain = chain_of_two();
    struct phs_arena *arena = phs_arena_new();
    struct phs_trust trust = {.store = X509_STORE_new()};
    struct phs_tls_address here = {.host = "a", .scheme = "https"};
    struct phs_slice bytes = phs_slice_n((const char *)data, size);
    struct phs_cert_shown shown = {.shown_as = "first", .chain = chain, .staple = bytes, .scts = bytes};
    const struct phs_cert_facts *facts = phs_cert_judge(arena, &shown, &trust, &here, NOW);
    if (facts->staple.status != PHS_REVOCATION_UNKNOWN)
        __builtin_trap(); /* nobody has the key that could say so */
    X509_STORE_free(trust.store);
    phs_arena_free(arena);
    return 0;
}
