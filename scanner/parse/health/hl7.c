/* SPDX-License-Identifier: Apache-2.0 */
/* HL7 v2: separators as MSH-1 and MSH-2 give them, a message is a record. Fields by HL7 v2.5.1 chapters 3, 6, 7 and 10. */
#include <ctype.h>

#include "parse/health/note_things.h"

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
    {"ORC", 2, "account_number", PHS_HEALTH_CONTACT},
    {"ORC", 3, "account_number", PHS_HEALTH_CONTACT},
    {"OBR", 2, "account_number", PHS_HEALTH_CONTACT},
    {"OBR", 3, "account_number", PHS_HEALTH_CONTACT},
    {"SCH", 1, "account_number", PHS_HEALTH_CONTACT},
    {"SCH", 2, "account_number", PHS_HEALTH_CONTACT},
    {"TXA", 12, "account_number", PHS_HEALTH_CONTACT},
    {"IN3", 2, "account_number", PHS_HEALTH_CONTACT},
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

/* 20240710, 20240710081500-0500: a day, with or without its time (2.A.22, DTM). */
static bool is_time(struct phs_slice part) {
    size_t digits = 0;
    while (digits < part.len && isdigit((unsigned char)part.ptr[digits]))
        digits++;
    if ((digits != 8 && digits != 10 && digits != 12 && digits != 14) || (part.ptr[0] != '1' && part.ptr[0] != '2') ||
        (digits < part.len && !strchr("+-.", part.ptr[digits])))
        return false;
    int month = (part.ptr[4] - '0') * 10 + part.ptr[5] - '0', day = (part.ptr[6] - '0') * 10 + part.ptr[7] - '0';
    return (memcmp(part.ptr, "19", 2) == 0 || memcmp(part.ptr, "20", 2) == 0) && month >= 1 && month <= 12 && day >= 1 &&
           day <= 31;
}

/* Sites add segments of their own that begin with Z; what they hold is told by its shape. */
static const char *of_site(struct phs_slice part) {
    size_t digits = 0, letters = 0, marks = 0;
    for (size_t i = 0; i < part.len; i++) {
        digits += isdigit((unsigned char)part.ptr[i]) != 0;
        letters += isalpha((unsigned char)part.ptr[i]) != 0;
        marks += part.ptr[i] == '.' || part.ptr[i] == ' ';
    }
    const char *told = phs_health_guess(PHS_SLICE(""), part);
    if (told)
        return told;
    bool number = digits >= 5 && part.len >= 6 && part.len <= 24 && marks == 0,
         plate = digits >= 3 && letters >= 2 && marks == 0;
    return (number || (plate && part.len >= 6)) && digits + letters + 2 >= part.len ? "account_number" : NULL;
}

/* A message about a patient: days wherever they stand, and what segments of the site hold. */
static void take_parts(struct phs_health_reader *reader, struct phs_slice field, uint32_t number, char part_mark, bool site) {
    struct phs_slice part;
    const char *whole = site ? of_site(field) : NULL;
    if (whole)
        phs_health_add(reader, whole, PHS_HEALTH_CONTACT, number, field);
    while (!whole && phs_slice_cut(&field, part_mark, &part)) {
        const char *told = is_time(part) ? "date" : site ? of_site(part) : NULL;
        if (told)
            phs_health_add(reader, told, PHS_HEALTH_CONTACT, number, part);
    }
}

/* A field that the list of places has is read there. */
static bool has_place(struct phs_slice segment, size_t field) {
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (places[i].field == field && places[i].kind != PHS_HEALTH_FACT && phs_slice_is(segment, places[i].segment))
            return true;
    return false;
}

static bool is_envelope(struct phs_slice segment) {
    static const char envelope[] = "MSH|FHS|BHS|FTS|BTS|MSA|ERR|SFT|QRD|QRF|";
    return segment.len != 3 || memmem(envelope, sizeof envelope, segment.ptr, 3);
}

static void take_all(struct phs_health_reader *reader, const struct phs_slice *fields, size_t n, uint32_t number,
                     char part_mark) {
    bool site = fields[0].len == 3 && fields[0].ptr[0] == 'Z';
    if (is_envelope(fields[0]))
        return;
    for (size_t i = 1; i < n; i++)
        if (!has_place(fields[0], i))
            take_parts(reader, fields[i], number, part_mark, site);
    bool text = phs_slice_is(fields[0], "NTE") || phs_slice_is(fields[0], "OBX");
    size_t at = fields[0].ptr[0] == 'N' ? 3 : 5;
    if (text && n > at && phs_health_is_prose(fields[at]))
        phs_health_things(reader, number, fields[at]);
}

/* QPD|Q22^Find Candidates|PDQ-88|@PID.5.1^HALVORSEN~@PID.7^19720614: who is asked for (IHE PDQ, ITI TF-2 3.21). */
static void take_query(struct phs_health_reader *reader, struct phs_slice field, uint32_t number, char part_mark) {
    struct phs_slice asked, name;
    while (phs_slice_cut(&field, '~', &asked)) {
        size_t place = 0;
        if (!phs_slice_starts(asked, "@PID.") || !phs_slice_cut(&asked, part_mark, &name))
            continue;
        for (size_t i = 5; i < name.len && isdigit((unsigned char)name.ptr[i]) && place < MOST_FIELDS; i++)
            place = place * 10 + (size_t)(name.ptr[i] - '0');
        phs_health_hl7_value(reader, PHS_SLICE("PID"), place, true, asked, number);
    }
}

void phs_health_hl7_segment(struct phs_health_reader *reader, struct phs_slice line, uint32_t number, char field_mark,
                            char part_mark) {
    struct phs_slice fields[MOST_FIELDS];
    size_t n = split(line, field_mark, fields);
    take_all(reader, fields, n, number, part_mark);
    if (n > 3 && phs_slice_is(fields[0], "QPD"))
        take_query(reader, fields[3], number, part_mark);
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

void phs_health_hl7_value(struct phs_health_reader *reader, struct phs_slice segment, size_t field, bool first,
                          struct phs_slice value, uint32_t line) {
    bool placed = false;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const struct place *place = &places[i];
        if (place->field != field || !phs_slice_is(segment, place->segment))
            continue;
        bool text = strcmp(place->category, "name") == 0 || strcmp(place->category, "address") == 0;
        placed = true;
        if (text ? value.len > 2 : first && (place->kind == PHS_HEALTH_FACT || has_digit(value)))
            phs_health_add(reader, place->category, place->kind, line, value);
    }
    if (!placed && !is_envelope(segment))
        take_parts(reader, value, line, '^', segment.ptr[0] == 'Z');
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
