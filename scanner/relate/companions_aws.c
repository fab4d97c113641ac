/* SPDX-License-Identifier: Apache-2.0 */
/* AWS: what provider 4 and 5 split off their parents. Names as in the provider's documentation. */
#include "relate/companions.h"

static const struct phs_value *text_equals(struct phs_arena *arena, const struct phs_value *value, const char *expected) {
    if (!value || value->kind == PHS_UNKNOWN || value->kind == PHS_NULL)
        return value;
    return phs_value_bool(arena, phs_slice_is(phs_text(value), expected), value->place);
}

/* versioning_configuration { status = "Enabled" } -> versioning { enabled = true } */
static const struct phs_value *versioning(struct phs_arena *arena, const struct phs_resource *companion) {
    struct phs_map_builder map;
    const struct phs_value *block = phs_get(companion->attributes, "versioning_configuration");
    if (phs_is(block, PHS_UNKNOWN))
        return block;
    phs_map_builder_init(&map, arena);
    phs_map_builder_put(&map, "enabled",
                        text_equals(arena, phs_get_path(companion->attributes, "versioning_configuration.status"), "Enabled"));
    phs_map_builder_put(
        &map, "mfa_delete",
        text_equals(arena, phs_get_path(companion->attributes, "versioning_configuration.mfa_delete"), "Enabled"));
    return phs_map_builder_done(&map, companion->place);
}

static bool is_every_protocol(const struct phs_value *value) {
    double number;
    return phs_is(value, PHS_NUMBER)
               ? value->number.value == -1
               : phs_slice_is(phs_text(value), "all") || (phs_slice_number(phs_text(value), &number) && number == -1);
}

/* Ports of a rule; one for every protocol has none, where an inline block has to say 0. */
static void set_port(struct phs_map_builder *map, const char *key, const struct phs_resource *rule) {
    const struct phs_value *protocol = phs_get(rule->attributes, "ip_protocol"), *port = phs_get(rule->attributes, key);
    bool none = !port || phs_is(port, PHS_NULL);
    if (!none)
        phs_map_builder_put(map, key, port);
    else if (is_every_protocol(protocol))
        phs_map_builder_put(map, key, phs_value_number(map->arena, 0, protocol->place));
}

static const struct phs_value *one_item(struct phs_arena *arena, const struct phs_value *value) {
    if (!value || value->kind == PHS_NULL)
        return NULL;
    return phs_value_list(arena, &value, 1, value->place);
}

/* ip_protocol and single CIDRs of aws_vpc_security_group_*_rule -> the lists of an inline ingress block. */
static const struct phs_value *vpc_rule(struct phs_arena *arena, const struct phs_resource *companion) {
    const struct phs_value *from = companion->attributes;
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    phs_map_builder_put(&map, "description", phs_get(from, "description"));
    set_port(&map, "from_port", companion);
    set_port(&map, "to_port", companion);
    phs_map_builder_put(&map, "protocol", phs_get(from, "ip_protocol"));
    phs_map_builder_put(&map, "cidr_blocks", one_item(arena, phs_get(from, "cidr_ipv4")));
    phs_map_builder_put(&map, "ipv6_cidr_blocks", one_item(arena, phs_get(from, "cidr_ipv6")));
    phs_map_builder_put(&map, "prefix_list_ids", one_item(arena, phs_get(from, "prefix_list_id")));
    phs_map_builder_put(&map, "security_groups", one_item(arena, phs_get(from, "referenced_security_group_id")));
    return phs_map_builder_done(&map, companion->place);
}

/* aws_security_group_rule holds both directions; the other one yields nothing here. */
static const struct phs_value *rule_of(struct phs_arena *arena, const struct phs_resource *companion, const char *direction) {
    static const char *const copied[] = {"description", "from_port",        "to_port",         "protocol",
                                         "cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "self"};
    const struct phs_value *type = phs_get(companion->attributes, "type");
    struct phs_map_builder map;
    if (phs_is(type, PHS_UNKNOWN))
        return type;
    if (!phs_slice_is(phs_text(type), direction))
        return NULL;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < sizeof copied / sizeof *copied; i++)
        phs_map_builder_put(&map, copied[i], phs_get(companion->attributes, copied[i]));
    phs_map_builder_put(&map, "security_groups", one_item(arena, phs_get(companion->attributes, "source_security_group_id")));
    return phs_map_builder_done(&map, companion->place);
}

static const struct phs_value *ingress_rule(struct phs_arena *arena, const struct phs_resource *companion) {
    return rule_of(arena, companion, "ingress");
}

static const struct phs_value *egress_rule(struct phs_arena *arena, const struct phs_resource *companion) {
    return rule_of(arena, companion, "egress");
}

