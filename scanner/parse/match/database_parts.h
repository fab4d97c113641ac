/* SPDX-License-Identifier: Apache-2.0 */
/* What the maker and the reader of a database agree on: a magic, the number of rules, eight bytes for each (what makes it, and
 * in the two lowest bits what is told of it), then what Hyperscan serialised. */
#ifndef PHS_PARSE_MATCH_DATABASE_PARTS_H
#define PHS_PARSE_MATCH_DATABASE_PARTS_H

#include "parse/match/database.h"

#define PHS_DATABASE_MAGIC "PHSHS\0\0\2"
enum { PHS_DATABASE_MAGIC_LEN = 8, PHS_DATABASE_TOLD = 3 };

/* Numbers of expressions: the rule, the word in it, and whether it is the rule's own expression. */
enum { PHS_ID_RULE_BITS = 10, PHS_ID_EXPRESSION = 1 << 30, PHS_ID_MOST_WORDS = 1 << 19 };

/* FNV-1a over what makes the rule, without its lowest bits: it need not resist anybody, as both sides are ours. */
uint64_t phs_database_hash(const struct phs_match_rule *rule);

#endif
