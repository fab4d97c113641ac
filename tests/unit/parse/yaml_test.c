/* SPDX-License-Identifier: Apache-2.0 */
/* The YAML reader: hostile and broken streams first, then merging, typing, tags and places. */
#include "parse/yaml.h"

#include "unit/parse/parse_help.h"

/* Every document as JSON or as "! error", with " | " between. */
static const char *read_all(struct phs_arena *arena, struct phs_slice bytes, const struct phs_yaml_options *options) {
    struct phs_yaml yaml;
    struct phs_err err;
    if (phs_yaml_parse(arena, &source, bytes, options, &yaml, &err) != PHS_OK)
        return phs_printf(arena, "!! %s", err.text);
    const char *all = "";
    for (size_t i = 0; i < yaml.n; i++) {
        const struct phs_yaml_document *document = &yaml.at[i];
        cr_expect((document->value == NULL) == (document->error[0] != '\0'));
        cr_expect((document->code == PHS_OK) == (document->value != NULL));
        const char *one = document->value ? json_text(arena, document->value) : phs_printf(arena, "! %s", document->error);
        all = phs_printf(arena, "%s%s%s", all, i > 0 ? " | " : "", one);
    }
    return all;
}

struct yaml_case {
    const char *scenario, *text, *expected;
};

static void run_cases(const struct yaml_case *cases, size_t n, const struct phs_yaml_options *options) {
    for (size_t i = 0; i < n; i++) {
        struct phs_arena *arena = phs_arena_new();
        EXPECT_TEXT(read_all(arena, phs_slice(cases[i].text), options), cases[i].expected, cases[i].scenario);
        phs_arena_free(arena);
    }
}

#define RUN(cases, ...) run_cases((cases), sizeof(cases) / sizeof(cases)[0], __VA_ARGS__)

Test(yaml, says_where_and_why_a_document_is_broken_and_reads_the_others) {
    static const struct yaml_case cases[] = {
        {"broken one in the middle", "a: 1\n---\nb: [1\n---\nc: 3\n",
         "{\"a\":1} | ! in:4:1: did not find expected ',' or ']', while parsing a flow sequence that begins on line 3 | "
         "{\"c\":3}"},
        {"tab as indentation", "a:\n\tb: 1\n",
         "! in:2:1: this line is indented by a tab; YAML takes only spaces"},
        {"text behind the root", "---\n[1]\n]\n", "! in:3:1: did not find expected <document start>"},
        {"unclosed quote ends at the marker", "a: \"x\n--- \nb: 2\n",
         "! in:2:1: found unexpected end of stream, while scanning a quoted scalar that begins on line 1 | {\"b\":2}"},
        {"invalid UTF-8", "a: 1\nb: x\xff\n", "! in:2:5: this byte is no UTF-8 text"},
        {"invalid UTF-8 behind other text", "a: 1\nb: \xC3\xA9\xC3\xA9\xff\n", "! in:2:6: this byte is no UTF-8 text"},
        {"control character", "a: 1\nb: \x01\n", "! in:2:4: control characters are not allowed"},
        {"unknown alias", "a: *nope\n", "! in:1:4: an alias for an anchor that was not set before it"},
        {"anchors end with their document", "a: &x 1\n---\nb: *x\n",
         "{\"a\":1} | ! in:3:4: an alias for an anchor that was not set before it"},
        {"a value inside itself", "a: &x\n  b: *x\n", "! in:2:6: an alias for the very value that contains it"},
        {"duplicate key", "a: 1\nb: 2\na: 3\n", "! in:3:1: this key stands twice in one mapping, first on line 1"},
        {"duplicate key in a nested map", "r:\n  - {a: 1, a: 2}\n",
         "! in:2:12: this key stands twice in one mapping, first on line 2"},
        {"list as key", "? [1]\n: 2\n", "! in:1:3: a key has to be a string, not a list or a mapping"},
        {"incompatible version", "%YAML 3.0\n---\na: 1\n", "! in:1:1: found incompatible YAML document"},
        {"merge of a scalar", "a: 1\n<<: 2\n", "! in:2:5: << takes a mapping or a list of mappings"},
        {"tag that does not fit", "a: !!int x\n", "! in:1:4: the value does not fit its tag"},
        {"UTF-16",
         "\xff\xfe"
         "a",
         "!! in:1:1: UTF-16 text; save the file as UTF-8"},
    };
    RUN(cases, NULL);
}

