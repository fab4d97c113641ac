/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of map/ share. */
#ifndef PHS_MAP_PARTS_H
#define PHS_MAP_PARTS_H

#include "map/map.h"

struct phs_mapping {
    struct phs_graph *graph;
    struct phs_arena *arena; /* the graph's */
    const struct phs_scope *scope;
    const struct phs_catalogue *catalogue;
    struct phs_phi_map *map;
    struct phs_system **by_resource; /* first system of each resource by index, while the map is built */
    size_t resource_count;           /* of the graph before anything was written back */
};

/* What a resource type is to the map; NULL for what neither holds nor moves data (types.c). */
struct phs_map_type {
    const char *type;
    enum phs_system_kind kind;
    bool health;           /* the type exists only for health data */
    const char *encrypted; /* attribute path: true when encrypted at rest; "!" in front: always encrypted */
    const char *key;       /* attribute path that names a customer-managed key */
    bool compute;          /* runs code: holds PHI when it refers to what holds it */
};
const struct phs_map_type *phs_map_type(const char *type);

/* "patient", "claims", ...: a word of the name that speaks of health data; NULL (words.c). */
const char *phs_map_health_word(struct phs_arena *arena, const char *name);
/* A tag or label that says so: ret_reason is "tag data-classification = phi". */
bool phs_map_tagged(struct phs_arena *arena, const struct phs_resource *resource, const char **ret_reason,
                    struct phs_place *ret_place);
/* A tag that says the data is public or not PHI. */
bool phs_map_tagged_harmless(const struct phs_resource *resource);
/* Who looks after a resource: its tag owner or team; NULL. */
const char *phs_map_tagged_owner(struct phs_arena *arena, const struct phs_resource *resource);
/* The name that people know a resource by: its identifier, bucket, name ... else its address (inferred.c). */
const char *phs_map_display_name(struct phs_arena *arena, const struct phs_resource *resource);
/* ASCII case folded equality of two names. */
bool phs_map_same_name(const char *a, const char *b);

struct phs_system *phs_map_add_system(struct phs_mapping *mapping, const char *name, enum phs_system_kind kind);
void phs_map_add_member(struct phs_mapping *mapping, struct phs_system *system, struct phs_resource *resource);
void phs_map_believe(struct phs_mapping *mapping, struct phs_system *system, enum phs_basis basis,
                     enum phs_confidence confidence, struct phs_place place, const char *reason);
void phs_map_add_category(struct phs_mapping *mapping, struct phs_system *system, const char *category);
struct phs_system *phs_map_find_system(const struct phs_mapping *mapping, const char *name);

/* The passes, in order. */
void phs_map_declared_systems(struct phs_mapping *mapping);  /* declared.c */
void phs_map_inferred_systems(struct phs_mapping *mapping);  /* inferred.c: tags, names, types, sightings, references */
void phs_map_entry_points(struct phs_mapping *mapping);      /* entries.c: what lets people in to a service with PHI */
void phs_map_endpoints(struct phs_mapping *mapping);         /* endpoints.c: what answers at a host of an entry point */
void phs_map_inventory_systems(struct phs_mapping *mapping); /* inventory.c: assets */
void phs_map_flows(struct phs_mapping *mapping);             /* flows.c, with the third parties that receive PHI */
void phs_map_members(struct phs_mapping *mapping);           /* members.c: keys, groups, roles, account-wide services */
void phs_map_repositories(struct phs_mapping *mapping);      /* repositories.c: secrets, workflows and files of repositories */
void phs_map_traits(struct phs_mapping *mapping);            /* traits.c: encryption, key owner, exposure */
void phs_map_write_back(struct phs_mapping *mapping);        /* write_back.c */

/* BAA state of a flow from the agreements in the graph (baa.c). */
void phs_map_baa(struct phs_mapping *mapping, struct phs_flow *flow, const char *not_required);
/* The vendor's resource by name, alias or catalogue; NULL. */
struct phs_resource *phs_map_vendor(const struct phs_mapping *mapping, const char *name);
/* The system of a vendor, made when there is none yet. */
struct phs_system *phs_map_third_party(struct phs_mapping *mapping, const char *vendor_name, struct phs_place place);

#endif
