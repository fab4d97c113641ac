/* SPDX-License-Identifier: Apache-2.0 */
/* Operators. Those that are chained (a + b + c) become one node, so that a long chain is not a deep one. */
#include "parse/bicep/reader.h"
#include "parse/fail.h"

enum { LONGEST_CHAIN = 400 };

struct phs_bicep_expr *phs_bicep_node(struct phs_bicep_reader *r, enum phs_bicep_kind kind) {
    struct phs_bicep_expr *node = PHS_NEW(r->arena, struct phs_bicep_expr);
    node->kind = kind;
    node->place = phs_bicep_here(r);
    if (++r->nodes > r->limits.max_nodes && r->failed == PHS_OK) {
        r->failed = phs_parse_fail(r->err, PHS_E_LIMIT, r->source, r->start.line, r->start.column, "more than %zu expressions",
                                   r->limits.max_nodes);
        phs_bicep_fail(r, "");
    }
    return node;
}

static const struct {
    const char *sign;
    int binding;
} operators[] = {{"??", 1}, {"||", 2}, {"&&", 3}, {"==", 4}, {"!=", 4}, {"=~", 4}, {"!~", 4}, {"<", 5},
                 {"<=", 5}, {">", 5},  {">=", 5}, {"+", 6},  {"-", 6},  {"*", 7},  {"/", 7},  {"%", 7}};

/* How strongly the operator at hand binds; 0 where there is none. On a line of its own a minus begins the next element. */
static int binding(const struct phs_bicep_reader *r) {
    if (r->token != PHS_BICEP_SIGN || (r->first && phs_slice_is(r->text, "-")))
        return 0;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (phs_slice_is(r->text, operators[i].sign))
            return operators[i].binding;
    return 0;
}

static const struct phs_bicep_expr *read_unary(struct phs_bicep_reader *r) {
    struct phs_bicep_expr *node = NULL;
    if (phs_bicep_sees(r, "!") || phs_bicep_sees(r, "-"))
        node = phs_bicep_node(r, phs_bicep_sees(r, "!") ? PHS_BICEP_NOT : PHS_BICEP_MINUS);
    if (!node && !phs_bicep_sees(r, "+"))
        return phs_bicep_read_primary(r);
    phs_bicep_next(r);
    const struct phs_bicep_expr *of = phs_bicep_enter(r) ? read_unary(r) : phs_bicep_node(r, PHS_BICEP_NULL);
    r->depth--;
    if (!node)
        return of;
    node->left = of;
    return node;
}

static bool is_chained(struct phs_slice sign) {
    return phs_slice_is(sign, "+") || phs_slice_is(sign, "&&") || phs_slice_is(sign, "||") || phs_slice_is(sign, "??");
}

static const struct phs_bicep_expr *read_binary(struct phs_bicep_reader *r, int least) {
    const struct phs_bicep_expr *left = read_unary(r);
    struct phs_bicep_expr *open = NULL; /* the node that left is, while it may grow */
    int links = 0;
    for (int strength; (strength = binding(r)) >= least && strength > 0;) {
        struct phs_slice sign = r->text;
        struct phs_bicep_expr *node = phs_bicep_node(r, PHS_BICEP_BINARY);
        phs_bicep_next(r);
        if (++links > LONGEST_CHAIN && !(open && phs_slice_eq(open->text, sign)))
            phs_bicep_fail(r, "more operators in a row than are followed");
        const struct phs_bicep_expr *right = phs_bicep_enter(r) ? read_binary(r, strength + 1) : node;
        r->depth--;
        if (r->failed != PHS_OK)
            return left;
        if (open && is_chained(sign) && phs_slice_eq(open->text, sign)) {
            PHS_PUSH(r->arena, open->items, right);
            continue;
        }
        node->text = sign;
        node->place = left->place;
        PHS_PUSH(r->arena, node->items, left);
        PHS_PUSH(r->arena, node->items, right);
        left = open = node;
    }
    return left;
}

const struct phs_bicep_expr *phs_bicep_read_expr(struct phs_bicep_reader *r) {
    if (!phs_bicep_enter(r)) {
        r->depth--;
        return phs_bicep_node(r, PHS_BICEP_NULL);
    }
    const struct phs_bicep_expr *value = read_binary(r, 1);
    if (phs_bicep_sees(r, "?")) {
        struct phs_bicep_expr *node = phs_bicep_node(r, PHS_BICEP_TERNARY);
        node->place = value->place;
        node->left = value;
        phs_bicep_next(r);
        node->right = phs_bicep_read_expr(r);
        phs_bicep_want(r, ":", "':' is expected here");
        node->third = phs_bicep_read_expr(r);
        value = node;
    }
    r->depth--;
    return value;
}
