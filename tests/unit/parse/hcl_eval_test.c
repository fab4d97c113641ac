/* SPDX-License-Identifier: Apache-2.0 */
/* Holds the HCL evaluator to the published language: tables of expression and expected value as JSON. */
#include <criterion/criterion.h>

#include "parse/hcl/eval.h"
#include "support/json_text.h"

struct row {
    const char *scenario;
    const char *source;
    const char *expected; /* JSON; "error" for an error with PHS_WHY_ERROR; "?why" for an unknown with that reason */
};

struct world {
    struct phs_arena *arena;
    struct phs_hcl_diags diags;
    struct phs_hcl_budget budget;
    struct phs_hcl_scope scope;
    const struct phs_value *variables;
};

static const char *const variables_text =
    "a = {b = {c = 3}, list = [10, 20, 30], \"k-1\" = \"dash\", n = null}\n"
    "list = [\"x\", \"y\", \"z\"]\nobjects = [{id = 1, tags = [\"p\"]}, {id = 2, tags = [\"q\", \"r\"]}]\n"
    "map = {two = 2, one = 1}\nname = \"w\"\nnil = null\nempty = []\nnine = 9\nyes = true\none_object = {id = 7}\n"
    "big = 9223372036854775807\ndash-name = 5\n";

/* unk: a variable without value; computed.x: attributes of a resource that exist after apply; secret: marked sensitive. */
static const struct phs_value *variable(const struct phs_hcl_scope *scope, const struct phs_hcl_traversal *traversal,
                                        struct phs_slice behind_splat, struct phs_place place, size_t *ret_used) {
    struct world *world = scope->user;
    (void)behind_splat;
    (void)ret_used;
    if (phs_slice_is(traversal->root, "unk"))
        return phs_value_unknown(scope->arena, PHS_WHY_VARIABLE, "variable unk has no value", place);
    if (phs_slice_is(traversal->root, "secret")) {
        struct phs_value *value = PHS_NEW(scope->arena, struct phs_value);
        *value = (struct phs_value){.kind = PHS_STRING, .flags = PHS_VALUE_SENSITIVE, .string = PHS_SLICE("s3cret")};
        return value;
    }
    if (phs_slice_is(traversal->root, "computed")) {
        struct phs_value *value = PHS_NEW(scope->arena, struct phs_value);
        *value = (struct phs_value){.kind = PHS_UNKNOWN, .flags = PHS_VALUE_NOT_NULL};
        value->unknown.reason = PHS_WHY_COMPUTED;
        value->unknown.why = "known after apply";
        value->unknown.ref = "aws_kms_key.k";
        return value;
    }
    return phs_get_slice(world->variables, traversal->root);
}

static const struct phs_value *call(const struct phs_hcl_scope *scope, struct phs_slice name,
                                    const struct phs_value *const *args, const struct phs_place *arg_places, size_t n,
                                    struct phs_place place) {
    if (phs_slice_is(name, "count"))
        return phs_value_number(scope->arena, (double)n, place);
    if (phs_slice_is(name, "list"))
        return phs_value_list(scope->arena, args, n, place);
    if (phs_slice_is(name, "provider::own::first") && n)
        return args[0];
    if (phs_slice_is(name, "fail"))
        return phs_hcl_wrong(scope, n ? arg_places[0] : place, "It failed.");
    return NULL;
}

static const struct phs_value *special(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    if (phs_slice_is(expr->call.name, "try"))
        return phs_hcl_try(scope, expr);
    return phs_slice_is(expr->call.name, "can") ? phs_hcl_can(scope, expr) : NULL;
}

