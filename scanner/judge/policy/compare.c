/* SPDX-License-Identifier: Apache-2.0 */
/* Equality of values as policies mean it: scalars by canonical text (10 = "10", true = "TRUE", 10.0 = 10), unknowns by element.
 */
#include <math.h>

#include "base/buf.h"
#include "judge/policy/node.h"

enum truth phs_doubt(struct eval *eval, const char *word, const char *why) {
    eval->word = word;
    eval->why = why;
    return SAYS_MAYBE;
}

enum truth phs_doubt_value(struct eval *eval, const struct phs_value *unknown) {
    const char *why = unknown->unknown.why ? unknown->unknown.why : "its value is not known";
    return phs_doubt(eval, phs_reason_name(unknown->unknown.reason), why);
}

static void put_number(struct phs_buf *out, const struct phs_value *value) {
    double number = value->number.value;
    struct phs_slice text = value->number.text;
    char digits[40];
    bool plain = text.len > 15;
    for (size_t i = 0; i < text.len && plain; i++)
        plain = (text.ptr[i] >= '0' && text.ptr[i] <= '9') || (i == 0 && text.ptr[i] == '-');
    if (plain) {
        phs_buf_slice(out, text);
        return;
    }
    for (int precision = 15; precision <= 17; precision++) {
        double back;
        snprintf(digits, sizeof digits, "%.*g", precision, number);
        if (phs_slice_number(phs_slice(digits), &back) && back == number)
            break;
    }
    if (isfinite(number) && number == trunc(number) && fabs(number) < 1e16)
        snprintf(digits, sizeof digits, "%.0f", number == 0 ? 0.0 : number);
    phs_buf_puts(out, digits);
}

static void put_quoted(struct phs_buf *out, struct phs_slice text) {
    char quote = text.len && memchr(text.ptr, '\'', text.len) && !memchr(text.ptr, '"', text.len) ? '"' : '\'';
    phs_buf_putc(out, quote);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == quote || c == '\\')
            phs_buf_putc(out, '\\');
        if (c == '\n' || c == '\t' || c == '\r')
            phs_buf_puts(out, c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r");
        else
            phs_buf_putc(out, c);
    }
    phs_buf_putc(out, quote);
}

/* Python's notation of containers: what str() shows policies that look at a whole list or map. */
static void put_python(struct phs_buf *out, const struct phs_value *value, int depth) {
    if (depth > 60)
        return;
    switch (value->kind) {
    case PHS_LIST:
        phs_buf_putc(out, '[');
        for (size_t i = 0; i < value->list.n; i++) {
            phs_buf_puts(out, i ? ", " : "");
            put_python(out, value->list.at[i], depth + 1);
        }
        phs_buf_putc(out, ']');
        break;
    case PHS_MAP:
        phs_buf_putc(out, '{');
        for (size_t i = 0; i < value->map.n; i++) {
            phs_buf_puts(out, i ? ", " : "");
            put_quoted(out, value->map.at[i].key);
            phs_buf_puts(out, ": ");
            put_python(out, value->map.at[i].value, depth + 1);
        }
        phs_buf_putc(out, '}');
        break;
    case PHS_STRING:
        put_quoted(out, value->string);
        break;
    case PHS_BOOL:
        phs_buf_puts(out, value->boolean ? "True" : "False");
        break;
    case PHS_NUMBER:
        put_number(out, value);
        break;
    default:
        phs_buf_puts(out, "None");
    }
}

struct phs_slice phs_canonical(struct eval *eval, const struct phs_value *value) {
    if (!value || value->kind == PHS_NULL)
        return PHS_SLICE("None");
    if (value->kind == PHS_STRING)
        return value->string;
    if (value->kind == PHS_BOOL)
        return value->boolean ? PHS_SLICE("true") : PHS_SLICE("false");
    struct phs_buf out;
    phs_buf_init(&out, 1 << 18);
    put_python(&out, value, 0);
    struct phs_slice text = phs_slice_n(phs_strndup(eval->arena, phs_buf_text(&out), out.len), out.len);
    phs_buf_done(&out);
    return text;
}

