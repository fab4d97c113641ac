/* SPDX-License-Identifier: Apache-2.0 */
/* Template functions: who is asked, and those over texts, numbers and truths. */
#include "base/buf.h"
#include "collect/arm/template.h"

bool phs_arm_asks(const struct phs_arm_asked *c, const char *name) {
    return phs_slice_ieq(c->name, phs_slice(name));
}

static const struct phs_value *wrong(const struct phs_arm_asked *c) {
    return phs_arm_unknown(c->eval, PHS_WHY_ERROR, c->place, "%.*s cannot take these arguments", (int)c->name.len, c->name.ptr);
}

static const struct phs_value *truth(const struct phs_arm_asked *c, bool value) {
    return phs_value_bool(c->eval.template->arena, value, c->place);
}

/* Text of an argument; for names an unknown is {why}. NULL where there is none. */
const char *phs_arm_text_of(const struct phs_arm_asked *c, const struct phs_value *value) {
    const char *text = phs_scalar_text(c->eval.template->arena, value);
    if (!text && c->eval.lenient && phs_is(value, PHS_UNKNOWN))
        return phs_printf(c->eval.template->arena, "{%s}", value->unknown.why);
    return text;
}

/* Texts cost what they are long. */
static bool is_affordable(const struct phs_arm_asked *c, const struct phs_buf *text) {
    size_t price = text->len / 16, *steps = c->eval.template->steps;
    *steps -= price < *steps ? price : *steps;
    return !text->failed && *steps > 0;
}

/* How the text begins before what is not known, and how it ends. */
static const struct phs_value *hinted(const struct phs_arm_asked *c, const struct phs_value *bad,
                                      const struct phs_buf *before) {
    struct phs_arena *arena = c->eval.template->arena;
    struct phs_value *copy = PHS_NEW(arena, struct phs_value);
    struct phs_hint *hint = PHS_NEW(arena, struct phs_hint);
    const struct phs_value *last = c->args[c->n - 1];
    *copy = *bad;
    hint->prefix = phs_slice_n(phs_strndup(arena, phs_buf_text(before), before->len), before->len);
    if (phs_is(last, PHS_STRING))
        hint->suffix = last->string;
    if (hint->prefix.len + hint->suffix.len == 0)
        return c->n == 1 ? bad : copy;
    copy->unknown.hint = hint;
    copy->unknown.attribute = NULL;
    copy->flags |= PHS_VALUE_NOT_NULL;
    return copy;
}

static const struct phs_value *joined(const struct phs_arm_asked *c) {
    struct phs_buf out;
    phs_buf_init(&out, PHS_ARM_MAX_TEXT);
    const struct phs_value *bad = NULL;
    for (size_t i = 0; i < c->n && !bad; i++) {
        const char *text = phs_arm_text_of(c, c->args[i]);
        if (text)
            phs_buf_puts(&out, text);
        else if (c->args[i]->kind != PHS_NULL)
            bad = phs_is(c->args[i], PHS_UNKNOWN) ? hinted(c, c->args[i], &out) : wrong(c);
    }
    struct phs_arena *arena = c->eval.template->arena;
    const struct phs_value *value = bad;
    if (!is_affordable(c, &out))
        value = phs_arm_unknown(c->eval, PHS_WHY_LIMIT, c->place, "a text is longer than what is followed");
    else if (!bad)
        value = phs_value_string(arena, phs_slice_n(phs_strndup(arena, phs_buf_text(&out), out.len), out.len), c->place);
    phs_buf_done(&out);
    return value;
}

/* format('{0}-{1}', a, b) */
static const struct phs_value *formatted(const struct phs_arm_asked *c) {
    struct phs_slice form = c->n ? phs_text(c->args[0]) : PHS_SLICE("");
    struct phs_call_parts {
        const struct phs_value *at[64];
    } parts;
    size_t n = 0, start = 0;
    struct phs_arena *arena = c->eval.template->arena;
    for (size_t i = 0; i + 2 < form.len && n + 2 < 64; i++) {
        size_t index = (size_t)(form.ptr[i + 1] - '0');
        if (form.ptr[i] != '{' || index > 9 || form.ptr[i + 2] != '}' || index + 1 >= c->n)
            continue;
        parts.at[n++] = phs_value_string(arena, phs_slice_n(form.ptr + start, i - start), c->place);
        parts.at[n++] = c->args[index + 1];
        start = i + 3;
        i += 2;
    }
    parts.at[n++] = phs_value_string(arena, phs_slice_n(form.ptr + start, form.len - start), c->place);
    struct phs_arm_asked inner = *c;
    inner.args = parts.at;
    inner.n = n;
    return joined(&inner);
}

