/* SPDX-License-Identifier: Apache-2.0 */
/* Template functions over texts, numbers and truths, and those that name other things. What Azure alone can answer is unknown.
 */
#include "base/buf.h"
#include "collect/arm/template.h"

struct call {
    struct phs_arm_eval eval;
    struct phs_slice name;
    const struct phs_value **args;
    size_t n;
    struct phs_place place;
};

static bool is(struct phs_slice name, const char *word) {
    return phs_slice_ieq(name, phs_slice(word));
}

static const struct phs_value *wrong(const struct call *c) {
    return phs_arm_unknown(c->eval, PHS_WHY_ERROR, c->place, "%.*s cannot take these arguments", (int)c->name.len, c->name.ptr);
}

static const struct phs_value *truth(const struct call *c, bool value) {
    return phs_value_bool(c->eval.template->arena, value, c->place);
}

/* Text of an argument; for names an unknown is {why}. NULL where there is none. */
static const char *text_of(const struct call *c, const struct phs_value *value) {
    const char *text = phs_scalar_text(c->eval.template->arena, value);
    if (!text && c->eval.lenient && phs_is(value, PHS_UNKNOWN))
        return phs_printf(c->eval.template->arena, "{%s}", value->unknown.why);
    return text;
}

/* Texts cost what they are long. */
static bool is_affordable(const struct call *c, const struct phs_buf *text) {
    size_t price = text->len / 16, *steps = c->eval.template->steps;
    *steps -= price < *steps ? price : *steps;
    return !text->failed && *steps > 0;
}