static bool same_number(const struct phs_value *a, const struct phs_value *b, struct eval *eval) {
    if (fabs(a->number.value) < 9007199254740992.0 || !isfinite(a->number.value))
        return a->number.value == b->number.value;
    return phs_slice_eq(phs_canonical(eval, a), phs_canonical(eval, b));
}

static enum truth same_list(struct eval *eval, const struct phs_value *a, const struct phs_value *b) {
    enum truth all = SAYS_YES;
    if (a->list.n != b->list.n)
        return SAYS_NO;
    for (size_t i = 0; i < a->list.n && all != SAYS_NO; i++)
        all = phs_truth_and(all, phs_same(eval, a->list.at[i], b->list.at[i]));
    return all;
}

static enum truth same_map(struct eval *eval, const struct phs_value *a, const struct phs_value *b) {
    enum truth all = SAYS_YES;
    if (a->map.n != b->map.n)
        return SAYS_NO;
    for (size_t i = 0; i < a->map.n && all != SAYS_NO; i++) {
        const struct phs_value *other = phs_get_slice(b, a->map.at[i].key);
        all = other ? phs_truth_and(all, phs_same(eval, a->map.at[i].value, other)) : SAYS_NO;
    }
    return all;
}

static bool is_container(const struct phs_value *value) {
    return value->kind == PHS_LIST || value->kind == PHS_MAP;
}

/* A container against a text: the text may be JSON, else Python's notation is compared. */
static enum truth same_mixed(struct eval *eval, const struct phs_value *container, const struct phs_value *scalar) {
    const struct phs_value *parsed = scalar->kind == PHS_STRING && eval->desk ? phs_text_as_json(eval, scalar, false) : NULL;
    if (parsed)
        return phs_same(eval, container, parsed);
    const struct phs_value *unknown = phs_find_unknown(container);
    if (unknown)
        return phs_doubt_value(eval, unknown);
    return phs_slice_eq(phs_canonical(eval, container), phs_canonical(eval, scalar)) ? SAYS_YES : SAYS_NO;
}

static bool same_scalar(struct eval *eval, const struct phs_value *a, const struct phs_value *b) {
    if (a->kind == PHS_NUMBER && b->kind == PHS_NUMBER)
        return same_number(a, b, eval);
    struct phs_slice x = phs_canonical(eval, a), y = phs_canonical(eval, b);
    return a->kind == PHS_BOOL || b->kind == PHS_BOOL ? phs_slice_ieq(x, y) : phs_slice_eq(x, y);
}

enum truth phs_same(struct eval *eval, const struct phs_value *a, const struct phs_value *b) {
    if (!phs_spend(eval))
        return phs_doubt(eval, phs_reason_name(PHS_WHY_LIMIT), "the value is too large to compare");
    a = phs_view(eval, a);
    b = phs_view(eval, b);
    if (!a || !b)
        return !a && !b ? SAYS_YES : SAYS_NO;
    if ((b->kind == PHS_STRING && phs_hint_rules_out(a, b->string)) ||
        (a->kind == PHS_STRING && phs_hint_rules_out(b, a->string)))
        return SAYS_NO;
    if (a->kind == PHS_UNKNOWN || b->kind == PHS_UNKNOWN)
        return phs_doubt_value(eval, a->kind == PHS_UNKNOWN ? a : b);
    if (is_container(a) && is_container(b)) {
        if (a->kind != b->kind)
            return SAYS_NO;
        return a->kind == PHS_LIST ? same_list(eval, a, b) : same_map(eval, a, b);
    }
    if (is_container(a) || is_container(b))
        return is_container(a) ? same_mixed(eval, a, b) : same_mixed(eval, b, a);
    return same_scalar(eval, a, b) ? SAYS_YES : SAYS_NO;
}