Test(yaml, calls_a_template_a_template) {
    static const struct yaml_case cases[] = {
        {"helm control line", "# {{ not here }}\nmeta:\n  {{- include \"x\" . | nindent 4 }}\n",
         "! in:3:3: this is a template, to be rendered before it can be read as YAML"},
        {"helm value as a flow mapping", "image: {{ .Values.image }}\n",
         "! in:1:8: this is a template, to be rendered before it can be read as YAML"},
        {"jinja", "{% if x %}\na: 1\n{% endif %}\n",
         "! in:1:1: this is a template, to be rendered before it can be read as YAML"},
        {"quoted braces are a string", "image: \"{{ .Values.image }}\"\n", "{\"image\":\"{{ .Values.image }}\"}"},
    };
    RUN(cases, NULL);
}

Test(yaml, keeps_its_bounds_against_hostile_input) {
    struct phs_arena *arena = phs_arena_new();
    const char *bomb = "a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                       "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                       "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n";
    EXPECT_TEXT(read_all(arena, phs_slice(bomb), NULL),
                "! in:6:26: too many values, with aliases counted as if expanded: more than 1000000", "alias bomb");
    EXPECT_TEXT(read_all(arena, repeat(arena, "[", 201), NULL), "! in:1:201: nested deeper than 200", "201 deep");
    EXPECT_TEXT(read_all(arena, repeat(arena, "[", 1000000), NULL), "! in:1:201: nested deeper than 200", "a million deep");
    EXPECT_TEXT(read_all(arena, repeat(arena, "- ", 300), NULL), "! in:1:401: nested deeper than 200", "block style");
    struct phs_yaml_options small = {.max_bytes = 1000};
    EXPECT_TEXT(read_all(arena, repeat(arena, "x", 1001), &small), "!! in: larger than 1000 bytes", "one endless line");
    struct phs_yaml_options two = {.max_documents = 2};
    EXPECT_TEXT(read_all(arena, phs_slice("1\n---\n2\n---\n3\n"), &two),
                "1 | 2 | ! in:4:1: more documents than 2; the rest is not read", "too many documents");
    EXPECT_TEXT(read_all(arena, repeat(arena, "...\n", 100000), NULL), "", "nothing but ends");
    EXPECT_TEXT(read_all(arena, repeat(arena, "\r", 1000000), NULL), "", "a million line breaks");
    phs_arena_free(arena);
}

Test(yaml, reads_exactly_at_its_depth_limit) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_yaml_options three = {.max_depth = 3};
    EXPECT_TEXT(read_all(arena, phs_slice("[[[1]]]"), &three), "[[[1]]]", "at the limit");
    EXPECT_TEXT(read_all(arena, phs_slice("[[[[1]]]]"), &three), "! in:1:4: nested deeper than 3", "one more");
    phs_arena_free(arena);
}

Test(yaml, splits_streams_at_markers_only) {
    static const struct yaml_case cases[] = {
        {"empty", "", ""},
        {"comments only", "# x\n\n", ""},
        {"rendered chart", "---\n# Source: a\n---\n# Source: b\na: 1\n---\n", "{\"a\":1}"},
        {"explicit null", "--- ~\n", "null"},
        {"empty value", "a:\nb: \n", "{\"a\":null,\"b\":null}"},
        {"value on the marker line", "--- a\n--- b\n...\n# end\n", "\"a\" | \"b\""},
        {"end marker then bare document", "a: 1\n...\nb: 2\n", "{\"a\":1} | {\"b\":2}"},
        {"directive belongs to what follows", "%YAML 1.1\n---\na: 1\n...\n%YAML 1.1\n---\nb: 2\n", "{\"a\":1} | {\"b\":2}"},
        {"dashes inside a block scalar", "a: |\n  ---\n  x\n", "{\"a\":\"---\\nx\\n\"}"},
        {"dashes that are text", "---x\n", "\"---x\""},
        {"windows line ends", "a: 1\r\n---\r\nb: 2\r\n", "{\"a\":1} | {\"b\":2}"},
        {"byte order mark",
         "\xEF\xBB\xBF"
         "a: 1\n",
         "{\"a\":1}"},
        {"JSON is YAML", "{\"a\": [1, \"\\u00e9\", null]}", "{\"a\":[1,\"\xC3\xA9\",null]}"},
    };
    RUN(cases, NULL);
}

