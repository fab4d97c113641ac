/* SPDX-License-Identifier: Apache-2.0 */
/* CSV in any encoding. */
#include "parse/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_source source = {.path = "in"};
    struct phs_table_limits limits = {.max_cells = 10000, .max_columns = 200, .max_cell_bytes = 2000};
    struct phs_arena *arena = phs_arena_new();
    struct phs_table table = {0};
    struct phs_err err;
    if (phs_csv_parse(arena, &source, phs_slice_n((const char *)data, size), &limits, &table, &err) == PHS_OK)
        for (size_t r = 0; r < table.n; r++)
            for (size_t c = 0; c < table.rows[r].n; c++)
                if (phs_row_text(&table.rows[r], table.rows[r].cells[c].column).len == 0)
                    __builtin_trap(); /* only cells that hold something exist */
    phs_arena_free(arena);
    return 0;
}
