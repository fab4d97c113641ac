/* SPDX-License-Identifier: Apache-2.0 */
/* What an instruction of a Dockerfile means: its flags, its words or its JSON list, and what ENV, ARG and FROM change for the
 * instructions behind them. */
#include "parse/dockerfile_parts.h"
#include "parse/json.h"

enum { MOST_WORDS = 5000 };

static struct phs_dockerfile_variables *variables_of(struct phs_dockerfile_parsing *p) {
    return p->variables.n ? p->variables.at[p->variables.n - 1] : NULL;
}

static struct phs_dockerfile_variables *variables_new(struct phs_dockerfile_parsing *p,
                                                      const struct phs_dockerfile_variables *inherited) {
    struct phs_dockerfile_variables *variables = PHS_NEW(p->arena, struct phs_dockerfile_variables);
    phs_map_init(&variables->env, p->arena);
    phs_map_init(&variables->args, p->arena);
    variables->base = inherited;
    variables->scratch = inherited && inherited->scratch;
    return variables;
}

/* --name=value in front of everything else. */
static void read_flags(struct phs_dockerfile_parsing *p, struct phs_dockerfile_instruction *instruction,
                       const struct phs_dockerfile_lexer *lexer) {
    struct phs_slice rest = instruction->text, word;
    instruction->rest = rest;
    if (!phs_dockerfile_one_of(instruction->word, "ADD COPY FROM HEALTHCHECK RUN"))
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

static void read_json(struct phs_dockerfile_parsing *p, struct phs_dockerfile_instruction *instruction) {
    static const struct phs_json_limits limits = {.max_nodes = 10000, .max_depth = 4};
    const struct phs_value *value = NULL;
    if (!phs_dockerfile_one_of(instruction->word, "RUN CMD ENTRYPOINT SHELL ADD COPY VOLUME") ||
        !phs_slice_starts(instruction->rest, "["))
        return;
    if (phs_json_parse(p->arena, NULL, instruction->rest, &limits, &value, NULL) == PHS_OK && all_texts(value))
        instruction->json = value;
}

static void push_word(struct phs_dockerfile_parsing *p, struct phs_dockerfile_instruction *instruction,
                      const struct phs_value *word) {
    if (instruction->words.n < MOST_WORDS)
        PHS_PUSH(p->arena, instruction->words, word);
}

static void read_words(struct phs_dockerfile_parsing *p, struct phs_dockerfile_instruction *instruction,
                       const struct phs_dockerfile_lexer *lexer) {
    struct phs_slice rest = instruction->rest, word;
    if (!phs_dockerfile_one_of(instruction->word, "ADD ARG COPY ENV EXPOSE FROM LABEL STOPSIGNAL USER VOLUME WORKDIR"))
        return;
    for (size_t i = 0; instruction->json && i < instruction->json->list.n; i++)
        push_word(p, instruction, phs_dockerfile_word(lexer, instruction->json->list.at[i]->string, instruction->place));
    while (!instruction->json && instruction->words.n < MOST_WORDS && phs_dockerfile_cut(lexer, &rest, &word))
        push_word(p, instruction, phs_dockerfile_word(lexer, word, instruction->place));
}

static void set_variable(struct phs_map *into, struct phs_dockerfile_parsing *p, struct phs_slice name,
                         const struct phs_value *value) {
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
static void read_env(struct phs_dockerfile_parsing *p, struct phs_dockerfile_instruction *instruction,
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
static const struct phs_value *without_default(struct phs_dockerfile_parsing *p, struct phs_slice name,
                                               struct phs_place place) {
    const struct phs_value *global = variables_of(p) ? phs_map_get(&p->globals.args, name) : NULL;
    return global ? global
                  : phs_value_unknown(p->arena, PHS_WHY_VARIABLE,
                                      phs_printf(p->arena, "ARG %.*s has no default", (int)name.len, name.ptr), place);
}

static void read_arg(struct phs_dockerfile_parsing *p, struct phs_dockerfile_instruction *instruction,
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

static size_t stage_named(const struct phs_dockerfile_parsing *p, struct phs_slice name) {
    for (size_t i = p->file.stages.n; name.len && i > 0; i--)
        if (phs_slice_ieq(p->file.stages.at[i - 1].alias, name))
            return i - 1;
    return PHS_DOCKERFILE_NO_STAGE;
}

static void read_from(struct phs_dockerfile_parsing *p, struct phs_dockerfile_instruction *instruction) {
    const struct phs_value *none = phs_value_unknown(p->arena, PHS_WHY_ERROR, "FROM names no image", instruction->place);
    struct phs_dockerfile_stage stage = {.base = instruction->words.n ? instruction->words.at[0] : none,
                                         .place = instruction->place};
    if (!instruction->words.n)
        phs_dockerfile_problem(p, instruction->place.line, "FROM names no image");
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

void phs_dockerfile_interpret(struct phs_dockerfile_parsing *p, struct phs_dockerfile_instruction *instruction) {
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
