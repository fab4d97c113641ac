/* SPDX-License-Identifier: Apache-2.0 */
/* endpoints_facts SCOPE: prints the attributes of every endpoint that the scope names as one JSON object by address. The run's own
 * output leaves attributes out; the tests and the comparison with other scanners want them. */
#include <stdio.h>

#include "base/json_writer.h"
#include "collect/collect.h"
#include "collect/scope.h"

static int complain(const struct phs_err *err) {
    fprintf(stderr, "endpoints_facts: %s\n", err->text);
    return 1;
}

int main(int argc, char **argv) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_catalogue *catalogue = NULL;
    struct phs_scope *scope = NULL;
    struct phs_graph graph;
    struct phs_buf out;
    struct phs_json json;
    struct phs_err err = {0};
    if (argc != 2 || phs_catalogue_load(arena, NULL, 0, &catalogue, &err) != PHS_OK ||
        phs_scope_read(arena, argv[1], &scope, &err) != PHS_OK)
        return complain(&err);
    phs_graph_init(&graph, arena);
    if (phs_collect(&graph, scope, catalogue, NULL, &err) != PHS_OK)
        return complain(&err);
    phs_buf_init_file(&out, stdout);
    phs_json_init(&json, &out, true);
    phs_json_object(&json);
    for (size_t i = 0; i < graph.resources.n; i++) {
        phs_json_key(&json, graph.resources.at[i]->address);
        phs_value_write_json(&json, graph.resources.at[i]->attributes);
    }
    phs_json_object_end(&json);
    phs_buf_putc(&out, '\n');
    phs_buf_done(&out);
    phs_arena_free(arena);
    return 0;
}
