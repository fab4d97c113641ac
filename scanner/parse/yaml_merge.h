/* SPDX-License-Identifier: Apache-2.0 */
/* YAML merge keys: what << brings into a mapping. */
#ifndef PHS_PARSE_YAML_MERGE_H
#define PHS_PARSE_YAML_MERGE_H

#include "model/value.h"

/* {.arena = a scratch arena} */
struct phs_yaml_merge {
    struct phs_arena *arena;
    PHS_VEC(const struct phs_value *) maps; /* in the order in which they win */
    size_t entries;                         /* of all maps together */
};

/* A map or a list of maps; false for anything else. */
bool phs_yaml_merge_add(struct phs_yaml_merge *merge, const struct phs_value *value);

/* Adds to entries[0..n) what the maps have under other keys; there is room for merge->entries more. Returns the new n. */
size_t phs_yaml_merge_apply(const struct phs_yaml_merge *merge, struct phs_arena *scratch, struct phs_entry *entries, size_t n);

#endif
