/* SPDX-License-Identifier: Apache-2.0 */
/* Where our verdict differs from Checkov's on purpose, and where an oddity is kept: one test a decision, numbered as in the
 * written specification of the policy language. */
#include "tests/unit/judge/graph_builder.h"

#define ASK(attribute, op, value)                                                                                              \
    "{cond_type: attribute, resource_types: [t_a], attribute: '" attribute "', operator: " op ", value: " value "}"
#define A(attrs) "[{a: t_a.x, attrs: {" attrs "}}]"
#define LINK(op) "{cond_type: connection, resource_types: [t_a], connected_resource_types: [t_b], operator: " op "}"
#define FA "{cond_type: filter, attribute: resource_type, operator: within, value: [t_a]}"

Test(policy_section13, n01_a_value_is_unresolved_when_its_expression_is_not_when_its_text_looks_so) {
    HOLDS("aws_prod is a word", A("v: aws_prod"), ASK("v", "equals", "aws_prod"), "x=P");
    HOLDS("data.x is a word", A("v: data.x"), ASK("v", "not_equals", "y"), "x=P");
    HOLDS("contains: known hit", A("v: [a, '?v']"), ASK("v", "contains", "a"), "x=P");
    HOLDS("contains: no known hit", A("v: [b, '?v']"), ASK("v", "contains", "a"), "x=U");
    HOLDS("not_contains: known hit", A("v: [a, '?v']"), ASK("v", "not_contains", "a"), "x=F");
    HOLDS("intersects: known hit", A("v: [a, '?v']"), ASK("v", "intersects", "[a]"), "x=P");
    HOLDS("intersects: no known hit", A("v: [b, '?v']"), ASK("v", "intersects", "[a]"), "x=U");
    HOLDS("subset: known stray", A("v: [z, '?v']"), ASK("v", "subset", "[a]"), "x=F");
    HOLDS("subset: no known stray", A("v: [a, '?v']"), ASK("v", "subset", "[a]"), "x=U");
    HOLDS("length is known", A("v: [a, '?v']"), ASK("v", "length_equals", "2"), "x=P");
    HOLDS("equals: a known difference", A("v: [b, '?v']"), ASK("v", "equals", "[a, c]"), "x=F");
    HOLDS("equals: may be", A("v: [a, '?v']"), ASK("v", "equals", "[a, c]"), "x=U");
}

Test(policy_section13, n02_a_conditional_that_nobody_can_decide_is_unknown) {
    HOLDS("neither branch is taken", A("v: '?variable'"), ASK("v", "equals", "b"), "x=U");
    HOLDS("nor refused", A("v: '?variable'"), ASK("v", "not_equals", "b"), "x=U");
}

Test(policy_section13, n03_the_unresolved_test_applies_to_the_empty_string_too) {
    HOLDS("not_equals ''", A("v: '?variable'"), ASK("v", "not_equals", "''"), "x=U");
    HOLDS("equals ''", A("v: '?variable'"), ASK("v", "equals", "''"), "x=U");
}

Test(policy_section13, n04_exists_is_decided_only_when_the_unknown_cannot_be_null) {
    HOLDS("variable", A("v: '?variable'"), ASK("v", "exists", "''"), "x=U");
    HOLDS("variable, not_exists", A("v: '?variable'"), ASK("v", "not_exists", "''"), "x=U");
    HOLDS("template", A("v: '?template'"), ASK("v", "exists", "''"), "x=P");
    HOLDS("template, not_exists", A("v: '?template'"), ASK("v", "not_exists", "''"), "x=F");
    HOLDS("id of a resource", A("v: '?id:t_k.k'"), ASK("v", "exists", "''"), "x=P");
    HOLDS("literal container", A("v: ['?variable']"), ASK("v", "exists", "''"), "x=P");
}

Test(policy_section13, n05_blocks_of_an_unknown_for_each_are_unknown) {
    HOLDS("below", A("b: '?variable'"), ASK("b.p", "exists", "''"), "x=U");
    HOLDS("negative", A("b: '?variable'"), ASK("b.p", "not_equals", "1"), "x=U");
    HOLDS("with a star", A("b: '?variable'"), ASK("b.*.p", "equals", "1"), "x=U");
}

