/* SPDX-License-Identifier: Apache-2.0 */
/* Results and arguments of Terraform functions. Messages name kinds, never values: a value may be a secret. */
#include "collect/terraform/kit.h"

#include <math.h>
#include <stdarg.h>

const struct phs_value *phs_tf_error(const struct phs_tf_args *args, const char *format, ...) {
    char text[256];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    return phs_value_unknown(args->arena, PHS_WHY_ERROR, phs_printf(args->arena, "%s(): %s", args->name, text), args->place);
}

const struct phs_value *phs_tf_unknown(const struct phs_tf_args *args, enum phs_reason reason, const char *why) {
    return phs_value_unknown(args->arena, reason, why, args->place);
}

const struct phs_value *phs_tf_derived(struct phs_arena *arena, const struct phs_value *cause, struct phs_place place) {
    const struct phs_value *made = phs_value_unknown(arena, cause->unknown.reason, cause->unknown.why, place);
    unsigned kept = cause->flags & PHS_VALUE_SENSITIVE;
    return phs_tf_with_flags(arena, made, kept);
}

const struct phs_value *phs_tf_because(const struct phs_tf_args *args, const struct phs_value *cause) {
    return phs_tf_derived(args->arena, cause, args->place);
}

const struct phs_value *phs_tf_string(const struct phs_tf_args *args, struct phs_slice text) {
    return phs_value_string(args->arena, text, args->place);
}

const struct phs_value *phs_tf_number(const struct phs_tf_args *args, double number) {
    return phs_value_number(args->arena, number, args->place);
}

const struct phs_value *phs_tf_bool(const struct phs_tf_args *args, bool value) {
    return phs_value_bool(args->arena, value, args->place);
}

const struct phs_value *phs_tf_finish(const struct phs_tf_args *args, struct phs_buf *buf) {
    const struct phs_value *result;
    if (buf->failed)
        result = phs_tf_unknown(args, PHS_WHY_LIMIT, "the text is longer than 16 MiB");
    else
        result = phs_tf_string(args, phs_slice_n(phs_strndup(args->arena, phs_buf_text(buf), buf->len), buf->len));
    phs_buf_done(buf);
    return result;
}

const struct phs_value *phs_tf_list(const struct phs_tf_args *args, const struct phs_value *const *items, size_t n) {
    return phs_value_list(args->arena, items, n, args->place);
}

const struct phs_value *phs_tf_with_flags(struct phs_arena *arena, const struct phs_value *value, unsigned flags) {
    if ((value->flags & flags) == flags)
        return value;
    struct phs_value *copy = PHS_NEW(arena, struct phs_value);
    *copy = *value;
    copy->flags |= flags;
    return copy;
}

bool phs_tf_is_scalar(const struct phs_value *value) {
    return phs_is(value, PHS_STRING) || phs_is(value, PHS_NUMBER) || phs_is(value, PHS_BOOL);
}

int phs_tf_scalar_cmp(const struct phs_value *a, const struct phs_value *b) {
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->kind == PHS_STRING)
        return phs_slice_cmp(a->string, b->string);
    if (a->kind == PHS_NUMBER)
        return a->number.value < b->number.value ? -1 : a->number.value > b->number.value;
    return a->kind == PHS_BOOL ? (int)a->boolean - (int)b->boolean : 0;
}

static int by_value(const void *a, const void *b) {
    return phs_tf_scalar_cmp(*(const struct phs_value *const *)a, *(const struct phs_value *const *)b);
}

static bool seen_before(const struct phs_value **kept, size_t n, const struct phs_value *item) {
    for (size_t i = 0; i < n; i++)
        if (phs_value_equal(kept[i], item))
            return true;
    return false;
}

const struct phs_value *phs_tf_set_of(struct phs_arena *arena, const struct phs_value *const *items, size_t n,
                                      struct phs_place place) {
    const struct phs_value **kept = PHS_NEW_N(arena, const struct phs_value *, n);
    size_t count = 0, scalars = 0;
    for (size_t i = 0; i < n; i++)
        scalars += phs_tf_is_scalar(items[i]) ? 1 : 0;
    if (scalars == n && n > 0) {
        memcpy(kept, items, n * sizeof *kept);
        phs_tf_unify(arena, kept, n);
        qsort(kept, n, sizeof *kept, by_value);
        for (size_t i = 0; i < n; i++)
            if (count == 0 || by_value(&kept[count - 1], &kept[i]) != 0)
                kept[count++] = kept[i];
    } else {
        for (size_t i = 0; i < n; i++)
            if (n > 2000 || !seen_before(kept, count, items[i]))
                kept[count++] = items[i];
    }
    return phs_tf_with_flags(arena, phs_value_list(arena, kept, count, place), PHS_TF_SET);
}

