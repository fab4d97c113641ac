/* SPDX-License-Identifier: Apache-2.0 */
/* Where a root's inputs come from and which of them wins; each row writes its files into a folder of its own. */
#include <sys/stat.h>
#include <unistd.h>

#include "terraform_help.h"

struct file {
    const char *name, *text;
};

enum { FILES = 6 };

struct row {
    const char *scenario;
    struct file files[FILES];
    const char *var_file, *expected;
};

static void write_all(struct tf *tf, const char *folder, const struct file *files) {
    mkdir(phs_printf(tf->arena, "%s/.terraform", folder), 0755);
    mkdir(phs_printf(tf->arena, "%s/.terraform/modules", folder), 0755);
    mkdir(phs_printf(tf->arena, "%s/got", folder), 0755);
    for (size_t i = 0; i < FILES && files[i].name; i++)
        cr_assert_eq(
            phs_file_write(phs_printf(tf->arena, "%s/%s", folder, files[i].name), phs_slice(files[i].text), false, NULL),
            PHS_OK);
}

static void remove_all(struct tf *tf, const char *folder, const struct file *files) {
    for (size_t i = 0; i < FILES && files[i].name; i++)
        unlink(phs_printf(tf->arena, "%s/%s", folder, files[i].name));
    rmdir(phs_printf(tf->arena, "%s/got", folder));
    rmdir(phs_printf(tf->arena, "%s/.terraform/modules", folder));
    rmdir(phs_printf(tf->arena, "%s/.terraform", folder));
    rmdir(folder);
}

static void hold(const struct row *row) {
    char folder[] = "/tmp/phs-inputs-XXXXXX";
    struct tf tf;
    tf_init(&tf);
    cr_assert_not_null(mkdtemp(folder));
    write_all(&tf, folder, row->files);
    tf.target.path = ".";
    tf.target.environment = "";
    if (row->var_file)
        PHS_PUSH(tf.arena, tf.target.var_files, row->var_file);
    phs_terraform_collect(&tf.graph, folder, &tf.target, NULL);
    const char *got = tf_attribute(&tf, "r.x", "v");
    cr_expect_str_eq(got, row->expected, "%s: %s", row->scenario, got);
    remove_all(&tf, folder, row->files);
    phs_arena_free(tf.arena);
}

#define MAIN                                                                                                                   \
    { "main.tf", "variable \"a\" {\n  default = \"default\"\n}\nresource \"r\" \"x\" {\n  v = var.a\n}\n" }
#define OBJECT(type) "variable \"a\" {\n  type = " type "\n}\nresource \"r\" \"x\" {\n  v = var.a\n}\n"

