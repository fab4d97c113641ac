/* SPDX-License-Identifier: Apache-2.0 */
/* One walk down a resource's properties: each goes where the map says, else under its own name in Terraform's spelling. */
#include "relate/foreign.h"

enum { MOST_ENTRIES = 2000, DEEPEST = 60 };

struct spot {
    struct phs_slice pattern; /* path without indices, what rules are found by */
    const char *path;         /* with indices, what mentions say */
    struct phs_tree *tree;
    struct phs_tree *root; /* what absolute targets are relative to: the resource, or one split off */
    int depth;
};

static void fill(struct phs_translating *t, struct spot spot, const struct phs_value *value);
static void visit(struct phs_translating *t, struct spot parent, struct phs_slice key, const struct phs_value *value);

static const char *joined(struct phs_arena *arena, const char *before, struct phs_slice key) {
    if (before && !key.len)
        return before;
    return before && *before ? phs_printf(arena, "%s.%.*s", before, (int)key.len, key.ptr) : phs_slice_dup(arena, key);
}

static bool holds_maps(const struct phs_value *list) {
    for (size_t i = 0; i < list->list.n; i++)
        if (list->list.at[i]->kind == PHS_MAP)
            return true;
    return false;
}

static const struct phs_value *plain_list(struct phs_arena *arena, const struct phs_value *list) {
    const struct phs_value **items = PHS_NEW_N(arena, const struct phs_value *, list->list.n ? list->list.n : 1);
    for (size_t i = 0; i < list->list.n; i++)
        items[i] = phs_foreign_plain(arena, list->list.at[i]);
    return phs_value_list(arena, items, list->list.n, list->place);
}

/* What rules would have found inside an unknown is unknown too. */
static void spread(struct phs_translating *t, struct spot spot, const struct phs_value *unknown) {
    for (size_t i = 0; t->type && spot.root == t->root && i < t->type->properties.n; i++) {
        const struct phs_foreign_property *property = t->type->properties.at[i];
        size_t n = spot.pattern.len;
        if (strncmp(property->path, spot.pattern.ptr, n) != 0 || property->path[n] != '.')
            continue;
        for (size_t k = 0; k < property->rules.n; k++) {
            const char *to = property->rules.at[k].to;
            if (*to == '.' || *to == '-' || *to == '+')
                continue;
            struct phs_tree *tree = phs_tree_path(t->graph->arena, spot.root, to, unknown->place);
            if (phs_tree_empty(tree))
                tree->leaf = unknown;
        }
    }
}

static void fill_list(struct phs_translating *t, struct spot spot, const struct phs_value *list) {
    struct phs_arena *arena = t->graph->arena;
    if (!holds_maps(list) || list->list.n > MOST_ENTRIES) {
        spot.tree->leaf = plain_list(arena, list);
        return;
    }
    for (size_t i = 0; i < list->list.n; i++) {
        struct spot item = spot;
        item.path = phs_printf(t->scratch, "%s.%zu", spot.path, i);
        item.tree = phs_tree_item(arena, spot.tree, i, list->list.at[i]->place);
        item.depth++;
        fill(t, item, list->list.at[i]);
    }
}

static void fill(struct phs_translating *t, struct spot spot, const struct phs_value *value) {
    if (phs_tree_empty(spot.tree))
        spot.tree->place = value->place;
    if (value->kind == PHS_UNKNOWN)
        spread(t, spot, value);
    if (t->budget == 0 || spot.depth > DEEPEST || (value->kind == PHS_MAP && value->map.n > MOST_ENTRIES)) {
        spot.tree->leaf = value;
        return;
    }
    t->budget--;
    if (value->kind == PHS_LIST) {
        fill_list(t, spot, value);
    } else if (value->kind == PHS_MAP) {
        spot.tree->is_block = true;
        for (size_t i = 0; i < value->map.n; i++)
            visit(t, spot, value->map.at[i].key, value->map.at[i].value);
    } else {
        spot.tree->leaf = phs_foreign_plain(t->graph->arena, value);
    }
}

/* ---- resources inside a resource */

