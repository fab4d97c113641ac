/* SPDX-License-Identifier: Apache-2.0 */
/* An attribute tree while it is being written: paths are made as they are needed, blocks and lists told apart at the end. */
#ifndef PHS_RELATE_FOREIGN_TREE_H
#define PHS_RELATE_FOREIGN_TREE_H

#include "model/value.h"

struct phs_tree;

struct phs_tree_edge {
    struct phs_slice key;
    struct phs_tree *to;
};

struct phs_tree {
    PHS_VEC(struct phs_tree_edge) edges; /* a block */
    PHS_VEC(struct phs_tree *) items;    /* a list of blocks */
    const struct phs_value *leaf;        /* or a finished value */
    bool is_block;                       /* also without edges */
    struct phs_place place;
};

/* The node below, made when it is not there. What is asked below an unknown leads nowhere and is dropped. */
struct phs_tree *phs_tree_child(struct phs_arena *arena, struct phs_tree *tree, struct phs_slice key, struct phs_place place);
/* The same for "a.b.c". */
struct phs_tree *phs_tree_path(struct phs_arena *arena, struct phs_tree *tree, const char *path, struct phs_place place);
struct phs_tree *phs_tree_item(struct phs_arena *arena, struct phs_tree *tree, size_t index, struct phs_place place);
/* Nothing was written there yet. */
bool phs_tree_empty(const struct phs_tree *tree);
/* The attributes of a resource: blocks as lists of blocks below it. */
const struct phs_value *phs_tree_value(struct phs_arena *arena, const struct phs_tree *root);

#endif
