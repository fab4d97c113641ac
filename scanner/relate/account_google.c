/* SPDX-License-Identifier: Apache-2.0 */
/* Google Cloud: settings of a whole project, written into what they hold for: metadata of all machines as `project_metadata`,
 * audit configurations as `project_audit` of buckets. Roles that no parent in view takes up stand alone. */
#include "relate/passes.h"

enum { MOST_SETTINGS = 64 };

static bool same_root(const struct phs_resource *a, const struct phs_resource *b) {
    return strcmp(a->root, b->root) == 0 && strcmp(a->environment, b->environment) == 0;
}

static void add_all(struct phs_map_builder *to, const struct phs_value *from) {
    for (size_t i = 0; phs_is(from, PHS_MAP) && i < from->map.n; i++)
        phs_map_builder_set(to, from->map.at[i].key, from->map.at[i].key_place, from->map.at[i].value);
}

static void set(struct phs_graph *graph, struct phs_resource *resource, const char *key, const struct phs_value *value) {
    struct phs_map_builder map;
    if (!phs_is(resource->attributes, PHS_MAP))
        return;
    phs_map_builder_init(&map, graph->arena);
    add_all(&map, resource->attributes);
    phs_map_builder_set(&map, phs_slice(key), value->place, value);
    resource->attributes = phs_map_builder_done(&map, resource->attributes->place);
}

/* What the metadata of the project and its single items say together; NULL: nothing. A metadata that is not known as a whole
 * makes the union so. */
static const struct phs_value *metadata_for(struct phs_graph *graph, const struct phs_resource *machine) {
    const struct phs_resource_list *whole = phs_graph_of_type(graph, "google_compute_project_metadata");
    const struct phs_resource_list *items = phs_graph_of_type(graph, "google_compute_project_metadata_item");
    const struct phs_resource *last = NULL;
    struct phs_map_builder map;
    phs_map_builder_init(&map, graph->arena);
    for (size_t i = 0; i < whole->items.n && i < MOST_SETTINGS; i++) {
        const struct phs_value *metadata = phs_get(whole->items.at[i]->attributes, "metadata");
        if (!same_root(whole->items.at[i], machine))
            continue;
        if (phs_is(metadata, PHS_UNKNOWN))
            return metadata;
        add_all(&map, metadata);
        last = whole->items.at[i];
    }
    for (size_t i = 0; i < items->items.n && i < MOST_SETTINGS; i++) {
        const struct phs_value *attributes = items->items.at[i]->attributes, *value = phs_get(attributes, "value");
        struct phs_slice key = phs_text(phs_get(attributes, "key"));
        if (!same_root(items->items.at[i], machine) || !key.len || !value)
            continue;
        phs_map_builder_set(&map, key, value->place, value);
        last = items->items.at[i];
    }
    return last ? phs_map_builder_done(&map, last->place) : NULL;
}

static void give_metadata(struct phs_graph *graph) {
    static const char *const types[] = {"google_compute_instance", "google_compute_instance_template",
                                        "google_compute_region_instance_template"};
    size_t settings = phs_graph_of_type(graph, "google_compute_project_metadata")->items.n +
                      phs_graph_of_type(graph, "google_compute_project_metadata_item")->items.n;
    for (size_t t = 0; settings && t < sizeof types / sizeof *types; t++) {
        const struct phs_resource_list *list = phs_graph_of_type(graph, types[t]);
        for (size_t i = 0; i < list->items.n; i++) {
            const struct phs_value *metadata = metadata_for(graph, list->items.at[i]);
            if (metadata)
                set(graph, list->items.at[i], "project_metadata", metadata);
        }
    }
}

static const struct phs_value *audits_for(struct phs_graph *graph, const struct phs_resource *bucket) {
    static const char *const types[] = {"google_project_iam_audit_config", "google_folder_iam_audit_config",
                                        "google_organization_iam_audit_config"};
    PHS_VEC(const struct phs_value *) found = {0};
    for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
        const struct phs_resource_list *list = phs_graph_of_type(graph, types[t]);
        for (size_t i = 0; i < list->items.n && i < MOST_SETTINGS; i++)
            if (same_root(list->items.at[i], bucket) && !list->items.at[i]->existence)
                PHS_PUSH(graph->arena, found, list->items.at[i]->attributes);
    }
    if (!found.n)
        return NULL;
    struct phs_value *blocks = PHS_NEW(graph->arena, struct phs_value);
    *blocks = *phs_value_list(graph->arena, found.at, found.n, found.at[0]->place);
    blocks->flags |= PHS_VALUE_BLOCKS;
    return blocks;
}

static void give_audits(struct phs_graph *graph) {
    const struct phs_resource_list *buckets = phs_graph_of_type(graph, "google_storage_bucket");
    for (size_t i = 0; i < buckets->items.n; i++) {
        const struct phs_value *audits = audits_for(graph, buckets->items.at[i]);
        if (audits)
            set(graph, buckets->items.at[i], "project_audit", audits);
    }
}

/* Who is only known after apply is an account that this configuration makes: neither everybody nor somebody's private account.
 */
static const struct phs_value *made_member(struct phs_graph *graph, const struct phs_value *value) {
    if (!phs_is(value, PHS_UNKNOWN) || value->unknown.reason != PHS_WHY_COMPUTED ||
        (value->unknown.hint && value->unknown.hint->suffix.len))
        return value;
    return phs_value_string(graph->arena, PHS_SLICE("serviceAccount:(known after apply)"), value->place);
}

static const struct phs_value *made_members(struct phs_graph *graph, const struct phs_value *list) {
    PHS_VEC(const struct phs_value *) items = {0};
    bool any = false;
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
        PHS_PUSH(graph->arena, items, made_member(graph, list->list.at[i]));
        any |= items.at[i] != list->list.at[i];
    }
    return any ? phs_value_list(graph->arena, items.at, items.n, list->place) : list;
}

static bool is_role_for_somebody(const struct phs_resource *resource) {
    struct phs_slice type = phs_slice(resource->type);
    return phs_slice_starts(type, "google_") && (phs_slice_ends(type, "_iam_member") || phs_slice_ends(type, "_iam_binding"));
}

void phs_relate_members_google(struct phs_graph *graph) {
    for (size_t i = 0; i < graph->resources.n; i++) {
        struct phs_resource *resource = graph->resources.at[i];
        /* A plan does not say whether a value comes of a resource or of somebody's input. */
        bool source = resource->collector && strcmp(resource->collector, "terraform") == 0;
        if (!source || !is_role_for_somebody(resource))
            continue;
        const struct phs_value *member = phs_get(resource->attributes, "member"), *made = made_member(graph, member);
        const struct phs_value *members = phs_get(resource->attributes, "members"), *list = made_members(graph, members);
        if (made != member)
            set(graph, resource, "member", made);
        if (list != members)
            set(graph, resource, "members", list);
    }
}

/* Every service has these two types; those whose parent is not folded into are judged by themselves. */
static void mark_lone_roles(struct phs_graph *graph) {
    for (size_t i = 0; i < graph->resources.n; i++) {
        struct phs_resource *resource = graph->resources.at[i];
        if (!resource->folded && is_role_for_somebody(resource) && !phs_get(resource->attributes, "stands_alone"))
            set(graph, resource, "stands_alone", phs_value_bool(graph->arena, true, resource->place));
    }
}

void phs_relate_account_google(struct phs_graph *graph) {
    mark_lone_roles(graph);
    give_metadata(graph);
    give_audits(graph);
}
