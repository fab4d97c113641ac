/* SPDX-License-Identifier: Apache-2.0 */
/* Bicep's syntax: what is refused and where, what is read, and what hostile files cost. */
#include <criterion/criterion.h>

#include "base/buf.h"
#include "parse/bicep/bicep.h"

static struct phs_arena *arena;
static struct phs_err err;

static const struct phs_bicep_file *parse(const char *text) {
    static const struct phs_source source = {.path = "main.bicep"};
    const struct phs_bicep_file *file = NULL;
    arena = phs_arena_new();
    err = (struct phs_err){0};
    phs_bicep_parse(arena, &source, phs_slice(text), NULL, &file, &err);
    return file;
}

static const struct {
    const char *scenario, *text, *sentence;
} refused[] = {
    {"a word that begins nothing", "what is this\n", "main.bicep:1:1: a declaration is expected here"},
    {"a text without an end", "var a = 'x\nvar b = 1\n", "main.bicep:1:9: a text has no end or an escape that does not exist"},
    {"an escape that is none", "var a = '\\q'\n", "main.bicep:1:9: a text has no end or an escape that does not exist"},
    {"an expression in a text without an end", "var a = '${b'\n", "main.bicep:1:13: the expression in a text has no end"},
    {"an object without an end", "var a = {\n  b: 1\n", "main.bicep:3:1: a name is expected here"},
    {"two properties on a line", "var a = { b: 1 c: 2 }\n", "main.bicep:1:16: a comma or the end of the line is expected here"},
    {"two declarations on a line", "var a = 1 var b = 2\n", "main.bicep:1:11: the end of the line is expected here"},
    {"no value", "var a =\n", "main.bicep:2:1: a value is expected here"},
    {"a variable without a value", "var a\n", "main.bicep:2:1: '=' is expected here"},
    {"a placeholder for a type", "param a ? /* fill in */\n", "main.bicep:1:9: a type is expected here"},
    {"a resource without a type", "resource a = {}\n", "main.bicep:1:12: a text in quotes is expected here"},
    {"a type with an expression", "resource a '${b}' = {}\n", "main.bicep:1:19: a text without expressions is expected here"},
    {"half a choice", "var a = b ? c\n", "main.bicep:2:1: ':' is expected here"},
    {"a loop without in", "var a = [for x of y: x]\n", "main.bicep:1:16: 'in' is expected here"},
    {"a decorator that is none", "@description\nparam a string\n", "main.bicep:2:1: a decorator is expected here"},
    {"a byte that means nothing", "var a = ~1\n", "main.bicep:1:9: a character that has no meaning here"},
};

Test(bicep_parse, refuses_what_is_no_bicep_with_its_place) {
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        cr_expect_null(parse(refused[i].text), "%s", refused[i].scenario);
        cr_expect_str_eq(err.text, refused[i].sentence, "%s: %s", refused[i].scenario, err.text);
        phs_arena_free(arena);
    }
}

