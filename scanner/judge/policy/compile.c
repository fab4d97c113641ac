/* SPDX-License-Identifier: Apache-2.0 */
/* A definition as the tree that is asked: node kinds, operators and types are settled here, with named errors. */
#include "judge/policy/jsonpath.h"

struct compiler {
    struct phs_arena *arena;
    const struct phs_check_info *check;
    struct phs_policy *policy;
    struct phs_policy_notes *notes;
    struct phs_err *err;
    size_t nodes;
};

static enum phs_code compile(struct compiler *compiler, const struct phs_value *value, int depth, struct node **ret_node);

static const char *where(struct compiler *compiler, const struct phs_value *value) {
    struct phs_place place = value && value->place.source ? value->place : compiler->check->place;
    return phs_place_text(compiler->arena, place);
}

static enum phs_code refuse(struct compiler *compiler, const struct phs_value *value, const char *what, const char *word) {
    const char *at = where(compiler, value);
    return phs_fail(compiler->err, PHS_E_USAGE, "%s%spolicy %s: %s%s%s%s", at, *at ? ": " : "",
                    compiler->check->id ? compiler->check->id : "?", what, word ? " \"" : "", word ? word : "",
                    word ? "\"" : "");
}

static void note(struct compiler *compiler, const struct phs_value *value, const char *what) {
    if (!compiler->notes)
        return;
    const char *at = where(compiler, value);
    PHS_PUSH(compiler->arena, compiler->notes->items,
             phs_printf(compiler->arena, "%s%spolicy %s: %s", at, *at ? ": " : "",
                        compiler->check->id ? compiler->check->id : "?", what));
}

static const char *text_of(struct compiler *compiler, const struct phs_value *map, const char *key) {
    const struct phs_value *value = phs_get(map, key);
    return value && value->kind != PHS_NULL ? phs_scalar_text(compiler->arena, value) : NULL;
}

static enum phs_code read_types(struct compiler *compiler, const struct phs_value *value, const char *key,
                                struct types *ret_types) {
    const struct phs_value *types = phs_get(value, key);
    if (phs_types_read(compiler->arena, types, compiler->check, ret_types) != PHS_OK)
        return refuse(compiler, types, "not a list of type names:", key);
    return PHS_OK;
}

static enum phs_code take_path(struct compiler *compiler, const struct phs_value *value, struct node *node, bool is_jsonpath) {
    const char *attribute = text_of(compiler, value, "attribute");
    const char *fault;
    if (!attribute || !*attribute)
        return refuse(compiler, value, "a condition needs an attribute", NULL);
    if (is_jsonpath) {
        node->path.text = attribute;
        if (phs_jsonpath_compile(compiler->arena, phs_slice(attribute), &node->jsonpath, &fault))
            return PHS_OK;
        /* Loads, and cannot be answered for any resource. */
        note(compiler, value, phs_printf(compiler->arena, "the JSONPath cannot be read: %s", fault));
        return phs_jsonpath_broken(compiler->arena, fault, &node->jsonpath), PHS_OK;
    }
    if (!phs_path_split(attribute, &node->path))
        return refuse(compiler, value, "the attribute path is too long", NULL);
    return PHS_OK;
}

static void note_surprises(struct compiler *compiler, const struct phs_value *value, const struct node *node) {
    if (node->operand.fault)
        note(compiler, value, phs_printf(compiler->arena, "no attribute can be judged: %s", node->operand.fault));
    if (node->op->negative && node->path.has_star && !node->op->every && !node->jsonpath)
        note(compiler, value,
             phs_printf(compiler->arena,
                        "%s with * holds as soon as any element satisfies it; put not around the positive form "
                        "to speak about every element",
                        node->op->name));
    compiler->policy->passes_on_missing |= node->op->negative && strcmp(node->op->name, "not_exists") != 0;
}

static enum phs_code compile_attribute(struct compiler *compiler, const struct phs_value *value, struct node *node) {
    const char *name = text_of(compiler, value, "operator");
    if (!phs_get(value, "cond_type"))
        name = "any";
    if (!name)
        return refuse(compiler, value, "a condition needs an operator", NULL);
    bool is_jsonpath = phs_slice_starts(phs_slice(name), "jsonpath_");
    node->op = phs_operator_find(is_jsonpath ? name + strlen("jsonpath_") : name);
    if (!node->op)
        return refuse(compiler, phs_get(value, "operator"), "there is no operator", name);
    enum phs_code code = read_types(compiler, value, "resource_types", &node->types);
    if (code == PHS_OK)
        code = take_path(compiler, value, node, is_jsonpath);
    if (code != PHS_OK)
        return code;
    phs_operand_prepare(compiler->arena, node->op, phs_get(value, "value"), &node->operand);
    note_surprises(compiler, value, node);
    return PHS_OK;
}

static enum phs_code compile_connection(struct compiler *compiler, const struct phs_value *value, struct node *node) {
    const char *name = text_of(compiler, value, "operator");
    if (name && strcmp(name, "exists") == 0)
        node->connection = CONNECTED;
    else if (name && strcmp(name, "not_exists") == 0)
        node->connection = NOT_CONNECTED;
    else if (name && strcmp(name, "one_exists") == 0)
        node->connection = ONE_CONNECTED;
    else
        return refuse(compiler, value, "a connection has the operators exists, not_exists and one_exists, not",
                      name ? name : "");
    if (!phs_get(value, "connected_resource_types"))
        return refuse(compiler, value, "a connection needs connected_resource_types", NULL);
    node->has_connection = true;
    enum phs_code code = read_types(compiler, value, "resource_types", &node->types);
    return code != PHS_OK ? code : read_types(compiler, value, "connected_resource_types", &node->connected);
}

