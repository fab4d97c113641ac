/* SPDX-License-Identifier: Apache-2.0 */
/* Connections: the table of seven graphs and nine definitions, chains, nesting, and links that nobody could follow. */
#include "tests/unit/judge/graph_builder.h"

/* Each t_a is named after the t_b it refers to; n refers to nothing. */
#define SEVEN                                                                                                                  \
    "[{a: t_a.good, refs: [t_b.gd]}, {a: t_a.bad, refs: [t_b.bd]}, {a: t_a.good_bad, refs: [t_b.gd, t_b.bd]},"                 \
    " {a: t_a.good_unk, refs: [t_b.gd, t_b.uk]}, {a: t_a.bad_unk, refs: [t_b.bd, t_b.uk]}, {a: t_a.unk, refs: [t_b.uk]},"      \
    " {a: t_a.n}, {a: t_b.gd, attrs: {ok: true}}, {a: t_b.bd, attrs: {ok: false}}, {a: t_b.uk, attrs: {ok: '?variable'}}]"
#define FA "{cond_type: filter, attribute: resource_type, operator: within, value: [t_a]}"
#define LINK(op) "{cond_type: connection, resource_types: [t_a], connected_resource_types: [t_b], operator: " op "}"
#define OK_B "{cond_type: attribute, resource_types: [t_b], attribute: ok, operator: equals, value: true}"