static void setup(struct world *world) {
    *world = (struct world){.arena = phs_arena_new(), .budget = phs_hcl_budget_default()};
    world->diags.arena = world->arena;
    world->scope = (struct phs_hcl_scope){.arena = world->arena, .diags = &world->diags, .budget = &world->budget};
    struct phs_hcl_file *file = phs_hcl_parse(world->arena, NULL, phs_slice(variables_text), NULL);
    cr_assert_eq(file->diags.errors, 0);
    struct phs_map_builder map;
    phs_map_builder_init(&map, world->arena);
    for (size_t i = 0; i < file->body.attribute_count; i++)
        phs_map_builder_set(&map, file->body.attributes[i].name, (struct phs_place){0},
                            phs_hcl_eval(&world->scope, file->body.attributes[i].expr));
    world->variables = phs_map_builder_done(&map, (struct phs_place){0});
    world->scope.user = world;
    world->scope.variable = variable;
    world->scope.call = call;
    world->scope.special = special;
}

static const struct phs_value *evaluate(struct world *world, const char *source) {
    struct phs_slice text = phs_slice(phs_strdup(world->arena, source));
    const struct phs_hcl_expr *expr = phs_hcl_parse_expr(world->arena, NULL, text, (struct phs_place){0}, NULL, &world->diags);
    return phs_hcl_eval(&world->scope, expr);
}

static void check(const struct row *row) {
    struct world world;
    setup(&world);
    const struct phs_value *value = evaluate(&world, row->source);
    const char *found = json_text(world.arena, value);
    const char *first = world.diags.list.n ? world.diags.list.at[0].text : "";
    if (!strcmp(row->expected, "error")) {
        cr_expect(world.diags.errors > 0, "%s: `%s` is no error but %s", row->scenario, row->source, found);
    } else if (row->expected[0] == '?') {
        cr_expect_eq(world.diags.errors, 0, "%s: `%s`: %s", row->scenario, row->source, first);
        cr_expect(value->kind == PHS_UNKNOWN && !strcmp(phs_reason_name(value->unknown.reason), row->expected + 1),
                  "%s: `%s` is %s", row->scenario, row->source, found);
    } else {
        cr_expect_eq(world.diags.errors, 0, "%s: `%s`: %s", row->scenario, row->source, first);
        cr_expect_str_eq(found, row->expected, "%s: `%s` is %s, not %s", row->scenario, row->source, found, row->expected);
    }
    phs_arena_free(world.arena);
}

#define CHECK_ALL(rows)                                                                                                        \
    for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)                                                                 \
    check(&(rows)[i])

Test(hcl_eval, reads_literals_as_the_language_writes_them) {
    static const struct row rows[] = {
        {"whole number", "42", "42"},
        {"leading zeros", "007", "7"},
        {"fraction", "1.50", "1.5"},
        {"exponent", "1.5e3", "1500"},
        {"exponent with sign", "25E-2", "0.25"},
        {"two dots", "1.2.3", "error"},
        {"true", "true", "true"},
        {"null", "null", "null"},
        {"string", "\"a b\"", "\"a b\""},
        {"empty string", "\"\"", "\"\""},
        {"escapes", "\"a\\n\\r\\t\\\"\\\\z\"", "\"a\\n\\r\\t\\\"\\\\z\""},
        {"bmp escape", "\"\\u00e9\"", "\"\xC3\xA9\""},
        {"astral escape", "\"\\U0001F600\"", "\"\xF0\x9F\x98\x80\""},
        {"short escape", "\"\\u12\"", "error"},
        {"unknown escape", "\"\\q\"", "error"},
        {"escaped interpolation", "\"$${a}\"", "\"${a}\""},
        {"escaped directive", "\"%%{ if }\"", "\"%{ if }\""},
        {"dollars alone", "\"$ $$ 5% $x\"", "\"$ $$ 5% $x\""},
        {"three dollars", "\"$$${a}\"", "\"$${a}\""},
        {"line break in quotes", "\"a\nb\"", "error"},
        {"list", "[1, \"a\", [true],]", "[1,\"a\",[true]]"},
        {"list over lines", "[\n1,\n2\n]", "[1,2]"},
        {"list without comma", "[1\n2]", "error"},
        {"object with both signs", "{a = 1, b : 2}", "{\"a\":1,\"b\":2}"},
        {"object over lines", "{\n a = 1\n b = 2,\n\n c = 3\n}", "{\"a\":1,\"b\":2,\"c\":3}"},
        {"object keyword keys", "{true = 1, null = 2, if = 3}", "{\"true\":1,\"null\":2,\"if\":3}"},
        {"key in parentheses", "{(name) = 1}", "{\"w\":1}"},
        {"key as template", "{\"${name}-x\" = 1}", "{\"w-x\":1}"},
        {"key as number", "{1 = 2}", "{\"1\":2}"},
        {"key that is a reference", "{a.b = 2}", "error"},
        {"key that is null", "{(nil) = 2}", "error"},
        {"for as first key", "{for = 1, b = 2}", "error"},
        {"for as later key", "{b = 2, for = 1}", "{\"b\":2,\"for\":1}"},
        {"for in parentheses", "[(nine), 1]", "[9,1]"},
        {"for as list element", "[for, foo]", "error"},
        {"value on the next line", "{a = \n1}", "error"},
        {"comment inside", "[1, # one\n 2, // two\n /* three */ 3]", "[1,2,3]"},
        {"nothing", "", "error"},
        {"two expressions", "1 2", "error"},
    };
    CHECK_ALL(rows);
}

