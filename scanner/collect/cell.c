/* SPDX-License-Identifier: Apache-2.0 */
/* Yes, no, numbers and lists as people write them into cells. Dates are in cell_date.c. */
#include "collect/cell.h"

#include <ctype.h>

enum { MOST_ITEMS = 200, LONGEST_TEXT = 4000 };

static bool is_one_of(struct phs_slice text, const char *const *words) {
    for (; *words; words++)
        if (phs_slice_ieq(text, phs_slice(*words)))
            return true;
    return false;
}

bool phs_cell_says_unknown(struct phs_slice text) {
    static const char *const words[] = {"unknown", "?",       "??",      "tbd", "to be determined", "not known",
                                        "unsure",  "unclear", "-",       "--",  "\xE2\x80\x93",     "\xE2\x80\x94",
                                        "#n/a",    "to do",   "pending", NULL};
    return is_one_of(phs_slice_trim(text), words);
}

bool phs_cell_says_not_applicable(struct phs_slice text) {
    static const char *const words[] = {"n/a", "na", "n.a.", "n.a", "not applicable", NULL};
    return is_one_of(phs_slice_trim(text), words);
}

static const struct phs_value *said_unknown(struct phs_arena *arena, const struct phs_value *raw) {
    struct phs_slice text = phs_slice_trim(phs_text(raw));
    if (phs_cell_says_not_applicable(text))
        return phs_value_unknown(arena, PHS_WHY_UNREAD, "the inventory says that it does not apply, without a reason",
                                 raw->place);
    if (phs_cell_says_unknown(text))
        return phs_value_unknown(arena, PHS_WHY_UNREAD, "the inventory says that it is not known", raw->place);
    return NULL;
}

static bool empty(const struct phs_value *raw) {
    return !raw || phs_is(raw, PHS_NULL) || (phs_is(raw, PHS_STRING) && phs_slice_trim(raw->string).len == 0);
}

/* 1: yes, 0: no, -1: neither. */
static int yes_or_no(struct phs_slice text) {
    static const char *const yes[] = {
        "yes",          "y",         "true",   "t",       "x",        "1",       "\xE2\x9C\x93", "\xE2\x9C\x94", "\xE2\x9C\x85",
        "\xE2\x98\x91", "on",        "signed", "on file", "executed", "enabled", "done",         "complete",     "completed",
        "in place",     "encrypted", "ok",     NULL};
    static const char *const no[] = {"no",
                                     "n",
                                     "false",
                                     "f",
                                     "0",
                                     "none",
                                     "off",
                                     "not signed",
                                     "unsigned",
                                     "missing",
                                     "disabled",
                                     "\xE2\x9C\x97",
                                     "\xE2\x9C\x98",
                                     "\xE2\x9D\x8C",
                                     "never",
                                     "not on file",
                                     "not encrypted",
                                     "unencrypted",
                                     "not in place",
                                     NULL};
    return is_one_of(text, yes) ? 1 : is_one_of(text, no) ? 0 : -1;
}

const struct phs_value *phs_cell_bool(struct phs_arena *arena, const struct phs_value *raw) {
    if (empty(raw))
        return NULL;
    if (phs_is(raw, PHS_BOOL) || phs_is(raw, PHS_UNKNOWN))
        return raw;
    if (phs_is(raw, PHS_NUMBER) && (raw->number.value == 0 || raw->number.value == 1))
        return phs_value_bool(arena, raw->number.value > 0, raw->place);
    const struct phs_value *unknown = said_unknown(arena, raw);
    if (unknown)
        return unknown;
    int answer = yes_or_no(phs_slice_trim(phs_text(raw)));
    if (answer >= 0)
        return phs_value_bool(arena, answer == 1, raw->place);
    return phs_value_unknown(arena, PHS_WHY_UNREAD, "the cell says neither yes nor no", raw->place);
}

/* "12,000" and "12 000" and "~12000"; "12k" stays unread. */
static bool plain_number(struct phs_slice text, double *ret_number) {
    char digits[40];
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool grouping = (c == ',' || c == ' ' || c == '\'' || c == '_') && i > 0 && text.len - i > 3;
        if (grouping || (i == 0 && c == '~'))
            continue;
        if (n + 1 >= sizeof digits)
            return false;
        digits[n++] = c;
    }
    return phs_slice_number(phs_slice_n(digits, n), ret_number);
}

