/* SPDX-License-Identifier: Apache-2.0 */
/* Hostile policies over a graph with blocks, unknowns, links and texts that are JSON. The input is a YAML definition, and
 * behind a line "---" the attributes of one more resource. */
#include <stddef.h>
#include <stdint.h>

#include "judge/policy/policy.h"
#include "parse/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take(void *user, const struct phs_judgement *judgement) {
    size_t *seen = user;
    /* Every verdict comes with a reason, and unknown with its word. */
    if (!judgement->resource || !judgement->reason ||
        (judgement->verdict == PHS_VERDICT_UNKNOWN) != (judgement->reason_word != NULL))
        __builtin_trap();
    ++*seen;
}

static const char base[] =
    "a: {v: abc, l: [a, 1, true], m: {k: v, n: null}, policy: '{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": "
    "[\"*\"]}]}'}\n"
    "b: {ok: true, ports: ['20-25', 443], cidrs: [10.0.0.0/8, '::/0'], b: [{p: 1}, {p: 2, c: [{d: x}]}]}\n";

static struct phs_resource *add(struct phs_graph *graph, const char *type, const char *address, const struct phs_value *value) {
    struct phs_resource *resource = phs_graph_add(graph, "infra", "", type, address);
    resource->attributes = resource->original = value;
    resource->collector = "terraform";
    return resource;
}

/* A copy of a map with an unknown and with its list b as blocks. */
static const struct phs_value *spoil(struct phs_arena *arena, const struct phs_value *map) {
    struct phs_map_builder builder;
    struct phs_place nowhere = {0};
    phs_map_builder_init(&builder, arena);
    for (size_t i = 0; map->kind == PHS_MAP && i < map->map.n; i++) {
        struct phs_value *copy = PHS_NEW(arena, struct phs_value);
        *copy = *map->map.at[i].value;
        if (copy->kind == PHS_LIST)
            copy->flags |= PHS_VALUE_BLOCKS;
        phs_map_builder_set(&builder, map->map.at[i].key, nowhere, copy);
    }
    phs_map_builder_set(&builder, PHS_SLICE("b_id"), nowhere, phs_value_unknown(arena, PHS_WHY_VARIABLE, "no value", nowhere));
    return phs_map_builder_done(&builder, nowhere);
}

static void build(struct phs_arena *arena, struct phs_graph *graph, const struct phs_value *more) {
    const struct phs_value *value = NULL;
    struct phs_err err;
    struct phs_place nowhere = {0};
    phs_yaml_parse_one(arena, NULL, phs_slice(base), NULL, &value, &err);
    struct phs_resource *a = add(graph, "t_a", "t_a.x", phs_get(value, "a"));
    struct phs_resource *b = add(graph, "t_b", "t_b.y", phs_get(value, "b"));
    struct phs_resource *c = add(graph, "t_a", "t_a.z", spoil(arena, phs_get(value, "b")));
    struct phs_resource *d = add(graph, "t_b", "t_b.w", more ? more : phs_get(value, "a"));
    phs_graph_link(graph, a, PHS_REFERS_TO, b, NULL, nowhere);
    phs_graph_link(graph, c, PHS_REFERS_TO, d, NULL, nowhere);
    add(graph, "t_a", "t_a.lonely", spoil(arena, phs_get(value, "a")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_yaml_options options = {.typing_1_1 = true, .max_nodes = 20000, .max_depth = 100};
    struct phs_yaml yaml = {0};
    struct phs_err err;
    struct phs_graph graph;
    size_t seen = 0;
    const struct phs_policy_sink sink = {take, &seen};
    phs_graph_init(&graph, arena);
    if (phs_yaml_parse(arena, NULL, phs_slice_n((const char *)data, size), &options, &yaml, &err) == PHS_OK && yaml.n > 0 &&
        yaml.at[0].value) {
        build(arena, &graph, yaml.n > 1 ? yaml.at[1].value : NULL);
        struct phs_policy_desk *desk = phs_policy_desk_new(arena, &graph);
        for (int native = 0; native < 2; native++) {
            struct phs_check_info check = {.id = "fuzz", .foreign = !native, .definition = yaml.at[0].value};
            struct phs_policy_notes notes = {0};
            struct phs_policy *policy;
            if (phs_policy_compile(arena, &check, &notes, &policy, &err) == PHS_OK)
                phs_policy_judge(policy, desk, arena, &sink);
        }
    }
    phs_arena_free(arena);
    return 0;
}
