/* SPDX-License-Identifier: Apache-2.0 */
/* Holds the HCL parser to places, recovery and bounds: what a wrong statement costs and where its diagnostic stands. */
#include <criterion/criterion.h>

#include "parse/hcl/hcl.h"

static struct phs_arena *arena;

static void setup(void) {
    arena = phs_arena_new();
}

static void teardown(void) {
    phs_arena_free(arena);
}

TestSuite(hcl_syntax, .init = setup, .fini = teardown);

static struct phs_hcl_file *parse(const char *text) {
    return phs_hcl_parse(arena, NULL, phs_slice(phs_strdup(arena, text)), NULL);
}

/* "a b c[x y] d" : names of attributes, then blocks with their content; "!" behind what is damaged. */
static void outline(struct phs_buf *out, const struct phs_hcl_body *body) {
    for (size_t i = 0; i < body->attribute_count; i++) {
        phs_buf_puts(out, out->len && phs_buf_text(out)[out->len - 1] != '[' ? " " : "");
        phs_buf_slice(out, body->attributes[i].name);
        phs_buf_puts(out, body->attributes[i].expr->kind == PHS_HCL_BROKEN ? "!" : "");
    }
    for (size_t i = 0; i < body->block_count; i++) {
        const struct phs_hcl_block *block = &body->blocks[i];
        phs_buf_puts(out, out->len && phs_buf_text(out)[out->len - 1] != '[' ? " " : "");
        phs_buf_slice(out, block->type);
        for (size_t k = 0; k < block->label_count; k++)
            phs_buf_printf(out, ".%.*s", (int)block->labels[k].text.len, block->labels[k].text.ptr);
        phs_buf_puts(out, block->damaged ? "!" : "");
        phs_buf_putc(out, '[');
        outline(out, &block->body);
        phs_buf_putc(out, ']');
    }
}

static const char *outline_of(const struct phs_hcl_file *file) {
    struct phs_buf buf;
    phs_buf_init(&buf, 4096);
    outline(&buf, &file->body);
    const char *text = phs_strdup(arena, phs_buf_text(&buf));
    phs_buf_done(&buf);
    return text;
}

static const char *places_of(const struct phs_hcl_file *file) {
    const char *text = "";
    for (size_t i = 0; i < file->diags.list.n; i++) {
        struct phs_place place = file->diags.list.at[i].place;
        text = phs_printf(arena, "%s%s%u:%u-%u:%u", text, i ? " " : "", place.line, place.column, place.end_line,
                          place.end_column);
    }
    return text;
}

struct row {
    const char *scenario, *source, *outline, *places;
};

static void check(const struct row *row) {
    struct phs_hcl_file *file = parse(row->source);
    cr_expect_str_eq(outline_of(file), row->outline, "%s: %s, not %s", row->scenario, outline_of(file), row->outline);
    cr_expect_str_eq(places_of(file), row->places, "%s: %s, not %s", row->scenario, places_of(file), row->places);
    for (size_t i = 0; i < file->diags.list.n; i++) {
        const char *text = file->diags.list.at[i].text;
        cr_expect(strlen(text) > 10 && text[strlen(text) - 1] == '.', "%s: \"%s\" is no sentence", row->scenario, text);
    }
}

#define CHECK_ALL(rows)                                                                                                        \
    for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)                                                                 \
    check(&(rows)[i])