static const struct phs_value *name_of_parent(struct phs_translating *t, const char *argument, struct phs_place place) {
    struct phs_value *value = (struct phs_value *)(uintptr_t)phs_value_unknown(
        t->graph->arena, PHS_WHY_COMPUTED, phs_printf(t->graph->arena, "%s exists only once it is made", t->resource->address),
        place);
    value->flags |= PHS_VALUE_NOT_NULL;
    value->unknown.ref = t->resource->address;
    value->unknown.attribute = phs_slice_ends(phs_slice(argument), "arn") ? "arn" : "id";
    return value;
}

/* Properties beside the list, which each of the new resources has too. */
static void repeat(struct phs_translating *t, const char *properties, struct spot spot) {
    struct phs_slice rest = phs_slice(properties), name;
    spot.pattern = PHS_SLICE("");
    spot.path = "";
    while (properties && phs_slice_cut(&rest, ':', &name)) {
        const struct phs_value *value = phs_get_slice(t->properties, name);
        if (value)
            visit(t, spot, name, value);
    }
}

static void split_one(struct phs_translating *t, const struct phs_foreign_rule *rule, struct spot spot,
                      const struct phs_value *value) {
    struct phs_arena *arena = t->graph->arena;
    const char *parent = phs_foreign_arg(rule, PHS_OP_PARENT), *as = phs_foreign_arg(rule, PHS_OP_AS);
    const struct phs_resource *from = t->resource;
    struct phs_resource *made = phs_graph_add(t->graph, from->root, from->environment, rule->to + 1,
                                              phs_printf(arena, "%s/%s", from->address, spot.path));
    made->name = from->name;
    made->collector = from->collector;
    made->directness = from->directness;
    made->existence = from->existence;
    made->place = value->place;
    spot.tree = spot.root = PHS_NEW(arena, struct phs_tree);
    if (parent) {
        phs_tree_path(arena, spot.root, parent, value->place)->leaf = name_of_parent(t, parent, value->place);
        phs_graph_mention(t->graph, made, PHS_REFERS_TO, from->address, parent, value->place);
    }
    if (value->kind == PHS_MAP || !as)
        fill(t, spot, value);
    else
        phs_tree_path(arena, spot.root, as, value->place)->leaf = value;
    repeat(t, phs_foreign_arg(rule, PHS_OP_WITH), spot);
    made->attributes = phs_tree_value(arena, spot.root);
    made->original = made->attributes;
    PHS_PUSH(t->scratch, t->splits, (struct phs_foreign_split){spot.path, value->kind == PHS_MAP ? NULL : as, made});
}

static void split(struct phs_translating *t, const struct phs_foreign_rule *rule, struct spot spot,
                  const struct phs_value *value) {
    if (value->kind != PHS_LIST) {
        split_one(t, rule, spot, value);
        return;
    }
    for (size_t i = 0; i < value->list.n && i < MOST_ENTRIES; i++) {
        struct spot item = spot;
        item.path = phs_printf(t->scratch, "%s.%zu", spot.path, i);
        split_one(t, rule, item, value->list.at[i]);
    }
}

/* ---- rules */

static void one_more(struct phs_arena *arena, struct phs_tree *tree, const struct phs_value *value) {
    PHS_VEC(const struct phs_value *) items = {0};
    const struct phs_value *have = tree->leaf;
    for (size_t i = 0; phs_is(have, PHS_LIST) && i < have->list.n; i++)
        PHS_PUSH(arena, items, have->list.at[i]);
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n; i++)
        PHS_PUSH(arena, items, value->list.at[i]);
    if (value->kind != PHS_LIST)
        PHS_PUSH(arena, items, value);
    tree->leaf = phs_value_list(arena, items.at, items.n, value->place);
}

static void apply(struct phs_translating *t, const struct phs_foreign_rule *rule, struct spot parent, struct spot spot,
                  const struct phs_value *value) {
    struct phs_arena *arena = t->graph->arena;
    bool plain = false;
    if (strcmp(rule->to, "-") == 0)
        return;
    value = phs_foreign_turn(arena, rule, value, &plain);
    if (!value || value->kind == PHS_NULL)
        return;
    bool dissolves = strcmp(rule->to, ".") == 0;
    if (dissolves && value->kind != PHS_MAP && value->kind != PHS_UNKNOWN && value->kind != PHS_LIST)
        return; /* a plain word where the object would be has no parts, and must not stand for all around it */
    if (*rule->to == '+') {
        split(t, rule, spot, value);
        return;
    }
    spot.tree = *rule->to == '.' ? phs_tree_path(arena, parent.tree, rule->to + 1, value->place)
                                 : phs_tree_path(arena, spot.root, rule->to, value->place);
    spot.depth++;
    if (phs_foreign_arg(rule, PHS_OP_ONE)) {
        spot.tree->place = value->place;
        one_more(arena, spot.tree, value);
    } else if (plain) {
        spot.tree->place = value->place;
        spot.tree->leaf = value;
    } else {
        fill(t, spot, value);
    }
}

