/* SPDX-License-Identifier: Apache-2.0 */
/* Inside match/ only: the words and expressions of all rules as one automaton of Hyperscan, which tells where words stand and
 * which rules may match somewhere in some bytes. It never says no where PCRE2 would find something, so findings are the same
 * with it and without it. */
#ifndef PHS_PARSE_MATCH_DATABASE_H
#define PHS_PARSE_MATCH_DATABASE_H

#include "parse/match/match.h"

struct phs_database;
struct phs_database_scratch;

/* What the database tells of a rule. */
enum phs_told {
    PHS_TOLD_NOTHING,    /* the rule is not in it */
    PHS_TOLD_WORDS,      /* where its words stand */
    PHS_TOLD_BOTH,       /* that, and whether it may match at all */
    PHS_TOLD_EXPRESSION, /* only whether it may match at all: its words are everywhere */
};

/* A word that stands somewhere. */
struct phs_met {
    uint32_t end, word; /* word: by rule, then by its place in the rule */
};

enum { PHS_MOST_MET = 1 << 20 };
struct phs_met_list {
    struct phs_met *at; /* free() is the owner's */
    size_t n, cap;
};
bool phs_met_add(struct phs_met_list *list, size_t end, uint32_t word); /* false: there are PHS_MOST_MET already */

/* NULL where this build has no Hyperscan, the bytes are damaged or from another version, or the processor is too old. Rules
 * that the bytes do not hold as they are now are told by phs_database_tells. Lives in arena. */
struct phs_database *phs_database_open(struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                                       struct phs_slice serialised);
enum phs_told phs_database_tells(const struct phs_database *database, size_t rule);

struct phs_database_scratch *phs_database_scratch_new(struct phs_arena *arena, const struct phs_database *database);

/* Of [from, to) of bytes: sets the bit of every rule that may match, and adds the words in no certain order; others are left
 * as they are. bits: (n + 63) / 64 words. False: more words than are worth a list, and nothing is known. */
bool phs_database_scan(const struct phs_database *database, struct phs_database_scratch *scratch, struct phs_slice bytes,
                       size_t from, size_t to, uint64_t *bits, struct phs_met_list *met);

#endif
