/* SPDX-License-Identifier: Apache-2.0 */
/* $name, ${name}, ${name:-word}, ${name:+word}, quotes and escapes. Patterns (${name#x}, ${name/x/y}) are not worked out: the
 * word is unknown then, unless the variable is. */
#include "parse/dockerfile_words.h"

#include "base/buf.h"

enum { LONGEST_WORD = 1 << 16, DEEPEST = 8 };

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_name(char c, bool first) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (!first && c >= '0' && c <= '9');
}

/* Behind the quote that closes the one at i. */
static size_t skip_quoted(const struct phs_dockerfile_lexer *lexer, struct phs_slice text, size_t i) {
    char quote = text.ptr[i++];
    while (i < text.len && text.ptr[i] != quote) {
        if (quote == '"' && text.ptr[i] == lexer->escape && i + 1 < text.len)
            i++;
        i++;
    }
    return i < text.len ? i + 1 : i;
}

bool phs_dockerfile_cut(const struct phs_dockerfile_lexer *lexer, struct phs_slice *rest, struct phs_slice *ret_word) {
    size_t begin = 0, end;
    while (begin < rest->len && is_space(rest->ptr[begin]))
        begin++;
    if (begin == rest->len)
        return false;
    for (end = begin; end < rest->len && !is_space(rest->ptr[end]);) {
        char c = rest->ptr[end];
        if (c == '"' || c == '\'')
            end = skip_quoted(lexer, *rest, end);
        else
            end += c == lexer->escape && end + 1 < rest->len ? 2 : 1;
    }
    end = end > rest->len ? rest->len : end;
    *ret_word = phs_slice_n(rest->ptr + begin, end - begin);
    *rest = phs_slice_n(rest->ptr + end, rest->len - end);
    return true;
}

struct expanding {
    const struct phs_dockerfile_lexer *lexer;
    struct phs_buf out;
    const char *why; /* set: the word is not known */
    int depth;
};

static void expand(struct expanding *expanding, struct phs_slice text);

static const struct phs_value *look_up(const struct expanding *expanding, struct phs_slice name, bool *ret_declared) {
    const struct phs_dockerfile_variables *variables = expanding->lexer->variables;
    const struct phs_value *value = phs_map_get(&variables->env, name);
    if (!value)
        value = phs_map_get(&variables->args, name);
    for (variables = variables->base; !value && variables; variables = variables->base)
        value = phs_map_get(&variables->env, name);
    *ret_declared = value != NULL;
    return value;
}

static void put(struct expanding *expanding, struct phs_slice name, const struct phs_value *value) {
    if (value && value->kind == PHS_STRING)
        phs_buf_slice(&expanding->out, value->string);
    else if (!expanding->why && (value || !expanding->lexer->variables->scratch))
        expanding->why =
            phs_printf(expanding->lexer->arena, value ? "ARG %.*s has no value" : "%.*s is set nowhere in this file",
                       (int)name.len, name.ptr);
}

/* Length of what stands between the braces, whose first one is at 0. */
static size_t braced(struct phs_slice text) {
    int depth = 0;
    for (size_t i = 0; i < text.len; i++) {
        depth += text.ptr[i] == '{' ? 1 : text.ptr[i] == '}' ? -1 : 0;
        if (depth == 0)
            return i;
    }
    return text.len;
}

static void put_braced(struct expanding *expanding, struct phs_slice inside) {
    size_t n = 0;
    bool declared;
    while (n < inside.len && is_name(inside.ptr[n], n == 0))
        n++;
    struct phs_slice name = phs_slice_n(inside.ptr, n), rest = phs_slice_n(inside.ptr + n, inside.len - n);
    const struct phs_value *value = look_up(expanding, name, &declared);
    bool colon = phs_slice_starts(rest, ":");
    if (colon)
        rest = phs_slice_n(rest.ptr + 1, rest.len - 1);
    bool empty = !declared || (colon && phs_is(value, PHS_STRING) && !value->string.len);
    struct phs_slice word = rest.len ? phs_slice_n(rest.ptr + 1, rest.len - 1) : rest;
    if (!rest.len)
        put(expanding, name, value);
    else if (rest.ptr[0] == '-' && !empty)
        put(expanding, name, value);
    else if (rest.ptr[0] == '-')
        expand(expanding, word);
    else if (rest.ptr[0] == '+' && phs_is(value, PHS_STRING) && !empty)
        expand(expanding, word);
    else if (rest.ptr[0] == '+' && !phs_is(value, PHS_UNKNOWN))
        return;
    else if (rest.ptr[0] == '?' && !empty)
        put(expanding, name, value);
    else if (!expanding->why)
        expanding->why = "a pattern on a variable is not evaluated";
}

/* Behind the variable that begins with the $ at i. */
static size_t put_variable(struct expanding *expanding, struct phs_slice text, size_t i) {
    bool declared;
    if (i + 1 < text.len && text.ptr[i + 1] == '{') {
        struct phs_slice from = phs_slice_n(text.ptr + i + 1, text.len - i - 1);
        size_t n = braced(from);
        put_braced(expanding, phs_slice_n(from.ptr + 1, n ? n - 1 : 0));
        return i + 1 + (n < from.len ? n + 1 : n);
    }
    size_t n = 0;
    while (i + 1 + n < text.len && is_name(text.ptr[i + 1 + n], n == 0))
        n++;
    if (!n) {
        phs_buf_putc(&expanding->out, '$');
        return i + 1;
    }
    struct phs_slice name = phs_slice_n(text.ptr + i + 1, n);
    put(expanding, name, look_up(expanding, name, &declared));
    return i + 1 + n;
}

static void expand(struct expanding *expanding, struct phs_slice text) {
    char quote = 0;
    if (++expanding->depth > DEEPEST && !expanding->why)
        expanding->why = "variables are nested too deeply";
    for (size_t i = 0; i < text.len && expanding->depth <= DEEPEST;) {
        char c = text.ptr[i];
        if (c == quote || (!quote && (c == '"' || c == '\''))) {
            quote = quote ? 0 : c;
            i++;
        } else if (c == expanding->lexer->escape && quote != '\'' && i + 1 < text.len) {
            phs_buf_putc(&expanding->out, text.ptr[i + 1]);
            i += 2;
        } else if (c == '$' && quote != '\'' && expanding->lexer->variables) {
            i = put_variable(expanding, text, i);
        } else {
            phs_buf_putc(&expanding->out, c);
            i++;
        }
    }
    expanding->depth--;
}

const struct phs_value *phs_dockerfile_word(const struct phs_dockerfile_lexer *lexer, struct phs_slice word,
                                            struct phs_place place) {
    struct expanding expanding = {.lexer = lexer};
    const struct phs_value *value;
    phs_buf_init(&expanding.out, LONGEST_WORD);
    expand(&expanding, word);
    if (expanding.why)
        value = phs_value_unknown(lexer->arena, PHS_WHY_VARIABLE, expanding.why, place);
    else if (expanding.out.failed || expanding.out.len > *lexer->left)
        value = phs_value_unknown(lexer->arena, PHS_WHY_LIMIT, "the word is too long", place);
    else
        value = phs_value_string(
            lexer->arena,
            phs_slice_n(phs_strndup(lexer->arena, phs_buf_text(&expanding.out), expanding.out.len), expanding.out.len), place);
    *lexer->left -= value->kind == PHS_STRING ? expanding.out.len : 0;
    phs_buf_done(&expanding.out);
    return value;
}
