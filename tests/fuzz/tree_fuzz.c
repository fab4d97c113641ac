/* SPDX-License-Identifier: Apache-2.0 */
/* Tree objects. */
#include "parse/pack/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_slice rest = phs_slice_n((const char *)data, size);
    struct phs_tree_row row;
    while (phs_tree_row_next(&rest, &row))
        if (row.name.len == 0 || memchr(row.name.ptr, '\0', row.name.len) || row.id + PHS_OID_BYTES > data + size)
            __builtin_trap(); /* a name, and an id inside of the object */
    return 0;
}
