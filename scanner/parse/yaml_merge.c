/* SPDX-License-Identifier: Apache-2.0 */
/* Merge keys (yaml.org/type/merge.html): explicit keys win, then the earlier map of a list. */
#include "parse/yaml_merge.h"

static bool add_map(struct phs_yaml_merge *merge, const struct phs_value *map) {
    if (map->kind != PHS_MAP)
        return false;
    PHS_PUSH(merge->arena, merge->maps, map);
    merge->entries += map->map.n;
    return true;
}

bool phs_yaml_merge_add(struct phs_yaml_merge *merge, const struct phs_value *value) {
    if (value->kind != PHS_LIST)
        return add_map(merge, value);
    for (size_t i = 0; i < value->list.n; i++)
        if (!add_map(merge, value->list.at[i]))
            return false;
    return true;
}

size_t phs_yaml_merge_apply(const struct phs_yaml_merge *merge, struct phs_arena *scratch, struct phs_entry *entries,
                            size_t n) {
    if (merge->maps.n == 0)
        return n;
    struct phs_map seen;
    phs_map_init(&seen, scratch);
    for (size_t i = 0; i < n; i++)
        phs_map_put(&seen, entries[i].key, &entries[i]);
    for (size_t m = 0; m < merge->maps.n; m++) {
        const struct phs_value *map = merge->maps.at[m];
        for (size_t i = 0; i < map->map.n; i++) {
            if (phs_map_get(&seen, map->map.at[i].key))
                continue;
            entries[n] = map->map.at[i];
            phs_map_put(&seen, entries[n].key, &entries[n]);
            n++;
        }
    }
    phs_arena_reset(scratch);
    return n;
}
