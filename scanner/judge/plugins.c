/* SPDX-License-Identifier: Apache-2.0 */
/* Loading plugins. Code from a plugin runs with our rights, so whoever can change the file can do what we can: that is why its
 * whole path is looked at, and looked at before the object is opened. */
#include "judge/plugins.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A sticky folder such as /tmp lets nobody replace the files of others. */
static bool others_may_write(const struct stat *info) {
    return (info->st_mode & (S_IWGRP | S_IWOTH)) != 0 && !(S_ISDIR(info->st_mode) && (info->st_mode & S_ISVTX));
}

static bool trusted_owner(const struct stat *info) {
    return info->st_uid == 0 || info->st_uid == geteuid();
}

/* The file and every folder above it, on the path without symbolic links. */
static enum phs_code check_path(const char *full, struct phs_err *err) {
    char part[PATH_MAX];
    struct stat info;
    size_t len = strlen(full);
    memcpy(part, full, len + 1);
    for (;;) {
        if (stat(part, &info) != 0)
            return phs_fail(err, PHS_E_IO, "the plugin's path %s cannot be looked at", part);
        if (others_may_write(&info) || !trusted_owner(&info))
            return phs_fail(err, PHS_E_USAGE, "the plugin %s is refused: others may change %s", full, part);
        char *slash = strrchr(part, '/');
        if (!slash || part[1] == '\0')
            return PHS_OK;
        slash[slash == part ? 1 : 0] = '\0';
    }
}

static bool inside(const char *full, const char *folder) {
    char target[PATH_MAX];
    if (!realpath(folder, target))
        return false;
    size_t len = strlen(target);
    return strncmp(full, target, len) == 0 && (full[len] == '/' || full[len] == '\0');
}

static enum phs_code check_targets(struct phs_arena *arena, const char *full, const struct phs_scope *scope,
                                   struct phs_err *err) {
    for (size_t i = 0; i < scope->targets.n; i++) {
        const char *path = scope->targets.at[i].path;
        const char *there = path[0] == '/' ? path : phs_printf(arena, "%s/%s", scope->folder ? scope->folder : ".", path);
        if (scope->targets.at[i].kind != PHS_TARGET_ENDPOINT && inside(full, there))
            return phs_fail(err, PHS_E_USAGE, "the plugin %s is refused: it lies inside the target %s", full, path);
    }
    return PHS_OK;
}

static enum phs_code check_version(const char *what, const char *full, uint32_t size, uint32_t wanted, uint32_t version,
                                   struct phs_err *err) {
    if (version == PHS_API_VERSION && size >= wanted)
        return PHS_OK;
    return phs_fail(err, PHS_E_USAGE, "the plugin %s has a %s of API version %u; this phiscope speaks version %u", full, what,
                    version, PHS_API_VERSION);
}

static enum phs_code add_check(struct phs_catalogue *catalogue, const char *full, const struct phs_check *code,
                               struct phs_err *err) {
    enum phs_code failed = check_version("check", full, code->size, sizeof *code, code->version, err);
    if (failed)
        return failed;
    if (!code->id || !code->name || !code->types || !code->judge || !code->safeguard)
        return phs_fail(err, PHS_E_USAGE, "the plugin %s has a check without id, name, types, safeguard or function", full);
    if (phs_catalogue_check(catalogue, code->id))
        return phs_fail(err, PHS_E_USAGE, "the plugin %s brings check %s, which exists already", full, code->id);
    struct phs_check_info *check = PHS_NEW(catalogue->arena, struct phs_check_info);
    *check = (struct phs_check_info){.id = phs_strdup(catalogue->arena, code->id),
                                     .name = phs_strdup(catalogue->arena, code->name),
                                     .category = "PLUGIN",
                                     .severity = PHS_SEV_MEDIUM,
                                     .kind = PHS_CHECK_PLUGIN,
                                     .why = phs_strdup(catalogue->arena, code->why),
                                     .remedy = phs_strdup(catalogue->arena, code->remedy),
                                     .safeguard = phs_catalogue_safeguard(catalogue, code->safeguard),
                                     .code = code};
    if (!check->safeguard)
        return phs_fail(err, PHS_E_USAGE, "the plugin %s: check %s names the safeguard %s, which does not exist", full,
                        code->id, code->safeguard);
    check->has_severity = code->severity && phs_severity_parse(phs_slice(code->severity), &check->severity);
    phs_map_puts(&catalogue->check_by_id, check->id, check);
    PHS_PUSH(catalogue->arena, catalogue->checks, check);
    return PHS_OK;
}

static enum phs_code add_collector(struct phs_arena *arena, const char *full, const struct phs_collector *collector,
                                   struct phs_plugins *plugins, struct phs_err *err) {
    enum phs_code failed = check_version("collector", full, collector->size, sizeof *collector, collector->version, err);
    if (failed)
        return failed;
    if (!collector->name || !collector->globs || !collector->collect)
        return phs_fail(err, PHS_E_USAGE, "the plugin %s has a collector without name, globs or function", full);
    PHS_PUSH(arena, plugins->collectors, collector);
    return PHS_OK;
}

static int by_id(const void *a, const void *b) {
    return strcmp((*(struct phs_check_info *const *)a)->id, (*(struct phs_check_info *const *)b)->id);
}

static enum phs_code join(struct phs_arena *arena, const char *full, const struct phs_plugin *plugin,
                          struct phs_catalogue *catalogue, struct phs_plugins *plugins, struct phs_err *err) {
    enum phs_code code = check_version("descriptor", full, plugin->size, sizeof *plugin, plugin->version, err);
    for (const struct phs_check *const *check = plugin->checks; !code && check && *check; check++)
        code = add_check(catalogue, full, *check, err);
    for (const struct phs_collector *const *one = plugin->collectors; !code && one && *one; one++)
        code = add_collector(arena, full, *one, plugins, err);
    if (!code && catalogue->checks.n)
        qsort(catalogue->checks.at, catalogue->checks.n, sizeof *catalogue->checks.at, by_id);
    return code;
}

enum phs_code phs_plugin_load(struct phs_arena *arena, const char *path, const struct phs_scope *scope,
                              struct phs_catalogue *catalogue, struct phs_plugins *ret_plugins, struct phs_err *err) {
    char full[PATH_MAX];
    if (!realpath(path, full))
        return phs_fail(err, PHS_E_MISSING, "there is no plugin %s", path);
    enum phs_code code = check_path(full, err);
    if (!code)
        code = check_targets(arena, full, scope, err);
    if (code)
        return code;
    void *object = dlopen(full, RTLD_NOW | RTLD_LOCAL);
    if (!object)
        return phs_fail(err, PHS_E_USAGE, "the plugin %s cannot be loaded: %s", full, dlerror());
    const struct phs_plugin *plugin = dlsym(object, "phs_plugin");
    if (!plugin)
        return phs_fail(err, PHS_E_USAGE, "the plugin %s exports no phs_plugin", full);
    return join(arena, full, plugin, catalogue, ret_plugins, err);
}
