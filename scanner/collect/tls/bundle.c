/* SPDX-License-Identifier: Apache-2.0 */
#include "collect/tls/bundle.h"
#include "base/base64.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdlib.h>

#include "base/slice.h"

enum { MOST_CERTIFICATES = 5000, FIRST_TEXT = 512, MOST_TEXT = 64 << 10, MOST_DER = MOST_TEXT / 4 * 3 + 3 };

struct entry {
    struct phs_slice pem; /* from BEGIN to behind END */
    uint64_t fold;        /* of its subject */
    bool odd;             /* its subject is written in a way that fold does not see through */
    bool added;
};

struct bundle {
    PHS_VEC(struct entry) entries;
    struct phs_arena *arena;
    phs_bundle_load *load; /* or NULL */
    void *user;
};

/* ---- DER, as far as the subject. */

struct tlv {
    unsigned tag;
    struct phs_slice value;
};

static bool take(struct phs_slice *rest, struct tlv *ret_tlv) {
    const unsigned char *at = (const unsigned char *)rest->ptr;
    size_t head = 2, len;
    if (rest->len < 2)
        return false;
    len = at[1];
    if (len > 0x80 && len <= 0x83) {
        size_t bytes = len & 3u;
        if (rest->len < 2 + bytes)
            return false;
        for (len = 0; head < 2 + bytes; head++)
            len = len << 8 | at[head];
    } else if (len >= 0x80) {
        return false;
    }
    if (len > rest->len - head)
        return false;
    *ret_tlv = (struct tlv){at[0], phs_slice_n(rest->ptr + head, len)};
    *rest = phs_slice_n(rest->ptr + head + len, rest->len - head - len);
    return true;
}

/* Into a SEQUENCE of which the end may not be there. */
static bool enter(struct phs_slice *rest) {
    const unsigned char *at = (const unsigned char *)rest->ptr;
    size_t head = rest->len < 2 ? 0 : 2 + (at[1] > 0x80 ? at[1] & 0x7fu : 0);
    if (rest->len < 2 || at[0] != 0x30 || head > 5 || head > rest->len)
        return false;
    *rest = phs_slice_n(rest->ptr + head, rest->len - head);
    return true;
}

/* RFC 5280, 4.1: version, serial, signature, issuer, validity, subject. */
static bool subject_of(struct phs_slice der, struct phs_slice *ret_name) {
    struct tlv tlv;
    if (!enter(&der) || !enter(&der) || !take(&der, &tlv))
        return false;
    if (tlv.tag == 0xa0 && !take(&der, &tlv))
        return false;
    for (int i = 0; i < 4; i++)
        if (!take(&der, &tlv))
            return false;
    *ret_name = tlv.value;
    return tlv.tag == 0x30;
}

/* ---- Names. What X509_NAME_cmp holds for equal has the same fold: case and white space do not count, nor which of the usual
 * string types it is. */

static uint64_t mix(uint64_t hash, unsigned byte) {
    return (hash ^ byte) * 0x100000001b3u;
}

static uint64_t fold_text(uint64_t hash, struct phs_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == ' ' || (c >= '\t' && c <= '\r'))
            continue;
        hash = mix(hash, c >= 'A' && c <= 'Z' ? c + 32u : c);
    }
    return mix(hash, 0);
}

static bool is_usual_text(unsigned tag) {
    return tag == 0x0c || tag == 0x13 || tag == 0x16; /* UTF8String, PrintableString, IA5String */
}

static bool is_one(struct phs_slice set) {
    struct tlv tlv;
    return take(&set, &tlv) && set.len == 0;
}

static uint64_t fold(struct phs_slice name, bool *ret_odd) {
    uint64_t hash = 0xcbf29ce484222325u;
    struct tlv tlv;
    *ret_odd = false;
    while (name.len) {
        if (name.ptr[0] == 0x30 || name.ptr[0] == 0x31) { /* SET of SEQUENCE of type and value: all in one row */
            struct phs_slice rest = name;
            if (!take(&rest, &tlv))
                break;
            *ret_odd |= tlv.tag == 0x31 && !is_one(tlv.value); /* their order may change with their case */
            name = phs_slice_n(tlv.value.ptr, (size_t)(name.ptr + name.len - tlv.value.ptr));
            continue;
        }
        if (!take(&name, &tlv))
            break;
        *ret_odd |= tlv.tag != 0x06 && !is_usual_text(tlv.tag);
        hash = fold_text(hash, tlv.value);
    }
    *ret_odd |= name.len > 0;
    return hash;
}

/* ---- PEM. */

/* As much as there is; whoever takes a certificate for good has OpenSSL decode it. */
static struct phs_slice decode(struct phs_slice text, char *der) {
    return phs_slice_n(der, phs_base64_decode(text, PHS_BASE64_SPACES, der, text.len, NULL));
}

/* The subject stands near the front: half a kilobyte of text does, as a rule. */
static bool subject_of_text(struct phs_slice base64, char *der, struct phs_slice *ret_name) {
    struct phs_slice head = phs_slice_n(base64.ptr, base64.len < FIRST_TEXT ? base64.len : FIRST_TEXT);
    if (subject_of(decode(head, der), ret_name))
        return true;
    return base64.len > FIRST_TEXT && base64.len <= MOST_TEXT && subject_of(decode(base64, der), ret_name);
}

static struct phs_slice after(struct phs_slice text, size_t n) {
    return phs_slice_n(text.ptr + n, text.len - n);
}

