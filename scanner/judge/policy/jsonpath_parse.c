/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the JSONPath dialect of jsonpath-ng with extensions into steps: $ .name ['name'] "name" [n] [a:b] [*] .* ..name a,b
 * [?(@.k == 'v' & ...)]. Bounded: the text, the number of steps and the depth of filters. */
#include "judge/policy/jsonpath_steps.h"

enum { MAX_STEPS = 64, MAX_NAMES = 32, MAX_TERMS = 32, MAX_FILTER_DEPTH = 4 };

struct reader {
    struct phs_arena *arena;
    struct phs_slice text;
    size_t at;
    int depth;
    size_t steps;
    const char *fault;
};

static bool fail(struct reader *reader, const char *fault) {
    if (!reader->fault)
        reader->fault = fault;
    return false;
}

static char peek(const struct reader *reader) {
    return reader->at < reader->text.len ? reader->text.ptr[reader->at] : '\0';
}

static void skip_space(struct reader *reader) {
    while (peek(reader) == ' ' || peek(reader) == '\t' || peek(reader) == '\n')
        reader->at++;
}

static bool take(struct reader *reader, const char *token) {
    size_t n = strlen(token);
    skip_space(reader);
    if (reader->text.len - reader->at < n || memcmp(reader->text.ptr + reader->at, token, n) != 0)
        return false;
    reader->at += n;
    return true;
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}

/* A bare name; dashes inside are taken too, as in tag keys. */
static bool read_word(struct reader *reader, struct phs_slice *ret_word) {
    size_t start = reader->at;
    while (is_word(peek(reader)) || (reader->at > start && peek(reader) == '-'))
        reader->at++;
    *ret_word = phs_slice_n(reader->text.ptr + start, reader->at - start);
    return reader->at > start;
}

static bool read_quoted(struct reader *reader, struct phs_slice *ret_text) {
    char quote = peek(reader), *text = phs_alloc(reader->arena, reader->text.len - reader->at + 1);
    size_t n = 0;
    for (reader->at++; reader->at < reader->text.len; reader->at++) {
        char c = peek(reader);
        if (c == quote) {
            reader->at++;
            *ret_text = phs_slice_n(text, n);
            return true;
        }
        if (c == '\\' && reader->at + 1 < reader->text.len)
            c = reader->text.ptr[++reader->at];
        text[n++] = c;
    }
    return fail(reader, "a quote is not closed");
}

static bool read_name(struct reader *reader, struct phs_slice *ret_name) {
    skip_space(reader);
    if (peek(reader) == '\'' || peek(reader) == '"')
        return read_quoted(reader, ret_name);
    return read_word(reader, ret_name) || fail(reader, "a name is expected");
}

static bool read_names(struct reader *reader, struct jsonpath_step *step) {
    do {
        struct phs_slice name;
        if (!read_name(reader, &name))
            return false;
        if (step->names.n == MAX_NAMES)
            return fail(reader, "there are too many names");
        PHS_PUSH(reader->arena, step->names, name);
    } while (take(reader, ","));
    step->kind = STEP_NAMES;
    return true;
}

static bool read_index(struct reader *reader, long *ret_index) {
    skip_space(reader);
    bool negative = peek(reader) == '-';
    long index = 0;
    size_t start = reader->at += negative;
    while (peek(reader) >= '0' && peek(reader) <= '9' && reader->at - start < 9)
        index = index * 10 + (reader->text.ptr[reader->at++] - '0');
    *ret_index = negative ? -index : index;
    if (reader->at > start)
        return true;
    reader->at = start - negative;
    return false;
}

static bool read_slice(struct reader *reader, struct jsonpath_step *step) {
    step->has_start = read_index(reader, &step->start);
    if (!take(reader, ":")) {
        step->kind = STEP_INDEX;
        return step->has_start || fail(reader, "an index is expected");
    }
    step->kind = STEP_SLICE;
    step->has_end = read_index(reader, &step->end);
    step->stride = 1;
    if (take(reader, ":") && !read_index(reader, &step->stride))
        step->stride = 1;
    return step->stride > 0 || fail(reader, "a step of a slice must be positive");
}

