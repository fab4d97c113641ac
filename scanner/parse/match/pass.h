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
    bool decides; /* the validator, about placeholders too */
    bool leads;   /* matches begin where words do, and the code is tried at the place that it is given alone */
};

struct phs_matcher {
    const struct phs_match_rule *rules;
    size_t n;
    struct compiled *compiled;
    struct phs_words words;
    struct phs_database *database; /* NULL: every rule is looked for by its words */
    uint64_t *uncovered;           /* rules that the database does not hold, a bit each; all of them without one */
    uint64_t *told;                /* rules of which the database tells where their words stand */
    uint64_t *anchored;
    size_t margin;
    pthread_mutex_t compiling;
};

struct window {
    size_t start, end, searched; /* searched: where the last match ended */
    bool open;
    uint32_t *words; /* where they begin, in order; free() is the scratch's */
    uint32_t n, cap;
};

struct phs_match_scratch {
    struct window *windows; /* by rule */
    size_t window_count;
    uint32_t *touched; /* rules whose window was used in this file */
    size_t touched_count;
    bool *is_touched;
    uint64_t *wanted;                       /* rules that may match in this file, a bit each */
    uint64_t *searched;                     /* those whose words have to be looked for */
    uint64_t *restless;                     /* as in a trace */
    uint64_t filter[PHS_WORDS_FILTER_SIZE]; /* of their words */
    struct phs_met_list met;                /* words that were found, by end, then the longest first */
    struct phs_database_scratch *database;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
};

struct phs_match_trace {
    uint64_t *wanted;
    struct phs_met *at; /* by end, then the longest first; those of rules that are not wanted yet, too */
    size_t n;
    struct phs_match *matches; /* before any was dropped for another, in order */
    size_t match_count;
    uint64_t *restless; /* rules of which a match went on behind a window */
    bool limited;
};

/* What bytes are made of, where a look at their base is known. */
struct made_of {
    const struct phs_match_trace *base;
    const struct phs_match_part *parts;
    size_t n;
};

struct pass {
    struct phs_matcher *matcher;
    struct phs_match_scratch *scratch;
    struct phs_arena *arena;
    struct phs_slice bytes;
    size_t from, to; /* what is read of them */
    struct phs_matches *found;
    const struct made_of *made_of; /* or NULL */
    bool unjudged;                 /* that anything matches is enough: found is limited then, and holds nothing */
    bool listed;                   /* words go into the list; otherwise each opens its window at once */
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

/* Opens the window of a word that ends there. */
void phs_pass_meet(struct pass *pass, uint32_t word, size_t end);
/* Opens those of a list, of rules that are wanted. */
void phs_pass_meet_all(struct pass *pass, const struct phs_met *met, size_t n);
/* Which words of wanted rules nothing else tells; false: none. Then phs_pass_search finds them between from and to; false: more
 * than the list holds. */
bool phs_pass_choose(struct pass *pass);
bool phs_pass_search(struct pass *pass);
/* The list in its order, each once. */
void phs_pass_sort(struct pass *pass);
/* Which rules match, their words, and what they match. False: the list does not hold all words, as there are too many. */
bool phs_pass_find(struct pass *pass);
/* The matches of a window that was copied whole, with what decides about them, are those of the base. False: it is to be
 * searched. */
bool phs_pass_copy(struct pass *pass, uint32_t rule, size_t start, size_t end);
void phs_pass_keep(struct pass *pass, const struct phs_match *match);
/* All windows are open or were searched. */
void phs_pass_finish(struct pass *pass);
/* Drops what another match says better, and counts lines. */
void phs_pass_settle(struct pass *pass);

#endif
