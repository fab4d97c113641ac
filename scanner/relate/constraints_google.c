/* SPDX-License-Identifier: Apache-2.0 */
/* Google Cloud: what an organisation's constraints force on whatever is made below them, written into the resources that leave
 * it out. A constraint holds for a resource when it is set on the organisation, or on the very project that the resource names.
 */
#include "relate/passes.h"

static const struct {
    const char *constraint, *type, *attribute, *key; /* key: inside of the attribute, or NULL */
    const char *text;                                /* NULL: true */
} forced[] = {
    {"storage.publicAccessPrevention", "google_storage_bucket", "public_access_prevention", NULL, "enforced"},
    {"storage.uniformBucketLevelAccess", "google_storage_bucket", "uniform_bucket_level_access", NULL, NULL},
    {"compute.requireOsLogin", "google_compute_instance", "project_metadata", "enable-oslogin", "TRUE"},
    {"compute.requireOsLogin", "google_compute_instance_template", "project_metadata", "enable-oslogin", "TRUE"},
    {"compute.requireOsLogin", "google_compute_region_instance_template", "project_metadata", "enable-oslogin", "TRUE"},
};

struct constraint {
    const struct phs_resource *resource;
    struct phs_slice name;         /* "storage.publicAccessPrevention" */
    struct phs_slice project;      /* the project that it is for; empty: everything below the organisation */
    const struct phs_value *doubt; /* whether it holds, or for whom, is not known */
};

struct all {
    struct phs_graph *graph;
    PHS_VEC(struct constraint) constraints;
};

static struct phs_slice behind_last(struct phs_slice text, char c) {
    for (size_t i = text.len; i > 0; i--)
        if (text.ptr[i - 1] == c)
            return phs_slice_n(text.ptr + i, text.len - i);
    return text;
}

/* Known as a whole, or as far as its end. */
static struct phs_slice end_of(const struct phs_value *value) {
    bool hinted = phs_is(value, PHS_UNKNOWN) && value->unknown.hint;
    return hinted ? value->unknown.hint->suffix : phs_text(value);
}

static struct phs_slice start_of(const struct phs_value *value) {
    bool hinted = phs_is(value, PHS_UNKNOWN) && value->unknown.hint;
    return hinted ? value->unknown.hint->prefix : phs_text(value);
}

static bool says_true(const struct phs_value *value) {
    return phs_is_true(value) || phs_slice_ieq(phs_text(value), PHS_SLICE("TRUE"));
}

static void add(struct all *all, const struct phs_resource *resource, const struct phs_value *name, const struct phs_value *at,
                const struct phs_value *enforced) {
    struct constraint constraint = {resource, behind_last(end_of(name), '/'), {"", 0}, resource->existence};
    struct phs_slice above = start_of(at);
    if (!constraint.name.len || (!says_true(enforced) && !phs_is(enforced, PHS_UNKNOWN)))
        return;
    if (phs_slice_starts(above, "folders/"))
        return;
    if (phs_slice_starts(above, "projects/"))
        constraint.project = phs_text(at).len ? phs_slice_n(above.ptr + 9, above.len - 9) : PHS_SLICE("?");
    else if (phs_is(at, PHS_UNKNOWN) && !phs_slice_starts(above, "organizations/"))
        constraint.doubt = at;
    else if (!phs_slice_starts(above, "organizations/"))
        return;
    if (phs_is(enforced, PHS_UNKNOWN))
        constraint.doubt = enforced;
    PHS_PUSH(all->graph->arena, all->constraints, constraint);
}

static void gather(struct all *all) {
    const struct phs_resource_list *list = phs_graph_of_type(all->graph, "google_org_policy_policy");
    for (size_t i = 0; i < list->items.n; i++) {
        const struct phs_value *a = list->items.at[i]->attributes, *rules = phs_get_path(a, "spec.rules");
        /* Several rules are conditions and exceptions: what holds for everybody cannot be told. */
        if (phs_is(rules, PHS_LIST) && rules->list.n == 1 && !phs_get(rules->list.at[0], "condition"))
            add(all, list->items.at[i], phs_get(a, "name"), phs_get(a, "parent"), phs_get(rules->list.at[0], "enforce"));
    }
    list = phs_graph_of_type(all->graph, "google_organization_policy");
    for (size_t i = 0; i < list->items.n; i++) {
        const struct phs_value *a = list->items.at[i]->attributes;
        struct phs_value above = {.kind = PHS_STRING, .string = PHS_SLICE("organizations/")};
        add(all, list->items.at[i], phs_get(a, "constraint"), &above, phs_get_path(a, "boolean_policy.enforced"));
    }
}

static bool holds_for(const struct constraint *constraint, const struct phs_resource *resource, const char *name) {
    return phs_slice_is(constraint->name, name) && strcmp(constraint->resource->root, resource->root) == 0 &&
           strcmp(constraint->resource->environment, resource->environment) == 0 &&
           (!constraint->project.len || phs_slice_eq(constraint->project, phs_text(phs_get(resource->attributes, "project"))));
}

static void copy(struct phs_map_builder *map, const struct phs_value *from) {
    for (size_t i = 0; phs_is(from, PHS_MAP) && i < from->map.n; i++)
        phs_map_builder_set(map, from->map.at[i].key, from->map.at[i].key_place, from->map.at[i].value);
}

static void force(struct all *all, const struct constraint *constraint, struct phs_resource *resource, size_t row) {
    struct phs_arena *arena = all->graph->arena;
    struct phs_place place = constraint->resource->place;
    const struct phs_value *value = constraint->doubt  ? constraint->doubt
                                    : forced[row].text ? phs_value_string(arena, phs_slice(forced[row].text), place)
                                                       : phs_value_bool(arena, true, place);
    struct phs_map_builder map, inner;
    const char *attribute = forced[row].attribute;
    if (forced[row].key) {
        phs_map_builder_init(&inner, arena);
        copy(&inner, phs_get(resource->attributes, attribute));
        phs_map_builder_set(&inner, phs_slice(forced[row].key), place, value);
        value = phs_map_builder_done(&inner, place);
    }
    phs_map_builder_init(&map, arena);
    copy(&map, resource->attributes);
    phs_map_builder_set(&map, phs_slice(attribute), place, value);
    resource->attributes = phs_map_builder_done(&map, resource->attributes->place);
}

static bool is_said(const struct phs_resource *resource, size_t row) {
    const struct phs_value *value = phs_get(resource->attributes, forced[row].attribute);
    if (forced[row].key || !value || value->kind == PHS_NULL)
        return false;
    return forced[row].text == NULL || !phs_slice_is(phs_text(value), "inherited");
}

void phs_relate_constraints_google(struct phs_graph *graph) {
    struct all all = {.graph = graph};
    gather(&all);
    for (size_t row = 0; all.constraints.n && row < sizeof forced / sizeof *forced; row++) {
        const struct phs_resource_list *list = phs_graph_of_type(graph, forced[row].type);
        for (size_t i = 0; i < list->items.n; i++)
            for (size_t k = 0; k < all.constraints.n; k++)
                if (phs_is(list->items.at[i]->attributes, PHS_MAP) && !is_said(list->items.at[i], row) &&
                    holds_for(&all.constraints.at[k], list->items.at[i], forced[row].constraint))
                    force(&all, &all.constraints.at[k], list->items.at[i], row);
    }
}
