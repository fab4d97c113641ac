/* SPDX-License-Identifier: Apache-2.0 */
/* A manifest in the spelling of Terraform's kubernetes provider: snake_case, blocks in the singular. Then a check of a role or
 * a service is one question, whichever of the two wrote it. */
#include "collect/kubernetes/parts.h"
#include "model/login_switch.h"
#include "model/secretish.h"

struct shaping {
    struct phs_arena *arena;
    const struct phs_kubernetes_kind *kind;
};

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

/* An upper-case letter begins a word unless it goes on with an abbreviation, whose plural 's' belongs to it. */
static bool begins_word(struct phs_slice text, size_t i) {
    if (i == 0 || !is_upper(text.ptr[i]))
        return false;
    if (!is_upper(text.ptr[i - 1]))
        return true;
    bool next_is_lower = i + 1 < text.len && text.ptr[i + 1] >= 'a' && text.ptr[i + 1] <= 'z';
    return next_is_lower && !(text.ptr[i + 1] == 's' && i + 2 == text.len);
}

struct phs_slice phs_kubernetes_snake(struct phs_arena *arena, struct phs_slice camel) {
    char *text = phs_alloc(arena, camel.len * 2 + 1);
    size_t n = 0;
    for (size_t i = 0; i < camel.len; i++) {
        if (begins_word(camel, i))
            text[n++] = '_';
        text[n++] = is_upper(camel.ptr[i]) ? (char)(camel.ptr[i] - 'A' + 'a') : camel.ptr[i];
    }
    return phs_slice_n(text, n);
}

/* Lists of objects that the provider writes as blocks in the singular. */
static struct phs_slice key_of(const struct shaping *shaping, struct phs_slice key) {
    static const char *const singular[][2] = {
        {"containers", "container"},
        {"initContainers", "init_container"},
        {"ephemeralContainers", "ephemeral_container"},
        {"rules", "rule"},
        {"subjects", "subject"},
        {"volumes", "volume"},
        {"volumeMounts", "volume_mount"},
        {"volumeClaimTemplates", "volume_claim_template"},
        {"tolerations", "toleration"},
        {"paths", "path"},
        {"metrics", "metric"},
        {"ports", "port"},
    };
    bool policy = shaping->kind && strcmp(shaping->kind->type, "kubernetes_network_policy") == 0;
    if (policy && phs_slice_is(key, "ports"))
        return key;
    for (size_t i = 0; i < sizeof singular / sizeof *singular; i++)
        if (phs_slice_is(key, singular[i][0]))
            return phs_slice(singular[i][1]);
    return phs_kubernetes_snake(shaping->arena, key);
}

/* Maps whose keys are the author's own. */
static bool has_own_keys(struct phs_slice key, const struct phs_value *value) {
    static const char *const names[] = {"labels",   "annotations", "matchLabels",    "nodeSelector",     "limits",
                                        "requests", "hard",        "parameters",     "volumeAttributes", "max",
                                        "min",      "default",     "defaultRequest", "capacity",         "overhead"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (phs_slice_is(key, names[i]))
            return phs_is(value, PHS_MAP);
    return phs_slice_is(key, "selector") && phs_is(value, PHS_MAP) && !phs_get(value, "matchLabels") &&
           !phs_get(value, "matchExpressions");
}

/* What a program substitutes before the manifest is applied is not known here. */
static const struct phs_value *shape_text(const struct shaping *shaping, const struct phs_value *value, bool shell) {
    if (phs_secretish_text(value->string))
        return phs_kubernetes_withheld(shaping->arena, value->place);
    if (shell || phs_slice_find(value->string, PHS_SLICE("${")) == (size_t)-1)
        return value;
    return phs_value_unknown(shaping->arena, PHS_WHY_VARIABLE, "a placeholder that is filled in before the manifest is applied",
                             value->place);
}

static const struct phs_value *shape(const struct shaping *shaping, const struct phs_value *value, bool shell, int depth);

static void add(struct phs_map_builder *map, struct phs_slice key, const struct phs_value *value) {
    phs_map_builder_set(map, key, value->place, value);
}

/* {name, value, valueFrom}: of a literal only what its name and shape tell is kept. */
static const struct phs_value *shape_variable(const struct shaping *shaping, const struct phs_value *variable, int depth) {
    const struct phs_value *name = phs_get(variable, "name"), *text = phs_get(variable, "value");
    const struct phs_value *from = phs_get(variable, "valueFrom");
    struct phs_map_builder map;
    phs_map_builder_init(&map, shaping->arena);
    if (name)
        add(&map, PHS_SLICE("name"), name);
    if (phs_is(from, PHS_MAP))
        add(&map, PHS_SLICE("value_from"), shape(shaping, from, false, depth + 1));
    else if (text && text->kind != PHS_NULL)
        add(&map, PHS_SLICE("value"), phs_kubernetes_withheld(shaping->arena, text->place));
    if (!phs_is(from, PHS_MAP) && phs_is(text, PHS_STRING) && phs_secretish(phs_text(name), text->string))
        add(&map, PHS_SLICE("looks_secret"), phs_value_bool(shaping->arena, true, text->place));
    if (!phs_is(from, PHS_MAP) && phs_is(text, PHS_STRING) && phs_switches_login_off(phs_text(name), text->string))
        add(&map, PHS_SLICE("switches_login_off"), phs_value_bool(shaping->arena, true, text->place));
    return phs_map_builder_done(&map, variable->place);
}

static const struct phs_value *shape_list(const struct shaping *shaping, const struct phs_value *list, bool shell,
                                          bool variables, int depth) {
    const struct phs_value **items = PHS_NEW_N(shaping->arena, const struct phs_value *, list->list.n);
    bool blocks = list->list.n > 0;
    for (size_t i = 0; i < list->list.n; i++) {
        const struct phs_value *item = list->list.at[i];
        items[i] =
            variables && phs_is(item, PHS_MAP) ? shape_variable(shaping, item, depth) : shape(shaping, item, shell, depth + 1);
        blocks &= phs_is(item, PHS_MAP);
    }
    struct phs_value *value = (struct phs_value *)(uintptr_t)phs_value_list(shaping->arena, items, list->list.n, list->place);
    value->flags |= blocks ? PHS_VALUE_BLOCKS : 0;
    return value;
}

/* The author's own keys with texts that are no secrets. kubectl keeps a whole manifest, with its secrets, in an annotation. */
static const struct phs_value *shape_own(const struct shaping *shaping, const struct phs_value *value) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, shaping->arena);
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        bool whole = phs_slice_ends(entry->key, "last-applied-configuration");
        const struct phs_value *text =
            phs_is(entry->value, PHS_STRING) ? shape_text(shaping, entry->value, false) : entry->value;
        phs_map_builder_set(&map, entry->key, entry->key_place,
                            whole ? phs_kubernetes_withheld(shaping->arena, entry->value->place) : text);
    }
    return phs_map_builder_done(&map, value->place);
}

