/* SPDX-License-Identifier: Apache-2.0 */
/* The same thing seen by several collectors becomes one resource with several observations. */
#include <stdio.h>
#include <stdlib.h>

#include "relate/passes.h"

/* Our own types that people write into more than one file; their name is their identity. */
static bool named_by_name(const char *type) {
    return strcmp(type, "vendor") == 0 || strcmp(type, "asset") == 0;
}

static const char *folded(struct phs_arena *arena, struct phs_slice name) {
    char *text = phs_slice_dup(arena, phs_slice_trim(name));
    for (char *c = text; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return text;
}

/* NULL when nothing but its address tells who it is. */
static const char *identity(struct phs_arena *arena, const struct phs_resource *resource) {
    struct phs_slice arn = phs_text(phs_get(resource->attributes, "arn"));
    if (phs_slice_starts(arn, "arn:"))
        return phs_printf(arena, "%s %.*s", resource->type, (int)arn.len, arn.ptr);
    struct phs_slice name = phs_text(phs_get(resource->attributes, "name"));
    if (named_by_name(resource->type) && name.len)
        return phs_printf(arena, "%s %s", resource->type, folded(arena, name));
    return NULL;
}

/* A plan or a state of the folder's root shows the resources that its source declares, under the same addresses. */
static bool is_terraforms(const struct phs_resource *resource) {
    static const char *const collectors[] = {"terraform", "plan", "state"};
    for (size_t i = 0; resource->collector && i < sizeof collectors / sizeof *collectors; i++)
        if (strcmp(resource->collector, collectors[i]) == 0)
            return true;
    return false;
}

/* The address without the "#2" that made it unique. */
static struct phs_slice plain_address(const char *address) {
    const char *mark = strrchr(address, '#');
    bool numbered = mark && mark[1] && strspn(mark + 1, "0123456789") == strlen(mark + 1);
    return numbered ? phs_slice_n(address, (size_t)(mark - address)) : phs_slice(address);
}

static const char *declared_identity(struct phs_arena *arena, const struct phs_resource *resource) {
    struct phs_slice address = plain_address(resource->address);
    return phs_printf(arena, "%s\n%s\n%s\n%.*s", resource->type, resource->root, resource->environment, (int)address.len,
                      address.ptr);
}

static bool more_direct(const struct phs_resource *a, const struct phs_resource *b) {
    return a->directness != b->directness ? a->directness < b->directness : a->index < b->index;
}

static void observe(struct phs_graph *graph, struct phs_resource *into, const struct phs_resource *seen) {
    struct phs_observation observation = {seen->collector, seen->directness, seen->place, seen->attributes};
    PHS_PUSH(graph->arena, into->observations, observation);
}

/* Terraform prints 5 where the source says "5", and every default: only what both say in so many words is compared. */
static bool differ(struct phs_arena *arena, const struct phs_value *a, const struct phs_value *b) {
    const char *one = phs_scalar_text(arena, a), *other = phs_scalar_text(arena, b);
    return one && other && strcmp(one, other) != 0;
}

/* Known differently by the two: an empty or unknown side is no disagreement. */
static bool disagree(const struct phs_value *a, const struct phs_value *b) {
    return a && b && a->kind != PHS_NULL && b->kind != PHS_NULL && !phs_find_unknown(a) && !phs_find_unknown(b) &&
           !phs_value_equal(a, b);
}

static const struct phs_value *joined(struct phs_graph *graph, const struct phs_value *first, const struct phs_value *second,
                                      bool printed, struct phs_place place) {
    struct phs_map_builder map;
    PHS_VEC(const struct phs_value *) drift = {0};
    phs_map_builder_init(&map, graph->arena);
    for (size_t i = 0; first->kind == PHS_MAP && i < first->map.n; i++)
        phs_map_builder_set(&map, first->map.at[i].key, first->map.at[i].key_place, first->map.at[i].value);
    for (size_t i = 0; second->kind == PHS_MAP && i < second->map.n; i++) {
        const struct phs_entry *entry = &second->map.at[i];
        const struct phs_value *have = phs_map_builder_get(&map, entry->key);
        if (!have || have->kind == PHS_NULL || have->kind == PHS_UNKNOWN)
            phs_map_builder_set(&map, entry->key, entry->key_place, entry->value);
        else if ((printed ? differ(graph->arena, have, entry->value) : disagree(have, entry->value)) &&
                 !phs_slice_is(entry->key, "phiscope_drift"))
            PHS_PUSH(graph->arena, drift, phs_value_string(graph->arena, entry->key, entry->value->place));
    }
    if (drift.n)
        phs_map_builder_set(&map, PHS_SLICE("phiscope_drift"), second->place,
                            phs_value_list(graph->arena, drift.at, drift.n, second->place));
    return phs_map_builder_done(&map, place);
}

static void absorb(struct phs_graph *graph, struct phs_resource *into, struct phs_resource *from) {
    if (!into->observations.n)
        observe(graph, into, into);
    observe(graph, into, from);
    /* A person mends the source, whatever a plan of it says. */
    if (is_terraforms(into) && from->directness == PHS_SOURCE)
        into->place = from->place;
    if (is_terraforms(into) && strchr(into->address, '#') && !strchr(from->address, '#'))
        into->address = from->address;
    if (into->attributes && from->attributes)
        into->attributes = joined(graph, into->attributes, from->attributes, is_terraforms(into),
                                  is_terraforms(into) ? into->place : into->attributes->place);
    else if (!into->attributes)
        into->attributes = from->attributes;
}

struct merge {
    struct phs_graph *graph;
    struct phs_resource **survivor; /* by index */
    size_t merged;
};

static bool shows_plans(const struct phs_graph *graph) {
    for (size_t i = 0; i < graph->resources.n; i++)
        if (is_terraforms(graph->resources.at[i]) && strcmp(graph->resources.at[i]->collector, "terraform") != 0)
            return true;
    return false;
}

static struct phs_resource *final_survivor(const struct merge *merge, struct phs_resource *resource) {
    while (merge->survivor[resource->index] != resource)
        resource = merge->survivor[resource->index];
    return resource;
}

/* The resource that goes on: the more direct one. */
static struct phs_resource *unite(struct merge *merge, struct phs_resource *one, struct phs_resource *other) {
    bool swap = more_direct(one, other);
    struct phs_resource *into = swap ? one : other, *from = swap ? other : one;
    absorb(merge->graph, into, from);
    merge->survivor[from->index] = into;
    merge->merged++;
    return into;
}

static void find_survivors(struct merge *merge) {
    struct phs_arena *scratch = phs_arena_new();
    struct phs_map by_identity;
    bool plans = shows_plans(merge->graph);
    phs_map_init(&by_identity, scratch);
    for (size_t i = 0; i < merge->graph->resources.n; i++)
        merge->survivor[i] = merge->graph->resources.at[i];
    for (size_t i = 0; i < merge->graph->resources.n; i++) {
        struct phs_resource *resource = merge->graph->resources.at[i];
        const char *keys[2] = {identity(scratch, resource), NULL};
        keys[1] = plans && is_terraforms(resource) ? declared_identity(scratch, resource) : NULL;
        for (size_t k = 0; k < 2; k++) {
            struct phs_resource *other = keys[k] ? phs_map_gets(&by_identity, keys[k]) : NULL;
            other = other ? final_survivor(merge, other) : NULL;
            if (other && other != resource)
                resource = unite(merge, resource, other);
        }
        for (size_t k = 0; k < 2; k++)
            if (keys[k])
                phs_map_puts(&by_identity, keys[k], resource);
    }
    phs_arena_free(scratch);
}

/* Lists and indices without the merged ones; addresses of the merged ones lead to their survivor. */
static void rebuild(struct merge *merge) {
    struct phs_graph *graph = merge->graph;
    for (size_t i = 0; i < graph->mentions.n; i++)
        graph->mentions.at[i].from = final_survivor(merge, graph->mentions.at[i].from);
    for (size_t i = 0; i < graph->by_address.n; i++)
        graph->by_address.items[i].value = final_survivor(merge, graph->by_address.items[i].value);
    for (size_t i = 0; i < graph->by_type.n; i++)
        ((struct phs_resource_list *)graph->by_type.items[i].value)->items.n = 0;
    size_t kept = 0;
    for (size_t i = 0; i < graph->resources.n; i++) {
        struct phs_resource *resource = graph->resources.at[i];
        if (merge->survivor[i] != resource)
            continue;
        graph->resources.at[kept++] = resource;
        struct phs_resource_list *list = phs_map_gets(&graph->by_type, resource->type);
        PHS_PUSH(graph->arena, list->items, resource);
    }
    graph->resources.n = kept;
    for (size_t i = 0; i < kept; i++)
        graph->resources.at[i]->index = i;
}

void phs_relate_merge(struct phs_graph *graph) {
    struct phs_arena *scratch = phs_arena_new();
    struct merge merge = {graph, PHS_NEW_N(scratch, struct phs_resource *, graph->resources.n), 0};
    find_survivors(&merge);
    if (merge.merged)
        rebuild(&merge);
    phs_arena_free(scratch);
}
