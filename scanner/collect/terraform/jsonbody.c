/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON spelling of Terraform as the same syntax tree: strings are templates, objects below resource types are bodies.
 * Without a provider's schema an inner object may be an argument or a block; it is read as an argument, which the canonical
 * form treats alike. */
#include "collect/terraform/scan.h"

static const struct phs_hcl_expr *expr_of(struct phs_arena *arena, const struct phs_value *value, bool templates);

static struct phs_hcl_expr *new_expr(struct phs_arena *arena, enum phs_hcl_kind kind, struct phs_place place) {
    struct phs_hcl_expr *expr = PHS_NEW(arena, struct phs_hcl_expr);
    expr->kind = kind;
    expr->place = place;
    return expr;
}

static const struct phs_hcl_expr *literal_of(struct phs_arena *arena, const struct phs_value *value) {
    struct phs_hcl_expr *expr = new_expr(arena, PHS_HCL_LITERAL, value->place);
    expr->literal = value;
    return expr;
}

static const struct phs_hcl_expr *string_expr(struct phs_arena *arena, const struct phs_value *value, bool templates) {
    bool plain = !templates || (phs_slice_find(value->string, PHS_SLICE("${")) == (size_t)-1 &&
                                phs_slice_find(value->string, PHS_SLICE("%{")) == (size_t)-1);
    if (plain)
        return literal_of(arena, value);
    struct phs_hcl_diags diags = {.arena = arena};
    return phs_hcl_parse_template(arena, value->place.source, value->string, value->place, NULL, &diags);
}

static const struct phs_hcl_expr *object_expr(struct phs_arena *arena, const struct phs_value *value, bool templates) {
    struct phs_hcl_expr *expr = new_expr(arena, PHS_HCL_OBJECT, value->place);
    expr->object.at = PHS_NEW_N(arena, struct phs_hcl_item, value->map.n);
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        const struct phs_value *key = phs_value_string(arena, entry->key, entry->key_place);
        if (phs_slice_is(entry->key, "//"))
            continue;
        expr->object.at[expr->object.n++] =
            (struct phs_hcl_item){string_expr(arena, key, templates), expr_of(arena, entry->value, templates), false};
    }
    return expr;
}

static const struct phs_hcl_expr *expr_of(struct phs_arena *arena, const struct phs_value *value, bool templates) {
    if (value->kind == PHS_STRING)
        return string_expr(arena, value, templates);
    if (value->kind == PHS_MAP)
        return object_expr(arena, value, templates);
    if (value->kind != PHS_LIST)
        return literal_of(arena, value);
    struct phs_hcl_expr *expr = new_expr(arena, PHS_HCL_LIST, value->place);
    expr->list.n = value->list.n;
    expr->list.at = PHS_NEW_N(arena, const struct phs_hcl_expr *, value->list.n);
    for (size_t i = 0; i < value->list.n; i++)
        expr->list.at[i] = expr_of(arena, value->list.at[i], templates);
    return expr;
}

/* Type expressions and references stand in plain strings: "string", "aws_s3_bucket.b". */
static const struct phs_hcl_expr *bare_expr(struct phs_arena *arena, const struct phs_value *value) {
    struct phs_hcl_diags diags = {.arena = arena};
    if (value->kind == PHS_STRING)
        return phs_hcl_parse_expr(arena, value->place.source, value->string, value->place, NULL, &diags);
    if (value->kind != PHS_LIST)
        return expr_of(arena, value, true);
    struct phs_hcl_expr *expr = new_expr(arena, PHS_HCL_LIST, value->place);
    expr->list.n = value->list.n;
    expr->list.at = PHS_NEW_N(arena, const struct phs_hcl_expr *, value->list.n);
    for (size_t i = 0; i < value->list.n; i++)
        expr->list.at[i] = bare_expr(arena, value->list.at[i]);
    return expr;
}

static bool is_bare(struct phs_slice name, bool variable) {
    return phs_slice_is(name, "depends_on") || phs_slice_is(name, "provider") || (variable && phs_slice_is(name, "type"));
}

typedef PHS_VEC(struct phs_hcl_block) block_vec;

static void add_dynamic(struct phs_arena *arena, block_vec *blocks, const struct phs_value *value);

