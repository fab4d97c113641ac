/* SPDX-License-Identifier: Apache-2.0 */
/* Links inside a cluster: names within a namespace, and selectors over the labels of pods (LabelSelector v1 meta). */
#include "relate/kubernetes.h"

static bool has_label(const struct phs_kube_pod *pod, const struct phs_entry *label) {
    const struct phs_value *own = phs_get_slice(pod->labels, label->key);
    return own && phs_value_equal(own, label->value);
}

static bool has_labels(const struct phs_kube_pod *pod, const struct phs_value *labels) {
    for (size_t i = 0; phs_is(labels, PHS_MAP) && i < labels->map.n; i++)
        if (!has_label(pod, &labels->map.at[i]))
            return false;
    return true;
}

static bool in_values(const struct phs_value *values, const struct phs_value *label) {
    for (size_t i = 0; i < phs_kube_count(values); i++)
        if (phs_value_equal(phs_kube_at(values, i), label))
            return true;
    return false;
}

static bool meets(const struct phs_kube_pod *pod, const struct phs_value *expression) {
    const struct phs_value *label = phs_get_slice(pod->labels, phs_text(phs_get(expression, "key")));
    struct phs_slice op = phs_text(phs_get(expression, "operator"));
    bool listed = label && in_values(phs_get(expression, "values"), label);
    if (phs_slice_is(op, "In"))
        return listed;
    if (phs_slice_is(op, "NotIn"))
        return !listed;
    return phs_slice_is(op, "Exists") ? label != NULL : phs_slice_is(op, "DoesNotExist") ? !label : false;
}

/* A LabelSelector, taken apart once. */
struct selector {
    const struct phs_value *labels, *expressions;
};

static bool selects(const struct selector *selector, const struct phs_kube_pod *pod) {
    for (size_t i = 0; i < phs_kube_count(selector->expressions); i++)
        if (!meets(pod, phs_kube_at(selector->expressions, i)))
            return false;
    return has_labels(pod, selector->labels);
}

/* Pods that carry the first of the labels; NULL without any label, when every pod has to be tried. */
static const struct phs_kube_pods *candidates(struct phs_kube *kube, const struct phs_kube_space *space,
                                              const struct phs_value *labels) {
    static const struct phs_kube_pods none;
    if (!phs_is(labels, PHS_MAP) || labels->map.n == 0)
        return NULL;
    const struct phs_entry *first = &labels->map.at[0];
    const char *value = phs_scalar_text(kube->arena, first->value);
    const struct phs_kube_pods *pods = phs_map_gets(
        &space->by_label, phs_printf(kube->arena, "%.*s=%s", (int)first->key.len, first->key.ptr, value ? value : "?"));
    return pods ? pods : &none;
}

static void limit(struct phs_kube_pod *pod, const struct phs_value *spec) {
    const struct phs_value *types = phs_get_path(spec, "policy_types");
    bool egress = phs_kube_count(types) == 0 && phs_is_set(phs_get_path(spec, "egress")), ingress = phs_kube_count(types) == 0;
    for (size_t i = 0; i < phs_kube_count(types); i++) {
        egress |= phs_slice_is(phs_text(phs_kube_at(types, i)), "Egress");
        ingress |= phs_slice_is(phs_text(phs_kube_at(types, i)), "Ingress");
    }
    pod->ingress_limited |= ingress;
    pod->egress_limited |= egress;
    pod->ingress_lifted |= phs_kube_lifts(spec, "ingress");
    pod->egress_lifted |= phs_kube_lifts(spec, "egress");
}

static void make_unclear(struct phs_kube_space *space, const char *why) {
    for (size_t i = 0; i < space->pods.n; i++)
        space->pods.at[i]->policy_unclear = why;
}

static void apply_policy(struct phs_kube *kube, struct phs_kube_space *space, struct phs_resource *policy) {
    const struct phs_value *spec = phs_get_path(policy->attributes, "spec"), *whole = phs_get_path(spec, "pod_selector");
    const struct selector selector = {phs_get_path(whole, "match_labels"), phs_get_path(whole, "match_expressions")};
    const struct phs_kube_pods *some = candidates(kube, space, selector.labels);
    if (phs_find_unknown(whole)) {
        make_unclear(space, "a selector of a network policy is not known");
        return;
    }
    for (size_t i = 0; i < (some ? some->items.n : space->pods.n); i++) {
        struct phs_kube_pod *pod = some ? some->items.at[i] : space->pods.at[i];
        if (!phs_kube_spend(kube, 1)) {
            make_unclear(space, "there are too many network policies and pods to try them all");
            return;
        }
        if (!selects(&selector, pod))
            continue;
        limit(pod, spec);
        if (phs_kube_spend(kube, 100))
            phs_graph_link(kube->graph, pod->workload, PHS_PROTECTED_BY, policy, "spec.pod_selector", policy->place);
    }
}

