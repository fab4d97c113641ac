/* SPDX-License-Identifier: Apache-2.0 */
/* Constructors and questions of the value tree; what walks over whole trees is in value_walk.c and value_json.c. */
#include "model/value.h"

#include <math.h>
#include <stdio.h>

static struct phs_value *value_new(struct phs_arena *arena, enum phs_kind kind, struct phs_place place) {
    struct phs_value *value = PHS_NEW(arena, struct phs_value);
    value->kind = kind;
    value->place = place;
    return value;
}

const struct phs_value *phs_value_null(struct phs_arena *arena, struct phs_place place) {
    return value_new(arena, PHS_NULL, place);
}

const struct phs_value *phs_value_bool(struct phs_arena *arena, bool boolean, struct phs_place place) {
    struct phs_value *value = value_new(arena, PHS_BOOL, place);
    value->boolean = boolean;
    return value;
}

const struct phs_value *phs_value_number(struct phs_arena *arena, double number, struct phs_place place) {
    struct phs_value *value = value_new(arena, PHS_NUMBER, place);
    value->number.value = number;
    return value;
}

const struct phs_value *phs_value_string(struct phs_arena *arena, struct phs_slice text, struct phs_place place) {
    struct phs_value *value = value_new(arena, PHS_STRING, place);
    value->string = text;
    return value;
}

const struct phs_value *phs_value_text(struct phs_arena *arena, const char *text) {
    return phs_value_string(arena, phs_slice(phs_strdup(arena, text)), (struct phs_place){0});
}

const struct phs_value *phs_value_unknown(struct phs_arena *arena, enum phs_reason reason, const char *why,
                                          struct phs_place place) {
    struct phs_value *value = value_new(arena, PHS_UNKNOWN, place);
    value->unknown.reason = reason;
    value->unknown.why = why;
    return value;
}

const struct phs_value *phs_value_because_v(struct phs_arena *arena, enum phs_reason reason, struct phs_place place,
                                            const char *format, va_list args) {
    char text[400];
    vsnprintf(text, sizeof text, format, args);
    return phs_value_unknown(arena, reason, phs_strdup(arena, text), place);
}

const struct phs_value *phs_value_because(struct phs_arena *arena, enum phs_reason reason, struct phs_place place,
                                          const char *format, ...) {
    va_list args;
    va_start(args, format);
    const struct phs_value *value = phs_value_because_v(arena, reason, place, format, args);
    va_end(args);
    return value;
}

const struct phs_value *phs_value_list(struct phs_arena *arena, const struct phs_value *const *items, size_t n,
                                       struct phs_place place) {
    struct phs_value *value = value_new(arena, PHS_LIST, place);
    value->list.at = PHS_NEW_N(arena, const struct phs_value *, n);
    value->list.n = n;
    if (n)
        memcpy(value->list.at, items, n * sizeof *items);
    return value;
}

enum { INDEX_ABOVE = 16 };

void phs_map_builder_init(struct phs_map_builder *builder, struct phs_arena *arena) {
    *builder = (struct phs_map_builder){.arena = arena};
}

/* Position plus one, so that NULL means absent. */
static size_t builder_find(const struct phs_map_builder *builder, struct phs_slice key) {
    if (builder->indexed)
        return (size_t)(uintptr_t)phs_map_get(&builder->index, key);
    for (size_t i = 0; i < builder->entries.n; i++)
        if (phs_slice_eq(builder->entries.at[i].key, key))
            return i + 1;
    return 0;
}

static void builder_index(struct phs_map_builder *builder) {
    phs_map_init(&builder->index, builder->arena);
    for (size_t i = 0; i < builder->entries.n; i++)
        phs_map_put(&builder->index, builder->entries.at[i].key, (void *)(uintptr_t)(i + 1));
    builder->indexed = true;
}

