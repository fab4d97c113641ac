/* SPDX-License-Identifier: Apache-2.0 */
/* Modules: another Bicep file or a template beside, with the parameters that it is called with; and what is imported. */
#include "base/path.h"
#include "collect/bicep/instance.h"

const char *phs_bicep_path(struct phs_arena *arena, const char *from, struct phs_slice target) {
    if (!target.len || phs_slice_find(target, PHS_SLICE(":")) != (size_t)-1 || target.ptr[0] == '/')
        return NULL;
    char *path = phs_slice_dup(arena, target);
    return phs_path_clean(arena, phs_path_join(arena, phs_path_dir(arena, from), path));
}

/* ---- parameters of a module */

static void give(struct phs_bicep_instance *nested, struct phs_slice name, const struct phs_value *value,
                 const struct phs_value *lenient) {
    struct phs_bicep_given *given = PHS_NEW(nested->template->arena, struct phs_bicep_given);
    *given = (struct phs_bicep_given){value, lenient};
    phs_map_put(&nested->given, name, given);
}

static void give_all(struct phs_bicep_instance *nested, struct phs_arm_eval eval, const struct phs_bicep_expr *params) {
    struct phs_arm_eval lenient = eval;
    lenient.lenient = true;
    if (!params)
        return;
    const struct phs_value *strict = phs_bicep_value(eval, params), *names = phs_bicep_value(lenient, params);
    for (size_t i = 0; phs_is(strict, PHS_MAP) && i < strict->map.n; i++) {
        const struct phs_value *name = phs_get_slice(names, strict->map.at[i].key);
        give(nested, strict->map.at[i].key, strict->map.at[i].value, name ? name : strict->map.at[i].value);
    }
    /* Parameters that are not known as a whole: each of them is not. */
    for (size_t i = 0; phs_is(strict, PHS_UNKNOWN) && i < nested->unit->names.n; i++)
        give(nested, nested->unit->names.items[i].key, strict, strict);
}

/* {a: 1} -> {a: {value: 1}}, as templates in JSON take them. */
static const struct phs_value *as_values(struct phs_arm_eval eval, const struct phs_bicep_expr *params) {
    const struct phs_value *given = params ? phs_bicep_value(eval, params) : NULL;
    struct phs_map_builder map;
    phs_map_builder_init(&map, eval.template->arena);
    for (size_t i = 0; phs_is(given, PHS_MAP) && i < given->map.n; i++) {
        struct phs_map_builder one;
        phs_map_builder_init(&one, eval.template->arena);
        phs_map_builder_set(&one, PHS_SLICE("value"), given->map.at[i].key_place, given->map.at[i].value);
        phs_map_builder_set(&map, given->map.at[i].key, given->map.at[i].key_place,
                            phs_map_builder_done(&one, given->map.at[i].value->place));
    }
    return phs_map_builder_done(&map, params ? params->place : (struct phs_place){0});
}

/* ---- opening */

static struct phs_arm_template *begin(struct phs_arm_template *t, struct phs_arm_item *item, const char *path) {
    struct phs_arm_template *nested = PHS_NEW(t->arena, struct phs_arm_template);
    *nested = (struct phs_arm_template){.library = t->library, .arena = t->arena, .path = path, .outer = t};
    nested->depth = t->depth + 1;
    nested->prefix = phs_printf(t->arena, "%s%s.", t->prefix, item->name);
    nested->existence = item->existence;
    item->nested = nested;
    phs_arm_begin(nested, t->run);
    return nested;
}

static bool is_on_the_way(const struct phs_arm_template *t, const char *path) {
    for (; t; t = t->outer)
        if (strcmp(t->path, path) == 0)
            return true;
    return false;
}

static const char *why_unread(struct phs_arm_template *t, const struct phs_arm_item *item, const char *path) {
    struct phs_slice target = item->declaration->target;
    int n = target.len < 200 ? (int)target.len : 200;
    if (!path)
        return phs_printf(t->arena, "module %s (%.*s) is kept in a registry and was not read", item->name, n, target.ptr);
    if (is_on_the_way(t, path))
        return phs_printf(t->arena, "module %s (%s) leads to itself", item->name, path);
    if (t->depth >= PHS_ARM_MAX_NESTED)
        return phs_printf(t->arena, "module %s stands inside of more modules than are followed", item->name);
    return phs_printf(t->arena, "module %s: the file %s was not read", item->name, path);
}

