/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the HCL parser share; nobody outside this folder includes it. */
#ifndef PHS_PARSE_HCL_INTERNAL_H
#define PHS_PARSE_HCL_INTERNAL_H

#include "parse/hcl/hcl.h"

enum token_kind {
    T_EOF,
    T_NEWLINE,
    T_IDENT,
    T_NUMBER,
    T_QUOTE,   /* only the quote: the parser reads on behind it */
    T_HEREDOC, /* <<NAME or <<-NAME with its line break */
    T_LBRACE,
    T_RBRACE,
    T_LBRACK,
    T_RBRACK,
    T_LPAREN,
    T_RPAREN,
    T_ASSIGN,
    T_COMMA,
    T_COLON,
    T_COLONS,
    T_DOT,
    T_DOTS,
    T_QUESTION,
    T_ARROW,
    T_STRIP_END, /* ~} */
    T_NOT,
    T_OR,
    T_AND,
    T_EQUAL,
    T_NOT_EQUAL,
    T_LESS,
    T_LESS_EQUAL,
    T_GREATER,
    T_GREATER_EQUAL,
    T_PLUS,
    T_MINUS,
    T_STAR,
    T_SLASH,
    T_PERCENT,
    T_BAD,
};

struct mark {
    const char *at;
    uint32_t line, column;
};

struct token {
    enum token_kind kind;
    struct mark from, to;
};

struct lexer {
    const char *end;
    struct mark mark; /* the next byte */
    const char *open; /* from here on no comment is closed: looked for once, not at every slash; NULL: not known */
};

void phs_hcl_lex(struct lexer *lexer, struct token *ret_token);
/* Moves the mark over bytes without a line break. */
void phs_hcl_skip(struct lexer *lexer, size_t bytes);
/* Moves over one line break, which is there. */
void phs_hcl_skip_newline(struct lexer *lexer);
bool phs_hcl_starts_name(uint32_t scalar);
bool phs_hcl_continues_name(uint32_t scalar);
/* Unicode white space at text[*at]; moves on when it is. */
bool phs_hcl_skip_space(struct phs_slice text, size_t *at);

struct parser {
    struct phs_arena *arena;
    const struct phs_source *source;
    struct phs_hcl_diags *diags;
    struct lexer lexer;
    struct token token; /* the look-ahead, when has_token */
    bool has_token;
    bool skip_newlines;   /* inside brackets */
    bool panic;           /* the statement at hand is broken: no more diagnostics until it is left behind */
    struct mark last_end; /* end of the token taken last */
    int depth, max_depth;
    size_t nodes, max_nodes;
    bool exhausted;
    struct mark flat; /* where the broken statement has no bracket open any more; at NULL: not known */
    int open_texts;   /* heredocs whose end the recovery looked for in vain */
    bool unclosed;    /* a block is open at the end of the file, and that was said */
};

/* parser.c */
void phs_hcl_parser_init(struct parser *p, struct phs_arena *arena, const struct phs_source *source, struct phs_slice text,
                         struct phs_place start, const struct phs_hcl_limits *limits, struct phs_hcl_diags *diags);
const struct token *phs_hcl_peek(struct parser *p);
struct token phs_hcl_take(struct parser *p);
bool phs_hcl_accept(struct parser *p, enum token_kind kind);
/* Drops the look-ahead and puts the lexer at mark. */
void phs_hcl_rewind(struct parser *p, struct mark mark);
/* Where the next token that is not skipped begins. */
struct mark phs_hcl_here(struct parser *p);
struct phs_place phs_hcl_place(const struct parser *p, struct mark from, struct mark to);
struct phs_place phs_hcl_token_place(const struct parser *p, const struct token *token);
struct phs_slice phs_hcl_token_text(const struct token *token);
bool phs_hcl_word(const struct token *token, const char *word);
/* Reports unless in panic, and panics. */
void phs_hcl_broken(struct parser *p, struct phs_place place, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* "a closing brace", for messages. */
const char *phs_hcl_token_name(const struct token *token);
/* False, with a diagnostic, when nested too deep or too many nodes were made. Pair with phs_hcl_leave when true. */
bool phs_hcl_enter(struct parser *p);
void phs_hcl_leave(struct parser *p);
struct phs_hcl_expr *phs_hcl_node(struct parser *p, enum phs_hcl_kind kind, struct mark from, struct mark to);
/* Moves the end of a node. */
void phs_hcl_extend(struct parser *p, struct phs_hcl_expr *expr, struct mark to);

/* Room for the first few: most lists of a configuration are short, and PHS_PUSH begins with eight. */
#define PHS_HCL_FIRST(arena, vec, type, count)                                                                                 \
    do {                                                                                                                       \
        if (!(vec).cap) {                                                                                                      \
            (vec).at = PHS_NEW_N((arena), type, (count));                                                                      \
            (vec).cap = (count);                                                                                               \
        }                                                                                                                      \
    } while (0)

/* expr.c, collection.c */
struct phs_hcl_expr *phs_hcl_expression(struct parser *p);
struct phs_hcl_expr *phs_hcl_list_expr(struct parser *p);
struct phs_hcl_expr *phs_hcl_object_expr(struct parser *p);
struct phs_hcl_expr *phs_hcl_call_expr(struct parser *p, const struct token *name);
struct phs_hcl_expr *phs_hcl_broken_expr(struct parser *p, struct mark from);

/* postfix.c: .name [key] splats behind a term */
struct phs_hcl_expr *phs_hcl_postfix(struct parser *p, struct phs_hcl_expr *from);

/* template.c: behind the opening quote or the line of <<NAME; the text up to the end for a bare template */
enum template_end { TEMPLATE_QUOTE, TEMPLATE_HEREDOC, TEMPLATE_EOF };
struct phs_hcl_expr *phs_hcl_quoted(struct parser *p);
struct phs_hcl_expr *phs_hcl_heredoc(struct parser *p);
struct phs_hcl_expr *phs_hcl_bare_template(struct parser *p);

/* pieces.c: the flat form of a template, before strip markers, indentation and nesting of directives are worked out */
enum piece_kind { PIECE_TEXT, PIECE_VALUE, PIECE_IF, PIECE_ELSE, PIECE_ENDIF, PIECE_FOR, PIECE_ENDFOR };
struct piece {
    enum piece_kind kind;
    struct mark from, to;
    struct phs_slice text, key, value;
    const struct phs_hcl_expr *expr;
};
struct pieces {
    PHS_VEC(struct piece) list;
};
void phs_hcl_flush_indent(struct pieces *pieces);
struct phs_hcl_parts phs_hcl_parts_of(struct parser *p, struct pieces *pieces);

/* strings.c */
struct phs_slice phs_hcl_unescape(struct parser *p, struct mark from, struct phs_slice raw, bool quoted);

/* body.c */
void phs_hcl_file_body(struct parser *p, struct phs_hcl_file *file);

/* recovery.c: from the start of the broken statement over balanced brackets to behind its line, but not before `error`; stops
 * early where a line begins like the next statement or closes the block around. */
void phs_hcl_resync(struct parser *p, struct mark start, struct mark error);

#endif
