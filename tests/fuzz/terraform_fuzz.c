/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as one .tf file (first byte even) or .tf.json file (odd): evaluated as a root without leaving memory behind. */
#include "base/arena.h"
#include "collect/terraform/terraform.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    if (size == 0)
        return 0;
    struct phs_arena *arena = phs_arena_new();
    struct phs_graph graph;
    phs_graph_init(&graph, arena);
    phs_terraform_collect_text(&graph, data[0] % 2 ? "main.tf.json" : "main.tf", phs_slice_n((const char *)data + 1, size - 1));
    phs_arena_free(arena);
    return 0;
}
