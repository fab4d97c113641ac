/* SPDX-License-Identifier: Apache-2.0 */
/* Finds what a JSONPath names, step by step over a set of values; no recursion but for filters, whose depth is bounded. */
#include "judge/policy/jsonpath_filter.h"

enum { MAX_MATCHES = 20000 };

static void doubt(struct jsonpath_matches *matches, const char *word, const char *why, const struct phs_value *unknown) {
    if (matches->doubtful)
        return;
    matches->doubtful = true;
    matches->word = word;
    matches->why = why;
    matches->unknown = unknown;
}

static void doubt_value(struct eval *eval, struct jsonpath_matches *matches, const struct phs_value *unknown) {
    phs_doubt_value(eval, unknown);
    doubt(matches, eval->word, eval->why, unknown);
}

static void add(struct eval *eval, struct jsonpath_matches *out, const struct phs_value *value) {
    if (!value)
        return;
    if (out->found.n >= MAX_MATCHES || !phs_spend(eval)) {
        doubt(out, phs_reason_name(PHS_WHY_LIMIT), "there is too much to look at", NULL);
        return;
    }
    PHS_PUSH(eval->arena, out->found, value);
}

static bool is_blocks(const struct phs_value *value) {
    return value->kind == PHS_LIST && (value->flags & PHS_VALUE_BLOCKS);
}

static void names(struct eval *eval, const struct jsonpath_step *step, const struct phs_value *value,
                  struct jsonpath_matches *out) {
    if (value->kind == PHS_UNKNOWN)
        doubt_value(eval, out, value);
    for (size_t i = 0; value->kind == PHS_MAP && i < step->names.n; i++) {
        if (!phs_slice_is(step->names.at[i], "*"))
            add(eval, out, phs_get_slice(value, step->names.at[i]));
        for (size_t k = 0; phs_slice_is(step->names.at[i], "*") && k < value->map.n; k++)
            add(eval, out, value->map.at[k].value);
    }
}

static void each_name(struct eval *eval, const struct jsonpath_step *step, const struct phs_value *value,
                      struct jsonpath_matches *out) {
    if (!is_blocks(value)) {
        names(eval, step, value, out);
        return;
    }
    for (size_t i = 0; i < value->list.n; i++)
        names(eval, step, value->list.at[i], out);
}

static void values(struct eval *eval, const struct phs_value *value, struct jsonpath_matches *out) {
    size_t n = is_blocks(value) ? value->list.n : 1;
    for (size_t i = 0; i < n; i++) {
        const struct phs_value *map = is_blocks(value) ? value->list.at[i] : value;
        if (map->kind == PHS_UNKNOWN)
            doubt_value(eval, out, map);
        for (size_t k = 0; map->kind == PHS_MAP && k < map->map.n; k++)
            add(eval, out, map->map.at[k].value);
    }
}

static void cut(struct eval *eval, const struct jsonpath_step *step, const struct phs_value *value,
                struct jsonpath_matches *out) {
    if (value->kind != PHS_LIST)
        return;
    long n = (long)value->list.n, start = step->has_start ? step->start : 0;
    start = start < 0 ? start + n : start;
    if (step->kind == STEP_INDEX) {
        if (start >= 0 && start < n)
            add(eval, out, value->list.at[start]);
        return;
    }
    long end = step->has_end ? step->end : n;
    end = end < 0 ? end + n : end > n ? n : end;
    for (long i = start < 0 ? 0 : start; i < end; i += step->stride)
        add(eval, out, value->list.at[i]);
}

static bool is_void(const struct phs_value *value) {
    return value->kind == PHS_NULL || (value->kind == PHS_STRING && value->string.len == 0) ||
           (value->kind == PHS_LIST && value->list.n == 0) || (value->kind == PHS_MAP && value->map.n == 0);
}

static void elements(struct eval *eval, const struct phs_value *value, struct jsonpath_matches *out) {
    if (is_void(value))
        return;
    if (value->kind != PHS_LIST)
        add(eval, out, value);
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n; i++)
        add(eval, out, value->list.at[i]);
}

static void filtered(struct eval *eval, const struct jsonpath_step *step, const struct phs_value *value,
                     struct jsonpath_matches *out) {
    size_t n = value->kind == PHS_LIST ? value->list.n : value->kind == PHS_MAP;
    for (size_t i = 0; i < n; i++) {
        const struct phs_value *element = value->kind == PHS_LIST ? value->list.at[i] : value;
        enum truth truth = phs_jsonpath_filter(eval, step->filter, element);
        if (truth == SAYS_YES)
            add(eval, out, element);
        else if (truth == SAYS_MAYBE)
            doubt(out, eval->word, eval->why, element->kind == PHS_UNKNOWN ? element : phs_find_unknown(element));
    }
}

