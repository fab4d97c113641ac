/* SPDX-License-Identifier: Apache-2.0 */
/* Roots and modules on disk: which folders are roots, what callers hand in, what comes back, what references lead to. */
#include "terraform_help.h"

Test(terraform_module, finds_the_roots_and_judges_each_once) {
    struct tf tf;
    tf_folder(&tf, "modules");
    for (size_t i = 0; i < tf.graph.resources.n; i++) {
        const char *root = tf.graph.resources.at[i]->root;
        cr_expect(strcmp(root, "live") == 0 || strcmp(root, "unused") == 0, "%s", root);
    }
    cr_expect_null(tf_resource(&tf, "aws_sqs_queue.hidden"), "hidden folders and node_modules are not entered");
    cr_expect_not_null(tf_resource(&tf, "aws_sqs_queue.alone"));
    phs_arena_free(tf.arena);
}

Test(terraform_module, expands_modules_with_their_inputs) {
    static const struct {
        const char *address, *attribute, *expected;
    } rows[] = {
        {"module.network.aws_vpc.v", "cidr_block", "\"10.0.0.0/16\""},
        {"module.network.aws_subnet.s[1]", "cidr_block", "\"10.0.1.0/24\""},
        {"module.store[\"data\"].aws_s3_bucket.b", "acl", "\"public-read\""},
        {"module.store[\"logs\"].aws_s3_bucket.b", "bucket", "\"acme-logs\""},
        {"module.store[\"logs\"].module.nested.aws_s3_bucket_server_side_encryption_configuration.e",
         "rule.apply_server_side_encryption_by_default.sse_algorithm", "\"aws:kms\""},
        {"module.store[\"logs\"].module.nested.aws_s3_bucket_server_side_encryption_configuration.e",
         "rule.apply_server_side_encryption_by_default.kms_master_key_id", "unknown: computed"},
        {"module.reg.aws_sqs_queue.q", "kms_master_key_id", "unknown: computed"},
        {"aws_sns_topic.t", "name", "unknown: module"},
        {"aws_sns_topic.t", "kms_master_key_id", "unknown: computed"},
        {"module.store[\"data\"]", "acl", "\"public-read\""},
        {"module.store[\"data\"]", "source", "\"../store\""},
        {"module.store[\"data\"]", "for_each", "absent"},
    };
    struct tf tf;
    tf_folder(&tf, "modules");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = tf_attribute(&tf, rows[i].address, rows[i].attribute);
        cr_expect_str_eq(got, rows[i].expected, "%s %s: %s", rows[i].address, rows[i].attribute, got);
    }
    phs_arena_free(tf.arena);
}

Test(terraform_module, says_which_module_is_not_on_disk) {
    struct tf tf;
    size_t found = 0;
    tf_folder(&tf, "modules");
    for (size_t i = 0; i < tf.graph.coverage.n; i++) {
        const struct phs_coverage *line = &tf.graph.coverage.at[i];
        if (strcmp(line->kind, "module") != 0)
            continue;
        found++;
        cr_expect_str_eq(line->what, "live/module.gone");
        cr_expect_not(line->asked);
        cr_expect_not_null(strstr(line->reason, "not on disk"));
    }
    cr_expect_eq(found, 1);
    phs_arena_free(tf.arena);
}

