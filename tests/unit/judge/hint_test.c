/* SPDX-License-Identifier: Apache-2.0 */
/* Values that are not known as a whole decide where enough of them is known, and only there. */
#include "collect/terraform/terraform.h"
#include "relate/relate.h"
#include "tests/unit/judge/graph_builder.h"

static const struct {
    const char *scenario, *value, *operator, * wanted, *verdict;
} rows[] = {
    {"a variable alone", "var.u", "equals", "\"*\"", "x=U"},
    {"text in front", "\"arn:${var.u}\"", "equals", "\"*\"", "x=F"},
    {"text behind", "\"${var.u}/*\"", "equals", "\"*\"", "x=F"},
    {"text behind that fits", "\"${var.u}*\"", "equals", "\"*\"", "x=U"},
    {"text in front that fits", "\"ar${var.u}\"", "equals", "\"arn\"", "x=U"},
    {"not equal", "\"arn:${var.u}\"", "not_equals", "\"*\"", "x=P"},
    {"one of several", "\"arn:${var.u}\"", "within", "[\"*\", \"x\"]", "x=F"},
    {"one of several that fits", "\"arn:${var.u}\"", "within", "[\"*\", \"arn:x\"]", "x=U"},
    {"starts with", "\"arn:${var.u}\"", "starting_with", "\"arn\"", "x=P"},
    {"does not start with", "\"arn:${var.u}\"", "starting_with", "\"http\"", "x=F"},
    {"may start with", "\"arn:${var.u}\"", "starting_with", "\"arn:aws\"", "x=U"},
    {"ends with", "\"${var.u}/*\"", "ending_with", "\"/*\"", "x=P"},
    {"does not end with", "\"${var.u}/*\"", "ending_with", "\"/b\"", "x=F"},
    {"a pattern that begins otherwise", "\"arn:${var.u}\"", "regex_match", "\"^[*]$\"", "x=F"},
    {"a pattern that may match", "\"arn:${var.u}\"", "regex_match", "\"^arn:aws\"", "x=U"},
    {"a pattern that may begin later", "\"arn:${var.u}\"", "regex_match", "\".*[*]\"", "x=U"},
    {"both branches good", "var.u ? \"aws:kms\" : \"AES256\"", "within", "[\"aws:kms\", \"AES256\"]", "x=P"},
    {"both branches bad", "var.u ? \"a\" : \"b\"", "equals", "\"c\"", "x=F"},
    {"branches that differ", "var.u ? \"a\" : \"b\"", "equals", "\"a\"", "x=U"},
    {"numbers in branches", "var.u ? 7 : 30", "greater_than_or_equal", "7", "x=P"},
    {"a branch that is unknown", "var.u ? 7 : var.v", "greater_than_or_equal", "7", "x=U"},
    {"branches in branches", "var.u ? 7 : var.v ? 14 : 30", "greater_than", "6", "x=P"},
    {"made of a choice", "\"x${var.u ? \"a\" : \"b\"}\"", "equals", "\"y\"", "x=F"},
    {"compared before", "(var.u ? \"a\" : \"b\") == \"c\"", "equals", "false", "x=P"},
    {"what is made of a text forgets its edges", "upper(\"arn:${var.u}\")", "equals", "\"*\"", "x=U"},
    {"a branch that is an error", "var.u ? {}.x : 7", "equals", "8", "x=U"},
};

Test(hint, decides_where_enough_is_known) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bench bench;
        bench_init(&bench, "[]");
        const char *text = phs_printf(
            bench.arena, "variable \"u\" {}\nvariable \"v\" {}\nresource \"t_a\" \"x\" {\n  p = %s\n}\n", rows[i].value);
        const char *definition =
            phs_printf(bench.arena, "{cond_type: attribute, resource_types: [t_a], attribute: p, operator: %s, value: %s}",
                       rows[i].operator, rows[i].wanted);
        phs_terraform_collect_text(&bench.graph, "main.tf", phs_slice(text));
        phs_relate(&bench.graph);
        cr_assert_eq(bench_compile(&bench, definition, true, NULL), PHS_OK, "%s: %s", rows[i].scenario, bench.err.text);
        bench_run(&bench);
        const char *got = phs_buf_text(&bench.line);
        cr_expect_str_eq(got, rows[i].verdict, "%s: %s %s %s is %s, not %s", rows[i].scenario, rows[i].value, rows[i].operator,
                         rows[i].wanted, got, rows[i].verdict);
        bench_done(&bench);
    }
}