static struct phs_hcl_body body_of(struct phs_arena *arena, const struct phs_value *value, const char *what) {
    PHS_VEC(struct phs_hcl_attribute) attributes = {0};
    block_vec blocks = {0};
    bool templates = strcmp(what, "tfvars") != 0;
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        struct phs_hcl_attribute attribute = {.name = entry->key, .name_place = entry->key_place, .place = entry->key_place};
        if (phs_slice_is(entry->key, "//"))
            continue;
        if (templates && phs_slice_is(entry->key, "dynamic")) {
            add_dynamic(arena, &blocks, entry->value);
            continue;
        }
        attribute.expr = templates && is_bare(entry->key, strcmp(what, "variable") == 0)
                             ? bare_expr(arena, entry->value)
                             : expr_of(arena, entry->value, templates && strcmp(what, "variable") != 0);
        PHS_PUSH(arena, attributes, attribute);
    }
    return (struct phs_hcl_body){attributes.at, attributes.n, blocks.at, blocks.n, value->place, value->place};
}

static void push_block(struct phs_arena *arena, block_vec *blocks, struct phs_slice type, const struct phs_slice *labels,
                       size_t n, const struct phs_value *value) {
    if (value->kind == PHS_LIST)
        for (size_t i = 0; i < value->list.n; i++)
            push_block(arena, blocks, type, labels, n, value->list.at[i]);
    if (value->kind != PHS_MAP)
        return;
    struct phs_hcl_block block = {.type = type, .label_count = n, .place = value->place, .header = value->place};
    block.type_place = value->place;
    block.labels = PHS_NEW_N(arena, struct phs_hcl_label, n);
    for (size_t i = 0; i < n; i++)
        block.labels[i] = (struct phs_hcl_label){labels[i], value->place, true};
    block.body = body_of(arena, value, phs_slice_is(type, "variable") ? "variable" : "block");
    PHS_PUSH(arena, *blocks, block);
}

/* "dynamic": {"ingress": {"for_each": ..., "content": {...}}} */
static void add_dynamic(struct phs_arena *arena, block_vec *blocks, const struct phs_value *value) {
    for (size_t i = 0; value->kind == PHS_MAP && i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        size_t first = blocks->n;
        push_block(arena, blocks, PHS_SLICE("dynamic"), &entry->key, 1, entry->value);
        const struct phs_value *content = phs_get(entry->value, "content");
        if (blocks->n == first || !content)
            continue;
        block_vec inner = {0};
        push_block(arena, &inner, PHS_SLICE("content"), NULL, 0, content);
        blocks->at[first].body.blocks = inner.at;
        blocks->at[first].body.block_count = inner.n;
    }
}

static void push_labelled(struct phs_arena *arena, block_vec *blocks, struct phs_slice type, struct phs_slice *labels,
                          size_t have, size_t want, const struct phs_value *value) {
    if (have == want) {
        push_block(arena, blocks, type, labels, want, value);
        return;
    }
    if (value->kind == PHS_LIST)
        for (size_t i = 0; i < value->list.n; i++)
            push_labelled(arena, blocks, type, labels, have, want, value->list.at[i]);
    for (size_t i = 0; value->kind == PHS_MAP && i < value->map.n; i++) {
        labels[have] = value->map.at[i].key;
        push_labelled(arena, blocks, type, labels, have + 1, want, value->map.at[i].value);
    }
}

static size_t labels_of(struct phs_slice type) {
    if (phs_slice_is(type, "resource") || phs_slice_is(type, "data"))
        return 2;
    return phs_slice_is(type, "locals") || phs_slice_is(type, "terraform") ? 0 : 1;
}

struct phs_hcl_body phs_tf_json_body(struct phs_arena *arena, const struct phs_value *value, bool top) {
    block_vec blocks = {0};
    struct phs_slice labels[2];
    if (value->kind == PHS_MAP && !top)
        return body_of(arena, value, "tfvars");
    for (size_t i = 0; value->kind == PHS_MAP && i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        if (!phs_slice_is(entry->key, "//"))
            push_labelled(arena, &blocks, entry->key, labels, 0, labels_of(entry->key), entry->value);
    }
    return (struct phs_hcl_body){NULL, 0, blocks.at, blocks.n, value->place, value->place};
}