Test(terraform_module, follows_references_through_inputs_and_outputs) {
    static const struct {
        const char *from, *attribute, *target;
        bool there;
    } rows[] = {
        {"aws_s3_bucket_policy.p", "bucket", "module.store[\"data\"].aws_s3_bucket.b", true},
        {"aws_s3_bucket_policy.p", "bucket", "module.store[\"logs\"].aws_s3_bucket.b", false},
        {"module.store[\"logs\"].module.nested.aws_s3_bucket_server_side_encryption_configuration.e", "bucket",
         "module.store[\"logs\"].aws_s3_bucket.b", true},
        {"module.store[\"logs\"].module.nested.aws_s3_bucket_server_side_encryption_configuration.e",
         "rule.apply_server_side_encryption_by_default.kms_master_key_id", "aws_kms_key.k", true},
        {"module.reg.aws_sqs_queue.q", "kms_master_key_id", "aws_kms_key.k", true},
        {"module.reg", "key", "aws_kms_key.k", true},
        {"module.gone", "bucket", "module.store[\"logs\"].aws_s3_bucket.b", true},
        {"aws_sns_topic.t", "name", "module.gone", true},
        {"aws_sns_topic.t", "kms_master_key_id", "aws_kms_key.k", true},
        {"module.store[\"logs\"]", "subnets", "module.network.aws_subnet.s", true},
        {"module.network.aws_subnet.s[0]", "vpc_id", "module.network.aws_vpc.v", true},
    };
    struct tf tf;
    tf_folder(&tf, "modules");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(tf_mentions(&tf, rows[i].from, rows[i].attribute, rows[i].target), rows[i].there, "%s.%s -> %s",
                     rows[i].from, rows[i].attribute, rows[i].target);
    phs_arena_free(tf.arena);
}

Test(terraform_module, ends_when_modules_call_each_other_in_a_circle) {
    struct tf tf;
    tf_folder(&tf, "circle");
    cr_expect_not_null(tf_resource(&tf, "r.a"));
    cr_expect_not_null(tf_resource(&tf, "module.b.r.b"));
    bool said = false;
    for (size_t i = 0; i < tf.graph.coverage.n; i++)
        said |= tf.graph.coverage.at[i].reason && strstr(tf.graph.coverage.at[i].reason, "once more") != NULL;
    cr_expect(said);
    phs_arena_free(tf.arena);
}

struct row {
    const char *scenario, *expression;
    const char *targets[3];
};

static const struct row rows[] = {
    {"a template", "\"${aws_a.x.arn}/*\"", {"aws_a.x"}},
    {"a function call", "join(\",\", [aws_a.x.id, aws_a.y.id])", {"aws_a.x", "aws_a.y"}},
    {"the branch not taken", "true ? aws_a.x.id : aws_a.y.id", {"aws_a.x", "aws_a.y"}},
    {"a local", "local.x", {"aws_a.x"}},
    {"one key of a local object", "local.both.y", {"aws_a.y"}},
    {"a local object as a whole", "local.both", {"aws_a.x", "aws_a.y"}},
    {"one key through merge", "merge(local.both, { z = 1 }).x", {"aws_a.x"}},
    {"an instance by number", "aws_a.n[1].id", {"aws_a.n[1]"}},
    {"all instances", "aws_a.n[*].id", {"aws_a.n"}},
    {"an index that is not known", "aws_a.n[var.u].id", {"aws_a.n"}},
    {"a for expression", "[for x in aws_a.n : x.id]", {"aws_a.n"}},
    {"a name that for binds", "[for aws_a in [1] : aws_a.x.id]", {NULL}},
    {"a for_each instance", "aws_a.e[\"k\"].id", {"aws_a.e[\"k\"]"}},
    {"a data source", "data.aws_d.d.id", {"data.aws_d.d"}},
    {"a conditional in a template", "\"%{ if aws_a.x.ok }a%{ else }${aws_a.y.id}%{ endif }\"", {"aws_a.x", "aws_a.y"}},
    {"names of files and counts", "\"${path.module}${terraform.workspace}\"", {NULL}},
};

Test(terraform_mention, finds_every_reference_and_no_other) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tf tf;
        tf_init(&tf);
        const char *text =
            phs_printf(tf.arena,
                       "variable \"u\" {}\nlocals {\n  x = aws_a.x.id\n  both = { x = aws_a.x.id, y = aws_a.y.id }\n}\n"
                       "resource \"aws_a\" \"x\" {}\nresource \"aws_a\" \"y\" {}\nresource \"aws_a\" \"n\" {\n  count = 2\n}\n"
                       "resource \"aws_a\" \"e\" {\n  for_each = { k = 1 }\n}\ndata \"aws_d\" \"d\" {}\n"
                       "resource \"r\" \"x\" {\n  v = %s\n}\n",
                       rows[i].expression);
        phs_terraform_collect_text(&tf.graph, "main.tf", phs_slice(text));
        size_t wanted = 0;
        for (; wanted < 3 && rows[i].targets[wanted]; wanted++)
            cr_expect(tf_mentions(&tf, "r.x", "v", rows[i].targets[wanted]), "%s: %s", rows[i].scenario,
                      rows[i].targets[wanted]);
        cr_expect_eq(tf.graph.mentions.n, wanted, "%s: %zu mentions", rows[i].scenario, tf.graph.mentions.n);
        phs_arena_free(tf.arena);
    }
}

