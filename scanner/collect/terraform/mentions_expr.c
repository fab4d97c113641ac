/* SPDX-License-Identifier: Apache-2.0 */
/* Down an expression to the references in it. Static, because evaluation leaves out branches: both of a conditional count. */
#include "collect/terraform/mentions.h"

static const struct phs_hcl_expr *inner_of(const struct phs_hcl_expr *expr) {
    if (expr->kind == PHS_HCL_INDEX)
        return expr->index.from;
    return expr->kind == PHS_HCL_ATTRIBUTE ? expr->attribute.from : NULL;
}

static const struct phs_value *key_value(const struct phs_tf_walk *walk, const struct phs_hcl_expr *key) {
    struct phs_hcl_scope scope = phs_tf_scope(walk->module, walk->instance);
    bool failed;
    const struct phs_value *value = phs_hcl_eval_quietly(&scope, key, &failed);
    return failed || !phs_tf_is_scalar(value) ? NULL : value;
}

/* root.a[b].c as one reference, with keys evaluated where that can be done. more: steps that come behind. */
static void descend_chain(const struct phs_tf_walk *walk, const struct phs_hcl_expr *expr, struct phs_tf_steps more) {
    struct phs_arena *arena = phs_tf_walk_arena(walk);
    size_t outer = 0;
    const struct phs_hcl_expr *base = expr;
    for (; inner_of(base); base = inner_of(base))
        outer++;
    size_t fixed = base->kind == PHS_HCL_TRAVERSAL ? base->traversal.n : 0;
    struct phs_hcl_step *steps = PHS_NEW_N(arena, struct phs_hcl_step, fixed + outer + more.n);
    if (fixed)
        memcpy(steps, base->traversal.steps, fixed * sizeof *steps);
    size_t at = fixed + outer;
    for (const struct phs_hcl_expr *node = expr; inner_of(node); node = inner_of(node)) {
        steps[--at] = (struct phs_hcl_step){.place = node->place};
        if (node->kind == PHS_HCL_ATTRIBUTE) {
            steps[at].name = node->attribute.name;
        } else {
            steps[at].key = key_value(walk, node->index.key);
            phs_tf_descend(walk, node->index.key, phs_tf_no_steps);
        }
    }
    if (more.n)
        memcpy(steps + fixed + outer, more.at, more.n * sizeof *steps);
    struct phs_tf_steps all = {steps, fixed + outer + more.n};
    if (base->kind == PHS_HCL_TRAVERSAL)
        phs_tf_resolve(walk, base->traversal.root, all);
    else if (base->kind != PHS_HCL_SPLAT_ITEM)
        phs_tf_descend(walk, base, all);
}

static void descend_parts(const struct phs_tf_walk *walk, const struct phs_hcl_parts *parts) {
    for (size_t i = 0; i < parts->n; i++) {
        const struct phs_hcl_part *part = &parts->at[i];
        if (part->expr)
            phs_tf_descend(walk, part->expr, phs_tf_no_steps);
        struct phs_tf_bound key = {part->key, NULL, walk->bound};
        struct phs_tf_bound value = {part->value, NULL, part->key.len ? &key : walk->bound};
        struct phs_tf_walk inner = *walk;
        if (part->kind == PHS_HCL_PART_FOR)
            inner.bound = &value;
        descend_parts(&inner, &part->body);
        descend_parts(&inner, &part->otherwise);
    }
}

static void descend_for(const struct phs_tf_walk *walk, const struct phs_hcl_expr *expr) {
    phs_tf_descend(walk, expr->for_each.collection, phs_tf_no_steps);
    struct phs_tf_bound key = {expr->for_each.key_name, NULL, walk->bound};
    struct phs_tf_bound value = {expr->for_each.value_name, NULL, expr->for_each.key_name.len ? &key : walk->bound};
    struct phs_tf_walk inner = *walk;
    inner.bound = &value;
    if (expr->for_each.key)
        phs_tf_descend(&inner, expr->for_each.key, phs_tf_no_steps);
    phs_tf_descend(&inner, expr->for_each.value, phs_tf_no_steps);
    if (expr->for_each.condition)
        phs_tf_descend(&inner, expr->for_each.condition, phs_tf_no_steps);
}

