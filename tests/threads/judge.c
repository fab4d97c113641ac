/* SPDX-License-Identifier: Apache-2.0 */
/* Judges many policies on many threads, with texts that are JSON and shared patterns, and wants the same findings each time. */
#include <stdio.h>
#include <stdlib.h>

#include "judge/judge.h"
#include "parse/yaml.h"

static const struct phs_value *yaml(struct phs_arena *arena, const char *text) {
    const struct phs_value *value = NULL;
    struct phs_err err;
    if (phs_yaml_parse_one(arena, NULL, phs_slice(text), NULL, &value, &err) != PHS_OK)
        abort();
    return value;
}

static const char *const definitions[] = {
    "{cond_type: attribute, resource_types: [t_a], attribute: policy.Statement.Action, operator: not_equals, value: '*'}",
    "{cond_type: attribute, resource_types: [t_a], attribute: 'policy.Statement[*].Action', operator: jsonpath_contains, "
    "value: s3}",
    "{cond_type: attribute, resource_types: all, attribute: v, operator: regex_match, value: '^a.*[0-9]$'}",
    "{cond_type: connection, resource_types: [t_a], connected_resource_types: [t_b], operator: exists}",
    "{and: [{cond_type: filter, attribute: resource_type, operator: within, value: [t_a]}, {cond_type: connection, "
    "resource_types: "
    "[t_a], connected_resource_types: [t_b], operator: exists}, {cond_type: attribute, resource_types: [t_b], attribute: v, "
    "operator: exists}]}",
};

static void fill(struct phs_arena *arena, struct phs_graph *graph, struct phs_catalogue *catalogue) {
    phs_graph_init(graph, arena);
    for (int i = 0; i < 300; i++) {
        const char *address = phs_printf(arena, "t_%c.r%d", i % 2 ? 'a' : 'b', i);
        struct phs_resource *resource = phs_graph_add(graph, "infra", "", i % 2 ? "t_a" : "t_b", address);
        resource->attributes = resource->original =
            yaml(arena, phs_printf(arena, "{v: a%d, policy: '{\"Statement\": [{\"Action\": [\"s3:%d\"]}]}'}", i, i));
        if (i % 4 == 1)
            phs_graph_link(graph, resource, PHS_REFERS_TO, graph->resources.at[i - 1], NULL, (struct phs_place){0});
    }
    for (size_t i = 0; i < 100; i++) {
        struct phs_check_info *check = PHS_NEW(arena, struct phs_check_info);
        *check = (struct phs_check_info){.id = phs_printf(arena, "c%03zu", i), .name = "c", .foreign = i % 2};
        check->definition = yaml(arena, definitions[i % 5]);
        PHS_PUSH(arena, catalogue->checks, check);
    }
}

static char *judge(const char *threads) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_graph graph;
    struct phs_catalogue catalogue = {.arena = arena};
    struct phs_buf out;
    setenv("PHISCOPE_THREADS", threads, 1);
    fill(arena, &graph, &catalogue);
    struct phs_run run = {.arena = arena, .graph = &graph};
    phs_judge(&run, &catalogue);
    phs_buf_init(&out, 16 << 20);
    for (size_t i = 0; i < run.findings.n; i++)
        phs_buf_printf(&out, "%s %s %d %s\n", run.findings.at[i]->check, run.findings.at[i]->resource->address,
                       (int)run.findings.at[i]->verdict, run.findings.at[i]->evidence.at[0].text);
    char *text = strdup(phs_buf_text(&out));
    phs_buf_done(&out);
    phs_arena_free(arena);
    return text;
}

int main(void) {
    char *alone = judge("1");
    int wrong = strlen(alone) < 10000;
    for (int i = 0; i < 5; i++) {
        char *together = judge("8");
        wrong |= strcmp(alone, together) != 0;
        free(together);
    }
    free(alone);
    printf("%s\n", wrong ? "findings differ" : "findings agree");
    return wrong;
}
