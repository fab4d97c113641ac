/* SPDX-License-Identifier: Apache-2.0 */
/* How the resources of a stack hang together: dependencies, settings that go into their parents, buckets by their names. */
#include "collect/pulumi/parts.h"
#include "collect/terraform_json/parts.h"

static const char *property_name(struct phs_pulumi_library *library, const struct phs_resource *resource,
                                 struct phs_slice key) {
    struct phs_arena *arena = library->graph->arena;
    if (strcmp(resource->collector, "aws-native") != 0)
        return phs_pulumi_snake(arena, key);
    const struct phs_foreign_type *type = phs_foreign_type(library->cloudformation, phs_slice(resource->type_as_written));
    return phs_pulumi_native_name(arena, library->cloudformation, type, key);
}

void phs_pulumi_mention(struct phs_pulumi_library *library, const struct phs_pulumi_stack *stack, struct phs_resource *resource,
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
void phs_pulumi_mention_azure(struct phs_pulumi_library *library, const struct phs_pulumi_stack *stack,
                              const struct phs_pulumi_azure *azure, struct phs_resource *resource,
                              const struct phs_value *state) {
    const struct phs_foreign_type *type = phs_pulumi_library_azure_type(library, phs_text(phs_get(state, "type")));
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

void phs_pulumi_fold_parts(struct phs_pulumi_library *library, struct phs_pulumi_stack *stack,
                           const struct phs_pulumi_azure *azure) {
    struct phs_arena *arena = library->graph->arena;
    for (size_t i = 0; i < stack->parts.n; i++) {
        const struct phs_value *item = stack->parts.at[i], *state = phs_pulumi_state(stack, item);
        const struct phs_pulumi_values values = {
            .arena = arena, .addresses = &stack->addresses, .dependencies = phs_get(state, "propertyDependencies")};
        const char *token = phs_text_or(arena, phs_get(state, "type"), "");
        const struct phs_foreign_type *type = phs_pulumi_library_azure_type(library, phs_slice(token));
        if (phs_pulumi_azure_fold(azure, type, phs_pulumi_azure_written(type, phs_get(state, "inputs")),
                                  phs_pulumi_azure_attributes(library, &values, state), state))
            continue;
        stack->orphans++;
        phs_graph_cover(library->graph, "type", token, PHS_NOT_READ, false,
                        phs_printf(arena, "%s: %s of type %s says more about a resource that is not in this stack; not judged",
                                   stack->path, phs_pulumi_name(arena, phs_pulumi_urn(item, state)), token),
                        item->place)
            ->items = 1;
    }
}

/* A bucket is spoken of by its name. */
void phs_pulumi_link_ids(struct phs_pulumi_library *library, size_t first) {
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
