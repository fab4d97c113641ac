/* SPDX-License-Identifier: Apache-2.0 */
/* Many patterns over bytes: Hyperscan tells where their words stand, and of rules with common words whether they may match at
 * all; PCRE2 tells around each word what matches, and a validator what it is worth. Without Hyperscan an Aho-Corasick automaton
 * tells the words, and the same is found, slower. Pure; finds places, keeps no bytes. */
#ifndef PHS_PARSE_MATCH_MATCH_H
#define PHS_PARSE_MATCH_MATCH_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum { PHS_MATCH_MOST_RULES = 1024, PHS_MATCH_SHORTEST_WORD = 3, PHS_MATCH_LONGEST_WORD = 64, PHS_MATCH_MOST_PER_FILE = 5000 };
enum { PHS_MATCH_WIDEST = 448 }; /* before + after of a rule above this: anchored, see phs_match_window */

/* What a validator makes of a value. */
enum phs_match_class {
    PHS_MATCH_REAL, /* could be somebody's */
    PHS_MATCH_PLACEHOLDER /* says itself that something is to be put there */,
    PHS_MATCH_DOCUMENTED, /* stands in public documentation as an example */
    PHS_MATCH_SYNTHETIC,  /* from a range that is never issued */
    PHS_MATCH_COMMON,     /* a word, a default password, a sequence: no secret worth the name */
    PHS_MATCH_NONE,       /* not one at all: a check digit fails, a hash, a path, a version */
};
const char *phs_match_class_name(enum phs_match_class value); /* "real", "placeholder", "documented", "synthetic", "common" */

struct phs_match_rule {
    const char *id;
    const char *regex;  /* PCRE2 on bytes; its first group, where there is one, is the value */
    const char *filter; /* what the fast engine is given in its place: matches wherever regex does and costs less; or NULL */
    const char *const *words; /* one of them stands in or near every match; case does not count, a digit stands for any digit */
    size_t word_count;
    const char *validator;  /* a name of phs_match_validator, or NULL */
    bool secret;            /* placeholders and what stands in documentation are told apart */
    bool anchored;          /* what decides about a match may lie far behind its word */
    bool generic;           /* kept only when real, and gives way to a rule that names the vendor */
    uint32_t before, after; /* how far from a word a match begins and ends, in bytes */
};

bool phs_match_is_anchored(const struct phs_match_rule *rule);

struct phs_match {
    uint32_t rule;     /* index */
    uint32_t line;     /* of the value, from 1 */
    size_t start, end; /* of the value */
    enum phs_match_class judged;
    bool rare; /* made by chance rather than by a person: see phs_match_rarity */
};

struct phs_matches {
    PHS_VEC(struct phs_match) items; /* by start, then rule; none of class none */
    bool limited;                    /* a bound was reached: there may be more */
    bool anchored;                   /* a word of an anchored rule was seen: see phs_match_window */
};

/* Read-only for threads once made; expressions are compiled when their words are first met. */
struct phs_matcher;
/* The rules and their strings must live as long as the matcher, which lives in arena. PHS_E_INPUT with a sentence: no words, a
 * word too short or too long, a validator that is unknown. An expression that does not compile never matches; see
 * phs_matcher_check. */
enum phs_code phs_matcher_new(struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                              struct phs_matcher **ret_matcher, struct phs_err *err);
/* The expressions of the rules as one database for the fast engine, made while phiscope is built; empty where the build has
 * none (PHISCOPE_HYPERSCAN=OFF). In arena. */
enum phs_code phs_matcher_compile(struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                                  struct phs_slice *ret_bytes, struct phs_err *err);
/* Has the matcher use such a database from now on; call before any scratch is made. Rules that it does not hold are found all
 * the same. False: it cannot be used here, and nothing changed. The bytes may go. */
bool phs_matcher_use(struct phs_matcher *matcher, struct phs_arena *arena, struct phs_slice database);
/* Compiles every expression: PHS_E_INPUT with the first one that is wrong. */
enum phs_code phs_matcher_check(struct phs_matcher *matcher, struct phs_err *err);

/* Per thread. */
struct phs_match_scratch;
struct phs_match_scratch *phs_match_scratch_new(struct phs_arena *arena, struct phs_matcher *matcher);

/* Matches go into arena. Time is linear in bytes but for expressions that reach their match limit, which end there. */
void phs_match_bytes(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                     struct phs_slice bytes, struct phs_matches *ret_matches);

/* Whether any expression matches, whatever its validator would say. For many short texts behind each other, with line ends
 * between them: where nothing matches in all of them, nothing does in one. */
bool phs_match_matches(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                       struct phs_slice bytes);

/* What a look at whole bytes met on its way: which rules may match, and where their words stand. With it, bytes that a delta
 * made of those need only be read where they are new. */
struct phs_match_trace;
void phs_match_trace_free(struct phs_match_trace *trace);

/* Bytes that do not stand in the base; from: where in the base stands what follows, up to the next part. What comes before the
 * first part stands at the same place. */
struct phs_match_part {
    size_t start, end, from;
};

/* As phs_match_bytes. ret_trace is for phs_match_trace_free; NULL when there are more words than are worth keeping. */
void phs_match_traced(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                      struct phs_slice bytes, struct phs_matches *ret_matches, struct phs_match_trace **ret_trace);
/* The same matches and trace for bytes that were made of those of the trace base; parts in order. */
void phs_match_changed(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                       struct phs_slice bytes, const struct phs_match_trace *base, const struct phs_match_part *parts, size_t n,
                       struct phs_matches *ret_matches, struct phs_match_trace **ret_trace);

/* How far from a changed byte a match of a rule that is not anchored can begin or end: what to read around it. */
size_t phs_matcher_margin(const struct phs_matcher *matcher);

/* Only matches that touch [start, end) of bytes, which are whole: phs_matcher_margin around the range is read, validators see
 * everything. What changed inside of a match of an anchored rule (a token of thousands of bytes, the body of a key behind its
 * first line) may lie farther from its word: a file in which ret_matches->anchored was set, and every version made from it, is
 * to be matched whole. Lines count from the start of bytes. */
void phs_match_window(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                      struct phs_slice bytes, size_t start, size_t end, struct phs_matches *ret_matches);

/* Whether a look at the whole may find anything that a change of [start, end) brought, where nothing was before. A word that
 * decides about a match touches the change, or the match does: both lie within phs_matcher_margin. True also for a word of an
 * anchored rule. */
bool phs_match_shows(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                     struct phs_slice bytes, size_t start, size_t end);

#endif
