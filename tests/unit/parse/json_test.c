/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON reader: what has to be refused and where, bounds, exact numbers and strings, places, JSON Lines. */
#include "parse/json.h"

#include <math.h>

#include "unit/parse/parse_help.h"

struct json_case {
    const char *scenario, *text, *expected;
};

static const char *read_json(struct phs_arena *arena, struct phs_slice bytes, const struct phs_json_limits *limits) {
    const struct phs_value *value = NULL;
    struct phs_err err;
    if (phs_json_parse(arena, &source, bytes, limits, &value, &err) == PHS_OK)
        return json_text(arena, value);
    cr_expect_null(value, "outputs are set only on success");
    return phs_printf(arena, "! %s", err.text);
}

static void run_cases(const struct json_case *cases, size_t n, const struct phs_json_limits *limits) {
    for (size_t i = 0; i < n; i++) {
        struct phs_arena *arena = phs_arena_new();
        EXPECT_TEXT(read_json(arena, phs_slice(cases[i].text), limits), cases[i].expected, cases[i].scenario);
        phs_arena_free(arena);
    }
}

#define RUN(cases, ...) run_cases((cases), sizeof(cases) / sizeof(cases)[0], __VA_ARGS__)

Test(json, refuses_what_is_not_json_and_says_where) {
    static const struct json_case cases[] = {
        {"empty", "", "! in:1:1: the file ends where a value is expected"},
        {"white space only", " \n\t", "! in:2:2: the file ends where a value is expected"},
        {"two values", "1 2", "! in:1:3: there is more behind the end of the value"},
        {"trailing comma in a list", "[1,]", "! in:1:4: a value is expected here"},
        {"trailing comma in an object", "{\"a\":1,}", "! in:1:8: a key in double quotes is expected here"},
        {"comment", "// x\n1", "! in:1:1: a value is expected here"},
        {"missing comma over lines", "[\n  1\n  2\n]", "! in:3:3: ',' or ']' is expected here"},
        {"wrong bracket", "{\"a\":1]", "! in:1:7: ',' or '}' is expected here"},
        {"missing colon", "{\"a\" 1}", "! in:1:6: ':' is expected here"},
        {"single quotes", "['a']", "! in:1:2: a value is expected here"},
        {"bare key", "{a:1}", "! in:1:2: a key in double quotes is expected here"},
        {"capital literal", "True", "! in:1:1: a value is expected here"},
        {"cut literal", "[tru", "! in:1:2: a value is expected here"},
        {"cut list", "[1", "! in:1:3: ',' or ']' is expected here"},
        {"leading zero", "[01]", "! in:1:4: a number must not begin with 0"},
        {"bare minus", "-", "! in:1:2: a digit is missing behind the minus sign"},
        {"bare point", "1.", "! in:1:3: a digit is missing behind the decimal point"},
        {"bare exponent", "1e+", "! in:1:4: a digit is missing in the exponent of a number"},
        {"plus", "+1", "! in:1:1: a value is expected here"},
        {"NaN", "NaN", "! in:1:1: a value is expected here"},
        {"unclosed string", "\"abc", "! in:1:5: the file ends inside a string"},
        {"string ends in a backslash", "\"abc\\", "! in:1:6: the file ends inside a string"},
        {"line break in a string", "\"a\nb\"", "! in:1:3: a control character or line break inside a string has to be escaped"},
        {"unknown escape", "\"\\x\"", "! in:1:3: an escape that JSON does not have"},
        {"short unicode escape", "\"\\u12\"", "! in:1:6: \\u needs four hexadecimal digits"},
        {"high surrogate alone", "\"\\ud800x\"", "! in:1:8: half of a surrogate pair"},
        {"low surrogate alone", "\"\\udc00\"", "! in:1:8: half of a surrogate pair"},
        {"invalid UTF-8", "[\"\xC3\xA9\", \"a\xff\"]", "! in:1:9: invalid UTF-8 in a string"},
        {"overlong UTF-8", "\"\xC0\xAF\"", "! in:1:2: invalid UTF-8 in a string"},
        {"surrogate in UTF-8", "\"\xED\xA0\x80\"", "! in:1:2: invalid UTF-8 in a string"},
        {"duplicate key", "{\"a\":1,\n \"b\":2,\n \"a\":3}", "! in:3:2: this key stands twice in one object, first on line 1"},
        {"same key after unescaping", "{\"a\":1,\"\\u0061\":2}",
         "! in:1:8: this key stands twice in one object, first on line 1"},
    };
    RUN(cases, NULL);
}

