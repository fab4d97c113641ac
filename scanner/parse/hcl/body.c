/* SPDX-License-Identifier: Apache-2.0 */
/* Bodies: attributes and blocks. */
#include "base/map.h"
#include "parse/hcl/internal.h"

struct body_builder {
    struct parser *p;
    PHS_VEC(struct phs_hcl_attribute) attributes;
    PHS_VEC(struct phs_hcl_block) blocks;
    struct phs_map names; /* used above 16 attributes */
    bool damaged;
};

static void body(struct parser *p, enum token_kind end, struct phs_place open, struct phs_hcl_body *ret_body,
                 bool *ret_damaged);

static const struct phs_hcl_attribute *find_attribute(struct body_builder *b, struct phs_slice name) {
    if (b->attributes.n > 16)
        return phs_map_get(&b->names, name);
    for (size_t i = 0; i < b->attributes.n; i++)
        if (phs_slice_eq(b->attributes.at[i].name, name))
            return &b->attributes.at[i];
    return NULL;
}

static void index_attribute(struct body_builder *b) {
    if (b->attributes.n == 17) {
        phs_map_init(&b->names, b->p->arena);
        for (size_t i = 0; i < 16; i++)
            phs_map_put(&b->names, b->attributes.at[i].name, (void *)b->attributes.at[i].expr);
    }
    if (b->attributes.n > 16) {
        const struct phs_hcl_attribute *last = &b->attributes.at[b->attributes.n - 1];
        phs_map_put(&b->names, last->name, (void *)last->expr);
    }
}

static void keep_attribute(struct body_builder *b, const struct phs_hcl_attribute *attribute) {
    if (find_attribute(b, attribute->name)) {
        phs_hcl_report(b->p->diags, PHS_HCL_ERROR, attribute->name_place,
                       "The argument \"%.*s\" is set twice; only the first counts.", (int)attribute->name.len,
                       attribute->name.ptr);
        return;
    }
    PHS_HCL_FIRST(b->p->arena, b->attributes, struct phs_hcl_attribute, 3);
    PHS_PUSH(b->p->arena, b->attributes, *attribute);
    index_attribute(b);
}

static void check_line_end(struct parser *p, const char *what) {
    const struct token *next = phs_hcl_peek(p);
    if (next->kind == T_NEWLINE || next->kind == T_EOF)
        return;
    p->flat = next->from;
    if (next->kind == T_COMMA)
        phs_hcl_broken(p, phs_hcl_token_place(p, next), "Arguments stand on lines of their own, without commas.");
    else
        phs_hcl_broken(p, phs_hcl_token_place(p, next), "The %s is over, but %s follows on its line.", what,
                       phs_hcl_token_name(next));
}

static void add_attribute(struct body_builder *b, const struct token *name, bool one_line) {
    struct parser *p = b->p;
    struct phs_hcl_attribute attribute = {.name = phs_hcl_token_text(name), .name_place = phs_hcl_token_place(p, name)};
    phs_hcl_take(p); /* = */
    struct mark from = phs_hcl_here(p);
    attribute.expr = phs_hcl_expression(p);
    if (p->panic)
        attribute.expr = phs_hcl_broken_expr(p, from);
    attribute.place = phs_hcl_place(p, name->from, p->last_end);
    if (!p->panic && !one_line)
        check_line_end(p, "argument");
    keep_attribute(b, &attribute);
}

static bool take_label(struct parser *p, struct phs_hcl_label *label) {
    const struct token *token = phs_hcl_peek(p);
    label->quoted = token->kind == T_QUOTE;
    if (!label->quoted) {
        struct token name = phs_hcl_take(p);
        label->text = phs_hcl_token_text(&name);
        label->place = phs_hcl_token_place(p, &name);
        return true;
    }
    const struct phs_hcl_expr *text = phs_hcl_quoted(p);
    label->place = text->place;
    if (!p->panic && !phs_hcl_static_string(text, &label->text))
        phs_hcl_broken(p, text->place, "The label of a block is a plain string, without ${} and %%{}.");
    return !p->panic;
}

static void take_labels(struct parser *p, struct phs_hcl_block *block) {
    PHS_VEC(struct phs_hcl_label) labels = {0};
    const struct token *token = phs_hcl_peek(p);
    while (token->kind == T_QUOTE || token->kind == T_IDENT) {
        struct phs_hcl_label label = {0};
        if (!take_label(p, &label))
            break;
        PHS_HCL_FIRST(p->arena, labels, struct phs_hcl_label, 2);
        PHS_PUSH(p->arena, labels, label);
        token = phs_hcl_peek(p);
    }
    block->labels = labels.at;
    block->label_count = labels.n;
}

static void expect_brace(struct parser *p) {
    const struct token *token = phs_hcl_peek(p);
    if (token->kind == T_LBRACE)
        return;
    phs_hcl_broken(p, phs_hcl_token_place(p, token),
                   token->kind == T_ASSIGN    ? "An equals sign sets an argument; a block has none."
                   : token->kind == T_NEWLINE ? "The opening brace of a block stands on the line of its type."
                                              : "A label or the opening brace of the block is expected here.");
}