Test(policy_section13, n06_an_uncertain_instance_is_judged_and_says_so) {
    struct bench bench;
    bench_init(&bench, "[{a: t_a.x, existence: true, attrs: {v: false}}]");
    cr_assert_eq(bench_compile(&bench, ASK("v", "is_true", "''"), true, NULL), PHS_OK);
    bench_run(&bench);
    cr_expect_str_eq(phs_buf_text(&bench.line), "x=F");
    cr_expect_str_eq(phs_buf_text(&bench.reasons), "x: v is false (whether it exists is not known: variable n has no value)\n");
    bench_done(&bench);
}

Test(policy_section13, n07_every_format_has_the_unresolved_test) {
    HOLDS("CloudFormation", "[{a: t_a.x, collector: cloudformation, attrs: {v: '?variable'}}]", ASK("v", "not_equals", "1"),
          "x=U");
    HOLDS("plan, known after apply", "[{a: t_a.x, collector: plan, attrs: {v: '?id:t_a.x'}}]", ASK("v", "not_equals", "1"),
          "x=U");
}

Test(policy_section13, n08_one_and_several_blocks_get_the_same_verdict) {
    HOLDS("one block", A("b: {__blocks: [{p: 1}]}"), ASK("b.p", "equals", "1"), "x=P");
    HOLDS("two good blocks", A("b: {__blocks: [{p: 1}, {p: 1}]}"), ASK("b.p", "equals", "1"), "x=P");
    HOLDS("one of two is bad", A("b: {__blocks: [{p: 1}, {p: 2}]}"), ASK("b.p", "equals", "1"), "x=F");
    HOLDS("negative: each must hold", A("b: {__blocks: [{p: 1}, {p: 2}]}"), ASK("b.p", "not_equals", "1"), "x=F");
    HOLDS("one lacks it", A("b: {__blocks: [{p: 1}, {q: 2}]}"), ASK("b.p", "equals", "1"), "x=F");
    HOLDS("one lacks it, negative", A("b: {__blocks: [{p: 2}, {q: 2}]}"), ASK("b.p", "not_equals", "1"), "x=P");
    HOLDS("nested", A("b: {__blocks: [{c: {__blocks: [{p: 1}, {p: 1}]}}, {c: {__blocks: [{p: 2}]}}]}"),
          ASK("b.c.p", "equals", "1"), "x=F");
    HOLDS("an index", A("b: {__blocks: [{p: 1}, {p: 2}]}"), ASK("b.1.p", "equals", "2"), "x=P");
    HOLDS("one block unknown", A("b: {__blocks: [{p: 1}, {p: '?v'}]}"), ASK("b.p", "equals", "1"), "x=U");
    HOLDS("a bad block decides", A("b: {__blocks: [{p: 2}, {p: '?v'}]}"), ASK("b.p", "equals", "1"), "x=F");
}

Test(policy_section13, n09_each_star_steps_into_a_list_or_stays_put) {
    HOLDS("mixed", A("b: {__blocks: [{c: {__blocks: [{p: 1}]}}, {c: {__blocks: [{p: 2}]}}]}"), ASK("b.*.c.*.p", "equals", "2"),
          "x=P");
    HOLDS("index and star", A("b: {__blocks: [{c: {__blocks: [{p: 1}]}}, {c: {__blocks: [{p: 2}]}}]}"),
          ASK("b.0.c.*.p", "equals", "2"), "x=F");
    HOLDS("trailing: elements, not the list", A("l: [a, b]"), ASK("l.*", "not_within", "[a, b]"), "x=F");
    HOLDS("trailing: no list", A("l: a"), ASK("l.*", "equals", "a"), "x=P");
    HOLDS("trailing: empty list", A("l: []"), ASK("l.*", "is_empty", "''"), "x=P");
    HOLDS("map keys are no elements", A("tags: {k: v}"), ASK("tags.*", "equals", "v"), "x=F");
    struct bench bench;
    bench_init(&bench, "[]");
    cr_assert_eq(bench_compile(&bench, ASK("l.*", "not_equals", "a"), false, NULL), PHS_OK);
    cr_expect_eq(bench.notes.items.n, 1, "a negative operator with a star is worth a note");
    bench_done(&bench);
}

