/* SPDX-License-Identifier: Apache-2.0 */
/* Where objects of JSON in other texts end. Of objects that nobody closes each would be looked for to the end of its reach:
 * what is passed for one is known for those within. */
#include "parse/health/blocks.h"

#include <ctype.h>

enum { LONGEST_BLOCK = 64 << 10, MOST_ASKED = 4096 };

bool phs_block_opens(const char *at, const char *end) {
    for (at++; at < end && isspace((unsigned char)*at); at++)
        ;
    return at + 1 < end && *at == '"' && (isalpha((unsigned char)at[1]) || at[1] == '_');
}

/* Those that were asked for are forgotten, so that as many are kept as a block has room for. */
static void forget(struct phs_blocks *blocks) {
    size_t gone = blocks->first, left = blocks->items.n - gone;
    if (gone < MOST_ASKED || gone < left)
        return;
    memmove(blocks->items.at, blocks->items.at + gone, left * sizeof *blocks->items.at);
    blocks->items.n = left;
    blocks->first = 0;
    for (size_t i = 0; i < left; i++)
        blocks->items.at[i].outer -= blocks->items.at[i].outer > gone ? gone : blocks->items.at[i].outer;
    for (size_t i = 0; i < 2; i++)
        blocks->reading[i].innermost -= blocks->reading[i].innermost > gone ? gone : blocks->reading[i].innermost;
}

static void open_block(struct phs_blocks *blocks, size_t which) {
    struct phs_block block = {
        .open = blocks->at, .outer = blocks->reading[which].innermost, .depth = blocks->reading[which].depth};
    if (*blocks->at != '{' || !phs_block_opens(blocks->at, blocks->end))
        return;
    PHS_PUSH(blocks->arena, blocks->items, block);
    blocks->reading[which].innermost = blocks->items.n;
}

static void close_block(struct phs_blocks *blocks, size_t which) {
    size_t number = blocks->reading[which].innermost;
    struct phs_block *block = number ? &blocks->items.at[number - 1] : NULL;
    if (!block || block->depth != blocks->reading[which].depth)
        return;
    block->close = blocks->at + 1;
    blocks->reading[which].innermost = block->outer;
}

static void pass(struct phs_blocks *blocks) {
    char c = *blocks->at;
    size_t which = blocks->quoted;
    if (c == '\\' && blocks->at + 1 < blocks->end && (blocks->at[1] == '"' || blocks->at[1] == '\\')) {
        blocks->at += 2;
        return;
    }
    if (c == '"')
        blocks->quoted = !blocks->quoted;
    if (c == '{' || c == '[') {
        open_block(blocks, which);
        blocks->reading[which].depth++;
    } else if (c == '}' || c == ']') {
        blocks->reading[which].depth--;
        close_block(blocks, which);
    }
    blocks->at++;
}

const char *phs_block_end(struct phs_blocks *blocks, const char *at) {
    const char *reach = blocks->end - at < LONGEST_BLOCK ? blocks->end : at + LONGEST_BLOCK;
    forget(blocks);
    while (blocks->at <= at && blocks->at < blocks->end)
        pass(blocks);
    while (blocks->first < blocks->items.n && blocks->items.at[blocks->first].open < at)
        blocks->first++;
    if (blocks->first == blocks->items.n || blocks->items.at[blocks->first].open != at)
        return NULL;
    size_t number = blocks->first;
    while (!blocks->items.at[number].close && blocks->at < reach)
        pass(blocks);
    const char *close = blocks->items.at[number].close;
    return close && close <= reach ? close : NULL;
}
