/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of texts, logs and settings that stand near a record of a patient and that no reader took anything from. */
#include <ctype.h>

#include "parse/health/leftover.h"
#include "parse/health/note_people.h"
#include "parse/health/note_things.h"

enum { LONGEST_MAIL = 80, LONGEST_VALUE = 200 };

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '-';
}

/* Heads of mails and of HTTP: days and addresses of those who send. */
static bool is_head(struct phs_slice line) {
    static const char *const words[] = {"Date:", "Received:", "Sent:", "From:", "Cc:",         "To:",   "Message-ID:",
                                        "MIME-", "Content-",  "X-",    "Host:", "User-Agent:", "DKIM-", "Return-Path:",
                                        "ARC-",  "DTSTAMP",   "MSH|",  "H|",    "ISA*",        "GS*",   "Copyright"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_slice_starts(line, words[i]))
            return true;
    return false;
}

void phs_leftover_take_line(struct phs_leftover *left, struct phs_slice line) {
    if (is_head(line) || phs_note_is_citation(line))
        return;
    left->note.line = left->line;
    left->note.before = PHS_SLICE("");
    phs_note_take_things(&left->note, line);
}

/* [2025-01-14 03:12:07,140] INFO: the time and the level of an entry. */
static struct phs_slice without_time(struct phs_slice line) {
    while (line.len && (isdigit((unsigned char)line.ptr[0]) || strchr("-/:.,TZ+[]() ", line.ptr[0])))
        line = phs_slice_n(line.ptr + 1, line.len - 1);
    return line;
}

static struct phs_slice value_at(const char *at, const char *end) {
    const char *stop = at;
    if (at < end && (*at == '"' || *at == '\'')) {
        const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
        return phs_slice_n(at + 1, (size_t)((close ? close : end) - at - 1));
    }
    while (stop < end && stop - at < LONGEST_VALUE && !isspace((unsigned char)*stop) && !strchr(",;&)]}", *stop))
        stop++;
    return phs_slice_n(at, (size_t)(stop - at));
}

void phs_leftover_take_pairs(struct phs_leftover *left, struct phs_slice line) {
    const char *end = line.ptr + line.len;
    for (const char *at = line.ptr; (at = memchr(at, '=', (size_t)(end - at))) != NULL; at++) {
        const char *key = at;
        while (key > line.ptr && is_word(key[-1]))
            key--;
        struct phs_slice value = value_at(at + 1, end);
        if (key < at && value.len)
            phs_leftover_take(left, phs_slice_n(key, (size_t)(at - key)), value);
    }
}

/* first: Rosalind; last = "Etxeberria" */
void phs_leftover_take_pair(struct phs_leftover *left, struct phs_slice line) {
    struct phs_slice text = phs_slice_trim(line);
    const char *end = text.ptr + text.len, *at = phs_note_skip(text.ptr, end, "- \"'"), *key = at;
    while (at < end && is_word(*at))
        at++;
    struct phs_slice name = phs_slice_n(key, (size_t)(at - key));
    at = phs_note_skip(at, end, "\"' ");
    if (name.len == 0 || at >= end || (*at != ':' && *at != '=') || (at + 1 < end && strchr(":=>", at[1]))) {
        if (phs_health_is_prose(text)) /* of a block of text */
            phs_health_things(left->reader, left->line, text);
        return;
    }
    at = phs_note_skip(at + 1, end, " ");
    bool quoted = at < end && (*at == '"' || *at == '\'');
    struct phs_slice value = quoted ? value_at(at, end) : phs_slice_n(at, (size_t)(end - at));
    if (value.len && !strchr("{[(", *value.ptr))
        phs_leftover_take(left, name, phs_slice_trim(value));
}

static size_t mail_length(const char *at, const char *end) {
    size_t n = 0;
    while (at + n < end && n < LONGEST_MAIL && (isalnum((unsigned char)at[n]) || strchr("._%+-@", at[n])))
        n++;
    return n;
}

static bool is_mail(const char *at, const char *end) {
    struct phs_slice text = phs_slice_n(at, mail_length(at, end));
    return memchr(text.ptr, '@', text.len) && phs_health_fits("email", text);
}

/* Of an entry of a log: its pairs, and who is named in it. */
void phs_leftover_take_entry(struct phs_leftover *left, struct phs_slice line) {
    if (phs_health_thread_of(line).len) /* told by the other lines of its thread */
        return;
    phs_leftover_take_pairs(left, line);
    line = without_time(line);
    const char *end = line.ptr + line.len;
    for (const char *at = line.ptr; at < end; at++) {
        const char *stop = NULL;
        if (!phs_note_starts_word(line.ptr, at) || (!isalnum((unsigned char)*at) && *at != '('))
            continue;
        struct phs_slice name;
        if (isupper((unsigned char)*at) && phs_note_titled_name(at, end, &name))
            stop = name.ptr + name.len;
        else if (isupper((unsigned char)*at))
            stop = phs_note_person_at(line.ptr, at, end);
        if (stop)
            phs_health_add(left->reader, "name", PHS_HEALTH_CONTACT, left->line, phs_slice_n(at, (size_t)(stop - at)));
        else if ((isdigit((unsigned char)*at) || *at == '(') && phs_note_is_phone(line.ptr, at, end))
            phs_health_add(left->reader, "phone", PHS_HEALTH_CONTACT, left->line,
                           phs_slice_n(at, (size_t)(end - at) < 14 ? (size_t)(end - at) : 14));
        else if (is_mail(at, end))
            phs_health_add(left->reader, "email", PHS_HEALTH_CONTACT, left->line, phs_slice_n(at, mail_length(at, end)));
        else if (isdigit((unsigned char)*at) && phs_note_is_street(at, end))
            phs_health_add(left->reader, "address", PHS_HEALTH_CONTACT, left->line, phs_slice_n(at, (size_t)(end - at)));
        else if (phs_note_is_labelled_number(line.ptr, at, end) || phs_note_numbered_patient(at, end, &name))
            phs_health_add(left->reader, "account_number", PHS_HEALTH_CONTACT, left->line,
                           phs_note_value_at(line.ptr, at, end));
        at = stop ? stop - 1 : at;
    }
}
