/* SPDX-License-Identifier: Apache-2.0 */
/* Recognises previews and exports by their first keys and adds the resources that they plan or hold. */
#include "collect/pulumi/pulumi.h"

#include "base/path.h"
#include "collect/kubernetes/kubernetes.h"
#include "collect/pulumi/parts.h"
#include "collect/terraform_json/parts.h"
#include "parse/json.h"

/* A preview has steps, each with the resource inside; an export has the resources. */
struct stack {
    const char *path, *root;
    bool preview;
    const struct phs_value *items;
    struct phs_map addresses;                /* URN -> address */
    struct phs_map unmapped;                 /* type -> size_t * */
    PHS_VEC(const struct phs_value *) parts; /* items that say more about a resource of azure-native */
    size_t added, orphans;
};

struct phs_pulumi_library {
    struct phs_graph *graph;
    const char *environment;
    const struct phs_target *target;
    PHS_VEC(struct stack *) stacks;
    PHS_VEC(const char *) projects;
    /* Loaded when the first type of aws-native or azure-native is met. */
    const struct phs_foreign_map *cloudformation, *azure;
};

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
    struct stack *stack = PHS_NEW(arena, struct stack);
    *stack = (struct stack){.path = source->path, .root = source->path, .preview = preview, .items = items};
    phs_map_init(&stack->addresses, arena);
    phs_map_init(&stack->unmapped, arena);
    PHS_PUSH(arena, library->stacks, stack);
    return true;
}

void phs_pulumi_project(struct phs_pulumi_library *library, const char *shown) {
    PHS_PUSH(library->graph->arena, library->projects, phs_strdup(library->graph->arena, shown));
}

/* Components, stacks and providers are no things in a cloud; what a step deletes is none any more. */
static const struct phs_value *state_of(const struct stack *stack, const struct phs_value *item) {
    const struct phs_value *state = stack->preview ? phs_get(item, "newState") : item, *custom = phs_get(state, "custom");
    struct phs_slice op = phs_text(phs_get(item, "op")), type = phs_text(phs_get(state, "type"));
    bool gone = stack->preview
                    ? phs_slice_starts(op, "delete") || phs_slice_starts(op, "discard") || phs_slice_starts(op, "remove")
                    : phs_is_true(phs_get(item, "delete"));
    bool none = phs_is(custom, PHS_BOOL) && !custom->boolean;
    return gone || none || !type.len || phs_slice_starts(type, "pulumi:") ? NULL : state;
}

static struct phs_slice urn_of(const struct phs_value *item, const struct phs_value *state) {
    struct phs_slice urn = phs_text(phs_get(state, "urn"));
    return urn.len ? urn : phs_text(phs_get(item, "urn"));
}

static const char *name_of(struct phs_arena *arena, struct phs_slice urn) {
    size_t start = urn.len;
    while (start > 1 && !(urn.ptr[start - 1] == ':' && urn.ptr[start - 2] == ':'))
        start--;
    return start > 1 ? phs_slice_dup(arena, phs_slice_n(urn.ptr + start, urn.len - start)) : phs_slice_dup(arena, urn);
}

static void count_unmapped(struct phs_arena *arena, struct stack *stack, struct phs_slice type) {
    size_t *count = phs_map_get(&stack->unmapped, type);
    if (!count) {
        count = PHS_NEW(arena, size_t);
        phs_map_put(&stack->unmapped, type, count);
    }
    ++*count;
}

static const struct phs_foreign_type *native_type(struct phs_pulumi_library *library, struct phs_slice token) {
    if (!phs_pulumi_is_native(token))
        return NULL;
    if (!library->cloudformation)
        library->cloudformation = phs_foreign_load(library->graph->arena, "cloudformation");
    return phs_pulumi_native_type(library->cloudformation, token);
}

/* Of the type of CloudFormation, which relate/ turns into Terraform's. */
static struct phs_resource *add_native(struct phs_pulumi_library *library, struct stack *stack, const struct phs_value *item,
                                       const struct phs_foreign_type *type, struct phs_slice urn) {
    struct phs_arena *arena = library->graph->arena;
    const char *name = name_of(arena, urn);
    /* "AWS.RDS.DBInstance.patients": a colon would be the name of a resource of our own. */
    struct phs_slice rest = phs_slice(type->written), part;
    const char *address = "";
    while (phs_slice_cut(&rest, ':', &part))
        address = part.len ? phs_printf(arena, "%s%.*s.", address, (int)part.len, part.ptr) : address;
    address = phs_printf(arena, "%s%s", address, name);
    struct phs_resource *resource = phs_graph_add(library->graph, stack->root, library->environment, type->written, address);
    resource->type_as_written = type->written;
    resource->name = name;
    resource->collector = "aws-native";
    resource->directness = stack->preview ? PHS_PLAN : PHS_STATE;
    resource->place = item->place;
    phs_map_put(&stack->addresses, urn, (void *)(uintptr_t)resource->address);
    stack->added++;
    return resource;
}

