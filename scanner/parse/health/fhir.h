/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: FHIR resources as they open and close, whichever way they are written. */
#ifndef PHS_PARSE_HEALTH_FHIR_H
#define PHS_PARSE_HEALTH_FHIR_H

#include "parse/health/record.h"

enum { PHS_FHIR_DEEPEST = 64 };

struct phs_fhir_frame {
    struct phs_slice key; /* of the object; that of the list in lists */
    uint32_t lists;       /* fhir_keys.h: those that the key stands in */
    bool list;
    bool is_resource;
    struct phs_slice resource; /* resourceType, once it was seen */
    size_t first;              /* item of the reader when it opened */
    struct phs_slice system, type, url, value;
    uint32_t value_line;
};

struct phs_fhir {
    struct phs_health_reader *reader;
    struct phs_fhir_frame frame[PHS_FHIR_DEEPEST];
    size_t depth;    /* frames that are kept */
    size_t too_deep; /* frames above that */
    bool patient;    /* a resource about a person or about somebody's health was seen */
};

void phs_fhir_open(struct phs_fhir *fhir, struct phs_slice key, bool list);
void phs_fhir_value(struct phs_fhir *fhir, struct phs_slice key, struct phs_slice value, uint32_t line);
void phs_fhir_close(struct phs_fhir *fhir);

#endif
