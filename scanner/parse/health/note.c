/* SPDX-License-Identifier: Apache-2.0 */
/* Notes, letters, forms and logs in plain text. Labels decide whether a text is about a patient at all; only then do dates,
 * names with titles, addresses, telephones and the patient's own name count wherever they stand in it. */
#include <ctype.h>

#include "parse/health/note.h"
#include "parse/health/note_people.h"
#include "parse/health/note_signs.h"
#include "parse/health/note_things.h"

enum { LONGEST_LINE = 8000, LARGEST_LETTER = 8 * 1024, FEWEST_WORDS = 2, MOST_OTHERS = 4 };

bool phs_note_is_of_others(struct phs_note *note) {
    struct phs_slice text = note->reader->bytes;
    if (note->others == 0)
        note->others =
            phs_health_is_of_others(phs_slice_n(text.ptr, text.len < PHS_NOTE_TEXT ? text.len : PHS_NOTE_TEXT)) ? 1 : -1;
    return note->others > 0;
}

/* "Your lab results are ready": of what only patients get. */
static bool speaks_of_results(struct phs_slice text) {
    static const char *const words[] = {"your lab result", "your prescription", "your refill",     "your test result",
                                        "your medication", "your mammogram",    "your x-ray",      "your mri",
                                        "your doctor",     "your procedure",    "your next visit", "your visit with",
                                        "your surgery",    "your physician",    "your care team"};
    return PHS_HEALTH_HAS_ONE(text, words);
}

/* A patient is named and something is said about health, or two things say who it is. Letters and forms have no label that says
 * "patient": there the words do, and a text full of them needs one thing only. */
static bool is_about_patient(struct phs_note *note, bool whole) {
    bool told = note->patient > 0 && (note->facts > 0 || note->identifier_count > 1);
    if (note->identifier_count == 0)
        return false;
    if (!whole)
        return told || (note->patient > 0 && (note->contacts > 0 || note->numbered));
    bool letter = note->reader->bytes.len < 2 * LARGEST_LETTER;
    struct phs_slice head =
        phs_slice_n(note->reader->bytes.ptr, note->reader->bytes.len < PHS_NOTE_TEXT ? note->reader->bytes.len : PHS_NOTE_TEXT);
    size_t words = phs_note_health_words(head);
    bool likely = (words >= 2 && note->identifier_count > 1) || (words >= 3 && note->patient > 0) ||
                  (words >= 1 && note->persons >= 3) ||
                  (words >= 2 && note->greeted && phs_health_has_word(note->reader->bytes, "appointment")) ||
                  (words >= 3 && note->greeted && note->contacts > 0) || (words >= 3 && note->numbers > 0 && letter) ||
                  (words >= 2 && note->wanted) || (note->wanted && speaks_of_results(head)) ||
                  (words >= 4 && note->contacts > 0 && letter && !phs_note_is_of_others(note));
    return told || (likely && phs_note_speaks_to_everybody(head) < MOST_OTHERS);
}

static void each_line(struct phs_note *note, void (*take)(struct phs_note *note, struct phs_slice line)) {
    struct phs_slice rest = note->reader->bytes, line;
    note->line = 0;
    note->before = PHS_SLICE("");
    note->rows = (struct phs_note_rows){.ruled = 0};
    while (!note->reader->limited && phs_health_next_line(&rest, &note->line, &line))
        take(note, line.len > LONGEST_LINE ? phs_slice_n(line.ptr, LONGEST_LINE) : line);
}

/* Where no label names the patient whoever is named is one, and where nobody is a birthday singles somebody out. */
static void name_somebody(struct phs_health_reader *reader) {
    bool named = false, any = false;
    for (size_t i = reader->record; i < reader->items.n; i++) {
        bool name = strcmp(reader->items.at[i].category, "name") == 0;
        named |= (name && reader->items.at[i].kind == PHS_HEALTH_WEAK) || reader->items.at[i].kind == PHS_HEALTH_STRONG;
        any |= name;
    }
    for (size_t i = reader->record; !named && i < reader->items.n; i++) {
        struct phs_health_item *item = &reader->items.at[i];
        if (strcmp(item->category, "name") == 0)
            item->kind = PHS_HEALTH_WEAK;
        else if (!any && strcmp(item->category, "dob") == 0)
            item->kind = PHS_HEALTH_STRONG;
    }
}

