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
