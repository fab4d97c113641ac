/* SPDX-License-Identifier: Apache-2.0 */
/* A file with its parameters: declarations become items, once for each round of their loop, when they are first asked for. */
#include "collect/bicep/instance.h"

struct phs_bicep_instance *phs_bicep_instance(struct phs_arm_template *template, struct phs_bicep_unit *unit) {
    struct phs_bicep_instance *in = PHS_NEW(template->arena, struct phs_bicep_instance);
    in->unit = unit;
    in->template = template;
    phs_map_init(&in->given, template->arena);
    phs_map_init(&in->made, template->arena);
    phs_map_init(&in->inside, template->arena);
    template->bicep = in;
    return in;
}

const struct phs_bicep_expr *phs_bicep_property(const struct phs_bicep_expr *object, const char *name) {
    for (size_t i = 0; object && object->kind == PHS_BICEP_OBJECT && i < object->properties.n; i++) {
        const struct phs_bicep_expr *key = object->properties.at[i].key;
        if (key && key->kind == PHS_BICEP_STRING && phs_slice_is(key->text, name))
            return object->properties.at[i].value;
    }
    return NULL;
}

/* One round of the loop around a declaration. */
struct round {
    struct phs_bicep_instance *in;
    const struct phs_bicep_declaration *declaration;
    struct phs_bicep_made *made;
    struct phs_arm_item *parent; /* that it stands inside of, or NULL */
    const struct phs_arm_loop *loop;
    const struct phs_value *existence;
    size_t index;
};

static struct phs_arm_eval eval_of(const struct round *round) {
    return (struct phs_arm_eval){.template = round->in->template, .loop = round->loop, .path = ""};
}

/* Of an expression, as phs_arm_name is of a template's. */
static const char *name_of(struct phs_arm_eval eval, const struct phs_bicep_expr *expr) {
    struct phs_arena *arena = eval.template->arena;
    eval.lenient = true;
    const struct phs_value *value = phs_bicep_value(eval, expr);
    const char *text = phs_scalar_text(arena, value);
    return text ? text : phs_is(value, PHS_UNKNOWN) ? phs_printf(arena, "{%s}", value->unknown.why) : "{}";
}

/* network, network[0] */
static const char *symbol_of(const struct round *round) {
    struct phs_arena *arena = round->in->template->arena;
    const char *symbol = phs_slice_dup(arena, round->declaration->name);
    return round->made->looped && !round->made->open ? phs_printf(arena, "%s[%zu]", symbol, round->index) : symbol;
}

static void name_module(const struct round *round, struct phs_arm_item *item) {
    item->type = "Microsoft.Resources/deployments";
    item->name = symbol_of(round);
}

static void name_resource(const struct round *round, struct phs_arm_item *item) {
    struct phs_arena *arena = round->in->template->arena;
    const struct phs_bicep_expr *name = phs_bicep_property(item->body, "name"),
                                *parent = phs_bicep_property(item->body, "parent");
    const struct phs_bicep_expr *scope = phs_bicep_property(item->body, "scope");
    struct phs_slice type = round->declaration->target;
    size_t version = phs_slice_find(type, PHS_SLICE("@"));
    struct phs_arm_eval eval = eval_of(round);
    struct phs_arm_item *above = parent ? phs_bicep_item(eval, parent) : round->parent;
    item->type = phs_slice_dup(arena, phs_slice_n(type.ptr, version < type.len ? version : type.len));
    item->name = name ? name_of(eval, name) : "{}";
    if (round->parent && !strchr(item->type, '.'))
        item->type = phs_printf(arena, "%s/%s", round->parent->type, item->type);
    item->shown = strchr(item->name, '{') ? symbol_of(round) : item->name;
    if (above) {
        item->shown = phs_printf(arena, "%s/%s", above->shown ? above->shown : above->name, item->shown);
        item->name = phs_printf(arena, "%s/%s", above->name, item->name);
    }
    struct phs_arm_item *about = scope ? phs_bicep_item(eval, scope) : NULL;
    if (about)
        item->host = phs_printf(arena, "%s%s/%s", about->existing ? "" : round->in->template->prefix, about->type, about->name);
}

static void make_all(struct round round, struct phs_map *map, const char *key);

static void make_inside(const struct round *round, struct phs_arm_item *item) {
    struct phs_bicep_instance *in = round->in;
    for (size_t i = 0; item->body && i < item->body->declarations.n; i++) {
        const struct phs_bicep_declaration *d = item->body->declarations.at[i];
        struct round inner = {.in = in, .declaration = d, .parent = item, .loop = round->loop, .existence = item->existence};
        const char *key = phs_printf(in->template->arena, "%s::%.*s", item->address, (int)d->name.len, d->name.ptr);
        if (d->what == PHS_BICEP_RESOURCE)
            make_all(inner, &in->made, key);
    }
}

