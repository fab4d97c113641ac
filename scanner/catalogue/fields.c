/* SPDX-License-Identifier: Apache-2.0 */
/* Fields of a catalogue file: text, words, lists, and a sentence with its place where something is wrong. */
#include <stdarg.h>

#include "base/buf.h"
#include "catalogue/nouns.h"

enum { SENTENCE = 1000 };

static const char *sentence(struct phs_reading *reading, const struct phs_value *at, const char *format, va_list args) {
    char text[SENTENCE];
    vsnprintf(text, sizeof text, format, args);
    uint32_t line = at ? at->place.line : 0, column = at ? at->place.column : 0;
    if (line == 0)
        return phs_printf(reading->arena, "%s: %s", reading->document->path, text);
    return phs_printf(reading->arena, "%s:%u:%u: %s", reading->document->path, line, column, text);
}

void phs_reading_break(struct phs_reading *reading, const struct phs_value *at, const char *format, ...) {
    va_list args;
    va_start(args, format);
    PHS_PUSH(reading->arena, reading->catalogue->errors, sentence(reading, at, format, args));
    va_end(args);
    reading->broken = true;
}

void phs_reading_warn(struct phs_reading *reading, const struct phs_value *at, const char *format, ...) {
    va_list args;
    va_start(args, format);
    PHS_PUSH(reading->arena, reading->catalogue->warnings, sentence(reading, at, format, args));
    va_end(args);
}

const struct phs_tsv *phs_reading_table(struct phs_reading *reading) {
    struct phs_err err;
    struct phs_tsv *table;
    const struct phs_document *document = reading->document;
    if (phs_tsv_parse(reading->arena, document->path, document->text, &table, &err) == PHS_OK)
        return table;
    PHS_PUSH(reading->arena, reading->catalogue->errors, phs_strdup(reading->arena, err.text));
    return NULL;
}

const char *phs_field_scalar(struct phs_arena *arena, const struct phs_value *value) {
    if (phs_is(value, PHS_STRING))
        return phs_slice_dup(arena, value->string);
    /* 164.402 is a citation, not a number: as written. */
    if (phs_is(value, PHS_NUMBER) && value->number.text.len)
        return phs_slice_dup(arena, value->number.text);
    if (phs_is(value, PHS_NUMBER) || phs_is(value, PHS_BOOL))
        return phs_scalar_text(arena, value);
    return NULL;
}

/* Out of the blob: the build looked into it, and its strings end with a NUL. */
static bool is_trusted(const struct phs_reading *reading) {
    return reading->document->builtin && !reading->document->packing;
}

const char *phs_field_text(struct phs_reading *reading, const struct phs_value *map, const char *key, bool required) {
    const struct phs_value *value = phs_get(map, key);
    if (!value || value->kind == PHS_NULL) {
        if (required)
            phs_reading_break(reading, map, "%s is missing", key);
        return NULL;
    }
    if (is_trusted(reading) && phs_is(value, PHS_STRING))
        return value->string.ptr;
    const char *text = phs_field_scalar(reading->arena, value);
    if (!text)
        phs_reading_break(reading, value, "%s is not text", key);
    else if (required && phs_slice_trim(phs_slice(text)).len == 0)
        phs_reading_break(reading, value, "%s is empty", key);
    return text;
}

const char *phs_control_key(struct phs_arena *arena, const char *framework, const char *id) {
    size_t head = strlen(framework), tail = strlen(id);
    char *key = phs_alloc(arena, head + tail + 2);
    memcpy(key, framework, head);
    key[head] = ':';
    memcpy(key + head + 1, id, tail);
    return key;
}

bool phs_word_in(struct phs_slice word, const char *words) {
    struct phs_slice rest = phs_slice(words), one;
    while (phs_slice_cut(&rest, ' ', &one))
        if (phs_slice_eq(one, word))
            return true;
    return false;
}

const char *phs_field_word(struct phs_reading *reading, const struct phs_value *map, const char *key, bool required,
                           const char *words) {
    const char *text = phs_field_text(reading, map, key, required);
    if (text && !is_trusted(reading) && !phs_word_in(phs_slice(text), words)) {
        phs_reading_break(reading, phs_get(map, key), "%s is %s, not one of: %s", key, text, words);
        return NULL;
    }
    return text;
}

bool phs_field_bool(struct phs_reading *reading, const struct phs_value *map, const char *key) {
    const struct phs_value *value = phs_get(map, key);
    if (value && value->kind != PHS_BOOL)
        phs_reading_break(reading, value, "%s is neither true nor false", key);
    return phs_is_true(value);
}

static void add_text(struct phs_reading *reading, const struct phs_value *value, const char *key, struct phs_texts *texts) {
    const char *text =
        is_trusted(reading) && phs_is(value, PHS_STRING) ? value->string.ptr : phs_field_scalar(reading->arena, value);
    if (text)
        PHS_PUSH(reading->arena, *texts, text);
    else
        phs_reading_break(reading, value, "%s holds something that is not text", key);
}

void phs_field_texts(struct phs_reading *reading, const struct phs_value *map, const char *key, struct phs_texts *ret_texts) {
    const struct phs_value *value = phs_get(map, key);
    if (!value || value->kind == PHS_NULL)
        return;
    if (value->kind != PHS_LIST) {
        add_text(reading, value, key, ret_texts);
        return;
    }
    for (size_t i = 0; i < value->list.n; i++)
        add_text(reading, value->list.at[i], key, ret_texts);
}

void phs_field_known(struct phs_reading *reading, const struct phs_value *map, const char *keys) {
    if (is_trusted(reading) || !phs_is(map, PHS_MAP))
        return;
    for (size_t i = 0; i < map->map.n; i++) {
        struct phs_slice key = map->map.at[i].key;
        if (!phs_word_in(key, keys))
            phs_reading_warn(reading, map->map.at[i].value, "%.*s is no key here; known are: %s", (int)key.len, key.ptr, keys);
    }
}

bool phs_claim(struct phs_reading *reading, struct phs_map *map, const char *what, const char *id, void *noun) {
    if (phs_map_gets(map, id)) {
        phs_reading_warn(reading, reading->document->value, "%s %s exists already; this one is left out", what, id);
        return false;
    }
    phs_map_puts(map, id, noun);
    return true;
}
