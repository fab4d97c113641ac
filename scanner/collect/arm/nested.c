/* SPDX-License-Identifier: Apache-2.0 */
/* Deployments inside a deployment: their template stands inside, or in a file beside. */
#include "base/path.h"
#include "collect/arm/template.h"

/* templateLink.relativePath, from the folder of the template that says so. */
static const struct phs_value *beside(struct phs_arm_template *t, const struct phs_arm_item *item, const char **ret_path) {
    const struct phs_value *relative = phs_get_path(item->raw, "properties.templateLink.relativePath");
    struct phs_arm_eval eval = {.template = t, .loop = item->loop, .path = ""};
    relative = relative ? phs_arm_value(eval, relative) : NULL;
    if (!phs_is(relative, PHS_STRING))
        return NULL;
    const char *path = phs_slice_dup(t->arena, relative->string);
    path = phs_path_clean(t->arena, phs_path_join(t->arena, phs_path_dir(t->arena, t->path), path));
    *ret_path = path;
    return phs_map_gets(&t->library->templates, path);
}

static bool is_on_the_way(const struct phs_arm_template *t, const struct phs_value *value) {
    for (; t; t = t->outer)
        if (t->value == value)
            return true;
    return false;
}

/* Outer scope: its expressions mean the parameters and variables around it. */
static void share(struct phs_arm_template *nested, const struct phs_arm_template *t) {
    const struct phs_value *parameters = phs_get(t->value, "parameters"), *variables = phs_get(t->value, "variables");
    if (parameters)
        nested->value = phs_value_with(t->arena, nested->value, PHS_SLICE("parameters"), parameters);
    if (variables)
        nested->value = phs_value_with(t->arena, nested->value, PHS_SLICE("variables"), variables);
    nested->given = t->given;
}

void phs_arm_open_nested(struct phs_arm_template *t, struct phs_arm_item *item) {
    const struct phs_value *properties = phs_get(item->raw, "properties"), *inner = phs_get(properties, "template");
    struct phs_slice scope = phs_text(phs_get_path(properties, "expressionEvaluationOptions.scope"));
    const char *path = t->path;
    bool outside = !inner;
    if (outside)
        inner = beside(t, item, &path);
    if (!phs_is(inner, PHS_MAP) || t->depth >= PHS_ARM_MAX_NESTED || is_on_the_way(t, inner)) {
        item->unread = phs_printf(t->arena, "the template of nested deployment %s is not in this file", item->name);
        return;
    }
    struct phs_arm_template *nested = PHS_NEW(t->arena, struct phs_arm_template);
    struct phs_arm_eval eval = {.template = t, .loop = item->loop, .path = ""};
    *nested = (struct phs_arm_template){.library = t->library, .arena = t->arena, .path = path, .outer = t};
    nested->depth = t->depth + 1;
    nested->prefix = phs_printf(t->arena, "%s%s.", t->prefix, item->name);
    nested->value = inner;
    const struct phs_value *given = phs_get(properties, "parameters");
    nested->given = given ? phs_arm_value(eval, given) : NULL;
    if (outside)
        phs_map_puts(&t->library->parts, path, t->library);
    else if (!phs_slice_ieq(scope, PHS_SLICE("inner")))
        share(nested, t);
    nested->existence = item->existence;
    item->nested = nested;
    phs_arm_begin(nested, t->run);
    phs_arm_items(nested);
}
