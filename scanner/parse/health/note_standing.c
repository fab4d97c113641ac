/* SPDX-License-Identifier: Apache-2.0 */
/* People told by where their name stands: on an envelope, as the writer of a message, at the head of an entry. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_people.h"
#include "parse/health/note_signs.h"
#include "parse/health/note_things.h"

enum { LONGEST_ADDRESSEE = 64, LAST_OF_HEAD = 8, FAR_IN = 12 };

static bool ends_in_zip(struct phs_slice line) {
    const char *end = line.ptr + line.len;
    for (const char *at = line.ptr; at < end; at++)
        if (isdigit((unsigned char)*at) && phs_note_starts_word(line.ptr, at) && phs_note_run(at, end, isdigit) == 5 &&
            at > line.ptr && at[-1] == ' ')
            return true;
    return false;
}

/* "Parent of Ines Prado", "Ines Prado": a name at the end of a short line. */
static struct phs_slice name_at_end(struct phs_slice line) {
    const char *end = line.ptr + line.len;
    for (const char *at = line.ptr; line.len < LONGEST_ADDRESSEE && at < end; at++) {
        const char *stop = isupper((unsigned char)*at) && phs_note_starts_word(line.ptr, at)
                               ? phs_note_named_by_place(line.ptr, at, end)
                               : NULL;
        if (stop && phs_note_skip(stop, end, " \t\r.,") == end)
            return phs_slice_n(at, (size_t)(stop - at));
        at = stop ? stop - 1 : at;
    }
    return PHS_SLICE("");
}

/* Who a letter or a bill goes to: a name, a street below it, a town with its code below that. */
void phs_note_look_for_addressee(struct phs_note_signs *signs, struct phs_slice line) {
    const char *end = line.ptr + line.len, *at = phs_note_skip(line.ptr, end, " \t>*");
    uint32_t number = signs->note->line;
    if (signs->street_line && number <= signs->street_line + 2 && ends_in_zip(line)) {
        signs->somebody++;
        signs->addressee = true;
        phs_note_take(signs->note, &phs_note_called, signs->lone);
        signs->street_line = 0;
    }
    if (signs->lone.len && number == signs->lone_line + 1 && line.len < LONGEST_ADDRESSEE && ends_in_zip(line) &&
        memchr(line.ptr, ',', line.len)) { /* RR 3 Box 229A, Punxsutawney PA 15767 */
        signs->somebody++;
        signs->addressee = true;
        phs_note_take(signs->note, &phs_note_called, signs->lone);
        signs->street_line = 0;
    }
    if (signs->lone.len && number <= signs->lone_line + 2 && at < end && isdigit((unsigned char)*at) &&
        line.len < LONGEST_ADDRESSEE)
        signs->street_line = number;
    struct phs_slice name = isdigit((unsigned char)*line.ptr) ? PHS_SLICE("") : name_at_end(line);
    if (name.len) {
        signs->lone = name;
        signs->lone_line = number;
        signs->headed |= number <= LAST_OF_HEAD && name.ptr == at && phs_health_has_known_name(name);
    }
}

/* "From: Ines Prado <...>": who writes what stands below. */
void phs_note_look_for_writer(struct phs_note_signs *signs, struct phs_slice line) {
    const char *end = line.ptr + line.len, *at = phs_note_skip(line.ptr, end, " \t>*"), *stop = NULL,
               *wrote = memmem(line.ptr, line.len, " wrote", 6);
    if (phs_note_begins(at, end, "from:")) {
        at = phs_note_skip(at + 5, end, " *\"");
        stop = phs_note_named_by_place(line.ptr, at, end);
    } else if (phs_note_begins(at, end, "on ") && wrote) { /* "On May 3, 2024, Ines Prado <...> wrote:" */
        const char *stops = memchr(at, '<', (size_t)(wrote - at)), *name = stops ? stops : wrote;
        while (name > at && name[-1] != ',')
            name--;
        at = phs_note_skip(name, wrote, " ");
        stop = phs_note_named_by_place(line.ptr, at, stops ? stops : wrote);
    } else
        return;
    signs->sender = stop ? phs_slice_n(at, (size_t)(stop - at)) : PHS_SLICE("");
    signs->mine = false;
}

/* "WEST, RUTH   56808689   06/25/1951": a name at the start of a line, a number and a day behind it. */
void phs_note_look_for_entry(struct phs_note_signs *signs, struct phs_slice line) {
    const char *end = line.ptr + line.len, *at = phs_note_skip(line.ptr, end, " \t*-#|>0123456789:.)");
    const char *stop = NULL;
    for (const char *last = at + FAR_IN; !stop && at < end && at < last; at += stop ? 0 : 1)
        stop = isupper((unsigned char)*at) && phs_note_starts_word(line.ptr, at) ? phs_note_person_at(line.ptr, at, end) : NULL;
    bool date = false, number = false;
    for (const char *p = stop; p && p < end; p++) {
        date |= isupper((unsigned char)*p) && phs_note_starts_word(line.ptr, p) && phs_note_is_month(p, end);
        if (!phs_note_starts_word(line.ptr, p) || !isdigit((unsigned char)*p))
            continue;
        bool day = phs_note_is_date(p, end) && memchr(p, '/', (size_t)(end - p)) != NULL,
             phone = phs_note_is_phone(line.ptr, p, end);
        date |= day;
        number |= !day && !phone && phs_note_is_number(p, end);
        p += phs_note_run(p, end, isdigit);
    }
    if (!date && !number)
        return;
    signs->sure += date && number;
    signs->somebody += date != number;
    phs_note_take(signs->note, &phs_note_called, phs_slice_n(at, (size_t)(stop - at)));
}

/* "pt 0447" */
void phs_note_look_for_number(struct phs_note_signs *signs, struct phs_slice line) {
    const char *end = line.ptr + line.len;
    for (const char *at = line.ptr; at + 6 < end; at++) {
        size_t n = phs_note_begins(at, end, "pt ") ? 3 : phs_note_begins(at, end, "patient ") ? 8 : 0;
        if (!n || !phs_note_starts_word(line.ptr, at))
            continue;
        size_t digits = phs_note_run(at + n, end, isdigit);
        if (digits < 4 || digits > 10 || (at + n + digits < end && strchr(":-/.", at[n + digits])))
            continue;
        signs->sure++;
        phs_note_take(signs->note, &phs_note_patient_number, phs_slice_n(at + n, digits));
        return;
    }
}