Test(policy_section13, n10_a_type_error_is_unknown_for_that_resource_only) {
    const char *graph = "[{a: t_a.n, attrs: {v: 5}}, {a: t_a.s, attrs: {v: abc}}]";
    HOLDS("contains on a number", graph, ASK("v", "contains", "b"), "n=U s=P");
    HOLDS("the complement too", graph, ASK("v", "not_contains", "b"), "n=U s=F");
    HOLDS("a text that parses to a scalar is a text", A("v: '12345'"), ASK("v", "contains", "'234'"), "x=P");
    HOLDS("bad network", A("v: nowhere"), ASK("v", "cidr_range_subset", "[10.0.0.0/8]"), "x=U");
    HOLDS("bad network of the policy", A("v: 10.0.0.1"), ASK("v", "cidr_range_subset", "[nowhere]"), "x=U");
    HOLDS("prefix that is no text", A("v: '10'"), ASK("v", "starting_with", "1"), "x=U");
    HOLDS("bad pattern", A("v: a"), ASK("v", "regex_match", "'('"), "x=U");
    HOLDS("bad pattern, missing attribute", A("w: a"), ASK("v", "regex_match", "'('"), "x=F");
    HOLDS("bad JSONPath", A("v: a"), ASK("v[?(", "jsonpath_equals", "a"), "x=U");
    HOLDS("it does not spread over an and",
          "[{a: t_a.n, attrs: {v: 5}, refs: [t_b.y]}, {a: t_a.m, attrs: {v: ab}, refs: [t_b.y]}, {a: t_b.y}]",
          "{and: [" FA ", " ASK("v", "contains", "b") ", " LINK("exists") "]}", "n=U m=P");
}

Test(policy_section13, n11_a_missing_attribute_matches_no_pattern_and_booleans_read_both_ways) {
    HOLDS("missing", A("w: 1"), ASK("v", "regex_match", "'.*'"), "x=F");
    HOLDS("missing, negative", A("w: 1"), ASK("v", "not_regex_match", "'.*'"), "x=P");
    HOLDS("true", A("v: true"), ASK("v", "regex_match", "'^true$'"), "x=P");
    HOLDS("True", A("v: true"), ASK("v", "regex_match", "'^True$'"), "x=P");
}

Test(policy_section13, n12_elements_compare_by_canonical_text) {
    HOLDS("contains", A("v: [1]"), ASK("v", "contains", "'1'"), "x=P");
    HOLDS("within", A("v: '10'"), ASK("v", "within", "[10]"), "x=P");
    HOLDS("within, boolean", A("v: true"), ASK("v", "within", "['true']"), "x=P");
    HOLDS("subset", A("v: ['22']"), ASK("v", "subset", "[22, 443]"), "x=P");
    HOLDS("intersects", A("v: [22]"), ASK("v", "intersects", "['22']"), "x=P");
}

Test(policy_section13, n13_order_needs_two_numbers_or_two_words) {
    HOLDS("zero is a number", A("v: 0"), ASK("v", "greater_than", "-1"), "x=P");
    HOLDS("text zero", A("v: '0.0'"), ASK("v", "greater_than", "0"), "x=F");
    HOLDS("words", A("v: b"), ASK("v", "greater_than", "a"), "x=P");
    HOLDS("words against a number", A("v: 90 days"), ASK("v", "greater_than", "5"), "x=U");
    HOLDS("list", A("v: [5]"), ASK("v", "greater_than", "4"), "x=U");
    HOLDS("boolean", A("v: true"), ASK("v", "greater_than", "0"), "x=U");
}

