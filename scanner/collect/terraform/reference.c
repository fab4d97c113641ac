/* SPDX-License-Identifier: Apache-2.0 */
/* References to resources, data sources and modules: what is written is known, the rest exists only after apply. */
#include "collect/terraform/scan.h"

static struct phs_arena *arena_of(const struct phs_tf_instance *instance) {
    return instance->node->module->root->scan->arena;
}

const struct phs_value *phs_tf_instance_body(struct phs_tf_instance *instance) {
    struct phs_tf_node *node = instance->node;
    if (instance->body)
        return instance->body;
    if (instance->evaluating)
        return phs_value_because(arena_of(instance), PHS_WHY_CYCLE, node->decl->header, "%s depends on itself",
                                 instance->address);
    instance->evaluating = true;
    struct phs_hcl_scope scope = phs_tf_scope(node->module, instance);
    instance->body = phs_tf_body_value(&scope, &node->decl->body, node->decl->kind, node->decl->place);
    instance->evaluating = false;
    return instance->body;
}

/* Names whose value is never null once it is known, whichever type exports them. */
static bool is_exported_always(const char *attribute) {
    static const char *const names[] = {"id",         "arn",           "self_link",      "key_id",     "target_key_arn",
                                        "invoke_arn", "target_key_id", "repository_url", "account_id", "result"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(attribute, names[i]) == 0)
            return true;
    return false;
}

static enum phs_reason reason_of(const struct phs_tf_decl *decl) {
    return decl->kind == PHS_TF_DATA ? PHS_WHY_DATA : decl->kind == PHS_TF_MODULE ? PHS_WHY_MODULE : PHS_WHY_COMPUTED;
}

/* What the provider answers in every account but those of China and of governments; NULL: it depends on the account. */
static const char *answer_of(const struct phs_tf_decl *decl, const char *attribute) {
    static const char *const answers[][2] = {
        {"partition", "aws"}, {"dns_suffix", "amazonaws.com"}, {"reverse_dns_prefix", "com.amazonaws"}};
    if (decl->kind != PHS_TF_DATA || strcmp(decl->type, "aws_partition") != 0)
        return NULL;
    for (size_t i = 0; attribute && i < sizeof answers / sizeof *answers; i++)
        if (strcmp(attribute, answers[i][0]) == 0)
            return answers[i][1];
    return NULL;
}

/* Every ARN begins alike; that of a policy ends with its name. */
static const struct phs_hint *hint_of_arn(const struct phs_tf_instance *instance) {
    struct phs_arena *arena = arena_of(instance);
    struct phs_hint *hint = PHS_NEW(arena, struct phs_hint);
    const struct phs_value *name = instance->body ? phs_get(instance->body, "name") : NULL;
    hint->prefix = PHS_SLICE("arn:");
    if (strcmp(instance->node->decl->type, "aws_iam_policy") == 0 && phs_is(name, PHS_STRING) && name->string.len)
        hint->suffix = phs_slice(phs_printf(arena, "/%.*s", (int)name->string.len, name->string.ptr));
    return hint;
}

/* How the addresses of Google's service accounts begin and end; NULL: not one of them. */
static const struct phs_hint *hint_of_account(const struct phs_tf_instance *instance, const char *attribute) {
    static const char *const ends[][2] = {{"google_service_account", ".iam.gserviceaccount.com"},
                                          {"google_compute_default_service_account", "-compute@developer.gserviceaccount.com"},
                                          {"google_app_engine_default_service_account", "@appspot.gserviceaccount.com"}};
    const struct phs_tf_decl *decl = instance->node->decl;
    bool member = strcmp(attribute, "member") == 0;
    if (!member && strcmp(attribute, "email") != 0)
        return NULL;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        /* A data source of the first kind may look up one of the others. */
        if (strcmp(decl->type, ends[i][0]) != 0 || (decl->kind == PHS_TF_DATA) != (i > 0))
            continue;
        struct phs_hint *hint = PHS_NEW(arena_of(instance), struct phs_hint);
        hint->prefix = member ? PHS_SLICE("serviceAccount:") : PHS_SLICE("");
        hint->suffix = phs_slice(ends[i][1]);
        return hint;
    }
    return NULL;
}

/* attribute NULL: the whole object. */
static const struct phs_value *computed(const struct phs_tf_instance *instance, const char *attribute, struct phs_place place) {
    struct phs_arena *arena = arena_of(instance);
    const struct phs_tf_decl *decl = instance->node->decl;
    static const char *const whys[] = {"is known after apply", "is answered by the provider", "is not on disk"};
    enum phs_reason reason = reason_of(decl);
    const char *answer = answer_of(decl, attribute);
    if (answer)
        return phs_value_string(arena, phs_slice(answer), place);
    struct phs_value *value = PHS_NEW(arena, struct phs_value);
    *value = *phs_value_because(arena, reason, place, "%s%s%s %s", instance->address,
                                attribute && reason != PHS_WHY_MODULE ? "." : "",
                                attribute && reason != PHS_WHY_MODULE ? attribute : "",
                                whys[reason == PHS_WHY_DATA     ? 1
                                     : reason == PHS_WHY_MODULE ? 2
                                                                : 0]);
    value->unknown.ref = instance->address;
    value->unknown.attribute = attribute;
    if (attribute && is_exported_always(attribute) && decl->kind != PHS_TF_MODULE)
        value->flags |= PHS_VALUE_NOT_NULL;
    bool has_arn = decl->kind == PHS_TF_RESOURCE || (decl->kind == PHS_TF_DATA && strcmp(decl->type, "aws_iam_policy") == 0);
    if (attribute && has_arn && strcmp(attribute, "arn") == 0 && strncmp(decl->type, "aws_", 4) == 0)
        value->unknown.hint = hint_of_arn(instance);
    else if (attribute && decl->kind != PHS_TF_MODULE && (value->unknown.hint = hint_of_account(instance, attribute)))
        value->flags |= PHS_VALUE_NOT_NULL;
    return value;
}