Test(hcl_eval, applies_operators_by_precedence_and_type) {
    static const struct row rows[] = {
        {"precedence", "1 + 2 * 3 - 4 / 2", "5"},
        {"left to right", "8 / 4 * 2", "4"},
        {"subtraction from the left", "10 - 3 - 2", "5"},
        {"parentheses", "(1 + 2) * 3", "9"},
        {"modulo", "11 % 5", "1"},
        {"negative modulo", "-11 % 5", "-1"},
        {"minus", "-nine + 1", "-8"},
        {"double minus", "- -3", "3"},
        {"not", "!true", "false"},
        {"not binds tighter", "!false == true", "true"},
        {"compare before equal", "1 < 2 == true", "true"},
        {"and before or", "true || false && false", "true"},
        {"equal before and", "1 == 1 && 2 == 2", "true"},
        {"numbers from strings", "\"2\" + 3", "5"},
        {"no number", "\"two\" + 3", "error"},
        {"bool is no number", "true + 1", "error"},
        {"null is no number", "null + 1", "error"},
        {"division by zero", "1 / 0", "error"},
        {"modulo by zero", "1 % 0", "error"},
        {"bools from strings", "\"true\" && true", "true"},
        {"number is no bool", "1 && true", "error"},
        {"string and number differ", "\"1\" == 1", "false"},
        {"lists equal", "[1, \"a\"] == [1, \"a\"]", "true"},
        {"lists differ", "[1, 2] == [1]", "false"},
        {"objects without order", "{a = 1, b = 2} == {b = 2, a = 1}", "true"},
        {"null equals null", "nil == null", "true"},
        {"null is not empty", "nil != \"\"", "true"},
        {"numbers by value", "1.0 == 1", "true"},
        {"big integers are exact", "9223372036854775807 == 9223372036854775806", "false"},
        {"big integer sum", "9007199254740992 + 1 == 9007199254740993", "true"},
        {"compare strings", "\"a\" < \"b\"", "error"},
        {"compare numbers", "[1 < 2, 2 <= 2, 3 > 4, 4 >= 4]", "[true,true,false,true]"},
        {"too large", "1e308 * 1e308", "error"},
        {"operator at line end needs parentheses", "1 +\n 2", "error"},
        {"operator over lines in parentheses", "(1 +\n 2)", "3"},
        {"missing operand", "1 +", "error"},
        {"dash in a name", "dash-name + 1", "6"},
        {"single ampersand", "true & true", "error"},
    };
    CHECK_ALL(rows);
}