static const char *repeated(const char *before, const char *part, size_t n, const char *after) {
    struct phs_buf out;
    phs_buf_init(&out, 64 << 20);
    phs_buf_puts(&out, before);
    for (size_t i = 0; i < n; i++)
        phs_buf_puts(&out, part);
    phs_buf_puts(&out, after);
    char *text = strdup(phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

static const struct {
    const char *scenario, *before, *part, *after;
    size_t n;
    bool read;
} hostile[] = {
    {"brackets in brackets", "var a = ", "[", "\n", 100000, false},
    {"objects in objects", "var a = ", "{a:", "\n", 100000, false},
    {"texts in texts", "var a = ", "'${", "\n", 100000, false},
    {"parentheses", "var a = ", "(", "\n", 100000, false},
    {"not not", "var a = ", "!", "1\n", 100000, false},
    {"choices in choices", "var a = ", "b ? c : ", "d\n", 100000, false},
    {"types in types", "type a = ", "(", "\n", 100000, false},
    {"lists of lists", "type a = string", "[]", "\n", 100000, false},
    {"parts of parts", "var a = b", ".c", "\n", 100000, false},
    {"operators that differ", "var a = 1", " * 2 / 3", "\n", 100000, false},
    {"operators that are chained", "var a = 1", " + 2", "\n", 100000, true},
    {"decorators", "", "@secure()\n", "param a string\n", 10000, true},
    {"loops in loops", "var a = ", "[for a in b: ", "\n", 100000, false},
    {"lambdas in lambdas", "var a = ", "(a, b) => ", "c\n", 100000, false},
    {"comments", "", "/* */", "var a = 1\n", 100000, true},
    {"declarations", "", "var a = [\n]\n", "", 100000, true},
};

Test(bicep_parse, bounds_what_a_hostile_file_costs) {
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        const char *text = repeated(hostile[i].before, hostile[i].part, hostile[i].n, hostile[i].after);
        cr_expect_eq(parse(text) != NULL, hostile[i].read, "%s: %s", hostile[i].scenario, err.text);
        phs_arena_free(arena);
        free((void *)(uintptr_t)text);
    }
}

/* As it would be written with every pair of parentheses. */
static void show(struct phs_buf *out, const struct phs_bicep_expr *e) {
    static const char *const kinds[] = {"null", "bool",  "number", "text",   "template", "object", "array",
                                        "for",  "if",    "name",   "call",   "member",   "index",  "nested",
                                        "not",  "minus", "binary", "choice", "lambda",   "spread"};
    if (!e)
        return;
    phs_buf_printf(out, "(%s", kinds[e->kind]);
    if (e->kind == PHS_BICEP_BOOL)
        phs_buf_puts(out, e->truth ? " true" : " false");
    else if (e->kind == PHS_BICEP_NUMBER)
        phs_buf_printf(out, " %g", e->number);
    else if (e->text.len)
        phs_buf_printf(out, " %s%.*s", e->safe ? "?" : "", (int)e->text.len, e->text.ptr);
    for (size_t i = 0; i < e->names.n; i++)
        phs_buf_printf(out, " %.*s", (int)e->names.at[i].len, e->names.at[i].ptr);
    show(out, e->left);
    for (size_t i = 0; i < e->items.n; i++)
        show(out, e->items.at[i]);
    for (size_t i = 0; i < e->properties.n; i++) {
        show(out, e->properties.at[i].key);
        show(out, e->properties.at[i].value);
    }
    show(out, e->right);
    show(out, e->third);
    phs_buf_putc(out, ')');
}

static const struct {
    const char *scenario, *text, *want;
} expressions[] = {
    {"times before plus", "1 + 2 * 3", "(binary +(number 1)(binary *(number 2)(number 3)))"},
    {"from the left", "1 - 2 - 3", "(binary -(binary -(number 1)(number 2))(number 3))"},
    {"a chain is one", "a && b && c", "(binary &&(name a)(name b)(name c))"},
    {"or after and", "a || b && c", "(binary ||(name a)(binary &&(name b)(name c)))"},
    {"a default after all", "a ?? b == c",
     "(binary ?"
     "?(name a)(binary ==(name b)(name c)))"},
    {"a choice in a choice", "a ? b : c ? d : e", "(choice(name a)(name b)(choice(name c)(name d)(name e)))"},
    {"a choice on three lines", "a\n  ? b\n  : c", "(choice(name a)(name b)(name c))"},
    {"parts", "a.b.?c[0]", "(index(member ?c(member b(name a)))(number 0))"},
    {"a call of a part", "az.f(1, 'x')", "(call f(name az)(number 1)(text x))"},
    {"inside of another", "a::b.id", "(member id(nested b(name a)))"},
    {"quieted", "a!.b", "(member b(name a))"},
    {"a lambda", "map(a, (x, i) => x)", "(call map(name a)(lambda x i(name x)))"},
    {"a lambda without parentheses", "x => !x", "(lambda x(not(name x)))"},
    {"a text", "'it\\'s \\u{41}\\$'", "(text it's A$)"},
    {"a text with an expression", "'a${b}c'", "(template(text a)(name b)(text c))"},
    {"a text in a text", "'${'${a}'}'", "(template(text)(template(text)(name a)(text))(text))"},
    {"several lines", "'''\n${a}'x'\n'''", "(text ${a}'x'\n)"},
    {"several lines with an expression", "$'''\n${a}'''", "(template(text)(name a)(text))"},
    {"an object on a line", "{ a: 1, 'b': -2 }", "(object(text a)(number 1)(text b)(minus(number 2)))"},
    {"a spread", "{ ...a }", "(object(spread(name a)))"},
    {"minus begins an element", "[\n  1\n  -1\n]", "(array(number 1)(minus(number 1)))"},
    {"a loop with an index", "[for (x, i) in a: x]", "(for x i(name a)(name x))"},
    {"a loop that leaves out", "[for x in a: if (b) { c: x }]", "(for x(name a)(if(name b)(object(text c)(name x))))"},
    {"a property called for", "{ for: 1, if: 2, resource: 3 }",
     "(object(text for)(number 1)(text if)(number 2)(text resource)(number 3))"},
    {"arguments on lines", "f(\n  a\n  , b\n)", "(call f(name a)(name b))"},
};

Test(bicep_parse, reads_expressions_as_they_are_meant) {
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
        struct phs_buf out;
        struct phs_arena *scratch = phs_arena_new();
        const struct phs_bicep_file *file = parse(phs_printf(scratch, "var a = %s\nvar b = 1\n", expressions[i].text));
        phs_buf_init(&out, 1 << 16);
        cr_expect(file && file->declarations.n == 2, "%s: %s", expressions[i].scenario, err.text);
        if (file)
            show(&out, file->declarations.at[0]->value);
        cr_expect_str_eq(phs_buf_text(&out), expressions[i].want, "%s: %s", expressions[i].scenario, phs_buf_text(&out));
        phs_buf_done(&out);
        phs_arena_free(arena);
        phs_arena_free(scratch);
    }
}

