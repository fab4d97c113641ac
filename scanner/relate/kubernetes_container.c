/* SPDX-License-Identifier: Apache-2.0 */
/* What holds for each container of a pod once defaults and inheritance are worked out (SecurityContext v1 core: the container's
 * own setting wins over the pod's). */
#include "model/image.h"
#include "model/login_switch.h"
#include "model/secretish.h"
#include "relate/kubernetes_flags.h"
#include "relate/kubernetes_pod.h"

/* The effective setting; the first of several spellings that is there. */
static const struct phs_value *effective(const struct phs_kube_deriving *d, const struct phs_value *container,
                                         const char *key) {
    const char *path = phs_printf(d->arena, "security_context.%s", key);
    const struct phs_value *own = phs_get_path(container, path);
    return phs_is_set(own) ? own : phs_get_path(d->pod->spec, path);
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

/* Where the value stands, not its name. */
static struct phs_place value_place(const struct phs_value *variable) {
    const struct phs_value *value = phs_get(variable, "value");
    return value && value->place.source ? value->place : variable->place;
}

static const struct phs_value *variable_of(struct phs_kube_deriving *d, const struct phs_value *variable) {
    struct phs_map_builder map;
    const char *from = origin_of(variable);
    phs_map_builder_init(&map, d->arena);
    phs_kube_set(&map, "name", phs_get(variable, "name"));
    phs_kube_set(&map, "from", phs_kube_text(d->arena, from, variable->place));
    phs_kube_set(&map, "secret",
                 phs_value_bool(d->arena, strcmp(from, "literal") == 0 && looks_secret(variable), value_place(variable)));
    phs_kube_set(&map, "switches_login_off", phs_value_bool(d->arena, switches_login_off(variable), variable->place));
    return phs_map_builder_done(&map, variable->place);
}

static const struct phs_value *env_of(struct phs_kube_deriving *d, const struct phs_value *container) {
    const struct phs_value *env = phs_get_path(container, "env");
    if (phs_is(env, PHS_UNKNOWN))
        return env;
    const struct phs_value **items = PHS_NEW_N(d->arena, const struct phs_value *, phs_kube_count(env) + 1);
    for (size_t i = 0; i < phs_kube_count(env); i++)
        items[i] = variable_of(d, phs_kube_at(env, i));
    return phs_value_list(d->arena, items, phs_kube_count(env), env ? env->place : container->place);
}

static const struct phs_value *capabilities_of(struct phs_kube_deriving *d, const struct phs_value *container) {
    static const char *const keys[] = {"add", "drop"};
    const struct phs_value *whole = phs_get_path(container, "security_context.capabilities");
    struct phs_map_builder map;
    if (phs_is(whole, PHS_UNKNOWN))
        return whole;
    phs_map_builder_init(&map, d->arena);
    for (size_t i = 0; i < 2; i++) {
        const struct phs_value *list = phs_get_path(whole, keys[i]);
        phs_kube_set(&map, keys[i], phs_is_set(list) ? list : phs_value_list(d->arena, NULL, 0, container->place));
    }
    return phs_map_builder_done(&map, container->place);
}

/* True when something keeps the process from being root, whatever the image says (Pod Security Standards, restricted). */
static const struct phs_value *kept_from_root(struct phs_kube_deriving *d, const struct phs_value *container) {
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
static const struct phs_value *apparmor_of(struct phs_kube_deriving *d, const struct phs_value *container) {
    const struct phs_value *profile = effective(d, container, "app_armor_profile.type");
    const char *name = phs_text_or(d->arena, phs_get(container, "name"), "");
    return phs_is_set(profile)
               ? profile
               : phs_get(d->pod->annotations, phs_printf(d->arena, "container.apparmor.security.beta.kubernetes.io/%s", name));
}

static void set_security(struct phs_kube_deriving *d, struct phs_map_builder *map, const struct phs_value *container) {
    struct phs_place place = container->place;
    const struct phs_value *own = phs_get_path(container, "security_context");
    const struct phs_value *profile = effective(d, container, "seccomp_profile.type");
    phs_kube_set(map, "run_as_non_root", effective(d, container, "run_as_non_root"));
    phs_kube_set(map, "run_as_user", effective(d, container, "run_as_user"));
    phs_kube_set(map, "kept_from_root", kept_from_root(d, container));
    phs_kube_set_or(map, "privileged", phs_get_path(own, "privileged"), false, place);
    phs_kube_set_or(map, "allow_privilege_escalation", phs_get_path(own, "allow_privilege_escalation"), true, place);
    phs_kube_set_or(map, "read_only_root_filesystem", phs_get_path(own, "read_only_root_filesystem"), false, place);
    phs_kube_set(map, "capabilities", capabilities_of(d, container));
    phs_kube_set(map, "seccomp_profile", phs_is_set(profile) ? profile : NULL);
    phs_kube_set(map, "proc_mount", phs_get_path(own, "proc_mount"));
    phs_kube_set(map, "apparmor_profile", apparmor_of(d, container));
    phs_kube_set(map, "selinux_type", effective(d, container, "se_linux_options.type"));
    phs_kube_set(map, "selinux_user", effective(d, container, "se_linux_options.user"));
    phs_kube_set(map, "selinux_role", effective(d, container, "se_linux_options.role"));
    phs_kube_set_or(map, "host_process", effective(d, container, "windows_options.host_process"), false, place);
}

static void set_resources(struct phs_map_builder *map, const struct phs_value *container) {
    const struct phs_value *resources = phs_get_path(container, "resources");
    phs_kube_set(map, "resources", resources);
    phs_kube_set(map, "liveness_probe",
                 phs_value_bool(map->arena, phs_is_set(phs_get_path(container, "liveness_probe")), container->place));
    phs_kube_set(map, "readiness_probe",
                 phs_value_bool(map->arena, phs_is_set(phs_get_path(container, "readiness_probe")), container->place));
    phs_kube_set(map, "image_pull_policy", phs_get_path(container, "image_pull_policy"));
    phs_kube_set(map, "ports", phs_get_path(container, "port"));
    phs_kube_set(map, "env_from", phs_get_path(container, "env_from"));
}

void phs_kube_add_container(struct phs_kube_deriving *d, const struct phs_value *container, const char *kind) {
    struct phs_resource *workload = d->pod->workload;
    const char *name = phs_text_or(d->arena, phs_get(container, "name"), "(no name)");
    struct phs_resource *resource = phs_graph_add(d->kube->graph, workload->root, workload->environment, "kubernetes_container",
                                                  phs_printf(d->kube->arena, "%s/%s", workload->address, name));
    struct phs_map_builder map;
    phs_map_builder_init(&map, d->arena);
    phs_kube_set(&map, "name", phs_kube_text(d->arena, name, container->place));
    phs_kube_set_names(d, &map);
    phs_kube_set(&map, "kind", phs_kube_text(d->arena, kind, container->place));
    phs_kube_set(&map, "os", phs_get_path(d->pod->spec, "os.name"));
    phs_kube_set(&map, "image", phs_image_value(d->arena, phs_get(container, "image")));
    set_security(d, &map, container);
    phs_kube_set_host(d, &map);
    phs_kube_set(&map, "host_paths", phs_kube_host_paths(d, container));
    phs_kube_set(&map, "env", env_of(d, container));
    set_resources(&map, container);
    phs_kube_set(&map, "control_plane", phs_get(d->pod->template->attributes, "control_plane"));
    phs_kube_set_flags(&map, container);
    phs_kube_set(&map, "automount_service_account_token",
                 phs_get(d->pod->template->attributes, "automount_service_account_token"));
    resource->attributes = phs_map_builder_done(&map, container->place);
    resource->name = name;
    resource->collector = workload->collector;
    resource->directness = workload->directness;
    resource->existence = workload->existence;
    resource->place = container->place.source ? container->place : workload->place;
    resource->folded = true;
    phs_graph_link(d->kube->graph, resource, PHS_BELONGS_TO, workload, NULL, resource->place);
}
