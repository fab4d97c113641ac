/* SPDX-License-Identifier: Apache-2.0 */
/* Types of aws-native are those of CloudFormation in another spelling: "aws-native:rds:DbInstance" is AWS::RDS::DBInstance, and
 * dbInstanceClass is DBInstanceClass. Names are found again whatever their case; the tables of checks/maps/cloudformation then
 * hold for both. */
#include <ctype.h>

#include "base/buf.h"
#include "catalogue/foreign.h"
#include "collect/pulumi/parts.h"

enum { LONGEST_NAME = 200 };

bool phs_pulumi_is_native(struct phs_slice token) {
    return phs_slice_starts(token, "aws-native:");
}

const struct phs_foreign_type *phs_pulumi_native_type(const struct phs_foreign_map *map, struct phs_slice token) {
    struct phs_slice rest = token, provider, module;
    if (!phs_slice_cut(&rest, ':', &provider) || !phs_slice_cut(&rest, ':', &module) || !rest.len || token.len > LONGEST_NAME)
        return NULL;
    for (size_t i = 0; i < map->types.n; i++) {
        struct phs_slice written = phs_slice(map->types.at[i]->written), aws, service;
        if (!phs_slice_cut(&written, ':', &aws) || written.len < 2)
            continue;
        written = phs_slice_n(written.ptr + 1, written.len - 1);
        if (!phs_slice_cut(&written, ':', &service) || written.len < 2)
            continue;
        if (phs_slice_ieq(service, module) && phs_slice_ieq(phs_slice_n(written.ptr + 1, written.len - 1), rest))
            return map->types.at[i];
    }
    return NULL;
}

const char *phs_pulumi_lower(struct phs_arena *arena, struct phs_slice text) {
    char *lower = phs_strndup(arena, text.ptr, text.len);
    for (char *c = lower; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return lower;
}

/* lower case -> the spelling of the tables, of every segment of a path */
static void learn(struct phs_arena *arena, const struct phs_foreign_type *type, struct phs_map *names) {
    for (size_t i = 0; type && i < type->properties.n; i++) {
        struct phs_slice rest = phs_slice(type->properties.at[i]->path), segment;
        while (phs_slice_cut(&rest, '.', &segment)) {
            const char *key = phs_pulumi_lower(arena, segment);
            if (!phs_map_gets(names, key))
                phs_map_puts(names, key, phs_slice_dup(arena, segment));
        }
    }
}

struct renaming {
    struct phs_arena *arena;
    struct phs_map names;
};

/* Keys with other signs than letters and digits are somebody's own. */
static struct phs_slice renamed(struct renaming *renaming, struct phs_slice key) {
    for (size_t i = 0; i < key.len; i++)
        if (!isalnum((unsigned char)key.ptr[i]))
            return key;
    const char *known = phs_map_gets(&renaming->names, phs_pulumi_lower(renaming->arena, key));
    if (known)
        return phs_slice(known);
    if (!key.len)
        return key;
    char *text = phs_strndup(renaming->arena, key.ptr, key.len);
    text[0] = (char)toupper((unsigned char)text[0]);
    return phs_slice_n(text, key.len);
}

static const struct phs_value *rename_all(struct renaming *renaming, const struct phs_value *value, int depth) {
    struct phs_map_builder map;
    if (depth > PHS_PULUMI_MAX_DEPTH || (value->kind != PHS_MAP && value->kind != PHS_LIST))
        return value;
    if (value->kind == PHS_LIST) {
        const struct phs_value **items =
            PHS_NEW_N(renaming->arena, const struct phs_value *, value->list.n ? value->list.n : 1);
        for (size_t i = 0; i < value->list.n; i++)
            items[i] = rename_all(renaming, value->list.at[i], depth + 1);
        return phs_value_list(renaming->arena, items, value->list.n, value->place);
    }
    phs_map_builder_init(&map, renaming->arena);
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        if (!phs_slice_starts(entry->key, "__") && entry->key.len)
            phs_map_builder_set(&map, renamed(renaming, entry->key), entry->key_place,
                                rename_all(renaming, entry->value, depth + 1));
    }
    return phs_map_builder_done(&map, value->place);
}

static struct renaming renaming_of(struct phs_arena *arena, const struct phs_foreign_map *map,
                                   const struct phs_foreign_type *type) {
    struct renaming renaming = {.arena = arena};
    phs_map_init(&renaming.names, arena);
    learn(arena, type, &renaming.names);
    learn(arena, map->any, &renaming.names);
    return renaming;
}

const char *phs_pulumi_native_name(struct phs_arena *arena, const struct phs_foreign_map *map,
                                   const struct phs_foreign_type *type, struct phs_slice key) {
    struct renaming renaming = renaming_of(arena, map, type);
    return phs_slice_dup(arena, renamed(&renaming, key));
}

const struct phs_value *phs_pulumi_native(struct phs_arena *arena, const struct phs_foreign_map *map,
                                          const struct phs_foreign_type *type, const struct phs_value *inputs) {
    struct renaming renaming = renaming_of(arena, map, type);
    return rename_all(&renaming, inputs, 0);
}
