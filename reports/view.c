/* SPDX-License-Identifier: Apache-2.0 */
/* Value trees for templates. */
#include "reports/view.h"

#include <stdarg.h>

#include "base/clock.h"

static const struct phs_place nowhere;

void phs_view_start(struct phs_map_builder *map, struct phs_arena *arena) {
    phs_map_builder_init(map, arena);
}

const struct phs_value *phs_view_done(struct phs_map_builder *map) {
    return phs_map_builder_done(map, nowhere);
}

void phs_view_value(struct phs_map_builder *map, const char *key, const struct phs_value *value) {
    if (value)
        phs_map_builder_set(map, phs_slice(key), nowhere, value);
}

void phs_view_text(struct phs_map_builder *map, const char *key, const char *text) {
    if (text)
        phs_view_value(map, key, phs_value_text(map->arena, text));
}

void phs_view_printf(struct phs_map_builder *map, const char *key, const char *format, ...) {
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int n = vasprintf(&text, format, args);
    va_end(args);
    if (n < 0)
        phs_out_of_memory();
    phs_view_text(map, key, phs_strdup(map->arena, text));
    free(text);
}

void phs_view_count(struct phs_map_builder *map, const char *key, size_t number) {
    phs_view_value(map, key, phs_value_number(map->arena, (double)number, nowhere));
}

void phs_view_flag(struct phs_map_builder *map, const char *key, bool value) {
    phs_view_value(map, key, phs_value_bool(map->arena, value, nowhere));
}

void phs_view_verified(struct phs_map_builder *map, const char *said) {
    phs_view_flag(map, "verified", said && strncmp(said, "yes", 3) == 0);
    phs_view_text(map, "verification", said && strcmp(said, "yes") != 0 ? said : NULL);
}

void phs_view_list(struct phs_map_builder *map, const char *key, const struct phs_view_list *list) {
    phs_view_value(map, key, phs_value_list(map->arena, list->items.at, list->items.n, nowhere));
}

void phs_view_add(struct phs_arena *arena, struct phs_view_list *list, const struct phs_value *value) {
    PHS_PUSH(arena, list->items, value);
}

void phs_view_push(struct phs_view_list *list, struct phs_map_builder *map) {
    phs_view_add(map->arena, list, phs_view_done(map));
}

const char *phs_view_join(struct phs_arena *arena, const char *const *items, size_t n) {
    const char *text = n ? items[0] : "";
    for (size_t i = 1; i < n; i++)
        text = phs_printf(arena, "%s, %s", text, items[i]);
    return text;
}

const char *phs_view_thousands(struct phs_arena *arena, int64_t number) {
    const char *digits = phs_printf(arena, "%lld", (long long)number);
    size_t n = strlen(digits), at = 0;
    char *text = phs_alloc(arena, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0 && digits[i - 1] != '-')
            text[at++] = ',';
        text[at++] = digits[i];
    }
    return text;
}

const char *phs_view_date(struct phs_arena *arena, int64_t when) {
    char text[11];
    if (!when)
        return NULL;
    phs_date_format(when, text);
    return phs_strdup(arena, text);
}

void phs_view_level(struct phs_map_builder *map, const char *key, enum phs_level level) {
    static const char *const classes[] = {"vl", "l", "m", "h", "vh"};
    struct phs_map_builder inner;
    phs_view_start(&inner, map->arena);
    phs_view_text(&inner, "id", phs_level_name(level));
    phs_view_text(&inner, "title", phs_level_title(level));
    phs_view_text(&inner, "class", classes[level]);
    phs_view_value(map, key, phs_view_done(&inner));
}

const char *phs_view_place(struct phs_arena *arena, struct phs_place place) {
    if (place.source && place.source->kind == PHS_SOURCE_FILE && place.line && !place.source->member)
        return phs_printf(arena, "%s:%u", place.source->path, place.line);
    return phs_place_text(arena, place);
}

void phs_view_write_json(const struct phs_value *view, struct phs_buf *out) {
    struct phs_json json;
    phs_json_init(&json, out, true);
    phs_value_write_json(&json, view);
    phs_buf_putc(out, '\n');
}

const struct phs_value *phs_view_without_drawings(struct phs_arena *arena, const struct phs_value *view) {
    struct phs_map_builder map;
    phs_view_start(&map, arena);
    for (size_t i = 0; i < view->map.n; i++)
        if (!phs_slice_is(view->map.at[i].key, "map_svg") && !phs_slice_is(view->map.at[i].key, "charts"))
            phs_map_builder_set(&map, view->map.at[i].key, view->map.at[i].key_place, view->map.at[i].value);
    return phs_view_done(&map);
}
