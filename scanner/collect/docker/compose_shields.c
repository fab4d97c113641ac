/* SPDX-License-Identifier: Apache-2.0 */
/* What stands between a service and the kernel of its machine: user, options of the runtime, limits. */
#include "collect/docker/compose_parts.h"

/* Options of the runtime: "name:value" or "name=value". */
static bool has_option(struct phs_compose *c, const struct phs_value *options, const char *name, const char *value) {
    for (size_t i = 0; phs_is(options, PHS_LIST) && i < options->list.n; i++) {
        struct phs_slice option = phs_text(phs_compose_filled(c, options->list.at[i]));
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
static bool is_unconfined(struct phs_compose *c, const struct phs_value *options) {
    return has_option(c, options, "seccomp", "unconfined") || has_option(c, options, "apparmor", "unconfined") ||
           has_option(c, options, "systempaths", "unconfined") || has_option(c, options, "label", "disable");
}

const struct phs_value *phs_compose_kept_from_root(struct phs_compose *c, const struct phs_value *user) {
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

static const struct phs_value *set_or_unread(struct phs_compose *c, const struct phs_value *value, bool is,
                                             struct phs_place place) {
    return phs_is(value, PHS_UNKNOWN) ? value : phs_value_bool(c->arena, is, place);
}

void phs_compose_set_shields(struct phs_compose *c, const struct phs_value *service, struct phs_map_builder *map,
                             struct phs_place place) {
    const struct phs_value *deploy = phs_compose_setting(c, service, "deploy"),
                           *memory = phs_compose_setting(c, service, "mem_limit");
    const struct phs_value *options = phs_compose_setting(c, service, "security_opt");
    memory = memory && memory->kind != PHS_UNKNOWN ? memory
             : phs_is(deploy, PHS_UNKNOWN)         ? deploy
                                                   : phs_get_path(deploy, "resources.limits.memory");
    phs_map_builder_put(map, "memory_limited", set_or_unread(c, memory, memory != NULL, place));
    phs_map_builder_put(map, "no_new_privileges",
                        set_or_unread(c, options, has_option(c, options, "no-new-privileges", "true"), place));
    phs_map_builder_put(map, "unconfined", set_or_unread(c, options, is_unconfined(c, options), place));
    phs_map_builder_put(map, "healthcheck",
                        phs_value_bool(c->arena, phs_compose_setting(c, service, "healthcheck") != NULL, place));
}
