/* SPDX-License-Identifier: Apache-2.0 */
/* Resources into the graph. A child that only says more about its parent (settings of its blobs, its auditing) goes into the
 * parent; `properties` at any depth are the thing itself; nested deployments are read through. */
#include "collect/arm/template.h"

/* Last part of the type -> whether its one instance is part of the parent. */
static const char *const parts[] = {"blobServices",
                                    "fileServices",
                                    "queueServices",
                                    "tableServices",
                                    "networkRuleSets",
                                    "transparentDataEncryption",
                                    "auditingSettings",
                                    "extendedAuditingSettings",
                                    "securityAlertPolicies",
                                    "administrators",
                                    "config",
                                    "encryptionProtector",
                                    "backupShortTermRetentionPolicies",
                                    "azureADOnlyAuthentications",
                                    "basicPublishingCredentialsPolicies"};

static const char *after_last(const char *text, char c) {
    const char *at = strrchr(text, c);
    return at ? at + 1 : text;
}

static bool is_part(const struct phs_arm_item *item) {
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (phs_slice_ieq(phs_slice(after_last(item->type, '/')), phs_slice(parts[i])))
            return true;
    return false;
}

static const char *lower(struct phs_arena *arena, const char *text) {
    char *copy = phs_strdup(arena, text);
    for (char *c = copy; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c + 32);
    return copy;
}

/* The nearest resource of the template that this one stands in, and that is no mere part. */
static struct phs_arm_item *parent_of(const struct phs_arm_template *t, const struct phs_arm_item *item) {
    if (item->host)
        return phs_map_gets(&t->by_address, lower(t->arena, item->host));
    char *type = phs_strdup(t->arena, item->type), *name = phs_strdup(t->arena, item->name);
    for (;;) {
        char *a = strrchr(type, '/'), *b = strrchr(name, '/');
        if (!a || !b)
            return NULL;
        *a = *b = '\0';
        struct phs_arm_item *parent =
            phs_map_gets(&t->by_address, lower(t->arena, phs_printf(t->arena, "%s%s/%s", t->prefix, type, name)));
        if (parent && !is_part(parent))
            return parent;
    }
}

static bool keeps_keys(struct phs_slice key) {
    return phs_slice_ieq(key, PHS_SLICE("tags")) || phs_slice_ieq(key, PHS_SLICE("metadata"));
}

/* {name, properties: {a}} -> {name, a} at every depth. */
static const struct phs_value *flat(struct phs_arena *arena, const struct phs_value *value, int depth) {
    if (depth > PHS_ARM_MAX_DEPTH || (value->kind != PHS_MAP && value->kind != PHS_LIST))
        return value;
    if (value->kind == PHS_LIST) {
        const struct phs_value **items = PHS_NEW_N(arena, const struct phs_value *, value->list.n ? value->list.n : 1);
        for (size_t i = 0; i < value->list.n; i++)
            items[i] = flat(arena, value->list.at[i], depth + 1);
        return phs_value_list(arena, items, value->list.n, value->place);
    }
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        const struct phs_value *inner = keeps_keys(entry->key) ? entry->value : flat(arena, entry->value, depth + 1);
        if (!phs_slice_ieq(entry->key, PHS_SLICE("properties")) || !phs_is(inner, PHS_MAP)) {
            phs_map_builder_set(&map, entry->key, entry->key_place, inner);
            continue;
        }
        for (size_t k = 0; k < inner->map.n; k++)
            phs_map_builder_set(&map, inner->map.at[k].key, inner->map.at[k].key_place, inner->map.at[k].value);
    }
    return phs_map_builder_done(&map, value->place);
}

/* What is said about the resource; what steers the deployment is left out. */
static const struct phs_value *evaluated(struct phs_arm_template *t, struct phs_arm_item *item, const char *under) {
    static const char *const steering[] = {"type", "apiVersion", "condition", "copy", "dependsOn", "resources", "comments"};
    struct phs_arm_eval eval = {.template = t, .loop = item->loop, .subject = item->resource};
    struct phs_map_builder map;
    phs_map_builder_init(&map, t->arena);
    for (size_t i = 0; i < item->raw->map.n; i++) {
        const struct phs_entry *entry = &item->raw->map.at[i];
        bool steers = false;
        for (size_t k = 0; k < sizeof steering / sizeof *steering; k++)
            steers |= phs_slice_is(entry->key, steering[k]);
        /* Mentions inside of properties are found by the name that the property has afterwards. */
        bool hoisted = phs_slice_is(entry->key, "properties");
        eval.path = hoisted ? under : *under ? under : phs_slice_dup(t->arena, entry->key);
        if (!steers)
            phs_map_builder_set(&map, entry->key, entry->key_place, phs_arm_value(eval, entry->value));
    }
    return phs_map_builder_done(&map, item->raw->place);
}

