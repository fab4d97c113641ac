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

const struct phs_companion phs_companions_clouds[] = {
    {"azurerm_storage_container", "azurerm_storage_account", "storage_account_name", "name", PHS_FOLD_APPEND, NULL, "container",
     NULL},
    {"azurerm_storage_container", "azurerm_storage_account", "storage_account_id", "id", PHS_FOLD_APPEND, NULL, "container",
     NULL},
    {"azurerm_storage_account_network_rules", "azurerm_storage_account", "storage_account_id", "id", PHS_FOLD_BLOCK, NULL,
     "network_rules", NULL},
    {"azurerm_storage_account_customer_managed_key", "azurerm_storage_account", "storage_account_id", "id", PHS_FOLD_BLOCK,
     NULL, "customer_managed_key", NULL},
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
    IAM("google_storage_bucket", "google_storage_bucket", "bucket", "name"),
    {"google_storage_bucket_access_control", "google_storage_bucket", "bucket", "name", PHS_FOLD_APPEND, NULL, "acl", NULL},
    {"google_storage_bucket_acl", "google_storage_bucket", "bucket", "name", PHS_FOLD_APPEND, NULL, "acl", NULL},
    {"google_storage_default_object_acl", "google_storage_bucket", "bucket", "name", PHS_FOLD_APPEND, NULL, "acl", NULL},
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
