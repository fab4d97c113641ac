/* SPDX-License-Identifier: Apache-2.0 */
#include "relate/versions.h"

#include "collect/terraform/terraform.h"
#include "relate/relate.h"
#include "support/graph_yaml.h"

struct version_row {
    const char *constraint, *range;
    bool within;
};

Test(versions, says_within_only_when_every_allowed_version_is) {
    static const struct version_row rows[] = {
        {"", "<6.0", false},
        {"latest", "<6.0", false},
        {"1.2.3.4", "<6.0", false},
        {"99999999999999999999", "<6.0", false},
        {">= 7, < 6", "<6.0", false},
        {">= 4.0", "<6.0", false},
        {">= 4.0", ">=6.0", false},
        {">= 4.0, < 6.0", "<6.0", true},
        {">= 4.0, <= 6.0", "<6.0", false},
        {"~> 5.0", "<6.0", true},
        {"~> 5.31.1", "<6.0", true},
        {"~> 5", "<6.0", true},
        {"~> 6.0", ">=6.0", true},
        {"6.0.0", ">=6.0", true},
        {"= 5.99.1", "<6.0", true},
        {"v5.1.0-beta2", "<6.0", true},
        {"> 6.0", ">=6.0", true},
        {"!= 5.1, ~> 5.0", "<6.0", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(phs_versions_within(phs_slice(rows[i].constraint), phs_slice(rows[i].range)), rows[i].within, "%s in %s",
                     rows[i].constraint, rows[i].range);
}

struct default_row {
    const char *scenario, *version;
    const char *expected; /* of publicly_accessible: "yes", "no", "absent" */
};

Test(versions, decide_what_a_missing_argument_means) {
    static const struct default_row rows[] = {
        {"no version", "", "absent"},
        {"versions on both sides", "terraform {\n required_providers {\n aws = { version = \">= 5.0\" }\n }\n}\n", "absent"},
        {"version 5",
         "terraform {\n required_providers {\n aws = { source = \"hashicorp/aws\", version = \"~> 5.0\" }\n }\n}\n", "yes"},
        {"version 6", "terraform {\n required_providers {\n aws = { version = \"~> 6.2\" }\n }\n}\n", "no"},
        {"another provider", "terraform {\n required_providers {\n google = { version = \"~> 6.2\" }\n }\n}\n", "absent"},
        {"the old way", "terraform {\n required_providers {\n aws = \"~> 3.0\"\n }\n}\n", "yes"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_graph graph;
        phs_graph_init(&graph, arena);
        const char *text = phs_printf(arena, "%sresource \"aws_redshift_cluster\" \"c\" {}\n", rows[i].version);
        phs_terraform_collect_text(&graph, "main.tf", phs_slice(text));
        phs_relate(&graph);
        const struct phs_resource *cluster = graph_at(&graph, "aws_redshift_cluster.c");
        const struct phs_value *value = phs_get(cluster->attributes, "publicly_accessible");
        const char *said = !value ? "absent" : phs_is_true(value) ? "yes" : "no";
        cr_expect_str_eq(said, rows[i].expected, "%s: %s", rows[i].scenario, said);
        cr_expect_null(phs_get(cluster->original, "publicly_accessible"), "%s: the original stays as written",
                       rows[i].scenario);
        phs_arena_free(arena);
    }
}

Test(versions, of_azurerm_decide_what_missing_arguments_mean) {
    static const struct {
        const char *scenario, *type, *version, *attribute, *expected;
    } rows[] = {
        {"open containers, both sides of 5", "azurerm_storage_account", ">= 4.0", "allow_nested_items_to_be_public", "absent"},
        {"open containers in 4", "azurerm_storage_account", "~> 4.20", "allow_nested_items_to_be_public", "true"},
        {"open containers in 5", "azurerm_storage_account", "~> 5.1", "allow_nested_items_to_be_public", "false"},
        {"TLS of Redis in 4", "azurerm_redis_cache", "4.50.0", "minimum_tls_version", "1.0"},
        {"addresses of Databricks in 3", "azurerm_databricks_workspace", "~> 3.90", "custom_parameters.no_public_ip", "false"},
        {"addresses of Databricks in 4", "azurerm_databricks_workspace", "~> 4.1", "custom_parameters.no_public_ip", "absent"},
        {"TLS of SQL in 2", "azurerm_mssql_server", "2.99.0", "minimum_tls_version", "Disabled"},
        {"TLS of Redis in 5", "azurerm_redis_cache", "~> 5.0", "minimum_tls_version", "absent"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_graph graph;
        phs_graph_init(&graph, arena);
        const char *text = phs_printf(arena,
                                      "terraform {\n required_providers {\n azurerm = { version = \"%s\" }\n }\n}\n"
                                      "resource \"%s\" \"x\" {}\n",
                                      rows[i].version, rows[i].type);
        phs_terraform_collect_text(&graph, "main.tf", phs_slice(text));
        phs_relate(&graph);
        const struct phs_resource *resource = graph_at(&graph, phs_printf(arena, "%s.x", rows[i].type));
        const char *said = phs_scalar_text(arena, phs_get_path(resource->attributes, rows[i].attribute));
        cr_expect_str_eq(said ? said : "absent", rows[i].expected, "%s: %s", rows[i].scenario, said ? said : "absent");
        phs_arena_free(arena);
    }
}
