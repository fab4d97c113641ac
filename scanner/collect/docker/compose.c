/* SPDX-License-Identifier: Apache-2.0 */
/* A Compose file -> one resource a service. */
#include "base/path.h"
#include "collect/docker/compose_parts.h"
#include "collect/settings.h"
#include "model/image.h"

enum { MOST_SERVICES = 2000, MOST_NAME = 200 };

bool phs_is_compose_file(const char *path) {
    struct phs_slice name = phs_slice(phs_path_base(path));
    return (phs_slice_starts(name, "docker-compose") || phs_slice_starts(name, "compose")) &&
           (phs_slice_ends(name, ".yml") || phs_slice_ends(name, ".yaml"));
}

static const struct phs_value *flag(struct phs_compose *c, const struct phs_value *service, const char *key,
                                    struct phs_place place) {
    const struct phs_value *value = phs_compose_filled(c, phs_compose_setting(c, service, key));
    if (phs_is(value, PHS_STRING))
        return phs_value_bool(c->arena, phs_slice_is(value->string, "true"), value->place);
    if (value)
        return value;
    struct phs_value *made = (struct phs_value *)(uintptr_t)phs_value_bool(c->arena, false, place);
    made->flags |= PHS_VALUE_DEFAULT;
    return made;
}

static const struct phs_value *names_of(struct phs_compose *c, const struct phs_value *value, struct phs_place place) {
    struct phs_compose_items made = {0};
    if (phs_is(value, PHS_UNKNOWN))
        return value;
    if (phs_is(value, PHS_STRING))
        PHS_PUSH(c->arena, made.at, phs_compose_filled(c, value));
    for (size_t i = 0; phs_is(value, PHS_LIST) && i < value->list.n; i++) {
        const struct phs_value *item = value->list.at[i];
        PHS_PUSH(c->arena, made.at,
                 phs_compose_filled(c, phs_is(item, PHS_MAP) && phs_get(item, "source") ? phs_get(item, "source") : item));
    }
    for (size_t i = 0; phs_is(value, PHS_MAP) && i < value->map.n; i++)
        PHS_PUSH(c->arena, made.at, phs_compose_text(c, value->map.at[i].key, value->map.at[i].key_place));
    return phs_compose_list(c, &made, value ? value->place : place, false);
}

/* A file that only changes services of another one: what is absent there may stand in the other. */
static bool is_whole(struct phs_compose *c, const struct phs_value *service) {
    if (phs_slice_find(phs_slice(phs_path_base(c->file->path)), PHS_SLICE("override")) != (size_t)-1)
        return false;
    return phs_compose_setting(c, service, "build") || phs_compose_setting(c, service, "image");
}

static const struct phs_value *attributes_of(struct phs_compose *c, struct phs_slice name, const struct phs_value *service,
                                             struct phs_place place) {
    static const char *const texts[] = {"network_mode", "pid", "ipc", "uts", "cgroup", "userns_mode", "restart", "user"};
    static const char *const lists[] = {"cap_add", "cap_drop", "secrets", "security_opt", "devices", "env_file"};
    struct phs_map_builder map;
    phs_map_builder_init(&map, c->arena);
    phs_map_builder_put(&map, "name", phs_compose_text(c, name, place));
    phs_map_builder_put(&map, "image",
                        phs_image_value(c->arena, phs_compose_filled(c, phs_compose_setting(c, service, "image"))));
    phs_map_builder_put(&map, "built", phs_value_bool(c->arena, phs_compose_setting(c, service, "build") != NULL, place));
    phs_map_builder_put(&map, "whole", phs_value_bool(c->arena, is_whole(c, service), place));
    phs_map_builder_put(&map, "privileged", flag(c, service, "privileged", place));
    phs_map_builder_put(&map, "read_only", flag(c, service, "read_only", place));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        phs_map_builder_put(&map, texts[i], phs_compose_filled(c, phs_compose_setting(c, service, texts[i])));
    phs_map_builder_put(&map, "kept_from_root", phs_compose_kept_from_root(c, phs_map_builder_get(&map, PHS_SLICE("user"))));
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        phs_map_builder_put(&map, lists[i], names_of(c, phs_compose_setting(c, service, lists[i]), place));
    phs_map_builder_put(&map, "port", phs_compose_ports(c, service, place));
    phs_compose_set_mounts(c, service, &map, place);
    phs_map_builder_put(&map, "env", phs_compose_env(c, service, place));
    phs_map_builder_put(&map, "labels",
                        phs_is(phs_compose_setting(c, service, "labels"), PHS_MAP) ? phs_compose_setting(c, service, "labels")
                                                                                   : NULL);
    phs_compose_set_shields(c, service, &map, place);
    return phs_map_builder_done(&map, place);
}

