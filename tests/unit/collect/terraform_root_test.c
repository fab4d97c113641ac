/* SPDX-License-Identifier: Apache-2.0 */
/* One root: values, instances, blocks and reasons for what is not known. */
#include "terraform_help.h"

static const char head[] = "variable \"u\" {}\n"
                           "variable \"secret\" {\n  default = \"hunter2-hunter2\"\n  sensitive = true\n}\n"
                           "variable \"t\" {\n  type = object({ a = optional(string, \"x\"), n = optional(number) })\n"
                           "  default = { n = \"5\" }\n}\n"
                           "locals {\n  a = local.b\n  b = local.a\n  ok = \"v\"\n}\n"
                           "resource \"aws_kms_key\" \"k\" {\n  description = \"d\"\n}\n"
                           "resource \"aws_x\" \"counted\" {\n  count = 2\n  name = \"n${count.index}\"\n}\n"
                           "resource \"aws_x\" \"maybe\" {\n  count = var.u ? 1 : 0\n  name = \"m\"\n}\n"
                           "data \"aws_ami\" \"a\" {\n  owners = [\"me\"]\n}\n"
                           "module \"gone\" {\n  source = \"reg/x/y\"\n}\n";

struct row {
    const char *scenario, *expression, *expected;
};

static const struct row rows[] = {
    {"a variable without value", "var.u", "unknown: variable"},
    {"what is built on it", "\"a-${var.u}\"", "unknown: variable"},
    {"a default of a type with optional attributes", "var.t", "{\"a\":\"x\",\"n\":5}"},
    {"a local", "local.ok", "\"v\""},
    {"two locals in a circle", "local.a", "unknown: cycle"},
    {"a written attribute of another resource", "aws_kms_key.k.description", "\"d\""},
    {"an exported attribute", "aws_kms_key.k.arn", "unknown: computed"},
    {"a data source", "data.aws_ami.a.id", "unknown: data-source"},
    {"a written attribute of a data source", "data.aws_ami.a.owners", "[\"me\"]"},
    {"a module that is not on disk", "module.gone.x", "unknown: module"},
    {"an undeclared resource", "aws_nope.x.id", "unknown: expression-error"},
    {"an undeclared local", "local.nope", "unknown: expression-error"},
    {"an instance by number", "aws_x.counted[1].name", "\"n1\""},
    {"an instance that is not there", "aws_x.counted[7].name", "unknown: expression-error"},
    {"a splat", "aws_x.counted[*].name", "[\"n0\",\"n1\"]"},
    {"a splat of exported attributes has a length", "length(aws_x.counted[*].id)", "2"},
    {"whole objects in a for", "[for x in aws_x.counted : x.name]", "[\"n0\",\"n1\"]"},
    {"exported attributes of whole objects", "[for x in aws_x.counted : x.arn][0]", "unknown: computed"},
    {"try does not take an exported attribute for an error", "try(aws_kms_key.k.arn, \"none\")", "unknown: computed"},
    {"a resource that may not exist", "aws_x.maybe[0].name", "unknown: variable"},
    {"a conditional on an unknown with equal branches", "var.u ? 1 : 1", "1"},
    {"a conditional on an unknown", "var.u ? 1 : 2", "unknown: variable"},
    {"the workspace", "terraform.workspace", "unknown: variable"},
    {"the module's path", "path.module", "\".\""},
    {"a null argument", "null", "null"},
    {"a nested unknown keeps what is around it", "{ a = 1, b = var.u }.a", "1"},
};

Test(terraform_root, evaluates_references_or_says_why_not) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tf tf;
        tf_init(&tf);
        const char *text = phs_printf(tf.arena, "%sresource \"r\" \"x\" {\n  v = %s\n}\n", head, rows[i].expression);
        phs_terraform_collect_text(&tf.graph, "main.tf", phs_slice(text));
        const char *got = tf_attribute(&tf, "r.x", "v");
        cr_expect_str_eq(got, rows[i].expected, "%s: %s", rows[i].scenario, got);
        phs_arena_free(tf.arena);
    }
}

Test(terraform_root, agrees_with_terraform_on_the_language) {
    struct tf tf;
    struct phs_slice expected;
    tf_folder(&tf, "language");
    const char *path = PHS_FIXTURES "/terraform/language/expected.json";
    cr_assert_eq(phs_file_read(tf.arena, path, 1 << 20, &expected, NULL), PHS_OK);
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "v"), phs_slice_dup(tf.arena, expected));
    cr_expect_eq(tf_count(&tf, "terraform_data"), 4);
    cr_expect_str_eq(tf_attribute(&tf, "terraform_data.c[1]", "input"), "\"o1\"", "the override file wins");
    phs_arena_free(tf.arena);
}

