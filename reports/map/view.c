/* SPDX-License-Identifier: Apache-2.0 */
/* The nodes of the map: systems with PHI, and the ends of flows that are no systems. */
#include "reports/map/picture.h"

const char *phs_lane_title(enum phs_lane lane) {
    static const char *const titles[] = {"People and organisation", "Entry points", "Workloads", "Stores and places",
                                         "Third parties"};
    return titles[lane];
}

const char *phs_edge_state_name(enum phs_edge_state state) {
    static const char *const names[] = {"declared and seen", "seen but not declared", "declared but not seen"};
    return names[state];
}

const char *phs_edge_kind_name(enum phs_edge_kind kind) {
    static const char *const names[] = {"flow", "connection", "exposure"};
    return names[kind];
}

static enum phs_lane lane_of(enum phs_system_kind kind) {
    switch (kind) {
    case PHS_SYSTEM_ENTRY:
        return PHS_LANE_ENTRY;
    case PHS_SYSTEM_SERVICE:
    case PHS_SYSTEM_REPOSITORY:
        return PHS_LANE_WORK;
    case PHS_SYSTEM_THIRD_PARTY:
        return PHS_LANE_THIRD;
    default:
        return PHS_LANE_STORE;
    }
}

static void add_systems(struct phs_picture *picture, struct phs_map *by_system) {
    const struct phs_phi_map *map = picture->run->map;
    for (size_t i = 0; map && i < map->systems.n; i++) {
        const struct phs_system *system = map->systems.at[i];
        struct phs_node node = {.id = system->id,
                                .name = system->name,
                                .kind = phs_system_kind_name(system->kind),
                                .owner = system->owner,
                                .lane = lane_of(system->kind),
                                .system = system,
                                .records = system->records};
        PHS_PUSH(picture->arena, picture->nodes, node);
        phs_map_puts(by_system, system->id, (void *)(uintptr_t)picture->nodes.n);
    }
}

static void add_levels(struct phs_picture *picture, const struct phs_map *by_system) {
    for (size_t i = 0; i < picture->run->risks.n; i++) {
        const struct phs_risk *risk = picture->run->risks.at[i];
        size_t at = risk->system ? (size_t)(uintptr_t)phs_map_gets(by_system, risk->system->id) : 0;
        if (!at)
            continue;
        struct phs_node *node = &picture->nodes.at[at - 1];
        if (!node->has_level || risk->final_observed > node->level)
            node->level = risk->final_observed;
        node->has_level = true;
        node->risks++;
    }
}

/* "services/portal" and "portal" are the same part of the tree: the last component tells. */
static const char *end_key(struct phs_arena *arena, const char *name) {
    const char *slash = strrchr(name, '/');
    return phs_slug(arena, slash && slash[1] ? slash + 1 : name);
}

static bool is_organization(const struct phs_run *run, const char *name) {
    const char *own = run->scope && run->scope->organization.name ? run->scope->organization.name : "the organisation";
    return strcmp(name, own) == 0;
}

/* Sender or receiver that the map has no system for: a part of the code, or the organisation as a whole. */
static size_t end_node(struct phs_picture *picture, struct phs_map *ends, const char *name, bool vendor) {
    const char *key = end_key(picture->arena, name);
    key = *key ? key : "unnamed";
    size_t at = (size_t)(uintptr_t)phs_map_gets(ends, key);
    if (at)
        return at - 1;
    bool people = is_organization(picture->run, name);
    struct phs_node node = {.id = phs_printf(picture->arena, "end:%s", key),
                            .name = name,
                            .kind = people   ? "organisation"
                                    : vendor ? "third party"
                                             : "named by a flow",
                            .lane = people   ? PHS_LANE_PEOPLE
                                    : vendor ? PHS_LANE_THIRD
                                             : PHS_LANE_WORK,
                            .records = -1};
    PHS_PUSH(picture->arena, picture->nodes, node);
    phs_map_puts(ends, key, (void *)(uintptr_t)picture->nodes.n);
    return picture->nodes.n - 1;
}

static size_t end_of(struct phs_picture *picture, const struct phs_map *by_system, struct phs_map *ends,
                     const struct phs_system *system, const char *name, bool vendor) {
    size_t at = system ? (size_t)(uintptr_t)phs_map_gets(by_system, system->id) : 0;
    return at ? at - 1 : end_node(picture, ends, name ? name : "", vendor);
}

static void add_flows(struct phs_picture *picture, const struct phs_map *by_system) {
    struct phs_map ends;
    phs_map_init(&ends, picture->arena);
    const struct phs_phi_map *map = picture->run->map;
    for (size_t i = 0; map && i < map->flows.n; i++) {
        const struct phs_flow *flow = map->flows.at[i];
        struct phs_edge edge = {.id = flow->id,
                                .kind = PHS_EDGE_FLOW,
                                .flow = flow,
                                .encrypted = flow->encrypted,
                                .has_baa = flow->vendor || flow->vendor_name,
                                .baa = flow->baa,
                                .why = flow->beliefs.n ? flow->beliefs.at[0].reason : NULL,
                                .place = flow->place};
        edge.state = flow->declared && flow->seen ? PHS_EDGE_BOTH : flow->declared ? PHS_EDGE_DECLARED : PHS_EDGE_SEEN;
        edge.from = end_of(picture, by_system, &ends, flow->from, flow->from_name, false);
        edge.to = end_of(picture, by_system, &ends, flow->to, flow->to_name, edge.has_baa);
        PHS_PUSH(picture->arena, picture->edges, edge);
    }
}

static const char *unique(struct phs_picture *picture, struct phs_map *taken, const char *id) {
    const char *free = id;
    for (size_t n = 2; phs_map_gets(taken, free); n++)
        free = phs_printf(picture->arena, "%s-%zu", id, n);
    phs_map_puts(taken, free, picture);
    return free;
}

/* Ids become anchors of the page. */
static void make_ids_unique(struct phs_picture *picture) {
    struct phs_map taken;
    phs_map_init(&taken, picture->arena);
    for (size_t i = 0; i < picture->nodes.n; i++)
        picture->nodes.at[i].id = unique(picture, &taken, picture->nodes.at[i].id);
    for (size_t i = 0; i < picture->edges.n; i++)
        picture->edges.at[i].id = unique(picture, &taken, picture->edges.at[i].id);
}

void phs_picture_build(struct phs_picture *picture, struct phs_arena *arena, const struct phs_run *run) {
    *picture = (struct phs_picture){.arena = arena, .run = run};
    struct phs_map by_system;
    phs_map_init(&by_system, arena);
    add_systems(picture, &by_system);
    add_levels(picture, &by_system);
    add_flows(picture, &by_system);
    phs_picture_connect(picture);
    make_ids_unique(picture);
    for (size_t i = 0; i < picture->edges.n; i++)
        phs_edge_say(picture, &picture->edges.at[i]);
}
