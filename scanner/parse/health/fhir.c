/* SPDX-License-Identifier: Apache-2.0 */
/* What the elements of FHIR resources say (DSTU2 to R5). resourceType may come last, so that facts wait for the end of their
 * resource: those of people count in Patient, RelatedPerson and Person, not in Practitioner; clinical ones everywhere else. */
#include "parse/health/fhir.h"

#include "parse/health/fhir_keys.h"

static bool listed(const char *words, struct phs_slice word) {
    struct phs_slice rest = phs_slice(words), each;
    while (phs_slice_cut(&rest, '|', &each))
        if (phs_slice_eq(each, word))
            return true;
    return false;
}

static bool is_person(struct phs_slice type) {
    return listed("Patient|RelatedPerson|Person", type);
}

static const char *category_of(struct phs_slice type) {
    static const struct {
        const char *types, *category;
    } rows[] = {
        {"Condition|ClinicalImpression|RiskAssessment|AdverseEvent|DetectedIssue", "diagnosis"},
        {"Observation|DiagnosticReport|Specimen|MolecularSequence", "lab_result"},
        {"Medication|MedicationRequest|MedicationOrder|MedicationStatement|MedicationAdministration|MedicationDispense|"
         "MedicationUsage",
         "medication"},
        {"AllergyIntolerance", "allergy"},
        {"Immunization|ImmunizationRecommendation", "immunization"},
        {"Procedure|ServiceRequest|ProcedureRequest|DiagnosticOrder|ReferralRequest|NutritionOrder", "procedure"},
        {"Encounter|EpisodeOfCare|Appointment|AppointmentResponse|Flag", "encounter"},
        {"ImagingStudy|ImagingSelection|Media", "imaging"},
        {"Coverage|CoverageEligibilityRequest|CoverageEligibilityResponse|EnrollmentRequest", "insurance"},
        {"Claim|ClaimResponse|ExplanationOfBenefit|Account|Invoice|ChargeItem", "claim"},
        {"FamilyMemberHistory", "history"},
        {"Device|DeviceUseStatement|DeviceRequest", "device_id"},
        {"CarePlan|CareTeam|Goal|Group|Composition|DocumentReference|QuestionnaireResponse|Communication|Consent|List|Task|"
         "CommunicationRequest|DocumentManifest|GuidanceResponse|RequestGroup|ResearchSubject|Contract|Basic|Provenance",
         "note"},
        {"VisionPrescription|DeviceUsage|DeviceDispense|SupplyDelivery|SupplyRequest|BodyStructure|NutritionIntake",
         "procedure"},
        {"EligibilityRequest|EligibilityResponse|PaymentNotice", "insurance"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (listed(rows[i].types, type))
            return rows[i].category;
    return NULL;
}

static struct phs_fhir_frame *top(struct phs_fhir *fhir) {
    return fhir->depth ? &fhir->frame[fhir->depth - 1] : NULL;
}

/* Whether one of the frames inside of the resource has a key of the list. */
static bool within(const struct phs_fhir *fhir, enum phs_fhir_key list) {
    for (size_t i = fhir->depth; i > 0 && !fhir->frame[i - 1].is_resource; i--)
        if (fhir->frame[i - 1].lists & list)
            return true;
    return false;
}

void phs_fhir_open(struct phs_fhir *fhir, struct phs_slice key, bool list) {
    if (fhir->depth == PHS_FHIR_DEEPEST) {
        fhir->too_deep++;
        fhir->reader->limited = true;
        return;
    }
    struct phs_fhir_frame *above = top(fhir), *frame = &fhir->frame[fhir->depth++];
    *frame = (struct phs_fhir_frame){.key = key, .list = list, .first = fhir->reader->items.n};
    if (above && above->list && !key.len)
        frame->key = above->key;
    frame->lists = phs_fhir_key(frame->key);
    frame->is_resource = !list && (!above || (above->list && fhir->depth == 2) || frame->lists & PHS_FHIR_RESOURCE);
}

static void add(struct phs_fhir *fhir, const char *category, enum phs_health_kind kind, enum phs_health_when when,
                struct phs_slice value, uint32_t line) {
    size_t before = fhir->reader->items.n;
    phs_health_add(fhir->reader, category, kind, line, value);
    if (fhir->reader->items.n > before)
        fhir->reader->items.at[before].when = (uint8_t)when;
}

static void person_value(struct phs_fhir *fhir, const struct phs_fhir_frame *frame, struct phs_slice key, uint32_t lists,
                         struct phs_slice value, uint32_t line) {
    if (frame->lists & PHS_FHIR_NAME && (lists & PHS_FHIR_NAME_PART || phs_slice_is(key, "text")))
        add(fhir, "name", PHS_HEALTH_WEAK, PHS_HEALTH_IF_PERSON, value, line);
    else if (lists & PHS_FHIR_NAME_PART && within(fhir, PHS_FHIR_NAME))
        add(fhir, "name", PHS_HEALTH_WEAK, PHS_HEALTH_IF_PERSON, value, line);
    else if (lists & PHS_FHIR_BIRTH)
        add(fhir, "dob", PHS_HEALTH_WEAK, PHS_HEALTH_IF_PERSON, value, line);
    else if (lists & PHS_FHIR_PLACE && within(fhir, PHS_FHIR_ADDRESS))
        add(fhir, "address", PHS_HEALTH_CONTACT, PHS_HEALTH_IF_PERSON, value, line);
    else if (phs_slice_is(key, "div") || (phs_slice_is(key, "valueString") && phs_slice_ends(frame->url, "mothersMaidenName")))
        add(fhir, "name", PHS_HEALTH_WEAK, PHS_HEALTH_IF_PERSON, value, line);
    else if (lists & PHS_FHIR_PICTURE && phs_slice_is(frame->key, "photo"))
        add(fhir, "photo", PHS_HEALTH_CONTACT, PHS_HEALTH_IF_PERSON, value, line);
}

/* What stands in sentences waits for the type of its resource like the rest. */
static void take_prose(struct phs_fhir *fhir, struct phs_slice text, uint32_t line) {
    size_t before = fhir->reader->items.n;
    phs_health_things(fhir->reader, line, text);
    for (size_t i = before; i < fhir->reader->items.n; i++)
        fhir->reader->items.at[i].when = PHS_HEALTH_IF_EITHER;
}

/* Patient/4481902: a server's own number of somebody. Words, and numbers of a few digits, are examples. */
static void take_reference(struct phs_fhir *fhir, struct phs_slice value, uint32_t line) {
    size_t slash = phs_slice_find(value, PHS_SLICE("Patient/")), digits = 0;
    if (slash == (size_t)-1)
        return;
    struct phs_slice id = phs_slice_n(value.ptr + slash + 8, value.len - slash - 8);
    for (size_t i = 0; i < id.len; i++)
        digits += id.ptr[i] >= '0' && id.ptr[i] <= '9';
    if (digits >= 5)
        add(fhir, "patient_id", PHS_HEALTH_STRONG, PHS_HEALTH_IF_EITHER, id, line);
}

/* The number of a resource about a person, and of a document about one in its address. */
static void take_number(struct phs_fhir *fhir, const struct phs_fhir_frame *frame, struct phs_slice key, struct phs_slice value,
                        uint32_t line) {
    size_t digits = 0;
    for (size_t i = 0; i < value.len; i++)
        digits += value.ptr[i] >= '0' && value.ptr[i] <= '9';
    if (digits >= 4 && phs_slice_is(key, "id") && frame->is_resource)
        add(fhir, "patient_id", PHS_HEALTH_CONTACT, PHS_HEALTH_IF_EITHER, value, line);
    else if (phs_slice_is(key, "reference") && phs_slice_starts(value, "urn:uuid:") && frame->lists & PHS_FHIR_WHOM)
        add(fhir, "patient_id", PHS_HEALTH_CONTACT, PHS_HEALTH_IF_EITHER, value, line);
    else if (digits >= 5 && phs_slice_is(key, "url") && phs_slice_is(frame->key, "attachment"))
        add(fhir, "url", PHS_HEALTH_CONTACT, PHS_HEALTH_IF_CLINICAL, value, line);
}

/* The question stands in the item that the answer is in: "Where do you live?" */
static struct phs_slice question_of(const struct phs_fhir *fhir) {
    for (size_t i = fhir->depth; i > 0 && !fhir->frame[i - 1].is_resource; i--)
        if (phs_slice_is(fhir->frame[i - 1].key, "item") && fhir->frame[i - 1].type.len)
            return fhir->frame[i - 1].type;
    return PHS_SLICE("");
}

static bool take_answer(struct phs_fhir *fhir, struct phs_slice value, uint32_t line) {
    const char *category = phs_health_guess(question_of(fhir), value);
    if (category)
        add(fhir, category, strcmp(category, "name") == 0 ? PHS_HEALTH_WEAK : PHS_HEALTH_CONTACT, PHS_HEALTH_IF_CLINICAL, value,
            line);
    else if (phs_health_is_prose(value))
        take_prose(fhir, value, line);
    return category != NULL;
}

/* "Marta Halvorsen, born July 7, 1997", "Marta Halvorsen (self)": the name, and what stands behind it. */
static void take_display(struct phs_fhir *fhir, enum phs_health_when when, struct phs_slice value, uint32_t line) {
    size_t n = 0, digits = 0;
    while (n < value.len && value.ptr[n] != ',' && value.ptr[n] != '(')
        n++;
    for (size_t i = n; i < value.len; i++)
        digits += value.ptr[i] >= '0' && value.ptr[i] <= '9';
    bool more = n < value.len && (digits > 0 || value.ptr[n] == '(');
    add(fhir, "name", PHS_HEALTH_WEAK, when, more ? phs_slice_n(value.ptr, n) : value, line);
    if (more && digits)
        take_prose(fhir, phs_slice_n(value.ptr + n, value.len - n), line);
}

/* Whoever takes part is the patient where neither his title nor his reference says that he works there. */
static bool is_participant(const struct phs_fhir_frame *frame, struct phs_slice value) {
    size_t n = 0;
    while (n < value.len && value.ptr[n] != '(')
        n++;
    return frame->lists & PHS_FHIR_PARTY && !phs_slice_starts(frame->system, "Practitioner") &&
           !phs_slice_starts(frame->system, "Location") && phs_health_is_somebody(phs_slice_trim(phs_slice_n(value.ptr, n)));
}

/* {"url": "aadhaar", "valueString": ...}; {"category": {"coding": [{"code": "patientaccountnumber"}]}, "valueString": ...} */
static bool take_named(struct phs_fhir *fhir, const struct phs_fhir_frame *frame, struct phs_slice value, uint32_t line) {
    struct phs_slice name = frame->url.len                               ? frame->url
                            : phs_slice_is(frame->key, "supportingInfo") ? frame->type
                                                                         : PHS_SLICE("");
    const char *slash = name.len ? memrchr(name.ptr, '/', name.len) : NULL;
    name = slash ? phs_slice_n(slash + 1, (size_t)(name.ptr + name.len - slash - 1)) : name;
    const char *category = name.len ? phs_health_guess(name, value) : NULL;
    const struct phs_health_column *column = name.len && !category ? phs_health_column_of(name) : NULL;
    if (column && column->kind != PHS_HEALTH_FACT && phs_health_fits(column->category, value))
        category = column->category;
    if (category)
        add(fhir, category, PHS_HEALTH_CONTACT, PHS_HEALTH_IF_EITHER, value, line);
    return category != NULL;
}

static void clinical_value(struct phs_fhir *fhir, const struct phs_fhir_frame *frame, struct phs_slice key, uint32_t lists,
                           struct phs_slice value, uint32_t line) {
    if (phs_slice_is(key, "display") && phs_slice_starts(frame->system, "Patient/"))
        add(fhir, "name", PHS_HEALTH_WEAK, PHS_HEALTH_IF_EITHER, value, line);
    else if (phs_slice_is(key, "display") && frame->lists & PHS_FHIR_WHOM)
        take_display(fhir, PHS_HEALTH_IF_CLINICAL, value, line);
    else if (phs_slice_is(key, "display") && is_participant(frame, value))
        take_display(fhir, PHS_HEALTH_IF_CLINICAL, value, line);
    else if (phs_slice_is(key, "preAuthRef") || (phs_slice_is(key, "value") && phs_slice_is(frame->key, "reference")))
        add(fhir, "account_number", PHS_HEALTH_CONTACT, PHS_HEALTH_IF_CLINICAL, value, line);
    else if (phs_slice_is(key, "reference") && frame->lists & PHS_FHIR_REFERENCED)
        take_reference(fhir, value, line);
    else if (lists & PHS_FHIR_INSURED)
        add(fhir, "insurance_id", PHS_HEALTH_STRONG, PHS_HEALTH_IF_CLINICAL, value, line);
    else if (phs_slice_is(key, "valueString") && take_named(fhir, frame, value, line))
        return;
    else if (phs_slice_starts(key, "value") && phs_slice_is(frame->key, "answer") && take_answer(fhir, value, line))
        return;
    else if (phs_slice_is(key, "display") && phs_slice_is(frame->key, "source") && phs_health_looks_like_name(value) &&
             !phs_health_is_clinician(value) && !phs_health_is_organization(value))
        add(fhir, "name", PHS_HEALTH_WEAK, PHS_HEALTH_IF_CLINICAL, value, line);
    else if (phs_slice_is(key, "value") && phs_slice_is(frame->key, "class"))
        add(fhir, "insurance_id", PHS_HEALTH_CONTACT, PHS_HEALTH_IF_CLINICAL, value, line);
    else if (lists & PHS_FHIR_TOLD && (within(fhir, PHS_FHIR_CLINICAL) || frame->is_resource))
        add(fhir, NULL, PHS_HEALTH_FACT, PHS_HEALTH_IF_CLINICAL, value, line);
    else if (phs_slice_is(key, "value") && phs_slice_is(frame->key, "valueQuantity"))
        add(fhir, NULL, PHS_HEALTH_FACT, PHS_HEALTH_IF_CLINICAL, value, line);
    else if (phs_slice_is(key, "code") && phs_slice_is(frame->key, "coding") && within(fhir, PHS_FHIR_CODED))
        add(fhir, NULL, PHS_HEALTH_FACT, PHS_HEALTH_IF_CLINICAL, value, line);
    else if (phs_slice_is(key, "div"))
        add(fhir, NULL, PHS_HEALTH_FACT, PHS_HEALTH_IF_CLINICAL, value, line);
    else if (lists & PHS_FHIR_DEVICE)
        add(fhir, "device_id", PHS_HEALTH_CONTACT, PHS_HEALTH_IF_CLINICAL, value, line);
    else if (lists & PHS_FHIR_DATE && !within(fhir, PHS_FHIR_APART))
        add(fhir, "date", PHS_HEALTH_CONTACT, PHS_HEALTH_IF_CLINICAL, value, line);
}

/* What identifier and telecom need waits in their frame until it closes. */
static void remember(struct phs_fhir *fhir, struct phs_fhir_frame *frame, struct phs_slice key, struct phs_slice value,
                     uint32_t line) {
    if (phs_slice_is(key, "system") || phs_slice_is(key, "reference"))
        frame->system = value;
    else if (phs_slice_is(key, "url"))
        frame->url = value;
    else if (phs_slice_is(key, "fullUrl")) {
        frame->url = value;
        frame->value_line = line;
    } else if (phs_slice_is(key, "value")) {
        frame->value = value;
        frame->value_line = line;
    }
    if (phs_slice_is(key, "text") && phs_slice_is(frame->key, "item"))
        frame->type = value;
    /* identifier.type.coding.code */
    if (phs_slice_is(key, "code"))
        for (size_t i = fhir->depth; i > 0 && !fhir->frame[i - 1].is_resource; i--)
            if ((phs_slice_is(fhir->frame[i - 1].key, "identifier") ||
                 phs_slice_is(fhir->frame[i - 1].key, "supportingInfo")) &&
                !fhir->frame[i - 1].list)
                fhir->frame[i - 1].type = value;
}

void phs_fhir_value(struct phs_fhir *fhir, struct phs_slice key, struct phs_slice value, uint32_t line) {
    struct phs_fhir_frame *frame = top(fhir);
    if (!frame || fhir->too_deep)
        return;
    if (frame->list && !key.len) {
        key = frame->key;
        frame = fhir->depth > 1 ? &fhir->frame[fhir->depth - 2] : frame;
    }
    if (phs_slice_is(key, "resourceType")) {
        frame->resource = value;
        frame->is_resource = true;
        return;
    }
    remember(fhir, frame, key, value, line);
    uint32_t lists = phs_fhir_key(key);
    if (lists & PHS_FHIR_PROSE && phs_health_is_prose(value) && !phs_slice_is(frame->key, "answer"))
        take_prose(fhir, value, line);
    person_value(fhir, frame, key, lists, value, line);
    clinical_value(fhir, frame, key, lists, value, line);
    take_number(fhir, frame, key, value, line);
}

static const char *identifier_category(const struct phs_fhir_frame *frame) {
    if (phs_slice_ends(frame->system, "us-ssn") || phs_slice_is(frame->type, "SS") ||
        phs_slice_ends(frame->system, "113883.4.1"))
        return "ssn";
    if (phs_slice_ends(frame->system, "us-mbi") || phs_slice_ends(frame->system, "us-medicare") ||
        listed("MC|MB|SN|MA|HC", frame->type))
        return "insurance_id";
    if (listed("DL|PPN|PP", frame->type) || phs_slice_find(frame->system, PHS_SLICE("passport")) != (size_t)-1 ||
        phs_slice_find(frame->system, PHS_SLICE("4.3.25")) != (size_t)-1)
        return "license_number";
    return listed("AN", frame->type) ? "account_number" : "mrn";
}

static void close_element(struct phs_fhir *fhir, const struct phs_fhir_frame *frame) {
    if (frame->list || !frame->value.len)
        return;
    if (phs_slice_is(frame->key, "identifier")) {
        bool subject = fhir->depth > 1 && fhir->frame[fhir->depth - 2].lists & PHS_FHIR_SUBJECT;
        add(fhir, identifier_category(frame), PHS_HEALTH_STRONG, subject ? PHS_HEALTH_IF_CLINICAL : PHS_HEALTH_IF_PERSON,
            frame->value, frame->value_line);
        if (!subject) /* of a coverage, an encounter, a claim: somebody's all the same */
            add(fhir, NULL, PHS_HEALTH_CONTACT, PHS_HEALTH_IF_CLINICAL, frame->value, frame->value_line);
    } else if (phs_slice_ends(frame->key, "Identifier") && !phs_slice_ends(frame->key, "deviceIdentifier")) {
        add(fhir, "account_number", PHS_HEALTH_CONTACT, PHS_HEALTH_IF_CLINICAL, frame->value, frame->value_line);
    } else if (phs_slice_is(frame->key, "telecom")) {
        bool mail = phs_slice_is(frame->system, "email") || memchr(frame->value.ptr, '@', frame->value.len);
        add(fhir, mail ? "email" : "phone", PHS_HEALTH_CONTACT, PHS_HEALTH_IF_PERSON, frame->value, frame->value_line);
    }
}

/* The address of a resource: five digits at least are no example. */
static bool has_number(struct phs_slice url) {
    size_t digits = 0;
    for (size_t i = 0; i < url.len; i++)
        digits += url.ptr[i] >= '0' && url.ptr[i] <= '9';
    return digits >= 5;
}

/* Now that its type is known, what belongs to another kind of resource goes. */
static void close_resource(struct phs_fhir *fhir, const struct phs_fhir_frame *frame) {
    struct phs_health_reader *reader = fhir->reader;
    const char *category = category_of(frame->resource);
    bool person = is_person(frame->resource);
    size_t kept = frame->first;
    const struct phs_fhir_frame *entry = fhir->depth > 1 ? &fhir->frame[fhir->depth - 2] : NULL;
    if ((person || category) && entry && phs_slice_is(entry->key, "entry") && entry->value_line && has_number(entry->url))
        add(fhir, "patient_id", PHS_HEALTH_CONTACT, PHS_HEALTH_ALWAYS, entry->url, entry->value_line);
    fhir->patient |= person || category;
    for (size_t i = frame->first; i < reader->items.n; i++) {
        struct phs_health_item item = reader->items.at[i];
        bool mine = item.when == PHS_HEALTH_ALWAYS || (item.when == PHS_HEALTH_IF_EITHER && (person || category)) ||
                    (item.when == PHS_HEALTH_IF_PERSON && person) || (item.when == PHS_HEALTH_IF_CLINICAL && category);
        if (!mine)
            continue;
        item.when = PHS_HEALTH_ALWAYS;
        item.category = item.category ? item.category : category;
        reader->items.at[kept++] = item;
    }
    reader->items.n = kept;
}

/* Peter James, Chalmers: a favourite patient is known by one part of the name, and the others are the same person's. */
static void close_name(struct phs_fhir *fhir, const struct phs_fhir_frame *frame) {
    struct phs_health_reader *reader = fhir->reader;
    bool documented = false;
    for (size_t i = frame->first; i < reader->items.n; i++)
        documented |= reader->items.at[i].judged == PHS_MATCH_DOCUMENTED;
    for (size_t i = frame->first; documented && i < reader->items.n; i++)
        reader->items.at[i].judged = PHS_MATCH_DOCUMENTED;
}

void phs_fhir_close(struct phs_fhir *fhir) {
    if (fhir->too_deep) {
        fhir->too_deep--;
        return;
    }
    struct phs_fhir_frame *frame = top(fhir);
    if (!frame)
        return;
    close_element(fhir, frame);
    if (!frame->list && phs_slice_is(frame->key, "name"))
        close_name(fhir, frame);
    if (frame->is_resource && !frame->list)
        close_resource(fhir, frame);
    fhir->depth--;
}
