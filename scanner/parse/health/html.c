/* SPDX-License-Identifier: Apache-2.0 */
/* Reports and lists in HTML: tables by their rows, whatever lines they stand on; pairs of label and value; and the text without
 * its tags as a note. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note.h"
#include "parse/health/note_people.h"
#include "parse/health/note_signs.h"
#include "parse/health/note_things.h"

enum { MOST_CELLS = 100, MOST_INNER = 4, FEWEST_WORDS = 2 };

struct cell {
    struct phs_slice text;
    uint32_t line;
};

struct page {
    struct phs_health_reader *reader;
    const char *at, *end;
    uint32_t line;
    struct cell cell[MOST_CELLS];
    size_t n;
    const struct phs_health_column *by_column[MOST_CELLS]; /* of the table under way */
    struct phs_slice head[MOST_CELLS];                     /* what its columns are called */
    size_t columns;
    bool doubtful; /* "Name, Drug": of people only where the names are known ones */
    bool patients; /* its text speaks of them */
};

static bool is_tag(const struct page *page, const char *name) {
    size_t n = strlen(name);
    return (size_t)(page->end - page->at) > n && strncasecmp(page->at, name, n) == 0 && !isalnum((unsigned char)page->at[n]);
}

static void skip_to(struct page *page, const char *stop) {
    for (; page->at < stop; page->at++)
        page->line += *page->at == '\n';
}

static bool names_and_facts(const struct phs_health_column *const *found, size_t n) {
    bool name = false, fact = false;
    for (size_t i = 0; i < n; i++) {
        name |= strcmp(found[i]->name, "name") == 0;
        fact |= found[i]->kind == PHS_HEALTH_FACT && found[i]->patient;
    }
    return name && fact;
}

static bool has_known_person(const struct page *page) {
    for (size_t i = 0; i < page->n && i < page->columns; i++) {
        struct phs_slice text = page->cell[i].text;
        if (page->by_column[i] && page->by_column[i]->kind == PHS_HEALTH_WEAK && phs_health_looks_like_name(text) &&
            phs_health_has_known_name(text) && !phs_health_is_organization(text) && !phs_health_is_clinician(text))
            return true;
    }
    return false;
}

static bool read_header(struct page *page) {
    const struct phs_health_column *found[MOST_CELLS], *by_column[MOST_CELLS];
    size_t n = 0;
    bool patients = page->patients, patient;
    for (size_t i = 0; i < page->n; i++) {
        by_column[i] = phs_health_column_named(page->cell[i].text, &patient);
        patients |= by_column[i] && patient;
        if (by_column[i])
            found[n++] = by_column[i];
    }
    bool counts = page->n >= 3 && phs_health_columns_count(found, n, patients);
    page->doubtful = !counts && page->n >= 3 && n >= 2 && names_and_facts(found, n);
    if (!counts && !page->doubtful)
        return false;
    memcpy(page->by_column, by_column, page->n * sizeof *by_column);
    for (size_t i = 0; i < page->n; i++)
        page->head[i] = page->cell[i].text;
    page->columns = page->n;
    return true;
}

static bool fits(const struct phs_health_column *column, struct phs_slice value) {
    return value.len > 0 && (column->kind == PHS_HEALTH_FACT || phs_health_fits(column->category, value));
}

static void end_row(struct page *page) {
    bool before = page->doubtful, header = read_header(page), any = false;
    page->doubtful = header ? page->doubtful : before;
    bool skipped = !header && page->doubtful && !has_known_person(page);
    for (size_t i = 0; !header && !skipped && page->columns && i < page->n && i < page->columns; i++)
        if (page->by_column[i] && fits(page->by_column[i], page->cell[i].text)) {
            phs_health_take(page->reader, page->by_column[i], page->cell[i].line, page->cell[i].text);
            any = true;
        } else if (!page->by_column[i]) {
            const char *category = phs_health_guess(page->head[i], page->cell[i].text);
            if (category)
                phs_health_add(page->reader, category, PHS_HEALTH_CONTACT, page->cell[i].line, page->cell[i].text);
        }
    if (any)
        phs_health_end(page->reader, true);
    page->n = 0;
}

