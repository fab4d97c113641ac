/* SPDX-License-Identifier: Apache-2.0 */
/* Hash map from byte strings to pointers, in an arena; keeps the order in which keys came, so output is deterministic. */
#ifndef PHS_BASE_MAP_H
#define PHS_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct phs_map_item {
    struct phs_slice key;
    void *value;
};

struct phs_map {
    struct phs_arena *arena;
    struct phs_map_item *items; /* in order of insertion, n of them */
    size_t n, cap;
    uint32_t *slots;
    size_t slot_count;
    bool fixed; /* phs_map_fix */
};

/* {0} plus an arena; keys are not copied and must live as long as the map. */
void phs_map_init(struct phs_map *map, struct phs_arena *arena);
/* NULL when absent. */
void *phs_map_get(const struct phs_map *map, struct phs_slice key);
void *phs_map_gets(const struct phs_map *map, const char *key);
/* Replaces; the value must not be NULL. Returns the old value or NULL. */
void *phs_map_put(struct phs_map *map, struct phs_slice key, void *value);
void *phs_map_puts(struct phs_map *map, const char *key, void *value);
/* Makes room for about n keys at once; of an empty map. */
void phs_map_expect(struct phs_map *map, size_t n);
/* For a whole map whose keys are our own: from now on it is read with a key that every process has, so that its memory can be
 * kept in a file. The next put undoes it. */
void phs_map_fix(struct phs_map *map);
/* All maps of this process hash with that key: for a program whose output is memory. Before the first map. */
void phs_map_repeat(void);

#endif
