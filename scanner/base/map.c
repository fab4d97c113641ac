/* SPDX-License-Identifier: Apache-2.0 */
/* Open addressing over an array in insertion order. The hash is SipHash-1-3 under a random key, because keys come from input
 * and an attacker who knows the hash makes every one collide. The order of items never depends on the key. */
#include "base/map.h"

#include <pthread.h>
#include <sys/random.h>

#include "base/err.h"

static const uint64_t no_seed[2];
static uint64_t seed[2];
static pthread_once_t seed_once = PTHREAD_ONCE_INIT;

static void make_seed(void) {
    if (getrandom(seed, sizeof seed, 0) != (ssize_t)sizeof seed)
        seed[0] = (uint64_t)(uintptr_t)&seed; /* layout randomisation is what is left */
}

static uint64_t rotate(uint64_t x, int by) {
    return x << by | x >> (64 - by);
}

static void round_of(uint64_t v[4]) {
    v[0] += v[1], v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0], v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1], v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2], v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

static uint64_t hash(const uint64_t with[2], struct phs_slice key) {
    uint64_t v[4] = {with[0] ^ 0x736f6d6570736575, with[1] ^ 0x646f72616e646f6d, with[0] ^ 0x6c7967656e657261,
                     with[1] ^ 0x7465646279746573};
    size_t at = 0;
    for (; key.len - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, key.ptr + at, 8);
        v[3] ^= word;
        round_of(v);
        v[0] ^= word;
    }
    uint64_t last = (uint64_t)key.len << 56;
    for (size_t i = 0; at + i < key.len; i++)
        last |= (uint64_t)(unsigned char)key.ptr[at + i] << (8 * i);
    v[3] ^= last;
    round_of(v);
    v[0] ^= last;
    v[2] ^= 0xff;
    for (int i = 0; i < 3; i++)
        round_of(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

void phs_map_init(struct phs_map *map, struct phs_arena *arena) {
    pthread_once(&seed_once, make_seed);
    *map = (struct phs_map){.arena = arena};
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t slot_of(const struct phs_map *map, struct phs_slice key) {
    size_t mask = map->slot_count - 1, slot = (size_t)hash(map->fixed ? no_seed : seed, key) & mask;
    while (map->slots[slot] && !phs_slice_eq(map->items[map->slots[slot] - 1].key, key))
        slot = (slot + 1) & mask;
    return slot;
}

void *phs_map_get(const struct phs_map *map, struct phs_slice key) {
    if (map->n == 0)
        return NULL;
    uint32_t found = map->slots[slot_of(map, key)];
    return found ? map->items[found - 1].value : NULL;
}

void *phs_map_gets(const struct phs_map *map, const char *key) {
    return phs_map_get(map, phs_slice(key));
}

static void fill_slots(struct phs_map *map) {
    map->slots = PHS_NEW_N(map->arena, uint32_t, map->slot_count);
    for (size_t i = 0; i < map->n; i++)
        map->slots[slot_of(map, map->items[i].key)] = (uint32_t)(i + 1);
}

/* At most half full. */
static void grow_slots(struct phs_map *map) {
    if (map->n >= UINT32_MAX / 4)
        phs_out_of_memory();
    map->slot_count = map->slot_count ? map->slot_count * 2 : 16;
    fill_slots(map);
}

void phs_map_expect(struct phs_map *map, size_t n) {
    if (map->n || n >= UINT32_MAX / 8)
        return;
    for (map->slot_count = 16; map->slot_count < n * 2 + 2;)
        map->slot_count *= 2;
    map->slots = PHS_NEW_N(map->arena, uint32_t, map->slot_count);
    map->items = PHS_NEW_N(map->arena, struct phs_map_item, n + 1);
    map->cap = n + 1;
}

void phs_map_fix(struct phs_map *map) {
    map->fixed = true;
    if (map->n)
        fill_slots(map);
}

/* Whose keys come next is not known. */
static void unfix(struct phs_map *map) {
    pthread_once(&seed_once, make_seed);
    map->fixed = false;
    if (map->n)
        fill_slots(map);
}

static void keep_no_seed(void) {
}

void phs_map_repeat(void) {
    pthread_once(&seed_once, keep_no_seed);
}

void *phs_map_put(struct phs_map *map, struct phs_slice key, void *value) {
    if (map->fixed)
        unfix(map);
    if ((map->n + 1) * 2 > map->slot_count)
        grow_slots(map);
    size_t slot = slot_of(map, key);
    if (map->slots[slot]) {
        struct phs_map_item *item = &map->items[map->slots[slot] - 1];
        void *old = item->value;
        item->value = value;
        return old;
    }
    phs_vec_room(map->arena, (void **)&map->items, &map->cap, map->n, sizeof *map->items);
    map->items[map->n++] = (struct phs_map_item){key, value};
    map->slots[slot] = (uint32_t)map->n;
    return NULL;
}

void *phs_map_puts(struct phs_map *map, const char *key, void *value) {
    return phs_map_put(map, phs_slice(key), value);
}
