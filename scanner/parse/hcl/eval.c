/* SPDX-License-Identifier: Apache-2.0 */
/* Evaluation of HCL expressions: the dispatch, collections, conditionals and calls. */
#include "parse/hcl/eval_internal.h"

static const struct phs_value *list(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    if (!phs_hcl_pay_nodes(scope, expr->list.n + 1))
        return phs_hcl_spent(scope, expr->place);
    const struct phs_value **items = PHS_NEW_N(scope->arena, const struct phs_value *, expr->list.n + 1);
    for (size_t i = 0; i < expr->list.n; i++)
        items[i] = phs_hcl_eval(scope, expr->list.at[i]);
    return phs_value_list(scope->arena, items, expr->list.n, expr->place);
}

/* NULL after a diagnostic, with what the whole object is then. */
static const struct phs_value *object_key(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr,
                                          const struct phs_value **ret_wrong) {
    if (expr->kind == PHS_HCL_TRAVERSAL) {
        *ret_wrong = phs_hcl_wrong(scope, expr->place, "A key that is a reference stands in parentheses; a key with dots in quotes.");
        return NULL;
    }
    const struct phs_value *key = phs_hcl_eval(scope, expr);
    const struct phs_value *text = phs_hcl_to_string(scope, key);
    if (text && text->kind != PHS_NULL)
        return text;
    *ret_wrong = phs_hcl_wrong(scope, expr->place, "The key of an object is a string.");
    return NULL;
}

static const struct phs_value *object(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    struct phs_map_builder map;
    const struct phs_value *unknown = NULL, *wrong = NULL;
    unsigned mark = 0;
    if (!phs_hcl_pay_nodes(scope, expr->object.n + 1))
        return phs_hcl_spent(scope, expr->place);
    phs_map_builder_init(&map, scope->arena);
    for (size_t i = 0; i < expr->object.n; i++) {
        const struct phs_hcl_item *item = &expr->object.at[i];
        const struct phs_value *key = object_key(scope, item->key, &wrong);
        const struct phs_value *value = phs_hcl_eval(scope, item->value);
        if (!key)
            continue;
        mark |= phs_hcl_mark(key);
        if (key->kind == PHS_UNKNOWN)
            unknown = unknown ? unknown : key;
        else
            phs_map_builder_set(&map, key->string, item->key->place, value);
    }
    if (wrong)
        return wrong;
    if (unknown)
        return phs_hcl_unknown_from(scope, unknown, expr->place, mark | PHS_VALUE_NOT_NULL);
    return phs_hcl_with_flags(scope, phs_map_builder_done(&map, expr->place), mark);
}

static bool is_text(const struct phs_value *value) {
    return value->kind == PHS_STRING;
}

/* cond ? 1 : "none" is a string whichever is taken. */
static const struct phs_value *unify(const struct phs_hcl_scope *scope, const struct phs_value *chosen,
                                     const struct phs_hcl_expr *other) {
    bool failed;
    if (chosen->kind != PHS_NUMBER && chosen->kind != PHS_BOOL)
        return chosen;
    return is_text(phs_hcl_eval_quietly(scope, other, &failed)) ? phs_hcl_to_string(scope, chosen) : chosen;
}

static bool never_null(const struct phs_value *value) {
    return value->kind == PHS_UNKNOWN ? (value->flags & PHS_VALUE_NOT_NULL) != 0 : value->kind != PHS_NULL;
}

static const struct phs_value *either(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr,
                                      const struct phs_value *condition) {
    bool then_failed, failed;
    const struct phs_value *then = phs_hcl_eval_quietly(scope, expr->conditional.then, &then_failed);
    const struct phs_value *otherwise = phs_hcl_eval_quietly(scope, expr->conditional.otherwise, &failed);
    if (phs_hcl_equal(then, otherwise) == PHS_HCL_TRUE)
        return phs_hcl_with_flags(scope, then, phs_hcl_mark(condition));
    unsigned flags = never_null(then) && never_null(otherwise) ? PHS_VALUE_NOT_NULL : 0;
    const struct phs_value *unknown =
        phs_hcl_unknown_from(scope, condition, expr->place, flags | phs_hcl_mark(then) | phs_hcl_mark(otherwise));
    return then_failed || failed ? unknown : phs_hcl_with_choices(scope, unknown, then, otherwise);
}

static const struct phs_value *conditional(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    const struct phs_value *condition;
    enum phs_hcl_truth truth = phs_hcl_eval_truth(scope, expr->conditional.condition, &condition);
    if (truth == PHS_HCL_MAYBE)
        return either(scope, expr, condition);
    const struct phs_hcl_expr *chosen = expr->conditional.then, *other = expr->conditional.otherwise;
    if (truth == PHS_HCL_FALSE) {
        chosen = expr->conditional.otherwise;
        other = expr->conditional.then;
    }
    const struct phs_value *value = unify(scope, phs_hcl_eval(scope, chosen), other);
    return phs_hcl_with_flags(scope, value, phs_hcl_mark(condition));
}

/* ---- calls ------------------------------------------------------------------------------------------------------- */

struct args {
    PHS_VEC(const struct phs_value *) values;
    PHS_VEC(struct phs_place) places;
};

static void add_arg(const struct phs_hcl_scope *scope, struct args *args, const struct phs_value *value,
                    struct phs_place place) {
    PHS_PUSH(scope->arena, args->values, value);
    PHS_PUSH(scope->arena, args->places, place);
}

