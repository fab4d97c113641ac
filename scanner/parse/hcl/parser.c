/* SPDX-License-Identifier: Apache-2.0 */
/* The machinery of the HCL parser: look-ahead, places, bounds, nodes. */
#include <stdarg.h>

#include "parse/hcl/internal.h"

void phs_hcl_parser_init(struct parser *p, struct phs_arena *arena, const struct phs_source *source, struct phs_slice text,
                         struct phs_place start, const struct phs_hcl_limits *limits, struct phs_hcl_diags *diags) {
    static const char nothing[] = "";
    *p = (struct parser){.arena = arena, .source = source, .diags = diags};
    const char *begin = text.ptr ? text.ptr : nothing;
    p->lexer.end = begin + text.len;
    p->lexer.mark = (struct mark){begin, start.line ? start.line : 1, start.column ? start.column : 1};
    p->last_end = p->lexer.mark;
    p->max_depth = limits && limits->depth > 0 ? limits->depth : 200;
    p->max_nodes = limits && limits->nodes ? limits->nodes : 1000000;
}

const struct token *phs_hcl_peek(struct parser *p) {
    while (!p->has_token || (p->skip_newlines && p->token.kind == T_NEWLINE)) {
        phs_hcl_lex(&p->lexer, &p->token);
        p->has_token = true;
    }
    return &p->token;
}

struct token phs_hcl_take(struct parser *p) {
    struct token token = *phs_hcl_peek(p);
    /* The end of the text stays; so does a broken character, for the recovery to see. */
    p->has_token = token.kind == T_EOF;
    p->last_end = token.to;
    return token;
}

bool phs_hcl_accept(struct parser *p, enum token_kind kind) {
    if (phs_hcl_peek(p)->kind != kind)
        return false;
    phs_hcl_take(p);
    return true;
}

void phs_hcl_rewind(struct parser *p, struct mark mark) {
    p->has_token = false;
    p->lexer.mark = mark;
    p->last_end = mark;
}

struct mark phs_hcl_here(struct parser *p) {
    return phs_hcl_peek(p)->from;
}

struct phs_place phs_hcl_place(const struct parser *p, struct mark from, struct mark to) {
    return (struct phs_place){p->source, from.line, from.column, to.line, to.column};
}

struct phs_place phs_hcl_token_place(const struct parser *p, const struct token *token) {
    return phs_hcl_place(p, token->from, token->to);
}

struct phs_slice phs_hcl_token_text(const struct token *token) {
    return phs_slice_n(token->from.at, (size_t)(token->to.at - token->from.at));
}

bool phs_hcl_word(const struct token *token, const char *word) {
    return token->kind == T_IDENT && phs_slice_is(phs_hcl_token_text(token), word);
}

void phs_hcl_broken(struct parser *p, struct phs_place place, const char *format, ...) {
    if (!p->panic) {
        char text[480];
        va_list args;
        va_start(args, format);
        vsnprintf(text, sizeof text, format, args);
        va_end(args);
        phs_hcl_report(p->diags, PHS_HCL_ERROR, place, "%s", text);
    }
    p->panic = true;
}

const char *phs_hcl_token_name(const struct token *token) {
    static const char *const names[] = {
        [T_EOF] = "the end of the file",
        [T_NEWLINE] = "the end of the line",
        [T_IDENT] = "a name",
        [T_NUMBER] = "a number",
        [T_QUOTE] = "a quoted string",
        [T_HEREDOC] = "a heredoc",
        [T_LBRACE] = "an opening brace",
        [T_RBRACE] = "a closing brace",
        [T_LBRACK] = "an opening bracket",
        [T_RBRACK] = "a closing bracket",
        [T_LPAREN] = "an opening parenthesis",
        [T_RPAREN] = "a closing parenthesis",
        [T_ASSIGN] = "an equals sign",
        [T_COMMA] = "a comma",
        [T_COLON] = "a colon",
        [T_BAD] = "a character that has no meaning here",
    };
    const char *name = token->kind <= T_BAD ? names[token->kind] : NULL;
    return name ? name : "an operator";
}

