/* SPDX-License-Identifier: Apache-2.0 */
/* Roots: the system's store, and a PEM file of an own authority that the scope names. */
#include <dirent.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <stdlib.h>

#include "base/file.h"
#include "collect/tls/certificate.h"

enum { MOST_BYTES = 4 << 20, MOST_CERTIFICATES = 5000 };

static void free_store(void *store) {
    X509_STORE_free(store);
}

/* OpenSSL reads the folder only when it is asked, so an empty one shows nowhere else. */
static bool system_has_roots(void) {
    const char *file = getenv(X509_get_default_cert_file_env()), *folder = getenv(X509_get_default_cert_dir_env());
    struct dirent *entry = NULL;
    if (phs_is_file(file ? file : X509_get_default_cert_file()))
        return true;
    DIR *dir = opendir(folder ? folder : X509_get_default_cert_dir());
    if (!dir)
        return false;
    while ((entry = readdir(dir)) && entry->d_name[0] == '.')
        continue;
    closedir(dir);
    return entry != NULL;
}

/* "5ad8a5d6.0": what c_rehash makes. */
static bool is_hash(const char *name) {
    return strspn(name, "0123456789abcdef") == 8 && name[8] == '.' && name[9] >= '0' && name[9] <= '9';
}

static bool is_hashed(const char *folder) {
    struct dirent *entry = NULL;
    DIR *dir = opendir(folder);
    if (!dir)
        return false;
    while ((entry = readdir(dir)) && !is_hash(entry->d_name))
        continue;
    closedir(dir);
    return entry != NULL;
}

/* A folder with hashed names is asked for the one issuer that a chain needs; reading the file with all 140 roots takes longer
 * than all handshakes with an endpoint. */
static void add_system_roots(X509_STORE *store) {
    const char *folder = getenv(X509_get_default_cert_dir_env());
    X509_LOOKUP *lookup = NULL;
    folder = folder ? folder : X509_get_default_cert_dir();
    if (!getenv(X509_get_default_cert_file_env()) && is_hashed(folder))
        lookup = X509_STORE_add_lookup(store, X509_LOOKUP_hash_dir());
    if (!lookup || X509_LOOKUP_add_dir(lookup, folder, X509_FILETYPE_PEM) != 1)
        X509_STORE_set_default_paths(store);
}

/* How many certificates of a PEM text were added. */
static size_t add_roots(X509_STORE *store, struct phs_slice bytes) {
    BIO *bio = BIO_new_mem_buf(bytes.ptr, (int)bytes.len);
    size_t n = 0;
    X509 *root;
    while (bio && n < MOST_CERTIFICATES && (root = PEM_read_bio_X509(bio, NULL, NULL, NULL))) {
        n += X509_STORE_add_cert(store, root) == 1;
        X509_free(root);
    }
    BIO_free(bio);
    return n;
}

struct phs_trust phs_trust_open(struct phs_arena *arena, const char *ca_file) {
    struct phs_trust trust = {.store = X509_STORE_new(), .own_roots = ca_file != NULL};
    struct phs_err err = {0};
    struct phs_slice bytes;
    if (!trust.store)
        phs_out_of_memory();
    phs_arena_adopt(arena, trust.store, free_store);
    if (ca_file && phs_file_read(arena, ca_file, MOST_BYTES, &bytes, &err) != PHS_OK)
        trust.ca_problem = phs_printf(arena, "its CA file was not read: %s", err.text);
    else if (ca_file && add_roots(trust.store, bytes) == 0)
        trust.ca_problem = "its CA file holds no certificate";
    trust.loaded = PHS_NEW(arena, bool);
    trust.empty = trust.ca_problem;
    if (!ca_file && !system_has_roots())
        trust.empty = "this machine has no list of trusted authorities";
    return trust;
}

X509_STORE *phs_trust_store(const struct phs_trust *trust) {
    if (trust->loaded && !*trust->loaded) {
        add_system_roots(trust->store);
        *trust->loaded = true;
    }
    return trust->store;
}
