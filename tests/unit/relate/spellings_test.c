/* SPDX-License-Identifier: Apache-2.0 */
/* One fact written inline and as a companion, as provider 3 and as provider 5 have it, comes to one canonical value. */
#include "collect/terraform/terraform.h"
#include "relate/relate.h"
#include "support/graph_yaml.h"

struct spelling {
    const char *scenario, *address, *path;
    const char *first, *second, *third; /* third may be NULL */
};

#define BUCKET(more) "resource \"aws_s3_bucket\" \"b\" {\n bucket = \"scans\"\n" more "}\n"
#define OF_BUCKET(type, more)                                                                                                  \
    BUCKET("") "resource \"aws_s3_bucket_" type "\" \"b\" {\n bucket = aws_s3_bucket.b.id\n" more "}\n"
#define ROLE(more) "resource \"aws_iam_role\" \"r\" {\n name = \"r\"\n" more "}\n"
#define PASS "jsonencode({Statement = [{Effect = \"Allow\", Action = \"iam:PassRole\", Resource = \"*\"}]})"
#define PASS_TEXT                                                                                                              \
    "<<-EOT\n{\"Statement\": {\"Effect\": \"Allow\", \"Action\": [\"iam:PassRole\"], \"Resource\": [\"*\"]}}\nEOT\n"
#define OPEN "jsonencode({Statement = [{Effect = \"Allow\", Principal = \"*\", Action = \"*\", Resource = \"*\"}]})"
#define GROUP(more) "resource \"aws_security_group\" \"g\" {\n name = \"g\"\n" more "}\n"
#define DB                                                                                                                     \
    "resource \"aws_db_instance\" \"d\" {\n publicly_accessible = true\n vpc_security_group_ids = "                            \
    "[aws_security_group.g.id]\n}\n"
#define PORTS " from_port = 5432\n to_port = 5432\n"
#define NET                                                                                                                    \
    "resource \"aws_vpc\" \"v\" {}\nresource \"aws_internet_gateway\" \"i\" {\n vpc_id = aws_vpc.v.id\n}\n"                    \
    "resource \"aws_subnet\" \"s\" {\n vpc_id = aws_vpc.v.id\n}\n"                                                             \
    "resource \"aws_route_table_association\" \"a\" {\n subnet_id = aws_subnet.s.id\n route_table_id = "                       \
    "aws_route_table.t.id\n}\nresource \"aws_lb\" \"l\" {\n subnets = [aws_subnet.s.id]\n}\n"
#define TABLE(more) "resource \"aws_route_table\" \"t\" {\n vpc_id = aws_vpc.v.id\n" more "}\n"
#define OUT " cidr_block = \"0.0.0.0/0\"\n gateway_id = aws_internet_gateway.i.id\n"
#define ACL(more) "resource \"aws_network_acl\" \"n\" {\n subnet_ids = [aws_subnet.s.id]\n" more "}\n"

#define SCANS "resource \"google_storage_bucket\" \"b\" {\n name = \"scans\"\n}\n"
#define TO_SCANS(type, more)                                                                                                   \
    SCANS "resource \"google_storage_bucket_iam_" type "\" \"b\" {\n bucket = google_storage_bucket.b.name\n" more "}\n"
#define READERS                                                                                                                \
    "data \"google_iam_policy\" \"p\" {\n dynamic \"binding\" {\n for_each = [\"roles/a\", \"roles/b\"]\n content {\n role = " \
    "binding.value\n members = [\"allUsers\"]\n }\n }\n}\n"