static const struct phs_value *shape_map(const struct shaping *shaping, const struct phs_value *value, int depth) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, shaping->arena);
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        bool shell = phs_slice_is(entry->key, "command") || phs_slice_is(entry->key, "args");
        bool variables = phs_slice_is(entry->key, "env") && phs_is(entry->value, PHS_LIST);
        const struct phs_value *shaped = has_own_keys(entry->key, entry->value) ? shape_own(shaping, entry->value)
                                         : phs_is(entry->value, PHS_LIST)
                                             ? shape_list(shaping, entry->value, shell, variables, depth + 1)
                                             : shape(shaping, entry->value, shell, depth + 1);
        phs_map_builder_set(&map, key_of(shaping, entry->key), entry->key_place, shaped);
    }
    return phs_map_builder_done(&map, value->place);
}

static const struct phs_value *shape(const struct shaping *shaping, const struct phs_value *value, bool shell, int depth) {
    if (depth > PHS_KUBERNETES_MAX_DEPTH)
        return phs_value_unknown(shaping->arena, PHS_WHY_LIMIT, "the manifest is nested too deeply", value->place);
    if (value->kind == PHS_MAP)
        return shape_map(shaping, value, depth);
    if (value->kind == PHS_LIST)
        return shape_list(shaping, value, shell, false, depth);
    return value->kind == PHS_STRING ? shape_text(shaping, value, shell) : value;
}

/* The keys of secrets and config maps are their attribute; what stands behind them is not. */
static void add_keys(struct phs_arena *arena, struct phs_map_builder *map, const struct phs_value *manifest) {
    static const char *const places[] = {"data", "stringData", "binaryData"};
    PHS_VEC(const struct phs_value *) keys = {0};
    struct phs_place place = manifest->place;
    for (size_t p = 0; p < 3; p++) {
        const struct phs_value *data = phs_get(manifest, places[p]);
        for (size_t i = 0; phs_is(data, PHS_MAP) && i < data->map.n; i++) {
            place = keys.n ? place : data->place;
            PHS_PUSH(arena, keys, phs_value_string(arena, data->map.at[i].key, data->map.at[i].key_place));
        }
    }
    add(map, PHS_SLICE("keys"), phs_value_list(arena, keys.at, keys.n, place));
    add(map, PHS_SLICE("key_count"), phs_value_number(arena, (double)keys.n, place));
}

/* A key of a config map whose text looks like a secret: its name alone. */
static void add_secret_keys(struct phs_arena *arena, struct phs_map_builder *map, const struct phs_value *manifest) {
    const struct phs_value *data = phs_get(manifest, "data");
    PHS_VEC(const struct phs_value *) keys = {0};
    for (size_t i = 0; phs_is(data, PHS_MAP) && i < data->map.n; i++)
        if (phs_is(data->map.at[i].value, PHS_STRING) && phs_secretish(data->map.at[i].key, data->map.at[i].value->string))
            PHS_PUSH(arena, keys, phs_value_string(arena, data->map.at[i].key, data->map.at[i].value->place));
    add(map, PHS_SLICE("secret_keys"), phs_value_list(arena, keys.at, keys.n, manifest->place));
}

static bool is_data(struct phs_slice key) {
    return phs_slice_is(key, "data") || phs_slice_is(key, "stringData") || phs_slice_is(key, "binaryData");
}

const struct phs_value *phs_kubernetes_shape(struct phs_arena *arena, const struct phs_value *manifest,
                                             const struct phs_kubernetes_kind *kind) {
    const struct shaping shaping = {arena, kind};
    bool secret = kind && strcmp(kind->type, "kubernetes_secret") == 0;
    bool settings = kind && strcmp(kind->type, "kubernetes_config_map") == 0;
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < manifest->map.n; i++) {
        const struct phs_entry *entry = &manifest->map.at[i];
        if ((secret || settings) && is_data(entry->key))
            continue;
        const struct phs_value *shaped = phs_is(entry->value, PHS_MAP) && has_own_keys(entry->key, entry->value)
                                             ? shape_own(&shaping, entry->value)
                                             : shape(&shaping, entry->value, false, 1);
        phs_map_builder_set(&map, key_of(&shaping, entry->key), entry->key_place, shaped);
    }
    if (secret || settings)
        add_keys(arena, &map, manifest);
    if (settings)
        add_secret_keys(arena, &map, manifest);
    return phs_map_builder_done(&map, manifest->place);
}