static const struct {
    const char *scenario, *text;
    enum phs_bicep_what what;
    bool nullable, secure, existing;
} declarations[] = {
    {"a scope", "targetScope = 'subscription'", PHS_BICEP_OTHER, false, false, false},
    {"a parameter that may be left out", "param a string?", PHS_BICEP_PARAM, true, false, false},
    {"one of a union with null", "param a 'x' | null = null", PHS_BICEP_PARAM, true, false, false},
    {"a list of what may be null", "param a (string?)[]", PHS_BICEP_PARAM, false, false, false},
    {"a type on several lines", "param a\n  | 'x'\n  | 'y' = 'x'", PHS_BICEP_PARAM, false, false, false},
    {"a type with decorators inside", "param a {\n@secure()\nb: string\n*: { c: int[] }?\n}", PHS_BICEP_PARAM, false, false,
     false},
    {"a type of a resource", "param a resourceInput<'A.B/c@1'>.properties.d[*]?", PHS_BICEP_PARAM, true, false, false},
    {"a secret", "@sys.secure()\n@minLength(12)\nparam a string", PHS_BICEP_PARAM, false, true, false},
    {"one that is there already", "resource a 'A.B/c@1' existing = { name: 'x' }", PHS_BICEP_RESOURCE, false, false, true},
    {"a module", "module a './b.bicep' = if (c) { params: {} }", PHS_BICEP_MODULE, false, false, false},
    {"a function", "func a(b string, c int[]) string[] => []", PHS_BICEP_FUNC, false, false, false},
    {"an import", "import { a as b, 'c' as d } from 'e.bicep'", PHS_BICEP_IMPORT, false, false, false},
    {"an extension", "extension kubernetes with { kubeConfig: 'x' } as k8s", PHS_BICEP_OTHER, false, false, false},
    {"a type", "type a = { b: 'x' | 'y' | -1, c: string[]? }[]", PHS_BICEP_TYPE, false, false, false},
    {"an assertion", "assert a = b == c", PHS_BICEP_OTHER, false, false, false},
    {"a parameter file", "using none", PHS_BICEP_USING, false, false, false},
    {"a typed variable", "var a string[] = ['x']", PHS_BICEP_VAR, false, false, false},
};

Test(bicep_parse, reads_every_kind_of_declaration) {
    for (size_t i = 0; i < sizeof declarations / sizeof *declarations; i++) {
        const struct phs_bicep_file *file = parse(declarations[i].text);
        cr_expect(file && file->declarations.n == 1, "%s: %s", declarations[i].scenario, err.text);
        const struct phs_bicep_declaration *d = file ? file->declarations.at[0] : NULL;
        cr_expect(d && d->what == declarations[i].what, "%s", declarations[i].scenario);
        cr_expect(d && d->nullable == declarations[i].nullable && d->secure == declarations[i].secure &&
                      d->existing == declarations[i].existing,
                  "%s", declarations[i].scenario);
        phs_arena_free(arena);
    }
}

Test(bicep_parse, says_where_everything_stands) {
    const struct phs_bicep_file *file =
        parse("\xef\xbb\xbf// über\n@secure()\nparam a string = 'é${b}' // x\nvar c = {\n  d: 1\n}\n");
    cr_assert(file);
    cr_expect_eq(file->declarations.at[0]->place.line, 3);
    const struct phs_bicep_expr *value = file->declarations.at[0]->value;
    cr_expect(value->place.line == 3 && value->place.column == 18 && value->items.at[1]->place.column == 22);
    cr_expect_eq(file->declarations.at[1]->value->properties.at[0].value->place.line, 5);
    cr_expect_eq(file->declarations.at[1]->place.end_line, 6);
    phs_arena_free(arena);
}