Test(policy_section13, n14_complements_pass_on_missing_and_the_policy_says_so_once) {
    static const char *const ops[] = {"is_false",     "is_not_empty", "not_equals",
                                      "not_contains", "not_within",   "not_regex_match"};
    for (size_t i = 0; i < 6; i++) {
        char definition[200];
        snprintf(definition, sizeof definition,
                 "{cond_type: attribute, resource_types: [t_a], attribute: v, operator: %s, value: a}", ops[i]);
        HOLDS(ops[i], A("w: 1"), definition, "x=P");
    }
    struct bench bench;
    bench_init(&bench, "[]");
    bench_compile(&bench, ASK("v", "is_false", "''"), false, NULL);
    cr_expect(phs_policy_passes_on_missing(bench.policy));
    bench_compile(&bench, ASK("v", "is_true", "''"), false, NULL);
    cr_expect_not(phs_policy_passes_on_missing(bench.policy));
    bench_done(&bench);
}

Test(policy_section13, n15_the_length_of_a_map_is_one) {
    HOLDS("map", A("v: {a: 1, b: 2}"), ASK("v", "length_equals", "1"), "x=P");
    HOLDS("empty map", A("v: {}"), ASK("v", "length_equals", "1"), "x=P");
    HOLDS("one block", A("v: {__blocks: [{a: 1, b: 2}]}"), ASK("v", "length_equals", "1"), "x=P");
    HOLDS("three blocks", A("v: {__blocks: [{a: 1}, {a: 2}, {a: 3}]}"), ASK("v", "length_equals", "3"), "x=P");
}

Test(policy_section13, n16_numbers_compare_by_value_null_matches_null_and_a_text_is_a_list_of_one) {
    HOLDS("10.0 is 10", A("v: 10.0"), ASK("v", "equals", "10"), "x=P");
    HOLDS("None is a word", A("w: 1"), ASK("v", "equals", "None"), "x=F");
    HOLDS("null matches missing", A("w: 1"), ASK("v", "equals", "null"), "x=P");
    HOLDS("null matches null", A("v: null"), ASK("v", "within", "[null, a]"), "x=P");
    HOLDS("two words are in no range", A("v: a"), ASK("v", "range_includes", "a"), "x=F");
    HOLDS("no set of characters", A("v: [a, b]"), ASK("v", "subset", "ab"), "x=F");
    HOLDS("a text attribute is one element", A("v: ab"), ASK("v", "intersects", "[a]"), "x=F");
}

Test(policy_section13, n17_an_edge_to_each_instance_decides_with_each) {
    HOLDS(
        "whole-object reference",
        "[{a: t_a.x, refs: ['t_b.y[0]', 't_b.y[1]']}, {a: 't_b.y[0]', attrs: {ok: true}}, {a: 't_b.y[1]', attrs: {ok: false}}]",
        "{and: [" FA ", " LINK("exists") ", {cond_type: attribute, resource_types: [t_b], attribute: ok, operator: is_true}]}",
        "x=F");
}

Test(policy_section13, n18_every_edge_is_ordinary_whatever_it_went_through) {
    HOLDS("a failing B fails its A", "[{a: t_a.x, refs: [module.m.t_b.y]}, {a: module.m.t_b.y, t: t_b, attrs: {ok: false}}]",
          "{and: [" FA
          ", " LINK("exists") ", {cond_type: attribute, resource_types: [t_b], attribute: ok, operator: is_true}]}",
          "x=F");
}

Test(policy_section13, n19_a_link_that_nobody_could_follow_is_unknown_unless_an_edge_decides) {
    HOLDS("the carrying argument", "[{a: t_a.x, attrs: {b_id: '?variable'}}, {a: t_b.y}]",
          "{and: [" FA ", " LINK("exists") "]}", "x=U");
    HOLDS("not_exists too", "[{a: t_a.x, attrs: {b_id: '?variable'}}, {a: t_b.y}]", "{and: [" FA ", " LINK("not_exists") "]}",
          "x=U");
    HOLDS("another argument", "[{a: t_a.x, attrs: {title: '?variable'}}, {a: t_b.y}]", "{and: [" FA ", " LINK("exists") "]}",
          "x=F");
    HOLDS("a reference to another resource", "[{a: t_a.x, attrs: {b_id: '?id:t_c.c'}}, {a: t_b.y}]",
          "{and: [" FA ", " LINK("exists") "]}", "x=F");
    HOLDS("the other side's argument", "[{a: t_a.x}, {a: t_b.y, attrs: {a: '?variable'}}]", LINK("exists"), "x=U y=U");
    HOLDS("an edge decides", "[{a: t_a.x, attrs: {b_id: '?variable'}, refs: [t_b.y]}, {a: t_b.y}]", LINK("exists"), "x=P y=P");
    HOLDS("handed to a module that cannot be read",
          "[{a: t_a.x}, {a: module.m, t: module, attrs: {phiscope_unread: true}, refs: [t_a.x]}]", LINK("not_exists"), "x=U");
    HOLDS("handed to a module that was read", "[{a: t_a.x}, {a: module.m, t: module, refs: [t_a.x]}]", LINK("not_exists"),
          "x=P");
    HOLDS_IN(true, NULL, "names of arguments as providers spell them",
             "[{a: aws_ebs_volume.v, attrs: {kms_key_id: '?variable', availability_zone: '?variable'}}, {a: aws_kms_key.k}]",
             "{and: [{cond_type: filter, attribute: resource_type, operator: within, value: [aws_ebs_volume]},"
             " {cond_type: connection, resource_types: [aws_ebs_volume], connected_resource_types: [aws_kms_key], operator: "
             "exists}]}",
             "v=U");
}

