/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions of Bicep as they will be once it is deployed. Operators are functions of templates under another name. */
#include "collect/bicep/instance.h"

static const struct phs_value *call(struct phs_arm_eval eval, const char *function, const struct phs_value **args, size_t n,
                                    struct phs_place place) {
    return phs_arm_function(eval, phs_slice(function), args, n, place);
}

static const struct phs_value *text(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    const struct phs_value **parts = PHS_NEW_N(eval.template->arena, const struct phs_value *, e->items.n);
    for (size_t i = 0; i < e->items.n; i++)
        parts[i] = phs_bicep_value(eval, e->items.at[i]);
    return call(eval, "concat", parts, e->items.n, e->place);
}

/* NULL, or the unknown that makes the whole object one. */
static const struct phs_value *spread(struct phs_arm_eval eval, const struct phs_bicep_expr *e, struct phs_map_builder *map) {
    const struct phs_value *value = phs_bicep_value(eval, e->left);
    if (phs_is(value, PHS_UNKNOWN))
        return value;
    for (size_t i = 0; phs_is(value, PHS_MAP) && i < value->map.n; i++)
        phs_map_builder_set(map, value->map.at[i].key, value->map.at[i].key_place, value->map.at[i].value);
    return NULL;
}

static const struct phs_value *object(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    struct phs_map_builder map;
    const struct phs_value *open = NULL;
    phs_map_builder_init(&map, eval.template->arena);
    for (size_t i = 0; i < e->properties.n && !open; i++) {
        const struct phs_bicep_property *property = &e->properties.at[i];
        if (!property->key) {
            open = spread(eval, property->value, &map);
            continue;
        }
        const struct phs_value *key = phs_bicep_value(eval, property->key);
        const char *name = phs_scalar_text(eval.template->arena, key);
        if (!name && phs_is(key, PHS_UNKNOWN)) /* one that only has to be told apart */
            name = phs_printf(eval.template->arena, "{%s}", key->unknown.why);
        phs_map_builder_set(&map, phs_slice(name ? name : "{}"), property->key->place, phs_bicep_value(eval, property->value));
    }
    return open ? open : phs_map_builder_done(&map, e->place);
}

static const struct phs_value *array(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    PHS_VEC(const struct phs_value *) items = {0};
    for (size_t i = 0; i < e->items.n; i++) {
        const struct phs_bicep_expr *item = e->items.at[i];
        const struct phs_value *value = phs_bicep_value(eval, item->kind == PHS_BICEP_SPREAD ? item->left : item);
        if (item->kind != PHS_BICEP_SPREAD) {
            PHS_PUSH(eval.template->arena, items, value);
            continue;
        }
        if (phs_is(value, PHS_UNKNOWN))
            return value;
        for (size_t k = 0; phs_is(value, PHS_LIST) && k < value->list.n && *eval.template->steps; k++, --*eval.template->steps)
            PHS_PUSH(eval.template->arena, items, value->list.at[k]);
    }
    return phs_value_list(eval.template->arena, items.at, items.n, e->place);
}

static const struct phs_value *loop(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    const struct phs_value *over = phs_bicep_value(eval, e->left);
    const struct phs_bicep_expr *body = e->right->kind == PHS_BICEP_IF ? e->right->right : e->right;
    PHS_VEC(const struct phs_value *) items = {0};
    if (phs_is(over, PHS_LIST) && over->list.n > PHS_ARM_MAX_COPIES)
        return phs_arm_unknown(eval, PHS_WHY_LIMIT, e->place, "a loop is longer than what is followed");
    if (!phs_is(over, PHS_LIST))
        return phs_is(over, PHS_UNKNOWN)
                   ? over
                   : phs_arm_unknown(eval, PHS_WHY_ERROR, e->place, "a loop goes over something that is no list");
    for (size_t i = 0; i < over->list.n; i++) {
        struct phs_arm_eval round = eval;
        struct phs_arm_loop element = {.variable = e->names.at[0], .value = over->list.at[i], .outer = eval.loop};
        struct phs_arm_loop index = {.outer = &element};
        round.loop = &element;
        if (e->names.n > 1) {
            index.variable = e->names.at[1];
            index.value = phs_value_number(eval.template->arena, (double)i, e->place);
            round.loop = &index;
        }
        const struct phs_value *condition = body == e->right ? NULL : phs_bicep_value(round, e->right->left);
        if (phs_is(condition, PHS_UNKNOWN))
            return condition;
        if (!condition || phs_is_true(condition))
            PHS_PUSH(eval.template->arena, items, phs_bicep_value(round, body));
    }
    return phs_value_list(eval.template->arena, items.at, items.n, e->place);
}

