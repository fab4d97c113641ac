/* SPDX-License-Identifier: Apache-2.0 */
/* Trees of attributes under construction. */
#include "relate/foreign_tree.h"

static struct phs_tree *new_tree(struct phs_arena *arena, struct phs_place place) {
    struct phs_tree *tree = PHS_NEW(arena, struct phs_tree);
    tree->place = place;
    return tree;
}

struct phs_tree *phs_tree_child(struct phs_arena *arena, struct phs_tree *tree, struct phs_slice key, struct phs_place place) {
    if (tree->leaf)
        return new_tree(arena, place);
    if (tree->items.n)
        tree = tree->items.at[0];
    for (size_t i = 0; i < tree->edges.n; i++)
        if (phs_slice_eq(tree->edges.at[i].key, key))
            return tree->edges.at[i].to;
    struct phs_tree *child = new_tree(arena, place);
    if (!tree->is_block && !tree->place.source)
        tree->place = place;
    tree->is_block = true;
    PHS_PUSH(arena, tree->edges, (struct phs_tree_edge){key, child});
    return child;
}

struct phs_tree *phs_tree_path(struct phs_arena *arena, struct phs_tree *tree, const char *path, struct phs_place place) {
    struct phs_slice rest = phs_slice(path), segment;
    while (phs_slice_cut(&rest, '.', &segment))
        tree = phs_tree_child(arena, tree, segment, place);
    return tree;
}

struct phs_tree *phs_tree_item(struct phs_arena *arena, struct phs_tree *tree, size_t index, struct phs_place place) {
    if (tree->leaf)
        return new_tree(arena, place);
    while (tree->items.n <= index) {
        struct phs_tree *item = new_tree(arena, place);
        item->is_block = true;
        PHS_PUSH(arena, tree->items, item);
    }
    return tree->items.at[index];
}

bool phs_tree_empty(const struct phs_tree *tree) {
    return !tree->leaf && !tree->is_block && !tree->items.n;
}

static const struct phs_value *as_blocks(struct phs_arena *arena, const struct phs_value *const *items, size_t n,
                                         struct phs_place place) {
    struct phs_value *list = PHS_NEW(arena, struct phs_value);
    *list = *phs_value_list(arena, items, n, place);
    list->flags |= PHS_VALUE_BLOCKS;
    return list;
}

static const struct phs_value *finished(struct phs_arena *arena, const struct phs_tree *tree);

static const struct phs_value *block(struct phs_arena *arena, const struct phs_tree *tree) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < tree->edges.n; i++) {
        const struct phs_tree *child = tree->edges.at[i].to;
        if (!phs_tree_empty(child))
            phs_map_builder_set(&map, tree->edges.at[i].key, child->place, finished(arena, child));
    }
    return phs_map_builder_done(&map, tree->place);
}

static const struct phs_value *finished(struct phs_arena *arena, const struct phs_tree *tree) {
    if (tree->leaf)
        return tree->leaf;
    size_t n = tree->items.n ? tree->items.n : 1;
    const struct phs_value **items = PHS_NEW_N(arena, const struct phs_value *, n);
    for (size_t i = 0; i < tree->items.n; i++)
        items[i] = tree->items.at[i]->leaf ? tree->items.at[i]->leaf : block(arena, tree->items.at[i]);
    if (!tree->items.n)
        items[0] = block(arena, tree);
    return as_blocks(arena, items, n, tree->place);
}

const struct phs_value *phs_tree_value(struct phs_arena *arena, const struct phs_tree *root) {
    return root->leaf ? root->leaf : block(arena, root);
}
