/* SPDX-License-Identifier: Apache-2.0 */
#include "parse/tls/sealed.h"

#include <nettle/hkdf.h>
#include <nettle/hmac.h>
#include <nettle/memops.h>

#include "base/digest.h"

enum { DIGEST = 32, POINT = 65, COORDINATE = 32, KEY = 16, IV = 12, TAG = 16 };

static void extract(const uint8_t salt[DIGEST], const void *material, size_t len, uint8_t ret_secret[DIGEST]) {
    struct hmac_sha256_ctx hmac;
    hmac_sha256_set_key(&hmac, DIGEST, salt);
    hkdf_extract(&hmac, (nettle_hash_update_func *)hmac_sha256_update, (nettle_hash_digest_func *)hmac_sha256_digest, DIGEST,
                 len, material, ret_secret);
}

/* HKDF-Expand-Label; context is a digest or NULL for none. */
static void expand(const uint8_t secret[DIGEST], const char *label, const uint8_t *context, size_t length, uint8_t *ret_bytes) {
    struct hmac_sha256_ctx hmac;
    uint8_t info[4 + 6 + 16 + DIGEST];
    size_t name = strlen(label), n = 0;
    info[n++] = 0;
    info[n++] = (uint8_t)length;
    info[n++] = (uint8_t)(6 + name);
    memcpy(info + n, "tls13 ", 6);
    memcpy(info + n + 6, label, name);
    n += 6 + name;
    info[n++] = context ? DIGEST : 0;
    if (context)
        memcpy(info + n, context, DIGEST);
    n += context ? DIGEST : 0;
    hmac_sha256_set_key(&hmac, DIGEST, secret);
    hkdf_expand(&hmac, (nettle_hash_update_func *)hmac_sha256_update, (nettle_hash_digest_func *)hmac_sha256_digest, DIGEST, n,
                info, length, ret_bytes);
}

bool phs_sealed_begin(struct phs_sealed *sealed, struct phs_slice client_hello, struct phs_slice server_hello,
                      struct phs_slice share) {
    static const uint8_t zeros[DIGEST];
    uint8_t nothing[DIGEST], early[DIGEST], derived[DIGEST], handshake[DIGEST], said[DIGEST], traffic[DIGEST], key[KEY];
    struct phs_sha256 sha;
    if (share.len != POINT || share.ptr[0] != 4)
        return false;
    phs_sha256_of(PHS_SLICE(""), nothing);
    phs_sha256_init(&sha);
    phs_sha256_add(&sha, client_hello.ptr, client_hello.len);
    phs_sha256_add(&sha, server_hello.ptr, server_hello.len);
    phs_sha256_done(&sha, said);
    extract(zeros, zeros, DIGEST, early);
    expand(early, "derived", nothing, DIGEST, derived);
    extract(derived, share.ptr + 1, COORDINATE, handshake);
    expand(handshake, "s hs traffic", said, DIGEST, traffic);
    expand(traffic, "key", NULL, KEY, key);
    expand(traffic, "iv", NULL, IV, sealed->iv);
    gcm_aes128_set_key(&sealed->cipher, key);
    sealed->number = 0;
    return true;
}

bool phs_sealed_open(struct phs_sealed *sealed, struct phs_slice head, struct phs_slice body, uint8_t *ret_plain,
                     size_t *ret_length, unsigned *ret_type) {
    uint8_t nonce[IV], tag[TAG];
    if (body.len <= TAG)
        return false;
    size_t n = body.len - TAG;
    memcpy(nonce, sealed->iv, IV);
    for (unsigned i = 0; i < 8; i++)
        nonce[IV - 1 - i] ^= (uint8_t)(sealed->number >> (8 * i));
    sealed->number++;
    gcm_aes128_set_iv(&sealed->cipher, IV, nonce);
    gcm_aes128_update(&sealed->cipher, head.len, (const uint8_t *)head.ptr);
    gcm_aes128_decrypt(&sealed->cipher, n, ret_plain, (const uint8_t *)body.ptr);
    gcm_aes128_digest(&sealed->cipher, TAG, tag);
    if (!memeql_sec(tag, body.ptr + n, TAG))
        return false;
    while (n && ret_plain[n - 1] == 0)
        n--;
    if (n == 0)
        return false;
    *ret_type = ret_plain[n - 1];
    *ret_length = n - 1;
    return true;
}
