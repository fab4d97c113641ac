/* SPDX-License-Identifier: Apache-2.0 */
/* What holds for a pod once defaults and inheritance are worked out (Pod v1 core, PodSecurityContext). */
#include "relate/kubernetes_pod.h"

#include "relate/kubernetes_flags.h"

void phs_kube_set(struct phs_map_builder *map, const char *key, const struct phs_value *value) {
    if (phs_is_set(value))
        phs_map_builder_set(map, phs_slice(key), value->place, value);
}

static const struct phs_value *assumed(struct phs_arena *arena, bool value, struct phs_place place) {
    struct phs_value *made = (struct phs_value *)(uintptr_t)phs_value_bool(arena, value, place);
    made->flags |= PHS_VALUE_DEFAULT;
    return made;
}

const struct phs_value *phs_kube_text(struct phs_arena *arena, const char *value, struct phs_place place) {
    return phs_value_string(arena, phs_slice(phs_strdup(arena, value)), place);
}

void phs_kube_set_or(struct phs_map_builder *map, const char *key, const struct phs_value *value, bool fallback,
                     struct phs_place place) {
    phs_kube_set(map, key, phs_is_set(value) ? value : assumed(map->arena, fallback, place));
}

static const struct phs_value *volume_named(const struct phs_value *spec, struct phs_slice name) {
    const struct phs_value *volumes = phs_get_path(spec, "volume");
    for (size_t i = 0; i < phs_kube_count(volumes); i++)
        if (phs_slice_eq(phs_text(phs_get(phs_kube_at(volumes, i), "name")), name))
            return phs_kube_at(volumes, i);
    return NULL;
}

/* Folders of the node that the pod can mount; of one container, those that it does. */
const struct phs_value *phs_kube_host_paths(struct phs_kube_deriving *d, const struct phs_value *container) {
    const struct phs_value *volumes = phs_get_path(d->pod->spec, "volume"), *mounts = phs_get_path(container, "volume_mount");
    PHS_VEC(const struct phs_value *) paths = {0};
    if (phs_is(volumes, PHS_UNKNOWN))
        return volumes;
    for (size_t i = 0; i < phs_kube_count(container ? mounts : volumes); i++) {
        const struct phs_value *volume =
            container ? volume_named(d->pod->spec, phs_text(phs_get(phs_kube_at(mounts, i), "name"))) : phs_kube_at(volumes, i);
        const struct phs_value *path = phs_get_path(volume, "host_path.path");
        if (phs_is_set(path))
            PHS_PUSH(d->arena, paths, path);
    }
    return phs_value_list(d->arena, paths.at, paths.n, d->pod->workload->place);
}

static const struct phs_value *token_mounted(struct phs_kube_deriving *d, struct phs_slice name,
                                             const struct phs_resource *account) {
    const struct phs_value *own = phs_get_path(d->pod->spec, "automount_service_account_token");
    struct phs_place place = d->pod->workload->place;
    if (phs_is_set(own))
        return own;
    const struct phs_value *theirs = account ? phs_get(account->attributes, "automount_service_account_token") : NULL;
    if (phs_is_set(theirs))
        return theirs;
    if (account || phs_slice_is(name, "default"))
        return assumed(d->arena, true, place);
    return phs_value_unknown(
        d->arena, PHS_WHY_UNREAD,
        phs_printf(d->arena, "service account %.*s is not among the manifests that were read", (int)name.len, name.ptr), place);
}

struct phs_slice phs_kube_account(const struct phs_kube_pod *pod, struct phs_kube_space *space,
                                  struct phs_resource **ret_account) {
    struct phs_slice name = phs_text(phs_get_path(pod->spec, "service_account_name"));
    if (!name.len)
        name = phs_text(phs_get_path(pod->spec, "service_account"));
    if (!name.len)
        name = PHS_SLICE("default");
    *ret_account = phs_kube_named(space, "kubernetes_service_account", name);
    return name;
}

static const struct phs_value *limited(struct phs_kube_deriving *d, bool limited) {
    if (!limited && d->pod->policy_unclear)
        return phs_value_unknown(d->arena, PHS_WHY_UNSUPPORTED, d->pod->policy_unclear, d->pod->workload->place);
    return phs_value_bool(d->arena, limited, d->pod->workload->place);
}

void phs_kube_set_names(struct phs_kube_deriving *d, struct phs_map_builder *map) {
    const struct phs_resource *workload = d->pod->workload;
    phs_kube_set(map, "namespace", phs_kube_text(d->arena, d->pod->space->name, workload->place));
    phs_kube_set(map, "workload", phs_kube_text(d->arena, workload->address, workload->place));
    phs_kube_set(map, "workload_type", phs_kube_text(d->arena, workload->type, workload->place));
}

