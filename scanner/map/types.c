/* SPDX-License-Identifier: Apache-2.0 */
/* Which resource types hold data, run code or let people in; attribute names as in the providers' documentation. */
#include "map/parts.h"

static const struct phs_map_type types[] = {
    {"aws_s3_bucket", PHS_SYSTEM_STORE, false, "!",
     "server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.kms_master_key_id", false},
    {"aws_db_instance", PHS_SYSTEM_STORE, false, "storage_encrypted", "kms_key_id", false},
    {"aws_rds_cluster", PHS_SYSTEM_STORE, false, "storage_encrypted", "kms_key_id", false},
    {"aws_dynamodb_table", PHS_SYSTEM_STORE, false, "!", "server_side_encryption.kms_key_arn", false},
    {"aws_ebs_volume", PHS_SYSTEM_STORE, false, "encrypted", "kms_key_id", false},
    {"aws_efs_file_system", PHS_SYSTEM_STORE, false, "encrypted", "kms_key_id", false},
    {"aws_fsx_windows_file_system", PHS_SYSTEM_STORE, false, "!", "kms_key_id", false},
    {"aws_redshift_cluster", PHS_SYSTEM_STORE, false, "encrypted", "kms_key_id", false},
    {"aws_elasticache_replication_group", PHS_SYSTEM_STORE, false, "at_rest_encryption_enabled", "kms_key_id", false},
    {"aws_opensearch_domain", PHS_SYSTEM_STORE, false, "encrypt_at_rest.enabled", "encrypt_at_rest.kms_key_id", false},
    {"aws_elasticsearch_domain", PHS_SYSTEM_STORE, false, "encrypt_at_rest.enabled", "encrypt_at_rest.kms_key_id", false},
    {"aws_docdb_cluster", PHS_SYSTEM_STORE, false, "storage_encrypted", "kms_key_id", false},
    {"aws_neptune_cluster", PHS_SYSTEM_STORE, false, "storage_encrypted", "kms_key_arn", false},
    {"aws_sqs_queue", PHS_SYSTEM_STORE, false, "!", "kms_master_key_id", false},
    {"aws_sns_topic", PHS_SYSTEM_STORE, false, "kms_master_key_id", "kms_master_key_id", false},
    {"aws_kinesis_stream", PHS_SYSTEM_STORE, false, "kms_key_id", "kms_key_id", false},
    {"aws_cloudwatch_log_group", PHS_SYSTEM_STORE, false, "!", "kms_key_id", false},
    {"aws_healthlake_fhir_datastore", PHS_SYSTEM_STORE, true, "!", "sse_configuration.kms_encryption_config.kms_key_id", false},
    {"azurerm_healthcare_fhir_service", PHS_SYSTEM_STORE, true, "!", NULL, false},
    {"azurerm_storage_account", PHS_SYSTEM_STORE, false, "!", "customer_managed_key.key_vault_key_id", false},
    {"azurerm_mssql_database", PHS_SYSTEM_STORE, false, "!", "transparent_data_encryption_key_vault_key_id", false},
    {"azurerm_postgresql_flexible_server", PHS_SYSTEM_STORE, false, "!", "customer_managed_key.key_vault_key_id", false},
    {"google_healthcare_dataset", PHS_SYSTEM_STORE, true, "!", "encryption_spec.kms_key_name", false},
    {"google_healthcare_fhir_store", PHS_SYSTEM_STORE, true, "!", NULL, false},
    {"google_storage_bucket", PHS_SYSTEM_STORE, false, "!", "encryption.default_kms_key_name", false},
    {"google_sql_database_instance", PHS_SYSTEM_STORE, false, "!", "encryption_key_name", false},
    {"google_bigquery_dataset", PHS_SYSTEM_STORE, false, "!", "default_encryption_configuration.kms_key_name", false},
    {"aws_lambda_function", PHS_SYSTEM_SERVICE, false, NULL, "kms_key_arn", true},
    {"aws_ecs_task_definition", PHS_SYSTEM_SERVICE, false, NULL, NULL, true},
    {"aws_instance", PHS_SYSTEM_SERVICE, false, NULL, NULL, true},
    {"aws_apprunner_service", PHS_SYSTEM_SERVICE, false, NULL, NULL, true},
    {"kubernetes_deployment", PHS_SYSTEM_SERVICE, false, NULL, NULL, true},
    {"kubernetes_stateful_set", PHS_SYSTEM_SERVICE, false, NULL, NULL, true},
    {"kubernetes_daemon_set", PHS_SYSTEM_SERVICE, false, NULL, NULL, true},
    {"kubernetes_replica_set", PHS_SYSTEM_SERVICE, false, NULL, NULL, true},
    {"kubernetes_pod", PHS_SYSTEM_SERVICE, false, NULL, NULL, true},
    {"kubernetes_job", PHS_SYSTEM_SERVICE, false, NULL, NULL, true},
    {"compose_service", PHS_SYSTEM_SERVICE, false, NULL, NULL, true},
    {"kubernetes_persistent_volume_claim", PHS_SYSTEM_STORE, false, NULL, NULL, false},
    {"kubernetes_cron_job", PHS_SYSTEM_SERVICE, false, NULL, NULL, true},
    {"google_cloud_run_service", PHS_SYSTEM_SERVICE, false, NULL, NULL, true},
    {"aws_lb", PHS_SYSTEM_ENTRY, false, NULL, NULL, false},
    {"aws_alb", PHS_SYSTEM_ENTRY, false, NULL, NULL, false},
    {"aws_cloudfront_distribution", PHS_SYSTEM_ENTRY, false, NULL, NULL, false},
    {"aws_api_gateway_rest_api", PHS_SYSTEM_ENTRY, false, NULL, NULL, false},
    {"aws_apigatewayv2_api", PHS_SYSTEM_ENTRY, false, NULL, NULL, false},
    {"kubernetes_ingress", PHS_SYSTEM_ENTRY, false, NULL, NULL, false},
    {"tls_endpoint", PHS_SYSTEM_ENTRY, false, NULL, NULL, false},
    {"git_repository", PHS_SYSTEM_REPOSITORY, false, NULL, NULL, false},
    {"vendor", PHS_SYSTEM_THIRD_PARTY, false, NULL, NULL, false},
};

const struct phs_map_type *phs_map_type(const char *type) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].type, type) == 0)
            return &types[i];
    return NULL;
}
