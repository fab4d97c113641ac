/* SPDX-License-Identifier: Apache-2.0 */
/* Lines -> instructions -> stages. A line goes on with the escape character at its end; comments and empty lines between are
 * dropped; heredocs follow the instruction that opens them. */
#include "parse/dockerfile.h"

#include "base/buf.h"
#include "base/escape.h"
#include "parse/dockerfile_words.h"
#include "parse/fail.h"
#include "parse/json.h"

enum {
    MOST_BYTES = 1 << 20,
    MOST_INSTRUCTIONS = 20000,
    MOST_HEREDOCS = 16,
    MOST_WORDS = 5000,
    MOST_STAGES = 500,
    MOST_PROBLEMS = 50,
    MOST_EXPANDED = 16 << 20
};

struct parsing {
    struct phs_arena *arena;
    const struct phs_source *source;
    struct phs_slice all, rest;
    uint32_t line; /* of the next line in rest */
    char escape;
    size_t left; /* see struct phs_dockerfile_lexer */
    struct phs_dockerfile file;
    struct phs_dockerfile_variables globals; /* ARG before the first FROM, which is all that FROM sees */
    PHS_VEC(struct phs_dockerfile_variables *) variables;
};

static void problem(struct parsing *p, uint32_t line, const char *what) {
    struct phs_place place = {.source = p->source, .line = line};
    const char *where = phs_place_text(p->arena, place);
    if (p->file.problems.n < MOST_PROBLEMS)
        PHS_PUSH(p->arena, p->file.problems, phs_printf(p->arena, "%s%s%s", where, *where ? ": " : "", what));
}

static bool next_line(struct parsing *p, struct phs_slice *ret_line) {
    if (!p->rest.len || !phs_slice_cut(&p->rest, '\n', ret_line))
        return false;
    if (ret_line->len && ret_line->ptr[ret_line->len - 1] == '\r')
        ret_line->len--;
    p->line++;
    return true;
}

static bool is_comment(struct phs_slice line) {
    line = phs_slice_trim(line);
    return line.len && line.ptr[0] == '#';
}

/* "# escape=`" counts only among the directives at the very top. */
static bool read_directive(struct parsing *p, struct phs_slice line) {
    struct phs_slice text = phs_slice_trim(line), name;
    if (!text.len || text.ptr[0] != '#')
        return false;
    text = phs_slice_n(text.ptr + 1, text.len - 1);
    const char *equals = text.len ? memchr(text.ptr, '=', text.len) : NULL;
    if (!equals)
        return false;
    name = phs_slice_trim(phs_slice_n(text.ptr, (size_t)(equals - text.ptr)));
    struct phs_slice value = phs_slice_trim(phs_slice_n(equals + 1, (size_t)(text.ptr + text.len - equals - 1)));
    if (phs_slice_ieq(name, PHS_SLICE("escape")) && value.len == 1 && (value.ptr[0] == '`' || value.ptr[0] == '\\'))
        p->escape = value.ptr[0];
    return phs_slice_ieq(name, PHS_SLICE("escape")) || phs_slice_ieq(name, PHS_SLICE("syntax")) ||
           phs_slice_ieq(name, PHS_SLICE("check"));
}

static void read_directives(struct parsing *p) {
    struct parsing before = *p;
    struct phs_slice line;
    while (next_line(p, &line) && read_directive(p, line)) {
        before.rest = p->rest;
        before.line = p->line;
    }
    p->rest = before.rest;
    p->line = before.line;
}

/* A lone escape character at the end of a line; two of them are a text. */
static bool goes_on(const struct parsing *p, struct phs_slice *line) {
    size_t n = line->len;
    while (n && (line->ptr[n - 1] == ' ' || line->ptr[n - 1] == '\t'))
        n--;
    if (!n || line->ptr[n - 1] != p->escape || (n > 1 && line->ptr[n - 2] == p->escape))
        return false;
    line->len = n - 1;
    return true;
}

static struct phs_slice kept(struct parsing *p, const struct phs_buf *buf) {
    return phs_slice_n(phs_strndup(p->arena, phs_buf_text(buf), buf->len), buf->len);
}