Test(json, keeps_its_bounds_against_hostile_input) {
    struct phs_arena *arena = phs_arena_new();
    EXPECT_TEXT(read_json(arena, repeat(arena, "[", 1000000), NULL), "! in:1:201: nested deeper than 200", "brackets");
    EXPECT_TEXT(read_json(arena, repeat(arena, "{\"a\":", 300), NULL), "! in:1:1001: nested deeper than 200", "braces");
    struct phs_json_limits two = {.max_depth = 2};
    EXPECT_TEXT(read_json(arena, PHS_SLICE("[[1]]"), &two), "[[1]]", "at the limit");
    EXPECT_TEXT(read_json(arena, PHS_SLICE("[[[1]]]"), &two), "! in:1:3: nested deeper than 2", "one more");
    struct phs_json_limits three = {.max_nodes = 3};
    EXPECT_TEXT(read_json(arena, PHS_SLICE("[1,2]"), &three), "[1,2]", "three values");
    EXPECT_TEXT(read_json(arena, PHS_SLICE("[1,2,3]"), &three), "! in:1:6: more values than 3", "a fourth");
    struct phs_json_limits small = {.max_bytes = 100};
    EXPECT_TEXT(read_json(arena, repeat(arena, " ", 101), &small), "! in:1:1: more bytes than 100", "one endless line");
    phs_arena_free(arena);
}

Test(json, finds_a_duplicate_among_very_many_keys) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_buf buf;
    phs_buf_init(&buf, 1 << 24);
    phs_buf_putc(&buf, '{');
    for (int i = 0; i < 200000; i++)
        phs_buf_printf(&buf, "\"k%d\":%d,\n", i, i);
    phs_buf_puts(&buf, "\"k77\":0}");
    EXPECT_TEXT(read_json(arena, phs_slice(phs_buf_text(&buf)), NULL),
                "! in:200001:1: this key stands twice in one object, first on line 78", "200,001 keys");
    phs_buf_done(&buf);
    phs_arena_free(arena);
}

Test(json, lets_the_last_duplicate_win_when_allowed) {
    static const struct json_case cases[] = {
        {"small", "{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}"},
        {"none", "{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":2}"},
    };
    RUN(cases, &(struct phs_json_limits){.allow_duplicates = true});
}

Test(json, skips_a_byte_order_mark_unless_told_otherwise) {
    static const struct json_case skipped[] = {{"mark", "\xEF\xBB\xBF[1]", "[1]"},
                                               {"error behind it", "\xEF\xBB\xBFx", "! in:1:1: a value is expected here"}};
    static const struct json_case refused[] = {{"mark", "\xEF\xBB\xBF[1]", "! in:1:1: a byte order mark is not allowed here"}};
    RUN(skipped, NULL);
    RUN(refused, &(struct phs_json_limits){.refuse_bom = true});
}

Test(json, reads_strings_exactly) {
    static const struct {
        const char *scenario, *text;
        struct phs_slice expected;
    } cases[] = {
        {"plain", "\"abc\"", {"abc", 3}},
        {"empty", "\"\"", {"", 0}},
        {"every short escape", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", {"\"\\/\b\f\n\r\t", 8}},
        {"NUL inside", "\"a\\u0000b\"", {"a\0b", 3}},
        {"two bytes", "\"\\u00e9\"", {"\xC3\xA9", 2}},
        {"three bytes, capital digits", "\"\\u20AC\"", {"\xE2\x82\xAC", 3}},
        {"surrogate pair", "\"x\\ud83d\\ude00y\"", {"x\xF0\x9F\x98\x80y", 6}},
        {"escapes and raw text mixed", "\"\xC3\xA9\\n\xC3\xA9\"", {"\xC3\xA9\n\xC3\xA9", 5}},
        {"replacement character as such", "\"\xEF\xBF\xBD\"", {"\xEF\xBF\xBD", 3}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct phs_arena *arena = phs_arena_new();
        const struct phs_value *value;
        cr_assert_eq(phs_json_parse(arena, NULL, phs_slice(cases[i].text), NULL, &value, NULL), PHS_OK, "%s",
                     cases[i].scenario);
        cr_expect(phs_slice_eq(phs_text(value), cases[i].expected), "%s", cases[i].scenario);
        phs_arena_free(arena);
    }
}