Test(hcl_eval, chooses_with_the_conditional) {
    static const struct row rows[] = {
        {"true", "true ? \"a\" : \"b\"", "\"a\""},
        {"false", "1 == 2 ? \"a\" : \"b\"", "\"b\""},
        {"nested", "false ? 1 : true ? 2 : 3", "2"},
        {"number beside a string", "true ? 1 : \"x\"", "\"1\""},
        {"string condition", "\"true\" ? 1 : 2", "1"},
        {"error in the branch not taken", "true ? 1 : a.nope", "1"},
        {"error in the branch taken", "true ? a.nope : 1", "error"},
        {"null condition", "nil ? 1 : 2", "error"},
        {"over lines in parentheses", "(true\n? 1\n: 2)", "1"},
        {"without the colon", "true ? 1", "error"},
        {"null branch", "true ? null : 5", "null"},
    };
    CHECK_ALL(rows);
}

Test(hcl_eval, walks_references_indices_and_splats) {
    static const struct row rows[] = {
        {"attribute", "a.b.c", "3"},
        {"index", "a.list[1]", "20"},
        {"string index", "a[\"k-1\"]", "\"dash\""},
        {"dynamic index", "a.list[nine - 8]", "20"},
        {"index from string", "a.list[\"0\"]", "10"},
        {"legacy index", "a.list.2", "30"},
        {"two legacy indices", "a.list.0.0", "error"},
        {"dot over lines in parentheses", "(a\n.b\n.c)", "3"},
        {"index behind a call", "list(5, 6)[1]", "6"},
        {"attribute behind parentheses", "(a).b.c", "3"},
        {"attribute behind an object", "{x = {y = 1}}.x.y", "1"},
        {"out of range", "list[3]", "error"},
        {"negative", "list[-1]", "error"},
        {"fraction", "list[0.5]", "error"},
        {"missing attribute", "a.nope", "error"},
        {"attribute of null", "nil.x", "error"},
        {"attribute of a string", "name.x", "error"},
        {"no such variable", "nope", "error"},
        {"full splat", "objects[*].id", "[1,2]"},
        {"full splat with index", "objects[*].tags[0]", "[\"p\",\"q\"]"},
        {"attribute splat", "objects.*.id", "[1,2]"},
        {"attribute splat then index", "objects.*.tags[1]", "[\"q\",\"r\"]"},
        {"attribute splat with legacy index", "objects.*.tags.0", "[\"p\",\"q\"]"},
        {"splat in a splat", "objects[*].tags[*]", "[[\"p\"],[\"q\",\"r\"]]"},
        {"splat of one object", "one_object[*].id", "[7]"},
        {"splat of null", "nil[*].id", "[]"},
        {"splat of nothing", "empty[*].id", "[]"},
        {"splat of a scalar", "nine[*]", "[9]"},
        {"nested attribute splat", "objects.*.tags.*.x", "error"},
    };
    CHECK_ALL(rows);
}

Test(hcl_eval, goes_through_collections_with_for) {
    static const struct row rows[] = {
        {"list", "[for v in list : \"${v}!\"]", "[\"x!\",\"y!\",\"z!\"]"},
        {"list with index", "[for i, v in list : i]", "[0,1,2]"},
        {"map in key order", "[for k, v in map : \"${k}=${v}\"]", "[\"one=1\",\"two=2\"]"},
        {"filter", "[for v in a.list : v if v > 10]", "[20,30]"},
        {"object", "{for i, v in list : v => i}", "{\"x\":0,\"y\":1,\"z\":2}"},
        {"object with filter", "{for k, v in map : k => v if v == 2}", "{\"two\":2}"},
        {"same key twice", "{for v in list : \"k\" => v}", "error"},
        {"grouping", "{for i, v in [\"p\", \"p\", \"q\"] : v => i...}", "{\"p\":[0,1],\"q\":[2]}"},
        {"nested with the outer name", "[for x in [1, 2] : [for y in [10] : x + y]]", "[[11],[12]]"},
        {"name hides a variable", "[for name in list : name]", "[\"x\",\"y\",\"z\"]"},
        {"outer name behind the loop", "[[for name in list : name][0], name]", "[\"x\",\"w\"]"},
        {"over null", "[for v in nil : v]", "error"},
        {"over a string", "[for v in name : v]", "error"},
        {"over lines", "{\n for k, v in map :\n k => v\n if v > 1\n}", "{\"two\":2}"},
        {"splat inside", "[for o in objects : o.tags[*]]", "[[\"p\"],[\"q\",\"r\"]]"},
        {"condition is no bool", "[for v in list : v if v]", "error"},
    };
    CHECK_ALL(rows);
}

