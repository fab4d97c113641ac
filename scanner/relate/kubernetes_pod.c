/* SPDX-License-Identifier: Apache-2.0 */
/* What holds for a pod and for each of its containers once defaults and inheritance are worked out (Pod v1 core,
 * PodSecurityContext and SecurityContext: the container's own setting wins). */
#include "model/image.h"
#include "model/login_switch.h"
#include "model/secretish.h"
#include "relate/kubernetes.h"
#include "relate/kubernetes_flags.h"

struct deriving {
    struct phs_kube *kube;
    struct phs_kube_pod *pod;
    struct phs_arena *arena; /* the graph's */
};

static void set(struct phs_map_builder *map, const char *key, const struct phs_value *value) {
    if (phs_is_set(value))
        phs_map_builder_set(map, phs_slice(key), value->place, value);
}

static const struct phs_value *assumed(struct phs_arena *arena, bool value, struct phs_place place) {
    struct phs_value *made = (struct phs_value *)(uintptr_t)phs_value_bool(arena, value, place);
    made->flags |= PHS_VALUE_DEFAULT;
    return made;
}

static const struct phs_value *text(struct phs_arena *arena, const char *value, struct phs_place place) {
    return phs_value_string(arena, phs_slice(phs_strdup(arena, value)), place);
}

static void set_or(struct phs_map_builder *map, const char *key, const struct phs_value *value, bool fallback,
                   struct phs_place place) {
    set(map, key, phs_is_set(value) ? value : assumed(map->arena, fallback, place));
}

/* A list, a single block or nothing; an unknown counts as none. */
static const struct phs_value *volume_named(const struct phs_value *spec, struct phs_slice name) {
    const struct phs_value *volumes = phs_get_path(spec, "volume");
    for (size_t i = 0; i < phs_kube_count(volumes); i++)
        if (phs_slice_eq(phs_text(phs_get(phs_kube_at(volumes, i), "name")), name))
            return phs_kube_at(volumes, i);
    return NULL;
}

