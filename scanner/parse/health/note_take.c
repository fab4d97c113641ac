/* SPDX-License-Identifier: Apache-2.0 */
/* Labels with their values: what they tell of whom the text is about. */
#include <ctype.h>

#include "parse/health/note.h"
#include "parse/health/note_things.h"

enum { LONGEST_NAME = 32, LONGEST_HEAD = 200 };

static void remember_name(struct phs_note *note, struct phs_slice value) {
    size_t start = 0;
    for (size_t i = 0; i <= value.len; i++) {
        if (i < value.len && isalpha((unsigned char)value.ptr[i]))
            continue;
        struct phs_slice word = phs_slice_n(value.ptr + start, i - start);
        start = i + 1;
        bool known = word.len < 3 || word.len > LONGEST_NAME || note->name_count == PHS_NOTE_NAMES;
        for (size_t k = 0; !known && k < note->name_count; k++)
            known = phs_slice_ieq(note->names[k], word);
        if (!known)
            note->names[note->name_count++] = word;
    }
}

/* The same label again and again is a variable of a program. */
static void count_identifier(struct phs_note *note, const char *category) {
    for (size_t i = 0; i < note->identifier_count; i++)
        if (strcmp(note->identifiers[i], category) == 0)
            return;
    if (note->identifier_count < PHS_NOTE_KINDS)
        note->identifiers[note->identifier_count++] = category;
}

const struct phs_note_label phs_note_patient = {"patient", "name", PHS_HEALTH_WEAK, true, true};

const struct phs_note_label phs_note_called = {"name", "name", PHS_HEALTH_WEAK, false, false};

const struct phs_note_label phs_note_patient_number = {"patient", "patient_id", PHS_HEALTH_STRONG, true, true};

/* "Client: Marta Halvorsen" of a note; companies have clients and members too. */
static bool is_client(const struct phs_note_label *label, struct phs_slice value) {
    static const char *const texts[] = {"client",      "resident", "caller",    "dependent",
                                        "beneficiary", "claimant", "recipient", "veteran"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(label->text, texts[i]) == 0)
            return phs_health_looks_like_name(value) && phs_health_has_known_name(value) && !phs_health_is_organization(value);
    return false;
}

/* "PATIENT FACE SHEET" */
static bool is_heading(struct phs_slice value) {
    static const char *const words[] = {"FACE SHEET",   "CHART",  "SUMMARY", "INFORMATION",  "RECORD",
                                        "REGISTRATION", "INTAKE", "HISTORY", "DEMOGRAPHICS", "LIST",
                                        "CENSUS",       "LABEL",  "COPY",    "PROFILE"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (value.len >= strlen(words[i]) && phs_slice_ieq(phs_slice_n(value.ptr, strlen(words[i])), phs_slice(words[i])))
            return true;
    return false;
}

/* "| Name | DOB |": the next head of a table, or what such a column holds. */
static bool is_head(struct phs_slice value) {
    const char *end = value.ptr + value.len, *stop;
    return value.len > 1 && value.len <= LONGEST_HEAD &&
           ((phs_note_label_words(value.ptr, end, &stop) && stop == end) ||
            (!phs_health_has_known_name(value) && phs_note_health_words(value) > 0));
}

void phs_note_take(struct phs_note *note, const struct phs_note_label *label, struct phs_slice value) {
    if (label->kind == PHS_HEALTH_FACT) {
        note->facts++;
        note->patient += label->patient;
        note->headed = value.len ? note->headed : label->category;
        phs_health_add(note->reader, label->category, PHS_HEALTH_FACT, note->line, value);
        return;
    }
    if (strcmp(label->category, "name") == 0)
        value = phs_note_name_of(value);
    else if (label->kind == PHS_HEALTH_STRONG || strcmp(label->category, "dob") == 0 || strcmp(label->category, "date") == 0 ||
             strcmp(label->category, "phone") == 0)
        value = phs_note_number_of(value);
    if (strcmp(label->category, "name") == 0 && is_head(value))
        return;
    note->open = value.len == 0 && !note->entry ? label : NULL;
    if (strcmp(label->text, "member") == 0 && phs_note_looks_like_name(value))
        label = &phs_note_called;
    if (strcmp(label->text, "pt") == 0 && phs_health_looks_like_name(value))
        label = &phs_note_patient;
    if (phs_health_is_empty(value) || phs_slice_find(value, PHS_SLICE("___")) != (size_t)-1 || !phs_note_fits(label, value) ||
        (strcmp(label->text, "patient") == 0 && is_heading(value)))
        return;
    note->patient += label->patient || is_client(label, value);
    note->contacts += label->kind == PHS_HEALTH_CONTACT;
    note->numbers += label->kind == PHS_HEALTH_STRONG;
    note->persons += label->patient && label->kind != PHS_HEALTH_CONTACT;
    if (label->kind == PHS_HEALTH_STRONG || label->kind == PHS_HEALTH_WEAK)
        count_identifier(note, label->category);
    if (strcmp(label->category, "name") == 0 && label->kind == PHS_HEALTH_WEAK)
        remember_name(note, value);
    phs_health_add(note->reader, label->category, (enum phs_health_kind)label->kind, note->line, value);
}
