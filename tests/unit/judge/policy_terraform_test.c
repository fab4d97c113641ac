/* SPDX-License-Identifier: Apache-2.0 */
/* Foreign policies over Terraform as people write it: the path table, the ways of writing one thing, and what makes an edge. */
#include "collect/terraform/terraform.h"
#include "relate/relate.h"
#include "tests/unit/judge/graph_builder.h"

struct row {
    const char *scenario, *terraform, *definition, *expected;
};

static void judge_rows(const struct row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct bench bench;
        bench_init(&bench, "[]");
        phs_terraform_collect_text(&bench.graph, "main.tf", phs_slice(rows[i].terraform));
        phs_relate(&bench.graph);
        cr_assert_eq(bench_compile(&bench, rows[i].definition, false, NULL), PHS_OK, "%s: %s", rows[i].scenario,
                     bench.err.text);
        bench_run(&bench);
        cr_expect_str_eq(phs_buf_text(&bench.line), rows[i].expected, "%s: got \"%s\", expected \"%s\"\n%s", rows[i].scenario,
                         phs_buf_text(&bench.line), rows[i].expected, phs_buf_text(&bench.reasons));
        bench_done(&bench);
    }
}
#define JUDGE_ROWS(rows) judge_rows(rows, sizeof rows / sizeof *rows)

#define ASK(attribute, op, value)                                                                                              \
    "{cond_type: attribute, resource_types: [t_a], attribute: '" attribute "', operator: " op ", value: " value "}"
#define A(body) "resource \"t_a\" \"x\" {\n" body "\n}\n"

Test(policy_terraform, reads_blocks_lists_and_texts_as_the_path_table_says) {
    static const struct row rows[] = {
        {"one block", A("b {\n p = 1\n }"), ASK("b.p", "equals", "1"), "x=P"},
        {"two blocks, each must", A("b {\n p = 1\n }\n b {\n p = 2\n }"), ASK("b.p", "equals", "1"), "x=F"},
        {"two blocks by index", A("b {\n p = 1\n }\n b {\n p = 2\n }"), ASK("b.1.p", "equals", "2"), "x=P"},
        {"a list of objects is no block", A("o = [{ p = 1 }]"), ASK("o.p", "exists", "x"), "x=F"},
        {"jsonencode", A("policy = jsonencode({ Statement = [{ Action = [\"s3:*\"] }] })"),
         ASK("policy.Statement.Action", "equals", "s3:*"), "x=P"},
        {"heredoc", A("policy = <<EOF\n{\"Statement\": [{\"Action\": \"s3:*\"}]}\nEOF"),
         ASK("policy.Statement.Action", "equals", "s3:*"), "x=P"},
        {"jsonencode with an unknown inside",
         "variable \"v\" {}\n" A("policy = jsonencode({ Statement = [{ Action = \"s3:*\", Resource = var.v }] })"),
         ASK("policy.Statement.Resource", "equals", "a"), "x=U"},
        {"the start of a text that is half known", "variable \"v\" {}\n" A("policy = jsonencode({ a = var.v })"),
         ASK("policy", "starting_with", "a"), "x=U"},
        {"dynamic with known for_each", A("dynamic \"b\" {\n for_each = [1, 2]\n content {\n p = b.value\n }\n }"),
         ASK("b.*.p", "equals", "2"), "x=P"},
        {"dynamic with unknown for_each",
         "variable \"v\" {}\n" A("dynamic \"b\" {\n for_each = var.v\n content {\n p = b.value\n }\n }"),
         ASK("b.p", "not_equals", "2"), "x=U"},
        {"dynamic with nothing to iterate", A("dynamic \"b\" {\n for_each = []\n content {\n p = 1\n }\n }"),
         ASK("b", "exists", "x"), "x=F"},
        {"lifecycle is an attribute", A("lifecycle {\n prevent_destroy = true\n }"),
         ASK("lifecycle.prevent_destroy", "is_true", "x"), "x=P"},
        {"text true", A("v = \"true\""), ASK("v", "is_true", "x"), "x=P"},
        {"tags with a slash", A("tags = { \"app.io/name\" = \"web\" }"), ASK("tags.app.io/name", "equals", "web"), "x=P"},
        {"null is missing", A("v = null"), ASK("v", "exists", "x"), "x=F"},
    };
    JUDGE_ROWS(rows);
}

