/* SPDX-License-Identifier: Apache-2.0 */
/* What stands between brackets and braces: lists, objects, for expressions, arguments of calls. */
#include "parse/hcl/internal.h"

enum { MAX_NAME_PARTS = 16 };

struct exprs {
    PHS_VEC(const struct phs_hcl_expr *) list;
};

struct items {
    PHS_VEC(struct phs_hcl_item) list;
};

static void expect_close(struct parser *p, enum token_kind kind, const char *what) {
    const struct token *token = phs_hcl_peek(p);
    if (token->kind != kind)
        phs_hcl_broken(p, phs_hcl_token_place(p, token), "%s expected here, not %s.", what, phs_hcl_token_name(token));
    else
        phs_hcl_take(p);
}

/* for a, b in collection :   behind the word for */
static bool for_intro(struct parser *p, struct phs_hcl_expr *expr) {
    phs_hcl_take(p);
    struct token name = phs_hcl_take(p);
    bool named = name.kind == T_IDENT;
    expr->for_each.value_name = phs_hcl_token_text(&name);
    if (named && phs_hcl_accept(p, T_COMMA)) {
        name = phs_hcl_take(p);
        named = name.kind == T_IDENT;
        expr->for_each.key_name = expr->for_each.value_name;
        expr->for_each.value_name = phs_hcl_token_text(&name);
    }
    if (!named) {
        phs_hcl_broken(p, phs_hcl_token_place(p, &name),
                       "A name is expected behind \"for\"; an element called for is written (for).");
        return false;
    }
    if (!phs_hcl_word(phs_hcl_peek(p), "in")) {
        phs_hcl_broken(p, phs_hcl_token_place(p, phs_hcl_peek(p)), "The word \"in\" is expected here.");
        return false;
    }
    phs_hcl_take(p);
    expr->for_each.collection = phs_hcl_expression(p);
    expect_close(p, T_COLON, "A colon is");
    return !p->panic;
}

static void for_result(struct parser *p, struct phs_hcl_expr *expr, bool object) {
    expr->for_each.value = phs_hcl_expression(p);
    if (object) {
        expr->for_each.key = expr->for_each.value;
        expect_close(p, T_ARROW, "\"=>\" is");
        if (p->panic)
            return;
        expr->for_each.value = phs_hcl_expression(p);
        expr->for_each.group = !p->panic && phs_hcl_accept(p, T_DOTS);
    }
    if (!p->panic && phs_hcl_word(phs_hcl_peek(p), "if")) {
        phs_hcl_take(p);
        expr->for_each.condition = phs_hcl_expression(p);
    }
}

static struct phs_hcl_expr *for_expr(struct parser *p, struct mark from, bool object) {
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_FOR, from, from);
    if (for_intro(p, expr))
        for_result(p, expr, object);
    if (!p->panic)
        expect_close(p, object ? T_RBRACE : T_RBRACK,
                     object ? "The closing brace of the for expression is" : "The closing bracket of the for expression is");
    phs_hcl_extend(p, expr, p->last_end);
    return p->panic ? phs_hcl_broken_expr(p, from) : expr;
}

static void list_items(struct parser *p, struct exprs *exprs) {
    while (!p->panic && phs_hcl_peek(p)->kind != T_RBRACK) {
        PHS_HCL_FIRST(p->arena, exprs->list, const struct phs_hcl_expr *, 2);
        PHS_PUSH(p->arena, exprs->list, phs_hcl_expression(p));
        if (!p->panic && phs_hcl_peek(p)->kind != T_RBRACK)
            expect_close(p, T_COMMA, "A comma or the closing bracket of the list is");
    }
    if (!p->panic)
        phs_hcl_take(p);
}

struct phs_hcl_expr *phs_hcl_list_expr(struct parser *p) {
    struct token open = phs_hcl_take(p);
    struct exprs exprs = {0};
    bool skip_newlines = p->skip_newlines;
    p->skip_newlines = true;
    if (phs_hcl_word(phs_hcl_peek(p), "for")) {
        struct phs_hcl_expr *loop = for_expr(p, open.from, false);
        p->skip_newlines = skip_newlines;
        return loop;
    }
    list_items(p, &exprs);
    p->skip_newlines = skip_newlines;
    if (p->panic)
        return phs_hcl_broken_expr(p, open.from);
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_LIST, open.from, p->last_end);
    expr->list.at = exprs.list.at;
    expr->list.n = exprs.list.n;
    return expr;
}

/* A bare name is the key itself, not a reference. */
static void name_key(struct parser *p, struct phs_hcl_item *item) {
    const struct phs_hcl_expr *key = item->key;
    bool word = key->kind == PHS_HCL_LITERAL && key->literal->kind <= PHS_BOOL; /* null, true, false */
    if (!word && (key->kind != PHS_HCL_TRAVERSAL || key->traversal.n))
        return;
    struct phs_hcl_expr *name = PHS_NEW(p->arena, struct phs_hcl_expr);
    struct phs_value *value = PHS_NEW(p->arena, struct phs_value);
    *name = *key;
    name->kind = PHS_HCL_LITERAL;
    name->literal = value;
    value->kind = PHS_STRING;
    value->place = key->place;
    value->string = key->text;
    item->key = name;
    item->bare = true;
}