const struct phs_value *phs_tf_computed(struct phs_tf_instance *instance, const char *attribute, struct phs_place place) {
    return computed(instance, attribute, place);
}

/* Of an instance that may not exist: the reason is that of count or for_each, the reference stays followable. */
static const struct phs_value *uncertain(const struct phs_tf_node *node, const char *attribute, struct phs_place place) {
    struct phs_arena *arena = node->module->root->scan->arena;
    struct phs_value *value = PHS_NEW(arena, struct phs_value);
    *value = *node->existence;
    value->flags &= PHS_VALUE_SENSITIVE;
    value->place = place;
    value->unknown.ref = node->address;
    value->unknown.attribute = attribute;
    value->unknown.hint = NULL;
    return value;
}

static const char *step_name(struct phs_arena *arena, const struct phs_hcl_step *step) {
    return step->key ? phs_scalar_text(arena, step->key) : phs_slice_dup(arena, step->name);
}

/* All outputs, or all that is written plus an unknown for everything else. */
static const struct phs_value *whole(struct phs_tf_instance *instance, struct phs_place place) {
    struct phs_arena *arena = arena_of(instance);
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    struct phs_tf_module *child = instance->node->decl->kind == PHS_TF_MODULE ? phs_tf_child(instance) : NULL;
    if (child) {
        const struct phs_map *outputs = &child->dir->decls[PHS_TF_OUTPUT];
        for (size_t i = 0; i < outputs->n; i++)
            phs_map_builder_set(&map, outputs->items[i].key, place, phs_tf_output(child, outputs->items[i].key, place));
        return phs_map_builder_done(&map, place);
    }
    if (instance->node->decl->kind == PHS_TF_MODULE)
        return computed(instance, NULL, place);
    const struct phs_value *body = phs_tf_instance_body(instance);
    if (body->kind != PHS_MAP)
        return body;
    for (size_t i = 0; i < body->map.n; i++)
        if (body->map.at[i].value->kind != PHS_NULL)
            phs_map_builder_set(&map, body->map.at[i].key, body->map.at[i].key_place, body->map.at[i].value);
    phs_map_builder_set(&map, PHS_SLICE("id"), place, computed(instance, "id", place));
    phs_map_builder_set(&map, PHS_SLICE(""), place, computed(instance, NULL, place));
    return phs_tf_with_flags(arena, phs_map_builder_done(&map, place), PHS_VALUE_OPEN);
}

/* Walks on inside what is written; what is not there the provider may still fill in. */
static const struct phs_value *walk(const struct phs_hcl_scope *scope, struct phs_tf_instance *instance,
                                    const struct phs_value *value, const struct phs_hcl_step *steps, size_t n,
                                    struct phs_place place) {
    const char *path = step_name(scope->arena, &steps[0]);
    unsigned mark = 0;
    for (size_t i = 1; i < n; i++) {
        mark |= value->flags & PHS_VALUE_SENSITIVE;
        path = phs_printf(scope->arena, "%s.%s", path, step_name(scope->arena, &steps[i]));
        bool block = value->kind == PHS_LIST && (value->flags & PHS_VALUE_BLOCKS);
        if (block && !steps[i].key && value->list.n == 1)
            value = value->list.at[0];
        const struct phs_value *next = NULL;
        if (value->kind == PHS_MAP)
            next = phs_get(value, step_name(scope->arena, &steps[i]));
        else if (value->kind == PHS_LIST && steps[i].key && steps[i].key->kind == PHS_NUMBER &&
                 steps[i].key->number.value < (double)value->list.n && steps[i].key->number.value >= 0)
            next = value->list.at[(size_t)steps[i].key->number.value];
        else if (!block)
            return phs_hcl_walk(scope, value, steps + i, n - i);
        if (!next)
            return computed(instance, path, place);
        value = next;
    }
    return phs_tf_with_flags(scope->arena, value, mark);
}

