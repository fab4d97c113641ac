/* SPDX-License-Identifier: Apache-2.0 */
/* Policy documents: rendered as the AWS provider does, and with their unknown parts kept local. */
#include "terraform_help.h"

#define USE "resource \"r\" \"x\" {\n  p = data.aws_iam_policy_document.d.json\n}\n"

Test(terraform_document, renders_statements_as_the_provider_does) {
    struct tf tf;
    tf_text(&tf,
            "data \"aws_iam_policy_document\" \"d\" {\n  statement {\n    sid = \"One\"\n    actions = [\"s3:GetObject\"]\n"
            "    resources = [\"arn:aws:s3:::b/&{aws:username}/*\"]\n    principals {\n      type = \"AWS\"\n"
            "      identifiers = [\"b\", \"c\"]\n    }\n"
            "    condition {\n      test = \"Bool\"\n      variable = \"aws:SecureTransport\"\n      values = [\"true\"]\n    "
            "}\n  }\n"
            "  statement {\n    effect = \"Deny\"\n    actions = [\"a:1\", \"a:2\"]\n    resources = [\"*\"]\n"
            "    principals {\n      type = \"*\"\n      identifiers = [\"*\"]\n    }\n  }\n}\n" USE);
    const struct phs_value *p = phs_get(tf_resource(&tf, "r.x")->attributes, "p");
    cr_assert_eq(p->kind, PHS_STRING);
    cr_expect_str_eq(phs_slice_dup(tf.arena, p->string),
                     "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Sid\": \"One\",\n"
                     "      \"Effect\": \"Allow\",\n      \"Action\": \"s3:GetObject\",\n"
                     "      \"Resource\": \"arn:aws:s3:::b/${aws:username}/*\",\n      \"Principal\": {\n"
                     "        \"AWS\": [\n          \"c\",\n          \"b\"\n        ]\n      },\n      \"Condition\": {\n"
                     "        \"Bool\": {\n          \"aws:SecureTransport\": \"true\"\n        }\n      }\n    },\n    {\n"
                     "      \"Effect\": \"Deny\",\n      \"Action\": [\n        \"a:2\",\n        \"a:1\"\n      ],\n"
                     "      \"Resource\": \"*\",\n      \"Principal\": \"*\"\n    }\n  ]\n}");
    phs_arena_free(tf.arena);
}

Test(terraform_document, merges_sources_and_overrides_by_sid) {
    struct tf tf;
    tf_text(&tf,
            "data \"aws_iam_policy_document\" \"base\" {\n  statement {\n    sid = \"A\"\n    actions = [\"base:a\"]\n  }\n"
            "  statement {\n    sid = \"B\"\n    actions = [\"base:b\"]\n  }\n}\n"
            "data \"aws_iam_policy_document\" \"d\" {\n"
            "  source_policy_documents = [data.aws_iam_policy_document.base.json]\n"
            "  override_policy_documents = [jsonencode({ Statement = [{ Sid = \"B\", Action = \"over:b\" }, { Action = \"new\" "
            "}] })]\n"
            "  statement {\n    sid = \"A\"\n    actions = [\"own:a\"]\n  }\n}\n"
            "resource \"r\" \"x\" {\n  p = jsondecode(data.aws_iam_policy_document.d.json)\n}\n");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "p.Statement.0.Action"), "\"own:a\"");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "p.Statement.1.Action"), "\"over:b\"");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "p.Statement.2.Action"), "\"new\"");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "p.Statement.3"), "absent");
    phs_arena_free(tf.arena);
}

struct row {
    const char *scenario, *text;
};