const struct phs_value *phs_cell_number(struct phs_arena *arena, const struct phs_value *raw) {
    double number;
    if (empty(raw))
        return NULL;
    if (phs_is(raw, PHS_NUMBER) || phs_is(raw, PHS_UNKNOWN))
        return raw;
    const struct phs_value *unknown = said_unknown(arena, raw);
    if (unknown)
        return unknown;
    if (phs_is(raw, PHS_STRING) && plain_number(phs_slice_trim(raw->string), &number))
        return phs_value_number(arena, number, raw->place);
    return phs_value_unknown(arena, PHS_WHY_UNREAD, "the cell holds no number", raw->place);
}

static bool digits_at(struct phs_slice text, size_t at, size_t n) {
    for (size_t i = at; i < at + n; i++)
        if (i >= text.len || !isdigit((unsigned char)text.ptr[i]))
            return false;
    return true;
}

/* ddd-dd-dddd: a person's number in a place where none belongs, such as a column of remarks. It goes into no report. */
static bool holds_ssn(struct phs_slice text) {
    for (size_t i = 0; i + 11 <= text.len; i++)
        if (digits_at(text, i, 3) && text.ptr[i + 3] == '-' && digits_at(text, i + 4, 2) && text.ptr[i + 6] == '-' &&
            digits_at(text, i + 7, 4) && !digits_at(text, i + 11, 1) && (i == 0 || !isdigit((unsigned char)text.ptr[i - 1])))
            return true;
    return false;
}

const struct phs_value *phs_cell_text(struct phs_arena *arena, const struct phs_value *raw) {
    if (empty(raw))
        return NULL;
    const char *text = phs_scalar_text(arena, raw);
    if (!text)
        return phs_value_unknown(arena, PHS_WHY_UNREAD, "the inventory holds a list or a map where a text is expected",
                                 raw->place);
    struct phs_slice trimmed = phs_slice_trim(phs_slice(text));
    if (holds_ssn(trimmed))
        return phs_value_unknown(arena, PHS_WHY_SENSITIVE, "the text holds a number of the shape ddd-dd-dddd and is withheld",
                                 raw->place);
    if (trimmed.len > LONGEST_TEXT)
        trimmed.len = LONGEST_TEXT;
    return phs_value_string(arena, trimmed, raw->place);
}

struct items {
    PHS_VEC(const struct phs_value *) all;
};

static void add_item(struct phs_arena *arena, struct items *items, struct phs_slice text, struct phs_place place) {
    text = phs_slice_trim(text);
    if (text.len == 0 || items->all.n >= MOST_ITEMS)
        return;
    if (holds_ssn(text))
        text = PHS_SLICE("(withheld: ddd-dd-dddd)");
    for (size_t i = 0; i < items->all.n; i++)
        if (phs_slice_eq(items->all.at[i]->string, text))
            return;
    PHS_PUSH(arena, items->all, phs_value_string(arena, text, place));
}

static void split_text(struct phs_arena *arena, struct items *items, struct phs_slice text, struct phs_place place) {
    bool semicolons = memchr(text.ptr, ';', text.len) != NULL;
    size_t start = 0;
    for (size_t i = 0; i <= text.len; i++) {
        char c = i < text.len ? text.ptr[i] : '\n';
        if (c != '\n' && c != (semicolons ? ';' : ','))
            continue;
        add_item(arena, items, phs_slice_n(text.ptr + start, i - start), place);
        start = i + 1;
    }
}

const struct phs_value *phs_cell_list(struct phs_arena *arena, const struct phs_value *raw) {
    struct items items = {0};
    if (empty(raw) || phs_is(raw, PHS_UNKNOWN))
        return raw && phs_is(raw, PHS_UNKNOWN) ? raw : NULL;
    const struct phs_value *unknown = said_unknown(arena, raw);
    if (unknown)
        return unknown;
    if (phs_is(raw, PHS_STRING))
        split_text(arena, &items, raw->string, raw->place);
    else if (!phs_is(raw, PHS_LIST) && !phs_is(raw, PHS_MAP))
        add_item(arena, &items, phs_slice(phs_scalar_text(arena, raw)), raw->place);
    for (size_t i = 0; phs_is(raw, PHS_LIST) && i < raw->list.n; i++) {
        const struct phs_value *item = raw->list.at[i];
        const char *text = phs_scalar_text(arena, phs_is(item, PHS_MAP) ? phs_get(item, "name") : item);
        if (text)
            add_item(arena, &items, phs_slice(text), item->place);
    }
    return phs_value_list(arena, items.all.at, items.all.n, raw->place);
}
