/* SPDX-License-Identifier: Apache-2.0 */
/* Types of Pulumi's bridged providers in Terraform's spelling: a prefix for each module and rows for what differs. */
#include <ctype.h>

#include "collect/pulumi/parts.h"

struct row {
    const char *from, *to;
};

/* provider:module/name as written. */
static const struct row types[] = {
    {"aws:cloudtrail/trail", "aws_cloudtrail"},
    {"aws:cloudtrail/eventDataStore", "aws_cloudtrail_event_data_store"},
    {"aws:cfg/recorder", "aws_config_configuration_recorder"},
    {"aws:cfg/recorderStatus", "aws_config_configuration_recorder_status"},
    {"aws:cfg/deliveryChannel", "aws_config_delivery_channel"},
    {"aws:cfg/rule", "aws_config_config_rule"},
    {"aws:ec2/managedPrefixList", "aws_ec2_managed_prefix_list"},
    {"aws:ec2/serialConsoleAccess", "aws_ec2_serial_console_access"},
    {"aws:ec2/imageBlockPublicAccess", "aws_ec2_image_block_public_access"},
    {"aws:ec2/instanceMetadataDefaults", "aws_ec2_instance_metadata_defaults"},
    {"aws:ec2/vpcPeeringConnection", "aws_vpc_peering_connection"},
    {"aws:kinesis/firehoseDeliveryStream", "aws_kinesis_firehose_delivery_stream"},
    {"aws:kinesis/stream", "aws_kinesis_stream"},
    {"aws:kinesis/videoStream", "aws_kinesis_video_stream"},
    {"aws:lb/loadBalancer", "aws_lb"},
    {"aws:alb/loadBalancer", "aws_alb"},
    {"aws:elb/loadBalancer", "aws_elb"},
    {"aws:rds/instance", "aws_db_instance"},
    {"aws:rds/cluster", "aws_rds_cluster"},
    {"aws:rds/clusterInstance", "aws_rds_cluster_instance"},
    {"aws:rds/clusterParameterGroup", "aws_rds_cluster_parameter_group"},
    {"aws:rds/clusterSnapshot", "aws_db_cluster_snapshot"},
    {"aws:rds/globalCluster", "aws_rds_global_cluster"},
    {"aws:rds/optionGroup", "aws_db_option_group"},
    {"aws:rds/parameterGroup", "aws_db_parameter_group"},
    {"aws:rds/proxy", "aws_db_proxy"},
    {"aws:rds/snapshot", "aws_db_snapshot"},
    {"aws:rds/subnetGroup", "aws_db_subnet_group"},
    {"aws:s3/bucketObjectv2", "aws_s3_object"},
    {"aws:elasticbeanstalk/environment", "aws_elastic_beanstalk_environment"},
    {"aws:mq/broker", "aws_mq_broker"},
    {"azure:containerservice/registry", "azurerm_container_registry"},
    {"azure:containerservice/group", "azurerm_container_group"},
    {"azure:containerservice/kubernetesCluster", "azurerm_kubernetes_cluster"},
    {"azure:containerservice/kubernetesClusterNodePool", "azurerm_kubernetes_cluster_node_pool"},
    {"azure:cosmosdb/account", "azurerm_cosmosdb_account"},
    {"azure:eventhub/eventHub", "azurerm_eventhub"},
    {"azure:eventhub/eventHubNamespace", "azurerm_eventhub_namespace"},
    {"azure:keyvault/accessPolicy", "azurerm_key_vault_access_policy"},
    {"azure:keyvault/certificate", "azurerm_key_vault_certificate"},
    {"azure:keyvault/key", "azurerm_key_vault_key"},
    {"azure:keyvault/keyVault", "azurerm_key_vault"},
    {"azure:keyvault/secret", "azurerm_key_vault_secret"},
    {"azure:appservice/slot", "azurerm_app_service_slot"},
    {"azure:sql/sqlServer", "azurerm_sql_server"},
    {"azure:monitoring/diagnosticSetting", "azurerm_monitor_diagnostic_setting"},
    {"azure:authorization/assignment", "azurerm_role_assignment"},
    {"azure:authorization/roleDefinition", "azurerm_role_definition"},
    {"azure:redis/cache", "azurerm_redis_cache"},
    {"azure:redis/firewallRule", "azurerm_redis_firewall_rule"},
    {"azure:cognitive/account", "azurerm_cognitive_account"},
    {"azure:apimanagement/service", "azurerm_api_management"},
    {"azure:search/service", "azurerm_search_service"},
    {"azure:operationalinsights/analyticsWorkspace", "azurerm_log_analytics_workspace"},
    {"gcp:projects/iAMMember", "google_project_iam_member"},
    {"gcp:projects/iAMBinding", "google_project_iam_binding"},
    {"gcp:projects/iAMPolicy", "google_project_iam_policy"},
    {"gcp:projects/iAMAuditConfig", "google_project_iam_audit_config"},
    {"gcp:projects/service", "google_project_service"},
    {"gcp:organizations/project", "google_project"},
    {"gcp:organizations/iAMMember", "google_organization_iam_member"},
    {"gcp:organizations/iAMBinding", "google_organization_iam_binding"},
    {"gcp:folder/iAMMember", "google_folder_iam_member"},
    {"gcp:folder/iAMBinding", "google_folder_iam_binding"},
    {"gcp:cloudrun/iamMember", "google_cloud_run_service_iam_member"},
    {"gcp:cloudrun/iamBinding", "google_cloud_run_service_iam_binding"},
    {"gcp:healthcare/hl7Store", "google_healthcare_hl7_v2_store"},
    {"gcp:serviceaccount/account", "google_service_account"},
    {"gcp:serviceaccount/key", "google_service_account_key"},
};

