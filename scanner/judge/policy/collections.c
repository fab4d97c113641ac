/* SPDX-License-Identifier: Apache-2.0 */
/* contains, within, subset and intersects: element-wise, so that a known hit or stray decides although others are unknown. */
#include "judge/policy/tests.h"

static enum truth has_text(struct eval *eval, struct phs_slice hay, const struct phs_value *needle) {
    if (!needle || needle->kind == PHS_LIST || needle->kind == PHS_MAP)
        return phs_doubt(eval, "check-error", "a text cannot contain what the policy asks for");
    return phs_slice_find(hay, phs_canonical(eval, needle)) != (size_t)-1 ? SAYS_YES : SAYS_NO;
}

static enum truth list_has(struct eval *eval, const struct phs_value *list, const struct phs_value *wanted) {
    enum truth any = SAYS_NO;
    for (size_t i = 0; i < list->list.n && any != SAYS_YES; i++)
        any = phs_truth_or(any, phs_same(eval, list->list.at[i], wanted));
    return any;
}

static bool map_has_key(struct eval *eval, const struct phs_value *map, const struct phs_value *wanted) {
    return wanted && wanted->kind != PHS_LIST && wanted->kind != PHS_MAP &&
           phs_get_slice(map, phs_canonical(eval, wanted)) != NULL;
}

static enum truth inside_entry(struct eval *eval, const struct phs_value *value, const struct phs_value *wanted) {
    switch (value->kind) {
    case PHS_UNKNOWN:
        return phs_doubt_value(eval, value);
    case PHS_STRING:
        return wanted && wanted->kind == PHS_STRING ? has_text(eval, value->string, wanted) : SAYS_NO;
    case PHS_LIST:
        return list_has(eval, value, wanted);
    case PHS_MAP:
        return map_has_key(eval, value, wanted) ? SAYS_YES : SAYS_NO;
    default:
        return SAYS_NO;
    }
}

static enum truth map_has(struct eval *eval, const struct phs_value *map, const struct phs_value *wanted) {
    enum truth any = map_has_key(eval, map, wanted) ? SAYS_YES : SAYS_NO;
    for (size_t i = 0; i < map->map.n && any != SAYS_YES; i++)
        any = phs_truth_or(any, inside_entry(eval, map->map.at[i].value, wanted));
    return any;
}

/* Several blocks: what one block must contain, each must. */
static enum truth blocks_have(struct eval *eval, const struct phs_value *blocks, const struct phs_value *wanted) {
    enum truth all = SAYS_YES;
    for (size_t i = 0; i < blocks->list.n && all != SAYS_NO; i++) {
        const struct phs_value *block = blocks->list.at[i];
        all = phs_truth_and(all, phs_is(block, PHS_MAP) ? map_has(eval, block, wanted) : inside_entry(eval, block, wanted));
    }
    return all;
}

enum truth phs_test_contains(struct eval *eval, const struct op *op, const struct operand *operand,
                             const struct phs_value *value) {
    (void)op;
    const struct phs_value *wanted = operand->value;
    if (!value)
        return SAYS_NO;
    if (value->kind == PHS_STRING) {
        const struct phs_value *parsed = phs_text_as_json(eval, value, true);
        if (!parsed)
            return has_text(eval, value->string, wanted);
        value = parsed;
    }
    if (value->kind == PHS_LIST) {
        if ((value->flags & PHS_VALUE_BLOCKS) && !phs_is(wanted, PHS_MAP))
            return blocks_have(eval, value, wanted);
        return list_has(eval, value, wanted);
    }
    if (value->kind == PHS_MAP)
        return map_has(eval, value, wanted);
    return phs_doubt(eval, "check-error", "a number or boolean cannot contain anything");
}

static enum truth is_item(struct eval *eval, const struct operand *operand, const struct phs_value *value) {
    enum truth any = SAYS_NO;
    for (size_t i = 0; i < operand->n && any != SAYS_YES; i++)
        any = phs_truth_or(any, phs_same(eval, value, operand->items[i]));
    return any;
}

enum truth phs_test_within(struct eval *eval, const struct op *op, const struct operand *operand,
                           const struct phs_value *value) {
    (void)op;
    if (!operand->is_list && phs_is(operand->value, PHS_STRING) && value && value->kind != PHS_LIST && value->kind != PHS_MAP)
        return has_text(eval, operand->value->string, value);
    return is_item(eval, operand, value);
}

static enum truth key_is_item(struct eval *eval, const struct operand *operand, struct phs_slice key) {
    struct phs_value text = {.kind = PHS_STRING, .string = key};
    enum truth any = SAYS_NO;
    for (size_t i = 0; i < operand->n && any != SAYS_YES; i++) {
        const struct phs_value *item = operand->items[i];
        bool scalar = item->kind != PHS_LIST && item->kind != PHS_MAP && item->kind != PHS_NULL;
        any = scalar && phs_same(eval, &text, item) == SAYS_YES ? SAYS_YES : any;
    }
    return any;
}

enum truth phs_test_subset(struct eval *eval, const struct op *op, const struct operand *operand,
                           const struct phs_value *value) {
    (void)op;
    enum truth all = SAYS_YES;
    if (!value)
        return SAYS_NO;
    if (value->kind == PHS_MAP) {
        for (size_t i = 0; i < value->map.n; i++)
            all = phs_truth_and(all, key_is_item(eval, operand, value->map.at[i].key));
        return all;
    }
    if (value->kind != PHS_LIST)
        return is_item(eval, operand, value);
    for (size_t i = 0; i < value->list.n; i++) {
        bool is_map = phs_is(value->list.at[i], PHS_MAP);
        all = phs_truth_and(all, is_map ? phs_doubt(eval, "check-error", "a list of blocks has no elements to compare")
                                        : is_item(eval, operand, value->list.at[i]));
    }
    return all;
}

enum truth phs_test_intersects(struct eval *eval, const struct op *op, const struct operand *operand,
                               const struct phs_value *value) {
    (void)op;
    enum truth any = SAYS_NO;
    if (!value)
        return SAYS_NO;
    if (value->kind == PHS_STRING && !operand->is_list)
        return has_text(eval, value->string, operand->value);
    if (value->kind == PHS_MAP) {
        for (size_t i = 0; i < value->map.n; i++)
            any = phs_truth_or(any, key_is_item(eval, operand, value->map.at[i].key));
        return any;
    }
    if (value->kind != PHS_LIST)
        return is_item(eval, operand, value);
    for (size_t i = 0; i < value->list.n && any != SAYS_YES; i++)
        any = phs_truth_or(any, is_item(eval, operand, value->list.at[i]));
    return any;
}
