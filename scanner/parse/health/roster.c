/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of people without a header or labels: "1. Halvorsen, Marta (3/14/1961) 612-824-7342". A line names somebody, a day and
 * a number, or a complaint and one of these; two such lines in a text of health care are a list of patients. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_things.h"

enum { FEWEST_LINES = 2, FEWEST_WORDS = 1, LONGEST_LINE = 300, LONGEST_TITLE = 120, LONGEST_TEXT = 64 * 1024 };

struct entry {
    struct phs_slice name, day, phone, number, street;
};

static const char *end_of(const char *at, const char *end) {
    while (at < end && (isalnum((unsigned char)*at) || strchr("-/.()", *at)))
        at++;
    return at;
}

static bool has_year(struct phs_slice day) {
    return phs_health_holds_date(day);
}

static void take_place(struct entry *entry, const char *start, const char *at, const char *end) {
    struct phs_slice word = phs_slice_n(at, (size_t)(end_of(at, end) - at));
    if (!entry->phone.len && phs_note_is_phone(start, at, end))
        entry->phone = word;
    else if (!entry->day.len && phs_note_is_date(at, end) && has_year(word))
        entry->day = word;
    else if (!entry->street.len && phs_note_is_street(at, end))
        entry->street = word;
    else if (!entry->number.len && phs_note_is_number(at, end))
        entry->number = word;
}

/* Clinicians and a complaint that begins a line ("Chest Pain") are no patients. */
static bool is_other(const char *start, const char *at, const char *stop) {
    size_t before = (size_t)(at - start) < 4 ? (size_t)(at - start) : 4;
    return (before >= 3 && (memcmp(at - 3, "Dr ", 3) == 0 || (before == 4 && memcmp(at - 4, "Dr. ", 4) == 0))) ||
           phs_health_is_clinician(phs_slice_n(at, (size_t)(stop - at))) ||
           phs_health_is_complaint(phs_slice_n(at, (size_t)(stop - at))) ||
           phs_health_is_organization(phs_slice_n(at, (size_t)(stop - at)));
}

/* Where a cell of a row begins: in one, "LUMBAR SPINE" behind "MRI" is no name. */
static bool begins_cell(const char *start, const char *at) {
    while (at > start && (at[-1] == ' ' || at[-1] == '"' || at[-1] == '\''))
        at--;
    return at == start || strchr(",;|\t", at[-1]);
}

static bool is_entry(struct phs_slice line, bool rows, struct entry *ret_entry) {
    const char *end = line.ptr + line.len;
    *ret_entry = (struct entry){.name = PHS_SLICE("")};
    for (const char *at = line.ptr; at < end; at++)
        if (strchr("{}<>=[];", *at)) /* a program's line */
            return false;
    for (const char *at = line.ptr; at < end;) {
        if (at > line.ptr && isalnum((unsigned char)at[-1])) {
            at++;
            continue;
        }
        const char *stop = !ret_entry->name.len ? phs_note_full_name_at(at, end) : NULL;
        if (stop && (is_other(line.ptr, at, stop) || (rows && !begins_cell(line.ptr, at)))) {
            at = stop;
            continue;
        }
        if (stop) {
            ret_entry->name = phs_slice_n(at, (size_t)(stop - at));
            at = stop;
            continue;
        }
        if (isdigit((unsigned char)*at) || *at == '(' || isupper((unsigned char)*at)) {
            struct entry before = *ret_entry;
            take_place(ret_entry, line.ptr, at, end);
            if (memcmp(&before, ret_entry, sizeof before) != 0) {
                at = end_of(at, end);
                continue;
            }
        }
        at++;
    }
    bool dated = ret_entry->day.len && (ret_entry->phone.len || ret_entry->number.len);
    bool told = ret_entry->day.len || ret_entry->phone.len || ret_entry->number.len;
    if (!ret_entry->name.len || !told)
        return false;
    return (!rows && (dated || (ret_entry->phone.len && ret_entry->street.len))) || phs_health_is_complaint(line);
}

static size_t entries_of(struct phs_slice bytes, bool rows) {
    struct phs_slice line;
    struct entry entry;
    uint32_t number = 0;
    size_t n = 0;
    while (n < FEWEST_LINES && phs_health_next_line(&bytes, &number, &line))
        n += line.len < LONGEST_LINE && is_entry(line, rows, &entry);
    return n;
}

bool phs_health_roster(struct phs_health_reader *reader, bool rows, bool titled) {
    struct phs_slice bytes = reader->bytes, line;
    struct entry entry;
    uint32_t number = 0;
    struct phs_slice head = phs_slice_n(bytes.ptr, bytes.len < LONGEST_TEXT ? bytes.len : LONGEST_TEXT);
    titled |= phs_health_is_complaint(phs_slice_n(head.ptr, head.len < LONGEST_TITLE ? head.len : LONGEST_TITLE));
    if ((!rows && !titled && phs_note_health_words(head) < FEWEST_WORDS) || phs_health_is_of_others(head) ||
        entries_of(head, rows) < FEWEST_LINES)
        return false;
    while (!reader->limited && phs_health_next_line(&bytes, &number, &line)) {
        if (line.len >= LONGEST_LINE || !is_entry(line, rows, &entry))
            continue;
        phs_health_add(reader, "name", PHS_HEALTH_WEAK, number, entry.name);
        phs_health_add(reader, "dob", PHS_HEALTH_WEAK, number, entry.day);
        phs_health_add(reader, "phone", PHS_HEALTH_CONTACT, number, entry.phone);
        phs_health_add(reader, "address", PHS_HEALTH_CONTACT, number, entry.street);
        phs_health_add(reader, "account_number", PHS_HEALTH_CONTACT, number, entry.number);
        if (phs_health_is_complaint(line))
            phs_health_add(reader, "diagnosis", PHS_HEALTH_FACT, number, line);
        phs_health_end(reader, true);
    }
    return true;
}
