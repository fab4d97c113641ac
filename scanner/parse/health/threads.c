/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of logs that one number ties together: "CALL 7f31 prompt=dob dtmf=03141961", "job 55102 from=+16128247342". A call, a
 * job or a request in which somebody says when he was born is about him on every one of its lines. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/record.h"

enum { MOST_THREADS = 64, MOST_LINES = 4000, LONGEST_LINE = 2000, LONGEST_ID = 24, FEWEST_PHONE = 10 };

struct entry {
    struct phs_slice text; /* behind the number */
    uint32_t line;
    uint8_t thread;
};

struct threads {
    struct phs_health_reader *reader;
    struct phs_slice id[MOST_THREADS];
    bool tells[MOST_THREADS];
    size_t n;
    PHS_VEC(struct entry) entries;
};

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '-';
}

/* "CALL 7f31", "job=8813", "[req:4471]": what is counted and its number. Nothing before it but a time and a level. */
struct phs_slice phs_health_thread_of(struct phs_slice line) {
    static const char kinds[] = "|call|job|session|request|req|fax|msg|message|conn|txn|task|callid|sid|jobid|";
    const char *at = line.ptr, *end = line.ptr + line.len;
    for (size_t words = 0; at < end && words < 6; words++) {
        while (at < end && !isalnum((unsigned char)*at))
            at++;
        const char *start = at;
        while (at < end && !isspace((unsigned char)*at) && !strchr("=:#]", *at))
            at++;
        char kind[12] = "|";
        size_t n = (size_t)(at - start);
        for (size_t i = 0; i < n && n < sizeof kind - 2; i++)
            kind[1 + i] = (char)tolower((unsigned char)start[i]);
        kind[n < sizeof kind - 2 ? 1 + n : 1] = '|';
        if (n == 0 || n >= sizeof kind - 2 || !isalpha((unsigned char)*start) || !strstr(kinds, kind))
            continue;
        while (at < end && strchr(" =:#", *at))
            at++;
        size_t digits = 0;
        for (start = at; at < end && is_word(*at); at++)
            digits += isdigit((unsigned char)*at) != 0;
        if (digits >= 2 && at - start >= 3 && at - start < LONGEST_ID)
            return phs_slice_n(start, (size_t)(at - start));
    }
    return PHS_SLICE("");
}

/* The value of key=, in quotes or up to a space. */
static struct phs_slice value_of(const char *at, const char *end) {
    const char *stop = at;
    if (at < end && *at == '"') {
        const char *close = memchr(at + 1, '"', (size_t)(end - at - 1));
        return phs_slice_n(at + 1, (size_t)((close ? close : end) - at - 1));
    }
    while (stop < end && !isspace((unsigned char)*stop) && *stop != ',' && *stop != ';')
        stop++;
    return phs_slice_n(at, (size_t)(stop - at));
}

static struct phs_slice key_before(const char *start, const char *equals) {
    const char *at = equals;
    while (at > start && is_word(at[-1]))
        at--;
    return phs_slice_n(at, (size_t)(equals - at));
}

static bool is_digits(struct phs_slice value) {
    for (size_t i = 0; i < value.len; i++)
        if (!isdigit((unsigned char)value.ptr[i]))
            return false;
    return value.len > 0;
}

/* prompt=dob dtmf=03141961, DOB: 3/14/1961 */
static bool tells_birth(struct phs_slice text) {
    return (phs_health_has_word(text, "dob") || phs_health_has_word(text, "birth")) && phs_health_holds_date(text);
}

/* "... patient's attorney, Acct # 88-40912-3" */
static struct phs_slice number_in(struct phs_slice text) {
    static const char *const words[] = {"acct", "mrn", "chart"};
    const char *end = text.ptr + text.len;
    for (const char *at = text.ptr; at + 5 < end; at++) {
        bool begins = false;
        for (size_t i = 0; i < sizeof words / sizeof *words && (at == text.ptr || !is_word(at[-1])); i++)
            begins |= strncasecmp(at, words[i], strlen(words[i])) == 0;
        const char *start = at;
        while (begins && start < end && (isalpha((unsigned char)*start) || strchr(" #:.=", *start)))
            start++;
        size_t digits = 0, n = 0;
        for (; begins && start + n < end && is_word(start[n]); n++)
            digits += isdigit((unsigned char)start[n]) != 0;
        if (digits >= 5)
            return phs_slice_n(start, n);
    }
    return PHS_SLICE("");
}

