/* SPDX-License-Identifier: Apache-2.0 */
/* What counts only because the text is about a patient: dates, telephones, addresses, numbers and names without a label. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note.h"
#include "parse/health/note_people.h"
#include "parse/health/note_things.h"

enum { LONGEST_STREET = 60, LONGEST_WORD = 64 };

static bool is_patient_word(const struct phs_note *note, const char *at, const char *end) {
    struct phs_slice word = phs_slice_n(at, phs_note_run(at, end, isalpha));
    for (size_t i = 0; i < note->name_count && isupper((unsigned char)*at); i++)
        if (phs_slice_ieq(note->names[i], word))
            return true;
    return false;
}

static void contact(struct phs_note *note, const char *category, const char *at, const char *end) {
    size_t n = (size_t)(end - at) < 16 ? (size_t)(end - at) : 16;
    if (note->entry && (strcmp(category, "date") == 0 || strcmp(category, "account_number") == 0))
        return;
    note->contacts += strcmp(category, "phone") == 0 || strcmp(category, "email") == 0 || strcmp(category, "address") == 0;
    phs_health_add(note->reader, category, PHS_HEALTH_CONTACT, note->line, phs_slice_n(at, n));
}

/* "SSN ends in 6618", "last four of his social 6618" */
static bool is_ssn_tail(const char *at, const char *end) {
    if (end - at < 8 || (strncasecmp(at, "ssn", 3) != 0 && strncasecmp(at, "social", 6) != 0))
        return false;
    const char *p = at, *stop = end - at < 40 ? end : at + 40;
    while (p < stop && !isdigit((unsigned char)*p))
        p++;
    return phs_note_run(p, end, isdigit) == 4;
}

/* "197 Juniper Hollow" above "Toledo, OH 43606": a street by what stands below it. */
static void take_street_above(struct phs_note *note) {
    struct phs_slice above = phs_slice_trim(note->before);
    const char *at = above.ptr, *end = above.ptr + above.len;
    size_t digits = phs_note_run(at, end, isdigit);
    if (digits < 1 || digits > 6 || above.len > LONGEST_STREET || at + digits + 3 > end || at[digits] != ' ' ||
        !isalnum((unsigned char)at[digits + 1]))
        return;
    note->line--;
    contact(note, "address", at, end);
    note->line++;
}

/* "Tahlequah 74464": a line of a town and five digits. */
static bool is_town_line(struct phs_slice line, const char *at) {
    struct phs_slice whole = phs_slice_trim(line);
    if (phs_note_run(at, line.ptr + line.len, isdigit) != 5 || whole.len > LONGEST_STREET || at + 5 != whole.ptr + whole.len ||
        at - whole.ptr < 4 || !isupper((unsigned char)*whole.ptr))
        return false;
    for (const char *p = whole.ptr; p < at; p++)
        if (!isalpha((unsigned char)*p) && !strchr(" ,.'", *p))
            return false;
    return true;
}

static const char *at_digit(struct phs_note *note, struct phs_slice line, const char *at) {
    const char *end = line.ptr + line.len;
    if (phs_note_is_ssn(at, end))
        phs_health_add(note->reader, "ssn", PHS_HEALTH_STRONG, note->line, phs_slice_n(at, 11));
    else if (phs_note_is_phone(line.ptr, at, end))
        contact(note, "phone", at, end);
    else if (phs_note_is_ip(at, end))
        contact(note, "ip", at, end);
    else if (phs_note_is_date(at, end))
        contact(note, "date", at, end);
    else if (phs_note_is_street(at, end))
        contact(note, "address", at, end);
    else if (phs_note_is_zip(line.ptr, at, end)) {
        contact(note, "address", at, end);
        take_street_above(note);
    } else if (!note->entry && is_town_line(line, at))
        contact(note, "address", at, end);
    else if (phs_note_is_number(at, end))
        contact(note, "account_number", at, end);
    else if (!note->entry && (phs_note_is_foreign_date(at, end) || phs_note_is_loose_date(line.ptr, at, end)))
        contact(note, "date", at, end);
    else if (!note->entry &&
             (phs_note_is_foreign_street(at, end) || phs_note_is_town(line.ptr, at, end) || phs_note_is_place(at, end)))
        contact(note, "address", at, end);
    else if (!note->entry && (phs_note_is_grouped(at, end) || phs_note_is_spaced_number(at, end) || phs_note_is_code(at, end) ||
                              phs_note_is_labelled_number(line.ptr, at, end)))
        contact(note, "account_number", at, end);
    else if (!note->entry && phs_note_is_great_age(at, end))
        contact(note, "demographics", at, end);
    else
        return at + phs_note_run(at, end, isdigit);
    while (at < end && (isdigit((unsigned char)*at) || strchr("-/.()", *at)))
        at++;
    return at;
}

