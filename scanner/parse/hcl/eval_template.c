/* SPDX-License-Identifier: Apache-2.0 */
/* Templates: text, ${values}, %{if} and %{for}. One unknown part makes the whole unknown, but never null. */
#include "parse/hcl/eval_internal.h"

enum { TEMPLATE_CEILING = 64 << 20 };

struct output {
    struct phs_buf buf;
    const struct phs_value *unknown; /* the first part that is not known */
    size_t prefix, suffix;           /* bytes of buf before the first unknown part, and where those behind the last begin */
    unsigned mark;
};

static void write_parts(const struct phs_hcl_scope *scope, struct phs_hcl_parts parts, struct output *out);

/* What the part itself knows of its beginning and end belongs to the text. */
static void note_unknown(struct output *out, const struct phs_value *value) {
    const struct phs_hint *hint = value->unknown.hint;
    out->mark |= phs_hcl_mark(value);
    if (!out->unknown) {
        out->unknown = value;
        if (hint)
            phs_buf_slice(&out->buf, hint->prefix);
        out->prefix = out->buf.len;
    }
    phs_buf_slice(&out->buf, hint && hint->outline.len ? hint->outline : PHS_SLICE("${}"));
    out->suffix = out->buf.len;
    if (hint)
        phs_buf_slice(&out->buf, hint->suffix);
}

static void write_value(const struct phs_hcl_scope *scope, const struct phs_hcl_part *part, struct output *out) {
    const struct phs_value *value = phs_hcl_eval(scope, part->expr);
    const struct phs_value *text = phs_hcl_to_string(scope, value);
    if (!text)
        text = phs_hcl_wrong(scope, part->expr->place, "A list or a map is no text; it cannot stand inside a string.");
    else if (text->kind == PHS_NULL)
        text = phs_hcl_wrong(scope, part->expr->place, "A null value cannot stand inside a string.");
    if (text->kind == PHS_UNKNOWN) {
        note_unknown(out, text);
        return;
    }
    out->mark |= phs_hcl_mark(value);
    phs_buf_slice(&out->buf, text->string);
}

static void write_if(const struct phs_hcl_scope *scope, const struct phs_hcl_part *part, struct output *out) {
    const struct phs_value *condition;
    enum phs_hcl_truth truth = phs_hcl_eval_truth(scope, part->expr, &condition);
    out->mark |= phs_hcl_mark(condition);
    if (truth == PHS_HCL_MAYBE)
        note_unknown(out, condition);
    else
        write_parts(scope, truth == PHS_HCL_TRUE ? part->body : part->otherwise, out);
}

static void write_for(const struct phs_hcl_scope *scope, const struct phs_hcl_part *part, struct output *out) {
    const struct phs_value *collection = phs_hcl_eval(scope, part->expr), *instead;
    struct phs_hcl_round *rounds;
    size_t n;
    out->mark |= phs_hcl_mark(collection);
    if (!phs_hcl_rounds(scope, collection, part->expr->place, &rounds, &n, &instead)) {
        note_unknown(out, instead);
        return;
    }
    for (size_t i = 0; i < n && !out->buf.failed; i++) {
        struct phs_hcl_scope inner = *scope;
        struct phs_hcl_local key = {part->key, rounds[i].key, scope->locals};
        struct phs_hcl_local value = {part->value, rounds[i].value, part->key.len ? &key : scope->locals};
        inner.locals = &value;
        write_parts(&inner, part->body, out);
    }
}

static void write_parts(const struct phs_hcl_scope *scope, struct phs_hcl_parts parts, struct output *out) {
    if (!scope->budget->steps || scope->budget->depth <= 0) {
        note_unknown(out, phs_hcl_spent(scope, parts.n ? parts.at[0].place : (struct phs_place){0}));
        return;
    }
    scope->budget->depth--;
    for (size_t i = 0; i < parts.n; i++) {
        const struct phs_hcl_part *part = &parts.at[i];
        if (scope->budget->steps)
            scope->budget->steps--;
        if (part->kind == PHS_HCL_PART_TEXT)
            phs_buf_slice(&out->buf, part->text);
        else if (part->kind == PHS_HCL_PART_VALUE)
            write_value(scope, part, out);
        else if (part->kind == PHS_HCL_PART_IF)
            write_if(scope, part, out);
        else
            write_for(scope, part, out);
    }
    scope->budget->depth++;
}

static const struct phs_value *affixed(const struct phs_hcl_scope *scope, const struct output *out,
                                       const struct phs_value *unknown) {
    const char *text = phs_buf_text(&out->buf);
    if (out->buf.failed || unknown->unknown.reason == PHS_WHY_ERROR)
        return unknown;
    return phs_hcl_with_affixes(scope, unknown, phs_slice_n(text, out->prefix),
                                phs_slice_n(text + out->suffix, out->buf.len - out->suffix), phs_slice_n(text, out->buf.len));
}

static const struct phs_value *finish(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr, struct output *out) {
    if (out->unknown)
        return affixed(scope, out, phs_hcl_unknown_from(scope, out->unknown, expr->place, out->mark | PHS_VALUE_NOT_NULL));
    if (out->buf.failed || !phs_hcl_pay_bytes(scope, out->buf.len))
        return phs_hcl_spent(scope, expr->place);
    struct phs_slice text = {phs_strndup(scope->arena, phs_buf_text(&out->buf), out->buf.len), out->buf.len};
    return phs_hcl_with_flags(scope, phs_value_string(scope->arena, text, expr->place), out->mark | PHS_VALUE_QUOTED);
}

const struct phs_value *phs_hcl_eval_template(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    struct phs_hcl_parts parts = expr->template.parts;
    /* A lone ${} hands its value through unchanged, whatever it is. */
    if (parts.n == 1 && parts.at[0].kind == PHS_HCL_PART_VALUE)
        return phs_hcl_eval(scope, parts.at[0].expr);
    struct output out = {.unknown = NULL};
    uint64_t left = scope->budget->bytes;
    phs_buf_init(&out.buf, left < TEMPLATE_CEILING ? (size_t)left + 1 : TEMPLATE_CEILING);
    write_parts(scope, parts, &out);
    const struct phs_value *value = finish(scope, expr, &out);
    phs_buf_done(&out.buf);
    return value;
}
