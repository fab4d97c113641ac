/* SPDX-License-Identifier: Apache-2.0 */
/* Names to addresses: through locals, variables, module inputs and outputs, remembered per module instance and path, to the
 * resources, data sources and modules behind them. Keys that are known pick one instance. */
#include "collect/terraform/mentions.h"

enum { MAX_TARGETS = 1000 };

void phs_tf_walk_add(const struct phs_tf_walk *walk, const char *address) {
    struct phs_tf_targets *into = walk->into;
    if (into->list.n >= MAX_TARGETS || phs_map_gets(&into->seen, address))
        return;
    phs_map_puts(&into->seen, address, (void *)(uintptr_t)1);
    PHS_PUSH(phs_tf_walk_arena(walk), into->list, address);
}

const char *phs_tf_step_text(struct phs_arena *arena, const struct phs_hcl_step *step) {
    if (step->key)
        return step->key->kind == PHS_STRING || step->key->kind == PHS_NUMBER ? phs_scalar_text(arena, step->key) : NULL;
    return step->name.len ? phs_slice_dup(arena, step->name) : NULL;
}

static struct phs_tf_targets *targets_of(const struct phs_tf_walk *walk, const char *what, struct phs_slice name,
                                         struct phs_tf_steps steps) {
    struct phs_arena *arena = phs_tf_walk_arena(walk);
    const char *key = phs_printf(arena, "%s.%.*s", what, (int)name.len, name.ptr);
    for (size_t i = 0; i < steps.n; i++) {
        const char *text = phs_tf_step_text(arena, &steps.at[i]);
        key = phs_printf(arena, "%s\n%s", key, text ? text : "*");
    }
    struct phs_tf_targets *targets = phs_map_gets(&walk->module->targets, key);
    if (!targets) {
        targets = PHS_NEW(arena, struct phs_tf_targets);
        phs_map_init(&targets->seen, arena);
        phs_map_puts(&walk->module->targets, key, targets);
    }
    return targets;
}

/* Runs down expr once for this name and adds what it found. inner says where expr stands. */
static void through(const struct phs_tf_walk *walk, struct phs_tf_walk inner, const char *what, struct phs_slice name,
                    const struct phs_hcl_expr *expr, struct phs_tf_steps steps) {
    struct phs_tf_targets *targets = targets_of(walk, what, name, steps);
    if (!targets->built && !targets->building && expr && walk->depth < PHS_TF_WALK_DEEP) {
        targets->building = true;
        inner.into = targets;
        inner.bound = NULL;
        inner.depth = walk->depth + 1;
        phs_tf_descend(&inner, expr, steps);
        targets->building = false;
        targets->built = true;
    }
    for (size_t i = 0; i < targets->list.n; i++)
        phs_tf_walk_add(walk, targets->list.at[i]);
}

static void through_local(const struct phs_tf_walk *walk, struct phs_tf_steps steps) {
    struct phs_tf_walk inner = {.module = walk->module};
    const struct phs_tf_decl *decl = phs_tf_find_decl(walk->module->dir, PHS_TF_LOCAL, steps.at[0].name);
    if (decl)
        through(walk, inner, "local", steps.at[0].name, decl->expr, phs_tf_steps_rest(steps, 1));
}

static void through_variable(const struct phs_tf_walk *walk, struct phs_tf_steps steps) {
    struct phs_tf_module *module = walk->module;
    if (!module->parent)
        return;
    const char *name = phs_slice_dup(phs_tf_walk_arena(walk), steps.at[0].name);
    const struct phs_hcl_attribute *given = phs_hcl_attribute(&module->call->node->decl->body, name);
    struct phs_tf_walk inner = {.module = module->parent, .instance = module->call};
    if (given)
        through(walk, inner, "var", steps.at[0].name, given->expr, phs_tf_steps_rest(steps, 1));
}

static void through_output(const struct phs_tf_walk *walk, struct phs_tf_module *child, struct phs_slice name,
                           struct phs_tf_steps steps) {
    const struct phs_tf_decl *decl = phs_tf_find_decl(child->dir, PHS_TF_OUTPUT, name);
    const struct phs_hcl_attribute *value = decl ? phs_hcl_attribute(&decl->body, "value") : NULL;
    struct phs_tf_walk at_child = *walk, inner = {.module = child};
    at_child.module = child;
    if (value)
        through(&at_child, inner, "output", name, value->expr, steps);
}

