/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a Dockerfile, a Compose file and manifests of a cluster: read and related without leaving memory behind. */
#include "base/arena.h"
#include "collect/docker/docker.h"
#include "collect/kubernetes/kubernetes.h"
#include "relate/relate.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice bytes = phs_slice_n((const char *)data, size);
    struct phs_graph graph;
    phs_graph_init(&graph, arena);
    phs_dockerfile_collect_text(&graph, "Dockerfile", bytes);
    phs_compose_collect_text(&graph, "compose.yaml", bytes);
    phs_kubernetes_collect_text(&graph, "manifests.yaml", bytes);
    phs_relate(&graph);
    phs_arena_free(arena);
    return 0;
}
