/* SPDX-License-Identifier: Apache-2.0 */
/* Templates: breadth of the public Mustache spec, in our own cases, and the bounds on top of it. */
#include <criterion/criterion.h>

#include "parse/json.h"
#include "reports/mustache.h"

struct row {
    const char *scenario, *template, *view, *expected;
};

struct partials {
    const struct phs_value *all;
};

static bool partial(void *user, struct phs_slice name, struct phs_slice *ret_text) {
    const struct phs_value *text = phs_get_slice(((struct partials *)user)->all, name);
    *ret_text = phs_text(text);
    return text != NULL;
}

static const struct phs_value *json(struct phs_arena *arena, const char *text) {
    const struct phs_value *value = NULL;
    struct phs_err err = {0};
    cr_assert_eq(phs_json_parse(arena, NULL, phs_slice(text), NULL, &value, &err), PHS_OK, "%s: %s", text, err.text);
    return value;
}

static enum phs_code render(const char *template, const char *view, const char *partials, struct phs_mustache options,
                            char ret_text[4096], struct phs_err *err) {
    struct phs_arena *arena = phs_arena_new();
    struct partials all = {json(arena, partials ? partials : "{}")};
    options.partial = partial;
    options.user = &all;
    struct phs_buf out;
    phs_buf_init(&out, 4000);
    enum phs_code code = phs_mustache_render(arena, "t", phs_slice(template), json(arena, view), &options, &out, err);
    snprintf(ret_text, 4096, "%s", phs_buf_text(&out));
    phs_buf_done(&out);
    phs_arena_free(arena);
    return code;
}

static void check(const struct row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        char text[4096];
        struct phs_err err = {0};
        enum phs_code code = render(rows[i].template, rows[i].view, NULL, (struct phs_mustache){0}, text, &err);
        cr_assert_eq(code, PHS_OK, "%s: %s", rows[i].scenario, err.text);
        cr_assert_str_eq(text, rows[i].expected, "%s: [%s]", rows[i].scenario, text);
    }
}
#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

Test(mustache, values_never_become_tags_or_markup) {
    static const struct row rows[] = {
        {"a tag in a value", "{{x}}", "{\"x\":\"{{y}}\",\"y\":\"no\"}", "{{y}}"},
        {"markup", "<b title=\"{{x}}\">", "{\"x\":\"\\\"><script>&'\"}", "<b title=\"&quot;&gt;&lt;script&gt;&amp;&#39;\">"},
        {"override", "{{x}}", "{\"x\":\"a\\u202eb\"}",
         "a\xef\xbf\xbd"
         "b"},
        {"a line break in a value does not make a tag stand alone", "{{x}} {{#y}}!{{/y}}", "{\"x\":\"\\n\",\"y\":true}",
         "\n !"},
    };
    CHECK(rows);
}

Test(mustache, puts_values_in) {
    static const struct row rows[] = {
        {"nothing", "", "{}", ""},
        {"no tag", "a } b { {c}\n", "{}", "a } b { {c}\n"},
        {"white space in the tag", "|{{  x\t}}|", "{\"x\":\"v\"}", "|v|"},
        {"white space around stays", "  {{x}}\n", "{\"x\":\"v\"}", "  v\n"},
        {"raw by braces", "{{{ x }}}", "{\"x\":\"<&>\"}", "<&>"},
        {"raw by ampersand", "{{& x}}", "{\"x\":\"<&>\"}", "<&>"},
        {"whole number", "{{x}}", "{\"x\":85}", "85"},
        {"fraction", "{{x}} {{{x}}}", "{\"x\":1.21}", "1.21 1.21"},
        {"true", "{{x}}", "{\"x\":true}", "true"},
        {"null", "({{x}})", "{\"x\":null}", "()"},
        {"missing", "({{x}}{{&x}}{{{x}}})", "{}", "()"},
        {"a list has no text", "({{x}})", "{\"x\":[1]}", "()"},
        {"a path", "{{a.b.c}}", "{\"a\":{\"b\":{\"c\":\"v\"}}}", "v"},
        {"a path that breaks off", "({{a.b.c}})", "{\"a\":{},\"c\":\"no\"}", "()"},
        {"a path starts at the nearest name and stays there", "{{#a}}({{b.c}}){{/a}}",
         "{\"a\":{\"b\":{}},\"b\":{\"c\":\"no\"}}", "()"},
        {"the whole view", "{{.}}", "\"x\"", "x"},
    };
    CHECK(rows);
}