Test(policy_section13, n20_a_filter_only_limits_and_judges_nothing_alone) {
    HOLDS("and", "[{a: t_a.x, attrs: {v: 1}}, {a: t_b.y, attrs: {v: 1}}]",
          "{and: [" FA ", {cond_type: attribute, resource_types: [t_a, t_b], attribute: v, operator: exists}]}", "x=P");
    HOLDS("or", "[{a: t_a.x}, {a: t_b.y, attrs: {v: 1}}]",
          "{or: [" FA ", {cond_type: attribute, resource_types: [t_a, t_b], attribute: v, operator: exists}]}", "x=F");
    HOLDS("not is a boolean", "[{a: t_a.x, attrs: {v: 1}}, {a: t_b.y, attrs: {v: 1}}]",
          "{and: [{not: " FA "}, {cond_type: attribute, resource_types: [t_a, t_b], attribute: v, operator: exists}]}",
          "x=F y=P");
    HOLDS_IN(false, "aws", "a provider drags nothing in", "[{a: t_a.x, attrs: {v: 1}}, {a: aws_s3_bucket.b}]",
             "{and: [" FA ", {cond_type: attribute, resource_types: [t_a], attribute: v, operator: exists}]}", "x=P");
    struct bench bench;
    bench_init(&bench, "[]");
    cr_expect_eq(bench_compile(&bench, FA, false, NULL), PHS_E_USAGE);
    bench_done(&bench);
}

Test(policy_section13, n21_a_resource_leaf_in_a_composite_is_a_boolean_about_the_type) {
    const char *graph = "[{a: t_a.x, attrs: {v: 1}}, {a: t_b.y, attrs: {v: 1}}]";
    HOLDS("exists", graph,
          "{and: [{cond_type: resource, resource_types: [t_a], operator: exists},"
          " {cond_type: attribute, resource_types: [t_a, t_b], attribute: v, operator: exists}]}",
          "x=P y=F");
    HOLDS("not_exists", graph,
          "{and: [{cond_type: resource, resource_types: [t_a], operator: not_exists},"
          " {cond_type: attribute, resource_types: [t_a, t_b], attribute: v, operator: exists}]}",
          "x=F y=P");
    HOLDS("beside a connection", "[{a: t_a.x, refs: [t_b.y]}, {a: t_b.y}]",
          "{and: [{cond_type: resource, resource_types: [t_a, t_b], operator: exists}, " LINK("exists") "]}", "x=P y=P");
    HOLDS("beside a connection, what it refuses fails both ends", "[{a: t_a.x, refs: [t_b.y]}, {a: t_b.y}]",
          "{and: [{cond_type: resource, resource_types: [t_b], operator: not_exists}, " LINK("exists") "]}", "x=F y=F");
}

