/* SPDX-License-Identifier: Apache-2.0 */
/* A Compose file -> one resource a service, short and long syntax brought to one form. Variables take their default; without
 * one they are not known, because the shell or an .env file gives them. */
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "collect/docker/parts.h"
#include "collect/settings.h"
#include "model/image.h"
#include "model/login_switch.h"
#include "model/secretish.h"
#include "parse/yaml.h"

enum { MOST_SERVICES = 2000, DEEPEST = 64, MOST_NAME = 200 };

struct compose {
    struct phs_arena *arena;
    const struct phs_docker_file *file;
    const struct phs_value *services, *volumes;
    struct phs_map bases; /* path -> struct base_file * */
};

struct items {
    PHS_VEC(const struct phs_value *) at;
};

bool phs_is_compose_file(const char *path) {
    struct phs_slice name = phs_slice(phs_path_base(path));
    return (phs_slice_starts(name, "docker-compose") || phs_slice_starts(name, "compose")) &&
           (phs_slice_ends(name, ".yml") || phs_slice_ends(name, ".yaml"));
}

static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Behind the variable at i (text[i] is the $): its default is put out, or *ret_unknown set. */
static size_t put_default(struct phs_slice text, size_t i, struct phs_buf *out, bool *ret_unknown) {
    size_t n = i + 1;
    if (n < text.len && text.ptr[n] == '$') {
        phs_buf_putc(out, '$');
        return n + 1;
    }
    if (n == text.len || text.ptr[n] != '{') {
        while (n < text.len && is_name(text.ptr[n]))
            n++;
        *ret_unknown = true;
        return n;
    }
    while (++n < text.len && is_name(text.ptr[n]))
        continue;
    size_t end = n;
    while (end < text.len && text.ptr[end] != '}')
        end++;
    bool colon = n < end && text.ptr[n] == ':';
    size_t word = n + colon + 1;
    if (n + colon < end && text.ptr[n + colon] == '-' && !memchr(text.ptr + word, '$', end - word))
        phs_buf_add(out, text.ptr + word, end - word);
    else
        *ret_unknown = true;
    return end < text.len ? end + 1 : end;
}

static const struct phs_value *filled(struct compose *c, const struct phs_value *value) {
    if (!phs_is(value, PHS_STRING) || !memchr(value->string.ptr, '$', value->string.len))
        return value;
    struct phs_buf out;
    bool unknown = false;
    phs_buf_init(&out, 1 << 20);
    for (size_t i = 0; i < value->string.len;) {
        if (value->string.ptr[i] == '$') {
            i = put_default(value->string, i, &out, &unknown);
        } else {
            phs_buf_putc(&out, value->string.ptr[i]);
            i++;
        }
    }
    const struct phs_value *made =
        unknown || out.failed
            ? phs_value_unknown(c->arena, PHS_WHY_VARIABLE, "a variable without a default in the Compose file", value->place)
            : phs_value_string(c->arena, phs_slice_n(phs_strndup(c->arena, phs_buf_text(&out), out.len), out.len),
                               value->place);
    phs_buf_done(&out);
    return made;
}

static const struct phs_yaml_options as_compose = {
    .allow_duplicates = true, .max_bytes = 4 << 20, .max_depth = DEEPEST, .max_nodes = 200000};

/* A file that services of another one extend. */
struct base_file {
    const struct phs_value *services; /* NULL: it could not be read */
    const char *path;
};

static const struct base_file *base_file(struct compose *c, const char *from, const struct phs_value *name) {
    struct phs_slice text = phs_text(filled(c, name)), bytes;
    const struct phs_value *value = NULL;
    if (!c->file->folder || !text.len || text.ptr[0] == '/')
        return NULL;
    const char *path =
        phs_path_clean(c->arena, phs_path_join(c->arena, phs_path_dir(c->arena, from), phs_slice_dup(c->arena, text)));
    struct base_file *file = phs_map_gets(&c->bases, path);
    if (file)
        return file;
    file = PHS_NEW(c->arena, struct base_file);
    struct phs_source *source = PHS_NEW(c->arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = path};
    file->path = path;
    phs_map_puts(&c->bases, path, file);
    if (strncmp(path, "..", 2) != 0 && phs_file_read_in(c->arena, c->file->folder, path, 4 << 20, &bytes, NULL) == PHS_OK &&
        phs_yaml_parse_one(c->arena, source, bytes, &as_compose, &value, NULL) == PHS_OK)
        file->services = phs_get(value, "services");
    return file;
}

