/* SPDX-License-Identifier: Apache-2.0 */
/* State files of version 4 as Terraform writes them, and references between resources that a state only shows as ids. */
#include "collect/terraform_json/parts.h"

/* [[{type: get_attr, value: password}]]: the paths, of which only the first step is looked at: the whole attribute is withheld.
 */
static const struct phs_value *sensitive_tree(struct phs_arena *arena, const struct phs_value *paths) {
    struct phs_map_builder map;
    struct phs_place nowhere = {0};
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; phs_is(paths, PHS_LIST) && i < paths->list.n; i++) {
        const struct phs_value *steps = paths->list.at[i];
        struct phs_slice name =
            phs_is(steps, PHS_LIST) && steps->list.n ? phs_text(phs_get(steps->list.at[0], "value")) : PHS_SLICE("");
        if (name.len)
            phs_map_builder_set(&map, name, nowhere, phs_value_bool(arena, true, nowhere));
    }
    return phs_map_builder_done(&map, nowhere);
}

static const char *index_text(struct phs_arena *arena, const struct phs_value *key) {
    const char *text = phs_scalar_text(arena, key);
    if (!text)
        return "";
    return key->kind == PHS_STRING ? phs_printf(arena, "[\"%s\"]", text) : phs_printf(arena, "[%s]", text);
}

static void add_instance(struct phs_tfjson_file *file, const struct phs_value *resource, const struct phs_value *instance) {
    struct phs_arena *arena = file->arena;
    const char *type = phs_text_or(arena, phs_get(resource, "type"), ""),
               *name = phs_text_or(arena, phs_get(resource, "name"), "");
    const char *module = phs_text_or(arena, phs_get(resource, "module"), "");
    bool data = phs_slice_is(phs_text(phs_get(resource, "mode")), "data");
    if (!*type || !*name)
        return;
    const char *address = phs_printf(arena, "%s%s%s%s.%s%s", module, *module ? "." : "", data ? "data." : "", type, name,
                                     index_text(arena, phs_get(instance, "index_key")));
    struct phs_resource *added =
        phs_tfjson_add(file, data ? phs_printf(arena, "data.%s", type) : type, address, name, instance->place);
    added->attributes = phs_tfjson_values(file, NULL, phs_get(instance, "attributes"), NULL,
                                          sensitive_tree(arena, phs_get(instance, "sensitive_attributes")));
    added->original = added->attributes;
}

void phs_tfjson_add_state_file(struct phs_tfjson_file *file) {
    const struct phs_value *resources = phs_get(file->value, "resources");
    for (size_t i = 0; phs_is(resources, PHS_LIST) && i < resources->list.n; i++) {
        const struct phs_value *instances = phs_get(resources->list.at[i], "instances");
        for (size_t k = 0; phs_is(instances, PHS_LIST) && k < instances->list.n; k++)
            add_instance(file, resources->list.at[i], instances->list.at[k]);
    }
}

static void index_ids(struct phs_tfjson_file *file, size_t first) {
    static const char *const names[] = {"id", "arn", "key_id"};
    for (size_t i = first; i < file->graph->resources.n; i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            const struct phs_resource *resource = file->graph->resources.at[i];
            struct phs_slice id = phs_text(phs_get(resource->attributes, names[k]));
            if (id.len >= 6 && !phs_map_get(&file->ids, id))
                phs_map_put(&file->ids, id, (void *)(uintptr_t)resource->address);
        }
}

static void link_value(struct phs_tfjson_file *file, struct phs_resource *from, const struct phs_value *value, const char *path,
                       int depth) {
    if (depth > PHS_TFJSON_MAX_DEPTH)
        return;
    const char *target = value->kind == PHS_STRING ? phs_map_get(&file->ids, value->string) : NULL;
    if (target && strcmp(target, from->address) != 0)
        phs_graph_mention(file->graph, from, PHS_REFERS_TO, target, path, value->place);
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n; i++)
        link_value(file, from, value->list.at[i], path, depth + 1);
    for (size_t i = 0; value->kind == PHS_MAP && i < value->map.n; i++) {
        struct phs_slice key = value->map.at[i].key;
        const char *inner =
            path ? phs_printf(file->arena, "%s.%.*s", path, (int)key.len, key.ptr) : phs_slice_dup(file->arena, key);
        link_value(file, from, value->map.at[i].value, inner, depth + 1);
    }
}

void phs_tfjson_link_ids(struct phs_tfjson_file *file, size_t first) {
    index_ids(file, first);
    for (size_t i = first; i < file->graph->resources.n; i++)
        link_value(file, file->graph->resources.at[i], file->graph->resources.at[i]->attributes, NULL, 0);
}
