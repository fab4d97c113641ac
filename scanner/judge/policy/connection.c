/* SPDX-License-Identifier: Apache-2.0 */
/* and, or and not with a connection below them: lists that children add to, not one answer a resource. A child that never
 * mentions a resource does not matter to it. */
#include "judge/policy/connection.h"

static struct lists judge_node(struct board *board, const struct node *node, const struct lists *outer);

static void put_answer(struct board *board, struct lists *lists, size_t vertex, struct opinion opinion) {
    enum list_kind kind = opinion.truth == SAYS_YES ? LIST_PASS : opinion.truth == SAYS_NO ? LIST_FAIL : LIST_OPEN;
    if (opinion.truth != SAYS_NOTHING)
        phs_lists_put(board, lists, vertex, kind, &opinion);
}

/* A leaf or composite of attributes over the vertices that the composite's graph is cut to. */
static void add_attributes(struct board *board, const struct node *parent, const struct node *child, struct lists *lists) {
    bool about_all = child->kind == NODE_RESOURCE || (child->kind == NODE_NOT && phs_types_empty(&child->types));
    for (size_t v = 0; v < board->vertices.items.n; v++) {
        const struct phs_resource *resource = board->vertices.items.at[v];
        if (phs_types_match(&parent->cut, resource) && (about_all || phs_types_match(&child->types, resource)))
            put_answer(board, lists, v, phs_node_ask(board->eval, child, resource));
    }
}

static void add_lists(struct board *board, struct lists *into, const struct lists *from) {
    for (size_t v = 0; v < board->vertices.items.n; v++)
        for (size_t kind = 0; kind < LIST_COUNT; kind++)
            if (phs_lists_has(from, v, (enum list_kind)kind) && !phs_lists_has(into, v, (enum list_kind)kind)) {
                into->in[v] |= (uint8_t)(1U << kind);
                into->by[kind][v] = from->by[kind][v];
            }
}

static bool touches(const struct node *node, const struct node *filter) {
    if (node->kind != NODE_CONNECTION) {
        for (size_t i = 0; i < node->n; i++)
            if (node->children[i]->has_connection && touches(node->children[i], filter))
                return true;
        return false;
    }
    for (size_t i = 0; i < filter->operand.n; i++) {
        const struct phs_value *item = filter->operand.items[i];
        char name[256];
        if (!phs_is(item, PHS_STRING) || item->string.len >= sizeof name)
            continue;
        memcpy(name, item->string.ptr, item->string.len);
        name[item->string.len] = '\0';
        struct phs_resource probe = {.type = name};
        if (phs_types_match(&node->types, &probe) || phs_types_match(&node->connected, &probe))
            return true;
    }
    return false;
}

static bool touches_filtered(const struct node *parent, const struct node *child) {
    for (size_t i = 0; i < parent->n; i++) {
        const struct node *filter = parent->children[i];
        if (filter->kind == NODE_FILTER && strcmp(filter->path.text, "resource_type") == 0 && touches(child, filter))
            return true;
    }
    return false;
}

static bool inherits(const struct node *child) {
    return child->kind == NODE_CONNECTION || (child->kind == NODE_NOT && child->children[0]->kind == NODE_CONNECTION);
}

static struct lists judge_child(struct board *board, const struct node *parent, const struct node *child,
                                const struct lists *outer) {
    if (child->kind == NODE_CONNECTION)
        return phs_connection_lists(board, child, parent, outer);
    return judge_node(board, child, inherits(child) ? outer : NULL);
}

static void drop(struct lists *lists, size_t vertex, bool when, enum list_kind kind) {
    if (when)
        lists->in[vertex] &= (uint8_t) ~(1U << kind);
}

/* P loses F and U, U loses F. */
static void settle_and(struct board *board, struct lists *lists) {
    for (size_t v = 0; v < board->vertices.items.n; v++) {
        bool fail = phs_lists_has(lists, v, LIST_FAIL);
        drop(lists, v, fail || phs_lists_has(lists, v, LIST_OPEN), LIST_PASS);
        drop(lists, v, fail, LIST_OPEN);
    }
}

/* U loses P, F loses P and U. */
static void settle_or(struct board *board, struct lists *lists) {
    for (size_t v = 0; v < board->vertices.items.n; v++) {
        bool pass = phs_lists_has(lists, v, LIST_PASS);
        drop(lists, v, pass || phs_lists_has(lists, v, LIST_OPEN), LIST_FAIL);
        drop(lists, v, pass, LIST_OPEN);
    }
}

static void apply_filters(struct board *board, const struct node *node, struct lists *lists) {
    for (size_t i = 0; i < node->n; i++)
        for (size_t v = 0; node->children[i]->kind == NODE_FILTER && v < board->vertices.items.n; v++)
            if (lists->in[v] && !phs_filter_admits(board->eval, node->children[i], board->vertices.items.at[v]))
                lists->in[v] = 0;
}