Test(policy_section13, n22_allow_and_deny_lists_speak_about_managed_resources) {
    const char *graph = "[{a: t_a.x}, {a: t_b.y}, {a: data.t_c.z, t: data.t_c}, {a: module.m, t: module}, {a: p, t: "
                        "provider.t}, {a: v, t: vendor}]";
    HOLDS("allow list", graph, "{cond_type: resource, resource_types: [t_a], operator: exists}", "x=P y=F");
    HOLDS("allow list with a data source", graph, "{cond_type: resource, resource_types: [t_a, data.t_c], operator: exists}",
          "x=P y=F z=P");
    HOLDS("deny list", graph, "{cond_type: resource, resource_types: [t_a], operator: not_exists}", "x=F");
}

Test(policy_section13, n23_all_and_taggable_go_by_prefix_and_never_mean_our_own_nouns) {
    const char *graph =
        "[{a: aws_s3_bucket.b}, {a: aws_iam_role_policy.r}, {a: google_storage_bucket.g}, {a: data.aws_ami.d, t: data.aws_ami},"
        " {a: module.m, t: module}, {a: aws.p, t: provider.aws}, {a: v, t: vendor}, {a: aws_odd.o, attrs: {tags: {}}}]";
    HOLDS_IN(false, "aws", "all of a provider", graph,
             "{cond_type: attribute, resource_types: all, attribute: v, operator: exists}", "b=F r=F o=F");
    HOLDS_IN(false, "aws", "missing types", graph, "{cond_type: attribute, attribute: v, operator: exists}", "b=F r=F o=F");
    HOLDS_IN(false, "aws", "any case, first of a list", graph,
             "{cond_type: attribute, resource_types: [ALL], attribute: v, operator: exists}", "b=F r=F o=F");
    HOLDS_IN(false, "aws", "all that is not first is a name", graph,
             "{cond_type: attribute, resource_types: [aws_s3_bucket, all], attribute: v, operator: exists}", "b=F");
    HOLDS_IN(false, "aws", "taggable", graph,
             "{cond_type: attribute, resource_types: taggable, attribute: v, operator: exists}", "b=F o=F");
    HOLDS_IN(false, "gcp", "taggable elsewhere", graph,
             "{cond_type: attribute, resource_types: taggable, attribute: v, operator: exists}", "g=F");
    HOLDS("all without a scope", graph, "{cond_type: attribute, resource_types: all, attribute: v, operator: exists}",
          "b=F r=F g=F d=F m=F p=F o=F");
    HOLDS_IN(false, "aws", "provider", graph,
             "{cond_type: attribute, resource_types: [provider], attribute: v, operator: exists}", "p=F");
    HOLDS("no wildcards", graph, "{cond_type: attribute, resource_types: ['aws_*'], attribute: v, operator: exists}", "");
}

Test(policy_section13, n24_a_condition_on_another_type_is_false_among_attributes_and_ignored_beside_connections) {
    const char *graph = "[{a: t_a.x, attrs: {name: x}}, {a: t_b.y, attrs: {name: x}}]";
#define NAMED(t) "{cond_type: attribute, resource_types: [" t "], attribute: name, operator: equals, value: x}"
    HOLDS("and", graph, "{and: [" NAMED("t_a") ", " NAMED("t_b") "]}", "x=F y=F");
    HOLDS("or", graph, "{or: [" NAMED("t_a") ", " NAMED("t_b") "]}", "x=P y=P");
    HOLDS("not and", graph, "{not: {and: [" NAMED("t_a") ", " NAMED("t_b") "]}}", "x=P y=P");
    HOLDS("unresolved there", "[{a: t_a.x, attrs: {name: '?v'}}, {a: t_b.y, attrs: {name: x}}]",
          "{and: [" NAMED("t_a") ", " NAMED("t_b") "]}", "x=U y=F");
    HOLDS("beside a connection", "[{a: t_a.x, refs: [t_b.y], attrs: {name: x}}, {a: t_b.y, attrs: {name: x}}]",
          "{and: [" NAMED("t_a") ", " NAMED("t_b") ", " LINK("exists") "]}", "x=P y=P");
}