/* One logical line, without its comments; false at the end of the file. */
static bool read_logical(struct parsing *p, struct phs_slice *ret_text, uint32_t *ret_first, const char **ret_begin) {
    struct phs_buf text;
    struct phs_slice line;
    bool more = true, any = false;
    phs_buf_init(&text, MOST_BYTES + 16);
    while (more && next_line(p, &line)) {
        if (is_comment(line) || !phs_slice_trim(line).len)
            continue; /* also between the lines of an instruction */
        if (!any) {
            *ret_first = p->line - 1;
            *ret_begin = line.ptr;
        }
        any = true;
        more = goes_on(p, &line);
        phs_buf_slice(&text, line);
    }
    *ret_text = phs_slice_trim(kept(p, &text));
    phs_buf_done(&text);
    return any;
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

static bool one_of(const char *word, const char *list) {
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

static void read_heredoc(struct parsing *p, struct phs_dockerfile_instruction *instruction, struct phs_slice name, bool strip) {
    const char *begin = p->rest.ptr, *end = p->rest.ptr + p->rest.len;
    uint32_t first = p->line;
    struct phs_slice line;
    while (next_line(p, &line)) {
        struct phs_slice text = line;
        while (strip && text.len && text.ptr[0] == '\t')
            text = phs_slice_n(text.ptr + 1, text.len - 1);
        if (phs_slice_eq(text, name)) {
            end = line.ptr;
            break;
        }
    }
    if (end == p->all.ptr + p->all.len)
        problem(p, first, "a heredoc has no end");
    struct phs_dockerfile_heredoc heredoc = {name, phs_slice_n(begin, (size_t)(end - begin))};
    PHS_PUSH(p->arena, instruction->heredocs, heredoc);
}

static void read_heredocs(struct parsing *p, struct phs_dockerfile_instruction *instruction) {
    const struct phs_dockerfile_lexer lexer = {p->arena, p->escape, NULL, &p->left};
    struct phs_slice rest = instruction->text, word;
    bool strip = false;
    while (instruction->heredocs.n < MOST_HEREDOCS && phs_dockerfile_cut(&lexer, &rest, &word)) {
        struct phs_slice name = heredoc_name(word, &strip);
        if (name.len)
            read_heredoc(p, instruction, name, strip);
    }
}

static struct phs_dockerfile_variables *variables_of(struct parsing *p) {
    return p->variables.n ? p->variables.at[p->variables.n - 1] : NULL;
}

static struct phs_dockerfile_variables *variables_new(struct parsing *p, const struct phs_dockerfile_variables *inherited) {
    struct phs_dockerfile_variables *variables = PHS_NEW(p->arena, struct phs_dockerfile_variables);
    phs_map_init(&variables->env, p->arena);
    phs_map_init(&variables->args, p->arena);
    variables->base = inherited;
    variables->scratch = inherited && inherited->scratch;
    return variables;
}

/* --name=value in front of everything else. */
static void read_flags(struct parsing *p, struct phs_dockerfile_instruction *instruction,
                       const struct phs_dockerfile_lexer *lexer) {
    struct phs_slice rest = instruction->text, word;
    instruction->rest = rest;
    if (!one_of(instruction->word, "ADD COPY FROM HEALTHCHECK RUN"))
        return;
    while (phs_dockerfile_cut(lexer, &rest, &word) && phs_slice_starts(word, "--") && word.len > 2 &&
           instruction->flags.n < MOST_WORDS) {
        struct phs_slice name = phs_slice_n(word.ptr + 2, word.len - 2);
        const char *equals = memchr(name.ptr, '=', name.len);
        struct phs_dockerfile_flag flag = {name, phs_value_bool(p->arena, true, instruction->place)};
        if (equals) {
            flag.name.len = (size_t)(equals - name.ptr);
            flag.value = phs_dockerfile_word(lexer, phs_slice_n(equals + 1, name.len - flag.name.len - 1), instruction->place);
        }
        PHS_PUSH(p->arena, instruction->flags, flag);
        instruction->rest = phs_slice_trim(rest);
    }
}

static bool all_texts(const struct phs_value *list) {
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++)
        if (!phs_is(list->list.at[i], PHS_STRING))
            return false;
    return phs_is(list, PHS_LIST);
}

static void read_json(struct parsing *p, struct phs_dockerfile_instruction *instruction) {
    static const struct phs_json_limits limits = {.max_nodes = 10000, .max_depth = 4};
    const struct phs_value *value = NULL;
    if (!one_of(instruction->word, "RUN CMD ENTRYPOINT SHELL ADD COPY VOLUME") || !phs_slice_starts(instruction->rest, "["))
        return;
    if (phs_json_parse(p->arena, NULL, instruction->rest, &limits, &value, NULL) == PHS_OK && all_texts(value))
        instruction->json = value;
}

static void push_word(struct parsing *p, struct phs_dockerfile_instruction *instruction, const struct phs_value *word) {
    if (instruction->words.n < MOST_WORDS)
        PHS_PUSH(p->arena, instruction->words, word);
}

static void read_words(struct parsing *p, struct phs_dockerfile_instruction *instruction,
                       const struct phs_dockerfile_lexer *lexer) {
    struct phs_slice rest = instruction->rest, word;
    if (!one_of(instruction->word, "ADD ARG COPY ENV EXPOSE FROM LABEL STOPSIGNAL USER VOLUME WORKDIR"))
        return;
    for (size_t i = 0; instruction->json && i < instruction->json->list.n; i++)
        push_word(p, instruction, phs_dockerfile_word(lexer, instruction->json->list.at[i]->string, instruction->place));
    while (!instruction->json && instruction->words.n < MOST_WORDS && phs_dockerfile_cut(lexer, &rest, &word))
        push_word(p, instruction, phs_dockerfile_word(lexer, word, instruction->place));
}

static void set_variable(struct phs_map *into, struct parsing *p, struct phs_slice name, const struct phs_value *value) {
    if (name.len)
        phs_map_put(into, phs_slice_n(phs_slice_dup(p->arena, name), name.len), (void *)(uintptr_t)value);
}

static const struct phs_value *behind_equals(const struct phs_dockerfile_lexer *lexer, struct phs_slice word,
                                             const char *equals, struct phs_place place) {
    return phs_dockerfile_word(lexer, phs_slice_n(equals + 1, (size_t)(word.ptr + word.len - equals - 1)), place);
}

struct setting {
    struct phs_slice name;
    const struct phs_value *value;
};

/* ENV a=b c="d e", or ENV a b c in the old form; the line sees the variables that were set before it. */
static void read_env(struct parsing *p, struct phs_dockerfile_instruction *instruction,
                     const struct phs_dockerfile_lexer *lexer) {
    struct phs_slice rest = instruction->rest, word;
    struct phs_dockerfile_variables *variables = variables_of(p);
    PHS_VEC(struct setting) settings = {0};
    while (variables && settings.n < MOST_WORDS && phs_dockerfile_cut(lexer, &rest, &word)) {
        const char *equals = memchr(word.ptr, '=', word.len);
        struct setting setting = {word, NULL};
        if (!equals && settings.n)
            continue;
        setting.value = equals ? behind_equals(lexer, word, equals, instruction->place)
                               : phs_dockerfile_word(lexer, phs_slice_trim(rest), instruction->place);
        if (equals)
            setting.name.len = (size_t)(equals - word.ptr);
        PHS_PUSH(p->arena, settings, setting);
        if (!equals)
            break;
    }
    for (size_t i = 0; i < settings.n; i++)
        set_variable(&variables->env, p, settings.at[i].name, settings.at[i].value);
}

/* What BuildKit sets by itself is known only when it builds. */
static const struct phs_value *without_default(struct parsing *p, struct phs_slice name, struct phs_place place) {
    const struct phs_value *global = variables_of(p) ? phs_map_get(&p->globals.args, name) : NULL;
    return global ? global
                  : phs_value_unknown(p->arena, PHS_WHY_VARIABLE,
                                      phs_printf(p->arena, "ARG %.*s has no default", (int)name.len, name.ptr), place);
}

static void read_arg(struct parsing *p, struct phs_dockerfile_instruction *instruction,
                     const struct phs_dockerfile_lexer *lexer) {
    struct phs_slice rest = instruction->rest, word;
    struct phs_dockerfile_variables *variables = variables_of(p);
    struct phs_map *into = variables ? &variables->args : &p->globals.args;
    while (phs_dockerfile_cut(lexer, &rest, &word)) {
        const char *equals = memchr(word.ptr, '=', word.len);
        struct phs_slice name = equals ? phs_slice_n(word.ptr, (size_t)(equals - word.ptr)) : word;
        set_variable(into, p, name,
                     equals ? behind_equals(lexer, word, equals, instruction->place)
                            : without_default(p, name, instruction->place));
    }
}

static size_t stage_named(const struct parsing *p, struct phs_slice name) {
    for (size_t i = p->file.stages.n; name.len && i > 0; i--)
        if (phs_slice_ieq(p->file.stages.at[i - 1].alias, name))
            return i - 1;
    return PHS_DOCKERFILE_NO_STAGE;
}

static void read_from(struct parsing *p, struct phs_dockerfile_instruction *instruction) {
    const struct phs_value *none = phs_value_unknown(p->arena, PHS_WHY_ERROR, "FROM names no image", instruction->place);
    struct phs_dockerfile_stage stage = {.base = instruction->words.n ? instruction->words.at[0] : none,
                                         .place = instruction->place};
    if (!instruction->words.n)
        problem(p, instruction->place.line, "FROM names no image");
    if (instruction->words.n >= 3 && phs_slice_ieq(phs_text(instruction->words.at[1]), PHS_SLICE("AS")))
        stage.alias = phs_text(instruction->words.at[2]);
    for (size_t i = 0; i < instruction->flags.n; i++)
        if (phs_slice_is(instruction->flags.at[i].name, "platform"))
            stage.platform = instruction->flags.at[i].value;
    stage.from_stage = stage_named(p, phs_text(stage.base));
    bool inherits = stage.from_stage != PHS_DOCKERFILE_NO_STAGE;
    struct phs_dockerfile_variables *variables = variables_new(p, inherits ? p->variables.at[stage.from_stage] : NULL);
    variables->scratch |= phs_slice_is(phs_text(stage.base), "scratch");
    instruction->stage = p->file.stages.n;
    PHS_PUSH(p->arena, p->file.stages, stage);
    PHS_PUSH(p->arena, p->variables, variables);
}

static void interpret(struct parsing *p, struct phs_dockerfile_instruction *instruction) {
    bool from = strcmp(instruction->word, "FROM") == 0;
    struct phs_dockerfile_lexer lexer = {p->arena, p->escape, from || !variables_of(p) ? &p->globals : variables_of(p),
                                         &p->left};
    read_flags(p, instruction, &lexer);
    read_json(p, instruction);
    read_words(p, instruction, &lexer);
    if (from)
        read_from(p, instruction);
    else if (strcmp(instruction->word, "ENV") == 0)
        read_env(p, instruction, &lexer);
    else if (strcmp(instruction->word, "ARG") == 0)
        read_arg(p, instruction, &lexer);
}

static void read_instruction(struct parsing *p, struct phs_slice text, uint32_t first, const char *begin) {
    size_t n = 0;
    while (n < text.len && text.ptr[n] != ' ' && text.ptr[n] != '\t')
        n++;
    const char *word = word_of(phs_slice_n(text.ptr, n));
    if (!word) {
        problem(p, first, "this is no instruction of a Dockerfile");
        return;
    }
    struct phs_dockerfile_instruction *instruction = PHS_NEW(p->arena, struct phs_dockerfile_instruction);
    instruction->word = word;
    instruction->text = phs_slice_trim(phs_slice_n(text.ptr + n, text.len - n));
    instruction->stage = p->file.stages.n ? p->file.stages.n - 1 : PHS_DOCKERFILE_NO_STAGE;
    instruction->place = (struct phs_place){.source = p->source, .line = first, .column = 1};
    if (one_of(word, "ADD COPY RUN"))
        read_heredocs(p, instruction);
    const char *end = p->rest.len ? p->rest.ptr : p->all.ptr + p->all.len;
    instruction->raw = phs_slice_trim(phs_slice_n(begin, (size_t)(end - begin)));
    instruction->place.end_line = p->line - 1;
    interpret(p, instruction);
    PHS_PUSH(p->arena, p->file.instructions, instruction);
}

enum phs_code phs_dockerfile_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                                   struct phs_dockerfile *ret_dockerfile, struct phs_err *err) {
    struct parsing p = {.arena = arena, .source = source, .line = 1, .escape = '\\', .left = MOST_EXPANDED};
    struct phs_slice text;
    uint32_t first = 1;
    if (bytes.len > MOST_BYTES)
        return phs_parse_fail(err, PHS_E_LIMIT, source, 0, 0, "the Dockerfile is larger than 1 MiB");
    if (!phs_utf8_valid(bytes, NULL))
        return phs_parse_fail(err, PHS_E_INPUT, source, 0, 0, "no UTF-8 text");
    if (phs_slice_starts(bytes, "\xEF\xBB\xBF"))
        bytes = phs_slice_n(bytes.ptr + 3, bytes.len - 3);
    p.all = p.rest = phs_slice_n(phs_strndup(arena, bytes.len ? bytes.ptr : "", bytes.len), bytes.len);
    phs_map_init(&p.globals.env, arena);
    phs_map_init(&p.globals.args, arena);
    read_directives(&p);
    for (;;) {
        const char *begin = NULL;
        if (!read_logical(&p, &text, &first, &begin))
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
