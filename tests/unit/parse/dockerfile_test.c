/* SPDX-License-Identifier: Apache-2.0 */
/* Dockerfiles: lines, places, variables, stages, heredocs, and what is broken. */
#include <criterion/criterion.h>

#include "base/buf.h"
#include "parse/dockerfile.h"

static struct phs_arena *arena;
static const struct phs_source source = {.kind = PHS_SOURCE_FILE, .path = "Dockerfile"};

static void open_arena(void) {
    arena = phs_arena_new();
}

static void close_arena(void) {
    phs_arena_free(arena);
}

TestSuite(dockerfile, .init = open_arena, .fini = close_arena);

static struct phs_dockerfile parse(const char *text) {
    struct phs_dockerfile file = {0};
    struct phs_err err = {0};
    cr_assert_eq(phs_dockerfile_parse(arena, &source, phs_slice(text), &file, &err), PHS_OK, "%s", err.text);
    return file;
}

static const char *shown(const struct phs_value *value) {
    return !value ? "-" : value->kind == PHS_UNKNOWN ? "?" : phs_text_or(arena, value, "!");
}

/* "WORD: a|b" of the last instruction, its words when it has some, else what stands behind the flags. */
static const char *last(const struct phs_dockerfile *file) {
    cr_assert_gt(file->instructions.n, 0);
    const struct phs_dockerfile_instruction *instruction = file->instructions.at[file->instructions.n - 1];
    const char *text = phs_printf(arena, "%s:", instruction->word);
    for (size_t i = 0; i < instruction->words.n; i++)
        text = phs_printf(arena, "%s%s%s", text, i ? "|" : " ", shown(instruction->words.at[i]));
    return instruction->words.n ? text : phs_printf(arena, "%s %.*s", text, (int)instruction->rest.len, instruction->rest.ptr);
}