void phs_bicep_open_module(struct phs_arm_template *t, struct phs_arm_item *item) {
    const struct phs_bicep_expr *params = phs_bicep_property(item->body, "params");
    const char *path = phs_bicep_path(t->arena, t->path, item->declaration->target);
    struct phs_arm_eval eval = {.template = t, .loop = item->loop, .path = ""};
    if (item->nested || item->unread || item->absent)
        return;
    bool follow = path && t->depth < PHS_ARM_MAX_NESTED && !is_on_the_way(t, path);
    struct phs_bicep_unit *unit = follow ? phs_map_gets(&t->library->units, path) : NULL;
    const struct phs_value *json = follow && !unit ? phs_map_gets(&t->library->templates, path) : NULL;
    if (!unit && !json) {
        item->unread = why_unread(t, item, path);
        return;
    }
    struct phs_arm_template *nested = begin(t, item, path);
    if (json) {
        nested->value = json;
        nested->given = as_values(eval, params);
        phs_arm_items(nested);
        return;
    }
    struct phs_bicep_instance *instance = phs_bicep_instance(nested, unit);
    give_all(instance, eval, params);
    phs_bicep_open(instance);
}

/* ---- what a module puts out */

static const struct phs_value *json_output(struct phs_arm_eval eval, struct phs_slice name) {
    const struct phs_value *output = phs_get_slice(phs_get(eval.template->value, "outputs"), name);
    const struct phs_value *value = phs_get(output, "value");
    return value ? phs_arm_value(eval, value) : NULL;
}

static const struct phs_value *bicep_output(struct phs_arm_eval eval, struct phs_slice name, struct phs_place place) {
    struct phs_arm_template *t = eval.template;
    const struct phs_bicep_declaration *d = phs_map_get(&t->bicep->unit->outputs, name);
    return d ? phs_bicep_declared(eval, t->bicep, d, place) : NULL;
}

const struct phs_value *phs_bicep_output(struct phs_arm_eval eval, struct phs_arm_item *item, struct phs_slice name,
                                         struct phs_place place) {
    phs_bicep_open_module(eval.template, item);
    if (item->unread)
        return phs_arm_unknown(eval, PHS_WHY_MODULE, place, "%s", item->unread);
    if (!item->nested)
        return phs_arm_unknown(eval, PHS_WHY_DATA, place, "module %s is not deployed", item->name);
    struct phs_arm_eval inner = {.template = item->nested, .path = "", .lenient = eval.lenient, .depth = eval.depth + 1};
    const struct phs_value *value = item->nested->bicep ? bicep_output(inner, name, place) : json_output(inner, name);
    return value ? value
                 : phs_arm_unknown(eval, PHS_WHY_ERROR, place, "module %s has no output %.*s", item->name, (int)name.len,
                                   name.ptr);
}

/* ---- imports */

static struct phs_bicep_instance *instance_of(struct phs_bicep_instance *in, struct phs_slice target) {
    struct phs_arm_template *t = in->template;
    const char *path = phs_bicep_path(t->arena, in->unit->path, target);
    struct phs_bicep_unit *unit = path ? phs_map_gets(&t->library->units, path) : NULL;
    struct phs_bicep_instance *have = unit ? phs_map_gets(&t->run->imports, path) : NULL;
    if (have || !unit)
        return have;
    struct phs_arm_template *bare = PHS_NEW(t->arena, struct phs_arm_template);
    *bare = (struct phs_arm_template){.library = t->library, .arena = t->arena, .path = path, .prefix = "", .outer = t};
    bare->depth = t->depth + 1;
    phs_arm_begin(bare, t->run);
    have = phs_bicep_instance(bare, unit);
    phs_map_puts(&t->run->imports, path, have);
    return have;
}

static struct phs_bicep_instance *found_in(struct phs_bicep_instance *in, struct phs_slice target, struct phs_slice name,
                                           const struct phs_bicep_declaration **ret_declaration) {
    struct phs_bicep_instance *other = in->template->depth < PHS_BICEP_MAX_DEPTH ? instance_of(in, target) : NULL;
    const struct phs_bicep_declaration *d = other ? phs_map_get(&other->unit->names, name) : NULL;
    if (!d || (d->what != PHS_BICEP_VAR && d->what != PHS_BICEP_FUNC))
        return NULL;
    *ret_declaration = d;
    return other;
}

struct phs_bicep_instance *phs_bicep_imported(struct phs_bicep_instance *in, struct phs_slice name,
                                              const struct phs_bicep_declaration **ret_declaration) {
    for (size_t i = 0; i < in->unit->file->declarations.n; i++) {
        const struct phs_bicep_declaration *d = in->unit->file->declarations.at[i];
        for (size_t k = 0; d->what == PHS_BICEP_IMPORT && k < d->imports.n; k++)
            if (phs_slice_eq(d->imports.at[k].as, name))
                return found_in(in, d->target, d->imports.at[k].name, ret_declaration);
    }
    return NULL;
}

struct phs_bicep_instance *phs_bicep_imported_as(struct phs_bicep_instance *in, struct phs_slice alias, struct phs_slice name,
                                                 const struct phs_bicep_declaration **ret_declaration) {
    for (size_t i = 0; i < in->unit->file->declarations.n; i++) {
        const struct phs_bicep_declaration *d = in->unit->file->declarations.at[i];
        if (d->what == PHS_BICEP_IMPORT && d->name.len && phs_slice_eq(d->name, alias))
            return found_in(in, d->target, name, ret_declaration);
    }
    return NULL;
}
