/* SPDX-License-Identifier: Apache-2.0 */
/* Broken and hostile input: one sentence each, and the rest goes on. */
#include <unistd.h>

#include "terraform_help.h"

static const struct phs_coverage *line_about(const struct tf *tf, const char *what) {
    for (size_t i = 0; i < tf->graph.coverage.n; i++)
        if (strcmp(tf->graph.coverage.at[i].what, what) == 0)
            return &tf->graph.coverage.at[i];
    return NULL;
}

Test(terraform_hostile, reads_on_behind_a_syntax_error) {
    struct tf tf;
    tf_folder(&tf, "broken");
    cr_expect_str_eq(tf_attribute(&tf, "aws_s3_bucket.ok", "acl"), "\"private\"");
    cr_expect_str_eq(tf_attribute(&tf, "aws_s3_bucket.after", "acl"), "\"private\"");
    const struct phs_resource *torn = tf_resource(&tf, "aws_s3_bucket.torn");
    cr_assert_not_null(torn);
    cr_assert_eq(torn->attributes->kind, PHS_UNKNOWN, "what is missing in a torn block proves nothing");
    cr_expect_eq(torn->attributes->unknown.reason, PHS_WHY_UNREAD);
    const struct phs_coverage *line = line_about(&tf, "a.tf");
    cr_assert_not_null(line);
    cr_expect_eq(line->state, PHS_READ_PARTLY);
    cr_expect_eq(strncmp(line->reason, "a.tf:5:", 7), 0, "%s", line->reason);
    cr_assert_not_null(line_about(&tf, "latin.tf"));
    cr_expect_eq(line_about(&tf, "latin.tf")->state, PHS_NOT_READ);
    cr_expect_eq(line_about(&tf, ".")->state, PHS_READ_PARTLY);
    phs_arena_free(tf.arena);
}

Test(terraform_hostile, reads_files_inside_the_scanned_folder_only) {
    struct tf tf;
    tf_folder(&tf, "broken");
    cr_expect_str_eq(tf_attribute(&tf, "r.f", "own"), "\"data\\n\"");
    cr_expect_str_eq(tf_attribute(&tf, "r.f", "out"), "unknown: not-read");
    cr_expect_str_eq(tf_attribute(&tf, "r.f", "abs"), "unknown: not-read");
    cr_expect_str_eq(tf_attribute(&tf, "r.f", "none"), "unknown: expression-error");
    cr_expect_str_eq(tf_attribute(&tf, "r.f", "set"), "[\"data.txt\"]");
    cr_expect_str_eq(tf_attribute(&tf, "r.f", "tmpl"), "\"hello you\"");
    phs_arena_free(tf.arena);
}

Test(terraform_hostile, follows_no_symbolic_link_out) {
    char folder[] = "/tmp/phs-terraform-XXXXXX";
    struct tf tf;
    tf_init(&tf);
    cr_assert_not_null(mkdtemp(folder));
    const char *link = phs_printf(tf.arena, "%s/link", folder), *file = phs_printf(tf.arena, "%s/main.tf", folder);
    cr_assert_eq(symlink("/etc/passwd", link), 0);
    struct phs_slice text = phs_slice("resource \"r\" \"x\" {\n  v = file(\"link\")\n  w = fileexists(\"link\")\n}\n"
                                      "module \"m\" {\n  source = \"../../../../etc\"\n}\n");
    cr_assert_eq(phs_file_write(file, text, false, NULL), PHS_OK);
    tf.target.path = ".";
    phs_terraform_collect(&tf.graph, folder, &tf.target, NULL);
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "v"), "unknown: not-read");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "w"), "unknown: not-read");
    cr_assert_not_null(line_about(&tf, "module.m"));
    cr_expect_not_null(strstr(line_about(&tf, "module.m")->reason, "outside"));
    unlink(link);
    unlink(file);
    rmdir(folder);
    phs_arena_free(tf.arena);
}

Test(terraform_hostile, says_that_a_target_is_missing) {
    struct tf tf;
    tf_folder(&tf, "no-such-folder");
    cr_assert_eq(tf.graph.coverage.n, 1);
    cr_expect(tf.graph.coverage.at[0].asked);
    cr_expect_eq(tf.graph.coverage.at[0].state, PHS_NOT_READ);
    phs_arena_free(tf.arena);
}

