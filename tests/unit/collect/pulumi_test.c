/* SPDX-License-Identifier: Apache-2.0 */
/* Previews and exports of Pulumi: judged as Terraform's source, what is secret or unknown, and what no type is known for. */
#include "base/clock.h"
#include "base/file.h"
#include "catalogue/catalogue.h"
#include "collect/pulumi/pulumi.h"
#include "collect/terraform/terraform.h"
#include "collecting.h"
#include "judge/judge.h"
#include "relate/relate.h"
#include "support/catalogue.h"

#define URN "urn:pulumi:prod::clinic::"
#define SIGNATURE "4dabf18193072939515e22adb298388d"
#define UNKNOWN "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

static void read_export(const char *resources) {
    open_graph();
    phs_pulumi_collect_text(
        &graph, "stack.json",
        phs_slice(phs_printf(arena, "{\"version\":3,\"deployment\":{\"manifest\":{},\"resources\":[%s]}}", resources)));
}

static const char *export_of(const char *type, const char *body) {
    static char text[4096];
    snprintf(text, sizeof text, "{\"urn\":\"" URN "%s::x\",\"custom\":true,\"type\":\"%s\",%s}", type, type, body);
    return text;
}

static const char *in_outputs(const char *members) {
    static char text[2048];
    snprintf(text, sizeof text, "\"outputs\":{%s}", members);
    return text;
}

static const struct {
    const char *scenario, *type, *want; /* want NULL: no type of Terraform */
} types[] = {
    {"no colon", "bucket", NULL},
    {"no name", "aws:s3/bucket:", NULL},
    {"no middle", "aws:s3/:Bucket", NULL},
    {"an unknown module", "aws:nowhere/thing:Thing", NULL},
    {"an unknown provider", "acme:s3/bucket:Bucket", NULL},
    {"another package for AWS, whose type no table has", "aws-native:s3:Nothing", NULL},
    {"another package for AWS", "aws-native:s3:Bucket", "AWS::S3::Bucket"},
    {"in another case", "aws-native:rds:DbInstance", "AWS::RDS::DBInstance"},
    {"without a name", "aws-native:s3:", NULL},
    {"without a module", "aws-native::Bucket", NULL},
    {"another package for Azure, whose type no table has", "azure-native:storage:Nothing", NULL},
    {"another package for Azure", "azure-native:storage:StorageAccount", "Microsoft.Storage/storageAccounts"},
    {"with a version in the package", "azure-native_storage_v20230101:storage:StorageAccount",
     "Microsoft.Storage/storageAccounts"},
    {"a module without a prefix, a name without a row", "aws:rds/eventSubscription:EventSubscription", NULL},
    {"a bucket", "aws:s3/bucket:Bucket", "aws_s3_bucket"},
    {"a second version", "aws:s3/bucketV2:BucketV2", "aws_s3_bucket"},
    {"a companion", "aws:s3/bucketVersioningV2:BucketVersioningV2", "aws_s3_bucket_versioning"},
    {"a database", "aws:rds/instance:Instance", "aws_db_instance"},
    {"no prefix", "aws:ec2/securityGroup:SecurityGroup", "aws_security_group"},
    {"a row", "aws:lb/loadBalancer:LoadBalancer", "aws_lb"},
    {"the rest of that module", "aws:lb/listener:Listener", "aws_lb_listener"},
    {"an old name", "aws:cfg/recorder:Recorder", "aws_config_configuration_recorder"},
    {"Azure", "azure:storage/account:Account", "azurerm_storage_account"},
    {"Azure by a row", "azure:keyvault/keyVault:KeyVault", "azurerm_key_vault"},
    {"Google", "gcp:compute/firewall:Firewall", "google_compute_firewall"},
    {"letters that stand together", "gcp:storage/bucketIAMMember:BucketIAMMember", "google_storage_bucket_iam_member"},
    {"Google by a row", "gcp:projects/iAMMember:IAMMember", "google_project_iam_member"},
};

Test(pulumi, types_are_terraforms_or_said_not_to_be_judged) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        read_export(export_of(types[i].type, "\"outputs\":{}"));
        cr_assert_eq(graph.resources.n, 1, "%s", types[i].scenario);
        cr_expect_str_eq(graph.resources.at[0]->type, types[i].want ? types[i].want : types[i].type, "%s", types[i].scenario);
        cr_expect_eq(covered("not judged") != NULL, types[i].want == NULL, "%s", types[i].scenario);
        close_graph();
    }
}

