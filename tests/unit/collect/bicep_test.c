/* SPDX-License-Identifier: Apache-2.0 */
/* Bicep: what hostile files cost, what expressions become, where resources end up, and why a value is not known. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "collect/arm/arm.h"
#include "collect/containers.h"
#include "collect/remarks.h"

static struct phs_arena *arena;
static struct phs_graph graph;

static void begin(void) {
    arena = phs_arena_new();
    phs_graph_init(&graph, arena);
}

/* {path, text} pairs up to a NULL. */
static void read_files(const char *const files[][2]) {
    begin();
    struct phs_arm_library *library = phs_arm_library(&graph, NULL, NULL);
    for (size_t i = 0; files[i][0]; i++)
        phs_arm_offer(library, files[i][0], phs_slice(files[i][1]));
    phs_arm_run(library);
}

static void read_text(const char *text) {
    const char *const files[][2] = {{"main.bicep", text}, {NULL, NULL}};
    read_files(files);
}

static const struct phs_value *attribute(const char *address, const char *path) {
    const struct phs_resource *resource = phs_graph_find(&graph, "main.bicep", "", address);
    cr_assert(resource, "%s is not there", address);
    return phs_get_path(resource->attributes, path);
}

static const struct {
    const char *scenario, *expression, *want; /* want NULL: unknown */
} expressions[] = {
    {"a parameter without a value", "none", NULL},
    {"a parameter that may be left out", "left == null", "true"},
    {"a cycle", "round", NULL},
    {"a name that is nowhere", "nobody", NULL},
    {"a part that is not there", "obj.nothing", NULL},
    {"a part that is asked for with care", "obj.?nothing ?? 'else'", "else"},
    {"a key that is asked for with care", "obj[?'nothing'] ?? 'else'", "else"},
    {"what only Azure knows", "uniqueString('a')", NULL},
    {"a part of what only Azure knows", "resourceGroup().location", NULL},
    {"a text with what is not known", "'a-${none}'", NULL},
    {"a function that is not there", "rot13('a')", NULL},
    {"division by nothing", "1 / 0", NULL},
    {"one that decides an and", "false && none", "false"},
    {"one that decides an or", "contains('abc', 'b') || none", "true"},
    {"a choice of which one is not known", "none == 'a' ? 1 : 2", NULL},
    {"a choice between equals", "none == 'a' ? 1 : 1", "1"},
    {"a default", "given", "phi"},
    {"arithmetic", "(1 + 2) * 3 - 10 % 4", "7"},
    {"without regard to case", "'ABC' =~ 'abc'", "true"},
    {"neither", "!('a' == 'b') && 1 != 2", "true"},
    {"a text in several lines", "trim('''\n  x\n''')", "x"},
    {"an element from the end", "list[^1]", "c"},
    {"a loop", "join([for (x, i) in list: '${x}${i}'], ',')", "a0,b1,c2"},
    {"a filter", "first(filter(list, x => x > 'a'))", "b"},
    {"a sum", "reduce([1, 2, 3], 0, (sum, x) => sum + x)", "6"},
    {"an order", "join(sort([3, 1, 2], (a, b) => a < b), '')", "123"},
    {"an object of a list", "toObject(list, x => x, x => '${x}!').b", "b!"},
    {"what an object holds", "items({ b: 1, a: 2 })[0].value", "1"},
    {"in groups", "length(groupBy(['aa', 'ab', 'b'], x => first(x)).a)", "2"},
    {"a spread over a spread", "{ ...obj, ...{ a: 'new' } }.a", "new"},
    {"a list in a list", "length([...list, ...list])", "6"},
    {"a function of one's own", "twice('x')", "xx"},
    {"a function of a namespace", "az.toUpper('x')", "X"},
    {"a network", "cidrSubnet('10.0.0.0/16', 24, 3)", "10.0.3.0/24"},
    {"a host", "cidrHost('10.0.3.0/24', 4)", "10.0.3.5"},
    {"in base64 and back", "base64ToString(base64('phi?'))", "phi?"},
    {"padded", "padLeft(7, 3, '0')", "007"},
    {"json", "json('{\"a\": [1, 2]}').a[1]", "2"},
    {"as json", "string({ a: [1, 'x'] })", "{\"a\":[1,\"x\"]}"},
    {"the name of another", "other.name", "o-phi"},
    {"what another says", "other.properties.list[0].x", "y"},
    {"what another does not say", "other.properties.endpoint", NULL},
    {"an id is never empty", "empty(other.id)", "false"},
    {"a text that looks like an expression", "'[concat(1)]'", "[concat(1)]"},
    {"the least", "min(3, 1, 2)", "1"},
    {"in both", "intersection([1, 2], [2, 3])[0]", "2"},
    {"flat", "length(flatten([[1], [2, 3]]))", "3"},
    {"where it stands", "indexOf('abc', 'C')", "2"},
};

