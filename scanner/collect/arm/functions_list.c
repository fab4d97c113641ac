/* SPDX-License-Identifier: Apache-2.0 */
/* Template functions over lists and objects. */
#include "collect/arm/template.h"
#include "parse/json.h"

static struct phs_arena *arena_of(const struct phs_arm_asked *c) {
    return c->eval.template->arena;
}

static const struct phs_value *object(const struct phs_arm_asked *c) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena_of(c));
    for (size_t i = 0; i + 1 < c->n; i += 2)
        phs_map_builder_set(&map, phs_text(c->args[i]), c->place, c->args[i + 1]);
    return phs_map_builder_done(&map, c->place);
}

/* union of objects goes down into objects; lists keep each element once. */
static const struct phs_value *united(struct phs_arena *arena, const struct phs_value *a, const struct phs_value *b,
                                      int depth) {
    if (a->kind == PHS_MAP && b->kind == PHS_MAP && depth < 20) {
        struct phs_map_builder map;
        phs_map_builder_init(&map, arena);
        for (size_t i = 0; i < a->map.n; i++)
            phs_map_builder_set(&map, a->map.at[i].key, a->map.at[i].key_place, a->map.at[i].value);
        for (size_t i = 0; i < b->map.n; i++) {
            const struct phs_value *have = phs_map_builder_get(&map, b->map.at[i].key);
            phs_map_builder_set(&map, b->map.at[i].key, b->map.at[i].key_place,
                                have ? united(arena, have, b->map.at[i].value, depth + 1) : b->map.at[i].value);
        }
        return phs_map_builder_done(&map, b->place);
    }
    return b;
}

static bool is_in(const struct phs_value *const *items, size_t n, const struct phs_value *value) {
    for (size_t i = 0; i < n && i < 2000; i++)
        if (phs_value_equal(items[i], value))
            return true;
    return false;
}

static const struct phs_value *lists_together(const struct phs_arm_asked *c, bool once) {
    PHS_VEC(const struct phs_value *) items = {0};
    size_t *steps = c->eval.template->steps;
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; c->args[i]->kind == PHS_LIST && k < c->args[i]->list.n; k++) {
            if (items.n >= PHS_ARM_MAX_ITEMS || *steps == 0)
                return phs_arm_unknown(c->eval, PHS_WHY_LIMIT, c->place, "a list is longer than what is followed");
            --*steps;
            if (!once || !is_in(items.at, items.n, c->args[i]->list.at[k]))
                PHS_PUSH(arena_of(c), items, c->args[i]->list.at[k]);
        }
    return phs_value_list(arena_of(c), items.at, items.n, c->place);
}

static const struct phs_value *unions(const struct phs_arm_asked *c) {
    if (c->args[0]->kind == PHS_LIST)
        return lists_together(c, true);
    const struct phs_value *all = c->args[0];
    for (size_t i = 1; i < c->n; i++)
        all = united(arena_of(c), all, c->args[i], 0);
    return all;
}

static const struct phs_value *end_of(const struct phs_arm_asked *c, bool last) {
    const struct phs_value *of = c->args[0];
    if (of->kind == PHS_STRING && of->string.len)
        return phs_value_string(arena_of(c), phs_slice_n(of->string.ptr + (last ? of->string.len - 1 : 0), 1), c->place);
    if (of->kind == PHS_LIST && of->list.n)
        return of->list.at[last ? of->list.n - 1 : 0];
    return phs_value_null(arena_of(c), c->place);
}

static size_t length(const struct phs_value *value) {
    return value->kind == PHS_LIST ? value->list.n : value->kind == PHS_MAP ? value->map.n : phs_text(value).len;
}

static const struct phs_value *contains(const struct phs_arm_asked *c) {
    const struct phs_value *in = c->args[0], *what = c->args[1];
    bool found = false;
    for (size_t i = 0; in->kind == PHS_LIST && i < in->list.n; i++)
        if (phs_is(in->list.at[i], PHS_UNKNOWN))
            return in->list.at[i];
    if (in->kind == PHS_LIST)
        found = is_in(in->list.at, in->list.n, what);
    else if (in->kind == PHS_STRING && what->kind == PHS_STRING)
        found = phs_slice_find(in->string, what->string) != (size_t)-1;
    for (size_t i = 0; in->kind == PHS_MAP && i < in->map.n; i++)
        found |= phs_slice_ieq(in->map.at[i].key, phs_text(what));
    return phs_value_bool(arena_of(c), found, c->place);
}

