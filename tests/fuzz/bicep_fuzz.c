/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as Bicep: up to four files that name each other, parsed and evaluated without leaving memory behind. What becomes
 * of the resources afterwards is arm_fuzz.c's. */
#include "base/arena.h"
#include "collect/arm/arm.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* A line of four dashes begins the next file: main.bicep, a.bicep, main.bicepparam, b.json. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    static const char *const names[] = {"main.bicep", "a.bicep", "main.bicepparam", "b.json"};
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice rest = phs_slice_n((const char *)data, size);
    struct phs_graph graph;
    phs_graph_init(&graph, arena);
    struct phs_arm_library *library = phs_arm_library(&graph, NULL, NULL);
    for (size_t i = 0; i < 4 && rest.len; i++) {
        size_t end = phs_slice_find(rest, PHS_SLICE("\n----\n"));
        size_t n = i < 3 && end != (size_t)-1 ? end : rest.len;
        phs_arm_offer(library, names[i], phs_slice_n(rest.ptr, n));
        rest = n < rest.len ? phs_slice_n(rest.ptr + n + 6, rest.len - n - 6) : PHS_SLICE("");
    }
    phs_arm_run(library);
    phs_arena_free(arena);
    return 0;
}
