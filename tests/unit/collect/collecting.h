/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of collectors share: a graph over the fixtures, attributes by path, and all of a graph as JSON. */
#ifndef PHS_TESTS_COLLECTING_H
#define PHS_TESTS_COLLECTING_H

#include <criterion/criterion.h>
#include <stdlib.h>

#include "model/run.h"
#include "support/json_text.h"

#define COLLECT_FIXTURES PHS_FIXTURES "/collect"

static struct phs_arena *arena;
static struct phs_graph graph;
static struct phs_scope scope;

static inline void open_graph(void) {
    setenv("PHISCOPE_CLOCK", "2026-03-01T00:00:00Z", 1);
    arena = phs_arena_new();
    graph = (struct phs_graph){0};
    phs_graph_init(&graph, arena);
    scope = (struct phs_scope){.folder = COLLECT_FIXTURES};
}

static inline void close_graph(void) {
    phs_arena_free(arena);
}

static inline struct phs_resource *resource(const char *type, const char *address) {
    const struct phs_resource_list *all = phs_graph_of_type(&graph, type);
    for (size_t i = 0; i < all->items.n; i++)
        if (strcmp(all->items.at[i]->address, address) == 0)
            return all->items.at[i];
    cr_assert(false, "no %s %s", type, address);
    return NULL;
}

/* "-" for what is absent, "?" for an unknown, JSON otherwise without quotes around a text. */
static inline const char *shown(const struct phs_resource *from, const char *path) {
    const struct phs_value *value = phs_get_path(from->attributes, path);
    const char *text = phs_scalar_text(arena, value);
    if (!value || text || phs_is(value, PHS_UNKNOWN))
        return !value ? "-" : text ? text : "?";
    return json_text(arena, value);
}

/* The coverage sentence that holds words, or NULL. */
static inline const struct phs_coverage *covered(const char *words) {
    for (size_t i = 0; i < graph.coverage.n; i++)
        if (graph.coverage.at[i].reason && strstr(graph.coverage.at[i].reason, words))
            return &graph.coverage.at[i];
    return NULL;
}

/* Everything that a report could print of the graph. */
static inline const char *everything(void) {
    struct phs_buf out;
    struct phs_json json;
    phs_buf_init(&out, 64 << 20);
    for (size_t i = 0; i < graph.resources.n; i++) {
        const struct phs_resource *each = graph.resources.at[i];
        phs_json_init(&json, &out, false);
        phs_value_write_json(&json, each->attributes);
        phs_buf_printf(&out, "%s %s %s\n", each->address, each->name, phs_place_text(arena, each->place));
    }
    for (size_t i = 0; i < graph.coverage.n; i++)
        phs_buf_printf(&out, "%s %s\n", graph.coverage.at[i].what,
                       graph.coverage.at[i].reason ? graph.coverage.at[i].reason : "");
    const char *text = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

#endif
