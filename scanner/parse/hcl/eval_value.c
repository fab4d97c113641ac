/* SPDX-License-Identifier: Apache-2.0 */
/* Unknowns, errors, budgets, numbers and conversions of the HCL evaluator. */
#include <math.h>
#include <stdarg.h>

#include "base/err.h"
#include "parse/hcl/eval_internal.h"

struct phs_hcl_budget phs_hcl_budget_default(void) {
    return (struct phs_hcl_budget){.steps = 20000000, .nodes = 20000000, .bytes = (uint64_t)512 << 20, .depth = 400};
}

const struct phs_value *phs_hcl_spent(const struct phs_hcl_scope *scope, struct phs_place place) {
    if (!scope->budget->reported)
        phs_hcl_report(scope->diags, PHS_HCL_ERROR, place, "The configuration is too large to evaluate as a whole.");
    scope->budget->reported = true;
    return phs_value_unknown(scope->arena, PHS_WHY_LIMIT, "the limit of evaluation was reached", place);
}

static bool pay(uint64_t *left, size_t n) {
    bool enough = *left >= n;
    *left = enough ? *left - n : 0;
    return enough;
}

bool phs_hcl_pay_nodes(const struct phs_hcl_scope *scope, size_t n) {
    return pay(&scope->budget->nodes, n);
}

bool phs_hcl_pay_bytes(const struct phs_hcl_scope *scope, size_t n) {
    return pay(&scope->budget->bytes, n);
}

static struct phs_value *copy_of(const struct phs_hcl_scope *scope, const struct phs_value *value) {
    struct phs_value *copy = PHS_NEW(scope->arena, struct phs_value);
    *copy = *value;
    return copy;
}

const struct phs_value *phs_hcl_with_flags(const struct phs_hcl_scope *scope, const struct phs_value *value, unsigned flags) {
    if ((value->flags & flags) == flags)
        return value;
    struct phs_value *copy = copy_of(scope, value);
    copy->flags |= flags;
    return copy;
}

const struct phs_value *phs_hcl_make_bool(const struct phs_hcl_scope *scope, bool truth, unsigned flags,
                                          struct phs_place place) {
    return phs_hcl_with_flags(scope, phs_value_bool(scope->arena, truth, place), flags);
}

