/* SPDX-License-Identifier: Apache-2.0 */
/* One line of a text, and every label and every person in it. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note.h"
#include "parse/health/note_people.h"
#include "parse/health/note_things.h"

enum { LONGEST_LABEL = 200 };

/* "aws_db_option_group" and "subnet-group" are names, and their last words no labels. */
static bool is_tail_of_name(const char *start, const char *at) {
    return at - start > 1 && strchr("_-.", at[-1]) && isalnum((unsigned char)at[-2]);
}

/* Without a mark behind it a word is a label only where its text begins: "in the parameter group" of a page is none. */
static bool is_marked(const char *start, const char *at, const char *value) {
    for (const char *p = at; p < value; p++)
        if (strchr(":=|#", *p))
            return true;
    return at == start || strchr("\t|*", at[-1]) || (at - start > 1 && at[-1] == ' ' && strchr(" *-\t", at[-2]));
}

/* "RX 7734021" on a bottle: the number of somebody's prescription. */
static bool is_prescription(const char *at, const char *end, struct phs_slice *ret_number) {
    const char *p = at + 2;
    if (end - at < 8 || strncasecmp(at, "rx", 2) != 0 || !strchr(" #:", *p))
        return false;
    while (p < end && strchr(" #:", *p))
        p++;
    *ret_number = phs_slice_n(p, phs_note_run(p, end, isdigit));
    return ret_number->len >= 6 && ret_number->len <= 12;
}

/* "MRN130068": the letters are part of the number. */
static bool is_record_number(const char *at, const char *end, struct phs_slice *ret_number) {
    if (end - at < 8 || memcmp(at, "MRN", 3) != 0 || phs_note_run(at + 3, end, isdigit) < 5)
        return false;
    *ret_number = phs_slice_n(at, 3 + phs_note_run(at + 3, end, isdigit));
    return true;
}

/* "| Candidate | Listed |": behind a bar stands one word that nobody is called. */
static bool is_head_of_table(struct phs_slice line, const char *at, const char *value) {
    const char *end = line.ptr + line.len;
    struct phs_slice word = phs_slice_n(value, phs_note_run(value, end, isalpha));
    const char *stop = value + word.len;
    while (stop < end && *stop == ' ')
        stop++;
    return memchr(at, '|', (size_t)(value - at)) && (stop == end || *stop == '|') && !phs_health_has_known_name(word);
}

void phs_note_take_labels(struct phs_note *note, struct phs_slice line) {
    const char *end = line.ptr + line.len, *value;
    note->bearer[false] = note->bearer[true] = NULL;
    if (note->open)
        phs_note_take_answer(note, line);
    phs_note_take_correspondent(note, line);
    phs_note_take_people(note, line);
    if (note->entry && line.len < PHS_NOTE_SENTENCE && phs_health_has_word(line, "patient"))
        phs_note_take_introduction(note, line);
    if (!note->entry) {
        phs_note_take_sender(note, line);
        phs_note_take_last_and_first(note, line);
        phs_note_take_lone_name(note, line);
        phs_note_take_introduction(note, line);
        phs_note_take_columns(note, line);
    }
    phs_note_take_heading(note, line);
    for (const char *at = line.ptr; at < end; at++) {
        at = phs_note_skip_removed(at, end);
        if (at >= end || !isalpha((unsigned char)*at) || !phs_note_starts_word(line.ptr, at) || is_tail_of_name(line.ptr, at))
            continue;
        const struct phs_note_label *label = phs_note_label_at(at, end, &value);
        struct phs_slice name;
        static const struct phs_note_label prescription = {"rx", "account_number", PHS_HEALTH_STRONG, true, true};
        if (!note->entry && *at == 'R' && line.len < LONGEST_LABEL && is_prescription(at, end, &name)) {
            phs_note_take(note, &prescription, name);
            at = name.ptr + name.len - 1;
            continue;
        }
        if (label && value[-1] == '\t' && !is_marked(line.ptr, at, value))
            label = NULL;
        label = label || note->entry ? label : phs_note_label_in_form(line.ptr, at, end, &value);
        if (label && strcmp(label->category, "name") == 0 && is_head_of_table(line, at, value))
            label = NULL;
        if (label && !note->entry && at > line.ptr && at[-1] == '"')
            label = NULL; /* the key of a program's data */
        if (label) {
            if (!note->entry && label->kind == PHS_HEALTH_STRONG)
                phs_note_take_bearer(note, line.ptr, at, label->patient);
            else if (strcmp(label->category, "dob") == 0 && value < end && isdigit((unsigned char)*value))
                phs_note_take_born(note, line.ptr, at);
            phs_note_take(note, label, phs_note_value_at(line.ptr, value, end));
            at = value > at + 1 ? value - 1 : at;
        } else if (is_record_number(at, end, &name)) {
            static const struct phs_note_label record = {"mrn", "mrn", PHS_HEALTH_STRONG, true, true};
            phs_note_take(note, &record, name);
            at = name.ptr + name.len - 1;
        } else if (strchr("pcs", *at | 0x20) && phs_note_numbered_patient(at, end, &name)) {
            phs_note_take(note, &phs_note_patient_number, name);
            note->numbered = true;
            at = name.ptr + name.len - 1;
        } else if ((*at | 0x20) == 'p' && phs_note_named_patient(at, end, &name)) {
            phs_note_take(note, &phs_note_patient, name);
            at = name.ptr + name.len - 1;
        } else
            while (at + 1 < end && isalnum((unsigned char)at[1]))
                at++;
    }
    if (!note->entry)
        phs_note_take_question(note, line);
}
