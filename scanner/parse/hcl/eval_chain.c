/* SPDX-License-Identifier: Apache-2.0 */
/* References and what stands behind them: a.b["k"][i].c is asked for as a whole, so that the caller answers with what is
 * needed. */
#include <math.h>

#include "parse/hcl/eval_internal.h"

static const struct phs_slice splat_item = {"*", 1}; /* no identifier: no clash with a name */

/* ---- one step ---------------------------------------------------------------------------------------------------- */

static const struct phs_value *behind_unknown(const struct phs_hcl_scope *scope, const struct phs_value *from,
                                              const struct phs_hcl_step *step) {
    const struct phs_value *unknown = phs_hcl_unknown_from(scope, from, step->place, 0);
    if (!unknown->unknown.ref || unknown->unknown.attribute || step->key)
        return unknown;
    struct phs_value *named = PHS_NEW(scope->arena, struct phs_value);
    *named = *unknown;
    named->unknown.attribute = phs_slice_dup(scope->arena, step->name);
    return named;
}

static const struct phs_value *list_item(const struct phs_hcl_scope *scope, const struct phs_value *list,
                                         const struct phs_value *key, struct phs_place place) {
    const struct phs_value *number = phs_hcl_to_number(scope, key);
    if (!number || number->kind != PHS_NUMBER)
        return phs_hcl_wrong(scope, place, "An element of a list is found by its number.");
    double index = number->number.value;
    if (!(index >= 0) || floor(index) < index)
        return phs_hcl_wrong(scope, place, "The index of a list is a whole number from 0 on.");
    if (index >= (double)list->list.n)
        return phs_hcl_wrong(scope, place, "The list has %zu elements; there is none at index %.0f.", list->list.n, index);
    return list->list.at[(size_t)index];
}

static const struct phs_value *map_item(const struct phs_hcl_scope *scope, const struct phs_value *map,
                                        const struct phs_hcl_step *step) {
    struct phs_slice name = step->name;
    if (step->key) {
        const struct phs_value *text = phs_hcl_to_string(scope, step->key);
        if (!text || text->kind != PHS_STRING)
            return phs_hcl_wrong(scope, step->place, "The key of a map is a string.");
        name = text->string;
    }
    const struct phs_value *item = phs_get_slice(map, name);
    if (item)
        return item;
    if (map->flags & PHS_VALUE_OPEN) {
        struct phs_hcl_step named = {.name = name, .place = step->place};
        return behind_unknown(scope, phs_get(map, ""), &named);
    }
    return phs_hcl_wrong(scope, step->place,
                         step->key ? "The map has no element with this key." : "There is no attribute named \"%.*s\".",
                         (int)name.len, name.ptr);
}

const struct phs_value *phs_hcl_step(const struct phs_hcl_scope *scope, const struct phs_value *from,
                                     const struct phs_hcl_step *step) {
    const struct phs_value *result;
    if (from->kind == PHS_UNKNOWN)
        return behind_unknown(scope, from, step);
    if (step->key && step->key->kind == PHS_UNKNOWN)
        return phs_hcl_unknown_from(scope, step->key, step->place, phs_hcl_mark(from));
    if (from->kind == PHS_MAP)
        result = map_item(scope, from, step);
    else if (from->kind == PHS_LIST && step->key)
        result = list_item(scope, from, step->key, step->place);
    else if (from->kind == PHS_NULL)
        return phs_hcl_wrong(scope, step->place, "The value is null and has no attributes or elements.");
    else
        return phs_hcl_wrong(scope, step->place, "The value has no attributes or elements of this kind.");
    return phs_hcl_with_flags(scope, result, phs_hcl_mark(from) | (step->key ? phs_hcl_mark(step->key) : 0));
}

const struct phs_value *phs_hcl_walk(const struct phs_hcl_scope *scope, const struct phs_value *from,
                                     const struct phs_hcl_step *steps, size_t n) {
    for (size_t i = 0; i < n; i++)
        from = phs_hcl_step(scope, from, &steps[i]);
    return from;
}

/* ---- chains ------------------------------------------------------------------------------------------------------ */

static const struct phs_hcl_expr *inner_of(const struct phs_hcl_expr *expr) {
    if (expr->kind == PHS_HCL_INDEX)
        return expr->index.from;
    return expr->kind == PHS_HCL_ATTRIBUTE ? expr->attribute.from : NULL;
}