static const char prologue[] = "param none string\nparam left object?\nparam given string = 'phi'\n"
                               "var round = '${round2}'\nvar round2 = round\nvar list = ['a', 'b', 'c']\nvar obj = { a: 'x' }\n"
                               "func twice(a string) string => '${a}${a}'\n"
                               "resource other 'A.B/o@1' = {\n  name: 'o-${given}'\n  properties: { list: [{ x: 'y' }] }\n}\n";

Test(bicep, evaluates_expressions_or_says_that_they_are_unknown) {
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
        struct phs_arena *scratch = phs_arena_new();
        read_text(phs_printf(scratch, "%sresource r 'A.B/c@1' = {\n  name: 'n'\n  properties: { x: %s }\n}\n", prologue,
                             expressions[i].expression));
        const struct phs_value *value = attribute("A.B/c/n", "x");
        const char *text = value ? phs_scalar_text(arena, value) : NULL;
        if (expressions[i].want)
            cr_expect(text && strcmp(text, expressions[i].want) == 0, "%s: %s", expressions[i].scenario,
                      text                         ? text
                      : phs_is(value, PHS_UNKNOWN) ? value->unknown.why
                                                   : "no text");
        else
            cr_expect(phs_is(value, PHS_UNKNOWN), "%s: %s", expressions[i].scenario, text ? text : "missing");
        phs_arena_free(arena);
        phs_arena_free(scratch);
    }
}

Test(bicep, names_resources_by_what_is_known_and_keeps_their_place) {
    read_text(
        "param p string\nvar n = 3\n@batchSize(1)\nresource a 'A.B/c@1' = [for i in range(0, n): {\n  name: '${p}${i}'\n}]\n"
        "resource b 'A.B/d@1' = {\n  name: 'x'\n  resource inner 'e' = {\n    name: 'y'\n  }\n}\n"
        "resource f 'A.B/d/e/f@1' = {\n  parent: b::inner\n  name: 'z'\n}\n");
    cr_assert_eq(graph.resources.n, 6);
    cr_expect_str_eq(graph.resources.at[2]->address, "A.B/c/a[2]");
    cr_expect_eq(graph.resources.at[2]->place.line, 4);
    const struct phs_resource *f = phs_graph_find(&graph, "main.bicep", "", "A.B/d/e/f/x/y/z");
    cr_assert(f);
    const struct phs_value *parent = phs_get(f->attributes, "parent");
    cr_assert(phs_is(parent, PHS_UNKNOWN));
    cr_expect_str_eq(parent->unknown.ref, "A.B/d/e/x/y");
    phs_arena_free(arena);
}

Test(bicep, leaves_out_what_a_condition_excludes_and_doubts_what_nobody_decides) {
    read_text("param p bool\nresource a 'A.B/c@1' = if (1 > 2) {\n  name: 'a'\n  resource in 'd' = { name: 'in' }\n}\n"
              "resource b 'A.B/c@1' = if (p) { name: 'b' }\nresource c 'A.B/c@1' = [for x in q: { name: x }]\nparam q array\n");
    cr_assert_eq(graph.resources.n, 2);
    cr_expect(graph.resources.at[0]->existence && graph.resources.at[1]->existence);
    phs_arena_free(arena);
}

Test(bicep, folds_settings_into_a_parent_that_another_module_makes) {
    const char *const files[][2] = {
        {"main.bicep", "module sa 'sa.bicep' = { name: 'x', params: { name: 'st1' } }\n"
                       "module blob 'blob.bicep' = { name: 'y', params: { account: sa.outputs.name } }\n"},
        {"sa.bicep", "param name string\nresource sa 'Microsoft.Storage/storageAccounts@1' = { name: name }\noutput name "
                     "string = sa.name\n"},
        {"blob.bicep", "param account string\nresource sa 'Microsoft.Storage/storageAccounts@1' existing = { name: account }\n"
                       "resource blob 'Microsoft.Storage/storageAccounts/blobServices@1' = {\n  parent: sa\n  name: 'default'\n"
                       "  properties: { v: true }\n}\n"},
        {NULL, NULL}};
    read_files(files);
    cr_assert_eq(graph.resources.n, 1);
    cr_expect(phs_is_true(attribute("sa.Microsoft.Storage/storageAccounts/st1", "blobServices.v")));
    cr_expect_str_eq(graph.resources.at[0]->place.source->path, "sa.bicep");
    phs_arena_free(arena);
}

