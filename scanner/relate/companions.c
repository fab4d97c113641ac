/* SPDX-License-Identifier: Apache-2.0 */
/* Companions folded into their parents. What would be absent only because a companion may hide where we cannot look becomes
 * unknown instead: a module that is not on disk was handed the parent, a companion's reference could not be resolved, or a file
 * beside the parent was not read. */
#include "relate/companions.h"
#include "base/path.h"
#include "relate/passes.h"

/* One parent's new attributes, collected before they are written, since several companions add to one list. */
struct target {
    struct phs_resource *parent;
    struct phs_map_builder attributes;
};

struct folding {
    struct phs_graph *graph;
    struct phs_arena *scratch;
    struct phs_map targets;          /* index of the parent as text -> struct target * */
    struct phs_map names;            /* "type attribute" -> struct phs_map *: parents by name */
    PHS_VEC(struct phs_slice) stray; /* "root NUL environment NUL type" of companions whose parent is not known */
};

static struct target *target_of(struct folding *folding, struct phs_resource *parent) {
    const char *key = phs_printf(folding->scratch, "%zu", parent->index);
    struct target *target = phs_map_gets(&folding->targets, key);
    if (target)
        return target;
    target = PHS_NEW(folding->scratch, struct target);
    target->parent = parent;
    phs_map_builder_init(&target->attributes, folding->graph->arena);
    const struct phs_value *have = parent->attributes;
    for (size_t i = 0; phs_is(have, PHS_MAP) && i < have->map.n; i++)
        phs_map_builder_set(&target->attributes, have->map.at[i].key, have->map.at[i].key_place, have->map.at[i].value);
    phs_map_puts(&folding->targets, key, target);
    return target;
}

static struct phs_resource *parent_by_link(const struct phs_companion *row, const struct phs_resource *companion) {
    for (size_t i = 0; i < companion->out.n; i++) {
        struct phs_link *link = companion->out.at[i];
        if (link->attribute && strcmp(link->attribute, row->reference) == 0 && strcmp(link->to->type, row->parent) == 0)
            return link->to;
    }
    return NULL;
}

static struct phs_slice joined(struct phs_arena *arena, const struct phs_resource *resource, struct phs_slice last) {
    size_t a = strlen(resource->root) + 1, b = strlen(resource->environment) + 1;
    char *key = phs_alloc(arena, a + b + last.len + 1);
    memcpy(key, resource->root, a);
    memcpy(key + a, resource->environment, b);
    memcpy(key + a + b, last.ptr ? last.ptr : "", last.len);
    return phs_slice_n(key, a + b + last.len);
}

/* Parents by the attribute that literal references name, made when a row first needs it. */
static const struct phs_map *parents_by_name(struct folding *folding, const struct phs_companion *row) {
    const char *which = phs_printf(folding->scratch, "%s %s", row->parent, row->name);
    struct phs_map *index = phs_map_gets(&folding->names, which);
    if (index)
        return index;
    index = PHS_NEW(folding->scratch, struct phs_map);
    phs_map_init(index, folding->scratch);
    phs_map_puts(&folding->names, which, index);
    const struct phs_resource_list *list = phs_graph_of_type(folding->graph, row->parent);
    for (size_t i = 0; i < list->items.n; i++) {
        struct phs_slice name = phs_text(phs_get(list->items.at[i]->attributes, row->name));
        struct phs_slice key = joined(folding->scratch, list->items.at[i], name);
        if (name.len && !phs_map_get(index, key))
            phs_map_put(index, key, list->items.at[i]);
    }
    return index;
}

static struct phs_resource *parent_by_name(struct folding *folding, const struct phs_companion *row,
                                           const struct phs_resource *companion) {
    struct phs_slice name = phs_text(phs_get(companion->attributes, row->reference));
    return name.len ? phs_map_get(parents_by_name(folding, row), joined(folding->scratch, companion, name)) : NULL;
}

/* Facts of a companion that may not exist are unknown, not absent and not present. */
static const struct phs_value *facts_of(struct folding *folding, const struct phs_companion *row,
                                        const struct phs_resource *companion) {
    if (companion->existence)
        return companion->existence;
    if (row->rewrite)
        return row->rewrite(folding->graph->arena, companion);
    return row->from ? phs_get(companion->attributes, row->from) : companion->attributes;
}