static enum phs_code compile_filter(struct compiler *compiler, const struct phs_value *value, struct node *node) {
    const char *name = text_of(compiler, value, "operator");
    if (!name || strcmp(name, "within") != 0)
        return refuse(compiler, value, "a filter has the operator within, not", name ? name : "");
    node->op = phs_operator_find("within");
    enum phs_code code = take_path(compiler, value, node, false);
    if (code == PHS_OK)
        phs_operand_prepare(compiler->arena, node->op, phs_get(value, "value"), &node->operand);
    return code;
}

static enum phs_code compile_resource(struct compiler *compiler, const struct phs_value *value, struct node *node) {
    const char *name = text_of(compiler, value, "operator");
    if (!name || (strcmp(name, "exists") != 0 && strcmp(name, "not_exists") != 0))
        return refuse(compiler, value, "a resource condition has the operators exists and not_exists, not", name ? name : "");
    node->allows = strcmp(name, "exists") == 0;
    return read_types(compiler, value, "resource_types", &node->types);
}

static enum phs_code compile_leaf(struct compiler *compiler, const struct phs_value *value, struct node *node) {
    static const struct {
        const char *name;
        enum node_kind kind;
        enum phs_code (*compile)(struct compiler *, const struct phs_value *, struct node *);
    } kinds[] = {{"attribute", NODE_ATTRIBUTE, compile_attribute},
                 {"connection", NODE_CONNECTION, compile_connection},
                 {"filter", NODE_FILTER, compile_filter},
                 {"resource", NODE_RESOURCE, compile_resource}};
    const char *name = phs_get(value, "cond_type") ? text_of(compiler, value, "cond_type") : "attribute";
    for (size_t i = 0; name && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0) {
            node->kind = kinds[i].kind;
            return kinds[i].compile(compiler, value, node);
        }
    return refuse(compiler, value, "there is no cond_type", name ? name : "");
}

/* What a composite knows from its children: types below, connections below, and what its graph is cut to. */
static void sum_up(struct compiler *compiler, struct node *node) {
    for (size_t i = 0; i < node->n; i++)
        node->has_connection |= node->children[i]->has_connection;
    for (size_t i = 0; i < node->n; i++) {
        const struct node *child = node->children[i];
        if (child->kind == NODE_FILTER)
            continue;
        phs_types_join(compiler->arena, &node->types, &child->types);
        if (child->kind == NODE_CONNECTION)
            phs_types_join(compiler->arena, &node->types, &child->connected);
        bool is_composite = child->kind == NODE_AND || child->kind == NODE_OR || child->kind == NODE_NOT;
        if (is_composite && child->has_connection)
            phs_types_join(compiler->arena, &node->cut, &child->cut);
        if (!is_composite)
            phs_types_join(compiler->arena, &node->cut, &child->types);
        if (child->kind == NODE_CONNECTION)
            phs_types_join(compiler->arena, &node->cut, &child->connected);
    }
}

static enum phs_code compile_children(struct compiler *compiler, const struct phs_value *children, int depth,
                                      struct node *node) {
    bool is_list = phs_is(children, PHS_LIST);
    node->n = is_list ? children->list.n : 1;
    if (node->kind == NODE_NOT && node->n != 1)
        return refuse(compiler, children, "not takes exactly one condition", NULL);
    node->children = PHS_NEW_N(compiler->arena, struct node *, node->n);
    for (size_t i = 0; i < node->n; i++) {
        enum phs_code code = compile(compiler, is_list ? children->list.at[i] : children, depth + 1, &node->children[i]);
        if (code != PHS_OK)
            return code;
    }
    sum_up(compiler, node);
    return PHS_OK;
}

static bool is_filled(const struct phs_value *value) {
    return (phs_is(value, PHS_LIST) && value->list.n) || (phs_is(value, PHS_MAP) && value->map.n);
}

static enum phs_code compile(struct compiler *compiler, const struct phs_value *value, int depth, struct node **ret_node) {
    static const char *const words[] = {"and", "or", "not"};
    if (!phs_is(value, PHS_MAP))
        return refuse(compiler, value, "a definition is one condition with and, or, not or cond_type", NULL);
    if (depth > PHS_POLICY_MAX_DEPTH || ++compiler->nodes > PHS_POLICY_MAX_NODES)
        return refuse(compiler, value, "the definition is too deep or too large", NULL);
    struct node *node = PHS_NEW(compiler->arena, struct node);
    node->place = value->place;
    *ret_node = node;
    for (size_t i = 0; i < 3; i++)
        if (is_filled(phs_get(value, words[i]))) {
            node->kind = (enum node_kind)i;
            return compile_children(compiler, phs_get(value, words[i]), depth, node);
        }
    return compile_leaf(compiler, value, node);
}

enum phs_code phs_policy_compile(struct phs_arena *arena, const struct phs_check_info *check, struct phs_policy_notes *notes,
                                 struct phs_policy **ret_policy, struct phs_err *err) {
    struct phs_policy *policy = PHS_NEW(arena, struct phs_policy);
    struct compiler compiler = {arena, check, policy, notes, err, 0};
    policy->check = check;
    policy->foreign = check->foreign;
    enum phs_code code = compile(&compiler, check->definition, 0, &policy->root);
    if (code != PHS_OK)
        return code;
    if (policy->root->kind == NODE_FILTER)
        return refuse(&compiler, check->definition, "a filter alone judges nothing", NULL);
    *ret_policy = policy;
    return PHS_OK;
}

bool phs_policy_passes_on_missing(const struct phs_policy *policy) {
    return policy->passes_on_missing;
}
