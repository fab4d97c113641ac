/* SPDX-License-Identifier: Apache-2.0 */
/* A file of authorities finds what X509_NAME_cmp holds for the same name, and decodes nothing else. */
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <unistd.h>

#include "collect/tls/bundle.h"
#include "collect/tls/certificate.h"
#include "tests/unit/collect/collecting.h"

TestSuite(tls_bundle, .init = open_graph, .fini = close_graph);

static void free_certificate(void *certificate) {
    X509_free(certificate);
}

static void free_key(void *key) {
    EVP_PKEY_free(key);
}

static EVP_PKEY *one_key(void) {
    static EVP_PKEY *key;
    if (!key) {
        key = EVP_EC_gen("P-256");
        phs_arena_adopt(arena, key, free_key);
    }
    return key;
}

/* Self-signed, with one name of the type. */
static X509 *called(const char *name, int type) {
    X509 *made = X509_new();
    phs_arena_adopt(arena, made, free_certificate);
    X509_set_version(made, 2);
    X509_NAME *subject = X509_get_subject_name(made);
    X509_NAME_add_entry_by_NID(subject, NID_organizationName, MBSTRING_UTF8, (const unsigned char *)"Example Health", -1, -1,
                               0);
    X509_NAME_add_entry_by_NID(subject, NID_commonName, type, (const unsigned char *)name, -1, -1, 0);
    X509_set_issuer_name(made, subject);
    X509_gmtime_adj(X509_getm_notBefore(made), 0);
    X509_gmtime_adj(X509_getm_notAfter(made), 86400);
    X509_set_pubkey(made, one_key());
    X509_sign(made, one_key(), EVP_sha256());
    return made;
}

static struct phs_slice text_of(BIO *bio) {
    char *bytes;
    long n = BIO_get_mem_data(bio, &bytes);
    return phs_slice_n(phs_strndup(arena, bytes, (size_t)n), (size_t)n);
}

/* How many of the store's objects are decoded after it was asked for the name; whether it was found. */
static bool asked(X509_STORE *store, const X509_NAME *name, int *ret_decoded) {
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    X509_STORE_CTX_init(context, store, NULL, NULL);
    X509_OBJECT *found = X509_STORE_CTX_get_obj_by_subject(context, X509_LU_X509, name);
    bool same = found && X509_NAME_cmp(X509_get_subject_name(X509_OBJECT_get0_X509(found)), name) == 0;
    *ret_decoded = sk_X509_OBJECT_num(X509_STORE_get0_objects(store));
    X509_OBJECT_free(found);
    X509_STORE_CTX_free(context);
    return same;
}

Test(tls_bundle, decodes_only_what_is_asked_for) {
    static const struct {
        const char *scenario, *name;
        int type;
        bool found;
        int decoded;
    } rows[] = {
        {"as it stands", "Root Two", MBSTRING_UTF8, true, 1},
        {"in other letters and spaces", "  root   TWO ", MBSTRING_UTF8, true, 1},
        {"as another type of text", "Root Two", V_ASN1_PRINTABLESTRING, true, 1},
        {"as a type that is written otherwise", "Root Two", V_ASN1_BMPSTRING, false, 0},
        {"the last of the file", "Root Three", MBSTRING_UTF8, true, 1},
        {"one that is trusted with conditions", "Root Four", MBSTRING_UTF8, true, 1},
        {"nobody", "Root Five", MBSTRING_UTF8, false, 0},
        {"a part of a name", "Root", MBSTRING_UTF8, false, 0},
    };
    BIO *bio = BIO_new(BIO_s_mem());
    BIO_printf(bio, "Authorities of a hospital\n\n");
    PEM_write_bio_X509(bio, called("Root One", MBSTRING_UTF8));
    BIO_printf(bio, "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\nsome text\n");
    PEM_write_bio_X509(bio, called("Root Two", MBSTRING_UTF8));
    BIO_printf(bio, "-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----\n");
    PEM_write_bio_X509_AUX(bio, called("Root Four", MBSTRING_UTF8));
    PEM_write_bio_X509(bio, called("Root Three", MBSTRING_UTF8));
    BIO_printf(bio, "-----BEGIN CERTIFICATE-----\nMIIB");
    struct phs_slice pem = text_of(bio);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        X509_STORE *store = X509_STORE_new();
        int decoded;
        cr_expect_eq(phs_bundle_add(arena, store, pem), 4, "%s", rows[i].scenario);
        if (rows[i].type == V_ASN1_BMPSTRING) { /* asks all of them: its letters have two bytes */
            static const char wide[] = "\0R\0o\0o\0t\0 \0N\0i\0n\0e";
            X509_NAME *name = X509_NAME_new();
            X509_NAME_add_entry_by_NID(name, NID_commonName, V_ASN1_BMPSTRING, (const unsigned char *)wide, 18, -1, 0);
            cr_expect_not(asked(store, name, &decoded));
            cr_expect_eq(decoded, 4, "%s: %d decoded", rows[i].scenario, decoded);
            X509_NAME_free(name);
        } else {
            const X509_NAME *name = X509_get_subject_name(called(rows[i].name, rows[i].type));
            cr_expect_eq(asked(store, name, &decoded), rows[i].found, "%s", rows[i].scenario);
            cr_expect_eq(decoded, rows[i].decoded, "%s: %d decoded", rows[i].scenario, decoded);
        }
        X509_STORE_free(store);
    }
    BIO_free(bio);
}

