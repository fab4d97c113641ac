/* SPDX-License-Identifier: Apache-2.0 */
/* Azure and Google Cloud: what their providers keep apart from the parent. Names as in the providers' documentation. */
#include "relate/companions.h"

/* Members and bindings of one resource go into its list `iam`. */
#define IAM(prefix, parent, reference, name)                                                                                   \
    {prefix "_iam_member", parent, reference, name, PHS_FOLD_APPEND, NULL, "iam", NULL}, {                                     \
        prefix "_iam_binding", parent, reference, name, PHS_FOLD_APPEND, NULL, "iam", NULL                                     \
    }

#define FIREWALL(server, reference, name)                                                                                      \
    { server "_firewall_rule", server, reference, name, PHS_FOLD_APPEND, NULL, "firewall_rule", NULL }

/* Where the logs of a resource go, whatever its type. */
#define DIAGNOSED(parent)                                                                                                      \
    {                                                                                                                          \
        "azurerm_monitor_diagnostic_setting", parent, "target_resource_id", "id", PHS_FOLD_APPEND, NULL, "diagnostic_setting", \
            NULL                                                                                                               \
    }

/* All of a companion as one block. */
#define BLOCK(type, parent, reference, name, to)                                                                               \
    { type, parent, reference, name, PHS_FOLD_BLOCK, NULL, to, NULL }

/* Configurations of a flexible server are one resource a setting: two of them are asked about. */
#define SETTINGS(server, reference, name)                                                                                      \
    {server "_configuration", server, reference, name, PHS_FOLD_ATTRIBUTE, NULL, "require_secure_transport",                   \
     value_of_transport},                                                                                                      \
    {                                                                                                                          \
        server "_configuration", server, reference, name, PHS_FOLD_ATTRIBUTE, NULL, "tls_version", value_of_version            \
    }

static bool is_setting(const struct phs_resource *companion, const char *name) {
    return phs_slice_is(phs_text(phs_get(companion->attributes, "name")), name);
}

static const struct phs_value *value_of_transport(struct phs_arena *arena, const struct phs_resource *companion) {
    (void)arena;
    return is_setting(companion, "require_secure_transport") ? phs_get(companion->attributes, "value") : NULL;
}

static const struct phs_value *value_of_version(struct phs_arena *arena, const struct phs_resource *companion) {
    (void)arena;
    bool asked = is_setting(companion, "tls_version") || is_setting(companion, "ssl_min_protocol_version");
    return asked ? phs_get(companion->attributes, "value") : NULL;
}

static const struct phs_value *value_of_audit(struct phs_arena *arena, const struct phs_resource *companion) {
    (void)arena;
    return is_setting(companion, "audit_log_enabled") ? phs_get(companion->attributes, "value") : NULL;
}

/* A key may be named by vault and name instead of by its address. */
static const struct phs_value *key_by_any_name(struct phs_arena *arena, const struct phs_resource *companion) {
    const struct phs_value *have = companion->attributes, *name = phs_get(have, "key_name");
    struct phs_map_builder map;
    if (!phs_is(have, PHS_MAP) || phs_get(have, "key_vault_key_id") || !name || name->kind == PHS_NULL)
        return have;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < have->map.n; i++)
        phs_map_builder_set(&map, have->map.at[i].key, have->map.at[i].key_place, have->map.at[i].value);
    phs_map_builder_set(&map, PHS_SLICE("key_vault_key_id"), name->place, name);
    return phs_map_builder_done(&map, have->place);
}

