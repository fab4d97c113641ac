/* SPDX-License-Identifier: Apache-2.0 */
/* What the files dockerfile*.c share: one Dockerfile while it is read. */
#ifndef PHS_PARSE_DOCKERFILE_PARTS_H
#define PHS_PARSE_DOCKERFILE_PARTS_H

#include "parse/dockerfile.h"
#include "parse/dockerfile_words.h"

enum { PHS_DOCKERFILE_MOST_BYTES = 1 << 20 };

struct phs_dockerfile_parsing {
    struct phs_arena *arena;
    const struct phs_source *source;
    struct phs_slice all, rest;
    uint32_t line; /* of the next line in rest */
    char escape;
    size_t left; /* see struct phs_dockerfile_lexer */
    struct phs_dockerfile file;
    struct phs_dockerfile_variables globals; /* ARG before the first FROM, which is all that FROM sees */
    PHS_VEC(struct phs_dockerfile_variables *) variables;
};

/* ---- dockerfile.c */
/* One more sentence with the place of the line, up to a bound. */
void phs_dockerfile_problem(struct phs_dockerfile_parsing *p, uint32_t line, const char *what);
/* list: words with a space between. */
bool phs_dockerfile_one_of(const char *word, const char *list);

/* ---- dockerfile_lines.c */
bool phs_dockerfile_next_line(struct phs_dockerfile_parsing *p, struct phs_slice *ret_line);
/* "# escape=`" and its like at the very top. */
void phs_dockerfile_directives(struct phs_dockerfile_parsing *p);
/* One logical line without its comments, the number of its first line and where that begins; false at the end of the file. */
bool phs_dockerfile_logical(struct phs_dockerfile_parsing *p, struct phs_slice *ret_text, uint32_t *ret_first,
                            const char **ret_begin);

/* ---- dockerfile_meaning.c: flags, words and JSON of the instruction; variables and stages of p. */
void phs_dockerfile_interpret(struct phs_dockerfile_parsing *p, struct phs_dockerfile_instruction *instruction);

#endif
