/* SPDX-License-Identifier: Apache-2.0 */
/* Names to values: var, local, module, data, each, count, path, terraform and resources; lazily, once, with cycles caught. */
#include "collect/terraform/scan.h"

#include "base/file.h"

struct frame {
    struct phs_tf_module *module;
    struct phs_tf_instance *instance; /* whose each and count are meant, or NULL */
};

static struct phs_tf_memo *memo_of(struct phs_tf_module *module, enum phs_tf_decl_kind kind, const struct phs_tf_decl *decl) {
    struct phs_tf_memo *memo = phs_map_gets(&module->memos[kind], decl->name);
    if (!memo) {
        memo = PHS_NEW(module->root->scan->arena, struct phs_tf_memo);
        phs_map_puts(&module->memos[kind], decl->name, memo);
    }
    return memo;
}

static const struct phs_value *cycle(struct phs_tf_module *module, const char *what, const struct phs_tf_decl *decl) {
    return phs_value_because(module->root->scan->arena, PHS_WHY_CYCLE, decl->header, "%s%s.%s depends on itself",
                             module->prefix, what, decl->name);
}

static const struct phs_value *undeclared(struct phs_tf_module *module, const char *what, struct phs_slice name,
                                          struct phs_place place) {
    bool damaged = module->dir->damaged;
    /* Files that are put together elsewhere (fixtures, templates of roots) leave the declaration to their neighbours. */
    enum phs_reason reason = strcmp(what, "var") == 0 ? PHS_WHY_VARIABLE : PHS_WHY_ERROR;
    int len = (int)(name.len < 100 ? name.len : 100);
    return phs_value_because(module->root->scan->arena, damaged ? PHS_WHY_UNREAD : reason, place,
                             damaged ? "%s%s.%.*s stands in a file that could not be read" : "%s%s.%.*s is not declared",
                             module->prefix, what, len, name.ptr);
}

const struct phs_value *phs_tf_local(struct phs_tf_module *module, struct phs_slice name, struct phs_place place) {
    const struct phs_tf_decl *decl = phs_tf_find_decl(module->dir, PHS_TF_LOCAL, name);
    if (!decl)
        return undeclared(module, "local", name, place);
    struct phs_tf_memo *memo = memo_of(module, PHS_TF_LOCAL, decl);
    if (memo->evaluating)
        return cycle(module, "local", decl);
    if (!memo->value) {
        struct phs_hcl_scope scope = phs_tf_scope(module, NULL);
        memo->evaluating = true;
        memo->value = phs_hcl_eval(&scope, decl->expr);
        memo->value = phs_tf_json_template(&scope, decl->expr, memo->value);
        memo->evaluating = false;
    }
    return memo->value;
}

static const struct phs_value *default_of(struct phs_tf_module *module, const struct phs_tf_decl *decl) {
    const struct phs_hcl_attribute *attribute = phs_hcl_attribute(&decl->body, "default");
    struct phs_hcl_scope scope = phs_tf_scope(module, NULL);
    scope.variable = NULL;
    return attribute ? phs_hcl_eval(&scope, attribute->expr) : NULL;
}

static const struct phs_value *given_to_root(struct phs_tf_module *module, const struct phs_tf_decl *decl) {
    return phs_map_gets(&module->root->values, decl->name);
}

static const struct phs_value *given_by_call(struct phs_tf_module *module, const struct phs_tf_decl *decl) {
    const struct phs_hcl_attribute *attribute = phs_hcl_attribute(&module->call->node->decl->body, decl->name);
    if (!attribute)
        return NULL;
    struct phs_hcl_scope scope = phs_tf_scope(module->parent, module->call);
    return phs_tf_json_template(&scope, attribute->expr, phs_hcl_eval(&scope, attribute->expr));
}

static const struct phs_value *variable_value(struct phs_tf_module *module, const struct phs_tf_decl *decl) {
    struct phs_arena *arena = module->root->scan->arena;
    const struct phs_value *value = module->parent ? given_by_call(module, decl) : given_to_root(module, decl);
    if (!value || (value->kind == PHS_NULL && !decl->nullable)) {
        const struct phs_value *fallback = default_of(module, decl);
        value = fallback ? fallback : value;
    }
    if (!value)
        value =
            phs_value_because(arena, PHS_WHY_VARIABLE, decl->header, "variable %s%s has no value", module->prefix, decl->name);
    else
        value = phs_tf_type_convert(arena, decl->var_type, value);
    if (value->kind == PHS_UNKNOWN && !decl->nullable)
        value = phs_tf_with_flags(arena, value, PHS_VALUE_NOT_NULL);
    if (!decl->sensitive)
        return value;
    module->root->host.sensitive = true;
    return phs_tf_with_flags(arena, value, PHS_VALUE_SENSITIVE);
}

