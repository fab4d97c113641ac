/* SPDX-License-Identifier: Apache-2.0 */
/* What a document said once in its own field is said again elsewhere: a test that expects the name, a sentence, a query. Names
 * and numbers of records that count are looked for in the rest of the same bytes. */
#include <ctype.h>

#include "parse/health/record.h"

enum { MOST_WORDS = 96, MOST_BYTES = 512 << 10, SHORTEST_NAME = 4, SHORTEST_NUMBER = 6, LONG_NUMBER = 7 };

struct word {
    struct phs_slice text;
    const struct phs_health_item *item;
    uint8_t next; /* another that begins as it does, and 1; 0: none */
};

enum { BEGINNINGS = 1 << 10 };

struct words {
    struct word at[MOST_WORDS];
    size_t n;
    uint8_t first[BEGINNINGS]; /* by five bits of the two first bytes, and 1 */
};

/* A letter, a digit or a byte above ASCII: asked of every byte. */
static bool is_word(char c) {
    return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)(c - '0') < 10 || (unsigned char)c > 127;
}

static size_t two_of(const char *at) {
    return ((size_t)at[0] & 31) << 5 | ((size_t)at[1] & 31);
}

/* In the order in which they came. */
static void learn(struct words *words, struct phs_slice text, const struct phs_health_item *item) {
    uint8_t *link = &words->first[two_of(text.ptr)];
    for (; *link; link = &words->at[*link - 1].next)
        if (phs_slice_eq(words->at[*link - 1].text, text))
            return;
    if (words->n == MOST_WORDS)
        return;
    words->at[words->n++] = (struct word){text, item, 0};
    *link = (uint8_t)words->n;
}

/* A name by each of its words, since a letter says "Mrs. Ortega"; words that languages have are no names here. */
static void learn_name(struct words *words, const struct phs_health_item *item) {
    struct phs_slice value = item->value;
    for (size_t i = 0, start = 0; i <= value.len; i++) {
        if (i < value.len &&
            (isalpha((unsigned char)value.ptr[i]) || (unsigned char)value.ptr[i] > 127 || value.ptr[i] == '\''))
            continue;
        struct phs_slice part = phs_slice_n(value.ptr + start, i - start);
        start = i + 1;
        if (part.len >= SHORTEST_NAME && isupper((unsigned char)part.ptr[0]) && !phs_slice_ieq(part, PHS_SLICE("patient")) &&
            !phs_slice_ieq(part, PHS_SLICE("test")) && !phs_slice_ieq(part, PHS_SLICE("name")))
            learn(words, part, item);
    }
}

/* A telephone, an account, an address of mail: as long as they are they are nobody else's. */
static bool is_long_number(const struct phs_health_item *item) {
    static const char *const kinds[] = {"phone", "account_number", "email", "insurance_id", "device_id", "vehicle"};
    size_t digits = 0;
    for (size_t i = 0; i < item->value.len; i++)
        digits += isdigit((unsigned char)item->value.ptr[i]) != 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(item->category, kinds[i]) == 0)
            return digits >= LONG_NUMBER || (item->value.len >= LONG_NUMBER && memchr(item->value.ptr, '@', item->value.len));
    return false;
}

static void learn_all(const struct phs_health_reader *reader, struct words *words) {
    for (size_t i = 0; i < reader->items.n; i++) {
        const struct phs_health_item *item = &reader->items.at[i];
        bool within = item->value.ptr >= reader->bytes.ptr && item->value.ptr < reader->bytes.ptr + reader->bytes.len;
        if (!within || item->value.len > 60 || item->kind == PHS_HEALTH_FACT)
            continue;
        if (strcmp(item->category, "name") == 0)
            learn_name(words, item);
        else if ((item->kind == PHS_HEALTH_STRONG && item->value.len >= SHORTEST_NUMBER) || is_long_number(item))
            learn(words, item->value, item);
    }
}

static const struct word *word_at(const struct words *words, const char *at, const char *end) {
    for (uint8_t i = words->first[two_of(at)]; i; i = words->at[i - 1].next) {
        struct phs_slice text = words->at[i - 1].text;
        bool name = isupper((unsigned char)text.ptr[0]) && isupper((unsigned char)*at);
        if ((size_t)(end - at) >= text.len &&
            (name ? phs_slice_ieq(phs_slice_n(at, text.len), text) : memcmp(at, text.ptr, text.len) == 0) &&
            (at + text.len == end || !is_word(at[text.len])))
            return &words->at[i - 1];
    }
    return NULL;
}

void phs_health_echo(struct phs_health_reader *reader) {
    struct words *words = PHS_NEW(reader->arena, struct words);
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    if (reader->bytes.len > MOST_BYTES)
        return;
    PHS_VEC(struct phs_health_item) more = {0};
    learn_all(reader, words);
    while (words->n && phs_health_next_line(&rest, &number, &line)) {
        const char *end = line.ptr + line.len;
        for (const char *at = line.ptr; at + 1 < end; at++) {
            if (!words->first[two_of(at)] || (at > line.ptr && is_word(at[-1])))
                continue;
            const struct word *word = word_at(words, at, end);
            if (!word)
                continue;
            struct phs_health_item item = *word->item;
            item.line = number;
            item.value = phs_slice_n(at, word->text.len);
            PHS_PUSH(reader->arena, more, item);
        }
    }
    reader->limited |= reader->items.n + more.n > PHS_HEALTH_MOST_SIGHTS;
    for (size_t i = 0; i < more.n && reader->items.n < PHS_HEALTH_MOST_SIGHTS; i++)
        PHS_PUSH(reader->arena, reader->items, more.at[i]);
    reader->record = reader->items.n;
}