/* ---- operators */

/* && and || stop where one side decides; ?? where something is there. */
static const struct phs_value *chain(struct phs_arm_eval eval, const struct phs_bicep_expr *e, const char *function) {
    const struct phs_value **args = PHS_NEW_N(eval.template->arena, const struct phs_value *, e->items.n);
    bool both = phs_slice_is(e->text, "&&"), either = phs_slice_is(e->text, "||"), first = phs_slice_is(e->text, "??");
    for (size_t i = 0; i < e->items.n; i++) {
        args[i] = phs_bicep_value(eval, e->items.at[i]);
        if ((both || either) && phs_is(args[i], PHS_BOOL) && args[i]->boolean == either)
            return args[i];
        if (first && args[i]->kind != PHS_NULL && !(args[i]->kind == PHS_UNKNOWN && args[i]->unknown.reason == PHS_WHY_ERROR))
            return args[i];
    }
    if (!phs_slice_is(e->text, "+"))
        return call(eval, function, args, e->items.n, e->place);
    const struct phs_value *sum = args[0];
    for (size_t i = 1; i < e->items.n; i++) {
        const struct phs_value *two[] = {sum, args[i]};
        sum = call(eval, function, two, 2, e->place);
    }
    return sum;
}

static const struct phs_value *folded(struct phs_arm_eval eval, const struct phs_value *value) {
    return phs_is(value, PHS_STRING) ? call(eval, "toLower", &value, 1, value->place) : value;
}

static const struct phs_value *binary(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    static const struct {
        const char *sign, *function;
        bool fold, negate;
    } signs[] = {{"??", "coalesce", false, false},
                 {"||", "or", false, false},
                 {"&&", "and", false, false},
                 {"==", "equals", false, false},
                 {"!=", "equals", false, true},
                 {"=~", "equals", true, false},
                 {"!~", "equals", true, true},
                 {"<", "less", false, false},
                 {"<=", "lessOrEquals", false, false},
                 {">", "greater", false, false},
                 {">=", "greaterOrEquals", false, false},
                 {"+", "add", false, false},
                 {"-", "sub", false, false},
                 {"*", "mul", false, false},
                 {"/", "div", false, false},
                 {"%", "mod", false, false}};
    size_t i = 0;
    while (i + 1 < sizeof signs / sizeof *signs && !phs_slice_is(e->text, signs[i].sign))
        i++;
    if (i < 3 || phs_slice_is(e->text, "+"))
        return chain(eval, e, signs[i].function);
    const struct phs_value *args[] = {phs_bicep_value(eval, e->items.at[0]), phs_bicep_value(eval, e->items.at[1])};
    for (size_t k = 0; k < 2 && signs[i].fold; k++)
        args[k] = folded(eval, args[k]);
    const struct phs_value *value = call(eval, signs[i].function, args, 2, e->place);
    return signs[i].negate ? call(eval, "not", &value, 1, e->place) : value;
}

