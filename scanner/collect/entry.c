/* SPDX-License-Identifier: Apache-2.0 */
/* Typed reading of hand-written maps, with a sentence for each surprise. */
#include "collect/entry.h"

#include <stdarg.h>

#include "collect/nearest.h"

enum { MOST_PROBLEMS = 200 };

void phs_entry_problem(struct phs_entry_reader *reader, struct phs_place place, const char *format, ...) {
    char text[512];
    struct phs_scope *scope = reader->scope;
    if (scope->problems.n > MOST_PROBLEMS)
        return;
    if (scope->problems.n == MOST_PROBLEMS) {
        PHS_PUSH(reader->arena, scope->problems, "there are more problems of this kind; the first 200 are listed");
        return;
    }
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const char *where = phs_place_text(reader->arena, place);
    PHS_PUSH(reader->arena, scope->problems, phs_printf(reader->arena, "%s%s%s", where, *where ? ": " : "", text));
}

const char *phs_kind_words(const struct phs_value *value) {
    static const char *const words[] = {"nothing", "true or false", "a number",        "a text",
                                        "a list",  "a map",         "an unknown value"};
    return value ? words[value->kind] : words[0];
}

bool phs_entry_map(struct phs_entry_reader *reader, const struct phs_value *value, const char *what) {
    if (!value || phs_is(value, PHS_NULL))
        return false;
    if (phs_is(value, PHS_MAP))
        return true;
    phs_entry_problem(reader, value->place, "%s is %s where a map is expected", what, phs_kind_words(value));
    return false;
}

static bool among(struct phs_slice key, const char *const *keys) {
    for (; *keys; keys++)
        if (phs_slice_is(key, *keys))
            return true;
    return false;
}

static int shown(struct phs_slice text) {
    return text.len > 80 ? 80 : (int)text.len;
}

void phs_entry_keys(struct phs_entry_reader *reader, const struct phs_value *map, const char *what, const char *const *keys) {
    for (size_t i = 0; i < map->map.n; i++) {
        struct phs_slice key = map->map.at[i].key;
        if (among(key, keys))
            continue;
        const char *meant = phs_nearest(key, keys);
        phs_entry_problem(reader, map->map.at[i].key_place, "%s has no key \"%.*s\"%s%s%s", what, shown(key), key.ptr,
                          meant ? "; did you mean \"" : "", meant ? meant : "", meant ? "\"?" : "");
    }
}

static const struct phs_value *present(const struct phs_value *map, const char *key) {
    const struct phs_value *value = phs_get(map, key);
    return phs_is(value, PHS_NULL) ? NULL : value;
}

const char *phs_entry_text(struct phs_entry_reader *reader, const struct phs_value *map, const char *key) {
    const struct phs_value *value = present(map, key);
    if (!value)
        return NULL;
    const char *text = phs_scalar_text(reader->arena, value);
    if (!text)
        phs_entry_problem(reader, value->place, "%s is %s where a text is expected", key, phs_kind_words(value));
    return text && *text ? text : NULL;
}

const char *phs_entry_word(struct phs_entry_reader *reader, const struct phs_value *map, const char *key,
                           const char *const *words) {
    const char *text = phs_entry_text(reader, map, key);
    if (!text)
        return NULL;
    for (const char *const *word = words; *word; word++)
        if (phs_slice_ieq(phs_slice(text), phs_slice(*word)))
            return *word;
    const char *list = words[0];
    for (const char *const *word = words + 1; *word; word++)
        list = phs_printf(reader->arena, "%s, %s", list, *word);
    phs_entry_problem(reader, phs_get(map, key)->place, "%s is \"%.80s\"; it can be %s", key, text, list);
    return NULL;
}

bool phs_entry_bool(struct phs_entry_reader *reader, const struct phs_value *map, const char *key, bool fallback) {
    const struct phs_value *value = present(map, key);
    if (!value)
        return fallback;
    if (phs_is(value, PHS_BOOL))
        return value->boolean;
    struct phs_slice text = phs_text(value);
    /* YAML 1.2 reads yes and no as texts; people do not. */
    if (phs_slice_ieq(text, PHS_SLICE("yes")) || phs_slice_ieq(text, PHS_SLICE("no")))
        return text.len == 3;
    phs_entry_problem(reader, value->place, "%s is %s where true or false is expected", key, phs_kind_words(value));
    return fallback;
}

int64_t phs_entry_count(struct phs_entry_reader *reader, const struct phs_value *map, const char *key) {
    const struct phs_value *value = present(map, key);
    if (!value || phs_slice_ieq(phs_text(value), PHS_SLICE("unknown")))
        return -1;
    if (phs_is(value, PHS_NUMBER) && value->number.value >= 0 && value->number.value <= 1e15 &&
        value->number.value == (double)(int64_t)value->number.value)
        return (int64_t)value->number.value;
    phs_entry_problem(reader, value->place, "%s is no whole number from 0 up", key);
    return -1;
}

struct phs_entry_list phs_entry_texts(struct phs_entry_reader *reader, const struct phs_value *map, const char *key) {
    struct phs_entry_list texts = {0};
    const struct phs_value *value = present(map, key);
    const struct phs_value *single[] = {value};
    if (!value)
        return texts;
    size_t n = phs_is(value, PHS_LIST) ? value->list.n : 1;
    const struct phs_value **at = phs_is(value, PHS_LIST) ? value->list.at : single;
    for (size_t i = 0; i < n; i++) {
        const char *text = phs_scalar_text(reader->arena, at[i]);
        if (text && *text)
            PHS_PUSH(reader->arena, texts.items, text);
        else
            phs_entry_problem(reader, at[i]->place, "%s holds %s where a text is expected", key, phs_kind_words(at[i]));
    }
    return texts;
}

bool phs_entry_names_line(const char *sentence, const char *path) {
    size_t n = strlen(path);
    return strncmp(sentence, path, n) == 0 && sentence[n] == ':' && sentence[n + 1] >= '1' && sentence[n + 1] <= '9';
}