/* Each ends in time and leaves the resource behind it. */
static const struct {
    const char *scenario, *text;
} bombs[] = {
    {"a count of a billion", "resource \"r\" \"b\" {\n  count = 1000000000\n}\n"},
    {"a count below zero", "resource \"r\" \"b\" {\n  count = -1\n}\n"},
    {"a count that is no number", "resource \"r\" \"b\" {\n  count = \"many\"\n}\n"},
    {"a for_each over itself", "resource \"r\" \"b\" {\n  for_each = r.b\n}\n"},
    {"two resources in a circle", "resource \"r\" \"b\" {\n  v = r.c.v\n}\nresource \"r\" \"c\" {\n  v = r.b.v\n}\n"},
    {"a count on the count of the other", "resource \"r\" \"b\" {\n  count = length(r.c)\n}\nresource \"r\" \"c\" {\n  count = "
                                          "length(r.b)\n}\n"},
    {"locals that double",
     "locals {\n  a = \"xxxxxxxxxxxxxxxx\"\n  b = \"${local.a}${local.a}${local.a}${local.a}${local.a}${local.a}\"\n"
     "  c = \"${local.b}${local.b}${local.b}${local.b}${local.b}${local.b}${local.b}${local.b}\"\n"
     "  d = \"${local.c}${local.c}${local.c}${local.c}${local.c}${local.c}${local.c}${local.c}\"\n"
     "  e = \"${local.d}${local.d}${local.d}${local.d}${local.d}${local.d}${local.d}${local.d}\"\n"
     "  f = \"${local.e}${local.e}${local.e}${local.e}${local.e}${local.e}${local.e}${local.e}\"\n"
     "  g = \"${local.f}${local.f}${local.f}${local.f}${local.f}${local.f}${local.f}${local.f}\"\n"
     "  h = \"${local.g}${local.g}${local.g}${local.g}${local.g}${local.g}${local.g}${local.g}\"\n"
     "  i = \"${local.h}${local.h}${local.h}${local.h}${local.h}${local.h}${local.h}${local.h}\"\n}\n"
     "resource \"r\" \"b\" {\n  v = local.i\n}\n"},
    {"loops in loops",
     "resource \"r\" \"b\" {\n  v = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : c]]]\n}\n"},
    {"a template that calls itself", "locals {\n  t = \"$${templatestring(t, { t = t })}\"\n}\nresource \"r\" \"b\" {\n  v = "
                                     "templatestring(local.t, { t = local.t })\n}\n"},
    {"a module that calls its own folder", "module \"m\" {\n  source = \"./\"\n}\n"},
    {"empty labels", "resource \"\" \"\" {\n}\nmodule \"\" {\n}\nvariable \"\" {}\n"},
    {"a range of a million",
     "resource \"r\" \"b\" {\n  v = length(range(1000000))\n  for_each = toset(range(0, 1000000))\n}\n"},
    {"three variables in a circle through modules", "module \"a\" {\n  source = \"./\"\n  x = module.b.y\n}\nmodule \"b\" {\n  "
                                                    "source = \"./\"\n  x = module.a.y\n}\n"},
    {"a for that makes its own template longer",
     "locals {\n  s = join(\"\", [for i in range(1000) : \"xxxxxxxxxx\"])\n  t = join(\"\", [for i in range(1000) : local.s])\n"
     "  u = join(\"\", [for i in range(1000) : local.t])\n}\nresource \"r\" \"b\" {\n  v = \"%{ for i in range(1000) "
     "}${local.u}%{ endfor }\"\n}\n"},
    {"a dynamic block without anything", "resource \"r\" \"b\" {\n  dynamic \"x\" {}\n  dynamic {}\n}\n"},
};

Test(terraform_hostile, ends_and_goes_on, .timeout = 60) {
    for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++) {
        struct tf tf;
        tf_init(&tf);
        const char *text = phs_printf(tf.arena, "%sresource \"r\" \"last\" {\n  v = 1\n}\n", bombs[i].text);
        phs_terraform_collect_text(&tf.graph, "main.tf", phs_slice(text));
        cr_expect_str_eq(tf_attribute(&tf, "r.last", "v"), "1", "%s", bombs[i].scenario);
        phs_arena_free(tf.arena);
    }
}

static void heredoc(struct tf *tf, const char *line, size_t lines) {
    struct phs_buf buf;
    tf_init(tf);
    phs_buf_init(&buf, 16 << 20);
    phs_buf_puts(&buf, "resource \"r\" \"b\" {\n  v = <<-E\n");
    for (size_t i = 0; i < lines; i++)
        phs_buf_puts(&buf, line);
    phs_buf_puts(&buf, "  E\n}\nresource \"r\" \"last\" {\n  v = 1\n}\n");
    struct phs_slice text = {phs_strndup(tf->arena, phs_buf_text(&buf), buf.len), buf.len};
    phs_buf_done(&buf);
    phs_terraform_collect_text(&tf->graph, "main.tf", text);
}

Test(terraform_hostile, reads_a_heredoc_of_twelve_megabytes, .timeout = 60) {
    struct tf tf;
    heredoc(&tf, "    a line of some sixty characters, over and over, one by one\n", 200000);
    cr_expect_str_eq(tf_attribute(&tf, "r.last", "v"), "1");
    cr_expect(phs_is(phs_get(tf_resource(&tf, "r.b")->attributes, "v"), PHS_STRING));
    phs_arena_free(tf.arena);
}

Test(terraform_hostile, says_that_a_heredoc_has_too_many_expressions, .timeout = 60) {
    struct tf tf;
    heredoc(&tf, "${1 + 1}%{ if true }y%{ endif }\n", 200000);
    cr_assert_not_null(line_about(&tf, "main.tf"));
    cr_expect_eq(line_about(&tf, "main.tf")->state, PHS_READ_PARTLY);
    cr_expect_not_null(strstr(line_about(&tf, "main.tf")->reason, "expressions"));
    cr_assert_not_null(tf_resource(&tf, "r.b"));
    cr_expect_eq(tf_resource(&tf, "r.b")->attributes->kind, PHS_UNKNOWN, "what was not read proves nothing");
    phs_arena_free(tf.arena);
}

Test(terraform_hostile, gives_the_same_twice) {
    struct tf a, b;
    tf_folder(&a, "modules");
    tf_folder(&b, "modules");
    cr_assert_eq(a.graph.resources.n, b.graph.resources.n);
    cr_assert_eq(a.graph.mentions.n, b.graph.mentions.n);
    for (size_t i = 0; i < a.graph.resources.n; i++)
        cr_expect_str_eq(a.graph.resources.at[i]->address, b.graph.resources.at[i]->address);
    for (size_t i = 0; i < a.graph.mentions.n; i++)
        cr_expect_str_eq(a.graph.mentions.at[i].target, b.graph.mentions.at[i].target);
    phs_arena_free(a.arena);
    phs_arena_free(b.arena);
}