/* The service's own setting, or that of the service that it extends, of this file or another. */
static const struct phs_value *setting(struct compose *c, const struct phs_value *service, const char *key) {
    const struct phs_value *services = c->services;
    const char *path = c->file->path;
    for (int depth = 0; depth < 8 && service; depth++) {
        const struct phs_value *value = phs_get(service, key), *extends = phs_get(service, "extends");
        if (value && value->kind != PHS_NULL)
            return value;
        struct phs_slice name = phs_is(extends, PHS_MAP) ? phs_text(phs_get(extends, "service")) : phs_text(extends);
        const struct phs_value *other = phs_get(extends, "file");
        const struct base_file *file = name.len && other ? base_file(c, path, other) : NULL;
        if (name.len && other && (!file || !phs_get_slice(file->services, name)))
            return phs_value_unknown(c->arena, PHS_WHY_UNREAD, "the service extends one of another file", extends->place);
        services = file ? file->services : services;
        path = file ? file->path : path;
        service = name.len ? phs_get_slice(services, name) : NULL;
    }
    return NULL;
}

static const struct phs_value *list_of(struct compose *c, const struct items *items, struct phs_place place, bool blocks) {
    struct phs_value *made = (struct phs_value *)(uintptr_t)phs_value_list(c->arena, items->at.at, items->at.n, place);
    made->flags |= blocks ? PHS_VALUE_BLOCKS : 0;
    return made;
}

static const struct phs_value *text(struct compose *c, struct phs_slice value, struct phs_place place) {
    return phs_value_string(c->arena, value, place);
}

static const struct phs_value *flag(struct compose *c, const struct phs_value *service, const char *key,
                                    struct phs_place place) {
    const struct phs_value *value = filled(c, setting(c, service, key));
    if (phs_is(value, PHS_STRING))
        return phs_value_bool(c->arena, phs_slice_is(value->string, "true"), value->place);
    if (value)
        return value;
    struct phs_value *made = (struct phs_value *)(uintptr_t)phs_value_bool(c->arena, false, place);
    made->flags |= PHS_VALUE_DEFAULT;
    return made;
}

/* The part behind the last colon outside brackets is cut off text; empty when there is no colon. */
static struct phs_slice cut_last(struct phs_slice *text) {
    int depth = 0;
    for (size_t i = text->len; i > 0; i--) {
        char ch = text->ptr[i - 1];
        depth += ch == ']' || ch == '}' ? 1 : ch == '[' || ch == '{' ? -1 : 0;
        if (ch == ':' && depth == 0) {
            struct phs_slice part = phs_slice_n(text->ptr + i, text->len - i);
            text->len = i - 1;
            return part;
        }
    }
    return (struct phs_slice){0};
}

static const struct phs_value *port(struct compose *c, struct phs_slice target, const struct phs_value *published,
                                    const struct phs_value *host, struct phs_place place) {
    struct phs_map_builder map;
    struct phs_slice number, rest = target;
    double value;
    phs_map_builder_init(&map, c->arena);
    if (phs_slice_cut(&rest, '/', &number) && phs_slice_number(number, &value))
        phs_docker_set(&map, "target", phs_value_number(c->arena, value, place));
    else
        phs_docker_set(&map, "target", text(c, target, place));
    phs_docker_set(&map, "published", published);
    if (!host) {
        struct phs_value *all = (struct phs_value *)(uintptr_t)text(c, PHS_SLICE("0.0.0.0"), place);
        all->flags |= PHS_VALUE_DEFAULT;
        host = all;
    }
    phs_docker_set(&map, "host_ip", host);
    struct phs_slice address = phs_text(host);
    bool local = phs_slice_starts(address, "127.") || phs_slice_is(address, "::1") || phs_slice_is(address, "[::1]") ||
                 phs_slice_is(address, "localhost");
    phs_docker_set(&map, "all_interfaces", phs_is(host, PHS_UNKNOWN) ? host : phs_value_bool(c->arena, !local, place));
    return phs_map_builder_done(&map, place);
}

