/* SPDX-License-Identifier: Apache-2.0 */
/* Fn::Cidr: a block cut into blocks of 2^bits addresses; IPv4, what is longer is left open. */
#include <math.h>
#include <stdio.h>

#include "collect/cloudformation/stack.h"

/* "10.0.0.0/16" */
static bool read_block(struct phs_slice text, uint32_t *ret_address, unsigned *ret_prefix) {
    struct phs_slice rest = text, part;
    uint32_t address = 0;
    double number;
    for (int i = 0; i < 4; i++) {
        if (!phs_slice_cut(&rest, i < 3 ? '.' : '/', &part) || !phs_slice_number(part, &number) || number < 0 || number > 255)
            return false;
        address = address << 8 | (uint32_t)number;
    }
    if (!phs_slice_number(rest, &number) || number < 0 || number > 32)
        return false;
    *ret_address = address;
    *ret_prefix = (unsigned)number;
    return true;
}

static bool read_number(struct phs_arena *arena, const struct phs_value *value, unsigned most, unsigned *ret_number) {
    const char *text = phs_scalar_text(arena, value);
    double number;
    if (!text || !phs_slice_number(phs_slice(text), &number) || number < 1 || number > most || number != floor(number))
        return false;
    *ret_number = (unsigned)number;
    return true;
}

const struct phs_value *phs_cfn_cidr(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    struct phs_arena *arena = eval.stack->arena;
    const struct phs_value *items[256], *block = NULL, *given[3] = {NULL, NULL, NULL};
    uint32_t address;
    unsigned prefix, count, bits = 0;
    for (size_t i = 0; phs_is(argument, PHS_LIST) && i < 3 && i < argument->list.n; i++)
        given[i] = phs_cfn_value(eval, argument->list.at[i]);
    block = given[0];
    if (phs_is(block, PHS_UNKNOWN))
        return block;
    if (!read_block(phs_text(block), &address, &prefix) || !read_number(arena, given[1], 256, &count) ||
        (given[2] && !read_number(arena, given[2], 31, &bits)))
        return phs_value_because(arena, PHS_WHY_ERROR, place,
                                 "Fn::Cidr needs an IPv4 block, a count up to 256 and a number of bits");
    bits = bits ? bits : 6;
    if (32 - bits < prefix || count > (1ULL << (32 - bits - prefix)))
        return phs_value_because(arena, PHS_WHY_ERROR, place, "the block is too small for what Fn::Cidr cuts from it");
    for (unsigned i = 0; i < count; i++) {
        uint32_t from = address + (uint32_t)((uint64_t)i << bits);
        const char *text =
            phs_printf(arena, "%u.%u.%u.%u/%u", from >> 24, from >> 16 & 255, from >> 8 & 255, from & 255, 32 - bits);
        items[i] = phs_value_string(arena, phs_slice(text), place);
    }
    return phs_value_list(arena, items, count, place);
}
