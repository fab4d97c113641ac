/* SPDX-License-Identifier: Apache-2.0 */
/* Paths: what a resource looks like, wildcards, texts that are JSON, and how foreign and native policies read it. */
#include "tests/unit/judge/graph_builder.h"

#define ASK(attribute, op, value)                                                                                              \
    "{cond_type: attribute, resource_types: [t_a], attribute: \"" attribute "\", operator: " op ", value: " value "}"
#define A(attrs) "[{a: t_a.x, attrs: {" attrs "}}]"

Test(policy_path, finds_what_the_path_table_says) {
    static const struct {
        const char *scenario, *graph, *definition, *expected;
    } rows[] = {
        {"one block is a map", A("b: {__blocks: [{p: 1}]}"), ASK("b.p", "exists", "''"), "x=P"},
        {"one block has keys", A("b: {__blocks: [{p: 1}]}"), ASK("b", "contains", "p"), "x=P"},
        {"several blocks are indexed", A("b: {__blocks: [{p: 1}, {p: 2}]}"), ASK("b.1.p", "equals", "2"), "x=P"},
        {"a list argument of one", A("l: [x]"), ASK("l.0", "equals", "x"), "x=P"},
        {"a list argument of one is no scalar", A("l: [x]"), ASK("l", "equals", "x"), "x=F"},
        {"a list of maps is no block", A("o: [{p: 1}]"), ASK("o.p", "exists", "''"), "x=F"},
        {"a list of maps is indexed", A("o: [{p: 1}]"), ASK("o.0.p", "exists", "''"), "x=P"},
        {"a list of one inside a list collapses", A("l: [[a, b], [c]]"), ASK("l.1", "equals", "c"), "x=P"},
        {"longer ones do not", A("l: [[a, b], [c]]"), ASK("l.0.1", "equals", "b"), "x=P"},
        {"beyond the end", A("l: [a]"), ASK("l.1", "exists", "''"), "x=F"},
        {"keys with dots and slashes", A("tags: {app.io/name: web}"), ASK("tags.app.io/name", "equals", "web"), "x=P"},
        {"a key with dots above others", A("m: {a.b: {c: 1}}"), ASK("m.a.b.c", "equals", "1"), "x=P"},
        {"both readings, only one leads on", A("m: {a: {x: 1}, a.b: 2}"), ASK("m.a.b", "equals", "2"), "x=P"},
        {"null is missing", A("v: null"), ASK("v", "exists", "''"), "x=F"},
        {"below null is missing", A("v: null"), ASK("v.w", "not_exists", "''"), "x=P"},
        {"below a scalar is missing", A("v: 1"), ASK("v.w", "not_exists", "''"), "x=P"},
        {"no blocks at all are missing", A("b: {__blocks: []}"), ASK("b", "exists", "''"), "x=F"},
        {"an unknown on the way", A("tags: '?variable'"), ASK("tags.env", "exists", "''"), "x=U"},
        {"an unknown beside the way", A("tags: {env: a, other: '?variable'}"), ASK("tags.env", "equals", "a"), "x=P"},
        {"an unknown neighbour does not hide a gap", A("tags: {env: '?variable'}"), ASK("tags.team", "exists", "''"), "x=F"},
        {"resource_type is an attribute like others", A("v: 1"), ASK("resource_type", "exists", "''"), "x=F"},
        {"a provider's default is not written", A("v: {__default: true}"), ASK("v", "exists", "''"), "x=F"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        HOLDS(rows[i].scenario, rows[i].graph, rows[i].definition, rows[i].expected);
}

#define POLICY_TEXT "policy: '{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"s3:*\"], \"Resource\": [\"a\", \"b\"]}]}'"

Test(policy_path, reads_texts_that_are_json) {
    static const struct {
        const char *scenario, *definition, *expected;
    } rows[] = {
        {"lists of one collapse below it", ASK("policy.Statement.Action", "equals", "'s3:*'"), "x=P"},
        {"so they have no index", ASK("policy.Statement.0.Action", "exists", "''"), "x=F"},
        {"longer lists are indexed", ASK("policy.Statement.Resource.1", "equals", "b"), "x=P"},
        {"a star stays put where there is no list", ASK("policy.Statement.*.Action", "equals", "'s3:*'"), "x=P"},
        {"JSONPath sees true lists", ASK("policy.Statement[0].Action[0]", "jsonpath_equals", "'s3:*'"), "x=P"},
        {"filters", ASK("policy.Statement[?(@.Effect == 'Allow')].Action[*]", "jsonpath_equals", "'s3:*'"), "x=P"},
        {"a text still matches as a text", ASK("policy", "regex_match", "'.*Statement.*'"), "x=P"},
        {"and as Python shows what it says", ASK("policy", "regex_match", "\".*'Effect': 'Allow'.*\""), "x=P"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        HOLDS(rows[i].scenario, A(POLICY_TEXT), rows[i].definition, rows[i].expected);
    HOLDS("a text that is no JSON", A("policy: '{not json'"), ASK("policy.Statement", "exists", "''"), "x=F");
    HOLDS_IN(true, NULL, "native: the index is allowed", A(POLICY_TEXT), ASK("policy.Statement.0.Action", "equals", "'s3:*'"),
             "x=P");
}

Test(policy_path, native_checks_ask_every_element_of_a_list_of_maps) {
    HOLDS_IN(true, NULL, "all good", A("o: [{p: 1}, {p: 1}]"), ASK("o.p", "equals", "1"), "x=P");
    HOLDS_IN(true, NULL, "one bad", A("o: [{p: 1}, {p: 2}]"), ASK("o.p", "equals", "1"), "x=F");
    HOLDS_IN(true, NULL, "defaults count", A("v: {__default: true}"), ASK("v", "is_true", "''"), "x=P");
}

Test(policy_path, indexed_formats_index_lists_and_open_a_top_level_list_of_one) {
#define CFN(attrs) "[{a: t_a.x, collector: cloudformation, attrs: {" attrs "}}]"
    HOLDS("with the index", CFN("Tags: [{Key: env}]"), ASK("Tags.0.Key", "equals", "env"), "x=P");
    HOLDS("without", CFN("Tags: [{Key: env}]"), ASK("Tags.Key", "equals", "env"), "x=P");
    HOLDS("two need the index", CFN("Tags: [{Key: env}, {Key: a}]"), ASK("Tags.Key", "exists", "''"), "x=F");
    HOLDS("a scalar list of one", CFN("Arr: [one]"), ASK("Arr", "equals", "one"), "x=P");
    HOLDS("deeper lists stay lists", CFN("A: {B: [one]}"), ASK("A.B", "equals", "one"), "x=F");
}

Test(policy_path, reproduces_the_wildcard_example) {
    static const struct {
        const char *attribute, *prefix, *equals, *not_equals, *exists, *not_exists;
    } rows[] = {
        /* b.p: F P F P in the example; over two blocks it descends (decision 8) */
        {"b.p", "", "F", "F", "P", "F"},
        {"b.*.p", "", "P", "P", "P", "F"},
        {"b[*].p", "jsonpath_", "F", "F", "P", "F"},
    };
    static const char *const ops[] = {"equals", "not_equals", "exists", "not_exists"};
    for (size_t i = 0; i < 3; i++) {
        const char *expected[] = {rows[i].equals, rows[i].not_equals, rows[i].exists, rows[i].not_exists};
        for (size_t k = 0; k < 4; k++) {
            char definition[200], verdict[8];
            snprintf(definition, sizeof definition,
                     "{cond_type: attribute, resource_types: [t_a], attribute: '%s', operator: %s%s, value: 1}",
                     rows[i].attribute, rows[i].prefix, ops[k]);
            snprintf(verdict, sizeof verdict, "x=%s", expected[k]);
            HOLDS(definition, A("b: {__blocks: [{p: 1}, {p: 2}]}"), definition, verdict);
        }
    }
}

Test(policy_path, stars_ask_for_any_match_and_not_contains_for_every) {
    HOLDS("any", A("l: [a, b]"), ASK("l.*", "equals", "b"), "x=P");
    HOLDS("any, one open", A("l: [a, '?v']"), ASK("l.*", "equals", "b"), "x=U");
    HOLDS("any, a hit decides", A("l: [b, '?v']"), ASK("l.*", "equals", "b"), "x=P");
    HOLDS("every", A("b: {__blocks: [{c: [x]}, {c: [y]}]}"), ASK("b.*.c", "not_contains", "y"), "x=F");
    HOLDS("every, none has it", A("b: {__blocks: [{c: [x]}, {c: [y]}]}"), ASK("b.*.c", "not_contains", "z"), "x=P");
    HOLDS("not around contains says the same", A("b: {__blocks: [{c: [x]}, {c: [y]}]}"),
          "{not: " ASK("b.*.c", "contains", "y") "}", "x=F");
    HOLDS("a star finds a single block", A("b: {__blocks: [{p: 1}]}"), ASK("b.*.p", "equals", "1"), "x=P");
    HOLDS("elements without a match have no say", A("b: {__blocks: [{p: 1}, {q: 1}]}"), ASK("b.*.p", "not_equals", "1"), "x=F");
    HOLDS("no match is missing", A("b: {__blocks: [{q: 1}]}"), ASK("b.*.p", "not_equals", "1"), "x=P");
    HOLDS("a leading star is a name", A("'*': 1"), ASK("*", "equals", "1"), "x=P");
}

Test(policy_path, says_what_decided_and_keeps_values_to_itself) {
    static const struct {
        const char *scenario, *attrs, *definition, *reason;
    } rows[] = {
        {"boolean", "v: false", ASK("v", "is_true", "''"), "x: v is false\n"},
        {"missing", "w: 1", ASK("v", "equals", "a"), "x: v is not set\n"},
        {"number", "v: 3", ASK("v", "greater_than", "5"), "x: v is 3\n"},
        {"plain word", "v: none", ASK("v", "equals", "aws:kms"), "x: v is none\n"},
        {"the policy's own value", "v: AKIA-Expected", ASK("v", "not_equals", "AKIA-Expected"), "x: v is AKIA-Expected\n"},
        {"other text", "v: Hunter2-Secret", ASK("v", "equals", "a"), "x: v has another value than \"a\"\n"},
        {"many digits", "v: a123456", ASK("v", "equals", "a"), "x: v has another value than \"a\"\n"},
        {"name sounds secret", "password: hunter", ASK("password", "equals", "a"),
         "x: password has another value than \"a\"\n"},
        {"exists names no value", "password: hunter", ASK("password", "not_exists", "''"), "x: password is set\n"},
        {"list", "v: [a, b]", ASK("v", "contains", "c"), "x: v does not contain \"c\"\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bench bench;
        char graph[200];
        snprintf(graph, sizeof graph, A("%s"), rows[i].attrs);
        bench_init(&bench, graph);
        cr_assert_eq(bench_compile(&bench, rows[i].definition, true, NULL), PHS_OK);
        bench_run(&bench);
        cr_expect_str_eq(phs_buf_text(&bench.reasons), rows[i].reason, "%s: %s", rows[i].scenario,
                         phs_buf_text(&bench.reasons));
        bench_done(&bench);
    }
}