bool phs_map_builder_set(struct phs_map_builder *builder, struct phs_slice key, struct phs_place key_place,
                         const struct phs_value *value) {
    struct phs_entry entry = {key, key_place, value};
    size_t at = builder_find(builder, key);
    if (at) {
        builder->entries.at[at - 1] = entry;
        return false;
    }
    PHS_PUSH(builder->arena, builder->entries, entry);
    if (builder->indexed)
        phs_map_put(&builder->index, key, (void *)(uintptr_t)builder->entries.n);
    else if (builder->entries.n > INDEX_ABOVE)
        builder_index(builder);
    return true;
}

void phs_map_builder_put(struct phs_map_builder *builder, const char *key, const struct phs_value *value) {
    if (value)
        phs_map_builder_set(builder, phs_slice(key), value->place, value);
}

const struct phs_value *phs_map_builder_get(const struct phs_map_builder *builder, struct phs_slice key) {
    size_t at = builder_find(builder, key);
    return at ? builder->entries.at[at - 1].value : NULL;
}

const struct phs_value *phs_map_builder_done(struct phs_map_builder *builder, struct phs_place place) {
    struct phs_value *value = value_new(builder->arena, PHS_MAP, place);
    value->map.at = builder->entries.at;
    value->map.n = builder->entries.n;
    return value;
}

const struct phs_value *phs_value_with(struct phs_arena *arena, const struct phs_value *map, struct phs_slice key,
                                       const struct phs_value *value) {
    struct phs_map_builder out;
    bool known = phs_is(map, PHS_MAP);
    phs_map_builder_init(&out, arena);
    for (size_t i = 0; known && i < map->map.n; i++)
        phs_map_builder_set(&out, map->map.at[i].key, map->map.at[i].key_place, map->map.at[i].value);
    phs_map_builder_set(&out, key, value->place, value);
    return phs_map_builder_done(&out, known ? map->place : value->place);
}

bool phs_is(const struct phs_value *value, enum phs_kind kind) {
    return value && value->kind == kind;
}

bool phs_is_set(const struct phs_value *value) {
    return value && value->kind != PHS_NULL;
}

const struct phs_value *phs_get_slice(const struct phs_value *map, struct phs_slice key) {
    if (!phs_is(map, PHS_MAP))
        return NULL;
    for (size_t i = 0; i < map->map.n; i++)
        if (phs_slice_eq(map->map.at[i].key, key))
            return map->map.at[i].value;
    return NULL;
}

const struct phs_value *phs_get(const struct phs_value *map, const char *key) {
    return phs_get_slice(map, phs_slice(key));
}

static const struct phs_value *list_step(const struct phs_value *list, struct phs_slice part) {
    size_t index = 0;
    for (size_t i = 0; i < part.len; i++) {
        if (part.ptr[i] < '0' || part.ptr[i] > '9' || index > list->list.n)
            return NULL;
        index = index * 10 + (size_t)(part.ptr[i] - '0');
    }
    return part.len && index < list->list.n ? list->list.at[index] : NULL;
}

static const struct phs_value *path_step(const struct phs_value *value, struct phs_slice part) {
    if (phs_is(value, PHS_MAP))
        return phs_get_slice(value, part);
    if (!phs_is(value, PHS_LIST))
        return NULL;
    const struct phs_value *item = list_step(value, part);
    if (!item && (value->flags & PHS_VALUE_BLOCKS) && value->list.n == 1)
        item = phs_get_slice(value->list.at[0], part);
    return item;
}

const struct phs_value *phs_get_path(const struct phs_value *value, const char *path) {
    struct phs_slice rest = phs_slice(path), part;
    while (value && value->kind != PHS_UNKNOWN && phs_slice_cut(&rest, '.', &part))
        value = path_step(value, part);
    return value;
}

struct phs_slice phs_text(const struct phs_value *value) {
    return phs_is(value, PHS_STRING) ? value->string : (struct phs_slice){"", 0};
}

const char *phs_text_or(struct phs_arena *arena, const struct phs_value *value, const char *fallback) {
    return phs_is(value, PHS_STRING) ? phs_slice_dup(arena, value->string) : fallback;
}

