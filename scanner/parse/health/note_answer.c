/* SPDX-License-Identifier: Apache-2.0 */
/* Values that stand below what asks for them: questions in conversations, boxes of forms, cards. */
#include <ctype.h>

#include "parse/health/note.h"
#include "parse/health/note_people.h"
#include "parse/health/note_things.h"

enum { LONGEST_HEADING = 48 };

/* "May I have your date of birth?": the answer stands on the next line. */
void phs_note_take_question(struct phs_note *note, struct phs_slice line) {
    static const struct {
        const char *word;
        struct phs_note_label label;
    } questions[] = {{"born", {"date of birth", "dob", PHS_HEALTH_WEAK, true, false}},
                     {"birth", {"date of birth", "dob", PHS_HEALTH_WEAK, true, false}},
                     {"social", {"ssn", "ssn", PHS_HEALTH_STRONG, false, false}},
                     {"member id", {"member id", "insurance_id", PHS_HEALTH_STRONG, false, false}},
                     {"the id ", {"member id", "insurance_id", PHS_HEALTH_STRONG, false, false}},
                     {"mrn", {"mrn", "mrn", PHS_HEALTH_STRONG, true, false}},
                     {"dob", {"date of birth", "dob", PHS_HEALTH_WEAK, true, false}},
                     {"record number", {"mrn", "mrn", PHS_HEALTH_STRONG, true, false}},
                     {"phone", {"phone", "phone", PHS_HEALTH_CONTACT, false, false}},
                     {"address", {"address", "address", PHS_HEALTH_CONTACT, false, false}},
                     {"your name", {"name", "name", PHS_HEALTH_WEAK, false, false}}};
    line = phs_slice_trim(line);
    bool asks = line.len > 8 && (line.ptr[line.len - 1] == '?' || phs_health_has_word(line, "please enter") ||
                                 phs_health_has_word(line, "please say") || phs_health_has_word(line, "confirm your") ||
                                 phs_health_has_word(line, "verify your") || phs_health_has_word(line, "need her") ||
                                 phs_health_has_word(line, "need his") || phs_health_has_word(line, "need the "));
    for (size_t i = 0; asks && i < sizeof questions / sizeof *questions; i++)
        if (phs_health_has_word(line, questions[i].word)) {
            note->open = &questions[i].label;
            return;
        }
}

/* "CALLER: 3/14/1961", "**Caller:** 3/14/1961", "[9:03 AM] Luis: 48392011" */
static struct phs_slice without_speaker(struct phs_slice line) {
    size_t n = 0;
    if (line.len > 4 && line.ptr[0] == '[' && memchr(line.ptr, ']', line.len < 30 ? line.len : 30))
        n = (size_t)((const char *)memchr(line.ptr, ']', 30) - line.ptr) + 1;
    size_t first = n;
    while (n < line.len && n < first + 24 && (isalpha((unsigned char)line.ptr[n]) || strchr(" *>_", line.ptr[n])))
        n++;
    if (n < first + 2 || n + 1 >= line.len || line.ptr[n] != ':')
        return first ? phs_slice_trim(phs_slice_n(line.ptr + first, line.len - first)) : line;
    for (n++; n < line.len && strchr(" *_", line.ptr[n]);)
        n++;
    return phs_slice_n(line.ptr + n, line.len - n);
}

/* "Sure, it's U48392011": behind the words of an answer, what it was asked for. */
static struct phs_slice answer_of(const struct phs_note_label *label, struct phs_slice value) {
    if (label->kind != PHS_HEALTH_STRONG && strcmp(label->category, "dob") != 0 && strcmp(label->category, "phone") != 0)
        return value;
    for (size_t i = 0; i < value.len && value.ptr[0] != '|'; i++) {
        bool start = (i == 0 || strchr(" ,:", value.ptr[i - 1])) && isalnum((unsigned char)value.ptr[i]);
        const char *at = value.ptr + i, *end = value.ptr + value.len;
        size_t letters = phs_note_run(at, end, isupper);
        if (start &&
            ((letters <= 4 && at + letters < end && isdigit((unsigned char)at[letters])) || phs_note_is_month(at, end)))
            return phs_slice_n(at, (size_t)(end - at));
    }
    return value;
}

void phs_note_take_answer(struct phs_note *note, struct phs_slice line) {
    const struct phs_note_label *label = note->open;
    const char *unused, *end = line.ptr + line.len, *stop;
    struct phs_slice value = without_speaker(phs_slice_trim(line));
    note->open = NULL;
    if (!label || value.len == 0 || phs_note_label_at(value.ptr, end, &unused))
        return;
    struct phs_slice answer = answer_of(label, value);
    if (strcmp(label->category, "name") != 0 && (stop = phs_note_person_at(value.ptr, value.ptr, end)) != NULL)
        phs_note_take(note, &phs_note_called, phs_slice_n(value.ptr, (size_t)(stop - value.ptr))); /* both were asked for */
    phs_note_take(note, label, phs_note_value_at(answer.ptr, answer.ptr, end));
}

/* "Name/Nombre" and "Medicare Number" on a card: the value stands below. */
void phs_note_take_heading(struct phs_note *note, struct phs_slice line) {
    const char *stop;
    line = phs_slice_trim(line);
    if (note->entry || line.len < 3 || line.len > LONGEST_HEADING || !isalpha((unsigned char)line.ptr[0]))
        return;
    const struct phs_note_label *label = phs_note_label_words(line.ptr, line.ptr + line.len, &stop);
    bool alone = label && (stop == line.ptr + line.len || *stop == '/');
    if (alone && (label->kind == PHS_HEALTH_STRONG || label->kind == PHS_HEALTH_WEAK))
        note->open = label;
}
