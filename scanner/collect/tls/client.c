/* SPDX-License-Identifier: Apache-2.0 */
/* Reading our certificate and key, and finding the proxy. */
#include "collect/tls/client.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/path.h"

enum { MOST_BYTES = 1 << 20, MOST_CHAIN = 16 };

static void free_certificate(void *certificate) {
    X509_free(certificate);
}

static void free_key(void *key) {
    EVP_PKEY_free(key);
}

static void free_chain(void *chain) {
    sk_X509_pop_free(chain, X509_free);
}

static int no_passphrase(char *buffer, int size, int writing, void *user) {
    (void)buffer, (void)size, (void)writing, (void)user;
    return -1; /* a terminal must not be asked */
}

static BIO *open_file(struct phs_arena *arena, const char *folder, const char *file, struct phs_err *err) {
    struct phs_slice bytes;
    struct phs_err why = {0};
    if (phs_file_read(arena, phs_path_join(arena, folder, file), MOST_BYTES, &bytes, &why) != PHS_OK) {
        phs_fail(err, PHS_E_IO, "%s", why.text);
        return NULL;
    }
    return BIO_new_mem_buf(bytes.ptr, (int)bytes.len);
}

static void read_chain(BIO *bio, struct phs_client *client) {
    X509 *one = NULL;
    while (sk_X509_num(client->chain) < MOST_CHAIN && (one = PEM_read_bio_X509(bio, NULL, no_passphrase, NULL)))
        sk_X509_push(client->chain, one);
}

static enum phs_code read_certificate(struct phs_arena *arena, BIO *bio, struct phs_client *client, struct phs_err *err) {
    client->certificate = bio ? PEM_read_bio_X509(bio, NULL, no_passphrase, NULL) : NULL;
    client->chain = sk_X509_new_null();
    phs_arena_adopt(arena, client->chain, free_chain);
    if (!client->certificate)
        return bio ? phs_fail(err, PHS_E_INPUT, "its client certificate file holds no certificate") : PHS_E_IO;
    phs_arena_adopt(arena, client->certificate, free_certificate);
    read_chain(bio, client);
    return PHS_OK;
}

static enum phs_code read_key(struct phs_arena *arena, BIO *bio, struct phs_client *client, struct phs_err *err) {
    client->key = bio ? PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, NULL) : NULL;
    if (!client->key)
        return bio ? phs_fail(err, PHS_E_INPUT, "its client key file holds no key that can be read without a passphrase")
                   : PHS_E_IO;
    phs_arena_adopt(arena, client->key, free_key);
    if (X509_check_private_key(client->certificate, client->key) != 1)
        return phs_fail(err, PHS_E_INPUT, "its client key does not belong to its client certificate");
    return PHS_OK;
}

enum phs_code phs_client_read(struct phs_arena *arena, const char *folder, const struct phs_target *target,
                              const struct phs_client **ret_client, struct phs_err *err) {
    struct phs_client *client = PHS_NEW(arena, struct phs_client);
    BIO *bio = open_file(arena, folder, target->client_certificate, err);
    enum phs_code code = read_certificate(arena, bio, client, err);
    BIO_free(bio);
    if (code == PHS_OK) {
        bio = open_file(arena, folder, target->client_key ? target->client_key : target->client_certificate, err);
        code = read_key(arena, bio, client, err);
        BIO_free(bio);
    }
    ERR_clear_error();
    if (code == PHS_OK)
        *ret_client = client;
    return code;
}

/* An entry of no_proxy: "*", the host, or a domain that it is in. */
static bool is_exempt(struct phs_slice entry, const char *host) {
    struct phs_slice name = phs_slice(host);
    while (entry.len && entry.ptr[0] == '.')
        entry = phs_slice_n(entry.ptr + 1, entry.len - 1);
    if (entry.len == 0 || phs_slice_is(entry, "*") || phs_slice_ieq(entry, name))
        return entry.len > 0;
    return name.len > entry.len && name.ptr[name.len - entry.len - 1] == '.' &&
           phs_slice_ieq(phs_slice_n(name.ptr + name.len - entry.len, entry.len), entry);
}

static bool goes_without(const char *host) {
    const char *list = getenv("no_proxy") ? getenv("no_proxy") : getenv("NO_PROXY");
    struct phs_slice rest = phs_slice(list ? list : ""), entry;
    if (strcmp(host, "localhost") == 0 || strncmp(host, "127.", 4) == 0 || strcmp(host, "::1") == 0)
        return true;
    while (phs_slice_cut(&rest, ',', &entry))
        if (is_exempt(phs_slice_trim(entry), host))
            return true;
    return false;
}

/* "http://proxy:3128/" -> "proxy:3128"; whoever needs a password there must go another way. */
static const char *bare(struct phs_arena *arena, const char *url) {
    struct phs_slice text = phs_slice_trim(phs_slice(url));
    size_t at = phs_slice_find(text, PHS_SLICE("://"));
    if (at != (size_t)-1)
        text = phs_slice_n(text.ptr + at + 3, text.len - at - 3);
    at = phs_slice_find(text, PHS_SLICE("/"));
    if (at != (size_t)-1)
        text.len = at;
    return text.len ? phs_slice_dup(arena, text) : NULL;
}

const char *phs_client_proxy(struct phs_arena *arena, const struct phs_target *target, const struct phs_tls_address *address) {
    const char *environment = getenv("https_proxy") ? getenv("https_proxy") : getenv("HTTPS_PROXY");
    if (target->proxy)
        return strcmp(target->proxy, "none") == 0 ? NULL : bare(arena, target->proxy);
    return environment && !goes_without(address->host) ? bare(arena, environment) : NULL;
}
