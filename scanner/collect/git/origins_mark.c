/* SPDX-License-Identifier: Apache-2.0 */
/* From below: a tree leads to a blob that was asked for when it holds it, or a folder that does. An own stack, since names are
 * not verified and a forged repository may nest, or circle, as deep as it likes. */
#include <stdlib.h>

#include "collect/git/origins_parts.h"

struct open_tree {
    uint32_t tree, next;
};

struct stack {
    struct open_tree *at;
    size_t n, cap;
};

static void push(struct stack *stack, uint32_t tree) {
    if (stack->n == stack->cap) {
        stack->cap = stack->cap ? stack->cap * 2 : 256;
        struct open_tree *at = realloc(stack->at, stack->cap * sizeof *at);
        if (!at)
            phs_out_of_memory();
        stack->at = at;
    }
    stack->at[stack->n++] = (struct open_tree){tree, 0};
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Keeps the edges that lead somewhere, sorted and each once. */
static void close_tree(struct phs_history *history, uint32_t tree) {
    struct phs_tree_node *node = &history->trees[tree];
    uint32_t *edges = history->workers[node->worker].edges.at + node->first, kept = 0, distinct = 0;
    bool sorted = true;
    for (uint32_t i = 0; i < node->n; i++)
        if (PHS_IS_BLOB(edges[i]) || history->trees[edges[i]].mark == PHS_MARK_HOLDS) {
            sorted &= kept == 0 || edges[kept - 1] < edges[i];
            edges[kept++] = edges[i];
        }
    if (!sorted)
        qsort(edges, kept, sizeof *edges, by_number);
    for (uint32_t i = 0; i < kept; i++)
        if (distinct == 0 || edges[distinct - 1] != edges[i])
            edges[distinct++] = edges[i];
    node->n = distinct;
    node->mark = distinct ? PHS_MARK_HOLDS : PHS_MARK_EMPTY;
}

static void mark_from(struct phs_history *history, struct stack *stack, uint32_t root) {
    push(stack, root);
    history->trees[root].mark = PHS_MARK_OPEN;
    while (stack->n > 0) {
        struct open_tree *top = &stack->at[stack->n - 1];
        const struct phs_tree_node *node = &history->trees[top->tree];
        if (top->next == node->n) {
            close_tree(history, top->tree);
            stack->n--;
            continue;
        }
        uint32_t edge = phs_edges_of(history, top->tree)[top->next++];
        if (!PHS_IS_BLOB(edge) && history->trees[edge].mark == PHS_MARK_NONE) {
            history->trees[edge].mark = PHS_MARK_OPEN;
            push(stack, edge);
        }
    }
}

void phs_history_mark(struct phs_history *history) {
    struct stack stack = {0};
    for (uint32_t i = 0; i < history->commit_count; i++) {
        uint32_t tree = history->commits[i].tree;
        if (history->commits[i].read && tree != PHS_NODE_NONE && history->trees[tree].mark == PHS_MARK_NONE)
            mark_from(history, &stack, tree);
    }
    free(stack.at);
}
