/* SPDX-License-Identifier: Apache-2.0 */
/* FHIR and C-CDA in XML without a tree. C-CDA R2.1: recordTarget/patientRole, guardian and participant name people; entries and
 * narratives their health. */
#include <ctype.h>

#include "parse/health/fhir.h"
#include "parse/xml_scan.h"

struct xml {
    struct phs_health_reader *reader;
    struct phs_xml_scan scan;
    struct phs_slice open[PHS_FHIR_DEEPEST];
    size_t depth, too_deep;
};

static bool listed(const char *words, struct phs_slice word) {
    struct phs_slice rest = phs_slice(words), each;
    while (phs_slice_cut(&rest, '|', &each))
        if (phs_slice_eq(each, word))
            return true;
    return false;
}

static bool within(const struct xml *xml, const char *names) {
    for (size_t i = xml->depth; i > 0; i--)
        if (listed(names, xml->open[i - 1]))
            return true;
    return false;
}

static void push(struct xml *xml, struct phs_slice name) {
    if (xml->depth < PHS_FHIR_DEEPEST)
        xml->open[xml->depth++] = name;
    else {
        xml->too_deep++;
        xml->reader->limited = true;
    }
}

static void pop(struct xml *xml) {
    if (xml->too_deep)
        xml->too_deep--;
    else
        xml->depth -= xml->depth > 0;
}

static void add(struct xml *xml, const char *category, enum phs_health_kind kind, const struct phs_xml_attribute *attribute) {
    if (attribute)
        phs_health_add(xml->reader, category, kind, attribute->line, attribute->value);
}

static bool about_person(const struct xml *xml) {
    return within(xml, "recordTarget|guardian|subject|relatedEntity|relatedSubject|participant") &&
           !within(xml, "providerOrganization|author|scopingEntity|entry");
}

