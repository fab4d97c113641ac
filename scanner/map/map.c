/* SPDX-License-Identifier: Apache-2.0 */
/* The order of the passes, and adding to the map. */
#include "map/map.h"

#include <stdlib.h>

#include "map/parts.h"

bool phs_map_holds(const struct phs_system *system, const struct phs_resource *resource) {
    for (size_t i = 0; i < system->members.n; i++)
        if (system->members.at[i] == resource)
            return true;
    return false;
}

struct phs_system *phs_map_find_system(const struct phs_mapping *mapping, const char *name) {
    for (size_t i = 0; i < mapping->map->systems.n; i++)
        if (phs_map_same_name(mapping->map->systems.at[i]->name, name))
            return mapping->map->systems.at[i];
    return NULL;
}

static bool id_taken(const struct phs_mapping *mapping, const char *id) {
    for (size_t i = 0; i < mapping->map->systems.n; i++)
        if (strcmp(mapping->map->systems.at[i]->id, id) == 0)
            return true;
    return false;
}

struct phs_system *phs_map_add_system(struct phs_mapping *mapping, const char *name, enum phs_system_kind kind) {
    struct phs_system *system = PHS_NEW(mapping->arena, struct phs_system);
    const char *base = phs_printf(mapping->arena, "sys:%s", phs_slug(mapping->arena, name));
    system->id = base;
    for (unsigned n = 2; id_taken(mapping, system->id); n++)
        system->id = phs_printf(mapping->arena, "%s-%u", base, n);
    system->name = phs_strdup(mapping->arena, name);
    system->kind = kind;
    system->records = -1;
    system->identifiers = "full";
    system->encrypted = PHS_MAYBE;
    system->key_outside = PHS_MAYBE;
    system->exposure = PHS_EXPOSURE_UNKNOWN;
    PHS_PUSH(mapping->arena, mapping->map->systems, system);
    return system;
}

void phs_map_add_member(struct phs_mapping *mapping, struct phs_system *system, struct phs_resource *resource) {
    if (phs_map_holds(system, resource))
        return;
    PHS_PUSH(mapping->arena, system->members, resource);
    if (resource->index < mapping->resource_count && !mapping->by_resource[resource->index])
        mapping->by_resource[resource->index] = system;
}

void phs_map_believe(struct phs_mapping *mapping, struct phs_system *system, enum phs_basis basis,
                     enum phs_confidence confidence, struct phs_place place, const char *reason) {
    struct phs_belief belief = {basis, confidence, reason, place};
    PHS_PUSH(mapping->arena, system->beliefs, belief);
    /* Firmest first, in written order among equals. */
    for (size_t i = system->beliefs.n - 1; i > 0; i--) {
        struct phs_belief *here = &system->beliefs.at[i], *before = here - 1;
        if (before->confidence > here->confidence || (before->confidence == here->confidence && before->basis <= here->basis))
            break;
        struct phs_belief swap = *here;
        *here = *before;
        *before = swap;
    }
}

void phs_map_add_category(struct phs_mapping *mapping, struct phs_system *system, const char *category) {
    for (size_t i = 0; i < system->categories.n; i++)
        if (phs_map_same_name(system->categories.at[i], category))
            return;
    PHS_PUSH(mapping->arena, system->categories, phs_strdup(mapping->arena, category));
}

static int by_system_id(const void *a, const void *b) {
    return strcmp((*(struct phs_system *const *)a)->id, (*(struct phs_system *const *)b)->id);
}

static int by_flow_id(const void *a, const void *b) {
    return strcmp((*(struct phs_flow *const *)a)->id, (*(struct phs_flow *const *)b)->id);
}

struct phs_phi_map *phs_map_build(struct phs_graph *graph, const struct phs_scope *scope,
                                  const struct phs_catalogue *catalogue) {
    struct phs_mapping mapping = {.graph = graph, .arena = graph->arena, .scope = scope, .catalogue = catalogue};
    struct phs_arena *scratch = phs_arena_new();
    mapping.resource_count = graph->resources.n;
    mapping.by_resource = PHS_NEW_N(scratch, struct phs_system *, mapping.resource_count);
    mapping.map = PHS_NEW(graph->arena, struct phs_phi_map);
    phs_map_declared_systems(&mapping);
    phs_map_inventory_systems(&mapping);
    phs_map_inferred_systems(&mapping);
    phs_map_flows(&mapping);
    phs_map_entry_points(&mapping);
    phs_map_endpoints(&mapping);
    phs_map_members(&mapping);
    phs_map_repositories(&mapping);
    phs_map_traits(&mapping);
    if (mapping.map->systems.n)
        qsort(mapping.map->systems.at, mapping.map->systems.n, sizeof *mapping.map->systems.at, by_system_id);
    if (mapping.map->flows.n)
        qsort(mapping.map->flows.at, mapping.map->flows.n, sizeof *mapping.map->flows.at, by_flow_id);
    phs_map_write_back(&mapping);
    phs_arena_free(scratch);
    return mapping.map;
}
