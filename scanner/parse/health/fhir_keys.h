/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: what an element of FHIR is by its key. */
#ifndef PHS_PARSE_HEALTH_FHIR_KEYS_H
#define PHS_PARSE_HEALTH_FHIR_KEYS_H

#include <stdint.h>

#include "base/slice.h"

/* Lists of keys, a bit each: a key may stand in several. */
enum phs_fhir_key {
    PHS_FHIR_RESOURCE = 1 << 0,  /* another resource stands in it */
    PHS_FHIR_CLINICAL = 1 << 1,  /* its coding or text says what a person has or got */
    PHS_FHIR_DATE = 1 << 2,      /* a day of what was done */
    PHS_FHIR_NAME_PART = 1 << 3, /* family, given */
    PHS_FHIR_BIRTH = 1 << 4,     /* or death */
    PHS_FHIR_PLACE = 1 << 5,     /* a line of an address */
    PHS_FHIR_ADDRESS = 1 << 6,   /* the address around it */
    PHS_FHIR_NAME = 1 << 7,      /* the name around its parts */
    PHS_FHIR_PICTURE = 1 << 8,   /* data and url of a photo */
    PHS_FHIR_WHOM = 1 << 9,      /* whom a resource is about */
    PHS_FHIR_PARTY = 1 << 10,    /* who takes part */
    PHS_FHIR_REFERENCED = 1 << 11,
    PHS_FHIR_INSURED = 1 << 12, /* numbers of plans */
    PHS_FHIR_TOLD = 1 << 13,    /* a text that says what it is */
    PHS_FHIR_CODED = 1 << 14,   /* its code says what it is */
    PHS_FHIR_DEVICE = 1 << 15,
    PHS_FHIR_APART = 1 << 16, /* days in it are the document's */
    PHS_FHIR_PROSE = 1 << 17, /* sentences */
    PHS_FHIR_SUBJECT = 1 << 18
};

/* The lists that the key stands in. */
uint32_t phs_fhir_key(struct phs_slice key);

#endif