/* grants of access_control_policy -> the grant blocks that the bucket had. */
static const struct phs_value *grants(struct phs_arena *arena, const struct phs_resource *companion) {
    (void)arena;
    return phs_get_path(companion->attributes, "access_control_policy.grant");
}

/* A route of its own -> a route block: only the name of the destination differs. */
static const struct phs_value *route(struct phs_arena *arena, const struct phs_resource *companion) {
    static const char *const copied[] = {"gateway_id",
                                         "nat_gateway_id",
                                         "transit_gateway_id",
                                         "network_interface_id",
                                         "vpc_endpoint_id",
                                         "vpc_peering_connection_id",
                                         "egress_only_gateway_id"};
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    phs_map_builder_put(&map, "cidr_block", phs_get(companion->attributes, "destination_cidr_block"));
    phs_map_builder_put(&map, "ipv6_cidr_block", phs_get(companion->attributes, "destination_ipv6_cidr_block"));
    for (size_t i = 0; i < sizeof copied / sizeof *copied; i++)
        phs_map_builder_put(&map, copied[i], phs_get(companion->attributes, copied[i]));
    return phs_map_builder_done(&map, companion->place);
}

/* rule_number and rule_action of aws_network_acl_rule -> the names of an inline block. */
static const struct phs_value *acl_rule(struct phs_arena *arena, const struct phs_resource *companion, bool egress) {
    static const char *const copied[] = {"protocol", "cidr_block", "ipv6_cidr_block", "from_port", "to_port"};
    const struct phs_value *direction = phs_get(companion->attributes, "egress");
    struct phs_map_builder map;
    if (phs_is(direction, PHS_UNKNOWN))
        return direction;
    if (phs_is_true(direction) != egress)
        return NULL;
    phs_map_builder_init(&map, arena);
    phs_map_builder_put(&map, "rule_no", phs_get(companion->attributes, "rule_number"));
    phs_map_builder_put(&map, "action", phs_get(companion->attributes, "rule_action"));
    for (size_t i = 0; i < sizeof copied / sizeof *copied; i++)
        phs_map_builder_put(&map, copied[i], phs_get(companion->attributes, copied[i]));
    return phs_map_builder_done(&map, companion->place);
}

static const struct phs_value *acl_ingress(struct phs_arena *arena, const struct phs_resource *companion) {
    return acl_rule(arena, companion, false);
}

static const struct phs_value *acl_egress(struct phs_arena *arena, const struct phs_resource *companion) {
    return acl_rule(arena, companion, true);
}

/* Browsers ask before they send, without credentials: that method is open by design. One that wants a key is not open. */
static const struct phs_value *open_method(struct phs_arena *arena, const struct phs_resource *companion) {
    (void)arena;
    const struct phs_value *from = companion->attributes;
    bool asks =
        phs_slice_is(phs_text(phs_get(from, "http_method")), "OPTIONS") || phs_is_true(phs_get(from, "api_key_required"));
    return asks ? NULL : from;
}

/* A route without authorization_type has none. */
static const struct phs_value *open_route(struct phs_arena *arena, const struct phs_resource *companion) {
    struct phs_slice key = phs_text(phs_get(companion->attributes, "route_key"));
    const struct phs_value *type = phs_get(companion->attributes, "authorization_type");
    struct phs_map_builder map;
    if (phs_slice_starts(key, "OPTIONS ") || phs_slice_is(key, "$disconnect"))
        return NULL;
    phs_map_builder_init(&map, arena);
    phs_map_builder_put(&map, "authorization_type",
                        type && type->kind != PHS_NULL ? type : phs_value_string(arena, PHS_SLICE("NONE"), companion->place));
    phs_map_builder_put(&map, "route_key", phs_get(companion->attributes, "route_key"));
    return phs_map_builder_done(&map, companion->place);
}

#define S3(type, ...)                                                                                                          \
    { "aws_s3_bucket_" type, "aws_s3_bucket", "bucket", "bucket", __VA_ARGS__ }

