/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds of the Kubernetes API and their names in Terraform's kubernetes provider. A group is part of a kind: a Knative Service
 * is no Service. */
#include "collect/kubernetes/parts.h"

static const struct phs_kubernetes_kind kinds[] = {
    {"Pod", "", "kubernetes_pod", false, ""},
    {"Deployment", "apps|extensions", "kubernetes_deployment", false, "spec.template"},
    {"StatefulSet", "apps", "kubernetes_stateful_set", false, "spec.template"},
    {"DaemonSet", "apps|extensions", "kubernetes_daemon_set", false, "spec.template"},
    {"ReplicaSet", "apps|extensions", "kubernetes_replica_set", false, "spec.template"},
    {"ReplicationController", "", "kubernetes_replication_controller", false, "spec.template"},
    {"Job", "batch", "kubernetes_job", false, "spec.template"},
    {"CronJob", "batch", "kubernetes_cron_job", false, "spec.jobTemplate.spec.template"},
    {"Rollout", "argoproj.io", "kubernetes_rollout", false, "spec.template"},
    {"PodTemplate", "", "kubernetes_stored_template", false, "template"},
    {"Service", "serving.knative.dev", "kubernetes_knative_service", false, "spec.template"},
    {"ServiceAccount", "", "kubernetes_service_account", false, NULL},
    {"Role", "rbac.authorization.k8s.io", "kubernetes_role", false, NULL},
    {"ClusterRole", "rbac.authorization.k8s.io", "kubernetes_cluster_role", true, NULL},
    {"RoleBinding", "rbac.authorization.k8s.io", "kubernetes_role_binding", false, NULL},
    {"ClusterRoleBinding", "rbac.authorization.k8s.io", "kubernetes_cluster_role_binding", true, NULL},
    {"NetworkPolicy", "networking.k8s.io|extensions", "kubernetes_network_policy", false, NULL},
    {"Service", "", "kubernetes_service", false, NULL},
    {"Ingress", "networking.k8s.io|extensions", "kubernetes_ingress", false, NULL},
    {"Secret", "", "kubernetes_secret", false, NULL},
    {"ConfigMap", "", "kubernetes_config_map", false, NULL},
    {"Namespace", "", "kubernetes_namespace", true, NULL},
    {"PersistentVolume", "", "kubernetes_persistent_volume", true, NULL},
    {"PersistentVolumeClaim", "", "kubernetes_persistent_volume_claim", false, NULL},
    {"StorageClass", "storage.k8s.io", "kubernetes_storage_class", true, NULL},
    {"PodDisruptionBudget", "policy", "kubernetes_pod_disruption_budget", false, NULL},
    {"PodSecurityPolicy", "policy|extensions", "kubernetes_pod_security_policy", true, NULL},
    {"HorizontalPodAutoscaler", "autoscaling", "kubernetes_horizontal_pod_autoscaler", false, NULL},
    {"LimitRange", "", "kubernetes_limit_range", false, NULL},
    {"KubeletConfiguration", "kubelet.config.k8s.io", "kubernetes_kubelet_configuration", true, NULL},
    {"EncryptionConfiguration", "apiserver.config.k8s.io", "kubernetes_encryption_configuration", true, NULL},
    {"AdmissionConfiguration", "apiserver.config.k8s.io", "kubernetes_admission_configuration", true, NULL},
    {"Policy", "audit.k8s.io", "kubernetes_audit_policy", true, NULL},
    {"ClusterConfiguration", "kubeadm.k8s.io", "kubernetes_kubeadm_cluster", true, NULL},
    {"Gateway", "gateway.networking.k8s.io", "kubernetes_gateway", false, NULL},
    {"Gateway", "networking.istio.io", "kubernetes_istio_gateway", false, NULL},
    {"PeerAuthentication", "security.istio.io", "kubernetes_peer_authentication", false, NULL},
    {"DestinationRule", "networking.istio.io", "kubernetes_destination_rule", false, NULL},
    {"ResourceQuota", "", "kubernetes_resource_quota", false, NULL},
};

static bool has_group(const char *groups, struct phs_slice group) {
    struct phs_slice rest = phs_slice(groups), part;
    if (!group.len)
        return !*groups;
    while (phs_slice_cut(&rest, '|', &part))
        if (phs_slice_eq(part, group))
            return true;
    return false;
}

const struct phs_kubernetes_kind *phs_kubernetes_kind(struct phs_slice api_version, struct phs_slice kind) {
    struct phs_slice group = {0}, rest = api_version;
    if (api_version.len && memchr(api_version.ptr, '/', api_version.len))
        phs_slice_cut(&rest, '/', &group);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (phs_slice_is(kind, kinds[i].kind) && has_group(kinds[i].groups, group))
            return &kinds[i];
    return NULL;
}
