/* SPDX-License-Identifier: Apache-2.0 */
/* Aho-Corasick over folded bytes: letters without case, every digit the same. Built in well under a millisecond, so that a
 * start pays nothing for patterns that it may never need. */
#include "parse/match/words.h"

#include <ctype.h>

static unsigned char folded(unsigned char c) {
    return isdigit(c) ? '0' : (unsigned char)tolower(c);
}

static void number_classes(struct phs_words *words, const struct phs_words_builder *builder) {
    uint8_t of_folded[256] = {0};
    words->class_count = 1; /* 0: every byte that is in no word */
    for (size_t w = 0; w < builder->texts.n; w++)
        for (size_t i = 0; i < builder->texts.at[w].len; i++) {
            unsigned char c = folded((unsigned char)builder->texts.at[w].ptr[i]);
            if (!of_folded[c])
                of_folded[c] = (uint8_t)words->class_count++;
        }
    for (unsigned c = 0; c < 256; c++)
        words->classes[c] = of_folded[folded((unsigned char)c)];
}

/* The places of one word, each once. */
struct starts {
    uint16_t *at;
    size_t n;
};

static void add_start(struct starts *starts, size_t first, uint16_t place) {
    for (size_t i = first; i < starts->n; i++)
        if (starts->at[i] == place)
            return;
    starts->at[starts->n++] = place;
}

static size_t most_starts(const char *text) {
    size_t n = 1;
    for (size_t i = 0; i < 3; i++)
        n *= isdigit((unsigned char)text[i]) ? 10 : 1;
    return n;
}

/* Every digit stands for any. */
static void add_starts(struct starts *starts, size_t first, const char *text) {
    for (size_t i = 0, n = most_starts(text); i < n; i++) {
        unsigned char three[3];
        size_t rest = i;
        for (size_t k = 0; k < 3; k++) {
            bool digit = isdigit((unsigned char)text[k]) != 0;
            three[k] = (unsigned char)(digit ? '0' + (int)(rest % 10) : tolower((unsigned char)text[k]));
            rest /= digit ? 10 : 1;
        }
        add_start(starts, first, (uint16_t)phs_words_hash(three));
    }
}

void phs_words_filter_add(const struct phs_words *words, uint32_t rule, uint64_t filter[PHS_WORDS_FILTER_SIZE]) {
    for (uint32_t i = words->first_start[rule]; i < words->first_start[rule + 1]; i++)
        filter[words->starts[i] >> 6] |= (uint64_t)1 << (words->starts[i] & 63);
}

static void insert(struct phs_words *words, size_t index, struct phs_slice text, uint32_t rule) {
    uint32_t state = 0;
    for (size_t i = 0; i < text.len; i++) {
        uint32_t *next = &words->next[state * words->class_count + words->classes[(unsigned char)text.ptr[i]]];
        if (!*next)
            *next = words->state_count++;
        state = *next;
    }
    words->words[index] = (struct phs_word){.rule = rule, .length = (uint32_t)text.len, .next = words->ends[state]};
    words->ends[state] = (uint32_t)index + 1;
}

/* Breadth first: where a state has no way on, the way of its longest proper suffix is taken. */
static void complete(struct phs_words *words, struct phs_arena *arena, size_t most) {
    uint32_t *queue = PHS_NEW_N(arena, uint32_t, most), *suffix = PHS_NEW_N(arena, uint32_t, most);
    size_t head = 0, tail = 0;
    for (uint32_t c = 0; c < words->class_count; c++)
        if (words->next[c])
            queue[tail++] = words->next[c];
    while (head < tail) {
        uint32_t state = queue[head++];
        words->other[state] = words->ends[suffix[state]] ? suffix[state] : words->other[suffix[state]];
        for (uint32_t c = 0; c < words->class_count; c++) {
            uint32_t *next = &words->next[state * words->class_count + c];
            uint32_t fallback = words->next[suffix[state] * words->class_count + c];
            if (*next) {
                suffix[*next] = fallback;
                queue[tail++] = *next;
            } else {
                *next = fallback;
            }
        }
    }
}

static void list_starts(struct phs_words *words, const struct phs_words_builder *builder) {
    size_t most = 0, w = 0;
    for (size_t i = 0; i < builder->texts.n; i++)
        most += most_starts(builder->texts.at[i].ptr);
    struct starts starts = {.at = PHS_NEW_N(builder->arena, uint16_t, most)};
    words->first_start = PHS_NEW_N(builder->arena, uint32_t, builder->rule_count + 1);
    for (uint32_t rule = 0; rule < builder->rule_count; rule++) {
        size_t first = words->first_start[rule] = (uint32_t)starts.n;
        for (; w < builder->texts.n && builder->rules.at[w] == rule; w++)
            add_starts(&starts, first, builder->texts.at[w].ptr);
    }
    words->first_start[builder->rule_count] = (uint32_t)starts.n;
    words->starts = starts.at;
}

void phs_words_build(struct phs_words *words, const struct phs_words_builder *builder) {
    struct phs_arena *arena = builder->arena;
    size_t most = 1;
    for (size_t i = 0; i < builder->texts.n; i++)
        most += builder->texts.at[i].len;
    number_classes(words, builder);
    words->state_count = 1;
    words->next = phs_alloc_n(arena, most * words->class_count, sizeof(uint32_t));
    words->ends = PHS_NEW_N(arena, uint32_t, most);
    words->other = PHS_NEW_N(arena, uint32_t, most);
    words->words = PHS_NEW_N(arena, struct phs_word, builder->texts.n);
    words->word_count = builder->texts.n;
    for (size_t i = 0; i < builder->texts.n; i++) {
        insert(words, i, builder->texts.at[i], builder->rules.at[i]);
    }
    list_starts(words, builder);
    complete(words, arena, most);
}
