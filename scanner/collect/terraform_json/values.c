/* SPDX-License-Identifier: Apache-2.0 */
/* Values as Terraform prints them, in the shapes that the reader of source gives: blocks as blocks, what is unknown until apply
 * as unknown, what is sensitive marked. */
#include "collect/terraform_json/parts.h"
#include "model/secretish.h"

struct turning {
    struct phs_tfjson_file *file;
    const struct phs_tfjson_config *config;
};

/* The trees that lie beside a value, at the same place. */
struct beside {
    const struct phs_value *unknown, *sensitive, *expression;
};

static const struct phs_value *turn(const struct turning *turning, struct phs_slice key, const struct phs_value *value,
                                    struct beside beside, int depth);

static const struct phs_value *with_flags(struct phs_arena *arena, const struct phs_value *value, unsigned flags) {
    struct phs_value *copy = PHS_NEW(arena, struct phs_value);
    *copy = *value;
    copy->flags |= flags;
    return copy;
}

static const struct phs_value *not_yet(const struct turning *turning, struct phs_place place,
                                       const struct phs_value *expression) {
    struct phs_value *value = (struct phs_value *)(uintptr_t)phs_value_unknown(turning->file->arena, PHS_WHY_COMPUTED,
                                                                               "it is known only after apply", place);
    const char *address, *attribute;
    if (turning->config && phs_tfjson_single(turning->file, turning->config, expression, &address, &attribute)) {
        value->unknown.ref = address;
        value->unknown.attribute = attribute;
        value->flags |= attribute ? PHS_VALUE_NOT_NULL : 0;
    }
    return value;
}

static const struct phs_value *element(const struct phs_value *list, size_t i) {
    return phs_is(list, PHS_LIST) ? (i < list->list.n ? list->list.at[i] : NULL) : NULL;
}

static struct beside below(struct beside beside, struct phs_slice key) {
    return (struct beside){phs_get_slice(beside.unknown, key),
                           phs_is(beside.sensitive, PHS_BOOL) ? beside.sensitive : phs_get_slice(beside.sensitive, key),
                           phs_get_slice(beside.expression, key)};
}

static bool is_nothing(const struct phs_value *value, const struct phs_value *expression) {
    return value->kind == PHS_NULL || (value->kind == PHS_LIST && !value->list.n && !expression);
}

static const struct phs_value *map(const struct turning *turning, const struct phs_value *value, struct beside beside,
                                   int depth) {
    struct phs_map_builder out;
    phs_map_builder_init(&out, turning->file->arena);
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        struct beside inner = below(beside, entry->key);
        if (is_nothing(entry->value, inner.expression) && !inner.unknown)
            continue;
        phs_map_builder_set(&out, entry->key, entry->key_place, turn(turning, entry->key, entry->value, inner, depth + 1));
    }
    /* What is unknown as a whole is left out of the values. */
    for (size_t i = 0; phs_is(beside.unknown, PHS_MAP) && i < beside.unknown->map.n; i++) {
        const struct phs_entry *entry = &beside.unknown->map.at[i];
        if (phs_is_true(entry->value) && !phs_is(phs_get_slice(value, entry->key), PHS_STRING))
            phs_map_builder_set(&out, entry->key, value->place,
                                not_yet(turning, value->place, phs_get_slice(beside.expression, entry->key)));
    }
    return phs_map_builder_done(&out, value->place);
}

static const struct phs_value *list(const struct turning *turning, struct phs_slice key, const struct phs_value *value,
                                    struct beside beside, int depth) {
    struct phs_arena *arena = turning->file->arena;
    const struct phs_value **items = PHS_NEW_N(arena, const struct phs_value *, value->list.n ? value->list.n : 1);
    bool blocks = value->list.n > 0;
    for (size_t i = 0; i < value->list.n; i++) {
        const struct phs_value *expression =
            phs_is(beside.expression, PHS_LIST) ? element(beside.expression, i) : beside.expression;
        struct beside inner = {element(beside.unknown, i),
                               phs_is(beside.sensitive, PHS_BOOL) ? beside.sensitive : element(beside.sensitive, i),
                               expression};
        items[i] = turn(turning, key, value->list.at[i], inner, depth + 1);
        blocks &= value->list.at[i]->kind == PHS_MAP;
    }
    const struct phs_value *out = phs_value_list(arena, items, value->list.n, value->place);
    return blocks ? with_flags(arena, out, PHS_VALUE_BLOCKS) : out;
}

static const struct phs_value *turn(const struct turning *turning, struct phs_slice key, const struct phs_value *value,
                                    struct beside beside, int depth) {
    struct phs_arena *arena = turning->file->arena;
    if (phs_is_true(beside.unknown))
        return not_yet(turning, value->place, beside.expression);
    if (depth > PHS_TFJSON_MAX_DEPTH)
        return phs_value_unknown(arena, PHS_WHY_LIMIT, "the value is nested beyond what is followed", value->place);
    bool secret = phs_is_true(beside.sensitive) ||
                  (value->kind == PHS_STRING && (phs_secretish(key, value->string) || phs_secretish_text(value->string)));
    if (value->kind == PHS_MAP)
        value = map(turning, value, beside, depth);
    else if (value->kind == PHS_LIST)
        value = list(turning, key, value, beside, depth);
    return secret ? with_flags(arena, value, PHS_VALUE_SENSITIVE) : value;
}

const struct phs_value *phs_tfjson_values(struct phs_tfjson_file *file, const struct phs_tfjson_config *config,
                                          const struct phs_value *values, const struct phs_value *unknown,
                                          const struct phs_value *sensitive) {
    const struct turning turning = {file, config};
    struct phs_map_builder none;
    phs_map_builder_init(&none, file->arena);
    struct phs_place place = {.source = file->value->place.source};
    if (!phs_is(values, PHS_MAP))
        values = phs_map_builder_done(&none, values ? values->place : place);
    return map(&turning, values, (struct beside){unknown, sensitive, config ? phs_get(config->resource, "expressions") : NULL},
               0);
}
