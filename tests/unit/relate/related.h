/* SPDX-License-Identifier: Apache-2.0 */
/* A graph as relate/ leaves it, for the tests beside this file. */
#ifndef PHS_TESTS_RELATED_H
#define PHS_TESTS_RELATED_H

#include "relate/relate.h"
#include "support/graph_yaml.h"

struct fixture {
    struct phs_arena *arena;
    struct phs_graph graph;
};

static inline struct fixture related(const char *text) {
    struct fixture fixture = {.arena = phs_arena_new()};
    phs_graph_init(&fixture.graph, fixture.arena);
    graph_add_yaml(&fixture.graph, "root", text);
    phs_relate(&fixture.graph);
    return fixture;
}

#endif
