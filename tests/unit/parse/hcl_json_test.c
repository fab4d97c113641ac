/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON syntax of HCL gives the tree that the native syntax gives. */
#include <criterion/criterion.h>

#include "parse/hcl/eval.h"
#include "parse/hcl/hcl_json.h"

static struct phs_arena *arena;

static void setup(void) {
    arena = phs_arena_new();
}

static void teardown(void) {
    phs_arena_free(arena);
}

TestSuite(hcl_json, .init = setup, .fini = teardown);

static struct phs_hcl_file *parse(const char *text) {
    static const struct phs_source source = {.path = "main.tf.json"};
    return phs_hcl_parse_json(arena, &source, phs_slice(phs_strdup(arena, text)), &phs_hcl_json_terraform, NULL);
}

static const char *outline(const struct phs_hcl_body *body) {
    const char *text = "";
    for (size_t i = 0; i < body->attribute_count; i++)
        text = phs_printf(arena, "%s%s%.*s", text, *text ? " " : "", (int)body->attributes[i].name.len,
                          body->attributes[i].name.ptr);
    for (size_t i = 0; i < body->block_count; i++) {
        const struct phs_hcl_block *block = &body->blocks[i];
        text = phs_printf(arena, "%s%s%.*s", text, *text ? " " : "", (int)block->type.len, block->type.ptr);
        for (size_t k = 0; k < block->label_count; k++)
            text = phs_printf(arena, "%s.%.*s", text, (int)block->labels[k].text.len, block->labels[k].text.ptr);
        text = phs_printf(arena, "%s[%s]", text, outline(&block->body));
    }
    return text;
}