static const struct {
    const char *scenario, *outputs, *path, *want;
} values[] = {
    {"a secret with its text",
     "\"password\":{\"" SIGNATURE "\":\"1b47061264138c4ac30d75fd1eb44270\",\"plaintext\":\"hunter2\"}", "password", "?"},
    {"a secret as a preview prints it", "\"password\":\"[secret]\"", "password", "?"},
    {"a secret in a list", "\"keys\":[{\"" SIGNATURE "\":\"1b47061264138c4ac30d75fd1eb44270\",\"ciphertext\":\"hunter2\"}]",
     "keys.0", "?"},
    {"a secret output", "\"a\":{\"" SIGNATURE "\":\"d0e6a833031e9bbcd3f4e8bde6ca49a4\",\"secret\":true,\"value\":\"hunter2\"}",
     "a", "?"},
    {"an output with its value", "\"a\":{\"" SIGNATURE "\":\"d0e6a833031e9bbcd3f4e8bde6ca49a4\",\"value\":\"v\"}", "a", "v"},
    {"an output without", "\"a\":{\"" SIGNATURE "\":\"d0e6a833031e9bbcd3f4e8bde6ca49a4\"}", "a", "?"},
    {"a file", "\"code\":{\"" SIGNATURE "\":\"0def7320c3a5731c473e5ecbe6d01bc7\",\"path\":\"x\"}", "code", "?"},
    {"unknown", "\"kmsKeyId\":\"" UNKNOWN "\"", "kms_key_id", "?"},
    {"unknown in a text", "\"policy\":\"arn:" UNKNOWN "/*\"", "policy", "?"},
    {"a key of ours", "\"__defaults\":[\"a\"]", "__defaults", "-"},
    {"nothing", "\"kmsKeyId\":null", "kms_key_id", "-"},
    {"an object is a block", "\"versioning\":{\"mfaDelete\":true}", "versioning.0.mfa_delete", "true"},
    {"a plural block", "\"rules\":[{\"sseAlgorithm\":\"aws:kms\"}]", "rule.0.sse_algorithm", "aws:kms"},
    {"a name that is plural in Terraform too", "\"databaseFlags\":[{\"name\":\"log\"}]", "database_flags.0.name", "log"},
    {"a name that only ends as a plural", "\"ingress\":[{\"fromPort\":22}]", "ingres", "-"},
    {"the user's own keys", "\"tags\":{\"dataClass\":\"phi\"}", "tags.dataClass", "phi"},
};

Test(pulumi, values_take_terraforms_shape_and_secrets_are_not_kept) {
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        read_export(export_of("aws:rds/instance:Instance", in_outputs(values[i].outputs)));
        cr_assert_eq(graph.resources.n, 1, "%s", values[i].scenario);
        cr_expect_str_eq(shown(graph.resources.at[0], values[i].path), values[i].want, "%s", values[i].scenario);
        cr_expect_null(strstr(everything(), "hunter2"), "%s", values[i].scenario);
        close_graph();
    }
}

Test(pulumi, what_the_inputs_keep_as_a_secret_is_one_in_the_outputs) {
    read_export(export_of("aws:ssm/parameter:Parameter", "\"inputs\":{\"value\":{\"" SIGNATURE
                                                         "\":\"1b47061264138c4ac30d75fd1eb44270\",\"ciphertext\":\"c\"}},"
                                                         "\"outputs\":{\"value\":\"hunter2\"}"));
    cr_expect_str_eq(shown(graph.resources.at[0], "value"), "?");
    cr_expect_null(strstr(everything(), "hunter2"));
    close_graph();
}

static const struct {
    const char *scenario, *text;
    bool taken;
} files[] = {
    {"nothing", "", false},
    {"another JSON file", "{\"steps\":[{\"name\":\"build\"}]}", false},
    {"a deployment of Kubernetes", "{\"deployment\":{\"manifest\":{},\"resources\":[{\"urn\":7}]}}", false},
    {"resources that are none", "{\"deployment\":{\"manifest\":{},\"resources\":{}}}", false},
    {"cut off", "{\"steps\":[{\"urn\":\"" URN "a\"", true},
    {"another file with a configuration", "{\"config\":{\"a\":", false},
    {"a preview behind its configuration", "{\"config\":{\"a\":1},\"steps\":[{\"op\":\"same\",\"urn\":\"" URN "a\"}]}", true},
    {"a preview", "{\"steps\":[{\"op\":\"same\",\"urn\":\"" URN "a\"}]}", true},
    {"a checkpoint", "{\"version\":3,\"checkpoint\":{\"latest\":{\"resources\":[{\"urn\":\"" URN "a\"}]}}}", true},
};

