/* SPDX-License-Identifier: Apache-2.0 */
/* for expressions, and the rounds of a loop that the for directive of templates shares. */
#include "parse/hcl/eval_internal.h"

static int by_key(const void *a, const void *b) {
    return phs_slice_cmp(((const struct phs_hcl_round *)a)->key->string, ((const struct phs_hcl_round *)b)->key->string);
}

bool phs_hcl_rounds(const struct phs_hcl_scope *scope, const struct phs_value *collection, struct phs_place place,
                    struct phs_hcl_round **ret_rounds, size_t *ret_n, const struct phs_value **ret_instead) {
    bool map = collection->kind == PHS_MAP;
    size_t n = map ? collection->map.n : collection->kind == PHS_LIST ? collection->list.n : 0;
    if (collection->kind == PHS_UNKNOWN)
        *ret_instead = phs_hcl_unknown_from(scope, collection, place, PHS_VALUE_NOT_NULL);
    else if (!map && collection->kind != PHS_LIST)
        *ret_instead = phs_hcl_wrong(scope, place,
                                     collection->kind == PHS_NULL ? "A null value has no elements to go through."
                                                                  : "Only lists and maps have elements to go through.");
    else if (!phs_hcl_pay_nodes(scope, n))
        *ret_instead = phs_hcl_spent(scope, place);
    else
        *ret_instead = NULL;
    if (*ret_instead)
        return false;
    struct phs_hcl_round *rounds = PHS_NEW_N(scope->arena, struct phs_hcl_round, n + 1);
    for (size_t i = 0; i < n; i++) {
        rounds[i].key = map ? phs_value_string(scope->arena, collection->map.at[i].key, collection->map.at[i].key_place)
                            : phs_value_number(scope->arena, (double)i, place);
        if (!map && (collection->flags & PHS_VALUE_SET))
            rounds[i].key = collection->list.at[i];
        rounds[i].value = map ? collection->map.at[i].value : collection->list.at[i];
    }
    if (map)
        qsort(rounds, n, sizeof *rounds, by_key);
    *ret_rounds = rounds;
    *ret_n = n;
    return true;
}

struct loop {
    const struct phs_hcl_expr *expr;
    const struct phs_value *instead; /* the result when something decides it as a whole */
    unsigned mark;
    PHS_VEC(const struct phs_value *) values;
    struct phs_map_builder map;
};

struct group {
    PHS_VEC(const struct phs_value *) values;
};

static const struct phs_value *key_of(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    const struct phs_value *key = phs_hcl_eval(scope, expr);
    const struct phs_value *text = phs_hcl_to_string(scope, key);
    if (!text || text->kind == PHS_NULL)
        return phs_hcl_wrong(scope, expr->place, "The key of a map is a string.");
    return text;
}

static void add_to_group(const struct phs_hcl_scope *scope, struct phs_map *groups, const struct phs_value *key,
                         const struct phs_value *value) {
    struct group *group = phs_map_get(groups, key->string);
    if (!group) {
        group = PHS_NEW(scope->arena, struct group);
        phs_map_put(groups, key->string, group);
    }
    PHS_PUSH(scope->arena, group->values, value);
}

static void add_pair(const struct phs_hcl_scope *scope, struct loop *loop, struct phs_map *groups) {
    const struct phs_hcl_expr *expr = loop->expr;
    const struct phs_value *key = key_of(scope, expr->for_each.key);
    const struct phs_value *value = phs_hcl_eval(scope, expr->for_each.value);
    loop->mark |= phs_hcl_mark(key);
    if (key->kind == PHS_UNKNOWN) {
        if (!loop->instead)
            loop->instead = phs_hcl_unknown_from(scope, key, expr->place, PHS_VALUE_NOT_NULL);
    } else if (expr->for_each.group) {
        add_to_group(scope, groups, key, value);
    } else if (phs_map_builder_get(&loop->map, key->string)) {
        phs_hcl_wrong(scope, expr->for_each.key->place,
                      "Two elements give the same key; \"...\" behind the value groups them.");
    } else {
        phs_map_builder_set(&loop->map, key->string, expr->for_each.key->place, value);
    }
}

static void round_of(const struct phs_hcl_scope *scope, struct loop *loop, struct phs_map *groups) {
    const struct phs_hcl_expr *expr = loop->expr;
    if (expr->for_each.condition) {
        const struct phs_value *condition;
        enum phs_hcl_truth truth = phs_hcl_eval_truth(scope, expr->for_each.condition, &condition);
        loop->mark |= phs_hcl_mark(condition);
        if (truth == PHS_HCL_MAYBE && !loop->instead)
            loop->instead = phs_hcl_unknown_from(scope, condition, expr->place, PHS_VALUE_NOT_NULL);
        if (truth != PHS_HCL_TRUE)
            return;
    }
    if (expr->for_each.key)
        add_pair(scope, loop, groups);
    else
        PHS_PUSH(scope->arena, loop->values, phs_hcl_eval(scope, expr->for_each.value));
}

static const struct phs_value *finish(const struct phs_hcl_scope *scope, struct loop *loop, struct phs_map *groups) {
    struct phs_place place = loop->expr->place;
    if (loop->instead)
        return phs_hcl_with_flags(scope, loop->instead, loop->mark);
    const struct phs_value *result;
    if (!loop->expr->for_each.key) {
        result = phs_value_list(scope->arena, loop->values.at, loop->values.n, place);
    } else {
        for (size_t i = 0; i < groups->n; i++) {
            struct group *group = groups->items[i].value;
            phs_map_builder_set(&loop->map, groups->items[i].key, loop->expr->for_each.key->place,
                                phs_value_list(scope->arena, group->values.at, group->values.n, place));
        }
        result = phs_map_builder_done(&loop->map, place);
    }
    return phs_hcl_with_flags(scope, result, loop->mark);
}

const struct phs_value *phs_hcl_eval_for(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    struct loop loop = {.expr = expr};
    struct phs_map groups;
    struct phs_hcl_round *rounds;
    size_t n;
    const struct phs_value *collection = phs_hcl_eval(scope, expr->for_each.collection);
    if (!phs_hcl_rounds(scope, collection, expr->for_each.collection->place, &rounds, &n, &loop.instead))
        return loop.instead;
    loop.mark = phs_hcl_mark(collection);
    phs_map_init(&groups, scope->arena);
    phs_map_builder_init(&loop.map, scope->arena);
    for (size_t i = 0; i < n; i++) {
        struct phs_hcl_scope inner = *scope;
        struct phs_hcl_local key = {expr->for_each.key_name, rounds[i].key, scope->locals};
        struct phs_hcl_local value = {expr->for_each.value_name, rounds[i].value,
                                      expr->for_each.key_name.len ? &key : scope->locals};
        inner.locals = &value;
        round_of(&inner, &loop, &groups);
    }
    return finish(scope, &loop, &groups);
}
