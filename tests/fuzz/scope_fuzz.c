/* SPDX-License-Identifier: Apache-2.0 */
/* The scope file of a repository under scan is hostile input: the gate reads it from a commit. */
#include <stdint.h>

#include "collect/scope.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_scope *scope = NULL;
    struct phs_err err = {0};
    enum phs_code code = phs_scope_parse(arena, "fuzz/phiscope.yaml", phs_slice_n((const char *)data, size), &scope, &err);
    if (code == PHS_OK ? !scope : code != PHS_E_USAGE || !err.text[0])
        phs_die("a scope without an answer");
    phs_arena_free(arena);
    return 0;
}
