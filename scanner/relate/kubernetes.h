/* SPDX-License-Identifier: Apache-2.0 */
/* Inside of the Kubernetes pass: workloads with their pods, and what stands in one namespace. Works on the shape of Terraform's
 * kubernetes provider, into which the collector of manifests brings its own. */
#ifndef PHS_RELATE_KUBERNETES_H
#define PHS_RELATE_KUBERNETES_H

#include "model/resource.h"

/* One namespace of one root and environment; the name "" holds what belongs to the cluster. */
struct phs_kube_space {
    const char *name;
    struct phs_map by_name;  /* "type name" -> struct phs_resource * */
    struct phs_map by_label; /* "key=value" -> struct phs_kube_pods * */
    PHS_VEC(struct phs_kube_pod *) pods;
    PHS_VEC(struct phs_resource *) policies; /* kubernetes_network_policy */
    bool has_other_policies;                 /* of an extension that is not evaluated here */
};

struct phs_kube_pod {
    struct phs_kube_space *space;
    struct phs_resource *workload, *template;
    const struct phs_value *spec, *labels, *annotations;
    bool ingress_limited, egress_limited;
    bool ingress_lifted, egress_lifted; /* a policy lets everybody in, or out everywhere */
    const char *policy_unclear;         /* why there may be a policy that is not seen, or NULL */
};

struct phs_kube_pods {
    PHS_VEC(struct phs_kube_pod *) items;
};

struct phs_kube {
    struct phs_graph *graph;
    struct phs_arena *arena; /* scratch */
    struct phs_map spaces;   /* root NUL environment NUL namespace */
    struct phs_map stores;   /* name of a bucket, database ... -> struct phs_resource *; the resource of an ambiguous one is
                                the graph itself (kubernetes_stores.c) */
    PHS_VEC(struct phs_kube_pod *) pods;
    size_t left; /* selectors tried and links made, before a scan stops trying */
};

/* Nested blocks: a list, a single block or nothing; an unknown counts as none. */
size_t phs_kube_count(const struct phs_value *blocks);
const struct phs_value *phs_kube_at(const struct phs_value *blocks, size_t i);

/* Path of the pod template in a workload of Terraform's shape, "" for a pod itself; NULL for what is no workload. */
const char *phs_kube_template(const char *type);
/* Spends n of what is left; false when it is used up. */
bool phs_kube_spend(struct phs_kube *kube, size_t n);
bool phs_kube_is(const struct phs_resource *resource, const char *type); /* also type + "_v1" */

struct phs_kube_space *phs_kube_space(struct phs_kube *kube, const struct phs_resource *of, const char *name);
struct phs_resource *phs_kube_named(struct phs_kube_space *space, const char *type, struct phs_slice name);

/* Service account of a pod as it is named, and its resource when it was read. */
struct phs_slice phs_kube_account(const struct phs_kube_pod *pod, struct phs_kube_space *space,
                                  struct phs_resource **ret_account);

/* Writes the attributes of the pod template and adds one kubernetes_container for each container (kubernetes_pod.c,
 * kubernetes_container.c). */
void phs_kube_derive(struct phs_kube *kube, struct phs_kube_pod *pod);

/* kubernetes_links.c; the first also says which pods a network policy limits. */
void phs_kube_link_policies(struct phs_kube *kube);
void phs_kube_link_pod(struct phs_kube *kube, struct phs_kube_pod *pod);
void phs_kube_link_others(struct phs_kube *kube);

/* A rule of the direction, "ingress" or "egress", is for everybody on every port (kubernetes_policies.c). */
bool phs_kube_lifts(const struct phs_value *spec, const char *direction);
/* Writes what the policy lifts beside its attributes. */
void phs_kube_read_policy(struct phs_graph *graph, struct phs_resource *policy);

/* Links of workloads to the stores and services that their settings name (kubernetes_stores.c). */
void phs_kube_link_settings(struct phs_kube *kube);

#endif