Test(hcl_eval, fills_templates) {
    static const struct row rows[] = {
        {"text and value", "\"a ${name} b\"", "\"a w b\""},
        {"number and bool", "\"${nine}/${true}/${1.5}\"", "\"9/true/1.5\""},
        {"lone value stays what it is", "\"${list}\"", "[\"x\",\"y\",\"z\"]"},
        {"lone value twice wrapped", "\"${\"${nine}\"}\"", "9"},
        {"two values make a string", "\"${\"\"}${true}\"", "\"true\""},
        {"list in text", "\"x${list}\"", "error"},
        {"null in text", "\"x${nil}\"", "error"},
        {"nested quotes", "\"${a[\"k-1\"]}\"", "\"dash\""},
        {"braces inside", "\"${{x = \"}\"}.x}\"", "\"}\""},
        {"strip left", "\"hello ${~ \"world\" }\"", "\"helloworld\""},
        {"strip right", "\"${\"hello\" ~}   world\"", "\"helloworld\""},
        {"strip does not touch values", "\"${\"hello\" ~}${\" world\"}\"", "\"hello world\""},
        {"if", "\"%{ if true }yes%{ endif }\"", "\"yes\""},
        {"if not", "\"%{ if false }yes%{ endif }\"", "\"\""},
        {"else", "\"%{ if false }yes%{ else }no%{ endif }\"", "\"no\""},
        {"if strip", "\"%{ if true ~} hello %{~ endif }\"", "\"hello\""},
        {"for", "\"%{ for v in list }<${v}>%{ endfor }\"", "\"<x><y><z>\""},
        {"for with key", "\"%{ for k, v in map }${k}${v},%{ endfor }\"", "\"one1,two2,\""},
        {"for makes a string", "\"%{ for v in [true] }${v}%{ endfor }\"", "\"true\""},
        {"for with if", "\"%{ for v in [1, 2] }%{ if v == 2 }${v}%{ endif }%{ endfor }\"", "\"2\""},
        {"if not closed", "\"%{ if true }x\"", "error"},
        {"endif alone", "\"%{ endif }\"", "error"},
        {"crossed directives", "\"%{ if true }%{ for v in list }%{ endif }%{ endfor }\"", "error"},
        {"unknown directive", "\"%{ unless true }\"", "error"},
        {"value not closed", "\"${name\"", "error"},
        {"line break inside a sequence", "\"${\nname\n}\"", "\"w\""},
        {"heredoc", "<<EOT\na\n  b ${name}\nEOT\n", "\"a\\n  b w\\n\""},
        {"heredoc without indentation", "<<-EOT\n    a\n      b\n    EOT\n", "\"a\\n  b\\n\""},
        {"blank lines do not count", "<<-EOT\n    a\n\n    b\n  EOT\n", "\"a\\n\\nb\\n\""},
        {"value at line start counts none", "<<-EOT\n  a\n${name}\n  EOT\n", "\"  a\\nw\\n\""},
        {"backslash in a heredoc", "<<E\n\\n\"\nE\n", "\"\\\\n\\\"\\n\""},
        {"marker with more text", "<<E\nE x\n E2\nE\n", "\"E x\\n E2\\n\""},
        {"empty heredoc", "<<E\nE\n", "\"\""},
        {"escape in a heredoc", "<<E\n$${x}\nE\n", "\"${x}\\n\""},
        {"directive in a heredoc", "<<E\n%{ for v in list ~}\n- ${v}\n%{ endfor ~}\nE\n", "\"- x\\n- y\\n- z\\n\""},
        {"heredoc not closed", "<<E\nabc\n", "error"},
        {"heredoc in a call", "list(<<E\nx\nE\n, 2)", "[\"x\\n\",2]"},
    };
    CHECK_ALL(rows);
}

