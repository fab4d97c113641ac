/* SPDX-License-Identifier: Apache-2.0 */
/* Archives, office documents and databases of repositories under scan. */
#include "parse/container/container.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct phs_container_limits limits = {.max_bytes = 1 << 20, .max_items = 50};
    struct phs_arena *arena = phs_arena_new();
    struct phs_container container;
    size_t bytes = 0;
    phs_container_open(arena, phs_slice_n((const char *)data, size), &limits, &container);
    for (size_t i = 0; i < container.items.n; i++) {
        bytes += container.items.at[i].bytes.len;
        if (!phs_contained_path(arena, "data/in.zip", &container.items.at[i]))
            __builtin_trap(); /* everything has a name */
    }
    if (bytes > limits.max_bytes || container.items.n > limits.max_items)
        __builtin_trap(); /* within the bounds */
    phs_arena_free(arena);
    return 0;
}
