/* SPDX-License-Identifier: Apache-2.0 */
/* Clusters: pods with their effective settings, and who selects, guards, exposes and runs as whom. */
#include "relate/kubernetes.h"

#include "base/buf.h"
#include "relate/passes.h"

/* A manifest of 8 MiB can hold 20,000 services that each select 20,000 pods. */
enum { MOST_STEPS = 20000000 };

static const struct {
    const char *type, *template;
} workloads[] = {
    {"kubernetes_pod", ""},
    {"kubernetes_deployment", "spec.template"},
    {"kubernetes_stateful_set", "spec.template"},
    {"kubernetes_daemon_set", "spec.template"},
    {"kubernetes_daemonset", "spec.template"},
    {"kubernetes_replica_set", "spec.template"},
    {"kubernetes_replication_controller", "spec.template"},
    {"kubernetes_job", "spec.template"},
    {"kubernetes_cron_job", "spec.job_template.spec.template"},
    {"kubernetes_rollout", "spec.template"},
    {"kubernetes_stored_template", "template"},
    {"kubernetes_knative_service", "spec.template"},
};

static bool is_type(const char *type, const char *wanted) {
    size_t n = strlen(wanted);
    return strncmp(type, wanted, n) == 0 && (!type[n] || strcmp(type + n, "_v1") == 0);
}

bool phs_kube_is(const struct phs_resource *resource, const char *type) {
    return is_type(resource->type, type);
}

size_t phs_kube_count(const struct phs_value *blocks) {
    return phs_is(blocks, PHS_LIST) ? blocks->list.n : phs_is(blocks, PHS_MAP) ? 1 : 0;
}

const struct phs_value *phs_kube_at(const struct phs_value *blocks, size_t i) {
    return phs_is(blocks, PHS_LIST) ? blocks->list.at[i] : blocks;
}

const char *phs_kube_template(const char *type) {
    for (size_t i = 0; i < sizeof workloads / sizeof *workloads; i++)
        if (is_type(type, workloads[i].type))
            return workloads[i].template;
    return NULL;
}

static const char *meta(struct phs_kube *kube, const struct phs_resource *resource, const char *key, const char *fallback) {
    const struct phs_value *value = phs_get_path(resource->attributes, phs_printf(kube->arena, "metadata.%s", key));
    struct phs_slice text = phs_text(value);
    if (!text.len && strcmp(key, "name") == 0)
        text = phs_text(phs_get(resource->attributes, "name"));
    return text.len ? phs_slice_dup(kube->arena, text) : phs_is(value, PHS_UNKNOWN) ? "?" : fallback;
}

bool phs_kube_spend(struct phs_kube *kube, size_t n) {
    bool enough = kube->left >= n;
    kube->left -= enough ? n : kube->left;
    return enough;
}

struct phs_kube_space *phs_kube_space(struct phs_kube *kube, const struct phs_resource *of, const char *name) {
    const char *parts[] = {of->root, of->environment, name};
    struct phs_buf key;
    phs_buf_init(&key, 1 << 16);
    for (size_t i = 0; i < 3; i++)
        phs_buf_add(&key, parts[i], strlen(parts[i]) + 1);
    char *copy = phs_alloc(kube->arena, key.len + 1);
    memcpy(copy, key.ptr, key.len);
    struct phs_slice text = phs_slice_n(copy, key.len);
    phs_buf_done(&key);
    struct phs_kube_space *space = phs_map_get(&kube->spaces, text);
    if (space)
        return space;
    space = PHS_NEW(kube->arena, struct phs_kube_space);
    space->name = phs_strdup(kube->arena, name);
    phs_map_init(&space->by_name, kube->arena);
    phs_map_init(&space->by_label, kube->arena);
    phs_map_put(&kube->spaces, text, space);
    return space;
}

static const char *name_key(struct phs_arena *arena, const char *type, struct phs_slice name) {
    return phs_printf(arena, "%s %.*s", type, (int)name.len, name.ptr);
}

struct phs_resource *phs_kube_named(struct phs_kube_space *space, const char *type, struct phs_slice name) {
    if (!name.len || name.len > 512)
        return NULL;
    return phs_map_gets(&space->by_name, name_key(space->by_name.arena, type, name));
}

/* "_v1" says how it is written, not what it is. */
static const char *bare_type(struct phs_arena *arena, const char *type) {
    size_t n = strlen(type);
    return n > 3 && strcmp(type + n - 3, "_v1") == 0 ? phs_strndup(arena, type, n - 3) : type;
}

static void index_pod(struct phs_kube *kube, struct phs_kube_space *space, struct phs_resource *workload,
                      const char *template) {
    const struct phs_value *body = *template ? phs_get_path(workload->attributes, template) : workload->attributes;
    struct phs_kube_pod *pod = PHS_NEW(kube->arena, struct phs_kube_pod);
    *pod = (struct phs_kube_pod){.space = space,
                                 .workload = workload,
                                 .spec = phs_get_path(body, "spec"),
                                 .labels = phs_get_path(body, "metadata.labels"),
                                 .annotations = phs_get_path(body, "metadata.annotations")};
    PHS_PUSH(kube->arena, kube->pods, pod);
    PHS_PUSH(kube->arena, space->pods, pod);
    for (size_t i = 0; phs_is(pod->labels, PHS_MAP) && i < pod->labels->map.n; i++) {
        const struct phs_entry *label = &pod->labels->map.at[i];
        const char *value = phs_scalar_text(kube->arena, label->value);
        const char *key = phs_printf(kube->arena, "%.*s=%s", (int)label->key.len, label->key.ptr, value ? value : "?");
        struct phs_kube_pods *pods = phs_map_gets(&space->by_label, key);
        if (!pods) {
            pods = PHS_NEW(kube->arena, struct phs_kube_pods);
            phs_map_puts(&space->by_label, key, pods);
        }
        PHS_PUSH(kube->arena, pods->items, pod);
    }
}