Test(policy_terraform, substitutes_what_is_known_and_leaves_the_rest_unknown) {
    static const struct row rows[] = {
        {"variable with default", "variable \"v\" {\n default = \"a\"\n }\n" A("v = var.v"), ASK("v", "equals", "a"), "x=P"},
        {"variable without", "variable \"v\" {}\n" A("v = var.v"), ASK("v", "not_equals", "a"), "x=U"},
        {"local", "locals {\n l = \"a\"\n }\n" A("v = local.l"), ASK("v", "equals", "a"), "x=P"},
        {"conditional that nobody can decide", "variable \"u\" {}\n" A("v = var.u == \"x\" ? \"a\" : \"b\""),
         ASK("v", "equals", "b"), "x=U"},
        {"join with an unknown part", "variable \"u\" {}\n" A("v = join(\"-\", [\"a\", var.u])"), ASK("v", "equals", "a-x"),
         "x=U"},
        {"a template exists", "variable \"u\" {}\n" A("v = \"a-${var.u}\""), ASK("v", "exists", "x"), "x=P"},
        {"index of a map variable", "variable \"m\" {\n default = { k = \"a\" }\n }\n" A("v = var.m[\"k\"]"),
         ASK("v", "equals", "a"), "x=P"},
        {"data source", "data \"t_d\" \"d\" {}\n" A("v = data.t_d.d.id"), ASK("v", "equals", "a"), "x=U"},
        {"a word that looks like a reference", A("v = \"aws_prod\""), ASK("v", "equals", "aws_prod"), "x=P"},
        {"id of a resource", "resource \"t_b\" \"y\" {}\n" A("v = t_b.y.id"), ASK("v", "exists", "x"), "x=P"},
        {"known element beside an unknown one", "variable \"u\" {}\n" A("v = [\"a\", var.u]"), ASK("v", "contains", "a"),
         "x=P"},
        {"count of zero", A("count = 0\n v = 1"), ASK("v", "exists", "x"), ""},
        {"count of two", A("count = 2\n v = count.index"), ASK("v", "equals", "1"), "x[0]=F x[1]=P"},
        {"unknown count", "variable \"u\" {}\n" A("count = var.u\n v = count.index"), ASK("v", "equals", "1"), "x=U"},
    };
    JUDGE_ROWS(rows);
}

#define EXISTS                                                                                                                 \
    "{and: [{cond_type: filter, attribute: resource_type, operator: within, value: [t_a]}, {cond_type: connection, "           \
    "resource_types: [t_a], connected_resource_types: [t_b], operator: exists}]}"
#define B "resource \"t_b\" \"y\" {}\n"

Test(policy_terraform, makes_edges_of_references_wherever_they_stand) {
    static const struct row rows[] = {
        {"attribute", B A("v = t_b.y.id"), EXISTS, "x=P"},
        {"nested", B A("b {\n c = { d = [t_b.y.id] }\n }"), EXISTS, "x=P"},
        {"template", B A("v = \"a-${t_b.y.id}\""), EXISTS, "x=P"},
        {"function", B A("v = upper(t_b.y.id)"), EXISTS, "x=P"},
        {"either branch", B A("v = true ? \"a\" : t_b.y.id"), EXISTS, "x=P"},
        {"depends_on", B A("depends_on = [t_b.y]"), EXISTS, "x=P"},
        {"through a local", B "locals {\n l = t_b.y.id\n }\n" A("v = local.l"), EXISTS, "x=P"},
        {"the other way", "resource \"t_b\" \"y\" {\n v = t_a.x.id\n }\n" A(""), EXISTS, "x=P"},
        {"equal words connect nothing", "resource \"t_b\" \"y\" {\n name = \"n\"\n }\n" A("v = \"n\""), EXISTS, "x=F"},
        {"an instance", "resource \"t_b\" \"y\" {\n count = 2\n }\n" A("v = t_b.y[0].id"), EXISTS, "x=P"},
        {"all instances", "resource \"t_b\" \"y\" {\n count = 2\n }\n" A("v = t_b.y[*].id"), EXISTS, "x=P"},
        {"an instance by key", "resource \"t_b\" \"y\" {\n for_each = toset([\"k\"])\n }\n" A("v = t_b.y[\"k\"].id"), EXISTS,
         "x=P"},
        {"an argument that may carry it", "variable \"u\" {}\n" B A("b_id = var.u"), EXISTS, "x=U"},
        {"an argument that does not", "variable \"u\" {}\n" B A("title = var.u"), EXISTS, "x=F"},
        {"handed to a module that is not on disk", B A("") "module \"m\" {\n source = \"example/m/t\"\n x_id = t_a.x.id\n }\n",
         EXISTS, "x=U"},
        {"handed to a module whose output is used", B A("") "module \"m\" {\n source = \"example/m/t\"\n x_id = t_b.y.id\n }\n",
         EXISTS, "x=F"},
    };
    JUDGE_ROWS(rows);
}