static const struct phs_value *blocks(struct phs_arena *arena, const struct phs_value *const *items, size_t n,
                                      struct phs_place place, unsigned flags) {
    struct phs_value *list = PHS_NEW(arena, struct phs_value);
    *list = *phs_value_list(arena, items, n, place);
    list->flags |= flags;
    return list;
}

static const struct phs_value *appended(struct phs_arena *arena, const struct phs_value *have, const struct phs_value *item,
                                        unsigned flags) {
    PHS_VEC(const struct phs_value *) items = {0};
    if (phs_is(have, PHS_UNKNOWN))
        return have;
    for (size_t i = 0; phs_is(have, PHS_LIST) && i < have->list.n; i++)
        PHS_PUSH(arena, items, have->list.at[i]);
    PHS_PUSH(arena, items, item);
    return blocks(arena, items.at, items.n, item->place, flags);
}

static void fold(struct folding *folding, const struct phs_companion *row, struct phs_resource *companion,
                 struct phs_resource *parent) {
    struct phs_arena *arena = folding->graph->arena;
    const struct phs_value *facts = facts_of(folding, row, companion);
    if (!facts || facts->kind == PHS_NULL)
        return;
    struct target *target = target_of(folding, parent);
    struct phs_slice to = phs_slice(row->to);
    const struct phs_value *have = phs_map_builder_get(&target->attributes, to);
    if (row->fold == PHS_FOLD_BLOCK && facts->kind == PHS_MAP)
        facts = blocks(arena, &facts, 1, companion->place, PHS_VALUE_BLOCKS);
    else if (row->fold == PHS_FOLD_APPEND)
        facts = appended(arena, have, facts, PHS_VALUE_BLOCKS);
    else if (row->fold == PHS_FOLD_ITEM)
        facts = appended(arena, have, facts, 0);
    phs_map_builder_set(&target->attributes, to, companion->place, facts);
    companion->folded = true;
    phs_graph_link(folding->graph, companion, PHS_BELONGS_TO, parent, row->reference, companion->place);
}

static struct phs_slice stray_key(struct phs_arena *arena, const struct phs_resource *companion) {
    return joined(arena, companion, phs_slice(companion->type));
}

/* It names something here, of a type that another row is about: nothing stays in doubt. */
static bool leads_elsewhere(const struct phs_companion *row, const struct phs_resource *companion) {
    for (size_t i = 0; i < companion->out.n; i++) {
        const struct phs_link *link = companion->out.at[i];
        if (link->attribute && strcmp(link->attribute, row->reference) == 0 &&
            !phs_slice_starts(phs_slice(link->to->type), "data.") && strcmp(link->to->type, "module") != 0)
            return true;
    }
    return false;
}

static void fold_type(struct folding *folding, const struct phs_companion *row) {
    const struct phs_resource_list *list = phs_graph_of_type(folding->graph, row->type);
    for (size_t i = 0; i < list->items.n; i++) {
        struct phs_resource *companion = list->items.at[i];
        struct phs_resource *parent = parent_by_link(row, companion);
        if (!parent)
            parent = parent_by_name(folding, row, companion);
        if (parent)
            fold(folding, row, companion, parent);
        else if (phs_is(phs_get(companion->attributes, row->reference), PHS_UNKNOWN) && !leads_elsewhere(row, companion))
            PHS_PUSH(folding->scratch, folding->stray, stray_key(folding->scratch, companion));
    }
}

static const struct phs_resource *unread_module(const struct phs_resource *parent) {
    for (size_t i = 0; i < parent->in.n; i++) {
        const struct phs_resource *from = parent->in.at[i]->from;
        if (phs_is_true(phs_get(from->attributes, "phiscope_unread"))) /* a module, or a nested stack */
            return from;
    }
    return NULL;
}

static bool has_stray(const struct folding *folding, const struct phs_resource *parent, const char *type) {
    struct phs_resource probe = *parent;
    probe.type = type;
    struct phs_slice key = stray_key(folding->scratch, &probe);
    for (size_t i = 0; i < folding->stray.n; i++)
        if (phs_slice_eq(folding->stray.at[i], key))
            return true;
    return false;
}