bool phs_is_true(const struct phs_value *value) {
    return phs_is(value, PHS_BOOL) && value->boolean;
}

static const char *number_text(struct phs_arena *arena, const struct phs_value *value) {
    double number = value->number.value;
    if (fabs(number) < 1e15 && !(number < floor(number)) && !(number > floor(number)))
        return phs_printf(arena, "%.0f", number);
    struct phs_slice text = value->number.text;
    if (text.len && memchr(text.ptr, 'e', text.len) == NULL && memchr(text.ptr, 'E', text.len) == NULL)
        return phs_slice_dup(arena, text);
    for (int digits = 15; digits < 18; digits++) {
        const char *shortest = phs_printf(arena, "%.*g", digits, number);
        double back;
        if (phs_slice_number(phs_slice(shortest), &back) && !(back < number) && !(back > number))
            return shortest;
    }
    return phs_printf(arena, "%.17g", number);
}

const char *phs_scalar_text(struct phs_arena *arena, const struct phs_value *value) {
    if (!value)
        return NULL;
    switch (value->kind) {
    case PHS_BOOL:
        return value->boolean ? "true" : "false";
    case PHS_NUMBER:
        return number_text(arena, value);
    case PHS_STRING:
        return phs_slice_dup(arena, value->string);
    default:
        return NULL;
    }
}

const char *phs_reason_name(enum phs_reason reason) {
    static const char *const names[PHS_WHY_COUNT] = {
        [PHS_WHY_VARIABLE] = "variable",      [PHS_WHY_DATA] = "data-source",
        [PHS_WHY_COMPUTED] = "computed",      [PHS_WHY_MODULE] = "module",
        [PHS_WHY_FUNCTION] = "function",      [PHS_WHY_UNSUPPORTED] = "unsupported",
        [PHS_WHY_ERROR] = "expression-error", [PHS_WHY_LIMIT] = "limit",
        [PHS_WHY_UNREAD] = "not-read",        [PHS_WHY_CYCLE] = "cycle",
        [PHS_WHY_SENSITIVE] = "withheld",
    };
    return reason < PHS_WHY_COUNT && names[reason] ? names[reason] : "unknown";
}

const char *phs_place_text(struct phs_arena *arena, struct phs_place place) {
    const struct phs_source *source = place.source;
    if (!source)
        return "";
    if (source->kind == PHS_SOURCE_ROW && place.line)
        return phs_printf(arena, "%s%s%s row %u", source->path, source->sheet ? " " : "", source->sheet ? source->sheet : "",
                          place.line);
    const char *path = source->path ? source->path : "";
    if (source->kind == PHS_SOURCE_COMMIT)
        path = phs_printf(arena, "%.12s:%s", source->commit ? source->commit : "", path);
    if (source->member)
        path = phs_printf(arena, "%s!%s", path, source->member);
    if (!place.line)
        return path;
    if (!place.column)
        return phs_printf(arena, "%s:%u", path, place.line);
    return phs_printf(arena, "%s:%u:%u", path, place.line, place.column);
}

bool phs_hint_rules_out(const struct phs_value *unknown, struct phs_slice text) {
    const struct phs_hint *hint = phs_is(unknown, PHS_UNKNOWN) ? unknown->unknown.hint : NULL;
    if (!hint)
        return false;
    struct phs_slice end =
        text.len >= hint->suffix.len ? phs_slice_n(text.ptr + text.len - hint->suffix.len, hint->suffix.len) : text;
    if (text.len < hint->prefix.len || text.len < hint->suffix.len ||
        !phs_slice_eq(phs_slice_n(text.ptr, hint->prefix.len), hint->prefix) || !phs_slice_eq(end, hint->suffix))
        return true;
    for (size_t i = 0; i < hint->choice_count; i++) {
        const struct phs_value *choice = hint->choices[i];
        if (choice->kind != PHS_STRING || phs_slice_eq(choice->string, text))
            return false;
    }
    return hint->choice_count > 0;
}