/* provider:module -> what stands before the name. */
static const struct row prefixes[] = {
    {"aws:acm", "aws_acm_"},
    {"aws:alb", "aws_alb_"},
    {"aws:apigateway", "aws_api_gateway_"},
    {"aws:apigatewayv2", "aws_apigatewayv2_"},
    {"aws:athena", "aws_athena_"},
    {"aws:autoscaling", "aws_autoscaling_"},
    {"aws:backup", "aws_backup_"},
    {"aws:cloudfront", "aws_cloudfront_"},
    {"aws:cloudwatch", "aws_cloudwatch_"},
    {"aws:codebuild", "aws_codebuild_"},
    {"aws:cognito", "aws_cognito_"},
    {"aws:dms", "aws_dms_"},
    {"aws:docdb", "aws_docdb_"},
    {"aws:dynamodb", "aws_dynamodb_"},
    {"aws:ebs", "aws_ebs_"},
    {"aws:ec2", "aws_"},
    {"aws:ecr", "aws_ecr_"},
    {"aws:ecs", "aws_ecs_"},
    {"aws:efs", "aws_efs_"},
    {"aws:eks", "aws_eks_"},
    {"aws:elasticache", "aws_elasticache_"},
    {"aws:elasticsearch", "aws_elasticsearch_"},
    {"aws:fsx", "aws_fsx_"},
    {"aws:glue", "aws_glue_"},
    {"aws:guardduty", "aws_guardduty_"},
    {"aws:iam", "aws_iam_"},
    {"aws:kms", "aws_kms_"},
    {"aws:lambda", "aws_lambda_"},
    {"aws:lb", "aws_lb_"},
    {"aws:memorydb", "aws_memorydb_"},
    {"aws:msk", "aws_msk_"},
    {"aws:neptune", "aws_neptune_"},
    {"aws:opensearch", "aws_opensearch_"},
    {"aws:redshift", "aws_redshift_"},
    {"aws:route53", "aws_route53_"},
    {"aws:s3", "aws_s3_"},
    {"aws:sagemaker", "aws_sagemaker_"},
    {"aws:secretsmanager", "aws_secretsmanager_"},
    {"aws:sns", "aws_sns_"},
    {"aws:sqs", "aws_sqs_"},
    {"aws:ssm", "aws_ssm_"},
    {"aws:transfer", "aws_transfer_"},
    {"aws:vpc", "aws_vpc_"},
    {"aws:wafv2", "aws_wafv2_"},
    {"azure:appservice", "azurerm_"},
    {"azure:compute", "azurerm_"},
    {"azure:core", "azurerm_"},
    {"azure:databricks", "azurerm_databricks_"},
    {"azure:healthcare", "azurerm_healthcare_"},
    {"azure:mariadb", "azurerm_mariadb_"},
    {"azure:mssql", "azurerm_mssql_"},
    {"azure:mysql", "azurerm_mysql_"},
    {"azure:network", "azurerm_"},
    {"azure:postgresql", "azurerm_postgresql_"},
    {"azure:recoveryservices", "azurerm_recovery_services_"},
    {"azure:servicebus", "azurerm_servicebus_"},
    {"azure:sql", "azurerm_sql_"},
    {"azure:storage", "azurerm_storage_"},
    {"azure:synapse", "azurerm_synapse_"},
    {"gcp:alloydb", "google_alloydb_"},
    {"gcp:artifactregistry", "google_artifact_registry_"},
    {"gcp:bigquery", "google_bigquery_"},
    {"gcp:bigtable", "google_bigtable_"},
    {"gcp:cloudfunctions", "google_cloudfunctions_"},
    {"gcp:cloudfunctionsv2", "google_cloudfunctions2_"},
    {"gcp:cloudrun", "google_cloud_run_"},
    {"gcp:cloudrunv2", "google_cloud_run_v2_"},
    {"gcp:compute", "google_compute_"},
    {"gcp:container", "google_container_"},
    {"gcp:dataproc", "google_dataproc_"},
    {"gcp:dns", "google_dns_"},
    {"gcp:filestore", "google_filestore_"},
    {"gcp:firestore", "google_firestore_"},
    {"gcp:healthcare", "google_healthcare_"},
    {"gcp:kms", "google_kms_"},
    {"gcp:logging", "google_logging_"},
    {"gcp:pubsub", "google_pubsub_"},
    {"gcp:redis", "google_redis_"},
    {"gcp:secretmanager", "google_secret_manager_"},
    {"gcp:spanner", "google_spanner_"},
    {"gcp:sql", "google_sql_"},
    {"gcp:storage", "google_storage_"},
};