Test(yaml, merges_maps_with_explicit_keys_first) {
    static const struct yaml_case cases[] = {
        {"one map", "b: &b {x: 1, y: 2}\nc:\n  <<: *b\n  x: 9\n", "{\"b\":{\"x\":1,\"y\":2},\"c\":{\"x\":9,\"y\":2}}"},
        {"earlier of a list wins", "- &a {x: 1}\n- &b {x: 2, y: 3}\n- <<: [*a, *b]\n",
         "[{\"x\":1},{\"x\":2,\"y\":3},{\"x\":1,\"y\":3}]"},
        {"through a merged map", "- &a {x: 1}\n- &b {<<: *a, y: 2}\n- {<<: *b}\n",
         "[{\"x\":1},{\"y\":2,\"x\":1},{\"y\":2,\"x\":1}]"},
        {"quoted is a plain key", "\"<<\": {a: 1}\n", "{\"<<\":{\"a\":1}}"},
        {"anchor set again", "- &a 1\n- *a\n- &a 2\n- *a\n", "[1,1,2,2]"},
        {"anchor on a key", "&k x: 1\ny: *k\n", "{\"x\":1,\"y\":\"x\"}"},
    };
    RUN(cases, NULL);
}

Test(yaml, shares_anchored_values_instead_of_copying) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_value *root;
    cr_assert_eq(phs_yaml_parse_one(arena, &source, PHS_SLICE("a: &x [1]\nb: *x\n"), NULL, &root, NULL), PHS_OK);
    cr_expect_eq(phs_get(root, "a"), phs_get(root, "b"));
    phs_arena_free(arena);
}

Test(yaml, types_plain_scalars_by_the_core_schema) {
    static const struct yaml_case cases[] = {
        {"booleans", "[true, True, TRUE, false, yes, no, on, off, y]",
         "[true,true,true,false,\"yes\",\"no\",\"on\",\"off\",\"y\"]"},
        {"nulls", "[~, null, Null, NULL, nil]", "[null,null,null,null,\"nil\"]"},
        {"integers", "[0, -7, +7, 010, 0o17, 0x1F, 1_000]", "[0,-7,7,10,15,31,\"1_000\"]"},
        {"floats", "[1.5, 1., .5, 1e3, -1.5E-2, 1.e1, .e1]", "[1.5,1,0.5,1000,-0.015,10,\".e1\"]"},
        {"no numbers", "[1.2.3, 12:30:45, 1-2, 0x, 0o8, '-', +, 2026-01-02]",
         "[\"1.2.3\",\"12:30:45\",\"1-2\",\"0x\",\"0o8\",\"-\",\"+\",\"2026-01-02\"]"},
        {"quotes keep text", "['1', \"true\", '']", "[\"1\",\"true\",\"\"]"},
        {"standard tags", "[!!str 1, !!int \"3\", !!float 1, !!bool true, !!null '', !!str , ! 12]",
         "[\"1\",3,1,true,null,\"\",\"12\"]"},
        {"unknown tags are dropped", "[!Ref x, !foo {a: 1}, !!set {a, b}]", "[\"x\",{\"a\":1},{\"a\":null,\"b\":null}]"},
        {"keys keep their text", "{on: 1, 010: 2, ~: 3, true: 4}", "{\"on\":1,\"010\":2,\"~\":3,\"true\":4}"},
    };
    RUN(cases, NULL);
}