Test(hcl_syntax, reads_bodies) {
    static const struct row rows[] = {
        {"empty", "", "", ""},
        {"comments", "# a\n// b\n/* c\n d */\n", "", ""},
        {"attributes", "a = 1\nb=2", "a b", ""},
        {"block", "a {\n}\n", "a[]", ""},
        {"labels", "a \"b\" c \"d e\" {\n}\n", "a.b.c.d e[]", ""},
        {"escaped label", "a \"b\\\"c\" {}\n", "a.b\"c[]", ""},
        {"nested", "a {\n b {\n c = 1\n }\n d = 2\n}\n", "a[d b[c]]", ""},
        {"one line", "a { b = 1 }", "a[b]", ""},
        {"one line without content", "a {}", "a[]", ""},
        {"byte order mark",
         "\xEF\xBB\xBF"
         "a = 1\n",
         "a", ""},
        {"carriage returns", "a = 1\r\nb {\r\n c = 2\r\n}\r\n", "a b[c]", ""},
        {"unicode names", "\xC3\xBC = 1\n\xE6\x97\xA5-\xE6\x9C\xAC = 2\n", "\xC3\xBC \xE6\x97\xA5-\xE6\x9C\xAC", ""},
        {"heredoc at the end of a block", "a {\n b = <<E\nx\nE\n}\n", "a[b]", ""},
        {"keywords as names", "for = 1\nif = 2\nnull = 3\n", "for if null", ""},
        {"comment behind a brace", "a { # b\n} # c\n", "a[]", ""},
    };
    CHECK_ALL(rows);
}

Test(hcl_syntax, loses_only_the_statement_that_is_wrong) {
    static const struct row rows[] = {
        {"no value", "a =\nb = 2\n", "a! b", "1:4-2:1"},
        {"unclosed bracket", "a = [1, 2\nb = 3\nc = 4\n", "a! b c", "2:1-2:2"},
        {"unclosed parenthesis", "a = f(1\nb = 3\n", "a! b", "2:1-2:2"},
        {"unclosed string", "a = \"x\nb = 3\n", "a! b", "1:5-1:6"},
        {"unclosed sequence", "a = \"${x\"\nb = 3\n", "a! b", "1:6-1:8"},
        {"unclosed heredoc", "a = <<E\nx\n", "a!", "1:5-1:6"},
        {"two values", "a = 1 2\nb = 3\n", "a b", "1:7-1:8"},
        {"comma", "a = 1, b = 2\nc = 3\n", "a c", "1:6-1:7"},
        {"wrong inside a block", "x {\n a = ]\n b = 1\n}\nc = 2\n", "c x![a! b]", "2:6-2:7"},
        {"wrong inside a nested block", "x {\n y {\n  a = *\n }\n b = 1\n}\nz {}\n", "x[b y![a!]] z[]", "3:7-3:8"},
        {"object without equals sign", "a = {\n b 1\n c = 2\n}\nd = 1\n", "a! d", "2:4-2:5"},
        {"quoted name", "\"a\" = 1\nb = 2\n", "b", "1:1-1:2"},
        {"set twice", "a = 1\na = 2\nb = 3\n", "a b", "2:1-2:2"},
        {"closing brace too many", "}\na = 1\n", "a", "1:1-1:2"},
        {"block not closed", "a {\n b = 1\n", "a![b]", "1:3-1:4"},
        {"two blocks not closed", "a {\n b {\n", "a![b![]]", "2:4-2:5"},
        {"brace on the next line", "a\n{\n}\nb = 1\n", "b", "1:1-1:2 2:1-2:2"},
        {"template as label", "a \"${b}\" {\n c = 1\n}\nd = 2\n", "d a![]", "1:3-1:9"},
        {"strange character", "a = @\nb = 1\n", "a! b", "1:5-1:6"},
        {"unclosed comment", "a = 1\n/* b\n", "a", "2:1-2:3"},
        {"wrong heredoc text does not end the block", "x {\n a = <<E\n${\n}\n}\nE\n b = 1\n}\nc = 1\n", "c x![a! b]",
         "4:1-4:2"},
        {"two mistakes", "a = ]\nb = 1\nc = )\n", "a! b c!", "1:5-1:6 3:5-3:6"},
        {"bad escape keeps the statement", "a = \"\\q\"\nb = 1\n", "a b", "1:6-1:8"},
        {"invalid UTF-8 keeps the statement", "a = \"x\xFF\"\nb = 1\n", "a b", "1:7-1:8"},
    };
    CHECK_ALL(rows);
}

