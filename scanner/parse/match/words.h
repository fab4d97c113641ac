/* SPDX-License-Identifier: Apache-2.0 */
/* Inside match/ only: the words of all rules as one automaton. */
#ifndef PHS_PARSE_MATCH_WORDS_H
#define PHS_PARSE_MATCH_WORDS_H

#include <stdint.h>

#include "base/arena.h"

enum { PHS_WORDS_FILTER_BITS = 15, PHS_WORDS_FILTER_SIZE = (1u << PHS_WORDS_FILTER_BITS) / 64 };

struct phs_word {
    uint32_t rule, length;
    uint32_t next; /* another word that ends in the same state, or 0; index + 1 */
};

struct phs_words {
    uint8_t classes[256]; /* byte -> column; case and digits are one */
    uint32_t class_count, state_count;
    uint32_t *next;  /* state * class_count + class -> state */
    uint32_t *ends;  /* first word that ends in the state, or 0; index + 1 */
    uint32_t *other; /* nearest shorter state that ends a word too, or 0 */
    struct phs_word *words;
    size_t word_count;
    uint16_t *starts;      /* by rule: places in a filter of how its words begin; see phs_words_filter */
    uint32_t *first_start; /* by rule, and one more: where its places begin in starts */
};

/* One more word; call phs_words_build once after the last. */
struct phs_words_builder {
    struct phs_arena *arena;
    PHS_VEC(struct phs_slice) texts;
    PHS_VEC(uint32_t) rules; /* ascending */
    size_t rule_count;
};
void phs_words_build(struct phs_words *words, const struct phs_words_builder *builder);

static inline uint32_t phs_words_hash(const unsigned char *p) {
    uint32_t three = ((uint32_t)p[0] & 31) | ((uint32_t)p[1] & 31) << 8 | ((uint32_t)p[2] & 31) << 16;
    return (three * 0x9E3779B1u) >> (32 - PHS_WORDS_FILTER_BITS);
}

/* Most bytes of a file begin no word that is looked for: the first three say so. */
void phs_words_filter_add(const struct phs_words *words, uint32_t rule, uint64_t filter[PHS_WORDS_FILTER_SIZE]);

static inline bool phs_words_may_begin(const uint64_t filter[PHS_WORDS_FILTER_SIZE], const unsigned char *p) {
    uint32_t hash = phs_words_hash(p);
    return filter[hash >> 6] >> (hash & 63) & 1;
}

#endif
