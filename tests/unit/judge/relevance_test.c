/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/relevance.h"
#include "support/catalogue.h"

#include <criterion/criterion.h>

#include "graph_builder.h"
#include "judge/policy/policy.h"

struct row {
    const char *scenario, *definition;
    bool relevant;
};

/* The graph holds aws_db_instance, and a Deployment that is kept under another name. */
static const struct row rows[] = {
    {"another type", "{cond_type: attribute, resource_types: [aws_s3_bucket], attribute: a, operator: exists}", false},
    {"the type", "{cond_type: attribute, resource_types: [aws_s3_bucket, aws_db_instance], attribute: a, operator: exists}",
     true},
    {"the type as written", "{cond_type: attribute, resource_types: [Deployment], attribute: a, operator: exists}", true},
    {"one type, no list", "{cond_type: attribute, resource_types: aws_db_instance, attribute: a, operator: exists}", true},
    {"all types", "{cond_type: attribute, resource_types: [all], attribute: a, operator: exists}", true},
    {"no types", "{cond_type: attribute, attribute: a, operator: exists}", true},
    {"all of a provider's", "{cond_type: attribute, resource_types: [Taggable], attribute: a, operator: exists}", true},
    {"an allow list", "{cond_type: resource, resource_types: [aws_s3_bucket], operator: exists}", true},
    {"the other end of a connection",
     "{cond_type: connection, resource_types: [aws_s3_bucket], connected_resource_types: [aws_db_instance], operator: exists}",
     true},
    {"a connection of others",
     "{cond_type: connection, resource_types: [aws_s3_bucket], connected_resource_types: [aws_kms_key], operator: exists}",
     false},
    {"below two words",
     "{or: [{not: {cond_type: attribute, resource_types: [aws_db_instance], attribute: a, operator: exists}}]}", true},
    {"others below two words",
     "{and: [{cond_type: filter, attribute: resource_type, operator: within, value: [aws_s3_bucket]}, "
     "{cond_type: attribute, resource_types: [aws_s3_bucket], attribute: a, operator: exists}]}",
     false},
    {"a filter by attribute beside others",
     "{and: [{cond_type: filter, attribute: kind, operator: within, value: [x]}, "
     "{or: [{cond_type: attribute, resource_types: [aws_s3_bucket], attribute: a, operator: exists}]}]}",
     false},
    {"a filter by attribute beside the type",
     "{and: [{cond_type: filter, attribute: kind, operator: within, value: [x]}, "
     "{or: [{cond_type: attribute, resource_types: [aws_db_instance], attribute: a, operator: exists}]}]}",
     true},
    {"filters alone", "{and: [{cond_type: filter, attribute: kind, operator: within, value: [x]}]}", true},
    {"not a filter", "{not: {cond_type: filter, attribute: kind, operator: within, value: [x]}}", true},
    {"a filter that takes the type away",
     "{and: [{cond_type: attribute, resource_types: [all], attribute: a, operator: exists}, "
     "{cond_type: filter, attribute: resource_type, operator: within, value: [aws_s3_bucket]}]}",
     false},
    {"a filter that leaves the type",
     "{and: [{cond_type: attribute, resource_types: [all], attribute: a, operator: exists}, "
     "{cond_type: filter, attribute: resource_type, operator: within, value: [aws_s3_bucket, Deployment]}]}",
     true},
    {"a filter by what a type is not",
     "{and: [{cond_type: attribute, resource_types: [all], attribute: a, operator: exists}, "
     "{cond_type: filter, attribute: resource_type, operator: not_within, value: [aws_s3_bucket]}]}",
     true},
    {"no definition at all", "[]", true},
    {"a kind that does not exist", "{cond_type: nonsense}", true},
};

Test(relevance, is_denied_only_where_no_resource_has_a_type_that_is_named) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_graph graph;
    struct phs_relevance relevance;
    phs_graph_init(&graph, arena);
    phs_graph_add(&graph, "r", "", "aws_db_instance", "a.b");
    phs_graph_add(&graph, "r", "", "kubernetes_deployment", "c.d")->type_as_written = "Deployment";
    phs_relevance_init(&relevance, arena, &graph);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(phs_relevance_of(&relevance, bench_yaml(arena, rows[i].definition)), rows[i].relevant, "%s",
                     rows[i].scenario);
    phs_arena_free(arena);
}

Test(relevance, marks_pass_by_no_check_that_is_relevant) {
    struct phs_arena *arena = phs_arena_new();
    size_t passed = 0, relevant = 0;
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    static const char *const types[] = {"tls_endpoint",
                                        "aws_s3_bucket",
                                        "kubernetes_container",
                                        "azurerm_storage_account",
                                        "google_compute_firewall",
                                        "vendor",
                                        "asset",
                                        "compose_service",
                                        "repository"};
    for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
        struct phs_graph graph;
        struct phs_relevance relevance;
        phs_graph_init(&graph, arena);
        phs_graph_add(&graph, "r", "", types[t], "a.b");
        phs_relevance_init(&relevance, arena, &graph);
        for (size_t i = 0; i < catalogue->checks.n; i++) {
            const struct phs_check_info *check = catalogue->checks.at[i];
            bool is = check->definition && phs_relevance_of(&relevance, check->definition);
            relevant += is;
            passed += check->definition && !(check->type_marks & relevance.marks);
            if (check->definition)
                cr_expect_eq(phs_relevance_of_check(&relevance, check), is, "%s and %s", check->id, types[t]);
        }
    }
    cr_expect_gt(relevant, 0);
    cr_expect_gt(passed, catalogue->checks.n * 5, "most checks of nine graphs");
    phs_arena_free(arena);
}

/* A run compiles only those that it has resources for, so a broken one would go unseen there. */
Test(relevance, every_built_in_definition_compiles) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_policy *policy;
    struct phs_err err;
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    for (size_t i = 0; i < catalogue->checks.n; i++)
        if (catalogue->checks.at[i]->definition)
            cr_expect_eq(phs_policy_compile(arena, catalogue->checks.at[i], NULL, &policy, &err), PHS_OK, "%s", err.text);
    phs_arena_free(arena);
}
