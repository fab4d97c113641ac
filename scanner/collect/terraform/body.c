/* SPDX-License-Identifier: Apache-2.0 */
/* Bodies to value trees: arguments, nested blocks as lists of maps in written order, dynamic blocks written out. */
#include "collect/terraform/encode.h"
#include "collect/terraform/scan.h"

bool phs_tf_is_meta(enum phs_tf_decl_kind kind, struct phs_slice name) {
    if (phs_slice_is(name, "count") || phs_slice_is(name, "for_each"))
        return true;
    if (kind == PHS_TF_MODULE)
        return phs_slice_is(name, "providers");
    return (kind == PHS_TF_RESOURCE || kind == PHS_TF_DATA) && phs_slice_is(name, "provider");
}

/* ---- blocks of one type, gathered */

struct group {
    PHS_VEC(const struct phs_value *) items;
    const struct phs_value *unknown; /* a dynamic block whose number is open */
    struct phs_place place;
    struct phs_slice name;
};

struct groups {
    struct phs_arena *arena;
    PHS_VEC(struct group *) list;
};

static struct group *group_of(struct groups *groups, struct phs_slice name, struct phs_place place) {
    for (size_t i = 0; i < groups->list.n; i++)
        if (phs_slice_eq(groups->list.at[i]->name, name))
            return groups->list.at[i];
    struct group *group = PHS_NEW(groups->arena, struct group);
    group->name = name;
    group->place = place;
    PHS_PUSH(groups->arena, groups->list, group);
    return group;
}

static const struct phs_value *body_value(const struct phs_hcl_scope *scope, const struct phs_hcl_body *body,
                                          enum phs_tf_decl_kind kind, bool top, struct phs_place place, int depth);

static void add_content(const struct phs_hcl_scope *scope, struct group *group, const struct phs_hcl_block *content,
                        struct phs_slice iterator, const struct phs_value *key, const struct phs_value *value, int depth) {
    struct phs_map_builder pair;
    phs_map_builder_init(&pair, scope->arena);
    phs_map_builder_set(&pair, PHS_SLICE("key"), content->place, key);
    phs_map_builder_set(&pair, PHS_SLICE("value"), content->place, value);
    struct phs_hcl_local local = {iterator, phs_map_builder_done(&pair, content->place), scope->locals};
    struct phs_hcl_scope inner = *scope;
    inner.locals = &local;
    PHS_PUSH(scope->arena, group->items, body_value(&inner, &content->body, PHS_TF_RESOURCE, false, content->place, depth + 1));
}

static struct phs_slice iterator_of(const struct phs_hcl_block *block) {
    const struct phs_hcl_attribute *attribute = phs_hcl_attribute(&block->body, "iterator");
    struct phs_slice name = attribute ? phs_hcl_keyword(attribute->expr) : phs_hcl_label(block, 0);
    if (!name.len && attribute)
        phs_hcl_static_string(attribute->expr, &name);
    return name.len ? name : phs_hcl_label(block, 0);
}

static void add_each(const struct phs_hcl_scope *scope, struct group *group, const struct phs_hcl_block *block,
                     const struct phs_hcl_block *content, const struct phs_value *over, int depth) {
    struct phs_slice iterator = iterator_of(block);
    unsigned mark = over->flags & PHS_VALUE_SENSITIVE;
    if (over->kind == PHS_MAP) {
        const struct phs_entry **entries = phs_tf_sorted_entries(scope->arena, over);
        for (size_t i = 0; i < over->map.n; i++)
            add_content(scope, group, content, iterator,
                        phs_tf_with_flags(scope->arena, phs_value_string(scope->arena, entries[i]->key, block->place), mark),
                        phs_tf_with_flags(scope->arena, entries[i]->value, mark), depth);
        return;
    }
    for (size_t i = 0; i < over->list.n; i++) {
        const struct phs_value *item = phs_tf_with_flags(scope->arena, over->list.at[i], mark);
        bool set = (over->flags & PHS_VALUE_SET) != 0;
        const struct phs_value *key = set ? item : phs_value_number(scope->arena, (double)i, block->place);
        add_content(scope, group, content, iterator, key, item, depth);
    }
}

