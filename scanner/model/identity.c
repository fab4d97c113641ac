/* SPDX-License-Identifier: Apache-2.0 */
/* Names that survive: fingerprints of findings and slugs of systems. */
#include "base/digest.h"
#include "base/escape.h"
#include "model/run.h"

void phs_fingerprint(const char *check, const struct phs_resource *resource, const char *detail, char ret_hex[65]) {
    struct phs_sha256 sha;
    uint8_t digest[32];
    phs_sha256_init(&sha);
    phs_sha256_field(&sha, "phiscope.fingerprint/1");
    phs_sha256_field(&sha, check);
    phs_sha256_field(&sha, resource ? resource->root : NULL);
    phs_sha256_field(&sha, resource ? resource->environment : NULL);
    phs_sha256_field(&sha, resource ? resource->type : NULL);
    phs_sha256_field(&sha, resource ? resource->address : NULL);
    phs_sha256_field(&sha, detail);
    phs_sha256_done(&sha, digest);
    phs_hex(digest, sizeof digest, ret_hex);
}

static bool is_word(uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 0xA0 && c != 0xFFFD);
}

/* An id is read by people and matched by programs: what is no UTF-8, or turns the writing direction, is no part of one. */
char *phs_slug(struct phs_arena *arena, const char *text) {
    struct phs_buf plain, slug;
    phs_buf_init(&plain, SIZE_MAX);
    phs_buf_init(&slug, SIZE_MAX);
    phs_escape_plain(&plain, phs_slice(text));
    struct phs_slice rest = phs_slice_n(phs_buf_text(&plain), plain.len);
    bool gap = false;
    for (size_t at = 0; at < rest.len;) {
        uint32_t c = phs_utf8_next(rest, &at);
        c = c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
        if (is_word(c)) {
            if (gap && slug.len)
                phs_buf_putc(&slug, '-');
            phs_buf_utf8(&slug, c);
        }
        gap = !is_word(c);
    }
    char *copy = phs_strdup(arena, slug.len ? phs_buf_text(&slug) : "x");
    phs_buf_done(&plain);
    phs_buf_done(&slug);
    return copy;
}