const struct phs_value *phs_tf_variable(struct phs_tf_module *module, struct phs_slice name, struct phs_place place) {
    const struct phs_tf_decl *decl = phs_tf_find_decl(module->dir, PHS_TF_VARIABLE, name);
    if (!decl)
        return undeclared(module, "var", name, place);
    struct phs_tf_memo *memo = memo_of(module, PHS_TF_VARIABLE, decl);
    if (memo->evaluating)
        return cycle(module, "var", decl);
    if (!memo->value) {
        memo->evaluating = true;
        memo->value = variable_value(module, decl);
        memo->evaluating = false;
    }
    return memo->value;
}

const struct phs_value *phs_tf_output(struct phs_tf_module *module, struct phs_slice name, struct phs_place place) {
    const struct phs_tf_decl *decl = phs_tf_find_decl(module->dir, PHS_TF_OUTPUT, name);
    const struct phs_hcl_attribute *attribute = decl ? phs_hcl_attribute(&decl->body, "value") : NULL;
    if (!attribute && module->dir->known)
        return phs_value_because(module->root->scan->arena, PHS_WHY_MODULE, place,
                                 "%.*s of %s, which is not on disk, is not determined by its inputs", (int)name.len, name.ptr,
                                 module->call->address);
    if (!attribute)
        return undeclared(module, "output", name, place);
    struct phs_tf_memo *memo = memo_of(module, PHS_TF_OUTPUT, decl);
    if (memo->evaluating)
        return cycle(module, "output", decl);
    if (!memo->value) {
        struct phs_hcl_scope scope = phs_tf_scope(module, NULL);
        memo->evaluating = true;
        memo->value = phs_tf_json_template(&scope, attribute->expr, phs_hcl_eval(&scope, attribute->expr));
        if (decl->sensitive) {
            module->root->host.sensitive = true;
            memo->value = phs_tf_with_flags(scope.arena, memo->value, PHS_VALUE_SENSITIVE);
        }
        memo->value = phs_tf_moved(module, memo->value);
        memo->evaluating = false;
    }
    return memo->value;
}

/* ---- names that are always there */

static const struct phs_value *each_value(const struct phs_hcl_scope *scope, const struct frame *frame, bool count,
                                          const struct phs_hcl_traversal *traversal, struct phs_place place) {
    struct phs_tf_instance *instance = frame->instance;
    bool key = traversal->n && phs_slice_is(traversal->steps[0].name, count ? "index" : "key");
    if (!instance || traversal->n == 0)
        return phs_hcl_wrong(scope, place, "\"%s\" has no value here.", count ? "count" : "each");
    if (instance->node->existence)
        return phs_hcl_unknown_from(scope, instance->node->existence, place, PHS_VALUE_NOT_NULL);
    const struct phs_value *value = key ? instance->key : instance->value;
    return value && (key || !count) ? value
                                    : phs_hcl_wrong(scope, place, "\"%s\" has no value here.", count ? "count" : "each");
}

static const struct phs_value *path_value(const struct phs_hcl_scope *scope, const struct phs_tf_module *module,
                                          const struct phs_hcl_traversal *traversal, struct phs_place place) {
    bool own = traversal->n && phs_slice_is(traversal->steps[0].name, "module");
    return phs_value_string(scope->arena, phs_slice(own ? module->relative : "."), place);
}

static const struct phs_value *workspace(const struct phs_hcl_scope *scope, const struct phs_tf_module *module,
                                         struct phs_place place) {
    const char *environment = module->root->scan->environment;
    if (environment[0])
        return phs_value_string(scope->arena, phs_slice(environment), place);
    const struct phs_value *value =
        phs_value_because(scope->arena, PHS_WHY_VARIABLE, place, "the workspace is chosen when Terraform runs");
    return phs_tf_with_flags(scope->arena, value, PHS_VALUE_NOT_NULL);
}

static const struct phs_value *
by_name(struct phs_tf_module *module, const struct phs_hcl_traversal *traversal,
        const struct phs_value *(*find)(struct phs_tf_module *, struct phs_slice, struct phs_place), struct phs_place place) {
    return traversal->n ? find(module, traversal->steps[0].name, place) : NULL;
}

