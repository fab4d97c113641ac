/* SPDX-License-Identifier: Apache-2.0 */
/* Rewrites a tree in one pass. Documents may share their parts, so the visits are counted: a tree that unfolds to more is left
 * as it is from there on. */
#include "collect/open_values.h"

enum { MOST_VISITS = 1 << 20, DEEPEST = 128 };

struct rewriting {
    struct phs_arena *arena;
    size_t visits;
};

static enum phs_reason reason_of(struct phs_slice word) {
    for (unsigned i = 0; i < PHS_WHY_COUNT; i++)
        if (phs_slice_is(word, phs_reason_name((enum phs_reason)i)))
            return (enum phs_reason)i;
    return PHS_WHY_UNREAD;
}

/* The two keys and no other. */
static bool says_unknown(const struct phs_value *map) {
    const struct phs_value *reason = phs_get(map, "unknown"), *why = phs_get(map, "why");
    return phs_is(reason, PHS_STRING) && (map->map.n == 1 || (map->map.n == 2 && phs_is(why, PHS_STRING)));
}

static const struct phs_value *rewrite(struct rewriting *rewriting, const struct phs_value *value, int depth);

static const struct phs_value *rewrite_list(struct rewriting *rewriting, const struct phs_value *list, int depth) {
    const struct phs_value **items = PHS_NEW_N(rewriting->arena, const struct phs_value *, list->list.n);
    bool changed = false;
    for (size_t i = 0; i < list->list.n; i++) {
        items[i] = rewrite(rewriting, list->list.at[i], depth + 1);
        changed |= items[i] != list->list.at[i];
    }
    if (!changed)
        return list;
    struct phs_value *copy = PHS_NEW(rewriting->arena, struct phs_value);
    *copy = *list;
    copy->list.at = items;
    return copy;
}

static const struct phs_value *rewrite_map(struct rewriting *rewriting, const struct phs_value *map, int depth) {
    struct phs_entry *entries = PHS_NEW_N(rewriting->arena, struct phs_entry, map->map.n);
    bool changed = false;
    for (size_t i = 0; i < map->map.n; i++) {
        entries[i] = map->map.at[i];
        entries[i].value = rewrite(rewriting, entries[i].value, depth + 1);
        changed |= entries[i].value != map->map.at[i].value;
    }
    if (!changed)
        return map;
    struct phs_value *copy = PHS_NEW(rewriting->arena, struct phs_value);
    *copy = *map;
    copy->map.at = entries;
    return copy;
}

static const struct phs_value *rewrite(struct rewriting *rewriting, const struct phs_value *value, int depth) {
    if (!(phs_is(value, PHS_LIST) || phs_is(value, PHS_MAP)) || depth > DEEPEST || ++rewriting->visits > MOST_VISITS)
        return value;
    if (phs_is(value, PHS_LIST))
        return rewrite_list(rewriting, value, depth);
    if (says_unknown(value))
        return phs_value_unknown(rewriting->arena, reason_of(phs_text(phs_get(value, "unknown"))),
                                 phs_text_or(rewriting->arena, phs_get(value, "why"), "the program that fed it does not know"),
                                 value->place);
    return rewrite_map(rewriting, value, depth);
}

const struct phs_value *phs_open_values(struct phs_arena *arena, const struct phs_value *value) {
    struct rewriting rewriting = {.arena = arena};
    return rewrite(&rewriting, value, 0);
}