Test(hcl_eval, calls_functions) {
    static const struct row rows[] = {
        {"no arguments", "count()", "0"},
        {"arguments over lines", "count(\n1,\n2,\n)", "2"},
        {"expanded", "list(0, a.list...)", "[0,10,20,30]"},
        {"expanded string", "list(name...)", "error"},
        {"expanded null", "list(nil...)", "error"},
        {"of a provider", "provider::own::first(4)", "4"},
        {"fails", "fail(1)", "error"},
        {"not known", "mystery(1)", "?function"},
        {"try takes the first that works", "try(a.nope, fail(), nine)", "9"},
        {"try in vain", "try(a.nope, fail())", "error"},
        {"try keeps unknown", "try(unk.x, 1)", "?variable"},
        {"can", "[can(a.b), can(a.nope)]", "[true,false]"},
        {"argument missing", "count(1,,2)", "error"},
        {"not closed", "count(1", "error"},
    };
    CHECK_ALL(rows);
}

Test(hcl_eval, carries_unknowns_with_their_reason) {
    static const struct row rows[] = {
        {"variable", "unk", "?variable"},
        {"attribute of unknown", "unk.x.y[0]", "?variable"},
        {"sum", "unk + 1", "?variable"},
        {"first reason wins", "computed.arn + unk", "?computed"},
        {"equal", "unk == 1", "?variable"},
        {"lists that differ anyway", "[unk, 1] == [unk, 2]", "false"},
        {"lists of other length", "[unk] == [1, 2]", "false"},
        {"never null", "computed == null", "false"},
        {"its attribute may be null", "computed.arn == null", "?computed"},
        {"perhaps null", "unk == null", "?variable"},
        {"false and unknown", "unk == 1 && false", "false"},
        {"true or unknown", "unk == 1 || true", "true"},
        {"true and unknown", "true && unk", "?variable"},
        {"not unknown", "!unk", "?variable"},
        {"condition unknown", "unk ? 1 : 2", "?variable"},
        {"condition unknown, same result", "unk ? [1] : [1]", "[1]"},
        {"template", "\"x-${unk}\"", "?variable"},
        {"template is never null", "\"x-${unk}\" == null", "false"},
        {"element unknown", "[unk, 1][1]", "1"},
        {"unknown stays in its place", "{a = 1, b = unk}.a", "1"},
        {"unknown key of an object", "{(unk) = 1}", "?variable"},
        {"index with unknown", "list[unk]", "?variable"},
        {"for over unknown", "[for v in unk : v]", "?variable"},
        {"for with unknown elements", "[for v in [unk, 2] : 1]", "[1,1]"},
        {"for with unknown filter", "[for v in [unk, 2] : v if v == 2]", "?variable"},
        {"for with unknown key", "{for v in [unk] : v => 1}", "?variable"},
        {"splat of unknown", "unk[*].id", "?variable"},
        {"if directive", "\"%{ if unk }a%{ endif }\"", "?variable"},
        {"for directive", "\"%{ for v in unk }a%{ endfor }\"", "?variable"},
        {"expanded unknown", "list(unk...)", "?variable"},
        {"error beside unknown", "a.nope + unk", "error"},
    };
    CHECK_ALL(rows);
}

