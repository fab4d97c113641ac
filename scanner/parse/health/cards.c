/* SPDX-License-Identifier: Apache-2.0 */
/* vCard (RFC 6350), iCalendar (RFC 5545) and entries of directories (LDIF, RFC 2849): a card, an appointment or an entry is a
 * record, and counts where it speaks of a patient. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_labels.h"
#include "parse/health/note_people.h"
#include "parse/health/note_things.h"

enum { MOST_PROPERTIES = 64, FEWEST_WORDS = 2, FEWEST_DIGITS = 4 };

struct property {
    const char *category;
    enum phs_health_kind kind;
    uint32_t line;
    struct phs_slice value;
};

struct card {
    struct phs_health_reader *reader;
    struct property at[MOST_PROPERTIES];
    size_t n;
    size_t words, complaints; /* of health care in it */
    bool cared;               /* a birthday or a program of care: not everybody's */
    bool open, about;         /* about: what is noted of them speaks of a patient */
};

static void keep(struct card *card, const char *category, enum phs_health_kind kind, uint32_t line, struct phs_slice value) {
    if (card->n < MOST_PROPERTIES)
        card->at[card->n++] = (struct property){category, kind, line, value};
    else
        card->reader->limited = true;
}

/* "pt cell 612-824-7342", "(hospice pt)" */
static bool says_pt(struct phs_slice text) {
    for (size_t i = 0; i + 2 <= text.len; i++)
        if ((text.ptr[i] == 'p' || text.ptr[i] == 'P') && text.ptr[i + 1] == 't' &&
            (i == 0 || !isalnum((unsigned char)text.ptr[i - 1])) && (i + 2 == text.len || strchr(" ).,'", text.ptr[i + 2])))
            return true;
    return false;
}

static void look_at(struct card *card, struct phs_slice text) {
    card->words += phs_note_health_words(text);
    card->complaints += phs_health_is_complaint(text);
    card->about |= phs_health_speaks_of_patients(text) || card->words >= FEWEST_WORDS || says_pt(text) ||
                   (card->complaints && (card->words || card->cared)) || phs_health_has_word(text, "home visit");
}

/* "Halvorsen\, Marta": commas of the text are escaped. */
static struct phs_slice without_escapes(struct phs_arena *arena, struct phs_slice text) {
    char *copy = memchr(text.ptr, '\\', text.len) ? phs_alloc(arena, text.len) : NULL;
    size_t n = 0;
    for (size_t i = 0; copy && i < text.len; i++)
        if (text.ptr[i] != '\\' || i + 1 == text.len || isalpha((unsigned char)text.ptr[i + 1]))
            copy[n++] = text.ptr[i];
    return copy ? phs_slice_n(copy, n) : text;
}

/* "Marta Halvorsen - visit, MRN 48392011" */
static void keep_text(struct card *card, uint32_t line, struct phs_slice text) {
    text = without_escapes(card->reader->arena, text);
    const char *end = text.ptr + text.len, *value, *stop;
    look_at(card, text);
    for (const char *at = text.ptr; at < end; at++) /* "pt cell 612-824-7342" */
        if ((isdigit((unsigned char)*at) || *at == '(') && (at == text.ptr || !isalnum((unsigned char)at[-1])) &&
            phs_note_is_phone(text.ptr, at, end)) {
            keep(card, "phone", PHS_HEALTH_CONTACT, line, phs_slice_n(at, (size_t)(end - at) < 14 ? (size_t)(end - at) : 14));
            break;
        }
    for (const char *at = text.ptr; at < end; at++) { /* "Telehealth: Marta Halvorsen" */
        if (at > text.ptr && at[-1] != ' ' && at[-1] != ':')
            continue;
        stop = at == text.ptr ? phs_note_full_name_at(at, end) : phs_note_person_at(text.ptr, at, end);
        if (stop) {
            keep(card, "name", PHS_HEALTH_WEAK, line, phs_slice_n(at, (size_t)(stop - at)));
            struct phs_slice number;
            if (phs_note_numbered_behind(stop, end, &number)) {
                keep(card, "mrn", PHS_HEALTH_STRONG, line, number);
                card->about |= card->words > 0;
            }
            break;
        }
    }
    for (const char *at = text.ptr; at < end; at++) {
        if (at > text.ptr && isalnum((unsigned char)at[-1]) && !(at > text.ptr + 1 && at[-2] == '\\' && at[-1] == 'n'))
            continue;
        const struct phs_note_label *label = isalpha((unsigned char)*at) ? phs_note_label_at(at, end, &value) : NULL;
        if (!label || label->kind == PHS_HEALTH_FACT)
            continue;
        size_t n = 0, digits = 0;
        for (; value + n < end && value[n] != '\\' && value[n] != ',' && value[n] != ';'; n++)
            digits += isdigit((unsigned char)value[n]) != 0;
        if (digits >= FEWEST_DIGITS && strcmp(label->category, "name") != 0)
            keep(card, label->category, (enum phs_health_kind)label->kind, line, phs_slice_n(value, n));
    }
    keep(card, "note", PHS_HEALTH_FACT, line, text);
}