static const struct phs_value *split(const struct phs_arm_asked *c) {
    struct phs_slice rest = phs_text(c->args[0]), separator = phs_text(c->args[1]);
    PHS_VEC(const struct phs_value *) items = {0};
    size_t at;
    if (!separator.len)
        return NULL;
    while (items.n < PHS_ARM_MAX_ITEMS && (at = phs_slice_find(rest, separator)) != (size_t)-1) {
        PHS_PUSH(arena_of(c), items, phs_value_string(arena_of(c), phs_slice_n(rest.ptr, at), c->place));
        rest = phs_slice_n(rest.ptr + at + separator.len, rest.len - at - separator.len);
    }
    PHS_PUSH(arena_of(c), items, phs_value_string(arena_of(c), rest, c->place));
    return phs_value_list(arena_of(c), items.at, items.n, c->place);
}

static const struct phs_value *range(const struct phs_arm_asked *c) {
    PHS_VEC(const struct phs_value *) items = {0};
    if (c->args[0]->kind != PHS_NUMBER || c->args[1]->kind != PHS_NUMBER)
        return NULL;
    if (!(c->args[1]->number.value <= PHS_ARM_MAX_COPIES))
        return phs_arm_unknown(c->eval, PHS_WHY_LIMIT, c->place, "a range is longer than what is followed");
    for (double i = 0; i < c->args[1]->number.value; i++)
        PHS_PUSH(arena_of(c), items, phs_value_number(arena_of(c), c->args[0]->number.value + i, c->place));
    return phs_value_list(arena_of(c), items.at, items.n, c->place);
}

/* take, skip and substring over a text or a list. */
static const struct phs_value *part(const struct phs_arm_asked *c, size_t from, size_t n) {
    const struct phs_value *of = c->args[0];
    size_t all = length(of);
    from = from < all ? from : all;
    n = n < all - from ? n : all - from;
    if (of->kind == PHS_LIST)
        return phs_value_list(arena_of(c), of->list.at + from, n, c->place);
    return phs_value_string(arena_of(c), phs_slice_n(of->string.ptr + from, n), c->place);
}

static size_t count_at(const struct phs_arm_asked *c, size_t i, size_t fallback) {
    if (i >= c->n)
        return fallback;
    double value = phs_is(c->args[i], PHS_NUMBER) ? c->args[i]->number.value : 0;
    return value > 0 && value < 1e9 ? (size_t)value : 0;
}

static const struct phs_value *parsed(const struct phs_arm_asked *c) {
    const struct phs_value *value;
    static const struct phs_json_limits limits = {.max_nodes = 20000, .max_depth = 40, .allow_duplicates = true};
    return phs_json_parse(arena_of(c), c->place.source, phs_text(c->args[0]), &limits, &value, NULL) == PHS_OK ? value : NULL;
}

static const struct phs_value *coalesced(const struct phs_arm_asked *c) {
    for (size_t i = 0; i < c->n; i++)
        if (c->args[i]->kind != PHS_NULL)
            return c->args[i];
    return phs_value_null(arena_of(c), c->place);
}

static const struct phs_value *items_of(const struct phs_arm_asked *c) {
    const struct phs_value *of = c->args[0];
    PHS_VEC(const struct phs_value *) items = {0};
    for (size_t i = 0; i < of->map.n; i++) {
        struct phs_map_builder map;
        phs_map_builder_init(&map, arena_of(c));
        phs_map_builder_set(&map, PHS_SLICE("key"), of->map.at[i].key_place,
                            phs_value_string(arena_of(c), of->map.at[i].key, of->map.at[i].key_place));
        phs_map_builder_set(&map, PHS_SLICE("value"), of->map.at[i].key_place, of->map.at[i].value);
        PHS_PUSH(arena_of(c), items, phs_map_builder_done(&map, of->map.at[i].key_place));
    }
    return phs_value_list(arena_of(c), items.at, items.n, c->place);
}

