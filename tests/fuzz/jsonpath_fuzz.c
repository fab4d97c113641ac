/* SPDX-License-Identifier: Apache-2.0 */
/* Hostile JSONPath over a fixed and a given tree: the first line is the expression, the rest JSON. */
#include <stddef.h>
#include <stdint.h>

#include "judge/policy/policy.h"
#include "parse/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ignore(void *user, const struct phs_judgement *judgement) {
    (void)user, (void)judgement;
}

static const char fallback[] =
    "{\"a\": [{\"k\": \"in\", \"p\": 22, \"t\": \"{\\\"x\\\": [1, 2]}\"}, {\"k\": null}], \"b\": {\"c\": true}}";

static const struct phs_value *tree(struct phs_arena *arena, struct phs_slice text) {
    const struct phs_value *value = NULL;
    struct phs_err err;
    if (text.len && phs_json_parse(arena, NULL, text, NULL, &value, &err) == PHS_OK)
        return value;
    phs_json_parse(arena, NULL, phs_slice(fallback), NULL, &value, &err);
    return value;
}

static const struct phs_value *definition(struct phs_arena *arena, struct phs_slice path, const char *op) {
    struct phs_map_builder map;
    struct phs_place nowhere = {0};
    phs_map_builder_init(&map, arena);
    phs_map_builder_set(&map, PHS_SLICE("cond_type"), nowhere, phs_value_text(arena, "attribute"));
    phs_map_builder_set(&map, PHS_SLICE("resource_types"), nowhere, phs_value_text(arena, "t_a"));
    phs_map_builder_set(&map, PHS_SLICE("attribute"), nowhere, phs_value_string(arena, path, nowhere));
    phs_map_builder_set(&map, PHS_SLICE("operator"), nowhere, phs_value_text(arena, op));
    phs_map_builder_set(&map, PHS_SLICE("value"), nowhere, phs_value_text(arena, "in"));
    return phs_map_builder_done(&map, nowhere);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const ops[] = {"jsonpath_equals", "jsonpath_exists", "jsonpath_contains"};
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice rest = phs_slice_n((const char *)data, size), path = {"", 0};
    struct phs_graph graph;
    struct phs_err err;
    const struct phs_policy_sink sink = {ignore, NULL};
    phs_slice_cut(&rest, '\n', &path);
    phs_graph_init(&graph, arena);
    struct phs_resource *resource = phs_graph_add(&graph, "infra", "", "t_a", "t_a.x");
    resource->attributes = resource->original = tree(arena, rest);
    struct phs_policy_desk *desk = phs_policy_desk_new(arena, &graph);
    for (size_t i = 0; i < 3; i++) {
        struct phs_check_info check = {.id = "fuzz", .foreign = true, .definition = definition(arena, path, ops[i])};
        struct phs_policy *policy;
        if (phs_policy_compile(arena, &check, NULL, &policy, &err) == PHS_OK)
            phs_policy_judge(policy, desk, arena, &sink);
    }
    phs_arena_free(arena);
    return 0;
}
