/* SPDX-License-Identifier: Apache-2.0 */
/* Resources and modules by the names that the file gives them, and what is asked of them: what the file itself says is known,
 * the rest is known once they are deployed. */
#include "collect/bicep/instance.h"

static bool is_bound(struct phs_arm_eval eval, struct phs_slice name) {
    for (const struct phs_arm_loop *loop = eval.loop; loop; loop = loop->outer)
        if (loop->value && phs_slice_eq(loop->variable, name))
            return true;
    return false;
}

static struct phs_bicep_made *made_of(struct phs_arm_eval eval, const struct phs_bicep_expr *expr) {
    if (expr->kind == PHS_BICEP_NAME)
        return is_bound(eval, expr->text) ? NULL : phs_bicep_made(eval.template->bicep, expr->text);
    struct phs_arm_item *item = expr->kind == PHS_BICEP_NESTED ? phs_bicep_item(eval, expr->left) : NULL;
    return item ? phs_bicep_made_inside(eval.template->bicep, item, expr->text) : NULL;
}

static struct phs_arm_item *chosen(struct phs_arm_eval eval, const struct phs_bicep_expr *expr) {
    struct phs_bicep_made *made = made_of(eval, expr->left);
    if (!made || !made->items.n || made->busy)
        return NULL;
    const struct phs_value *index = phs_bicep_value(eval, expr->right);
    if (made->open)
        return made->items.at[0];
    if (!phs_is(index, PHS_NUMBER) || !(index->number.value >= 0 && index->number.value < (double)made->items.n))
        return NULL;
    return made->items.at[(size_t)index->number.value];
}

struct phs_arm_item *phs_bicep_item(struct phs_arm_eval eval, const struct phs_bicep_expr *expr) {
    if (++eval.depth > PHS_BICEP_MAX_DEPTH)
        return NULL;
    if (expr->kind == PHS_BICEP_INDEX)
        return chosen(eval, expr);
    if (expr->kind == PHS_BICEP_TERNARY) {
        const struct phs_value *condition = phs_bicep_value(eval, expr->left);
        return phs_is(condition, PHS_BOOL) ? phs_bicep_item(eval, condition->boolean ? expr->right : expr->third) : NULL;
    }
    struct phs_bicep_made *made = made_of(eval, expr);
    return made && !made->busy && made->items.n && (!made->looped || made->open) ? made->items.at[0] : NULL;
}

bool phs_bicep_is_reference(struct phs_arm_eval eval, const struct phs_bicep_expr *expr) {
    while (expr->kind == PHS_BICEP_INDEX || expr->kind == PHS_BICEP_NESTED)
        expr = expr->left;
    if (expr->kind != PHS_BICEP_NAME || is_bound(eval, expr->text))
        return false;
    const struct phs_bicep_instance *in = eval.template->bicep;
    const struct phs_bicep_declaration *d = phs_map_get(&in->unit->names, expr->text);
    return d ? d->what == PHS_BICEP_RESOURCE || d->what == PHS_BICEP_MODULE : phs_map_get(&in->inside, expr->text) != NULL;
}

const struct phs_value *phs_bicep_reference(struct phs_arm_eval eval, const struct phs_arm_item *item, const char *attribute,
                                            struct phs_place place) {
    struct phs_arm_template *t = eval.template;
    const char *name = phs_printf(t->arena, "%s/%s", item->type, item->name);
    if (item->existing && attribute && strcmp(attribute, "id") == 0 && !strchr(item->name, '{') &&
        phs_arm_is_built_in(eval, item->type, item->name))
        return phs_value_string(t->arena, phs_slice(phs_printf(t->arena, "/providers/%s", name)), place);
    item = phs_arm_whole(t, item);
    if (item->existing || item->absent)
        item = phs_map_gets(&t->run->by_name, phs_arm_lower(t->arena, phs_printf(t->arena, "%s/%s", item->type, item->name)));
    struct phs_value *value =
        (struct phs_value *)(uintptr_t)phs_arm_unknown(eval, item ? PHS_WHY_COMPUTED : PHS_WHY_DATA, place,
                                                       item ? "%s is known once it is deployed" : "%s is made elsewhere", name);
    value->flags |= PHS_VALUE_NOT_NULL;
    value->unknown.ref = item ? item->address : NULL;
    value->unknown.attribute = attribute;
    return value;
}

/* What is written of a resource, and for all else an unknown: the entry with the empty key, which no property can have. */
static const struct phs_value *open_part(struct phs_arena *arena, const struct phs_value *value, const struct phs_value *rest) {
    struct phs_map_builder map;
    PHS_VEC(const struct phs_value *) items = {0};
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n; i++)
        PHS_PUSH(arena, items, open_part(arena, value->list.at[i], rest));
    for (size_t i = 0; value->kind == PHS_MAP && i < value->map.n; i++)
        phs_map_builder_set(&map, value->map.at[i].key, value->map.at[i].key_place,
                            open_part(arena, value->map.at[i].value, rest));
    if (value->kind == PHS_MAP)
        phs_map_builder_set(&map, PHS_SLICE(""), rest->place, rest);
    return value->kind == PHS_LIST  ? phs_value_list(arena, items.at, items.n, value->place)
           : value->kind == PHS_MAP ? phs_map_builder_done(&map, value->place)
                                    : value;
}

/* Of the body, once for each item. */
static const struct phs_value *written(struct phs_arm_eval eval, const struct phs_arm_item *item, const char *name) {
    struct phs_arm_template *t = eval.template;
    const struct phs_bicep_expr *expr = phs_bicep_property(item->body, name);
    const char *key = phs_printf(t->arena, "m%d %s %s", eval.lenient, item->address, name);
    const struct phs_value *have = phs_map_gets(&t->memo, key);
    if (have || !expr)
        return have;
    for (size_t i = 0; i < t->on_the_way.n; i++)
        if (strcmp(t->on_the_way.at[i], key) == 0)
            return phs_arm_unknown(eval, PHS_WHY_CYCLE, item->place, "%s depends on itself", item->address);
    PHS_PUSH(t->arena, t->on_the_way, key);
    eval.loop = item->loop;
    have = open_part(t->arena, phs_arm_bounded(eval, phs_bicep_value(eval, expr)),
                     phs_bicep_reference(eval, item, name, item->place));
    t->on_the_way.n--;
    phs_map_puts(&t->memo, key, (void *)(uintptr_t)have);
    return have;
}

const struct phs_value *phs_bicep_item_member(struct phs_arm_eval eval, struct phs_arm_item *item, struct phs_slice name,
                                              struct phs_place place) {
    struct phs_arena *arena = eval.template->arena;
    const char *key = phs_slice_dup(arena, name);
    struct phs_slice target = item->declaration->target;
    size_t version = phs_slice_find(target, PHS_SLICE("@"));
    if (phs_slice_is(name, "type"))
        return phs_value_string(arena, phs_slice(item->type), place);
    if (phs_slice_is(name, "apiVersion") && version < target.len)
        return phs_value_string(arena, phs_slice_n(target.ptr + version + 1, target.len - version - 1), place);
    bool module = item->declaration->what == PHS_BICEP_MODULE;
    const struct phs_value *value = module || phs_slice_is(name, "id") ? NULL : written(eval, item, key);
    const struct phs_value *rest = phs_bicep_reference(eval, item, key, place);
    if (phs_is(value, PHS_UNKNOWN) && phs_slice_is(name, "name"))
        return rest;
    return value ? value : rest;
}