bool phs_hcl_enter(struct parser *p) {
    if (p->depth >= p->max_depth) {
        phs_hcl_broken(p, phs_hcl_token_place(p, phs_hcl_peek(p)), "This is nested deeper than %d levels.", p->max_depth);
        return false;
    }
    p->depth++;
    return true;
}

void phs_hcl_leave(struct parser *p) {
    p->depth--;
}

struct phs_hcl_expr *phs_hcl_node(struct parser *p, enum phs_hcl_kind kind, struct mark from, struct mark to) {
    if (++p->nodes > p->max_nodes && !p->exhausted) {
        phs_hcl_broken(p, phs_hcl_place(p, from, to), "The file has more than %zu expressions; the rest is not read.",
                       p->max_nodes);
        p->exhausted = true;
    }
    struct phs_hcl_expr *expr = PHS_NEW(p->arena, struct phs_hcl_expr);
    expr->kind = kind;
    expr->text.ptr = from.at;
    expr->place = phs_hcl_place(p, from, to);
    expr->text.len = (size_t)(to.at - from.at);
    return expr;
}

void phs_hcl_extend(struct parser *p, struct phs_hcl_expr *expr, struct mark to) {
    (void)p;
    expr->place.end_line = to.line;
    expr->place.end_column = to.column;
    expr->text.len = (size_t)(to.at - expr->text.ptr);
}

struct phs_hcl_expr *phs_hcl_broken_expr(struct parser *p, struct mark from) {
    struct mark to = p->last_end.at > from.at ? p->last_end : from;
    return phs_hcl_node(p, PHS_HCL_BROKEN, from, to);
}

static void check_end(struct parser *p) {
    const struct token *next = phs_hcl_peek(p);
    while (next->kind == T_NEWLINE) {
        phs_hcl_take(p);
        next = phs_hcl_peek(p);
    }
    if (next->kind != T_EOF)
        phs_hcl_broken(p, phs_hcl_token_place(p, next), "The expression is over, but %s follows.", phs_hcl_token_name(next));
}

static struct phs_slice without_bom(struct phs_slice text) {
    if (phs_slice_starts(text, "\xEF\xBB\xBF"))
        return phs_slice_n(text.ptr + 3, text.len - 3);
    return text;
}

struct phs_hcl_file *phs_hcl_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice text,
                                   const struct phs_hcl_limits *limits) {
    struct phs_hcl_file *file = PHS_NEW(arena, struct phs_hcl_file);
    file->source = source;
    file->text = text;
    file->diags.arena = arena;
    struct parser p;
    phs_hcl_parser_init(&p, arena, source, without_bom(text), (struct phs_place){0}, limits, &file->diags);
    phs_hcl_file_body(&p, file);
    return file;
}

const struct phs_hcl_expr *phs_hcl_parse_expr(struct phs_arena *arena, const struct phs_source *source, struct phs_slice text,
                                              struct phs_place start, const struct phs_hcl_limits *limits,
                                              struct phs_hcl_diags *diags) {
    struct parser p;
    phs_hcl_parser_init(&p, arena, source, text, start, limits, diags);
    struct mark from = p.lexer.mark;
    const struct phs_hcl_expr *expr = phs_hcl_expression(&p);
    if (!p.panic)
        check_end(&p);
    return p.panic ? phs_hcl_broken_expr(&p, from) : expr;
}

const struct phs_hcl_expr *phs_hcl_parse_template(struct phs_arena *arena, const struct phs_source *source,
                                                  struct phs_slice text, struct phs_place start,
                                                  const struct phs_hcl_limits *limits, struct phs_hcl_diags *diags) {
    struct parser p;
    phs_hcl_parser_init(&p, arena, source, text, start, limits, diags);
    return phs_hcl_bare_template(&p);
}
