/* SPDX-License-Identifier: Apache-2.0 */
/* A file of authorities as anybody may write it: whatever is found under a name has that name. */
#include "collect/tls/bundle.h"

#include <openssl/err.h>
#include <openssl/x509.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the store decodes when it is asked for a name is asked for by its own. */
static void ask(X509_STORE *store, const X509_NAME *name) {
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    X509_STORE_CTX_init(context, store, NULL, NULL);
    X509_OBJECT *found = X509_STORE_CTX_get_obj_by_subject(context, X509_LU_X509, name);
    if (found && X509_NAME_cmp(X509_get_subject_name(X509_OBJECT_get0_X509(found)), name) != 0)
        __builtin_trap();
    X509_OBJECT_free(found);
    X509_STORE_CTX_free(context);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    X509_STORE *store = X509_STORE_new();
    X509_NAME *odd = X509_NAME_new();
    phs_bundle_add(arena, store, phs_slice_n((const char *)data, size));
    /* A name in an unusual type of text makes it decode them all. */
    X509_NAME_add_entry_by_NID(odd, NID_commonName, V_ASN1_BMPSTRING, (const unsigned char *)"\0a", 2, -1, 0);
    ask(store, odd);
    STACK_OF(X509_OBJECT) *objects = X509_STORE_get0_objects(store);
    for (int i = 0; i < sk_X509_OBJECT_num(objects); i++) {
        const X509 *certificate = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(objects, i));
        if (certificate)
            ask(store, X509_get_subject_name(certificate));
    }
    X509_NAME_free(odd);
    X509_STORE_free(store);
    phs_arena_free(arena);
    ERR_clear_error();
    return 0;
}