static const struct phs_value *with(struct phs_arena *arena, const struct phs_value *map, const char *key,
                                    const struct phs_value *value) {
    struct phs_map_builder out;
    phs_map_builder_init(&out, arena);
    for (size_t i = 0; phs_is(map, PHS_MAP) && i < map->map.n; i++)
        phs_map_builder_set(&out, map->map.at[i].key, map->map.at[i].key_place, map->map.at[i].value);
    phs_map_builder_set(&out, phs_slice(key), value->place, value);
    return phs_map_builder_done(&out, map->place);
}

static void add(struct phs_arm_template *t, struct phs_arm_item *item) {
    struct phs_arm_library *library = t->library;
    struct phs_resource *resource = phs_graph_add(library->graph, t->path, library->environment, item->type, item->address);
    resource->name = phs_strdup(t->arena, after_last(item->name, '/'));
    resource->type_as_written = item->type;
    resource->collector = "arm";
    resource->directness = PHS_SOURCE;
    resource->place = item->raw->place;
    resource->existence = item->existence;
    item->resource = resource;
    library->added++;
}

static void fill(struct phs_arm_template *t, struct phs_arm_item *item) {
    const struct phs_value *original = evaluated(t, item, "");
    const struct phs_arm_item *parent = parent_of(t, item);
    item->resource->original = original;
    item->resource->attributes = flat(t->arena, original, 0);
    if (!parent)
        return;
    struct phs_arm_eval eval = {.template = t, .loop = item->loop, .subject = item->resource, .path = "parent"};
    item->resource->attributes = with(t->arena, item->resource->attributes, "parent",
                                      phs_arm_reference(eval, parent->type, parent->name, "id", item->raw->place));
}

/* config/web and the like: which one it is stands in its name. */
static const char *part_key(const struct phs_arm_template *t, const struct phs_arm_item *item) {
    const char *last = after_last(item->type, '/');
    if (strcmp(last, "config") == 0)
        return phs_printf(t->arena, "config_%s", after_last(item->name, '/'));
    return phs_strdup(t->arena, last);
}

static void fold(struct phs_arm_template *t, struct phs_arm_item *item, struct phs_arm_item *parent) {
    const char *key = part_key(t, item);
    item->resource = parent->resource;
    const struct phs_value *facts = item->existence ? item->existence : flat(t->arena, evaluated(t, item, key), 0);
    parent->resource->attributes = with(t->arena, parent->resource->attributes, key, facts);
}

/* ---- deployments inside a deployment */

static bool is_deployment(const struct phs_arm_item *item) {
    return phs_slice_ieq(phs_slice(item->type), PHS_SLICE("Microsoft.Resources/deployments"));
}

static void read_through(struct phs_arm_template *t, struct phs_arm_item *item) {
    const struct phs_value *properties = phs_get(item->raw, "properties"), *inner = phs_get(properties, "template");
    struct phs_slice scope = phs_text(phs_get_path(properties, "expressionEvaluationOptions.scope"));
    if (!phs_is(inner, PHS_MAP) || t->depth >= PHS_ARM_MAX_NESTED) {
        phs_graph_cover(t->library->graph, "module", item->address, PHS_NOT_READ, false,
                        phs_printf(t->arena, "the template of nested deployment %s is not in this file", item->name),
                        item->raw->place);
        return;
    }
    struct phs_arm_template *nested = PHS_NEW(t->arena, struct phs_arm_template);
    struct phs_arm_eval eval = {.template = t, .loop = item->loop, .path = ""};
    *nested =
        (struct phs_arm_template){.library = t->library, .arena = t->arena, .path = t->path, .outer = t, .steps = t->steps};
    nested->depth = t->depth + 1;
    nested->prefix = phs_printf(t->arena, "%s%s.", t->prefix, item->name);
    nested->value = inner;
    const struct phs_value *given = phs_get(properties, "parameters");
    nested->given = given ? phs_arm_value(eval, given) : NULL;
    if (!phs_slice_ieq(scope, PHS_SLICE("inner"))) {
        /* Outer scope: its expressions mean the parameters and variables around it. */
        nested->value =
            with(t->arena, inner, "parameters", phs_get(t->value, "parameters") ? phs_get(t->value, "parameters") : inner);
        if (phs_get(t->value, "variables"))
            nested->value = with(t->arena, nested->value, "variables", phs_get(t->value, "variables"));
        nested->given = t->given;
    }
    phs_arm_run_template(nested);
    t->exhausted |= nested->exhausted;
}

void phs_arm_emit(struct phs_arm_template *t) {
    struct phs_arm_item *parent;
    for (size_t i = 0; i < t->items.n; i++)
        if (!is_deployment(t->items.at[i]) && !(is_part(t->items.at[i]) && parent_of(t, t->items.at[i])))
            add(t, t->items.at[i]);
    for (size_t i = 0; i < t->items.n; i++)
        if (t->items.at[i]->resource)
            fill(t, t->items.at[i]);
    for (size_t i = 0; i < t->items.n; i++) {
        struct phs_arm_item *item = t->items.at[i];
        if (is_deployment(item))
            read_through(t, item);
        else if (!item->resource && is_part(item) && (parent = parent_of(t, item)) && parent->resource)
            fold(t, item, parent);
    }
}
