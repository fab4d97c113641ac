/* SPDX-License-Identifier: Apache-2.0 */
/* How places, times and lists look in every JSON output. */
#include "reports/json_parts.h"

#include "base/clock.h"

void phs_json_text(struct phs_json *json, const char *key, const char *text) {
    phs_json_key(json, key);
    phs_json_string(json, text);
}

static void put_position(struct phs_json *json, const char *key, uint32_t number) {
    phs_json_key(json, key);
    if (number)
        phs_json_int(json, number);
    else
        phs_json_null(json);
}

void phs_json_place(struct phs_json *json, const char *key, struct phs_place place) {
    phs_json_key(json, key);
    if (!place.source) {
        phs_json_null(json);
        return;
    }
    phs_json_object(json);
    phs_json_text(json, "file", place.source->path);
    put_position(json, "line", place.line);
    put_position(json, "column", place.column);
    put_position(json, "end_line", place.end_line);
    phs_json_put(json, "commit", place.source->kind == PHS_SOURCE_COMMIT ? place.source->commit : NULL);
    phs_json_put(json, "sheet", place.source->kind == PHS_SOURCE_ROW ? place.source->sheet : NULL);
    phs_json_put(json, "member", place.source->member);
    phs_json_object_end(json);
}

void phs_json_time(struct phs_json *json, const char *key, int64_t when) {
    char text[21];
    if (when)
        phs_time_format(when, text);
    phs_json_text(json, key, when ? text : NULL);
}

void phs_json_texts(struct phs_json *json, const char *key, const char *const *items, size_t n) {
    phs_json_key(json, key);
    phs_json_array(json);
    for (size_t i = 0; i < n; i++)
        phs_json_string(json, items[i]);
    phs_json_array_end(json);
}

const char *phs_read_state_name(enum phs_read_state state) {
    return state == PHS_READ ? "read" : state == PHS_READ_PARTLY ? "partly" : "not read";
}

void phs_json_lines(struct phs_json *json, const struct phs_resource *resource) {
    const struct phs_value *lines = resource ? phs_get(resource->attributes, "lines") : NULL;
    /* One sighting speaks for its file and has the lines of all. */
    if (!phs_is(lines, PHS_LIST) || strcmp(resource->type, "phi_sighting") != 0 || phs_get(resource->attributes, "told_with"))
        return;
    phs_json_key(json, "lines");
    phs_json_array(json);
    for (size_t i = 0; i < lines->list.n; i++)
        phs_json_slice(json, phs_text(lines->list.at[i]));
    phs_json_array_end(json);
}
