/* SPDX-License-Identifier: Apache-2.0 */
/* HL7 v2: separators as MSH-1 and MSH-2 give them, a message is a record. Fields by HL7 v2.5.1 chapters 3, 6, 7 and 10. */
#include "parse/health/record.h"

enum { MOST_FIELDS = 64 };

struct place {
    const char *segment;
    unsigned field;
    const char *category;
    enum phs_health_kind kind;
};

static const struct place places[] = {
    {"PID", 2, "mrn", PHS_HEALTH_STRONG},
    {"PID", 3, "mrn", PHS_HEALTH_STRONG},
    {"PID", 4, "mrn", PHS_HEALTH_STRONG},
    {"PID", 5, "name", PHS_HEALTH_WEAK},
    {"PID", 6, "name", PHS_HEALTH_WEAK},
    {"PID", 7, "dob", PHS_HEALTH_WEAK},
    {"PID", 9, "name", PHS_HEALTH_WEAK},
    {"PID", 11, "address", PHS_HEALTH_CONTACT},
    {"PID", 13, "phone", PHS_HEALTH_CONTACT},
    {"PID", 14, "phone", PHS_HEALTH_CONTACT},
    {"PID", 18, "account_number", PHS_HEALTH_STRONG},
    {"PID", 19, "ssn", PHS_HEALTH_STRONG},
    {"PID", 20, "license_number", PHS_HEALTH_STRONG},
    {"PID", 21, "mrn", PHS_HEALTH_STRONG},
    {"PID", 29, "dob", PHS_HEALTH_WEAK},
    {"MRG", 1, "mrn", PHS_HEALTH_STRONG},
    {"MRG", 3, "account_number", PHS_HEALTH_STRONG},
    {"MRG", 7, "name", PHS_HEALTH_WEAK},
    {"NK1", 2, "name", PHS_HEALTH_WEAK},
    {"NK1", 4, "address", PHS_HEALTH_CONTACT},
    {"NK1", 5, "phone", PHS_HEALTH_CONTACT},
    {"NK1", 6, "phone", PHS_HEALTH_CONTACT},
    {"GT1", 2, "account_number", PHS_HEALTH_STRONG},
    {"GT1", 3, "name", PHS_HEALTH_WEAK},
    {"GT1", 5, "address", PHS_HEALTH_CONTACT},
    {"GT1", 6, "phone", PHS_HEALTH_CONTACT},
    {"GT1", 8, "dob", PHS_HEALTH_WEAK},
    {"GT1", 12, "ssn", PHS_HEALTH_STRONG},
    {"IN1", 2, "insurance_id", PHS_HEALTH_STRONG},
    {"IN1", 16, "name", PHS_HEALTH_WEAK},
    {"IN1", 18, "dob", PHS_HEALTH_WEAK},
    {"IN1", 19, "address", PHS_HEALTH_CONTACT},
    {"IN1", 36, "insurance_id", PHS_HEALTH_STRONG},
    {"IN1", 49, "insurance_id", PHS_HEALTH_STRONG},
    {"IN2", 2, "ssn", PHS_HEALTH_STRONG},
    {"IN2", 6, "insurance_id", PHS_HEALTH_STRONG},
    {"IN2", 8, "insurance_id", PHS_HEALTH_STRONG},
    {"PV1", 19, "account_number", PHS_HEALTH_CONTACT},
    {"PV1", 44, "date", PHS_HEALTH_CONTACT},
    {"PV1", 45, "date", PHS_HEALTH_CONTACT},
    {"PV1", 50, "account_number", PHS_HEALTH_CONTACT},
    {"PV1", 2, "encounter", PHS_HEALTH_FACT},
    {"PV2", 3, "encounter", PHS_HEALTH_FACT},
    {"PV1", 5, "account_number", PHS_HEALTH_CONTACT},
    {"PD1", 4, "provider", PHS_HEALTH_CONTACT},
    {"ACC", 1, "date", PHS_HEALTH_CONTACT},
    {"DG1", 3, "diagnosis", PHS_HEALTH_FACT},
    {"DG1", 4, "diagnosis", PHS_HEALTH_FACT},
    {"OBR", 4, "lab_result", PHS_HEALTH_FACT},
    {"OBR", 7, "date", PHS_HEALTH_CONTACT},
    {"OBX", 3, "lab_result", PHS_HEALTH_FACT},
    {"OBX", 5, "lab_result", PHS_HEALTH_FACT},
    {"OBX", 14, "date", PHS_HEALTH_CONTACT},
    {"AL1", 3, "allergy", PHS_HEALTH_FACT},
    {"IAM", 3, "allergy", PHS_HEALTH_FACT},
    {"RXA", 5, "immunization", PHS_HEALTH_FACT},
    {"RXE", 2, "medication", PHS_HEALTH_FACT},
    {"RXO", 1, "medication", PHS_HEALTH_FACT},
    {"RXD", 2, "medication", PHS_HEALTH_FACT},
    {"RXC", 2, "medication", PHS_HEALTH_FACT},
    {"PR1", 3, "procedure", PHS_HEALTH_FACT},
    {"FT1", 7, "procedure", PHS_HEALTH_FACT},
    {"FT1", 19, "diagnosis", PHS_HEALTH_FACT},
    {"PRB", 3, "diagnosis", PHS_HEALTH_FACT},
    {"NTE", 3, "note", PHS_HEALTH_FACT},
    {"TXA", 2, "note", PHS_HEALTH_FACT},
    {"SCH", 7, "encounter", PHS_HEALTH_FACT},
    {"EVN", 2, "date", PHS_HEALTH_CONTACT},
};

