/* SPDX-License-Identifier: Apache-2.0 */
/* Systems that nobody declared: by tag, by type, by name, by what was seen in a repository, by what they refer to. */
#include "map/parts.h"

const char *phs_map_display_name(struct phs_arena *arena, const struct phs_resource *resource) {
    static const char *const attributes[] = {"identifier", "bucket", "cluster_identifier", "function_name", "name", "family"};
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        const char *name = phs_text_or(arena, phs_get(resource->attributes, attributes[i]), NULL);
        if (name && *name)
            return name;
    }
    return resource->address;
}

static struct phs_system *system_for(struct phs_mapping *mapping, struct phs_resource *resource, enum phs_system_kind kind) {
    struct phs_system *system = phs_map_add_system(mapping, phs_map_display_name(mapping->arena, resource), kind);
    system->place = resource->place;
    system->owner = phs_map_tagged_owner(mapping->arena, resource);
    phs_map_add_member(mapping, system, resource);
    return system;
}

static void infer_store(struct phs_mapping *mapping, struct phs_resource *resource, const struct phs_map_type *type) {
    const char *reason;
    struct phs_place place;
    if (phs_map_tagged(mapping->arena, resource, &reason, &place)) {
        phs_map_believe(mapping, system_for(mapping, resource, type->kind), PHS_BASIS_TAGGED, PHS_CONFIDENCE_HIGH, place,
                        reason);
        return;
    }
    if (phs_map_tagged_harmless(resource))
        return;
    if (type->health) {
        phs_map_believe(mapping, system_for(mapping, resource, type->kind), PHS_BASIS_INFERRED, PHS_CONFIDENCE_HIGH,
                        resource->place, phs_printf(mapping->arena, "%s exists only for health data", resource->type));
        return;
    }
    const char *name = phs_map_display_name(mapping->arena, resource);
    const char *word = phs_map_health_word(mapping->arena, name);
    if (!word)
        word = phs_map_health_word(mapping->arena, resource->name);
    if (word && type->kind == PHS_SYSTEM_STORE)
        phs_map_believe(mapping, system_for(mapping, resource, type->kind), PHS_BASIS_INFERRED, PHS_CONFIDENCE_LOW,
                        resource->place, phs_printf(mapping->arena, "its name has the word \"%s\"", word));
}

static const struct phs_system *referred_store(const struct phs_mapping *mapping, const struct phs_resource *resource,
                                               struct phs_place *ret_place) {
    for (size_t i = 0; i < resource->out.n; i++) {
        const struct phs_link *link = resource->out.at[i];
        const struct phs_system *system =
            link->to->index < mapping->resource_count ? mapping->by_resource[link->to->index] : NULL;
        if (system && system->kind == PHS_SYSTEM_STORE) {
            *ret_place = link->place;
            return system;
        }
    }
    return NULL;
}

/* Code that refers to a store of PHI processes what is in it. */
static void take_over(struct phs_mapping *mapping, struct phs_system *system, const struct phs_system *store) {
    for (size_t i = 0; i < store->categories.n; i++)
        phs_map_add_category(mapping, system, store->categories.at[i]);
    if (system->records < 0)
        system->records = store->records;
}

static void infer_service(struct phs_mapping *mapping, struct phs_resource *resource) {
    struct phs_place place;
    const struct phs_system *store = referred_store(mapping, resource, &place);
    struct phs_system *system = mapping->by_resource[resource->index];
    if (!store || phs_map_tagged_harmless(resource))
        return;
    if (!system)
        system = system_for(mapping, resource, PHS_SYSTEM_SERVICE);
    take_over(mapping, system, store);
    phs_map_believe(mapping, system, PHS_BASIS_INFERRED, PHS_CONFIDENCE_MEDIUM, place,
                    phs_printf(mapping->arena, "it refers to %s", store->name));
}

/* Records, not code that names fields: what is in a schema is handled by the service that owns it. */
static bool holds_records(const struct phs_resource *sighting) {
    struct phs_slice role = phs_text(phs_get(sighting->attributes, "role"));
    return phs_slice_is(phs_text(phs_get(sighting->attributes, "grade")), "phi") &&
           (phs_slice_is(role, "test-data") || phs_slice_is(role, "log") || phs_slice_is(role, "document"));
}

static struct phs_resource *repository_of(const struct phs_mapping *mapping, const struct phs_resource *sighting) {
    for (size_t i = 0; i < sighting->out.n; i++)
        if (strcmp(sighting->out.at[i]->to->type, "git_repository") == 0)
            return sighting->out.at[i]->to;
    (void)mapping;
    return NULL;
}

static void infer_repository(struct phs_mapping *mapping, struct phs_resource *sighting) {
    struct phs_resource *repository = holds_records(sighting) ? repository_of(mapping, sighting) : NULL;
    if (!repository)
        return;
    struct phs_system *system = mapping->by_resource[repository->index];
    if (!system) {
        const char *path = phs_text_or(mapping->arena, phs_get(repository->attributes, "path"), repository->address);
        const char *name = strcmp(path, ".") == 0 ? "Source repository" : phs_printf(mapping->arena, "Repository %s", path);
        system = phs_map_add_system(mapping, name, PHS_SYSTEM_REPOSITORY);
        system->place = repository->place;
        system->exposure = PHS_INTERNAL;
        system->exposure_reason = "who can read the repository was not looked at; counted as internal";
        phs_map_add_member(mapping, system, repository);
    }
    phs_map_add_member(mapping, system, sighting);
    phs_map_add_category(mapping, system, phs_text_or(mapping->arena, phs_get(sighting->attributes, "category"), "record"));
    phs_map_believe(mapping, system, PHS_BASIS_SEEN, PHS_CONFIDENCE_MEDIUM, sighting->place,
                    phs_printf(mapping->arena, "records with health data in %s",
                               phs_text_or(mapping->arena, phs_get(sighting->attributes, "file"), sighting->address)));
}

void phs_map_inferred_systems(struct phs_mapping *mapping) {
    struct phs_graph *graph = mapping->graph;
    for (size_t i = 0; i < mapping->resource_count; i++) {
        struct phs_resource *resource = graph->resources.at[i];
        const struct phs_map_type *type = phs_map_type(resource->type);
        if (type && !mapping->by_resource[i] && (type->kind == PHS_SYSTEM_STORE || type->compute))
            infer_store(mapping, resource, type);
    }
    for (size_t i = 0; i < mapping->resource_count; i++) {
        struct phs_resource *resource = graph->resources.at[i];
        const struct phs_map_type *type = phs_map_type(resource->type);
        if (type && type->compute)
            infer_service(mapping, resource);
    }
    const struct phs_resource_list *sightings = phs_graph_of_type(graph, "phi_sighting");
    for (size_t i = 0; i < sightings->items.n; i++)
        infer_repository(mapping, sightings->items.at[i]);
}