/* Folders of the node that the pod can mount; of one container, those that it does. */
static const struct phs_value *host_paths(struct deriving *d, const struct phs_value *container) {
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

/* The effective setting; the first of several spellings that is there. */
static const struct phs_value *effective(const struct deriving *d, const struct phs_value *container, const char *key) {
    const char *path = phs_printf(d->arena, "security_context.%s", key);
    const struct phs_value *own = phs_get_path(container, path);
    return phs_is_set(own) ? own : phs_get_path(d->pod->spec, path);
}

static const struct phs_value *token_mounted(struct deriving *d, struct phs_slice name, const struct phs_resource *account) {
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

static const struct phs_value *limited(struct deriving *d, bool limited) {
    if (!limited && d->pod->policy_unclear)
        return phs_value_unknown(d->arena, PHS_WHY_UNSUPPORTED, d->pod->policy_unclear, d->pod->workload->place);
    return phs_value_bool(d->arena, limited, d->pod->workload->place);
}

static void set_names(struct deriving *d, struct phs_map_builder *map) {
    const struct phs_resource *workload = d->pod->workload;
    set(map, "namespace", text(d->arena, d->pod->space->name, workload->place));
    set(map, "workload", text(d->arena, workload->address, workload->place));
    set(map, "workload_type", text(d->arena, workload->type, workload->place));
}

static void set_host(struct deriving *d, struct phs_map_builder *map) {
    static const char *const keys[] = {"host_network", "host_pid", "host_ipc"};
    for (size_t i = 0; i < 3; i++)
        set_or(map, keys[i], phs_get_path(d->pod->spec, keys[i]), false, d->pod->workload->place);
}

/* A static pod of the control plane: it needs the network of its node and can have no service account (Kubernetes
 * documentation, "Create static Pods"). */
static bool is_control_plane(const struct deriving *d) {
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
static const struct phs_value *sysctls_of(struct deriving *d) {
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

static void fill_template(struct deriving *d) {
    struct phs_map_builder map;
    struct phs_resource *account;
    struct phs_resource *template = d->pod->template;
    struct phs_slice name = phs_kube_account(d->pod, d->pod->space, &account);
    phs_map_builder_init(&map, d->arena);
    set(&map, "name", text(d->arena, d->pod->workload->name, template->place));
    set_names(d, &map);
    if (phs_is(d->pod->labels, PHS_MAP))
        set(&map, "labels", d->pod->labels);
    set(&map, "service_account_name",
        phs_value_string(d->arena, phs_slice_n(phs_slice_dup(d->arena, name), name.len), template->place));
    set(&map, "automount_service_account_token", token_mounted(d, name, account));
    set_host(d, &map);
    set(&map, "control_plane", phs_value_bool(d->arena, is_control_plane(d), template->place));
    set(&map, "host_paths", host_paths(d, NULL));
    set(&map, "sysctls", sysctls_of(d));
    set_or(&map, "share_process_namespace", phs_get_path(d->pod->spec, "share_process_namespace"), false, template->place);
    set(&map, "os", phs_get_path(d->pod->spec, "os.name"));
    set(&map, "ingress_limited", limited(d, d->pod->ingress_limited && !d->pod->ingress_lifted));
    set(&map, "egress_limited", limited(d, d->pod->egress_limited && !d->pod->egress_lifted));
    template->attributes = phs_map_builder_done(&map, template->place);
}

static void add_template(struct deriving *d) {
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

static const char *origin_of(const struct phs_value *variable) {
    static const char *const sources[][2] = {{"value_from.secret_key_ref", "secret"},
                                             {"value_from.config_map_key_ref", "config_map"},
                                             {"value_from.field_ref", "field"},
                                             {"value_from.resource_field_ref", "field"}};
    for (size_t i = 0; i < 4; i++)
        if (phs_is_set(phs_get_path(variable, sources[i][0])))
            return sources[i][1];
    return "literal";
}

/* Terraform's own texts are looked at here; a manifest's were when it was read. */
static bool switches_login_off(const struct phs_value *variable) {
    const struct phs_value *value = phs_get(variable, "value");
    return phs_is_true(phs_get(variable, "switches_login_off")) ||
           (phs_is(value, PHS_STRING) && phs_switches_login_off(phs_text(phs_get(variable, "name")), value->string));
}

static bool looks_secret(const struct phs_value *variable) {
    const struct phs_value *value = phs_get(variable, "value");
    return phs_is_true(phs_get(variable, "looks_secret")) ||
           (phs_is(value, PHS_STRING) && phs_secretish(phs_text(phs_get(variable, "name")), value->string));
}

static const struct phs_value *variable_of(struct deriving *d, const struct phs_value *variable) {
    struct phs_map_builder map;
    const char *from = origin_of(variable);
    phs_map_builder_init(&map, d->arena);
    set(&map, "name", phs_get(variable, "name"));
    set(&map, "from", text(d->arena, from, variable->place));
    set(&map, "secret", phs_value_bool(d->arena, strcmp(from, "literal") == 0 && looks_secret(variable), variable->place));
    set(&map, "switches_login_off", phs_value_bool(d->arena, switches_login_off(variable), variable->place));
    return phs_map_builder_done(&map, variable->place);
}

static const struct phs_value *env_of(struct deriving *d, const struct phs_value *container) {
    const struct phs_value *env = phs_get_path(container, "env");
    if (phs_is(env, PHS_UNKNOWN))
        return env;
    const struct phs_value **items = PHS_NEW_N(d->arena, const struct phs_value *, phs_kube_count(env) + 1);
    for (size_t i = 0; i < phs_kube_count(env); i++)
        items[i] = variable_of(d, phs_kube_at(env, i));
    return phs_value_list(d->arena, items, phs_kube_count(env), env ? env->place : container->place);
}

static const struct phs_value *capabilities_of(struct deriving *d, const struct phs_value *container) {
    static const char *const keys[] = {"add", "drop"};
    const struct phs_value *whole = phs_get_path(container, "security_context.capabilities");
    struct phs_map_builder map;
    if (phs_is(whole, PHS_UNKNOWN))
        return whole;
    phs_map_builder_init(&map, d->arena);
    for (size_t i = 0; i < 2; i++) {
        const struct phs_value *list = phs_get_path(whole, keys[i]);
        set(&map, keys[i], phs_is_set(list) ? list : phs_value_list(d->arena, NULL, 0, container->place));
    }
    return phs_map_builder_done(&map, container->place);
}

/* True when something keeps the process from being root, whatever the image says (Pod Security Standards, restricted). */
static const struct phs_value *kept_from_root(struct deriving *d, const struct phs_value *container) {
    const struct phs_value *non_root = effective(d, container, "run_as_non_root");
    const struct phs_value *user = effective(d, container, "run_as_user");
    double id;
    const char *written = phs_scalar_text(d->arena, user);
    bool number = written && phs_slice_number(phs_slice(written), &id);
    if (phs_is_true(non_root) || phs_slice_is(phs_text(non_root), "true"))
        return number && !(id > 0) ? phs_value_bool(d->arena, false, user->place) : non_root;
    if (number)
        return phs_value_bool(d->arena, id > 0, user->place);
    if (phs_is(non_root, PHS_UNKNOWN) || phs_is(user, PHS_UNKNOWN))
        return phs_is(non_root, PHS_UNKNOWN) ? non_root : user;
    return phs_value_bool(d->arena, false, phs_is_set(non_root) ? non_root->place : container->place);
}

/* The field of Kubernetes 1.30 and later, else the annotation of before. */
static const struct phs_value *apparmor_of(struct deriving *d, const struct phs_value *container) {
    const struct phs_value *profile = effective(d, container, "app_armor_profile.type");
    const char *name = phs_text_or(d->arena, phs_get(container, "name"), "");
    return phs_is_set(profile)
               ? profile
               : phs_get(d->pod->annotations, phs_printf(d->arena, "container.apparmor.security.beta.kubernetes.io/%s", name));
}

static void set_security(struct deriving *d, struct phs_map_builder *map, const struct phs_value *container) {
    struct phs_place place = container->place;
    const struct phs_value *own = phs_get_path(container, "security_context");
    const struct phs_value *profile = effective(d, container, "seccomp_profile.type");
    set(map, "run_as_non_root", effective(d, container, "run_as_non_root"));
    set(map, "run_as_user", effective(d, container, "run_as_user"));
    set(map, "kept_from_root", kept_from_root(d, container));
    set_or(map, "privileged", phs_get_path(own, "privileged"), false, place);
    set_or(map, "allow_privilege_escalation", phs_get_path(own, "allow_privilege_escalation"), true, place);
    set_or(map, "read_only_root_filesystem", phs_get_path(own, "read_only_root_filesystem"), false, place);
    set(map, "capabilities", capabilities_of(d, container));
    set(map, "seccomp_profile", phs_is_set(profile) ? profile : NULL);
    set(map, "proc_mount", phs_get_path(own, "proc_mount"));
    set(map, "apparmor_profile", apparmor_of(d, container));
    set(map, "selinux_type", effective(d, container, "se_linux_options.type"));
    set(map, "selinux_user", effective(d, container, "se_linux_options.user"));
    set(map, "selinux_role", effective(d, container, "se_linux_options.role"));
    set_or(map, "host_process", effective(d, container, "windows_options.host_process"), false, place);
}

static void set_resources(struct phs_map_builder *map, const struct phs_value *container) {
    const struct phs_value *resources = phs_get_path(container, "resources");
    set(map, "resources", resources);
    set(map, "liveness_probe",
        phs_value_bool(map->arena, phs_is_set(phs_get_path(container, "liveness_probe")), container->place));
    set(map, "readiness_probe",
        phs_value_bool(map->arena, phs_is_set(phs_get_path(container, "readiness_probe")), container->place));
    set(map, "image_pull_policy", phs_get_path(container, "image_pull_policy"));
    set(map, "ports", phs_get_path(container, "port"));
    set(map, "env_from", phs_get_path(container, "env_from"));
}

static void add_container(struct deriving *d, const struct phs_value *container, const char *kind) {
    struct phs_resource *workload = d->pod->workload;
    const char *name = phs_text_or(d->arena, phs_get(container, "name"), "(no name)");
    struct phs_resource *resource = phs_graph_add(d->kube->graph, workload->root, workload->environment, "kubernetes_container",
                                                  phs_printf(d->kube->arena, "%s/%s", workload->address, name));
    struct phs_map_builder map;
    phs_map_builder_init(&map, d->arena);
    set(&map, "name", text(d->arena, name, container->place));
    set_names(d, &map);
    set(&map, "kind", text(d->arena, kind, container->place));
    set(&map, "os", phs_get_path(d->pod->spec, "os.name"));
    set(&map, "image", phs_image_value(d->arena, phs_get(container, "image")));
    set_security(d, &map, container);
    set_host(d, &map);
    set(&map, "host_paths", host_paths(d, container));
    set(&map, "env", env_of(d, container));
    set_resources(&map, container);
    set(&map, "control_plane", phs_get(d->pod->template->attributes, "control_plane"));
    phs_kube_set_flags(&map, container);
    set(&map, "automount_service_account_token", phs_get(d->pod->template->attributes, "automount_service_account_token"));
    resource->attributes = phs_map_builder_done(&map, container->place);
    resource->name = name;
    resource->collector = workload->collector;
    resource->directness = workload->directness;
    resource->existence = workload->existence;
    resource->place = container->place.source ? container->place : workload->place;
    resource->folded = true;
    phs_graph_link(d->kube->graph, resource, PHS_BELONGS_TO, workload, NULL, resource->place);
}

void phs_kube_derive(struct phs_kube *kube, struct phs_kube_pod *pod) {
    static const char *const kinds[] = {"init_container", "container", "ephemeral_container"};
    struct deriving d = {kube, pod, kube->graph->arena};
    add_template(&d);
    for (size_t k = 0; k < 3; k++) {
        const struct phs_value *list = phs_get_path(pod->spec, kinds[k]);
        for (size_t i = 0; i < phs_kube_count(list); i++)
            if (phs_is(phs_kube_at(list, i), PHS_MAP))
                add_container(&d, phs_kube_at(list, i), kinds[k]);
    }
}