/* What stands between a tag and the one that closes something, behind the tags that open within: <td><b>, <Cell><Data>. */
static struct phs_slice text_at(const struct page *page) {
    const char *at = page->at;
    bool link = false;
    for (size_t inner = 0; at < page->end && (isspace((unsigned char)*at) || *at == '<');) {
        if (*at == '<') {
            const char *close = memchr(at, '>', (size_t)(page->end - at));
            if (inner++ == MOST_INNER || !close || page->end - at < 3 || at[1] == '/' || strncasecmp(at, "<td", 3) == 0 ||
                strncasecmp(at, "<th", 3) == 0 || strncasecmp(at, "<tr", 3) == 0)
                break;
            link |= (at[1] | 0x20) == 'a' && !isalnum((unsigned char)at[2]);
            at = close + 1;
        } else
            at++;
    }
    if (at >= page->end)
        return PHS_SLICE("");
    const char *stop = memchr(at, '<', (size_t)(page->end - at));
    struct phs_slice text = phs_slice_trim(phs_slice_n(at, (size_t)((stop ? stop : page->end) - at)));
    bool action = link && !phs_health_has_known_name(text) && !(text.len && isdigit((unsigned char)text.ptr[text.len - 1]));
    return action ? PHS_SLICE("") : text; /* "Edit owner" */
}

static uint32_t line_of(const struct page *page, struct phs_slice text) {
    uint32_t line = page->line;
    for (const char *at = page->at; at < text.ptr; at++)
        line += *at == '\n';
    return line;
}

static void take_tables(struct page *page) {
    while (page->at < page->end) {
        const char *tag = memchr(page->at, '<', (size_t)(page->end - page->at));
        if (!tag)
            return;
        skip_to(page, tag + 1);
        bool cell = is_tag(page, "td") || is_tag(page, "th") || is_tag(page, "cell"),
             row = is_tag(page, "/tr") || is_tag(page, "/row"), table = is_tag(page, "/table");
        const char *close = memchr(page->at, '>', (size_t)(page->end - page->at));
        skip_to(page, close ? close + 1 : page->end);
        if (cell && page->n < MOST_CELLS) {
            struct phs_slice text = text_at(page);
            page->cell[page->n++] = (struct cell){text, line_of(page, text)};
        } else if (row)
            end_row(page);
        else if (table)
            page->columns = 0;
    }
}

/* Where a style sheet that begins here ends; 0 when none begins. */
static size_t past_style(struct phs_slice rest) {
    enum { OPEN = 6, CLOSE = 7 };
    if (rest.len <= OPEN || strncasecmp(rest.ptr, "<style", OPEN) != 0 || isalnum((unsigned char)rest.ptr[OPEN]))
        return 0;
    for (size_t at = OPEN; at + CLOSE <= rest.len; at++)
        if (rest.ptr[at] == '<' && strncasecmp(rest.ptr + at, "</style", CLOSE) == 0)
            return at;
    return rest.len;
}

/* A tag is a tab, so that lines stay and label and value are apart. A style sheet is no text of the page. */
static struct phs_slice without_tags(struct phs_arena *arena, struct phs_slice bytes) {
    char *copy = phs_alloc(arena, bytes.len + 1);
    size_t n = 0;
    bool tag = false;
    for (size_t i = 0; i < bytes.len; i++) {
        size_t style = bytes.ptr[i] == '<' ? past_style(phs_slice_n(bytes.ptr + i, bytes.len - i)) : 0;
        for (; style; style--, i++)
            if (bytes.ptr[i] == '\n')
                copy[n++] = '\n';
        if (i == bytes.len)
            break;
        char c = bytes.ptr[i];
        if (c == '<') {
            tag = true;
            if (n && copy[n - 1] != '\t' && copy[n - 1] != '\n')
                copy[n++] = '\t';
        }
        if (!tag || c == '\n')
            copy[n++] = c;
        tag &= c != '>';
    }
    return phs_slice_n(copy, n);
}

bool phs_health_html(struct phs_health_reader *reader) {
    struct page *page = PHS_NEW(reader->arena, struct page);
    struct phs_slice bytes = reader->bytes;
    *page = (struct page){.reader = reader, .at = bytes.ptr, .end = bytes.ptr + bytes.len, .line = 1};
    page->patients = phs_health_has_word(bytes, "patient");
    take_tables(page);
    struct phs_slice head = phs_slice_n(bytes.ptr, bytes.len < PHS_NOTE_TEXT ? bytes.len : PHS_NOTE_TEXT);
    if (!phs_health_speaks_of_patients(head) &&
        (phs_note_is_technical(head) || (phs_health_has_word(head, "<script") && phs_note_health_words(head) < FEWEST_WORDS &&
                                         !phs_note_speaks_to_patient(head)))) /* its scripts and styles say so too */
        return reader->items.n > 0;
    reader->bytes = without_tags(reader->arena, bytes);
    bool note = phs_health_note(reader);
    reader->bytes = bytes;
    return note || reader->items.n > 0;
}