static const char *fact_of(const struct xml *xml) {
    static const struct {
        const char *element, *category;
    } rows[] = {{"substanceAdministration|manufacturedMaterial", "medication"},
                {"observation|organizer", "lab_result"},
                {"procedure", "procedure"},
                {"encounter", "encounter"},
                {"supply", "medication"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (within(xml, rows[i].element))
            return rows[i].category;
    return "diagnosis";
}

static bool has_number(struct phs_slice text) {
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++)
        digits += isdigit((unsigned char)text.ptr[i]) != 0;
    return digits >= 4;
}

static void take_id(struct xml *xml) {
    const struct phs_xml_attribute *root = phs_xml_attribute_of(&xml->scan, "root"),
                                   *extension = phs_xml_attribute_of(&xml->scan, "extension");
    if (!extension)
        return;
    if (!within(xml, "patientRole") && has_number(extension->value) &&
        !within(xml,
                "author|custodian|legalAuthenticator|authenticator|dataEnterer|informant|performer|assignedEntity|"
                "representedOrganization|manufacturerOrganization|responsibleParty|encounterParticipant|healthCareFacility|"
                "location|informationRecipient|participantRole|templateId"))
        add(xml, "account_number", PHS_HEALTH_CONTACT, extension); /* of the document, a visit, an order */
    if (!within(xml, "patientRole") || within(xml, "providerOrganization"))
        return;
    bool ssn = root && phs_slice_is(root->value, "2.16.840.1.113883.4.1");
    bool license = root && phs_slice_starts(root->value, "2.16.840.1.113883.4.3.");
    bool medicare = root && phs_slice_is(root->value, "2.16.840.1.113883.4.572");
    add(xml, ssn ? "ssn" : license ? "license_number" : medicare ? "insurance_id" : "mrn", PHS_HEALTH_STRONG, extension);
}

/* An element of C-CDA with its attributes; text comes apart. */
static void cda_element(struct xml *xml, struct phs_slice name) {
    const struct phs_xml_attribute *value = phs_xml_attribute_of(&xml->scan, "value"),
                                   *shown = phs_xml_attribute_of(&xml->scan, "displayName");
    if (phs_slice_is(name, "id"))
        take_id(xml);
    else if (phs_slice_is(name, "birthTime") && about_person(xml))
        add(xml, "dob", PHS_HEALTH_WEAK, value);
    else if (phs_slice_is(name, "telecom") && about_person(xml) && value)
        add(xml, memchr(value->value.ptr, '@', value->value.len) ? "email" : "phone", PHS_HEALTH_CONTACT, value);
    else if (listed("effectiveTime|low|high|center|time", name) && value &&
             (within(xml, "entry|encompassingEncounter|documentationOf|author|legalAuthenticator|authenticator|inFulfillmentOf|"
                          "participant|recordTarget") ||
              xml->depth == 1)) /* of the document about the patient */
        add(xml, "date", PHS_HEALTH_CONTACT, value);
    else if (listed("code|value|translation", name) && within(xml, "entry"))
        add(xml, fact_of(xml), PHS_HEALTH_FACT, shown ? shown : value ? value : phs_xml_attribute_of(&xml->scan, "code"));
}

/* What the story of a section names; who is named there is whom the document is about. */
static void take_story(struct xml *xml, uint32_t line, struct phs_slice text) {
    size_t before = xml->reader->items.n;
    phs_health_things(xml->reader, line, text);
    for (size_t i = before; i < xml->reader->items.n; i++)
        if (strcmp(xml->reader->items.at[i].category, "name") == 0)
            xml->reader->items.at[i].kind = PHS_HEALTH_WEAK;
}

/* Text between tags, one fact a line. */
static void cda_text(struct xml *xml, struct phs_slice text, uint32_t line) {
    struct phs_slice name = xml->depth ? xml->open[xml->depth - 1] : PHS_SLICE("");
    const char *category = NULL;
    enum phs_health_kind kind = PHS_HEALTH_FACT;
    if (about_person(xml) && within(xml, "name")) {
        category = "name";
        kind = PHS_HEALTH_WEAK;
    } else if (about_person(xml) && listed("streetAddressLine|city|postalCode", name)) {
        category = "address";
        kind = PHS_HEALTH_CONTACT;
    } else if (within(xml, "section") && within(xml, "text")) {
        category = "note";
    }
    struct phs_slice rest = text, each;
    for (uint32_t i = 0; category && phs_slice_cut(&rest, '\n', &each); i++) {
        phs_health_add(xml->reader, category, kind, line + i, each);
        if (kind == PHS_HEALTH_FACT)
            take_story(xml, line + i, each);
    }
}

/* FHIR writes <birthDate value="..."/>; a resource is an element with a capital. */
static void fhir_element(struct xml *xml, struct phs_fhir *fhir, struct phs_slice name, bool closed) {
    const struct phs_xml_attribute *value = phs_xml_attribute_of(&xml->scan, "value"),
                                   *url = phs_xml_attribute_of(&xml->scan, "url");
    bool resource = isupper((unsigned char)name.ptr[0]) != 0;
    if (value)
        phs_fhir_value(fhir, name, value->value, value->line);
    if (closed)
        return;
    phs_fhir_open(fhir, resource ? PHS_SLICE("resource") : name, false);
    if (resource)
        phs_fhir_value(fhir, PHS_SLICE("resourceType"), name, xml->scan.line);
    if (url)
        phs_fhir_value(fhir, PHS_SLICE("url"), url->value, url->line);
}

static void fhir_text(struct xml *xml, struct phs_fhir *fhir, struct phs_slice text, uint32_t line) {
    struct phs_slice rest = text, each;
    for (uint32_t i = 0; within(xml, "div") && phs_slice_cut(&rest, '\n', &each); i++)
        phs_fhir_value(fhir, PHS_SLICE("div"), each, line + i);
}

static void take_close(struct xml *xml, struct phs_fhir *fhir) {
    pop(xml);
    if (fhir)
        phs_fhir_close(fhir);
}

static void take_open(struct xml *xml, struct phs_fhir *fhir) {
    if (fhir)
        fhir_element(xml, fhir, xml->scan.name, xml->scan.closed);
    else
        cda_element(xml, xml->scan.name);
    if (!xml->scan.closed)
        push(xml, xml->scan.name);
}

bool phs_health_xml(struct phs_health_reader *reader) {
    struct xml *xml = PHS_NEW(reader->arena, struct xml);
    struct phs_slice head = phs_slice_n(reader->bytes.ptr, reader->bytes.len < 4096 ? reader->bytes.len : 4096);
    struct phs_fhir *fhir = NULL;
    if (phs_slice_find(head, PHS_SLICE("http://hl7.org/fhir")) != (size_t)-1) {
        fhir = PHS_NEW(reader->arena, struct phs_fhir);
        fhir->reader = reader;
    }
    xml->reader = reader;
    xml->scan = (struct phs_xml_scan){.at = reader->bytes.ptr, .end = reader->bytes.ptr + reader->bytes.len, .line = 1};
    for (enum phs_xml_token token; (token = phs_xml_next(&xml->scan)) != PHS_XML_END;) {
        if (token == PHS_XML_OPEN)
            take_open(xml, fhir);
        else if (token == PHS_XML_CLOSE)
            take_close(xml, fhir);
        else if (fhir)
            fhir_text(xml, fhir, xml->scan.text, xml->scan.text_line);
        else
            cda_text(xml, xml->scan.text, xml->scan.text_line);
    }
    while (fhir && fhir->depth)
        phs_fhir_close(fhir);
    phs_health_end(reader, !fhir || fhir->patient);
    return true;
}
