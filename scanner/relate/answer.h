/* SPDX-License-Identifier: Apache-2.0 */
/* Answers of three values that know why: what every conclusion of relate/ is made of. */
#ifndef PHS_RELATE_ANSWER_H
#define PHS_RELATE_ANSWER_H

#include "model/phi.h"

struct phs_answer {
    enum phs_tri says;
    const char *because; /* one clause, never NULL once answered */
    struct phs_place place;
    enum phs_reason reason; /* of PHS_MAYBE */
};

struct phs_answer phs_answer(enum phs_tri says, const char *because, struct phs_place place);
/* The answer to a question about a value that is unknown: its reason and its clause behind `what`. */
struct phs_answer phs_answer_unknown(struct phs_arena *arena, const char *what, const struct phs_value *unknown);
/* Both must hold. A NO decides; else a MAYBE; two YES give "A; B" at the place of the first. */
struct phs_answer phs_answer_and(struct phs_arena *arena, struct phs_answer a, struct phs_answer b);
/* One is enough. The first YES, else the first MAYBE, else the first. */
struct phs_answer phs_answer_or(struct phs_answer a, struct phs_answer b);
/* As an attribute: a bool with its clause, or an unknown. */
const struct phs_value *phs_answer_value(struct phs_arena *arena, struct phs_answer answer);

#endif
