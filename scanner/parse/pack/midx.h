/* SPDX-License-Identifier: Apache-2.0 */
/* The index of several packs (gitformat-pack, "multi-pack-index files"): for packs whose own index is not there. */
#ifndef PHS_PARSE_PACK_MIDX_H
#define PHS_PARSE_PACK_MIDX_H

#include "base/arena.h"
#include "base/err.h"
#include "parse/pack/oid.h"

enum { PHS_MIDX_MOST_PACKS = 100000 };

struct phs_midx {
    struct phs_slice bytes;
    uint32_t n;
    PHS_VEC(const char *) packs; /* "pack-....idx", as written: no folder, checked */
    size_t fanout, names, offsets, large, large_count;
};

struct phs_midx_row {
    struct phs_oid name;
    uint32_t pack; /* below packs.n */
    uint64_t offset;
};

/* PHS_E_INPUT with a sentence; names of packs are copied into arena. */
enum phs_code phs_midx_parse(struct phs_arena *arena, struct phs_slice bytes, struct phs_midx *ret_midx, struct phs_err *err);
/* False where the row points at no pack or no offset. */
bool phs_midx_row(const struct phs_midx *midx, uint32_t i, struct phs_midx_row *ret_row);

#endif
