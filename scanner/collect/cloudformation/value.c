/* SPDX-License-Identifier: Apache-2.0 */
/* Values of a template as they will be once the stack is made. */
#include <stdarg.h>
#include <stdio.h>

#include "collect/cloudformation/stack.h"
#include "model/secretish.h"

static bool is_function_name(struct phs_slice key) {
    return phs_slice_starts(key, "Fn::") || phs_slice_is(key, "Ref");
}

bool phs_cfn_call(const struct phs_value *raw, struct phs_slice *ret_name, const struct phs_value **ret_argument) {
    if (!phs_is(raw, PHS_MAP) || raw->map.n != 1 || !is_function_name(raw->map.at[0].key))
        return false;
    *ret_name = raw->map.at[0].key;
    *ret_argument = raw->map.at[0].value;
    return true;
}

const struct phs_value *phs_cfn_below(struct phs_cfn_eval eval, struct phs_slice key, const struct phs_value *raw) {
    if (eval.subject)
        eval.path = *eval.path ? phs_printf(eval.stack->arena, "%s.%.*s", eval.path, (int)key.len, key.ptr)
                               : phs_slice_dup(eval.stack->arena, key);
    eval.depth++;
    return phs_cfn_value(eval, raw);
}

/* A secret written out is judged and never shown. */
static const struct phs_value *marked(struct phs_arena *arena, struct phs_slice key, const struct phs_value *value) {
    if (!phs_is(value, PHS_STRING) || !(phs_secretish(key, value->string) || phs_secretish_text(value->string)))
        return value;
    struct phs_value *copy = PHS_NEW(arena, struct phs_value);
    *copy = *value;
    copy->flags |= PHS_VALUE_SENSITIVE;
    return copy;
}

/* {{resolve:secretsmanager:...}} is filled in when the stack is made. */
static const struct phs_value *text(struct phs_cfn_eval eval, const struct phs_value *raw) {
    if (phs_slice_find(raw->string, PHS_SLICE("{{resolve:")) == (size_t)-1)
        return marked(eval.stack->arena, PHS_SLICE(""), raw);
    struct phs_value *value = (struct phs_value *)(uintptr_t)phs_value_unknown(
        eval.stack->arena, PHS_WHY_DATA, "it is fetched when the stack is made", raw->place);
    value->flags |= PHS_VALUE_SENSITIVE | PHS_VALUE_NOT_NULL;
    value->unknown.attribute = "resolve";
    return value;
}

static const struct phs_value *map(struct phs_cfn_eval eval, const struct phs_value *raw) {
    struct phs_arena *arena = eval.stack->arena;
    struct phs_map_builder out;
    struct phs_map items;
    phs_map_builder_init(&out, arena);
    if (phs_get(raw, "Fn::Transform") && !phs_cfn_include(eval, phs_get(raw, "Fn::Transform")))
        return phs_value_because(arena, PHS_WHY_UNREAD, raw->place, "a macro of the account writes this");
    phs_map_init(&items, arena);
    phs_cfn_items(eval, raw, &items);
    for (size_t i = 0; i < items.n; i++) {
        const struct phs_cfn_item *item = items.items[i].value;
        struct phs_cfn_eval inner = eval;
        inner.bound = item->bound;
        const struct phs_value *value = phs_cfn_below(inner, phs_slice(item->id), item->raw);
        if (value)
            phs_map_builder_set(&out, phs_slice(item->id), value->place, marked(arena, phs_slice(item->id), value));
    }
    return phs_map_builder_done(&out, raw->place);
}

static const struct phs_value *list(struct phs_cfn_eval eval, const struct phs_value *raw) {
    struct phs_arena *arena = eval.stack->arena;
    PHS_VEC(const struct phs_value *) items = {0};
    for (size_t i = 0; i < raw->list.n; i++) {
        char index[24];
        snprintf(index, sizeof index, "%zu", i);
        const struct phs_value *item = phs_cfn_below(eval, phs_slice(index), raw->list.at[i]);
        if (item)
            PHS_PUSH(arena, items, item);
    }
    return phs_value_list(arena, items.at, items.n, raw->place);
}

static const struct phs_value *over(struct phs_cfn_eval eval, struct phs_place place) {
    eval.stack->exhausted = true;
    return phs_value_because(eval.stack->arena, PHS_WHY_LIMIT, place,
                             "the template is nested or repeated beyond what is followed");
}

const struct phs_value *phs_cfn_value(struct phs_cfn_eval eval, const struct phs_value *raw) {
    struct phs_slice name;
    const struct phs_value *argument;
    if (eval.depth > PHS_CFN_MAX_DEPTH || *eval.stack->steps == 0)
        return over(eval, raw->place);
    --*eval.stack->steps;
    if (phs_cfn_call(raw, &name, &argument) && !phs_slice_starts(name, "Fn::ForEach::")) {
        bool known = true;
        eval.depth++;
        const struct phs_value *result = phs_cfn_function(eval, name, argument, raw->place, &known);
        if (known)
            return result;
        return phs_value_because(eval.stack->arena, PHS_WHY_FUNCTION, raw->place, "%.*s is no function that is evaluated",
                                 (int)(name.len > 60 ? 60 : name.len), name.ptr);
    }
    if (raw->kind == PHS_MAP)
        return map(eval, raw);
    if (raw->kind == PHS_LIST)
        return list(eval, raw);
    return raw->kind == PHS_STRING ? text(eval, raw) : raw;
}
