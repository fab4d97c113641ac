/* SPDX-License-Identifier: Apache-2.0 */
/* "[concat(parameters('a'), variables('b').c[0])]": read and evaluated in one go, since every function wants its arguments. */
#include "base/buf.h"
#include "collect/arm/template.h"

enum { MOST_ARGUMENTS = 200, MOST_BOUND = 16 };

struct reader {
    struct phs_arm_eval eval;
    struct phs_slice text;
    size_t at;
    struct phs_place place;
    bool broken;
};

static const struct phs_value *read_one(struct reader *reader, int depth);

static char peek(const struct reader *reader) {
    return reader->at < reader->text.len ? reader->text.ptr[reader->at] : '\0';
}

static void skip_space(struct reader *reader) {
    while (peek(reader) == ' ' || peek(reader) == '\t' || peek(reader) == '\n' || peek(reader) == '\r')
        reader->at++;
}

static bool take(struct reader *reader, char c) {
    skip_space(reader);
    if (peek(reader) != c)
        return false;
    reader->at++;
    return true;
}

static const struct phs_value *broken(struct reader *reader) {
    reader->broken = true;
    return phs_arm_unknown(reader->eval, PHS_WHY_ERROR, reader->place, "an expression here cannot be read");
}

/* 'It''s' */
static const struct phs_value *read_text(struct reader *reader) {
    char *out = phs_alloc(reader->eval.template->arena, reader->text.len - reader->at + 1);
    size_t n = 0;
    for (reader->at++; reader->at < reader->text.len; reader->at++) {
        if (peek(reader) == '\'' && reader->at + 1 < reader->text.len && reader->text.ptr[reader->at + 1] == '\'')
            reader->at++;
        else if (peek(reader) == '\'') {
            reader->at++;
            return phs_value_string(reader->eval.template->arena, phs_slice_n(out, n), reader->place);
        }
        out[n++] = peek(reader);
    }
    return broken(reader);
}