static const struct phs_value *keys_of(const struct phs_arm_asked *c) {
    const struct phs_value *of = c->args[0];
    PHS_VEC(const struct phs_value *) items = {0};
    for (size_t i = 0; i < of->map.n; i++)
        PHS_PUSH(arena_of(c), items, phs_value_string(arena_of(c), of->map.at[i].key, of->map.at[i].key_place));
    return phs_value_list(arena_of(c), items.at, items.n, c->place);
}

/* One level: [[a], [b, c]] -> [a, b, c] */
static const struct phs_value *flattened(const struct phs_arm_asked *c) {
    struct phs_arm_asked inner = *c;
    inner.args = c->args[0]->list.at;
    inner.n = c->args[0]->list.n;
    for (size_t i = 0; i < inner.n; i++)
        if (inner.args[i]->kind != PHS_LIST)
            return phs_is(inner.args[i], PHS_UNKNOWN) ? inner.args[i] : NULL;
    return lists_together(&inner, false);
}

static const struct phs_value *merged(const struct phs_arm_asked *c) {
    struct phs_map_builder map;
    const struct phs_value *all = c->args[0];
    phs_map_builder_init(&map, arena_of(c));
    for (size_t i = 0; i < all->list.n; i++) {
        if (phs_is(all->list.at[i], PHS_UNKNOWN))
            return all->list.at[i];
        for (size_t k = 0; all->list.at[i]->kind == PHS_MAP && k < all->list.at[i]->map.n; k++) {
            const struct phs_entry *entry = &all->list.at[i]->map.at[k];
            phs_map_builder_set(&map, entry->key, entry->key_place, entry->value);
        }
    }
    return phs_map_builder_done(&map, c->place);
}

static const struct phs_value *intersection(const struct phs_arm_asked *c) {
    PHS_VEC(const struct phs_value *) items = {0};
    const struct phs_value *first = c->args[0];
    for (size_t i = 0; i < first->list.n; i++) {
        bool everywhere = true;
        for (size_t k = 1; k < c->n; k++)
            everywhere &= c->args[k]->kind == PHS_LIST && is_in(c->args[k]->list.at, c->args[k]->list.n, first->list.at[i]);
        if (everywhere)
            PHS_PUSH(arena_of(c), items, first->list.at[i]);
    }
    return phs_value_list(arena_of(c), items.at, items.n, c->place);
}

static const struct phs_value *extreme(const struct phs_arm_asked *c, bool largest) {
    const struct phs_value **of = c->n == 1 && c->args[0]->kind == PHS_LIST ? c->args[0]->list.at : c->args, *best = NULL;
    size_t n = of == c->args ? c->n : c->args[0]->list.n;
    for (size_t i = 0; i < n; i++) {
        if (of[i]->kind != PHS_NUMBER)
            return NULL;
        if (!best || (of[i]->number.value > best->number.value) == largest)
            best = of[i];
    }
    return best;
}

/* tryGet(of, key or index, ...): null where a part is not there. */
static const struct phs_value *part_if_there(const struct phs_arm_asked *c) {
    const struct phs_value *of = c->args[0];
    for (size_t i = 1; i < c->n && of && of->kind != PHS_UNKNOWN; i++) {
        const struct phs_value *key = c->args[i], *next = NULL;
        for (size_t k = 0; of->kind == PHS_MAP && k < of->map.n && !next; k++)
            next = phs_slice_ieq(of->map.at[k].key, phs_text(key)) ? of->map.at[k].value : NULL;
        if (of->kind == PHS_LIST && key->kind == PHS_NUMBER && key->number.value >= 0 && key->number.value < (double)of->list.n)
            next = of->list.at[(size_t)key->number.value];
        of = next;
    }
    return of ? of : phs_value_null(arena_of(c), c->place);
}

