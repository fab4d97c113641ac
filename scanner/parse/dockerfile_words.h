/* SPDX-License-Identifier: Apache-2.0 */
/* Words of a Dockerfile instruction: cut, unquoted, with variables put in (BuildKit's shell lexer). */
#ifndef PHS_PARSE_DOCKERFILE_WORDS_H
#define PHS_PARSE_DOCKERFILE_WORDS_H

#include "model/value.h"

/* Variables of one stage: text or unknown. ENV wins over ARG. */
struct phs_dockerfile_variables {
    struct phs_map env, args;
    const struct phs_dockerfile_variables *base; /* of the stage that this one is built on: its ENV holds here, or NULL */
    bool scratch;                                /* nothing is inherited from a base image: a name that is not here is empty */
};

struct phs_dockerfile_lexer {
    struct phs_arena *arena;
    char escape;
    const struct phs_dockerfile_variables *variables; /* NULL: none are put in */
    size_t *left;                                     /* bytes that words may still grow to, all together */
};

/* Cuts the next word at white space outside quotes; raw, with its quotes. False at the end. */
bool phs_dockerfile_cut(const struct phs_dockerfile_lexer *lexer, struct phs_slice *rest, struct phs_slice *ret_word);

/* Without quotes and escapes, variables put in; unknown when one of them is. */
const struct phs_value *phs_dockerfile_word(const struct phs_dockerfile_lexer *lexer, struct phs_slice word,
                                            struct phs_place place);

#endif