Test(hcl_syntax, counts_columns_in_characters) {
    struct phs_hcl_file *file = parse("\xC3\xA9\xC3\xA9 = \"\xF0\x9F\x98\x80\" # x\n  b   = [ 1 ]\n");
    const struct phs_hcl_attribute *first = &file->body.attributes[0], *second = &file->body.attributes[1];
    cr_expect_eq(first->expr->place.column, 6);
    cr_expect_eq(first->expr->place.end_column, 9);
    cr_expect_eq(second->name_place.line, 2);
    cr_expect_eq(second->name_place.column, 3);
    cr_expect_eq(second->expr->place.column, 9);
    cr_expect_eq(second->expr->place.end_column, 14);
    cr_expect(phs_slice_is(second->expr->text, "[ 1 ]"));
}

Test(hcl_syntax, places_blocks_and_labels) {
    struct phs_hcl_file *file = parse("\nresource \"a\" \"b\" {\n  x = <<E\nt\nE\n}\n");
    const struct phs_hcl_block *block = phs_hcl_next_block(&file->body, "resource", NULL);
    cr_assert_not_null(block);
    cr_expect_eq(block->place.line, 2);
    cr_expect_eq(block->place.end_line, 6);
    cr_expect_eq(block->place.end_column, 2);
    cr_expect_eq(block->header.end_column, 17);
    cr_expect_eq(block->open.column, 18);
    cr_expect_eq(block->labels[1].place.column, 14);
    cr_expect_eq(block->body.end.line, 6);
    cr_expect_eq(block->body.attributes[0].place.end_line, 5);
    cr_expect_null(phs_hcl_next_block(&file->body, "resource", block));
}

static void collect(void *user, const struct phs_hcl_traversal *traversal, struct phs_place place) {
    const char **text = user;
    (void)place;
    *text = phs_printf(arena, "%s %.*s/%zu", *text, (int)traversal->root.len, traversal->root.ptr, traversal->n);
}

Test(hcl_syntax, finds_references_without_names_bound_inside) {
    struct phs_hcl_diags diags = {.arena = arena};
    struct phs_slice source =
        PHS_SLICE("{ key = var.a.b, (k) = [for k, v in local.m[\"x\"] : \"${v}${k}${aws_x.y[i].z}\" if c], s = \"%{ for e in "
                  "list }${e}${f(g)}%{ endfor }\" }");
    const struct phs_hcl_expr *expr = phs_hcl_parse_expr(arena, NULL, source, (struct phs_place){0}, NULL, &diags);
    const char *found = "";
    phs_hcl_references(expr, collect, &found);
    cr_expect_eq(diags.errors, 0);
    cr_expect_str_eq(found, " var/2 k/0 local/2 aws_x/1 i/0 c/0 list/0 g/0", "%s", found);
}

Test(hcl_syntax, takes_a_quoted_reference_for_one) {
    struct phs_hcl_diags diags = {.arena = arena};
    struct phs_slice quoted = PHS_SLICE("\"aws_x.y\""), text = PHS_SLICE("\"two words\"");
    const struct phs_hcl_traversal *traversal =
        phs_hcl_static_traversal(arena, phs_hcl_parse_expr(arena, NULL, quoted, (struct phs_place){0}, NULL, &diags));
    cr_assert_not_null(traversal);
    cr_expect(phs_slice_is(traversal->steps[0].name, "y"));
    cr_expect_null(phs_hcl_static_traversal(arena, phs_hcl_parse_expr(arena, NULL, text, (struct phs_place){0}, NULL, &diags)));
}

static char *repeated(const char *unit, size_t times, const char *middle, const char *close) {
    size_t n = strlen(unit), m = strlen(close), at = strlen(middle);
    char *text = phs_alloc(arena, (n + m) * times + at + 8);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * n, unit, n);
    memcpy(text + times * n, middle, at);
    for (size_t i = 0; i < times; i++)
        memcpy(text + times * n + at + i * m, close, m);
    return text;
}