Test(terraform_root, takes_var_files_of_the_target_last) {
    struct tf tf;
    tf_init(&tf);
    tf.target.path = ".";
    PHS_PUSH(tf.arena, tf.target.var_files, "terraform.tfvars");
    phs_terraform_collect(&tf.graph, PHS_FIXTURES "/terraform/language", &tf.target, NULL);
    const char *got = tf_attribute(&tf, "r.x", "v.auto");
    cr_expect_str_eq(got, "\"tfvars\"", "%s", got);
    phs_arena_free(tf.arena);
}

Test(terraform_root, makes_one_resource_an_instance) {
    struct tf tf;
    tf_text(&tf, "locals { m = { a = 1, \"b \\\"q\\\"\" = 2 } }\n"
                 "resource \"r\" \"each\" {\n  for_each = local.m\n  v = each.value\n  k = each.key\n}\n"
                 "resource \"r\" \"set\" {\n  for_each = toset([\"z\", \"y\"])\n  v = each.value\n}\n"
                 "resource \"r\" \"none\" {\n  count = 0\n}\n"
                 "resource \"r\" \"maybe\" {\n  for_each = var.u\n  v = each.value\n  w = 1\n}\nvariable \"u\" {}\n");
    cr_expect_str_eq(tf_attribute(&tf, "r.each[\"a\"]", "v"), "1");
    cr_expect_str_eq(tf_attribute(&tf, "r.each[\"b \\\"q\\\"\"]", "v"), "2");
    cr_expect_str_eq(tf_attribute(&tf, "r.set[\"y\"]", "v"), "\"y\"");
    cr_expect_null(tf_resource(&tf, "r.none"));
    cr_expect_null(tf_resource(&tf, "r.none[0]"));
    const struct phs_resource *maybe = tf_resource(&tf, "r.maybe");
    cr_assert_not_null(maybe);
    cr_assert_not_null(maybe->existence);
    cr_expect_eq(maybe->existence->unknown.reason, PHS_WHY_VARIABLE);
    cr_expect_str_eq(tf_attribute(&tf, "r.maybe", "v"), "unknown: variable");
    cr_expect_str_eq(tf_attribute(&tf, "r.maybe", "w"), "1");
    cr_expect_str_eq(tf_show(&tf, phs_get(maybe->original, "for_each")), "unknown: variable");
    phs_arena_free(tf.arena);
}

Test(terraform_root, writes_blocks_out_in_order) {
    struct tf tf;
    tf_text(&tf, "variable \"u\" {}\n"
                 "resource \"r\" \"x\" {\n  provider = aws.west\n"
                 "  rule {\n    n = 0\n  }\n"
                 "  dynamic \"rule\" {\n    for_each = { b = 2, a = 1 }\n    iterator = it\n"
                 "    content {\n      n = it.value\n      k = it.key\n"
                 "      dynamic \"inner\" {\n        for_each = [it.value, 9]\n        content {\n          v = inner.value + "
                 "inner.key\n"
                 "        }\n      }\n    }\n  }\n"
                 "  dynamic \"none\" {\n    for_each = []\n    content {}\n  }\n"
                 "  dynamic \"open\" {\n    for_each = var.u\n    content {}\n  }\n"
                 "  lifecycle {\n    ignore_changes = [tags]\n  }\n}\n");
    const struct phs_resource *x = tf_resource(&tf, "r.x");
    const struct phs_value *rule = phs_get(x->attributes, "rule");
    cr_expect(rule->flags & PHS_VALUE_BLOCKS);
    cr_expect_str_eq(tf_show(&tf, rule), "[{\"n\":0},{\"inner\":[{\"v\":1},{\"v\":10}],\"k\":\"a\",\"n\":1},"
                                         "{\"inner\":[{\"v\":2},{\"v\":10}],\"k\":\"b\",\"n\":2}]");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "none"), "absent");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "open"), "unknown: variable");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "lifecycle.ignore_changes"), "[\"tags\"]");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "provider"), "absent");
    cr_expect_str_eq(tf_show(&tf, phs_get(x->original, "provider")), "\"aws.west\"");
    phs_arena_free(tf.arena);
}

Test(terraform_root, keeps_a_reference_in_what_is_computed) {
    struct tf tf;
    tf_text(&tf, "resource \"aws_kms_key\" \"k\" {}\nresource \"r\" \"x\" {\n  v = aws_kms_key.k.arn\n}\n");
    const struct phs_value *v = phs_get(tf_resource(&tf, "r.x")->attributes, "v");
    cr_assert_eq(v->kind, PHS_UNKNOWN);
    cr_expect_str_eq(v->unknown.ref, "aws_kms_key.k");
    cr_expect_str_eq(v->unknown.attribute, "arn");
    cr_expect(v->flags & PHS_VALUE_NOT_NULL);
    phs_arena_free(tf.arena);
}