static const struct spelling spellings[] = {
    {"a key of Azure in vault or HSM", "azurerm_storage_account.b", "concluded.encryption.key",
     "resource \"azurerm_storage_account\" \"b\" {\n customer_managed_key {\n key_vault_key_id = \"https://k\"\n }\n}\n",
     "resource \"azurerm_storage_account\" \"b\" {\n customer_managed_key {\n managed_hsm_key_id = \"https://k\"\n }\n}\n",
     "resource \"azurerm_storage_account\" \"b\" {}\nresource \"azurerm_storage_account_customer_managed_key\" \"k\" {\n "
     "storage_account_id = azurerm_storage_account.b.id\n managed_hsm_key_id = \"https://k\"\n}\n"},
    {"readers of a bucket", "google_storage_bucket.b", "concluded.exposure.anonymous",
     TO_SCANS("member", " role = \"roles/a\"\n member = \"allUsers\"\n"),
     TO_SCANS("policy", " policy_data = data.google_iam_policy.p.policy_data\n") READERS,
     TO_SCANS("policy",
              " policy_data = <<-EOT\n{\"bindings\": [{\"role\": \"roles/a\", \"members\": [\"allUsers\"]}]}\nEOT\n")},
    {"a public ACL", "aws_s3_bucket.b", "concluded.exposure.anonymous", BUCKET(" acl = \"public-read\"\n"),
     OF_BUCKET("acl", " acl = \"public-read\"\n"), NULL},
    {"a grant for everybody", "aws_s3_bucket.b", "concluded.exposure.anonymous",
     BUCKET(" grant {\n type = \"Group\"\n permissions = [\"READ\"]\n uri = "
            "\"http://acs.amazonaws.com/groups/global/AllUsers\"\n }\n"),
     OF_BUCKET("acl", " access_control_policy {\n grant {\n permission = \"READ\"\n grantee {\n type = \"Group\"\n uri = "
                      "\"http://acs.amazonaws.com/groups/global/AllUsers\"\n }\n }\n }\n"),
     NULL},
    {"a public policy", "aws_s3_bucket.b", "concluded.exposure.anonymous", BUCKET(" policy = " OPEN "\n"),
     OF_BUCKET("policy", " policy = " OPEN "\n"), NULL},
    {"a public policy behind a switch", "aws_s3_bucket.b", "concluded.exposure.anonymous",
     BUCKET(" policy = " OPEN "\n") "resource \"aws_s3_bucket_public_access_block\" \"b\" {\n bucket = aws_s3_bucket.b.id\n "
                                    "restrict_public_buckets = true\n}\n",
     BUCKET(" policy = " OPEN
            "\n") "resource \"aws_s3_account_public_access_block\" \"b\" {\n restrict_public_buckets = true\n}\n",
     NULL},
    {"versions", "aws_s3_bucket.b", "versioning.enabled", BUCKET(" versioning {\n enabled = true\n }\n"),
     OF_BUCKET("versioning", " versioning_configuration {\n status = \"Enabled\"\n }\n"), NULL},
    {"a log", "aws_s3_bucket.b", "concluded.logging.covered", BUCKET(" logging {\n target_bucket = \"logs\"\n }\n"),
     OF_BUCKET("logging", " target_bucket = \"logs\"\n target_prefix = \"x\"\n"), NULL},
    {"a key of one's own", "aws_s3_bucket.b", "concluded.encryption.key",
     BUCKET(" server_side_encryption_configuration {\n rule {\n apply_server_side_encryption_by_default {\n sse_algorithm = "
            "\"aws:kms\"\n kms_master_key_id = aws_kms_key.k.arn\n }\n }\n }\n") "resource \"aws_kms_key\" \"k\" {}\n",
     OF_BUCKET("server_side_encryption_configuration",
               " rule {\n apply_server_side_encryption_by_default {\n sse_algorithm = \"aws:kms\"\n kms_master_key_id = "
               "aws_kms_key.k.arn\n }\n }\n") "resource \"aws_kms_key\" \"k\" {}\n",
     NULL},
    {"a copy elsewhere", "aws_s3_bucket.b", "concluded.backup.covered",
     BUCKET(" replication_configuration {\n role = \"r\"\n rules {\n status = \"Enabled\"\n }\n }\n"),
     OF_BUCKET("replication_configuration", " role = \"r\"\n rule {\n status = \"Enabled\"\n }\n"), NULL},
    {"a page of errors", "aws_s3_bucket.b", "cors_rule.allowed_origins.0",
     BUCKET(" cors_rule {\n allowed_methods = [\"GET\"]\n allowed_origins = [\"*\"]\n }\n"),
     OF_BUCKET("cors_configuration", " cors_rule {\n allowed_methods = [\"GET\"]\n allowed_origins = [\"*\"]\n }\n"), NULL},
    {"a locked bucket", "aws_s3_bucket.b", "object_lock_configuration.rule.default_retention.mode",
     BUCKET(" object_lock_configuration {\n rule {\n default_retention {\n mode = \"COMPLIANCE\"\n }\n }\n }\n"),
     OF_BUCKET("object_lock_configuration", " rule {\n default_retention {\n mode = \"COMPLIANCE\"\n }\n }\n"), NULL},
    {"an open port", "aws_db_instance.d", "concluded.exposure.internet",
     GROUP(" ingress {\n protocol = \"tcp\"\n" PORTS " cidr_blocks = [\"0.0.0.0/0\"]\n }\n") DB,
     GROUP("") DB
     "resource \"aws_security_group_rule\" \"g\" {\n type = \"ingress\"\n security_group_id = aws_security_group.g.id\n"
     " protocol = \"tcp\"\n" PORTS " cidr_blocks = [\"0.0.0.0/0\"]\n}\n",
     GROUP("") DB "resource \"aws_vpc_security_group_ingress_rule\" \"g\" {\n security_group_id = aws_security_group.g.id\n"
                  " ip_protocol = \"tcp\"\n" PORTS " cidr_ipv4 = \"0.0.0.0/0\"\n}\n"},
    {"a route out", "aws_lb.l", "concluded.exposure.internet", NET TABLE(" route {\n" OUT " }\n"),
     NET TABLE("") "resource \"aws_route\" \"o\" {\n route_table_id = aws_route_table.t.id\n destination_cidr_block = "
                   "\"0.0.0.0/0\"\n gateway_id = aws_internet_gateway.i.id\n}\n",
     NULL},
    {"a list that refuses", "aws_lb.l", "concluded.exposure.internet",
     NET TABLE(" route {\n" OUT " }\n") ACL(" ingress {\n rule_no = 1\n action = \"deny\"\n protocol = \"-1\"\n cidr_block = "
                                            "\"0.0.0.0/0\"\n from_port = 0\n to_port = 0\n }\n"),
     NET TABLE(" route {\n" OUT " }\n") ACL("") "resource \"aws_network_acl_rule\" \"n\" {\n network_acl_id = "
                                                "aws_network_acl.n.id\n rule_number = 1\n rule_action "
                                                "= \"deny\"\n protocol = \"-1\"\n cidr_block = \"0.0.0.0/0\"\n}\n",
     NULL},
    {"what a role may do", "aws_iam_role.r", "concluded.permissions.escalates",
     ROLE(" inline_policy {\n name = \"p\"\n policy = " PASS "\n }\n"),
     ROLE("") "resource \"aws_iam_role_policy\" \"p\" {\n role = aws_iam_role.r.id\n policy = " PASS_TEXT "}\n",
     ROLE("") "resource \"aws_iam_policy\" \"p\" {\n policy = " PASS
              "\n}\nresource \"aws_iam_role_policy_attachment\" \"p\" {\n role = "
              "aws_iam_role.r.name\n policy_arn = aws_iam_policy.p.arn\n}\n"},
    {"what many may do", "aws_iam_role.r", "concluded.permissions.escalates",
     ROLE(" managed_policy_arns = [aws_iam_policy.p.arn]\n") "resource \"aws_iam_policy\" \"p\" {\n policy = " PASS "\n}\n",
     ROLE("") "resource \"aws_iam_policy\" \"p\" {\n policy = " PASS
              "\n}\nresource \"aws_iam_policy_attachment\" \"p\" {\n name = "
              "\"p\"\n roles = [aws_iam_role.r.name]\n policy_arn = aws_iam_policy.p.arn\n}\n",
     NULL},
    {"an administrator of AWS", "aws_iam_role.r", "concluded.permissions.everything",
     ROLE(" managed_policy_arns = [\"arn:aws:iam::aws:policy/AdministratorAccess\"]\n"),
     ROLE("") "resource \"aws_iam_role_policy_attachment\" \"p\" {\n role = aws_iam_role.r.name\n policy_arn = "
              "\"arn:aws:iam::aws:policy/AdministratorAccess\"\n}\n",
     NULL},
    {"a queue for everybody", "aws_sqs_queue.q", "concluded.access.public",
     "resource \"aws_sqs_queue\" \"q\" {\n policy = " OPEN "\n}\n",
     "resource \"aws_sqs_queue\" \"q\" {}\nresource \"aws_sqs_queue_policy\" \"q\" {\n queue_url = aws_sqs_queue.q.id\n policy "
     "= " OPEN "\n}\n",
     NULL},
    {"a key for everybody", "aws_kms_key.k", "concluded.access.public",
     "resource \"aws_kms_key\" \"k\" {\n policy = " OPEN "\n}\n",
     "resource \"aws_kms_key\" \"k\" {}\nresource \"aws_kms_key_policy\" \"k\" {\n key_id = aws_kms_key.k.id\n policy = " OPEN
     "\n}\n",
     NULL},
    {"an encrypted disk", "aws_ebs_volume.v", "concluded.encryption.at_rest",
     "resource \"aws_ebs_volume\" \"v\" {\n encrypted = true\n}\n",
     "resource \"aws_ebs_volume\" \"v\" {}\nresource \"aws_ebs_encryption_by_default\" \"d\" {\n enabled = true\n}\n", NULL},
    {"the disk of a template", "aws_launch_template.t", "block_device_mappings.ebs.encrypted",
     "resource \"aws_launch_template\" \"t\" {\n block_device_mappings {\n ebs {\n encrypted = true\n }\n }\n}\n",
     "resource \"aws_launch_template\" \"t\" {\n block_device_mappings {\n ebs {\n volume_size = 8\n }\n }\n}\n"
     "resource \"aws_ebs_encryption_by_default\" \"d\" {\n}\n",
     NULL},
};

