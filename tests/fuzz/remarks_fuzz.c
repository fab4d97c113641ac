/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a file with comments: every remark keeps a place inside the file, a bounded id and a bounded reason. */
#include "base/arena.h"
#include "collect/remarks.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void hold(int truth) {
    if (!truth)
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_graph graph;
    uint32_t lines = 1;
    phs_graph_init(&graph, arena);
    phs_remarks_read(&graph, "main.tf", phs_slice_n((const char *)data, size));
    for (size_t i = 0; i < size; i++)
        lines += data[i] == '\n';
    for (size_t i = 0; i < graph.remarks.n; i++) {
        const struct phs_remark *remark = &graph.remarks.at[i];
        hold(remark->tool && remark->id && strlen(remark->id) <= 200);
        hold(!remark->reason || (remark->reason[0] && strlen(remark->reason) <= 300));
        hold(!remark->until || strlen(remark->until) <= 300);
        hold(remark->place.line >= 1 && remark->place.line <= lines && remark->next <= lines);
        hold(remark->next == 0 || remark->next >= remark->place.line);
    }
    phs_arena_free(arena);
    return 0;
}