static bool read_steps(struct reader *reader, struct jsonpath_steps *steps, bool in_filter);

static bool read_relation(struct reader *reader, struct jsonpath_term *term) {
    static const struct {
        const char *token;
        enum term_relation relation;
    } tokens[] = {{"==", TERM_EQUAL},      {"=~", TERM_MATCHES}, {"!=", TERM_NOT_EQUAL}, {"<=", TERM_LESS_EQUAL},
                  {">=", TERM_MORE_EQUAL}, {"=", TERM_EQUAL},    {"<", TERM_LESS},       {">", TERM_MORE}};
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (take(reader, tokens[i].token)) {
            term->relation = tokens[i].relation;
            return true;
        }
    term->relation = TERM_PRESENT;
    return false;
}

static void release_regex(void *code) {
    pcre2_code_free(code);
}

static bool prepare_regex(struct reader *reader, struct jsonpath_term *term) {
    const char *fault;
    if (term->relation != TERM_MATCHES)
        return true;
    term->regex = phs_regex_compile(term->text, false, &fault);
    if (!term->regex)
        return fail(reader, fault);
    phs_arena_adopt(reader->arena, term->regex, release_regex);
    return true;
}

/* Right-hand side: quoted or bare words, numbers, true and false. */
static bool read_operand(struct reader *reader, struct jsonpath_term *term) {
    skip_space(reader);
    bool quoted = peek(reader) == '\'' || peek(reader) == '"';
    if (quoted) {
        if (!read_quoted(reader, &term->text))
            return false;
        return prepare_regex(reader, term);
    }
    size_t start = reader->at;
    while (reader->at < reader->text.len && !strchr(" \t\n)]&|", peek(reader)))
        reader->at++;
    term->text = phs_slice_n(reader->text.ptr + start, reader->at - start);
    if (term->text.len == 0)
        return fail(reader, "a filter compares with nothing");
    double number;
    if (phs_slice_is(term->text, "true") || phs_slice_is(term->text, "false"))
        term->type = OPERAND_BOOLEAN;
    else if (phs_slice_number(term->text, &number)) {
        term->number = number;
        term->type = memchr(term->text.ptr, '.', term->text.len) ? OPERAND_NUMBER : OPERAND_INTEGER;
    }
    return prepare_regex(reader, term);
}

static bool read_filter(struct reader *reader, struct jsonpath_filter *filter);

static bool read_term(struct reader *reader, struct jsonpath_term *term) {
    term->absent = take(reader, "!");
    if (take(reader, "(")) {
        term->group = PHS_NEW(reader->arena, struct jsonpath_filter);
        return read_filter(reader, term->group) && (take(reader, ")") || fail(reader, "a bracket is not closed"));
    }
    if (!take(reader, "@"))
        take(reader, "$");
    if (!read_steps(reader, &term->path, true))
        return false;
    return read_relation(reader, term) ? read_operand(reader, term) : true;
}

/* & binds stronger than |. */
static bool read_filter(struct reader *reader, struct jsonpath_filter *filter) {
    if (++reader->depth > MAX_FILTER_DEPTH)
        return fail(reader, "filters are nested too deeply");
    do {
        struct jsonpath_term term = {0};
        if (filter->terms.n == MAX_TERMS)
            return fail(reader, "a filter has too many conditions");
        if (!read_term(reader, &term))
            return false;
        bool next_or = take(reader, "||") || take(reader, "|");
        bool more = next_or || take(reader, "&&") || take(reader, "&");
        term.ends_group = next_or || !more;
        PHS_PUSH(reader->arena, filter->terms, term);
        if (!more)
            break;
    } while (true);
    reader->depth--;
    return true;
}