static void visit(struct phs_translating *t, struct spot parent, struct phs_slice key, const struct phs_value *value) {
    struct phs_arena *arena = t->graph->arena;
    const char *pattern = parent.pattern.len ? phs_printf(t->scratch, "%.*s.%.*s", (int)parent.pattern.len, parent.pattern.ptr,
                                                          (int)key.len, key.ptr)
                                             : phs_slice_dup(t->scratch, key);
    const struct phs_foreign_property *property = phs_foreign_property(t->map, t->type, phs_slice(pattern));
    struct spot spot = parent;
    spot.pattern = phs_slice(pattern);
    spot.path = joined(t->scratch, parent.path, key);
    spot.depth++;
    if (property) {
        for (size_t i = 0; i < property->rules.n; i++)
            apply(t, &property->rules.at[i], parent, spot, value);
    } else if (value->kind != PHS_NULL && key.len && key.ptr[0] != '@') {
        spot.tree = phs_tree_child(arena, parent.tree, phs_foreign_snake(arena, key), value->place);
        fill(t, spot, value);
    }
}

static void add_constants(struct phs_translating *t) {
    struct phs_arena *arena = t->graph->arena;
    for (size_t i = 0; t->type && i < t->type->constants.n; i++) {
        const struct phs_foreign_constant *constant = &t->type->constants.at[i];
        struct phs_tree *tree = phs_tree_path(arena, t->root, constant->rule.to, t->resource->place);
        if (phs_foreign_arg(&constant->rule, PHS_OP_ABSENT) && !phs_tree_empty(tree))
            continue;
        tree->leaf = phs_foreign_plain(arena, phs_value_string(arena, phs_slice(constant->text), t->resource->place));
    }
}

void phs_foreign_translate(struct phs_translating *t) {
    t->root = PHS_NEW(t->graph->arena, struct phs_tree);
    t->root->place = t->resource->place;
    struct spot top = {.pattern = {"", 0}, .path = "", .tree = t->root, .root = t->root};
    if (phs_is(t->properties, PHS_UNKNOWN)) {
        t->root->leaf = t->properties;
        return;
    }
    fill(t, top, t->properties);
    if (!t->some)
        add_constants(t);
}

/* ---- paths of mentions */

static bool is_index(struct phs_slice segment) {
    return segment.len && segment.ptr[0] >= '0' && segment.ptr[0] <= '9';
}

/* Where one more segment of a property path leads. Inside a resource that is split off paths begin anew; what is left out ends.
 */
static const char *next_path(const struct phs_translating *t, const char *target, const char *pattern, struct phs_slice segment,
                             bool *ret_done) {
    const struct phs_foreign_property *property = phs_foreign_property(t->map, t->type, phs_slice(pattern));
    const char *to = property ? property->rules.at[0].to : NULL;
    if (!to)
        return joined(t->graph->arena, target, phs_foreign_snake(t->graph->arena, segment));
    *ret_done = *to == '-';
    if (*to == '+')
        return "";
    return *to == '.' ? joined(t->graph->arena, target, phs_slice(to + 1)) : to;
}

const char *phs_foreign_path(const struct phs_translating *t, const char *path) {
    struct phs_slice rest = phs_slice(path), segment;
    const char *target = "", *pattern = "";
    bool done = false;
    while (!done && phs_slice_cut(&rest, '.', &segment)) {
        if (is_index(segment)) {
            target = *target ? joined(t->graph->arena, target, segment) : "";
            continue;
        }
        pattern = joined(t->scratch, pattern, segment);
        target = next_path(t, target, pattern, segment, &done);
    }
    return target;
}
