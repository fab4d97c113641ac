/* SPDX-License-Identifier: Apache-2.0 */
/* Walks over a whole value tree, bounded: the first unknown in it, and whether two are the same. */
#include <math.h>

#include "model/value.h"

/* Trees are bounded by their parsers; these bound what is built by hand, and parts that are shared so often that walking all of
 * them would never end. */
enum { MAX_DEPTH = 512 };
static const size_t max_visits = 4u << 20;

static const struct phs_value too_large = {
    .kind = PHS_UNKNOWN, .unknown = {.reason = PHS_WHY_LIMIT, .why = "the value is too large to be looked through"}};

static const struct phs_value *find_unknown(const struct phs_value *value, int depth, size_t *visits) {
    if (!value)
        return NULL;
    if (depth > MAX_DEPTH || ++*visits > max_visits)
        return &too_large;
    if (value->kind == PHS_UNKNOWN)
        return value;
    const struct phs_value *found = NULL;
    if (value->kind == PHS_LIST)
        for (size_t i = 0; i < value->list.n && !found; i++)
            found = find_unknown(value->list.at[i], depth + 1, visits);
    if (value->kind == PHS_MAP)
        for (size_t i = 0; i < value->map.n && !found; i++)
            found = find_unknown(value->map.at[i].value, depth + 1, visits);
    return found;
}

const struct phs_value *phs_find_unknown(const struct phs_value *value) {
    size_t visits = 0;
    return find_unknown(value, 0, &visits);
}

static bool holds_withheld(const struct phs_value *value, int depth, size_t *visits) {
    enum { DEEPEST_TOLD = 60 };
    if (depth > DEEPEST_TOLD || ++*visits > max_visits || (value->flags & PHS_VALUE_SENSITIVE))
        return true;
    for (size_t i = 0; value->kind == PHS_MAP && i < value->map.n; i++)
        if (holds_withheld(value->map.at[i].value, depth + 1, visits))
            return true;
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n; i++)
        if (holds_withheld(value->list.at[i], depth + 1, visits))
            return true;
    return false;
}

bool phs_holds_withheld(const struct phs_value *value) {
    size_t visits = 0;
    return value && holds_withheld(value, 0, &visits);
}

/* Two values side by side; what is too large to compare is not the same. */
struct compare {
    size_t visits;
};

static bool equal(struct compare *compare, const struct phs_value *a, const struct phs_value *b, int depth);

static bool lists_equal(struct compare *compare, const struct phs_value *a, const struct phs_value *b, int depth) {
    if (a->list.n != b->list.n)
        return false;
    for (size_t i = 0; i < a->list.n; i++)
        if (!equal(compare, a->list.at[i], b->list.at[i], depth + 1))
            return false;
    return true;
}

static bool maps_equal(struct compare *compare, const struct phs_value *a, const struct phs_value *b, int depth) {
    if (a->map.n != b->map.n)
        return false;
    for (size_t i = 0; i < a->map.n; i++)
        if (!equal(compare, a->map.at[i].value, phs_get_slice(b, a->map.at[i].key), depth + 1))
            return false;
    return true;
}

static bool numbers_equal(const struct phs_value *a, const struct phs_value *b) {
    if (a->number.value < b->number.value || a->number.value > b->number.value)
        return false;
    /* Above 2^53 two doubles may be one while the digits differ. */
    if (fabs(a->number.value) > 9007199254740992.0 && a->number.text.len && b->number.text.len)
        return phs_slice_eq(a->number.text, b->number.text);
    return true;
}

static bool equal(struct compare *compare, const struct phs_value *a, const struct phs_value *b, int depth) {
    if (!a || !b || a->kind != b->kind || depth > MAX_DEPTH || ++compare->visits > max_visits)
        return false;
    switch (a->kind) {
    case PHS_NULL:
        return true;
    case PHS_BOOL:
        return a->boolean == b->boolean;
    case PHS_NUMBER:
        return numbers_equal(a, b);
    case PHS_STRING:
        return phs_slice_eq(a->string, b->string);
    case PHS_LIST:
        return lists_equal(compare, a, b, depth);
    case PHS_MAP:
        return maps_equal(compare, a, b, depth);
    case PHS_UNKNOWN:
        break;
    }
    return false;
}

bool phs_value_equal(const struct phs_value *a, const struct phs_value *b) {
    struct compare compare = {0};
    return equal(&compare, a, b, 0);
}