Test(dockerfile, reads_the_last_instruction_as_the_reference_says) {
    static const struct {
        const char *scenario, *text, *last;
    } rows[] = {
        {"a comment between continued lines", "FROM a\nRUN x \\\n# no\n  y", "RUN: x   y"},
        {"an empty line between continued lines", "FROM a\nRUN x \\\n\n  y", "RUN: x   y"},
        {"two escape characters end the line", "FROM a\nRUN x \\\\\nUSER b", "USER: b"},
        {"white space behind the escape character", "FROM a\nRUN x \\  \n y", "RUN: x  y"},
        {"another escape character", "# escape=`\nFROM a\nRUN x `\n y\\", "RUN: x  y\\"},
        {"a directive behind a comment is a comment", "# hello\n# escape=`\nFROM a\nUSER x`", "USER: x`"},
        {"an escape directive behind another one", "# syntax=x\n#escape = `\nFROM a\nRUN x `\ny", "RUN: x y"},
        {"lower case", "from a\nuser b", "USER: b"},
        {"carriage returns", "FROM a\r\nUSER b\r\n", "USER: b"},
        {"no line break at the end", "FROM a", "FROM: a"},
        {"a continuation that the file ends", "FROM a\nRUN x \\", "RUN: x"},
        {"quotes", "FROM a\nCOPY \"a b\" 'c d' e\\ f /", "COPY: a b|c d|e f|/"},
        {"JSON form", "FROM a\nCOPY [\"a b\", \"c\"]", "COPY: a b|c"},
        {"no JSON after all", "FROM a\nCOPY [a] /", "COPY: [a]|/"},
        {"ENV is put in", "FROM a\nENV U=app\nUSER $U", "USER: app"},
        {"ENV in braces inside a word", "FROM a\nENV U=app\nUSER x${U}y", "USER: xappy"},
        {"ENV in its old form", "FROM a\nENV U app\nUSER $U", "USER: app"},
        {"ENV uses what was set before its line", "FROM a\nENV A=1\nENV A=2 B=$A\nUSER $B", "USER: 1"},
        {"single quotes put nothing in", "FROM a\nENV U=app\nUSER '$U'", "USER: $U"},
        {"an escaped dollar", "FROM a\nUSER \\$U", "USER: $U"},
        {"ARG with a default", "FROM a\nARG U=app\nUSER $U", "USER: app"},
        {"ARG without one", "FROM a\nARG U\nUSER $U", "USER: ?"},
        {"ARG without one, but a default where it is used", "FROM a\nUSER ${U:-app}", "USER: app"},
        {"a default for what is declared and not known", "FROM a\nARG U\nUSER ${U:-app}", "USER: ?"},
        {"ENV wins over ARG", "FROM a\nARG U=x\nENV U=y\nUSER $U", "USER: y"},
        {"a variable that only the base image can have", "FROM a\nUSER $U", "USER: ?"},
        {"a variable that nothing can have", "FROM scratch\nUSER x$U", "USER: x"},
        {"a pattern", "FROM a\nENV U=app\nUSER ${U%p}", "USER: ?"},
        {"an alternative", "FROM a\nENV U=app\nUSER ${U:+other}", "USER: other"},
        {"an alternative of nothing", "FROM scratch\nUSER a${U:+other}", "USER: a"},
        {"a brace that is never closed", "FROM a\nENV U=app\nUSER ${U", "USER: app"},
        {"a global ARG in FROM", "ARG T=20\nFROM a:$T", "FROM: a:20"},
        {"a global ARG does not reach a stage", "ARG U=app\nFROM a\nUSER $U", "USER: ?"},
        {"a global ARG uses those before it", "ARG A=1\nARG B=$A\nARG C=x$B\nFROM a:$C", "FROM: a:x1"},
        {"until the stage asks for it", "ARG U=app\nFROM a\nARG U\nUSER $U", "USER: app"},
        {"ENV of a stage does not reach FROM", "FROM a\nENV T=1\nFROM b:$T", "FROM: ?"},
        {"ENV of the stage that it is built on", "FROM a AS x\nENV U=app\nFROM x\nUSER $U", "USER: app"},
        {"flags are no words", "FROM a\nCOPY --from=x --chown=1:1 a b", "COPY: a|b"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_dockerfile file = parse(rows[i].text);

        cr_expect_str_eq(last(&file), rows[i].last, "%s: %s", rows[i].scenario, last(&file));
    }
}

Test(dockerfile, keeps_heredocs_with_their_instruction) {
    struct phs_dockerfile file = parse("FROM a\nRUN <<A cat <<-\"B\" <<<c\none\nA\n\ttwo\n\tB\nUSER x\n");
    cr_assert_eq(file.instructions.n, 3);
    const struct phs_dockerfile_instruction *run = file.instructions.at[1];
    cr_assert_eq(run->heredocs.n, 2);
    cr_expect(phs_slice_is(run->heredocs.at[0].content, "one\n"));
    cr_expect(phs_slice_is(run->heredocs.at[1].name, "B"));
    cr_expect(phs_slice_is(run->heredocs.at[1].content, "\ttwo\n"));
    cr_expect_eq(run->place.line, 2);
    cr_expect_eq(run->place.end_line, 6);
    cr_expect(phs_slice_ends(run->raw, "\tB"));
    cr_expect_eq(file.instructions.at[2]->place.line, 7);
}

Test(dockerfile, knows_its_stages) {
    struct phs_dockerfile file = parse("FROM --platform=linux/amd64 a:1 AS Build\nFROM b\nFROM build\nUSER x");
    cr_assert_eq(file.stages.n, 3);
    cr_expect_str_eq(shown(file.stages.at[0].platform), "linux/amd64");
    cr_expect_eq(file.stages.at[1].from_stage, (size_t)PHS_DOCKERFILE_NO_STAGE);
    cr_expect_eq(file.stages.at[2].from_stage, 0);
    cr_expect_eq(file.instructions.at[3]->stage, 2);
}

Test(dockerfile, names_what_is_broken_with_its_line_and_goes_on) {
    struct phs_dockerfile file = parse("FROM a\nNOSUCH x\nUSER b\nFROM\nRUN <<E\nnever");
    cr_assert_eq(file.problems.n, 3);
    cr_expect_str_eq(file.problems.at[0], "Dockerfile:2: this is no instruction of a Dockerfile");
    cr_expect_str_eq(file.problems.at[1], "Dockerfile:4: FROM names no image");
    cr_expect(strstr(file.problems.at[2], "a heredoc has no end"));
    cr_expect_eq(file.instructions.n, 4);
}

Test(dockerfile, refuses_what_is_no_text_or_too_much) {
    struct phs_dockerfile file;
    struct phs_err err = {0};
    cr_expect_eq(phs_dockerfile_parse(arena, &source, PHS_SLICE("FROM \xff"), &file, &err), PHS_E_INPUT);
    size_t n = (1 << 20) + 1;
    char *big = phs_alloc(arena, n);
    memset(big, '\n', n);
    cr_expect_eq(phs_dockerfile_parse(arena, &source, phs_slice_n(big, n), &file, &err), PHS_E_LIMIT);
    struct phs_buf many;
    phs_buf_init(&many, 1 << 20);
    for (int i = 0; i <= 20000; i++)
        phs_buf_puts(&many, "RUN x\n");
    cr_expect_eq(phs_dockerfile_parse(arena, &source, phs_slice_n(many.ptr, many.len), &file, &err), PHS_E_LIMIT);
    phs_buf_done(&many);
}

Test(dockerfile, bounds_variables_that_grow) {
    struct phs_buf text;
    phs_buf_init(&text, 1 << 20);
    phs_buf_puts(&text, "FROM scratch\nENV A0=xxxxxxxxxx\n");
    for (int i = 1; i < 30; i++)
        phs_buf_printf(&text, "ENV A%d=$A%d$A%d$A%d$A%d\n", i, i - 1, i - 1, i - 1, i - 1);
    phs_buf_puts(&text, "USER $A29");
    struct phs_dockerfile file = parse(phs_buf_text(&text));
    cr_expect_str_eq(last(&file), "USER: ?");
    phs_buf_done(&text);
}
