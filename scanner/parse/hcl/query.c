/* SPDX-License-Identifier: Apache-2.0 */
/* Questions about the HCL tree that need no evaluation. */
#include "parse/hcl/hcl.h"

const struct phs_hcl_attribute *phs_hcl_attribute(const struct phs_hcl_body *body, const char *name) {
    for (size_t i = 0; i < body->attribute_count; i++)
        if (phs_slice_is(body->attributes[i].name, name))
            return &body->attributes[i];
    return NULL;
}

const struct phs_hcl_block *phs_hcl_next_block(const struct phs_hcl_body *body, const char *type,
                                               const struct phs_hcl_block *previous) {
    for (size_t i = previous ? (size_t)(previous - body->blocks) + 1 : 0; i < body->block_count; i++)
        if (phs_slice_is(body->blocks[i].type, type))
            return &body->blocks[i];
    return NULL;
}

struct phs_slice phs_hcl_label(const struct phs_hcl_block *block, size_t i) {
    return i < block->label_count ? block->labels[i].text : (struct phs_slice){0};
}

const struct phs_hcl_expr *phs_hcl_unwrap(const struct phs_hcl_expr *expr) {
    while (expr && expr->kind == PHS_HCL_PARENS)
        expr = expr->parens;
    return expr;
}

bool phs_hcl_static_string(const struct phs_hcl_expr *expr, struct phs_slice *ret_text) {
    expr = phs_hcl_unwrap(expr);
    if (!expr || expr->kind != PHS_HCL_LITERAL || expr->literal->kind != PHS_STRING)
        return false;
    *ret_text = expr->literal->string;
    return true;
}

const struct phs_hcl_traversal *phs_hcl_static_traversal(struct phs_arena *arena, const struct phs_hcl_expr *expr) {
    struct phs_slice text;
    expr = phs_hcl_unwrap(expr);
    if (expr && expr->kind == PHS_HCL_TRAVERSAL)
        return &expr->traversal;
    if (!phs_hcl_static_string(expr, &text))
        return NULL;
    struct phs_hcl_diags diags = {.arena = arena};
    struct phs_place start = expr->place;
    start.column++; /* behind the quote */
    const struct phs_hcl_expr *inner = phs_hcl_parse_expr(arena, expr->place.source, text, start, NULL, &diags);
    return !diags.errors && inner->kind == PHS_HCL_TRAVERSAL ? &inner->traversal : NULL;
}

struct phs_slice phs_hcl_keyword(const struct phs_hcl_expr *expr) {
    if (!expr || expr->kind != PHS_HCL_TRAVERSAL || expr->traversal.n)
        return (struct phs_slice){0};
    return expr->traversal.root;
}

struct bound {
    struct phs_slice name;
    const struct bound *outer;
};

struct search {
    void (*found)(void *user, const struct phs_hcl_traversal *traversal, struct phs_place place);
    void *user;
};

static bool is_bound(const struct bound *bound, struct phs_slice name) {
    for (; bound; bound = bound->outer)
        if (phs_slice_eq(bound->name, name))
            return true;
    return false;
}

static void visit(const struct search *search, const struct bound *bound, const struct phs_hcl_expr *expr);

static void visit_parts(const struct search *search, const struct bound *bound, struct phs_hcl_parts parts) {
    for (size_t i = 0; i < parts.n; i++) {
        const struct phs_hcl_part *part = &parts.at[i];
        struct bound key = {part->key, bound}, value = {part->value, &key};
        visit(search, bound, part->expr);
        visit_parts(search, part->kind == PHS_HCL_PART_FOR ? &value : bound, part->body);
        visit_parts(search, bound, part->otherwise);
    }
}

static void visit_for(const struct search *search, const struct bound *bound, const struct phs_hcl_expr *expr) {
    struct bound key = {expr->for_each.key_name, bound}, value = {expr->for_each.value_name, &key};
    visit(search, bound, expr->for_each.collection);
    visit(search, &value, expr->for_each.key);
    visit(search, &value, expr->for_each.value);
    visit(search, &value, expr->for_each.condition);
}

static void visit_many(const struct search *search, const struct bound *bound, const struct phs_hcl_expr *expr) {
    if (expr->kind == PHS_HCL_CALL)
        for (size_t i = 0; i < expr->call.n; i++)
            visit(search, bound, expr->call.args[i]);
    if (expr->kind == PHS_HCL_LIST)
        for (size_t i = 0; i < expr->list.n; i++)
            visit(search, bound, expr->list.at[i]);
    if (expr->kind == PHS_HCL_OBJECT)
        for (size_t i = 0; i < expr->object.n; i++) {
            visit(search, bound, expr->object.at[i].key);
            visit(search, bound, expr->object.at[i].value);
        }
}

static void visit(const struct search *search, const struct bound *bound, const struct phs_hcl_expr *expr) {
    if (!expr)
        return;
    switch (expr->kind) {
    case PHS_HCL_TRAVERSAL:
        if (!is_bound(bound, expr->traversal.root))
            search->found(search->user, &expr->traversal, expr->place);
        return;
    case PHS_HCL_TEMPLATE:
        visit_parts(search, bound, expr->template.parts);
        return;
    case PHS_HCL_UNARY:
        visit(search, bound, expr->unary.operand);
        return;
    case PHS_HCL_BINARY:
        visit(search, bound, expr->binary.left);
        visit(search, bound, expr->binary.right);
        return;
    case PHS_HCL_CONDITIONAL:
        visit(search, bound, expr->conditional.condition);
        visit(search, bound, expr->conditional.then);
        visit(search, bound, expr->conditional.otherwise);
        return;
    case PHS_HCL_FOR:
        visit_for(search, bound, expr);
        return;
    case PHS_HCL_INDEX:
        visit(search, bound, expr->index.from);
        visit(search, bound, expr->index.key);
        return;
    case PHS_HCL_ATTRIBUTE:
        visit(search, bound, expr->attribute.from);
        return;
    case PHS_HCL_SPLAT:
        visit(search, bound, expr->splat.from);
        visit(search, bound, expr->splat.each);
        return;
    case PHS_HCL_PARENS:
        visit(search, bound, expr->parens);
        return;
    default:
        visit_many(search, bound, expr);
    }
}

void phs_hcl_references(const struct phs_hcl_expr *expr,
                        void (*found)(void *user, const struct phs_hcl_traversal *traversal, struct phs_place place),
                        void *user) {
    struct search search = {found, user};
    visit(&search, NULL, expr);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

const char *phs_hcl_expr_line(struct phs_arena *arena, const struct phs_hcl_expr *expr, size_t max) {
    char *line = phs_alloc(arena, max + 8);
    size_t n = 0;
    for (size_t i = 0; i < expr->text.len; i++) {
        char c = expr->text.ptr[i];
        if (is_blank(c) && n && line[n - 1] == ' ')
            continue;
        if (n >= max) {
            while (n && ((unsigned char)line[n - 1] & 0xC0) == 0x80)
                n--;
            n -= n && (unsigned char)line[n - 1] >= 0xC0;
            memcpy(line + n, "\xE2\x80\xA6", 4);
            return line;
        }
        line[n++] = is_blank(c) ? ' ' : c;
    }
    line[n] = '\0';
    return line;
}