/* A heading tells what the record is about; it is no line with anything of anybody. */
static void end_record(struct phs_note *note) {
    struct phs_health_reader *reader = note->reader;
    for (size_t i = reader->record; note->persons >= 3 && !note->entry && i < reader->items.n; i++)
        if (strcmp(reader->items.at[i].category, "dob") == 0) /* a list of patients by bed and birth */
            reader->items.at[i].kind = PHS_HEALTH_STRONG;
    if (!note->entry)
        name_somebody(reader);
    if (note->headed && reader->items.n > reader->record)
        phs_health_add(reader, note->headed, PHS_HEALTH_FACT, reader->items.at[reader->record].line, PHS_SLICE("heading"));
    phs_health_end(reader, true);
}

static void end_entry(struct phs_note *note) {
    if (is_about_patient(note, false))
        end_record(note);
    else
        phs_health_drop(note->reader, note->reader->record);
    note->patient = note->facts = note->contacts = note->persons = note->identifier_count = note->name_count = 0;
    note->headed = NULL;
    note->numbered = false;
}

/* Of a log every line is a record of its own: its dates are those of the program. In the strings of a program lines that
 * stand together are one. */
static void take_entry(struct phs_note *note, struct phs_slice line) {
    size_t before = note->identifier_count, items = note->reader->items.n;
    if (note->apart == 0 || note->line > note->last + note->apart)
        end_entry(note);
    phs_note_take_labels(note, line);
    if (note->reader->items.n > items)
        note->last = note->line;
    if (note->identifier_count > before || (note->identifier_count && note->apart == 0))
        phs_note_take_things(note, line);
}

/* "DOB: 03/17/1964" */
static bool is_one_label(struct phs_slice head) {
    size_t words = 0;
    for (size_t i = 0; i < head.len && words < 4; i++)
        words += isalpha((unsigned char)head.ptr[i]) && (i == 0 || !isalpha((unsigned char)head.ptr[i - 1]));
    return words < 4;
}

/* Without a label that says so: by the signs of one person in care. */
static bool shows_somebody(struct phs_note *note, struct phs_slice head) {
    size_t words = phs_note_health_words(head);
    struct phs_note_signs signs = {.note = note};
    struct phs_slice rest = head, line;
    bool alone = note->identifier_count == 1 && note->name_count == 0 && note->contacts == 0 && note->facts == 0;
    if (words == 0 || (words == 1 && alone && is_one_label(head)) ||
        phs_note_is_settings(head)) /* "DOB: 03/17/1964", and nothing else */
        return false;
    note->line = 0;
    while (!note->reader->limited && phs_health_next_line(&rest, &note->line, &line))
        phs_note_look_for_signs(&signs, line);
    if (!phs_note_signs_tell(&signs, words))
        return false;
    note->headed = note->headed ? note->headed : "note";
    return true;
}

bool phs_health_log(struct phs_health_reader *reader, uint32_t apart) {
    struct phs_note note = {.reader = reader, .entry = true, .apart = apart};
    note.speaks = phs_health_speaks_of_patients(reader->bytes);
    each_line(&note, take_entry);
    end_entry(&note);
    return reader->items.n > 0;
}

bool phs_health_note(struct phs_health_reader *reader) {
    struct phs_note note = {.reader = reader};
    struct phs_slice head =
        phs_slice_n(reader->bytes.ptr, reader->bytes.len < PHS_NOTE_TEXT ? reader->bytes.len : PHS_NOTE_TEXT);
    note.own = phs_note_speaks_as_patient(head);
    note.told = phs_note_speaks_to_patient(head);
    note.speaks = phs_health_speaks_of_patients(head);
    each_line(&note, phs_note_take_labels);
    if (reader->items.n > reader->record && (phs_note_is_of_animals(head) || (!note.speaks && phs_note_is_technical(head)))) {
        phs_health_drop(reader, reader->record);
        return false;
    }
    if (!is_about_patient(&note, true) && !shows_somebody(&note, head)) {
        phs_health_drop(reader, reader->record);
        size_t before = reader->items.n;
        phs_health_log(reader, 0);
        bool whole = reader->items.n > before && reader->bytes.len < LARGEST_LETTER && !phs_note_is_of_others(&note) &&
                     phs_note_health_words(head) >= FEWEST_WORDS;
        if (!whole)
            return reader->items.n > before;
        each_line(&note, phs_note_take_labels);
    }
    each_line(&note, phs_note_take_things);
    end_record(&note);
    return true;
}
