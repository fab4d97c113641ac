/* SPDX-License-Identifier: Apache-2.0 */
/* Recognises previews and exports by their first keys and adds the resources that they plan or hold. */
#include "collect/pulumi/pulumi.h"

#include "base/path.h"
#include "collect/pulumi/parts.h"
#include "parse/json.h"

struct phs_pulumi_library *phs_pulumi_library(struct phs_graph *graph, const struct phs_target *target) {
    struct phs_pulumi_library *library = PHS_NEW(graph->arena, struct phs_pulumi_library);
    library->graph = graph;
    library->target = target;
    library->environment = target && target->environment ? target->environment : "";
    return library;
}

static bool has(struct phs_slice bytes, const char *text) {
    return phs_slice_find(bytes, phs_slice(text)) != (size_t)-1;
}

/* A preview begins with the configuration, which may be longer than what is looked at. */
static bool begins_with_config(struct phs_slice start) {
    start = phs_slice_trim(start);
    return phs_slice_starts(start, "{") &&
           phs_slice_starts(phs_slice_trim(phs_slice_n(start.ptr + 1, start.len - 1)), "\"config\"");
}

bool phs_pulumi_may_be(struct phs_slice start) {
    return (has(start, "\"urn:pulumi:") && (has(start, "\"steps\"") || has(start, "\"resources\""))) ||
           (has(start, "\"deployment\"") && has(start, "\"manifest\"")) ||
           (has(start, "\"checkpoint\"") && has(start, "\"latest\"")) || begins_with_config(start);
}

/* NULL where the value is none. */
static const struct phs_value *items_of(const struct phs_value *value, bool *ret_preview) {
    const struct phs_value *steps = phs_get(value, "steps"), *stored = phs_get_path(value, "deployment.resources");
    if (!stored)
        stored = phs_get_path(value, "checkpoint.latest.resources");
    const struct phs_value *items = phs_is(steps, PHS_LIST) ? steps : stored;
    struct phs_slice urn =
        phs_is(items, PHS_LIST) && items->list.n ? phs_text(phs_get(items->list.at[0], "urn")) : PHS_SLICE("");
    *ret_preview = items == steps;
    return phs_slice_starts(urn, "urn:pulumi:") ? items : NULL;
}

bool phs_pulumi_offer(struct phs_pulumi_library *library, const char *shown, struct phs_slice bytes) {
    static const struct phs_json_limits limits = {.max_depth = 150, .max_nodes = 20000000, .allow_duplicates = true};
    struct phs_arena *arena = library->graph->arena;
    const struct phs_value *value = NULL;
    bool preview = false;
    struct phs_err err = {0};
    if (!phs_pulumi_may_be(phs_slice_n(bytes.ptr, bytes.len < 4096 ? bytes.len : 4096)) || !has(bytes, "\"urn:pulumi:"))
        return false;
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = phs_strdup(arena, shown)};
    bytes = phs_slice_n(phs_slice_dup(arena, bytes), bytes.len);
    if (phs_json_parse(arena, source, bytes, &limits, &value, &err) != PHS_OK) {
        phs_graph_cover(library->graph, "file", shown, PHS_NOT_READ, false, phs_strdup(arena, err.text), (struct phs_place){0});
        return true;
    }
    const struct phs_value *items = items_of(value, &preview);
    if (!items)
        return false;
    struct phs_pulumi_stack *stack = PHS_NEW(arena, struct phs_pulumi_stack);
    *stack = (struct phs_pulumi_stack){.path = source->path, .root = source->path, .preview = preview, .items = items};
    phs_map_init(&stack->addresses, arena);
    phs_map_init(&stack->unmapped, arena);
    PHS_PUSH(arena, library->stacks, stack);
    return true;
}

void phs_pulumi_project(struct phs_pulumi_library *library, const char *shown) {
    PHS_PUSH(library->graph->arena, library->projects, phs_strdup(library->graph->arena, shown));
}

/* A replacement has several steps of one URN. */
static bool is_again(const struct phs_pulumi_stack *stack, const struct phs_value *item, const struct phs_value *state) {
    struct phs_slice urn = phs_pulumi_urn(item, state);
    return !urn.len || phs_map_get(&stack->addresses, urn);
}

