/* SPDX-License-Identifier: Apache-2.0 */
/* Which kind of PHI a field name says. Names are folded into snake_case, so that one word in a pattern covers every spelling.
 */
#include "catalogue/nouns.h"

enum { LONGEST_FIELD = 120 };

void phs_catalogue_index_fields(struct phs_catalogue *catalogue) {
    for (size_t i = 0; i < catalogue->patterns.n; i++) {
        struct phs_pattern *pattern = catalogue->patterns.at[i];
        bool field = strcmp(pattern->kind, "field") == 0;
        for (size_t k = 0; field && k < pattern->words.n; k++)
            if (!phs_map_gets(&catalogue->field_by_word, pattern->words.at[k]))
                phs_map_puts(&catalogue->field_by_word, pattern->words.at[k], pattern);
    }
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Before i begins a new part: aB, or the last capital of ABc. */
static bool begins_part(struct phs_slice name, size_t i) {
    if (i == 0 || !is_upper(name.ptr[i]))
        return false;
    bool next_is_lower = i + 1 < name.len && is_lower(name.ptr[i + 1]);
    char before = name.ptr[i - 1];
    return is_lower(before) || is_digit(before) || (is_upper(before) && next_is_lower);
}

/* "patientFirstName", "PATIENT-FIRST-NAME" -> "patient_first_name". Empty when it is no name. */
static struct phs_slice fold(struct phs_slice name, char buffer[2 * LONGEST_FIELD + 1]) {
    size_t n = 0;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool word = is_upper(c) || is_lower(c) || is_digit(c);
        if ((!word || begins_part(name, i)) && n && buffer[n - 1] != '_')
            buffer[n++] = '_';
        if (word)
            buffer[n++] = is_upper(c) ? (char)(c + ('a' - 'A')) : c;
    }
    while (n && buffer[n - 1] == '_')
        n--;
    return phs_slice_n(buffer, n);
}

static const struct phs_pattern *word(const struct phs_catalogue *catalogue, struct phs_slice text) {
    return phs_map_get(&catalogue->field_by_word, text);
}

/* Where the parts begin, and the end of the last one plus one. */
static size_t find_parts(struct phs_slice name, size_t starts[LONGEST_FIELD + 2]) {
    size_t n = 0;
    starts[n++] = 0;
    for (size_t i = 0; i < name.len && n <= LONGEST_FIELD; i++)
        if (name.ptr[i] == '_')
            starts[n++] = i + 1;
    starts[n] = name.len + 1;
    return n;
}

/* A word of several parts inside a longer name, the longest first. */
static const struct phs_pattern *inside(const struct phs_catalogue *catalogue, struct phs_slice name) {
    size_t starts[LONGEST_FIELD + 2], n = find_parts(name, starts);
    for (size_t parts = n - 1; parts >= 2; parts--)
        for (size_t first = 0; first + parts <= n; first++) {
            size_t start = starts[first], end = starts[first + parts] - 1;
            const struct phs_pattern *pattern = word(catalogue, phs_slice_n(name.ptr + start, end - start));
            if (pattern)
                return pattern;
        }
    return NULL;
}

const struct phs_pattern *phs_catalogue_field(const struct phs_catalogue *catalogue, struct phs_slice name) {
    char buffer[2 * LONGEST_FIELD + 1];
    static const char patient[] = "patient_";
    if (name.len < 2 || name.len > LONGEST_FIELD)
        return NULL;
    const struct phs_pattern *pattern = word(catalogue, name);
    struct phs_slice folded = fold(name, buffer);
    if (!pattern)
        pattern = word(catalogue, folded);
    if (!pattern && phs_slice_starts(folded, patient)) {
        size_t skip = sizeof patient - 1;
        pattern = word(catalogue, phs_slice_n(folded.ptr + skip, folded.len - skip));
    }
    return pattern ? pattern : inside(catalogue, folded);
}