static const struct phs_value *cased(const struct phs_arm_asked *c, bool upper) {
    struct phs_slice text = phs_text(c->args[0]);
    char *copy = phs_slice_dup(c->eval.template->arena, text);
    for (size_t i = 0; i < text.len; i++) {
        if (upper && copy[i] >= 'a' && copy[i] <= 'z')
            copy[i] = (char)(copy[i] - 32);
        if (!upper && copy[i] >= 'A' && copy[i] <= 'Z')
            copy[i] = (char)(copy[i] + 32);
    }
    return phs_value_string(c->eval.template->arena, phs_slice_n(copy, text.len), c->place);
}

/* and, or: one argument may decide whatever the others are. */
static const struct phs_value *connective(const struct phs_arm_asked *c, bool deciding) {
    const struct phs_value *unknown = NULL;
    for (size_t i = 0; i < c->n; i++) {
        if (phs_is(c->args[i], PHS_BOOL) && c->args[i]->boolean == deciding)
            return truth(c, deciding);
        if (!phs_is(c->args[i], PHS_BOOL))
            unknown = phs_is(c->args[i], PHS_UNKNOWN) ? c->args[i] : wrong(c);
    }
    return unknown ? unknown : truth(c, !deciding);
}

static const struct phs_value *compared(const struct phs_arm_asked *c) {
    const struct phs_value *a = c->args[0], *b = c->args[1];
    bool texts = a->kind == PHS_STRING && b->kind == PHS_STRING;
    int order = texts ? phs_slice_cmp(a->string, b->string) : 0;
    if (phs_arm_asks(c, "equals"))
        return truth(c, texts ? phs_slice_eq(a->string, b->string) : phs_value_equal(a, b));
    if (!texts && (a->kind != PHS_NUMBER || b->kind != PHS_NUMBER))
        return wrong(c);
    if (!texts)
        order = (a->number.value > b->number.value) - (a->number.value < b->number.value);
    bool yes = phs_arm_asks(c, "less")           ? order < 0
               : phs_arm_asks(c, "lessOrEquals") ? order <= 0
               : phs_arm_asks(c, "greater")      ? order > 0
                                                 : order >= 0;
    return truth(c, yes);
}

static const struct phs_value *arithmetic(const struct phs_arm_asked *c) {
    if (c->args[0]->kind != PHS_NUMBER || c->args[1]->kind != PHS_NUMBER)
        return wrong(c);
    double a = c->args[0]->number.value, b = c->args[1]->number.value, out = a + b;
    if (phs_arm_asks(c, "sub"))
        out = a - b;
    else if (phs_arm_asks(c, "mul"))
        out = a * b;
    else if (phs_arm_asks(c, "div") || phs_arm_asks(c, "mod")) {
        if (!(a > -1e15 && a < 1e15 && b > -1e15 && b < 1e15) || (long long)b == 0)
            return wrong(c);
        out = phs_arm_asks(c, "div") ? (double)((long long)a / (long long)b) : (double)((long long)a % (long long)b);
    }
    return phs_value_number(c->eval.template->arena, out, c->place);
}

static const struct phs_value *replaced(const struct phs_arm_asked *c) {
    struct phs_slice rest = phs_text(c->args[0]), from = phs_text(c->args[1]), to = phs_text(c->args[2]);
    struct phs_buf out;
    size_t at;
    if (!from.len)
        return c->args[0];
    phs_buf_init(&out, PHS_ARM_MAX_TEXT);
    while ((at = phs_slice_find(rest, from)) != (size_t)-1) {
        phs_buf_add(&out, rest.ptr, at);
        phs_buf_add(&out, to.ptr, to.len);
        rest = phs_slice_n(rest.ptr + at + from.len, rest.len - at - from.len);
    }
    phs_buf_add(&out, rest.ptr, rest.len);
    struct phs_arena *arena = c->eval.template->arena;
    const struct phs_value *value =
        phs_value_string(arena, phs_slice_n(phs_strndup(arena, phs_buf_text(&out), out.len), out.len), c->place);
    phs_buf_done(&out);
    return value;
}

