/* SPDX-License-Identifier: Apache-2.0 */
/* `targets:` of the scope file: lists by kind, each item a path or a map. */
#include "collect/scope_parts.h"

#include <arpa/inet.h>

enum { MOST_TARGETS = 10000 };

struct target_key {
    const char *key;
    enum phs_target_kind kind;
    const char *locator;     /* key of the map that says where: path or address */
    const char *const *keys; /* all keys of the map */
};

static const char *const infrastructure_keys[] = {"path", "environment", "var_files", NULL};
static const char *const repository_keys[] = {"path", "environment", "history", NULL};
static const char *const endpoint_keys[] = {"address",   "environment", "owned", "ca", "ct_logs", "proxy", "client_certificate",
                                            "addresses", "client_key",  NULL};
static const char *const inventory_keys[] = {"path", "mapping", NULL};
static const char *const feed_keys[] = {"path", "environment", NULL};

static const struct target_key kinds[] = {
    {"infrastructure", PHS_TARGET_INFRASTRUCTURE, "path", infrastructure_keys},
    {"repositories", PHS_TARGET_REPOSITORY, "path", repository_keys},
    {"endpoints", PHS_TARGET_ENDPOINT, "address", endpoint_keys},
    {"vendors", PHS_TARGET_VENDORS, "path", inventory_keys},
    {"customers", PHS_TARGET_CUSTOMERS, "path", inventory_keys},
    {"assets", PHS_TARGET_ASSETS, "path", inventory_keys},
    {"resources", PHS_TARGET_RESOURCES, "path", feed_keys},
};

static void lost(struct phs_entry_reader *reader) {
    reader->scope->target_lost = true;
}

static void add(struct phs_entry_reader *reader, const struct target_key *kind, struct phs_target target) {
    struct phs_scope *scope = reader->scope;
    if (scope->targets.n >= MOST_TARGETS) {
        phs_entry_problem(reader, target.place, "more than %d targets; this one is not read", MOST_TARGETS);
        lost(reader);
        return;
    }
    target.kind = kind->kind;
    PHS_PUSH(reader->arena, scope->targets, target);
}

/* {field: "Column header"}; what is no text is passed over by a sentence here, so that inventories need not look again. */
static const struct phs_value *read_mapping(struct phs_entry_reader *reader, const struct phs_value *map) {
    const struct phs_value *mapping = phs_get(map, "mapping");
    if (!phs_entry_map(reader, mapping, "mapping"))
        return NULL;
    for (size_t i = 0; i < mapping->map.n; i++)
        if (!phs_is(mapping->map.at[i].value, PHS_STRING))
            phs_entry_problem(reader, mapping->map.at[i].key_place, "mapping: %.*s is %s where a column header is expected",
                              (int)(mapping->map.at[i].key.len > 80 ? 80 : mapping->map.at[i].key.len),
                              mapping->map.at[i].key.ptr, phs_kind_words(mapping->map.at[i].value));
    return mapping;
}

/* IP addresses; what is none is passed over with a sentence. */
static void read_addresses(struct phs_entry_reader *reader, const struct phs_value *map, struct phs_target *target) {
    struct phs_entry_list list = phs_entry_texts(reader, map, "addresses");
    uint8_t bytes[16];
    for (size_t i = 0; i < list.items.n; i++)
        if (inet_pton(AF_INET, list.items.at[i], bytes) == 1 || inet_pton(AF_INET6, list.items.at[i], bytes) == 1)
            PHS_PUSH(reader->arena, target->addresses, list.items.at[i]);
        else
            phs_entry_problem(reader, map->place, "addresses: %.80s is no IP address", list.items.at[i]);
}

static void read_map(struct phs_entry_reader *reader, const struct target_key *kind, const struct phs_value *map) {
    struct phs_target target = {.place = map->place};
    phs_entry_keys(reader, map, phs_printf(reader->arena, "a target of %s", kind->key), kind->keys);
    target.path = phs_entry_text(reader, map, kind->locator);
    if (!target.path) {
        phs_entry_problem(reader, map->place, "a target of %s has no %s; it is not read", kind->key, kind->locator);
        lost(reader);
        return;
    }
    const char *environment = phs_entry_text(reader, map, "environment");
    target.environment = environment ? environment : "";
    PHS_TAKE_TEXTS(target.var_files, phs_entry_texts(reader, map, "var_files"));
    target.mapping = read_mapping(reader, map);
    static const char *const depths[] = {"all", "head", NULL};
    const char *depth = phs_entry_word(reader, map, "history", depths);
    if (depth)
        target.history = strcmp(depth, "all") == 0 ? PHS_HISTORY_ALL : PHS_HISTORY_HEAD;
    target.owned = phs_entry_bool(reader, map, "owned", false);
    target.ca = phs_entry_text(reader, map, "ca");
    target.ct_logs = phs_entry_text(reader, map, "ct_logs");
    target.proxy = phs_entry_text(reader, map, "proxy");
    read_addresses(reader, map, &target);
    target.client_certificate = phs_entry_text(reader, map, "client_certificate");
    target.client_key = phs_entry_text(reader, map, "client_key");
    add(reader, kind, target);
}

static void read_target(struct phs_entry_reader *reader, const struct target_key *kind, const struct phs_value *value) {
    if (phs_is(value, PHS_MAP)) {
        read_map(reader, kind, value);
        return;
    }
    const char *text = phs_scalar_text(reader->arena, value);
    if (!text || !*text) {
        phs_entry_problem(reader, value->place, "%s holds %s where a %s is expected; it is not read", kind->key,
                          text ? "an empty text" : phs_kind_words(value), kind->locator);
        lost(reader);
        return;
    }
    add(reader, kind, (struct phs_target){.path = text, .environment = "", .place = value->place});
}

static void read_kind(struct phs_entry_reader *reader, const struct target_key *kind, const struct phs_value *value) {
    if (!value || phs_is(value, PHS_NULL))
        return;
    if (!phs_is(value, PHS_LIST)) {
        read_target(reader, kind, value);
        return;
    }
    for (size_t i = 0; i < value->list.n; i++)
        read_target(reader, kind, value->list.at[i]);
}

void phs_scope_targets(struct phs_entry_reader *reader, const struct phs_value *map) {
    const char *keys[sizeof kinds / sizeof kinds[0] + 1] = {0};
    size_t before = reader->scope->problems.n;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        keys[i] = kinds[i].key;
    if (!phs_entry_map(reader, map, "targets")) {
        reader->scope->target_lost = reader->scope->problems.n > before;
        return;
    }
    phs_entry_keys(reader, map, "targets", keys);
    if (reader->scope->problems.n > before) /* targets under a misspelt kind */
        lost(reader);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        read_kind(reader, &kinds[i], phs_get(map, kinds[i].key));
}