Test(bicep, refers_to_what_it_uses_through_variables_and_modules) {
    const char *const files[][2] = {
        {"main.bicep",
         "resource k 'A.B/k@1' = { name: 'k' }\nvar id = k.id\nmodule m 'm.bicep' = { name: 'm', params: { key: id } }\n"},
        {"m.bicep", "param key string\nresource c 'A.B/c@1' = { name: 'c', properties: { encryption: { keyId: key } } }\n"},
        {NULL, NULL}};
    read_files(files);
    cr_assert_eq(graph.mentions.n, 1);
    cr_expect_str_eq(graph.mentions.at[0].target, "A.B/k/k");
    cr_expect_str_eq(graph.mentions.at[0].attribute, "encryption.keyId");
    phs_arena_free(arena);
}

Test(bicep, says_which_modules_were_not_read_and_that_they_were_handed_something) {
    read_text("resource k 'A.B/k@1' = { name: 'k' }\nmodule a 'br/public:avm/res/x:1.0' = { name: 'a', params: { id: k.id } }\n"
              "module b 'b.bicep' = { name: 'b' }\nresource c 'A.B/c@1' = { name: 'c', properties: { x: a.outputs.y } }\n");
    cr_assert_eq(graph.coverage.n, 2);
    cr_expect_str_eq(graph.coverage.at[0].reason, "module a (br/public:avm/res/x:1.0) is kept in a registry and was not read");
    cr_expect_str_eq(graph.coverage.at[1].reason, "module b: the file b.bicep was not read");
    const struct phs_value *x = attribute("A.B/c/c", "x");
    cr_expect(phs_is(x, PHS_UNKNOWN) && x->unknown.reason == PHS_WHY_MODULE);
    cr_expect(phs_is_true(attribute("Microsoft.Resources/deployments/a", "phiscope_unread")));
    cr_assert_geq(graph.mentions.n, 1);
    cr_expect_str_eq(graph.mentions.at[0].target, "A.B/k/k");
    phs_arena_free(arena);
}

Test(bicep, goes_on_when_one_file_cannot_be_parsed) {
    const char *const files[][2] = {{"bad.bicep", "resource a 'A.B/c@1' = {\n  name: \n}\n"},
                                    {"main.bicep", "resource a 'A.B/c@1' = { name: 'n' }\n"},
                                    {NULL, NULL}};
    read_files(files);
    cr_expect_eq(graph.resources.n, 1);
    cr_assert_eq(graph.coverage.n, 1);
    cr_expect_str_eq(graph.coverage.at[0].reason, "bad.bicep:3:1: a value is expected here");
    phs_arena_free(arena);
}

Test(bicep, says_of_parameter_files_that_differ_that_they_do) {
    const char *const files[][2] = {
        {"main.bicep", "param a string\nparam b string\nresource c 'A.B/c@1' = { name: 'n', properties: { a: a, b: b } }\n"},
        {"base.bicepparam", "using none\nparam a = 'same'\n"},
        {"main.dev.bicepparam", "using 'main.bicep'\nextends 'base.bicepparam'\nparam b = 'dev'\n"},
        {"main.prod.bicepparam", "using 'main.bicep'\nextends 'base.bicepparam'\nparam b = 'prod'\n"},
        {NULL, NULL}};
    read_files(files);
    cr_expect_str_eq(phs_text_or(arena, attribute("A.B/c/n", "a"), ""), "same");
    const struct phs_value *b = attribute("A.B/c/n", "b");
    cr_assert(phs_is(b, PHS_UNKNOWN));
    cr_expect_str_eq(b->unknown.why, "parameter files give b different values");
    phs_arena_free(arena);
}

