/* SPDX-License-Identifier: Apache-2.0 */
/* Roots: the system's store, and a PEM file of an own authority that the scope names. */
#include <dirent.h>
#include <openssl/x509_vfy.h>
#include <stdlib.h>

#include "base/file.h"
#include "collect/tls/bundle.h"
#include "collect/tls/certificate.h"

enum { MOST_BYTES = 4 << 20 };

struct phs_trust_lazy {
    struct phs_arena *arena;
    X509_STORE *store; /* adopted by the arena */
    bool complete;     /* the system's roots are in it */
    bool unread;       /* the file of them was needed and could not be read */
};

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

static const char *folder_of_roots(void) {
    const char *folder = getenv(X509_get_default_cert_dir_env());
    return folder ? folder : X509_get_default_cert_dir();
}

/* A folder with hashed names has them all; without one the file is looked through. */
static struct phs_slice file_of_roots(void *user) {
    struct phs_trust_lazy *lazy = user;
    const char *file = getenv(X509_get_default_cert_file_env());
    struct phs_err err = {0};
    struct phs_slice bytes;
    if (!file && is_hashed(folder_of_roots()))
        return PHS_SLICE("");
    file = file ? file : X509_get_default_cert_file();
    lazy->unread = phs_file_read(lazy->arena, file, MOST_BYTES, &bytes, &err) != PHS_OK;
    return lazy->unread ? PHS_SLICE("") : bytes;
}

/* What the environment names counts as X509_STORE_set_default_paths would have it; only the one issuer that a chain needs is
 * read. */
static void add_system_roots(struct phs_trust_lazy *lazy) {
    X509_LOOKUP *lookup = X509_STORE_add_lookup(lazy->store, X509_LOOKUP_hash_dir());
    if (lookup)
        X509_LOOKUP_add_dir(lookup, folder_of_roots(), X509_FILETYPE_PEM);
    phs_bundle_add_later(lazy->arena, lazy->store, file_of_roots, lazy);
}

static X509_STORE *store_of(struct phs_trust_lazy *lazy) {
    if (lazy->store)
        return lazy->store;
    if (!(lazy->store = X509_STORE_new()))
        phs_out_of_memory();
    phs_arena_adopt(lazy->arena, lazy->store, free_store);
    return lazy->store;
}

static void complete(struct phs_trust_lazy *lazy) {
    if (lazy->complete)
        return;
    lazy->complete = true;
    store_of(lazy);
    add_system_roots(lazy);
}

struct phs_trust phs_trust_open(struct phs_arena *arena, const char *ca_file) {
    struct phs_trust trust = {.lazy = PHS_NEW(arena, struct phs_trust_lazy), .own_roots = ca_file != NULL};
    struct phs_err err = {0};
    struct phs_slice bytes;
    trust.lazy->arena = arena;
    if (ca_file && phs_file_read(arena, ca_file, MOST_BYTES, &bytes, &err) != PHS_OK)
        trust.ca_problem = phs_printf(arena, "its CA file was not read: %s", err.text);
    else if (ca_file && phs_bundle_add(arena, store_of(trust.lazy), bytes) == 0)
        trust.ca_problem = "its CA file holds no certificate";
    trust.empty = trust.ca_problem;
    return trust;
}

X509_STORE *phs_trust_store(const struct phs_trust *trust) {
    if (!trust->lazy)
        return trust->store;
    complete(trust->lazy);
    return trust->lazy->store;
}

const char *phs_trust_empty(const struct phs_trust *trust) {
    if (trust->empty || !trust->lazy || trust->own_roots)
        return trust->empty;
    if (trust->lazy->unread)
        return "this machine's list of trusted authorities could not be read";
    return system_has_roots() ? NULL : "this machine has no list of trusted authorities";
}
