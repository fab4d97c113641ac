/* SPDX-License-Identifier: Apache-2.0 */
/* The resources of a template: loops unrolled, children brought up beside their parents, names worked out. */
#include "collect/arm/template.h"

struct around {
    const char *type, *name; /* of the parent, or NULL */
    const struct phs_value *existence;
    const struct phs_arm_loop *loop;
    int depth;
};

static void add_all(struct phs_arm_template *t, const struct phs_value *resources, struct around around);

char *phs_arm_lower(struct phs_arena *arena, const char *text) {
    char *copy = phs_strdup(arena, text);
    for (char *c = copy; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c + 32);
    return copy;
}

/* False: it is not made. An open condition is the doubt about its existence. */
static bool exists(struct phs_arm_eval eval, const struct phs_value *raw, const struct phs_value **existence) {
    const struct phs_value *condition = phs_get(raw, "condition");
    condition = condition ? phs_arm_value(eval, condition) : NULL;
    if (phs_is(condition, PHS_UNKNOWN))
        *existence = condition;
    return !phs_is(condition, PHS_BOOL) || condition->boolean;
}

/* "Microsoft.KeyVault/vaults/providers/diagnosticSettings", "phi/Microsoft.Insights/logs": a setting about phi. */
static void place_extension(struct phs_arm_template *t, struct phs_arm_item *item) {
    const char *providers = strstr(item->type, "/providers/"), *provider = strstr(item->name, "/Microsoft.");
    if (!providers || !provider)
        return;
    const char *slash = strchr(provider + 1, '/');
    item->host = phs_printf(t->arena, "%s%.*s/%.*s", t->prefix, (int)(providers - item->type), item->type,
                            (int)(provider - item->name), item->name);
    if (slash)
        item->type = phs_printf(t->arena, "%.*s/%s", (int)(slash - provider - 1), provider + 1, providers + 11);
}

bool phs_arm_is_deployment(const struct phs_arm_item *item) {
    return phs_slice_ieq(phs_slice(item->type), PHS_SLICE("Microsoft.Resources/deployments"));
}

void phs_arm_add_item(struct phs_arm_template *t, struct phs_arm_item *item) {
    const char *name = phs_printf(t->arena, "%s/%s", item->type, item->name);
    const char *key = phs_printf(t->arena, "%s%s", t->prefix, name);
    item->address = item->shown ? phs_printf(t->arena, "%s%s/%s", t->prefix, item->type, item->shown) : key;
    PHS_PUSH(t->arena, t->items, item);
    phs_map_puts(&t->by_address, phs_arm_lower(t->arena, key), item);
    if (!item->existing && !item->absent)
        phs_map_puts(&t->run->by_name, phs_arm_lower(t->arena, name), item);
}

static void add_one(struct phs_arm_template *t, const struct phs_value *raw, const char *symbol, struct around around) {
    struct phs_arm_eval eval = {.template = t, .loop = around.loop, .path = ""};
    struct phs_arm_item *item = PHS_NEW(t->arena, struct phs_arm_item);
    const char *type = phs_slice_dup(t->arena, phs_text(phs_get(raw, "type")));
    const char *name = phs_arm_name(eval, phs_get(raw, "name"));
    *item = (struct phs_arm_item){.raw = raw, .loop = around.loop, .symbol = symbol, .existence = around.existence};
    if (!*type || t->items.n >= PHS_ARM_MAX_ITEMS || phs_is_true(phs_get(raw, "existing")) ||
        !exists(eval, raw, &item->existence))
        return;
    bool child = around.type && !strchr(type, '.');
    item->type = child ? phs_printf(t->arena, "%s/%s", around.type, type) : type;
    item->name = child ? phs_printf(t->arena, "%s/%s", around.name, name) : name;
    if (around.type && !child)
        item->host = phs_printf(t->arena, "%s%s/%s", t->prefix, around.type, around.name);
    place_extension(t, item);
    item->place = raw->place;
    phs_arm_add_item(t, item);
    const struct phs_value *children = phs_get(raw, "resources");
    struct around below = {item->type, item->name, item->existence, around.loop, around.depth + 1};
    if (children && around.depth < PHS_ARM_MAX_NESTED)
        add_all(t, children, below);
}

static size_t rounds(struct phs_arm_eval eval, const struct phs_value *copy) {
    const struct phs_value *count = phs_get(copy, "count");
    count = count ? phs_arm_value(eval, count) : NULL;
    if (phs_is(count, PHS_NUMBER) && count->number.value >= 0 && count->number.value <= PHS_ARM_MAX_COPIES)
        return (size_t)count->number.value;
    return 1;
}

static void add(struct phs_arm_template *t, const struct phs_value *raw, const char *symbol, struct around around) {
    struct phs_arm_eval eval = {.template = t, .loop = around.loop, .path = ""};
    const struct phs_value *copy = phs_get(raw, "copy"), *count = phs_get(copy, "count");
    if (!phs_is(raw, PHS_MAP))
        return;
    if (!phs_is(copy, PHS_MAP)) {
        add_one(t, raw, symbol, around);
        return;
    }
    count = count ? phs_arm_value(eval, count) : NULL;
    if (phs_is(count, PHS_UNKNOWN))
        around.existence = count;
    size_t n = rounds(eval, copy);
    for (size_t i = 0; i < n && t->items.n < PHS_ARM_MAX_ITEMS; i++) {
        struct phs_arm_loop *loop = PHS_NEW(t->arena, struct phs_arm_loop);
        *loop = (struct phs_arm_loop){.name = phs_text(phs_get(copy, "name")), .index = i, .outer = around.loop};
        struct around inside = around;
        inside.loop = loop;
        add_one(t, raw, symbol, inside);
    }
}

static void add_all(struct phs_arm_template *t, const struct phs_value *resources, struct around around) {
    for (size_t i = 0; phs_is(resources, PHS_LIST) && i < resources->list.n; i++)
        add(t, resources->list.at[i], NULL, around);
    for (size_t i = 0; phs_is(resources, PHS_MAP) && i < resources->map.n; i++)
        add(t, resources->map.at[i].value, phs_slice_dup(t->arena, resources->map.at[i].key), around);
}

void phs_arm_items(struct phs_arm_template *template) {
    add_all(template, phs_get(template->value, "resources"), (struct around){.existence = template->existence});
    size_t n = template->items.n;
    for (size_t i = 0; i < n; i++)
        if (phs_arm_is_deployment(template->items.at[i]))
            phs_arm_open_nested(template, template->items.at[i]);
}
