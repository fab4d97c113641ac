/* SPDX-License-Identifier: Apache-2.0 */
/* Taking ARNs apart. */
#include "relate/arn.h"

bool phs_arn_parse(struct phs_slice text, struct phs_arn *ret_arn) {
    struct phs_slice rest = text, head;
    struct phs_arn arn;
    if (!phs_slice_starts(text, "arn:") || !phs_slice_cut(&rest, ':', &head) || !phs_slice_cut(&rest, ':', &arn.partition) ||
        !phs_slice_cut(&rest, ':', &arn.service) || !phs_slice_cut(&rest, ':', &arn.region) ||
        !phs_slice_cut(&rest, ':', &arn.account) || rest.len == 0)
        return false;
    arn.resource = rest;
    *ret_arn = arn;
    return true;
}

struct rule {
    const char *service, *prefix; /* of the resource part; "" for a bare name */
    const char *type, *attribute;
};

static const struct rule rules[] = {
    {"s3", "", "aws_s3_bucket", "bucket"},
    {"kms", "key/", "aws_kms_key", "key_id"},
    {"kms", "alias/", "aws_kms_alias", "name"},
    {"rds", "db:", "aws_db_instance", "identifier"},
    {"rds", "cluster:", "aws_rds_cluster", "cluster_identifier"},
    {"dynamodb", "table/", "aws_dynamodb_table", "name"},
    {"elasticfilesystem", "file-system/", "aws_efs_file_system", "id"},
    {"sqs", "", "aws_sqs_queue", "name"},
    {"sns", "", "aws_sns_topic", "name"},
    {"lambda", "function:", "aws_lambda_function", "function_name"},
    {"secretsmanager", "secret:", "aws_secretsmanager_secret", "name"},
    {"iam", "role/", "aws_iam_role", "name"},
    {"iam", "policy/", "aws_iam_policy", "name"},
    {"iam", "user/", "aws_iam_user", "name"},
    {"logs", "log-group:", "aws_cloudwatch_log_group", "name"},
    {"cloudtrail", "trail/", "aws_cloudtrail", "name"},
    {"ecr", "repository/", "aws_ecr_repository", "name"},
    {"elasticache", "replicationgroup:", "aws_elasticache_replication_group", "replication_group_id"},
    {"es", "domain/", "aws_opensearch_domain", "domain_name"},
    {"redshift", "cluster:", "aws_redshift_cluster", "cluster_identifier"},
    {"ec2", "security-group/", "aws_security_group", "id"},
    {"ec2", "volume/", "aws_ebs_volume", "id"},
    {"ec2", "instance/", "aws_instance", "id"},
};

/* Names end at a sub-resource: "bucket/key", "table/x/index/y", "log-group:x:*". */
static struct phs_slice name_part(struct phs_slice resource, const struct rule *rule) {
    struct phs_slice name = phs_slice_n(resource.ptr + strlen(rule->prefix), resource.len - strlen(rule->prefix));
    /* Log group and IAM names may hold slashes themselves. */
    bool slashes = strcmp(rule->service, "logs") == 0 || strcmp(rule->service, "iam") == 0;
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] == ':' || (name.ptr[i] == '/' && !slashes)) {
            name.len = i;
            break;
        }
    return name;
}

bool phs_arn_target(const struct phs_arn *arn, const char **ret_type, const char **ret_attribute, struct phs_slice *ret_name) {
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *rule = &rules[i];
        if (!phs_slice_is(arn->service, rule->service) || !phs_slice_starts(arn->resource, rule->prefix))
            continue;
        *ret_type = rule->type;
        *ret_attribute = rule->attribute;
        *ret_name = name_part(arn->resource, rule);
        return ret_name->len > 0;
    }
    return false;
}
