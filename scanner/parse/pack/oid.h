/* SPDX-License-Identifier: Apache-2.0 */
/* Names of git objects: 20 bytes of SHA-1. Names are taken as they stand: content is searched, not trusted. */
#ifndef PHS_PARSE_PACK_OID_H
#define PHS_PARSE_PACK_OID_H

#include <stdint.h>

#include "base/slice.h"

enum { PHS_OID_BYTES = 20, PHS_OID_HEX = 40 };

struct phs_oid {
    uint8_t id[PHS_OID_BYTES];
};

enum phs_object_kind { PHS_OBJECT_NONE, PHS_OBJECT_COMMIT, PHS_OBJECT_TREE, PHS_OBJECT_BLOB, PHS_OBJECT_TAG };

static inline int phs_oid_cmp(const struct phs_oid *a, const struct phs_oid *b) {
    return memcmp(a->id, b->id, PHS_OID_BYTES);
}

/* Exactly 40 hex digits. */
bool phs_oid_parse(struct phs_slice hex, struct phs_oid *ret_oid);
/* Of at least 20 bytes. */
struct phs_oid phs_oid_of(const void *bytes);

/* Big-endian numbers as git writes them. */
static inline uint32_t phs_be32(const void *at) {
    const uint8_t *p = at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static inline uint64_t phs_be64(const void *at) {
    return (uint64_t)phs_be32(at) << 32 | phs_be32((const uint8_t *)at + 4);
}

#endif
