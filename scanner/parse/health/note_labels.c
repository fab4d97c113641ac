/* SPDX-License-Identifier: Apache-2.0 */
/* Which label begins at a place, and where its value does. */
#include "parse/health/note_labels.h"
#include "parse/health/note_things.h"

#include <ctype.h>
#include <pthread.h>

/* Where the label's words end, or NULL. */
static const char *behind(const char *label, const char *at, const char *end) {
    for (; *label; label++) {
        if (*label == ' ') {
            at += at < end && (*at == ' ' || *at == '_' || *at == '-');
            continue;
        }
        if (at >= end || tolower((unsigned char)*at) != (unsigned char)*label)
            return NULL;
        at++;
    }
    return at < end && isalnum((unsigned char)*at) ? NULL : at;
}

enum { LETTERS = 26 };

/* Labels stand together by their first two letters; those whose second place is none may be followed by anything. */
struct group {
    size_t from, to;
};
static struct group groups[LETTERS][LETTERS + 1];
static pthread_once_t groups_once = PTHREAD_ONCE_INIT;

static size_t letter(int c) {
    return c >= 'a' && c <= 'z' ? (size_t)(c - 'a') : LETTERS;
}

static void index_labels(void) {
    for (size_t i = 0; i < phs_note_label_count; i++) {
        const char *text = phs_note_labels[i].text;
        struct group *group = &groups[letter(text[0])][letter(text[1])];
        group->from = group->to ? group->from : i;
        group->to = i + 1;
    }
}

static const struct phs_note_label *in_group(struct group group, const char *at, const char *end, const char **ret_end) {
    for (size_t i = group.from; i < group.to; i++) {
        const struct phs_note_label *label = &phs_note_labels[i];
        /* Separators sort apart: between them may stand labels of another group. */
        const char *stop = letter(label->text[0]) == letter(tolower((unsigned char)*at)) ? behind(label->text, at, end) : NULL;
        if (!stop)
            continue;
        *ret_end = stop;
        return label;
    }
    return NULL;
}

const struct phs_note_label *phs_note_label_words(const char *at, const char *end, const char **ret_end) {
    pthread_once(&groups_once, index_labels);
    size_t first = letter(tolower((unsigned char)*at)), second = at + 1 < end ? letter(tolower((unsigned char)at[1])) : LETTERS;
    if (first == LETTERS)
        return NULL;
    const struct phs_note_label *label = second < LETTERS ? in_group(groups[first][second], at, end, ret_end) : NULL;
    return label ? label : in_group(groups[first][LETTERS], at, end, ret_end);
}

/* Digits, the letters in front of a number, or the month of a date. */
static bool begins_value(const struct phs_note_label *label, const char *at, const char *end) {
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (isdigit((unsigned char)*at))
        return true;
    if (end - at < 6 || !isupper((unsigned char)*at))
        return false;
    for (size_t i = 0; label->kind != PHS_HEALTH_STRONG && i + 1 < sizeof months; i += 3)
        if (memcmp(at, months + i, 3) == 0)
            return true;
    const char *digit = at;
    while (digit < end && digit - at < 5 && (isupper((unsigned char)*digit) || *digit == '-'))
        digit++;
    return label->kind == PHS_HEALTH_STRONG && end - digit > 3 && isdigit((unsigned char)*digit) &&
           isdigit((unsigned char)digit[1]);
}

/* "DOB (mm/dd/yyyy):" */
static const char *skip_remark(const char *at, const char *end) {
    const char *open = phs_note_skip(at, end, " ");
    if (open >= end || *open != '(')
        return at;
    const char *close = memchr(open, ')', (size_t)(end - open) < 40 ? (size_t)(end - open) : 40);
    return close && close + 1 < end && strchr(":=|", close[1]) ? close + 1 : at;
}

const struct phs_note_label *phs_note_label_at(const char *at, const char *end, const char **ret_value) {
    const char *stop;
    const struct phs_note_label *label = phs_note_label_words(at, end, &stop);
    if (!label)
        return NULL;
    const char *mark = phs_note_skip(skip_remark(stop, end), end, " #.*_\"'()`");
    if ((label->bare || label->patient) && end - mark > 3 && mark > stop && memcmp(mark, "is ", 3) == 0)
        mark = phs_note_skip(mark + 3, end, " \"'`");
    if (!label->bare && mark - 3 > stop && memcmp(mark - 3, "is ", 3) == 0 && mark < end && isupper((unsigned char)*mark)) {
        *ret_value = mark; /* "The patient's name is Marta Halvorsen" */
        return label;
    }
    if (mark < end && strchr(":=|\t", *mark)) {
        *ret_value = phs_note_skip(mark + 1, end, mark > stop && mark[-1] == ')' && *mark == '=' ? "(" : " \t*_:=\"'|}");
        return label; /* a database: "Key (mrn)=(48392011) already exists" */
    }
    bool numbered = label->kind == PHS_HEALTH_STRONG && mark > stop && memchr(stop, '#', (size_t)(mark - stop));
    static const struct phs_note_label chart = {"mr", "mrn", PHS_HEALTH_STRONG, true, false};
    if (numbered && strcmp(label->text, "mr") == 0) /* Mr is a title, MR# a record */
        label = &chart;
    if ((label->bare || numbered) && mark < end && mark > stop && begins_value(label, mark, end)) {
        *ret_value = mark;
        return label;
    }
    return NULL;
}

enum { SHORT_BOX = 7 }; /* "FL 8b" */

static bool is_capitals(const char *at, const char *end) {
    for (; at < end; at++)
        if (islower((unsigned char)*at))
            return false;
    return true;
}

/* Columns of a form: the value stands some spaces or a row of dots behind its label, or behind a label in capitals. */
const struct phs_note_label *phs_note_label_in_form(const char *start, const char *at, const char *end,
                                                    const char **ret_value) {
    const char *stop, *unused;
    const struct phs_note_label *label = phs_note_label_words(at, end, &stop);
    if (!label || stop >= end || label->kind == PHS_HEALTH_FACT)
        return NULL;
    const char *before = at;
    while (before > start && strchr(" .)#", before[-1]))
        before--;
    bool opens = before == start || at - before >= 2 || before[-1] == '\t' || before[-1] == '|' || before - start < SHORT_BOX ||
                 isdigit((unsigned char)before[-1]);
    const char *open = phs_note_skip(stop, end, " "), *remark = NULL;
    if (open < end && *open == '(')
        remark = memchr(open, ')', (size_t)(end - open) < 40 ? (size_t)(end - open) : 40);
    stop = phs_note_skip(remark ? remark + 1 : stop, end, "#");
    const char *value = phs_note_skip(stop, end, " ._\t");
    bool apart = value - stop >= 2 || (value > stop && *stop == '\t');
    bool capitals = value - stop == 1 && at[0] != '\0' && is_capitals(at, stop) && value < end &&
                    (isupper((unsigned char)*value) || isdigit((unsigned char)*value) || *value == '(');
    if (!opens || value >= end || (!apart && !capitals) || phs_note_label_at(value, end, &unused))
        return NULL;
    if (phs_note_label_words(value, end, &unused) && (unused >= end || strchr(" /\t:", *unused)) &&
        !isdigit((unsigned char)*value))
        return NULL; /* the head of a table */
    *ret_value = value;
    return label;
}
