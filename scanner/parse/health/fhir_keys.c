/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of FHIR's elements by the lists that they stand in. Every value of a document asks for a dozen of lists, so that a key
 * is looked up once and says all of them. */
#include "parse/health/fhir_keys.h"

#include <pthread.h>

enum { SLOTS = 512 };

static const struct {
    uint32_t list;
    const char *keys;
} lists[] = {
    {PHS_FHIR_RESOURCE, "resource|contained"},
    {PHS_FHIR_CLINICAL, "code|valueCodeableConcept|medicationCodeableConcept|vaccineCode|reasonCode|reason|substance|"
                        "reasonCodeableConcept|diagnosis|diagnosisCodeableConcept|procedureCodeableConcept|reaction|"
                        "productOrService|serviceType|component|medication|reasonReference|manifestation|note|activity|"
                        "dosageInstruction|valueQuantity|condition|finding|type|category|class|referenceRange|detail"},
    {PHS_FHIR_DATE, "date|start|end|issued|authoredOn|recordedDate|assertedDate|onset|created|dateRecorded|dateAsserted|"
                    "dateWritten|authored|performed|effective|whenHandedOver|whenPrepared|servicedDate|sent|received|collected|"
                    "occurrence|administered|statusDate|dateTime"},
    {PHS_FHIR_NAME_PART, "family|given"},
    {PHS_FHIR_BIRTH, "birthDate|deceasedDateTime"},
    {PHS_FHIR_PLACE, "line|city|postalCode|text|district"},
    {PHS_FHIR_ADDRESS, "address|valueAddress"},
    {PHS_FHIR_NAME, "name"},
    {PHS_FHIR_PICTURE, "data|url"},
    {PHS_FHIR_WHOM, "subject|patient|beneficiary|subscriber|for|individual"},
    {PHS_FHIR_PARTY, "actor|party|who"},
    {PHS_FHIR_REFERENCED, "subject|patient|beneficiary|subscriber|for|individual|actor|source|who"},
    {PHS_FHIR_INSURED, "subscriberId|memberId|policyHolderId"},
    {PHS_FHIR_TOLD, "display|text|conclusion|valueString|description"},
    {PHS_FHIR_CODED, "code|vaccineCode|medicationCodeableConcept"},
    {PHS_FHIR_DEVICE, "serialNumber|deviceIdentifier|lotNumber|carrierHRF"},
    {PHS_FHIR_APART, "meta|text"},
    {PHS_FHIR_PROSE, "text|comment|comments|contentString|valueString|valueMarkdown|valueAnnotation|description|conclusion|"
                     "presentation|summary|div|display|patientInstruction"},
    {PHS_FHIR_SUBJECT, "subject|patient|beneficiary"}};

static struct {
    struct phs_slice key;
    uint32_t lists;
} known[SLOTS];

/* Where the key stands, or the empty place where it would. */
static size_t slot_of(struct phs_slice key) {
    size_t i = phs_slice_hash(key) % SLOTS;
    while (known[i].key.len && !phs_slice_eq(known[i].key, key))
        i = (i + 1) % SLOTS;
    return i;
}

static void add_lists(void) {
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct phs_slice rest = phs_slice(lists[i].keys), key;
        while (phs_slice_cut(&rest, '|', &key)) {
            size_t slot = slot_of(key);
            known[slot].key = key;
            known[slot].lists |= lists[i].list;
        }
    }
}

uint32_t phs_fhir_key(struct phs_slice key) {
    static pthread_once_t added = PTHREAD_ONCE_INIT;
    pthread_once(&added, add_lists);
    uint32_t found = key.len ? known[slot_of(key)].lists : 0;
    bool day = !(found & PHS_FHIR_DATE) && (phs_slice_ends(key, "DateTime") || phs_slice_ends(key, "Date"));
    return day ? found | PHS_FHIR_DATE : found;
}
