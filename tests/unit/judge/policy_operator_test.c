/* SPDX-License-Identifier: Apache-2.0 */
/* Every operator: holds, does not, missing, null, unknown, and values of another kind; each also with jsonpath_ in front. */
#include "tests/unit/judge/graph_builder.h"

#define MISSING "<missing>"

struct row {
    const char *scenario, *operator, * value, *attribute, *expected;
};

static void judge_row(const struct row *row, const char *prefix) {
    char graph[400], definition[400], scenario[300];
    if (strcmp(row->attribute, MISSING) == 0)
        snprintf(graph, sizeof graph, "[{a: t_a.x, attrs: {other: 1}}]");
    else
        snprintf(graph, sizeof graph, "[{a: t_a.x, attrs: {v: %s}}]", row->attribute);
    snprintf(definition, sizeof definition,
             "{cond_type: attribute, resource_types: [t_a], attribute: v, operator: %s%s, value: %s}", prefix, row->operator,
             row->value);
    snprintf(scenario, sizeof scenario, "%s%s: %s", prefix, row->operator, row->scenario);
    char expected[8];
    snprintf(expected, sizeof expected, "x=%s", row->expected);
    HOLDS(scenario, graph, definition, expected);
}

static void judge_rows(const struct row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        judge_row(&rows[i], "");
        judge_row(&rows[i], "jsonpath_");
    }
}
#define JUDGE_ROWS(rows) judge_rows(rows, sizeof rows / sizeof *rows)

Test(policy_operator, all_are_false_on_missing_and_null_and_all_complements_true) {
    static const struct {
        const char *operator, * value, *expected;
    } rows[] = {
        {"equals", "a", "F"},
        {"not_equals", "a", "P"},
        {"equals_ignore_case", "a", "F"},
        {"not_equals_ignore_case", "a", "P"},
        {"regex_match", "a", "F"},
        {"not_regex_match", "a", "P"},
        {"exists", "''", "F"},
        {"not_exists", "''", "P"},
        {"any", "''", "P"},
        {"is_empty", "''", "F"},
        {"is_not_empty", "''", "P"},
        {"is_true", "''", "F"},
        {"is_false", "''", "P"},
        {"contains", "a", "F"},
        {"not_contains", "a", "P"},
        {"within", "[a]", "F"},
        {"not_within", "[a]", "P"},
        {"starting_with", "a", "F"},
        {"not_starting_with", "a", "P"},
        {"ending_with", "a", "F"},
        {"not_ending_with", "a", "P"},
        {"greater_than", "1", "F"},
        {"greater_than_or_equal", "1", "F"},
        {"less_than", "1", "F"},
        {"less_than_or_equal", "1", "F"},
        {"subset", "[a]", "F"},
        {"not_subset", "[a]", "P"},
        {"intersects", "[a]", "F"},
        {"not_intersects", "[a]", "P"},
        {"length_equals", "1", "F"},
        {"length_not_equals", "1", "P"},
        {"length_greater_than", "1", "F"},
        {"length_greater_than_or_equal", "1", "F"},
        {"length_less_than", "1", "F"},
        {"length_less_than_or_equal", "1", "F"},
        {"number_of_words_equals", "1", "F"},
        {"number_of_words_not_equals", "1", "P"},
        {"number_of_words_greater_than", "1", "F"},
        {"number_of_words_greater_than_or_equal", "1", "F"},
        {"number_of_words_less_than", "1", "F"},
        {"number_of_words_less_than_or_equal", "1", "F"},
        {"range_includes", "1", "F"},
        {"range_not_includes", "1", "P"},
        {"cidr_range_subset", "[10.0.0.0/8]", "F"},
        {"cidr_range_not_subset", "[10.0.0.0/8]", "P"},
    };
    cr_assert_eq(sizeof rows / sizeof *rows, 45);
    for (size_t i = 0; i < 45; i++) {
        struct row row = {"missing", rows[i].operator, rows[i].value, MISSING, rows[i].expected};
        judge_row(&row, "");
        judge_row(&row, "jsonpath_");
        row.scenario = "null";
        row.attribute = "null";
        judge_row(&row, "");
        judge_row(&row, "jsonpath_");
        row.scenario = "unknown";
        row.attribute = "'?variable'";
        row.expected = strcmp(row.operator, "any") == 0 ? "P" : "U";
        judge_row(&row, "");
        judge_row(&row, "jsonpath_");
    }
}