/* Attributes first; then connections in written order, those that touch a filtered type last. */
static struct lists judge_and(struct board *board, const struct node *node) {
    struct lists lists = phs_lists_new(board);
    for (size_t i = 0; i < node->n; i++)
        if (!node->children[i]->has_connection && node->children[i]->kind != NODE_FILTER)
            add_attributes(board, node, node->children[i], &lists);
    for (int last = 0; last < 2; last++)
        for (size_t i = 0; i < node->n; i++) {
            const struct node *child = node->children[i];
            if (!child->has_connection || touches_filtered(node, child) != (last == 1))
                continue;
            struct lists added = judge_child(board, node, child, &lists);
            add_lists(board, &lists, &added);
        }
    settle_and(board, &lists);
    return lists;
}

static struct lists judge_or(struct board *board, const struct node *node) {
    struct lists lists = phs_lists_new(board);
    for (size_t i = 0; i < node->n; i++) {
        const struct node *child = node->children[i];
        if (child->kind == NODE_FILTER)
            continue;
        if (!child->has_connection) {
            add_attributes(board, node, child, &lists);
            continue;
        }
        struct lists added = judge_child(board, node, child, NULL);
        add_lists(board, &lists, &added);
    }
    settle_or(board, &lists);
    return lists;
}

/* Pass and fail exchanged over the same resources; open stays open. */
static struct lists judge_not(struct board *board, const struct node *node, const struct lists *outer) {
    struct lists lists = judge_child(board, node, node->children[0], outer);
    const struct opinion **passes = lists.by[LIST_PASS];
    lists.by[LIST_PASS] = lists.by[LIST_FAIL];
    lists.by[LIST_FAIL] = passes;
    for (size_t v = 0; v < board->vertices.items.n; v++) {
        bool pass = phs_lists_has(&lists, v, LIST_PASS), fail = phs_lists_has(&lists, v, LIST_FAIL);
        lists.in[v] = (uint8_t)((lists.in[v] & 1U << LIST_OPEN) | (fail ? 1U << LIST_PASS : 0) | (pass ? 1U << LIST_FAIL : 0));
    }
    return lists;
}

static struct lists judge_node(struct board *board, const struct node *node, const struct lists *outer) {
    struct lists lists = node->kind == NODE_AND  ? judge_and(board, node)
                         : node->kind == NODE_OR ? judge_or(board, node)
                                                 : judge_not(board, node, outer);
    apply_filters(board, node, &lists);
    return lists;
}

static void set_up(struct board *board, const struct node *root) {
    struct eval *eval = board->eval;
    struct types types = {0};
    phs_types_join(eval->arena, &types, root->kind == NODE_CONNECTION ? &root->types : &root->cut);
    if (root->kind == NODE_CONNECTION)
        phs_types_join(eval->arena, &types, &root->connected);
    phs_types_list(eval->arena, eval->desk, &types, &board->vertices);
    size_t n = board->vertices.items.n;
    board->open = PHS_NEW_N(eval->arena, struct open_arguments, n ? n : 1);
    for (size_t v = 0; v < n; v++)
        eval->desk->local[board->vertices.items.at[v]->index] = (uint32_t)v + 1;
}

static void tear_down(struct board *board) {
    for (size_t v = 0; v < board->vertices.items.n; v++)
        board->eval->desk->local[board->vertices.items.at[v]->index] = 0;
}

void phs_connection_judge(struct eval *eval, const struct node *root,
                          void (*emit)(void *user, struct phs_resource *resource, const struct opinion *opinion), void *user) {
    static const enum truth truths[] = {[LIST_PASS] = SAYS_YES, [LIST_FAIL] = SAYS_NO, [LIST_OPEN] = SAYS_MAYBE};
    struct board board = {.eval = eval};
    set_up(&board, root);
    struct lists lists =
        root->kind == NODE_CONNECTION ? phs_connection_lists(&board, root, NULL, NULL) : judge_node(&board, root, NULL);
    for (size_t v = 0; v < board.vertices.items.n; v++) {
        enum list_kind kind = phs_lists_has(&lists, v, LIST_FAIL)   ? LIST_FAIL
                              : phs_lists_has(&lists, v, LIST_OPEN) ? LIST_OPEN
                                                                    : LIST_PASS;
        if (!lists.in[v])
            continue;
        struct opinion opinion = *lists.by[kind][v];
        if (!opinion.text && opinion.truth != truths[kind])
            opinion.text = phs_clause(eval, &opinion);
        opinion.truth = truths[kind];
        emit(user, board.vertices.items.at[v], &opinion);
    }
    tear_down(&board);
}
