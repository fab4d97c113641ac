/* SPDX-License-Identifier: Apache-2.0 */
/* What stands around a record of a patient and is in no field of it: what a test expects, a title, a second telephone. Near
 * such a record a text in quotes or between tags that has the shape of an identifier is the patient's. */
#include <ctype.h>

#include "parse/health/leftover.h"
#include "parse/health/note_things.h"

enum { LONGEST_LINE = 4000, MOST_BYTES = 2 << 20, FAR = 30, SOME = 6, CLOSE = 8, MOST_MARKS = 8 };

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

static bool is_near(const struct phs_leftover *left) {
    uint32_t first = left->line > left->near ? left->line - left->near : 1,
             last = left->line + left->near < left->lines ? left->line + left->near : left->lines;
    for (uint32_t i = first; i <= last; i++)
        if (left->held[i] == 2)
            return true;
    return false;
}

/* The last name in front of a value. */
static struct phs_slice key_before(struct phs_slice line, const char *at) {
    const char *stop = at;
    while (stop > line.ptr && at - stop <= MOST_MARKS && !is_word(stop[-1]))
        stop--;
    const char *start = stop;
    while (start > line.ptr && (is_word(start[-1]) || start[-1] == '-'))
        start--;
    return at - stop <= MOST_MARKS ? phs_slice_n(start, (size_t)(stop - start)) : PHS_SLICE("");
}

/* assertEquals("800447718", c.memberId): the name stands behind the value. */
static struct phs_slice key_behind(const char *at, const char *end) {
    struct phs_slice key = PHS_SLICE("");
    if (at >= end || *at != ',')
        return key;
    for (at++; at < end && *at != ',' && *at != ';';) {
        if (!is_word(*at)) {
            at++;
            continue;
        }
        const char *start = at;
        while (at < end && is_word(*at))
            at++;
        key = phs_slice_n(start, (size_t)(at - start));
    }
    return key;
}

void phs_leftover_take(struct phs_leftover *left, struct phs_slice key, struct phs_slice text) {
    const char *category = phs_health_guess(key, text);
    if (category)
        phs_health_add(left->reader, category, PHS_HEALTH_CONTACT, left->line, text);
    else if (phs_health_whose(key) != PHS_HEALTH_OTHERS && memchr(text.ptr, ' ', text.len))
        phs_health_things(left->reader, left->line, text);
}

/* {"name": ..., "born": ...}, */
static bool is_object(struct phs_slice line) {
    struct phs_slice text = phs_slice_trim(line);
    return text.len > 2 && text.ptr[0] == '{' && (text.ptr[text.len - 1] == '}' || phs_slice_ends(text, "},")) &&
           memmem(text.ptr, text.len, "\":", 2);
}

