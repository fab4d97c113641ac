/* SPDX-License-Identifier: Apache-2.0 */
/* Inputs and outputs as Pulumi prints them, in the shapes of Terraform's source: objects as blocks, secrets withheld, what is
 * unknown until the update unknown. */
#include "collect/pulumi/parts.h"
#include "model/secretish.h"

#define SIGNATURE "4dabf18193072939515e22adb298388d"

static const char secret_signature[] = "1b47061264138c4ac30d75fd1eb44270",
                  output_signature[] = "d0e6a833031e9bbcd3f4e8bde6ca49a4",
                  reference_signature[] = "5cf8f73096256a8f31e491e813e4eb8e";

static const struct phs_value *turn(const struct phs_pulumi_values *values, struct phs_slice key, const struct phs_value *value,
                                    bool as_written, int depth);

static const struct phs_value *withheld(struct phs_arena *arena, struct phs_place place) {
    return phs_value_unknown(arena, PHS_WHY_SENSITIVE, "Pulumi keeps it as a secret", place);
}

/* What comes of one other resource says of which. */
static const struct phs_value *not_yet(const struct phs_pulumi_values *values, struct phs_slice key, struct phs_place place) {
    const struct phs_value *unknown =
        phs_value_unknown(values->arena, PHS_WHY_COMPUTED, "it is known only after the update", place);
    /* {id: ...} of azure-native names a thing, even where several are candidates. */
    if (!values->source && !phs_slice_is(key, "id"))
        return unknown;
    struct phs_value *copy = PHS_NEW(values->arena, struct phs_value);
    *copy = *unknown;
    copy->flags |= PHS_VALUE_NOT_NULL;
    if (!values->source)
        return copy;
    copy->unknown.ref = values->source;
    copy->unknown.attribute = phs_slice_ends(key, "Arn") || phs_slice_ends(key, "Arns") ? "arn" : "id";
    return copy;
}