/* In each the action is known and the resource is not. */
static const struct row rows[] = {
    {"a document", "data \"aws_iam_policy_document\" \"d\" {\n  statement {\n    actions = [\"s3:*\"]\n"
                   "    resources = [aws_s3_bucket.b.arn]\n  }\n}\n" USE},
    {"jsonencode",
     "resource \"r\" \"x\" {\n  p = jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"s3:*\", Resource = "
     "aws_s3_bucket.b.arn }] })\n}\n"},
    {"a heredoc", "resource \"r\" \"x\" {\n  p = <<EOT\n{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", "
                  "\"Resource\": \"${aws_s3_bucket.b.arn}\"}]}\nEOT\n}\n"},
    {"a document joined with nothing",
     "data \"aws_iam_policy_document\" \"d\" {\n  count = 1\n  statement {\n    actions = [\"s3:*\"]\n"
     "    resources = [aws_s3_bucket.b.arn]\n  }\n}\nresource \"r\" \"x\" {\n"
     "  p = join(\"\", data.aws_iam_policy_document.d[*].json)\n}\n"},
    {"a template file's text",
     "resource \"r\" \"x\" {\n  p = templatestring(local.t, { arn = aws_s3_bucket.b.arn })\n}\nlocals {\n"
     "  t = \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"s3:*\\\", \\\"Resource\\\": "
     "\\\"$${arn}\\\"}]}\"\n}\n"},
    {"a heredoc through a local",
     "locals {\n  l = <<EOT\n{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": "
     "[${jsonencode(aws_s3_bucket.b.arn)}]}]}\nEOT\n}\nresource \"r\" \"x\" {\n  p = local.l\n}\n"},
};

Test(terraform_document, keeps_what_is_known_around_an_unknown_part) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tf tf;
        tf_init(&tf);
        const char *text = phs_printf(tf.arena, "%sresource \"aws_s3_bucket\" \"b\" {}\n", rows[i].text);
        phs_terraform_collect_text(&tf.graph, "main.tf", phs_slice(text));
        const struct phs_value *p = phs_get(tf_resource(&tf, "r.x")->attributes, "p");
        cr_expect_eq(p->kind, PHS_MAP, "%s", rows[i].scenario);
        cr_expect(p->flags & PHS_VALUE_JSON, "%s", rows[i].scenario);
        cr_expect_str_eq(tf_show(&tf, phs_get_path(p, "Statement.0.Action")), "\"s3:*\"", "%s", rows[i].scenario);
        const struct phs_value *resource = phs_get_path(p, "Statement.0.Resource");
        const struct phs_value *unknown = resource ? phs_find_unknown(resource) : NULL;
        cr_assert_not_null(unknown, "%s", rows[i].scenario);
        cr_expect_eq(unknown->unknown.reason, PHS_WHY_COMPUTED, "%s", rows[i].scenario);
        phs_arena_free(tf.arena);
    }
}

Test(terraform_document, is_unknown_text_to_whatever_takes_text) {
    struct tf tf;
    tf_text(&tf, "resource \"aws_s3_bucket\" \"b\" {}\nlocals { j = jsonencode({ a = aws_s3_bucket.b.arn }) }\n"
                 "resource \"r\" \"x\" {\n  m = md5(local.j)\n  t = \"x${local.j}\"\n  l = length(local.j)\n"
                 "  e = local.j == \"\" ? 1 : 2\n}\n");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "m"), "unknown: computed");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "t"), "unknown: computed");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "l"), "unknown: computed");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "e"), "2");
    phs_arena_free(tf.arena);
}

Test(terraform_document, answers_data_sources_that_need_no_provider) {
    struct tf tf;
    tf_text(&tf, "data \"template_file\" \"t\" {\n  template = \"hi $${who}\"\n  vars = { who = \"you\" }\n}\n"
                 "data \"null_data_source\" \"n\" {\n  inputs = { a = 1 }\n}\n"
                 "resource \"terraform_data\" \"td\" {\n  input = \"in\"\n}\n"
                 "resource \"r\" \"x\" {\n  t = data.template_file.t.rendered\n  n = data.null_data_source.n.outputs.a\n"
                 "  d = terraform_data.td.output\n}\n");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "t"), "\"hi you\"");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "n"), "1");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "d"), "\"in\"");
    phs_arena_free(tf.arena);
}