Test(tls_bundle, takes_a_second_file) {
    X509_STORE *store = X509_STORE_new();
    int decoded;
    for (int i = 0; i < 2; i++) {
        BIO *bio = BIO_new(BIO_s_mem());
        PEM_write_bio_X509(bio, called(i ? "Root Two" : "Root One", MBSTRING_UTF8));
        cr_expect_eq(phs_bundle_add(arena, store, text_of(bio)), 1);
        BIO_free(bio);
    }
    cr_expect(asked(store, X509_get_subject_name(called("Root One", MBSTRING_UTF8)), &decoded));
    cr_expect(asked(store, X509_get_subject_name(called("Root Two", MBSTRING_UTF8)), &decoded));
    X509_STORE_free(store);
}

Test(tls_bundle, survives_what_is_no_list) {
    static const struct {
        const char *scenario, *text;
    } rows[] = {
        {"nothing", ""},
        {"no end", "-----BEGIN CERTIFICATE-----\nMIIB"},
        {"no letters", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----"},
        {"a length that is not there", "-----BEGIN CERTIFICATE-----\nMIP///8=\n-----END CERTIFICATE-----"},
        {"lengths without an end", "-----BEGIN CERTIFICATE-----\nMIAwgKCAMIAwgDCA\n-----END CERTIFICATE-----"},
        {"no base64", "-----BEGIN CERTIFICATE-----\n****\n-----END CERTIFICATE-----"},
        {"begin in begin", "-----BEGIN -----BEGIN CERTIFICATE-----"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        X509_STORE *store = X509_STORE_new();
        cr_expect_eq(phs_bundle_add(arena, store, phs_slice(rows[i].text)), 0, "%s", rows[i].scenario);
        X509_STORE_free(store);
    }
}

/* Nobody is distrusted because a list was not read. */
Test(tls_bundle, says_that_the_list_of_the_machine_was_not_read) {
    static const struct {
        const char *scenario;
        off_t size;
        bool told;
    } rows[] = {{"a list", 0, true}, {"a list that is longer than any", 5 << 20, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char folder[] = "/tmp/phiscope-roots-XXXXXX";
        cr_assert_not_null(mkdtemp(folder));
        const char *file = phs_printf(arena, "%s/list.pem", folder);
        FILE *out = fopen(file, "w");
        cr_assert_not_null(out);
        PEM_write_X509(out, called("Root One", MBSTRING_UTF8));
        fclose(out);
        if (rows[i].size)
            cr_assert_eq(truncate(file, rows[i].size), 0);
        setenv("SSL_CERT_FILE", file, 1);
        setenv("SSL_CERT_DIR", folder, 1);
        struct phs_trust trust = phs_trust_open(arena, NULL);
        int decoded;
        bool found = asked(phs_trust_store(&trust), X509_get_subject_name(called("Root One", MBSTRING_UTF8)), &decoded);
        cr_expect_eq(found, rows[i].told, "%s", rows[i].scenario);
        cr_expect_eq(phs_trust_empty(&trust) == NULL, rows[i].told, "%s", rows[i].scenario);
        unlink(file);
        rmdir(folder);
    }
}
