/* SPDX-License-Identifier: Apache-2.0 */
/* What stands around a record of a patient and is in no field of it: what a test expects, a title, a second telephone. Near
 * such a record a text in quotes or between tags that has the shape of an identifier is the patient's. */
#include <ctype.h>

#include "parse/health/note_things.h"

enum { NEAR = 30, NEAR_IN_SCRIPT = 6, LONGEST_LINE = 4000, MOST_BYTES = 2 << 20 };

struct leftover {
    struct phs_health_reader *reader;
    const uint8_t *held; /* by line: 1 something of a record, 2 somebody of one */
    uint32_t lines, line, near;
    size_t indent; /* lines deeper than it are of somebody else; SIZE_MAX: none */
};

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

static bool is_near(const struct leftover *left) {
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
    while (stop > line.ptr && !is_word(stop[-1]))
        stop--;
    const char *start = stop;
    while (start > line.ptr && (is_word(start[-1]) || start[-1] == '-'))
        start--;
    return at - stop <= 8 ? phs_slice_n(start, (size_t)(stop - start)) : PHS_SLICE("");
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

static void take(struct leftover *left, struct phs_slice key, struct phs_slice text) {
    const char *category = phs_health_guess(key, text);
    if (category)
        phs_health_add(left->reader, category, PHS_HEALTH_CONTACT, left->line, text);
    else if (phs_health_whose(key) != PHS_HEALTH_OTHERS && memchr(text.ptr, ' ', text.len))
        phs_health_things(left->reader, left->line, text);
}

static void take_quotes(struct leftover *left, struct phs_slice line) {
    const char *end = line.ptr + line.len;
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
        if (!key)
            take(left, name, text);
        at = close;
    }
}

/* LocalDate.of(2024, 3, 29) */
static void take_days(struct leftover *left, struct phs_slice line) {
    const char *end = line.ptr + line.len;
    struct phs_slice day;
    for (const char *at = line.ptr; (at = memchr(at, '(', (size_t)(end - at))) != NULL; at++)
        if (phs_health_day_in_call(at, end, &day))
            phs_health_add(left->reader, "date", PHS_HEALTH_CONTACT, left->line, day);
}

/* Text between tags. */
static void take_text(struct leftover *left, struct phs_slice line) {
    const char *end = line.ptr + line.len, *start = memchr(line.ptr, '<', line.len) ? NULL : line.ptr;
    for (const char *at = line.ptr; at <= end; at++) {
        if (start && (at == end || *at == '<')) {
            take(left, PHS_SLICE(""), phs_slice_trim(phs_slice_n(start, (size_t)(at - start))));
            start = NULL;
        }
        if (at < end && *at == '>')
            start = at + 1;
    }
}

/* -- call back Marta at 612-824-7342: what is noted in a script beside a record. */
static void take_comment(struct leftover *left, struct phs_slice line) {
    struct phs_slice text = phs_slice_trim(line);
    if (phs_slice_starts(text, "--") || phs_slice_starts(text, "#"))
        phs_health_things(left->reader, left->line, text);
}

/* WHERE claim_no IN ('...', '...') */
static void take_list(struct leftover *left, struct phs_slice line) {
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
        take(left, key, phs_slice_n(at + 1, (size_t)(close - at - 1)));
    }
}

static size_t indent_of(struct phs_slice line) {
    size_t n = 0;
    while (n < line.len && (line.ptr[n] == ' ' || line.ptr[n] == '\t'))
        n++;
    return n;
}

/* provider: { ... } over several lines. */
static bool is_of_others(struct leftover *left, struct phs_slice line) {
    size_t indent = indent_of(line);
    if (left->indent != SIZE_MAX && indent > left->indent)
        return true;
    left->indent = SIZE_MAX;
    struct phs_slice text = phs_slice_trim(line);
    if (text.len == 0)
        return false;
    char last = text.ptr[text.len - 1];
    if (strchr("{[(:", last) && phs_health_whose(key_before(text, text.ptr + text.len)) == PHS_HEALTH_OTHERS) {
        left->indent = indent;
        return true;
    }
    return false;
}

static void hold(const struct phs_health_reader *reader, uint8_t *held, uint32_t lines) {
    for (size_t i = 0; i < reader->items.n; i++) {
        const struct phs_health_item *item = &reader->items.at[i];
        uint8_t what = item->kind <= PHS_HEALTH_WEAK ? 2 : 1;
        if (item->line <= lines && held[item->line] < what)
            held[item->line] = what;
    }
}

void phs_health_leftover(struct phs_health_reader *reader, enum phs_health_leftover_of of) {
    struct phs_slice rest = reader->bytes, line;
    struct leftover left = {.reader = reader, .indent = SIZE_MAX, .near = of == PHS_HEALTH_LEFT_SCRIPT ? NEAR_IN_SCRIPT : NEAR};
    if (reader->items.n == 0 || reader->bytes.len > MOST_BYTES)
        return;
    while (phs_health_next_line(&rest, &left.lines, &line))
        ;
    uint8_t *held = PHS_NEW_N(reader->arena, uint8_t, left.lines + 1);
    hold(reader, held, left.lines);
    left.held = held;
    for (rest = reader->bytes; !reader->limited && phs_health_next_line(&rest, &left.line, &line);) {
        bool others = is_of_others(&left, line);
        if (line.len > LONGEST_LINE || others || held[left.line] || !is_near(&left))
            continue;
        if (of == PHS_HEALTH_LEFT_MARKUP)
            take_text(&left, line);
        else if (of == PHS_HEALTH_LEFT_SCRIPT) {
            take_comment(&left, line);
            take_list(&left, line);
        } else {
            take_quotes(&left, line);
            take_days(&left, line);
        }
    }
    phs_health_adopt(reader);
}