Test(hcl_json, maps_objects_to_blocks_by_their_labels) {
    static const struct {
        const char *scenario, *source, *expected;
    } rows[] = {
        {"empty", "{}", ""},
        {"one resource", "{\"resource\": {\"aws_x\": {\"y\": {\"a\": 1}}}}", "resource.aws_x.y[a]"},
        {"two of one type", "{\"resource\": {\"aws_x\": {\"y\": {\"a\": 1}, \"z\": {}}}}",
         "resource.aws_x.y[a] resource.aws_x.z[]"},
        {"list of bodies", "{\"provider\": {\"aws\": [{\"a\": 1}, {\"b\": 2}]}}", "provider.aws[a] provider.aws[b]"},
        {"list at a label", "{\"resource\": [{\"aws_x\": {\"y\": {}}}, {\"aws_x\": {\"z\": {}}}]}",
         "resource.aws_x.y[] resource.aws_x.z[]"},
        {"document that is a list", "[{\"locals\": {\"a\": 1}}, {\"locals\": {\"b\": 1}}]", "locals[a] locals[b]"},
        {"comment", "{\"//\": \"x\", \"variable\": {\"//\": \"x\", \"v\": {\"//\": \"x\", \"default\": 1}}}",
         "variable.v[default]"},
        {"nested block", "{\"resource\": {\"a\": {\"b\": {\"x\": 1, \"lifecycle\": {\"prevent_destroy\": true}}}}}",
         "resource.a.b[x lifecycle[prevent_destroy]]"},
        {"dynamic", "{\"resource\": {\"a\": {\"b\": {\"dynamic\": {\"s\": {\"for_each\": [], \"content\": {\"c\": 1}}}}}}}",
         "resource.a.b[dynamic.s[for_each content[c]]]"},
        {"dynamic in dynamic",
         "{\"resource\": {\"a\": {\"b\": {\"dynamic\": {\"s\": {\"content\": {\"dynamic\": {\"t\": {\"content\": {}}}}}}}}}}",
         "resource.a.b[dynamic.s[content[dynamic.t[content[]]]]]"},
        {"block of a provider is an attribute", "{\"resource\": {\"a\": {\"b\": {\"versioning\": {\"enabled\": true}}}}}",
         "resource.a.b[versioning]"},
        {"null block", "{\"locals\": null}", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_hcl_file *file = parse(rows[i].source);
        cr_expect_eq(file->diags.errors, 0, "%s", rows[i].scenario);
        cr_expect_str_eq(outline(&file->body), rows[i].expected, "%s: %s", rows[i].scenario, outline(&file->body));
    }
}

Test(hcl_json, reads_strings_as_templates) {
    struct phs_hcl_file *file = parse("{\"locals\": {\"a\": \"${1 + 2}\", \"b\": \"x$${y}%{ if true }z%{ endif }\", \"c\": "
                                      "[1.5, null, {\"${\"k\"}\": true}],\n"
                                      "  \"d\": \"plain \\u00e9\"}}");
    cr_assert_eq(file->diags.errors, 1, "the unescaped quote ends the string");
    file = parse("{\"locals\": {\"a\": \"${1 + 2}\", \"b\": \"x$${y}%{ if true }z%{ endif }\", \"c\": [1.5, null, "
                 "{\"${upper}\": true}],\n"
                 "  \"d\": \"plain \\u00e9\"}}");
    cr_assert_eq(file->diags.errors, 0);
    const struct phs_hcl_body *locals = &file->body.blocks[0].body;
    struct phs_hcl_diags diags = {.arena = arena};
    struct phs_hcl_budget budget = phs_hcl_budget_default();
    struct phs_hcl_local upper = {PHS_SLICE("upper"), phs_value_text(arena, "K"), NULL};
    struct phs_hcl_scope scope = {.arena = arena, .diags = &diags, .budget = &budget, .locals = &upper};
    cr_expect_eq(phs_hcl_eval(&scope, phs_hcl_attribute(locals, "a")->expr)->number.value, 3);
    cr_expect(phs_slice_is(phs_text(phs_hcl_eval(&scope, phs_hcl_attribute(locals, "b")->expr)), "x${y}z"));
    cr_expect(phs_slice_is(phs_text(phs_hcl_eval(&scope, phs_hcl_attribute(locals, "d")->expr)), "plain \xC3\xA9"));
    const struct phs_value *list = phs_hcl_eval(&scope, phs_hcl_attribute(locals, "c")->expr);
    cr_expect(phs_is_true(phs_get(list->list.at[2], "K")));
    cr_expect_eq(phs_hcl_attribute(locals, "d")->name_place.line, 2);
    cr_expect_eq(phs_hcl_attribute(locals, "d")->name_place.column, 3);
    cr_expect_eq(diags.errors, 0);
}

static const struct phs_hcl_expr *first_attribute(const struct phs_hcl_body *body, const char *name) {
    const struct phs_hcl_attribute *found = phs_hcl_attribute(body, name);
    for (size_t i = 0; !found && i < body->block_count; i++) {
        const struct phs_hcl_expr *expr = first_attribute(&body->blocks[i].body, name);
        if (expr)
            return expr;
    }
    return found ? found->expr : NULL;
}

Test(hcl_json, reads_strings_as_what_they_are_where_they_stand) {
    static const struct {
        const char *scenario, *source, *name;
        enum phs_hcl_kind kind;
    } rows[] = {
        {"a default is no template", "{\"variable\": {\"v\": {\"default\": \"${x}\"}}}", "default", PHS_HCL_LITERAL},
        {"a condition below it is", "{\"variable\": {\"v\": {\"validation\": {\"condition\": \"${x}\"}}}}", "condition",
         PHS_HCL_TEMPLATE},
        {"a type is a word", "{\"variable\": {\"v\": {\"type\": \"string\"}}}", "type", PHS_HCL_TRAVERSAL},
        {"or a call", "{\"variable\": {\"v\": {\"type\": \"list(string)\"}}}", "type", PHS_HCL_CALL},
        {"a provider is a reference", "{\"resource\": {\"a\": {\"b\": {\"provider\": \"aws.east\"}}}}", "provider",
         PHS_HCL_TRAVERSAL},
        {"as older versions wrote it", "{\"resource\": {\"a\": {\"b\": {\"provider\": \"${aws.east}\"}}}}", "provider",
         PHS_HCL_TEMPLATE},
        {"an iterator is a word", "{\"resource\": {\"a\": {\"b\": {\"dynamic\": {\"s\": {\"iterator\": \"it\"}}}}}}",
         "iterator", PHS_HCL_TRAVERSAL},
        {"a plain string elsewhere is one", "{\"locals\": {\"a\": \"aws.east\"}}", "a", PHS_HCL_LITERAL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_hcl_file *file = parse(rows[i].source);
        const struct phs_hcl_expr *expr = first_attribute(&file->body, rows[i].name);
        cr_expect_eq(file->diags.errors, 0, "%s", rows[i].scenario);
        cr_expect(expr && phs_hcl_unwrap(expr)->kind == rows[i].kind, "%s: %d", rows[i].scenario, expr ? (int)expr->kind : -1);
    }
}

Test(hcl_json, says_where_a_document_is_wrong) {
    static const struct {
        const char *scenario, *source;
        unsigned line, column;
    } rows[] = {
        {"no JSON", "{\"a\": }", 1, 7},
        {"scalar document", "3", 1, 1},
        {"block that is a string", "{\"locals\":\n \"x\"}", 2, 2},
        {"template that is wrong", "{\"locals\": {\"a\":\n \"${1 +}\"}}", 2, 8},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_hcl_file *file = parse(rows[i].source);
        cr_assert_gt(file->diags.list.n, 0, "%s", rows[i].scenario);
        cr_expect_eq(file->diags.list.at[0].place.line, rows[i].line, "%s: line %u", rows[i].scenario,
                     file->diags.list.at[0].place.line);
        cr_expect_eq(file->diags.list.at[0].place.column, rows[i].column, "%s: column %u, %s", rows[i].scenario,
                     file->diags.list.at[0].place.column, file->diags.list.at[0].text);
    }
}