/* [HOST:][PUBLISHED:]TARGET[/PROTOCOL] */
static const struct phs_value *short_port(struct compose *c, const struct phs_value *value) {
    value = filled(c, value);
    if (phs_is(value, PHS_UNKNOWN))
        return value;
    const char *scalar = phs_scalar_text(c->arena, value);
    struct phs_slice rest = phs_slice(scalar ? scalar : ""), target = cut_last(&rest);
    if (!target.ptr)
        return port(c, rest, NULL, NULL, value->place);
    struct phs_slice published = cut_last(&rest), host = {0};
    if (published.ptr)
        host = rest;
    else
        published = rest;
    return port(c, target, text(c, published, value->place), host.len ? text(c, host, value->place) : NULL, value->place);
}

/* "6379-6380:6379-6380" is one entry for each port of the target. */
static void add_short_ports(struct compose *c, struct items *made, const struct phs_value *value) {
    enum { MOST_PORTS = 256 };
    const struct phs_value *whole = short_port(c, value);
    struct phs_slice target = phs_text(phs_get(whole, "target")), first, rest = target;
    double from, to;
    if (!phs_slice_cut(&rest, '-', &first) || !phs_slice_number(first, &from) || !phs_slice_number(rest, &to)) {
        PHS_PUSH(c->arena, made->at, whole);
        return;
    }
    for (double number = from; number <= to && number < from + MOST_PORTS; number++)
        PHS_PUSH(c->arena, made->at,
                 port(c, phs_slice(phs_printf(c->arena, "%.0f", number)), phs_get(whole, "published"),
                      phs_get(whole, "host_ip"), value->place));
}

static const struct phs_value *ports_of(struct compose *c, const struct phs_value *service, struct phs_place place) {
    const struct phs_value *ports = setting(c, service, "ports");
    struct items made = {0};
    if (phs_is(ports, PHS_UNKNOWN))
        return ports;
    for (size_t i = 0; phs_is(ports, PHS_LIST) && i < ports->list.n; i++) {
        const struct phs_value *item = ports->list.at[i];
        if (phs_is(item, PHS_MAP)) {
            const char *target = phs_scalar_text(c->arena, filled(c, phs_get(item, "target")));
            const struct phs_value *published = filled(c, phs_get(item, "published"));
            PHS_PUSH(c->arena, made.at,
                     port(c, phs_slice(target ? target : "?"), published, filled(c, phs_get(item, "host_ip")), item->place));
        } else {
            add_short_ports(c, &made, item);
        }
    }
    return list_of(c, &made, place, true);
}

/* A named volume that is a folder of the machine by its options: driver_opts {type: none, o: bind, device: /srv}. */
static const struct phs_value *bound_volume(struct compose *c, struct phs_slice name) {
    const struct phs_value *options = phs_get(phs_get_slice(c->volumes, name), "driver_opts");
    bool binds = phs_slice_find(phs_text(phs_get(options, "o")), PHS_SLICE("bind")) != (size_t)-1;
    return binds ? filled(c, phs_get(options, "device")) : NULL;
}

/* Folder of the machine that a service mounts, or NULL: SOURCE:TARGET[:MODE], where a source without a slash is a named volume.
 */
static const struct phs_value *host_path(struct compose *c, const struct phs_value *volume) {
    if (phs_is(volume, PHS_MAP) && phs_slice_is(phs_text(phs_get(volume, "type")), "volume"))
        return bound_volume(c, phs_text(phs_get(volume, "source")));
    if (phs_is(volume, PHS_MAP))
        return phs_slice_is(phs_text(phs_get(volume, "type")), "bind") ? filled(c, phs_get(volume, "source")) : NULL;
    volume = filled(c, volume);
    if (phs_is(volume, PHS_UNKNOWN))
        return volume;
    struct phs_slice rest = phs_text(volume), source;
    if (!phs_slice_cut(&rest, ':', &source) || !rest.len || !source.len)
        return NULL;
    return strchr("/.~", source.ptr[0]) ? text(c, source, volume->place) : bound_volume(c, source);
}

