/* SPDX-License-Identifier: Apache-2.0 */
/* azapi_resource: Terraform that writes what Azure Resource Manager reads, as an object or as the text of one. It is brought
 * into the shape in which templates arrive here, so that the tables of checks/maps/arm/ hold for it. */
#include "parse/json.h"
#include "relate/foreign.h"

#define PART "phiscope_part_"

enum { MOST_DEPTH = 60 };

bool phs_foreign_is_azapi(const struct phs_resource *resource) {
    return strcmp(resource->type, "azapi_resource") == 0 && phs_text(phs_get(resource->attributes, "type")).len > 0;
}

static bool keeps_keys(struct phs_slice key) {
    return phs_slice_ieq(key, PHS_SLICE("tags")) || phs_slice_ieq(key, PHS_SLICE("metadata"));
}

static const struct phs_value *flat(struct phs_arena *arena, const struct phs_value *value, int depth);

static const struct phs_value *flat_list(struct phs_arena *arena, const struct phs_value *value, int depth) {
    const struct phs_value **items = PHS_NEW_N(arena, const struct phs_value *, value->list.n ? value->list.n : 1);
    for (size_t i = 0; i < value->list.n; i++)
        items[i] = flat(arena, value->list.at[i], depth);
    return phs_value_list(arena, items, value->list.n, value->place);
}

/* {sku, properties: {a}} -> {sku, a} at every depth. */
static const struct phs_value *flat(struct phs_arena *arena, const struct phs_value *value, int depth) {
    struct phs_map_builder map;
    if (depth > MOST_DEPTH || (value->kind != PHS_MAP && value->kind != PHS_LIST))
        return value;
    if (value->kind == PHS_LIST)
        return flat_list(arena, value, depth + 1);
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        const struct phs_value *inner = keeps_keys(entry->key) ? entry->value : flat(arena, entry->value, depth + 1);
        bool hoisted = phs_slice_ieq(entry->key, PHS_SLICE("properties")) && phs_is(inner, PHS_MAP);
        if (!hoisted)
            phs_map_builder_set(&map, entry->key, entry->key_place, inner);
        for (size_t k = 0; hoisted && k < inner->map.n; k++)
            phs_map_builder_set(&map, inner->map.at[k].key, inner->map.at[k].key_place, inner->map.at[k].value);
    }
    return phs_map_builder_done(&map, value->place);
}