Test(bicep, takes_the_parameter_file_of_the_environment) {
    begin();
    const struct phs_target target = {.path = ".", .environment = "prod"};
    struct phs_arm_library *library = phs_arm_library(&graph, NULL, &target);
    phs_arm_offer(library, "main.bicep",
                  PHS_SLICE("param b string\nresource c 'A.B/c@1' = { name: 'n', properties: { b: b } }\n"));
    phs_arm_offer(library, "dev/a.bicepparam", PHS_SLICE("using '../main.bicep'\nparam b = 'dev'\n"));
    phs_arm_offer(library, "prod/a.bicepparam", PHS_SLICE("using '../main.bicep'\nparam b = 'prod'\n"));
    phs_arm_run(library);
    const struct phs_resource *c = phs_graph_find(&graph, "main.bicep", "prod", "A.B/c/n");
    cr_assert(c);
    cr_expect_str_eq(phs_text_or(arena, phs_get(c->attributes, "b"), ""), "prod");
    phs_arena_free(arena);
}

Test(bicep, marks_what_a_secure_parameter_holds) {
    read_text("@secure()\nparam p string = 'not-for-print'\nresource c 'A.B/c@1' = { name: 'n', properties: { a: p } }\n");
    const struct phs_value *a = attribute("A.B/c/n", "a");
    cr_expect(a->flags & PHS_VALUE_SENSITIVE);
    phs_arena_free(arena);
}

Test(bicep, judges_files_that_only_name_each_other) {
    const char *const files[][2] = {{"a.bicep", "resource a 'A.B/c@1' = { name: 'a' }\nmodule b 'b.bicep' = { name: 'b' }\n"},
                                    {"b.bicep", "resource b 'A.B/c@1' = { name: 'b' }\nmodule a 'a.bicep' = { name: 'a' }\n"},
                                    {NULL, NULL}};
    read_files(files);
    cr_expect(phs_graph_find(&graph, "a.bicep", "", "A.B/c/a") && phs_graph_find(&graph, "a.bicep", "", "b.A.B/c/b"));
    cr_assert_eq(graph.coverage.n, 1);
    cr_expect_str_eq(graph.coverage.at[0].reason, "module a (a.bicep) leads to itself");
    phs_arena_free(arena);
}

Test(bicep, hears_remarks_in_comments_and_in_no_text) {
    begin();
    phs_remarks_read(
        &graph, "main.bicep",
        PHS_SLICE("// phiscope:ignore one reason=a\nresource a 'A.B/c@1' = {\n  name: 'http://x' // checkov:skip=two:b\n"
                  "  x: 'no // phiscope:ignore never'\n  y: '''\n// phiscope:ignore never\n'''\n"
                  "  #disable-next-line phiscope:ignore never\n  /* kics-scan ignore-line */\n  z: 'it\\'s'\n}\n"));
    cr_assert_eq(graph.remarks.n, 3);
    cr_expect(strcmp(graph.remarks.at[0].id, "one") == 0 && graph.remarks.at[0].next == 2);
    cr_expect(strcmp(graph.remarks.at[1].tool, "checkov") == 0 && graph.remarks.at[1].place.line == 3);
    cr_expect(strcmp(graph.remarks.at[2].tool, "kics") == 0 && graph.remarks.at[2].next == 10);
    phs_arena_free(arena);
}

static const struct {
    const char *scenario, *text;
} hostile[] = {
    {"a range of a million", "resource a 'A.B/c@1' = [for i in range(0, 1000000): { name: 'n${i}' }]\n"},
    {"texts that double",
     "var a0 = '0123456789abcdef'\nvar a1 = '${a0}${a0}${a0}${a0}${a0}${a0}${a0}${a0}'\n"
     "var a2 = '${a1}${a1}${a1}${a1}${a1}${a1}${a1}${a1}'\nvar a3 = '${a2}${a2}${a2}${a2}${a2}${a2}${a2}${a2}'\n"
     "var a4 = '${a3}${a3}${a3}${a3}${a3}${a3}${a3}${a3}'\nvar a5 = '${a4}${a4}${a4}${a4}${a4}${a4}${a4}${a4}'\n"
     "var a6 = '${a5}${a5}${a5}${a5}${a5}${a5}${a5}${a5}'\nvar a7 = '${a6}${a6}${a6}${a6}${a6}${a6}${a6}${a6}'\n"
     "resource a 'A.B/c@1' = { name: 'n', properties: { x: a7 } }\n"},
    {"lists that double", "var a0 = [1, 2, 3, 4, 5, 6, 7, 8]\nvar a1 = [a0, a0, a0, a0, a0, a0, a0, a0]\n"
                          "var a2 = [a1, a1, a1, a1, a1, a1, a1, a1]\nvar a3 = [a2, a2, a2, a2, a2, a2, a2, a2]\n"
                          "var a4 = [a3, a3, a3, a3, a3, a3, a3, a3]\nvar a5 = [a4, a4, a4, a4, a4, a4, a4, a4]\n"
                          "var a6 = [a5, a5, a5, a5, a5, a5, a5, a5]\nvar a7 = [a6, a6, a6, a6, a6, a6, a6, a6]\n"
                          "resource a 'A.B/c@1' = { name: 'n', properties: { x: a7 } }\n"},
    {"loops in loops in lambdas",
     "resource a 'A.B/c@1' = { name: 'n', properties: { x: map(range(0, 2000), a => map(range(0, 2000), "
     "b => map(range(0, 2000), c => a + b + c))) } }\n"},
    {"functions that call each other", "func f(a int) int => g(a)\nfunc g(a int) int => f(a) + f(a)\n"
                                       "resource a 'A.B/c@1' = { name: 'n', properties: { x: f(1) } }\n"},
    {"resources that need each other", "resource a 'A.B/c@1' = { name: b.name, properties: { x: b.properties.x } }\n"
                                       "resource b 'A.B/c@1' = { name: a.name, properties: { x: a.properties.x } }\n"},
};