/* What stands for a value of each kind that is not known yet; also inside a longer text. */
static bool is_not_yet(struct phs_slice text) {
    static const char *const marks[] = {"04da6b54-80e4-46f7-96ec-b56ff0331ba9", "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
                                        "3eeb2bf0-c639-47a8-9e75-3b44932eb421", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
                                        "030794c1-ac77-496b-92df-f27374a8bd58", "e48ece36-62e2-4504-bad9-02848725956a",
                                        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"};
    for (size_t i = 0; text.len >= 36 && i < sizeof marks / sizeof *marks; i++)
        if (phs_slice_find(text, phs_slice(marks[i])) != (size_t)-1)
            return true;
    return false;
}

static const struct phs_value *with_flags(struct phs_arena *arena, const struct phs_value *value, unsigned flags) {
    struct phs_value *copy = PHS_NEW(arena, struct phs_value);
    *copy = *value;
    copy->flags |= flags;
    return copy;
}

/* Keys inside are the user's own. */
static bool is_free(struct phs_slice key) {
    static const char *const names[] = {
        "tags",        "tagsAll",        "labels",          "userLabels",   "variables",       "annotations",
        "appSettings", "metadata",       "effectiveLabels", "pulumiLabels", "terraformLabels", "environmentVariables",
        "options",     "resourceLabels", "defaultTags"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (phs_slice_is(key, names[i]))
            return true;
    return false;
}

/* A marked object: {SIGNATURE: what it is, ...}. */
static const struct phs_value *marked(const struct phs_pulumi_values *values, struct phs_slice key,
                                      const struct phs_value *value, struct phs_slice what, bool as_written, int depth) {
    const struct phs_value *inner = phs_get(value, "value"), *id = phs_get(value, "id");
    if (phs_slice_is(what, secret_signature) || phs_is_true(phs_get(value, "secret")))
        return withheld(values->arena, value->place);
    if (phs_slice_is(what, output_signature))
        return inner ? turn(values, key, inner, as_written, depth + 1) : not_yet(values, key, value->place);
    if (phs_slice_is(what, reference_signature) && phs_is(id, PHS_STRING))
        return turn(values, key, id, as_written, depth + 1);
    return phs_value_unknown(values->arena, PHS_WHY_UNREAD, "it is a file or an archive that Pulumi hands over", value->place);
}

static bool is_nothing(const struct phs_value *value) {
    return value->kind == PHS_NULL || (value->kind == PHS_LIST && !value->list.n);
}

/* Pulumi gives repeated blocks plural names, and leaves plural names as they are: both are written. */
static const char *singular(struct phs_arena *arena, const char *name) {
    size_t n = strlen(name);
    struct phs_slice text = phs_slice(name);
    if (n < 4 || !phs_slice_ends(text, "s") || phs_slice_ends(text, "ss"))
        return NULL;
    if (phs_slice_ends(text, "ies"))
        return phs_printf(arena, "%.*sy", (int)n - 3, name);
    bool es = phs_slice_ends(text, "sses") || phs_slice_ends(text, "xes") || phs_slice_ends(text, "shes");
    return phs_printf(arena, "%.*s", (int)n - (es ? 2 : 1), name);
}

static void put(const struct phs_pulumi_values *values, struct phs_map_builder *out, const struct phs_entry *entry, int depth) {
    if (phs_slice_starts(entry->key, "__") || is_nothing(entry->value))
        return;
    const char *name = phs_pulumi_snake(values->arena, entry->key);
    bool blocks = entry->value->kind == PHS_LIST && entry->value->list.at[0]->kind == PHS_MAP;
    const struct phs_value *value = turn(values, entry->key, entry->value, is_free(entry->key), depth + 1);
    const char *one = blocks ? singular(values->arena, name) : NULL;
    if (!phs_map_builder_get(out, phs_slice(name)))
        phs_map_builder_set(out, phs_slice(name), entry->key_place, value);
    if (one && !phs_map_builder_get(out, phs_slice(one)))
        phs_map_builder_set(out, phs_slice(one), entry->key_place, value);
}

static const struct phs_value *map_of(const struct phs_pulumi_values *values, const struct phs_value *value, bool as_written,
                                      int depth) {
    struct phs_map_builder out;
    phs_map_builder_init(&out, values->arena);
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        if (as_written && !phs_slice_starts(entry->key, "__"))
            phs_map_builder_set(&out, entry->key, entry->key_place, turn(values, entry->key, entry->value, true, depth + 1));
        else
            put(values, &out, entry, depth);
    }
    return phs_map_builder_done(&out, value->place);
}

static const struct phs_value *list_of(const struct phs_pulumi_values *values, struct phs_slice key,
                                       const struct phs_value *value, bool as_written, int depth) {
    const struct phs_value **items = PHS_NEW_N(values->arena, const struct phs_value *, value->list.n ? value->list.n : 1);
    bool blocks = !as_written && value->list.n > 0;
    for (size_t i = 0; i < value->list.n; i++) {
        const struct phs_value *item = value->list.at[i];
        bool marks = phs_get(item, SIGNATURE) != NULL;
        blocks &= item->kind == PHS_MAP && !marks;
        items[i] = item->kind == PHS_MAP && !marks && depth <= PHS_PULUMI_MAX_DEPTH
                       ? map_of(values, item, as_written, depth + 1)
                       : turn(values, key, item, as_written, depth + 1);
    }
    const struct phs_value *out = phs_value_list(values->arena, items, value->list.n, value->place);
    return blocks ? with_flags(values->arena, out, PHS_VALUE_BLOCKS) : out;
}

static const struct phs_value *text_of(const struct phs_pulumi_values *values, struct phs_slice key,
                                       const struct phs_value *value) {
    if (phs_slice_is(value->string, "[secret]"))
        return withheld(values->arena, value->place);
    if (is_not_yet(value->string))
        return not_yet(values, key, value->place);
    bool secret =
        phs_secretish(phs_slice(phs_pulumi_snake(values->arena, key)), value->string) || phs_secretish_text(value->string);
    return secret ? with_flags(values->arena, value, PHS_VALUE_SENSITIVE) : value;
}

static const struct phs_value *turn(const struct phs_pulumi_values *values, struct phs_slice key, const struct phs_value *value,
                                    bool as_written, int depth) {
    struct phs_arena *arena = values->arena;
    struct phs_slice what = phs_text(phs_get(value, SIGNATURE));
    if (depth > PHS_PULUMI_MAX_DEPTH)
        return phs_value_unknown(arena, PHS_WHY_LIMIT, "the value is nested beyond what is followed", value->place);
    if (what.len)
        return marked(values, key, value, what, as_written, depth);
    if (value->kind == PHS_STRING)
        return text_of(values, key, value);
    if (value->kind == PHS_LIST)
        return list_of(values, key, value, as_written, depth);
    if (value->kind != PHS_MAP)
        return value;
    const struct phs_value *map = map_of(values, value, as_written, depth);
    return as_written ? map : with_flags(arena, phs_value_list(arena, &map, 1, value->place), PHS_VALUE_BLOCKS);
}

/* The only resource that a property comes of, or NULL. */
static const char *only_source(const struct phs_pulumi_values *values, struct phs_slice key) {
    const struct phs_value *urns = phs_get_slice(values->dependencies, key);
    return phs_is(urns, PHS_LIST) && urns->list.n == 1 ? phs_map_get(values->addresses, phs_text(urns->list.at[0])) : NULL;
}

static bool is_secret(const struct phs_value *value) {
    return phs_slice_is(phs_text(phs_get(value, SIGNATURE)), secret_signature) || phs_slice_is(phs_text(value), "[secret]");
}

static void put_all(const struct phs_pulumi_values *values, struct phs_map_builder *out, const struct phs_value *from) {
    for (size_t i = 0; phs_is(from, PHS_MAP) && i < from->map.n; i++) {
        struct phs_pulumi_values here = *values;
        const struct phs_entry *entry = &from->map.at[i];
        const char *name = phs_pulumi_snake(values->arena, entry->key);
        bool there = phs_map_builder_get(out, phs_slice(name)) != NULL;
        here.source = only_source(values, entry->key);
        put(&here, out, entry, 0);
        /* What one of both keeps as a secret is one, however the other prints it. */
        if (there && is_secret(entry->value))
            phs_map_builder_set(out, phs_slice(name), entry->key_place, withheld(values->arena, entry->value->place));
    }
}

const struct phs_value *phs_pulumi_attributes(const struct phs_pulumi_values *values, const struct phs_value *first,
                                              const struct phs_value *second, struct phs_place place) {
    struct phs_map_builder out;
    phs_map_builder_init(&out, values->arena);
    put_all(values, &out, first);
    put_all(values, &out, second);
    return phs_map_builder_done(&out, place);
}

const struct phs_value *phs_pulumi_manifest(const struct phs_pulumi_values *values, const struct phs_value *inputs) {
    struct phs_map_builder out;
    if (!phs_is(inputs, PHS_MAP))
        return NULL;
    phs_map_builder_init(&out, values->arena);
    for (size_t i = 0; i < inputs->map.n; i++) {
        struct phs_pulumi_values here = *values;
        const struct phs_entry *entry = &inputs->map.at[i];
        here.source = only_source(values, entry->key);
        if (!phs_slice_starts(entry->key, "__"))
            phs_map_builder_set(&out, entry->key, entry->key_place, turn(&here, entry->key, entry->value, true, 0));
    }
    return phs_map_builder_done(&out, inputs->place);
}
