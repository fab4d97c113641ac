/* SPDX-License-Identifier: Apache-2.0 */
/* Module instances -> resources of the graph: managed resources, data sources, module calls and providers. */
#include "collect/kubernetes/kubernetes.h"
#include "collect/terraform/scan.h"
#include "parse/yaml.h"

/* The reason why the instance, or a module around it, may not exist; NULL when it does. */
static const struct phs_value *existence_of(const struct phs_tf_instance *instance) {
    while (instance) {
        if (instance->node->existence)
            return instance->node->existence;
        instance = instance->node->module->call;
    }
    return NULL;
}

static const char *type_of(struct phs_arena *arena, const struct phs_tf_decl *decl) {
    if (decl->kind == PHS_TF_DATA)
        return phs_printf(arena, "data.%s", decl->type);
    if (decl->kind == PHS_TF_PROVIDER)
        return phs_printf(arena, "provider.%s", decl->name);
    return decl->kind == PHS_TF_MODULE ? "module" : decl->type;
}

/* Something inside the block could not be read, so that a missing argument proves nothing. */
static const struct phs_value *unread(struct phs_arena *arena, const struct phs_tf_decl *decl) {
    return phs_value_because(arena, PHS_WHY_UNREAD, decl->header, "the block of %s has a syntax error", decl->key);
}

/* The original form also has the meta-arguments that canonical attributes leave out. */
static const struct phs_value *original_of(struct phs_tf_instance *instance, const struct phs_value *body) {
    const struct phs_tf_node *node = instance->node;
    struct phs_arena *arena = node->module->root->scan->arena;
    const struct phs_hcl_attribute *provider = phs_hcl_attribute(&node->decl->body, "provider");
    const char *repeat = node->repeat == PHS_TF_COUNT ? "count" : "for_each";
    if (body->kind != PHS_MAP || (!provider && !node->existence))
        return body;
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < body->map.n; i++)
        phs_map_builder_set(&map, body->map.at[i].key, body->map.at[i].key_place, body->map.at[i].value);
    if (provider && node->decl->kind != PHS_TF_MODULE)
        phs_map_builder_set(&map, provider->name, provider->name_place,
                            phs_value_string(arena, phs_slice(phs_hcl_expr_line(arena, provider->expr, 200)), provider->place));
    if (node->existence)
        phs_map_builder_set(&map, phs_slice(repeat), node->decl->header, node->existence);
    return phs_map_builder_done(&map, body->place);
}

static struct phs_resource *add(struct phs_tf_module *module, const struct phs_tf_decl *decl, const char *type,
                                const char *address) {
    struct phs_tf_scan *scan = module->root->scan;
    struct phs_resource *resource = phs_graph_add(scan->graph, module->root->path, scan->environment, type, address);
    resource->name = decl->name;
    resource->collector = "terraform";
    resource->directness = PHS_SOURCE;
    resource->place = phs_tf_place_in(module, decl->place);
    return resource;
}

/* A manifest of Kubernetes in Terraform is what it says, like one in a file of its own. */
static const struct phs_value *as_manifest(struct phs_arena *arena, const struct phs_tf_decl *decl,
                                           const struct phs_value *body, const char **type) {
    const struct phs_value *manifest = NULL;
    if (decl->kind != PHS_TF_RESOURCE)
        return body;
    if (strcmp(decl->type, "kubernetes_manifest") == 0)
        manifest = phs_get(body, "manifest");
    else if (strcmp(decl->type, "kubectl_manifest") == 0 && phs_is(phs_get(body, "yaml_body"), PHS_STRING))
        phs_yaml_parse_one(arena, NULL, phs_get(body, "yaml_body")->string, NULL, &manifest, NULL);
    return phs_kubernetes_known(arena, manifest, type, body);
}

static void emit_instance(struct phs_tf_instance *instance) {
    const struct phs_tf_decl *decl = instance->node->decl;
    struct phs_tf_module *module = instance->node->module;
    struct phs_arena *arena = module->root->scan->arena;
    const char *type = type_of(arena, decl);
    const struct phs_value *body = phs_tf_instance_body(instance);
    if (decl->damaged)
        body = unread(arena, decl);
    const struct phs_value *shaped = as_manifest(arena, decl, body, &type);
    instance->resource = add(module, decl, type, instance->address);
    instance->resource->attributes = phs_tf_moved(module, shaped);
    instance->resource->original = phs_tf_moved(module, original_of(instance, body));
    instance->resource->existence = phs_tf_moved(module, existence_of(instance));
    phs_tf_mention(instance);
}

static void emit_kind(struct phs_tf_module *module, enum phs_tf_decl_kind kind) {
    const struct phs_map *decls = &module->dir->decls[kind];
    for (size_t i = 0; i < decls->n; i++) {
        struct phs_tf_node *node = phs_tf_node(module, kind, decls->items[i].key);
        phs_tf_expand(node);
        for (size_t k = 0; k < node->instances.n; k++)
            emit_instance(node->instances.at[k]);
    }
}

static void emit_providers(struct phs_tf_module *module) {
    const struct phs_map *decls = &module->dir->decls[PHS_TF_PROVIDER];
    struct phs_arena *arena = module->root->scan->arena;
    for (size_t i = 0; i < decls->n; i++) {
        const struct phs_tf_decl *decl = decls->items[i].value;
        struct phs_resource *resource =
            add(module, decl, type_of(arena, decl), phs_printf(arena, "%sprovider.%s", module->prefix, decl->key));
        struct phs_hcl_scope scope = phs_tf_scope(module, NULL);
        resource->attributes =
            decl->damaged ? unread(arena, decl) : phs_tf_body_value(&scope, &decl->body, PHS_TF_PROVIDER, decl->place);
        resource->original = resource->attributes;
    }
}

/* What receives a resource's id and cannot be read may do anything with it: relate/ and judge/ ask for this mark. */
static void mark_unread(struct phs_tf_instance *call) {
    struct phs_resource *resource = call->resource;
    struct phs_arena *arena = call->node->module->root->scan->arena;
    struct phs_map_builder map;
    if (!resource || !phs_is(resource->attributes, PHS_MAP))
        return;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < resource->attributes->map.n; i++) {
        const struct phs_entry *entry = &resource->attributes->map.at[i];
        phs_map_builder_set(&map, entry->key, entry->key_place, entry->value);
    }
    phs_map_builder_set(&map, PHS_SLICE("phiscope_unread"), resource->place, phs_value_bool(arena, true, resource->place));
    resource->attributes = phs_map_builder_done(&map, resource->attributes->place);
}

static void emit_children(struct phs_tf_module *module) {
    const struct phs_map *calls = &module->dir->decls[PHS_TF_MODULE];
    for (size_t i = 0; i < calls->n; i++) {
        struct phs_tf_node *node = phs_tf_node(module, PHS_TF_MODULE, calls->items[i].key);
        for (size_t k = 0; k < node->instances.n; k++) {
            struct phs_tf_module *child = phs_tf_child(node->instances.at[k]);
            if (child)
                phs_tf_emit(child);
            if (!child || (child->dir->known && !child->dir->known->complete))
                mark_unread(node->instances.at[k]);
        }
    }
}

void phs_tf_emit(struct phs_tf_module *module) {
    emit_providers(module);
    emit_kind(module, PHS_TF_RESOURCE);
    emit_kind(module, PHS_TF_DATA);
    emit_kind(module, PHS_TF_MODULE);
    emit_children(module);
}
