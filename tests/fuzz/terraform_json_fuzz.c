/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a plan or a state of Terraform: read and related without leaving memory behind. */
#include "base/arena.h"
#include "collect/terraform_json/terraform_json.h"
#include "relate/relate.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_graph graph;
    phs_graph_init(&graph, arena);
    phs_terraform_json_collect_text(&graph, "plan.json", phs_slice_n((const char *)data, size));
    phs_relate(&graph);
    phs_arena_free(arena);
    return 0;
}
