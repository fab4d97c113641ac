/* SPDX-License-Identifier: Apache-2.0 */
/* HL7 v2 messages: a PID segment is a person, DG1, OBX and their kin are health information about that person. */
#include "collect/source/scan_parts.h"

struct segment {
    const char *name, *field; /* a field name of the catalogue that stands for what the segment holds */
};

static const struct segment segments[] = {{"PID|", "patient_id"},   {"PID|", "patient_name"},   {"PID|", "date_of_birth"},
                                          {"IN1|", "insurance_id"}, {"DG1|", "diagnosis_code"}, {"OBX|", "lab_result"},
                                          {"AL1|", "allergy"},      {"RXA|", "medication"},     {"RXE|", "medication"},
                                          {"PV1|", "encounter"},    {"PR1|", "procedure_code"}};

static void take_segment(struct phs_scan *scan, struct phs_slice line) {
    for (size_t i = 0; i < sizeof segments / sizeof segments[0]; i++) {
        bool person = false;
        if (!phs_slice_starts(line, segments[i].name))
            continue;
        const struct phs_lexeme *lexeme = phs_lexicon_find(scan->lexicon, phs_slice(segments[i].field), &person);
        if (lexeme)
            phs_record_hit(scan, lexeme, true, 1);
    }
}

void phs_scan_hl7(struct phs_scan *scan, struct phs_slice bytes) {
    size_t start = 0;
    scan->line = 1;
    for (size_t i = 0; i <= bytes.len; i++) {
        if (i < bytes.len && bytes.ptr[i] != '\r' && bytes.ptr[i] != '\n')
            continue;
        struct phs_slice line = phs_slice_n(bytes.ptr + start, i - start);
        if (phs_slice_starts(line, "MSH|"))
            phs_record_close(scan);
        take_segment(scan, line);
        scan->line += line.len > 0;
        start = i + 1;
    }
    phs_record_close(scan);
}
