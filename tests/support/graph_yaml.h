/* SPDX-License-Identifier: Apache-2.0 */
/* A graph for a test, written as the `resources` list of phiscope.resources/1 in YAML. */
#ifndef TESTS_SUPPORT_GRAPH_YAML_H
#define TESTS_SUPPORT_GRAPH_YAML_H

#include <criterion/criterion.h>

#include "collect/resources_json.h"
#include "parse/yaml.h"

static const struct phs_source graph_yaml_source = {.kind = PHS_SOURCE_FILE, .path = "test.yaml"};

static inline const struct phs_value *yaml_value(struct phs_arena *arena, const char *text) {
    const struct phs_value *value = NULL;
    struct phs_err err = {0};
    enum phs_code code = phs_yaml_parse_one(arena, &graph_yaml_source, phs_slice(text), NULL, &value, &err);
    cr_assert_eq(code, PHS_OK, "%s", err.text);
    return value;
}

/* Adds to a graph that was initialised. */
static inline void graph_add_yaml(struct phs_graph *graph, const char *root, const char *text) {
    size_t before = graph->resources.n;
    const struct phs_value *value = yaml_value(graph->arena, text);
    size_t added = phs_resources_add(graph, root, "", value);
    cr_assert_eq(added, value->list.n, "%zu of %zu added: %s", added, value->list.n,
                 graph->coverage.n ? graph->coverage.at[graph->coverage.n - 1].reason : "");
    cr_assert_eq(graph->resources.n, before + added);
}

static inline struct phs_resource *graph_at(const struct phs_graph *graph, const char *address) {
    for (size_t i = 0; i < graph->resources.n; i++)
        if (strcmp(graph->resources.at[i]->address, address) == 0)
            return graph->resources.at[i];
    cr_assert_fail("no resource %s", address);
    return NULL;
}

static inline bool graph_linked(const struct phs_resource *from, enum phs_link_kind kind, const char *to) {
    for (size_t i = 0; i < from->out.n; i++)
        if (from->out.at[i]->kind == kind && strcmp(from->out.at[i]->to->address, to) == 0)
            return true;
    return false;
}

#endif