Test(hcl_eval, names_the_resource_attribute_behind_an_unknown) {
    struct world world;
    setup(&world);
    const struct phs_value *value = evaluate(&world, "\"x/${computed.arn}\"");
    cr_assert_eq(value->kind, PHS_UNKNOWN);
    cr_expect_str_eq(value->unknown.ref, "aws_kms_key.k");
    cr_expect_str_eq(value->unknown.attribute, "arn");
    cr_expect(value->flags & PHS_VALUE_NOT_NULL);
    phs_arena_free(world.arena);
}

Test(hcl_eval, keeps_the_sensitive_mark_through_every_operation) {
    static const char *const sources[] = {"secret",
                                          "\"a${secret}\"",
                                          "secret == \"x\"",
                                          "secret == \"x\" ? 1 : 2",
                                          "!(secret == \"x\")",
                                          "{(secret) = 1}",
                                          "[for v in [1] : v if secret == \"s3cret\"]",
                                          "\"%{ if secret == \"x\" }a%{ endif }\"",
                                          "\"${secret}${unk}\"",
                                          "secret == \"x\" || false"};
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        struct world world;
        setup(&world);
        cr_expect(evaluate(&world, sources[i])->flags & PHS_VALUE_SENSITIVE, "%s lost the mark", sources[i]);
        phs_arena_free(world.arena);
    }
}

Test(hcl_eval, gives_errors_the_place_they_come_from) {
    struct world world;
    setup(&world);
    evaluate(&world, "[1,\n  a.nope]");
    cr_assert_eq(world.diags.list.n, 1);
    cr_expect_eq(world.diags.list.at[0].place.line, 2);
    cr_expect_eq(world.diags.list.at[0].place.column, 5);
    phs_arena_free(world.arena);
}

Test(hcl_eval, ends_with_a_limit_instead_of_eating_all_memory) {
    static const char *const bombs[] = {
        "[for a in list : [for b in list : [for c in list : [for d in list : [for e in list : [for f in list : 1]]]]]]",
        "\"%{ for a in list }%{ for b in list }%{ for c in list }%{ for d in list }%{ for e in list }xxxxxxxx%{ endfor "
        "}%{ endfor }%{ endfor }%{ endfor }%{ endfor }\"",
    };
    for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++) {
        struct world world;
        setup(&world);
        world.budget.steps = 300;
        world.budget.nodes = 300;
        world.budget.bytes = 300;
        const struct phs_value *unknown = phs_find_unknown(evaluate(&world, bombs[i]));
        cr_assert_not_null(unknown);
        cr_expect_eq(unknown->unknown.reason, PHS_WHY_LIMIT);
        cr_expect_eq(world.diags.errors, 1);
        phs_arena_free(world.arena);
    }
}

Test(hcl_eval, compares_values_that_share_their_parts_in_bounded_time, .timeout = 20) {
    struct world world;
    setup(&world);
    const struct phs_value *value = phs_value_text(world.arena, "x");
    for (int i = 0; i < 60; i++) {
        const struct phs_value *pair[] = {value, value};
        value = phs_value_list(world.arena, pair, 2, (struct phs_place){0});
    }
    struct phs_hcl_local local = {PHS_SLICE("huge"), value, NULL};
    world.scope.locals = &local;
    cr_expect_eq(evaluate(&world, "huge == huge")->kind, PHS_UNKNOWN);
    cr_expect_eq(evaluate(&world, "huge == [1]")->kind, PHS_BOOL);
    phs_arena_free(world.arena);
}

Test(hcl_eval, asks_for_a_whole_reference_at_once) {
    struct world world;
    setup(&world);
    const struct phs_value *value = evaluate(&world, "a.list[nine - 9 + 1]");
    cr_expect_eq(value->kind, PHS_NUMBER);
    cr_expect_float_eq(value->number.value, 20, 0.001);
    phs_arena_free(world.arena);
}