/* A computed for_each refers to much; each element only to what its value shows. */
Test(terraform_mention, traces_an_element_of_a_computed_for_each) {
    struct tf tf;
    tf_text(
        &tf,
        "variable \"u\" {}\n"
        "resource \"aws_a\" \"n\" {\n  for_each = toset([\"p\", \"q\"])\n  name = \"name-${each.key}\"\n}\n"
        "resource \"aws_a\" \"other\" {\n  name = \"other\"\n}\n"
        "locals { m = { for k, a in aws_a.n : k => { id = a.id, name = a.name, other = aws_a.other.name, n = 1 } } }\n"
        "resource \"r\" \"e\" {\n  for_each = local.m\n  i = each.value.id\n  s = each.value.name\n  n = each.value.n\n}\n"
        "resource \"r\" \"set\" {\n  for_each = toset(concat(values(aws_a.n)[*].name, [aws_a.other.name]))\n  k = each.key\n}\n"
        "resource \"r\" \"open\" {\n  for_each = { for k in var.u : k => aws_a.other.id }\n  v = each.value\n}\n");
    cr_expect(tf_mentions(&tf, "r.e[\"p\"]", "i", "aws_a.n[\"p\"]"));
    cr_expect_not(tf_mentions(&tf, "r.e[\"p\"]", "i", "aws_a.n[\"q\"]"));
    cr_expect_not(tf_mentions(&tf, "r.e[\"p\"]", "i", "aws_a.n"));
    cr_expect(tf_mentions(&tf, "r.e[\"q\"]", "s", "aws_a.n[\"q\"]"));
    cr_expect_not(tf_mentions(&tf, "r.e[\"q\"]", "s", "aws_a.other"));
    cr_expect_not(tf_mentions(&tf, "r.e[\"q\"]", "n", "aws_a.other"));
    cr_expect(tf_mentions(&tf, "r.set[\"name-p\"]", "k", "aws_a.n[\"p\"]"));
    cr_expect_not(tf_mentions(&tf, "r.set[\"name-p\"]", "k", "aws_a.other"));
    cr_expect(tf_mentions(&tf, "r.open", "v", "aws_a.other"));
    phs_arena_free(tf.arena);
}

Test(terraform_mention, takes_each_value_and_dynamic_blocks_along) {
    struct tf tf;
    tf_text(
        &tf,
        "resource \"aws_a\" \"x\" {}\nresource \"aws_a\" \"y\" {}\n"
        "resource \"r\" \"e\" {\n  for_each = { a = aws_a.x.id, b = aws_a.y.id }\n  v = each.value\n}\n"
        "resource \"r\" \"d\" {\n  dynamic \"b\" {\n    for_each = [aws_a.x.id]\n    content {\n      v = b.value\n    }\n  }\n"
        "  s {\n    w = aws_a.y.id\n  }\n  depends_on = [aws_a.x]\n}\n");
    cr_expect(tf_mentions(&tf, "r.e[\"a\"]", "v", "aws_a.x"));
    cr_expect_not(tf_mentions(&tf, "r.e[\"a\"]", "v", "aws_a.y"));
    cr_expect(tf_mentions(&tf, "r.e[\"b\"]", "v", "aws_a.y"));
    cr_expect(tf_mentions(&tf, "r.d", "b.v", "aws_a.x"));
    cr_expect(tf_mentions(&tf, "r.d", "s.w", "aws_a.y"));
    cr_expect(tf_mentions(&tf, "r.d", "depends_on", "aws_a.x"));
    phs_arena_free(tf.arena);
}