/* "Juniper Halloway's mom": whose kin somebody is. */
static const char *kin_of(const char *start, const char *at, const char *end) {
    static const char *const kin[] = {"mom",     "dad",     "mother",  "father",    "son",     "daughter",
                                      "wife",    "husband", "sister",  "brother",   "niece",   "nephew",
                                      "parents", "spouse",  "partner", "caregiver", "guardian"};
    const char *p = at;
    for (size_t words = 0; words < 3 && p < end && isupper((unsigned char)*p); words++) {
        const char *far = end - p < LONGEST_WORD ? end : p + LONGEST_WORD;
        while (p < far && (isalpha((unsigned char)*p) || *p == '-' || (unsigned char)*p > 127))
            p++;
        if (end - p > 5 && memcmp(p, "'s ", 3) == 0)
            for (size_t i = 0; i < sizeof kin / sizeof *kin; i++)
                if (phs_note_begins(p + 3, end, kin[i]) && p - at > 2 && at >= start)
                    return p;
        p += p < end && *p == ' ';
    }
    return NULL;
}

/* Where a name ends that begins there; NULL: go on with the next letter. */
static const char *at_capital(struct phs_note *note, struct phs_slice line, const char *at) {
    const char *end = line.ptr + line.len, *stop = note->entry ? NULL : phs_note_person_at(line.ptr, at, end);
    if (stop && !phs_health_is_complaint(phs_slice_n(at, (size_t)(stop - at)))) {
        contact(note, "name", at, stop);
        return stop;
    }
    if ((stop = note->entry ? NULL : kin_of(line.ptr, at, end)) != NULL) {
        contact(note, "name", at, stop);
        return stop;
    }
    if (phs_note_is_titled(at, end) || is_patient_word(note, at, end))
        contact(note, "name", at, end);
    else if (phs_note_is_month(at, end))
        contact(note, "date", at, end);
    else if (phs_note_is_number(at, end))
        contact(note, "account_number", at, end);
    else if (!note->entry && (phs_note_is_postcode(at, end) || phs_note_is_foreign_street(at, end)))
        contact(note, "address", at, end);
    else if (!note->entry && (phs_note_is_labelled_number(line.ptr, at, end) || phs_note_is_code(at, end)))
        contact(note, "account_number", at, end);
    return NULL;
}

static void at_word(struct phs_note *note, struct phs_slice line, const char *at) {
    const char *end = line.ptr + line.len, *place;
    if (phs_note_is_spoken_date(at, end) || phs_note_is_loose_date(line.ptr, at, end))
        contact(note, "date", at, end);
    else if ((place = phs_note_said_number_at(at, end)) != NULL)
        contact(note, "account_number", at, place);
    else if ((place = phs_note_spelled_at(line.ptr, at, end)) != NULL)
        contact(note, "name", at, place);
    else if (*at == 'h' && (place = phs_note_url_at(note, at, end)) != NULL)
        contact(note, "url", at, place);
    else if (strchr("oiat", *at | 0x20) && (place = phs_note_lives_at(line.ptr, at, end)) != NULL)
        contact(note, "address", at, place);
    else if (strchr("we", *at | 0x20) && (place = phs_note_employer_at(at, end)) != NULL)
        contact(note, "name", place, end);
}

/* Things that count only because the text is about a patient. */
void phs_note_take_things(struct phs_note *note, struct phs_slice line) {
    const char *end = line.ptr + line.len;
    for (const char *at = line.ptr; at < end;) {
        const char *kin, *behind = phs_note_skip_removed(at, end);
        if (behind > at) {
            at = behind;
            continue;
        }
        bool start = phs_note_starts_word(line.ptr, at);
        if (start && !note->entry && (kin = phs_note_kin_at(at, end)) != NULL) {
            contact(note, "name", at, kin);
            at = kin;
            continue;
        }
        if (start && (isdigit((unsigned char)*at) || (*at == '(' && phs_note_is_phone(line.ptr, at, end)))) {
            at = at_digit(note, line, at);
            continue;
        }
        if (start && isupper((unsigned char)*at) && (kin = at_capital(note, line, at)) != NULL) {
            at = kin;
            continue;
        }
        if (start && !note->entry && isalpha((unsigned char)*at))
            at_word(note, line, at);
        if (start && !note->entry && (*at | 0x20) == 's' && is_ssn_tail(at, end))
            contact(note, "ssn", at, end);
        if (*at == '@' && at > line.ptr && isalnum((unsigned char)at[-1]) && at + 1 < end && isalnum((unsigned char)at[1]) &&
            memchr(at, '.', (size_t)(end - at)))
            contact(note, "email", at, end);
        at++;
    }
    note->before = line;
}