/* An object that is asked for one key answers with that item alone. */
static bool descend_item(const struct phs_tf_walk *walk, const struct phs_hcl_expr *expr, struct phs_tf_steps steps) {
    const char *wanted = phs_tf_step_text(phs_tf_walk_arena(walk), &steps.at[0]);
    for (size_t i = 0; wanted && i < expr->object.n; i++) {
        struct phs_slice key;
        if (!phs_hcl_static_string(expr->object.at[i].key, &key))
            return false;
        if (phs_slice_is(key, wanted)) {
            phs_tf_descend(walk, expr->object.at[i].value, phs_tf_steps_rest(steps, 1));
            return true;
        }
    }
    return wanted != NULL;
}

static void descend_object(const struct phs_tf_walk *walk, const struct phs_hcl_expr *expr, struct phs_tf_steps steps) {
    if (steps.n && descend_item(walk, expr, steps))
        return;
    for (size_t i = 0; i < expr->object.n; i++) {
        if (!expr->object.at[i].bare)
            phs_tf_descend(walk, expr->object.at[i].key, phs_tf_no_steps);
        phs_tf_descend(walk, expr->object.at[i].value, phs_tf_no_steps);
    }
}

static bool hands_on(struct phs_slice name) {
    return phs_slice_is(name, "merge") || phs_slice_is(name, "try") || phs_slice_is(name, "coalesce") ||
           phs_slice_is(name, "tomap") || phs_slice_is(name, "nonsensitive") || phs_slice_is(name, "sensitive");
}

static void descend_call(const struct phs_tf_walk *walk, const struct phs_hcl_expr *expr, struct phs_tf_steps steps) {
    for (size_t i = 0; i < expr->call.n; i++)
        phs_tf_descend(walk, expr->call.args[i], hands_on(expr->call.name) ? steps : phs_tf_no_steps);
}

static void descend_conditional(const struct phs_tf_walk *walk, const struct phs_hcl_expr *expr, struct phs_tf_steps steps) {
    phs_tf_descend(walk, expr->conditional.condition, phs_tf_no_steps);
    phs_tf_descend(walk, expr->conditional.then, steps);
    phs_tf_descend(walk, expr->conditional.otherwise, steps);
}

static void descend_both(const struct phs_tf_walk *walk, const struct phs_hcl_expr *left, const struct phs_hcl_expr *right) {
    phs_tf_descend(walk, left, phs_tf_no_steps);
    phs_tf_descend(walk, right, phs_tf_no_steps);
}

static void descend_list(const struct phs_tf_walk *walk, const struct phs_hcl_expr *expr, struct phs_tf_steps steps) {
    const struct phs_value *key = steps.n ? steps.at[0].key : NULL;
    if (key && key->kind == PHS_NUMBER && key->number.value >= 0 && key->number.value < (double)expr->list.n) {
        phs_tf_descend(walk, expr->list.at[(size_t)key->number.value], phs_tf_steps_rest(steps, 1));
        return;
    }
    for (size_t i = 0; i < expr->list.n; i++)
        phs_tf_descend(walk, expr->list.at[i], phs_tf_no_steps);
}

void phs_tf_descend(const struct phs_tf_walk *walk, const struct phs_hcl_expr *expr, struct phs_tf_steps steps) {
    struct phs_tf_walk deeper = *walk;
    if (++deeper.depth > PHS_TF_WALK_DEEP)
        return;
    switch (expr->kind) {
    case PHS_HCL_TRAVERSAL:
    case PHS_HCL_INDEX:
    case PHS_HCL_ATTRIBUTE:
        descend_chain(&deeper, expr, steps);
        break;
    case PHS_HCL_TEMPLATE:
        descend_parts(&deeper, &expr->template.parts);
        break;
    case PHS_HCL_UNARY:
        phs_tf_descend(&deeper, expr->unary.operand, phs_tf_no_steps);
        break;
    case PHS_HCL_BINARY:
        descend_both(&deeper, expr->binary.left, expr->binary.right);
        break;
    case PHS_HCL_CONDITIONAL:
        descend_conditional(&deeper, expr, steps);
        break;
    case PHS_HCL_FOR:
        descend_for(&deeper, expr);
        break;
    case PHS_HCL_SPLAT:
        descend_both(&deeper, expr->splat.from, expr->splat.each);
        break;
    case PHS_HCL_CALL:
        descend_call(&deeper, expr, steps);
        break;
    case PHS_HCL_LIST:
        descend_list(&deeper, expr, steps);
        break;
    case PHS_HCL_OBJECT:
        descend_object(&deeper, expr, steps);
        break;
    case PHS_HCL_PARENS:
        phs_tf_descend(&deeper, expr->parens, steps);
        break;
    default:
        break;
    }
}
