/* SPDX-License-Identifier: Apache-2.0 */
/* Reads no more of the policy language than where types stand; what it does not know has every mark. */
#include "catalogue/type_marks.h"

static const uint64_t EVERY = UINT64_MAX;
enum { DEEPEST = 32 };

uint64_t phs_type_mark(struct phs_slice name) {
    unsigned sum = (unsigned)name.len * 7;
    if (name.len)
        sum += (unsigned char)name.ptr[0] + 3u * (unsigned char)name.ptr[name.len - 1] + (unsigned char)name.ptr[name.len / 2];
    return (uint64_t)1 << (sum & 63);
}

/* "all", "taggable" and "provider" stand for types that are not named. */
static uint64_t mark_of_name(const struct phs_value *name) {
    return phs_is(name, PHS_STRING) && name->string.len > sizeof "taggable" ? phs_type_mark(name->string) : EVERY;
}

static uint64_t marks_of_names(const struct phs_value *names) {
    uint64_t marks = 0;
    if (!phs_is(names, PHS_LIST) || names->list.n == 0)
        return mark_of_name(names);
    for (size_t i = 0; i < names->list.n; i++)
        marks |= mark_of_name(names->list.at[i]);
    return marks;
}

bool phs_definition_is_filter(const struct phs_value *value) {
    return phs_slice_is(phs_text(phs_get(value, "cond_type")), "filter");
}

static bool is_filter_by_type(const struct phs_value *value) {
    return phs_definition_is_filter(value) && phs_slice_is(phs_text(phs_get(value, "attribute")), "resource_type");
}

static uint64_t marks_of_leaf(const struct phs_value *leaf) {
    struct phs_slice kind = phs_text(phs_get(leaf, "cond_type"));
    if (is_filter_by_type(leaf))
        return marks_of_names(phs_get(leaf, "value"));
    if (phs_slice_is(kind, "connection"))
        return marks_of_names(phs_get(leaf, "resource_types")) | marks_of_names(phs_get(leaf, "connected_resource_types"));
    return phs_slice_is(kind, "attribute") ? marks_of_names(phs_get(leaf, "resource_types")) : EVERY;
}

static uint64_t marks_of(const struct phs_value *value, int depth) {
    static const char *const words[] = {"and", "or", "not"};
    const struct phs_value *children = NULL;
    uint64_t marks = 0;
    size_t filters = 0;
    if (!phs_is(value, PHS_MAP) || depth > DEEPEST)
        return EVERY;
    for (size_t i = 0; i < 3 && !children; i++)
        children = phs_get(value, words[i]);
    if (!children)
        return marks_of_leaf(value);
    if (!phs_is(children, PHS_LIST))
        return marks_of(children, depth + 1);
    for (size_t i = 0; i < children->list.n; i++) {
        const struct phs_value *child = children->list.at[i];
        bool filter = phs_get(value, "and") && phs_definition_is_filter(child);
        filters += filter;
        if (!filter || is_filter_by_type(child)) /* beside other conditions another filter only takes resources away */
            marks |= marks_of(child, depth + 1);
    }
    return filters == children->list.n ? EVERY : marks;
}

uint64_t phs_definition_marks(const struct phs_value *definition) {
    return marks_of(definition, 0);
}
