/* SPDX-License-Identifier: Apache-2.0 */
/* The index of several packs. */
#include "parse/pack/midx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_midx midx;
    struct phs_midx_row row;
    struct phs_err err;
    if (phs_midx_parse(arena, phs_slice_n((const char *)data, size), &midx, &err) == PHS_OK)
        for (uint32_t i = 0; i < midx.n; i++)
            if (phs_midx_row(&midx, i, &row) && (row.pack >= midx.packs.n || strchr(midx.packs.at[row.pack], '/')))
                __builtin_trap(); /* a pack of this folder */
    phs_arena_free(arena);
    return 0;
}