Test(pulumi, takes_only_what_pulumi_wrote) {
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        open_graph();
        struct phs_target target = {.kind = PHS_TARGET_INFRASTRUCTURE, .path = "."};
        struct phs_pulumi_library *library = phs_pulumi_library(&graph, &target);
        cr_expect_eq(phs_pulumi_offer(library, "a.json", phs_slice(files[i].text)), files[i].taken, "%s", files[i].scenario);
        cr_expect_eq(phs_pulumi_run(library), 0, "%s", files[i].scenario);
        cr_expect_eq(graph.coverage.n, files[i].taken, "%s", files[i].scenario);
        close_graph();
    }
}

#define STEP(op, type, name, more)                                                                                             \
    "{\"op\":\"" op "\",\"urn\":\"" URN type "::" name "\",\"newState\":{\"urn\":\"" URN type "::" name "\",\"type\":\"" type  \
    "\"" more "}}"

Test(pulumi, a_preview_leaves_out_what_goes_and_counts_a_replacement_once) {
    static const char text[] =
        "{\"steps\":[" STEP("create", "pulumi:pulumi:Stack", "s", "") "," STEP("create", "my:own:Group", "g", ",\"custom\":false") "," STEP(
            "delete", "aws:s3/bucket:Bucket", "old",
            "") ",\n" STEP("create-replacement", "aws:s3/bucket:Bucket", "b",
                           ",\"inputs\":{\"bucket\":\"records\"}") "," STEP("replace", "aws:s3/bucket:Bucket", "b",
                                                                            "") "," STEP("delete-replaced",
                                                                                         "aws:s3/bucket:Bucket", "b",
                                                                                         "") "," STEP("create",
                                                                                                      "aws:s3/"
                                                                                                      "bucketVersioningV2:"
                                                                                                      "BucketVersioningV2",
                                                                                                      "v",
                                                                                                      ",\"inputs\":{"
                                                                                                      "\"bucket\":"
                                                                                                      "\"" UNKNOWN "\"},"
                                                                                                      "\"propertyDependenc"
                                                                                                      "ies\":{\"bucket\":["
                                                                                                      "\"" URN "aws:s3/"
                                                                                                      "bucket:Bucket::b\"]"
                                                                                                      "}") "]}";
    open_graph();
    phs_pulumi_collect_text(&graph, "preview.json", phs_slice(text));
    cr_assert_eq(graph.resources.n, 2);
    cr_expect_str_eq(graph.resources.at[0]->address, "aws_s3_bucket.b");
    cr_expect_eq(graph.resources.at[0]->place.line, 2);
    cr_expect_eq(graph.resources.at[0]->directness, PHS_PLAN);
    const struct phs_value *bucket = phs_get(graph.resources.at[1]->attributes, "bucket");
    cr_assert(phs_is(bucket, PHS_UNKNOWN));
    cr_expect_str_eq(bucket->unknown.ref, "aws_s3_bucket.b");
    cr_expect_eq(graph.mentions.n, 1);
    close_graph();
}

Test(pulumi, a_project_is_not_read_unless_its_stack_lies_there) {
    static const char *const places[] = {"app/infra/stack.json", "app/stack.json", "apple/stack.json", NULL};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        open_graph();
        struct phs_target target = {.kind = PHS_TARGET_INFRASTRUCTURE, .path = "."};
        struct phs_pulumi_library *library = phs_pulumi_library(&graph, &target);
        const char *text = phs_printf(arena, "{\"deployment\":{\"manifest\":{},\"resources\":[%s]}}",
                                      export_of("aws:s3/bucket:Bucket", "\"outputs\":{}"));
        if (places[i])
            cr_expect(phs_pulumi_offer(library, places[i], phs_slice(text)));
        phs_pulumi_project(library, "app/Pulumi.yaml");
        phs_pulumi_run(library);
        cr_expect_eq(covered("a project of Pulumi") != NULL, i >= 2, "%zu", i);
        close_graph();
    }
}