static void set_mounts(struct compose *c, const struct phs_value *service, struct phs_map_builder *map,
                       struct phs_place place) {
    const struct phs_value *volumes = setting(c, service, "volumes");
    struct items paths = {0};
    bool socket = false;
    if (phs_is(volumes, PHS_UNKNOWN)) {
        phs_docker_set(map, "host_paths", volumes);
        phs_docker_set(map, "runtime_socket", volumes);
        return;
    }
    for (size_t i = 0; phs_is(volumes, PHS_LIST) && i < volumes->list.n; i++) {
        const struct phs_value *path = host_path(c, volumes->list.at[i]);
        if (!path)
            continue;
        socket |= phs_slice_ends(phs_text(path), "docker.sock") || phs_slice_ends(phs_text(path), "containerd.sock") ||
                  phs_slice_ends(phs_text(path), "podman.sock");
        PHS_PUSH(c->arena, paths.at, path);
    }
    phs_docker_set(map, "host_paths", list_of(c, &paths, place, false));
    phs_docker_set(map, "runtime_socket", phs_value_bool(c->arena, socket, place));
}

static const struct phs_value *variable(struct compose *c, struct phs_slice name, const struct phs_value *value,
                                        struct phs_place place) {
    struct phs_map_builder map;
    bool literal = phs_is(value, PHS_STRING) && !phs_is(filled(c, value), PHS_UNKNOWN);
    phs_map_builder_init(&map, c->arena);
    phs_docker_set(&map, "name", text(c, name, place));
    phs_docker_set(&map, "from",
                   text(c, phs_slice(literal || (value && value->kind != PHS_STRING) ? "literal" : "environment"), place));
    phs_docker_set(&map, "secret", phs_value_bool(c->arena, literal && phs_secretish(name, phs_text(filled(c, value))), place));
    const char *known = phs_scalar_text(c->arena, value ? filled(c, value) : NULL);
    phs_docker_set(&map, "switches_login_off",
                   phs_value_bool(c->arena, known && phs_switches_login_off(name, phs_slice(known)), place));
    return phs_map_builder_done(&map, place);
}

struct found_variable {
    struct phs_slice name;
    const struct phs_value *value; /* NULL: taken from the environment */
    struct phs_place place;
};

/* {NAME: value} or a list of "NAME=value". */
static bool variable_at(struct compose *c, const struct phs_value *env, size_t i, struct found_variable *ret_found) {
    if (phs_is(env, PHS_MAP)) {
        const struct phs_entry *entry = &env->map.at[i];
        *ret_found =
            (struct found_variable){entry->key, entry->value->kind == PHS_NULL ? NULL : entry->value, entry->value->place};
        return true;
    }
    struct phs_slice whole = phs_text(env->list.at[i]);
    if (!whole.len)
        return false;
    const char *equals = memchr(whole.ptr, '=', whole.len);
    size_t n = equals ? (size_t)(equals - whole.ptr) : whole.len;
    *ret_found = (struct found_variable){
        phs_slice_n(whole.ptr, n), equals ? text(c, phs_slice_n(equals + 1, whole.len - n - 1), env->list.at[i]->place) : NULL,
        env->list.at[i]->place};
    return true;
}

static size_t variable_count(const struct phs_value *env) {
    return phs_is(env, PHS_MAP) ? env->map.n : phs_is(env, PHS_LIST) ? env->list.n : 0;
}

static const struct phs_value *env_of(struct compose *c, const struct phs_value *service, struct phs_place place) {
    const struct phs_value *env = setting(c, service, "environment");
    struct items made = {0};
    struct found_variable found;
    if (phs_is(env, PHS_UNKNOWN))
        return env;
    for (size_t i = 0; i < variable_count(env); i++)
        if (variable_at(c, env, i, &found))
            PHS_PUSH(c->arena, made.at, variable(c, found.name, found.value, found.place));
    return list_of(c, &made, place, true);
}

