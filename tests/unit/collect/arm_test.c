/* SPDX-License-Identifier: Apache-2.0 */
/* Templates of Azure Resource Manager: what hostile ones cost, what expressions become, and where resources end up. */
#include <criterion/criterion.h>

#include "collect/arm/arm.h"

#define SCHEMA "\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\""

static struct phs_arena *arena;
static struct phs_graph graph;

static void read_template(const char *body) {
    arena = phs_arena_new();
    phs_graph_init(&graph, arena);
    const char *text = phs_printf(arena, "{" SCHEMA ", %s}", body);
    phs_arm_collect_text(&graph, "main.json", phs_slice(text));
}

static const struct phs_value *attribute(const char *address, const char *path) {
    const struct phs_resource *resource = phs_graph_find(&graph, "main.json", "", address);
    cr_assert(resource, "%s is not there", address);
    return phs_get_path(resource->attributes, path);
}

static const struct {
    const char *scenario, *expression, *want; /* want NULL: unknown */
} expressions[] = {
    {"a parameter without value", "[parameters('none')]", NULL},
    {"a parameter that depends on itself", "[parameters('loop')]", NULL},
    {"what only Azure knows", "[uniqueString('a')]", NULL},
    {"a function nobody has", "[rot13('a')]", NULL},
    {"an unknown argument", "[concat('a', newGuid())]", NULL},
    {"no end", "[concat('a']", NULL},
    {"something behind the end", "[concat('a') b]", NULL},
    {"an index that is not there", "[variables('list')[7]]", NULL},
    {"a bracket that is text", "[[a]", "[a]"},
    {"a quote in a text", "[concat('it''s')]", "it's"},
    {"a default", "[parameters('p')]", "phi"},
    {"a name in another case", "[PARAMETERS('P')]", "phi"},
    {"a variable in a variable", "[variables('both')]", "phi-x"},
    {"an element", "[variables('list')[1].k]", "v"},
    {"a loop in variables", "[variables('made')[2]]", "m2"},
    {"a format", "[format('{1}{0}', 'a', 2)]", "2a"},
    {"a choice", "[if(and(true(), not(false())), 'a', newGuid())]", "a"},
    {"one that decides an or", "[if(or(equals(1, 1), parameters('none')), 'yes', 'no')]", "yes"},
    {"a union", "[union(createObject('a', 'x'), createObject('a', 'y')).a]", "y"},
    {"a list made and measured", "[length(createArray(1, 2, 3))]", "3"},
    {"parts of a text", "[toUpper(substring('abcdef', 1, 2))]", "BC"},
    {"the last of a split text", "[last(split('a/b/c', '/'))]", "c"},
    {"text in text", "[contains('abc', 'b')]", "true"},
    {"nothing in it", "[empty('')]", "true"},
    {"replaced", "[replace('a.b.c', '.', '-')]", "a-b-c"},
    {"a remainder of nothing", "[mod(4, 0)]", NULL},
};

Test(arm, evaluates_expressions_or_says_that_they_are_unknown) {
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
        struct phs_arena *scratch = phs_arena_new();
        read_template(phs_printf(
            scratch,
            "\"parameters\": {\"none\": {\"type\": \"string\"}, \"loop\": {\"defaultValue\": \"[parameters('loop')]\"}, "
            "\"p\": {\"defaultValue\": \"phi\"}}, \"variables\": {\"list\": [1, {\"k\": \"v\"}], \"both\": "
            "\"[concat(variables('one'), '-x')]\", \"one\": \"[parameters('p')]\", \"copy\": [{\"name\": \"made\", \"count\": "
            "3, "
            "\"input\": \"[concat('m', copyIndex('made'))]\"}]}, "
            "\"resources\": [{\"type\": \"A.B/c\", \"name\": \"n\", \"properties\": {\"x\": \"%s\"}}]",
            expressions[i].expression));
        const struct phs_value *value = attribute("A.B/c/n", "x");
        const char *text = phs_scalar_text(arena, value);
        if (expressions[i].want)
            cr_expect(text && strcmp(text, expressions[i].want) == 0, "%s: %s", expressions[i].scenario,
                      text ? text : "unknown");
        else
            cr_expect(phs_is(value, PHS_UNKNOWN), "%s: %s", expressions[i].scenario, text ? text : "missing");
        phs_arena_free(arena);
        phs_arena_free(scratch);
    }
}

