/* SPDX-License-Identifier: Apache-2.0 */
/* What a name stands for: an element of a loop, a parameter, a variable; and functions of the file's own. Parameters, variables
 * and outputs are worked out once; meeting one again on the way is a cycle. */
#include "collect/bicep/instance.h"

enum { MOST_ARGUMENTS = 200 };

static const struct phs_value *sensitive(struct phs_arena *arena, const struct phs_value *value) {
    struct phs_value *copy = PHS_NEW(arena, struct phs_value);
    if (value->kind != PHS_STRING && value->kind != PHS_UNKNOWN)
        return value;
    *copy = *value;
    copy->flags |= PHS_VALUE_SENSITIVE;
    return copy;
}

/* It is one of those that @allowed lists. */
static const struct phs_value *unset(struct phs_arm_eval eval, const struct phs_bicep_declaration *d, struct phs_place place) {
    struct phs_arena *arena = eval.template->arena;
    struct phs_value *value = (struct phs_value *)(uintptr_t)phs_arm_unknown(
        eval, PHS_WHY_VARIABLE, place, "parameter %.*s has no value", (int)d->name.len, d->name.ptr);
    const struct phs_value *allowed = d->allowed ? phs_bicep_value(eval, d->allowed) : NULL;
    if (phs_is(allowed, PHS_LIST) && allowed->list.n && !phs_find_unknown(allowed)) {
        struct phs_hint *hint = PHS_NEW(arena, struct phs_hint);
        hint->choices = allowed->list.at;
        hint->choice_count = allowed->list.n;
        value->unknown.hint = hint;
    }
    if (!d->nullable)
        value->flags |= PHS_VALUE_NOT_NULL;
    return value;
}

static const struct phs_value *parameter(struct phs_arm_eval eval, const struct phs_bicep_instance *in,
                                         const struct phs_bicep_declaration *d, struct phs_place place) {
    const struct phs_bicep_given *given = phs_map_get(&in->given, d->name);
    const struct phs_value *value = given ? (eval.lenient ? given->lenient : given->value) : NULL;
    if (value && value->kind == PHS_NULL && d->value)
        value = NULL; /* null asks for the default */
    if (!value && d->value)
        value = phs_bicep_value(eval, d->value);
    if (!value && d->nullable)
        value = phs_value_null(eval.template->arena, d->place);
    if (!value)
        value = unset(eval, d, place);
    return d->secure ? sensitive(eval.template->arena, value) : value;
}

const struct phs_value *phs_bicep_declared(struct phs_arm_eval eval, struct phs_bicep_instance *in,
                                           const struct phs_bicep_declaration *d, struct phs_place place) {
    struct phs_arm_template *t = in->template;
    const char *key = phs_printf(t->arena, "%d%d %.*s", (int)d->what, eval.lenient, (int)d->name.len, d->name.ptr);
    const struct phs_value *have = phs_map_gets(&t->memo, key);
    if (have)
        return have;
    for (size_t i = 0; i < t->on_the_way.n; i++)
        if (strcmp(t->on_the_way.at[i], key) == 0)
            return phs_arm_unknown(eval, PHS_WHY_CYCLE, place, "%.*s depends on itself", (int)d->name.len, d->name.ptr);
    PHS_PUSH(t->arena, t->on_the_way, key);
    eval.template = t;
    eval.loop = NULL;
    have = d->what == PHS_BICEP_PARAM ? parameter(eval, in, d, place) : phs_bicep_value(eval, d->value);
    t->on_the_way.n--;
    phs_map_puts(&t->memo, key, (void *)(uintptr_t)have);
    return have;
}

const struct phs_value *phs_bicep_named(struct phs_arm_eval eval, struct phs_slice name, struct phs_place place) {
    struct phs_bicep_instance *in = eval.template->bicep;
    for (const struct phs_arm_loop *loop = eval.loop; loop; loop = loop->outer)
        if (loop->value && phs_slice_eq(loop->variable, name))
            return loop->value;
    const struct phs_bicep_declaration *d = phs_map_get(&in->unit->names, name);
    if (!d || d->what == PHS_BICEP_FUNC) {
        struct phs_bicep_instance *other = phs_bicep_imported(in, name, &d);
        return other && d->what == PHS_BICEP_VAR
                   ? phs_bicep_declared(eval, other, d, place)
                   : phs_arm_unknown(eval, PHS_WHY_UNREAD, place, "%.*s is declared nowhere that was read", (int)name.len,
                                     name.ptr);
    }
    if (d->what == PHS_BICEP_PARAM || d->what == PHS_BICEP_VAR)
        return phs_bicep_declared(eval, in, d, place);
    return phs_arm_unknown(eval, PHS_WHY_COMPUTED, place, "%.*s is known once it is deployed", (int)name.len, name.ptr);
}

static const struct phs_value *call_own(struct phs_arm_eval eval, struct phs_bicep_instance *in,
                                        const struct phs_bicep_declaration *d, const struct phs_value **args, size_t n) {
    struct phs_arm_loop bound[MOST_ARGUMENTS];
    eval.template = in->template;
    eval.loop = NULL;
    for (size_t i = 0; i < n && i < d->names.n && i < MOST_ARGUMENTS; i++) {
        bound[i] = (struct phs_arm_loop){.variable = d->names.at[i], .value = args[i], .outer = eval.loop};
        eval.loop = &bound[i];
    }
    for (size_t i = n; i < d->names.n && i < MOST_ARGUMENTS; i++) {
        bound[i] = (struct phs_arm_loop){
            .variable = d->names.at[i], .value = phs_value_null(in->template->arena, d->place), .outer = eval.loop};
        eval.loop = &bound[i];
    }
    eval.depth += 10; /* functions may call each other, and each call costs more of the stack than a node */
    return phs_bicep_value(eval, d->value);
}

/* The function's declaration and where it stands; NULL for those that every file has. */
static struct phs_bicep_instance *own_function(struct phs_arm_eval eval, const struct phs_bicep_expr *call,
                                               const struct phs_bicep_declaration **ret_declaration) {
    struct phs_bicep_instance *in = eval.template->bicep, *other;
    const struct phs_bicep_declaration *d = NULL;
    if (call->left && call->left->kind == PHS_BICEP_NAME)
        other = phs_bicep_imported_as(in, call->left->text, call->text, &d);
    else {
        d = phs_map_get(&in->unit->names, call->text);
        other = d ? in : phs_bicep_imported(in, call->text, &d);
    }
    if (call->left && call->left->kind != PHS_BICEP_NAME)
        return NULL;
    *ret_declaration = d;
    return d && d->what == PHS_BICEP_FUNC ? other : NULL;
}

const struct phs_value *phs_bicep_called(struct phs_arm_eval eval, const struct phs_bicep_expr *call) {
    const struct phs_value *args[MOST_ARGUMENTS];
    const struct phs_bicep_declaration *d = NULL;
    size_t n = call->items.n < MOST_ARGUMENTS ? call->items.n : MOST_ARGUMENTS;
    if (call->left && phs_bicep_is_reference(eval, call->left))
        return phs_arm_unknown(eval, PHS_WHY_DATA, call->place, "%.*s is answered by Azure", (int)call->text.len,
                               call->text.ptr);
    for (size_t i = 0; i < n; i++)
        args[i] = phs_bicep_value(eval, call->items.at[i]);
    struct phs_bicep_instance *in = own_function(eval, call, &d);
    if (in)
        return call_own(eval, in, d, args, n);
    const struct phs_value *loaded = phs_bicep_load(eval, call->text, args, n, call->place);
    return loaded ? loaded : phs_arm_function(eval, call->text, args, n, call->place);
}