const struct phs_value *phs_tf_to_string(struct phs_arena *arena, const struct phs_value *value) {
    if (value->kind == PHS_STRING || value->kind == PHS_NULL || value->kind == PHS_UNKNOWN)
        return value;
    if ((value->flags & PHS_VALUE_JSON) && phs_find_unknown(value))
        return phs_tf_with_flags(arena, phs_tf_derived(arena, phs_find_unknown(value), value->place), PHS_VALUE_NOT_NULL);
    const char *text = phs_scalar_text(arena, value);
    if (!text)
        return NULL;
    const struct phs_value *made = phs_value_string(arena, phs_slice(text), value->place);
    return phs_tf_with_flags(arena, made, value->flags & PHS_VALUE_SENSITIVE);
}

const struct phs_value *phs_tf_to_number(struct phs_arena *arena, const struct phs_value *value) {
    if (value->kind == PHS_NUMBER || value->kind == PHS_NULL || value->kind == PHS_UNKNOWN)
        return value;
    double number;
    if (value->kind != PHS_STRING || !phs_slice_number(value->string, &number))
        return NULL;
    struct phs_value *made = PHS_NEW(arena, struct phs_value);
    *made = *phs_value_number(arena, number, value->place);
    made->number.text = value->string;
    made->flags |= value->flags & PHS_VALUE_SENSITIVE;
    return made;
}

const struct phs_value *phs_tf_to_bool(struct phs_arena *arena, const struct phs_value *value) {
    if (value->kind == PHS_BOOL || value->kind == PHS_NULL || value->kind == PHS_UNKNOWN)
        return value;
    if (value->kind != PHS_STRING)
        return NULL;
    bool yes = phs_slice_is(value->string, "true") || phs_slice_is(value->string, "1");
    if (!yes && !phs_slice_is(value->string, "false") && !phs_slice_is(value->string, "0"))
        return NULL;
    const struct phs_value *made = phs_value_bool(arena, yes, value->place);
    return phs_tf_with_flags(arena, made, value->flags & PHS_VALUE_SENSITIVE);
}

void phs_tf_unify(struct phs_arena *arena, const struct phs_value **items, size_t n) {
    unsigned kinds = 0;
    for (size_t i = 0; i < n; i++)
        kinds |= 1u << items[i]->kind;
    unsigned scalars = kinds & (1u << PHS_STRING | 1u << PHS_NUMBER | 1u << PHS_BOOL);
    bool mixed = (scalars & (scalars - 1)) != 0;
    if (!mixed || (kinds & (1u << PHS_LIST | 1u << PHS_MAP)))
        return;
    for (size_t i = 0; i < n; i++)
        items[i] = phs_tf_to_string(arena, items[i]);
}

static const struct phs_value *find_error(const struct phs_value *value, int depth) {
    if (depth > 200)
        return NULL;
    if (value->kind == PHS_UNKNOWN)
        return value->unknown.reason == PHS_WHY_ERROR ? value : NULL;
    const struct phs_value *found = NULL;
    if (value->kind == PHS_LIST)
        for (size_t i = 0; !found && i < value->list.n; i++)
            found = find_error(value->list.at[i], depth + 1);
    if (value->kind == PHS_MAP)
        for (size_t i = 0; !found && i < value->map.n; i++)
            found = find_error(value->map.at[i].value, depth + 1);
    return found;
}

const struct phs_value *phs_tf_find_error(const struct phs_value *value) {
    return find_error(value, 0);
}

static bool is_sensitive(const struct phs_value *value, int depth) {
    if (value->flags & PHS_VALUE_SENSITIVE)
        return true;
    if (depth > 200)
        return false;
    if (value->kind == PHS_LIST)
        for (size_t i = 0; i < value->list.n; i++)
            if (is_sensitive(value->list.at[i], depth + 1))
                return true;
    if (value->kind == PHS_MAP)
        for (size_t i = 0; i < value->map.n; i++)
            if (is_sensitive(value->map.at[i].value, depth + 1))
                return true;
    return false;
}

bool phs_tf_is_sensitive(const struct phs_value *value) {
    return is_sensitive(value, 0);
}
