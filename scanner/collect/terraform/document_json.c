/* SPDX-License-Identifier: Apache-2.0 */
/* JSON that was written as a template with unknown parts ("Resource": "${aws_s3_bucket.b.arn}"): the tree with those parts
 * unknown, so that what is written around them can still be judged. */
#include "collect/terraform/scan.h"
#include "parse/json.h"

#define MARK "\xEF\xA3\xBF" /* U+F8FF, a private character: stands around the number of an unknown part */

struct draft {
    struct phs_arena *arena;
    struct phs_buf text;
    bool in_string, escaped;
    PHS_VEC(const struct phs_value *) unknowns;
    unsigned marks;
};

static void add_text(struct draft *draft, struct phs_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (draft->escaped)
            draft->escaped = false;
        else if (c == '\\')
            draft->escaped = draft->in_string;
        else if (c == '"')
            draft->in_string = !draft->in_string;
    }
    phs_buf_slice(&draft->text, text);
}

static void add_unknown(struct draft *draft, const struct phs_value *value) {
    const char *quote = draft->in_string ? "" : "\"";
    phs_buf_printf(&draft->text, "%s" MARK "%zu" MARK "%s", quote, draft->unknowns.n, quote);
    PHS_PUSH(draft->arena, draft->unknowns, value);
}

/* ${jsonencode(x)} outside of quotes is x itself in the tree. */
static const struct phs_value *encoded(const struct draft *draft, const struct phs_hcl_scope *scope,
                                       const struct phs_hcl_expr *expr, const struct phs_value *value) {
    expr = phs_hcl_unwrap(expr);
    bool encodes = expr->kind == PHS_HCL_CALL && phs_slice_is(expr->call.name, "jsonencode") && expr->call.n == 1;
    return draft->in_string || value->kind != PHS_UNKNOWN || !encodes ? value : phs_hcl_eval(scope, expr->call.args[0]);
}

static bool add_part(struct draft *draft, const struct phs_hcl_scope *scope, const struct phs_hcl_part *part) {
    if (part->kind == PHS_HCL_PART_TEXT) {
        add_text(draft, part->text);
        return true;
    }
    if (part->kind != PHS_HCL_PART_VALUE)
        return false;
    const struct phs_value *value = phs_hcl_eval(scope, part->expr);
    draft->marks |= value->flags & PHS_VALUE_SENSITIVE;
    if (phs_find_unknown(value)) {
        add_unknown(draft, encoded(draft, scope, part->expr, value));
        return true;
    }
    const struct phs_value *text = phs_hcl_to_string(scope, value);
    if (text && text->kind == PHS_STRING)
        add_text(draft, text->string);
    return text && text->kind == PHS_STRING;
}

static struct phs_slice behind_last_mark(struct phs_slice text) {
    for (size_t at; (at = phs_slice_find(text, PHS_SLICE(MARK))) != (size_t)-1;)
        text = phs_slice_n(text.ptr + at + 3, text.len - at - 3);
    return text;
}

/* An unknown alone between quotes stays itself; inside longer text it makes the text unknown. */
static const struct phs_value *restored_text(const struct draft *draft, const struct phs_value *value) {
    size_t at = phs_slice_find(value->string, PHS_SLICE(MARK));
    if (at == (size_t)-1)
        return value;
    struct phs_slice rest = phs_slice_n(value->string.ptr + at + 3, value->string.len - at - 3);
    size_t end = phs_slice_find(rest, PHS_SLICE(MARK));
    double number;
    if (end == (size_t)-1 || !phs_slice_number(phs_slice_n(rest.ptr, end), &number) || number < 0 ||
        number >= (double)draft->unknowns.n)
        return value;
    const struct phs_value *unknown = draft->unknowns.at[(size_t)number];
    if (at == 0 && end + 3 == rest.len)
        return unknown;
    struct phs_value *made = PHS_NEW(draft->arena, struct phs_value);
    struct phs_hint *hint = PHS_NEW(draft->arena, struct phs_hint);
    *made = *phs_tf_derived(draft->arena, phs_find_unknown(unknown), value->place);
    made->flags |= PHS_VALUE_NOT_NULL;
    hint->prefix = phs_slice_n(value->string.ptr, at);
    hint->suffix = behind_last_mark(value->string);
    made->unknown.hint = hint;
    return made;
}

static const struct phs_value *restored(const struct draft *draft, const struct phs_value *value) {
    if (value->kind == PHS_STRING)
        return restored_text(draft, value);
    if (value->kind == PHS_LIST) {
        const struct phs_value **items = PHS_NEW_N(draft->arena, const struct phs_value *, value->list.n);
        for (size_t i = 0; i < value->list.n; i++)
            items[i] = restored(draft, value->list.at[i]);
        return phs_value_list(draft->arena, items, value->list.n, value->place);
    }
    if (value->kind != PHS_MAP)
        return value;
    struct phs_map_builder map;
    phs_map_builder_init(&map, draft->arena);
    for (size_t i = 0; i < value->map.n; i++)
        phs_map_builder_set(&map, value->map.at[i].key, value->map.at[i].key_place, restored(draft, value->map.at[i].value));
    return phs_map_builder_done(&map, value->place);
}

static bool looks_like_json(const struct phs_hcl_expr *expr) {
    if (expr->kind != PHS_HCL_TEMPLATE || expr->template.parts.n == 0)
        return false;
    struct phs_slice first = phs_slice_trim(expr->template.parts.at[0].text);
    return expr->template.parts.at[0].kind == PHS_HCL_PART_TEXT && first.len && (first.ptr[0] == '{' || first.ptr[0] == '[');
}

/* "${<<EOT ...}" hands its value through, as .tf.json has it. */
static const struct phs_hcl_expr *without_wrapping(const struct phs_hcl_expr *expr) {
    expr = phs_hcl_unwrap(expr);
    while (expr->kind == PHS_HCL_TEMPLATE && expr->template.parts.n == 1 &&
           expr->template.parts.at[0].kind == PHS_HCL_PART_VALUE)
        expr = phs_hcl_unwrap(expr->template.parts.at[0].expr);
    return expr;
}

const struct phs_value *phs_tf_json_template(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr,
                                             const struct phs_value *value) {
    bool broken = value->kind == PHS_UNKNOWN && value->unknown.reason == PHS_WHY_LIMIT;
    expr = without_wrapping(expr);
    if (value->kind != PHS_UNKNOWN || broken || !looks_like_json(expr))
        return value;
    struct draft draft = {.arena = scope->arena};
    phs_buf_init(&draft.text, PHS_TF_MAX_RESULT);
    bool whole = true;
    for (size_t i = 0; whole && i < expr->template.parts.n; i++)
        whole = add_part(&draft, scope, &expr->template.parts.at[i]);
    struct phs_slice text = phs_slice_n(phs_strndup(scope->arena, phs_buf_text(&draft.text), draft.text.len), draft.text.len);
    whole &= !draft.text.failed;
    phs_buf_done(&draft.text);
    const struct phs_value *tree;
    if (!whole || phs_json_parse(scope->arena, NULL, text, NULL, &tree, NULL) != PHS_OK)
        return value;
    struct phs_value *result = PHS_NEW(scope->arena, struct phs_value);
    *result = *restored(&draft, tree);
    result->flags |= PHS_VALUE_JSON | draft.marks;
    result->place = expr->place;
    return result;
}
