/* SPDX-License-Identifier: Apache-2.0 */
/* Plans and states: what they plan or hold, what is unknown or withheld, and how they join with the source. */
#include "collect/terraform/terraform.h"
#include "collect/terraform_json/terraform_json.h"
#include "collecting.h"
#include "relate/relate.h"

static const char plan[] =
    "{\"format_version\":\"1.2\",\"terraform_version\":\"1.9.0\",\"planned_values\":{\"root_module\":{\"resources\":["
    "{\"address\":\"aws_db_instance.p\",\"mode\":\"managed\",\"type\":\"aws_db_instance\",\"name\":\"p\",\"values\":{"
    "\"password\":\"hunter2\",\"publicly_accessible\":true,\"storage_encrypted\":null,\"restore\":[],"
    "\"blue_green_update\":[{\"enabled\":true}]},\"sensitive_values\":{\"password\":true}}],"
    "\"child_modules\":[{\"address\":\"module.key[0]\",\"resources\":[{\"address\":\"module.key[0].aws_kms_key.k\",\"mode\":"
    "\"managed\",\"type\":\"aws_kms_key\",\"name\":\"k\",\"values\":{\"enable_key_rotation\":true}}]}]}},"
    "\"resource_changes\":[{\"address\":\"aws_db_instance.p\",\"change\":{\"after_unknown\":{\"kms_key_id\":true,\"arn\":true}}"
    "}],"
    "\"configuration\":{\"root_module\":{\"resources\":[{\"address\":\"aws_db_instance.p\",\"expressions\":{\"kms_key_id\":{"
    "\"references\":[\"module.key[0].arn\",\"module.key[0]\",\"module.key\"]}}}],\"module_calls\":{\"key\":{\"module\":{"
    "\"outputs\":{"
    "\"arn\":{\"expression\":{\"references\":[\"aws_kms_key.k.arn\",\"aws_kms_key.k\"]}}},\"resources\":[{\"address\":"
    "\"aws_kms_key.k\"}]}}}}}}";

Test(terraform_json, reads_a_plan_with_unknowns_modules_and_references) {
    open_graph();
    phs_terraform_json_collect_text(&graph, "plan.json", phs_slice(plan));
    phs_relate(&graph);
    struct phs_resource *db = resource("aws_db_instance", "aws_db_instance.p");
    cr_expect_eq(db->directness, PHS_PLAN);
    cr_expect_str_eq(shown(db, "publicly_accessible"), "true");
    cr_expect_str_eq(shown(db, "storage_encrypted"), "-", "null is not written");
    cr_expect_str_eq(shown(db, "restore"), "-");
    cr_expect_str_eq(shown(db, "blue_green_update.enabled"), "true");
    const struct phs_value *key = phs_get(db->attributes, "kms_key_id");
    cr_assert(phs_is(key, PHS_UNKNOWN));
    cr_expect_str_eq(key->unknown.ref, "module.key.aws_kms_key.k");
    cr_expect_str_eq(key->unknown.attribute, "arn");
    bool encrypted = false;
    for (size_t i = 0; i < db->out.n; i++)
        encrypted |=
            db->out.at[i]->kind == PHS_ENCRYPTED_WITH && strcmp(db->out.at[i]->to->address, "module.key[0].aws_kms_key.k") == 0;
    cr_expect(encrypted, "through the output of a module");
    cr_expect_null(strstr(everything(), "hunter2"));
    close_graph();
}