Test(mustache, repeats_or_leaves_out_sections) {
    static const struct row rows[] = {
        {"true", "{{#x}}in{{/x}}", "{\"x\":true}", "in"},
        {"zero is false", "{{#x}}in{{/x}}{{^x}}out{{/x}}", "{\"x\":0}", "out"},
        {"false", "{{#x}}in{{/x}}{{^x}}out{{/x}}", "{\"x\":false}", "out"},
        {"null", "{{#x}}in{{/x}}{{^x}}out{{/x}}", "{\"x\":null}", "out"},
        {"missing", "{{#x}}in{{/x}}{{^x}}out{{/x}}", "{}", "out"},
        {"empty text", "{{#x}}in{{/x}}{{^x}}out{{/x}}", "{\"x\":\"\"}", "out"},
        {"empty list", "{{#x}}in{{/x}}{{^x}}out{{/x}}", "{\"x\":[]}", "out"},
        {"a map opens its names", "{{#x}}{{y}}{{/x}}{{y}}", "{\"x\":{\"y\":1},\"y\":2}", "12"},
        {"text is its own context", "{{#x}}({{.}}){{/x}}", "{\"x\":\"v\"}", "(v)"},
        {"a list repeats", "{{#x}}{{.}},{{/x}}", "{\"x\":[1,2,\"a\"]}", "1,2,a,"},
        {"a list in a list", "{{#x}}({{#.}}{{.}}{{/.}}){{/x}}", "{\"x\":[[1,2],[3]]}", "(12)(3)"},
        {"names from outside", "{{#x}}{{n}}{{o}} {{/x}}", "{\"x\":[{\"n\":1},{\"n\":2}],\"o\":\"!\"}", "1! 2! "},
        {"same name twice over", "{{#x}}a{{#y}}b{{/y}}c{{/x}}", "{\"x\":true,\"y\":true}", "abc"},
        {"nested in what is left out", "{{#x}}{{#y}}{{/y}}{{/x}}end", "{\"y\":[1]}", "end"},
        {"by a path", "{{#a.b}}in{{/a.b}}", "{\"a\":{\"b\":true}}", "in"},
    };
    CHECK(rows);
}

Test(mustache, tags_that_stand_alone_take_their_line) {
    static const struct row rows[] = {
        {"section", "a\n{{#x}}\nb\n{{/x}}\nc\n", "{\"x\":true}", "a\nb\nc\n"},
        {"with white space", "a\n  {{#x}} \t\nb\n\t{{/x}}\nc", "{\"x\":true}", "a\nb\nc"},
        {"carriage returns", "a\r\n{{#x}}\r\nb\r\n{{/x}}\r\nc", "{\"x\":true}", "a\r\nb\r\nc"},
        {"first and last line without a break", "  {{#x}}\nb\n  {{/x}}", "{\"x\":true}", "b\n"},
        {"not beside another tag", "{{#x}}{{/x}}\na", "{\"x\":true}", "\na"},
        {"not beside text", "a {{#x}}\nb{{/x}}\n", "{\"x\":true}", "a \nb\n"},
        {"inverted", "a\n{{^x}}\nb\n{{/x}}\nc", "{}", "a\nb\nc"},
        {"comment", "a\n  {{! b }}\nc", "{}", "a\nc"},
        {"comment over lines", "a\n{{! b\nc }}\nd", "{}", "a\nd"},
        {"comment beside text", "a {{! b }}\nc", "{}", "a \nc"},
        {"a value never does", "a\n{{x}}\nb", "{}", "a\n\nb"},
        {"delimiters", "a\n{{=<% %>=}}\n<%x%>", "{\"x\":1}", "a\n1"},
    };
    CHECK(rows);
}

Test(mustache, changes_delimiters) {
    static const struct row rows[] = {
        {"and back", "{{=<% %>=}}(<%x%>{{x}})<%={{ }}=%>[{{x}}]", "{\"x\":1}", "(1{{x}})[1]"},
        {"white space", "{{=  |   | =}}(|x|)", "{\"x\":1}", "(1)"},
        {"sections", "{{#x}}a{{/x}}{{=| |=}}|#x|b{{/x}}|/x|", "{\"x\":true}", "ab{{/x}}"},
        {"characters of a pattern", "{{=[ ]=}}([x])", "{\"x\":1}", "(1)"},
        {"raw by ampersand", "{{=| |=}}|& x|", "{\"x\":\"<\"}", "<"},
    };
    CHECK(rows);
}

