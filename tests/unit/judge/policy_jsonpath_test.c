/* SPDX-License-Identifier: Apache-2.0 */
/* The JSONPath dialect: steps, filters, unknowns on the way, and hostile expressions. */
#include "tests/unit/judge/graph_builder.h"

#define A(attrs) "[{a: t_a.x, attrs: {" attrs "}}]"

struct row {
    const char *scenario, *attrs, *path, *operator, * value, *expected;
};

static void judge_rows(const struct row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        char graph[600], definition[400], expected[8];
        snprintf(graph, sizeof graph, A("%s"), rows[i].attrs);
        snprintf(definition, sizeof definition,
                 "{cond_type: attribute, resource_types: [t_a], attribute: \"%s\", operator: jsonpath_%s, value: %s}",
                 rows[i].path, rows[i].operator, rows[i].value);
        snprintf(expected, sizeof expected, "x=%s", rows[i].expected);
        HOLDS(rows[i].scenario, graph, definition, expected);
    }
}
#define JUDGE_ROWS(rows) judge_rows(rows, sizeof rows / sizeof *rows)

Test(policy_jsonpath, steps_through_names_indices_and_slices) {
    static const struct row rows[] = {
        {"root", "a: 1", "$.a", "equals", "1", "P"},
        {"no root", "a: 1", "a", "equals", "1", "P"},
        {"nested", "a: {b: 1}", "$.a.b", "equals", "1", "P"},
        {"quoted name", "a: {b.c: 1}", "a['b.c']", "equals", "1", "P"},
        {"double quotes", "a: {b.c: 1}", "a.\\\"b.c\\\"", "equals", "1", "P"},
        {"index", "a: [1, 2]", "a[1]", "equals", "2", "P"},
        {"from the end", "a: [1, 2]", "a[-1]", "equals", "2", "P"},
        {"beyond", "a: [1]", "a[7]", "not_exists", "''", "P"},
        {"slice", "a: [1, 2, 2]", "a[1:]", "equals", "2", "P"},
        {"slice to", "a: [1, 1, 2]", "a[:2]", "equals", "1", "P"},
        {"elements", "a: [1, 1]", "a[*]", "equals", "1", "P"},
        {"a map counts as one", "a: {p: 1}", "a[*].p", "equals", "1", "P"},
        {"a scalar counts as one", "a: 1", "a[*]", "equals", "1", "P"},
        {"an empty value has none", "a: []", "a[*]", "not_exists", "''", "P"},
        {"map values", "a: {p: 1, q: 1}", "a.*", "equals", "1", "P"},
        {"anywhere", "a: {b: {p: 1}, c: [{p: 1}]}", "a..p", "equals", "1", "P"},
        {"anywhere, one differs", "a: {b: {p: 1}, c: [{p: 2}]}", "a..p", "equals", "1", "F"},
        {"union", "a: {p: 1, q: 1, r: 2}", "a['p','q']", "equals", "1", "P"},
        {"union of bare names", "a: {p: 1, q: 1, r: 2}", "a.p,q", "equals", "1", "P"},
        {"length of a list", "a: [1, 2]", "a.`len`", "equals", "2", "P"},
        {"no match", "a: 1", "b.c", "exists", "''", "F"},
        {"null is a match that does not exist", "a: null", "a", "exists", "''", "F"},
        {"one of two is null", "a: [{p: 1}, {p: null}]", "a[*].p", "exists", "''", "F"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_jsonpath, needs_every_match_to_satisfy) {
    static const struct row rows[] = {
        {"both", "b: {__blocks: [{p: 1}, {p: 1}]}", "b[*].p", "equals", "1", "P"},
        {"one of two", "b: {__blocks: [{p: 1}, {p: 2}]}", "b[*].p", "equals", "1", "F"},
        {"lengths are of each match", "b: {__blocks: [{p: ab}, {p: cd}]}", "b[*].p", "length_equals", "2", "P"},
        {"a single block fits too", "b: {__blocks: [{p: 1}]}", "b[*].p", "equals", "1", "P"},
        {"and its first", "b: {__blocks: [{p: 1}]}", "b[0].p", "equals", "1", "P"},
        {"without brackets each block", "b: {__blocks: [{p: 1}, {p: 2}]}", "b.p", "equals", "1", "F"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_jsonpath, filters_compare_and_ask_for_presence) {
#define RULES "r: [{k: in, port: 22, on: true, n: '10', d: {e: f}}, {k: out, port: 80, on: false, n: abc}]"
    static const struct row rows[] = {
        {"word in quotes", RULES, "r[?(@.k == 'in')].port", "equals", "22", "P"},
        {"bare word", RULES, "r[?(@.k == in)].port", "equals", "22", "P"},
        {"single equals sign", RULES, "r[?(@.k = 'in')].port", "equals", "22", "P"},
        {"unequal", RULES, "r[?(@.k != 'in')].port", "equals", "80", "P"},
        {"unequal needs the key", RULES, "r[?(@.zz != 'in')].port", "exists", "''", "F"},
        {"above", RULES, "r[?(@.port > 22)].k", "equals", "out", "P"},
        {"at most", RULES, "r[?(@.port <= 22)].k", "equals", "in", "P"},
        {"whole number converts a text", RULES, "r[?(@.n == 10)].k", "equals", "in", "P"},
        {"boolean", RULES, "r[?(@.on == true)].k", "equals", "in", "P"},
        {"pattern anywhere", RULES, "r[?(@.k =~ 'u')].k", "equals", "out", "P"},
        {"presence", RULES, "r[?(@.d)].k", "equals", "in", "P"},
        {"absence", RULES, "r[?(!@.d)].k", "equals", "out", "P"},
        {"nested path", RULES, "r[?(@.d.e == 'f')].k", "equals", "in", "P"},
        {"and", RULES, "r[?(@.k == 'in' & @.port == 22)].k", "equals", "in", "P"},
        {"or", RULES, "r[?(@.port == 80 | @.port == 22)].port", "greater_than", "1", "P"},
        {"a map is a list of one", "r: {k: in, port: 22}", "r[?(@.k == 'in')].port", "equals", "22", "P"},
        {"a list against a number", "r: [{k: [1]}]", "r[?(@.k == 1)]", "exists", "''", "U"},
        {"presence of null", "r: [{k: null}]", "r[?(@.k)]", "exists", "''", "P"},
        {"no match is missing", RULES, "r[?(@.k == 'zz')].port", "not_equals", "22", "P"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_jsonpath, an_unknown_anywhere_on_the_way_leaves_it_open_unless_a_match_decides) {
    static const struct row rows[] = {
        {"below an unknown", "tags: '?variable'", "$.tags.env", "not_equals", "x", "U"},
        {"element", "b: [{p: 1}, '?variable']", "b[*].p", "equals", "1", "U"},
        {"a bad match decides", "b: [{p: 2}, '?variable']", "b[*].p", "equals", "1", "F"},
        {"in a filter", "b: [{k: '?variable', p: 1}]", "b[?(@.k == 'in')].p", "equals", "1", "U"},
        {"anywhere", "a: {b: '?variable', p: 1}", "$..p", "equals", "1", "U"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_jsonpath, answers_unknown_for_what_it_cannot_read) {
    static const char *const broken[] = {"a[",
                                         "a[?(",
                                         "a[?(@.b == )]",
                                         "a['b",
                                         "a..",
                                         "a.`sorted`",
                                         "$",
                                         "a b",
                                         "[?(((((((@.a)))))))]",
                                         "a[1:2:-1]",
                                         "a[?(@.b =~ '(')]"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct row row = {broken[i], "a: {b: 1}", broken[i], "exists", "''", "U"};
        judge_rows(&row, 1);
    }
}

Test(policy_jsonpath, stays_within_its_budget) {
    struct bench bench;
    struct phs_buf graph;
    phs_buf_init(&graph, 1 << 20);
    phs_buf_puts(&graph, "[{a: t_a.x, attrs: {a: [");
    for (int i = 0; i < 3000; i++)
        phs_buf_printf(&graph, "%s{b: [1, 2, 3, {c: [4, 5, 6, {d: 7}]}]}", i ? ", " : "");
    phs_buf_puts(&graph, "]}}]");
    bench_init(&bench, phs_buf_text(&graph));
    cr_assert_eq(
        bench_compile(&bench,
                      "{cond_type: attribute, resource_types: [t_a], attribute: '$..*..*..*..*', operator: jsonpath_exists}",
                      false, NULL),
        PHS_OK, "%s", bench.err.text);
    bench_run(&bench);
    cr_expect_str_eq(phs_buf_text(&bench.line), "x=U");
    bench_done(&bench);
    phs_buf_done(&graph);
}