Test(arm, unrolls_loops_and_leaves_out_what_a_condition_excludes) {
    read_template("\"parameters\": {\"open\": {\"type\": \"bool\"}}, \"resources\": ["
                  "{\"type\": \"A.B/c\", \"name\": \"[concat('n', copyIndex(1))]\", \"copy\": {\"name\": \"l\", \"count\": 2}},"
                  "{\"type\": \"A.B/d\", \"name\": \"no\", \"condition\": \"[equals(1, 2)]\"},"
                  "{\"type\": \"A.B/e\", \"name\": \"maybe\", \"condition\": \"[parameters('open')]\"}]");
    cr_expect_eq(graph.resources.n, 3);
    cr_expect(phs_graph_find(&graph, "main.json", "", "A.B/c/n1"));
    cr_expect(phs_graph_find(&graph, "main.json", "", "A.B/c/n2"));
    const struct phs_resource *maybe = phs_graph_find(&graph, "main.json", "", "A.B/e/maybe");
    cr_assert(maybe);
    cr_expect(maybe->existence != NULL);
    phs_arena_free(arena);
}

Test(arm, folds_settings_into_their_parent_and_names_the_parent_of_children) {
    read_template("\"resources\": [{\"type\": \"Microsoft.Storage/storageAccounts\", \"name\": \"[concat('a', newGuid())]\", "
                  "\"resources\": [{\"type\": \"blobServices\", \"name\": \"default\", \"properties\": {\"v\": true}}]},"
                  "{\"type\": \"Microsoft.Storage/storageAccounts/blobServices/containers\", \"name\": "
                  "\"[concat('a', newGuid(), '/default/c')]\"}]");
    cr_assert_eq(graph.resources.n, 2);
    cr_expect(phs_is_true(phs_get_path(graph.resources.at[0]->attributes, "blobServices.v")));
    const struct phs_value *parent = phs_get(graph.resources.at[1]->attributes, "parent");
    cr_assert(phs_is(parent, PHS_UNKNOWN));
    cr_expect_str_eq(parent->unknown.ref, graph.resources.at[0]->address);
    phs_arena_free(arena);
}

Test(arm, reads_deployments_inside_of_deployments_with_their_own_parameters) {
    read_template(
        "\"resources\": [{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"in\", \"properties\": "
        "{\"expressionEvaluationOptions\": {\"scope\": \"inner\"}, \"parameters\": {\"p\": {\"value\": \"given\"}}, "
        "\"template\": {\"parameters\": {\"p\": {}}, \"resources\": [{\"type\": \"A.B/c\", \"name\": \"n\", "
        "\"properties\": {\"x\": \"[parameters('p')]\"}}]}}},"
        "{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"linked\", \"properties\": {\"templateLink\": {}}}]");
    cr_expect_str_eq(phs_text_or(arena, attribute("in.A.B/c/n", "x"), ""), "given");
    cr_assert_eq(graph.coverage.n, 1);
    cr_expect_eq(graph.coverage.at[0].state, PHS_NOT_READ);
    phs_arena_free(arena);
}

Test(arm, bounds_what_a_hostile_template_costs) {
    read_template(
        "\"variables\": {\"a\": \"[range(0, 1000000000)]\", \"b\": {\"copy\": [{\"name\": \"x\", \"count\": 99999999, "
        "\"input\": 1}]}}, \"resources\": [{\"type\": \"A.B/c\", \"name\": \"n\", \"copy\": {\"name\": \"l\", \"count\": "
        "1000000}, \"properties\": {\"x\": \"[variables('a')]\", \"y\": \"[variables('b').x]\"}}]");
    cr_assert_eq(graph.resources.n, 1);
    cr_expect(phs_is(phs_get(graph.resources.at[0]->attributes, "x"), PHS_UNKNOWN));
    cr_expect(phs_is(phs_get(graph.resources.at[0]->attributes, "y"), PHS_UNKNOWN));
    phs_arena_free(arena);
}

Test(arm, tells_apart_twenty_thousand_of_one_name) {
    struct phs_arena *scratch = phs_arena_new();
    const char *loops = "";
    for (int i = 0; i < 10; i++)
        loops = phs_printf(scratch, "%s%s{\"type\": \"A.B/c\", \"name\": \"n\", \"copy\": {\"name\": \"l\", \"count\": 2000}}",
                           loops, i ? "," : "");
    read_template(phs_printf(scratch, "\"resources\": [%s]", loops));
    cr_assert_eq(graph.resources.n, 20000);
    for (size_t i = 1; i < graph.resources.n; i++)
        cr_assert_str_eq(graph.resources.at[i]->address, phs_printf(scratch, "A.B/c/n#%zu", i + 1));
    phs_arena_free(scratch);
    phs_arena_free(arena);
}
