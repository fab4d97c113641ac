/* SPDX-License-Identifier: Apache-2.0 */
/* FHIR in Turtle (R4: fhir:HumanName.family [ fhir:value "..." ]; R5: fhir:family [ fhir:v "..." ]), line by line. */
#include <ctype.h>

#include "parse/health/record.h"

struct turtle {
    struct phs_health_reader *reader;
    struct phs_slice group, property; /* identifier, name, telecom, address; the last one but for the value itself */
    bool patient;
};

static bool listed(const char *words, struct phs_slice word) {
    struct phs_slice rest = phs_slice(words), each;
    while (phs_slice_cut(&rest, '|', &each))
        if (phs_slice_ieq(each, word))
            return true;
    return false;
}

static void take_name(struct turtle *turtle, struct phs_slice name) {
    const char *dot = memchr(name.ptr, '.', name.len);
    struct phs_slice front = dot ? phs_slice_n(name.ptr, (size_t)(dot - name.ptr)) : PHS_SLICE("");
    struct phs_slice last = dot ? phs_slice_n(dot + 1, (size_t)(name.ptr + name.len - dot - 1)) : name;
    if (phs_slice_is(last, "v") || (!dot && phs_slice_is(last, "value") && turtle->property.len && front.len == 0 &&
                                    !listed("identifier|telecom", turtle->property)))
        return;
    if (listed("Patient|RelatedPerson", last))
        turtle->patient = true;
    if (listed("identifier|name|telecom|address|contact", last))
        turtle->group = last;
    else if (listed("HumanName|Identifier|ContactPoint|Address", front))
        turtle->group = front;
    turtle->property = last;
}

static void take_text(struct turtle *turtle, uint32_t line, struct phs_slice text) {
    struct phs_slice property = turtle->property;
    if (listed("family|given|text", property))
        phs_health_add(turtle->reader, "name", PHS_HEALTH_WEAK, line, text);
    else if (listed("birthDate|deceasedDateTime", property))
        phs_health_add(turtle->reader, "dob", PHS_HEALTH_WEAK, line, text);
    else if (listed("line|city|postalCode", property))
        phs_health_add(turtle->reader, "address", PHS_HEALTH_CONTACT, line, text);
    else if (listed("value|identifier", property) && listed("identifier", turtle->group))
        phs_health_add(turtle->reader, "mrn", PHS_HEALTH_STRONG, line, text);
    else if (listed("value|telecom", property) && listed("telecom|ContactPoint", turtle->group))
        phs_health_add(turtle->reader, "phone", PHS_HEALTH_CONTACT, line, text);
    else if (listed("display", property))
        phs_health_add(turtle->reader, "diagnosis", PHS_HEALTH_FACT, line, text);
}

/* <.../Patient/00932128> */
static void take_subject(struct turtle *turtle, uint32_t line, struct phs_slice text) {
    const char *id = memmem(text.ptr, text.len, "/Patient/", 9), *end = text.ptr + text.len;
    size_t n = 0, digits = 0;
    if (!id || memmem(text.ptr, text.len, "StructureDefinition", 19))
        return;
    for (id += 9; id + n < end && (isalnum((unsigned char)id[n]) || id[n] == '-'); n++)
        digits += isdigit((unsigned char)id[n]) != 0;
    if (digits >= 5)
        phs_health_add(turtle->reader, "patient_id", PHS_HEALTH_STRONG, line, phs_slice_n(id, n));
}

static void take_line(struct turtle *turtle, uint32_t line, struct phs_slice text) {
    const char *end = text.ptr + text.len;
    for (const char *at = text.ptr; at < end; at++) {
        if (*at == '<' || *at == '"') {
            const char *close = memchr(at + 1, *at == '<' ? '>' : '"', (size_t)(end - at - 1));
            close = close ? close : end;
            struct phs_slice inner = phs_slice_n(at + 1, (size_t)(close - at - 1));
            *at == '<' ? take_subject(turtle, line, inner) : take_text(turtle, line, inner);
            at = close;
        } else if (end - at > 5 && memcmp(at, "fhir:", 5) == 0) {
            size_t n = 5;
            while (at + n < end && (isalnum((unsigned char)at[n]) || at[n] == '.'))
                n++;
            take_name(turtle, phs_slice_n(at + 5, n - 5));
            at += n - 1;
        }
    }
}

void phs_health_turtle(struct phs_health_reader *reader) {
    struct turtle turtle = {.reader = reader};
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line))
        take_line(&turtle, number, line);
    if (!turtle.patient)
        phs_health_drop(reader, reader->record);
    phs_health_end(reader, true);
}