Test(hcl_syntax, ends_with_a_diagnostic_where_nesting_is_too_deep) {
    static const struct {
        const char *unit, *middle, *close;
    } rows[] = {{"a {\n", "", "\n}\n"}, {"[", "1", "]"},    {"(", "1", ")"},       {"\"${", "1", "}\""},
                {"{a=", "1", "}"},      {"!", "true", ""},  {"-", "1", ""},        {"f(", "1", ")"},
                {"x[", "1", "]"},       {"a[*].", "b", ""}, {"a ? 1 : ", "2", ""}, {"1 + ", "1", ""},
                {"a.", "b", ""},        {"x", "", "[*]"},   {"x", "", "[1]"},      {"[for a in ", "b", " : a]"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = repeated(rows[i].unit, 20000, rows[i].middle, rows[i].close);
        struct phs_hcl_file *file = parse(i ? phs_printf(arena, "x = %s\ny = 1\n", text) : text);
        cr_expect_gt(file->diags.errors, 0, "row %zu", i);
        cr_expect(!i || phs_hcl_attribute(&file->body, "y"), "row %zu lost the next statement", i);
    }
}

Test(hcl_syntax, bounds_the_number_of_expressions_and_diagnostics) {
    char *text = repeated("a {}\n", 5000, "", "");
    struct phs_hcl_limits limits = {.nodes = 100};
    struct phs_hcl_file *file = phs_hcl_parse(arena, NULL, phs_slice(text), &limits);
    cr_expect_eq(file->diags.errors, 1);
    cr_expect(file->damaged);
    file = parse(repeated("a = ]\n", 5000, "", ""));
    cr_expect_eq(file->diags.list.n, 200);
    cr_expect_gt(file->diags.dropped, 4000);
}

Test(hcl_syntax, stays_linear_on_what_is_never_closed, .timeout = 20) {
    static const char *const units[] = {"/* \n",    "/*",       "a = <<E\n", "a = <<E\n${]\n", "a = \"${\n", "\"",
                                        "a {} x\n", "a = f(\n", "x = a:: ",  "\"${",           "%{"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct phs_hcl_file *file = parse(repeated(units[i], 200000, "", ""));
        cr_expect_gt(file->diags.errors, 0, "%s", units[i]);
        phs_arena_reset(arena);
    }
}

static const char *excerpt(const char *source, bool withheld) {
    struct phs_slice text = phs_slice(phs_strdup(arena, source));
    struct phs_hcl_file *file = phs_hcl_parse(arena, NULL, text, NULL);
    struct phs_buf buf;
    phs_buf_init(&buf, 4096);
    cr_assert_gt(file->diags.list.n, 0);
    phs_hcl_excerpt(&buf, text, file->diags.list.at[0].place, withheld);
    const char *found = phs_strdup(arena, phs_buf_text(&buf));
    phs_buf_done(&buf);
    return found;
}

Test(hcl_syntax, shows_the_line_with_a_caret_unless_it_is_withheld) {
    cr_expect_str_eq(excerpt("a = 1\nb = foo bar\n", false), "     2 | b = foo bar\n       |         ^~~\n");
    cr_expect_str_eq(excerpt("b = \x1B[31m\n", false), "     1 | b = \\x1B[31m\n       |     ^\n");
    cr_expect_str_eq(excerpt("password = hunter2 x\n", true), "");
}

Test(hcl_syntax, writes_an_expression_on_one_line) {
    struct phs_hcl_file *file = parse("a = f(\n  1,\n  \"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\"\n)\n");
    cr_expect_str_eq(phs_hcl_expr_line(arena, file->body.attributes[0].expr, 100),
                     "f( 1, \"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\" )");
    const char *cut = phs_hcl_expr_line(arena, file->body.attributes[0].expr, 10);
    cr_expect(phs_slice_ends(phs_slice(cut), "\xE2\x80\xA6"));
    cr_expect_leq(strlen(cut), 13);
}