Test(terraform_json, what_is_more_direct_wins_and_the_rest_comes_from_the_source) {
    static const char state[] =
        "{\"version\":4,\"terraform_version\":\"1.9.0\",\"serial\":1,\"resources\":[{\"mode\":\"managed\",\"type\":\"aws_db_"
        "instance\","
        "\"name\":\"p\",\"instances\":[{\"attributes\":{\"id\":\"db-1\",\"arn\":\"arn:aws:rds:us-east-1:1:db:db-1\","
        "\"publicly_accessible\":true,\"port\":5432,\"password\":\"hunter2\"},\"sensitive_attributes\":[[{\"type\":\"get_"
        "attr\","
        "\"value\":\"password\"}]]}]}]}";
    open_graph();
    phs_terraform_collect_text(
        &graph, "main.tf",
        PHS_SLICE("resource \"aws_db_instance\" \"p\" {\n  publicly_accessible = false\n  port = \"5432\"\n"
                  "  deletion_protection = true\n}\n"));
    phs_terraform_json_collect_text(&graph, "terraform.tfstate", phs_slice(state));
    phs_relate(&graph);
    cr_assert_eq(phs_graph_of_type(&graph, "aws_db_instance")->items.n, 1);
    struct phs_resource *db = resource("aws_db_instance", "aws_db_instance.p");
    cr_expect_eq(db->directness, PHS_STATE);
    cr_expect_eq(db->observations.n, 2);
    cr_expect_str_eq(shown(db, "publicly_accessible"), "true");
    cr_expect_str_eq(shown(db, "deletion_protection"), "true");
    cr_expect_str_eq(shown(db, "phiscope_drift"), "[\"publicly_accessible\"]", "5432 is \"5432\"");
    cr_expect_str_eq(db->place.source->path, "main.tf", "what a person mends");
    cr_expect_null(strstr(everything(), "hunter2"));
    close_graph();
}

Test(terraform_json, ids_of_a_state_are_references) {
    static const char state[] =
        "{\"version\":4,\"terraform_version\":\"1.9.0\",\"resources\":[{\"mode\":\"managed\",\"type\":\"aws_security_group\","
        "\"name\":\"g\","
        "\"instances\":[{\"index_key\":\"a\",\"attributes\":{\"id\":\"sg-0a1b2c3d\"}}]},{\"module\":\"module.db\",\"mode\":"
        "\"managed\","
        "\"type\":\"aws_db_instance\",\"name\":\"p\",\"instances\":[{\"index_key\":0,\"attributes\":{\"id\":\"db-123\","
        "\"vpc_security_group_ids\":[\"sg-0a1b2c3d\"]}}]}]}";
    open_graph();
    phs_terraform_json_collect_text(&graph, "terraform.tfstate", phs_slice(state));
    phs_relate(&graph);
    struct phs_resource *db = resource("aws_db_instance", "module.db.aws_db_instance.p[0]");
    bool guarded = false;
    for (size_t i = 0; i < db->out.n; i++)
        guarded |=
            db->out.at[i]->kind == PHS_PROTECTED_BY && strcmp(db->out.at[i]->to->address, "aws_security_group.g[\"a\"]") == 0;
    cr_expect(guarded);
    close_graph();
}

Test(terraform_json, several_plans_in_a_folder_are_roots_of_their_own) {
    open_graph();
    struct phs_target target = {.kind = PHS_TARGET_INFRASTRUCTURE, .path = "."};
    struct phs_tfjson_library *library = phs_terraform_json_library(&graph, ".", &target);
    cr_expect(phs_terraform_json_offer(library, "a.json", phs_slice(plan)));
    cr_expect(phs_terraform_json_offer(library, "b.json", phs_slice(plan)));
    cr_expect(!phs_terraform_json_offer(library, "c.json", PHS_SLICE("{\"version\": 4}")));
    cr_expect(phs_terraform_json_offer(library, "d.json", PHS_SLICE("{\"format_version\":\"1\",\"terraform_version\":\"1\",")));
    cr_expect_eq(phs_terraform_json_run(library), 4);
    cr_expect_str_eq(graph.resources.at[0]->root, "a.json");
    cr_expect_not_null(covered("d.json"));
    close_graph();
}