static const struct phs_value *read_number(struct reader *reader) {
    size_t start = reader->at;
    double number;
    if (peek(reader) == '-')
        reader->at++;
    while ((peek(reader) >= '0' && peek(reader) <= '9') || peek(reader) == '.')
        reader->at++;
    struct phs_slice text = phs_slice_n(reader->text.ptr + start, reader->at - start);
    if (!phs_slice_number(text, &number))
        return broken(reader);
    return phs_value_number(reader->eval.template->arena, number, reader->place);
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static struct phs_slice read_word(struct reader *reader) {
    size_t start = reader->at;
    while (is_word(peek(reader)))
        reader->at++;
    return phs_slice_n(reader->text.ptr + start, reader->at - start);
}

static const struct phs_value *evaluated_text(struct phs_arm_eval eval, const void *body) {
    const struct phs_value *text = body;
    return phs_arm_expression(eval, text->string, text->place);
}

/* Up to the parenthesis that ends what stands here. */
static struct phs_slice skip_body(struct reader *reader) {
    size_t start = reader->at, depth = 0;
    bool quoted = false;
    for (; reader->at < reader->text.len; reader->at++) {
        char c = peek(reader);
        if (c == '\'')
            quoted = !quoted;
        else if (!quoted && c == '(')
            depth++;
        else if (!quoted && c == ')' && depth-- == 0)
            break;
    }
    return phs_slice_n(reader->text.ptr + start, reader->at - start);
}

/* lambda('a', 'b', what is done with them): kept as text until it is called. */
static const struct phs_value *read_lambda(struct reader *reader) {
    struct phs_slice names[3];
    size_t n = 0;
    if (!take(reader, '('))
        return broken(reader);
    for (skip_space(reader); n < 3 && peek(reader) == '\''; skip_space(reader)) {
        size_t before = reader->at;
        const struct phs_value *name = read_text(reader);
        if (reader->broken || !take(reader, ',')) {
            reader->at = before; /* a body that is a text */
            reader->broken = false;
            break;
        }
        names[n++] = phs_text(name);
    }
    struct phs_slice body = skip_body(reader);
    if (!take(reader, ')'))
        return broken(reader);
    const struct phs_value *text = phs_value_string(reader->eval.template->arena, body, reader->place);
    return phs_arm_lambda(reader->eval, names, n, text, evaluated_text, reader->place);
}

/* functions: [{namespace, members: {name: {parameters: [{name}], output: {value}}}}] */
static const struct phs_value *call_own(struct phs_arm_eval eval, struct phs_slice space, struct phs_slice name,
                                        const struct phs_value **args, size_t n, struct phs_place place) {
    const struct phs_value *all = phs_get(eval.template->value, "functions"), *found = NULL;
    struct phs_arm_loop bound[MOST_BOUND] = {0};
    for (size_t i = 0; phs_is(all, PHS_LIST) && i < all->list.n; i++)
        if (phs_slice_ieq(phs_text(phs_get(all->list.at[i], "namespace")), space) && !found)
            found = phs_get_slice(phs_get(all->list.at[i], "members"), name);
    const struct phs_value *parameters = phs_get(found, "parameters"), *value = phs_get_path(found, "output.value");
    if (!value)
        return phs_arm_unknown(eval, PHS_WHY_FUNCTION, place, "there is no function %.*s", (int)name.len, name.ptr);
    eval.loop = NULL;
    for (size_t i = 0; phs_is(parameters, PHS_LIST) && i < parameters->list.n && i < n && i < MOST_BOUND; i++) {
        bound[i] =
            (struct phs_arm_loop){PHS_SLICE("()"), 0, eval.loop, phs_text(phs_get(parameters->list.at[i], "name")), args[i]};
        eval.loop = &bound[i];
    }
    eval.depth++;
    return phs_arm_value(eval, value);
}

/* name(...) or namespace.name(...), which is a function of the template's own. */
static const struct phs_value *read_call(struct reader *reader, int depth) {
    const struct phs_value *args[MOST_ARGUMENTS];
    size_t n = 0;
    struct phs_slice name = read_word(reader), space = {0};
    if (take(reader, '.')) {
        space = name;
        name = read_word(reader);
    }
    if (!space.len && phs_slice_ieq(name, PHS_SLICE("lambda")))
        return read_lambda(reader);
    if (!name.len || !take(reader, '('))
        return broken(reader);
    while (!take(reader, ')')) {
        if (n == MOST_ARGUMENTS || (n && !take(reader, ',')))
            return broken(reader);
        args[n++] = read_one(reader, depth + 1);
        if (reader->broken)
            return args[n - 1];
    }
    if (space.len)
        return call_own(reader->eval, space, name, args, n, reader->place);
    return phs_arm_function(reader->eval, name, args, n, reader->place);
}

static const struct phs_value *member(struct reader *reader, const struct phs_value *of, const struct phs_value *key) {
    if (phs_is(of, PHS_UNKNOWN))
        return of;
    if (phs_is(key, PHS_UNKNOWN))
        return key;
    const struct phs_value *found = NULL;
    if (phs_is(of, PHS_MAP) && phs_is(key, PHS_STRING))
        for (size_t i = 0; i < of->map.n && !found; i++)
            found = phs_slice_ieq(of->map.at[i].key, key->string) ? of->map.at[i].value : NULL;
    if (phs_is(of, PHS_LIST) && phs_is(key, PHS_NUMBER) && key->number.value >= 0 && key->number.value < (double)of->list.n)
        found = of->list.at[(size_t)key->number.value];
    return found ? found : phs_arm_unknown(reader->eval, PHS_WHY_ERROR, reader->place, "a part that is asked for is not there");
}

static const struct phs_value *read_one(struct reader *reader, int depth) {
    const struct phs_value *value;
    skip_space(reader);
    if (depth > PHS_ARM_MAX_DEPTH || *reader->eval.template->steps == 0)
        return broken(reader);
    --*reader->eval.template->steps;
    if (peek(reader) == '\'')
        value = read_text(reader);
    else if (peek(reader) == '-' || (peek(reader) >= '0' && peek(reader) <= '9'))
        value = read_number(reader);
    else
        value = read_call(reader, depth);
    while (!reader->broken && (peek(reader) == '.' || peek(reader) == '[')) {
        bool dot = peek(reader) == '.';
        reader->at++;
        const struct phs_value *key = dot ? phs_value_string(reader->eval.template->arena, read_word(reader), reader->place)
                                          : read_one(reader, depth + 1);
        if (!dot && !take(reader, ']'))
            return broken(reader);
        value = member(reader, value, key);
    }
    return value;
}

const struct phs_value *phs_arm_expression(struct phs_arm_eval eval, struct phs_slice text, struct phs_place place) {
    struct reader reader = {.eval = eval, .text = text, .place = place};
    const struct phs_value *value = read_one(&reader, eval.depth);
    skip_space(&reader);
    return reader.at < reader.text.len && !reader.broken ? broken(&reader) : value;
}
