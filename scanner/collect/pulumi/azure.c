/* SPDX-License-Identifier: Apache-2.0 */
/* Types of azure-native are those of Azure Resource Manager: "azure-native:sql:FirewallRule" is
 * Microsoft.Sql/servers/firewallRules, its serverName is the parent. checks/maps/azure-native says which name is which; the
 * tables of checks/maps/arm then hold. */
#include "collect/arm/arm.h"
#include "collect/pulumi/parts.h"

#define PROVIDER "azure-native"

enum { LONGEST_NAME = 200 };

bool phs_pulumi_is_azure(struct phs_slice token) {
    return phs_slice_starts(token, PROVIDER ":") || phs_slice_starts(token, PROVIDER "_");
}

/* Modules that later versions of the provider call otherwise. */
static struct phs_slice module_of(struct phs_slice module) {
    static const char *const names[][2] = {{"cosmosdb", "documentdb"},          {"redis", "cache"},
                                           {"redisenterprise", "cache"},        {"monitor", "insights"},
                                           {"applicationinsights", "insights"}, {"frontdoor", "network"}};
    struct phs_slice rest = module, name = module;
    phs_slice_cut(&rest, '/', &name); /* "storage/v20230101" */
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (phs_slice_is(name, names[i][0]))
            return phs_slice(names[i][1]);
    return name;
}

const struct phs_foreign_type *phs_pulumi_azure_type(const struct phs_foreign_map *map, struct phs_slice token) {
    struct phs_slice rest = token, provider, module;
    char written[LONGEST_NAME + 40];
    if (token.len > LONGEST_NAME || !phs_slice_cut(&rest, ':', &provider) || !phs_slice_cut(&rest, ':', &module) || !rest.len)
        return NULL;
    module = module_of(module);
    int n = snprintf(written, sizeof written, "%.*s:%.*s", (int)module.len, module.ptr, (int)rest.len, rest.ptr);
    return n > 0 ? phs_foreign_type(map, phs_slice(written)) : NULL;
}

const char *phs_pulumi_azure_written(const struct phs_foreign_type *type, const struct phs_value *inputs) {
    for (size_t i = 0; i < type->variants.n; i++) {
        const struct phs_foreign_variant *variant = &type->variants.at[i];
        if (!variant->when || phs_get(inputs, variant->when))
            return variant->type;
    }
    return "";
}

const char *phs_pulumi_azure_key(const struct phs_foreign_map *map, const struct phs_foreign_type *type, const char *path) {
    const struct phs_foreign_property *property = phs_foreign_property(map, type, phs_slice(path));
    return property ? property->rules.at[0].to : NULL;
}

struct renaming {
    struct phs_arena *arena;
    const struct phs_foreign_map *map;
    const struct phs_foreign_type *type;
};

static const struct phs_value *renamed(const struct renaming *renaming, const struct phs_value *value, const char *path,
                                       int depth) {
    struct phs_arena *arena = renaming->arena;
    struct phs_map_builder out;
    if (depth > PHS_PULUMI_MAX_DEPTH || (value->kind != PHS_MAP && value->kind != PHS_LIST))
        return value;
    if (value->kind == PHS_LIST) {
        const struct phs_value **items = PHS_NEW_N(arena, const struct phs_value *, value->list.n ? value->list.n : 1);
        for (size_t i = 0; i < value->list.n; i++)
            items[i] = renamed(renaming, value->list.at[i], path, depth + 1);
        return phs_value_list(arena, items, value->list.n, value->place);
    }
    phs_map_builder_init(&out, arena);
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        const char *inner = phs_printf(arena, "%s%s%.*s", path, *path ? "." : "", (int)entry->key.len, entry->key.ptr);
        const char *to = phs_pulumi_azure_key(renaming->map, renaming->type, inner);
        if (!to || strcmp(to, "-") != 0)
            phs_map_builder_set(&out, to ? phs_slice(to) : entry->key, entry->key_place,
                                renamed(renaming, entry->value, inner, depth + 1));
    }
    return phs_map_builder_done(&out, value->place);
}

const struct phs_value *phs_pulumi_azure(struct phs_arena *arena, const struct phs_foreign_map *map,
                                         const struct phs_foreign_type *type, const struct phs_value *inputs) {
    const struct renaming renaming = {.arena = arena, .map = map, .type = type};
    return phs_arm_flat(arena, renamed(&renaming, inputs, "", 0));
}

/* ---- parents */

/* The input that names the parent, or an empty slice. */
static struct phs_slice parent_input(const struct phs_foreign_type *type) {
    for (size_t i = 0; i < type->properties.n; i++)
        if (strcmp(type->properties.at[i]->rules.at[0].to, "parent") == 0)
            return phs_slice(type->properties.at[i]->path);
    return PHS_SLICE("");
}

static struct phs_resource *resource_of(const struct phs_pulumi_azure *azure, const struct phs_value *urn) {
    const char *address = phs_map_get(azure->addresses, phs_text(urn));
    struct phs_resource *found = address ? phs_graph_find(azure->graph, azure->root, azure->environment, address) : NULL;
    return found && strcmp(found->collector, PROVIDER) == 0 ? found : NULL;
}

static bool is_above(const struct phs_resource *resource, const char *written) {
    size_t n = strlen(resource->type_as_written);
    return phs_slice_ieq(phs_slice_n(written, strlen(written) > n ? n : 0), phs_slice(resource->type_as_written)) &&
           written[n] == '/';
}

static const char *key_of(struct phs_arena *arena, struct phs_slice type, struct phs_slice name) {
    return phs_pulumi_lower(arena, phs_slice(phs_printf(arena, "%.*s/%.*s", (int)type.len, type.ptr, (int)name.len, name.ptr)));
}