/* Clusters with count, their members by count.index, in a module with count. */
static const char counted[] =
    "{\"format_version\":\"1.2\",\"terraform_version\":\"1.11.4\",\"planned_values\":{\"root_module\":{\"child_modules\":["
    "{\"address\":\"module.db[0]\",\"resources\":["
    "{\"address\":\"module.db[0].aws_rds_cluster.c[0]\",\"mode\":\"managed\",\"type\":\"aws_rds_cluster\",\"name\":\"c\","
    "\"values\":{}},"
    "{\"address\":\"module.db[0].aws_rds_cluster.c[1]\",\"mode\":\"managed\",\"type\":\"aws_rds_cluster\",\"name\":\"c\","
    "\"values\":{}},"
    "{\"address\":\"module.db[0].aws_rds_cluster_instance.i[1]\",\"mode\":\"managed\",\"type\":\"aws_rds_cluster_instance\","
    "\"name\":\"i\",\"values\":{}},"
    "{\"address\":\"module.db[0].aws_rds_cluster_instance.first[0]\",\"mode\":\"managed\",\"type\":\"aws_rds_cluster_"
    "instance\",\"name\":\"first\",\"values\":{}}]},"
    "{\"address\":\"module.db[1]\",\"resources\":[{\"address\":\"module.db[1].aws_rds_cluster.c[1]\",\"mode\":\"managed\","
    "\"type\":\"aws_rds_cluster\",\"name\":\"c\",\"values\":{}}]}]}},\"resource_changes\":["
    "{\"address\":\"module.db[0].aws_rds_cluster.c[0]\",\"change\":{\"after_unknown\":{\"id\":true}}},"
    "{\"address\":\"module.db[0].aws_rds_cluster.c[1]\",\"change\":{\"after_unknown\":{\"id\":true}}},"
    "{\"address\":\"module.db[1].aws_rds_cluster.c[1]\",\"change\":{\"after_unknown\":{\"id\":true}}},"
    "{\"address\":\"module.db[0].aws_rds_cluster_instance.i[1]\",\"change\":{\"after_unknown\":{\"cluster_identifier\":true}}},"
    "{\"address\":\"module.db[0].aws_rds_cluster_instance.first[0]\",\"change\":{\"after_unknown\":{\"cluster_identifier\":"
    "true}}}],"
    "\"configuration\":{\"root_module\":{\"module_calls\":{\"db\":{\"module\":{\"resources\":["
    "{\"address\":\"aws_rds_cluster.c\",\"count_expression\":{\"constant_value\":2}},"
    "{\"address\":\"aws_rds_cluster_instance.i\",\"count_expression\":{\"constant_value\":2},\"expressions\":{\"cluster_"
    "identifier\":{\"references\":[\"aws_rds_cluster.c\",\"count.index\"]}}},"
    "{\"address\":\"aws_rds_cluster_instance.first\",\"count_expression\":{\"constant_value\":1},\"expressions\":{\"cluster_"
    "identifier\":{\"references\":[\"aws_rds_cluster.c[0].id\",\"aws_rds_cluster.c[0]\",\"aws_rds_cluster.c\"]}}}]}}}}}}";

Test(terraform_json, finds_the_instance_that_an_instance_refers_to) {
    static const struct {
        const char *address, *ref;
    } rows[] = {
        {"module.db[0].aws_rds_cluster_instance.i[1]", "module.db[0].aws_rds_cluster.c[1]"},
        {"module.db[0].aws_rds_cluster_instance.first[0]", "module.db[0].aws_rds_cluster.c[0]"},
    };
    open_graph();
    phs_terraform_json_collect_text(&graph, "plan.json", phs_slice(counted));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct phs_value *cluster =
            phs_get(resource("aws_rds_cluster_instance", rows[i].address)->attributes, "cluster_identifier");
        cr_assert(phs_is(cluster, PHS_UNKNOWN));
        cr_expect_str_eq(cluster->unknown.ref, rows[i].ref);
    }
    close_graph();
}
