/* SPDX-License-Identifier: Apache-2.0 */
/* Functions that are handed to functions, and those that take one: map, filter, reduce, sort, toObject, groupBy, mapValues. */
#include "collect/arm/template.h"

static const char uncalled[] = "a function is no value";

struct lambda {
    struct phs_value value; /* an unknown with this why, should anybody look at it as a value */
    struct phs_arm_eval eval;
    struct phs_slice names[3];
    size_t n;
    const void *body;
    phs_arm_called *called;
};

const struct phs_value *phs_arm_lambda(struct phs_arm_eval eval, const struct phs_slice *names, size_t n, const void *body,
                                       phs_arm_called *called, struct phs_place place) {
    struct lambda *lambda = PHS_NEW(eval.template->arena, struct lambda);
    lambda->value = *phs_value_unknown(eval.template->arena, PHS_WHY_ERROR, uncalled, place);
    lambda->eval = eval;
    lambda->n = n < 3 ? n : 3;
    for (size_t i = 0; i < lambda->n; i++)
        lambda->names[i] = names[i];
    lambda->body = body;
    lambda->called = called;
    /* Loops around it may live on a stack that is gone when it is called. */
    const struct phs_arm_loop *from = eval.loop, **to = &lambda->eval.loop;
    for (; from; from = from->outer) {
        struct phs_arm_loop *copy = PHS_NEW(eval.template->arena, struct phs_arm_loop);
        *copy = *from;
        *to = copy;
        to = &copy->outer;
    }
    return &lambda->value;
}

bool phs_arm_is_lambda(const struct phs_value *value) {
    return phs_is(value, PHS_UNKNOWN) && value->unknown.why == uncalled;
}

const struct phs_value *phs_arm_call(const struct phs_value *value, const struct phs_value **args, size_t n, int depth) {
    const struct lambda *lambda = (const struct lambda *)(const void *)value;
    struct phs_arm_eval eval = lambda->eval;
    struct phs_arm_loop bound[3];
    for (size_t i = 0; i < lambda->n && i < n; i++) {
        bound[i] = (struct phs_arm_loop){.variable = lambda->names[i], .value = args[i], .outer = eval.loop};
        eval.loop = &bound[i];
    }
    eval.depth = depth + 1;
    return lambda->called(eval, lambda->body);
}

const struct phs_value *phs_arm_bound(struct phs_arm_eval eval, struct phs_slice name) {
    for (const struct phs_arm_loop *loop = eval.loop; loop; loop = loop->outer)
        if (loop->value && loop->variable.len && phs_slice_ieq(loop->variable, name))
            return loop->value;
    return NULL;
}

static const struct phs_value *called(const struct phs_arm_asked *c, size_t argument, const struct phs_value *a,
                                      const struct phs_value *b, const struct phs_value *third) {
    const struct phs_value *args[] = {a, b, third};
    return phs_arm_call(c->args[argument], args, third ? 3 : b ? 2 : 1, c->eval.depth);
}

static const struct phs_value *index_of(const struct phs_arm_asked *c, size_t i) {
    return phs_value_number(c->eval.template->arena, (double)i, c->place);
}

/* map and filter. An element that nobody can tell in or out makes the whole unknown. */
static const struct phs_value *mapped(const struct phs_arm_asked *c, bool filter) {
    PHS_VEC(const struct phs_value *) items = {0};
    const struct phs_value *list = c->args[0];
    for (size_t i = 0; i < list->list.n; i++) {
        const struct phs_value *made = called(c, 1, list->list.at[i], index_of(c, i), NULL);
        if (filter && phs_is(made, PHS_UNKNOWN))
            return made;
        if (!filter || phs_is_true(made))
            PHS_PUSH(c->eval.template->arena, items, filter ? list->list.at[i] : made);
    }
    return phs_value_list(c->eval.template->arena, items.at, items.n, c->place);
}

static const struct phs_value *reduced(const struct phs_arm_asked *c) {
    const struct phs_value *so_far = c->args[1], *list = c->args[0];
    for (size_t i = 0; i < list->list.n; i++)
        so_far = called(c, 2, so_far, list->list.at[i], index_of(c, i));
    return so_far;
}

/* In place by insertion: lists of templates are short, and an order that is not known leaves the list as it is. */
static const struct phs_value *sorted(const struct phs_arm_asked *c) {
    const struct phs_value *list = c->args[0];
    const struct phs_value *made = phs_value_list(c->eval.template->arena, list->list.at, list->list.n, c->place);
    for (size_t i = 1; i < made->list.n && i < 500; i++)
        for (size_t k = i; k > 0 && *c->eval.template->steps; k--) {
            const struct phs_value *before = made->list.at[k - 1], *less = called(c, 1, made->list.at[k], before, NULL);
            if (phs_is(less, PHS_UNKNOWN))
                return less;
            if (!phs_is_true(less))
                break;
            made->list.at[k - 1] = made->list.at[k];
            made->list.at[k] = before;
        }
    return made;
}

/* toObject(list, key, value) and groupBy(list, key) */
static const struct phs_value *keyed(const struct phs_arm_asked *c, bool group) {
    struct phs_map_builder map;
    struct phs_arena *arena = c->eval.template->arena;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < c->args[0]->list.n; i++) {
        const struct phs_value *item = c->args[0]->list.at[i], *key = called(c, 1, item, NULL, NULL);
        const char *text = phs_scalar_text(arena, key);
        if (!text)
            return phs_is(key, PHS_UNKNOWN) ? key : NULL;
        const struct phs_value *have = phs_map_builder_get(&map, phs_slice(text)), *value = item;
        if (!group && c->n == 3)
            value = called(c, 2, item, NULL, NULL);
        if (group) {
            PHS_VEC(const struct phs_value *) items = {0};
            for (size_t k = 0; have && k < have->list.n; k++)
                PHS_PUSH(arena, items, have->list.at[k]);
            PHS_PUSH(arena, items, item);
            value = phs_value_list(arena, items.at, items.n, c->place);
        }
        phs_map_builder_set(&map, phs_slice(text), c->place, value);
    }
    return phs_map_builder_done(&map, c->place);
}

static const struct phs_value *values_mapped(const struct phs_arm_asked *c) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, c->eval.template->arena);
    for (size_t i = 0; i < c->args[0]->map.n; i++) {
        const struct phs_entry *entry = &c->args[0]->map.at[i];
        phs_map_builder_set(&map, entry->key, entry->key_place, called(c, 1, entry->value, NULL, NULL));
    }
    return phs_map_builder_done(&map, c->place);
}

const struct phs_value *phs_arm_higher(const struct phs_arm_asked *c) {
    if (c->n < 2 || !phs_arm_is_lambda(c->args[c->n - 1]))
        return NULL;
    if (c->n == 2 && phs_is(c->args[0], PHS_MAP) && phs_arm_asks(c, "mapValues"))
        return values_mapped(c);
    if (!phs_is(c->args[0], PHS_LIST))
        return NULL;
    if (c->n == 2 && (phs_arm_asks(c, "map") || phs_arm_asks(c, "filter")))
        return mapped(c, phs_arm_asks(c, "filter"));
    if (c->n == 3 && phs_arm_asks(c, "reduce"))
        return reduced(c);
    if (c->n == 2 && phs_arm_asks(c, "sort"))
        return sorted(c);
    if (phs_arm_asks(c, "toObject") && phs_arm_is_lambda(c->args[1]))
        return keyed(c, false);
    if (c->n == 2 && phs_arm_asks(c, "groupBy"))
        return keyed(c, true);
    return NULL;
}
