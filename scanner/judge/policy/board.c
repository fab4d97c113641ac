/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of vertices, and a connection leaf: both ends of an edge are judged, by what the enclosing and knows of either. */
#include "judge/policy/connection.h"

struct lists phs_lists_new(struct board *board) {
    struct lists lists;
    size_t n = board->vertices.items.n ? board->vertices.items.n : 1;
    lists.in = PHS_NEW_N(board->eval->arena, uint8_t, n);
    for (size_t i = 0; i < LIST_COUNT; i++)
        lists.by[i] = PHS_NEW_N(board->eval->arena, const struct opinion *, n);
    return lists;
}

bool phs_lists_has(const struct lists *lists, size_t vertex, enum list_kind kind) {
    return lists && (lists->in[vertex] & 1U << kind);
}

void phs_lists_put(struct board *board, struct lists *lists, size_t vertex, enum list_kind kind,
                   const struct opinion *opinion) {
    if (phs_lists_has(lists, vertex, kind))
        return;
    struct opinion *kept = PHS_NEW(board->eval->arena, struct opinion);
    *kept = *opinion;
    lists->in[vertex] |= (uint8_t)(1U << kind);
    lists->by[kind][vertex] = kept;
}

bool phs_board_find(const struct board *board, const struct phs_resource *resource, size_t *ret_vertex) {
    const struct phs_policy_desk *desk = board->eval->desk;
    if (resource->index >= desk->local_count || desk->local[resource->index] == 0)
        return false;
    *ret_vertex = desk->local[resource->index] - 1;
    return true;
}

struct edges {
    struct board *board;
    const struct node *leaf, *cut;
    const struct lists *outer;
    struct lists lists;
    uint8_t *sides; /* 1: an A, 2: a B */
};

static struct phs_resource *resource_at(const struct board *board, size_t vertex) {
    return board->vertices.items.at[vertex];
}

static uint8_t side_of(const struct edges *edges, const struct phs_resource *resource) {
    if (edges->cut && !phs_types_match(&edges->cut->cut, resource))
        return 0;
    return (uint8_t)((phs_types_match(&edges->leaf->types, resource) ? 1 : 0) |
                     (phs_types_match(&edges->leaf->connected, resource) ? 2 : 0));
}

/* What an edge says about one of its ends: the other end's failing, or just that it is there. */
static struct opinion about_edge(const struct edges *edges, size_t vertex, size_t other, enum list_kind kind,
                                 const struct phs_link *link) {
    struct phs_arena *arena = edges->board->eval->arena;
    const struct opinion *own = phs_lists_has(edges->outer, vertex, kind) ? edges->outer->by[kind][vertex] : NULL;
    const struct opinion *theirs = phs_lists_has(edges->outer, other, kind) ? edges->outer->by[kind][other] : NULL;
    const char *address = resource_at(edges->board, other)->address;
    if (kind != LIST_PASS && own)
        return *own;
    struct opinion opinion = {.place = link->place};
    if (kind != LIST_PASS && theirs) {
        opinion.word = theirs->word;
        opinion.why = theirs->why;
        opinion.text = phs_printf(arena, "it is connected to %s, where %s", address, phs_clause(edges->board->eval, theirs));
    } else {
        opinion.text = phs_printf(arena, "it is connected to %s", address);
    }
    if (!opinion.place.source)
        opinion.place = resource_at(edges->board, vertex)->place;
    return opinion;
}

static void put_end(struct edges *edges, size_t vertex, size_t other, enum list_kind kind, const struct phs_link *link) {
    if (phs_lists_has(&edges->lists, vertex, kind))
        return;
    struct opinion opinion = about_edge(edges, vertex, other, kind, link);
    phs_lists_put(edges->board, &edges->lists, vertex, kind, &opinion);
}

static void take_edge(struct edges *edges, size_t a, const struct phs_resource *far, const struct phs_link *link) {
    size_t b;
    if (!phs_board_find(edges->board, far, &b) || a == b)
        return;
    bool joins = ((edges->sides[a] & 1) && (edges->sides[b] & 2)) || ((edges->sides[a] & 2) && (edges->sides[b] & 1));
    if (!joins)
        return;
    enum list_kind kind = LIST_PASS;
    if (phs_lists_has(edges->outer, a, LIST_FAIL) || phs_lists_has(edges->outer, b, LIST_FAIL))
        kind = LIST_FAIL;
    else if (phs_lists_has(edges->outer, a, LIST_OPEN) || phs_lists_has(edges->outer, b, LIST_OPEN))
        kind = LIST_OPEN;
    put_end(edges, a, b, kind, link);
    put_end(edges, b, a, kind, link);
}

