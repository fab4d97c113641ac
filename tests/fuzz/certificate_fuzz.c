/* SPDX-License-Identifier: Apache-2.0 */
/* A certificate of a stranger, judged and written down as attributes. */
#include "base/escape.h"
#include "collect/tls/certificate.h"
#include "collect/tls/certificate_value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NOW = 1772323200 };

static void certificate(struct phs_arena *arena, struct phs_slice bytes) {
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    X509 *leaf = d2i_X509(NULL, &at, (long)bytes.len);
    STACK_OF(X509) *chain = sk_X509_new_null();
    struct phs_trust trust = {.store = X509_STORE_new()};
    struct phs_tls_address here = {.host = "a.example", .scheme = "https"};
    if (leaf) {
        sk_X509_push(chain, leaf);
        const struct phs_cert_facts *facts = phs_cert_read(arena, chain, &trust, &here, NOW);
        for (size_t i = 0; i < facts->names.n; i++)
            if (!phs_utf8_valid(phs_slice(facts->names.at[i]), NULL))
                __builtin_trap();
        phs_cert_value(arena, facts, facts->problems, NOW);
        if (facts->trusted.is == PHS_YES)
            __builtin_trap(); /* nobody is trusted here */
    }
    sk_X509_pop_free(chain, X509_free);
    X509_STORE_free(trust.store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    certificate(arena, phs_slice_n((const char *)data, size));
    phs_arena_free(arena);
    return 0;
}
