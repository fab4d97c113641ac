/* SPDX-License-Identifier: Apache-2.0 */
/* The index of a pack. */
#include <stdlib.h>

#include "parse/pack/idx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_idx idx;
    struct phs_err err;
    if (phs_idx_parse(phs_slice_n((const char *)data, size), &idx, &err) != PHS_OK)
        return 0;
    for (uint32_t i = 0; i < idx.n; i++) {
        struct phs_oid name = phs_idx_name(&idx, i);
        uint32_t row;
        phs_idx_offset(&idx, i);
        if (phs_idx_find(&idx, &name, &row) && row >= idx.n)
            __builtin_trap(); /* a row that there is */
    }
    uint32_t *starts = malloc(phs_idx_starts(&idx) * sizeof *starts);
    if (!starts)
        return 0;
    phs_idx_quicken(&idx, starts);
    for (uint32_t i = 0; i < idx.n; i++) {
        struct phs_oid name = phs_idx_name(&idx, i);
        uint32_t row;
        if (phs_idx_find(&idx, &name, &row) && row >= idx.n)
            __builtin_trap();
    }
    free(starts);
    return 0;
}
