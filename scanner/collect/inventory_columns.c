/* SPDX-License-Identifier: Apache-2.0 */
/* Which field a column header or a key means: by the target's mapping, else by the words that people use. */
#include <ctype.h>

#include "collect/inventory_parts.h"
#include "collect/nearest.h"

enum { LONGEST_HEADER = 120 };

char *phs_squash(struct phs_arena *arena, struct phs_slice text) {
    char *out = phs_alloc(arena, text.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        if (isalnum((unsigned char)text.ptr[i]) || (unsigned char)text.ptr[i] >= 0x80)
            out[n++] = (char)tolower((unsigned char)text.ptr[i]);
    return out;
}

/* Lower-case words with one space before, between and behind: "Vendor (legal) name" -> " vendor legal name ". */
struct header {
    char words[LONGEST_HEADER + 4];
    size_t n;
};

static void put_space(struct header *out) {
    if (out->n == 0 || out->words[out->n - 1] != ' ')
        out->words[out->n++] = ' ';
}

static void fold_header(struct phs_slice text, bool skip_parentheses, struct header *out) {
    int depth = 0;
    out->n = 0;
    put_space(out);
    for (size_t i = 0; i < text.len && out->n < LONGEST_HEADER; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        depth += c == '(' || c == '[' ? 1 : (c == ')' || c == ']') && depth > 0 ? -1 : 0;
        if (skip_parentheses && (depth > 0 || c == ')' || c == ']'))
            continue;
        bool hump = i > 0 && isupper(c) && islower((unsigned char)text.ptr[i - 1]);
        if (hump || !(isalnum(c) || c >= 0x80))
            put_space(out);
        if (isalnum(c) || c >= 0x80)
            out->words[out->n++] = (char)tolower(c);
    }
    put_space(out);
    out->words[out->n] = '\0';
}

/* Paragraphs of a citation are words: 164.504(e)(2)(ii)(I) and 164.504(e)(2)(iii) have the same letters. */
static bool is_citation(const struct header *header) {
    return strncmp(header->words, " 164 ", 5) == 0;
}

/* Same letters, spaces aside. */
static bool same_letters(const struct header *a, const struct header *b) {
    size_t i = 0, j = 0;
    if (is_citation(a) && is_citation(b))
        return strcmp(a->words, b->words) == 0;
    for (;; i++, j++) {
        while (i < a->n && a->words[i] == ' ')
            i++;
        while (j < b->n && b->words[j] == ' ')
            j++;
        if (i >= a->n || j >= b->n)
            return i >= a->n && j >= b->n;
        if (a->words[i] != b->words[j])
            return false;
    }
}

struct best {
    int field;
    enum phs_header_match match;
    size_t length;
};

static void compare(struct best *best, int field, struct phs_slice synonym, const struct header *full,
                    const struct header *bare) {
    struct header word;
    fold_header(synonym, false, &word);
    if (word.n <= 2)
        return;
    bool same = same_letters(&word, full) || same_letters(&word, bare);
    if (!same && !strstr(full->words, word.words))
        return;
    enum phs_header_match match = same ? PHS_HEADER_SAME : PHS_HEADER_CONTAINS;
    if (match > best->match || (match == best->match && match == PHS_HEADER_CONTAINS && word.n > best->length))
        *best = (struct best){.field = field, .match = match, .length = word.n};
}

int phs_header_field(const struct phs_inventory *inventory, struct phs_slice text, enum phs_header_match *ret_match) {
    struct best best = {.field = PHS_NO_FIELD};
    struct header full, bare;
    fold_header(text, false, &full);
    fold_header(text, true, &bare);
    for (size_t i = 0; i < inventory->spec->n; i++) {
        struct phs_slice rest = phs_slice(inventory->spec->fields[i].synonyms), synonym;
        compare(&best, (int)i, phs_slice(inventory->spec->fields[i].name), &full, &bare);
        while (phs_slice_cut(&rest, '|', &synonym))
            compare(&best, (int)i, synonym, &full, &bare);
    }
    *ret_match = best.match;
    return best.field;
}

static int field_named(const struct phs_inventory *inventory, struct phs_slice name) {
    for (size_t i = 0; i < inventory->spec->n; i++)
        if (phs_slice_is(name, inventory->spec->fields[i].name))
            return (int)i;
    return PHS_NO_FIELD;
}

static bool same_header(struct phs_slice a, struct phs_slice b) {
    struct header x, y;
    fold_header(a, false, &x);
    fold_header(b, false, &y);
    return x.n > 2 && same_letters(&x, &y);
}

int phs_mapped_field(const struct phs_inventory *inventory, struct phs_slice header) {
    const struct phs_value *mapping = inventory->mapping;
    for (size_t i = 0; mapping && i < mapping->map.n; i++)
        if (same_header(phs_text(mapping->map.at[i].value), header))
            return field_named(inventory, mapping->map.at[i].key);
    return PHS_NO_FIELD;
}

void phs_mapping_check(struct phs_inventory *inventory) {
    const char *names[PHS_MOST_FIELDS + 1] = {0};
    for (size_t i = 0; i < inventory->spec->n; i++)
        names[i] = inventory->spec->fields[i].name;
    for (size_t i = 0; inventory->mapping && i < inventory->mapping->map.n; i++) {
        const struct phs_entry *entry = &inventory->mapping->map.at[i];
        if (field_named(inventory, entry->key) != PHS_NO_FIELD)
            continue;
        const char *meant = phs_nearest(entry->key, names);
        phs_inventory_note(inventory, entry->key_place, false, "mapping: a %s has no field \"%.*s\"%s%s%s",
                           inventory->spec->noun, (int)(entry->key.len > 60 ? 60 : entry->key.len), entry->key.ptr,
                           meant ? "; did you mean \"" : "", meant ? meant : "", meant ? "\"?" : "");
    }
}

void phs_mapping_missing(struct phs_inventory *inventory) {
    for (size_t i = 0; inventory->mapping && i < inventory->mapping->map.n; i++) {
        const struct phs_entry *entry = &inventory->mapping->map.at[i];
        struct phs_slice header = phs_text(entry->value);
        int field = field_named(inventory, entry->key);
        if (field != PHS_NO_FIELD && header.len > 0 && !inventory->field_mapped[field])
            phs_inventory_note(inventory, entry->key_place, false, "mapping: %s has no column \"%.*s\" for %.*s",
                               inventory->path, (int)(header.len > 60 ? 60 : header.len), header.ptr, (int)entry->key.len,
                               entry->key.ptr);
    }
}

bool phs_header_is_own(const struct phs_inventory *inventory, int field, struct phs_slice header) {
    return same_header(phs_slice(inventory->spec->fields[field].name), header);
}

void phs_column_used(struct phs_inventory *inventory, int field, struct phs_slice header, bool mapped) {
    if (inventory->field_column[field] && !mapped)
        return;
    inventory->field_column[field] = phs_slice_dup(inventory->graph->arena, phs_slice_trim(header));
    inventory->field_mapped[field] = mapped;
    inventory->field_named[field] = phs_header_is_own(inventory, field, header);
}

/* A list without a header row has data where names should stand; data is not printed. */
static bool looks_like_data(struct phs_slice header) {
    size_t digits = 0;
    for (size_t i = 0; i < header.len; i++)
        digits += header.ptr[i] >= '0' && header.ptr[i] <= '9';
    return digits >= 5 || header.len > 80;
}

void phs_column_unused(struct phs_inventory *inventory, struct phs_slice header) {
    header = phs_slice_trim(header);
    if (header.len == 0 || inventory->unused.n >= 40)
        return;
    for (size_t i = 0; i < inventory->unused.n; i++)
        if (phs_slice_is(header, inventory->unused.at[i]))
            return;
    PHS_PUSH(inventory->graph->arena, inventory->unused,
             looks_like_data(header) ? "(looks like data, not like the name of a column)"
                                     : phs_slice_dup(inventory->graph->arena, header));
}