/* Two of one type and name: nobody is meant. */
void phs_pulumi_azure_index(struct phs_pulumi_azure *azure, size_t first) {
    struct phs_arena *arena = azure->graph->arena;
    static struct phs_resource several;
    phs_map_init(&azure->names, arena);
    for (size_t i = first; i < azure->graph->resources.n; i++) {
        struct phs_resource *each = azure->graph->resources.at[i];
        struct phs_slice name = phs_text(phs_get(each->attributes, "name"));
        if (strcmp(each->collector, PROVIDER) != 0 || !name.len)
            continue;
        const char *key = key_of(arena, phs_slice(each->type_as_written), name);
        phs_map_puts(&azure->names, key, phs_map_gets(&azure->names, key) ? &several : each);
    }
}

static struct phs_resource *named(const struct phs_pulumi_azure *azure, const char *written, struct phs_slice name) {
    struct phs_slice type = phs_slice(written);
    for (; name.len && type.len; type.len--) {
        struct phs_resource *found =
            written[type.len] == '/' ? phs_map_gets(&azure->names, key_of(azure->graph->arena, type, name)) : NULL;
        if (found)
            return found->address ? found : NULL;
    }
    return NULL;
}

static struct phs_resource *parent_of(const struct phs_pulumi_azure *azure, const struct phs_foreign_type *type,
                                      const char *written, const struct phs_value *state) {
    struct phs_slice input = parent_input(type);
    const struct phs_value *urns = phs_get_slice(phs_get(state, "propertyDependencies"), input);
    struct phs_resource *each = NULL, *above;
    if (!input.len)
        return NULL;
    for (size_t i = 0; phs_is(urns, PHS_LIST) && i < urns->list.n; i++)
        if ((each = resource_of(azure, urns->list.at[i])) && is_above(each, written))
            return each;
    if (each && urns->list.n == 1)
        return each;
    if ((above = named(azure, written, phs_text(phs_get_slice(phs_get(state, "inputs"), input)))))
        return above;
    above = resource_of(azure, phs_get(state, "parent"));
    return above && is_above(above, written) ? above : NULL;
}

/* Members that a part does not say about its parent. */
static const struct phs_value *without_names(struct phs_arena *arena, const struct phs_value *map) {
    static const char *const names[] = {"name", "parent", "kind", "id"};
    struct phs_map_builder out;
    phs_map_builder_init(&out, arena);
    for (size_t i = 0; i < map->map.n; i++) {
        bool skip = false;
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            skip |= phs_slice_is(map->map.at[i].key, names[k]);
        if (!skip)
            phs_map_builder_set(&out, map->map.at[i].key, map->map.at[i].key_place, map->map.at[i].value);
    }
    return phs_map_builder_done(&out, map->place);
}

bool phs_pulumi_azure_is_part(const struct phs_foreign_type *type, const char *written) {
    return phs_arm_is_part(written) && parent_input(type).len;
}

bool phs_pulumi_azure_fold(const struct phs_pulumi_azure *azure, const struct phs_foreign_type *type, const char *written,
                           const struct phs_value *said, const struct phs_value *state) {
    struct phs_arena *arena = azure->graph->arena;
    struct phs_resource *parent = parent_of(azure, type, written, state);
    const char *key = strrchr(written, '/');
    if (!parent || !key || !phs_is(parent->attributes, PHS_MAP))
        return parent && key; /* a parent of which nothing is known stays so */
    /* config/web and the like: which one it is stands in the table. */
    key = type->constants.n ? phs_printf(arena, "%s_%s", key + 1, type->constants.at[0].text) : key + 1;
    parent->attributes = parent->original =
        phs_value_with(arena, parent->attributes, phs_slice(key), phs_is(said, PHS_MAP) ? without_names(arena, said) : said);
    return true;
}

void phs_pulumi_azure_child(const struct phs_pulumi_azure *azure, const struct phs_foreign_type *type,
                            struct phs_resource *resource, const struct phs_value *state) {
    struct phs_arena *arena = azure->graph->arena;
    const struct phs_resource *parent = parent_of(azure, type, resource->type_as_written, state);
    if (!parent || parent == resource || !phs_is(resource->attributes, PHS_MAP))
        return;
    struct phs_value *value = PHS_NEW(arena, struct phs_value);
    *value = *phs_value_unknown(arena, PHS_WHY_COMPUTED, "it is known only after the update", resource->place);
    value->flags |= PHS_VALUE_NOT_NULL;
    value->unknown.ref = parent->address;
    value->unknown.attribute = "id";
    resource->attributes = resource->original = phs_value_with(arena, resource->attributes, PHS_SLICE("parent"), value);
}

void phs_pulumi_azure_mention(const struct phs_pulumi_azure *azure, struct phs_resource *resource,
                              const struct phs_value *value, const char *path, int depth) {
    struct phs_arena *arena = azure->graph->arena;
    if (depth > PHS_PULUMI_MAX_DEPTH)
        return;
    if (value->kind == PHS_UNKNOWN && value->unknown.ref && strcmp(value->unknown.ref, resource->address) != 0) {
        phs_graph_mention(azure->graph, resource, PHS_REFERS_TO, value->unknown.ref, path, value->place);
        return;
    }
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n; i++)
        phs_pulumi_azure_mention(azure, resource, value->list.at[i], phs_printf(arena, "%s.%zu", path, i), depth + 1);
    for (size_t i = 0; value->kind == PHS_MAP && i < value->map.n; i++) {
        struct phs_slice key = value->map.at[i].key;
        phs_pulumi_azure_mention(azure, resource, value->map.at[i].value,
                                 phs_printf(arena, "%s%s%.*s", path, *path ? "." : "", (int)key.len, key.ptr), depth + 1);
    }
}
