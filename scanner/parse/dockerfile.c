/* SPDX-License-Identifier: Apache-2.0 */
/* A Dockerfile -> instructions, each with the heredocs that follow it. */
#include "parse/dockerfile.h"

#include "base/escape.h"
#include "parse/dockerfile_parts.h"
#include "parse/fail.h"

enum { MOST_INSTRUCTIONS = 20000, MOST_HEREDOCS = 16, MOST_STAGES = 500, MOST_PROBLEMS = 50, MOST_EXPANDED = 16 << 20 };

void phs_dockerfile_problem(struct phs_dockerfile_parsing *p, uint32_t line, const char *what) {
    struct phs_place place = {.source = p->source, .line = line};
    const char *where = phs_place_text(p->arena, place);
    if (p->file.problems.n < MOST_PROBLEMS)
        PHS_PUSH(p->arena, p->file.problems, phs_printf(p->arena, "%s%s%s", where, *where ? ": " : "", what));
}

static const char *const words[] = {"ADD",    "ARG",   "CMD",         "COPY",  "ENTRYPOINT", "ENV",
                                    "EXPOSE", "FROM",  "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD",
                                    "RUN",    "SHELL", "STOPSIGNAL",  "USER",  "VOLUME",     "WORKDIR"};

static const char *word_of(struct phs_slice text) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_slice_ieq(text, phs_slice(words[i])))
            return words[i];
    return NULL;
}

bool phs_dockerfile_one_of(const char *word, const char *list) {
    struct phs_slice rest = phs_slice(list), part;
    while (phs_slice_cut(&rest, ' ', &part))
        if (phs_slice_is(part, word))
            return true;
    return false;
}

/* [n]<<[-]NAME or "NAME": the name, or an empty slice. */
static struct phs_slice heredoc_name(struct phs_slice word, bool *ret_strip) {
    size_t i = 0;
    while (i < word.len && word.ptr[i] >= '0' && word.ptr[i] <= '9')
        i++;
    if (word.len < i + 3 || word.ptr[i] != '<' || word.ptr[i + 1] != '<' || word.ptr[i + 2] == '<')
        return (struct phs_slice){0};
    i += 2;
    *ret_strip = word.ptr[i] == '-';
    i += *ret_strip;
    if (i < word.len && (word.ptr[i] == '"' || word.ptr[i] == '\''))
        i++;
    size_t n = 0;
    while (i + n < word.len && (word.ptr[i + n] == '_' || word.ptr[i + n] == '.' || word.ptr[i + n] == '-' ||
                                (word.ptr[i + n] >= '0' && word.ptr[i + n] <= '9') ||
                                ((word.ptr[i + n] | 32) >= 'a' && (word.ptr[i + n] | 32) <= 'z')))
        n++;
    return phs_slice_n(word.ptr + i, n);
}

static void read_heredoc(struct phs_dockerfile_parsing *p, struct phs_dockerfile_instruction *instruction,
                         struct phs_slice name, bool strip) {
    const char *begin = p->rest.ptr, *end = p->rest.ptr + p->rest.len;
    uint32_t first = p->line;
    struct phs_slice line;
    while (phs_dockerfile_next_line(p, &line)) {
        struct phs_slice text = line;
        while (strip && text.len && text.ptr[0] == '\t')
            text = phs_slice_n(text.ptr + 1, text.len - 1);
        if (phs_slice_eq(text, name)) {
            end = line.ptr;
            break;
        }
    }
    if (end == p->all.ptr + p->all.len)
        phs_dockerfile_problem(p, first, "a heredoc has no end");
    struct phs_dockerfile_heredoc heredoc = {name, phs_slice_n(begin, (size_t)(end - begin))};
    PHS_PUSH(p->arena, instruction->heredocs, heredoc);
}

static void read_heredocs(struct phs_dockerfile_parsing *p, struct phs_dockerfile_instruction *instruction) {
    const struct phs_dockerfile_lexer lexer = {p->arena, p->escape, NULL, &p->left};
    struct phs_slice rest = instruction->text, word;
    bool strip = false;
    while (instruction->heredocs.n < MOST_HEREDOCS && phs_dockerfile_cut(&lexer, &rest, &word)) {
        struct phs_slice name = heredoc_name(word, &strip);
        if (name.len)
            read_heredoc(p, instruction, name, strip);
    }
}

static void read_instruction(struct phs_dockerfile_parsing *p, struct phs_slice text, uint32_t first, const char *begin) {
    size_t n = 0;
    while (n < text.len && text.ptr[n] != ' ' && text.ptr[n] != '\t')
        n++;
    const char *word = word_of(phs_slice_n(text.ptr, n));
    if (!word) {
        phs_dockerfile_problem(p, first, "this is no instruction of a Dockerfile");
        return;
    }
    struct phs_dockerfile_instruction *instruction = PHS_NEW(p->arena, struct phs_dockerfile_instruction);
    instruction->word = word;
    instruction->text = phs_slice_trim(phs_slice_n(text.ptr + n, text.len - n));
    instruction->stage = p->file.stages.n ? p->file.stages.n - 1 : PHS_DOCKERFILE_NO_STAGE;
    instruction->place = (struct phs_place){.source = p->source, .line = first, .column = 1};
    if (phs_dockerfile_one_of(word, "ADD COPY RUN"))
        read_heredocs(p, instruction);
    const char *end = p->rest.len ? p->rest.ptr : p->all.ptr + p->all.len;
    instruction->raw = phs_slice_trim(phs_slice_n(begin, (size_t)(end - begin)));
    instruction->place.end_line = p->line - 1;
    phs_dockerfile_interpret(p, instruction);
    PHS_PUSH(p->arena, p->file.instructions, instruction);
}

enum phs_code phs_dockerfile_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                                   struct phs_dockerfile *ret_dockerfile, struct phs_err *err) {
    struct phs_dockerfile_parsing p = {.arena = arena, .source = source, .line = 1, .escape = '\\', .left = MOST_EXPANDED};
    struct phs_slice text;
    uint32_t first = 1;
    if (bytes.len > PHS_DOCKERFILE_MOST_BYTES)
        return phs_parse_fail(err, PHS_E_LIMIT, source, 0, 0, "the Dockerfile is larger than 1 MiB");
    if (!phs_utf8_valid(bytes, NULL))
        return phs_parse_fail(err, PHS_E_INPUT, source, 0, 0, "no UTF-8 text");
    if (phs_slice_starts(bytes, "\xEF\xBB\xBF"))
        bytes = phs_slice_n(bytes.ptr + 3, bytes.len - 3);
    p.all = p.rest = phs_slice_n(phs_strndup(arena, bytes.len ? bytes.ptr : "", bytes.len), bytes.len);
    phs_map_init(&p.globals.env, arena);
    phs_map_init(&p.globals.args, arena);
    phs_dockerfile_directives(&p);
    for (;;) {
        const char *begin = NULL;
        if (!phs_dockerfile_logical(&p, &text, &first, &begin))
            break;
        if (p.file.instructions.n == MOST_INSTRUCTIONS)
            return phs_parse_fail(err, PHS_E_LIMIT, source, first, 0, "more than %d instructions", MOST_INSTRUCTIONS);
        read_instruction(&p, text, first, begin);
        if (p.file.stages.n > MOST_STAGES)
            return phs_parse_fail(err, PHS_E_LIMIT, source, first, 0, "more than %d stages", MOST_STAGES);
    }
    *ret_dockerfile = p.file;
    return PHS_OK;
}