static const char *address_of(struct phs_compose *c, struct phs_slice name) {
    return phs_printf(c->arena, "%s/%.*s", c->file->path, (int)name.len, name.ptr);
}

/* Services of this file that a service names in depends_on or as a host in its environment. */
static void mention_services(struct phs_compose *c, struct phs_resource *resource, const struct phs_value *service) {
    const struct phs_value *depends = names_of(c, phs_compose_setting(c, service, "depends_on"), resource->place);
    const struct phs_value *env = phs_compose_setting(c, service, "environment");
    struct phs_compose_variable found;
    for (size_t i = 0; phs_is(depends, PHS_LIST) && i < depends->list.n; i++) {
        struct phs_slice name = phs_text(depends->list.at[i]);
        if (phs_get_slice(c->services, name))
            phs_graph_mention(c->file->graph, resource, PHS_SENDS_TO, address_of(c, name), "depends_on",
                              depends->list.at[i]->place);
    }
    for (size_t i = 0; i < phs_compose_variable_count(env); i++) {
        if (!phs_compose_variable_at(c, env, i, &found) || !phs_is(found.value, PHS_STRING) || found.name.len > MOST_NAME)
            continue;
        const struct phs_value *literal = phs_compose_filled(c, found.value);
        if (phs_get_slice(c->services, phs_text(literal)))
            phs_graph_mention(c->file->graph, resource, PHS_SENDS_TO, address_of(c, phs_text(literal)), "environment",
                              found.place);
        else if (phs_is(literal, PHS_STRING))
            phs_settings_mention(c->file->graph, resource, "environment", found.name, literal->string, false, found.place);
    }
}

static void add_service(struct phs_compose *c, const struct phs_entry *entry) {
    struct phs_resource *resource =
        phs_graph_add(c->file->graph, c->file->root, c->file->environment, "compose_service", address_of(c, entry->key));
    resource->name = phs_slice_dup(c->arena, entry->key);
    resource->collector = "compose";
    resource->place = entry->key_place.source ? entry->key_place : entry->value->place;
    resource->attributes = attributes_of(c, entry->key, entry->value, resource->place);
    mention_services(c, resource, entry->value);
}

/* The first version of the format had the services at the top. */
static bool is_first_version(const struct phs_value *value) {
    bool service = false;
    for (size_t i = 0; phs_is(value, PHS_MAP) && i < value->map.n; i++)
        service |= phs_get(value->map.at[i].value, "image") || phs_get(value->map.at[i].value, "build");
    return service && !phs_get(value, "version") && !phs_get(value, "include");
}

size_t phs_compose_read(const struct phs_docker_file *file, struct phs_slice bytes) {
    struct phs_compose c = {.arena = file->graph->arena, .file = file};
    struct phs_source *source = PHS_NEW(c.arena, struct phs_source);
    const struct phs_value *value = NULL;
    struct phs_err err = {0};
    size_t added = 0;
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = phs_strdup(c.arena, file->path)};
    phs_map_init(&c.bases, c.arena);
    if (phs_yaml_parse_one(c.arena, source, bytes, &phs_compose_yaml, &value, &err) != PHS_OK) {
        phs_graph_cover(file->graph, "file", file->path, PHS_NOT_READ, false, phs_strdup(c.arena, err.text),
                        (struct phs_place){0});
        return 0;
    }
    c.services = phs_get(value, "services");
    c.volumes = phs_get(value, "volumes");
    if (!c.services && is_first_version(value))
        c.services = value;
    for (size_t i = 0; phs_is(c.services, PHS_MAP) && i < c.services->map.n && added < MOST_SERVICES; i++) {
        const struct phs_entry *entry = &c.services->map.at[i];
        if (!phs_is(entry->value, PHS_MAP) || entry->key.len > MOST_NAME)
            continue;
        add_service(&c, entry);
        added++;
    }
    return added;
}

void phs_compose_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes) {
    const struct phs_docker_file file = {graph, "example", "", path, false, NULL};
    phs_compose_read(&file, bytes);
}