static void add_dynamic(const struct phs_hcl_scope *scope, struct groups *groups, const struct phs_hcl_block *block,
                        int depth) {
    struct group *group = group_of(groups, phs_hcl_label(block, 0), block->place);
    const struct phs_hcl_attribute *each = phs_hcl_attribute(&block->body, "for_each");
    const struct phs_hcl_block *content = phs_hcl_next_block(&block->body, "content", NULL);
    if (!each || !content) {
        group->unknown =
            phs_value_because(scope->arena, PHS_WHY_ERROR, block->place, "a dynamic block has no for_each or content");
        return;
    }
    const struct phs_value *over = phs_hcl_eval(scope, each->expr);
    bool open = over->kind == PHS_LIST && (over->flags & (PHS_VALUE_SET | PHS_TF_LOOSE)) && phs_find_unknown(over);
    if (over->kind == PHS_UNKNOWN || open)
        group->unknown = open ? phs_hcl_unknown_from(scope, over, block->place, 0) : over;
    else if (over->kind != PHS_LIST && over->kind != PHS_MAP)
        group->unknown = phs_hcl_wrong(scope, each->place, "for_each of a dynamic block is no list or map.");
    else
        add_each(scope, group, block, content, over, depth);
}

static struct phs_slice block_key(struct phs_arena *arena, const struct phs_hcl_block *block) {
    if (block->label_count == 0)
        return block->type;
    struct phs_slice label = phs_hcl_label(block, 0);
    return phs_slice(phs_printf(arena, "%.*s/%.*s", (int)block->type.len, block->type.ptr, (int)label.len, label.ptr));
}

static void add_blocks(const struct phs_hcl_scope *scope, struct phs_map_builder *map, const struct phs_hcl_body *body,
                       int depth) {
    struct groups groups = {.arena = scope->arena};
    for (size_t i = 0; i < body->block_count; i++) {
        const struct phs_hcl_block *block = &body->blocks[i];
        if (phs_slice_is(block->type, "dynamic") && block->label_count) {
            add_dynamic(scope, &groups, block, depth);
            continue;
        }
        struct group *group = group_of(&groups, block_key(scope->arena, block), block->place);
        PHS_PUSH(scope->arena, group->items, body_value(scope, &block->body, PHS_TF_RESOURCE, false, block->place, depth + 1));
    }
    for (size_t i = 0; i < groups.list.n; i++) {
        struct group *group = groups.list.at[i];
        if (!group->unknown && group->items.n == 0)
            continue;
        const struct phs_value *list = phs_value_list(scope->arena, group->items.at, group->items.n, group->place);
        phs_map_builder_set(map, group->name, group->place,
                            group->unknown ? group->unknown : phs_tf_with_flags(scope->arena, list, PHS_VALUE_BLOCKS));
    }
}

/* ---- arguments */

/* A list of addresses as text: depends_on and ignore_changes hold references that are not evaluated. */
static const struct phs_value *references_as_text(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    PHS_VEC(const struct phs_value *) items = {0};
    expr = phs_hcl_unwrap(expr);
    if (expr->kind != PHS_HCL_LIST)
        return phs_value_string(scope->arena, phs_slice(phs_hcl_expr_line(scope->arena, expr, 200)), expr->place);
    for (size_t i = 0; i < expr->list.n; i++) {
        struct phs_slice text;
        if (!phs_hcl_static_string(expr->list.at[i], &text))
            text = phs_slice(phs_hcl_expr_line(scope->arena, expr->list.at[i], 200));
        PHS_PUSH(scope->arena, items, phs_value_string(scope->arena, text, expr->list.at[i]->place));
    }
    return phs_value_list(scope->arena, items.at, items.n, expr->place);
}

static bool holds_references(struct phs_slice name) {
    return phs_slice_is(name, "depends_on") || phs_slice_is(name, "ignore_changes") ||
           phs_slice_is(name, "replace_triggered_by");
}

static bool has_open(const struct phs_value *value, int depth) {
    if (depth > 100)
        return false;
    if (value->flags & PHS_VALUE_OPEN)
        return true;
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n; i++)
        if (has_open(value->list.at[i], depth + 1))
            return true;
    for (size_t i = 0; value->kind == PHS_MAP && i < value->map.n; i++)
        if (has_open(value->map.at[i].value, depth + 1))
            return true;
    return false;
}

