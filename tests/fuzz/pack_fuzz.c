/* SPDX-License-Identifier: Apache-2.0 */
/* A pack that an index points into anywhere: every object head, every stream, every delta. */
#include "parse/pack/delta.h"
#include "parse/pack/entry.h"
#include "parse/pack/inflate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 16 };

static void apply(struct phs_slice delta) {
    static char base[4096], out[MOST];
    struct phs_delta_part at[8];
    struct phs_delta_parts parts = {.at = at, .cap = 8, .near = 16};
    uint64_t base_size, result;
    if (!phs_delta_sizes(delta, &base_size, &result) || base_size > sizeof base || result > sizeof out)
        return;
    if (!phs_delta_apply(phs_slice_n(base, (size_t)base_size), delta, out, (size_t)result, &parts))
        return;
    for (size_t i = 0; i < parts.n; i++)
        if (parts.at[i].start > parts.at[i].end || parts.at[i].end > result || (i && parts.at[i].start < parts.at[i - 1].end))
            __builtin_trap(); /* parts lie in the result, in order */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_slice pack = phs_slice_n((const char *)data, size);
    struct phs_arena *arena = phs_arena_new();
    struct phs_inflater *inflater = phs_inflater_new(arena);
    struct phs_pack_entry entry;
    struct phs_err err;
    uint32_t n;
    phs_pack_head(pack, &n, &err);
    apply(pack);
    for (size_t at = 0; at < size && at < 512; at++) {
        if (!phs_pack_entry_read(pack, at, &entry))
            continue;
        if (entry.data > size || (entry.kept == PHS_KEPT_BY_OFFSET && entry.base_offset >= at))
            __builtin_trap(); /* what is read lies in the pack, and a base before what builds on it */
        if (entry.size > MOST)
            continue;
        char *out = phs_alloc(arena, (size_t)entry.size);
        if (phs_inflate(inflater, phs_slice_n(pack.ptr + entry.data, size - (size_t)entry.data), out, (size_t)entry.size))
            apply(phs_slice_n(out, (size_t)entry.size));
    }
    phs_arena_free(arena);
    return 0;
}