static void run(struct phs_pulumi_library *library, struct phs_pulumi_stack *stack) {
    struct phs_arena *arena = library->graph->arena;
    size_t first = library->graph->resources.n, n = stack->items->list.n;
    struct phs_resource **made = PHS_NEW_N(arena, struct phs_resource *, n ? n : 1);
    for (size_t i = 0; i < n; i++) {
        const struct phs_value *item = stack->items->list.at[i], *state = phs_pulumi_state(stack, item);
        made[i] = state && !is_again(stack, item, state) ? phs_pulumi_add(library, stack, item, state) : NULL;
    }
    for (size_t i = 0; i < n; i++) {
        const struct phs_value *state = made[i] ? phs_pulumi_state(stack, stack->items->list.at[i]) : NULL;
        if (!state)
            continue;
        phs_pulumi_fill(library, stack, made[i], state);
        if (strcmp(made[i]->collector, "azure-native") != 0)
            phs_pulumi_mention(library, stack, made[i], phs_get(state, "propertyDependencies"));
    }
    struct phs_pulumi_azure azure = {library->graph, stack->root, library->environment, &stack->addresses, {0}};
    phs_pulumi_azure_index(&azure, first);
    phs_pulumi_fold_parts(library, stack, &azure);
    for (size_t i = 0; i < n; i++)
        if (made[i] && strcmp(made[i]->collector, "azure-native") == 0)
            phs_pulumi_mention_azure(library, stack, &azure, made[i], phs_pulumi_state(stack, stack->items->list.at[i]));
    phs_pulumi_link_ids(library, first);
    for (size_t i = 0; i < stack->unmapped.n; i++) {
        const struct phs_map_item *item = &stack->unmapped.items[i];
        const size_t count = *(const size_t *)item->value;
        const char *type = phs_slice_dup(arena, item->key);
        phs_graph_cover(library->graph, "type", type, PHS_NOT_READ, false,
                        phs_printf(arena, "%s: %zu of type %s, for which no type of Terraform is known; not judged",
                                   stack->path, count, type),
                        stack->items->place)
            ->items = count;
    }
}

static bool is_below(struct phs_arena *arena, const char *path, const char *folder) {
    struct phs_slice prefix = phs_slice(folder);
    const char *clean = phs_path_clean(arena, path);
    return phs_slice_is(prefix, ".") || (phs_slice_starts(phs_slice(clean), folder) && clean[prefix.len] == '/');
}

static void cover_projects(struct phs_pulumi_library *library) {
    struct phs_arena *arena = library->graph->arena;
    for (size_t i = 0; i < library->projects.n; i++) {
        const char *project = library->projects.at[i], *folder = phs_path_clean(arena, phs_path_dir(arena, project));
        bool told = false;
        for (size_t k = 0; k < library->stacks.n; k++)
            told |= library->stacks.at[k]->added && is_below(arena, library->stacks.at[k]->path, folder);
        if (!told)
            phs_graph_cover(library->graph, "file", project, PHS_NOT_READ, false,
                            phs_printf(arena,
                                       "%s: a project of Pulumi; the resources that it makes are not read: put what pulumi "
                                       "preview --json or pulumi stack export writes beside it",
                                       project),
                            (struct phs_place){0});
    }
}

size_t phs_pulumi_run(struct phs_pulumi_library *library) {
    size_t added = 0;
    for (size_t i = 0; i < library->stacks.n; i++) {
        struct phs_pulumi_stack *stack = library->stacks.at[i];
        run(library, stack);
        added += stack->added;
        if (library->target)
            phs_graph_cover(library->graph, stack->preview ? "plan" : "state", stack->path,
                            stack->unmapped.n + stack->orphans ? PHS_READ_PARTLY : PHS_READ, false,
                            stack->unmapped.n + stack->orphans ? "resources of some types were not judged" : NULL,
                            library->target->place)
                ->items = stack->added;
    }
    cover_projects(library);
    return added;
}

void phs_pulumi_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes) {
    struct phs_pulumi_library *library = phs_pulumi_library(graph, NULL);
    phs_pulumi_offer(library, path, bytes);
    for (size_t i = 0; i < library->stacks.n; i++) {
        library->stacks.at[i]->root = "example";
        run(library, library->stacks.at[i]);
    }
}