static const struct phs_foreign_type *azure_type(struct phs_pulumi_library *library, struct phs_slice token) {
    if (!phs_pulumi_is_azure(token))
        return NULL;
    if (!library->azure)
        library->azure = phs_foreign_load(library->graph->arena, "azure-native");
    return phs_pulumi_azure_type(library->azure, token);
}

/* Of the type of Azure Resource Manager; NULL for a part, which waits until its parent is there. */
static struct phs_resource *add_azure(struct phs_pulumi_library *library, struct stack *stack, const struct phs_value *item,
                                      const struct phs_foreign_type *type, struct phs_slice urn) {
    struct phs_arena *arena = library->graph->arena;
    const char *written = phs_pulumi_azure_written(type, phs_get(state_of(stack, item), "inputs")), *name = name_of(arena, urn);
    if (phs_pulumi_azure_is_part(type, written)) {
        PHS_PUSH(arena, stack->parts, item);
        return NULL;
    }
    struct phs_resource *resource =
        phs_graph_add(library->graph, stack->root, library->environment, written, phs_printf(arena, "%s/%s", written, name));
    resource->type_as_written = written;
    resource->name = name;
    resource->collector = "azure-native";
    resource->directness = stack->preview ? PHS_PLAN : PHS_STATE;
    resource->place = item->place;
    phs_map_put(&stack->addresses, urn, (void *)(uintptr_t)resource->address);
    stack->added++;
    return resource;
}

static struct phs_resource *add(struct phs_pulumi_library *library, struct stack *stack, const struct phs_value *item,
                                const struct phs_value *state) {
    struct phs_arena *arena = library->graph->arena;
    struct phs_slice token = phs_text(phs_get(state, "type")), urn = urn_of(item, state);
    const char *written = phs_slice_dup(arena, token), *name = name_of(arena, urn), *type = phs_pulumi_type(arena, token);
    if (!type && phs_slice_starts(token, "kubernetes:"))
        phs_kubernetes_known(arena, phs_get(state, "inputs"), &type, NULL);
    const struct phs_foreign_type *native = type ? NULL : native_type(library, token);
    if (native)
        return add_native(library, stack, item, native, urn);
    const struct phs_foreign_type *azure = type ? NULL : azure_type(library, token);
    if (azure)
        return add_azure(library, stack, item, azure, urn);
    if (!type)
        count_unmapped(arena, stack, token);
    struct phs_resource *resource = phs_graph_add(library->graph, stack->root, library->environment, type ? type : written,
                                                  phs_printf(arena, "%s.%s", type ? type : written, name));
    resource->type_as_written = written;
    resource->name = name;
    resource->collector = "pulumi";
    resource->directness = stack->preview ? PHS_PLAN : PHS_STATE;
    resource->place = item->place;
    phs_map_put(&stack->addresses, urn, (void *)(uintptr_t)resource->address);
    stack->added++;
    return resource;
}

/* A replacement has several steps of one URN. */
static bool is_again(const struct stack *stack, const struct phs_value *item, const struct phs_value *state) {
    struct phs_slice urn = urn_of(item, state);
    return !urn.len || phs_map_get(&stack->addresses, urn);
}

/* The id stands beside the outputs. */
static const struct phs_value *with_id(struct phs_arena *arena, const struct phs_value *attributes,
                                       const struct phs_value *id) {
    if (!phs_is(id, PHS_STRING) || !id->string.len || phs_get(attributes, "id"))
        return attributes;
    return phs_value_with(arena, attributes, PHS_SLICE("id"), id);
}

/* NULL where nobody says anything: what a program only looks up has no inputs, and no outputs either until it is read. */
static const struct phs_value *said_of(const struct phs_value *state) {
    const struct phs_value *inputs = phs_get(state, "inputs"), *outputs = phs_get(state, "outputs");
    if (!phs_is_true(phs_get(state, "external")))
        return phs_is(inputs, PHS_MAP) ? inputs : outputs;
    return phs_is(outputs, PHS_MAP) && outputs->map.n ? outputs : NULL;
}

