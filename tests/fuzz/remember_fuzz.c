/* SPDX-License-Identifier: Apache-2.0 */
/* What the store holds of a history: it may have been somebody else's store. */
#include "collect/git/remember.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_rules rules = {.n = 5};
    struct phs_remembered remembered;
    if (phs_remembered_parse(arena, phs_slice_n((const char *)data, size), &rules, &remembered))
        for (size_t i = 0; i < remembered.past.searched.blobs.n; i++)
            for (size_t k = 0; k < remembered.past.searched.blobs.at[i].look.hits.n; k++)
                if (remembered.past.searched.blobs.at[i].look.hits.at[k].rule >= rules.n)
                    __builtin_trap(); /* a rule that there is */
    phs_arena_free(arena);
    return 0;
}