Test(policy_section13, n25_the_written_order_of_connections_decides_without_a_filter) {
    const char *graph = "[{a: t_a.x, refs: [t_b.y]}, {a: t_b.y}, {a: t_c.z}]";
#define LINK_BC "{cond_type: connection, resource_types: [t_b], connected_resource_types: [t_c], operator: exists}"
    HOLDS("A-B first", graph, "{and: [" LINK("exists") ", " LINK_BC "]}", "x=P y=F z=F");
    HOLDS("B-C first", graph, "{and: [" LINK_BC ", " LINK("exists") "]}", "x=F y=F z=F");
}

Test(policy_section13, n26_not_over_connections_exchanges_pass_and_fail_and_keeps_unknown) {
    HOLDS("leaf", "[{a: t_a.x, refs: [t_b.y]}, {a: t_a.n}, {a: t_b.y}]", "{not: " LINK("exists") "}", "x=F n=P y=F");
    HOLDS("composite",
          "[{a: t_a.g, refs: [t_b.gd]}, {a: t_a.u, refs: [t_b.uk]}, {a: t_a.n}, {a: t_b.gd, attrs: {ok: true}}, {a: t_b.uk, "
          "attrs: {ok: '?v'}}]",
          "{not: {and: [" FA
          ", " LINK("exists") ", {cond_type: attribute, resource_types: [t_b], attribute: ok, operator: is_true}]}}",
          "g=F u=U n=P");
    HOLDS("under an and it is not_exists", "[{a: t_a.b, refs: [t_b.y]}, {a: t_b.y, attrs: {ok: false}}]",
          "{and: [" FA
          ", {not: " LINK("exists") "}, {cond_type: attribute, resource_types: [t_b], attribute: ok, operator: is_true}]}",
          "b=P");
}

Test(policy_section13, n27_lists_of_providers_are_accepted) {
    struct bench bench;
    bench_init(&bench, "[{a: aws_x.a}, {a: google_x.g}, {a: azurerm_x.z}]");
    bench_compile(&bench, "{cond_type: attribute, attribute: v, operator: exists}", false, NULL);
    bench.check.providers = bench_yaml(bench.arena, "[aws, gcp]");
    cr_assert_eq(phs_policy_compile(bench.arena, &bench.check, NULL, &bench.policy, &bench.err), PHS_OK);
    bench_run(&bench);
    cr_expect_str_eq(phs_buf_text(&bench.line), "a=F g=F");
    bench_done(&bench);
}

Test(policy_section13, n28_unknown_is_always_reported_with_its_reason_and_place) {
    struct bench bench;
    bench_init(&bench, A("v: '?variable'"));
    bench_compile(&bench, ASK("v", "equals", "1"), false, NULL);
    bench_run(&bench);
    cr_expect_str_eq(phs_buf_text(&bench.reasons), "x: v is not known: variable v has no value [variable]\n");
    bench_done(&bench);
}

Test(policy_section13, n29_equal_resources_stay_two_and_nothing_is_kept_between_runs) {
    struct bench bench;
    bench_init(&bench, "[{a: t_a.x, attrs: {v: 1}, refs: [t_b.s]}, {a: t_a.y, attrs: {v: 1}}, {a: t_b.s}]");
    bench_compile(&bench, "{and: [" FA ", " LINK("exists") "]}", false, NULL);
    for (int i = 0; i < 3; i++) {
        bench_run(&bench);
        cr_expect_str_eq(phs_buf_text(&bench.line), "x=P y=F");
    }
    bench_done(&bench);
}

Test(policy_section13, n30_no_switch_of_the_environment_changes_a_verdict) {
    setenv("CKV_SUPPORT_ALL_RESOURCE_TYPE", "true", 1);
    HOLDS("explicit types still match", A("v: 1"), ASK("v", "equals", "1"), "x=P");
    unsetenv("CKV_SUPPORT_ALL_RESOURCE_TYPE");
}

Test(policy_section13, n31_one_exists_is_unknown_when_one_that_may_do_is_left) {
    HOLDS("bad and unknown",
          "[{a: t_a.x, refs: [t_b.bd, t_b.uk]}, {a: t_b.bd, attrs: {ok: false}}, {a: t_b.uk, attrs: {ok: '?v'}}]",
          "{and: [" FA
          ", " LINK("one_exists") ", {cond_type: attribute, resource_types: [t_b], attribute: ok, operator: is_true}]}",
          "x=U");
}