/* Arguments beside the body. Secrets may stand in a body of their own that is never kept in the state. */
static void add_outer(struct phs_map_builder *map, const struct phs_value *attributes) {
    static const char *const names[][2] = {
        {"name", "name"}, {"location", "location"}, {"identity", "identity"}, {"tags", "tags"}, {"parent_id", "parent"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct phs_value *value = phs_get(attributes, names[i][0]);
        if (value && value->kind != PHS_NULL && !phs_map_builder_get(map, phs_slice(names[i][1])))
            phs_map_builder_set(map, phs_slice(names[i][1]), value->place, value);
    }
}

/* What azapi_resources of their own say about this one (see below). */
static void add_parts(struct phs_map_builder *map, const struct phs_value *attributes) {
    for (size_t i = 0; i < attributes->map.n; i++) {
        const struct phs_entry *entry = &attributes->map.at[i];
        size_t n = sizeof PART - 1;
        if (phs_slice_starts(entry->key, PART))
            phs_map_builder_set(map, phs_slice_n(entry->key.ptr + n, entry->key.len - n), entry->key_place, entry->value);
    }
}

static const struct phs_value *body_of(struct phs_arena *arena, const struct phs_value *attributes) {
    const struct phs_value *body = phs_get(attributes, "body"), *tree = body;
    if (!phs_is(body, PHS_STRING))
        return body;
    if (phs_json_parse(arena, NULL, body->string, NULL, &tree, NULL) != PHS_OK)
        return phs_value_unknown(arena, PHS_WHY_ERROR, "its body is no JSON", body->place);
    return tree;
}

const struct phs_value *phs_foreign_azapi(struct phs_arena *arena, struct phs_resource *resource) {
    struct phs_slice type = phs_text(phs_get(resource->attributes, "type")), rest = type, name;
    const struct phs_value *body = body_of(arena, resource->attributes);
    struct phs_map_builder map;
    phs_slice_cut(&rest, '@', &name);
    resource->type_as_written = phs_slice_dup(arena, name);
    if (phs_is(body, PHS_UNKNOWN))
        return body;
    phs_map_builder_init(&map, arena);
    const struct phs_value *properties = body ? flat(arena, body, 0) : NULL;
    for (size_t i = 0; phs_is(properties, PHS_MAP) && i < properties->map.n; i++)
        phs_map_builder_set(&map, properties->map.at[i].key, properties->map.at[i].key_place, properties->map.at[i].value);
    add_outer(&map, resource->attributes);
    add_parts(&map, resource->attributes);
    return phs_map_builder_done(&map, resource->place);
}

static struct phs_resource *named_by(const struct phs_graph *graph, const struct phs_resource *resource, const char *argument) {
    for (size_t i = 0; i < graph->mentions.n; i++) {
        const struct phs_mention *mention = &graph->mentions.at[i];
        struct phs_resource *to = NULL;
        if (mention->from == resource && mention->attribute && strcmp(mention->attribute, argument) == 0)
            to = phs_graph_find(graph, resource->root, resource->environment, mention->target);
        if (to && to != resource)
            return to;
    }
    return NULL;
}

static struct phs_resource *parent_of(const struct phs_graph *graph, const struct phs_resource *resource) {
    struct phs_resource *to = named_by(graph, resource, "parent_id");
    return to && phs_foreign_is_azapi(to) ? to : NULL;
}

/* "Microsoft.Storage/storageAccounts/blobServices@2023-01-01" -> blobServices; config/web and the like go by their name. */
static const char *part_key(struct phs_arena *arena, const struct phs_resource *part) {
    struct phs_slice type = phs_text(phs_get(part->attributes, "type")), rest = type, name;
    phs_slice_cut(&rest, '@', &name);
    const char *text = phs_slice_dup(arena, name), *last = strrchr(text, '/');
    last = last ? last + 1 : text;
    struct phs_slice own = phs_text(phs_get(part->attributes, "name"));
    bool named = strcmp(last, "config") == 0 || strcmp(last, "basicPublishingCredentialsPolicies") == 0;
    return named ? phs_printf(arena, PART "%s_%.*s", last, (int)own.len, own.ptr) : phs_printf(arena, PART "%s", last);
}

void phs_foreign_azapi_part(struct phs_graph *graph, struct phs_resource *part) {
    struct phs_resource *parent = parent_of(graph, part);
    const struct phs_value *body = body_of(graph->arena, part->attributes);
    struct phs_map_builder map;
    if (!parent || !body)
        return;
    phs_map_builder_init(&map, graph->arena);
    for (size_t i = 0; i < parent->attributes->map.n; i++)
        phs_map_builder_set(&map, parent->attributes->map.at[i].key, parent->attributes->map.at[i].key_place,
                            parent->attributes->map.at[i].value);
    const struct phs_value *facts = part->existence ? part->existence : flat(graph->arena, body, 0);
    phs_map_builder_set(&map, phs_slice(part_key(graph->arena, part)), part->place, facts);
    parent->attributes = phs_map_builder_done(&map, parent->place);
}

/* ---- azapi_update_resource */

const struct phs_value *phs_foreign_azapi_update(struct phs_graph *graph, struct phs_resource *update,
                                                 struct phs_resource **ret_target) {
    struct phs_slice rest = phs_text(phs_get(update->attributes, "type")), name;
    struct phs_resource *target = named_by(graph, update, "resource_id");
    const struct phs_value *body = body_of(graph->arena, update->attributes);
    phs_slice_cut(&rest, '@', &name);
    update->type_as_written = phs_slice_dup(graph->arena, name);
    *ret_target = target;
    return target && phs_is(body, PHS_MAP) ? flat(graph->arena, body, 0) : NULL;
}

static bool is_block(const struct phs_value *value) {
    return phs_is(value, PHS_LIST) && value->list.n == 1 && phs_is(value->list.at[0], PHS_MAP);
}

const struct phs_value *phs_foreign_over(struct phs_arena *arena, const struct phs_value *below, const struct phs_value *above,
                                         int depth) {
    struct phs_map_builder map;
    if (depth < MOST_DEPTH && is_block(below) && is_block(above)) {
        const struct phs_value *block = phs_foreign_over(arena, below->list.at[0], above->list.at[0], depth + 1);
        struct phs_value *list = PHS_NEW(arena, struct phs_value);
        *list = *phs_value_list(arena, &block, 1, above->place);
        list->flags |= PHS_VALUE_BLOCKS;
        return list;
    }
    if (depth >= MOST_DEPTH || !phs_is(below, PHS_MAP) || !phs_is(above, PHS_MAP))
        return above;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < below->map.n; i++)
        phs_map_builder_set(&map, below->map.at[i].key, below->map.at[i].key_place, below->map.at[i].value);
    for (size_t i = 0; i < above->map.n; i++) {
        const struct phs_entry *entry = &above->map.at[i];
        const struct phs_value *have = phs_get_slice(below, entry->key);
        phs_map_builder_set(&map, entry->key, entry->key_place,
                            have ? phs_foreign_over(arena, have, entry->value, depth + 1) : entry->value);
    }
    return phs_map_builder_done(&map, below->place);
}