static const struct phs_value *looped(const struct phs_arm_asked *c) {
    const struct phs_arm_loop *loop = c->eval.loop;
    double offset = c->n && phs_is(c->args[c->n - 1], PHS_NUMBER) ? c->args[c->n - 1]->number.value : 0;
    struct phs_slice name = c->n ? phs_text(c->args[0]) : PHS_SLICE("");
    while (loop && name.len && !phs_slice_ieq(loop->name, name))
        loop = loop->outer;
    if (!loop)
        return phs_arm_unknown(c->eval, PHS_WHY_ERROR, c->place, "copyIndex stands outside of its loop");
    return phs_value_number(c->eval.template->arena, (double)loop->index + offset, c->place);
}

/* Functions that look at arguments which may be unknown. */
static const struct phs_value *of_anything(const struct phs_arm_asked *c) {
    const struct phs_value *bound = c->n == 1 ? phs_arm_bound(c->eval, phs_text(c->args[0])) : NULL;
    if (bound && (phs_arm_asks(c, "parameters") || phs_arm_asks(c, "lambdaVariables")))
        return bound;
    if (phs_arm_asks(c, "parameters"))
        return c->n == 1 && c->args[0]->kind == PHS_STRING ? phs_arm_parameter(c->eval, c->args[0]->string, c->place)
                                                           : wrong(c);
    if (phs_arm_asks(c, "variables"))
        return c->n == 1 && c->args[0]->kind == PHS_STRING ? phs_arm_variable(c->eval, c->args[0]->string, c->place) : wrong(c);
    if (phs_arm_asks(c, "if") && c->n == 3 && phs_is(c->args[0], PHS_BOOL))
        return c->args[0]->boolean ? c->args[1] : c->args[2];
    if (phs_arm_asks(c, "if") && c->n == 3 && phs_value_equal(c->args[1], c->args[2]))
        return c->args[1];
    if (phs_arm_asks(c, "and") || phs_arm_asks(c, "or"))
        return connective(c, phs_arm_asks(c, "or"));
    if (phs_arm_asks(c, "copyIndex"))
        return looped(c);
    if (phs_arm_asks(c, "resourceId") || phs_arm_asks(c, "subscriptionResourceId") || phs_arm_asks(c, "extensionResourceId") ||
        phs_arm_asks(c, "tenantResourceId") || phs_arm_asks(c, "managementGroupResourceId"))
        return phs_arm_identified(c);
    if (phs_arm_asks(c, "reference"))
        return phs_arm_referred(c);
    if (phs_arm_asks(c, "format"))
        return formatted(c);
    if (phs_arm_asks(c, "concat") && c->n && c->args[0]->kind != PHS_LIST)
        return joined(c);
    return NULL;
}

static bool is_given(const struct phs_value *value) {
    const char *attribute = value->unknown.attribute;
    return (value->flags & PHS_VALUE_NOT_NULL) && attribute && (strcmp(attribute, "id") == 0 || strcmp(attribute, "name") == 0);
}

/* What can be said of a value that is not known: an id is neither null nor empty. */
static const struct phs_value *of_open(const struct phs_arm_asked *c) {
    const struct phs_value *open = NULL, *other = NULL;
    for (size_t i = 0; i < c->n && i < 2; i++)
        *(phs_is(c->args[i], PHS_UNKNOWN) ? &open : &other) = c->args[i];
    if (!open || phs_arm_is_lambda(open))
        return NULL;
    if (c->n == 1 && phs_arm_asks(c, "empty") && is_given(open))
        return truth(c, false);
    if (c->n != 2 || !other || !phs_arm_asks(c, "equals"))
        return NULL;
    bool nothing = phs_is(other, PHS_NULL) && (open->flags & PHS_VALUE_NOT_NULL);
    bool blank = phs_is(other, PHS_STRING) && !other->string.len && is_given(open);
    bool ruled_out = phs_is(other, PHS_STRING) && phs_hint_rules_out(open, other->string);
    return nothing || blank || ruled_out ? truth(c, false) : NULL;
}