Test(bicep, bounds_what_a_hostile_file_costs) {
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        read_text(hostile[i].text);
        cr_assert_geq(graph.resources.n, 1, "%s", hostile[i].scenario);
        const struct phs_resource *a = graph.resources.at[0];
        cr_expect(a->existence || phs_is(phs_get(a->attributes, "x"), PHS_UNKNOWN), "%s", hostile[i].scenario);
        phs_arena_free(arena);
    }
}

/* ---- from disk: what may be loaded */

static void put(const char *folder, const char *name, const char *text) {
    struct phs_arena *scratch = phs_arena_new();
    cr_assert_eq(phs_file_write(phs_path_join(scratch, folder, name), phs_slice(text), false, NULL), PHS_OK);
    phs_arena_free(scratch);
}

Test(bicep, loads_files_of_the_target_and_no_others) {
    static const char *const names[] = {"in/main.bicep", "in/a.txt", "in/b.json", "in/c.yaml", "out.txt", "in/link.txt"};
    char folder[] = "/tmp/phs-bicep-XXXXXX";
    cr_assert(mkdtemp(folder));
    begin();
    mkdir(phs_path_join(arena, folder, "in"), 0700);
    put(folder, "in/main.bicep",
        "resource c 'A.B/c@1' = {\n  name: 'n'\n  properties: {\n    a: loadTextContent('a.txt')\n    b: "
        "loadJsonContent('b.json', "
        "'$.x.y')\n    c: loadYamlContent('./c.yaml').k\n    d: loadTextContent('../out.txt')\n    e: "
        "loadTextContent('link.txt')\n    "
        "f: loadFileAsBase64('a.txt')\n    g: loadTextContent('/etc/passwd')\n  }\n}\n");
    put(folder, "in/a.txt", "hello");
    put(folder, "in/b.json", "{\"x\": {\"y\": \"deep\"}}");
    put(folder, "in/c.yaml", "k: v\n");
    put(folder, "out.txt", "outside");
    cr_assert_eq(symlink("../out.txt", phs_path_join(arena, folder, "in/link.txt")), 0);
    const struct phs_target target = {.path = "in", .kind = PHS_TARGET_INFRASTRUCTURE};
    struct phs_catalogue catalogue = {0};
    struct phs_containers containers;
    phs_containers_init(&containers, &graph, folder, &catalogue, NULL);
    phs_containers_collect(&containers, &target);
    const struct phs_resource_list *list = phs_graph_of_type(&graph, "A.B/c");
    cr_assert_geq(list->items.n, 1);
    const struct phs_value *all = list->items.at[0]->attributes;
    cr_expect_str_eq(phs_text_or(arena, phs_get(all, "a"), "?"), "hello");
    cr_expect_str_eq(phs_text_or(arena, phs_get(all, "b"), "?"), "deep");
    cr_expect_str_eq(phs_text_or(arena, phs_get(all, "c"), "?"), "v");
    cr_expect(phs_is(phs_get(all, "d"), PHS_UNKNOWN));
    cr_expect(phs_is(phs_get(all, "e"), PHS_UNKNOWN));
    cr_expect_str_eq(phs_text_or(arena, phs_get(all, "f"), "?"), "aGVsbG8=");
    cr_expect(phs_is(phs_get(all, "g"), PHS_UNKNOWN));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(phs_path_join(arena, folder, names[i]));
    rmdir(phs_path_join(arena, folder, "in"));
    rmdir(folder);
    phs_arena_free(arena);
}
