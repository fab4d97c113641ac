/* SPDX-License-Identifier: Apache-2.0 */
/* A table of chunks, each found by its name. */
#include "parse/pack/midx.h"

enum { HEADER = 12, CHUNK_ROW = 12, TRAILER = 20, MOST_CHUNKS = 64, LONGEST_NAME = 255 };

static bool find_chunk(const struct phs_midx *midx, const char *name, size_t *ret_at, size_t *ret_length) {
    size_t chunks = (unsigned char)midx->bytes.ptr[6];
    for (size_t i = 0; i < chunks; i++) {
        const char *row = midx->bytes.ptr + HEADER + i * CHUNK_ROW;
        uint64_t start = phs_be64(row + 4), end = phs_be64(row + CHUNK_ROW + 4);
        if (memcmp(row, name, 4) != 0)
            continue;
        if (start > end || end > midx->bytes.len - TRAILER || start < HEADER)
            return false;
        *ret_at = (size_t)start;
        *ret_length = (size_t)(end - start);
        return true;
    }
    return false;
}

/* A name that could lead elsewhere is none. */
static bool is_plain_name(struct phs_slice name) {
    return name.len > 0 && name.len <= LONGEST_NAME && !memchr(name.ptr, '/', name.len) && name.ptr[0] != '.';
}

static bool read_names(struct phs_midx *midx, struct phs_arena *arena, struct phs_slice names, uint32_t packs) {
    struct phs_slice name;
    while (midx->packs.n < packs && phs_slice_cut(&names, '\0', &name)) {
        if (!is_plain_name(name))
            return false;
        PHS_PUSH(arena, midx->packs, phs_slice_dup(arena, name));
    }
    return midx->packs.n == packs;
}

static bool place(struct phs_midx *midx, struct phs_arena *arena, uint32_t packs) {
    size_t names, names_length, length;
    if (!find_chunk(midx, "PNAM", &names, &names_length) ||
        !read_names(midx, arena, phs_slice_n(midx->bytes.ptr + names, names_length), packs))
        return false;
    if (!find_chunk(midx, "OIDF", &midx->fanout, &length) || length != 256 * 4)
        return false;
    midx->n = phs_be32(midx->bytes.ptr + midx->fanout + 255 * 4);
    if (!find_chunk(midx, "OIDL", &midx->names, &length) || length != (size_t)midx->n * PHS_OID_BYTES)
        return false;
    if (!find_chunk(midx, "OOFF", &midx->offsets, &length) || length != (size_t)midx->n * 8)
        return false;
    if (find_chunk(midx, "LOFF", &midx->large, &length))
        midx->large_count = length / 8;
    return true;
}

enum phs_code phs_midx_parse(struct phs_arena *arena, struct phs_slice bytes, struct phs_midx *ret_midx, struct phs_err *err) {
    struct phs_midx midx = {.bytes = bytes};
    if (bytes.len < HEADER + CHUNK_ROW + TRAILER || memcmp(bytes.ptr, "MIDX", 4) != 0)
        return phs_fail(err, PHS_E_INPUT, "the multi-pack index is cut off or none");
    if (bytes.ptr[4] != 1 || bytes.ptr[5] != 1)
        return phs_fail(err, PHS_E_INPUT, "a multi-pack index of this version or hash is not read");
    size_t chunks = (unsigned char)bytes.ptr[6];
    uint32_t packs = phs_be32(bytes.ptr + 8);
    if (chunks > MOST_CHUNKS || bytes.len < HEADER + (chunks + 1) * CHUNK_ROW + TRAILER || packs > PHS_MIDX_MOST_PACKS ||
        !place(&midx, arena, packs))
        return phs_fail(err, PHS_E_INPUT, "the tables of the multi-pack index do not add up");
    *ret_midx = midx;
    return PHS_OK;
}

bool phs_midx_row(const struct phs_midx *midx, uint32_t i, struct phs_midx_row *ret_row) {
    const char *at = midx->bytes.ptr + midx->offsets + (size_t)i * 8;
    struct phs_midx_row row = {.name = phs_oid_of(midx->bytes.ptr + midx->names + (size_t)i * PHS_OID_BYTES),
                               .pack = phs_be32(at),
                               .offset = phs_be32(at + 4)};
    if (row.offset >> 31 && midx->large_count) {
        size_t large = row.offset & 0x7fffffff;
        if (large >= midx->large_count)
            return false;
        row.offset = phs_be64(midx->bytes.ptr + midx->large + large * 8);
    }
    if (row.pack >= midx->packs.n)
        return false;
    *ret_row = row;
    return true;
}