static const struct phs_value *of_texts(const struct phs_arm_asked *c) {
    bool one = c->n == 1 && phs_is(c->args[0], PHS_STRING);
    bool two = c->n == 2 && phs_is(c->args[0], PHS_STRING) && phs_is(c->args[1], PHS_STRING);
    if (one && (phs_arm_asks(c, "toLower") || phs_arm_asks(c, "toUpper")))
        return cased(c, phs_arm_asks(c, "toUpper"));
    if (one && phs_arm_asks(c, "trim"))
        return phs_value_string(c->eval.template->arena, phs_slice_trim(c->args[0]->string), c->place);
    if (two && phs_arm_asks(c, "startsWith"))
        return truth(c, phs_slice_starts(c->args[0]->string, phs_slice_dup(c->eval.template->arena, c->args[1]->string)));
    if (two && phs_arm_asks(c, "endsWith"))
        return truth(c, phs_slice_ends(c->args[0]->string, phs_slice_dup(c->eval.template->arena, c->args[1]->string)));
    if (c->n == 3 && phs_arm_asks(c, "replace") && phs_is(c->args[0], PHS_STRING))
        return replaced(c);
    if (c->n == 1 && phs_arm_asks(c, "string") && phs_scalar_text(c->eval.template->arena, c->args[0]))
        return joined(c);
    return phs_arm_texts(c);
}

static const struct phs_value *of_truths(const struct phs_arm_asked *c) {
    if (phs_arm_asks(c, "true") || phs_arm_asks(c, "false"))
        return truth(c, phs_arm_asks(c, "true"));
    if (phs_arm_asks(c, "null"))
        return phs_value_null(c->eval.template->arena, c->place);
    if (phs_arm_asks(c, "not") && c->n == 1 && phs_is(c->args[0], PHS_BOOL))
        return truth(c, !c->args[0]->boolean);
    if (phs_arm_asks(c, "bool") && c->n == 1) {
        const char *text = phs_scalar_text(c->eval.template->arena, c->args[0]);
        return text ? truth(c, phs_slice_ieq(phs_slice(text), PHS_SLICE("true")) || strcmp(text, "1") == 0) : NULL;
    }
    if (c->n == 2 && (phs_arm_asks(c, "equals") || phs_arm_asks(c, "less") || phs_arm_asks(c, "lessOrEquals") ||
                      phs_arm_asks(c, "greater") || phs_arm_asks(c, "greaterOrEquals")))
        return compared(c);
    if (c->n == 2 && (phs_arm_asks(c, "add") || phs_arm_asks(c, "sub") || phs_arm_asks(c, "mul") || phs_arm_asks(c, "div") ||
                      phs_arm_asks(c, "mod")))
        return arithmetic(c);
    return NULL;
}

const struct phs_value *phs_arm_function(struct phs_arm_eval eval, struct phs_slice name, const struct phs_value **args,
                                         size_t n, struct phs_place place) {
    const struct phs_arm_asked c = {eval, name, args, n, place};
    const struct phs_value *value = of_anything(&c);
    if (!value)
        value = of_open(&c);
    for (size_t i = 0; !value && i < n; i++)
        if (phs_is(args[i], PHS_UNKNOWN) && !phs_arm_is_lambda(args[i]) && !phs_arm_asks(&c, "coalesce"))
            value = args[i];
    /* What only Azure can answer is so whatever it is asked. */
    if (phs_arm_asks_azure(&c))
        return phs_arm_from_azure(&c);
    if (!value)
        value = of_texts(&c);
    if (!value)
        value = of_truths(&c);
    if (!value)
        value = phs_arm_higher(&c);
    if (!value)
        value = phs_arm_collection(&c);
    return value ? value : phs_arm_from_azure(&c);
}
