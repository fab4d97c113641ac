/* SPDX-License-Identifier: Apache-2.0 */
/* The environment of a service: names, and of the values only what they are like. */
#include "collect/docker/compose_parts.h"
#include "model/login_switch.h"
#include "model/secretish.h"

static const struct phs_value *variable(struct phs_compose *c, struct phs_slice name, const struct phs_value *value,
                                        struct phs_place place) {
    struct phs_map_builder map;
    bool literal = phs_is(value, PHS_STRING) && !phs_is(phs_compose_filled(c, value), PHS_UNKNOWN);
    phs_map_builder_init(&map, c->arena);
    phs_map_builder_put(&map, "name", phs_compose_text(c, name, place));
    phs_map_builder_put(
        &map, "from",
        phs_compose_text(c, phs_slice(literal || (value && value->kind != PHS_STRING) ? "literal" : "environment"), place));
    phs_map_builder_put(
        &map, "secret",
        phs_value_bool(c->arena, literal && phs_secretish(name, phs_text(phs_compose_filled(c, value))), place));
    const char *known = phs_scalar_text(c->arena, value ? phs_compose_filled(c, value) : NULL);
    phs_map_builder_put(&map, "switches_login_off",
                        phs_value_bool(c->arena, known && phs_switches_login_off(name, phs_slice(known)), place));
    return phs_map_builder_done(&map, place);
}

/* {NAME: value} or a list of "NAME=value". */
bool phs_compose_variable_at(struct phs_compose *c, const struct phs_value *env, size_t i,
                             struct phs_compose_variable *ret_found) {
    if (phs_is(env, PHS_MAP)) {
        const struct phs_entry *entry = &env->map.at[i];
        *ret_found = (struct phs_compose_variable){entry->key, entry->value->kind == PHS_NULL ? NULL : entry->value,
                                                   entry->value->place};
        return true;
    }
    struct phs_slice whole = phs_text(env->list.at[i]);
    if (!whole.len)
        return false;
    const char *equals = memchr(whole.ptr, '=', whole.len);
    size_t n = equals ? (size_t)(equals - whole.ptr) : whole.len;
    *ret_found = (struct phs_compose_variable){
        phs_slice_n(whole.ptr, n),
        equals ? phs_compose_text(c, phs_slice_n(equals + 1, whole.len - n - 1), env->list.at[i]->place) : NULL,
        env->list.at[i]->place};
    return true;
}

size_t phs_compose_variable_count(const struct phs_value *env) {
    return phs_is(env, PHS_MAP) ? env->map.n : phs_is(env, PHS_LIST) ? env->list.n : 0;
}

const struct phs_value *phs_compose_env(struct phs_compose *c, const struct phs_value *service, struct phs_place place) {
    const struct phs_value *env = phs_compose_setting(c, service, "environment");
    struct phs_compose_items made = {0};
    struct phs_compose_variable found;
    if (phs_is(env, PHS_UNKNOWN))
        return env;
    for (size_t i = 0; i < phs_compose_variable_count(env); i++)
        if (phs_compose_variable_at(c, env, i, &found))
            PHS_PUSH(c->arena, made.at, variable(c, found.name, found.value, found.place));
    return phs_compose_list(c, &made, place, true);
}
