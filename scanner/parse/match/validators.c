/* SPDX-License-Identifier: Apache-2.0 */
/* The names by which patterns call their validators. */
#include "parse/match/validators.h"

static const struct {
    const char *name;
    phs_validator validate;
    bool decides; /* placeholders and common values too: where they stand says what they are worth */
} validators[] = {
    {"aba", phs_validate_aba, false},
    {"assigned-password", phs_validate_assigned_password, true},
    {"assignment", phs_validate_assignment, true},
    {"aws-key-id", phs_validate_aws_key_id, false},
    {"bare-key", phs_validate_bare_key, true},
    {"basic", phs_validate_basic, false},
    {"bytes", phs_validate_bytes, false},
    {"cell", phs_validate_cell, false},
    {"date", phs_validate_date, false},
    {"dea", phs_validate_dea, false},
    {"der", phs_validate_der, false},
    {"hex", phs_validate_hex, false},
    {"itin", phs_validate_itin, false},
    {"jwk", phs_validate_jwk, false},
    {"jwt", phs_validate_jwt, false},
    {"key-argument", phs_validate_key_argument, true},
    {"key64", phs_validate_key64, false},
    {"luhn", phs_validate_luhn, false},
    {"mbi", phs_validate_mbi, false},
    {"npi", phs_validate_npi, false},
    {"number", phs_validate_number, false},
    {"password", phs_validate_password, false},
    {"pem", phs_validate_pem, false},
    {"pem64", phs_validate_pem64, false},
    {"phrase", phs_validate_phrase, true},
    {"rare", phs_validate_rare, false},
    {"row", phs_validate_row, false},
    {"ssn", phs_validate_ssn, false},
    {"told", phs_validate_told, true},
    {"told-argument", phs_validate_told_argument, true},
    {"typed", phs_validate_typed, false},
    {"uuid", phs_validate_uuid, false},
    {"vin", phs_validate_vin, false},
    {"written", phs_validate_written, true},
};

phs_validator phs_match_validator(const char *name) {
    for (size_t i = 0; i < sizeof validators / sizeof *validators; i++)
        if (strcmp(validators[i].name, name) == 0)
            return validators[i].validate;
    return NULL;
}

bool phs_match_validator_decides(const char *name) {
    for (size_t i = 0; i < sizeof validators / sizeof *validators; i++)
        if (strcmp(validators[i].name, name) == 0)
            return validators[i].decides;
    return false;
}