Test(mustache, renders_partials) {
    static const struct {
        const char *scenario, *template, *view, *partials, *expected;
    } rows[] = {
        {"plain", "\"{{>p}}\"", "{\"x\":\"v\"}", "{\"p\":\"*{{x}}*\"}", "\"*v*\""},
        {"missing", "({{>p}})", "{}", "{}", "()"},
        {"recursion ends with the data", "{{>n}}", "{\"c\":\"X\",\"k\":[{\"c\":\"Y\",\"k\":[]}]}",
         "{\"n\":\"{{c}}<{{#k}}{{>n}}{{/k}}>\"}", "X<Y<>>"},
        {"within another", "{{>a}}", "{\"x\":1}", "{\"a\":\"a{{>b}}\",\"b\":\"b{{x}}\"}", "ab1"},
        {"white space stays in line", "| {{>p}} |", "{}", "{\"p\":\"\\t|\\t\"}", "| \t|\t |"},
        {"alone takes its line", "a\n{{>p}}\nb", "{}", "{\"p\":\"p\\n\"}", "a\np\nb"},
        {"alone moves every line", " {{>p}}\nb", "{\"x\":\"v\\nw\"}", "{\"p\":\"1\\n{{{x}}}\\n2\\n\"}", " 1\n v\nw\n 2\nb"},
        {"in line does not move", "a {{x}}  {{>p}}\n", "{\"x\":1}", "{\"p\":\">\\n>\"}", "a 1  >\n>\n"},
        {"same partial at two depths", "{{>p}}\n {{>p}}\n", "{}", "{\"p\":\"x\\n\"}", "x\n x\n"},
        {"delimiters stay within", "{{=| |=}}|>p|", "{\"x\":1}", "{\"p\":\"{{x}}\"}", "1"},
        {"delimiters do not leak out", "{{>p}}{{x}}", "{\"x\":1}", "{\"p\":\"{{=| |=}}|x|\"}", "11"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[4096];
        struct phs_err err = {0};
        cr_assert_eq(render(rows[i].template, rows[i].view, rows[i].partials, (struct phs_mustache){0}, text, &err), PHS_OK,
                     "%s: %s", rows[i].scenario, err.text);
        cr_assert_str_eq(text, rows[i].expected, "%s: [%s]", rows[i].scenario, text);
    }
}

Test(mustache, escapes_for_the_language_it_writes) {
    static const struct {
        const char *scenario;
        enum phs_mustache_escape escape;
        const char *expected;
    } rows[] = {
        {"HTML", PHS_MUSTACHE_HTML, "a|b&lt;*"},
        {"Markdown", PHS_MUSTACHE_MARKDOWN, "a\\|b&lt;\\*"},
        {"none", PHS_MUSTACHE_NONE, "a|b<*"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[4096];
        render("{{x}}", "{\"x\":\"a|b<*\"}", NULL, (struct phs_mustache){.escape = rows[i].escape}, text, NULL);
        cr_assert_str_eq(text, rows[i].expected, "%s", rows[i].scenario);
    }
}

Test(mustache, refuses_broken_templates_with_their_line) {
    static const struct {
        const char *scenario, *template, *partials;
        enum phs_code code;
        const char *sentence;
    } rows[] = {
        {"tag not closed", "a\n{{x", NULL, PHS_E_INPUT, "t:2: a tag is not closed."},
        {"raw tag half closed", "{{{x}}", NULL, PHS_E_INPUT, "t:1: a tag is not closed."},
        {"empty tag", "{{ }}", NULL, PHS_E_INPUT, "t:1: a tag is empty."},
        {"section not closed", "{{#x}}", NULL, PHS_E_INPUT, "t:1: section x is not closed."},
        {"never began", "\n\n{{/x}}", NULL, PHS_E_INPUT, "t:3: a section ends that never began."},
        {"crossed", "{{#x}}{{#y}}{{/x}}{{/y}}", NULL, PHS_E_INPUT,
         "t:1: a section ends under another name than it began with."},
        {"one delimiter", "{{=x=}}", NULL, PHS_E_INPUT,
         "t:1: delimiters are two words of at most 16 bytes without an equals sign."},
        {"in a partial", "{{>p}}", "{\"p\":\"\\n{{x\"}", PHS_E_INPUT, "p:2: a tag is not closed."},
        {"a partial without end", "{{>p}}", "{\"p\":\"x{{>p}}\"}", PHS_E_LIMIT,
         "t: sections and partials are nested too deep."},
        {"a partial that moves right without end", "{{>p}}", "{\"p\":\" {{>p}}\\n\"}", PHS_E_LIMIT,
         "t: sections and partials are nested too deep."},
        {"output", "{{>p}}", "{\"p\":\"{{#l}}{{#l}}{{#l}}0123456789{{/l}}{{/l}}{{/l}}\"}", PHS_E_LIMIT,
         "t: the output is larger than allowed."},
        {"steps without output", "{{#l}}{{#l}}{{#l}}{{y}}{{/l}}{{/l}}{{/l}}", NULL, PHS_E_LIMIT,
         "t: the template takes too many steps."},
    };
    const char *view = "{\"l\":[1,2,3,4,5,6,7,8,9,10]}";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[4096];
        struct phs_err err = {0};
        enum phs_code code =
            render(rows[i].template, view, rows[i].partials, (struct phs_mustache){.max_steps = 1100}, text, &err);
        cr_assert_eq(code, rows[i].code, "%s: %d", rows[i].scenario, code);
        cr_assert_str_eq(err.text, rows[i].sentence, "%s: %s", rows[i].scenario, err.text);
    }
}