Test(policy_connection, reproduces_the_table_of_seven_graphs_and_nine_definitions) {
    static const struct {
        const char *scenario, *definition, *good, *bad, *good_bad, *good_unk, *bad_unk, *unk, *n;
    } rows[] = {
        {"exists", "{and: [" FA ", " LINK("exists") "]}", "P", "P", "P", "P", "P", "P", "F"},
        {"not_exists", "{and: [" FA ", " LINK("not_exists") "]}", "F", "F", "F", "F", "F", "F", "P"},
        {"exists and ok", "{and: [" FA ", " LINK("exists") ", " OK_B "]}", "P", "F", "F", "U", "F", "U", "F"},
        /* bad+unk: F in the table, U by decision 31 */
        {"one_exists and ok", "{and: [" FA ", " LINK("one_exists") ", " OK_B "]}", "P", "F", "P", "P", "U", "U", "F"},
        {"not_exists and ok", "{and: [" FA ", " LINK("not_exists") ", " OK_B "]}", "F", "P", "F", "F", "U", "U", "P"},
        {"none or all ok", "{and: [" FA ", {or: [" LINK("not_exists") ", {and: [" LINK("exists") ", " OK_B "]}]}]}", "P", "F",
         "F", "U", "F", "U", "P"},
        {"exists and not ok", "{and: [" FA ", " LINK("exists") ", {not: " OK_B "}]}", "F", "P", "F", "F", "U", "U", "F"},
        {"or exists, ok", "{or: [" FA ", " LINK("exists") ", " OK_B "]}", "P", "P", "P", "P", "P", "P", "F"},
        {"or not_exists, ok", "{or: [" FA ", " LINK("not_exists") ", " OK_B "]}", "F", "F", "F", "F", "F", "F", "P"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char expected[200];
        snprintf(expected, sizeof expected, "good=%s bad=%s good_bad=%s good_unk=%s bad_unk=%s unk=%s n=%s", rows[i].good,
                 rows[i].bad, rows[i].good_bad, rows[i].good_unk, rows[i].bad_unk, rows[i].unk, rows[i].n);
        HOLDS(rows[i].scenario, SEVEN, rows[i].definition, expected);
    }
}

Test(policy_connection, judges_and_reports_both_sides_when_it_stands_alone) {
    HOLDS("alone", "[{a: t_a.x, refs: [t_b.y]}, {a: t_a.n}, {a: t_b.y}, {a: t_b.m}, {a: t_c.o}]", LINK("exists"),
          "x=P n=F y=P m=F");
    HOLDS("the edge may point the other way", "[{a: t_a.x}, {a: t_b.y, refs: [t_a.x]}]", LINK("exists"), "x=P y=P");
    HOLDS("no A at all", "[{a: t_b.y}]", LINK("exists"), "y=F");
    HOLDS("no B at all, not_exists", "[{a: t_a.x}]", LINK("not_exists"), "x=P");
}

Test(policy_connection, is_not_transitive) {
    HOLDS("through a third", "[{a: t_a.x, refs: [t_m.m]}, {a: t_m.m, refs: [t_b.y]}, {a: t_b.y}]", LINK("exists"), "x=F y=F");
}

Test(policy_connection, judges_the_other_side_of_an_and_too) {
    HOLDS("B side",
          "[{a: t_a.g, refs: [t_b.good]}, {a: t_a.b, refs: [t_b.bad]}, {a: t_a.u, refs: [t_b.unk]},"
          " {a: t_b.good, attrs: {ok: true}}, {a: t_b.bad, attrs: {ok: false}}, {a: t_b.unk, attrs: {ok: '?v'}},"
          " {a: t_b.lonely, attrs: {ok: true}}]",
          "{and: [" LINK("exists") ", " OK_B "]}", "g=P b=F u=U good=P bad=F unk=U lonely=F");
}

#define CHAIN_A "{cond_type: connection, resource_types: [t_a], connected_resource_types: [t_b], operator: exists}"
#define CHAIN_B "{cond_type: connection, resource_types: [t_b], connected_resource_types: [t_c], operator: exists}"

Test(policy_connection, decides_chains_by_the_filter_and_else_by_the_written_order) {
    const char *graph = "[{a: t_a.x, refs: [t_b.y]}, {a: t_b.y}, {a: t_c.z}]";
    HOLDS("A is filtered: B-C first", graph, "{and: [" FA ", " CHAIN_A ", " CHAIN_B "]}", "x=F");
    HOLDS("A-B before B-C lets A pass", graph, "{and: [" CHAIN_A ", " CHAIN_B "]}", "x=P y=F z=F");
    HOLDS("B-C before A-B fails it", graph, "{and: [" CHAIN_B ", " CHAIN_A "]}", "x=F y=F z=F");
}

Test(policy_connection, lets_conditions_at_the_end_of_a_chain_reach_its_start) {
    static const struct {
        const char *scenario, *ok, *expected;
    } rows[] = {{"good", "true", "x=P"}, {"bad", "false", "x=F"}, {"unknown", "'?v'", "x=U"}};
    for (size_t i = 0; i < 3; i++) {
        char graph[300];
        snprintf(graph, sizeof graph, "[{a: t_a.x, refs: [t_b.y]}, {a: t_b.y, refs: [t_c.z]}, {a: t_c.z, attrs: {ok: %s}}]",
                 rows[i].ok);
        HOLDS(rows[i].scenario, graph,
              "{and: [" FA ", " CHAIN_A ", " CHAIN_B
              ", {cond_type: attribute, resource_types: [t_c], attribute: ok, operator: is_true}]}",
              rows[i].expected);
    }
}

Test(policy_connection, does_not_pass_on_what_failed_to_nested_composites) {
    HOLDS("a nested or does not inherit", "[{a: t_a.x, attrs: {p: 2}, refs: [t_b.y]}, {a: t_b.y}]",
          "{and: [{cond_type: attribute, resource_types: [t_a], attribute: p, operator: equals, value: 1}, {or: [" LINK(
              "exists") "]}]}",
          "x=F y=P");
    HOLDS(
        "a direct one does", "[{a: t_a.x, attrs: {p: 2}, refs: [t_b.y]}, {a: t_b.y}]",
        "{and: [{cond_type: attribute, resource_types: [t_a], attribute: p, operator: equals, value: 1}, " LINK("exists") "]}",
        "x=F y=F");
}

Test(policy_connection, a_child_that_never_mentions_a_resource_does_not_matter_to_it) {
    HOLDS("conditions of other types", "[{a: t_a.x, refs: [t_b.y]}, {a: t_b.y}, {a: t_c.z, attrs: {ok: false}}]",
          "{and: [" LINK("exists") ", {cond_type: attribute, resource_types: [t_c], attribute: ok, operator: is_true}]}",
          "x=P y=P z=F");
}

Test(policy_connection, names_what_decided_and_where) {
    struct bench bench;
    bench_init(&bench, SEVEN);
    cr_assert_eq(bench_compile(&bench, "{and: [" FA ", " LINK("exists") ", " OK_B "]}", false, NULL), PHS_OK);
    bench_run(&bench);
    const char *reasons = phs_buf_text(&bench.reasons);
    cr_expect(strstr(reasons, "bad: it is connected to t_b.bd, where ok is false\n"), "%s", reasons);
    cr_expect(strstr(reasons, "unk: it is connected to t_b.uk, where ok is not known: variable v has no value [variable]\n"),
              "%s", reasons);
    cr_expect(strstr(reasons, "\nn: it is not connected to any t_b\n"), "%s", reasons);
    bench_done(&bench);
}
