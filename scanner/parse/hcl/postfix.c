/* SPDX-License-Identifier: Apache-2.0 */
/* What may stand behind a term: .name, .0, [key], .* and [*]. */
#include "parse/hcl/internal.h"

enum { MAX_STEPS = 500 };

static void add_step(struct parser *p, struct phs_hcl_traversal *traversal, struct phs_hcl_step step) {
    /* Rarely more than four; doubled by hand because the tree holds no spare capacity. */
    if ((traversal->n & (traversal->n - 1)) == 0 && traversal->n != 1 && traversal->n != 2) {
        size_t cap = traversal->n ? traversal->n * 2 : 4;
        struct phs_hcl_step *steps = PHS_NEW_N(p->arena, struct phs_hcl_step, cap);
        if (traversal->n)
            memcpy(steps, traversal->steps, traversal->n * sizeof *steps);
        traversal->steps = steps;
    }
    traversal->steps[traversal->n++] = step;
}

static struct mark start_of(const struct phs_hcl_expr *expr) {
    return (struct mark){expr->text.ptr, expr->place.line, expr->place.column};
}

static struct phs_hcl_expr *with_name(struct parser *p, struct phs_hcl_expr *from, const struct token *name) {
    struct phs_hcl_step step = {.name = phs_hcl_token_text(name), .place = phs_hcl_token_place(p, name)};
    if (from->kind == PHS_HCL_TRAVERSAL) {
        add_step(p, &from->traversal, step);
        phs_hcl_extend(p, from, p->last_end);
        return from;
    }
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_ATTRIBUTE, start_of(from), p->last_end);
    expr->attribute.from = from;
    expr->attribute.name = step.name;
    expr->attribute.name_place = step.place;
    return expr;
}

static struct phs_hcl_expr *with_key(struct parser *p, struct phs_hcl_expr *from, const struct phs_hcl_expr *key, bool legacy) {
    bool fixed = key->kind == PHS_HCL_LITERAL && (key->literal->kind == PHS_STRING || key->literal->kind == PHS_NUMBER);
    if (from->kind == PHS_HCL_TRAVERSAL && fixed) {
        add_step(p, &from->traversal, (struct phs_hcl_step){.key = key->literal, .place = key->place});
        phs_hcl_extend(p, from, p->last_end);
        return from;
    }
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_INDEX, start_of(from), p->last_end);
    expr->index.from = from;
    expr->index.key = key;
    expr->index.legacy = legacy;
    return expr;
}

static struct phs_hcl_expr *splat(struct parser *p, struct phs_hcl_expr *from, const struct phs_hcl_expr *each, bool full) {
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_SPLAT, start_of(from), p->last_end);
    expr->splat.from = from;
    expr->splat.each = each;
    expr->splat.full = full;
    return expr;
}

static struct phs_hcl_expr *legacy_key(struct parser *p) {
    struct token token = phs_hcl_take(p);
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_LITERAL, token.from, token.to);
    struct phs_value *value = PHS_NEW(p->arena, struct phs_value);
    value->kind = PHS_NUMBER;
    value->place = expr->place;
    value->number.text = expr->text;
    if (!phs_slice_number(expr->text, &value->number.value) || memchr(expr->text.ptr, '.', expr->text.len))
        phs_hcl_broken(p, expr->place, "Two indices in a row are written in brackets: [0][1].");
    expr->literal = value;
    return expr;
}

/* Behind .* only names and legacy indices belong to each element; brackets and further splats apply to the whole. */
static struct phs_hcl_expr *attribute_splat(struct parser *p, struct phs_hcl_expr *from) {
    struct token star = phs_hcl_take(p);
    struct phs_hcl_expr *each = phs_hcl_node(p, PHS_HCL_SPLAT_ITEM, star.from, star.to);
    for (int count = 0; !p->panic && phs_hcl_peek(p)->kind == T_DOT; count++) {
        phs_hcl_take(p);
        struct token next = *phs_hcl_peek(p);
        if (count >= MAX_STEPS) {
            phs_hcl_broken(p, phs_hcl_token_place(p, &next), "More than %d steps stand in a row.", MAX_STEPS);
        } else if (next.kind == T_IDENT) {
            phs_hcl_take(p);
            each = with_name(p, each, &next);
        } else if (next.kind == T_NUMBER) {
            const struct phs_hcl_expr *key = legacy_key(p);
            each = with_key(p, each, key, true);
        } else {
            phs_hcl_broken(p, phs_hcl_token_place(p, &next), "A name is expected behind the dot, not %s.",
                           phs_hcl_token_name(&next));
        }
    }
    return splat(p, from, each, false);
}

static struct phs_hcl_expr *behind_dot(struct parser *p, struct phs_hcl_expr *from) {
    struct token dot = phs_hcl_take(p);
    struct token next = *phs_hcl_peek(p);
    switch (next.kind) {
    case T_IDENT:
        phs_hcl_take(p);
        return with_name(p, from, &next);
    case T_NUMBER:
        return with_key(p, from, legacy_key(p), true);
    case T_STAR:
        return attribute_splat(p, from);
    default:
        phs_hcl_broken(p, phs_hcl_token_place(p, &dot), "A name is expected behind the dot, not %s.",
                       phs_hcl_token_name(&next));
        return from;
    }
}

static void close_bracket(struct parser *p) {
    const struct token *close = phs_hcl_peek(p);
    if (close->kind != T_RBRACK)
        phs_hcl_broken(p, phs_hcl_token_place(p, close), "A closing bracket is expected here, not %s.",
                       phs_hcl_token_name(close));
    else
        phs_hcl_take(p);
}

/* Behind [*] everything that follows belongs to each element. */
static struct phs_hcl_expr *full_splat(struct parser *p, struct phs_hcl_expr *from) {
    struct token star = phs_hcl_take(p);
    close_bracket(p);
    struct phs_hcl_expr *item = phs_hcl_node(p, PHS_HCL_SPLAT_ITEM, star.from, star.to);
    if (p->panic || !phs_hcl_enter(p))
        return from;
    const struct phs_hcl_expr *each = phs_hcl_postfix(p, item);
    phs_hcl_leave(p);
    return splat(p, from, each, true);
}

static struct phs_hcl_expr *behind_bracket(struct parser *p, struct phs_hcl_expr *from) {
    phs_hcl_take(p);
    if (phs_hcl_peek(p)->kind == T_STAR)
        return full_splat(p, from);
    bool skip_newlines = p->skip_newlines;
    p->skip_newlines = true;
    const struct phs_hcl_expr *key = phs_hcl_expression(p);
    close_bracket(p);
    p->skip_newlines = skip_newlines;
    return p->panic ? from : with_key(p, from, key, false);
}

struct phs_hcl_expr *phs_hcl_postfix(struct parser *p, struct phs_hcl_expr *from) {
    for (int count = 0; !p->panic; count++) {
        const struct token *next = phs_hcl_peek(p);
        if (next->kind != T_DOT && next->kind != T_LBRACK)
            break;
        if (count >= MAX_STEPS)
            phs_hcl_broken(p, phs_hcl_token_place(p, next), "More than %d steps stand in a row.", MAX_STEPS);
        else
            from = next->kind == T_DOT ? behind_dot(p, from) : behind_bracket(p, from);
    }
    return from;
}