static struct phs_tf_instance *picked(const struct phs_tf_walk *walk, struct phs_tf_node *node, struct phs_tf_steps steps) {
    const char *text = steps.n ? phs_tf_step_text(phs_tf_walk_arena(walk), &steps.at[0]) : NULL;
    double index;
    if (node->existence || !text)
        return NULL;
    if (node->repeat == PHS_TF_EACH)
        return phs_map_gets(&node->by_key, text);
    if (node->repeat == PHS_TF_COUNT && phs_slice_number(phs_slice(text), &index) && index >= 0 &&
        index < (double)node->instances.n)
        return node->instances.at[(size_t)index];
    return NULL;
}

static void one_call(const struct phs_tf_walk *walk, struct phs_tf_instance *call, struct phs_tf_steps steps) {
    struct phs_tf_module *child = phs_tf_child(call);
    if (!child) {
        phs_tf_walk_add(walk, call->address);
        return;
    }
    if (steps.n) {
        const char *name = phs_tf_step_text(phs_tf_walk_arena(walk), &steps.at[0]);
        if (name)
            through_output(walk, child, phs_slice(name), phs_tf_steps_rest(steps, 1));
        return;
    }
    phs_tf_walk_add(walk, call->address);
    for (size_t i = 0; !walk->shallow && i < child->dir->decls[PHS_TF_OUTPUT].n; i++)
        through_output(walk, child, child->dir->decls[PHS_TF_OUTPUT].items[i].key, phs_tf_no_steps);
}

static void through_module(const struct phs_tf_walk *walk, struct phs_tf_node *node, struct phs_tf_steps steps) {
    struct phs_tf_instance *one = picked(walk, node, steps);
    if (one) {
        one_call(walk, one, phs_tf_steps_rest(steps, 1));
        return;
    }
    bool index = node->repeat != PHS_TF_SINGLE && steps.n && (steps.at[0].key || !steps.at[0].name.len);
    for (size_t i = 0; i < node->instances.n; i++)
        one_call(walk, node->instances.at[i], phs_tf_steps_rest(steps, index ? 1 : 0));
}

static void through_object(const struct phs_tf_walk *walk, struct phs_slice root, struct phs_tf_steps steps) {
    enum phs_tf_decl_kind kind = phs_slice_is(root, "data")     ? PHS_TF_DATA
                                 : phs_slice_is(root, "module") ? PHS_TF_MODULE
                                                                : PHS_TF_RESOURCE;
    size_t names = kind == PHS_TF_DATA ? 2 : 1;
    if (steps.n < names)
        return;
    struct phs_arena *arena = phs_tf_walk_arena(walk);
    struct phs_slice first = steps.at[0].name, second = names == 2 ? steps.at[1].name : first;
    const char *key = names == 2 ? phs_printf(arena, "data.%.*s.%.*s", (int)first.len, first.ptr, (int)second.len, second.ptr)
                                 : phs_printf(arena, "%.*s.%.*s", (int)root.len, root.ptr, (int)first.len, first.ptr);
    struct phs_tf_node *node = phs_tf_node(walk->module, kind, phs_slice(key));
    if (!node)
        return;
    phs_tf_expand(node);
    steps = phs_tf_steps_rest(steps, names);
    if (kind == PHS_TF_MODULE) {
        through_module(walk, node, steps);
        return;
    }
    struct phs_tf_instance *one = picked(walk, node, steps);
    if (one || node->existence || node->instances.n)
        phs_tf_walk_add(walk, one ? one->address : node->address);
}

void phs_tf_resolve(const struct phs_tf_walk *walk, struct phs_slice root, struct phs_tf_steps steps) {
    static const char *const silent[] = {"count", "path", "terraform", "self", "ephemeral", "provider"};
    for (const struct phs_tf_bound *bound = walk->bound; bound; bound = bound->outer)
        if (phs_slice_eq(bound->name, root)) {
            if (bound->over)
                phs_tf_descend(walk, bound->over, phs_tf_no_steps);
            return;
        }
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (phs_slice_is(root, silent[i]))
            return;
    if (walk->depth > PHS_TF_WALK_DEEP || !steps.n)
        return;
    if (phs_slice_is(root, "local"))
        through_local(walk, steps);
    else if (phs_slice_is(root, "var"))
        through_variable(walk, steps);
    else if (phs_slice_is(root, "each"))
        phs_tf_through_each(walk, steps);
    else
        through_object(walk, root, steps);
}