static const struct phs_value *choice(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    const struct phs_value *condition = phs_bicep_value(eval, e->left);
    if (phs_is(condition, PHS_BOOL))
        return phs_bicep_value(eval, condition->boolean ? e->right : e->third);
    const struct phs_value *yes = phs_bicep_value(eval, e->right), *no = phs_bicep_value(eval, e->third);
    if (!phs_is(condition, PHS_UNKNOWN))
        return phs_arm_unknown(eval, PHS_WHY_ERROR, e->place, "a choice is made by something that is neither true nor false");
    if (phs_value_equal(yes, no))
        return yes;
    if (phs_find_unknown(yes) || phs_find_unknown(no))
        return condition;
    /* It is one of the two. */
    struct phs_value *open = PHS_NEW(eval.template->arena, struct phs_value);
    struct phs_hint *hint = PHS_NEW(eval.template->arena, struct phs_hint);
    const struct phs_value **choices = PHS_NEW_N(eval.template->arena, const struct phs_value *, 2);
    choices[0] = yes;
    choices[1] = no;
    hint->choices = choices;
    hint->choice_count = 2;
    *open = *condition;
    open->unknown.hint = hint;
    open->unknown.ref = open->unknown.attribute = NULL;
    open->flags &= ~(unsigned)(PHS_VALUE_NOT_NULL);
    return open;
}

static const struct phs_value *minus(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    const struct phs_value *zero = phs_value_number(eval.template->arena, 0, e->place);
    const struct phs_value *args[] = {zero, phs_bicep_value(eval, e->left)};
    return call(eval, "sub", args, 2, e->place);
}

/* ---- parts of values */

static const struct phs_value *absent(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    if (e->safe)
        return phs_value_null(eval.template->arena, e->place);
    return phs_arm_unknown(eval, PHS_WHY_ERROR, e->place, "a part that is asked for is not there");
}

static const struct phs_value *by_key(struct phs_arm_eval eval, const struct phs_bicep_expr *e, const struct phs_value *of,
                                      struct phs_slice key) {
    for (size_t i = 0; phs_is(of, PHS_MAP) && i < of->map.n; i++)
        if (key.len && phs_slice_ieq(of->map.at[i].key, key))
            return of->map.at[i].value;
    const struct phs_value *rest = phs_get_slice(of, PHS_SLICE(""));
    return rest ? rest : absent(eval, e);
}

static const struct phs_value *by_index(struct phs_arm_eval eval, const struct phs_bicep_expr *e, const struct phs_value *of) {
    const struct phs_value *key = phs_bicep_value(eval, e->right);
    if (phs_is(of, PHS_UNKNOWN) || phs_is(key, PHS_UNKNOWN))
        return phs_is(of, PHS_UNKNOWN) ? of : key;
    if (phs_is(key, PHS_STRING))
        return by_key(eval, e, of, key->string);
    double n = phs_is(of, PHS_LIST) ? (double)of->list.n : 0, at = phs_is(key, PHS_NUMBER) ? key->number.value : -1;
    at = e->from_end ? n - at : at;
    return at >= 0 && at < n ? of->list.at[(size_t)at] : absent(eval, e);
}

static struct phs_slice plain_key(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    return e->kind == PHS_BICEP_MEMBER ? e->text : phs_text(phs_bicep_value(eval, e->right));
}

/* module.outputs.name, or NULL */
static const struct phs_value *output(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    const struct phs_bicep_expr *outputs = e->left;
    if (outputs->kind != PHS_BICEP_MEMBER || !phs_slice_is(outputs->text, "outputs") ||
        !phs_bicep_is_reference(eval, outputs->left))
        return NULL;
    struct phs_arm_item *item = phs_bicep_item(eval, outputs->left);
    if (!item)
        return phs_arm_unknown(eval, PHS_WHY_COMPUTED, e->place, "which module is asked is not known");
    if (item->declaration->what != PHS_BICEP_MODULE)
        return NULL;
    if (item->absent && (e->safe || outputs->safe))
        return phs_value_null(eval.template->arena, e->place);
    return phs_bicep_output(eval, item, plain_key(eval, e), e->place);
}

static const struct phs_value *of_imported(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    const struct phs_bicep_declaration *d;
    if (e->kind != PHS_BICEP_MEMBER || e->left->kind != PHS_BICEP_NAME)
        return NULL;
    struct phs_bicep_instance *other = phs_bicep_imported_as(eval.template->bicep, e->left->text, e->text, &d);
    return other && d->what == PHS_BICEP_VAR ? phs_bicep_declared(eval, other, d, e->place) : NULL;
}

