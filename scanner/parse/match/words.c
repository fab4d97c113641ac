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

static void allow_start(struct phs_words *words, const char *text) {
    const char *digits = "0123456789";
    unsigned char three[3];
    for (size_t i = 0; i < 1000; i++) {
        size_t part[3] = {i / 100, i / 10 % 10, i % 10};
        bool again = false;
        for (size_t k = 0; k < 3; k++) {
            bool digit = isdigit((unsigned char)text[k]) != 0;
            three[k] = (unsigned char)(digit ? digits[part[k]] : tolower((unsigned char)text[k]));
            again |= !digit && part[k] > 0;
        }
        uint32_t hash = phs_words_hash(three);
        if (!again)
            words->filter[hash >> 6] |= 1ull << (hash & 63);
    }
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
        allow_start(words, builder->texts.at[i].ptr);
    }
    complete(words, arena, most);
}
