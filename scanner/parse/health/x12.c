/* SPDX-License-Identifier: Apache-2.0 */
/* X12 837, 835, 834, 278 and 270 to 277: ISA is 106 bytes long and gives the separators. Which person N3, N4, DMG, REF and PER
 * belong to says the NM1 before them. */
#include <ctype.h>

#include "parse/health/record.h"

enum { MOST_ELEMENTS = 40, LONGEST_SEGMENT = 4096 };

struct phs_x12 {
    struct phs_health_reader *reader;
    char element, component;
    bool payment;  /* within an 835 */
    bool somebody; /* one of them was named in this transaction */
    bool patient;  /* the last NM1 named a patient, a subscriber or a dependant */
    uint32_t line;
    struct phs_slice part[MOST_ELEMENTS];
    size_t n;
};

static struct phs_slice element(const struct phs_x12 *reading, size_t i) {
    return i < reading->n ? phs_slice_trim(reading->part[i]) : PHS_SLICE("");
}

static bool listed(const char *words, struct phs_slice word) {
    struct phs_slice rest = phs_slice(words), each;
    while (phs_slice_cut(&rest, '|', &each))
        if (phs_slice_eq(each, word))
            return true;
    return false;
}

static void add(struct phs_x12 *reading, const char *category, enum phs_health_kind kind, size_t i) {
    phs_health_add(reading->reader, category, kind, reading->line, element(reading, i));
}

/* "MEMBERID" stands for a number in guides. */
static bool has_digit(struct phs_slice text) {
    for (size_t i = 0; i < text.len; i++)
        if (isdigit((unsigned char)text.ptr[i]))
            return true;
    return false;
}

static void take_name(struct phs_x12 *reading) {
    reading->patient = listed("IL|QC|74|03|70|31|36|GB|S1|S3", element(reading, 1)) && !phs_slice_is(element(reading, 2), "2");
    if (!reading->patient)
        return;
    reading->somebody = true;
    struct phs_slice last = element(reading, 3), first = element(reading, 4);
    bool both = last.len > 0 && first.len > 0;
    phs_health_add(reading->reader, "name", PHS_HEALTH_WEAK, reading->line,
                   both       ? phs_slice_n(last.ptr, (size_t)(first.ptr + first.len - last.ptr))
                   : last.len ? last
                              : first);
    if (phs_slice_is(element(reading, 8), "34"))
        add(reading, "ssn", PHS_HEALTH_STRONG, 9);
    else if (element(reading, 8).len > 0 && has_digit(element(reading, 9)))
        add(reading, "insurance_id", PHS_HEALTH_STRONG, 9);
}

/* REF*0F is the subscriber's number, and in enrolments mostly his social security number. */
static void take_reference(struct phs_x12 *reading) {
    struct phs_slice kind = element(reading, 1);
    if (listed("SY", kind))
        add(reading, "ssn", PHS_HEALTH_STRONG, 2);
    else if (listed("EA|EJ|MRN", kind))
        add(reading, "mrn", PHS_HEALTH_STRONG, 2);
    else if (listed("1K|D9|F8|G1|9F|XZ", kind))
        add(reading, "account_number", PHS_HEALTH_CONTACT, 2);
    else if (listed("1L|IG|0F|38|1W|F6|N6|23|3H|ABB|18|6P|A6|HJ|IF|NQ|ZZ", kind) && reading->patient)
        add(reading, "insurance_id", PHS_HEALTH_STRONG, 2);
    else if (reading->somebody &&
             !listed("0B|1B|1C|1D|1G|1H|1J|G2|G5|LU|N5|TJ|EI|HPI|2U|FY|NF|CE|BLT|D3|X4|F4|P4|VY|X5", kind) &&
             has_digit(element(reading, 2))) /* whatever else stands below somebody, but what is a provider's or a payer's */
        add(reading, "account_number", PHS_HEALTH_CONTACT, 2);
}

/* ABK:E1165, with the code behind the qualifier. */
static void take_diagnoses(struct phs_x12 *reading) {
    for (size_t i = 1; i < reading->n; i++) {
        struct phs_slice code = element(reading, i);
        const char *cut = memchr(code.ptr, reading->component, code.len);
        if (!cut)
            continue;
        bool procedure = code.ptr[0] == 'B' && code.len > 2 && (code.ptr[1] == 'B' || code.ptr[1] == 'O');
        phs_health_add(reading->reader, procedure ? "procedure" : "diagnosis", PHS_HEALTH_FACT, reading->line,
                       phs_slice_n(cut + 1, (size_t)(code.ptr + code.len - cut - 1)));
    }
}

static void take_contact(struct phs_x12 *reading) {
    for (size_t i = 3; i + 1 < reading->n; i += 2)
        if (listed("TE|HP|CP|WP|FX|EX", element(reading, i)))
            add(reading, "phone", PHS_HEALTH_CONTACT, i + 1);
        else if (listed("EM", element(reading, i)))
            add(reading, "email", PHS_HEALTH_CONTACT, i + 1);
}