static size_t split(struct phs_slice line, char separator, struct phs_slice fields[MOST_FIELDS]) {
    size_t n = 0, start = 0;
    for (size_t i = 0; i <= line.len && n < MOST_FIELDS; i++)
        if (i == line.len || line.ptr[i] == separator) {
            fields[n++] = phs_slice_n(line.ptr + start, i - start);
            start = i + 1;
        }
    return n;
}

/* Its first component: identifiers carry their authority behind. */
static struct phs_slice first_component(struct phs_slice field, char separator, bool whole) {
    const char *cut = whole ? NULL : memchr(field.ptr, separator, field.len);
    return cut ? phs_slice_n(field.ptr, (size_t)(cut - field.ptr)) : field;
}

static bool has_digit(struct phs_slice field) {
    for (size_t i = 0; i < field.len; i++)
        if (field.ptr[i] >= '0' && field.ptr[i] <= '9')
            return true;
    return false;
}

void phs_health_hl7_segment(struct phs_health_reader *reader, struct phs_slice line, uint32_t number, char field_mark,
                            char part_mark) {
    struct phs_slice fields[MOST_FIELDS];
    size_t n = split(line, field_mark, fields);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const struct place *place = &places[i];
        if (place->field >= n || !phs_slice_is(fields[0], place->segment) || fields[place->field].len == 0)
            continue;
        bool text = strcmp(place->category, "name") == 0 || strcmp(place->category, "address") == 0;
        if (place->kind != PHS_HEALTH_FACT && !text && !has_digit(fields[place->field]))
            continue; /* "PID|1||MRN^^^FAC" explains the format */
        phs_health_add(reader, place->category, place->kind, number, first_component(fields[place->field], part_mark, text));
    }
}

bool phs_health_hl7(struct phs_health_reader *reader) {
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    char field_mark = '|', part_mark = '^';
    bool message = false;
    while (phs_health_next_line(&rest, &number, &line)) {
        line = phs_slice_trim(line);
        while (line.len > 0 && line.ptr[0] == '\v')
            line = phs_slice_n(line.ptr + 1, line.len - 1);
        if (line.len < 5)
            continue;
        if (phs_slice_starts(line, "MSH")) {
            phs_health_end(reader, message);
            field_mark = line.ptr[3];
            part_mark = line.ptr[4];
            message = true;
        }
        if (message)
            phs_health_hl7_segment(reader, line, number, field_mark, part_mark);
    }
    phs_health_end(reader, message);
    return true;
}
