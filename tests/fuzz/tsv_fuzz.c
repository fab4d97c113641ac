/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of a --checks folder. */
#include "catalogue/tsv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_tsv *table;
    struct phs_err err;
    size_t bytes = 0;
    if (phs_tsv_parse(arena, "in", phs_slice_n((const char *)data, size), &table, &err) == PHS_OK) {
        for (size_t r = 0; r < table->rows.n; r++)
            for (size_t c = 0; c < table->columns.n; c++)
                bytes += table->rows.at[r].cells[c].len;
        if (bytes > size)
            __builtin_trap(); /* cells are views that do not overlap */
    }
    phs_arena_free(arena);
    return 0;
}
