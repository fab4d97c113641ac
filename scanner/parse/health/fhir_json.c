/* SPDX-License-Identifier: Apache-2.0 */
/* FHIR as JSON and NDJSON. */
#include "parse/health/fhir.h"
#include "parse/health/json_scan.h"

bool phs_health_fhir_json(struct phs_health_reader *reader) {
    struct phs_fhir *fhir = PHS_NEW(reader->arena, struct phs_fhir);
    struct phs_json_scan scan = {.at = reader->bytes.ptr, .end = reader->bytes.ptr + reader->bytes.len, .line = 1};
    struct phs_slice value;
    fhir->reader = reader;
    for (enum phs_json_token token; (token = phs_json_next(&scan, &value)) != PHS_JSON_END;) {
        if (token == PHS_JSON_VALUE) {
            phs_fhir_value(fhir, scan.key, value, scan.value_line);
        } else if (token == PHS_JSON_CLOSE) {
            phs_fhir_close(fhir);
            if (fhir->depth == 0) {
                phs_health_end(reader, fhir->patient);
                fhir->patient = false;
            }
        } else {
            phs_fhir_open(fhir, scan.key, token == PHS_JSON_OPEN_LIST);
        }
        scan.key = (struct phs_slice){0};
    }
    while (fhir->depth)
        phs_fhir_close(fhir);
    phs_health_end(reader, fhir->patient);
    return true;
}