Test(pulumi, a_workload_of_kubernetes_has_the_shape_of_its_manifest) {
    read_export(
        export_of("kubernetes:apps/v1:Deployment",
                  "\"inputs\":{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"api\"},\"spec\":{"
                  "\"template\":{\"spec\":{\"hostNetwork\":true,\"containers\":[{\"name\":\"a\",\"image\":\"a:1\"}]}}}}"));
    cr_assert_eq(graph.resources.n, 1);
    cr_expect_str_eq(graph.resources.at[0]->type, "kubernetes_deployment");
    cr_expect_str_eq(shown(graph.resources.at[0], "spec.template.spec.host_network"), "true");
    close_graph();
}

/* "check address verdict" lines of what a fixture holds, in order. */
static char *verdicts_of(const char *name) {
    struct phs_slice bytes;
    struct phs_err err = {0};
    open_graph();
    cr_assert_eq(phs_file_read(arena, phs_printf(arena, COLLECT_FIXTURES "/pulumi/%s", name), 1 << 20, &bytes, &err), PHS_OK);
    if (strcmp(name, "main.tf") == 0)
        phs_terraform_collect_text(&graph, name, bytes);
    else
        phs_pulumi_collect_text(&graph, name, bytes);
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    phs_relate(&graph);
    struct phs_run run = {.arena = arena, .graph = &graph, .started = phs_clock_now()};
    phs_judge(&run, catalogue);
    size_t n = 0;
    char *text = calloc(1, 1 << 16);
    for (size_t i = 0; i < run.findings.n; i++)
        n += (size_t)snprintf(text + n, (1 << 16) - n, "%s %s %d\n", run.findings.at[i]->check,
                              run.findings.at[i]->resource ? run.findings.at[i]->resource->address : "",
                              (int)run.findings.at[i]->verdict);
    close_graph();
    return text;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Lines in the order of bytes: findings come in the order of their places. */
static char *sorted(char *text) {
    static char *lines[2000];
    size_t n = 0, length = strlen(text);
    char *out = calloc(1, length + 1), *to = out;
    for (char *line = text, *end; (end = strchr(line, '\n')) && n < 2000; line = end + 1) {
        *end = '\0';
        lines[n++] = line;
    }
    qsort(lines, n, sizeof *lines, by_text);
    for (size_t i = 0; i < n; i++)
        to += snprintf(to, length + 1 - (size_t)(to - out), "%s\n", lines[i]);
    free(text);
    return out;
}

Test(pulumi, good_and_bad_resources_are_judged_as_terraforms_are) {
    char *terraform = sorted(verdicts_of("main.tf")), *preview = sorted(verdicts_of("preview.json")),
         *export = sorted(verdicts_of("export.json"));
    cr_expect_not_null(strstr(terraform, "aws.s3.public-access aws_s3_bucket.bad"));
    cr_expect_str_eq(preview, terraform);
    cr_expect_str_eq(export, terraform);
    free(terraform);
    free(preview);
    free(export);
}

Test(pulumi, a_long_configuration_does_not_hide_the_steps) {
    open_graph();
    char *long_text = calloc(1, 9001);
    memset(long_text, 'v', 9000);
    const char *text = phs_printf(
        arena, "{\n \"config\": {\"a\":\"%s\"},\"steps\":[" STEP("create", "aws:s3/bucket:Bucket", "b", "") "]}", long_text);
    phs_pulumi_collect_text(&graph, "preview.json", phs_slice(text));
    cr_expect_eq(graph.resources.n, 1);
    free(long_text);
    close_graph();
}

Test(pulumi, resources_of_aws_native_are_those_of_cloudformation) {
    read_export("{\"urn\":\"" URN "aws-native:ec2:SecurityGroup::g\",\"custom\":true,\"type\":\"aws-native:ec2:SecurityGroup\","
                "\"inputs\":{\"groupDescription\":\"x\"}},"
                "{\"urn\":\"" URN "aws-native:rds:DbInstance::d\",\"custom\":true,\"type\":\"aws-native:rds:DbInstance\","
                "\"inputs\":{\"dbInstanceClass\":\"db.t3.small\",\"storageEncrypted\":false,\"multiAz\":true,"
                "\"enableIamDatabaseAuthentication\":true,\"masterUserPassword\":\"hunter-two\","
                "\"vpcSecurityGroups\":[\"" UNKNOWN "\"]},"
                "\"propertyDependencies\":{\"vpcSecurityGroups\":[\"" URN "aws-native:ec2:SecurityGroup::g\"]}}");
    phs_relate(&graph);
    struct phs_resource *database = resource("aws_db_instance", "AWS.RDS.DBInstance.d");
    cr_expect_str_eq(shown(database, "instance_class"), "db.t3.small");
    cr_expect_str_eq(shown(database, "storage_encrypted"), "false");
    cr_expect_str_eq(shown(database, "multi_az"), "true");
    cr_expect_str_eq(shown(database, "iam_database_authentication_enabled"), "true");
    bool guarded = false;
    for (size_t i = 0; i < database->out.n; i++)
        guarded |= database->out.at[i]->kind == PHS_PROTECTED_BY &&
                   strcmp(database->out.at[i]->to->address, "AWS.EC2.SecurityGroup.g") == 0;
    cr_expect(guarded);
    close_graph();
}

/* ---- azure-native */

#define AZURE(type, name, inputs, dependencies)                                                                                \
    "{\"urn\":\"" URN "azure-native:" type "::" name "\",\"custom\":true,\"type\":\"azure-native:" type                        \
    "\",\"inputs\":{" inputs "},\"propertyDependencies\":{" dependencies "}}"
#define OF(input, type, name) "\"" input "\":[\"" URN "azure-native:" type "::" name "\"]"
#define SERVER AZURE("sql:Server", "s", "\"serverName\":\"s1\",\"minimalTlsVersion\":\"1.0\"", "")

static const struct {
    const char *scenario, *resources, *address, *path, *want; /* want NULL: nothing of that address; "?": unknown */
} azure[] = {
    {"no name", AZURE("sql:", "s", "", ""), "Microsoft.Sql/servers/s", "name", NULL},
    {"a version and no module", AZURE("/v1:Server", "s", "", ""), "Microsoft.Sql/servers/s", "name", NULL},
    {"a type that no row names", AZURE("sql:Nothing", "s", "", ""), "Microsoft.Sql/servers/s", "name", NULL},
    {"no inputs at all", AZURE("sql:Server", "s", "", ""), "Microsoft.Sql/servers/s", "minimum_tls_version", "-"},
    {"properties that are a text", AZURE("keyvault:Vault", "v", "\"properties\":\"x\"", ""), "Microsoft.KeyVault/vaults/v",
     "purge_protection_enabled", "-"},
    {"properties that are not known yet", AZURE("keyvault:Vault", "v", "\"properties\":\"" UNKNOWN "\"", ""),
     "Microsoft.KeyVault/vaults/v", "", "?"},
    {"a server", SERVER, "Microsoft.Sql/servers/s", "minimum_tls_version", "1.0"},
    {"with a version", AZURE("storage/v20230101:StorageAccount", "a", "\"enableHttpsTrafficOnly\":false", ""),
     "Microsoft.Storage/storageAccounts/a", "https_traffic_only_enabled", "false"},
    {"a module of a later name", AZURE("cosmosdb:DatabaseAccount", "a", "\"minimalTlsVersion\":\"Tls\"", ""),
     "Microsoft.DocumentDB/databaseAccounts/a", "minimal_tls_version", "Tls"},
    {"a name inside of blocks",
     AZURE("storage:StorageAccount", "a", "\"networkRuleSet\":{\"ipRules\":[{\"iPAddressOrRange\":\"10.0.0.0/8\"}]}", ""),
     "Microsoft.Storage/storageAccounts/a", "network_rules.ip_rules.0", "10.0.0.0/8"},
    {"properties below the inputs", AZURE("keyvault:Vault", "v", "\"properties\":{\"enablePurgeProtection\":true}", ""),
     "Microsoft.KeyVault/vaults/v", "purge_protection_enabled", "true"},
    {"a flexible server", AZURE("dbforpostgresql:Server", "p", "\"version\":\"16\"", ""),
     "Microsoft.DBforPostgreSQL/flexibleServers/p", "version", "16"},
    {"a single server of an old version",
     AZURE("dbforpostgresql/v20171201:Server", "p", "\"properties\":{\"sslEnforcement\":\"Disabled\"}", ""),
     "Microsoft.DBforPostgreSQL/servers/p", "ssl_enforcement", "Disabled"},
    {"a child that depends on its parent",
     SERVER "," AZURE("sql:FirewallRule", "f", "\"serverName\":\"" UNKNOWN "\"", OF("serverName", "sql:Server", "s")),
     "Microsoft.Sql/servers/firewallRules/f", "server_id", "?"},
    {"a child whose parent is elsewhere", SERVER "," AZURE("sql:FirewallRule", "f", "\"serverName\":\"other\"", ""),
     "Microsoft.Sql/servers/firewallRules/f", "server_id", "other"},
    {"a part by the name of its parent",
     AZURE("storage:StorageAccount", "a", "\"accountName\":\"records\"",
           "") "," AZURE("storage:BlobServiceProperties", "b", "\"accountName\":\"records\",\"isVersioningEnabled\":true", ""),
     "Microsoft.Storage/storageAccounts/a", "blob_properties.versioning_enabled", "true"},
    {"a part that depends on its parent",
     AZURE("web:WebApp", "w", "\"httpsOnly\":true", "") "," AZURE(
         "web:WebAppFtpAllowed", "f", "\"name\":\"" UNKNOWN "\",\"allow\":false", OF("name", "web:WebApp", "w")),
     "Microsoft.Web/sites/w", "ftp_publish_basic_authentication_enabled", "false"},
};

Test(pulumi, resources_of_azure_native_are_those_of_azures_templates) {
    for (size_t i = 0; i < sizeof azure / sizeof *azure; i++) {
        read_export(azure[i].resources);
        phs_relate(&graph);
        const struct phs_resource *found = phs_graph_find(&graph, "example", "", azure[i].address);
        cr_expect_eq(found != NULL, azure[i].want != NULL, "%s", azure[i].scenario);
        cr_expect_eq(graph.coverage.n, azure[i].want == NULL, "%s", azure[i].scenario);
        if (found && azure[i].want)
            cr_expect_str_eq(*azure[i].path                           ? shown(found, azure[i].path)
                             : phs_is(found->attributes, PHS_UNKNOWN) ? "?"
                                                                      : "known",
                             azure[i].want, "%s", azure[i].scenario);
        close_graph();
    }
}

Test(pulumi, settings_of_a_resource_that_is_not_in_the_stack_are_said_to_be_unread) {
    read_export(AZURE("storage:StorageAccount", "a", "\"accountName\":\"records\"", "") "," AZURE(
        "storage:BlobServiceProperties", "b", "\"accountName\":\"other\",\"isVersioningEnabled\":true", ""));
    cr_expect_eq(graph.resources.n, 1);
    cr_expect_not_null(covered("that is not in this stack"));
    close_graph();
}

Test(pulumi, a_child_of_azure_native_is_linked_to_its_parent) {
    read_export(SERVER "," AZURE("sql:Server", "t", "\"serverName\":\"s2\"", "") "," AZURE("sql:FirewallRule", "f",
                                                                                           "\"serverName\":\"s1\"", ""));
    const struct phs_resource *rule = graph.resources.at[2];
    const struct phs_value *parent = phs_get(rule->attributes, "parent");
    cr_assert(phs_is(parent, PHS_UNKNOWN));
    cr_expect_str_eq(parent->unknown.ref, "Microsoft.Sql/servers/s");
    cr_assert_eq(graph.mentions.n, 1);
    cr_expect_str_eq(graph.mentions.at[0].attribute, "parent");
    close_graph();
}

/* The last words of addresses are "good..." and "bad...": written by hand. */
static const char *const told_apart[][3] = {
    {"azure.storage.https-only", "Microsoft.Storage/storageAccounts/", "sa"},
    {"azure.storage.network-rules", "Microsoft.Storage/storageAccounts/", "sa"},
    {"azure.storage.public-access-switch", "Microsoft.Storage/storageAccounts/", "sa"},
    {"azure.storage.versioning", "Microsoft.Storage/storageAccounts/", "sa"},
    {"azure.storage.public-container", "Microsoft.Storage/storageAccounts/blobServices/containers/", "c"},
    {"azure.database.tls-version", "Microsoft.Sql/servers/", "sql"},
    {"azure.database.audit-logging", "Microsoft.Sql/servers/", "sql"},
    {"azure.database.encryption-at-rest", "Microsoft.Sql/servers/databases/", "db"},
    {"azure.database.open-firewall", "Microsoft.Sql/servers/firewallRules/", "fw"},
    {"azure.keyvault.purge-protection", "Microsoft.KeyVault/vaults/", "kv"},
    {"azure.keyvault.network-rules", "Microsoft.KeyVault/vaults/", "kv"},
    {"azure.aks.public-api", "Microsoft.ContainerService/managedClusters/", "aks"},
    {"azure.aks.rbac", "Microsoft.ContainerService/managedClusters/", "aks"},
    {"azure.aks.node-address", "Microsoft.ContainerService/managedClusters/", "aks"},
    {"azure.web.https-only", "Microsoft.Web/sites/", "app"},
    {"azure.web.tls-version", "Microsoft.Web/sites/", "app"},
    {"azure.web.plain-ftp", "Microsoft.Web/sites/", "app"},
};

Test(pulumi, good_and_bad_resources_of_azure_native_are_told_apart) {
    char *lines = verdicts_of("azure-native.json");
    for (size_t i = 0; i < sizeof told_apart / sizeof *told_apart; i++) {
        const char *const *row = told_apart[i];
        char good[200], bad[200];
        snprintf(good, sizeof good, "%s %sgood%s %d\n", row[0], row[1], row[2], (int)PHS_PASS);
        snprintf(bad, sizeof bad, "%s %sbad%s %d\n", row[0], row[1], row[2], (int)PHS_FAIL);
        cr_expect_not_null(strstr(lines, good), "%s", good);
        cr_expect_not_null(strstr(lines, bad), "%s", bad);
    }
    free(lines);
}

static const struct {
    const char *scenario, *body, *want; /* minimum_tls_version; "unknown": nobody says anything */
} said[] = {
    {"neither inputs nor outputs", "\"external\":false", "unknown"},
    {"only looked up, and not read yet", "\"external\":true,\"inputs\":{},\"outputs\":{}", "unknown"},
    {"only looked up", "\"external\":true,\"inputs\":{},\"outputs\":{\"minimalTlsVersion\":\"1.2\"}", "1.2"},
    {"made by the stack", "\"inputs\":{\"minimalTlsVersion\":\"1.1\"},\"outputs\":{\"minimalTlsVersion\":\"1.2\"}", "1.1"},
    {"made by the stack, nothing said", "\"inputs\":{},\"outputs\":{}", "-"},
};

Test(pulumi, what_a_stack_only_looks_up_is_judged_by_what_was_read_or_unknown) {
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        read_export(export_of("azure-native:sql:Server", said[i].body));
        phs_relate(&graph);
        cr_assert_eq(graph.resources.n, 1, "%s", said[i].scenario);
        const struct phs_resource *server = graph.resources.at[0];
        cr_expect_str_eq(server->type, "azurerm_mssql_server", "%s", said[i].scenario);
        cr_expect_str_eq(phs_is(server->attributes, PHS_UNKNOWN) ? "unknown" : shown(server, "minimum_tls_version"),
                         said[i].want, "%s", said[i].scenario);
        close_graph();
    }
}

Test(pulumi, an_address_of_a_card_is_one_wherever_it_comes_from) {
    read_export(AZURE("network:PublicIPAddress", "ip", "", "") "," AZURE("network:Subnet", "s", "", "") "," AZURE(
        "network:NetworkInterface", "n",
        "\"ipConfigurations\":[{\"subnet\":{\"id\":\"" UNKNOWN "\"},\"publicIPAddress\":{\"id\":\"" UNKNOWN "\"}}]",
        "\"ipConfigurations\":[\"" URN "azure-native:network:PublicIPAddress::ip\",\"" URN
        "azure-native:network:Subnet::s\"]"));
    phs_relate(&graph);
    const struct phs_value *address =
        phs_get_path(resource("azurerm_network_interface", "Microsoft.Network/networkInterfaces/n")->attributes,
                     "ip_configuration.0.public_ip_address_id");
    cr_assert(phs_is(address, PHS_UNKNOWN));
    cr_expect(address->flags & PHS_VALUE_NOT_NULL);
    close_graph();
}