static bool tells_number(struct phs_slice text) {
    return phs_health_has_word(text, "patient") && number_in(text).len;
}

/* subj="Rx clarification - Halvorsen, Marta": what it is about, and whom. */
static bool tells_subject(struct phs_slice text) {
    const char *quote = memchr(text.ptr, '"', text.len), *end = text.ptr + text.len;
    const char *close = quote ? memchr(quote + 1, '"', (size_t)(end - quote - 1)) : NULL;
    const char *dash = close ? memmem(quote, (size_t)(close - quote), " - ", 3) : NULL;
    return dash && phs_health_names_care(phs_slice_n(quote + 1, (size_t)(dash - quote - 1))) &&
           phs_health_is_somebody(phs_slice_n(dash + 3, (size_t)(close - dash - 3)));
}

static void keep(struct threads *threads, struct phs_slice line, uint32_t number) {
    struct phs_slice id = phs_health_thread_of(line);
    size_t i = 0;
    if (id.len == 0 || threads->entries.n == MOST_LINES)
        return;
    while (i < threads->n && !phs_slice_eq(threads->id[i], id))
        i++;
    if (i == MOST_THREADS)
        return;
    threads->n += i == threads->n;
    threads->id[i] = id;
    const char *behind = id.ptr + id.len;
    struct entry entry = {phs_slice_n(behind, (size_t)(line.ptr + line.len - behind)), number, (uint8_t)i};
    threads->tells[i] |= tells_birth(entry.text) || tells_number(entry.text) || tells_subject(entry.text);
    PHS_PUSH(threads->reader->arena, threads->entries, entry);
}

/* "TREMAINE HOLLOWAY", "Records request - Marta Halvorsen" */
static void take_text(struct threads *threads, const struct entry *entry, struct phs_slice text) {
    const char *dash = memmem(text.ptr, text.len, " - ", 3);
    struct phs_slice name = dash ? phs_slice_n(dash + 3, (size_t)(text.ptr + text.len - dash - 3)) : text;
    if (phs_health_is_somebody(name))
        phs_health_add(threads->reader, "name", PHS_HEALTH_WEAK, entry->line, name);
}

static void take_pair(struct threads *threads, const struct entry *entry, struct phs_slice key, struct phs_slice value) {
    bool keyed = phs_slice_ieq(key, PHS_SLICE("dtmf")) && is_digits(value) && phs_health_has_word(entry->text, "prompt");
    const char *category = phs_health_guess(key, value);
    if (keyed && tells_birth(entry->text))
        phs_health_add(threads->reader, "dob", PHS_HEALTH_WEAK, entry->line, value);
    else if (keyed && value.len >= 4)
        phs_health_add(threads->reader, "account_number", PHS_HEALTH_CONTACT, entry->line, value);
    else if (category && !phs_slice_ieq(key, PHS_SLICE("dnis")))
        phs_health_add(threads->reader, category, PHS_HEALTH_CONTACT, entry->line, value);
}

static void take_entry(struct threads *threads, const struct entry *entry) {
    const char *end = entry->text.ptr + entry->text.len;
    for (const char *at = entry->text.ptr; at < end; at++) {
        if (*at == '=')
            take_pair(threads, entry, key_before(entry->text.ptr, at), value_of(at + 1, end));
        if (*at != '"')
            continue;
        struct phs_slice text = value_of(at, end);
        take_text(threads, entry, text);
        if (tells_birth(text))
            phs_health_add(threads->reader, "dob", PHS_HEALTH_WEAK, entry->line, text);
        at = text.ptr + text.len;
    }
    if (tells_number(entry->text))
        phs_health_add(threads->reader, "mrn", PHS_HEALTH_STRONG, entry->line, number_in(entry->text));
    phs_health_things(threads->reader, entry->line, entry->text);
}

void phs_health_threads(struct phs_health_reader *reader) {
    struct threads *threads = PHS_NEW(reader->arena, struct threads);
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    threads->reader = reader;
    while (threads->entries.n < MOST_LINES && phs_health_next_line(&rest, &number, &line))
        if (line.len < LONGEST_LINE)
            keep(threads, line, number);
    for (size_t i = 0; i < threads->n && !reader->limited; i++) {
        for (size_t k = 0; threads->tells[i] && k < threads->entries.n; k++)
            if (threads->entries.at[k].thread == i)
                take_entry(threads, &threads->entries.at[k]);
        phs_health_end(reader, true);
    }
}