/* How the text begins before what is not known, and how it ends. */
static const struct phs_value *hinted(const struct call *c, const struct phs_value *bad, const struct phs_buf *before) {
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

static const struct phs_value *joined(const struct call *c) {
    struct phs_buf out;
    phs_buf_init(&out, PHS_ARM_MAX_TEXT);
    const struct phs_value *bad = NULL;
    for (size_t i = 0; i < c->n && !bad; i++) {
        const char *text = text_of(c, c->args[i]);
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
static const struct phs_value *formatted(const struct call *c) {
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
    struct call inner = *c;
    inner.args = parts.at;
    inner.n = n;
    return joined(&inner);
}

static const struct phs_value *cased(const struct call *c, bool upper) {
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
static const struct phs_value *connective(const struct call *c, bool deciding) {
    const struct phs_value *unknown = NULL;
    for (size_t i = 0; i < c->n; i++) {
        if (phs_is(c->args[i], PHS_BOOL) && c->args[i]->boolean == deciding)
            return truth(c, deciding);
        if (!phs_is(c->args[i], PHS_BOOL))
            unknown = phs_is(c->args[i], PHS_UNKNOWN) ? c->args[i] : wrong(c);
    }
    return unknown ? unknown : truth(c, !deciding);
}

static const struct phs_value *compared(const struct call *c) {
    const struct phs_value *a = c->args[0], *b = c->args[1];
    bool texts = a->kind == PHS_STRING && b->kind == PHS_STRING;
    int order = texts ? phs_slice_cmp(a->string, b->string) : 0;
    if (is(c->name, "equals"))
        return truth(c, texts ? phs_slice_eq(a->string, b->string) : phs_value_equal(a, b));
    if (!texts && (a->kind != PHS_NUMBER || b->kind != PHS_NUMBER))
        return wrong(c);
    if (!texts)
        order = (a->number.value > b->number.value) - (a->number.value < b->number.value);
    bool yes = is(c->name, "less")           ? order < 0
               : is(c->name, "lessOrEquals") ? order <= 0
               : is(c->name, "greater")      ? order > 0
                                             : order >= 0;
    return truth(c, yes);
}

static const struct phs_value *arithmetic(const struct call *c) {
    if (c->args[0]->kind != PHS_NUMBER || c->args[1]->kind != PHS_NUMBER)
        return wrong(c);
    double a = c->args[0]->number.value, b = c->args[1]->number.value, out = a + b;
    if (is(c->name, "sub"))
        out = a - b;
    else if (is(c->name, "mul"))
        out = a * b;
    else if (is(c->name, "div") || is(c->name, "mod")) {
        if (!(a > -1e15 && a < 1e15 && b > -1e15 && b < 1e15) || (long long)b == 0)
            return wrong(c);
        out = is(c->name, "div") ? (double)((long long)a / (long long)b) : (double)((long long)a % (long long)b);
    }
    return phs_value_number(c->eval.template->arena, out, c->place);
}

static const struct phs_value *replaced(const struct call *c) {
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

static const struct phs_value *looped(const struct call *c) {
    const struct phs_arm_loop *loop = c->eval.loop;
    double offset = c->n && phs_is(c->args[c->n - 1], PHS_NUMBER) ? c->args[c->n - 1]->number.value : 0;
    struct phs_slice name = c->n ? phs_text(c->args[0]) : PHS_SLICE("");
    while (loop && name.len && !phs_slice_ieq(loop->name, name))
        loop = loop->outer;
    if (!loop)
        return phs_arm_unknown(c->eval, PHS_WHY_ERROR, c->place, "copyIndex stands outside of its loop");
    return phs_value_number(c->eval.template->arena, (double)loop->index + offset, c->place);
}

/* Roles and policies that every tenant has: their id is their name, wherever it is asked for. */
bool phs_arm_is_built_in(struct phs_arm_eval eval, const char *type, const char *name) {
    struct phs_arm_template *t = eval.template;
    if (!phs_slice_ieq(phs_slice(type), PHS_SLICE("Microsoft.Authorization/roleDefinitions")) &&
        !phs_slice_ieq(phs_slice(type), PHS_SLICE("Microsoft.Authorization/policyDefinitions")) &&
        !phs_slice_ieq(phs_slice(type), PHS_SLICE("Microsoft.Authorization/policySetDefinitions")))
        return false;
    return !phs_map_gets(&t->run->by_name, phs_arm_lower(t->arena, phs_printf(t->arena, "%s/%s", type, name)));
}

/* resourceId([subscription, group,] type, name...): the type is the first argument with a slash behind a namespace. */
static const struct phs_value *identified(const struct call *c) {
    struct phs_arena *arena = c->eval.template->arena;
    for (size_t i = 0; i < c->n; i++) {
        struct phs_slice type = phs_text(c->args[i]);
        if (phs_slice_find(type, PHS_SLICE("/")) == (size_t)-1 || phs_slice_find(type, PHS_SLICE(".")) == (size_t)-1)
            continue;
        const char *name = "";
        bool known = i + 1 < c->n;
        for (size_t k = i + 1; k < c->n; k++)
            known &= phs_is(c->args[k], PHS_STRING);
        for (size_t k = i + 1; k < c->n; k++) {
            struct call lenient = *c;
            lenient.eval.lenient = true;
            const char *part = text_of(&lenient, c->args[k]);
            name = phs_printf(arena, "%s%s%s", name, *name ? "/" : "", part ? part : "{}");
        }
        const char *text = phs_slice_dup(arena, type);
        return known && phs_arm_is_built_in(c->eval, text, name)
                   ? phs_value_string(arena, phs_slice(phs_printf(arena, "/providers/%s/%s", text, name)), c->place)
                   : phs_arm_reference(c->eval, text, name, "id", c->place);
    }
    return phs_arm_unknown(c->eval, PHS_WHY_DATA, c->place, "an identity that Azure makes");
}

/* reference(resourceId(...)) or reference('name'). */
static const struct phs_value *referred(const struct call *c) {
    const struct phs_value *of = c->n ? c->args[0] : NULL;
    if (phs_is(of, PHS_UNKNOWN))
        return of;
    for (size_t i = 0; phs_is(of, PHS_STRING) && i < c->eval.template->items.n; i++) {
        const struct phs_arm_item *item = c->eval.template->items.at[i];
        if ((item->symbol && phs_slice_is(of->string, item->symbol)) || phs_slice_ieq(of->string, phs_slice(item->name)))
            return phs_arm_reference(c->eval, item->type, item->name, "properties", c->place);
    }
    return phs_arm_unknown(c->eval, PHS_WHY_COMPUTED, c->place, "it is known once the template is deployed");
}

static const char *const asked_of_azure[] = {"uniqueString",
                                             "newGuid",
                                             "guid",
                                             "utcNow",
                                             "subscription",
                                             "resourceGroup",
                                             "deployment",
                                             "tenant",
                                             "listKeys",
                                             "listSecrets",
                                             "listAccountSas",
                                             "environment",
                                             "providers",
                                             "pickZones",
                                             "managementGroup",
                                             "list",
                                             "listServiceSas",
                                             "dateTimeAdd",
                                             "deployer",
                                             "toLogicalZone",
                                             "toLogicalZones",
                                             "toPhysicalZone",
                                             "toPhysicalZones",
                                             "getSecret",
                                             "readEnvironmentVariable",
                                             "externalInput",
                                             "dateTimeFromEpoch",
                                             "dateTimeToEpoch"};

static const struct phs_value *from_azure(const struct call *c) {
    for (size_t i = 0; i < sizeof asked_of_azure / sizeof *asked_of_azure; i++)
        if (is(c->name, asked_of_azure[i]) || phs_slice_starts(c->name, "list")) {
            struct phs_value *value = (struct phs_value *)(uintptr_t)phs_arm_unknown(
                c->eval, PHS_WHY_DATA, c->place, "%.*s is answered by Azure", (int)c->name.len, c->name.ptr);
            value->flags |= PHS_VALUE_NOT_NULL;
            return value;
        }
    return phs_arm_unknown(c->eval, PHS_WHY_FUNCTION, c->place, "function %.*s is not evaluated", (int)c->name.len,
                           c->name.ptr);
}

/* Functions that look at arguments which may be unknown. */
static const struct phs_value *of_anything(const struct call *c) {
    const struct phs_value *bound = c->n == 1 ? phs_arm_bound(c->eval, phs_text(c->args[0])) : NULL;
    if (bound && (is(c->name, "parameters") || is(c->name, "lambdaVariables")))
        return bound;
    if (is(c->name, "parameters"))
        return c->n == 1 && c->args[0]->kind == PHS_STRING ? phs_arm_parameter(c->eval, c->args[0]->string, c->place)
                                                           : wrong(c);
    if (is(c->name, "variables"))
        return c->n == 1 && c->args[0]->kind == PHS_STRING ? phs_arm_variable(c->eval, c->args[0]->string, c->place) : wrong(c);
    if (is(c->name, "if") && c->n == 3 && phs_is(c->args[0], PHS_BOOL))
        return c->args[0]->boolean ? c->args[1] : c->args[2];
    if (is(c->name, "if") && c->n == 3 && phs_value_equal(c->args[1], c->args[2]))
        return c->args[1];
    if (is(c->name, "and") || is(c->name, "or"))
        return connective(c, is(c->name, "or"));
    if (is(c->name, "copyIndex"))
        return looped(c);
    if (is(c->name, "resourceId") || is(c->name, "subscriptionResourceId") || is(c->name, "extensionResourceId") ||
        is(c->name, "tenantResourceId") || is(c->name, "managementGroupResourceId"))
        return identified(c);
    if (is(c->name, "reference"))
        return referred(c);
    if (is(c->name, "format"))
        return formatted(c);
    if (is(c->name, "concat") && c->n && c->args[0]->kind != PHS_LIST)
        return joined(c);
    return NULL;
}

static bool is_given(const struct phs_value *value) {
    const char *attribute = value->unknown.attribute;
    return (value->flags & PHS_VALUE_NOT_NULL) && attribute && (strcmp(attribute, "id") == 0 || strcmp(attribute, "name") == 0);
}

/* What can be said of a value that is not known: an id is neither null nor empty. */
static const struct phs_value *of_open(const struct call *c) {
    const struct phs_value *open = NULL, *other = NULL;
    for (size_t i = 0; i < c->n && i < 2; i++)
        *(phs_is(c->args[i], PHS_UNKNOWN) ? &open : &other) = c->args[i];
    if (!open || phs_arm_is_lambda(open))
        return NULL;
    if (c->n == 1 && is(c->name, "empty") && is_given(open))
        return truth(c, false);
    if (c->n != 2 || !other || !is(c->name, "equals"))
        return NULL;
    bool nothing = phs_is(other, PHS_NULL) && (open->flags & PHS_VALUE_NOT_NULL);
    bool blank = phs_is(other, PHS_STRING) && !other->string.len && is_given(open);
    bool ruled_out = phs_is(other, PHS_STRING) && phs_hint_rules_out(open, other->string);
    return nothing || blank || ruled_out ? truth(c, false) : NULL;
}

static const struct phs_value *of_texts(const struct call *c) {
    bool one = c->n == 1 && phs_is(c->args[0], PHS_STRING);
    bool two = c->n == 2 && phs_is(c->args[0], PHS_STRING) && phs_is(c->args[1], PHS_STRING);
    if (one && (is(c->name, "toLower") || is(c->name, "toUpper")))
        return cased(c, is(c->name, "toUpper"));
    if (one && is(c->name, "trim"))
        return phs_value_string(c->eval.template->arena, phs_slice_trim(c->args[0]->string), c->place);
    if (two && is(c->name, "startsWith"))
        return truth(c, phs_slice_starts(c->args[0]->string, phs_slice_dup(c->eval.template->arena, c->args[1]->string)));
    if (two && is(c->name, "endsWith"))
        return truth(c, phs_slice_ends(c->args[0]->string, phs_slice_dup(c->eval.template->arena, c->args[1]->string)));
    if (c->n == 3 && is(c->name, "replace") && phs_is(c->args[0], PHS_STRING))
        return replaced(c);
    if (c->n == 1 && is(c->name, "string") && phs_scalar_text(c->eval.template->arena, c->args[0]))
        return joined(c);
    return phs_arm_texts(c->eval, c->name, c->args, c->n, c->place);
}

static const struct phs_value *of_truths(const struct call *c) {
    if (is(c->name, "true") || is(c->name, "false"))
        return truth(c, is(c->name, "true"));
    if (is(c->name, "null"))
        return phs_value_null(c->eval.template->arena, c->place);
    if (is(c->name, "not") && c->n == 1 && phs_is(c->args[0], PHS_BOOL))
        return truth(c, !c->args[0]->boolean);
    if (is(c->name, "bool") && c->n == 1) {
        const char *text = phs_scalar_text(c->eval.template->arena, c->args[0]);
        return text ? truth(c, is(phs_slice(text), "true") || is(phs_slice(text), "1")) : NULL;
    }
    if (c->n == 2 && (is(c->name, "equals") || is(c->name, "less") || is(c->name, "lessOrEquals") || is(c->name, "greater") ||
                      is(c->name, "greaterOrEquals")))
        return compared(c);
    if (c->n == 2 &&
        (is(c->name, "add") || is(c->name, "sub") || is(c->name, "mul") || is(c->name, "div") || is(c->name, "mod")))
        return arithmetic(c);
    return NULL;
}

const struct phs_value *phs_arm_function(struct phs_arm_eval eval, struct phs_slice name, const struct phs_value **args,
                                         size_t n, struct phs_place place) {
    struct call c = {eval, name, args, n, place};
    const struct phs_value *value = of_anything(&c);
    if (!value)
        value = of_open(&c);
    for (size_t i = 0; !value && i < n; i++)
        if (phs_is(args[i], PHS_UNKNOWN) && !phs_arm_is_lambda(args[i]) && !is(name, "coalesce"))
            value = args[i];
    /* What only Azure can answer is so whatever it is asked. */
    for (size_t i = 0; i < sizeof asked_of_azure / sizeof *asked_of_azure; i++)
        if (is(name, asked_of_azure[i]))
            return from_azure(&c);
    if (!value)
        value = of_texts(&c);
    if (!value)
        value = of_truths(&c);
    if (!value)
        value = phs_arm_higher(eval, name, args, n, place);
    if (!value)
        value = phs_arm_collection(eval, name, args, n, place);
    return value ? value : from_azure(&c);
}