const struct phs_companion phs_companions_clouds[] = {
    {"azurerm_storage_container", "azurerm_storage_account", "storage_account_name", "name", PHS_FOLD_APPEND, NULL, "container",
     NULL},
    {"azurerm_storage_container", "azurerm_storage_account", "storage_account_id", "id", PHS_FOLD_APPEND, NULL, "container",
     NULL},
    {"azurerm_storage_account_network_rules", "azurerm_storage_account", "storage_account_id", "id", PHS_FOLD_BLOCK, NULL,
     "network_rules", NULL},
    {"azurerm_storage_account_customer_managed_key", "azurerm_storage_account", "storage_account_id", "id", PHS_FOLD_BLOCK,
     NULL, "customer_managed_key", key_by_any_name},
    FIREWALL("azurerm_mssql_server", "server_id", "id"),
    FIREWALL("azurerm_postgresql_server", "server_name", "name"),
    FIREWALL("azurerm_mysql_server", "server_name", "name"),
    FIREWALL("azurerm_mariadb_server", "server_name", "name"),
    FIREWALL("azurerm_postgresql_flexible_server", "server_id", "id"),
    FIREWALL("azurerm_mysql_flexible_server", "server_name", "name"),
    {"azurerm_sql_firewall_rule", "azurerm_sql_server", "server_name", "name", PHS_FOLD_APPEND, NULL, "firewall_rule", NULL},
    {"azurerm_mssql_firewall_rule", "azurerm_mssql_server", "server_id", "id", PHS_FOLD_APPEND, NULL, "firewall_rule", NULL},
    {"azurerm_mssql_server_transparent_data_encryption", "azurerm_mssql_server", "server_id", "id", PHS_FOLD_ATTRIBUTE,
     "key_vault_key_id", "transparent_data_encryption_key_vault_key_id", NULL},
    BLOCK("azurerm_storage_account_network_rules", "azurerm_storage_account", "storage_account_name", "name", "network_rules"),
    BLOCK("azurerm_storage_account_static_website", "azurerm_storage_account", "storage_account_id", "id", "static_website"),
    BLOCK("azurerm_storage_account_queue_properties", "azurerm_storage_account", "storage_account_id", "id",
          "queue_properties"),
    BLOCK("azurerm_postgresql_server_key", "azurerm_postgresql_server", "server_id", "id", "customer_managed_key"),
    BLOCK("azurerm_mysql_server_key", "azurerm_mysql_server", "server_id", "id", "customer_managed_key"),
    {"azurerm_mssql_managed_instance_transparent_data_encryption", "azurerm_mssql_managed_instance", "managed_instance_id",
     "id", PHS_FOLD_ATTRIBUTE, "key_vault_key_id", "transparent_data_encryption_key_vault_key_id", NULL},
    SETTINGS("azurerm_postgresql_flexible_server", "server_id", "id"),
    SETTINGS("azurerm_mysql_flexible_server", "server_name", "name"),
    {"azurerm_mysql_flexible_server_configuration", "azurerm_mysql_flexible_server", "server_name", "name", PHS_FOLD_ATTRIBUTE,
     NULL, "audit_log_enabled", value_of_audit},
    BLOCK("azurerm_kusto_cluster_customer_managed_key", "azurerm_kusto_cluster", "cluster_id", "id", "customer_managed_key"),
    BLOCK("azurerm_synapse_workspace_extended_auditing_policy", "azurerm_synapse_workspace", "synapse_workspace_id", "id",
          "extended_auditing_policy"),
    BLOCK("azurerm_mssql_server_extended_auditing_policy", "azurerm_mssql_server", "server_id", "id",
          "extended_auditing_policy"),
    BLOCK("azurerm_mssql_server_extended_auditing_policy", "azurerm_sql_server", "server_id", "id", "extended_auditing_policy"),
    BLOCK("azurerm_mssql_server_security_alert_policy", "azurerm_mssql_server", "server_name", "name", "security_alert_policy"),
    BLOCK("azurerm_mssql_server_security_alert_policy", "azurerm_sql_server", "server_name", "name", "security_alert_policy"),
    BLOCK("azurerm_servicebus_namespace_network_rule_set", "azurerm_servicebus_namespace", "namespace_id", "id",
          "network_rule_set"),
    BLOCK("azurerm_servicebus_namespace_customer_managed_key", "azurerm_servicebus_namespace", "namespace_id", "id",
          "customer_managed_key"),
    BLOCK("azurerm_eventhub_namespace_customer_managed_key", "azurerm_eventhub_namespace", "eventhub_namespace_id", "id",
          "customer_managed_key"),
    BLOCK("azurerm_cognitive_account_customer_managed_key", "azurerm_cognitive_account", "cognitive_account_id", "id",
          "customer_managed_key"),
    {"azurerm_key_vault_access_policy", "azurerm_key_vault", "key_vault_id", "id", PHS_FOLD_APPEND, NULL, "access_policy",
     NULL},
    {"azurerm_network_security_rule", "azurerm_network_security_group", "network_security_group_name", "name", PHS_FOLD_APPEND,
     NULL, "security_rule", NULL},
    {"azurerm_subnet_network_security_group_association", "azurerm_subnet", "subnet_id", "id", PHS_FOLD_ATTRIBUTE,
     "network_security_group_id", "network_security_group_id", NULL},
    BLOCK("azurerm_backup_protected_vm", "azurerm_linux_virtual_machine", "source_vm_id", "id", "backup"),
    BLOCK("azurerm_backup_protected_vm", "azurerm_windows_virtual_machine", "source_vm_id", "id", "backup"),
    BLOCK("azurerm_backup_protected_vm", "azurerm_virtual_machine", "source_vm_id", "id", "backup"),
    BLOCK("azurerm_app_service_virtual_network_swift_connection", "azurerm_app_service", "app_service_id", "id",
          "network_integration"),
    BLOCK("azurerm_app_service_virtual_network_swift_connection", "azurerm_function_app", "app_service_id", "id",
          "network_integration"),
    BLOCK("azurerm_app_service_virtual_network_swift_connection", "azurerm_linux_web_app", "app_service_id", "id",
          "network_integration"),
    BLOCK("azurerm_app_service_virtual_network_swift_connection", "azurerm_windows_web_app", "app_service_id", "id",
          "network_integration"),
    BLOCK("azurerm_app_service_virtual_network_swift_connection", "azurerm_linux_function_app", "app_service_id", "id",
          "network_integration"),
    BLOCK("azurerm_app_service_virtual_network_swift_connection", "azurerm_windows_function_app", "app_service_id", "id",
          "network_integration"),
    DIAGNOSED("azurerm_key_vault"),
    DIAGNOSED("azurerm_key_vault_managed_hardware_security_module"),
    DIAGNOSED("azurerm_synapse_workspace"),
    DIAGNOSED("azurerm_databricks_workspace"),
    DIAGNOSED("azurerm_data_factory"),
    DIAGNOSED("azurerm_kusto_cluster"),
    DIAGNOSED("azurerm_mssql_server"),
    DIAGNOSED("azurerm_sql_server"),
    DIAGNOSED("azurerm_mssql_database"),
    DIAGNOSED("azurerm_postgresql_flexible_server"),
    DIAGNOSED("azurerm_mysql_flexible_server"),
    DIAGNOSED("azurerm_cosmosdb_account"),
    DIAGNOSED("azurerm_application_gateway"),
    DIAGNOSED("azurerm_api_management"),
    DIAGNOSED("azurerm_servicebus_namespace"),
    DIAGNOSED("azurerm_eventhub_namespace"),
    DIAGNOSED("azurerm_container_registry"),
    DIAGNOSED("azurerm_cognitive_account"),
    DIAGNOSED("azurerm_healthcare_fhir_service"),
    DIAGNOSED("azurerm_healthcare_dicom_service"),
    DIAGNOSED("azurerm_healthcare_service"),
    DIAGNOSED("azurerm_firewall"),
    DIAGNOSED("azurerm_cdn_frontdoor_profile"),
    DIAGNOSED("azurerm_frontdoor"),
    DIAGNOSED("azurerm_search_service"),
    DIAGNOSED("azurerm_machine_learning_workspace"),
    DIAGNOSED("azurerm_recovery_services_vault"),
    DIAGNOSED("azurerm_storage_account"),
    DIAGNOSED("azurerm_redis_cache"),
    DIAGNOSED("azurerm_kubernetes_cluster"),
    DIAGNOSED("azurerm_linux_web_app"),
    DIAGNOSED("azurerm_windows_web_app"),
    DIAGNOSED("azurerm_linux_web_app_slot"),
    DIAGNOSED("azurerm_windows_web_app_slot"),
    DIAGNOSED("azurerm_app_service"),
    DIAGNOSED("azurerm_container_group"),
    DIAGNOSED("azurerm_container_app_environment"),
    DIAGNOSED("azurerm_network_security_group"),
    IAM("google_storage_bucket", "google_storage_bucket", "bucket", "name"),
    {"google_storage_bucket_access_control", "google_storage_bucket", "bucket", "name", PHS_FOLD_APPEND, NULL, "acl", NULL},
    {"google_storage_bucket_acl", "google_storage_bucket", "bucket", "name", PHS_FOLD_APPEND, NULL, "acl", NULL},
    {"google_storage_default_object_acl", "google_storage_bucket", "bucket", "name", PHS_FOLD_APPEND, NULL, "acl", NULL},
    {"google_storage_default_object_access_control", "google_storage_bucket", "bucket", "name", PHS_FOLD_APPEND, NULL, "acl",
     NULL},
    {"google_storage_object_access_control", "google_storage_bucket", "bucket", "name", PHS_FOLD_APPEND, NULL, "acl", NULL},
    {"google_storage_object_acl", "google_storage_bucket", "bucket", "name", PHS_FOLD_APPEND, NULL, "acl", NULL},
    IAM("google_bigquery_dataset", "google_bigquery_dataset", "dataset_id", "dataset_id"),
    {"google_bigquery_dataset_access", "google_bigquery_dataset", "dataset_id", "dataset_id", PHS_FOLD_APPEND, NULL, "access",
     NULL},
    IAM("google_cloud_run_service", "google_cloud_run_service", "service", "name"),
    IAM("google_cloud_run_v2_service", "google_cloud_run_v2_service", "name", "name"),
    IAM("google_cloudfunctions_function", "google_cloudfunctions_function", "cloud_function", "name"),
    IAM("google_cloudfunctions2_function", "google_cloudfunctions2_function", "cloud_function", "name"),
    IAM("google_pubsub_topic", "google_pubsub_topic", "topic", "name"),
    IAM("google_kms_crypto_key", "google_kms_crypto_key", "crypto_key_id", "id"),
    IAM("google_healthcare_dataset", "google_healthcare_dataset", "dataset_id", "id"),
    {"google_compute_disk_resource_policy_attachment", "google_compute_disk", "disk", "name", PHS_FOLD_ITEM, "name",
     "resource_policies", NULL},
    {"google_compute_region_disk_resource_policy_attachment", "google_compute_region_disk", "disk", "name", PHS_FOLD_ITEM,
     "name", "resource_policies", NULL},
    {"google_spanner_backup_schedule", "google_spanner_database", "database", "name", PHS_FOLD_APPEND, NULL, "backup_schedule",
     NULL},
    {"google_firestore_backup_schedule", "google_firestore_database", "database", "name", PHS_FOLD_APPEND, NULL,
     "backup_schedule", NULL},
    IAM("google_pubsub_subscription", "google_pubsub_subscription", "subscription", "name"),
    IAM("google_secret_manager_secret", "google_secret_manager_secret", "secret_id", "secret_id"),
    IAM("google_artifact_registry_repository", "google_artifact_registry_repository", "repository", "name"),
    IAM("google_bigquery_table", "google_bigquery_table", "table_id", "table_id"),
    IAM("google_healthcare_fhir_store", "google_healthcare_fhir_store", "fhir_store_id", "id"),
    IAM("google_healthcare_dicom_store", "google_healthcare_dicom_store", "dicom_store_id", "id"),
    IAM("google_healthcare_hl7_v2_store", "google_healthcare_hl7_v2_store", "hl7_v2_store_id", "id"),
    IAM("google_kms_key_ring", "google_kms_key_ring", "key_ring_id", "id"),
    IAM("google_spanner_database", "google_spanner_database", "database", "name"),
    IAM("google_spanner_instance", "google_spanner_instance", "instance", "name"),
    IAM("google_bigtable_instance", "google_bigtable_instance", "instance", "name"),
    IAM("google_dataproc_cluster", "google_dataproc_cluster", "cluster", "name"),
    {NULL, NULL, NULL, NULL, PHS_FOLD_ATTRIBUTE, NULL, NULL, NULL},
};
