/* SPDX-License-Identifier: Apache-2.0 */
/* Resources into the graph. A child that only says more about its parent (settings of its blobs, its auditing) goes into the
 * parent; `properties` at any depth are the thing itself; nested deployments are read through. */
#include "collect/arm/template.h"
#include "collect/bicep/bicep.h"

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
                                    "backupLongTermRetentionPolicies",
                                    "geoBackupPolicies",
                                    "azureADOnlyAuthentications",
                                    "vulnerabilityAssessments",
                                    "sqlVulnerabilityAssessments",
                                    "managedVirtualNetworks",
                                    "basicPublishingCredentialsPolicies"};

static const char *after_last(const char *text, char c) {
    const char *at = strrchr(text, c);
    return at ? at + 1 : text;
}

bool phs_arm_is_part(const char *type) {
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (phs_slice_ieq(phs_slice(after_last(type, '/')), phs_slice(parts[i])))
            return true;
    return false;
}

static bool is_part(const struct phs_arm_item *item) {
    return phs_arm_is_part(item->type);
}

/* The nearest resource that this one stands in, and that is no mere part: of its template, else of another one beside it. */
static struct phs_arm_item *parent_of(const struct phs_arm_template *t, const struct phs_arm_item *item) {
    if (item->host)
        return phs_map_gets(&t->by_address, phs_arm_lower(t->arena, item->host));
    char *type = phs_strdup(t->arena, item->type), *name = phs_strdup(t->arena, item->name);
    for (;;) {
        char *a = strrchr(type, '/'), *b = strrchr(name, '/');
        if (!a || !b)
            return NULL;
        *a = *b = '\0';
        const char *key = phs_printf(t->arena, "%s%s/%s", t->prefix, type, name);
        struct phs_arm_item *parent = phs_map_gets(&t->by_address, phs_arm_lower(t->arena, key));
        if (!parent || parent->existing || parent->absent)
            parent = phs_map_gets(&t->run->by_name, phs_arm_lower(t->arena, phs_printf(t->arena, "%s/%s", type, name)));
        if (parent && !is_part(parent))
            return parent;
    }
}

const struct phs_arm_item *phs_arm_whole(const struct phs_arm_template *t, const struct phs_arm_item *item) {
    const struct phs_arm_item *parent = item && is_part(item) ? parent_of(t, item) : NULL;
    return parent ? parent : item;
}

static bool keeps_keys(struct phs_slice key) {
    return phs_slice_ieq(key, PHS_SLICE("tags")) || phs_slice_ieq(key, PHS_SLICE("metadata"));
}

/* {name, properties: {a}} -> {name, a} at every depth. Where nobody knows what the properties are, nobody knows the part that
 * they are of; for a whole resource relate/ says so. */
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
            if (depth > 0 && phs_is(inner, PHS_UNKNOWN) && phs_slice_ieq(entry->key, PHS_SLICE("properties")))
                return inner;
            phs_map_builder_set(&map, entry->key, entry->key_place, inner);
            continue;
        }
        for (size_t k = 0; k < inner->map.n; k++)
            phs_map_builder_set(&map, inner->map.at[k].key, inner->map.at[k].key_place, inner->map.at[k].value);
    }
    return phs_map_builder_done(&map, value->place);
}

const struct phs_value *phs_arm_flat(struct phs_arena *arena, const struct phs_value *resource) {
    return flat(arena, resource, 0);
}

static const struct phs_value *or_null(struct phs_arm_eval eval, const struct phs_value *value, const struct phs_entry *entry) {
    return value ? value : phs_value_null(eval.template->arena, entry->key_place);
}

/* What is said about the resource; what steers the deployment is left out. */
static const struct phs_value *evaluated(struct phs_arm_template *t, struct phs_arm_item *item, const char *under) {
    if (item->declaration)
        return phs_bicep_evaluated(t, item, under);
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
            phs_map_builder_set(&map, entry->key, entry->key_place,
                                phs_arm_bounded(eval, or_null(eval, phs_arm_value(eval, entry->value), entry)));
    }
    return phs_map_builder_done(&map, item->raw->place);
}

