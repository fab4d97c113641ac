/* SPDX-License-Identifier: Apache-2.0 */
/* Which resources the PHI map counts to a system, and which are one link away from such. */
#include "judge/findings.h"

static void take(struct phs_membership *membership, struct phs_system *system, const struct phs_resource *resource) {
    if (resource && resource->index < membership->n && !membership->system[resource->index])
        membership->system[resource->index] = system;
}

static void take_systems(struct phs_membership *membership, const struct phs_phi_map *map) {
    for (size_t i = 0; i < map->systems.n; i++) {
        struct phs_system *system = map->systems.at[i];
        take(membership, system, system->resource);
        for (size_t m = 0; m < system->members.n; m++)
            take(membership, system, system->members.at[m]);
    }
    for (size_t i = 0; i < map->flows.n; i++) {
        const struct phs_flow *flow = map->flows.at[i];
        struct phs_system *end = flow->from ? flow->from : flow->to;
        if (end)
            take(membership, end, flow->resource);
    }
}

static void take_link(struct phs_membership *membership, const struct phs_link *link) {
    size_t a = link->from->index, b = link->to->index;
    if (a >= membership->n || b >= membership->n)
        return;
    membership->touches[a] |= membership->system[b] != NULL;
    membership->touches[b] |= membership->system[a] != NULL;
}

void phs_membership_build(struct phs_arena *arena, const struct phs_run *run, struct phs_membership *ret_membership) {
    struct phs_membership membership = {.n = run->graph->resources.n};
    membership.system = PHS_NEW_N(arena, struct phs_system *, membership.n + 1);
    membership.touches = PHS_NEW_N(arena, bool, membership.n + 1);
    membership.any = run->map && run->map->systems.n;
    if (run->map)
        take_systems(&membership, run->map);
    for (size_t i = 0; i < run->graph->links.n; i++)
        take_link(&membership, run->graph->links.at[i]);
    *ret_membership = membership;
}