/* A reference to a resource, data source or module. */
static const struct phs_value *object_value(const struct phs_hcl_scope *scope, struct phs_tf_module *module,
                                            const struct phs_hcl_traversal *traversal, struct phs_slice behind_splat,
                                            struct phs_place place, size_t *ret_used) {
    enum phs_tf_decl_kind kind = phs_slice_is(traversal->root, "data")     ? PHS_TF_DATA
                                 : phs_slice_is(traversal->root, "module") ? PHS_TF_MODULE
                                                                           : PHS_TF_RESOURCE;
    size_t names = kind == PHS_TF_DATA ? 2 : 1;
    if (traversal->n < names)
        return NULL;
    struct phs_slice root = traversal->root, first = traversal->steps[0].name;
    const char *key = names == 2 ? phs_printf(scope->arena, "data.%.*s.%.*s", (int)first.len, first.ptr,
                                              (int)traversal->steps[1].name.len, traversal->steps[1].name.ptr)
                                 : phs_printf(scope->arena, "%.*s.%.*s", (int)root.len, root.ptr, (int)first.len, first.ptr);
    struct phs_tf_node *node = phs_tf_node(module, kind, phs_slice(key));
    *ret_used = names;
    if (!node)
        return module->dir->damaged ? phs_value_because(scope->arena, PHS_WHY_UNREAD, place,
                                                        "%s%s stands in a file that could not be read", module->prefix, key)
                                    : phs_hcl_wrong(scope, place, "%s%s is not declared.", module->prefix, key);
    size_t used = 0;
    const struct phs_value *value =
        phs_tf_node_value(scope, node, traversal->steps + names, traversal->n - names, behind_splat, place, &used);
    *ret_used = names + used;
    return value;
}

static const struct phs_value *variable(const struct phs_hcl_scope *scope, const struct phs_hcl_traversal *traversal,
                                        struct phs_slice behind_splat, struct phs_place place, size_t *ret_used) {
    const struct frame *frame = scope->user;
    struct phs_slice root = traversal->root;
    *ret_used = traversal->n ? 1 : 0;
    if (phs_slice_is(root, "var"))
        return by_name(frame->module, traversal, phs_tf_variable, place);
    if (phs_slice_is(root, "local"))
        return by_name(frame->module, traversal, phs_tf_local, place);
    if (phs_slice_is(root, "each") || phs_slice_is(root, "count"))
        return each_value(scope, frame, phs_slice_is(root, "count"), traversal, place);
    if (phs_slice_is(root, "path"))
        return path_value(scope, frame->module, traversal, place);
    if (phs_slice_is(root, "terraform"))
        return workspace(scope, frame->module, place);
    if (phs_slice_is(root, "ephemeral"))
        return phs_value_because(scope->arena, PHS_WHY_COMPUTED, place, "an ephemeral value exists only while it is applied");
    if (phs_slice_is(root, "self") || phs_slice_is(root, "provider"))
        return phs_value_because(scope->arena, PHS_WHY_UNSUPPORTED, place, "%.*s is not evaluated", (int)root.len, root.ptr);
    return object_value(scope, frame->module, traversal, behind_splat, place, ret_used);
}

static const struct phs_value *call(const struct phs_hcl_scope *scope, struct phs_slice name,
                                    const struct phs_value *const *args, const struct phs_place *arg_places, size_t n,
                                    struct phs_place place) {
    const struct frame *frame = scope->user;
    (void)arg_places;
    const struct phs_value *result = phs_tf_call(&frame->module->root->host, scope->arena, name, args, n, place);
    if (result->kind == PHS_UNKNOWN && result->unknown.reason == PHS_WHY_ERROR && result->unknown.why)
        return phs_hcl_wrong(scope, place, "%s", result->unknown.why);
    return result;
}

static const struct phs_value *special(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    if (phs_slice_is(expr->call.name, "try"))
        return phs_hcl_try(scope, expr);
    return phs_slice_is(expr->call.name, "can") ? phs_hcl_can(scope, expr) : NULL;
}

struct phs_hcl_scope phs_tf_scope(struct phs_tf_module *module, struct phs_tf_instance *instance) {
    struct phs_arena *arena = module->root->scan->arena;
    struct frame *frame = PHS_NEW(arena, struct frame);
    *frame = (struct frame){module, instance};
    return (struct phs_hcl_scope){.arena = arena,
                                  .diags = &module->root->diags,
                                  .budget = &module->root->budget,
                                  .user = frame,
                                  .variable = variable,
                                  .call = call,
                                  .special = special};
}
