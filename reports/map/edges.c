/* SPDX-License-Identifier: Apache-2.0 */
/* Edges that nobody declared as flows: connections that links of the graph show, and what the internet reaches. */
#include "reports/map/picture.h"

/* The node whose system a resource belongs to; resources that several systems share (keys, roles) say nothing about who talks
 * to whom. */
static size_t *owners(const struct phs_picture *picture, size_t n) {
    enum { NONE = 0 };
    size_t *owner = PHS_NEW_N(picture->arena, size_t, n + 1);
    for (size_t i = 0; i < picture->nodes.n; i++) {
        const struct phs_system *system = picture->nodes.at[i].system;
        for (size_t m = 0; system && m < system->members.n; m++) {
            size_t at = system->members.at[m]->index;
            if (at < n && owner[at] != i + 1)
                owner[at] = owner[at] == NONE ? i + 1 : PHS_NO_NODE;
        }
    }
    return owner;
}

static bool carries_data(enum phs_link_kind kind) {
    return kind == PHS_REFERS_TO || kind == PHS_STORES_IN || kind == PHS_SENDS_TO || kind == PHS_READS_FROM ||
           kind == PHS_EXPOSED_BY;
}

static const char *pair_key(struct phs_arena *arena, size_t a, size_t b) {
    return a < b ? phs_printf(arena, "%zu %zu", a, b) : phs_printf(arena, "%zu %zu", b, a);
}

static void note_flows(struct phs_picture *picture, struct phs_map *known) {
    for (size_t i = 0; i < picture->edges.n; i++) {
        const struct phs_edge *edge = &picture->edges.at[i];
        phs_map_puts(known, pair_key(picture->arena, edge->from, edge->to), picture);
    }
}

/* A reference says who knows whom; data goes from the edge of the organisation inwards. */
static void add_link(struct phs_picture *picture, struct phs_map *known, size_t from, size_t to, const struct phs_link *link) {
    const char *key = pair_key(picture->arena, from, to);
    if (phs_map_gets(known, key))
        return;
    phs_map_puts(known, key, picture);
    if (picture->nodes.at[from].lane > picture->nodes.at[to].lane) {
        size_t swap = from;
        from = to;
        to = swap;
    }
    const char *why = phs_printf(picture->arena, "%s %s %s", link->from->address, phs_link_name(link->kind), link->to->address);
    struct phs_edge edge = {
        .id = phs_printf(picture->arena, "link:%s-to-%s", picture->nodes.at[from].id + 4, picture->nodes.at[to].id + 4),
        .kind = PHS_EDGE_LINK,
        .from = from,
        .to = to,
        .state = PHS_EDGE_SEEN,
        .encrypted = PHS_MAYBE,
        .why = why,
        .place = link->place};
    PHS_PUSH(picture->arena, picture->edges, edge);
}

static void add_links(struct phs_picture *picture, struct phs_map *known) {
    const struct phs_graph *graph = picture->run->graph;
    size_t *owner = graph ? owners(picture, graph->resources.n) : NULL;
    for (size_t i = 0; graph && i < graph->links.n; i++) {
        const struct phs_link *link = graph->links.at[i];
        size_t from = owner[link->from->index], to = owner[link->to->index];
        bool single = from && to && from != to && from != PHS_NO_NODE && to != PHS_NO_NODE;
        if (single && carries_data(link->kind) && strncmp(link->from->type, "phi_", 4) != 0 &&
            strncmp(link->to->type, "phi_", 4) != 0)
            add_link(picture, known, from - 1, to - 1, link);
    }
}

/* "repository:PATH" -> its node plus one. */
static void note_repositories(struct phs_picture *picture, struct phs_map *by_address) {
    phs_map_init(by_address, picture->arena);
    for (size_t i = 0; i < picture->nodes.n; i++) {
        const struct phs_system *system = picture->nodes.at[i].system;
        for (size_t m = 0; system && system->kind == PHS_SYSTEM_REPOSITORY && m < system->members.n; m++)
            if (strcmp(system->members.at[m]->type, "git_repository") == 0)
                phs_map_puts(by_address, system->members.at[m]->address, (void *)(uintptr_t)(i + 1));
    }
}

static bool *reached_by_seen_flow(struct phs_picture *picture) {
    bool *reached = PHS_NEW_N(picture->arena, bool, picture->nodes.n + 1);
    for (size_t i = 0; i < picture->edges.n; i++)
        if (picture->edges.at[i].kind == PHS_EDGE_FLOW && picture->edges.at[i].state != PHS_EDGE_DECLARED)
            reached[picture->edges.at[i].to] = true;
    return reached;
}

/* Code of a repository that calls a third party, where no flow tells of it already. */
static void add_calls(struct phs_picture *picture, struct phs_map *known) {
    struct phs_map repositories;
    note_repositories(picture, &repositories);
    bool *reached = reached_by_seen_flow(picture);
    for (size_t i = 0; i < picture->nodes.n; i++) {
        const struct phs_system *third = picture->nodes.at[i].lane == PHS_LANE_THIRD ? picture->nodes.at[i].system : NULL;
        for (size_t m = 0; third && !reached[i] && m < third->members.n; m++) {
            struct phs_resource *call = third->members.at[m];
            const char *path = phs_text_or(picture->arena, phs_get(call->attributes, "repository"), NULL);
            if (strcmp(call->type, "outbound_call") != 0 || !path)
                continue;
            size_t at = (size_t)(uintptr_t)phs_map_gets(&repositories, phs_printf(picture->arena, "repository:%s", path));
            struct phs_link link = {PHS_SENDS_TO, call, third->resource ? third->resource : call, call->place, NULL};
            if (at)
                add_link(picture, known, at - 1, i, &link);
        }
    }
}

static size_t outside(struct phs_picture *picture) {
    struct phs_node node = {.id = "outside:internet",
                            .name = "The internet",
                            .kind = "outside",
                            .outside = true,
                            .lane = PHS_LANE_PEOPLE,
                            .records = -1};
    PHS_PUSH(picture->arena, picture->nodes, node);
    return picture->nodes.n - 1;
}

static void add_exposures(struct phs_picture *picture) {
    size_t internet = PHS_NO_NODE, systems = picture->nodes.n;
    for (size_t i = 0; i < systems; i++) {
        const struct phs_system *system = picture->nodes.at[i].system;
        if (!system || (system->exposure != PHS_PUBLIC_AUTH && system->exposure != PHS_PUBLIC_ANON))
            continue;
        internet = internet == PHS_NO_NODE ? outside(picture) : internet;
        struct phs_edge edge = {.id = phs_printf(picture->arena, "exposed:%s", system->id + 4),
                                .kind = PHS_EDGE_EXPOSED,
                                .from = internet,
                                .to = i,
                                .state = PHS_EDGE_SEEN,
                                .encrypted = PHS_MAYBE,
                                .open = system->exposure == PHS_PUBLIC_ANON,
                                .why = system->exposure_reason,
                                .place = system->place};
        PHS_PUSH(picture->arena, picture->edges, edge);
    }
}

void phs_picture_connect(struct phs_picture *picture) {
    struct phs_map known;
    phs_map_init(&known, picture->arena);
    note_flows(picture, &known);
    add_links(picture, &known);
    add_calls(picture, &known);
    add_exposures(picture);
}
