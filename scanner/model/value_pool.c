/* SPDX-License-Identifier: Apache-2.0 */
/* Values are kept from the leaves up, so that two are equal when their kept children are the same objects. */
#include "model/value_pool.h"

enum { FIRST_CAP = 256 };

void phs_value_pool_init(struct phs_value_pool *pool, struct phs_arena *arena) {
    *pool = (struct phs_value_pool){.arena = arena};
    phs_map_init(&pool->texts, arena);
}

static struct phs_slice keep_text(struct phs_value_pool *pool, struct phs_slice text) {
    if (!text.ptr)
        return text;
    const char *kept = phs_map_get(&pool->texts, text);
    if (!kept) {
        char *copy = phs_slice_dup(pool->arena, text);
        phs_map_put(&pool->texts, phs_slice_n(copy, text.len), copy);
        kept = copy;
    }
    return phs_slice_n(kept, text.len);
}

static const char *keep_words(struct phs_value_pool *pool, const char *words) {
    return words ? keep_text(pool, phs_slice(words)).ptr : NULL;
}

/* FNV-1a over whole words: what is hashed are addresses and numbers. */
static uint64_t mix(uint64_t hash, uint64_t word) {
    return (hash ^ word) * 0x100000001b3u;
}

static uint64_t mix_pointer(uint64_t hash, const void *pointer) {
    return mix(hash, (uint64_t)(uintptr_t)pointer);
}

static uint64_t hash_content(uint64_t hash, const struct phs_value *value) {
    uint64_t bits = 0;
    switch (value->kind) {
    case PHS_BOOL:
        return mix_pointer(mix(hash, value->boolean), value->because);
    case PHS_NUMBER:
        memcpy(&bits, &value->number.value, sizeof value->number.value);
        return mix_pointer(mix(hash, bits), value->number.text.ptr);
    case PHS_STRING:
        return mix_pointer(hash, value->string.ptr);
    case PHS_LIST:
        for (size_t i = 0; i < value->list.n; i++)
            hash = mix_pointer(hash, value->list.at[i]);
        return hash;
    case PHS_MAP:
        for (size_t i = 0; i < value->map.n; i++)
            hash = mix_pointer(mix_pointer(hash, value->map.at[i].key.ptr), value->map.at[i].value);
        return hash;
    case PHS_UNKNOWN:
        return mix_pointer(mix(hash, value->unknown.reason), value->unknown.why);
    default:
        return hash;
    }
}

static size_t hash_of(const struct phs_value *value) {
    uint64_t hash = mix(mix(0xcbf29ce484222325u, value->kind), value->flags);
    hash = hash_content(mix(mix_pointer(hash, value->place.source), value->place.line), value);
    return (size_t)(hash ^ hash >> 29); /* addresses are multiples of 16 */
}

static bool same_text(struct phs_slice a, struct phs_slice b) {
    return a.ptr == b.ptr && a.len == b.len;
}

static bool same_place(const struct phs_place *a, const struct phs_place *b) {
    return a->source == b->source && a->line == b->line && a->column == b->column && a->end_line == b->end_line &&
           a->end_column == b->end_column;
}

static bool same_entries(const struct phs_value *a, const struct phs_value *b) {
    for (size_t i = 0; i < a->map.n; i++)
        if (!same_text(a->map.at[i].key, b->map.at[i].key) || a->map.at[i].value != b->map.at[i].value ||
            !same_place(&a->map.at[i].key_place, &b->map.at[i].key_place))
            return false;
    return true;
}

static bool same_content(const struct phs_value *a, const struct phs_value *b) {
    switch (a->kind) {
    case PHS_BOOL:
        return a->boolean == b->boolean && a->because == b->because;
    case PHS_NUMBER: /* by bits: -0 and 0 stay two */
        return memcmp(&a->number.value, &b->number.value, sizeof a->number.value) == 0 &&
               same_text(a->number.text, b->number.text);
    case PHS_STRING:
        return same_text(a->string, b->string);
    case PHS_LIST:
        return a->list.n == b->list.n && memcmp(a->list.at, b->list.at, a->list.n * sizeof(struct phs_value *)) == 0;
    case PHS_MAP:
        return a->map.n == b->map.n && same_entries(a, b);
    case PHS_UNKNOWN:
        return a->unknown.reason == b->unknown.reason && a->unknown.why == b->unknown.why && a->unknown.ref == b->unknown.ref &&
               a->unknown.attribute == b->unknown.attribute && a->unknown.hint == b->unknown.hint;
    default:
        return true;
    }
}