const char *phs_pulumi_snake(struct phs_arena *arena, struct phs_slice name) {
    char *text = phs_alloc(arena, name.len * 2 + 1), *to = text;
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i], before = i ? (unsigned char)name.ptr[i - 1] : '_';
        bool word_ends = i + 1 < name.len && islower((unsigned char)name.ptr[i + 1]);
        if (isupper(c) && (islower(before) || isdigit(before) || (isupper(before) && word_ends)))
            *to++ = '_';
        *to++ = (char)tolower(c);
    }
    *to = '\0';
    return text;
}

static const char *look_up(const struct row *rows, size_t n, struct phs_slice from) {
    for (size_t i = 0; i < n; i++)
        if (phs_slice_is(from, rows[i].from))
            return rows[i].to;
    return NULL;
}

static struct phs_slice without(struct phs_slice text, const char *suffix) {
    return phs_slice_ends(text, suffix) ? phs_slice_n(text.ptr, text.len - strlen(suffix)) : text;
}

const char *phs_pulumi_type(struct phs_arena *arena, struct phs_slice token) {
    struct phs_slice provider, module, name = token;
    if (!phs_slice_cut(&name, ':', &provider) || !phs_slice_cut(&name, '/', &module) || !name.len)
        return NULL;
    struct phs_slice middle;
    if (!phs_slice_cut(&name, ':', &middle) || !middle.len || !name.len)
        return NULL;
    const char *row =
        look_up(types, sizeof types / sizeof *types, phs_slice_n(token.ptr, (size_t)(middle.ptr - token.ptr) + middle.len));
    const char *prefix =
        look_up(prefixes, sizeof prefixes / sizeof *prefixes, phs_slice_n(token.ptr, provider.len + 1 + module.len));
    if (row || !prefix)
        return row;
    if (phs_slice_is(provider, "aws") && phs_slice_is(module, "s3"))
        name = without(name, "V2");
    return phs_printf(arena, "%s%s", prefix, phs_pulumi_snake(arena, name));
}