static const struct phs_value *names_of(struct compose *c, const struct phs_value *value, struct phs_place place) {
    struct items made = {0};
    if (phs_is(value, PHS_UNKNOWN))
        return value;
    if (phs_is(value, PHS_STRING))
        PHS_PUSH(c->arena, made.at, filled(c, value));
    for (size_t i = 0; phs_is(value, PHS_LIST) && i < value->list.n; i++) {
        const struct phs_value *item = value->list.at[i];
        PHS_PUSH(c->arena, made.at,
                 filled(c, phs_is(item, PHS_MAP) && phs_get(item, "source") ? phs_get(item, "source") : item));
    }
    for (size_t i = 0; phs_is(value, PHS_MAP) && i < value->map.n; i++)
        PHS_PUSH(c->arena, made.at, text(c, value->map.at[i].key, value->map.at[i].key_place));
    return list_of(c, &made, value ? value->place : place, false);
}

/* Options of the runtime: "name:value" or "name=value". */
static bool has_option(struct compose *c, const struct phs_value *options, const char *name, const char *value) {
    for (size_t i = 0; phs_is(options, PHS_LIST) && i < options->list.n; i++) {
        struct phs_slice option = phs_text(filled(c, options->list.at[i]));
        size_t n = strlen(name);
        if (!phs_slice_starts(option, name) || (option.len > n && option.ptr[n] != ':' && option.ptr[n] != '='))
            continue;
        struct phs_slice is = option.len > n ? phs_slice_n(option.ptr + n + 1, option.len - n - 1) : PHS_SLICE("true");
        if (phs_slice_is(is, value))
            return true;
    }
    return false;
}

/* One of the shields between the service and the kernel is taken away. */
static bool is_unconfined(struct compose *c, const struct phs_value *options) {
    return has_option(c, options, "seccomp", "unconfined") || has_option(c, options, "apparmor", "unconfined") ||
           has_option(c, options, "systempaths", "unconfined") || has_option(c, options, "label", "disable");
}

static const struct phs_value *kept_from_root(struct compose *c, const struct phs_value *user) {
    struct phs_slice rest = phs_text(user), name;
    const char *number = phs_is(user, PHS_NUMBER) ? phs_scalar_text(c->arena, user) : NULL;
    if (!user || phs_is(user, PHS_UNKNOWN))
        return user;
    if (number)
        rest = phs_slice(number);
    if (!phs_slice_cut(&rest, ':', &name))
        name = rest;
    return phs_value_bool(c->arena, !phs_slice_is(name, "root") && !phs_slice_is(name, "0"), user->place);
}

static const struct phs_value *set_or_unread(struct compose *c, const struct phs_value *value, bool is,
                                             struct phs_place place) {
    return phs_is(value, PHS_UNKNOWN) ? value : phs_value_bool(c->arena, is, place);
}

static void set_limits(struct compose *c, const struct phs_value *service, struct phs_map_builder *map,
                       struct phs_place place) {
    const struct phs_value *deploy = setting(c, service, "deploy"), *memory = setting(c, service, "mem_limit");
    const struct phs_value *options = setting(c, service, "security_opt");
    memory = memory && memory->kind != PHS_UNKNOWN ? memory
             : phs_is(deploy, PHS_UNKNOWN)         ? deploy
                                                   : phs_get_path(deploy, "resources.limits.memory");
    phs_docker_set(map, "memory_limited", set_or_unread(c, memory, memory != NULL, place));
    phs_docker_set(map, "no_new_privileges",
                   set_or_unread(c, options, has_option(c, options, "no-new-privileges", "true"), place));
    phs_docker_set(map, "unconfined", set_or_unread(c, options, is_unconfined(c, options), place));
    phs_docker_set(map, "healthcheck", phs_value_bool(c->arena, setting(c, service, "healthcheck") != NULL, place));
}