/* A whole resource handed somewhere becomes the reference that it is. */
static const struct phs_value *closed(struct phs_arena *arena, const struct phs_value *value, int depth) {
    if (depth > 100 || !has_open(value, depth))
        return value;
    if (value->flags & PHS_VALUE_OPEN)
        return phs_get(value, "");
    if (value->kind == PHS_LIST) {
        const struct phs_value **items = PHS_NEW_N(arena, const struct phs_value *, value->list.n);
        for (size_t i = 0; i < value->list.n; i++)
            items[i] = closed(arena, value->list.at[i], depth + 1);
        return phs_tf_with_flags(arena, phs_value_list(arena, items, value->list.n, value->place), value->flags);
    }
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < value->map.n; i++)
        phs_map_builder_set(&map, value->map.at[i].key, value->map.at[i].key_place,
                            closed(arena, value->map.at[i].value, depth + 1));
    return phs_tf_with_flags(arena, phs_map_builder_done(&map, value->place), value->flags);
}

static bool holds_only_maps(const struct phs_value *value) {
    for (size_t i = 0; i < value->list.n; i++)
        if (value->list.at[i]->kind != PHS_MAP)
            return false;
    return value->list.n > 0;
}

/* In JSON nothing tells blocks from a list of objects but the provider's schema; read as blocks both are found. */
static const struct phs_value *as_blocks(struct phs_arena *arena, const struct phs_value *value, int depth) {
    if (depth > 100 || (value->kind != PHS_LIST && value->kind != PHS_MAP))
        return value;
    struct phs_value *copy = PHS_NEW(arena, struct phs_value);
    *copy = *value;
    if (value->kind == PHS_LIST) {
        copy->list.at = PHS_NEW_N(arena, const struct phs_value *, value->list.n);
        for (size_t i = 0; i < value->list.n; i++)
            copy->list.at[i] = as_blocks(arena, value->list.at[i], depth + 1);
        copy->flags |= holds_only_maps(value) ? PHS_VALUE_BLOCKS : 0;
        return copy;
    }
    copy->map.at = PHS_NEW_N(arena, struct phs_entry, value->map.n);
    for (size_t i = 0; i < value->map.n; i++) {
        copy->map.at[i] = value->map.at[i];
        copy->map.at[i].value = as_blocks(arena, value->map.at[i].value, depth + 1);
    }
    return copy;
}

static bool is_json(const struct phs_hcl_attribute *attribute) {
    const struct phs_source *source = attribute->place.source;
    return source && source->path && phs_slice_ends(phs_slice(source->path), ".json");
}

static const struct phs_value *argument(const struct phs_hcl_scope *scope, const struct phs_hcl_attribute *attribute) {
    if (holds_references(attribute->name))
        return references_as_text(scope, attribute->expr);
    const struct phs_value *value = phs_hcl_eval(scope, attribute->expr);
    value = phs_tf_json_template(scope, attribute->expr, value);
    if (is_json(attribute) && (attribute->expr->kind == PHS_HCL_LIST || attribute->expr->kind == PHS_HCL_OBJECT))
        value = as_blocks(scope->arena, value, 0);
    return closed(scope->arena, value, 0);
}

static const struct phs_value *body_value(const struct phs_hcl_scope *scope, const struct phs_hcl_body *body,
                                          enum phs_tf_decl_kind kind, bool top, struct phs_place place, int depth) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, scope->arena);
    for (size_t i = 0; i < body->attribute_count; i++) {
        const struct phs_hcl_attribute *attribute = &body->attributes[i];
        if (top && phs_tf_is_meta(kind, attribute->name))
            continue;
        const struct phs_value *value = argument(scope, attribute);
        if (kind == PHS_TF_MODULE && phs_slice_is(attribute->name, "source") && value->kind == PHS_STRING)
            value = phs_value_string(scope->arena, phs_slice(phs_tf_without_login(scope->arena, value->string)), value->place);
        phs_map_builder_set(&map, attribute->name, attribute->name_place, value);
    }
    if (depth < 100)
        add_blocks(scope, &map, body, depth);
    return phs_map_builder_done(&map, place);
}

const struct phs_value *phs_tf_body_value(const struct phs_hcl_scope *scope, const struct phs_hcl_body *body,
                                          enum phs_tf_decl_kind kind, struct phs_place place) {
    return body_value(scope, body, kind, true, place, 0);
}
