/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a preview or an export of Pulumi: read and related without leaving memory behind. */
#include "base/arena.h"
#include "collect/pulumi/pulumi.h"
#include "relate/relate.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_graph graph;
    phs_graph_init(&graph, arena);
    phs_pulumi_collect_text(&graph, "preview.json", phs_slice_n((const char *)data, size));
    phs_relate(&graph);
    phs_arena_free(arena);
    return 0;
}