static void add(struct phs_arm_template *t, struct phs_arm_item *item) {
    struct phs_arm_library *library = t->library;
    struct phs_resource *resource =
        phs_graph_add(library->graph, t->run->root, library->environment, item->type, item->address);
    resource->name = phs_strdup(t->arena, after_last(item->shown ? item->shown : item->name, '/'));
    resource->type_as_written = item->type;
    resource->collector = t->bicep ? "bicep" : "arm";
    resource->directness = PHS_SOURCE;
    resource->place = item->place;
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
    item->resource->attributes = phs_value_with(t->arena, item->resource->attributes, PHS_SLICE("parent"),
                                                phs_arm_reference(eval, parent->type, parent->name, "id", item->place));
}

/* config/web and the like: which one it is stands in its name. */
static const char *part_key(const struct phs_arm_template *t, const struct phs_arm_item *item) {
    const char *last = after_last(item->type, '/');
    if (strcmp(last, "config") == 0 || strcmp(last, "basicPublishingCredentialsPolicies") == 0)
        return phs_printf(t->arena, "%s_%s", last, after_last(item->name, '/'));
    return phs_strdup(t->arena, last);
}

static void fold(struct phs_arm_template *t, struct phs_arm_item *item, struct phs_arm_item *parent) {
    const char *key = part_key(t, item);
    item->resource = parent->resource;
    const struct phs_value *facts = item->existence ? item->existence : flat(t->arena, evaluated(t, item, key), 1);
    parent->resource->attributes = phs_value_with(t->arena, parent->resource->attributes, phs_slice(key), facts);
}

/* A deployment whose template nobody has: what it does with what it is given is not known. */
static void add_unread(struct phs_arm_template *t, struct phs_arm_item *item) {
    struct phs_resource *resource =
        phs_graph_add(t->library->graph, t->run->root, t->library->environment, "module", item->address);
    resource->name = phs_strdup(t->arena, after_last(item->shown ? item->shown : item->name, '/'));
    resource->collector = t->bicep ? "bicep" : "arm";
    resource->directness = PHS_SOURCE;
    resource->place = item->place;
    resource->existence = item->existence;
    resource->type_as_written = item->type;
    item->resource = resource;
    resource->original = evaluated(t, item, "");
    resource->attributes =
        phs_value_with(t->arena, resource->original, PHS_SLICE("phiscope_unread"), phs_value_bool(t->arena, true, item->place));
    phs_graph_cover(t->library->graph, "module", item->address, PHS_NOT_READ, false, item->unread, item->place);
}

static bool is_made(const struct phs_arm_item *item) {
    return !item->existing && !item->absent;
}

static void add_all(struct phs_arm_template *t) {
    for (size_t i = 0; i < t->items.n; i++) {
        struct phs_arm_item *item = t->items.at[i];
        if (is_made(item) && !phs_arm_is_deployment(item) && !(is_part(item) && parent_of(t, item)))
            add(t, item);
    }
}

static void fill_all(struct phs_arm_template *t) {
    for (size_t i = 0; i < t->items.n; i++) {
        if (t->items.at[i]->resource)
            fill(t, t->items.at[i]);
        if (t->items.at[i]->unread)
            add_unread(t, t->items.at[i]);
    }
}

static void fold_all(struct phs_arm_template *t) {
    struct phs_arm_item *parent;
    for (size_t i = 0; i < t->items.n; i++) {
        struct phs_arm_item *item = t->items.at[i];
        if (is_made(item) && !phs_arm_is_deployment(item) && !item->resource && is_part(item) &&
            (parent = parent_of(t, item)) && parent->resource)
            fold(t, item, parent);
    }
}

/* Every resource is there before the first is filled: they refer to each other. */
void phs_arm_emit(struct phs_arm_run *run) {
    for (size_t i = 0; i < run->templates.n; i++)
        add_all(run->templates.at[i]);
    for (size_t i = 0; i < run->templates.n; i++)
        fill_all(run->templates.at[i]);
    for (size_t i = 0; i < run->templates.n; i++)
        fold_all(run->templates.at[i]);
}
