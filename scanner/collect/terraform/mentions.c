/* SPDX-License-Identifier: Apache-2.0 */
/* What an attribute refers to in the end: through locals, variables, module inputs and outputs, each.value, both branches of a
 * conditional. Static, because evaluation leaves out branches; precise, because keys that are known pick one instance. */
#include "collect/terraform/scan.h"

enum { MAX_TARGETS = 1000, MAX_MENTIONS = 1000000, MAX_DEEP = 200 };

struct bound {
    struct phs_slice name;
    const struct phs_hcl_expr *over; /* what a dynamic block's iterator goes through, or NULL */
    const struct bound *outer;
};

struct walk {
    struct phs_tf_module *module;
    struct phs_tf_instance *instance;
    const struct bound *bound;
    struct phs_tf_targets *into;
    int depth;
    bool shallow; /* depends_on: a module as a whole is meant, not what its outputs refer to */
};

struct steps {
    const struct phs_hcl_step *at;
    size_t n;
};

static const struct steps none = {NULL, 0};

static void descend(const struct walk *walk, const struct phs_hcl_expr *expr, struct steps steps);
static void resolve(const struct walk *walk, struct phs_slice root, struct steps steps);

static struct phs_arena *arena_of(const struct walk *walk) {
    return walk->module->root->scan->arena;
}

static void add(const struct walk *walk, const char *address) {
    struct phs_tf_targets *into = walk->into;
    if (into->list.n >= MAX_TARGETS || phs_map_gets(&into->seen, address))
        return;
    phs_map_puts(&into->seen, address, (void *)(uintptr_t)1);
    PHS_PUSH(arena_of(walk), into->list, address);
}

static struct steps rest(struct steps steps, size_t n) {
    return n < steps.n ? (struct steps){steps.at + n, steps.n - n} : none;
}

/* The name or key of a step as text; NULL when the key is not known. */
static const char *step_text(struct phs_arena *arena, const struct phs_hcl_step *step) {
    if (step->key)
        return step->key->kind == PHS_STRING || step->key->kind == PHS_NUMBER ? phs_scalar_text(arena, step->key) : NULL;
    return step->name.len ? phs_slice_dup(arena, step->name) : NULL;
}

/* ---- names, remembered per module instance and path */

