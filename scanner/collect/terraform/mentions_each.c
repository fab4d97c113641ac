/* SPDX-License-Identifier: Apache-2.0 */
/* What each.value of one instance refers to, of all that its for_each does. */
#include "collect/terraform/mentions.h"

/* What a value that was computed by for_each can stem from: the references of its unknowns, the texts in it. */
struct trace {
    PHS_VEC(const char *) refs;
    PHS_VEC(struct phs_slice) texts;
    bool open; /* an unknown that says nothing of where it comes from */
};

static void trace_value(struct phs_arena *arena, struct trace *trace, const struct phs_value *value, int depth) {
    if (depth > 50 || trace->refs.n + trace->texts.n > 1000) {
        trace->open = true;
    } else if (value->kind == PHS_UNKNOWN) {
        trace->open |= value->unknown.ref == NULL;
        if (value->unknown.ref)
            PHS_PUSH(arena, trace->refs, value->unknown.ref);
    } else if (value->kind == PHS_STRING && value->string.len) {
        PHS_PUSH(arena, trace->texts, value->string);
    }
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n; i++)
        trace_value(arena, trace, value->list.at[i], depth + 1);
    for (size_t i = 0; value->kind == PHS_MAP && i < value->map.n; i++)
        trace_value(arena, trace, value->map.at[i].value, depth + 1);
}

static bool has_text(const struct phs_tf_instance *instance, const struct trace *trace) {
    const struct phs_value *body = instance->body;
    for (size_t i = 0; body && body->kind == PHS_MAP && i < body->map.n; i++)
        for (size_t k = 0; body->map.at[i].value->kind == PHS_STRING && k < trace->texts.n; k++)
            if (phs_slice_eq(body->map.at[i].value->string, trace->texts.at[k]))
                return true;
    return false;
}

static bool is_instance_of(const char *ref, const char *address) {
    size_t n = strlen(address);
    return strncmp(ref, address, n) == 0 && (ref[n] == '\0' || ref[n] == '[');
}

/* Of all that a computed for_each refers to, what this element's value can come from. */
static void add_traced(const struct phs_tf_walk *walk, const struct trace *trace, const char *address) {
    struct phs_tf_root *root = walk->module->root;
    const struct phs_tf_node *node = phs_map_gets(&root->nodes, address);
    struct phs_tf_instance *one = phs_map_gets(&root->addresses, address);
    for (size_t i = 0; i < trace->refs.n; i++)
        if (is_instance_of(trace->refs.at[i], address))
            phs_tf_walk_add(walk, trace->refs.at[i]);
    if (one && has_text(one, trace))
        phs_tf_walk_add(walk, address);
    for (size_t i = 0; !one && node && i < node->instances.n; i++)
        if (has_text(node->instances.at[i], trace))
            phs_tf_walk_add(walk, node->instances.at[i]->address);
}

static const struct phs_value *value_at(const struct phs_tf_walk *walk, const struct phs_value *value,
                                        struct phs_tf_steps steps) {
    for (size_t i = 0; value && i < steps.n && value->kind != PHS_UNKNOWN; i++) {
        const char *text = phs_tf_step_text(phs_tf_walk_arena(walk), &steps.at[i]);
        value = text ? phs_get_path(value, text) : NULL;
    }
    return value;
}

static void through_element(const struct phs_tf_walk *walk, const struct phs_tf_walk *inner, const struct phs_hcl_expr *over,
                            struct phs_tf_steps steps) {
    struct phs_tf_targets found = {0};
    struct phs_tf_walk all = *inner;
    const struct phs_tf_instance *instance = walk->instance;
    struct phs_hcl_step *longer = PHS_NEW_N(phs_tf_walk_arena(walk), struct phs_hcl_step, steps.n);
    memcpy(longer, steps.at, steps.n * sizeof *longer);
    longer[0] = (struct phs_hcl_step){.key = instance->key, .place = steps.at[0].place};
    phs_map_init(&found.seen, phs_tf_walk_arena(walk));
    all.into = &found;
    phs_tf_descend(&all, over, (struct phs_tf_steps){longer, steps.n});
    struct trace trace = {0};
    const struct phs_value *value = value_at(walk, instance->value, phs_tf_steps_rest(steps, 1));
    trace.open = value == NULL || found.list.n < 2;
    if (!trace.open)
        trace_value(phs_tf_walk_arena(walk), &trace, value, 0);
    for (size_t i = 0; i < found.list.n; i++) {
        if (trace.open)
            phs_tf_walk_add(walk, found.list.at[i]);
        else
            add_traced(walk, &trace, found.list.at[i]);
    }
}

void phs_tf_through_each(const struct phs_tf_walk *walk, struct phs_tf_steps steps) {
    const struct phs_tf_instance *instance = walk->instance;
    const struct phs_hcl_attribute *each = instance ? phs_hcl_attribute(&instance->node->decl->body, "for_each") : NULL;
    if (!each || !steps.n)
        return;
    struct phs_tf_walk inner = *walk;
    inner.module = instance->node->module;
    inner.instance = NULL;
    inner.depth++;
    bool element =
        phs_slice_is(steps.at[0].name, "value") || instance->key == instance->value; /* a set's keys are its values */
    if (element && instance->key)
        through_element(walk, &inner, each->expr, steps);
    else if (!instance->key)
        phs_tf_descend(&inner, each->expr, phs_tf_no_steps);
}
