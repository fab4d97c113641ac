/* SPDX-License-Identifier: Apache-2.0 */
/* What the files compose_*.c share: one Compose file while it is read. */
#ifndef PHS_COLLECT_DOCKER_COMPOSE_PARTS_H
#define PHS_COLLECT_DOCKER_COMPOSE_PARTS_H

#include "collect/docker/parts.h"
#include "parse/yaml.h"

struct phs_compose {
    struct phs_arena *arena;
    const struct phs_docker_file *file;
    const struct phs_value *services, *volumes;
    struct phs_map bases; /* path -> a file that services of this one extend */
};

struct phs_compose_items {
    PHS_VEC(const struct phs_value *) at;
};

/* ---- compose_setting.c: how Compose files are read, also the ones that others extend. */
extern const struct phs_yaml_options phs_compose_yaml;
/* A text with its variables put in; an unknown where one has no default; any other value as it is. */
const struct phs_value *phs_compose_filled(struct phs_compose *c, const struct phs_value *value);
/* The service's own setting, or that of the service that it extends, of this file or another; NULL where nobody has it. */
const struct phs_value *phs_compose_setting(struct phs_compose *c, const struct phs_value *service, const char *key);
const struct phs_value *phs_compose_list(struct phs_compose *c, const struct phs_compose_items *items, struct phs_place place,
                                         bool blocks);
const struct phs_value *phs_compose_text(struct phs_compose *c, struct phs_slice value, struct phs_place place);

/* ---- compose_ports.c */
const struct phs_value *phs_compose_ports(struct phs_compose *c, const struct phs_value *service, struct phs_place place);

/* ---- compose_mounts.c: host_paths and runtime_socket. */
void phs_compose_set_mounts(struct phs_compose *c, const struct phs_value *service, struct phs_map_builder *map,
                            struct phs_place place);

/* ---- compose_env.c: `environment`, a map or a list. */
struct phs_compose_variable {
    struct phs_slice name;
    const struct phs_value *value; /* NULL: taken from the environment */
    struct phs_place place;
};
size_t phs_compose_variable_count(const struct phs_value *env);
/* False for what is no variable. */
bool phs_compose_variable_at(struct phs_compose *c, const struct phs_value *env, size_t i,
                             struct phs_compose_variable *ret_found);
/* Names, and of the values what they are like: nothing of them. */
const struct phs_value *phs_compose_env(struct phs_compose *c, const struct phs_value *service, struct phs_place place);

/* ---- compose_shields.c: memory_limited, no_new_privileges, unconfined, healthcheck. */
void phs_compose_set_shields(struct phs_compose *c, const struct phs_value *service, struct phs_map_builder *map,
                             struct phs_place place);
const struct phs_value *phs_compose_kept_from_root(struct phs_compose *c, const struct phs_value *user);

#endif