static const struct phs_value *unsaid(struct phs_arena *arena, const struct phs_value *state) {
    return phs_value_unknown(arena, PHS_WHY_UNREAD, "the stack does not hold what it says", state->place);
}

/* As a template would say it. */
static const struct phs_value *azure_attributes(struct phs_pulumi_library *library, const struct phs_pulumi_values *values,
                                                const struct phs_value *state) {
    struct phs_arena *arena = library->graph->arena;
    const struct phs_value *written = phs_pulumi_manifest(values, said_of(state));
    if (!written)
        return unsaid(arena, state);
    written = phs_pulumi_azure(arena, library->azure, azure_type(library, phs_text(phs_get(state, "type"))), written);
    return with_id(arena, written, phs_get(state, "id"));
}

static void fill(struct phs_pulumi_library *library, struct stack *stack, struct phs_resource *resource,
                 const struct phs_value *state) {
    struct phs_arena *arena = library->graph->arena;
    const struct phs_value *inputs = phs_get(state, "inputs"), *outputs = phs_get(state, "outputs");
    const struct phs_pulumi_values values = {
        .arena = arena, .addresses = &stack->addresses, .dependencies = phs_get(state, "propertyDependencies")};
    const char *type = NULL;
    if (strcmp(resource->collector, "aws-native") == 0) {
        const struct phs_value *written = phs_pulumi_manifest(&values, said_of(state));
        resource->attributes = resource->original =
            written
                ? phs_pulumi_native(arena, library->cloudformation,
                                    phs_foreign_type(library->cloudformation, phs_slice(resource->type_as_written)), written)
                : unsaid(arena, state);
        return;
    }
    if (strcmp(resource->collector, "azure-native") == 0) {
        resource->attributes = resource->original = azure_attributes(library, &values, state);
        return;
    }
    /* A preview plans its inputs; what is deployed has the provider's answers too. */
    resource->attributes =
        phs_pulumi_attributes(&values, stack->preview ? inputs : outputs, stack->preview ? outputs : inputs, resource->place);
    resource->attributes = with_id(arena, resource->attributes, phs_get(state, "id"));
    if (phs_slice_starts(phs_slice(resource->type_as_written), "kubernetes:"))
        resource->attributes = phs_kubernetes_known(arena, phs_pulumi_manifest(&values, inputs), &type, resource->attributes);
    resource->original = resource->attributes;
}

static const char *property_name(struct phs_pulumi_library *library, const struct phs_resource *resource,
                                 struct phs_slice key) {
    struct phs_arena *arena = library->graph->arena;
    if (strcmp(resource->collector, "aws-native") != 0)
        return phs_pulumi_snake(arena, key);
    const struct phs_foreign_type *type = phs_foreign_type(library->cloudformation, phs_slice(resource->type_as_written));
    return phs_pulumi_native_name(arena, library->cloudformation, type, key);
}

static void mention(struct phs_pulumi_library *library, const struct stack *stack, struct phs_resource *resource,
                    const struct phs_value *dependencies) {
    for (size_t i = 0; phs_is(dependencies, PHS_MAP) && i < dependencies->map.n; i++) {
        const struct phs_entry *entry = &dependencies->map.at[i];
        for (size_t k = 0; phs_is(entry->value, PHS_LIST) && k < entry->value->list.n; k++) {
            const char *address = phs_map_get(&stack->addresses, phs_text(entry->value->list.at[k]));
            if (address && strcmp(address, resource->address) != 0)
                phs_graph_mention(library->graph, resource, PHS_REFERS_TO, address,
                                  property_name(library, resource, entry->key), entry->value->place);
        }
    }
}

