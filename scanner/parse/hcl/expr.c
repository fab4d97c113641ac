/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions: conditional, binary operators by precedence, unary, terms. */
#include <math.h>

#include "parse/hcl/internal.h"

/* Operators in a row make a tree as deep as they are many; evaluation and queries recurse over it. */
enum { MAX_OPERATORS = 500 };

struct binary {
    enum phs_hcl_op op;
    int level; /* higher binds tighter; 0: no binary operator */
};

static const struct binary binaries[T_BAD + 1] = {
    [T_OR] = {PHS_HCL_OR, 1},           [T_AND] = {PHS_HCL_AND, 2},
    [T_EQUAL] = {PHS_HCL_EQUAL, 3},     [T_NOT_EQUAL] = {PHS_HCL_NOT_EQUAL, 3},
    [T_LESS] = {PHS_HCL_LESS, 4},       [T_LESS_EQUAL] = {PHS_HCL_LESS_EQUAL, 4},
    [T_GREATER] = {PHS_HCL_GREATER, 4}, [T_GREATER_EQUAL] = {PHS_HCL_GREATER_EQUAL, 4},
    [T_PLUS] = {PHS_HCL_ADD, 5},        [T_MINUS] = {PHS_HCL_SUBTRACT, 5},
    [T_STAR] = {PHS_HCL_MULTIPLY, 6},   [T_SLASH] = {PHS_HCL_DIVIDE, 6},
    [T_PERCENT] = {PHS_HCL_MODULO, 6},
};

static struct phs_value *literal_value(struct parser *p, struct phs_hcl_expr *expr, enum phs_kind kind) {
    struct phs_value *value = PHS_NEW(p->arena, struct phs_value);
    value->kind = kind;
    value->place = expr->place;
    expr->literal = value;
    return value;
}

static bool small_integer(struct phs_slice text, double *ret_number) {
    if (text.len > 15)
        return false;
    int64_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        number = number * 10 + (text.ptr[i] - '0');
    }
    *ret_number = (double)number;
    return true;
}

static struct phs_hcl_expr *number(struct parser *p) {
    struct token token = phs_hcl_take(p);
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_LITERAL, token.from, token.to);
    struct phs_value *value = literal_value(p, expr, PHS_NUMBER);
    value->number.text = expr->text;
    if (!small_integer(expr->text, &value->number.value) &&
        (!phs_slice_number(expr->text, &value->number.value) || !isfinite(value->number.value))) {
        phs_hcl_broken(p, expr->place, "This is not a number.");
        expr->kind = PHS_HCL_BROKEN;
    }
    return expr;
}

static struct phs_hcl_expr *word(struct parser *p) {
    struct token token = phs_hcl_take(p);
    struct phs_slice text = phs_hcl_token_text(&token);
    enum token_kind next = phs_hcl_peek(p)->kind;
    if (next == T_LPAREN || next == T_COLONS)
        return phs_hcl_call_expr(p, &token);
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_LITERAL, token.from, token.to);
    if (phs_slice_is(text, "true") || phs_slice_is(text, "false")) {
        literal_value(p, expr, PHS_BOOL)->boolean = text.len == 4;
    } else if (phs_slice_is(text, "null")) {
        literal_value(p, expr, PHS_NULL);
    } else {
        expr->kind = PHS_HCL_TRAVERSAL;
        expr->traversal.root = text;
        expr->traversal.root_place = expr->place;
    }
    return expr;
}

static struct phs_hcl_expr *parens(struct parser *p) {
    struct token open = phs_hcl_take(p);
    bool skip_newlines = p->skip_newlines;
    p->skip_newlines = true;
    struct phs_hcl_expr *inner = phs_hcl_expression(p);
    const struct token *close = phs_hcl_peek(p);
    if (close->kind != T_RPAREN)
        phs_hcl_broken(p, phs_hcl_token_place(p, close), "A closing parenthesis is expected here, not %s.",
                       phs_hcl_token_name(close));
    else
        phs_hcl_take(p);
    p->skip_newlines = skip_newlines;
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_PARENS, open.from, p->last_end);
    expr->parens = inner;
    return expr;
}