static const struct phs_value *from_end(const struct phs_arm_asked *c, bool gently) {
    const struct phs_value *of = c->args[0], *index = c->args[1];
    if (of->kind == PHS_LIST && index->kind == PHS_NUMBER && index->number.value >= 1 &&
        index->number.value <= (double)of->list.n)
        return of->list.at[of->list.n - (size_t)index->number.value];
    return gently ? phs_value_null(arena_of(c), c->place) : NULL;
}

static const struct phs_value *of_objects(const struct phs_arm_asked *c) {
    bool list = c->args[0]->kind == PHS_LIST, map = c->args[0]->kind == PHS_MAP;
    if (map && phs_arm_asks(c, "items"))
        return items_of(c);
    if (map && phs_arm_asks(c, "objectKeys"))
        return keys_of(c);
    if (list && phs_arm_asks(c, "flatten"))
        return flattened(c);
    if (list && phs_arm_asks(c, "shallowMerge"))
        return merged(c);
    if (list && phs_arm_asks(c, "intersection"))
        return intersection(c);
    if (phs_arm_asks(c, "min") || phs_arm_asks(c, "max"))
        return extreme(c, phs_arm_asks(c, "max"));
    if (phs_arm_asks(c, "tryGet"))
        return part_if_there(c);
    if (c->n == 2 && (phs_arm_asks(c, "indexFromEnd") || phs_arm_asks(c, "tryIndexFromEnd")))
        return from_end(c, phs_arm_asks(c, "tryIndexFromEnd"));
    return NULL;
}

static const struct phs_value *of_parts(const struct phs_arm_asked *c) {
    bool cuttable = c->args[0]->kind == PHS_LIST || c->args[0]->kind == PHS_STRING;
    if (cuttable && phs_arm_asks(c, "take"))
        return part(c, 0, count_at(c, 1, 0));
    if (cuttable && phs_arm_asks(c, "skip"))
        return part(c, count_at(c, 1, 0), (size_t)-1);
    if (cuttable && phs_arm_asks(c, "substring"))
        return part(c, count_at(c, 1, 0), count_at(c, 2, (size_t)-1));
    if (phs_arm_asks(c, "split") && c->n == 2)
        return split(c);
    if (phs_arm_asks(c, "range") && c->n == 2)
        return range(c);
    if (phs_arm_asks(c, "json") && c->args[0]->kind == PHS_STRING)
        return parsed(c);
    return NULL;
}

const struct phs_value *phs_arm_collection(const struct phs_arm_asked *c) {
    if (phs_arm_asks(c, "createArray") || (phs_arm_asks(c, "array") && c->n == 1 && c->args[0]->kind != PHS_LIST))
        return phs_value_list(arena_of(c), c->args, c->n, c->place);
    if (phs_arm_asks(c, "createObject"))
        return object(c);
    if (!c->n)
        return NULL;
    if (phs_arm_asks(c, "array"))
        return c->args[0];
    if (phs_arm_asks(c, "union"))
        return unions(c);
    if (phs_arm_asks(c, "concat"))
        return lists_together(c, false);
    if (phs_arm_asks(c, "first") || phs_arm_asks(c, "last"))
        return end_of(c, phs_arm_asks(c, "last"));
    if (phs_arm_asks(c, "length"))
        return phs_value_number(arena_of(c), (double)length(c->args[0]), c->place);
    if (phs_arm_asks(c, "empty"))
        return phs_value_bool(arena_of(c), c->args[0]->kind == PHS_NULL || length(c->args[0]) == 0, c->place);
    if (phs_arm_asks(c, "contains") && c->n == 2)
        return contains(c);
    if (phs_arm_asks(c, "coalesce"))
        return coalesced(c);
    double number;
    if (phs_arm_asks(c, "int") && c->args[0]->kind == PHS_NUMBER)
        return c->args[0];
    if (phs_arm_asks(c, "int") && phs_slice_number(phs_text(c->args[0]), &number))
        return phs_value_number(arena_of(c), number, c->place);
    if (phs_arm_asks(c, "any"))
        return c->args[0];
    const struct phs_value *found = of_objects(c);
    return found ? found : of_parts(c);
}
