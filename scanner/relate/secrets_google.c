/* SPDX-License-Identifier: Apache-2.0 */
/* Google Cloud: where passwords, tokens and keys go; names as in the provider's documentation. */
#include "relate/secrets_aws.h"

#include <stddef.h>

const struct phs_secret_holder phs_secret_holders_google[] = {
    {"google_sql_user", "password", PHS_SECRET_ITSELF},
    {"google_sql_database_instance", "root_password", PHS_SECRET_ITSELF},
    {"google_alloydb_cluster", "initial_user.password", PHS_SECRET_ITSELF},
    {"google_alloydb_user", "password", PHS_SECRET_ITSELF},
    {"google_secret_manager_secret_version", "secret_data", PHS_SECRET_KEPT},
    {"google_secret_manager_regional_secret_version", "secret_data", PHS_SECRET_KEPT},
    {"google_compute_disk", "disk_encryption_key.raw_key", PHS_SECRET_ITSELF},
    {"google_compute_snapshot", "snapshot_encryption_key.raw_key", PHS_SECRET_ITSELF},
    {"google_compute_vpn_tunnel", "shared_secret", PHS_SECRET_ITSELF},
    {"google_compute_instance", "metadata_startup_script", PHS_SECRET_SCRIPT},
    {"google_compute_instance", "metadata.startup-script", PHS_SECRET_SCRIPT},
    {"google_compute_instance_template", "metadata_startup_script", PHS_SECRET_SCRIPT},
    {"google_compute_instance_template", "metadata.startup-script", PHS_SECRET_SCRIPT},
    {"google_container_cluster", "master_auth.password", PHS_SECRET_ITSELF},
    {"google_cloudfunctions_function", "environment_variables", PHS_SECRET_BY_NAME},
    {"google_cloudfunctions2_function", "service_config.environment_variables", PHS_SECRET_BY_NAME},
    {"google_cloud_run_service", "template.spec.containers[].env", PHS_SECRET_PAIRS},
    {"google_cloud_run_v2_service", "template.containers[].env", PHS_SECRET_PAIRS},
    {"google_cloud_run_v2_job", "template.template.containers[].env", PHS_SECRET_PAIRS},
    {"google_composer_environment", "config.software_config.env_variables", PHS_SECRET_BY_NAME},
    {"google_app_engine_standard_app_version", "env_variables", PHS_SECRET_BY_NAME},
    {"google_app_engine_flexible_app_version", "env_variables", PHS_SECRET_BY_NAME},
    {"google_dataflow_job", "parameters", PHS_SECRET_BY_NAME},
    {NULL, NULL, PHS_SECRET_ITSELF},
};
