/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/controls.h"
#include "support/catalogue.h"

#include <criterion/criterion.h>

/* 164.312(e)(2)(ii) asks for encryption in transit; the states below are all that two systems can say about it. */
static const char safeguard[] = "encryption-in-transit", control[] = "164.312(e)(2)(ii)", standard[] = "164.312(e)(1)";

static struct phs_system *add_system(struct phs_run *run, const char *name) {
    struct phs_system *system = PHS_NEW(run->arena, struct phs_system);
    system->id = system->name = name;
    system->kind = PHS_SYSTEM_ENTRY;
    PHS_PUSH(run->arena, system->members, phs_graph_add(run->graph, "r", "", "tls_endpoint", name));
    PHS_PUSH(run->arena, run->map->systems, system);
    return system;
}

static void say(struct phs_run *run, struct phs_system *system, char word) {
    struct phs_finding *finding = PHS_NEW(run->arena, struct phs_finding);
    if (word == '-')
        return;
    finding->check = "t.check";
    finding->safeguard = safeguard;
    finding->verdict = word == 'p' ? PHS_PASS : word == 'f' ? PHS_FAIL : PHS_VERDICT_UNKNOWN;
    finding->resource = system->members.at[0];
    phs_fingerprint(phs_printf(run->arena, "%zu", run->findings.n), finding->resource, NULL, finding->fingerprint);
    PHS_PUSH(run->arena, run->findings, finding);
}

static const struct phs_control_status *status(const struct phs_run *run, const char *id) {
    for (size_t i = 0; i < run->controls.n; i++)
        if (strcmp(run->controls.at[i].framework, "hipaa") == 0 && strcmp(run->controls.at[i].control, id) == 0)
            return &run->controls.at[i];
    cr_assert_fail("no control %s", id);
    return NULL;
}

struct row {
    const char *scenario, *one, *two; /* findings of two systems: p pass, f fail, u unknown, - none */
    enum phs_control_state state;
    size_t supported;
};

static bool only_this_safeguard(const struct phs_catalogue *catalogue) {
    size_t n = 0;
    for (size_t s = 0; s < catalogue->safeguards.n; s++)
        for (size_t c = 0; c < catalogue->safeguards.at[s]->controls.n; c++)
            n += strcmp(catalogue->safeguards.at[s]->controls.at[c].framework, "hipaa") == 0 &&
                 strcmp(catalogue->safeguards.at[s]->controls.at[c].id, control) == 0;
    return n == 1;
}

Test(controls, is_contradicted_by_any_fail_and_supported_only_by_passes_everywhere) {
    static const struct row rows[] = {
        {"nothing judged", "-", "-", PHS_NO_EVIDENCE, 0},
        {"all unknown", "u", "u", PHS_NO_EVIDENCE, 0},
        {"one of two passes", "p", "-", PHS_PARTLY, 1},
        {"one passes, one unknown", "p", "u", PHS_PARTLY, 1},
        {"both pass", "p", "p", PHS_SUPPORTED, 2},
        {"both pass, one with an unknown beside", "pu", "p", PHS_PARTLY, 1},
        {"a fail beside a pass", "pf", "p", PHS_CONTRADICTED, 1},
        {"a fail", "f", "p", PHS_CONTRADICTED, 1},
    };
    struct phs_arena *arena = phs_arena_new();
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    cr_assert(only_this_safeguard(catalogue), "the rows below count on one safeguard for %s", control);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_run run = {
            .arena = arena, .graph = PHS_NEW(arena, struct phs_graph), .map = PHS_NEW(arena, struct phs_phi_map)};
        phs_graph_init(run.graph, arena);
        struct phs_system *one = add_system(&run, "one"), *two = add_system(&run, "two");
        for (const char *c = rows[i].one; *c; c++)
            say(&run, one, *c);
        for (const char *c = rows[i].two; *c; c++)
            say(&run, two, *c);
        phs_controls_judge(&run, catalogue);
        const struct phs_control_status *row = status(&run, control);
        cr_expect_eq(row->state, rows[i].state, "%s: %s", rows[i].scenario, phs_control_state_name(row->state));
        cr_expect_eq(row->systems_supported, rows[i].supported, "%s: %zu", rows[i].scenario, row->systems_supported);
        cr_expect_eq(row->systems_applicable, 2, "%s", rows[i].scenario);
        if (rows[i].state == PHS_CONTRADICTED)
            cr_expect_eq(status(&run, standard)->state, PHS_CONTRADICTED, "%s: a standard is as bad as its worst",
                         rows[i].scenario);
    }
    phs_arena_free(arena);
}

Test(controls, says_so_where_there_is_no_system) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_run run = {.arena = arena, .graph = PHS_NEW(arena, struct phs_graph), .map = PHS_NEW(arena, struct phs_phi_map)};
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    phs_graph_init(run.graph, arena);
    phs_controls_judge(&run, catalogue);
    cr_assert(run.controls.n > 100);
    for (size_t i = 0; i < run.controls.n; i++)
        cr_expect_eq(run.controls.at[i].state, PHS_NO_EVIDENCE, "%s", run.controls.at[i].control);
    phs_arena_free(arena);
}

Test(controls, never_paints_a_broad_criterion_green) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_run run = {.arena = arena, .graph = PHS_NEW(arena, struct phs_graph), .map = PHS_NEW(arena, struct phs_phi_map)};
    size_t partly = 0;
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    phs_graph_init(run.graph, arena);
    struct phs_system *system = add_system(&run, "one");
    for (size_t i = 0; i < catalogue->safeguards.n; i++) {
        say(&run, system, 'p');
        run.findings.at[i]->safeguard = catalogue->safeguards.at[i]->id;
    }
    phs_controls_judge(&run, catalogue);
    for (size_t i = 0; i < run.controls.n; i++) {
        bool hipaa = strncmp(run.controls.at[i].framework, "hipaa", 5) == 0;
        cr_expect(hipaa || run.controls.at[i].state != PHS_SUPPORTED, "%s", run.controls.at[i].control);
        partly += !hipaa && run.controls.at[i].state == PHS_PARTLY;
    }
    cr_expect_eq(status(&run, control)->state, PHS_SUPPORTED);
    cr_expect(partly > 10);
    phs_arena_free(arena);
}