Test(yaml, types_plain_scalars_as_pyyaml_does_when_asked) {
    static const struct yaml_case cases[] = {
        {"booleans", "[yes, Yes, on, OFF, no, y, n, true]", "[true,true,true,false,false,\"y\",\"n\",true]"},
        {"octal", "[010, 0o17, 09, 0, 00]", "[8,\"0o17\",\"09\",0,0]"},
        {"underscores, hex, binary", "[1_000, 0x_1F, 0b101, -0x10]", "[1000,31,5,-16]"},
        {"sixties", "[190:20:30, 1:60, 1:2:x, 12:30]", "[685230,\"1:60\",\"1:2:x\",750]"},
        {"floats need a point and a signed exponent", "[1.0, 1e3, 1.5e3, 1.5e+3, 1_0.5]", "[1,\"1e3\",\"1.5e3\",1500,10.5]"},
        {"what looks like a float", "[-.5, +.5, .5, -.inf, 1:30.5, -1:2., 1:60.5]",
         "[\"-.5\",\"+.5\",0.5,null,90.5,-62,\"1:60.5\"]"},
        {"quotes keep text", "['yes', \"010\"]", "[\"yes\",\"010\"]"},
    };
    RUN(cases, &(struct phs_yaml_options){.typing_1_1 = true});
}

Test(yaml, expands_cloudformation_short_forms_when_asked) {
    static const struct yaml_case cases[] = {
        {"ref", "a: !Ref Bucket", "{\"a\":{\"Ref\":\"Bucket\"}}"},
        {"get attribute", "a: !GetAtt Stack.Outputs.Arn", "{\"a\":{\"Fn::GetAtt\":[\"Stack\",\"Outputs.Arn\"]}}"},
        {"get attribute as a list", "a: !GetAtt [B, Arn]", "{\"a\":{\"Fn::GetAtt\":[\"B\",\"Arn\"]}}"},
        {"nested", "a: !Join ['', [!Ref A, !Sub 'x-${B}']]",
         "{\"a\":{\"Fn::Join\":[\"\",[{\"Ref\":\"A\"},{\"Fn::Sub\":\"x-${B}\"}]]}}"},
        {"text stays text", "a: !ImportValue 123", "{\"a\":{\"Fn::ImportValue\":\"123\"}}"},
        {"map", "a: !Transform {Name: x}", "{\"a\":{\"Fn::Transform\":{\"Name\":\"x\"}}}"},
        {"other tags are dropped", "a: !vault x", "{\"a\":\"x\"}"},
        {"shared", "a: &r !Ref A\nb: *r", "{\"a\":{\"Ref\":\"A\"},\"b\":{\"Ref\":\"A\"}}"},
    };
    RUN(cases, &(struct phs_yaml_options){.cloudformation_tags = true});
}

Test(yaml, lets_the_last_duplicate_win_with_a_note_when_allowed) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_yaml yaml;
    struct phs_yaml_options options = {.allow_duplicates = true};
    cr_assert_eq(phs_yaml_parse(arena, &source, PHS_SLICE("a: 1\nb: 2\na: 3\n"), &options, &yaml, NULL), PHS_OK);
    cr_assert_eq(yaml.n, 1);
    EXPECT_TEXT(json_text(arena, yaml.at[0].value), "{\"a\":3,\"b\":2}", "last wins");
    cr_assert_eq(yaml.at[0].note_count, 1);
    EXPECT_TEXT(yaml.at[0].notes[0], "in:3:1: this key stands twice in one mapping, first on line 1", "note");
    phs_arena_free(arena);
}