/* type { name = value } */
static void one_line_body(struct parser *p, struct phs_hcl_block *block) {
    struct body_builder b = {.p = p};
    struct token name = phs_hcl_take(p);
    const struct token *next = phs_hcl_peek(p);
    block->one_line = true;
    if (name.kind == T_IDENT && next->kind == T_ASSIGN) {
        add_attribute(&b, &name, true);
        next = p->panic ? NULL : phs_hcl_peek(p);
        if (next && next->kind != T_RBRACE)
            phs_hcl_broken(p, phs_hcl_token_place(p, next), "A block on one line holds one argument and ends on that line.");
    } else if (name.kind == T_IDENT && (next->kind == T_QUOTE || next->kind == T_LBRACE || next->kind == T_IDENT)) {
        phs_hcl_broken(p, phs_hcl_place(p, name.from, next->to), "A block on one line holds one argument and no other block.");
    } else {
        phs_hcl_broken(p, phs_hcl_token_place(p, &name), "An argument is expected here.");
    }
    block->body.attributes = b.attributes.at;
    block->body.attribute_count = b.attributes.n;
    if (!p->panic) {
        struct token close = phs_hcl_take(p);
        block->body.end = phs_hcl_token_place(p, &close);
    }
}

static void block_body(struct parser *p, struct phs_hcl_block *block) {
    struct token open = phs_hcl_take(p);
    block->open = phs_hcl_token_place(p, &open);
    enum token_kind next = phs_hcl_peek(p)->kind;
    if (next == T_NEWLINE || next == T_EOF || next == T_RBRACE) {
        block->one_line = next == T_RBRACE;
        body(p, T_RBRACE, block->open, &block->body, &block->damaged);
    } else {
        one_line_body(p, block);
    }
    block->damaged |= p->panic;
}

static void add_block(struct body_builder *b, const struct token *type) {
    struct parser *p = b->p;
    struct phs_hcl_block block = {.type = phs_hcl_token_text(type), .type_place = phs_hcl_token_place(p, type)};
    take_labels(p, &block);
    block.header = phs_hcl_place(p, type->from, p->last_end);
    if (!p->panic)
        expect_brace(p);
    if (!p->panic) {
        block_body(p, &block);
        p->flat.at = NULL; /* of a statement inside */
        block.body.place = block.open;
        block.body.place.end_line = p->last_end.line;
        block.body.place.end_column = p->last_end.column;
    }
    block.place = phs_hcl_place(p, type->from, p->last_end);
    block.damaged |= p->panic;
    PHS_HCL_FIRST(p->arena, b->blocks, struct phs_hcl_block, 1);
    PHS_PUSH(p->arena, b->blocks, block);
    if (!p->panic)
        check_line_end(p, "block");
}

static void statement(struct body_builder *b) {
    struct parser *p = b->p;
    struct token name = phs_hcl_take(p);
    enum token_kind next = phs_hcl_peek(p)->kind;
    p->flat.at = NULL;
    if (name.kind != T_IDENT)
        phs_hcl_broken(p, phs_hcl_token_place(p, &name),
                       name.kind == T_QUOTE ? "The name of an argument is not quoted."
                                            : "An argument or a block is expected here, not %s.",
                       phs_hcl_token_name(&name));
    else if (next == T_ASSIGN)
        add_attribute(b, &name, false);
    else if (next == T_QUOTE || next == T_LBRACE || next == T_IDENT)
        add_block(b, &name);
    else
        phs_hcl_broken(p, phs_hcl_token_place(p, &name), "An argument (name = value) or a block is expected here.");
    if (!p->panic)
        return;
    b->damaged = true;
    if (phs_hcl_peek(p)->kind == T_EOF) {
        p->panic = p->skip_newlines = false;
        return;
    }
    phs_hcl_resync(p, name.from, p->last_end.at > name.from.at ? phs_hcl_peek(p)->from : name.to);
}

static void count_statement(struct parser *p) {
    if (++p->nodes > p->max_nodes && !p->exhausted) {
        phs_hcl_broken(p, phs_hcl_token_place(p, phs_hcl_peek(p)),
                       "The file has more than %zu expressions; the rest is not read.", p->max_nodes);
        p->exhausted = true;
    }
}

static void statements(struct body_builder *b, enum token_kind end) {
    struct parser *p = b->p;
    for (;;) {
        while (phs_hcl_accept(p, T_NEWLINE))
            continue;
        enum token_kind next = phs_hcl_peek(p)->kind;
        if (next == end || next == T_EOF || p->exhausted)
            return;
        count_statement(p);
        statement(b);
    }
}

static void close_body(struct parser *p, enum token_kind end, struct phs_place open, bool *ret_damaged) {
    if (end == T_EOF || phs_hcl_accept(p, T_RBRACE))
        return;
    *ret_damaged = true;
    if (!p->unclosed) /* once, for the innermost: the blocks around it are not closed either */
        phs_hcl_broken(p, open, "The block that opens here is not closed before the end of the file.");
    p->unclosed = p->panic = true;
}

static void body(struct parser *p, enum token_kind end, struct phs_place open, struct phs_hcl_body *ret_body,
                 bool *ret_damaged) {
    struct body_builder b = {.p = p};
    struct mark from = phs_hcl_here(p);
    if (!phs_hcl_enter(p))
        return;
    statements(&b, end);
    struct token last = *phs_hcl_peek(p);
    ret_body->attributes = b.attributes.at;
    ret_body->attribute_count = b.attributes.n;
    ret_body->blocks = b.blocks.at;
    ret_body->block_count = b.blocks.n;
    ret_body->place = phs_hcl_place(p, from, last.to);
    ret_body->end = phs_hcl_token_place(p, &last);
    *ret_damaged = b.damaged;
    close_body(p, end, open, ret_damaged);
    phs_hcl_leave(p);
}

void phs_hcl_file_body(struct parser *p, struct phs_hcl_file *file) {
    body(p, T_EOF, (struct phs_place){0}, &file->body, &file->damaged);
    file->damaged |= p->panic || p->exhausted;
}