static struct phs_hcl_item object_item(struct parser *p) {
    struct phs_hcl_item item = {0};
    item.key = phs_hcl_expression(p);
    if (p->panic)
        return item;
    name_key(p, &item);
    const struct token *sign = phs_hcl_peek(p);
    if (sign->kind != T_ASSIGN && sign->kind != T_COLON) {
        phs_hcl_broken(p, phs_hcl_token_place(p, sign), "An equals sign or a colon is expected behind the key, not %s.",
                       phs_hcl_token_name(sign));
        return item;
    }
    phs_hcl_take(p);
    item.value = phs_hcl_expression(p);
    return item;
}

static void object_items(struct parser *p, struct items *items) {
    for (;;) {
        while (phs_hcl_accept(p, T_NEWLINE))
            continue;
        if (phs_hcl_accept(p, T_RBRACE))
            return;
        struct phs_hcl_item item = object_item(p);
        if (p->panic)
            return;
        PHS_HCL_FIRST(p->arena, items->list, struct phs_hcl_item, 3);
        PHS_PUSH(p->arena, items->list, item);
        const struct token *next = phs_hcl_peek(p);
        if (next->kind == T_RBRACE)
            continue;
        if (next->kind != T_COMMA && next->kind != T_NEWLINE) {
            phs_hcl_broken(p, phs_hcl_token_place(p, next),
                           "A comma, a new line or the closing brace is expected here, not %s.", phs_hcl_token_name(next));
            return;
        }
        phs_hcl_take(p);
    }
}

struct phs_hcl_expr *phs_hcl_object_expr(struct parser *p) {
    struct token open = phs_hcl_take(p);
    struct items items = {0};
    bool skip_newlines = p->skip_newlines;
    p->skip_newlines = true;
    if (phs_hcl_word(phs_hcl_peek(p), "for")) {
        struct phs_hcl_expr *loop = for_expr(p, open.from, true);
        p->skip_newlines = skip_newlines;
        return loop;
    }
    p->skip_newlines = false;
    object_items(p, &items);
    p->skip_newlines = skip_newlines;
    if (p->panic)
        return phs_hcl_broken_expr(p, open.from);
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_OBJECT, open.from, p->last_end);
    expr->object.at = items.list.at;
    expr->object.n = items.list.n;
    return expr;
}

/* provider::aws::arn_parse; spaces between the parts are not kept. */
static struct phs_slice call_name(struct parser *p, const struct token *first) {
    struct phs_slice name = phs_hcl_token_text(first);
    for (int count = 1; phs_hcl_accept(p, T_COLONS); count++) {
        struct token part = phs_hcl_take(p);
        if (part.kind != T_IDENT || count > MAX_NAME_PARTS) {
            phs_hcl_broken(p, phs_hcl_token_place(p, &part), "The name of a function is expected behind \"::\".");
            break;
        }
        struct phs_slice text = phs_hcl_token_text(&part);
        if (name.ptr + name.len + 2 == text.ptr)
            name.len += 2 + text.len; /* written without spaces */
        else
            name = phs_slice(phs_printf(p->arena, "%.*s::%.*s", (int)name.len, name.ptr, (int)text.len, text.ptr));
    }
    return name;
}

static void call_args(struct parser *p, struct exprs *exprs, bool *ret_expand) {
    while (!p->panic && phs_hcl_peek(p)->kind != T_RPAREN) {
        PHS_HCL_FIRST(p->arena, exprs->list, const struct phs_hcl_expr *, 2);
        PHS_PUSH(p->arena, exprs->list, phs_hcl_expression(p));
        if (p->panic || phs_hcl_peek(p)->kind == T_RPAREN)
            break;
        if (phs_hcl_accept(p, T_DOTS)) {
            *ret_expand = true;
            break;
        }
        expect_close(p, T_COMMA, "A comma or the closing parenthesis of the call is");
    }
    if (!p->panic)
        expect_close(p, T_RPAREN, "The closing parenthesis of the call is");
}

struct phs_hcl_expr *phs_hcl_call_expr(struct parser *p, const struct token *name) {
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_CALL, name->from, name->to);
    struct exprs exprs = {0};
    expr->call.name = call_name(p, name);
    expr->call.name_place = phs_hcl_place(p, name->from, p->last_end);
    if (!p->panic && phs_hcl_peek(p)->kind != T_LPAREN)
        phs_hcl_broken(p, phs_hcl_token_place(p, phs_hcl_peek(p)), "The arguments of the function are expected here.");
    if (p->panic)
        return phs_hcl_broken_expr(p, name->from);
    phs_hcl_take(p);
    bool skip_newlines = p->skip_newlines;
    p->skip_newlines = true;
    call_args(p, &exprs, &expr->call.expand);
    p->skip_newlines = skip_newlines;
    expr->call.args = exprs.list.at;
    expr->call.n = exprs.list.n;
    phs_hcl_extend(p, expr, p->last_end);
    return expr;
}