static void make_one(struct round round, const struct phs_bicep_expr *body) {
    struct phs_arm_template *t = round.in->template;
    struct phs_arm_item *item = PHS_NEW(t->arena, struct phs_arm_item);
    if (t->items.n >= PHS_ARM_MAX_ITEMS || *t->steps == 0) {
        t->exhausted = true;
        return;
    }
    item->declaration = round.declaration;
    item->place = round.declaration->place;
    item->existing = round.declaration->existing;
    item->existence = round.existence;
    item->absent = round.parent && round.parent->absent;
    if (body->kind == PHS_BICEP_IF) {
        const struct phs_value *condition = phs_bicep_value(eval_of(&round), body->left);
        item->absent |= phs_is(condition, PHS_BOOL) && !condition->boolean;
        if (phs_is(condition, PHS_UNKNOWN))
            item->existence = condition;
        body = body->right;
    }
    item->body = body->kind == PHS_BICEP_OBJECT ? body : NULL;
    item->loop = round.loop;
    if (round.declaration->what == PHS_BICEP_MODULE)
        name_module(&round, item);
    else
        name_resource(&round, item);
    phs_arm_add_item(t, item);
    PHS_PUSH(t->arena, round.made->items, item);
    make_inside(&round, item);
}

static const struct phs_arm_loop *bind(struct phs_arena *arena, const struct phs_arm_loop *outer, struct phs_slice name,
                                       const struct phs_value *value) {
    struct phs_arm_loop *loop = PHS_NEW(arena, struct phs_arm_loop);
    *loop = (struct phs_arm_loop){.variable = name, .value = value, .outer = outer};
    return loop;
}

static void make_rounds(struct round round, const struct phs_bicep_expr *loop) {
    struct phs_arena *arena = round.in->template->arena;
    const struct phs_value *over = phs_bicep_value(eval_of(&round), loop->left);
    const struct phs_arm_loop *outer = round.loop;
    round.made->looped = true;
    if (phs_is(over, PHS_LIST) && over->list.n > PHS_ARM_MAX_COPIES)
        over = phs_arm_unknown(eval_of(&round), PHS_WHY_LIMIT, over->place, "a loop is longer than what is followed");
    bool known = phs_is(over, PHS_LIST);
    if (!known) {
        round.made->open = true;
        if (!phs_is(over, PHS_UNKNOWN))
            over = phs_arm_unknown(eval_of(&round), PHS_WHY_ERROR, loop->place, "a loop goes over something that is no list");
        round.existence = over;
    }
    for (size_t i = 0; i < (known ? over->list.n : 1); i++) {
        const struct phs_value *index = known ? phs_value_number(arena, (double)i, loop->place) : over;
        round.index = i;
        round.loop = bind(arena, outer, loop->names.at[0], known ? over->list.at[i] : over);
        if (loop->names.n > 1)
            round.loop = bind(arena, round.loop, loop->names.at[1], index);
        make_one(round, loop->right);
    }
}

static void make_all(struct round round, struct phs_map *map, const char *key) {
    struct phs_bicep_made *made = PHS_NEW(round.in->template->arena, struct phs_bicep_made);
    const struct phs_bicep_expr *body = round.declaration->value;
    phs_map_puts(map, key, made);
    if (round.parent)
        phs_map_put(&round.in->inside, round.declaration->name, made);
    round.made = made;
    made->busy = true;
    if (body && body->kind == PHS_BICEP_FOR)
        make_rounds(round, body);
    else if (body)
        make_one(round, body);
    made->busy = false;
}

struct phs_bicep_made *phs_bicep_made(struct phs_bicep_instance *in, struct phs_slice name) {
    const struct phs_bicep_declaration *d = phs_map_get(&in->unit->names, name);
    if (!d)
        return phs_map_get(&in->inside, name);
    if (d->what != PHS_BICEP_RESOURCE && d->what != PHS_BICEP_MODULE)
        return NULL;
    const char *key = phs_slice_dup(in->template->arena, name);
    struct phs_bicep_made *made = phs_map_gets(&in->made, key);
    if (!made) {
        make_all((struct round){.in = in, .declaration = d, .existence = in->template->existence}, &in->made, key);
        made = phs_map_gets(&in->made, key);
    }
    return made;
}

struct phs_bicep_made *phs_bicep_made_inside(struct phs_bicep_instance *in, const struct phs_arm_item *item,
                                             struct phs_slice name) {
    const char *key = phs_printf(in->template->arena, "%s::%.*s", item->address, (int)name.len, name.ptr);
    return phs_map_gets(&in->made, key);
}

void phs_bicep_open(struct phs_bicep_instance *in) {
    struct phs_arm_template *t = in->template;
    for (size_t i = 0; i < in->unit->file->declarations.n; i++) {
        const struct phs_bicep_declaration *d = in->unit->file->declarations.at[i];
        if (d->what == PHS_BICEP_RESOURCE || d->what == PHS_BICEP_MODULE)
            phs_bicep_made(in, d->name);
    }
    size_t n = t->items.n;
    for (size_t i = 0; i < n; i++)
        if (phs_arm_is_deployment(t->items.at[i]) && t->items.at[i]->declaration->what == PHS_BICEP_MODULE)
            phs_bicep_open_module(t, t->items.at[i]);
}
