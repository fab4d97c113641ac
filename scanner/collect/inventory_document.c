/* SPDX-License-Identifier: Apache-2.0 */
/* An inventory as YAML or JSON: a list of maps, a map that holds that list, or a map from name to map. */
#include "collect/inventory_parts.h"

enum { DEEPEST_NEST = 4 };

static bool among(struct phs_slice key, const char *const *words) {
    for (; words && *words; words++)
        if (phs_slice_ieq(key, phs_slice(*words)))
            return true;
    return false;
}

static bool is_repeats(const struct phs_inventory *inventory, const struct phs_entry *entry) {
    return inventory->spec->repeats && phs_slice_ieq(entry->key, phs_slice(inventory->spec->repeats)) &&
           phs_is(entry->value, PHS_LIST);
}

static void fill(struct phs_inventory *inventory, struct phs_inventory_row *row, const struct phs_value *map, int depth) {
    for (size_t i = 0; i < map->map.n; i++) {
        const struct phs_entry *entry = &map->map.at[i];
        enum phs_header_match match;
        if (is_repeats(inventory, entry))
            continue;
        if (phs_is(entry->value, PHS_MAP) && among(entry->key, inventory->spec->nests) && depth < DEEPEST_NEST) {
            fill(inventory, row, entry->value, depth + 1);
            continue;
        }
        int mapped = phs_mapped_field(inventory, entry->key);
        int field = mapped != PHS_NO_FIELD ? mapped : phs_header_field(inventory, entry->key, &match);
        if (field == PHS_NO_FIELD) {
            phs_column_unused(inventory, entry->key);
            continue;
        }
        phs_column_used(inventory, field, entry->key, mapped != PHS_NO_FIELD);
        if (!row->raw[field] || mapped != PHS_NO_FIELD)
            row->raw[field] = entry->value;
    }
}

static void add_map(struct phs_inventory *inventory, const struct phs_value *map, const struct phs_value *name) {
    const struct phs_value *repeats = inventory->spec->repeats ? phs_get(map, inventory->spec->repeats) : NULL;
    size_t n = phs_is(repeats, PHS_LIST) && repeats->list.n > 0 ? repeats->list.n : 1;
    for (size_t i = 0; i < n; i++) {
        const struct phs_value *inner = phs_is(repeats, PHS_LIST) && repeats->list.n > 0 ? repeats->list.at[i] : NULL;
        struct phs_inventory_row *row = phs_inventory_add_row(inventory, inner ? inner->place : map->place);
        if (phs_is(inner, PHS_MAP))
            fill(inventory, row, inner, 0);
        fill(inventory, row, map, 0);
        if (name && !row->raw[0])
            row->raw[0] = name;
    }
}

static void add_item(struct phs_inventory *inventory, const struct phs_value *item, const struct phs_value *name) {
    if (phs_is(item, PHS_MAP))
        add_map(inventory, item, name);
    else if (phs_is(item, PHS_STRING) && !name)
        phs_inventory_add_row(inventory, item->place)->raw[0] = item;
    else
        phs_inventory_note(inventory, item->place, true, "a %s is expected to be a map of its fields; it is passed over",
                           inventory->spec->noun);
}

static void add_list(struct phs_inventory *inventory, const struct phs_value *list) {
    for (size_t i = 0; i < list->list.n; i++)
        add_item(inventory, list->list.at[i], NULL);
}

/* {OpenAI: {...}, Twilio: {...}} */
static void add_named(struct phs_inventory *inventory, const struct phs_value *map) {
    for (size_t i = 0; i < map->map.n; i++) {
        const struct phs_entry *entry = &map->map.at[i];
        add_item(inventory, entry->value, phs_value_string(inventory->graph->arena, entry->key, entry->key_place));
    }
}

enum phs_code phs_inventory_document(struct phs_inventory *inventory, const struct phs_value *root, struct phs_err *err) {
    const struct phs_value *value = root;
    for (size_t i = 0; phs_is(root, PHS_MAP) && i < root->map.n; i++)
        if (among(root->map.at[i].key, inventory->spec->lists))
            value = root->map.at[i].value;
    if (phs_is(value, PHS_LIST))
        add_list(inventory, value);
    else if (phs_is(value, PHS_MAP))
        add_named(inventory, value);
    else
        return phs_fail(err, PHS_E_INPUT, "%s holds no list of %s", inventory->path, inventory->spec->kind);
    return PHS_OK;
}