Test(yaml, knows_where_values_and_keys_stand) {
    static const struct {
        const char *scenario, *text, *path, *expected;
    } cases[] = {
        {"plain", "a: one\n", "a", "1:4-1:7"},
        {"columns are characters", "\xC3\xA9: one\n", "\xC3\xA9", "1:4-1:7"},
        {"behind a byte order mark",
         "\xEF\xBB\xBF"
         "a: one\n",
         "a", "1:4-1:7"},
        {"second document", "x\n---\na: one\n", "a", "3:4-3:7"},
        {"nested block map", "a:\n  b: 1\n  c: 22\n\n# end\nd: 1\n", "a", "2:3-3:8"},
        {"block list", "a:\n- 1\n- two\n\nb: 1\n", "a", "2:1-3:6"},
        {"flow list over lines", "a: [1,\n  2 ]\n", "a", "1:4-2:6"},
        {"literal", "a: |\n  one\n  two x\n\nb: 1\n", "a", "1:4-3:8"},
        {"literal at the end without a break", "a: |\n  one\n  two", "a", "1:4-3:6"},
        {"folded with keep", "a: >+\n  one\n\n\nb: 1\n", "a", "1:4-2:6"},
        {"plain over lines", "a: one\n  two\nb: 1\n", "a", "1:4-2:6"},
        {"quoted over lines", "a: \"one\n  two\"\nb: 1\n", "a", "1:4-2:7"},
        {"tag counts", "a: !Ref x\n", "a", "1:4-1:10"},
        {"map whose last value is an alias", "x: &x 1\na:\n  b: *x\n\nc: 1\n", "a", "3:3-3:8"},
        {"empty value", "a:\nb: 1\n", "a", "1:3-1:3"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_yaml yaml;
        cr_assert_eq(phs_yaml_parse(arena, &source, phs_slice(cases[i].text), NULL, &yaml, NULL), PHS_OK);
        cr_assert(yaml.n > 0 && yaml.at[yaml.n - 1].value, "%s", cases[i].scenario);
        const struct phs_value *value = phs_get_path(yaml.at[yaml.n - 1].value, cases[i].path);
        cr_assert(value, "%s", cases[i].scenario);
        EXPECT_TEXT(span(arena, value->place), cases[i].expected, cases[i].scenario);
        phs_arena_free(arena);
    }
}

Test(yaml, knows_where_keys_stand_and_which_scalars_were_quoted) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_value *root;
    struct phs_slice text = PHS_SLICE("a: 1\n\"key b\": 'x'\nc: |\n  t\n");
    cr_assert_eq(phs_yaml_parse_one(arena, &source, text, NULL, &root, NULL), PHS_OK);
    EXPECT_TEXT(span(arena, root->map.at[1].key_place), "2:1-2:8", "quoted key");
    cr_expect_eq(root->map.at[1].key_place.source, &source);
    cr_expect_eq(phs_get(root, "a")->flags & PHS_VALUE_QUOTED, 0);
    cr_expect_neq(phs_get(root, "key b")->flags & PHS_VALUE_QUOTED, 0);
    cr_expect_neq(phs_get(root, "c")->flags & PHS_VALUE_QUOTED, 0);
    phs_arena_free(arena);
}

Test(yaml, keeps_the_digits_of_large_numbers) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_value *root;
    cr_assert_eq(phs_yaml_parse_one(arena, &source, PHS_SLICE("[12345678901234567890, 0x10]"), NULL, &root, NULL), PHS_OK);
    cr_expect(phs_slice_is(root->list.at[0]->number.text, "12345678901234567890"));
    cr_expect_eq(root->list.at[1]->number.text.len, 0);
    phs_arena_free(arena);
}

Test(yaml, wants_one_document_where_one_is_asked_for) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_value *root = NULL;
    struct phs_err err;
    cr_expect_eq(phs_yaml_parse_one(arena, &source, PHS_SLICE("a: 1\n---\nb: 2\n"), NULL, &root, &err), PHS_E_INPUT);
    EXPECT_TEXT(err.text, "in:3:1: one document is expected, not several", "two documents");
    cr_expect_null(root, "outputs are set only on success");
    cr_expect_eq(phs_yaml_parse_one(arena, &source, PHS_SLICE("a: [\n"), NULL, &root, &err), PHS_E_INPUT);
    cr_expect_eq(phs_yaml_parse_one(arena, &source, PHS_SLICE(""), NULL, &root, &err), PHS_OK);
    cr_expect(phs_is(root, PHS_NULL));
    phs_arena_free(arena);
}
