/* SPDX-License-Identifier: Apache-2.0 */
/* Names that survive: fingerprints of findings and slugs of systems. */
#include "base/digest.h"
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

static bool is_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

char *phs_slug(struct phs_arena *arena, const char *text) {
    size_t len = strlen(text), n = 0;
    char *slug = phs_alloc(arena, len + 2);
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (is_word(c))
            slug[n++] = c;
        else if (n && slug[n - 1] != '-')
            slug[n++] = '-';
    }
    while (n && slug[n - 1] == '-')
        n--;
    if (!n)
        slug[n++] = 'x';
    slug[n] = '\0';
    return slug;
}