/* Policies of Cilium and Calico: read, but not evaluated. */
static bool is_other_policy(const struct phs_resource *resource) {
    const struct phs_value *kind = phs_get(resource->attributes, "kind");
    if (strcmp(resource->type, "kubectl_manifest") == 0)
        return phs_slice_find(phs_text(phs_get(resource->attributes, "yaml_body")), PHS_SLICE("NetworkPolicy")) != (size_t)-1;
    if (strcmp(resource->type, "kubernetes_manifest") != 0)
        return false;
    return phs_slice_ends(phs_text(kind ? kind : phs_get_path(resource->attributes, "manifest.kind")), "NetworkPolicy");
}

static void index_resource(struct phs_kube *kube, struct phs_resource *resource) {
    const char *type = bare_type(kube->arena, resource->type), *template = phs_kube_template(resource->type);
    bool cluster = strcmp(type, "kubernetes_cluster_role") == 0 || strcmp(type, "kubernetes_cluster_role_binding") == 0 ||
                   strcmp(type, "kubernetes_namespace") == 0 || strcmp(type, "kubernetes_persistent_volume") == 0;
    struct phs_kube_space *space = phs_kube_space(kube, resource, cluster ? "" : meta(kube, resource, "namespace", "default"));
    const char *name = meta(kube, resource, "name", "");
    const char *key = name_key(kube->arena, type, phs_slice(name));
    if (!phs_map_gets(&space->by_name, key))
        phs_map_puts(&space->by_name, key, resource);
    if (template)
        index_pod(kube, space, resource, template);
    if (strcmp(type, "kubernetes_network_policy") == 0)
        PHS_PUSH(kube->arena, space->policies, resource);
    if (is_other_policy(resource))
        space->has_other_policies = phs_kube_space(kube, resource, "")->has_other_policies = true;
}

/* The level of the pod security admission, which stands in labels. */
static void read_pod_security(struct phs_graph *graph, struct phs_resource *namespace) {
    static const char *const modes[] = {"enforce", "audit", "warn"};
    const struct phs_value *labels = phs_get_path(namespace->attributes, "metadata.labels");
    struct phs_map_builder map, levels;
    phs_map_builder_init(&map, graph->arena);
    phs_map_builder_init(&levels, graph->arena);
    for (size_t i = 0; i < 3; i++) {
        const struct phs_value *level = phs_get(labels, phs_printf(graph->arena, "pod-security.kubernetes.io/%s", modes[i]));
        if (level)
            phs_map_builder_set(&levels, phs_slice(modes[i]), level->place, level);
    }
    for (size_t i = 0; phs_is(namespace->attributes, PHS_MAP) && i < namespace->attributes->map.n; i++)
        phs_map_builder_set(&map, namespace->attributes->map.at[i].key, namespace->attributes->map.at[i].key_place,
                            namespace->attributes->map.at[i].value);
    phs_map_builder_set(&map, PHS_SLICE("pod_security"), namespace->place,
                        phs_is(labels, PHS_UNKNOWN) ? labels : phs_map_builder_done(&levels, namespace->place));
    namespace->attributes = phs_map_builder_done(&map, namespace->place);
}

void phs_relate_kubernetes(struct phs_graph *graph) {
    struct phs_kube kube = {.graph = graph, .arena = phs_arena_new(), .left = MOST_STEPS};
    size_t n = graph->resources.n; /* what is derived here needs no second look */
    phs_map_init(&kube.spaces, kube.arena);
    phs_map_init(&kube.stores, kube.arena);
    for (size_t i = 0; i < n; i++)
        if ((strncmp(graph->resources.at[i]->type, "kubernetes_", 11) == 0 ||
             strcmp(graph->resources.at[i]->type, "kubectl_manifest") == 0) &&
            strcmp(graph->resources.at[i]->type, "kubernetes_pod_template") != 0)
            index_resource(&kube, graph->resources.at[i]);
    for (size_t i = 0; i < n; i++)
        if (phs_kube_is(graph->resources.at[i], "kubernetes_namespace"))
            read_pod_security(graph, graph->resources.at[i]);
    for (size_t i = 0; i < n; i++)
        if (phs_kube_is(graph->resources.at[i], "kubernetes_network_policy"))
            phs_kube_read_policy(graph, graph->resources.at[i]);
    phs_kube_link_policies(&kube);
    for (size_t i = 0; i < kube.pods.n; i++) {
        phs_kube_derive(&kube, kube.pods.at[i]);
        phs_kube_link_pod(&kube, kube.pods.at[i]);
    }
    phs_kube_link_others(&kube);
    phs_kube_link_settings(&kube);
    phs_arena_free(kube.arena);
}