static bool read_bracket(struct reader *reader, struct jsonpath_step *step) {
    bool ok;
    skip_space(reader);
    if (take(reader, "?")) {
        step->kind = STEP_FILTER;
        step->filter = PHS_NEW(reader->arena, struct jsonpath_filter);
        bool round = take(reader, "(");
        ok = read_filter(reader, step->filter) && (!round || take(reader, ")") || fail(reader, "a bracket is not closed"));
    } else if (take(reader, "*")) {
        step->kind = STEP_ELEMENTS;
        ok = true;
    } else if (peek(reader) == '\'' || peek(reader) == '"') {
        ok = read_names(reader, step);
    } else if (peek(reader) == '-' || peek(reader) == ':' || (peek(reader) >= '0' && peek(reader) <= '9')) {
        ok = read_slice(reader, step);
    } else {
        ok = read_names(reader, step);
    }
    return ok && (take(reader, "]") || fail(reader, "a square bracket is not closed"));
}

static bool read_computed(struct reader *reader, struct jsonpath_step *step) {
    if (take(reader, "`this`")) {
        step->kind = STEP_SELF;
        return true;
    }
    if (take(reader, "`len`")) {
        step->kind = STEP_LENGTH;
        return true;
    }
    return fail(reader, "a function in backquotes is not known");
}

/* One step; ret_any is false where the path ends. */
static bool read_step(struct reader *reader, struct jsonpath_step *step, bool first, bool in_filter, bool *ret_any) {
    *ret_any = true;
    if (!in_filter)
        skip_space(reader);
    if (peek(reader) == '[') {
        reader->at++;
        return read_bracket(reader, step);
    }
    bool dot = peek(reader) == '.';
    reader->at += dot;
    if (dot && peek(reader) == '.') {
        reader->at++;
        step->descend = true;
    }
    if (!dot && (!first || in_filter) && peek(reader) != '`') {
        *ret_any = false;
        return true;
    }
    if (peek(reader) == '[' && dot) {
        reader->at++;
        return read_bracket(reader, step);
    }
    if (peek(reader) == '`')
        return read_computed(reader, step);
    if (peek(reader) == '*') {
        reader->at++;
        step->kind = STEP_VALUES;
        return true;
    }
    if (in_filter) {
        struct phs_slice name;
        step->kind = STEP_NAMES;
        if (!read_name(reader, &name))
            return false;
        PHS_PUSH(reader->arena, step->names, name);
        return true;
    }
    return read_names(reader, step);
}

static bool read_steps(struct reader *reader, struct jsonpath_steps *steps, bool in_filter) {
    for (bool first = true;; first = false) {
        struct jsonpath_step step = {0};
        bool any;
        if (reader->at >= reader->text.len)
            return true;
        if (!read_step(reader, &step, first, in_filter, &any))
            return false;
        if (!any)
            return true;
        if (++reader->steps > MAX_STEPS)
            return fail(reader, "there are too many steps");
        PHS_PUSH(reader->arena, steps->items, step);
    }
}

bool phs_jsonpath_compile(struct phs_arena *arena, struct phs_slice text, struct jsonpath **ret_path, const char **ret_fault) {
    struct reader reader = {.arena = arena, .text = phs_slice_trim(text)};
    struct jsonpath *path = PHS_NEW(arena, struct jsonpath);
    bool ok = reader.text.len <= PHS_POLICY_MAX_TEXT || fail(&reader, "it is too long");
    if (ok && take(&reader, "$") && reader.at == reader.text.len)
        ok = fail(&reader, "it names nothing below the root");
    ok = ok && read_steps(&reader, &path->steps, false);
    skip_space(&reader);
    if (ok && (reader.at < reader.text.len || path->steps.items.n == 0))
        ok = fail(&reader, "something stands behind its end");
    if (!ok) {
        *ret_fault = reader.fault;
        return false;
    }
    *ret_path = path;
    return true;
}

void phs_jsonpath_broken(struct phs_arena *arena, const char *fault, struct jsonpath **ret_path) {
    *ret_path = PHS_NEW(arena, struct jsonpath);
    (*ret_path)->fault = fault;
}