struct reading {
    struct phs_arena *arena;
    struct phs_graph graph;
    const struct phs_value *value;
};

static struct reading read_it(const struct spelling *row, const char *text) {
    struct reading reading = {.arena = phs_arena_new()};
    phs_graph_init(&reading.graph, reading.arena);
    phs_terraform_collect_text(&reading.graph, "main.tf", phs_slice(text));
    phs_relate(&reading.graph);
    reading.value = phs_get_path(graph_at(&reading.graph, row->address)->attributes, row->path);
    return reading;
}

Test(spellings, of_one_fact_come_to_one_value) {
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        const struct spelling *row = &spellings[i];
        const char *texts[] = {row->first, row->second, row->third};
        struct reading first = read_it(row, row->first);
        cr_expect(first.value && first.value->kind != PHS_UNKNOWN, "%s: nothing known at %s", row->scenario, row->path);
        for (size_t k = 1; k < 3 && texts[k]; k++) {
            struct reading other = read_it(row, texts[k]);
            const char *why = phs_is(other.value, PHS_BOOL) ? other.value->because : "";
            cr_expect(phs_value_equal(first.value, other.value), "%s: spelling %zu says otherwise (%s)", row->scenario, k + 1,
                      why);
            phs_arena_free(other.arena);
        }
        phs_arena_free(first.arena);
    }
}

/* What the first spelling says is the fault itself, so that two equal silences do not pass. */
Test(spellings, of_a_fault_are_a_fault) {
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        struct reading first = read_it(&spellings[i], spellings[i].first);
        bool closes = strstr(spellings[i].scenario, "switch") || strstr(spellings[i].scenario, "refuses");
        if (phs_is(first.value, PHS_BOOL))
            cr_expect_eq(first.value->boolean, !closes, "%s: %s", spellings[i].scenario,
                         first.value->because ? first.value->because : "");
        phs_arena_free(first.arena);
    }
}