const struct phs_value *phs_hcl_wrong(const struct phs_hcl_scope *scope, struct phs_place place, const char *format, ...) {
    char text[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    phs_hcl_report(scope->diags, PHS_HCL_ERROR, place, "%s", text);
    return phs_value_unknown(scope->arena, PHS_WHY_ERROR, phs_strdup(scope->arena, text), place);
}

enum { SEARCH_LIMIT = 100000 };

/* Values share parts, so that a small text can stand for a tree of astronomical size: the search is bounded. */
static const struct phs_value *search(const struct phs_value *value, int depth, size_t *left) {
    const struct phs_value *found = NULL;
    if (!*left || depth > 200)
        return NULL;
    --*left;
    if (value->kind == PHS_UNKNOWN)
        return value;
    if (value->kind == PHS_LIST)
        for (size_t i = 0; !found && i < value->list.n; i++)
            found = search(value->list.at[i], depth + 1, left);
    if (value->kind == PHS_MAP)
        for (size_t i = 0; !found && i < value->map.n; i++)
            found = search(value->map.at[i].value, depth + 1, left);
    return found;
}

const struct phs_value *phs_hcl_first_unknown(const struct phs_value *value) {
    size_t left = SEARCH_LIMIT;
    return value ? search(value, 0, &left) : NULL;
}

const struct phs_value *phs_hcl_unknown_from(const struct phs_hcl_scope *scope, const struct phs_value *value,
                                             struct phs_place place, unsigned flags) {
    const struct phs_value *cause = phs_hcl_first_unknown(value);
    if (!cause)
        return phs_hcl_with_flags(
            scope, phs_value_unknown(scope->arena, PHS_WHY_UNSUPPORTED, "it depends on a value that is not known", place),
            flags);
    struct phs_value *unknown = copy_of(scope, cause);
    unknown->flags = (cause->flags & PHS_VALUE_SENSITIVE) | phs_hcl_mark(value) | flags;
    unknown->place = place;
    unknown->unknown.hint = NULL;
    return unknown;
}

/* ---- numbers ----------------------------------------------------------------------------------------------------- */

long double phs_hcl_number_of(const struct phs_value *number) {
    char text[64];
    struct phs_slice written = number->number.text;
    if (!written.len || written.len >= sizeof text)
        return (long double)number->number.value;
    memcpy(text, written.ptr, written.len);
    text[written.len] = '\0';
    char *end = NULL;
    long double exact = strtold(text, &end);
    return end == text + written.len ? exact : (long double)number->number.value;
}

static bool is_whole(long double number) {
    return isfinite(number) && !(floorl(number) < number) && !(floorl(number) > number);
}

const struct phs_value *phs_hcl_number(struct phs_arena *arena, long double number, struct phs_place place) {
    struct phs_value *value = PHS_NEW(arena, struct phs_value);
    value->kind = PHS_NUMBER;
    value->place = place;
    value->number.value = (double)number;
    if (is_whole(number) && fabsl(number) > 9007199254740992.0L && fabsl(number) < 1e30L)
        value->number.text = phs_slice(phs_printf(arena, "%.0Lf", number));
    return value;
}

/* ---- conversions ------------------------------------------------------------------------------------------------- */

const struct phs_value *phs_hcl_to_string(const struct phs_hcl_scope *scope, const struct phs_value *value) {
    if (value->kind == PHS_STRING || value->kind == PHS_UNKNOWN || value->kind == PHS_NULL)
        return value;
    if (value->flags & PHS_VALUE_JSON)
        return phs_hcl_unknown_from(scope, value, value->place, PHS_VALUE_NOT_NULL);
    const char *text = phs_scalar_text(scope->arena, value);
    if (!text)
        return NULL;
    return phs_hcl_with_flags(scope, phs_value_string(scope->arena, phs_slice(text), value->place), phs_hcl_mark(value));
}

const struct phs_value *phs_hcl_to_number(const struct phs_hcl_scope *scope, const struct phs_value *value) {
    double number;
    if (value->kind == PHS_NUMBER || value->kind == PHS_UNKNOWN || value->kind == PHS_NULL)
        return value;
    if (value->kind != PHS_STRING || !phs_slice_number(value->string, &number))
        return NULL;
    struct phs_value *converted = PHS_NEW(scope->arena, struct phs_value);
    converted->kind = PHS_NUMBER;
    converted->flags = phs_hcl_mark(value);
    converted->place = value->place;
    converted->number.value = number;
    converted->number.text = value->string;
    return converted;
}

const struct phs_value *phs_hcl_to_bool(const struct phs_hcl_scope *scope, const struct phs_value *value) {
    if (value->kind == PHS_BOOL || value->kind == PHS_UNKNOWN || value->kind == PHS_NULL)
        return value;
    bool truth = value->kind == PHS_STRING && (phs_slice_is(value->string, "true") || phs_slice_is(value->string, "1"));
    bool lie = value->kind == PHS_STRING && (phs_slice_is(value->string, "false") || phs_slice_is(value->string, "0"));
    if (!truth && !lie)
        return NULL;
    return phs_hcl_make_bool(scope, truth, phs_hcl_mark(value), value->place);
}

/* ---- equality ---------------------------------------------------------------------------------------------------- */

enum { EQUAL_DEPTH = 200, EQUAL_STEPS = 5000000 };

/* How much more is compared; shared parts make trees larger than memory. */
struct effort {
    int depth;
    size_t left;
};

static enum phs_hcl_truth equal(const struct phs_value *a, const struct phs_value *b, struct effort *effort);

static enum phs_hcl_truth both(enum phs_hcl_truth a, enum phs_hcl_truth b) {
    if (a == PHS_HCL_FALSE || b == PHS_HCL_FALSE)
        return PHS_HCL_FALSE;
    return a == PHS_HCL_MAYBE || b == PHS_HCL_MAYBE ? PHS_HCL_MAYBE : PHS_HCL_TRUE;
}

static enum phs_hcl_truth equal_lists(const struct phs_value *a, const struct phs_value *b, struct effort *effort) {
    enum phs_hcl_truth truth = a->list.n == b->list.n ? PHS_HCL_TRUE : PHS_HCL_FALSE;
    for (size_t i = 0; truth != PHS_HCL_FALSE && i < a->list.n; i++)
        truth = both(truth, equal(a->list.at[i], b->list.at[i], effort));
    return truth;
}

static int by_key(const void *a, const void *b) {
    return phs_slice_cmp((*(const struct phs_entry *const *)a)->key, (*(const struct phs_entry *const *)b)->key);
}

static const struct phs_entry **sorted_entries(const struct phs_value *map) {
    const struct phs_entry **entries = calloc(map->map.n + 1, sizeof(const struct phs_entry *));
    if (!entries)
        phs_die("out of memory");
    for (size_t i = 0; i < map->map.n; i++)
        entries[i] = &map->map.at[i];
    qsort(entries, map->map.n, sizeof(const struct phs_entry *), by_key);
    return entries;
}

static enum phs_hcl_truth equal_maps(const struct phs_value *a, const struct phs_value *b, struct effort *effort) {
    if (a->map.n != b->map.n)
        return PHS_HCL_FALSE;
    const struct phs_entry **left = sorted_entries(a), **right = sorted_entries(b);
    enum phs_hcl_truth truth = PHS_HCL_TRUE;
    for (size_t i = 0; truth != PHS_HCL_FALSE && i < a->map.n; i++) {
        if (!phs_slice_eq(left[i]->key, right[i]->key))
            truth = PHS_HCL_FALSE;
        else
            truth = both(truth, equal(left[i]->value, right[i]->value, effort));
    }
    free((void *)left);
    free((void *)right);
    return truth;
}

static bool rules_out_null(const struct phs_value *unknown) {
    return unknown->kind == PHS_UNKNOWN && (unknown->flags & PHS_VALUE_NOT_NULL);
}

static enum phs_hcl_truth equal_contents(const struct phs_value *a, const struct phs_value *b, struct effort *effort) {
    effort->depth++;
    enum phs_hcl_truth truth = a->kind == PHS_LIST ? equal_lists(a, b, effort) : equal_maps(a, b, effort);
    effort->depth--;
    return truth;
}

static enum phs_hcl_truth equal(const struct phs_value *a, const struct phs_value *b, struct effort *effort) {
    bool same = false;
    if (a->kind == PHS_NULL && rules_out_null(b))
        return PHS_HCL_FALSE;
    if (b->kind == PHS_NULL && rules_out_null(a))
        return PHS_HCL_FALSE;
    if (b->kind == PHS_STRING && phs_hint_rules_out(a, b->string))
        return PHS_HCL_FALSE;
    if (a->kind == PHS_STRING && phs_hint_rules_out(b, a->string))
        return PHS_HCL_FALSE;
    if (a->kind == PHS_UNKNOWN || b->kind == PHS_UNKNOWN || effort->depth > EQUAL_DEPTH || !effort->left)
        return PHS_HCL_MAYBE;
    if (a->kind != b->kind)
        return PHS_HCL_FALSE;
    effort->left--;
    switch (a->kind) {
    case PHS_NULL:
        return PHS_HCL_TRUE;
    case PHS_BOOL:
        same = a->boolean == b->boolean;
        break;
    case PHS_NUMBER: {
        long double x = phs_hcl_number_of(a), y = phs_hcl_number_of(b);
        same = !(x < y) && !(x > y);
        break;
    }
    case PHS_STRING:
        same = phs_slice_eq(a->string, b->string);
        break;
    default:
        return equal_contents(a, b, effort);
    }
    return same ? PHS_HCL_TRUE : PHS_HCL_FALSE;
}

enum phs_hcl_truth phs_hcl_equal(const struct phs_value *a, const struct phs_value *b) {
    struct effort effort = {0, EQUAL_STEPS};
    return equal(a, b, &effort);
}
