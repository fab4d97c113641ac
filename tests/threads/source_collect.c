/* SPDX-License-Identifier: Apache-2.0 */
/* A source tree on one thread and on eight: the same graph, and nothing shared that is written. */
#include <stdio.h>
#include <stdlib.h>

#include "collect/source/source.h"

static char *collect(const struct phs_catalogue *catalogue, const char *threads) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_graph graph = {0};
    struct phs_buf out;
    struct phs_json json;
    const struct phs_target target = {.kind = PHS_TARGET_REPOSITORY, .path = "telehealth", .environment = ""};
    setenv("PHISCOPE_THREADS", threads, 1);
    phs_graph_init(&graph, arena);
    phs_source_collect(&graph, PHS_FIXTURES "/collect", &target, catalogue, NULL);
    phs_buf_init(&out, 16 << 20);
    for (size_t i = 0; i < graph.resources.n; i++) {
        phs_json_init(&json, &out, false);
        phs_value_write_json(&json, graph.resources.at[i]->attributes);
        phs_buf_printf(&out, " %s\n", graph.resources.at[i]->address);
    }
    char *text = strdup(phs_buf_text(&out));
    phs_buf_done(&out);
    phs_arena_free(arena);
    return text;
}

int main(void) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_catalogue *catalogue = NULL;
    struct phs_err err = {0};
    if (phs_catalogue_load(arena, NULL, 0, &catalogue, &err) != PHS_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    char *one = collect(catalogue, "1"), *eight = collect(catalogue, "8");
    bool same = one && eight && strlen(one) > 1000 && strcmp(one, eight) == 0;
    if (!same)
        fprintf(stderr, "eight threads saw something else than one\n");
    free(one);
    free(eight);
    phs_arena_free(arena);
    return same ? 0 : 1;
}
