/* SPDX-License-Identifier: Apache-2.0 */
/* Constructors and questions of the value tree. */
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

/* Trees are bounded by their parsers; these bound what is built by hand, and parts that are shared so often that walking all of
 * them would never end. */
enum { MAX_DEPTH = 512 };
static const size_t max_visits = 4u << 20;

static const struct phs_value too_large = {
    .kind = PHS_UNKNOWN, .unknown = {.reason = PHS_WHY_LIMIT, .why = "the value is too large to be looked through"}};

static const struct phs_value *find_unknown(const struct phs_value *value, int depth, size_t *visits) {
    if (!value)
        return NULL;
    if (depth > MAX_DEPTH || ++*visits > max_visits)
        return &too_large;
    if (value->kind == PHS_UNKNOWN)
        return value;
    const struct phs_value *found = NULL;
    if (value->kind == PHS_LIST)
        for (size_t i = 0; i < value->list.n && !found; i++)
            found = find_unknown(value->list.at[i], depth + 1, visits);
    if (value->kind == PHS_MAP)
        for (size_t i = 0; i < value->map.n && !found; i++)
            found = find_unknown(value->map.at[i].value, depth + 1, visits);
    return found;
}

const struct phs_value *phs_find_unknown(const struct phs_value *value) {
    size_t visits = 0;
    return find_unknown(value, 0, &visits);
}

/* Two values side by side; what is too large to compare is not the same. */
struct compare {
    size_t visits;
};

static bool equal(struct compare *compare, const struct phs_value *a, const struct phs_value *b, int depth);

static bool lists_equal(struct compare *compare, const struct phs_value *a, const struct phs_value *b, int depth) {
    if (a->list.n != b->list.n)
        return false;
    for (size_t i = 0; i < a->list.n; i++)
        if (!equal(compare, a->list.at[i], b->list.at[i], depth + 1))
            return false;
    return true;
}

static bool maps_equal(struct compare *compare, const struct phs_value *a, const struct phs_value *b, int depth) {
    if (a->map.n != b->map.n)
        return false;
    for (size_t i = 0; i < a->map.n; i++)
        if (!equal(compare, a->map.at[i].value, phs_get_slice(b, a->map.at[i].key), depth + 1))
            return false;
    return true;
}

static bool numbers_equal(const struct phs_value *a, const struct phs_value *b) {
    if (a->number.value < b->number.value || a->number.value > b->number.value)
        return false;
    /* Above 2^53 two doubles may be one while the digits differ. */
    if (fabs(a->number.value) > 9007199254740992.0 && a->number.text.len && b->number.text.len)
        return phs_slice_eq(a->number.text, b->number.text);
    return true;
}

static bool equal(struct compare *compare, const struct phs_value *a, const struct phs_value *b, int depth) {
    if (!a || !b || a->kind != b->kind || depth > MAX_DEPTH || ++compare->visits > max_visits)
        return false;
    switch (a->kind) {
    case PHS_NULL:
        return true;
    case PHS_BOOL:
        return a->boolean == b->boolean;
    case PHS_NUMBER:
        return numbers_equal(a, b);
    case PHS_STRING:
        return phs_slice_eq(a->string, b->string);
    case PHS_LIST:
        return lists_equal(compare, a, b, depth);
    case PHS_MAP:
        return maps_equal(compare, a, b, depth);
    case PHS_UNKNOWN:
        break;
    }
    return false;
}

bool phs_value_equal(const struct phs_value *a, const struct phs_value *b) {
    struct compare compare = {0};
    return equal(&compare, a, b, 0);
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

/* One value on its way out. */
struct writing {
    struct phs_json *json;
    struct phs_arena *scratch; /* keys as text */
    size_t visits;
};

static void write_value(struct writing *writing, const struct phs_value *value, int depth);

static void write_unknown(struct phs_json *json, const struct phs_value *value) {
    phs_json_object(json);
    phs_json_put(json, "unknown", phs_reason_name(value->unknown.reason));
    phs_json_put(json, "why", value->unknown.why);
    phs_json_put(json, "ref", value->unknown.ref);
    phs_json_object_end(json);
}

static void write_list(struct writing *writing, const struct phs_value *value, int depth) {
    phs_json_array(writing->json);
    for (size_t i = 0; i < value->list.n; i++)
        write_value(writing, value->list.at[i], depth + 1);
    phs_json_array_end(writing->json);
}

static void write_map(struct writing *writing, const struct phs_value *value, int depth) {
    phs_json_object(writing->json);
    for (size_t i = 0; i < value->map.n; i++) {
        phs_json_key(writing->json, phs_slice_dup(writing->scratch, value->map.at[i].key));
        write_value(writing, value->map.at[i].value, depth + 1);
    }
    phs_json_object_end(writing->json);
}

static void write_mark(struct phs_json *json, const char *mark) {
    phs_json_object(json);
    phs_json_put_bool(json, mark, true);
    phs_json_object_end(json);
}

/* The writer has 64 levels; what lies deeper or beyond the budget is named, not lost silently. */
enum { JSON_DEPTH = 48 };

static void write_scalar(struct phs_json *json, const struct phs_value *value) {
    if (value->kind == PHS_BOOL)
        phs_json_bool(json, value->boolean);
    else if (value->kind == PHS_NUMBER)
        phs_json_number(json, value->number.value);
    else if (value->kind == PHS_STRING)
        phs_json_slice(json, value->string);
    else if (value->kind == PHS_UNKNOWN)
        write_unknown(json, value);
    else
        phs_json_null(json);
}

static void write_value(struct writing *writing, const struct phs_value *value, int depth) {
    if (!value)
        phs_json_null(writing->json);
    else if (value->flags & PHS_VALUE_SENSITIVE)
        write_mark(writing->json, "withheld");
    else if (depth > JSON_DEPTH)
        write_mark(writing->json, "too_deep");
    else if (++writing->visits > max_visits)
        write_mark(writing->json, "too_large");
    else if (value->kind == PHS_LIST)
        write_list(writing, value, depth);
    else if (value->kind == PHS_MAP)
        write_map(writing, value, depth);
    else
        write_scalar(writing->json, value);
}

void phs_value_write_json(struct phs_json *json, const struct phs_value *value) {
    struct writing writing = {json, phs_arena_new(), 0};
    write_value(&writing, value, 0);
    phs_arena_free(writing.scratch);
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
