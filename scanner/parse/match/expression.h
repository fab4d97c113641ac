/* SPDX-License-Identifier: Apache-2.0 */
/* Inside match/ only: what the fast engine is given in place of a rule. */
#ifndef PHS_PARSE_MATCH_EXPRESSION_H
#define PHS_PARSE_MATCH_EXPRESSION_H

#include "base/arena.h"

/* spelled: letters are as they are; otherwise of any case. */
const char *phs_expression_of_word(struct phs_arena *arena, const char *word, bool spelled);
/* What it matches and more, in a form that costs the automaton less. */
const char *phs_expression_widened(struct phs_arena *arena, const char *regex);

#endif
