/* SPDX-License-Identifier: Apache-2.0 */
/* Calls of modules that are not on disk, judged by what checks/modules/ knows of them. */
#include "support/catalogue.h"
#include "terraform_help.h"

static struct phs_arena *arena;
static struct phs_catalogue *catalogue;

static void load(void) {
    arena = phs_arena_new();
    catalogue = built_in_catalogue(arena);
}

static void unload(void) {
    phs_arena_free(arena);
}

TestSuite(terraform_known, .init = load, .fini = unload);

static void collect(struct tf *tf, struct phs_slice text) {
    tf_init(tf);
    phs_terraform_collect_text_known(&tf->graph, "main.tf", text, catalogue);
}

static void hold_example(const struct phs_module_info *module, const struct phs_value *example) {
    struct tf tf;
    const struct phs_value *attributes = phs_get(example, "attributes");
    const char *address = phs_text_or(arena, phs_get(example, "address"), "");
    collect(&tf, phs_text(phs_get(example, "terraform")));
    const struct phs_resource *resource = tf_resource(&tf, address);
    cr_expect_eq(resource == NULL, phs_is_true(phs_get(example, "absent")), "%s:%u: %s", module->path, example->place.line,
                 resource ? "the resource is there" : "there is no such resource");
    for (size_t i = 0; resource && phs_is(attributes, PHS_MAP) && i < attributes->map.n; i++) {
        const struct phs_entry *entry = &attributes->map.at[i];
        const char *path = phs_slice_dup(arena, entry->key), *wanted = tf_show(&tf, entry->value);
        const char *got = tf_attribute(&tf, address, path);
        if (phs_is(entry->value, PHS_STRING) && strncmp(phs_text_or(arena, entry->value, ""), "unknown: ", 9) == 0)
            wanted = phs_text_or(arena, entry->value, "");
        cr_expect_str_eq(got, wanted, "%s:%u: %s of %s is %s, not %s", module->path, entry->key_place.line, path, address, got,
                         wanted);
    }
    phs_arena_free(tf.arena);
}

Test(terraform_known, every_module_makes_of_its_examples_what_it_says) {
    size_t held = 0;
    for (size_t i = 0; i < catalogue->modules.n; i++) {
        const struct phs_module_info *module = catalogue->modules.at[i];
        const struct phs_value *examples = phs_catalogue_examples(arena, module->file);
        cr_expect(phs_is(examples, PHS_LIST) && examples->list.n > 0, "%s has no example", module->path);
        for (size_t k = 0; phs_is(examples, PHS_LIST) && k < examples->list.n; k++, held++)
            hold_example(module, examples->list.at[k]);
    }
    cr_expect_gt(held, 0);
}

static const struct phs_value *error_in(const struct phs_value *value) {
    const struct phs_value *found = phs_find_unknown(value);
    return found && found->unknown.reason == PHS_WHY_ERROR ? found : NULL;
}

Test(terraform_known, a_bare_call_of_each_source_is_evaluated_without_an_error) {
    for (size_t i = 0; i < catalogue->modules.n; i++) {
        const struct phs_module_info *module = catalogue->modules.at[i];
        for (size_t s = 0; s < module->sources.n; s++) {
            struct tf tf;
            const char *before = module->before ? phs_printf(arena, "  version = \"< %s\"\n", module->before) : "";
            collect(&tf,
                    phs_slice(phs_printf(arena, "module \"m\" {\n  source = \"%s\"\n%s}\n", module->sources.at[s], before)));
            for (size_t r = 0; r < tf.graph.resources.n; r++) {
                const struct phs_resource *resource = tf.graph.resources.at[r];
                const struct phs_value *wrong = error_in(resource->attributes);
                cr_expect_null(wrong, "%s: %s: %s", module->path, resource->address, wrong ? wrong->unknown.why : "");
                cr_expect_null(resource->existence, "%s: %s may not exist: %s", module->path, resource->address,
                               resource->existence ? resource->existence->unknown.why : "");
            }
            phs_arena_free(tf.arena);
        }
    }
}

static const struct {
    const char *scenario, *call, *expected;
} sources[] = {
    {"the registry", "source = \"cloudposse/label/null\"\n name = \"a\"", "\"a\""},
    {"the registry by its host", "source = \"registry.terraform.io/cloudposse/label/null\"\n name = \"a\"", "\"a\""},
    {"a repository over https", "source = \"git::https://github.com/cloudposse/terraform-null-label.git\"\n name = \"a\"",
     "\"a\""},
    {"a repository over ssh", "source = \"git@github.com:cloudposse/terraform-null-label.git?ref=0.25.0\"\n name = \"a\"",
     "\"a\""},
    {"a repository in short", "source = \"github.com/cloudposse/terraform-null-label\"\n name = \"a\"", "\"a\""},
    {"somebody else's module", "source = \"acme/label/null\"\n name = \"a\"", "unknown: module"},
    {"somebody else's repository", "source = \"github.com/acme/terraform-null-label\"\n name = \"a\"", "unknown: module"},
    {"a part that is not described", "source = \"cloudposse/label/null//modules/x\"\n name = \"a\"", "unknown: module"},
    {"an input that is not known", "source = \"cloudposse/label/null\"\n name = var.u", "unknown: variable"},
    {"a source that is an expression", "source = var.u", "unknown: module"},
};

Test(terraform_known, finds_a_module_however_its_source_is_written) {
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        struct tf tf;
        collect(&tf, phs_slice(phs_printf(
                         arena, "variable \"u\" {}\nmodule \"m\" {\n %s\n}\nresource \"r\" \"x\" {\n v = module.m.id\n}\n",
                         sources[i].call)));
        const char *got = tf_attribute(&tf, "r.x", "v");
        cr_expect_str_eq(got, sources[i].expected, "%s: %s", sources[i].scenario, got);
        phs_arena_free(tf.arena);
    }
}

Test(terraform_known, what_a_module_says_stands_where_it_is_called) {
    struct tf tf;
    collect(&tf, PHS_SLICE("\n\nmodule \"m\" {\n source = \"cloudposse/label/null\"\n name = \"a\"\n}\n"
                           "resource \"r\" \"x\" {\n v = module.m.id\n w = module.m.nothing\n}\n"));
    const struct phs_value *id = phs_get(tf_resource(&tf, "r.x")->attributes, "v");
    cr_expect_str_eq(id->place.source->path, "main.tf");
    cr_expect_eq(id->place.line, 3);
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "w"), "unknown: module");
    phs_arena_free(tf.arena);
}

Test(terraform_known, without_a_catalogue_a_module_that_is_not_on_disk_is_unknown) {
    struct tf tf;
    tf_text(&tf, "module \"m\" {\n source = \"cloudposse/label/null\"\n}\nresource \"r\" \"x\" {\n v = module.m.id\n}\n");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "v"), "unknown: module");
    phs_arena_free(tf.arena);
}
