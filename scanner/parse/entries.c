/* SPDX-License-Identifier: Apache-2.0 */
/* Duplicate keys: pairwise in small objects, through a keyed hash in large ones, so that 100,000 keys stay linear. */
#include "parse/entries.h"

enum { PAIRWISE = 16 };

/* Index of the key among entries[0..n), or n. */
static size_t find_pairwise(const struct phs_entry *entries, size_t n, struct phs_slice key) {
    size_t i = 0;
    while (i < n && !phs_slice_eq(entries[i].key, key))
        i++;
    return i;
}

static size_t repeat_in_large(struct phs_arena *scratch, const struct phs_entry *entries, size_t n, size_t *ret_earlier) {
    struct phs_map seen;
    phs_map_init(&seen, scratch);
    size_t i = 0;
    for (; i < n; i++) {
        const struct phs_entry *earlier = phs_map_put(&seen, entries[i].key, (void *)&entries[i]);
        if (earlier) {
            *ret_earlier = (size_t)(earlier - entries);
            break;
        }
    }
    phs_arena_reset(scratch);
    return i;
}

size_t phs_entries_repeat(struct phs_arena *scratch, const struct phs_entry *entries, size_t n, size_t *ret_earlier) {
    if (n > PAIRWISE)
        return repeat_in_large(scratch, entries, n, ret_earlier);
    for (size_t i = 1; i < n; i++) {
        size_t earlier = find_pairwise(entries, i, entries[i].key);
        if (earlier < i) {
            *ret_earlier = earlier;
            return i;
        }
    }
    return n;
}

size_t phs_entries_last_wins(struct phs_arena *scratch, struct phs_entry *entries, size_t n) {
    struct phs_map seen;
    phs_map_init(&seen, scratch);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct phs_entry *earlier = phs_map_get(&seen, entries[i].key);
        if (earlier) {
            *earlier = entries[i];
            continue;
        }
        entries[kept] = entries[i];
        phs_map_put(&seen, entries[kept].key, &entries[kept]);
        kept++;
    }
    phs_arena_reset(scratch);
    return kept;
}