static void take_property(struct card *card, uint32_t line, struct phs_slice name, struct phs_slice value) {
    static const struct {
        const char *name, *category;
        enum phs_health_kind kind;
    } rows[] = {{"N", "name", PHS_HEALTH_WEAK},           {"FN", "name", PHS_HEALTH_WEAK},
                {"NICKNAME", "name", PHS_HEALTH_WEAK},    {"BDAY", "dob", PHS_HEALTH_WEAK},
                {"DEATHDATE", "dob", PHS_HEALTH_WEAK},    {"TEL", "phone", PHS_HEALTH_CONTACT},
                {"EMAIL", "email", PHS_HEALTH_CONTACT},   {"ADR", "address", PHS_HEALTH_CONTACT},
                {"LABEL", "address", PHS_HEALTH_CONTACT}, {"PHOTO", "photo", PHS_HEALTH_CONTACT},
                {"RELATED", "name", PHS_HEALTH_CONTACT},  {"DTSTART", "date", PHS_HEALTH_CONTACT},
                {"DTEND", "date", PHS_HEALTH_CONTACT},    {"ATTENDEE", "email", PHS_HEALTH_CONTACT}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (phs_slice_ieq(name, phs_slice(rows[i].name)))
            keep(card, rows[i].category, rows[i].kind, line, value);
    card->cared |=
        phs_slice_ieq(name, PHS_SLICE("BDAY")) || (phs_slice_ieq(name, PHS_SLICE("ORG")) && phs_health_is_complaint(value));
    if (phs_slice_ieq(name, PHS_SLICE("LOCATION")) && phs_health_is_street(value))
        keep(card, "address", PHS_HEALTH_CONTACT, line, value);
    if (phs_slice_ieq(name, PHS_SLICE("FN")) || phs_slice_ieq(name, PHS_SLICE("ORG")) || phs_slice_ieq(name, PHS_SLICE("ROLE")))
        card->about |= says_pt(value);
    if (phs_slice_ieq(name, PHS_SLICE("SUMMARY")) || phs_slice_ieq(name, PHS_SLICE("DESCRIPTION")) ||
        phs_slice_ieq(name, PHS_SLICE("NOTE")) || phs_slice_ieq(name, PHS_SLICE("CATEGORIES")))
        keep_text(card, line, value);
}

/* ATTENDEE;CN=Marta Halvorsen:mailto:... */
static void take_attendee(struct card *card, uint32_t line, struct phs_slice text, struct phs_slice name) {
    const char *at = phs_slice_ieq(name, PHS_SLICE("ATTENDEE")) ? memmem(text.ptr, text.len, "CN=", 3) : NULL;
    size_t n = 0;
    at = at ? at + 3 : NULL;
    while (at && at + n < text.ptr + text.len && !strchr(";:", at[n]))
        n++;
    if (at && phs_health_is_somebody(phs_slice_n(at, n)))
        keep(card, "name", PHS_HEALTH_WEAK, line, phs_slice_n(at, n));
}

static void end_card(struct card *card) {
    if (card->about)
        for (size_t i = 0; i < card->n; i++)
            phs_health_add(card->reader, card->at[i].category, card->at[i].kind, card->at[i].line, card->at[i].value);
    phs_health_end(card->reader, true);
    card->open = card->about = card->cared = false;
    card->n = card->words = card->complaints = 0;
}

static bool is_record(struct phs_slice value) {
    return phs_slice_ieq(value, PHS_SLICE("VCARD")) || phs_slice_ieq(value, PHS_SLICE("VEVENT")) ||
           phs_slice_ieq(value, PHS_SLICE("VTODO")) || phs_slice_ieq(value, PHS_SLICE("VJOURNAL"));
}

/* "item1.TEL;TYPE=CELL:612-824-7342" */
static bool split(struct phs_slice line, struct phs_slice *ret_name, struct phs_slice *ret_value) {
    const char *colon = memchr(line.ptr, ':', line.len), *start = line.ptr;
    if (!colon)
        return false;
    size_t n = 0;
    while (start + n < colon && start[n] != ';')
        n++;
    const char *dot = memchr(start, '.', n);
    n -= dot ? (size_t)(dot + 1 - start) : 0;
    *ret_name = phs_slice_n(dot ? dot + 1 : start, n);
    *ret_value = phs_slice_trim(phs_slice_n(colon + 1, (size_t)(line.ptr + line.len - colon - 1)));
    return true;
}

static void take_attribute(struct card *card, uint32_t line, struct phs_slice name, struct phs_slice value) {
    static const struct {
        const char *name, *category;
        enum phs_health_kind kind;
    } rows[] = {{"cn", "name", PHS_HEALTH_WEAK},
                {"sn", "name", PHS_HEALTH_WEAK},
                {"givenName", "name", PHS_HEALTH_WEAK},
                {"displayName", "name", PHS_HEALTH_WEAK},
                {"mail", "email", PHS_HEALTH_CONTACT},
                {"telephoneNumber", "phone", PHS_HEALTH_CONTACT},
                {"homePhone", "phone", PHS_HEALTH_CONTACT},
                {"mobile", "phone", PHS_HEALTH_CONTACT},
                {"facsimileTelephoneNumber", "phone", PHS_HEALTH_CONTACT},
                {"street", "address", PHS_HEALTH_CONTACT},
                {"postalAddress", "address", PHS_HEALTH_CONTACT},
                {"homePostalAddress", "address", PHS_HEALTH_CONTACT},
                {"l", "address", PHS_HEALTH_CONTACT},
                {"postalCode", "address", PHS_HEALTH_CONTACT},
                {"employeeNumber", "account_number", PHS_HEALTH_CONTACT},
                {"uid", "patient_id", PHS_HEALTH_CONTACT}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (phs_slice_ieq(name, phs_slice(rows[i].name)))
            keep(card, rows[i].category, rows[i].kind, line, value);
    if (phs_slice_ieq(name, PHS_SLICE("dn"))) {
        card->about |= phs_health_has_word(value, "patient") || phs_health_has_word(value, "ou=member");
        keep(card, "patient_id", PHS_HEALTH_CONTACT, line, value);
    } else if (phs_slice_ieq(name, PHS_SLICE("description")) || phs_slice_ieq(name, PHS_SLICE("info")))
        keep_text(card, line, value);
}

/* An entry ends with an empty line. */
static void ldif(struct card *card) {
    struct phs_slice rest = card->reader->bytes, line, name, value;
    uint32_t number = 0;
    while (!card->reader->limited && phs_health_next_line(&rest, &number, &line))
        if (line.len == 0)
            end_card(card);
        else if (split(line, &name, &value))
            take_attribute(card, number, name, value);
    end_card(card);
}

bool phs_health_cards(struct phs_health_reader *reader) {
    struct card *card = PHS_NEW(reader->arena, struct card);
    struct phs_slice rest = reader->bytes, line, name, value;
    uint32_t number = 0;
    card->reader = reader;
    if (!phs_slice_starts(reader->bytes, "BEGIN:") && phs_slice_find(reader->bytes, PHS_SLICE("BEGIN:VC")) == (size_t)-1) {
        ldif(card);
        return true;
    }
    while (!reader->limited && phs_health_next_line(&rest, &number, &line)) {
        if (!split(line, &name, &value))
            continue;
        if (phs_slice_ieq(name, PHS_SLICE("BEGIN")) && is_record(value))
            card->open = true;
        else if (card->open && phs_slice_ieq(name, PHS_SLICE("END")) && is_record(value))
            end_card(card);
        else if (card->open) {
            take_attendee(card, number, line, name);
            take_property(card, number, name, value);
        }
    }
    if (card->open)
        end_card(card);
    return true;
}