Test(terraform_root, never_shows_a_sensitive_value) {
    struct tf tf;
    tf_text(
        &tf,
        "variable \"s\" {\n  default = \"hunter2\"\n  sensitive = true\n}\nvariable \"l\" {\n  default = [\"hunter2\"]\n  "
        "sensitive = true\n}\n"
        "variable \"m\" {\n  default = { p = \"hunter2\" }\n  sensitive = true\n}\n"
        "data \"aws_iam_policy_document\" \"d\" {\n  statement {\n    actions = var.l\n    resources = [\"a\", var.s]\n  }\n}\n"
        "resource \"r\" \"y\" {\n  map = var.m\n  list = var.l\n}\n"
        "resource \"r\" \"each\" {\n  for_each = toset(var.l)\n  v = each.value\n}\n"
        "locals { j = jsonencode({ p = var.s }) }\n"
        "resource \"r\" \"x\" {\n  a = var.s\n  b = \"pre-${var.s}\"\n  c = upper(var.s)\n  d = [var.s]\n"
        "  e = local.j\n  f = base64encode(var.s)\n  g = sha256(var.s)\n  h = regex(\"z\", var.s)\n  i = "
        "sensitive(\"hunter2\")\n"
        "  n = data.aws_iam_policy_document.d.json\n  o = r.y.map.p\n  q = r.y.list[0]\n  s = [for v in var.l : v]\n"
        "  dynamic \"b\" {\n    for_each = var.l\n    content {\n      v = b.value\n      k = b.key\n    }\n  }\n"
        "  k = merge({ p = var.s }, {})\n  l = tonumber(var.s)\n  m = { (var.s) = 1 }\n}\n");
    struct phs_buf out;
    struct phs_json json;
    phs_buf_init(&out, 1 << 20);
    phs_json_init(&json, &out, false);
    phs_value_write_json(&json, tf_resource(&tf, "r.x")->attributes);
    cr_expect_null(strstr(phs_buf_text(&out), "unter2"), "%s", phs_buf_text(&out));
    cr_expect_null(strstr(phs_buf_text(&out), "UNTER2"));
    cr_expect_null(strstr(phs_buf_text(&out), "f52fbd32b2b3b86ff88ef6c490628285"), "not its digest either");
    phs_buf_done(&out);
    for (size_t i = 0; i < tf.graph.resources.n; i++)
        cr_expect_null(strstr(tf.graph.resources.at[i]->address, "unter2"));
    for (size_t i = 0; i < tf.graph.coverage.n; i++)
        cr_expect(!tf.graph.coverage.at[i].reason || !strstr(tf.graph.coverage.at[i].reason, "unter2"));
    phs_arena_free(tf.arena);
}

Test(terraform_root, leaves_the_login_and_the_query_out_of_a_module_source) {
    struct tf tf;
    tf_text(&tf, "module \"m\" {\n  source = \"git::https://bot:hunter2@example.com/x.git?sshkey=hunter2\"\n}\n");
    bool said = false;
    for (size_t i = 0; i < tf.graph.coverage.n; i++) {
        const char *reason = tf.graph.coverage.at[i].reason;
        cr_expect(!reason || !strstr(reason, "hunter2"), "%s", reason);
        said |= reason && strstr(reason, "(source git::https://example.com/x.git)") != NULL;
    }
    cr_expect(said);
    cr_expect_str_eq(tf_attribute(&tf, "module.m", "source"), "\"git::https://example.com/x.git\"");
    phs_arena_free(tf.arena);
}

Test(terraform_root, reads_the_json_spelling) {
    struct tf tf;
    tf_folder(&tf, "json");
    cr_expect_str_eq(tf_attribute(&tf, "aws_s3_bucket.b", "bucket"), "\"n-x\"");
    cr_expect_str_eq(tf_attribute(&tf, "aws_s3_bucket.b", "tags.a"), "2");
    cr_expect_str_eq(tf_attribute(&tf, "aws_kms_key.k", "deletion_window_in_days"), "7");
    cr_expect_str_eq(tf_attribute(&tf, "aws_security_group.g", "ingress"), "[{\"from_port\":80},{\"from_port\":443}]");
    cr_expect(tf_mentions(&tf, "aws_s3_bucket.b", "depends_on", "aws_kms_key.k"));
    cr_expect(tf_mentions(&tf, "module.m", "key", "aws_kms_key.k"));
    phs_arena_free(tf.arena);
}