static const struct row rows[] = {
    {"nothing but the default", {MAIN}, NULL, "\"default\""},
    {"a file of another name is not taken by itself", {MAIN, {"prod.tfvars", "a = \"prod\"\n"}}, NULL, "\"default\""},
    {"terraform.tfvars over the default", {MAIN, {"terraform.tfvars", "a = \"tfvars\"\n"}}, NULL, "\"tfvars\""},
    {"terraform.tfvars.json over terraform.tfvars",
     {MAIN, {"terraform.tfvars", "a = \"tfvars\"\n"}, {"terraform.tfvars.json", "{\"a\": \"json\"}"}},
     NULL,
     "\"json\""},
    {"auto files over both",
     {MAIN, {"a.auto.tfvars", "a = \"auto\"\n"}, {"terraform.tfvars.json", "{\"a\": \"json\"}"}},
     NULL,
     "\"auto\""},
    {"auto files by the order of their bytes, JSON or not",
     {MAIN, {"z.auto.tfvars.json", "{\"a\": \"z\"}"}, {"b.auto.tfvars", "a = \"b\"\n"}, {"Z.auto.tfvars", "a = \"Z\"\n"}},
     NULL,
     "\"z\""},
    {"the same stem: .tfvars before .tfvars.json",
     {MAIN, {"b.auto.tfvars", "a = \"b\"\n"}, {"b.auto.tfvars.json", "{\"a\": \"json\"}"}},
     NULL,
     "\"json\""},
    {"the scope's files last of all",
     {MAIN, {"z.auto.tfvars", "a = \"z\"\n"}, {"prod.tfvars", "a = \"prod\"\n"}},
     "prod.tfvars",
     "\"prod\""},
    {"a scope's file that is JSON", {MAIN, {"prod.tfvars.json", "{\"a\": \"prod\"}"}}, "prod.tfvars.json", "\"prod\""},
    {"a null in a file leaves null, not the default", {MAIN, {"terraform.tfvars", "a = null\n"}}, NULL, "null"},
    {"a variable that may not be null takes its default",
     {{"main.tf", "variable \"a\" {\n  default = \"d\"\n  nullable = false\n}\nresource \"r\" \"x\" {\n  v = var.a\n}\n"},
      {"terraform.tfvars", "a = null\n"}},
     NULL,
     "\"d\""},
    {"optional defaults inside optional defaults",
     {{"main.tf", OBJECT("object({ o = optional(object({ p = optional(string, \"deep\"), n = optional(number) }), {}) })")},
      {"terraform.tfvars", "a = {}\n"}},
     NULL,
     "{\"o\":{\"n\":null,\"p\":\"deep\"}}"},
    {"optional defaults in every element of a map of lists",
     {{"main.tf", OBJECT("map(list(object({ k = string, p = optional(bool, true) })))")},
      {"terraform.tfvars", "a = { x = [{ k = 1 }, { k = 2, p = false }] }\n"}},
     NULL,
     "{\"x\":[{\"k\":\"1\",\"p\":true},{\"k\":\"2\",\"p\":false}]}"},
    {"an explicit null takes the optional default",
     {{"main.tf", OBJECT("object({ p = optional(string, \"d\") })")}, {"terraform.tfvars", "a = { p = null }\n"}},
     NULL,
     "{\"p\":\"d\"}"},
    {"an override file replaces arguments and keeps the others",
     {{"main.tf", "resource \"r\" \"x\" {\n  v = [\"main\"]\n  w = 1\n}\n"},
      {"x_override.tf", "resource \"r\" \"x\" {\n  v = [\"over\"]\n}\n"}},
     NULL,
     "[\"over\"]"},
    {"override files among themselves: the last by name wins, override.tf before x_override.tf",
     {{"main.tf", "resource \"r\" \"x\" {\n  v = 0\n}\n"},
      {"x_override.tf", "resource \"r\" \"x\" {\n  v = 2\n}\n"},
      {"override.tf", "resource \"r\" \"x\" {\n  v = 1\n}\n"}},
     NULL,
     "2"},
    {"an override file in JSON",
     {{"main.tf", "resource \"r\" \"x\" {\n  v = 0\n}\n"},
      {"x_override.tf.json", "{\"resource\": {\"r\": {\"x\": {\"v\": 3}}}}"}},
     NULL,
     "3"},
    {"an override of a variable's default",
     {MAIN, {"override.tf", "variable \"a\" {\n  default = \"over\"\n}\n"}},
     NULL,
     "\"over\""},
    {"a block in an override replaces all blocks of its type",
     {{"main.tf", "resource \"r\" \"x\" {\n  v {\n    n = 1\n  }\n  v {\n    n = 2\n  }\n}\n"},
      {"override.tf", "resource \"r\" \"x\" {\n  v {\n    n = 3\n  }\n}\n"}},
     NULL,
     "[{\"n\":3}]"},
    {"a module that modules.json says is downloaded",
     {{"main.tf", "module \"m\" {\n  source = \"reg/x/y\"\n  i = \"in\"\n}\nresource \"r\" \"x\" {\n  v = module.m.o\n}\n"},
      {".terraform/modules/modules.json",
       "{\"Modules\": [{\"Key\": \"\", \"Source\": \"\", \"Dir\": \".\"}, {\"Key\": \"m\", "
       "\"Source\": \"registry.terraform.io/reg/x/y\", \"Version\": \"1.0.0\", \"Dir\": \"got\"}]}"},
      {"got/main.tf", "variable \"i\" {}\noutput \"o\" {\n  value = \"${var.i}-out\"\n}\n"}},
     NULL,
     "\"in-out\""},
    {"a modules.json that is no JSON leaves the module unread",
     {{"main.tf", "module \"m\" {\n  source = \"reg/x/y\"\n}\nresource \"r\" \"x\" {\n  v = module.m.o\n}\n"},
      {".terraform/modules/modules.json", "{\"Modules\": ["}},
     NULL,
     "unknown: module"},
};

Test(terraform_inputs, win_in_the_order_that_terraform_documents) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        hold(&rows[i]);
}

Test(terraform_inputs, ignore_the_environment_of_whoever_scans) {
    const struct row row = {"TF_VAR_a is set", {MAIN}, NULL, "\"default\""};
    setenv("TF_VAR_a", "environment", 1);
    setenv("TF_WORKSPACE", "environment", 1);
    hold(&row);
    unsetenv("TF_VAR_a");
    unsetenv("TF_WORKSPACE");
}
