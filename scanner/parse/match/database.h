/* SPDX-License-Identifier: Apache-2.0 */
/* Inside match/ only: the expressions of all rules as one automaton of Hyperscan, which tells which rules may match somewhere
 * in some bytes. It never says no where PCRE2 would find something, so findings are the same with it and without it. */
#ifndef PHS_PARSE_MATCH_DATABASE_H
#define PHS_PARSE_MATCH_DATABASE_H

#include "parse/match/match.h"

struct phs_database;
struct phs_database_scratch;

/* NULL where this build has no Hyperscan, the bytes are damaged or from another version, or the processor is too old. Rules
 * that the bytes do not hold as they are now are told by phs_database_covers. Lives in arena. */
struct phs_database *phs_database_open(struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                                       struct phs_slice serialised);
bool phs_database_covers(const struct phs_database *database, size_t rule);

struct phs_database_scratch *phs_database_scratch_new(struct phs_arena *arena, const struct phs_database *database);

/* Sets the bit of every rule that may match; others are left as they are. bits: (n + 63) / 64 words. */
void phs_database_scan(const struct phs_database *database, struct phs_database_scratch *scratch, struct phs_slice bytes,
                       uint64_t *bits);

#endif
