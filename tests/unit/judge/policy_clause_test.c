/* SPDX-License-Identifier: Apache-2.0 */
/* What a finding says about the attribute that decided: names that a person reads, without the filters that found it. */
#include "tests/unit/judge/graph_builder.h"

static void expect(const char *attrs, const char *path, const char *op, const char *reasons) {
    struct bench bench;
    char graph[500], definition[500];
    snprintf(graph, sizeof graph, "[{a: t_a.x, attrs: {%s}}]", attrs);
    snprintf(definition, sizeof definition,
             "{cond_type: attribute, resource_types: [t_a], attribute: \"%s\", operator: %s, value: '*'}", path, op);
    bench_init(&bench, graph);
    cr_assert_eq(bench_compile(&bench, definition, true, NULL), PHS_OK, "%s: %s", path, bench.err.text);
    bench_run(&bench);
    cr_expect_str_eq(phs_buf_text(&bench.reasons), reasons, "%s: got \"%s\"", path, phs_buf_text(&bench.reasons));
    bench_done(&bench);
}

Test(policy_clause, filters_and_stars_are_left_out_and_keys_stay) {
    expect("s: [{e: Allow, a: '*'}]", "s[?(@.e == 'Allow')].a", "jsonpath_not_equals", "x: s.a is *\n");
    expect("s: [{e: 'a]b', a: '*'}]", "s[?(@.e == 'a]b')].a[*]", "jsonpath_not_equals", "x: s.a is *\n");
    expect("s: [{'aws:x': '*'}]", "s[0]['aws:x']", "jsonpath_not_equals", "x: s[0]['aws:x'] is *\n");
    expect("s: {a: '*'}", "s.*.a", "not_equals", "x: s.*.a is *\n");
}
