/* SPDX-License-Identifier: Apache-2.0 */
/* Values of one pool are equal when they are the same object, so that comparing addresses costs a pointer an attribute. */
#include "collect/tls/addresses.h"

static const struct phs_place nowhere = {0};

/* These may differ from one answer to the next, or follow from what is compared anyway. */
static bool is_fleeting(struct phs_slice key) {
    static const char *const keys[] = {"addresses", "evidence", "ticket_lifetime", "by_address"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (phs_slice_is(key, keys[i]))
            return true;
    return false;
}

static void add_key(struct phs_slice *keys, size_t *n, struct phs_slice key) {
    if (*n < PHS_TLS_MOST_KEYS)
        keys[(*n)++] = key;
}

size_t phs_tls_differences(const struct phs_value *first, const struct phs_value *other,
                           struct phs_slice ret_keys[PHS_TLS_MOST_KEYS]) {
    size_t n = 0;
    for (size_t i = 0; i < first->map.n; i++)
        if (!is_fleeting(first->map.at[i].key) && phs_get_slice(other, first->map.at[i].key) != first->map.at[i].value)
            add_key(ret_keys, &n, first->map.at[i].key);
    for (size_t i = 0; i < other->map.n; i++)
        if (!is_fleeting(other->map.at[i].key) && !phs_get_slice(first, other->map.at[i].key))
            add_key(ret_keys, &n, other->map.at[i].key);
    return n;
}

static void put(struct phs_map_builder *map, const char *key, const struct phs_value *value) {
    phs_map_builder_set(map, phs_slice(key), nowhere, value);
}

static const struct phs_value *word(struct phs_arena *arena, struct phs_slice text) {
    struct phs_value *value = PHS_NEW(arena, struct phs_value);
    *value = *phs_value_string(arena, text, nowhere);
    value->flags |= PHS_VALUE_WORD;
    return value;
}

static const struct phs_value *differs(struct phs_arena *arena, const struct phs_value *first, const struct phs_value *other) {
    struct phs_slice keys[PHS_TLS_MOST_KEYS];
    const struct phs_value *words[PHS_TLS_MOST_KEYS];
    size_t n = phs_tls_differences(first, other, keys);
    for (size_t i = 0; i < n; i++)
        words[i] = word(arena, keys[i]);
    return phs_value_list(arena, words, n, nowhere);
}

static const struct phs_value *one(struct phs_arena *arena, const struct phs_value *first, const struct phs_tls_at *at) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    put(&map, "address", phs_value_text(arena, at->address));
    put(&map, "read", phs_value_bool(arena, at->attributes != NULL, nowhere));
    if (at->attributes && first) {
        const struct phs_value *list = differs(arena, first, at->attributes);
        put(&map, "same", phs_value_bool(arena, list->list.n == 0, nowhere));
        put(&map, "differs", list);
    }
    if (at->why)
        put(&map, "why", phs_value_text(arena, at->why));
    return phs_map_builder_done(&map, nowhere);
}

/* A value with more entries, in the pool. */
static const struct phs_value *with(struct phs_value_pool *pool, struct phs_arena *scratch, const struct phs_value *value,
                                    const struct phs_map_builder *more) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, scratch);
    for (size_t i = 0; i < value->map.n; i++)
        phs_map_builder_set(&map, value->map.at[i].key, nowhere, value->map.at[i].value);
    for (size_t i = 0; i < more->entries.n; i++)
        phs_map_builder_set(&map, more->entries.at[i].key, nowhere, more->entries.at[i].value);
    return phs_value_keep(pool, phs_map_builder_done(&map, value->place));
}

const struct phs_value *phs_tls_with_addresses(struct phs_value_pool *pool, const struct phs_tls_spread *spread) {
    const struct phs_value *first = spread->at.at[0].attributes;
    struct phs_arena *scratch = phs_arena_new();
    PHS_VEC(const struct phs_value *) list = {0};
    struct phs_map_builder more;
    for (size_t i = 0; i < spread->at.n; i++)
        PHS_PUSH(scratch, list, one(scratch, first, &spread->at.at[i]));
    phs_map_builder_init(&more, scratch);
    put(&more, "by_address", phs_value_list(scratch, list.at, list.n, nowhere));
    first = with(pool, scratch, first, &more);
    phs_arena_free(scratch);
    return first;
}

const struct phs_value *phs_tls_as_own(struct phs_value_pool *pool, const struct phs_tls_at *at, const char *of) {
    struct phs_arena *scratch = phs_arena_new();
    struct phs_map_builder more;
    phs_map_builder_init(&more, scratch);
    put(&more, "address", phs_value_text(scratch, at->address));
    put(&more, "of", phs_value_text(scratch, of));
    const struct phs_value *own = with(pool, scratch, at->attributes, &more);
    phs_arena_free(scratch);
    return own;
}