/* Companions stand in the module of their parent or in the root module. */
static const char *blind_folder(const struct folding *folding, const struct phs_resource *parent) {
    const struct phs_graph *graph = folding->graph;
    const char *file = parent->place.source ? parent->place.source->path : NULL;
    const char *folder = file && graph->blind.n ? phs_path_dir(folding->scratch, file) : "";
    for (size_t i = 0; i < graph->blind.n; i++)
        if (strcmp(graph->blind.at[i], parent->root) == 0 || strcmp(graph->blind.at[i], folder) == 0)
            return graph->blind.at[i];
    return NULL;
}

static const char *doubt(const struct folding *folding, const struct phs_companion *row, const struct phs_resource *parent,
                         struct phs_place *ret_place, enum phs_reason *ret_reason) {
    const struct phs_resource *module = unread_module(parent);
    *ret_place = module ? module->place : parent->place;
    *ret_reason = PHS_WHY_MODULE;
    if (module)
        return phs_printf(folding->graph->arena, "%s is not on disk and was handed %s: it may hold an %s", module->address,
                          parent->address, row->type);
    if (has_stray(folding, parent, row->type))
        return phs_printf(folding->graph->arena, "an %s here names a parent that could not be resolved", row->type);
    const char *blind = blind_folder(folding, parent);
    *ret_reason = PHS_WHY_UNREAD;
    if (blind)
        return phs_printf(folding->graph->arena, "a file in %s was not read as a whole: it may hold an %s", blind, row->type);
    return NULL;
}

static void mark_doubts(struct folding *folding, const struct phs_companion *row) {
    const struct phs_resource_list *list = phs_graph_of_type(folding->graph, row->parent);
    for (size_t i = 0; i < list->items.n; i++) {
        struct phs_resource *parent = list->items.at[i];
        struct phs_place place;
        enum phs_reason reason;
        const char *why = doubt(folding, row, parent, &place, &reason);
        struct target *target = why ? target_of(folding, parent) : NULL;
        if (target && !phs_map_builder_get(&target->attributes, phs_slice(row->to)))
            phs_map_builder_set(&target->attributes, phs_slice(row->to), place,
                                phs_value_unknown(folding->graph->arena, reason, why, place));
    }
}

/* What completes something that is declared elsewhere is judged by itself: checks ask for stands_alone. */
static void mark_alone(struct phs_graph *graph, const struct phs_companion *row) {
    const struct phs_resource_list *list = phs_graph_of_type(graph, row->type);
    for (size_t i = 0; i < list->items.n; i++) {
        struct phs_resource *companion = list->items.at[i];
        struct phs_map_builder map;
        if (companion->folded || !phs_is(companion->attributes, PHS_MAP) || phs_get(companion->attributes, "stands_alone"))
            continue;
        phs_map_builder_init(&map, graph->arena);
        for (size_t k = 0; k < companion->attributes->map.n; k++)
            phs_map_builder_set(&map, companion->attributes->map.at[k].key, companion->attributes->map.at[k].key_place,
                                companion->attributes->map.at[k].value);
        phs_map_builder_set(&map, PHS_SLICE("stands_alone"), companion->place,
                            phs_value_bool(graph->arena, true, companion->place));
        companion->attributes = phs_map_builder_done(&map, companion->attributes->place);
    }
}

void phs_relate_companions(struct phs_graph *graph) {
    struct folding folding = {.graph = graph, .scratch = phs_arena_new()};
    phs_map_init(&folding.targets, folding.scratch);
    phs_map_init(&folding.names, folding.scratch);
    static const struct phs_companion *const tables[] = {phs_companions_aws, phs_companions_clouds};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const struct phs_companion *row = tables[i]; row->type; row++)
            fold_type(&folding, row);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const struct phs_companion *row = tables[i]; row->type; row++)
            mark_doubts(&folding, row);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const struct phs_companion *row = tables[i]; row->type; row++)
            mark_alone(graph, row);
    for (size_t i = 0; i < folding.targets.n; i++) {
        struct target *target = folding.targets.items[i].value;
        target->parent->attributes = phs_map_builder_done(&target->attributes, target->parent->place);
    }
    phs_arena_free(folding.scratch);
}
