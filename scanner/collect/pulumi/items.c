/* SPDX-License-Identifier: Apache-2.0 */
/* One item of a stack: a resource under the type that it has here, and what it says of itself. */
#include "collect/kubernetes/kubernetes.h"
#include "collect/pulumi/parts.h"

const struct phs_value *phs_pulumi_state(const struct phs_pulumi_stack *stack, const struct phs_value *item) {
    const struct phs_value *state = stack->preview ? phs_get(item, "newState") : item, *custom = phs_get(state, "custom");
    struct phs_slice op = phs_text(phs_get(item, "op")), type = phs_text(phs_get(state, "type"));
    bool gone = stack->preview
                    ? phs_slice_starts(op, "delete") || phs_slice_starts(op, "discard") || phs_slice_starts(op, "remove")
                    : phs_is_true(phs_get(item, "delete"));
    bool none = phs_is(custom, PHS_BOOL) && !custom->boolean;
    return gone || none || !type.len || phs_slice_starts(type, "pulumi:") ? NULL : state;
}

struct phs_slice phs_pulumi_urn(const struct phs_value *item, const struct phs_value *state) {
    struct phs_slice urn = phs_text(phs_get(state, "urn"));
    return urn.len ? urn : phs_text(phs_get(item, "urn"));
}

const char *phs_pulumi_name(struct phs_arena *arena, struct phs_slice urn) {
    size_t start = urn.len;
    while (start > 1 && !(urn.ptr[start - 1] == ':' && urn.ptr[start - 2] == ':'))
        start--;
    return start > 1 ? phs_slice_dup(arena, phs_slice_n(urn.ptr + start, urn.len - start)) : phs_slice_dup(arena, urn);
}

static void count_unmapped(struct phs_arena *arena, struct phs_pulumi_stack *stack, struct phs_slice type) {
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
static struct phs_resource *add_native(struct phs_pulumi_library *library, struct phs_pulumi_stack *stack,
                                       const struct phs_value *item, const struct phs_foreign_type *type,
                                       struct phs_slice urn) {
    struct phs_arena *arena = library->graph->arena;
    const char *name = phs_pulumi_name(arena, urn);
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

const struct phs_foreign_type *phs_pulumi_library_azure_type(struct phs_pulumi_library *library, struct phs_slice token) {
    if (!phs_pulumi_is_azure(token))
        return NULL;
    if (!library->azure)
        library->azure = phs_foreign_load(library->graph->arena, "azure-native");
    return phs_pulumi_azure_type(library->azure, token);
}

/* Of the type of Azure Resource Manager; NULL for a part, which waits until its parent is there. */
static struct phs_resource *add_azure(struct phs_pulumi_library *library, struct phs_pulumi_stack *stack,
                                      const struct phs_value *item, const struct phs_foreign_type *type, struct phs_slice urn) {
    struct phs_arena *arena = library->graph->arena;
    const char *written = phs_pulumi_azure_written(type, phs_get(phs_pulumi_state(stack, item), "inputs")),
               *name = phs_pulumi_name(arena, urn);
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

struct phs_resource *phs_pulumi_add(struct phs_pulumi_library *library, struct phs_pulumi_stack *stack,
                                    const struct phs_value *item, const struct phs_value *state) {
    struct phs_arena *arena = library->graph->arena;
    struct phs_slice token = phs_text(phs_get(state, "type")), urn = phs_pulumi_urn(item, state);
    const char *written = phs_slice_dup(arena, token), *name = phs_pulumi_name(arena, urn),
               *type = phs_pulumi_type(arena, token);
    if (!type && phs_slice_starts(token, "kubernetes:"))
        phs_kubernetes_known(arena, phs_get(state, "inputs"), &type, NULL);
    const struct phs_foreign_type *native = type ? NULL : native_type(library, token);
    if (native)
        return add_native(library, stack, item, native, urn);
    const struct phs_foreign_type *azure = type ? NULL : phs_pulumi_library_azure_type(library, token);
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

const struct phs_value *phs_pulumi_azure_attributes(struct phs_pulumi_library *library, const struct phs_pulumi_values *values,
                                                    const struct phs_value *state) {
    struct phs_arena *arena = library->graph->arena;
    const struct phs_value *written = phs_pulumi_manifest(values, said_of(state));
    if (!written)
        return unsaid(arena, state);
    written = phs_pulumi_azure(arena, library->azure, phs_pulumi_library_azure_type(library, phs_text(phs_get(state, "type"))),
                               written);
    return with_id(arena, written, phs_get(state, "id"));
}

void phs_pulumi_fill(struct phs_pulumi_library *library, struct phs_pulumi_stack *stack, struct phs_resource *resource,
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
        resource->attributes = resource->original = phs_pulumi_azure_attributes(library, &values, state);
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