static bool same(const struct phs_value *a, const struct phs_value *b) {
    return a->kind == b->kind && a->flags == b->flags && same_place(&a->place, &b->place) && same_content(a, b);
}

/* Its slot, or the empty one where it belongs. */
static size_t slot_of(const struct phs_value_pool *pool, const struct phs_value *value) {
    size_t slot = hash_of(value) & (pool->cap - 1);
    while (pool->values[slot] && !same(pool->values[slot], value))
        slot = (slot + 1) & (pool->cap - 1);
    return slot;
}

static void grow(struct phs_value_pool *pool) {
    struct phs_value_pool larger = *pool;
    if (pool->cap && pool->n < pool->cap / 2)
        return;
    larger.cap = pool->cap ? pool->cap * 2 : FIRST_CAP;
    larger.values = PHS_NEW_N(pool->arena, const struct phs_value *, larger.cap);
    for (size_t i = 0; i < pool->cap; i++)
        if (pool->values[i])
            larger.values[slot_of(&larger, pool->values[i])] = pool->values[i];
    *pool = larger;
}

static const struct phs_value *keep(struct phs_value_pool *pool, struct phs_arena *scratch, const struct phs_value *value);

static void keep_items(struct phs_value_pool *pool, struct phs_arena *scratch, struct phs_value *value) {
    const struct phs_value **at = PHS_NEW_N(scratch, const struct phs_value *, value->list.n);
    for (size_t i = 0; i < value->list.n; i++)
        at[i] = keep(pool, scratch, value->list.at[i]);
    value->list.at = at;
}

static void keep_entries(struct phs_value_pool *pool, struct phs_arena *scratch, struct phs_value *value) {
    struct phs_entry *at = PHS_NEW_N(scratch, struct phs_entry, value->map.n);
    for (size_t i = 0; i < value->map.n; i++)
        at[i] = (struct phs_entry){.key = keep_text(pool, value->map.at[i].key),
                                   .key_place = value->map.at[i].key_place,
                                   .value = keep(pool, scratch, value->map.at[i].value)};
    value->map.at = at;
}

/* A copy on the stack whose parts are kept ones; its own array is still in scratch. */
static void keep_parts(struct phs_value_pool *pool, struct phs_arena *scratch, struct phs_value *value) {
    if (value->kind == PHS_BOOL) {
        value->because = keep_words(pool, value->because);
    } else if (value->kind == PHS_NUMBER) {
        value->number.text = keep_text(pool, value->number.text);
    } else if (value->kind == PHS_STRING) {
        value->string = keep_text(pool, value->string);
    } else if (value->kind == PHS_LIST) {
        keep_items(pool, scratch, value);
    } else if (value->kind == PHS_MAP) {
        keep_entries(pool, scratch, value);
    } else if (value->kind == PHS_UNKNOWN) {
        value->unknown.why = keep_words(pool, value->unknown.why);
        value->unknown.ref = keep_words(pool, value->unknown.ref);
        value->unknown.attribute = keep_words(pool, value->unknown.attribute);
    }
}

static void *copy_of(struct phs_arena *arena, const void *bytes, size_t n) {
    void *copy = phs_alloc(arena, n);
    if (n)
        memcpy(copy, bytes, n);
    return copy;
}

static const struct phs_value *add(struct phs_value_pool *pool, const struct phs_value *value) {
    struct phs_value *kept = copy_of(pool->arena, value, sizeof *value);
    if (kept->kind == PHS_LIST)
        kept->list.at = copy_of(pool->arena, value->list.at, value->list.n * sizeof *value->list.at);
    else if (kept->kind == PHS_MAP)
        kept->map.at = copy_of(pool->arena, value->map.at, value->map.n * sizeof *value->map.at);
    return kept;
}

static const struct phs_value *keep(struct phs_value_pool *pool, struct phs_arena *scratch, const struct phs_value *value) {
    struct phs_value draft = *value;
    keep_parts(pool, scratch, &draft);
    grow(pool);
    size_t slot = slot_of(pool, &draft);
    if (!pool->values[slot]) {
        pool->values[slot] = add(pool, &draft);
        pool->n++;
    }
    return pool->values[slot];
}

const struct phs_value *phs_value_keep(struct phs_value_pool *pool, const struct phs_value *value) {
    if (!value)
        return NULL;
    struct phs_arena *scratch = phs_arena_new();
    const struct phs_value *kept = keep(pool, scratch, value);
    phs_arena_free(scratch);
    return kept;
}