Test(policy_operator, equals_compares_scalars_by_text_and_containers_in_depth) {
    static const struct row rows[] = {
        {"boolean and text", "equals", "'TRUE'", "true", "P"},
        {"text and boolean", "equals", "true", "'true'", "P"},
        {"number and text", "equals", "'10'", "10", "P"},
        {"1 is not true", "equals", "true", "1", "F"},
        {"case of two texts", "equals", "'true'", "'TRUE'", "F"},
        {"large integers keep their digits", "equals", "12345678901234567890", "12345678901234567891", "F"},
        {"lists in order", "equals", "[a, 1]", "[a, 1]", "P"},
        {"lists in another order", "equals", "[1, a]", "[a, 1]", "F"},
        {"maps", "equals", "{a: 1, b: 2}", "{b: 2, a: 1}", "P"},
        {"map and list", "equals", "[a]", "{a: 1}", "F"},
        {"list and its Python text", "equals", "\"['a', 1]\"", "[a, 1]", "P"},
        {"list and JSON text", "equals", "[a]", "'[\"a\"]'", "P"},
        {"empty text", "equals", "''", "''", "P"},
        {"complement", "not_equals", "a", "b", "P"},
        {"complement of a hit", "not_equals", "a", "a", "F"},
        {"ignoring case", "equals_ignore_case", "AbC", "aBc", "P"},
        {"not ignoring case", "not_equals_ignore_case", "abc", "ABC", "F"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_operator, regex_match_is_anchored_at_the_start_only_and_bounded) {
    static const struct row rows[] = {
        {"prefix", "regex_match", "'ab'", "abc", "P"},
        {"not inside", "regex_match", "'bc'", "abc", "F"},
        {"end", "regex_match", "'.*c$'", "abc", "P"},
        {"dot stops at a new line", "regex_match", "'a.b'", "\"a\\nb\"", "F"},
        {"number", "regex_match", "'^1\\d$'", "12", "P"},
        {"list reads as Python", "regex_match", "\"\\\\['a'\"", "[a, b]", "P"},
        {"Python's end", "regex_match", "'abc\\Z'", "abc", "P"},
        {"invalid", "regex_match", "'['", "a", "U"},
        {"invalid, complement", "not_regex_match", "'['", "a", "U"},
        {"pattern that is no text", "regex_match", "[a]", "a", "U"},
        {"complement", "not_regex_match", "'b'", "abc", "P"},
        {"unknown inside a list", "regex_match", "'.*z'", "[a, '?v']", "U"},
        {"explodes", "regex_match", "'(a+)+(b+)+(c+)+$'", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaad", "F"},
        {"explodes for real", "regex_match", "'(a+)+$'", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "U"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_operator, exists_counts_everything_but_null) {
    static const struct row rows[] = {
        {"empty text", "exists", "''", "''", "P"},        {"empty list", "exists", "''", "[]", "P"},
        {"empty map", "exists", "''", "{}", "P"},         {"false", "exists", "''", "false", "P"},
        {"not_exists", "not_exists", "''", "false", "F"}, {"any", "any", "''", "x", "P"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_operator, is_empty_and_is_true_are_strict) {
    static const struct row rows[] = {
        {"text", "is_empty", "''", "''", "P"},
        {"list", "is_empty", "''", "[]", "P"},
        {"map", "is_empty", "''", "{}", "P"},
        {"number", "is_empty", "''", "0", "F"},
        {"boolean", "is_empty", "''", "false", "F"},
        {"number, complement", "is_not_empty", "''", "0", "P"},
        {"list, complement", "is_not_empty", "''", "[]", "F"},
        {"true", "is_true", "''", "true", "P"},
        {"text true is converted", "is_true", "''", "'true'", "P"},
        {"TRUE is not", "is_true", "''", "'TRUE'", "F"},
        {"1", "is_true", "''", "1", "F"},
        {"is_false of 0", "is_false", "''", "0", "P"},
        {"is_false of a text", "is_false", "''", "abc", "P"},
        {"is_false of true", "is_false", "''", "true", "F"},
    };
    JUDGE_ROWS(rows);
    HOLDS("CloudFormation's text is a text", "[{a: t_a.x, collector: cloudformation, attrs: {v: 'true'}}]",
          "{cond_type: attribute, resource_types: [t_a], attribute: v, operator: is_true}", "x=F");
}

Test(policy_operator, contains_asks_elements_keys_and_parts) {
    static const struct row rows[] = {
        {"element", "contains", "a", "[a, b]", "P"},
        {"part of an element", "contains", "b", "[abc]", "F"},
        {"key", "contains", "k", "{k: v}", "P"},
        {"inside a text value of a map", "contains", "el", "{k: hello}", "P"},
        {"element of a list in a map", "contains", "a", "{k: [a]}", "P"},
        {"key of a map in a map", "contains", "j", "{k: {j: 1}}", "P"},
        {"deeper is not looked at", "contains", "i", "{k: {j: {i: 1}}}", "F"},
        {"part of a text", "contains", "b", "abc", "P"},
        {"text that is JSON", "contains", "a", "'[\"a\"]'", "P"},
        {"text that is JSON with single quotes", "contains", "abc", "\"['abc']\"", "P"},
        {"an element of it, not a part", "contains", "b", "\"['abc']\"", "F"},
        {"number attribute", "contains", "1", "12", "U"},
        {"boolean attribute", "contains", "t", "true", "U"},
        {"complement", "not_contains", "z", "[a]", "P"},
        {"complement of a hit", "not_contains", "a", "[a]", "F"},
        {"a list as element", "contains", "[a]", "[[a], b]", "P"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        judge_row(&rows[i], "");
}

Test(policy_operator, within_looks_a_value_up) {
    static const struct row rows[] = {
        {"hit", "within", "[a, b]", "a", "P"},
        {"stray", "within", "[a, b]", "c", "F"},
        {"part of a text value", "within", "xay", "a", "P"},
        {"list is one element", "within", "[a, b]", "[a]", "F"},
        {"list among lists", "within", "[[a]]", "[a]", "P"},
        {"null in the list matches missing", "within", "[null]", MISSING, "P"},
        {"complement", "not_within", "[a]", "b", "P"},
        {"complement of a hit", "not_within", "[a]", "a", "F"},
        {"complement, null matches missing", "not_within", "[null]", MISSING, "F"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_operator, prefixes_and_suffixes_are_of_texts_and_by_case) {
    static const struct row rows[] = {
        {"prefix", "starting_with", "ab", "abc", "P"},
        {"case", "starting_with", "AB", "abc", "F"},
        {"longer", "starting_with", "abcd", "abc", "F"},
        {"number", "starting_with", "'1'", "12", "F"},
        {"number, complement", "not_starting_with", "'1'", "12", "P"},
        {"suffix", "ending_with", "bc", "abc", "P"},
        {"complement", "not_ending_with", "bc", "abc", "F"},
        {"empty", "ending_with", "''", "abc", "P"},
        {"value that is no text", "ending_with", "5", "a5", "U"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_operator, order_is_numeric_for_numbers_and_numeric_texts) {
    static const struct row rows[] = {
        {"greater", "greater_than", "5", "10", "P"},
        {"equal", "greater_than", "5", "5", "F"},
        {"or equal", "greater_than_or_equal", "5", "5", "P"},
        {"text number", "greater_than", "5", "'10'", "P"},
        {"spaces and exponent", "greater_than", "5", "' 1e3 '", "P"},
        {"less", "less_than", "5", "3", "P"},
        {"not less", "less_than", "5", "5", "F"},
        {"less or equal", "less_than_or_equal", "5", "5", "P"},
        {"infinite", "less_than", "5", "inf", "U"},
        {"words", "less_than", "b", "a", "P"},
        {"map", "less_than", "5", "{a: 1}", "U"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_operator, subset_and_intersects_speak_of_elements) {
    static const struct row rows[] = {
        {"subset", "subset", "[a, b]", "[a]", "P"},
        {"stray", "subset", "[a, b]", "[a, c]", "F"},
        {"keys", "subset", "[a, b]", "{a: 1}", "P"},
        {"scalar", "subset", "[a, b]", "a", "P"},
        {"empty list", "subset", "[a]", "[]", "P"},
        {"empty map", "subset", "[a]", "{}", "P"},
        {"list of maps", "subset", "[a]", "[{a: 1}, {b: 1}]", "U"},
        {"text value", "subset", "ab", "ab", "P"},
        {"complement", "not_subset", "[a]", "[b]", "P"},
        {"shared element", "intersects", "[a, b]", "[b, c]", "P"},
        {"none", "intersects", "[a]", "[b]", "F"},
        {"shared key", "intersects", "[a]", "{a: 1}", "P"},
        {"text value in a list", "intersects", "a", "[a]", "P"},
        {"text value as key", "intersects", "a", "{a: 1}", "P"},
        {"text value in a text", "intersects", "b", "abc", "P"},
        {"empty list", "intersects", "[a]", "[]", "F"},
        {"complement", "not_intersects", "[a]", "[b]", "P"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_operator, lengths_count_elements_and_code_points) {
    static const struct row rows[] = {
        {"list", "length_equals", "2", "[a, b]", "P"},
        {"code points", "length_equals", "2", "\"\\u00e9\\u00e9\"", "P"},
        {"number", "length_equals", "2", "22", "F"},
        {"number, complement", "length_not_equals", "2", "22", "P"},
        {"above", "length_greater_than", "1", "[a, b]", "P"},
        {"at least", "length_greater_than_or_equal", "2", "[a, b]", "P"},
        {"below", "length_less_than", "2", "[a, b]", "F"},
        {"at most", "length_less_than_or_equal", "2", "[a, b]", "P"},
        {"value as text", "length_equals", "'2'", "[a, b]", "P"},
        {"int of a float", "length_equals", "2.9", "[a, b]", "P"},
        {"no whole number", "length_equals", "'2.0'", "[a, b]", "U"},
        {"words", "length_equals", "two", "[a, b]", "U"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_operator, words_are_split_at_white_space) {
    static const struct row rows[] = {
        {"three", "number_of_words_equals", "3", "' a  b c '", "P"},
        {"none", "number_of_words_equals", "0", "''", "P"},
        {"list", "number_of_words_equals", "1", "[a]", "F"},
        {"list, complement", "number_of_words_not_equals", "1", "[a]", "P"},
        {"more", "number_of_words_greater_than", "1", "a b", "P"},
        {"at least", "number_of_words_greater_than_or_equal", "2", "a b", "P"},
        {"fewer", "number_of_words_less_than", "2", "a b", "F"},
        {"at most", "number_of_words_less_than_or_equal", "2", "a b", "P"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_operator, ranges_overlap) {
    static const struct row rows[] = {
        {"number", "range_includes", "22", "22", "P"},
        {"span", "range_includes", "'20-25'", "22", "P"},
        {"attribute span", "range_includes", "22", "'1-1024'", "P"},
        {"apart", "range_includes", "'20-25'", "'30-40'", "F"},
        {"star", "range_includes", "22", "'*'", "P"},
        {"list of the policy", "range_includes", "[22, '3000-4000']", "3389", "P"},
        {"list of the attribute", "range_includes", "22", "[80, '20-30']", "P"},
        {"open span", "range_includes", "'22-'", "22", "F"},
        {"negative", "range_includes", "'-1'", "1", "F"},
        {"complement", "range_not_includes", "22", "80", "P"},
        {"known hit beside unknown", "range_includes", "22", "['?v', 22]", "P"},
        {"no known hit", "range_includes", "22", "['?v', 80]", "U"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_operator, networks_lie_within_networks) {
    static const struct row rows[] = {
        {"within", "cidr_range_subset", "[10.0.0.0/8]", "10.1.0.0/16", "P"},
        {"address", "cidr_range_subset", "10.0.0.0/8", "10.1.2.3", "P"},
        {"outside", "cidr_range_subset", "[10.0.0.0/8]", "[10.1.0.0/16, 0.0.0.0/0]", "F"},
        {"host bits are ignored", "cidr_range_subset", "[10.9.9.9/8]", "10.1.0.5/16", "P"},
        {"v6", "cidr_range_subset", "['fd00::/8']", "'fd12::/16'", "P"},
        {"v4 and v6 apart", "cidr_range_subset", "['::/0']", "10.0.0.1", "F"},
        {"empty list", "cidr_range_subset", "[10.0.0.0/8]", "[]", "F"},
        {"empty text", "cidr_range_subset", "[10.0.0.0/8]", "''", "F"},
        {"a union is not merged", "cidr_range_subset", "[10.0.0.0/9, 10.128.0.0/9]", "10.0.0.0/8", "F"},
        {"words", "cidr_range_subset", "[10.0.0.0/8]", "x", "U"},
        {"known stray beside unknown", "cidr_range_subset", "[10.0.0.0/8]", "['?v', 8.8.8.8]", "F"},
        {"no known stray", "cidr_range_subset", "[10.0.0.0/8]", "['?v', 10.0.0.1]", "U"},
        {"complement", "cidr_range_not_subset", "[10.0.0.0/8]", "0.0.0.0/0", "P"},
        {"netmask", "cidr_range_subset", "[10.0.0.0/255.0.0.0]", "10.3.0.0/16", "P"},
        {"bits beyond", "cidr_range_subset", "[10.0.0.0/8]", "10.0.0.0/33", "U"},
        {"documented alias", "cidr_range_subset_attribute_solver", "[10.0.0.0/8]", "10.1.0.0/16", "P"},
        {"documented alias of the complement", "cidr_range_not_subset_attribute_solver", "[10.0.0.0/8]", "10.1.0.0/16", "F"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_operator, refuses_what_is_not_the_language_with_place_and_reason) {
    static const struct {
        const char *scenario, *definition, *says;
    } rows[] = {
        {"a list", "[{cond_type: attribute}]", "a definition is one condition"},
        {"unknown cond_type", "{cond_type: attr, attribute: v, operator: exists}", "there is no cond_type \"attr\""},
        {"unknown operator", "{cond_type: attribute, attribute: v, operator: equal}", "there is no operator \"equal\""},
        {"wrong case", "{cond_type: attribute, attribute: v, operator: Equals}", "there is no operator \"Equals\""},
        {"no operator", "{cond_type: attribute, attribute: v}", "needs an operator"},
        {"no attribute", "{cond_type: attribute, operator: exists}", "needs an attribute"},
        {"leaf without anything", "{resource_types: [t_a]}", "needs an attribute"},
        {"connection operator", "{cond_type: connection, connected_resource_types: [a], operator: any}",
         "exists, not_exists and one_exists"},
        {"filter operator", "{and: [{cond_type: filter, attribute: resource_type, operator: equals, value: a}]}", "within"},
        {"two under not", "{not: [{cond_type: resource, operator: exists}, {cond_type: resource, operator: exists}]}",
         "exactly one"},
        {"types that are no names", "{cond_type: attribute, attribute: v, operator: exists, resource_types: [1, 2]}",
         "not a list of type names"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bench bench;
        bench_init(&bench, "[]");
        cr_expect_eq(bench_compile(&bench, rows[i].definition, false, NULL), PHS_E_USAGE, "%s", rows[i].scenario);
        cr_expect(strstr(bench.err.text, rows[i].says), "%s: %s", rows[i].scenario, bench.err.text);
        cr_expect(strstr(bench.err.text, "test.yaml:1:"), "%s: %s", rows[i].scenario, bench.err.text);
        bench_done(&bench);
    }
}

Test(policy_operator, a_leaf_without_cond_type_asks_for_any_value) {
    HOLDS("any", "[{a: t_a.x}]", "{resource_types: [t_a], attribute: v}", "x=P");
}

Test(policy_operator, is_bounded_in_depth_and_size) {
    struct bench bench;
    struct phs_buf text;
    phs_buf_init(&text, 1 << 16);
    for (int i = 0; i < 60; i++)
        phs_buf_puts(&text, "{not: ");
    phs_buf_puts(&text, "{cond_type: attribute, attribute: v, operator: exists}");
    for (int i = 0; i < 60; i++)
        phs_buf_puts(&text, "}");
    bench_init(&bench, "[]");
    cr_expect_eq(bench_compile(&bench, phs_buf_text(&text), false, NULL), PHS_E_USAGE);
    bench_done(&bench);
    phs_buf_done(&text);
}