static void take_segment(struct phs_x12 *reading) {
    struct phs_slice id = element(reading, 0);
    if (phs_slice_is(id, "NM1"))
        take_name(reading);
    else if (phs_slice_is(id, "REF"))
        take_reference(reading);
    else if (phs_slice_is(id, "HI"))
        take_diagnoses(reading);
    else if (phs_slice_is(id, "CLM") || phs_slice_is(id, "CLP"))
        add(reading, "account_number", PHS_HEALTH_STRONG, 1);
    else if (listed("SV1|SV2|SV3|SVC", id))
        add(reading, "procedure", PHS_HEALTH_FACT, phs_slice_is(id, "SV2") ? 2 : 1);
    else if (phs_slice_is(id, "INS")) {
        reading->patient = true;
        add(reading, "insurance", PHS_HEALTH_FACT, 3);
    } else if (phs_slice_is(id, "SBR"))
        add(reading, "insurance_id", PHS_HEALTH_CONTACT, 3);
    else if (listed("DTP|DTM", id))
        add(reading, "date", PHS_HEALTH_CONTACT, phs_slice_is(id, "DTP") ? 3 : 2);
    else if (listed("EB|HD", id))
        add(reading, "insurance", PHS_HEALTH_FACT, phs_slice_is(id, "EB") ? 1 : 3);
    else if (phs_slice_is(id, "NTE"))
        add(reading, "note", PHS_HEALTH_FACT, 2);
    else if (phs_slice_is(id, "ST"))
        reading->payment = phs_slice_is(element(reading, 1), "835");
    else if (phs_slice_is(id, "TRN")) { /* of a payment, or of an inquiry about somebody */
        if (!reading->payment)
            add(reading, "account_number", PHS_HEALTH_CONTACT, 2);
    } else if (phs_slice_is(id, "HL")) /* of a subscriber or dependant: an inquiry tells his birthday before his name */
        reading->patient = listed("22|23", element(reading, 3));
    else if (!reading->patient)
        return;
    else if (phs_slice_is(id, "STC"))
        add(reading, "date", PHS_HEALTH_CONTACT, 2);
    else if (phs_slice_is(id, "N3"))
        add(reading, "address", PHS_HEALTH_CONTACT, 1);
    else if (phs_slice_is(id, "N4"))
        add(reading, "address", PHS_HEALTH_CONTACT, element(reading, 1).len ? 1 : 3);
    else if (phs_slice_is(id, "DMG"))
        add(reading, "dob", PHS_HEALTH_WEAK, 2);
    else if (phs_slice_is(id, "PER"))
        take_contact(reading);
}

static void split(struct phs_x12 *reading, struct phs_slice segment) {
    size_t start = 0;
    reading->n = 0;
    for (size_t i = 0; i <= segment.len && reading->n < MOST_ELEMENTS; i++)
        if (i == segment.len || segment.ptr[i] == reading->element) {
            reading->part[reading->n++] = phs_slice_n(segment.ptr + start, i - start);
            start = i + 1;
        }
}

struct phs_x12 *phs_health_x12_new(struct phs_health_reader *reader, char element_mark, char component_mark) {
    struct phs_x12 *x12 = PHS_NEW(reader->arena, struct phs_x12);
    *x12 = (struct phs_x12){.reader = reader, .element = element_mark, .component = component_mark};
    return x12;
}

void phs_health_x12_segment(struct phs_x12 *x12, struct phs_slice segment, uint32_t line) {
    x12->line = line;
    split(x12, segment);
    take_segment(x12);
}

/* Lines are counted whichever way they end; a segment stands on the line on which it begins. */
static const char *skip_space(struct phs_x12 *reading, const char *at, const char *end) {
    for (; at < end && isspace((unsigned char)*at); at++)
        if (*at == '\n' || (*at == '\r' && (at + 1 == end || at[1] != '\n')))
            reading->line++;
    return at;
}

static void count_lines(struct phs_x12 *reading, const char *at, const char *end) {
    while (at < end)
        at = *at == '\n' ? (reading->line++, at + 1) : at + 1;
}

bool phs_health_x12(struct phs_health_reader *reader) {
    struct phs_x12 reading = {.reader = reader, .line = 1};
    const char *end = reader->bytes.ptr + reader->bytes.len, *at = skip_space(&reading, reader->bytes.ptr, end);
    char terminator = '~';
    if (end - at > 16 && memcmp(at, "ST", 2) == 0) { /* without an envelope: the marks are those of the first segment */
        const char *mark = at + 7;
        while (mark < end && (isalnum((unsigned char)*mark) || *mark == at[2]))
            mark++;
        reading.element = at[2];
        reading.component = memchr(at, '>', (size_t)(end - at)) ? '>' : ':';
        terminator = mark < end ? *mark : terminator;
    }
    while ((at = skip_space(&reading, at, end)) < end) {
        if (end - at > 106 && memcmp(at, "ISA", 3) == 0) {
            reading.element = at[3];
            reading.component = at[104];
            terminator = at[105];
        }
        size_t most = (size_t)(end - at) < LONGEST_SEGMENT ? (size_t)(end - at) : LONGEST_SEGMENT;
        const char *stop = memchr(at, terminator, most);
        if (!stop)
            stop = at + most;
        split(&reading, phs_slice_n(at, (size_t)(stop - at)));
        take_segment(&reading);
        if (phs_slice_is(element(&reading, 0), "SE")) {
            phs_health_end(reader, true);
            reading.patient = reading.somebody = false;
        }
        count_lines(&reading, at, stop);
        at = stop < end ? (terminator == '\n' ? (reading.line++, stop + 1) : stop + 1) : end;
    }
    phs_health_end(reader, true);
    return true;
}
