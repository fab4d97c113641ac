/* SPDX-License-Identifier: Apache-2.0 */
/* Hostile text becomes inert in every output language. */
#include <criterion/criterion.h>

#include "base/escape.h"

#define FFFD "\xef\xbf\xbd"
#define RLO "\xe2\x80\xae"
#define ISOLATE "\xe2\x81\xa6"
#define LINE_SEPARATOR "\xe2\x80\xa8"
#define CSI "\xc2\x9b"

struct row {
    const char *scenario, *text, *expected;
    size_t len; /* 0: up to the NUL */
};

static void check(void (*escape)(struct phs_buf *, struct phs_slice), const struct row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct phs_buf out;
        phs_buf_init(&out, 4096);
        escape(&out, phs_slice_n(rows[i].text, rows[i].len ? rows[i].len : strlen(rows[i].text)));
        cr_assert_str_eq(phs_buf_text(&out), rows[i].expected, "%s: %s", rows[i].scenario, phs_buf_text(&out));
        phs_buf_done(&out);
    }
}
#define CHECK(escape, rows) check(escape, rows, sizeof(rows) / sizeof *(rows))

Test(utf8, refuses_what_the_standard_refuses) {
    static const struct {
        const char *scenario, *text;
        bool valid;
        size_t bad, length;
    } rows[] = {
        {"empty", "", true, 0, 0},
        {"plain", "abc", true, 0, 3},
        {"lone continuation", "a\x80", false, 1, 2},
        {"cut sequence", "ab\xe2\x82", false, 2, 4},
        {"overlong slash", "\xc0\xaf", false, 0, 2},
        {"overlong in three", "\xe0\x80\xaf", false, 0, 3},
        {"overlong in four", "\xf0\x80\x80\xaf", false, 0, 4},
        {"surrogate", "\xed\xa0\x80", false, 0, 3},
        {"above the last scalar", "\xf4\x90\x80\x80", false, 0, 4},
        {"five bytes", "\xf8\x88\x80\x80\x80", false, 0, 5},
        {"last scalar", "\xf4\x8f\xbf\xbf", true, 0, 1},
        {"continuation is a letter", "\xc3(", false, 0, 2},
        {"U+FFFD itself", FFFD, true, 0, 1},
        {"Latin-1", "Jos\xe9 ", false, 3, 5},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t bad = 0;
        cr_assert_eq(phs_utf8_valid(phs_slice(rows[i].text), &bad), rows[i].valid, "%s", rows[i].scenario);
        cr_assert_eq(bad, rows[i].bad, "%s", rows[i].scenario);
        cr_assert_eq(phs_utf8_length(phs_slice(rows[i].text)), rows[i].length, "%s", rows[i].scenario);
    }
    cr_assert_not(phs_utf8_valid(PHS_SLICE("\xff"), NULL));
}

Test(escape, json_strings_cannot_be_left) {
    static const struct row rows[] = {
        {"quote and backslash", "a\"b\\", "a\\\"b\\\\", 0},
        {"controls", "\b\f\n\r\t\x01\x7f", "\\b\\f\\n\\r\\t\\u0001\\u007f", 0},
        {"NUL", "a\0b", "a\\u0000b", 3},
        {"C1", CSI, "\\u009b", 0},
        {"invalid UTF-8", "\xff\xc0\xaf", FFFD FFFD FFFD, 0},
        {"line separator", LINE_SEPARATOR, "\\u2028", 0},
        {"override", RLO, "\\u202e", 0},
        {"isolate", ISOLATE, "\\u2066", 0},
        {"beyond the BMP stays", "\xf0\x9f\x92\x8a", "\xf0\x9f\x92\x8a", 0},
    };
    CHECK(phs_escape_json, rows);
}

Test(escape, html_text_and_attributes_cannot_be_left) {
    static const struct row rows[] = {
        {"markup", "<a href=\"x\" b='y'>&", "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;", 0},
        {"controls that XML has no way to write", "a\x01\x1b\x7f", "a" FFFD FFFD FFFD, 0},
        {"NUL", "a\0b", "a" FFFD "b", 3},
        {"line breaks", "a\r\n\tb", "a&#13;\n\tb", 0},
        {"override shows", RLO "x", FFFD "x", 0},
        {"invalid UTF-8", "\xc0<", FFFD "&lt;", 0},
        {"noncharacter", "\xef\xbf\xbe", FFFD, 0},
    };
    CHECK(phs_escape_html, rows);
}