static struct phs_hcl_expr *nothing(struct parser *p) {
    const struct token *token = phs_hcl_peek(p);
    phs_hcl_broken(p, phs_hcl_token_place(p, token), "An expression is expected here, not %s.", phs_hcl_token_name(token));
    return phs_hcl_broken_expr(p, token->from);
}

static struct phs_hcl_expr *term(struct parser *p) {
    switch (phs_hcl_peek(p)->kind) {
    case T_LPAREN:
        return parens(p);
    case T_NUMBER:
        return number(p);
    case T_IDENT:
        return word(p);
    case T_QUOTE:
        return phs_hcl_quoted(p);
    case T_HEREDOC:
        return phs_hcl_heredoc(p);
    case T_LBRACK:
        return phs_hcl_list_expr(p);
    case T_LBRACE:
        return phs_hcl_object_expr(p);
    default:
        return nothing(p);
    }
}

static struct phs_hcl_expr *operand(struct parser *p) {
    enum token_kind kind = phs_hcl_peek(p)->kind;
    if (kind != T_NOT && kind != T_MINUS) {
        struct phs_hcl_expr *expr = term(p);
        return p->panic ? expr : phs_hcl_postfix(p, expr);
    }
    if (!phs_hcl_enter(p))
        return phs_hcl_broken_expr(p, phs_hcl_here(p));
    struct token sign = phs_hcl_take(p);
    struct phs_hcl_expr *inner = operand(p);
    phs_hcl_leave(p);
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_UNARY, sign.from, p->last_end);
    expr->unary.op = kind == T_NOT ? PHS_HCL_NOT : PHS_HCL_NEGATE;
    expr->unary.operand = inner;
    return expr;
}

static struct phs_hcl_expr *binary(struct parser *p, int level, struct mark from) {
    struct phs_hcl_expr *left = operand(p);
    for (int count = 0; !p->panic; count++) {
        const struct binary *found = &binaries[phs_hcl_peek(p)->kind];
        if (!found->level || found->level < level)
            break;
        if (count >= MAX_OPERATORS)
            phs_hcl_broken(p, phs_hcl_token_place(p, phs_hcl_peek(p)), "More than %d operators stand in a row.", MAX_OPERATORS);
        phs_hcl_take(p);
        struct phs_hcl_expr *right = binary(p, found->level + 1, phs_hcl_here(p));
        struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_BINARY, from, p->last_end);
        expr->binary.op = found->op;
        expr->binary.left = left;
        expr->binary.right = right;
        left = expr;
    }
    return left;
}

static struct phs_hcl_expr *conditional(struct parser *p, struct phs_hcl_expr *condition, struct mark from) {
    phs_hcl_take(p);
    struct phs_hcl_expr *then = phs_hcl_expression(p);
    const struct token *colon = phs_hcl_peek(p);
    if (colon->kind != T_COLON)
        phs_hcl_broken(p, phs_hcl_token_place(p, colon), "A colon and the other value of the conditional are expected here.");
    if (p->panic)
        return phs_hcl_broken_expr(p, from);
    phs_hcl_take(p);
    struct phs_hcl_expr *otherwise = phs_hcl_expression(p);
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_CONDITIONAL, from, p->last_end);
    expr->conditional.condition = condition;
    expr->conditional.then = then;
    expr->conditional.otherwise = otherwise;
    return expr;
}

struct phs_hcl_expr *phs_hcl_expression(struct parser *p) {
    struct mark from = phs_hcl_here(p);
    if (p->panic || !phs_hcl_enter(p))
        return phs_hcl_broken_expr(p, from);
    struct phs_hcl_expr *expr = binary(p, 1, from);
    if (!p->panic && phs_hcl_peek(p)->kind == T_QUESTION)
        expr = conditional(p, expr, from);
    phs_hcl_leave(p);
    return expr;
}
