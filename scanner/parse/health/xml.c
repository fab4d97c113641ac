/* SPDX-License-Identifier: Apache-2.0 */
/* FHIR and C-CDA in XML by a scanner that knows tags, attributes and text and keeps no tree: no DTD, no entities, nothing to
 * expand. C-CDA R2.1: recordTarget/patientRole, guardian and participant name people; entries and narratives their health. */
#include <ctype.h>

#include "parse/health/fhir.h"

enum { MOST_ATTRIBUTES = 16 };

struct attribute {
    struct phs_slice name, value;
    uint32_t line;
};

struct xml {
    struct phs_health_reader *reader;
    const char *at, *end;
    uint32_t line;
    struct phs_slice open[PHS_FHIR_DEEPEST];
    size_t depth, too_deep;
    struct attribute attribute[MOST_ATTRIBUTES];
    size_t attributes;
};

static struct phs_slice local(struct phs_slice name) {
    const char *colon = memchr(name.ptr, ':', name.len);
    return colon ? phs_slice_n(colon + 1, (size_t)(name.ptr + name.len - colon - 1)) : name;
}

static bool listed(const char *words, struct phs_slice word) {
    struct phs_slice rest = phs_slice(words), each;
    while (phs_slice_cut(&rest, '|', &each))
        if (phs_slice_eq(each, word))
            return true;
    return false;
}

static bool is_name(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.' || c == ':';
}

static struct phs_slice take_name(struct xml *xml) {
    const char *start = xml->at;
    while (xml->at < xml->end && is_name(*xml->at))
        xml->at++;
    return phs_slice_n(start, (size_t)(xml->at - start));
}

static void skip_space(struct xml *xml) {
    for (; xml->at < xml->end && isspace((unsigned char)*xml->at); xml->at++)
        xml->line += *xml->at == '\n';
}

static void skip_past(struct xml *xml, const char *mark) {
    const char *stop = memmem(xml->at, (size_t)(xml->end - xml->at), mark, strlen(mark));
    stop = stop ? stop + strlen(mark) : xml->end;
    for (; xml->at < stop; xml->at++)
        xml->line += *xml->at == '\n';
}

/* Returns whether the tag closes itself. */
static bool take_attributes(struct xml *xml) {
    xml->attributes = 0;
    for (;;) {
        skip_space(xml);
        if (xml->at >= xml->end)
            return true;
        if (*xml->at == '>' || *xml->at == '/') {
            bool closed = *xml->at == '/';
            skip_past(xml, ">");
            return closed;
        }
        struct attribute attribute = {.name = local(take_name(xml)), .value = PHS_SLICE("")};
        skip_space(xml);
        if (xml->at < xml->end && *xml->at == '=')
            xml->at++;
        skip_space(xml);
        attribute.line = xml->line;
        if (xml->at < xml->end && (*xml->at == '"' || *xml->at == '\'')) {
            char quote = *xml->at++;
            const char *start = xml->at, *stop = memchr(start, quote, (size_t)(xml->end - start));
            stop = stop ? stop : xml->end;
            attribute.value = phs_slice_n(start, (size_t)(stop - start));
            for (; xml->at < stop; xml->at++)
                xml->line += *xml->at == '\n';
        }
        xml->at += xml->at < xml->end;
        if (attribute.name.len && xml->attributes < MOST_ATTRIBUTES)
            xml->attribute[xml->attributes++] = attribute;
    }
}

static const struct attribute *attribute_of(const struct xml *xml, const char *name) {
    for (size_t i = 0; i < xml->attributes; i++)
        if (phs_slice_is(xml->attribute[i].name, name))
            return &xml->attribute[i];
    return NULL;
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

static void add(struct xml *xml, const char *category, enum phs_health_kind kind, const struct attribute *attribute) {
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
    const struct attribute *root = attribute_of(xml, "root"), *extension = attribute_of(xml, "extension");
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
    const struct attribute *value = attribute_of(xml, "value"), *shown = attribute_of(xml, "displayName");
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
        add(xml, fact_of(xml), PHS_HEALTH_FACT, shown ? shown : value ? value : attribute_of(xml, "code"));
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
    const struct attribute *value = attribute_of(xml, "value"), *url = attribute_of(xml, "url");
    bool resource = isupper((unsigned char)name.ptr[0]) != 0;
    if (value)
        phs_fhir_value(fhir, name, value->value, value->line);
    if (closed)
        return;
    phs_fhir_open(fhir, resource ? PHS_SLICE("resource") : name, false);
    if (resource)
        phs_fhir_value(fhir, PHS_SLICE("resourceType"), name, xml->line);
    if (url)
        phs_fhir_value(fhir, PHS_SLICE("url"), url->value, url->line);
}

static void fhir_text(struct xml *xml, struct phs_fhir *fhir, struct phs_slice text, uint32_t line) {
    struct phs_slice rest = text, each;
    for (uint32_t i = 0; within(xml, "div") && phs_slice_cut(&rest, '\n', &each); i++)
        phs_fhir_value(fhir, PHS_SLICE("div"), each, line + i);
}

static void take_tag(struct xml *xml, struct phs_fhir *fhir) {
    bool end = xml->at < xml->end && *xml->at == '/';
    xml->at += end;
    struct phs_slice name = local(take_name(xml));
    if (name.len == 0 || end) {
        skip_past(xml, ">");
        if (end) {
            pop(xml);
            if (fhir)
                phs_fhir_close(fhir);
        }
        return;
    }
    bool closed = take_attributes(xml);
    if (fhir)
        fhir_element(xml, fhir, name, closed);
    else
        cda_element(xml, name);
    if (!closed)
        push(xml, name);
}

bool phs_health_xml(struct phs_health_reader *reader) {
    struct xml *xml = PHS_NEW(reader->arena, struct xml);
    struct phs_slice head = phs_slice_n(reader->bytes.ptr, reader->bytes.len < 4096 ? reader->bytes.len : 4096);
    struct phs_fhir *fhir = NULL;
    if (phs_slice_find(head, PHS_SLICE("http://hl7.org/fhir")) != (size_t)-1) {
        fhir = PHS_NEW(reader->arena, struct phs_fhir);
        fhir->reader = reader;
    }
    *xml = (struct xml){.reader = reader, .at = reader->bytes.ptr, .end = reader->bytes.ptr + reader->bytes.len, .line = 1};
    while (xml->at < xml->end) {
        const char *tag = memchr(xml->at, '<', (size_t)(xml->end - xml->at));
        struct phs_slice text = phs_slice_n(xml->at, (size_t)((tag ? tag : xml->end) - xml->at));
        if (fhir)
            fhir_text(xml, fhir, text, xml->line);
        else
            cda_text(xml, text, xml->line);
        for (; xml->at < text.ptr + text.len; xml->at++)
            xml->line += *xml->at == '\n';
        if (xml->at >= xml->end)
            break;
        xml->at++;
        if (xml->end - xml->at > 2 && memcmp(xml->at, "!--", 3) == 0)
            skip_past(xml, "-->");
        else if (xml->at < xml->end && (*xml->at == '!' || *xml->at == '?'))
            skip_past(xml, ">");
        else
            take_tag(xml, fhir);
    }
    while (fhir && fhir->depth)
        phs_fhir_close(fhir);
    phs_health_end(reader, !fhir || fhir->patient);
    return true;
}
