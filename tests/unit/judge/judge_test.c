/* SPDX-License-Identifier: Apache-2.0 */
/* The judging stage: findings, their order, priority by PHI reach, warnings, and the same answer with any number of threads. */
#include <stdio.h>
#include <stdlib.h>

#include "judge/judge.h"
#include "tests/unit/judge/graph_builder.h"

struct stage {
    struct bench bench;
    struct phs_catalogue catalogue;
    struct phs_run run;
};

static void add_check(struct stage *stage, const char *id, enum phs_severity severity, bool foreign, const char *definition) {
    struct phs_check_info *check = PHS_NEW(stage->bench.arena, struct phs_check_info);
    *check = (struct phs_check_info){.id = id, .name = id, .severity = severity, .has_severity = true, .foreign = foreign};
    check->definition = bench_yaml(stage->bench.arena, definition);
    PHS_PUSH(stage->bench.arena, stage->catalogue.checks, check);
}

static void set_up(struct stage *stage, const char *graph) {
    memset(stage, 0, sizeof *stage);
    bench_init(&stage->bench, graph);
    stage->catalogue.arena = stage->bench.arena;
    stage->run = (struct phs_run){.arena = stage->bench.arena, .graph = &stage->bench.graph};
}

static const char *spell(struct stage *stage) {
    static const char letters[] = "PFU-";
    phs_buf_clear(&stage->bench.line);
    for (size_t i = 0; i < stage->run.findings.n; i++) {
        const struct phs_finding *finding = stage->run.findings.at[i];
        phs_buf_printf(&stage->bench.line, "%s%s/%s=%c(%s)", i ? " " : "", finding->check, finding->resource->address,
                       letters[finding->verdict], phs_severity_name(finding->priority));
    }
    return phs_buf_text(&stage->bench.line);
}

#define IS_TRUE "{cond_type: attribute, resource_types: [t_a], attribute: v, operator: is_true}"

Test(judge, orders_fails_by_priority_then_unknowns_then_passes) {
    struct stage stage;
    set_up(&stage, "[{a: t_a.p, attrs: {v: true}},\n {a: t_a.u, attrs: {v: '?v'}},\n {a: t_a.f, attrs: {v: false}}]");
    add_check(&stage, "low", PHS_SEV_LOW, false, IS_TRUE);
    add_check(&stage, "top", PHS_SEV_CRITICAL, false, IS_TRUE);
    phs_judge(&stage.run, &stage.catalogue);
    cr_expect_str_eq(spell(&stage), "top/t_a.f=F(critical) low/t_a.f=F(low) top/t_a.u=U(critical) low/t_a.u=U(low) "
                                    "top/t_a.p=P(critical) low/t_a.p=P(low)");
    const struct phs_finding *first = stage.run.findings.at[0], *unknown = stage.run.findings.at[2];
    cr_expect_str_eq(first->reason, "v is false");
    cr_expect_eq(first->place.line, 3);
    cr_expect_eq(strlen(first->fingerprint), 64);
    cr_expect_eq(strncmp(first->id, "f-", 2), 0);
    cr_expect_str_eq(first->evidence.at[0].id, "ev-1");
    cr_expect_str_eq(unknown->reason_word, "variable");
    bench_done(&stage.bench);
}

Test(judge, raises_priority_inside_a_phi_system_and_lowers_it_far_from_one) {
    struct stage stage;
    set_up(&stage, "[{a: t_a.member, attrs: {v: false}}, {a: t_a.linked, attrs: {v: false}, refs: [t_a.member]},"
                   " {a: t_a.far, attrs: {v: false}}]");
    struct phs_system system = {.id = "sys:db", .name = "db"};
    struct phs_phi_map map = {0};
    PHS_PUSH(stage.bench.arena, system.members, stage.bench.graph.resources.at[0]);
    PHS_PUSH(stage.bench.arena, map.systems, &system);
    stage.run.map = &map;
    add_check(&stage, "c", PHS_SEV_HIGH, false, IS_TRUE);
    phs_judge(&stage.run, &stage.catalogue);
    cr_expect_str_eq(spell(&stage), "c/t_a.member=F(critical) c/t_a.linked=F(high) c/t_a.far=F(medium)");
    cr_expect_eq(stage.run.findings.at[0]->system, &system);
    cr_expect_eq(stage.run.findings.at[0]->severity, PHS_SEV_HIGH);
    bench_done(&stage.bench);
}

Test(judge, names_a_broken_check_and_goes_on) {
    struct stage stage;
    set_up(&stage, "[{a: t_a.x, attrs: {v: true}}]");
    add_check(&stage, "broken", PHS_SEV_LOW, true, "{cond_type: attribute, attribute: v, operator: equal}");
    add_check(&stage, "fine", PHS_SEV_LOW, true,
              "{cond_type: attribute, resource_types: [t_a], attribute: v, operator: is_false}");
    phs_judge(&stage.run, &stage.catalogue);
    cr_expect_str_eq(spell(&stage), "fine/t_a.x=F(low)");
    cr_assert_eq(stage.run.warnings.n, 2);
    cr_expect(strstr(stage.run.warnings.at[0], "no operator \"equal\""), "%s", stage.run.warnings.at[0]);
    cr_expect(strstr(stage.run.warnings.at[1], "hold for a missing attribute"), "%s", stage.run.warnings.at[1]);
    bench_done(&stage.bench);
}

static void many(struct stage *stage, size_t checks, size_t resources) {
    set_up(stage, "[]");
    for (size_t i = 0; i < resources; i++) {
        char type[32], address[48];
        snprintf(type, sizeof type, "t_%zu", i % checks);
        snprintf(address, sizeof address, "t_%zu.r%zu", i % checks, i);
        struct phs_resource *resource = phs_graph_add(&stage->bench.graph, "infra", "", type, address);
        resource->attributes = resource->original = bench_yaml(stage->bench.arena, i % 3 ? "{v: true}" : "{v: false}");
    }
    for (size_t i = 0; i < checks; i++) {
        char definition[200];
        snprintf(definition, sizeof definition,
                 "{cond_type: attribute, resource_types: [t_%zu], attribute: v, operator: is_true}", i);
        add_check(stage, phs_printf(stage->bench.arena, "check.%04zu", i), PHS_SEV_LOW, false, definition);
    }
}

Test(judge, gives_the_same_findings_with_one_thread_and_with_many) {
    char *texts[2];
    for (int i = 0; i < 2; i++) {
        struct stage stage;
        setenv("PHISCOPE_THREADS", i ? "8" : "1", 1);
        many(&stage, 40, 400);
        phs_judge(&stage.run, &stage.catalogue);
        cr_expect_eq(stage.run.findings.n, 400);
        texts[i] = strdup(spell(&stage));
        bench_done(&stage.bench);
    }
    cr_expect_str_eq(texts[0], texts[1]);
    free(texts[0]);
    free(texts[1]);
}

Test(judge, a_thousand_checks_over_ten_thousand_resources_take_less_than_two_seconds) {
    struct stage stage;
    many(&stage, 1000, 10000);
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    phs_judge(&stage.run, &stage.catalogue);
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
    fprintf(stderr, "1,000 checks x 10,000 resources: %.3f s\n", seconds);
    cr_expect_eq(stage.run.findings.n, 10000);
    cr_expect_lt(seconds, 2.0);
    bench_done(&stage.bench);
}