/* All steps from the innermost term outwards, dynamic keys evaluated. */
static struct phs_hcl_step *gather(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr,
                                   const struct phs_hcl_expr **ret_base, size_t *ret_n) {
    size_t outer = 0;
    const struct phs_hcl_expr *base = expr;
    for (; inner_of(base); base = inner_of(base))
        outer++;
    size_t fixed = base->kind == PHS_HCL_TRAVERSAL ? base->traversal.n : 0;
    struct phs_hcl_step *steps = PHS_NEW_N(scope->arena, struct phs_hcl_step, fixed + outer + 1);
    if (fixed)
        memcpy(steps, base->traversal.steps, fixed * sizeof *steps);
    size_t at = fixed + outer;
    for (const struct phs_hcl_expr *node = expr; inner_of(node); node = inner_of(node)) {
        struct phs_hcl_step *step = &steps[--at];
        if (node->kind == PHS_HCL_ATTRIBUTE)
            *step = (struct phs_hcl_step){.name = node->attribute.name, .place = node->attribute.name_place};
        else
            *step = (struct phs_hcl_step){.key = phs_hcl_eval(scope, node->index.key), .place = node->index.key->place};
    }
    *ret_base = base;
    *ret_n = fixed + outer;
    return steps;
}

static const struct phs_value *local_value(const struct phs_hcl_scope *scope, struct phs_slice name) {
    for (const struct phs_hcl_local *local = scope->locals; local; local = local->outer)
        if (phs_slice_eq(local->name, name))
            return local->value;
    return NULL;
}

static bool is_fixed(const struct phs_hcl_step *step) {
    return !step->key || step->key->kind == PHS_STRING || step->key->kind == PHS_NUMBER;
}

static const struct phs_value *look_up(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *base,
                                       struct phs_hcl_step *steps, size_t n, struct phs_slice behind_splat,
                                       struct phs_place place) {
    const struct phs_value *value = local_value(scope, base->traversal.root);
    if (value)
        return phs_hcl_walk(scope, value, steps, n);
    struct phs_hcl_traversal traversal = {
        .root = base->traversal.root, .root_place = base->traversal.root_place, .steps = steps};
    while (traversal.n < n && is_fixed(&steps[traversal.n]))
        traversal.n++;
    size_t used = 0;
    struct phs_slice none = {0};
    if (scope->variable)
        value = scope->variable(scope, &traversal, traversal.n == n ? behind_splat : none, place, &used);
    /* The word is not told: somebody may have left out the quotes around a secret. */
    if (!value)
        return phs_hcl_wrong(scope, base->place, "There is no variable of the name that stands here without quotes.");
    if (used > traversal.n)
        used = traversal.n;
    return phs_hcl_walk(scope, value, steps + used, n - used);
}

const struct phs_value *phs_hcl_eval_chain(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr,
                                           struct phs_slice behind_splat) {
    const struct phs_hcl_expr *base;
    size_t n;
    struct phs_hcl_step *steps = gather(scope, expr, &base, &n);
    if (base->kind == PHS_HCL_TRAVERSAL)
        return look_up(scope, base, steps, n, behind_splat, expr->place);
    if (base->kind == PHS_HCL_SPLAT_ITEM) {
        const struct phs_value *item = local_value(scope, splat_item);
        if (item)
            return phs_hcl_walk(scope, item, steps, n);
    }
    return phs_hcl_walk(scope, phs_hcl_eval(scope, base), steps, n);
}

/* ---- splats ------------------------------------------------------------------------------------------------------ */

static struct phs_slice first_attribute(const struct phs_hcl_expr *each) {
    for (const struct phs_hcl_expr *inner; (inner = inner_of(each)); each = inner)
        if (inner->kind == PHS_HCL_SPLAT_ITEM && each->kind == PHS_HCL_ATTRIBUTE)
            return each->attribute.name;
    return (struct phs_slice){0};
}

static bool is_chain(const struct phs_hcl_expr *expr) {
    return expr->kind == PHS_HCL_TRAVERSAL || expr->kind == PHS_HCL_INDEX || expr->kind == PHS_HCL_ATTRIBUTE;
}

static const struct phs_value *each_of(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr,
                                       const struct phs_value *const *items, size_t n) {
    if (!phs_hcl_pay_nodes(scope, n + 1))
        return phs_hcl_spent(scope, expr->place);
    const struct phs_value **results = PHS_NEW_N(scope->arena, const struct phs_value *, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct phs_hcl_local item = {splat_item, items[i], scope->locals};
        struct phs_hcl_scope inner = *scope;
        inner.locals = &item;
        results[i] = phs_hcl_eval(&inner, expr->splat.each);
    }
    return phs_value_list(scope->arena, results, n, expr->place);
}

const struct phs_value *phs_hcl_eval_splat(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    const struct phs_hcl_expr *from_expr = expr->splat.from;
    const struct phs_value *from = is_chain(from_expr) ? phs_hcl_eval_chain(scope, from_expr, first_attribute(expr->splat.each))
                                                       : phs_hcl_eval(scope, from_expr);
    if (from->kind == PHS_UNKNOWN)
        return phs_hcl_unknown_from(scope, from, expr->place, 0);
    const struct phs_value *result;
    if (from->kind == PHS_NULL)
        result = phs_value_list(scope->arena, NULL, 0, expr->place);
    else if (from->kind == PHS_LIST)
        result = each_of(scope, expr, from->list.at, from->list.n);
    else
        result = each_of(scope, expr, &from, 1);
    return phs_hcl_with_flags(scope, result, phs_hcl_mark(from));
}
