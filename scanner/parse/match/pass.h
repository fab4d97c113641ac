/* SPDX-License-Identifier: Apache-2.0 */
/* Inside match/ only: the matcher, what a thread needs beside it, and one pass over some bytes. */
#ifndef PHS_PARSE_MATCH_PASS_H
#define PHS_PARSE_MATCH_PASS_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>

#include "parse/match/database.h"
#include "parse/match/match.h"
#include "parse/match/validators.h"
#include "parse/match/words.h"

struct compiled {
    atomic_int state;
    pcre2_code *code;
    phs_validator validator;
};

struct phs_matcher {
    const struct phs_match_rule *rules;
    size_t n;
    struct compiled *compiled;
    struct phs_words words;
    struct phs_database *database; /* NULL: every rule is looked for by its words */
    uint64_t *uncovered;           /* rules that the database does not hold, a bit each; all of them without one */
    uint64_t *anchored;
    size_t margin;
    pthread_mutex_t compiling;
};

struct window {
    size_t start, end, searched; /* searched: where the last match ended */
    bool open;
};

struct phs_match_scratch {
    struct window *windows; /* by rule */
    uint32_t *touched;      /* rules whose window was used in this file */
    size_t touched_count;
    bool *is_touched;
    uint64_t *wanted;                       /* rules that may match in this file, a bit each */
    uint64_t filter[PHS_WORDS_FILTER_SIZE]; /* of their words */
    struct phs_database_scratch *database;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
};

struct met {
    uint32_t end, word; /* word: index in phs_words */
};

struct phs_match_trace {
    uint64_t *wanted;
    struct met *at; /* by end, then the longest first */
    size_t n, cap, most;
    bool full; /* more were met than there is room for */
};

struct pass {
    struct phs_matcher *matcher;
    struct phs_match_scratch *scratch;
    struct phs_arena *arena;
    struct phs_slice bytes;
    size_t from, to; /* what is read of them */
    struct phs_matches *found;
    struct phs_match_trace *trace; /* to be filled, or NULL */
};

/* Words that touch [start, end); of those that were met before, none. */
struct stretch {
    size_t start, end, known;
    struct phs_match_trace *trace;
};

static inline size_t phs_bit_words(size_t n) {
    return (n + 63) / 64;
}

static inline bool phs_bit_of(const uint64_t *bits, size_t i) {
    return bits[i / 64] >> (i % 64) & 1;
}

static inline void phs_set_bit(uint64_t *bits, size_t i) {
    bits[i / 64] |= (uint64_t)1 << (i % 64);
}

/* The expression of a rule, compiled when it is first asked for; NULL when it is wrong. */
const pcre2_code *phs_match_code_of(struct phs_matcher *matcher, size_t rule);

/* Where two stretches meet, a long word of the one may end behind a short one of the other. */
void phs_match_note(struct phs_match_trace *trace, const struct phs_word *words, uint32_t word, size_t end);
/* Opens the window of a word that ends there, and keeps it in the pass's trace. */
void phs_pass_meet(struct pass *pass, uint32_t word, size_t end);
/* The words of wanted rules between from and to: met, or, within a stretch, noted. */
void phs_pass_find_words(struct pass *pass, const struct stretch *within);
/* Which of the wanted rules' words may begin where. */
void phs_pass_filter(struct pass *pass);
/* Which rules match, then their words. */
void phs_pass_find(struct pass *pass);
/* All windows are open or were searched. */
void phs_pass_finish(struct pass *pass);
/* Drops what another match says better, and counts lines. */
void phs_pass_settle(struct pass *pass);

#endif