static bool is_said(struct phs_slice key) {
    static const char *const keys[] = {"text", "body", "message", "content", "msg", "note", "comment"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (phs_slice_ieq(key, phs_slice(keys[i])))
            return true;
    return false;
}

static void take_quotes(struct phs_leftover *left, struct phs_slice line) {
    const char *end = line.ptr + line.len;
    bool own = is_object(line); /* of somebody else, if of anybody: its sentences alone may go on about the patient */
    for (const char *at = line.ptr; at < end; at++) {
        if (*at != '"' && *at != '\'' && *at != '`')
            continue;
        if (*at == '\'' && at > line.ptr && isalpha((unsigned char)at[-1])) /* don't */
            continue;
        const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
        if (!close)
            return;
        const char *behind = close + 1;
        while (behind < end && *behind == ' ')
            behind++;
        bool key = behind < end && *behind == ':' && close - at < 40;
        struct phs_slice text = phs_slice_n(at + 1, (size_t)(close - at - 1)), name = key_before(line, at);
        if (!key &&
            (phs_health_has_word(name, "assert") || phs_health_has_word(name, "equal") || phs_health_has_word(name, "expect")))
            name = key_behind(close + 1, end);
        if (!key && !(own && !phs_health_is_prose(text) && !is_said(name)))
            phs_leftover_take(left, name, text);
        at = close;
    }
}

/* LocalDate.of(2024, 3, 29) */
static void take_days(struct phs_leftover *left, struct phs_slice line) {
    const char *end = line.ptr + line.len;
    struct phs_slice day;
    for (const char *at = line.ptr; (at = memchr(at, '(', (size_t)(end - at))) != NULL; at++)
        if (phs_health_day_in_call(at, end, &day))
            phs_health_add(left->reader, "date", PHS_HEALTH_CONTACT, left->line, day);
}

/* <shipTo>: what the tag in front of a text is called. */
static struct phs_slice tag_before(struct phs_slice line, const char *text) {
    const char *open = text > line.ptr ? memrchr(line.ptr, '<', (size_t)(text - line.ptr)) : NULL,
               *end = open ? open + 1 : NULL;
    while (end && end < text && (is_word(*end) || strchr("-:.", *end)))
        end++;
    return open ? phs_slice_n(open + 1, (size_t)(end - open - 1)) : PHS_SLICE("");
}

/* Text between tags. */
static void take_text(struct phs_leftover *left, struct phs_slice line) {
    const char *end = line.ptr + line.len, *start = memchr(line.ptr, '<', line.len) ? NULL : line.ptr;
    for (const char *at = line.ptr; at <= end; at++) {
        if (start && (at == end || *at == '<')) {
            phs_leftover_take(left, tag_before(line, start), phs_slice_trim(phs_slice_n(start, (size_t)(at - start))));
            start = NULL;
        }
        if (at < end && *at == '>')
            start = at + 1;
    }
}

/* The line without its tags: "Confirmation code <b>RMD-4471K</b>". */
static void take_stripped(struct phs_leftover *left, struct phs_slice line) {
    char *text = phs_alloc(left->reader->arena, line.len + 1);
    bool tag = false;
    size_t n = 0;
    for (size_t i = 0; i < line.len; i++) {
        bool space = tag && line.ptr[i] == '>';
        tag = line.ptr[i] == '<' || (tag && !space);
        if ((!tag && !space) || (space && n && text[n - 1] != ' '))
            text[n++] = space ? ' ' : line.ptr[i];
    }
    phs_leftover_take_line(left, phs_slice_n(text, n));
}

/* -- call back Marta at 612-824-7342: what is noted in a script beside a record. */
static void take_comment(struct phs_leftover *left, struct phs_slice line) {
    struct phs_slice text = phs_slice_trim(line);
    if (phs_slice_starts(text, "--") || phs_slice_starts(text, "#"))
        phs_health_things(left->reader, left->line, text);
}

/* WHERE claim_no IN ('...', '...') */
static void take_list(struct phs_leftover *left, struct phs_slice line) {
    const char *in = memmem(line.ptr, line.len, " IN (", 5), *end = line.ptr + line.len;
    in = in ? in : memmem(line.ptr, line.len, " in (", 5);
    if (!in)
        return;
    struct phs_slice key = key_before(line, in);
    const char *close = NULL;
    for (const char *at = in; (at = memchr(at, '\'', (size_t)(end - at))) != NULL; at = close + 1) {
        close = memchr(at + 1, '\'', (size_t)(end - at - 1));
        if (!close)
            return;
        phs_leftover_take(left, key, phs_slice_n(at + 1, (size_t)(close - at - 1)));
    }
}

static size_t indent_of(struct phs_slice line) {
    size_t n = 0;
    while (n < line.len && (line.ptr[n] == ' ' || line.ptr[n] == '\t'))
        n++;
    return n;
}

/* How many brackets are open behind the line. */
static int depth_of(struct phs_slice line) {
    int depth = 0;
    for (size_t i = 0; i < line.len; i++)
        depth += strchr("{[(", line.ptr[i]) ? 1 : strchr("}])", line.ptr[i]) ? -1 : 0;
    return depth;
}

/* LAB_RESULT = {: all that follows, the patient in it too. */
static bool is_whole(struct phs_slice text) {
    struct phs_slice key = key_before(text, text.ptr + text.len);
    return memchr(text.ptr, '=', text.len) && (memchr(key.ptr, '_', key.len) || text.ptr == key.ptr);
}

/* provider: { ... } over several lines. */
static bool is_of_others(struct phs_leftover *left, struct phs_slice line) {
    size_t indent = indent_of(line);
    struct phs_slice text = phs_slice_trim(line);
    if (left->depth > 0) {
        left->depth += depth_of(text);
        return true;
    }
    if (left->indent != SIZE_MAX && indent > left->indent)
        return true;
    left->indent = SIZE_MAX;
    if (text.len == 0 || !strchr("{[(:", text.ptr[text.len - 1]) || is_whole(text) ||
        phs_health_whose(key_before(text, text.ptr + text.len)) != PHS_HEALTH_OTHERS)
        return false;
    left->indent = indent;
    left->depth = depth_of(text);
    return true;
}

/* text: one that is about a patient as a whole. */
static void hold(const struct phs_health_reader *reader, uint8_t *held, uint32_t lines, bool text) {
    for (size_t i = 0; i < reader->items.n; i++) {
        const struct phs_health_item *item = &reader->items.at[i];
        uint8_t what = item->kind <= PHS_HEALTH_WEAK || (text && item->kind != PHS_HEALTH_FACT) ? 2 : 1;
        if (item->line <= lines && held[item->line] < what)
            held[item->line] = what;
    }
}

/* Names of the patients that were found, so that a text may call them by one of their words. */
static void learn_names(struct phs_leftover *left) {
    for (size_t i = 0; i < left->reader->items.n && left->note.name_count < PHS_NOTE_NAMES; i++) {
        const struct phs_health_item *item = &left->reader->items.at[i];
        if (item->kind != PHS_HEALTH_WEAK || strcmp(item->category, "name") != 0)
            continue;
        const char *end = item->value.ptr + item->value.len;
        for (const char *at = item->value.ptr; at < end && left->note.name_count < PHS_NOTE_NAMES; at++) {
            size_t n = isalpha((unsigned char)*at) ? phs_note_run(at, end, isalpha) : 0;
            if (n > 3)
                left->note.names[left->note.name_count++] = phs_slice_n(at, n);
            at += n;
            if (at >= end)
                break;
        }
    }
}

/* Words between the tags of a snapshot: nothing of a program stands on the line. */
static bool is_plain(struct phs_slice line) {
    size_t spaces = 0;
    line = phs_slice_trim(line);
    for (size_t i = 0; i < line.len; i++) {
        if (strchr("{}<>=[];()\"'`$@\\", line.ptr[i]))
            return false;
        spaces += line.ptr[i] == ' ';
    }
    return spaces > 0;
}

static void take_line(struct phs_leftover *left, enum phs_health_leftover_of of, struct phs_slice line) {
    switch (of) {
    case PHS_HEALTH_LEFT_XML:
        take_text(left, line);
        break;
    case PHS_HEALTH_LEFT_MARKUP:
        take_text(left, line);
        if (memchr(line.ptr, '<', line.len))
            take_stripped(left, line);
        break;
    case PHS_HEALTH_LEFT_SCRIPT:
        take_comment(left, line);
        take_list(left, line);
        if (phs_health_has_word(line, "insert") && phs_health_has_word(line, "patient"))
            take_quotes(left, line);
        break;
    case PHS_HEALTH_LEFT_TEXT:
        phs_leftover_take_line(left, line);
        break;
    case PHS_HEALTH_LEFT_LOG:
        phs_leftover_take_entry(left, line);
        break;
    case PHS_HEALTH_LEFT_SETTINGS:
        phs_leftover_take_pair(left, line);
        break;
    case PHS_HEALTH_LEFT_CODE:
        if (is_plain(line))
            phs_leftover_take_line(left, line);
        take_quotes(left, line);
        take_days(left, line);
        break;
    }
}

void phs_health_leftover(struct phs_health_reader *reader, enum phs_health_leftover_of of) {
    static const uint32_t near[] = {
        [PHS_HEALTH_LEFT_CODE] = FAR,    [PHS_HEALTH_LEFT_MARKUP] = FAR, [PHS_HEALTH_LEFT_XML] = FAR,
        [PHS_HEALTH_LEFT_SCRIPT] = SOME, [PHS_HEALTH_LEFT_TEXT] = FAR,   [PHS_HEALTH_LEFT_LOG] = CLOSE,
        [PHS_HEALTH_LEFT_SETTINGS] = FAR};
    struct phs_slice rest = reader->bytes, line;
    struct phs_leftover left = {.reader = reader, .note.reader = reader, .indent = SIZE_MAX, .near = near[of]};
    if (reader->items.n == 0 || reader->bytes.len > MOST_BYTES)
        return;
    while (phs_health_next_line(&rest, &left.lines, &line))
        ;
    uint8_t *held = PHS_NEW_N(reader->arena, uint8_t, left.lines + 1);
    hold(reader, held, left.lines, of == PHS_HEALTH_LEFT_TEXT);
    left.held = held;
    learn_names(&left);
    for (rest = reader->bytes; !reader->limited && phs_health_next_line(&rest, &left.line, &line);) {
        bool others = is_of_others(&left, line);
        if (line.len <= LONGEST_LINE && !others && !held[left.line] && is_near(&left))
            take_line(&left, of, line);
    }
    phs_health_adopt(reader);
}