/* A file that only changes services of another one: what is absent there may stand in the other. */
static bool is_whole(struct compose *c, const struct phs_value *service) {
    if (phs_slice_find(phs_slice(phs_path_base(c->file->path)), PHS_SLICE("override")) != (size_t)-1)
        return false;
    return setting(c, service, "build") || setting(c, service, "image");
}

static const struct phs_value *attributes_of(struct compose *c, struct phs_slice name, const struct phs_value *service,
                                             struct phs_place place) {
    static const char *const texts[] = {"network_mode", "pid", "ipc", "uts", "cgroup", "userns_mode", "restart", "user"};
    static const char *const lists[] = {"cap_add", "cap_drop", "secrets", "security_opt", "devices", "env_file"};
    struct phs_map_builder map;
    phs_map_builder_init(&map, c->arena);
    phs_docker_set(&map, "name", text(c, name, place));
    phs_docker_set(&map, "image", phs_image_value(c->arena, filled(c, setting(c, service, "image"))));
    phs_docker_set(&map, "built", phs_value_bool(c->arena, setting(c, service, "build") != NULL, place));
    phs_docker_set(&map, "whole", phs_value_bool(c->arena, is_whole(c, service), place));
    phs_docker_set(&map, "privileged", flag(c, service, "privileged", place));
    phs_docker_set(&map, "read_only", flag(c, service, "read_only", place));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        phs_docker_set(&map, texts[i], filled(c, setting(c, service, texts[i])));
    phs_docker_set(&map, "kept_from_root", kept_from_root(c, phs_map_builder_get(&map, PHS_SLICE("user"))));
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        phs_docker_set(&map, lists[i], names_of(c, setting(c, service, lists[i]), place));
    phs_docker_set(&map, "port", ports_of(c, service, place));
    set_mounts(c, service, &map, place);
    phs_docker_set(&map, "env", env_of(c, service, place));
    phs_docker_set(&map, "labels", phs_is(setting(c, service, "labels"), PHS_MAP) ? setting(c, service, "labels") : NULL);
    set_limits(c, service, &map, place);
    return phs_map_builder_done(&map, place);
}

static const char *address_of(struct compose *c, struct phs_slice name) {
    return phs_printf(c->arena, "%s/%.*s", c->file->path, (int)name.len, name.ptr);
}

/* Services of this file that a service names in depends_on or as a host in its environment. */
static void mention_services(struct compose *c, struct phs_resource *resource, const struct phs_value *service) {
    const struct phs_value *depends = names_of(c, setting(c, service, "depends_on"), resource->place);
    const struct phs_value *env = setting(c, service, "environment");
    struct found_variable found;
    for (size_t i = 0; phs_is(depends, PHS_LIST) && i < depends->list.n; i++) {
        struct phs_slice name = phs_text(depends->list.at[i]);
        if (phs_get_slice(c->services, name))
            phs_graph_mention(c->file->graph, resource, PHS_SENDS_TO, address_of(c, name), "depends_on",
                              depends->list.at[i]->place);
    }
    for (size_t i = 0; i < variable_count(env); i++) {
        if (!variable_at(c, env, i, &found) || !phs_is(found.value, PHS_STRING) || found.name.len > MOST_NAME)
            continue;
        const struct phs_value *literal = filled(c, found.value);
        if (phs_get_slice(c->services, phs_text(literal)))
            phs_graph_mention(c->file->graph, resource, PHS_SENDS_TO, address_of(c, phs_text(literal)), "environment",
                              found.place);
        else if (phs_is(literal, PHS_STRING))
            phs_settings_mention(c->file->graph, resource, "environment", found.name, literal->string, false, found.place);
    }
}

static void add_service(struct compose *c, const struct phs_entry *entry) {
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
    struct compose c = {.arena = file->graph->arena, .file = file};
    struct phs_source *source = PHS_NEW(c.arena, struct phs_source);
    const struct phs_value *value = NULL;
    struct phs_err err = {0};
    size_t added = 0;
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = phs_strdup(c.arena, file->path)};
    phs_map_init(&c.bases, c.arena);
    if (phs_yaml_parse_one(c.arena, source, bytes, &as_compose, &value, &err) != PHS_OK) {
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