const struct phs_companion phs_companions_aws[] = {
    S3("server_side_encryption_configuration", PHS_FOLD_BLOCK, NULL, "server_side_encryption_configuration", NULL),
    S3("public_access_block", PHS_FOLD_BLOCK, NULL, "public_access_block", NULL),
    S3("versioning", PHS_FOLD_BLOCK, NULL, "versioning", versioning),
    S3("logging", PHS_FOLD_BLOCK, NULL, "logging", NULL),
    S3("policy", PHS_FOLD_ATTRIBUTE, "policy", "policy", NULL),
    S3("acl", PHS_FOLD_ATTRIBUTE, "acl", "acl", NULL),
    S3("acl", PHS_FOLD_ATTRIBUTE, NULL, "grant", grants),
    S3("lifecycle_configuration", PHS_FOLD_ATTRIBUTE, "rule", "lifecycle_rule", NULL),
    S3("object_lock_configuration", PHS_FOLD_BLOCK, NULL, "object_lock_configuration", NULL),
    S3("ownership_controls", PHS_FOLD_ATTRIBUTE, "rule", "ownership_controls", NULL),
    S3("replication_configuration", PHS_FOLD_BLOCK, NULL, "replication_configuration", NULL),
    S3("website_configuration", PHS_FOLD_BLOCK, NULL, "website", NULL),
    S3("cors_configuration", PHS_FOLD_ATTRIBUTE, "cors_rule", "cors_rule", NULL),
    {"aws_security_group_rule", "aws_security_group", "security_group_id", "id", PHS_FOLD_APPEND, NULL, "ingress",
     ingress_rule},
    {"aws_security_group_rule", "aws_security_group", "security_group_id", "id", PHS_FOLD_APPEND, NULL, "egress", egress_rule},
    {"aws_vpc_security_group_ingress_rule", "aws_security_group", "security_group_id", "id", PHS_FOLD_APPEND, NULL, "ingress",
     vpc_rule},
    {"aws_vpc_security_group_egress_rule", "aws_security_group", "security_group_id", "id", PHS_FOLD_APPEND, NULL, "egress",
     vpc_rule},
    {"aws_iam_role_policy", "aws_iam_role", "role", "name", PHS_FOLD_APPEND, NULL, "inline_policy", NULL},
    {"aws_iam_role_policy_attachment", "aws_iam_role", "role", "name", PHS_FOLD_ITEM, "policy_arn", "attached_policy_arns",
     NULL},
    {"aws_kms_key_policy", "aws_kms_key", "key_id", "key_id", PHS_FOLD_ATTRIBUTE, "policy", "policy", NULL},
    {"aws_sqs_queue_policy", "aws_sqs_queue", "queue_url", "url", PHS_FOLD_ATTRIBUTE, "policy", "policy", NULL},
    {"aws_sqs_queue_redrive_policy", "aws_sqs_queue", "queue_url", "url", PHS_FOLD_ATTRIBUTE, "redrive_policy",
     "redrive_policy", NULL},
    {"aws_sqs_queue_redrive_allow_policy", "aws_sqs_queue", "queue_url", "url", PHS_FOLD_ATTRIBUTE, "redrive_allow_policy",
     "redrive_allow_policy", NULL},
    {"aws_sns_topic_policy", "aws_sns_topic", "arn", "arn", PHS_FOLD_ATTRIBUTE, "policy", "policy", NULL},
    {"aws_secretsmanager_secret_rotation", "aws_secretsmanager_secret", "secret_id", "name", PHS_FOLD_ATTRIBUTE,
     "rotation_rules", "rotation_rules", NULL},
    {"aws_secretsmanager_secret_policy", "aws_secretsmanager_secret", "secret_arn", "arn", PHS_FOLD_ATTRIBUTE, "policy",
     "policy", NULL},
    {"aws_efs_backup_policy", "aws_efs_file_system", "file_system_id", "id", PHS_FOLD_ATTRIBUTE, "backup_policy",
     "backup_policy", NULL},
    {"aws_efs_file_system_policy", "aws_efs_file_system", "file_system_id", "id", PHS_FOLD_ATTRIBUTE, "policy", "policy", NULL},
    {"aws_ecr_repository_policy", "aws_ecr_repository", "repository", "name", PHS_FOLD_ATTRIBUTE, "policy", "policy", NULL},
    {"aws_ecr_lifecycle_policy", "aws_ecr_repository", "repository", "name", PHS_FOLD_ATTRIBUTE, "policy", "lifecycle_policy",
     NULL},
    {"aws_codeartifact_domain_permissions_policy", "aws_codeartifact_domain", "domain", "domain", PHS_FOLD_ATTRIBUTE,
     "policy_document", "policy", NULL},
    {"aws_codeartifact_repository_permissions_policy", "aws_codeartifact_repository", "repository", "repository",
     PHS_FOLD_ATTRIBUTE, "policy_document", "policy", NULL},
    {"aws_lambda_permission", "aws_lambda_function", "function_name", "function_name", PHS_FOLD_APPEND, NULL, "permission",
     NULL},
    {"aws_lambda_function_url", "aws_lambda_function", "function_name", "function_name", PHS_FOLD_BLOCK, NULL, "function_url",
     NULL},
    {"aws_opensearch_domain_policy", "aws_opensearch_domain", "domain_name", "domain_name", PHS_FOLD_ATTRIBUTE,
     "access_policies", "access_policies", NULL},
    {"aws_elasticsearch_domain_policy", "aws_elasticsearch_domain", "domain_name", "domain_name", PHS_FOLD_ATTRIBUTE,
     "access_policies", "access_policies", NULL},
    {"aws_redshift_logging", "aws_redshift_cluster", "cluster_identifier", "cluster_identifier", PHS_FOLD_BLOCK, NULL,
     "logging", NULL},
    {"aws_rds_cluster_instance", "aws_rds_cluster", "cluster_identifier", "cluster_identifier", PHS_FOLD_APPEND, NULL,
     "instance", NULL},
    {"aws_backup_vault_lock_configuration", "aws_backup_vault", "backup_vault_name", "name", PHS_FOLD_BLOCK, NULL,
     "lock_configuration", NULL},
    {"aws_backup_vault_policy", "aws_backup_vault", "backup_vault_name", "name", PHS_FOLD_ATTRIBUTE, "policy", "policy", NULL},
    {"aws_backup_selection", "aws_backup_plan", "plan_id", "id", PHS_FOLD_APPEND, NULL, "selection", NULL},
    {"aws_iam_user_policy", "aws_iam_user", "user", "name", PHS_FOLD_APPEND, NULL, "inline_policy", NULL},
    {"aws_iam_user_policy_attachment", "aws_iam_user", "user", "name", PHS_FOLD_ITEM, "policy_arn", "attached_policy_arns",
     NULL},
    {"aws_iam_group_policy", "aws_iam_group", "group", "name", PHS_FOLD_APPEND, NULL, "inline_policy", NULL},
    {"aws_iam_group_policy_attachment", "aws_iam_group", "group", "name", PHS_FOLD_ITEM, "policy_arn", "attached_policy_arns",
     NULL},
    {"aws_route", "aws_route_table", "route_table_id", "id", PHS_FOLD_APPEND, NULL, "route", route},
    {"aws_network_acl_rule", "aws_network_acl", "network_acl_id", "id", PHS_FOLD_APPEND, NULL, "ingress", acl_ingress},
    {"aws_network_acl_rule", "aws_network_acl", "network_acl_id", "id", PHS_FOLD_APPEND, NULL, "egress", acl_egress},
    {"aws_ec2_managed_prefix_list_entry", "aws_ec2_managed_prefix_list", "prefix_list_id", "id", PHS_FOLD_APPEND, NULL, "entry",
     NULL},
    {"aws_flow_log", "aws_vpc", "vpc_id", "id", PHS_FOLD_APPEND, NULL, "flow_log", NULL},
    {"aws_efs_mount_target", "aws_efs_file_system", "file_system_id", "id", PHS_FOLD_APPEND, NULL, "mount_target", NULL},
    {"aws_neptune_cluster_instance", "aws_neptune_cluster", "cluster_identifier", "cluster_identifier", PHS_FOLD_APPEND, NULL,
     "instance", NULL},
    {"aws_docdb_cluster_instance", "aws_docdb_cluster", "cluster_identifier", "cluster_identifier", PHS_FOLD_APPEND, NULL,
     "instance", NULL},
    {"aws_dynamodb_resource_policy", "aws_dynamodb_table", "resource_arn", "arn", PHS_FOLD_ATTRIBUTE, "policy", "policy", NULL},
    {"aws_kinesis_resource_policy", "aws_kinesis_stream", "resource_arn", "arn", PHS_FOLD_ATTRIBUTE, "policy", "policy", NULL},
    {"aws_cloudwatch_event_bus_policy", "aws_cloudwatch_event_bus", "event_bus_name", "name", PHS_FOLD_ATTRIBUTE, "policy",
     "policy", NULL},
    {"aws_api_gateway_rest_api_policy", "aws_api_gateway_rest_api", "rest_api_id", "id", PHS_FOLD_ATTRIBUTE, "policy", "policy",
     NULL},
    {"aws_api_gateway_method", "aws_api_gateway_rest_api", "rest_api_id", "id", PHS_FOLD_APPEND, NULL, "open_method",
     open_method},
    {"aws_apigatewayv2_route", "aws_apigatewayv2_api", "api_id", "id", PHS_FOLD_APPEND, NULL, "open_route", open_route},
    {"aws_eks_addon", "aws_eks_cluster", "cluster_name", "name", PHS_FOLD_APPEND, NULL, "addon", NULL},
    {"aws_ecs_cluster_capacity_providers", "aws_ecs_cluster", "cluster_name", "name", PHS_FOLD_ATTRIBUTE, "capacity_providers",
     "capacity_providers", NULL},
    {"aws_s3control_access_point_policy", "aws_s3_access_point", "access_point_arn", "arn", PHS_FOLD_ATTRIBUTE, "policy",
     "policy", NULL},
    {NULL, NULL, NULL, NULL, PHS_FOLD_ATTRIBUTE, NULL, NULL, NULL},
};