void phs_kube_set_host(struct phs_kube_deriving *d, struct phs_map_builder *map) {
    static const char *const keys[] = {"host_network", "host_pid", "host_ipc"};
    for (size_t i = 0; i < 3; i++)
        phs_kube_set_or(map, keys[i], phs_get_path(d->pod->spec, keys[i]), false, d->pod->workload->place);
}

/* A static pod of the control plane: it needs the network of its node and can have no service account (Kubernetes
 * documentation, "Create static Pods"). */
static bool is_control_plane(const struct phs_kube_deriving *d) {
    static const char *const programs[] = {"kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"};
    const struct phs_value *containers = phs_get_path(d->pod->spec, "container");
    if (!phs_kube_is(d->pod->workload, "kubernetes_pod") || strcmp(d->pod->space->name, "kube-system") != 0)
        return false;
    for (size_t i = 0; i < phs_kube_count(containers); i++)
        for (size_t k = 0; k < sizeof programs / sizeof *programs; k++)
            if (phs_slice_is(phs_kube_program(phs_kube_at(containers, i)), programs[k]))
                return true;
    return false;
}

/* Names of the kernel settings that the pod changes. */
static const struct phs_value *sysctls_of(struct phs_kube_deriving *d) {
    const struct phs_value *list = phs_get_path(d->pod->spec, "security_context.sysctl");
    PHS_VEC(const struct phs_value *) names = {0};
    if (!phs_is_set(list))
        list = phs_get_path(d->pod->spec, "security_context.sysctls");
    if (phs_is(list, PHS_UNKNOWN))
        return list;
    for (size_t i = 0; i < phs_kube_count(list); i++)
        if (phs_is_set(phs_get(phs_kube_at(list, i), "name")))
            PHS_PUSH(d->arena, names, phs_get(phs_kube_at(list, i), "name"));
    return phs_value_list(d->arena, names.at, names.n, d->pod->workload->place);
}

static void fill_template(struct phs_kube_deriving *d) {
    struct phs_map_builder map;
    struct phs_resource *account;
    struct phs_resource *template = d->pod->template;
    struct phs_slice name = phs_kube_account(d->pod, d->pod->space, &account);
    phs_map_builder_init(&map, d->arena);
    phs_kube_set(&map, "name", phs_kube_text(d->arena, d->pod->workload->name, template->place));
    phs_kube_set_names(d, &map);
    if (phs_is(d->pod->labels, PHS_MAP))
        phs_kube_set(&map, "labels", d->pod->labels);
    phs_kube_set(&map, "service_account_name",
                 phs_value_string(d->arena, phs_slice_n(phs_slice_dup(d->arena, name), name.len), template->place));
    phs_kube_set(&map, "automount_service_account_token", token_mounted(d, name, account));
    phs_kube_set_host(d, &map);
    phs_kube_set(&map, "control_plane", phs_value_bool(d->arena, is_control_plane(d), template->place));
    phs_kube_set(&map, "host_paths", phs_kube_host_paths(d, NULL));
    phs_kube_set(&map, "sysctls", sysctls_of(d));
    phs_kube_set_or(&map, "share_process_namespace", phs_get_path(d->pod->spec, "share_process_namespace"), false,
                    template->place);
    phs_kube_set(&map, "os", phs_get_path(d->pod->spec, "os.name"));
    phs_kube_set(&map, "ingress_limited", limited(d, d->pod->ingress_limited && !d->pod->ingress_lifted));
    phs_kube_set(&map, "egress_limited", limited(d, d->pod->egress_limited && !d->pod->egress_lifted));
    template->attributes = phs_map_builder_done(&map, template->place);
}

static void add_template(struct phs_kube_deriving *d) {
    struct phs_resource *workload = d->pod->workload;
    const char *address = phs_printf(d->kube->arena, "%s/pod", workload->address);
    struct phs_resource *template = phs_graph_find(d->kube->graph, workload->root, workload->environment, address);
    if (!template) {
        template = phs_graph_add(d->kube->graph, workload->root, workload->environment, "kubernetes_pod_template", address);
        template->place = workload->place;
        template->collector = workload->collector;
    }
    template->name = workload->name;
    template->existence = workload->existence;
    template->folded = true;
    d->pod->template = template;
    fill_template(d);
    phs_graph_link(d->kube->graph, template, PHS_BELONGS_TO, workload, NULL, template->place);
}

void phs_kube_derive(struct phs_kube *kube, struct phs_kube_pod *pod) {
    static const char *const kinds[] = {"init_container", "container", "ephemeral_container"};
    struct phs_kube_deriving d = {kube, pod, kube->graph->arena};
    add_template(&d);
    for (size_t k = 0; k < 3; k++) {
        const struct phs_value *list = phs_get_path(pod->spec, kinds[k]);
        for (size_t i = 0; i < phs_kube_count(list); i++)
            if (phs_is(phs_kube_at(list, i), PHS_MAP))
                phs_kube_add_container(&d, phs_kube_at(list, i), kinds[k]);
    }
}
