/* SPDX-License-Identifier: Apache-2.0 */
/* A value tree on its way out as JSON: unknowns with their reason, nothing that is withheld. */
#include "model/value.h"

/* Parts may be shared so often that walking all of them would never end. */
static const size_t max_visits = 4u << 20;

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