static struct phs_tf_targets *targets_of(const struct walk *walk, const char *what, struct phs_slice name, struct steps steps) {
    struct phs_arena *arena = arena_of(walk);
    const char *key = phs_printf(arena, "%s.%.*s", what, (int)name.len, name.ptr);
    for (size_t i = 0; i < steps.n; i++) {
        const char *text = step_text(arena, &steps.at[i]);
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
static void through(const struct walk *walk, struct walk inner, const char *what, struct phs_slice name,
                    const struct phs_hcl_expr *expr, struct steps steps) {
    struct phs_tf_targets *targets = targets_of(walk, what, name, steps);
    if (!targets->built && !targets->building && expr && walk->depth < MAX_DEEP) {
        targets->building = true;
        inner.into = targets;
        inner.bound = NULL;
        inner.depth = walk->depth + 1;
        descend(&inner, expr, steps);
        targets->building = false;
        targets->built = true;
    }
    for (size_t i = 0; i < targets->list.n; i++)
        add(walk, targets->list.at[i]);
}

static void through_local(const struct walk *walk, struct steps steps) {
    struct walk inner = {.module = walk->module};
    const struct phs_tf_decl *decl = phs_tf_find_decl(walk->module->dir, PHS_TF_LOCAL, steps.at[0].name);
    if (decl)
        through(walk, inner, "local", steps.at[0].name, decl->expr, rest(steps, 1));
}

static void through_variable(const struct walk *walk, struct steps steps) {
    struct phs_tf_module *module = walk->module;
    if (!module->parent)
        return;
    const char *name = phs_slice_dup(arena_of(walk), steps.at[0].name);
    const struct phs_hcl_attribute *given = phs_hcl_attribute(&module->call->node->decl->body, name);
    struct walk inner = {.module = module->parent, .instance = module->call};
    if (given)
        through(walk, inner, "var", steps.at[0].name, given->expr, rest(steps, 1));
}

static void through_output(const struct walk *walk, struct phs_tf_module *child, struct phs_slice name, struct steps steps) {
    const struct phs_tf_decl *decl = phs_tf_find_decl(child->dir, PHS_TF_OUTPUT, name);
    const struct phs_hcl_attribute *value = decl ? phs_hcl_attribute(&decl->body, "value") : NULL;
    struct walk at_child = *walk, inner = {.module = child};
    at_child.module = child;
    if (value)
        through(&at_child, inner, "output", name, value->expr, steps);
}

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
static void add_traced(const struct walk *walk, const struct trace *trace, const char *address) {
    struct phs_tf_root *root = walk->module->root;
    const struct phs_tf_node *node = phs_map_gets(&root->nodes, address);
    struct phs_tf_instance *one = phs_map_gets(&root->addresses, address);
    for (size_t i = 0; i < trace->refs.n; i++)
        if (is_instance_of(trace->refs.at[i], address))
            add(walk, trace->refs.at[i]);
    if (one && has_text(one, trace))
        add(walk, address);
    for (size_t i = 0; !one && node && i < node->instances.n; i++)
        if (has_text(node->instances.at[i], trace))
            add(walk, node->instances.at[i]->address);
}

static const struct phs_value *value_at(const struct walk *walk, const struct phs_value *value, struct steps steps) {
    for (size_t i = 0; value && i < steps.n && value->kind != PHS_UNKNOWN; i++) {
        const char *text = step_text(arena_of(walk), &steps.at[i]);
        value = text ? phs_get_path(value, text) : NULL;
    }
    return value;
}

static void through_element(const struct walk *walk, const struct walk *inner, const struct phs_hcl_expr *over,
                            struct steps steps) {
    struct phs_tf_targets found = {0};
    struct walk all = *inner;
    const struct phs_tf_instance *instance = walk->instance;
    struct phs_hcl_step *longer = PHS_NEW_N(arena_of(walk), struct phs_hcl_step, steps.n);
    memcpy(longer, steps.at, steps.n * sizeof *longer);
    longer[0] = (struct phs_hcl_step){.key = instance->key, .place = steps.at[0].place};
    phs_map_init(&found.seen, arena_of(walk));
    all.into = &found;
    descend(&all, over, (struct steps){longer, steps.n});
    struct trace trace = {0};
    const struct phs_value *value = value_at(walk, instance->value, rest(steps, 1));
    trace.open = value == NULL || found.list.n < 2;
    if (!trace.open)
        trace_value(arena_of(walk), &trace, value, 0);
    for (size_t i = 0; i < found.list.n; i++) {
        if (trace.open)
            add(walk, found.list.at[i]);
        else
            add_traced(walk, &trace, found.list.at[i]);
    }
}

/* each.value: of a for_each that is written as an object only the element of this key, of a computed one what its value shows.
 */
static void through_each(const struct walk *walk, struct steps steps) {
    const struct phs_tf_instance *instance = walk->instance;
    const struct phs_hcl_attribute *each = instance ? phs_hcl_attribute(&instance->node->decl->body, "for_each") : NULL;
    if (!each || !steps.n)
        return;
    struct walk inner = *walk;
    inner.module = instance->node->module;
    inner.instance = NULL;
    inner.depth++;
    bool element =
        phs_slice_is(steps.at[0].name, "value") || instance->key == instance->value; /* a set's keys are its values */
    if (element && instance->key)
        through_element(walk, &inner, each->expr, steps);
    else if (!instance->key)
        descend(&inner, each->expr, none);
}

/* ---- resources, data sources, modules */

static struct phs_tf_instance *picked(const struct walk *walk, struct phs_tf_node *node, struct steps steps) {
    const char *text = steps.n ? step_text(arena_of(walk), &steps.at[0]) : NULL;
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

static void one_call(const struct walk *walk, struct phs_tf_instance *call, struct steps steps) {
    struct phs_tf_module *child = phs_tf_child(call);
    if (!child) {
        add(walk, call->address);
        return;
    }
    if (steps.n) {
        const char *name = step_text(arena_of(walk), &steps.at[0]);
        if (name)
            through_output(walk, child, phs_slice(name), rest(steps, 1));
        return;
    }
    add(walk, call->address);
    for (size_t i = 0; !walk->shallow && i < child->dir->decls[PHS_TF_OUTPUT].n; i++)
        through_output(walk, child, child->dir->decls[PHS_TF_OUTPUT].items[i].key, none);
}

static void through_module(const struct walk *walk, struct phs_tf_node *node, struct steps steps) {
    struct phs_tf_instance *one = picked(walk, node, steps);
    if (one) {
        one_call(walk, one, rest(steps, 1));
        return;
    }
    bool index = node->repeat != PHS_TF_SINGLE && steps.n && (steps.at[0].key || !steps.at[0].name.len);
    for (size_t i = 0; i < node->instances.n; i++)
        one_call(walk, node->instances.at[i], rest(steps, index ? 1 : 0));
}

static void through_object(const struct walk *walk, struct phs_slice root, struct steps steps) {
    enum phs_tf_decl_kind kind = phs_slice_is(root, "data")     ? PHS_TF_DATA
                                 : phs_slice_is(root, "module") ? PHS_TF_MODULE
                                                                : PHS_TF_RESOURCE;
    size_t names = kind == PHS_TF_DATA ? 2 : 1;
    if (steps.n < names)
        return;
    struct phs_arena *arena = arena_of(walk);
    struct phs_slice first = steps.at[0].name, second = names == 2 ? steps.at[1].name : first;
    const char *key = names == 2 ? phs_printf(arena, "data.%.*s.%.*s", (int)first.len, first.ptr, (int)second.len, second.ptr)
                                 : phs_printf(arena, "%.*s.%.*s", (int)root.len, root.ptr, (int)first.len, first.ptr);
    struct phs_tf_node *node = phs_tf_node(walk->module, kind, phs_slice(key));
    if (!node)
        return;
    phs_tf_expand(node);
    steps = rest(steps, names);
    if (kind == PHS_TF_MODULE) {
        through_module(walk, node, steps);
        return;
    }
    struct phs_tf_instance *one = picked(walk, node, steps);
    if (one || node->existence || node->instances.n)
        add(walk, one ? one->address : node->address);
}

static void resolve(const struct walk *walk, struct phs_slice root, struct steps steps) {
    static const char *const silent[] = {"count", "path", "terraform", "self", "ephemeral", "provider"};
    for (const struct bound *bound = walk->bound; bound; bound = bound->outer)
        if (phs_slice_eq(bound->name, root)) {
            if (bound->over)
                descend(walk, bound->over, none);
            return;
        }
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (phs_slice_is(root, silent[i]))
            return;
    if (walk->depth > MAX_DEEP || !steps.n)
        return;
    if (phs_slice_is(root, "local"))
        through_local(walk, steps);
    else if (phs_slice_is(root, "var"))
        through_variable(walk, steps);
    else if (phs_slice_is(root, "each"))
        through_each(walk, steps);
    else
        through_object(walk, root, steps);
}

/* ---- expressions */

static const struct phs_hcl_expr *inner_of(const struct phs_hcl_expr *expr) {
    if (expr->kind == PHS_HCL_INDEX)
        return expr->index.from;
    return expr->kind == PHS_HCL_ATTRIBUTE ? expr->attribute.from : NULL;
}

static const struct phs_value *key_value(const struct walk *walk, const struct phs_hcl_expr *key) {
    struct phs_hcl_scope scope = phs_tf_scope(walk->module, walk->instance);
    bool failed;
    const struct phs_value *value = phs_hcl_eval_quietly(&scope, key, &failed);
    return failed || !phs_tf_is_scalar(value) ? NULL : value;
}

/* root.a[b].c as one reference, with keys evaluated where that can be done. more: steps that come behind. */
static void descend_chain(const struct walk *walk, const struct phs_hcl_expr *expr, struct steps more) {
    struct phs_arena *arena = arena_of(walk);
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
            descend(walk, node->index.key, none);
        }
    }
    if (more.n)
        memcpy(steps + fixed + outer, more.at, more.n * sizeof *steps);
    struct steps all = {steps, fixed + outer + more.n};
    if (base->kind == PHS_HCL_TRAVERSAL)
        resolve(walk, base->traversal.root, all);
    else if (base->kind != PHS_HCL_SPLAT_ITEM)
        descend(walk, base, all);
}

static void descend_parts(const struct walk *walk, const struct phs_hcl_parts *parts) {
    for (size_t i = 0; i < parts->n; i++) {
        const struct phs_hcl_part *part = &parts->at[i];
        if (part->expr)
            descend(walk, part->expr, none);
        struct bound key = {part->key, NULL, walk->bound};
        struct bound value = {part->value, NULL, part->key.len ? &key : walk->bound};
        struct walk inner = *walk;
        if (part->kind == PHS_HCL_PART_FOR)
            inner.bound = &value;
        descend_parts(&inner, &part->body);
        descend_parts(&inner, &part->otherwise);
    }
}

static void descend_for(const struct walk *walk, const struct phs_hcl_expr *expr) {
    descend(walk, expr->for_each.collection, none);
    struct bound key = {expr->for_each.key_name, NULL, walk->bound};
    struct bound value = {expr->for_each.value_name, NULL, expr->for_each.key_name.len ? &key : walk->bound};
    struct walk inner = *walk;
    inner.bound = &value;
    if (expr->for_each.key)
        descend(&inner, expr->for_each.key, none);
    descend(&inner, expr->for_each.value, none);
    if (expr->for_each.condition)
        descend(&inner, expr->for_each.condition, none);
}

/* An object that is asked for one key answers with that item alone. */
static bool descend_item(const struct walk *walk, const struct phs_hcl_expr *expr, struct steps steps) {
    const char *wanted = step_text(arena_of(walk), &steps.at[0]);
    for (size_t i = 0; wanted && i < expr->object.n; i++) {
        struct phs_slice key;
        if (!phs_hcl_static_string(expr->object.at[i].key, &key))
            return false;
        if (phs_slice_is(key, wanted)) {
            descend(walk, expr->object.at[i].value, rest(steps, 1));
            return true;
        }
    }
    return wanted != NULL;
}

static void descend_object(const struct walk *walk, const struct phs_hcl_expr *expr, struct steps steps) {
    if (steps.n && descend_item(walk, expr, steps))
        return;
    for (size_t i = 0; i < expr->object.n; i++) {
        if (!expr->object.at[i].bare)
            descend(walk, expr->object.at[i].key, none);
        descend(walk, expr->object.at[i].value, none);
    }
}

static bool hands_on(struct phs_slice name) {
    return phs_slice_is(name, "merge") || phs_slice_is(name, "try") || phs_slice_is(name, "coalesce") ||
           phs_slice_is(name, "tomap") || phs_slice_is(name, "nonsensitive") || phs_slice_is(name, "sensitive");
}

static void descend_list(const struct walk *walk, const struct phs_hcl_expr *expr, struct steps steps) {
    const struct phs_value *key = steps.n ? steps.at[0].key : NULL;
    if (key && key->kind == PHS_NUMBER && key->number.value >= 0 && key->number.value < (double)expr->list.n) {
        descend(walk, expr->list.at[(size_t)key->number.value], rest(steps, 1));
        return;
    }
    for (size_t i = 0; i < expr->list.n; i++)
        descend(walk, expr->list.at[i], none);
}

static void descend(const struct walk *walk, const struct phs_hcl_expr *expr, struct steps steps) {
    struct walk deeper = *walk;
    deeper.depth++;
    walk = &deeper;
    if (walk->depth > MAX_DEEP)
        return;
    switch (expr->kind) {
    case PHS_HCL_TRAVERSAL:
    case PHS_HCL_INDEX:
    case PHS_HCL_ATTRIBUTE:
        descend_chain(walk, expr, steps);
        break;
    case PHS_HCL_TEMPLATE:
        descend_parts(walk, &expr->template.parts);
        break;
    case PHS_HCL_UNARY:
        descend(walk, expr->unary.operand, none);
        break;
    case PHS_HCL_BINARY:
        descend(walk, expr->binary.left, none);
        descend(walk, expr->binary.right, none);
        break;
    case PHS_HCL_CONDITIONAL:
        descend(walk, expr->conditional.condition, none);
        descend(walk, expr->conditional.then, steps);
        descend(walk, expr->conditional.otherwise, steps);
        break;
    case PHS_HCL_FOR:
        descend_for(walk, expr);
        break;
    case PHS_HCL_SPLAT:
        descend(walk, expr->splat.from, none);
        descend(walk, expr->splat.each, none);
        break;
    case PHS_HCL_CALL:
        for (size_t i = 0; i < expr->call.n; i++)
            descend(walk, expr->call.args[i], hands_on(expr->call.name) ? steps : none);
        break;
    case PHS_HCL_LIST:
        descend_list(walk, expr, steps);
        break;
    case PHS_HCL_OBJECT:
        descend_object(walk, expr, steps);
        break;
    case PHS_HCL_PARENS:
        descend(walk, expr->parens, steps);
        break;
    default:
        break;
    }
}

/* ---- bodies */

static void mention_one(const struct walk *walk, const char *target, const char *path, struct phs_place place) {
    struct phs_tf_root *root = walk->module->root;
    struct phs_graph *graph = root->scan->graph;
    if (strcmp(target, walk->instance->address) == 0)
        return;
    if (root->mentions++ < MAX_MENTIONS)
        phs_graph_mention(graph, walk->instance->resource, PHS_REFERS_TO, target, path, place);
    else if (root->mentions == MAX_MENTIONS + 1)
        phs_graph_cover(
            graph, "infrastructure", root->path, PHS_READ_PARTLY, true,
            phs_printf(root->scan->arena, "%s: more than %d references; not all were followed", root->path, (int)MAX_MENTIONS),
            place);
}

static void mention_expr(const struct walk *walk, const struct phs_hcl_attribute *attribute, const char *path) {
    struct phs_tf_targets targets = {0};
    struct walk inner = *walk;
    phs_map_init(&targets.seen, arena_of(walk));
    inner.into = &targets;
    inner.shallow = phs_slice_is(attribute->name, "depends_on");
    descend(&inner, attribute->expr, none);
    for (size_t i = 0; i < targets.list.n; i++)
        mention_one(walk, targets.list.at[i], path, attribute->place);
}

static const char *join_path(struct phs_arena *arena, const char *path, struct phs_slice name) {
    return phs_printf(arena, "%s%s%.*s", path, path[0] ? "." : "", (int)name.len, name.ptr);
}

static bool is_silent(const struct walk *walk, const struct phs_hcl_attribute *attribute, bool top) {
    bool module = walk->instance->node->decl->kind == PHS_TF_MODULE;
    bool repeat = phs_slice_is(attribute->name, "count") || phs_slice_is(attribute->name, "for_each");
    if (phs_slice_is(attribute->name, "ignore_changes"))
        return true;
    if (top && repeat) /* expanded: what an instance takes from there shows where each and count stand */
        return walk->instance->node->existence == NULL;
    return top && (phs_slice_is(attribute->name, "provider") ||
                   (module && (phs_slice_is(attribute->name, "providers") || phs_slice_is(attribute->name, "source"))));
}

static void mention_body(const struct walk *walk, const struct phs_hcl_body *body, const char *path, int depth);

static void mention_dynamic(const struct walk *walk, const struct phs_hcl_block *block, const char *path, int depth) {
    struct phs_arena *arena = arena_of(walk);
    const char *inner_path = join_path(arena, path, phs_hcl_label(block, 0));
    const struct phs_hcl_attribute *each = phs_hcl_attribute(&block->body, "for_each");
    const struct phs_hcl_attribute *iterator = phs_hcl_attribute(&block->body, "iterator");
    const struct phs_hcl_block *content = phs_hcl_next_block(&block->body, "content", NULL);
    struct phs_slice name = iterator ? phs_hcl_keyword(iterator->expr) : phs_hcl_label(block, 0);
    struct bound bound = {name, each ? each->expr : NULL, walk->bound};
    struct walk inner = *walk;
    if (each)
        mention_expr(walk, each, inner_path);
    inner.bound = &bound;
    if (content)
        mention_body(&inner, &content->body, inner_path, depth + 1);
}

static size_t blocks_of(const struct phs_hcl_body *body, struct phs_slice type, size_t before) {
    size_t n = 0;
    for (size_t i = 0; i < before; i++)
        n += phs_slice_eq(body->blocks[i].type, type) ? 1 : 0;
    return n;
}

static void mention_body(const struct walk *walk, const struct phs_hcl_body *body, const char *path, int depth) {
    struct phs_arena *arena = arena_of(walk);
    for (size_t i = 0; i < body->attribute_count; i++)
        if (!is_silent(walk, &body->attributes[i], depth == 0))
            mention_expr(walk, &body->attributes[i], join_path(arena, path, body->attributes[i].name));
    for (size_t i = 0; i < body->block_count && depth < 100; i++) {
        const struct phs_hcl_block *block = &body->blocks[i];
        if (phs_slice_is(block->type, "dynamic") && block->label_count) {
            mention_dynamic(walk, block, path, depth);
            continue;
        }
        const char *inner = join_path(arena, path, block->type);
        if (blocks_of(body, block->type, body->block_count) > 1)
            inner = phs_printf(arena, "%s.%zu", inner, blocks_of(body, block->type, i));
        mention_body(walk, &block->body, inner, depth + 1);
    }
}

void phs_tf_mention(struct phs_tf_instance *instance) {
    struct walk walk = {.module = instance->node->module, .instance = instance};
    mention_body(&walk, &instance->node->decl->body, "", 0);
}
