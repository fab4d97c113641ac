/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of bicep/ share: the token at hand, and how it moves on. */
#ifndef PHS_PARSE_BICEP_READER_H
#define PHS_PARSE_BICEP_READER_H

#include "parse/bicep/bicep.h"

enum phs_bicep_token { PHS_BICEP_END, PHS_BICEP_WORD, PHS_BICEP_DIGITS, PHS_BICEP_QUOTE, PHS_BICEP_SIGN };

/* A position in the bytes. */
struct phs_bicep_at {
    size_t at;
    uint32_t line, column;
};

struct phs_bicep_reader {
    struct phs_arena *arena;
    const struct phs_source *source;
    struct phs_slice bytes;
    struct phs_bicep_limits limits;
    struct phs_err *err;
    enum phs_code failed; /* PHS_OK while all is well; sticks */
    struct phs_bicep_at next;
    /* the token at hand */
    enum phs_bicep_token token;
    struct phs_slice text;
    struct phs_bicep_at start;
    bool first;                    /* of its line */
    uint32_t end_line, end_column; /* of the token before */
    size_t nodes;
    int depth;
};

/* ---- lex.c */
void phs_bicep_next(struct phs_bicep_reader *reader);
void phs_bicep_step(struct phs_bicep_reader *reader);
/* The sentence is kept only the first time; the token becomes the end, so that loops run out. */
void phs_bicep_fail(struct phs_bicep_reader *reader, const char *sentence);
bool phs_bicep_sees(const struct phs_bicep_reader *reader, const char *sign);
bool phs_bicep_sees_word(const struct phs_bicep_reader *reader, const char *word);
bool phs_bicep_take(struct phs_bicep_reader *reader, const char *sign);
bool phs_bicep_take_word(struct phs_bicep_reader *reader, const char *word);
void phs_bicep_want(struct phs_bicep_reader *reader, const char *sign, const char *sentence);
struct phs_slice phs_bicep_want_name(struct phs_bicep_reader *reader);
struct phs_place phs_bicep_here(const struct phs_bicep_reader *reader);
bool phs_bicep_enter(struct phs_bicep_reader *reader);

/* ---- text.c: the token at hand is a quote */
struct phs_bicep_expr *phs_bicep_read_text(struct phs_bicep_reader *reader);
/* A text that has no expressions in it. */
struct phs_slice phs_bicep_want_plain(struct phs_bicep_reader *reader);

/* ---- expression.c; never NULL */
struct phs_bicep_expr *phs_bicep_node(struct phs_bicep_reader *reader, enum phs_bicep_kind kind);
const struct phs_bicep_expr *phs_bicep_read_expr(struct phs_bicep_reader *reader);
/* ---- primary.c */
struct phs_bicep_expr *phs_bicep_read_primary(struct phs_bicep_reader *reader);
/* ---- body.c: what stands behind the = of a resource or module; if and for are allowed. Objects and arrays. */
const struct phs_bicep_expr *phs_bicep_read_body(struct phs_bicep_reader *reader);
struct phs_bicep_expr *phs_bicep_read_object(struct phs_bicep_reader *reader);
struct phs_bicep_expr *phs_bicep_read_array(struct phs_bicep_reader *reader);
/* ---- type.c: reads over a type; true where null may be given */
bool phs_bicep_skip_type(struct phs_bicep_reader *reader);
/* ---- statement.c */
bool phs_bicep_begins_resource(const struct phs_bicep_reader *reader);
const struct phs_bicep_declaration *phs_bicep_read_declaration(struct phs_bicep_reader *reader);

#endif