/* The next certificate's block, from its BEGIN; text goes on behind it. */
static bool next_block(struct phs_slice *text, struct phs_slice *ret_pem, struct phs_slice *ret_base64) {
    static const char *const labels[] = {"CERTIFICATE-----", "TRUSTED CERTIFICATE-----", "X509 CERTIFICATE-----"};
    const struct phs_slice begin = PHS_SLICE("-----BEGIN "), end = PHS_SLICE("-----END ");
    for (size_t at; (at = phs_slice_find(*text, begin)) != (size_t)-1;) {
        struct phs_slice pem = after(*text, at), body = after(pem, begin.len);
        const char *label = NULL;
        for (size_t i = 0; i < sizeof labels / sizeof *labels && !label; i++)
            label = phs_slice_starts(body, labels[i]) ? labels[i] : NULL;
        *text = body;
        if (!label)
            continue;
        body = after(body, strlen(label));
        size_t length = phs_slice_find(body, end);
        if (length == (size_t)-1)
            return false;
        const char *line = memchr(body.ptr + length, '\n', body.len - length);
        const char *stop = line ? line + 1 : body.ptr + body.len;
        *ret_base64 = phs_slice_n(body.ptr, length);
        *ret_pem = phs_slice_n(pem.ptr, (size_t)(stop - pem.ptr));
        *text = phs_slice_n(stop, (size_t)(text->ptr + text->len - stop));
        return true;
    }
    return false;
}

static void find_all(struct phs_arena *arena, struct bundle *bundle, struct phs_slice text) {
    char *der = malloc(MOST_DER);
    struct phs_slice pem, base64, name;
    while (der && bundle->entries.n < MOST_CERTIFICATES && next_block(&text, &pem, &base64)) {
        struct entry entry = {.pem = pem};
        if (!subject_of_text(base64, der, &name))
            continue;
        entry.fold = fold(name, &entry.odd);
        PHS_PUSH(arena, bundle->entries, entry);
    }
    free(der);
}

/* ---- What the store asks. */

static void add(X509_STORE *store, struct entry *entry) {
    BIO *bio = BIO_new_mem_buf(entry->pem.ptr, (int)entry->pem.len);
    X509 *root = bio ? PEM_read_bio_X509_AUX(bio, NULL, NULL, NULL) : NULL;
    entry->added = true;
    if (root)
        X509_STORE_add_cert(store, root);
    X509_free(root);
    BIO_free(bio);
    ERR_clear_error();
}

static bool is_called(const struct entry *entry, uint64_t hash, bool odd) {
    return odd || entry->odd || entry->fold == hash;
}

static void load_now(struct bundle *bundle) {
    phs_bundle_load *now = bundle->load;
    bundle->load = NULL;
    find_all(bundle->arena, bundle, now(bundle->user));
}

static int by_subject(X509_LOOKUP *lookup, X509_LOOKUP_TYPE type, const X509_NAME *name, X509_OBJECT *ret_object) {
    struct bundle *bundle = X509_LOOKUP_get_method_data(lookup);
    X509_STORE *store = X509_LOOKUP_get_store(lookup);
    const unsigned char *der;
    struct tlv tlv;
    size_t length;
    bool odd;
    if (type != X509_LU_X509 || X509_NAME_get0_der(name, &der, &length) != 1)
        return 0;
    struct phs_slice bytes = phs_slice_n((const char *)der, length);
    if (!take(&bytes, &tlv))
        return 0;
    uint64_t hash = fold(tlv.value, &odd);
    if (bundle->load)
        load_now(bundle);
    for (size_t i = 0; i < bundle->entries.n; i++)
        if (!bundle->entries.at[i].added && is_called(&bundle->entries.at[i], hash, odd))
            add(store, &bundle->entries.at[i]);
    X509_STORE_lock(store);
    X509_OBJECT *found = X509_OBJECT_retrieve_by_subject(X509_STORE_get0_objects(store), type, name);
    X509_STORE_unlock(store);
    X509 *root = found ? X509_OBJECT_get0_X509(found) : NULL;
    if (!root || X509_OBJECT_set1_X509(ret_object, root) != 1)
        return 0;
    X509_free(root); /* who asks takes a reference of its own, and the store has one */
    return 1;
}

/* Made once and never freed: stores outlive whoever made them. */
static X509_LOOKUP_METHOD *method(void) {
    static X509_LOOKUP_METHOD *made;
    if (!made && (made = X509_LOOKUP_meth_new("a bundle of authorities")))
        X509_LOOKUP_meth_set_get_by_subject(made, by_subject);
    return made;
}

static struct bundle *bundle_of(struct phs_arena *arena, X509_STORE *store) {
    X509_LOOKUP *lookup = method() ? X509_STORE_add_lookup(store, method()) : NULL; /* the same one for a second file */
    struct bundle *bundle = lookup ? X509_LOOKUP_get_method_data(lookup) : NULL;
    if (lookup && !bundle) {
        bundle = PHS_NEW(arena, struct bundle);
        bundle->arena = arena;
        X509_LOOKUP_set_method_data(lookup, bundle);
    }
    return bundle;
}

void phs_bundle_add_later(struct phs_arena *arena, X509_STORE *store, phs_bundle_load *load, void *user) {
    struct bundle *bundle = bundle_of(arena, store);
    if (!bundle)
        return;
    bundle->load = load;
    bundle->user = user;
}

size_t phs_bundle_add(struct phs_arena *arena, X509_STORE *store, struct phs_slice pem) {
    struct bundle *bundle = bundle_of(arena, store);
    if (!bundle)
        return 0;
    size_t before = bundle->entries.n;
    find_all(arena, bundle, pem);
    return bundle->entries.n - before;
}