Test(escape, markdown_stays_one_inline_text) {
    static const struct row rows[] = {
        {"link", "[x](javascript:y)", "\\[x\\](javascript:y)", 0},
        {"image", "![x]", "\\!\\[x\\]", 0},
        {"table and code", "a|`b`", "a\\|\\`b\\`", 0},
        {"HTML", "<script>&", "&lt;script&gt;&amp;", 0},
        {"line breaks", "a\n# b\r\nc" LINE_SEPARATOR "d", "a \\# b  c d", 0},
        {"heading", "# x", "\\# x", 0},
        {"list", "- x", "\\- x", 0},
        {"numbered list", "12. x", "12\\. x", 0},
        {"a point later is none", "v12. x", "v12. x", 0},
        {"resource address", "aws_s3_bucket.phi-logs", "aws\\_s3\\_bucket.phi-logs", 0},
        {"pandoc", "@cite $x$ ^a^ {b}", "\\@cite \\$x\\$ \\^a\\^ \\{b\\}", 0},
        {"override shows", RLO, FFFD, 0},
        {"escape sequence", "\x1b[31m", FFFD "\\[31m", 0},
    };
    CHECK(phs_escape_markdown, rows);
}

Test(escape, terminal_text_moves_no_cursor) {
    static const struct row rows[] = {
        {"escape sequence", "\x1b]0;title\x07", "\\x1B]0;title\\x07", 0},
        {"C1 as UTF-8", CSI "2J", "U+009B2J", 0},
        {"C1 as a raw byte",
         "\x9b"
         "2J",
         "\\x9B2J", 0},
        {"DEL and NUL", "\x7f\0z", "\\x7F\\x00z", 3},
        {"line breaks and tabs", "a\r\n\tb\x0b" LINE_SEPARATOR, "a   b  ", 0},
        {"override", RLO, "U+202E", 0},
        {"U+FFFD itself stays", FFFD, FFFD, 0},
        {"applied again", "\\x1B U+202E", "\\x1B U+202E", 0},
    };
    CHECK(phs_escape_terminal, rows);
}

Test(escape, csv_fields_run_no_formula) {
    static const struct row rows[] = {
        {"empty", "", "", 0},
        {"plain", "plain", "plain", 0},
        {"comma and quote", "a,\"b\"", "\"a,\"\"b\"\"\"", 0},
        {"line break", "a\nb", "\"a\nb\"", 0},
        {"formula", "=1+1", "'=1+1", 0},
        {"plus", "+1", "'+1", 0},
        {"minus", "-1", "'-1", 0},
        {"at", "@SUM(A1)", "'@SUM(A1)", 0},
        {"tab", "\t=1", "\"'\t=1\"", 0},
        {"carriage return", "\r=1", "\"'\r=1\"", 0},
        {"behind spaces", "  =1", "\"'  =1\"", 0},
        {"full-width equals sign",
         "\xef\xbc\x9d"
         "1",
         "'\xef\xbc\x9d"
         "1",
         0},
        {"formula with quotes", "=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"", 0},
        {"controls, invalid bytes, override", "\x01\xff" RLO, FFFD FFFD FFFD, 0},
        {"NUL does not end the field", "a\0,b", "\"a" FFFD ",b\"", 4},
    };
    CHECK(phs_escape_csv, rows);
}

/* What is copied in a run is what is written alone: no character of a language slips through in the middle of a text. */
Test(escape, a_character_is_written_alike_at_the_front_and_inside) {
    void (*const languages[])(struct phs_buf *, struct phs_slice) = {phs_escape_json, phs_escape_html, phs_escape_terminal,
                                                                     phs_escape_plain};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        for (int c = 1; c < 0x80; c++) {
            struct phs_buf alone, inside;
            char text[4] = {'x', (char)c, 'x', 0}, expected[40];
            phs_buf_init(&alone, 64);
            phs_buf_init(&inside, 64);
            languages[i](&alone, phs_slice_n(text + 1, 1));
            languages[i](&inside, phs_slice_n(text, 3));
            snprintf(expected, sizeof expected, "x%sx", phs_buf_text(&alone));
            cr_expect_str_eq(phs_buf_text(&inside), expected, "language %zu, character %d", i, c);
            phs_buf_done(&alone);
            phs_buf_done(&inside);
        }
}
