/* SPDX-License-Identifier: Apache-2.0 */
/* People in calls and literals of programs: new Patient("Marta", "Halvorsen", LocalDate.of(1961, 3, 14)), []Member{{...}}. What
 * stands between the brackets behind a word for patients belongs to one, told by its shape where nothing names it. */
#include <ctype.h>

#include "parse/health/record.h"

enum { LONGEST_CALL = 8000, MOST_VALUES = 200, LONGEST_WORD = 60, DEEPEST = 24 };

struct value {
    struct phs_slice key, text;
    uint32_t line;
    const char *category;
};

struct call {
    const char *at, *end;
    uint32_t line;
    struct value value[MOST_VALUES];
    size_t n;
};

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

/* Words of programs for those whose data it is; not what counts or sorts them. */
static bool is_of_patient(struct phs_slice word) {
    static const char *const words[] = {"patient",     "enrollee",  "beneficiar", "subscriber",  "insured",  "guarantor",
                                        "appointment", "admission", "intake",     "demographic", "referral", "prescription"};
    if (phs_slice_is(word, "Appt") || phs_slice_is(word, "Pt") || phs_slice_is(word, "Member") ||
        phs_slice_is(word, "members") || phs_slice_is(word, "Resident"))
        return true;
    return PHS_HEALTH_HAS_ONE(word, words);
}

/* Behind "patients" up to the bracket that opens its values: " := []Patient{", " = [", ".create!(", "(". */
static const char *opening(const char *at, const char *end) {
    const char *stop = end - at < LONGEST_WORD ? end : at + LONGEST_WORD;
    for (const char *p = at; p < stop; p++) {
        if (*p == '(' || *p == '{' || (*p == '[' && p + 1 < end && p[1] != ']'))
            return p;
        if (!is_word(*p) && !strchr(" \t.:=<>[]!?,&*", *p))
            return NULL;
    }
    return NULL;
}

/* (1961, 3, 14), (1961, time.March, 14: a year, a month and a day. */
bool phs_health_day_in_call(const char *at, const char *end, struct phs_slice *ret_day) {
    const char *p = at + 1;
    size_t digits = 0;
    if (*at != '(')
        return false;
    while (p < end && *p == ' ')
        p++;
    if (end - p < 9 || (memcmp(p, "19", 2) != 0 && memcmp(p, "20", 2) != 0))
        return false;
    for (; p < end && isdigit((unsigned char)*p); p++)
        digits++;
    if (digits != 4 || *p != ',')
        return false;
    for (p++; p < end && (is_word(*p) || *p == '.' || *p == ' '); p++)
        ;
    if (p >= end || *p != ',')
        return false;
    for (p++; p < end && *p == ' '; p++)
        ;
    size_t day = 0;
    for (; p < end && isdigit((unsigned char)*p); p++)
        day++;
    *ret_day = phs_slice_n(at + 1, (size_t)(p - at - 1));
    return day >= 1 && day <= 2;
}

static void keep(struct call *call, struct phs_slice key, struct phs_slice text, uint32_t line) {
    if (call->n < MOST_VALUES && text.len >= 2)
        call->value[call->n++] = (struct value){key, text, line, NULL};
}

static const char *closing_quote(const char *at, const char *end) {
    char quote = *at++;
    while (at < end && *at != quote && *at != '\n')
        at += *at == '\\' && at + 1 < end ? 2 : 1;
    return at < end && *at == quote ? at : NULL;
}

/* Of "provider: {...}" nothing is the patient's. */
static bool skips(struct phs_slice key) {
    return key.len && phs_health_whose(key) == PHS_HEALTH_OTHERS;
}

