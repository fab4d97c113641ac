/* SPDX-License-Identifier: Apache-2.0 */
/* "[concat(parameters('a'), variables('b').c[0])]": read and evaluated in one go, since every function wants its arguments. */
#include "base/buf.h"
#include "collect/arm/template.h"

enum { MOST_ARGUMENTS = 200 };

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

/* name(...) or namespace.name(...), which is a function of the template's own. */
static const struct phs_value *read_call(struct reader *reader, int depth) {
    const struct phs_value *args[MOST_ARGUMENTS];
    size_t n = 0;
    struct phs_slice name = read_word(reader);
    if (take(reader, '.')) {
        read_word(reader);
        name = PHS_SLICE("a function of the template");
    }
    if (!name.len || !take(reader, '('))
        return broken(reader);
    while (!take(reader, ')')) {
        if (n == MOST_ARGUMENTS || (n && !take(reader, ',')))
            return broken(reader);
        args[n++] = read_one(reader, depth + 1);
        if (reader->broken)
            return args[n - 1];
    }
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