static void length(struct eval *eval, const struct phs_value *value, struct jsonpath_matches *out) {
    if (value->kind == PHS_LIST)
        add(eval, out, phs_value_number(eval->arena, (double)value->list.n, value->place));
    else if (value->kind == PHS_MAP)
        add(eval, out, phs_value_number(eval->arena, (double)value->map.n, value->place));
    else if (value->kind == PHS_STRING)
        add(eval, out, phs_value_number(eval->arena, (double)value->string.len, value->place));
}

/* An unknown of which an edge is known is a text, and so one element and no list. */
static bool is_one_text(const struct phs_value *unknown) {
    const struct phs_hint *hint = unknown->unknown.hint;
    return hint && (hint->prefix.len || hint->suffix.len);
}

static void take_step(struct eval *eval, const struct jsonpath_step *step, const struct phs_value *value,
                      struct jsonpath_matches *out) {
    const struct phs_value *parsed = step->kind != STEP_SELF ? phs_text_as_json(eval, value, false) : NULL;
    value = parsed ? parsed : value;
    if (value->kind == PHS_UNKNOWN && step->kind == STEP_ELEMENTS && is_one_text(value)) {
        add(eval, out, value);
        return;
    }
    if (value->kind == PHS_UNKNOWN && step->kind != STEP_SELF) {
        doubt_value(eval, out, value);
        return;
    }
    switch (step->kind) {
    case STEP_NAMES:
        each_name(eval, step, value, out);
        break;
    case STEP_INDEX:
    case STEP_SLICE:
        cut(eval, step, value, out);
        break;
    case STEP_ELEMENTS:
        elements(eval, value, out);
        break;
    case STEP_VALUES:
        values(eval, value, out);
        break;
    case STEP_FILTER:
        filtered(eval, step, value, out);
        break;
    case STEP_LENGTH:
        length(eval, value, out);
        break;
    default:
        add(eval, out, value);
    }
}

/* Everything below and at value, in document order, on a stack of our own. */
static void descend(struct eval *eval, const struct phs_value *top, struct jsonpath_matches *out) {
    PHS_VEC(const struct phs_value *) stack = {0};
    PHS_PUSH(eval->arena, stack, top);
    while (stack.n && !(out->doubtful && out->found.n >= MAX_MATCHES) && phs_spend(eval)) {
        const struct phs_value *value = stack.at[--stack.n];
        const struct phs_value *parsed = phs_text_as_json(eval, value, false);
        value = parsed ? parsed : value;
        add(eval, out, value);
        for (size_t i = value->kind == PHS_LIST ? value->list.n : 0; i-- > 0;)
            PHS_PUSH(eval->arena, stack, value->list.at[i]);
        for (size_t i = value->kind == PHS_MAP ? value->map.n : 0; i-- > 0;)
            PHS_PUSH(eval->arena, stack, value->map.at[i].value);
    }
    if (stack.n)
        doubt(out, phs_reason_name(PHS_WHY_LIMIT), "there is too much to look at", NULL);
}

static void inherit_doubt(struct jsonpath_matches *out, const struct jsonpath_matches *in) {
    if (in->doubtful)
        doubt(out, in->word, in->why, in->unknown);
}

void phs_jsonpath_walk(struct eval *eval, const struct jsonpath_steps *steps, const struct phs_value *root,
                       struct jsonpath_matches *ret_matches) {
    struct jsonpath_matches now = {0};
    add(eval, &now, root);
    for (size_t s = 0; s < steps->items.n; s++) {
        const struct jsonpath_step *step = &steps->items.at[s];
        struct jsonpath_matches from = {0}, next = {0};
        for (size_t i = 0; step->descend && i < now.found.n; i++)
            descend(eval, now.found.at[i], &from);
        inherit_doubt(&from, &now);
        inherit_doubt(&next, &from);
        const struct jsonpath_matches *source = step->descend ? &from : &now;
        for (size_t i = 0; i < source->found.n; i++)
            take_step(eval, step, source->found.at[i], &next);
        now = next;
    }
    *ret_matches = now;
}

void phs_jsonpath_find(struct eval *eval, const struct jsonpath *path, const struct phs_value *root,
                       struct jsonpath_matches *ret_matches) {
    *ret_matches = (struct jsonpath_matches){0};
    if (path->fault)
        doubt(ret_matches, "check-error", path->fault, NULL);
    else
        phs_jsonpath_walk(eval, &path->steps, root, ret_matches);
}