static const struct phs_value *part(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    const struct phs_value *value = output(eval, e);
    if (!value)
        value = of_imported(eval, e);
    if (value)
        return value;
    bool whole_loop = e->kind == PHS_BICEP_INDEX && !phs_is(phs_bicep_value(eval, e->right), PHS_STRING);
    if (!whole_loop && phs_bicep_is_reference(eval, e->left)) {
        struct phs_arm_item *item = phs_bicep_item(eval, e->left);
        if (item && item->absent && e->safe)
            return phs_value_null(eval.template->arena, e->place);
        return item ? phs_bicep_item_member(eval, item, plain_key(eval, e), e->place)
                    : phs_arm_unknown(eval, PHS_WHY_COMPUTED, e->place, "which resource is asked is not known");
    }
    if (phs_bicep_is_reference(eval, e))
        return phs_arm_unknown(eval, PHS_WHY_COMPUTED, e->place, "a resource is known once it is deployed");
    const struct phs_value *of = phs_bicep_value(eval, e->left);
    if (phs_is(of, PHS_NULL))
        return absent(eval, e);
    if (e->kind == PHS_BICEP_INDEX)
        return by_index(eval, e, of);
    return phs_is(of, PHS_UNKNOWN) ? of : by_key(eval, e, of, e->text);
}

static const struct phs_value *named(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    struct phs_arm_item *item = phs_bicep_is_reference(eval, e) ? phs_bicep_item(eval, e) : NULL;
    return item ? phs_bicep_reference(eval, item, NULL, e->place) : phs_bicep_named(eval, e->text, e->place);
}

static const struct phs_value *called(struct phs_arm_eval eval, const void *body) {
    return phs_bicep_value(eval, body);
}

static const struct phs_value *number(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    struct phs_value *value = PHS_NEW(eval.template->arena, struct phs_value);
    *value = *phs_value_number(eval.template->arena, e->number, e->place);
    return value;
}

const struct phs_value *phs_bicep_value(struct phs_arm_eval eval, const struct phs_bicep_expr *e) {
    struct phs_arena *arena = eval.template->arena;
    if (++eval.depth > PHS_BICEP_MAX_DEPTH || *eval.template->steps == 0) {
        eval.template->exhausted = true;
        return phs_arm_unknown(eval, PHS_WHY_LIMIT, e->place, "the file is nested or repeated beyond what is followed");
    }
    --*eval.template->steps;
    switch (e->kind) {
    case PHS_BICEP_NULL:
        return phs_value_null(arena, e->place);
    case PHS_BICEP_BOOL:
        return phs_value_bool(arena, e->truth, e->place);
    case PHS_BICEP_NUMBER:
        return number(eval, e);
    case PHS_BICEP_STRING:
        return phs_value_string(arena, e->text, e->place);
    case PHS_BICEP_TEMPLATE:
        return text(eval, e);
    case PHS_BICEP_OBJECT:
        return object(eval, e);
    case PHS_BICEP_ARRAY:
        return array(eval, e);
    case PHS_BICEP_FOR:
        return loop(eval, e);
    case PHS_BICEP_NAME:
    case PHS_BICEP_NESTED:
        return named(eval, e);
    case PHS_BICEP_CALL:
        return phs_bicep_called(eval, e);
    case PHS_BICEP_MEMBER:
    case PHS_BICEP_INDEX:
        return part(eval, e);
    case PHS_BICEP_NOT: {
        const struct phs_value *of = phs_bicep_value(eval, e->left);
        return call(eval, "not", &of, 1, e->place);
    }
    case PHS_BICEP_MINUS:
        return minus(eval, e);
    case PHS_BICEP_BINARY:
        return binary(eval, e);
    case PHS_BICEP_TERNARY:
        return choice(eval, e);
    case PHS_BICEP_LAMBDA:
        return phs_arm_lambda(eval, e->names.at, e->names.n, e->right, called, e->place);
    case PHS_BICEP_IF:
    case PHS_BICEP_SPREAD:
        break;
    }
    return phs_arm_unknown(eval, PHS_WHY_ERROR, e->place, "this has no value where it stands");
}
