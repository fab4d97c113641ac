/* SPDX-License-Identifier: Apache-2.0 */
/* Conditions in three values: what a parameter without a value decides is open. */
#include "collect/cloudformation/stack.h"

static enum phs_cfn_truth open_because(struct phs_cfn_eval eval, enum phs_reason reason, struct phs_place place,
                                       const char *why, const struct phs_value **ret_why) {
    *ret_why = phs_value_because(eval.stack->arena, reason, place, "%s", why);
    return PHS_CFN_OPEN;
}

enum phs_cfn_truth phs_cfn_named_condition(struct phs_cfn_eval eval, struct phs_slice name, const struct phs_value **ret_why) {
    struct phs_cfn_condition *condition = phs_map_get(&eval.stack->conditions, name);
    struct phs_place nowhere = {0};
    if (!condition)
        return open_because(eval, PHS_WHY_ERROR, nowhere, "a condition is named that the template does not have", ret_why);
    if (condition->visiting)
        return open_because(eval, PHS_WHY_CYCLE, condition->item->raw->place, "a condition depends on itself", ret_why);
    if (!condition->known) {
        struct phs_cfn_eval inner = {.stack = eval.stack, .bound = condition->item->bound, .path = "", .depth = eval.depth + 1};
        condition->visiting = true;
        condition->truth = phs_cfn_condition(inner, condition->item->raw, &condition->why);
        condition->visiting = false;
        condition->known = true;
    }
    *ret_why = condition->why;
    return condition->truth;
}

static enum phs_cfn_truth equals(struct phs_cfn_eval eval, const struct phs_value *pair, const struct phs_value **ret_why) {
    struct phs_arena *arena = eval.stack->arena;
    if (!phs_is(pair, PHS_LIST) || pair->list.n != 2)
        return open_because(eval, PHS_WHY_ERROR, pair->place, "Fn::Equals needs two values", ret_why);
    const struct phs_value *sides[2] = {phs_cfn_value(eval, pair->list.at[0]), phs_cfn_value(eval, pair->list.at[1])};
    for (int i = 0; i < 2; i++) {
        const struct phs_value *unknown = phs_find_unknown(sides[i]);
        if (unknown) {
            *ret_why = unknown;
            return PHS_CFN_OPEN;
        }
    }
    const char *a = phs_scalar_text(arena, sides[0]), *b = phs_scalar_text(arena, sides[1]);
    bool same = a && b ? strcmp(a, b) == 0 : sides[0] && sides[1] ? phs_value_equal(sides[0], sides[1]) : sides[0] == sides[1];
    return same ? PHS_CFN_TRUE : PHS_CFN_FALSE;
}

/* Fn::And and Fn::Or: `decides` settles it whatever the others say. */
static enum phs_cfn_truth several(struct phs_cfn_eval eval, const struct phs_value *list, enum phs_cfn_truth decides,
                                  const struct phs_value **ret_why) {
    enum phs_cfn_truth result = decides == PHS_CFN_TRUE ? PHS_CFN_FALSE : PHS_CFN_TRUE;
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
        const struct phs_value *why = NULL;
        enum phs_cfn_truth each = phs_cfn_condition(eval, list->list.at[i], &why);
        if (each == decides)
            return decides;
        if (each == PHS_CFN_OPEN) {
            result = PHS_CFN_OPEN;
            *ret_why = why;
        }
    }
    return result;
}

static enum phs_cfn_truth turned(enum phs_cfn_truth truth) {
    return truth == PHS_CFN_OPEN ? PHS_CFN_OPEN : truth == PHS_CFN_TRUE ? PHS_CFN_FALSE : PHS_CFN_TRUE;
}

static enum phs_cfn_truth called(struct phs_cfn_eval eval, const struct phs_entry *call, const struct phs_value **ret_why) {
    const struct phs_value *argument = call->value;
    if (phs_slice_is(call->key, "Condition"))
        return phs_cfn_named_condition(eval, phs_cfn_key(eval, phs_text(argument)), ret_why);
    if (phs_slice_is(call->key, "Fn::Equals"))
        return equals(eval, argument, ret_why);
    if (phs_slice_is(call->key, "Fn::And"))
        return several(eval, argument, PHS_CFN_FALSE, ret_why);
    if (phs_slice_is(call->key, "Fn::Or"))
        return several(eval, argument, PHS_CFN_TRUE, ret_why);
    if (phs_slice_is(call->key, "Fn::Not") && phs_is(argument, PHS_LIST) && argument->list.n == 1)
        return turned(phs_cfn_condition(eval, argument->list.at[0], ret_why));
    return open_because(eval, PHS_WHY_FUNCTION, argument->place, "this is no function of conditions", ret_why);
}

enum phs_cfn_truth phs_cfn_condition(struct phs_cfn_eval eval, const struct phs_value *raw, const struct phs_value **ret_why) {
    if (++eval.depth > PHS_CFN_MAX_DEPTH || *eval.stack->steps == 0)
        return open_because(eval, PHS_WHY_LIMIT, raw->place, "conditions are nested beyond what is followed", ret_why);
    --*eval.stack->steps;
    if (phs_is(raw, PHS_MAP) && raw->map.n == 1)
        return called(eval, &raw->map.at[0], ret_why);
    if (phs_is(raw, PHS_BOOL))
        return raw->boolean ? PHS_CFN_TRUE : PHS_CFN_FALSE;
    return open_because(eval, PHS_WHY_ERROR, raw->place, "this is no condition", ret_why);
}
