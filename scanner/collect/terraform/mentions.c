/* SPDX-License-Identifier: Apache-2.0 */
/* What the attributes of a body refer to in the end: each mention with the path of its attribute. */
#include "collect/terraform/mentions.h"

enum { MAX_MENTIONS = 1000000 };

static void mention_one(const struct phs_tf_walk *walk, const char *target, const char *path, struct phs_place place) {
    struct phs_tf_root *root = walk->module->root;
    struct phs_graph *graph = root->scan->graph;
    if (strcmp(target, walk->instance->address) == 0)
        return;
    if (root->mentions++ < MAX_MENTIONS)
        phs_graph_mention(graph, walk->instance->resource, PHS_REFERS_TO, target, path, phs_tf_place_in(walk->module, place));
    else if (root->mentions == MAX_MENTIONS + 1)
        phs_graph_cover(
            graph, "infrastructure", root->path, PHS_READ_PARTLY, true,
            phs_printf(root->scan->arena, "%s: more than %d references; not all were followed", root->path, (int)MAX_MENTIONS),
            place);
}

static void mention_expr(const struct phs_tf_walk *walk, const struct phs_hcl_attribute *attribute, const char *path) {
    struct phs_tf_targets targets = {0};
    struct phs_tf_walk inner = *walk;
    phs_map_init(&targets.seen, phs_tf_walk_arena(walk));
    inner.into = &targets;
    inner.shallow = phs_slice_is(attribute->name, "depends_on");
    phs_tf_descend(&inner, attribute->expr, phs_tf_no_steps);
    for (size_t i = 0; i < targets.list.n; i++)
        mention_one(walk, targets.list.at[i], path, attribute->place);
}

static const char *join_path(struct phs_arena *arena, const char *path, struct phs_slice name) {
    return phs_printf(arena, "%s%s%.*s", path, path[0] ? "." : "", (int)name.len, name.ptr);
}

static bool is_silent(const struct phs_tf_walk *walk, const struct phs_hcl_attribute *attribute, bool top) {
    bool module = walk->instance->node->decl->kind == PHS_TF_MODULE;
    bool repeat = phs_slice_is(attribute->name, "count") || phs_slice_is(attribute->name, "for_each");
    if (phs_slice_is(attribute->name, "ignore_changes"))
        return true;
    if (top && repeat) /* expanded: what an instance takes from there shows where each and count stand */
        return walk->instance->node->existence == NULL;
    return top && (phs_slice_is(attribute->name, "provider") ||
                   (module && (phs_slice_is(attribute->name, "providers") || phs_slice_is(attribute->name, "source"))));
}

static void mention_body(const struct phs_tf_walk *walk, const struct phs_hcl_body *body, const char *path, int depth);

static void mention_dynamic(const struct phs_tf_walk *walk, const struct phs_hcl_block *block, const char *path, int depth) {
    struct phs_arena *arena = phs_tf_walk_arena(walk);
    const char *inner_path = join_path(arena, path, phs_hcl_label(block, 0));
    const struct phs_hcl_attribute *each = phs_hcl_attribute(&block->body, "for_each");
    const struct phs_hcl_attribute *iterator = phs_hcl_attribute(&block->body, "iterator");
    const struct phs_hcl_block *content = phs_hcl_next_block(&block->body, "content", NULL);
    struct phs_slice name = iterator ? phs_hcl_keyword(iterator->expr) : phs_hcl_label(block, 0);
    struct phs_tf_bound bound = {name, each ? each->expr : NULL, walk->bound};
    struct phs_tf_walk inner = *walk;
    if (each)
        mention_expr(walk, each, inner_path);
    inner.bound = &bound;
    if (content)
        mention_body(&inner, &content->body, inner_path, depth + 1);
}

static size_t blocks_of(const struct phs_hcl_body *body, struct phs_slice type, size_t before) {
    size_t n = 0;
    for (size_t i = 0; i < before; i++)
        n += phs_slice_eq(body->blocks[i].type, type) ? 1 : 0;
    return n;
}

static void mention_body(const struct phs_tf_walk *walk, const struct phs_hcl_body *body, const char *path, int depth) {
    struct phs_arena *arena = phs_tf_walk_arena(walk);
    for (size_t i = 0; i < body->attribute_count; i++)
        if (!is_silent(walk, &body->attributes[i], depth == 0))
            mention_expr(walk, &body->attributes[i], join_path(arena, path, body->attributes[i].name));
    for (size_t i = 0; i < body->block_count && depth < 100; i++) {
        const struct phs_hcl_block *block = &body->blocks[i];
        if (phs_slice_is(block->type, "dynamic") && block->label_count) {
            mention_dynamic(walk, block, path, depth);
            continue;
        }
        const char *inner = join_path(arena, path, block->type);
        if (blocks_of(body, block->type, body->block_count) > 1)
            inner = phs_printf(arena, "%s.%zu", inner, blocks_of(body, block->type, i));
        mention_body(walk, &block->body, inner, depth + 1);
    }
}

void phs_tf_mention(struct phs_tf_instance *instance) {
    struct phs_tf_walk walk = {.module = instance->node->module, .instance = instance};
    mention_body(&walk, &instance->node->decl->body, "", 0);
}
