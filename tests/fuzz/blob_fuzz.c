/* SPDX-License-Identifier: Apache-2.0 */
/* A damaged blob: refused or read within its bounds. */
#include "catalogue/blob.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice bytes = phs_slice_n(phs_strndup(arena, (const char *)data, size), size);
    struct phs_blob blob;
    struct phs_blob_file file;
    const struct phs_value *value;
    struct phs_err err;
    if (phs_blob_open(bytes, &blob, &err) == PHS_OK)
        for (size_t i = 0; i < blob.n && i < 100; i++) {
            file = phs_blob_at(&blob, i);
            (void)phs_blob_find(&blob, file.path, &file);
            if (phs_blob_at(&blob, i).kind == PHS_BLOB_TREE && phs_blob_tree(arena, &blob, i, &value, &err) == PHS_OK)
                (void)phs_find_unknown(value);
        }
    phs_arena_free(arena);
    return 0;
}