void phs_kube_link_policies(struct phs_kube *kube) {
    size_t n = kube->spaces.n; /* looking up a namespace may add an empty one */
    for (size_t s = 0; s < n; s++) {
        struct phs_kube_space *space = kube->spaces.items[s].value;
        for (size_t i = 0; i < space->policies.n; i++)
            apply_policy(kube, space, space->policies.at[i]);
        for (size_t i = 0; i < space->pods.n; i++) {
            struct phs_kube_pod *pod = space->pods.at[i];
            if (space->policies.n && phs_find_unknown(pod->labels))
                pod->policy_unclear = "a label of the pod is not known";
            if (space->has_other_policies || phs_kube_space(kube, pod->workload, "")->has_other_policies)
                pod->policy_unclear = "network policies of an extension are not evaluated";
        }
    }
}

static void link_named(struct phs_kube *kube, struct phs_kube_pod *pod, enum phs_link_kind kind, const char *type,
                       const struct phs_value *name, const char *attribute) {
    struct phs_resource *to = phs_kube_named(pod->space, type, phs_text(name));
    if (to)
        phs_graph_link(kube->graph, pod->workload, kind, to, attribute, name->place);
}

static void link_volume(struct phs_kube *kube, struct phs_kube_pod *pod, const struct phs_value *volume) {
    const struct phs_value *sources = phs_get_path(volume, "projected.sources");
    link_named(kube, pod, PHS_READS_FROM, "kubernetes_secret", phs_get_path(volume, "secret.secret_name"), "volume.secret");
    link_named(kube, pod, PHS_READS_FROM, "kubernetes_config_map", phs_get_path(volume, "config_map.name"),
               "volume.config_map");
    link_named(kube, pod, PHS_STORES_IN, "kubernetes_persistent_volume_claim",
               phs_get_path(volume, "persistent_volume_claim.claim_name"), "volume.persistent_volume_claim");
    for (size_t i = 0; i < phs_kube_count(sources); i++) {
        link_named(kube, pod, PHS_READS_FROM, "kubernetes_secret", phs_get_path(phs_kube_at(sources, i), "secret.name"),
                   "volume.secret");
        link_named(kube, pod, PHS_READS_FROM, "kubernetes_config_map", phs_get_path(phs_kube_at(sources, i), "config_map.name"),
                   "volume.config_map");
    }
}

static void link_container(struct phs_kube *kube, struct phs_kube_pod *pod, const struct phs_value *container) {
    const struct phs_value *env = phs_get_path(container, "env"), *from = phs_get_path(container, "env_from");
    for (size_t i = 0; i < phs_kube_count(env); i++) {
        link_named(kube, pod, PHS_READS_FROM, "kubernetes_secret",
                   phs_get_path(phs_kube_at(env, i), "value_from.secret_key_ref.name"), "env.secret");
        link_named(kube, pod, PHS_READS_FROM, "kubernetes_config_map",
                   phs_get_path(phs_kube_at(env, i), "value_from.config_map_key_ref.name"), "env.config_map");
    }
    for (size_t i = 0; i < phs_kube_count(from); i++) {
        link_named(kube, pod, PHS_READS_FROM, "kubernetes_secret", phs_get_path(phs_kube_at(from, i), "secret_ref.name"),
                   "env.secret");
        link_named(kube, pod, PHS_READS_FROM, "kubernetes_config_map",
                   phs_get_path(phs_kube_at(from, i), "config_map_ref.name"), "env.config_map");
    }
}

void phs_kube_link_pod(struct phs_kube *kube, struct phs_kube_pod *pod) {
    static const char *const lists[] = {"init_container", "container", "ephemeral_container"};
    const struct phs_value *volumes = phs_get_path(pod->spec, "volume");
    struct phs_resource *account;
    phs_kube_account(pod, pod->space, &account);
    if (account)
        phs_graph_link(kube->graph, pod->workload, PHS_RUNS_AS, account, "service_account_name", pod->workload->place);
    for (size_t i = 0; i < phs_kube_count(volumes); i++)
        link_volume(kube, pod, phs_kube_at(volumes, i));
    for (size_t l = 0; l < 3; l++) {
        const struct phs_value *list = phs_get_path(pod->spec, lists[l]);
        for (size_t i = 0; i < phs_kube_count(list); i++)
            link_container(kube, pod, phs_kube_at(list, i));
    }
}

/* Pods of a namespace that a map of labels selects; none for an empty one (a service without selector). */
static void link_selected(struct phs_kube *kube, struct phs_kube_space *space, const struct phs_value *labels,
                          enum phs_link_kind kind, struct phs_resource *to) {
    if (!phs_is(labels, PHS_MAP) || labels->map.n == 0)
        return;
    const struct phs_kube_pods *pods = candidates(kube, space, labels);
    for (size_t i = 0; pods && i < pods->items.n; i++)
        if (phs_kube_spend(kube, 100) && has_labels(pods->items.at[i], labels))
            phs_graph_link(kube->graph, pods->items.at[i]->workload, kind, to, "selector", to->place);
}