/* NULL when all arguments are there; otherwise the result of the call. */
static const struct phs_value *expand_last(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr,
                                           struct args *args) {
    const struct phs_hcl_expr *last = expr->call.args[expr->call.n - 1];
    const struct phs_value *list_value = phs_hcl_eval(scope, last);
    if (list_value->kind == PHS_UNKNOWN)
        return phs_hcl_unknown_from(scope, list_value, expr->place, 0);
    if (list_value->kind != PHS_LIST)
        return phs_hcl_wrong(scope, last->place, "The argument before \"...\" must be a list.");
    if (!phs_hcl_pay_nodes(scope, list_value->list.n))
        return phs_hcl_spent(scope, expr->place);
    for (size_t i = 0; i < list_value->list.n; i++)
        add_arg(scope, args, phs_hcl_with_flags(scope, list_value->list.at[i], phs_hcl_mark(list_value)), last->place);
    return NULL;
}

static const struct phs_value *no_function(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    const char *why =
        phs_printf(scope->arena, "the function %.*s is not evaluated", (int)expr->call.name.len, expr->call.name.ptr);
    phs_hcl_report(scope->diags, PHS_HCL_WARNING, expr->call.name_place, "The function \"%.*s\" is not evaluated.",
                   (int)expr->call.name.len, expr->call.name.ptr);
    return phs_value_unknown(scope->arena, PHS_WHY_FUNCTION, why, expr->place);
}

static const struct phs_value *call(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    const struct phs_value *result = scope->special ? scope->special(scope, expr) : NULL;
    struct args args = {0};
    if (result)
        return result;
    size_t plain = expr->call.n - (expr->call.expand && expr->call.n);
    for (size_t i = 0; i < plain; i++)
        add_arg(scope, &args, phs_hcl_eval(scope, expr->call.args[i]), expr->call.args[i]->place);
    if (plain < expr->call.n)
        result = expand_last(scope, expr, &args);
    if (!result && scope->call)
        result = scope->call(scope, expr->call.name, args.values.at, args.places.at, args.values.n, expr->place);
    return result ? result : no_function(scope, expr);
}

/* ---- special calls ----------------------------------------------------------------------------------------------- */

const struct phs_value *phs_hcl_eval_quietly(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr,
                                             bool *ret_failed) {
    struct phs_hcl_scope inner = *scope;
    struct phs_hcl_diags diags = {.arena = scope->arena, .limit = 1};
    inner.diags = &diags;
    const struct phs_value *value = phs_hcl_eval(&inner, expr);
    *ret_failed = diags.errors > 0;
    return value;
}

const struct phs_value *phs_hcl_try(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *call_expr) {
    for (size_t i = 0; i < call_expr->call.n; i++) {
        bool failed;
        const struct phs_value *value = phs_hcl_eval_quietly(scope, call_expr->call.args[i], &failed);
        if (!failed)
            return value;
    }
    return phs_hcl_wrong(scope, call_expr->place, "None of the expressions of try can be evaluated.");
}

const struct phs_value *phs_hcl_can(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *call_expr) {
    bool failed;
    if (call_expr->call.n != 1)
        return phs_hcl_wrong(scope, call_expr->place, "The function can takes one argument.");
    const struct phs_value *value = phs_hcl_eval_quietly(scope, call_expr->call.args[0], &failed);
    if (!failed && value->kind == PHS_UNKNOWN)
        return phs_hcl_unknown_from(scope, value, call_expr->place, PHS_VALUE_NOT_NULL);
    return phs_value_bool(scope->arena, !failed, call_expr->place);
}

/* ---- dispatch ---------------------------------------------------------------------------------------------------- */

static const struct phs_value *dispatch(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    switch (expr->kind) {
    case PHS_HCL_LITERAL:
        return expr->literal;
    case PHS_HCL_TEMPLATE:
        return phs_hcl_eval_template(scope, expr);
    case PHS_HCL_UNARY:
        return phs_hcl_eval_unary(scope, expr);
    case PHS_HCL_BINARY:
        return phs_hcl_eval_binary(scope, expr);
    case PHS_HCL_CONDITIONAL:
        return conditional(scope, expr);
    case PHS_HCL_FOR:
        return phs_hcl_eval_for(scope, expr);
    case PHS_HCL_INDEX:
    case PHS_HCL_ATTRIBUTE:
    case PHS_HCL_TRAVERSAL:
    case PHS_HCL_SPLAT_ITEM:
        return phs_hcl_eval_chain(scope, expr, (struct phs_slice){0});
    case PHS_HCL_SPLAT:
        return phs_hcl_eval_splat(scope, expr);
    case PHS_HCL_CALL:
        return call(scope, expr);
    case PHS_HCL_LIST:
        return list(scope, expr);
    case PHS_HCL_OBJECT:
        return object(scope, expr);
    case PHS_HCL_PARENS:
        return phs_hcl_eval(scope, expr->parens);
    case PHS_HCL_BROKEN:
        break;
    }
    return phs_value_unknown(scope->arena, PHS_WHY_ERROR, "the expression could not be read", expr->place);
}

const struct phs_value *phs_hcl_eval(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    struct phs_hcl_budget *budget = scope->budget;
    if (expr->kind == PHS_HCL_LITERAL)
        return expr->literal;
    if (!budget->steps || budget->depth <= 0 || !phs_hcl_pay_nodes(scope, 1))
        return phs_hcl_spent(scope, expr->place);
    budget->steps--;
    budget->depth--;
    const struct phs_value *value = dispatch(scope, expr);
    budget->depth++;
    return value;
}
