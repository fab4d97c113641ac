/* SPDX-License-Identifier: Apache-2.0 */
/* Runs with a PHI map of any shape, for tests of the drawing. */
#ifndef TESTS_UNIT_REPORTS_MADE_RUN_H
#define TESTS_UNIT_REPORTS_MADE_RUN_H

#include <criterion/criterion.h>

#include "reports/map/picture.h"

struct made {
    struct phs_arena *arena;
    struct phs_run *run;
    uint32_t dice;
};

static inline struct made made_run(uint32_t seed) {
    struct made made = {.arena = phs_arena_new(), .dice = seed * 2654435761u + 1};
    made.run = PHS_NEW(made.arena, struct phs_run);
    made.run->arena = made.arena;
    made.run->id = "run-test";
    made.run->version = "0";
    made.run->catalogue_sha256 = "none";
    made.run->map = PHS_NEW(made.arena, struct phs_phi_map);
    made.run->graph = PHS_NEW(made.arena, struct phs_graph);
    phs_graph_init(made.run->graph, made.arena);
    struct phs_scope *scope = PHS_NEW(made.arena, struct phs_scope);
    scope->organization.name = "Test Clinic";
    made.run->scope = scope;
    return made;
}

static inline uint32_t roll(struct made *made, uint32_t below) {
    made->dice = made->dice * 1664525u + 1013904223u;
    return (made->dice >> 8) % below;
}

static inline struct phs_system *made_system(struct made *made, const char *name, enum phs_system_kind kind) {
    struct phs_system *system = PHS_NEW(made->arena, struct phs_system);
    system->name = name;
    system->id = phs_printf(made->arena, "sys:%s-%zu", phs_slug(made->arena, name), made->run->map->systems.n);
    system->kind = kind;
    system->records = -1;
    system->exposure = PHS_INTERNAL;
    system->encrypted = PHS_MAYBE;
    PHS_PUSH(made->arena, made->run->map->systems, system);
    return system;
}

static inline struct phs_flow *made_flow(struct made *made, struct phs_system *from, struct phs_system *to) {
    struct phs_flow *flow = PHS_NEW(made->arena, struct phs_flow);
    flow->id = phs_printf(made->arena, "flow:%zu", made->run->map->flows.n);
    flow->from = from;
    flow->to = to;
    flow->from_name = from ? from->name : "somewhere";
    flow->to_name = to ? to->name : "elsewhere";
    flow->encrypted = PHS_YES;
    flow->declared = true;
    flow->seen = true;
    if (to && to->kind == PHS_SYSTEM_THIRD_PARTY) {
        flow->vendor_name = to->name;
        flow->baa = PHS_BAA_IN_FORCE;
    }
    PHS_PUSH(made->arena, made->run->map->flows, flow);
    return flow;
}

/* Systems of all kinds and flows between any two of them, also of one lane, backwards and to themselves. */
static inline struct made made_at_random(uint32_t seed, uint32_t systems, uint32_t flows) {
    struct made made = made_run(seed);
    for (uint32_t i = 0; i < systems; i++) {
        struct phs_system *system = made_system(&made, phs_printf(made.arena, "system number %u", i),
                                                (enum phs_system_kind)roll(&made, PHS_SYSTEM_KIND_COUNT));
        system->owner = roll(&made, 3) ? phs_printf(made.arena, "owner %u", roll(&made, 4)) : NULL;
        system->exposure = (enum phs_exposure)roll(&made, PHS_EXPOSURE_UNKNOWN + 1);
    }
    for (uint32_t i = 0; i < flows && systems; i++) {
        struct phs_flow *flow =
            made_flow(&made, made.run->map->systems.at[roll(&made, systems)], made.run->map->systems.at[roll(&made, systems)]);
        flow->declared = roll(&made, 2);
        flow->seen = !flow->declared || roll(&made, 2);
        flow->encrypted = (enum phs_tri)roll(&made, 3);
        flow->baa = (enum phs_baa)roll(&made, PHS_BAA_IN_FORCE + 1);
    }
    return made;
}

#endif