static void link_backend(struct phs_kube *kube, struct phs_kube_space *space, struct phs_resource *ingress,
                         const struct phs_value *backend) {
    static const char *const paths[] = {"service.name", "service_name"};
    for (size_t i = 0; i < 2; i++) {
        struct phs_resource *service = phs_kube_named(space, "kubernetes_service", phs_text(phs_get_path(backend, paths[i])));
        if (service)
            phs_graph_link(kube->graph, service, PHS_EXPOSED_BY, ingress, "spec.rule", ingress->place);
    }
}

static void link_ingress(struct phs_kube *kube, struct phs_kube_space *space, struct phs_resource *ingress) {
    static const char *const defaults[] = {"spec.default_backend", "spec.backend"};
    const struct phs_value *rules = phs_get_path(ingress->attributes, "spec.rule");
    for (size_t i = 0; i < 2; i++)
        link_backend(kube, space, ingress, phs_get_path(ingress->attributes, defaults[i]));
    for (size_t i = 0; i < phs_kube_count(rules); i++) {
        const struct phs_value *paths = phs_get_path(phs_kube_at(rules, i), "http.path");
        for (size_t k = 0; k < phs_kube_count(paths); k++)
            link_backend(kube, space, ingress, phs_get_path(phs_kube_at(paths, k), "backend"));
    }
}

static void link_binding(struct phs_kube *kube, struct phs_kube_space *space, struct phs_resource *binding) {
    const struct phs_value *role = phs_get_path(binding->attributes, "role_ref");
    const struct phs_value *subjects = phs_get_path(binding->attributes, "subject");
    bool cluster = phs_slice_is(phs_text(phs_get_path(role, "kind")), "ClusterRole");
    struct phs_resource *to =
        phs_kube_named(cluster ? phs_kube_space(kube, binding, "") : space,
                       cluster ? "kubernetes_cluster_role" : "kubernetes_role", phs_text(phs_get_path(role, "name")));
    if (to)
        phs_graph_link(kube->graph, binding, PHS_REFERS_TO, to, "role_ref", binding->place);
    for (size_t i = 0; i < phs_kube_count(subjects); i++) {
        struct phs_slice where = phs_text(phs_get(phs_kube_at(subjects, i), "namespace"));
        struct phs_kube_space *theirs = where.len ? phs_kube_space(kube, binding, phs_slice_dup(kube->arena, where)) : space;
        to = phs_slice_is(phs_text(phs_get(phs_kube_at(subjects, i), "kind")), "ServiceAccount")
                 ? phs_kube_named(theirs, "kubernetes_service_account", phs_text(phs_get(phs_kube_at(subjects, i), "name")))
                 : NULL;
        if (to)
            phs_graph_link(kube->graph, binding, PHS_REFERS_TO, to, "subject", phs_kube_at(subjects, i)->place);
    }
}

static void link_scaler(struct phs_kube *kube, struct phs_kube_space *space, struct phs_resource *scaler) {
    static const char *const types[] = {"kubernetes_deployment", "kubernetes_stateful_set", "kubernetes_replica_set"};
    struct phs_slice name = phs_text(phs_get_path(scaler->attributes, "spec.scale_target_ref.name"));
    for (size_t i = 0; i < 3; i++) {
        struct phs_resource *to = phs_kube_named(space, types[i], name);
        if (to)
            phs_graph_link(kube->graph, scaler, PHS_REFERS_TO, to, "spec.scale_target_ref", scaler->place);
    }
}

static void link_space(struct phs_kube *kube, struct phs_kube_space *space) {
    for (size_t i = 0; i < space->by_name.n; i++) {
        struct phs_resource *resource = space->by_name.items[i].value;
        if (phs_kube_is(resource, "kubernetes_service"))
            link_selected(kube, space, phs_get_path(resource->attributes, "spec.selector"), PHS_EXPOSED_BY, resource);
        else if (phs_kube_is(resource, "kubernetes_pod_disruption_budget"))
            link_selected(kube, space, phs_get_path(resource->attributes, "spec.selector.match_labels"), PHS_PROTECTED_BY,
                          resource);
        else if (phs_kube_is(resource, "kubernetes_ingress"))
            link_ingress(kube, space, resource);
        else if (phs_kube_is(resource, "kubernetes_role_binding") || phs_kube_is(resource, "kubernetes_cluster_role_binding"))
            link_binding(kube, space, resource);
        else if (phs_kube_is(resource, "kubernetes_horizontal_pod_autoscaler"))
            link_scaler(kube, space, resource);
    }
}

void phs_kube_link_others(struct phs_kube *kube) {
    size_t n = kube->spaces.n; /* looking up a namespace may add an empty one */
    for (size_t i = 0; i < n; i++)
        link_space(kube, kube->spaces.items[i].value);
}