static void take_edges(struct edges *edges) {
    for (size_t a = 0; a < edges->board->vertices.items.n; a++) {
        const struct phs_resource *resource = resource_at(edges->board, a);
        for (size_t i = 0; edges->sides[a] && i < resource->out.n; i++)
            take_edge(edges, a, resource->out.at[i]->to, resource->out.at[i]);
    }
}

static const char *type_words(struct phs_arena *arena, const struct types *types) {
    if (types->names.n == 0)
        return "resource of the wanted types";
    const char *text = types->names.at[0];
    for (size_t i = 1; i < types->names.n && i < 4; i++)
        text = phs_printf(arena, "%s, %s", text, types->names.at[i]);
    return types->names.n > 4 ? phs_printf(arena, "%s or others", text) : text;
}

/* Nothing was found for a vertex: fail, or open when a link may exist that nobody could follow. */
static void take_lonely(struct edges *edges, size_t vertex) {
    const struct node *leaf = edges->leaf;
    const struct types *others = edges->sides[vertex] & 1 ? &leaf->connected : &leaf->types;
    struct opinion opinion = {.place = resource_at(edges->board, vertex)->place};
    bool pending = edges->lists.in[vertex] == 0 && phs_link_pending(edges->board, others, vertex, &opinion);
    if (!pending)
        opinion.text = phs_printf(edges->board->eval->arena, "it is not connected to any %s",
                                  type_words(edges->board->eval->arena, others));
    phs_lists_put(edges->board, &edges->lists, vertex, pending ? LIST_OPEN : LIST_FAIL, &opinion);
}

static void remove_from(struct lists *lists, size_t vertex, enum list_kind kind) {
    lists->in[vertex] &= (uint8_t) ~(1U << kind);
}

/* exists: as found. not_exists: pass and fail exchanged. one_exists: one good edge is enough, and one that may be good leaves
 * it open. */
static void apply_operator(struct edges *edges) {
    struct lists *lists = &edges->lists;
    for (size_t v = 0; v < edges->board->vertices.items.n; v++) {
        bool pass = phs_lists_has(lists, v, LIST_PASS), open = phs_lists_has(lists, v, LIST_OPEN);
        if (edges->leaf->connection == ONE_CONNECTED && (pass || open))
            remove_from(lists, v, LIST_FAIL);
        if (edges->leaf->connection == ONE_CONNECTED && pass)
            remove_from(lists, v, LIST_OPEN);
    }
    if (edges->leaf->connection != NOT_CONNECTED)
        return;
    const struct opinion **passes = lists->by[LIST_PASS];
    lists->by[LIST_PASS] = lists->by[LIST_FAIL];
    lists->by[LIST_FAIL] = passes;
    for (size_t v = 0; v < edges->board->vertices.items.n; v++)
        lists->in[v] = (uint8_t)((lists->in[v] & 1U << LIST_OPEN) | (lists->in[v] & 1U << LIST_PASS) << LIST_FAIL |
                                 (lists->in[v] & 1U << LIST_FAIL) >> LIST_FAIL);
}

struct lists phs_connection_lists(struct board *board, const struct node *leaf, const struct node *cut,
                                  const struct lists *outer) {
    struct edges edges = {board, leaf, cut, outer, phs_lists_new(board), NULL};
    size_t n = board->vertices.items.n;
    edges.sides = PHS_NEW_N(board->eval->arena, uint8_t, n ? n : 1);
    for (size_t v = 0; v < n; v++)
        edges.sides[v] = side_of(&edges, resource_at(board, v));
    take_edges(&edges);
    for (size_t v = 0; v < n; v++)
        if (edges.sides[v] && !phs_lists_has(&edges.lists, v, LIST_PASS) && !phs_lists_has(&edges.lists, v, LIST_OPEN))
            take_lonely(&edges, v);
    apply_operator(&edges);
    return edges.lists;
}