/* From an opening bracket to the one that closes it; what is in quotes, and days. Returns where it ends. */
static const char *read_values(struct call *call, const char *at) {
    struct phs_slice key = PHS_SLICE(""), day;
    size_t depth = 0, others = 0; /* others: the depth from which on it is somebody else's */
    const char *end = call->end - at < LONGEST_CALL ? call->end : at + LONGEST_CALL;
    for (; at < end; at++) {
        if (*at == '\n')
            call->line++;
        else if (strchr("({[", *at)) {
            if (phs_health_day_in_call(at, end, &day) && !others)
                keep(call, key, day, call->line);
            others = !others && skips(key) ? depth + 1 : others;
            if (++depth == DEEPEST)
                return at;
        } else if (strchr(")}]", *at)) {
            others = others == depth ? 0 : others;
            if (--depth == 0)
                return at;
            key = PHS_SLICE("");
        } else if (*at == '"' || *at == '\'' || *at == '`') {
            const char *close = closing_quote(at, end), *next = close;
            if (!close)
                continue;
            struct phs_slice text = phs_slice_n(at + 1, (size_t)(close - at - 1));
            for (next++; next < end && *next == ' '; next++)
                ;
            if (next < end && (*next == ':' || (*next == '=' && next + 1 < end && next[1] == '>')))
                key = text; /* {"dob": ...}, ['dob' => ...] */
            else if (!others)
                keep(call, key, text, call->line);
            at = close;
        } else if (*at == ',' || *at == ';')
            key = PHS_SLICE("");
        else if (isalpha((unsigned char)*at)) {
            const char *start = at;
            while (at + 1 < end && is_word(at[1]))
                at++;
            key = phs_slice_n(start, (size_t)(at + 1 - start));
        }
    }
    return end;
}

static bool is_part_of_name(struct phs_slice text) {
    return text.len < 24 && isupper((unsigned char)text.ptr[0]) && !memchr(text.ptr, ' ', text.len) &&
           phs_health_fits("name", text) && !phs_health_is_complaint(text);
}

/* "Marta", "Halvorsen": two that stand together, one of which is a name. */
static void find_names(struct call *call) {
    for (size_t i = 0; i + 1 < call->n; i++) {
        struct value *first = &call->value[i], *last = first + 1;
        if (first->category || last->category || !is_part_of_name(first->text) || !is_part_of_name(last->text) ||
            !(phs_health_has_known_name(first->text) || phs_health_has_known_name(last->text)))
            continue;
        first->category = last->category = "name";
    }
}

static bool counts(struct call *call) {
    size_t names = 0, proofs = 0;
    for (size_t i = 0; i < call->n; i++)
        call->value[i].category = phs_health_guess(call->value[i].key, call->value[i].text);
    find_names(call);
    for (size_t i = 0; i < call->n; i++) {
        struct phs_slice text = call->value[i].text;
        bool digits =
            text.len >= 6 && text.len <= 12 && phs_health_fits("mrn", text) && isdigit((unsigned char)text.ptr[text.len - 1]);
        if (!call->value[i].category && digits && !memchr(text.ptr, '.', text.len) && !memchr(text.ptr, ' ', text.len))
            call->value[i].category = "account_number";
        if (!call->value[i].category && phs_health_holds_date(text) && isdigit((unsigned char)text.ptr[0]))
            call->value[i].category = "date";
        bool name = call->value[i].category && strcmp(call->value[i].category, "name") == 0;
        names += name;
        proofs += call->value[i].category && !name;
    }
    return names > 0 && proofs > 0;
}

static void take(struct phs_health_reader *reader, struct call *call) {
    if (!counts(call))
        return;
    for (size_t i = 0; i < call->n; i++)
        if (call->value[i].category)
            phs_health_add(reader, call->value[i].category,
                           strcmp(call->value[i].category, "name") == 0 ? PHS_HEALTH_WEAK : PHS_HEALTH_CONTACT,
                           call->value[i].line, call->value[i].text);
    phs_health_end(reader, true);
}

void phs_health_calls(struct phs_health_reader *reader) {
    struct call *call = PHS_NEW(reader->arena, struct call);
    const char *at = reader->bytes.ptr, *end = at + reader->bytes.len;
    *call = (struct call){.end = end, .line = 1};
    while (at < end && !reader->limited) {
        call->line += *at == '\n';
        if (!isalpha((unsigned char)*at)) {
            at++;
            continue;
        }
        const char *start = at;
        while (at < end && is_word(*at))
            at++;
        struct phs_slice word = phs_slice_n(start, (size_t)(at - start));
        const char *open = word.len < LONGEST_WORD && is_of_patient(word) ? opening(at, end) : NULL;
        if (!open)
            continue;
        call->n = 0;
        at = read_values(call, open);
        take(reader, call);
    }
}