Test(json, reads_numbers_as_the_nearest_double_and_keeps_their_text) {
    static const struct {
        const char *text;
        double expected;
    } cases[] = {
        {"0", 0},
        {"-0", -0.0},
        {"12345678901234567890", 12345678901234567890.0},
        {"0.1", 0.1},
        {"-1.5e3", -1500},
        {"1E-7", 1e-7},
        {"123456789012345", 123456789012345.0},
        {"0.000001234", 0.000001234},
        {"9007199254740993", 9007199254740993.0},
        {"1.7976931348623157e308", 1.7976931348623157e308},
        {"5e-324", 5e-324},
        {"1e400", INFINITY},
        {"-1e400", -INFINITY},
        {"1e-400", 0},
        {"1e999999999999", INFINITY},
        {"0e999999999999", 0},
        {"0.30000000000000004", 0.30000000000000004},
        {"1000000000000000000000000", 1e24},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct phs_arena *arena = phs_arena_new();
        const struct phs_value *value;
        cr_assert_eq(phs_json_parse(arena, NULL, phs_slice(cases[i].text), NULL, &value, NULL), PHS_OK, "%s", cases[i].text);
        cr_expect(value->number.value == cases[i].expected, "%s gave %.17g", cases[i].text, value->number.value);
        cr_expect(phs_slice_is(value->number.text, cases[i].text));
        phs_arena_free(arena);
    }
}

Test(json, reads_a_number_of_ten_thousand_digits) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_value *value;
    cr_assert_eq(phs_json_parse(arena, NULL, repeat(arena, "7", 10000), NULL, &value, NULL), PHS_OK);
    cr_expect(isinf(value->number.value));
    cr_expect_eq(value->number.text.len, 10000);
    phs_arena_free(arena);
}

Test(json, knows_where_values_and_keys_stand) {
    static const struct {
        const char *scenario, *text, *path, *expected;
    } cases[] = {
        {"scalar", "{\"a\": 12}", "a", "1:7-1:9"},
        {"string with its quotes", "{\"a\":\n  \"x\"}", "a", "2:3-2:6"},
        {"columns are characters", "{\"\xC3\xA9\xF0\x9F\x98\x80\": \"\xC3\xA9\", \"a\": 1}", "a", "1:18-1:19"},
        {"list over lines", "{\"a\": [1,\r\n 2\r\n]}", "a", "1:7-3:2"},
        {"map", "[\n  {\"b\": null}\n]", "0", "2:3-2:14"},
        {"behind a byte order mark", "\xEF\xBB\xBF[1]", "0", "1:2-1:3"},
        {"behind escapes", "[\"\\u00e9\", 1]", "1", "1:12-1:13"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct phs_arena *arena = phs_arena_new();
        const struct phs_value *root;
        cr_assert_eq(phs_json_parse(arena, &source, phs_slice(cases[i].text), NULL, &root, NULL), PHS_OK);
        EXPECT_TEXT(span(arena, phs_get_path(root, cases[i].path)->place), cases[i].expected, cases[i].scenario);
        phs_arena_free(arena);
    }
}

Test(json, knows_where_keys_stand) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_value *root;
    cr_assert_eq(phs_json_parse(arena, &source, PHS_SLICE("{\n  \"a\": 1,\n  \"bc\" : 2}"), NULL, &root, NULL), PHS_OK);
    EXPECT_TEXT(span(arena, root->map.at[1].key_place), "3:3-3:7", "second key");
    cr_expect_eq(root->map.at[1].key_place.source, &source);
    phs_arena_free(arena);
}

Test(json, names_the_commit_of_a_file_from_history) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_source old = {.kind = PHS_SOURCE_COMMIT, .path = "a.json", .commit = "0123456789abcdef0123"};
    struct phs_err err;
    const struct phs_value *root;
    cr_expect_eq(phs_json_parse(arena, &old, PHS_SLICE("["), NULL, &root, &err), PHS_E_INPUT);
    EXPECT_TEXT(err.text, "0123456789ab:a.json:1:2: the file ends where a value is expected", "commit");
    phs_arena_free(arena);
}

Test(json, reads_lines_and_goes_on_behind_a_broken_one) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_ndjson reader;
    const char *all = "";
    const struct phs_value *value;
    struct phs_err err;
    phs_ndjson_init(&reader, arena, &source, PHS_SLICE("{\"a\":1}\r\n\n[2\n{\"b\":\n 3"), NULL);
    while (phs_ndjson_next(&reader, &value, &err))
        all = phs_printf(arena, "%s%s;", all, value ? json_text(arena, value) : err.text);
    EXPECT_TEXT(all, "{\"a\":1};in:3:3: ',' or ']' is expected here;in:4:6: the file ends where a value is expected;3;",
                "lines");
    cr_expect_eq(value, NULL);
    phs_arena_free(arena);
}
