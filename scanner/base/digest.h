/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 (FIPS 180-4), as raw bytes and as hex. */
#ifndef PHS_BASE_DIGEST_H
#define PHS_BASE_DIGEST_H

#include <nettle/sha2.h>
#include <stdint.h>

#include "base/slice.h"

struct phs_sha256 {
    struct sha256_ctx ctx;
};

void phs_sha256_init(struct phs_sha256 *sha);
void phs_sha256_add(struct phs_sha256 *sha, const void *bytes, size_t len);
/* Adds the length and then the text, so that ("ab","c") and ("a","bc") differ. NULL counts as "". */
void phs_sha256_field(struct phs_sha256 *sha, const char *text);
void phs_sha256_done(struct phs_sha256 *sha, uint8_t ret_digest[32]);

void phs_sha256_of(struct phs_slice bytes, uint8_t ret_digest[32]);
void phs_hex(const uint8_t *bytes, size_t n, char *ret_text /* 2 * n + 1 */);

#endif
