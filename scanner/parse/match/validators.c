/* SPDX-License-Identifier: Apache-2.0 */
/* The names by which patterns call their validators. */
#include "parse/match/validators.h"

static const struct {
    const char *name;
    phs_validator validate;
} validators[] = {
    {"aba", phs_validate_aba},
    {"assigned-password", phs_validate_assigned_password},
    {"assignment", phs_validate_assignment},
    {"aws-key-id", phs_validate_aws_key_id},
    {"bare-key", phs_validate_bare_key},
    {"basic", phs_validate_basic},
    {"bytes", phs_validate_bytes},
    {"cell", phs_validate_cell},
    {"date", phs_validate_date},
    {"dea", phs_validate_dea},
    {"der", phs_validate_der},
    {"hex", phs_validate_hex},
    {"itin", phs_validate_itin},
    {"jwk", phs_validate_jwk},
    {"jwt", phs_validate_jwt},
    {"key-argument", phs_validate_key_argument},
    {"key64", phs_validate_key64},
    {"luhn", phs_validate_luhn},
    {"mbi", phs_validate_mbi},
    {"npi", phs_validate_npi},
    {"number", phs_validate_number},
    {"password", phs_validate_password},
    {"pem", phs_validate_pem},
    {"pem64", phs_validate_pem64},
    {"rare", phs_validate_rare},
    {"row", phs_validate_row},
    {"ssn", phs_validate_ssn},
    {"typed", phs_validate_typed},
    {"uuid", phs_validate_uuid},
    {"vin", phs_validate_vin},
};

phs_validator phs_match_validator(const char *name) {
    for (size_t i = 0; i < sizeof validators / sizeof *validators; i++)
        if (strcmp(validators[i].name, name) == 0)
            return validators[i].validate;
    return NULL;
}