static const struct phs_value *attribute_value(const struct phs_hcl_scope *scope, struct phs_tf_instance *instance,
                                               const struct phs_hcl_step *steps, size_t n, struct phs_place place,
                                               size_t *ret_used) {
    struct phs_slice name = steps[0].key ? phs_text(steps[0].key) : steps[0].name;
    enum phs_tf_decl_kind kind = instance->node->decl->kind;
    *ret_used = 1;
    if (kind == PHS_TF_MODULE) {
        struct phs_tf_module *child = phs_tf_child(instance);
        return child ? phs_tf_output(child, name, place) : computed(instance, phs_slice_dup(scope->arena, name), place);
    }
    const struct phs_value *body = phs_tf_instance_body(instance);
    if (body->kind != PHS_MAP)
        return body;
    const struct phs_value *value = phs_tf_data_value(instance, body, name, place);
    if (!value)
        value = phs_get_slice(body, name);
    if (!value || value->kind == PHS_NULL)
        return computed(instance, phs_slice_dup(scope->arena, name), place);
    *ret_used = n;
    return walk(scope, instance, value, steps, n, place);
}

static const struct phs_value *all_of(const struct phs_hcl_scope *scope, struct phs_tf_node *node, struct phs_place place) {
    if (node->repeat == PHS_TF_SINGLE)
        return whole(node->instances.at[0], place);
    if (node->repeat == PHS_TF_COUNT) {
        const struct phs_value **items = PHS_NEW_N(scope->arena, const struct phs_value *, node->instances.n);
        for (size_t i = 0; i < node->instances.n; i++)
            items[i] = whole(node->instances.at[i], place);
        return phs_value_list(scope->arena, items, node->instances.n, place);
    }
    struct phs_map_builder map;
    phs_map_builder_init(&map, scope->arena);
    for (size_t i = 0; i < node->instances.n; i++)
        phs_map_builder_set(&map, node->instances.at[i]->key->string, place, whole(node->instances.at[i], place));
    return phs_map_builder_done(&map, place);
}

/* x[*].id of many instances: only that attribute is asked of each. */
static const struct phs_value *one_of_each(const struct phs_hcl_scope *scope, struct phs_tf_node *node, struct phs_slice name,
                                           struct phs_place place) {
    const struct phs_value **items = PHS_NEW_N(scope->arena, const struct phs_value *, node->instances.n);
    for (size_t i = 0; i < node->instances.n; i++) {
        struct phs_map_builder map;
        struct phs_hcl_step step = {.name = name, .place = place};
        size_t used;
        phs_map_builder_init(&map, scope->arena);
        phs_map_builder_set(&map, name, place, attribute_value(scope, node->instances.at[i], &step, 1, place, &used));
        items[i] = phs_map_builder_done(&map, place);
    }
    return phs_value_list(scope->arena, items, node->instances.n, place);
}

static struct phs_tf_instance *find(const struct phs_tf_node *node, const struct phs_hcl_step *step, struct phs_arena *arena) {
    if (node->repeat == PHS_TF_COUNT) {
        const struct phs_value *number = step->key ? phs_tf_to_number(arena, step->key) : NULL;
        if (!number || number->kind != PHS_NUMBER || number->number.value < 0 ||
            number->number.value >= (double)node->instances.n)
            return NULL;
        return node->instances.at[(size_t)number->number.value];
    }
    return phs_map_gets(&node->by_key, step_name(arena, step));
}

static const struct phs_value *uncertain_value(const struct phs_hcl_scope *scope, struct phs_tf_node *node,
                                               const struct phs_hcl_step *steps, size_t n, struct phs_place place,
                                               size_t *ret_used) {
    size_t at = n && steps[0].key ? 1 : 0;
    *ret_used = n;
    return uncertain(node, at < n ? step_name(scope->arena, &steps[at]) : NULL, place);
}

const struct phs_value *phs_tf_node_value(const struct phs_hcl_scope *scope, struct phs_tf_node *node,
                                          const struct phs_hcl_step *steps, size_t n, struct phs_slice behind_splat,
                                          struct phs_place place, size_t *ret_used) {
    *ret_used = 0;
    if (node->expanding)
        return phs_value_because(scope->arena, PHS_WHY_CYCLE, place, "%s depends on itself", node->address);
    phs_tf_expand(node);
    if (node->existence)
        return uncertain_value(scope, node, steps, n, place, ret_used);
    if (n == 0 && node->repeat == PHS_TF_COUNT && behind_splat.len)
        return one_of_each(scope, node, behind_splat, place);
    if (n == 0)
        return all_of(scope, node, place);
    if (node->repeat == PHS_TF_SINGLE) {
        /* x[0] and x.*.id of a resource without count */
        size_t skip = steps[0].key && steps[0].key->kind == PHS_NUMBER ? 1 : 0;
        const struct phs_value *value =
            skip == n ? whole(node->instances.at[0], place)
                      : attribute_value(scope, node->instances.at[0], steps + skip, n - skip, place, ret_used);
        *ret_used += skip;
        return value;
    }
    struct phs_tf_instance *instance = find(node, &steps[0], scope->arena);
    *ret_used = 1;
    if (!instance)
        return phs_hcl_wrong(scope, place, "%s has no such instance.", node->address);
    if (n == 1)
        return whole(instance, place);
    const struct phs_value *value = attribute_value(scope, instance, steps + 1, n - 1, place, ret_used);
    *ret_used += 1;
    return value;
}
