/* SPDX-License-Identifier: Apache-2.0 */
/* One system with one member, findings about it, and the risks that come of them. */
#ifndef PHS_TESTS_SCORE_FIXTURE_H
#define PHS_TESTS_SCORE_FIXTURE_H

#include <criterion/criterion.h>

#include "score/score.h"
#include "support/catalogue.h"

struct fixture {
    struct phs_arena *arena;
    struct phs_catalogue *catalogue;
    struct phs_run run;
    struct phs_system *system;
    struct phs_resource *resource;
};

static inline struct fixture with_system(enum phs_system_kind kind, const char *type) {
    struct fixture f = {.arena = phs_arena_new()};
    f.catalogue = built_in_catalogue(f.arena);
    f.run = (struct phs_run){.arena = f.arena, .method = "nist"};
    f.run.graph = PHS_NEW(f.arena, struct phs_graph);
    f.run.map = PHS_NEW(f.arena, struct phs_phi_map);
    phs_graph_init(f.run.graph, f.arena);
    f.resource = phs_graph_add(f.run.graph, "r", "", type, "it");
    f.system = PHS_NEW(f.arena, struct phs_system);
    f.system->id = "sys:it";
    f.system->name = "It";
    f.system->kind = kind;
    f.system->records = 12000;
    f.system->identifiers = "full";
    f.system->encrypted = f.system->key_outside = PHS_MAYBE;
    f.system->exposure = PHS_INTERNAL;
    PHS_PUSH(f.arena, f.system->members, f.resource);
    PHS_PUSH(f.arena, f.run.map->systems, f.system);
    return f;
}

static inline void say(struct fixture *f, const char *safeguard, enum phs_verdict verdict) {
    struct phs_finding *finding = PHS_NEW(f->arena, struct phs_finding);
    finding->check = safeguard;
    finding->safeguard = safeguard;
    finding->verdict = verdict;
    finding->resource = f->resource;
    phs_fingerprint(phs_printf(f->arena, "%zu", f->run.findings.n), f->resource, safeguard, finding->fingerprint);
    PHS_PUSH(f->arena, f->run.findings, finding);
}

static inline const struct phs_risk *risk(struct fixture *f, const char *threat) {
    struct phs_err err = {0};
    memset(&f->run.risks, 0, sizeof f->run.risks);
    cr_assert_eq(phs_score(&f->run, f->catalogue, &err), PHS_OK, "%s", err.text);
    for (size_t i = 0; i < f->run.risks.n; i++)
        if (strcmp(f->run.risks.at[i]->threat, threat) == 0)
            return f->run.risks.at[i];
    return NULL;
}

#endif
