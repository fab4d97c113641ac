/* SPDX-License-Identifier: Apache-2.0 */
/* Which PHI systems a repository speaks for. One that holds records is a system itself, and everything seen in it belongs to
 * it. One whose code handles patients holds none, so it is no system; but a key in that code opens what the code can reach, and
 * its pipeline decides what runs. Those sightings belong to the service whose folder they stand in, or, where no folder has the
 * name of a service, to every service, and to every store of ours where no service is known: which of them the key opens cannot
 * be told, and leaving it out would leave the risk out. */
#include "map/parts.h"

static bool is_one_of(struct phs_slice text, const char *words) {
    struct phs_slice rest = phs_slice(words), each;
    while (phs_slice_cut(&rest, '|', &each))
        if (phs_slice_eq(each, text))
            return true;
    return false;
}

static bool is_phi_code(const struct phs_resource *seen) {
    if (strcmp(seen->type, "outbound_call") == 0)
        return phs_is_true(phs_get(seen->attributes, "phi_context"));
    return strcmp(seen->type, "phi_sighting") == 0 && phs_slice_is(phs_text(phs_get(seen->attributes, "grade")), "phi") &&
           is_one_of(phs_text(phs_get(seen->attributes, "role")), "code|schema");
}

static bool handles_phi(const struct phs_resource *repository) {
    for (size_t i = 0; i < repository->in.n; i++)
        if (repository->in.at[i]->kind == PHS_BELONGS_TO && is_phi_code(repository->in.at[i]->from))
            return true;
    return false;
}

static bool is_hygiene(const struct phs_resource *seen) {
    return is_one_of(phs_slice(seen->type), "secret_sighting|ci_workflow|repository_file");
}

/* What of it reaches beyond the repository. */
static bool reaches_systems(const struct phs_resource *seen) {
    if (strcmp(seen->type, "secret_sighting") == 0) {
        const struct phs_value *of_history = phs_get(seen->attributes, "file_role");
        return phs_is_true(phs_get(seen->attributes, "real_looking")) &&
               is_one_of(phs_text(of_history ? of_history : phs_get(seen->attributes, "role")), "code|env|ci|message");
    }
    if (strcmp(seen->type, "repository_file") == 0)
        return is_one_of(phs_text(phs_get(seen->attributes, "kind")), "terraform-state|env-file|key-store|credential-file") &&
               !phs_is_true(phs_get(seen->attributes, "test")) && !phs_is_true(phs_get(seen->attributes, "template"));
    return strcmp(seen->type, "ci_workflow") == 0;
}

static bool stands_in_folder_of(struct phs_mapping *mapping, const struct phs_system *system, const struct phs_resource *seen) {
    struct phs_slice rest = phs_text(phs_get(seen->attributes, "file")), part;
    const char *name = phs_slug(mapping->arena, system->name);
    while (phs_slice_cut(&rest, '/', &part))
        if (rest.len > 0 && strcmp(phs_slug(mapping->arena, phs_slice_dup(mapping->arena, part)), name) == 0)
            return true;
    return false;
}

static size_t count_of_kind(const struct phs_mapping *mapping, enum phs_system_kind kind) {
    size_t n = 0;
    for (size_t i = 0; i < mapping->map->systems.n; i++)
        n += mapping->map->systems.at[i]->kind == kind;
    return n;
}

static void join_systems(struct phs_mapping *mapping, struct phs_resource *seen) {
    enum phs_system_kind kind = count_of_kind(mapping, PHS_SYSTEM_SERVICE) ? PHS_SYSTEM_SERVICE : PHS_SYSTEM_STORE;
    bool named = false;
    for (size_t pass = 0; pass < 2 && !(pass == 1 && named); pass++)
        for (size_t i = 0; i < mapping->map->systems.n; i++) {
            struct phs_system *system = mapping->map->systems.at[i];
            if (system->kind != kind || (pass == 0 && !stands_in_folder_of(mapping, system, seen)))
                continue;
            named |= pass == 0;
            phs_map_add_member(mapping, system, seen);
        }
}

static void join_repository(struct phs_mapping *mapping, struct phs_resource *repository) {
    struct phs_system *own = mapping->by_resource[repository->index];
    bool handles = handles_phi(repository);
    for (size_t i = 0; i < repository->in.n; i++) {
        struct phs_resource *seen = repository->in.at[i]->from;
        if (repository->in.at[i]->kind != PHS_BELONGS_TO || !is_hygiene(seen))
            continue;
        if (own && own->kind == PHS_SYSTEM_REPOSITORY)
            phs_map_add_member(mapping, own, seen);
        if (handles && reaches_systems(seen))
            join_systems(mapping, seen);
    }
}

void phs_map_repositories(struct phs_mapping *mapping) {
    const struct phs_resource_list *list = phs_graph_of_type(mapping->graph, "git_repository");
    for (size_t i = 0; i < list->items.n; i++)
        if (list->items.at[i]->index < mapping->resource_count)
            join_repository(mapping, list->items.at[i]);
}
