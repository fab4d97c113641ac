/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 of Nettle: a scan that speaks no TLS needs no OpenSSL, which takes longer to load than all digests of most scans. */
#include "base/digest.h"

void phs_sha256_init(struct phs_sha256 *sha) {
    nettle_sha256_init(&sha->ctx);
}

void phs_sha256_add(struct phs_sha256 *sha, const void *bytes, size_t len) {
    if (len > 0)
        nettle_sha256_update(&sha->ctx, len, bytes);
}

void phs_sha256_field(struct phs_sha256 *sha, const char *text) {
    size_t len = text ? strlen(text) : 0;
    uint8_t size[8];
    for (int i = 0; i < 8; i++)
        size[i] = (uint8_t)((uint64_t)len >> (8 * (7 - i)));
    phs_sha256_add(sha, size, sizeof size);
    phs_sha256_add(sha, text, len);
}

void phs_sha256_done(struct phs_sha256 *sha, uint8_t ret_digest[32]) {
    nettle_sha256_digest(&sha->ctx, 32, ret_digest);
}

void phs_sha256_of(struct phs_slice bytes, uint8_t ret_digest[32]) {
    struct phs_sha256 sha;
    phs_sha256_init(&sha);
    phs_sha256_add(&sha, bytes.ptr, bytes.len);
    phs_sha256_done(&sha, ret_digest);
}

void phs_hex(const uint8_t *bytes, size_t n, char *ret_text) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        ret_text[2 * i] = digits[bytes[i] >> 4];
        ret_text[2 * i + 1] = digits[bytes[i] & 15];
    }
    ret_text[2 * n] = '\0';
}