/* Where a value comes of the other resource, its own path says so; else the input that depends on it does. */
static void mention_azure(struct phs_pulumi_library *library, const struct stack *stack, const struct phs_pulumi_azure *azure,
                          struct phs_resource *resource, const struct phs_value *state) {
    const struct phs_foreign_type *type = azure_type(library, phs_text(phs_get(state, "type")));
    const struct phs_value *dependencies = phs_get(state, "propertyDependencies");
    phs_pulumi_azure_child(azure, type, resource, state);
    for (size_t i = 0; phs_is(resource->attributes, PHS_MAP) && i < resource->attributes->map.n; i++) {
        const struct phs_entry *entry = &resource->attributes->map.at[i];
        phs_pulumi_azure_mention(azure, resource, entry->value, phs_slice_dup(library->graph->arena, entry->key), 0);
    }
    for (size_t i = 0; phs_is(dependencies, PHS_MAP) && i < dependencies->map.n; i++) {
        const struct phs_entry *entry = &dependencies->map.at[i];
        const char *key = phs_slice_dup(library->graph->arena, entry->key),
                   *to = phs_pulumi_azure_key(library->azure, type, key);
        for (size_t k = 0; phs_is(entry->value, PHS_LIST) && entry->value->list.n > 1 && k < entry->value->list.n; k++) {
            const char *address = phs_map_get(&stack->addresses, phs_text(entry->value->list.at[k]));
            if (address && strcmp(address, resource->address) != 0)
                phs_graph_mention(library->graph, resource, PHS_REFERS_TO, address, to && *to != '-' ? to : key,
                                  entry->value->place);
        }
    }
}

/* Into their parents; one whose parent is not here is said to be unread. */
static void fold_parts(struct phs_pulumi_library *library, struct stack *stack, const struct phs_pulumi_azure *azure) {
    struct phs_arena *arena = library->graph->arena;
    for (size_t i = 0; i < stack->parts.n; i++) {
        const struct phs_value *item = stack->parts.at[i], *state = state_of(stack, item);
        const struct phs_pulumi_values values = {
            .arena = arena, .addresses = &stack->addresses, .dependencies = phs_get(state, "propertyDependencies")};
        const char *token = phs_text_or(arena, phs_get(state, "type"), "");
        const struct phs_foreign_type *type = azure_type(library, phs_slice(token));
        if (phs_pulumi_azure_fold(azure, type, phs_pulumi_azure_written(type, phs_get(state, "inputs")),
                                  azure_attributes(library, &values, state), state))
            continue;
        stack->orphans++;
        phs_graph_cover(library->graph, "type", token, PHS_NOT_READ, false,
                        phs_printf(arena, "%s: %s of type %s says more about a resource that is not in this stack; not judged",
                                   stack->path, name_of(arena, urn_of(item, state)), token),
                        item->place)
            ->items = 1;
    }
}

/* A bucket is spoken of by its name. */
static void link_ids(struct phs_pulumi_library *library, size_t first) {
    struct phs_tfjson_file file = {.graph = library->graph, .arena = library->graph->arena};
    phs_map_init(&file.ids, file.arena);
    for (size_t i = first; i < library->graph->resources.n; i++) {
        const struct phs_resource *each = library->graph->resources.at[i];
        struct phs_slice name = phs_text(phs_get(each->attributes, "bucket"));
        if (strcmp(each->type, "aws_s3_bucket") == 0 && name.len && !phs_map_get(&file.ids, name))
            phs_map_put(&file.ids, name, (void *)(uintptr_t)each->address);
    }
    phs_tfjson_link_ids(&file, first);
}

static void run(struct phs_pulumi_library *library, struct stack *stack) {
    struct phs_arena *arena = library->graph->arena;
    size_t first = library->graph->resources.n, n = stack->items->list.n;
    struct phs_resource **made = PHS_NEW_N(arena, struct phs_resource *, n ? n : 1);
    for (size_t i = 0; i < n; i++) {
        const struct phs_value *item = stack->items->list.at[i], *state = state_of(stack, item);
        made[i] = state && !is_again(stack, item, state) ? add(library, stack, item, state) : NULL;
    }
    for (size_t i = 0; i < n; i++) {
        const struct phs_value *state = made[i] ? state_of(stack, stack->items->list.at[i]) : NULL;
        if (!state)
            continue;
        fill(library, stack, made[i], state);
        if (strcmp(made[i]->collector, "azure-native") != 0)
            mention(library, stack, made[i], phs_get(state, "propertyDependencies"));
    }
    struct phs_pulumi_azure azure = {library->graph, stack->root, library->environment, &stack->addresses, {0}};
    phs_pulumi_azure_index(&azure, first);
    fold_parts(library, stack, &azure);
    for (size_t i = 0; i < n; i++)
        if (made[i] && strcmp(made[i]->collector, "azure-native") == 0)
            mention_azure(library, stack, &azure, made[i], state_of(stack, stack->items->list.at[i]));
    link_ids(library, first);
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
        struct stack *stack = library->stacks.at[i];
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
