/* SPDX-License-Identifier: Apache-2.0 */
/* Names, calls, parentheses, lambdas, and what is asked of a value: .a .?a [0] [?0] [^1] ::a a! */
#include "parse/bicep/reader.h"

enum { LONGEST_CHAIN = 60 };

static void read_arguments(struct phs_bicep_reader *r, struct phs_bicep_expr *call) {
    phs_bicep_want(r, "(", "'(' is expected here");
    while (r->failed == PHS_OK && !phs_bicep_sees(r, ")")) {
        PHS_PUSH(r->arena, call->items, phs_bicep_read_expr(r));
        if (!phs_bicep_take(r, ","))
            break;
    }
    phs_bicep_want(r, ")", "',' or ')' is expected here");
}

/* "(a, b) =>", "a =>": true when it was one; else the reader stands where it stood. */
static bool read_lambda(struct phs_bicep_reader *r, struct phs_bicep_expr *node) {
    struct phs_bicep_reader before = *r;
    bool parenthesised = phs_bicep_take(r, "(");
    while (r->token == PHS_BICEP_WORD) {
        PHS_PUSH(r->arena, node->names, r->text);
        phs_bicep_next(r);
        if (!parenthesised || !phs_bicep_take(r, ","))
            break;
    }
    bool closed = !parenthesised || phs_bicep_take(r, ")");
    if (!closed || !phs_bicep_sees(r, "=>")) {
        *r = before;
        node->names.n = 0;
        return false;
    }
    phs_bicep_next(r);
    node->kind = PHS_BICEP_LAMBDA;
    node->right = phs_bicep_read_expr(r);
    return true;
}

static struct phs_bicep_expr *read_parenthesised(struct phs_bicep_reader *r) {
    struct phs_bicep_expr *node = phs_bicep_node(r, PHS_BICEP_LAMBDA);
    if (read_lambda(r, node) || r->failed != PHS_OK)
        return node;
    phs_bicep_next(r);
    node = (struct phs_bicep_expr *)(uintptr_t)phs_bicep_read_expr(r);
    phs_bicep_want(r, ")", "')' is expected here");
    return node;
}

static struct phs_bicep_expr *read_word(struct phs_bicep_reader *r) {
    struct phs_bicep_expr *node = phs_bicep_node(r, PHS_BICEP_NAME);
    if (phs_bicep_sees_word(r, "true") || phs_bicep_sees_word(r, "false")) {
        node->kind = PHS_BICEP_BOOL;
        node->truth = phs_bicep_sees_word(r, "true");
    } else if (phs_bicep_sees_word(r, "null"))
        node->kind = PHS_BICEP_NULL;
    else if (read_lambda(r, node))
        return node;
    node->text = r->text;
    phs_bicep_next(r);
    if (node->kind == PHS_BICEP_NAME && phs_bicep_sees(r, "(") && !r->first) {
        node->kind = PHS_BICEP_CALL;
        read_arguments(r, node);
    }
    return node;
}

static struct phs_bicep_expr *read_start(struct phs_bicep_reader *r) {
    if (r->token == PHS_BICEP_QUOTE)
        return phs_bicep_read_text(r);
    if (r->token == PHS_BICEP_WORD)
        return read_word(r);
    if (phs_bicep_sees(r, "("))
        return read_parenthesised(r);
    if (phs_bicep_sees(r, "{"))
        return phs_bicep_read_object(r);
    if (phs_bicep_sees(r, "["))
        return phs_bicep_read_array(r);
    struct phs_bicep_expr *node = phs_bicep_node(r, PHS_BICEP_NUMBER);
    if (r->token != PHS_BICEP_DIGITS || !phs_slice_number(r->text, &node->number))
        phs_bicep_fail(r, "a value is expected here");
    else
        phs_bicep_next(r);
    return node;
}

static struct phs_bicep_expr *behind(struct phs_bicep_reader *r, enum phs_bicep_kind kind, struct phs_bicep_expr *left) {
    struct phs_bicep_expr *node = phs_bicep_node(r, kind);
    node->place = left->place;
    node->left = left;
    return node;
}

static struct phs_bicep_expr *read_member(struct phs_bicep_reader *r, struct phs_bicep_expr *left) {
    struct phs_bicep_expr *node = behind(r, phs_bicep_sees(r, "::") ? PHS_BICEP_NESTED : PHS_BICEP_MEMBER, left);
    node->safe = phs_bicep_sees(r, ".?");
    phs_bicep_next(r);
    node->text = phs_bicep_want_name(r);
    if (node->kind == PHS_BICEP_MEMBER && phs_bicep_sees(r, "(") && !r->first) {
        node->kind = PHS_BICEP_CALL;
        read_arguments(r, node);
    }
    return node;
}

static struct phs_bicep_expr *read_index(struct phs_bicep_reader *r, struct phs_bicep_expr *left) {
    struct phs_bicep_expr *node = behind(r, PHS_BICEP_INDEX, left);
    phs_bicep_next(r);
    node->safe = phs_bicep_take(r, "?");
    node->from_end = phs_bicep_take(r, "^");
    node->right = phs_bicep_read_expr(r);
    phs_bicep_want(r, "]", "']' is expected here");
    return node;
}

struct phs_bicep_expr *phs_bicep_read_primary(struct phs_bicep_reader *r) {
    struct phs_bicep_expr *node = read_start(r);
    for (int links = 0; r->failed == PHS_OK; links++) {
        if (links > LONGEST_CHAIN)
            phs_bicep_fail(r, "more points and brackets in a row than are followed");
        else if (phs_bicep_sees(r, ".") || phs_bicep_sees(r, ".?") || (phs_bicep_sees(r, "::") && !r->first))
            node = read_member(r, node);
        else if (phs_bicep_sees(r, "[") && !r->first)
            node = read_index(r, node);
        else if (!phs_bicep_sees(r, "!") || r->first)
            break;
        else
            phs_bicep_next(r); /* a! only quiets the compiler */
    }
    return node;
}
