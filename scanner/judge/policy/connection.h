/* SPDX-License-Identifier: Apache-2.0 */
/* The list algebra of connections: which resources of a cut graph pass, fail or are open. */
#ifndef PHS_JUDGE_POLICY_CONNECTION_H
#define PHS_JUDGE_POLICY_CONNECTION_H

#include "judge/policy/node.h"

enum list_kind { LIST_PASS, LIST_FAIL, LIST_OPEN, LIST_COUNT };

/* An argument whose value nobody knows and that no reference explains. */
struct open_argument {
    struct phs_slice name;
    const struct phs_value *unknown;
};
struct open_arguments {
    bool looked;
    PHS_VEC(struct open_argument) items;
};

/* The resources that one policy's connections are about. */
struct board {
    struct eval *eval;
    struct resources vertices; /* in graph order */
    struct open_arguments *open;
    bool openers_found;
    PHS_VEC(size_t) openers; /* vertices with an open argument */
};

/* A resource may be in several lists until its composite is done. */
struct lists {
    uint8_t *in; /* bit per enum list_kind, a byte per vertex */
    const struct opinion **by[LIST_COUNT];
};

struct lists phs_lists_new(struct board *board);
bool phs_lists_has(const struct lists *lists, size_t vertex, enum list_kind kind);
void phs_lists_put(struct board *board, struct lists *lists, size_t vertex, enum list_kind kind, const struct opinion *opinion);
bool phs_board_find(const struct board *board, const struct phs_resource *resource, size_t *ret_vertex);

/* One connection leaf over the board; outer holds what the enclosing and has in F and U so far, or is NULL. */
struct lists phs_connection_lists(struct board *board, const struct node *leaf, const struct node *cut,
                                  const struct lists *outer);

/* Why a vertex without an edge to the other side may have one all the same; false when nothing speaks for it. */
bool phs_link_pending(struct board *board, const struct types *others, size_t vertex, struct opinion *ret_opinion);

#endif
