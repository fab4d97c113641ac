/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of kubernetes/ share. */
#ifndef PHS_COLLECT_KUBERNETES_PARTS_H
#define PHS_COLLECT_KUBERNETES_PARTS_H

#include "collect/kubernetes/kubernetes.h"

enum { PHS_KUBERNETES_MAX_DEPTH = 64 };

/* A kind of manifest that has a name of its own here. */
struct phs_kubernetes_kind {
    const char *kind;
    const char *groups; /* API groups, '|' between them; "" is the core group */
    const char *type;
    bool cluster;         /* has no namespace */
    const char *template; /* path of the pod template in the manifest, or NULL */
};
/* NULL for a kind of somebody's own. */
const struct phs_kubernetes_kind *phs_kubernetes_kind(struct phs_slice api_version, struct phs_slice kind);

/* The manifest in the spelling of Terraform's provider, without secrets (shape.c). */
const struct phs_value *phs_kubernetes_shape(struct phs_arena *arena, const struct phs_value *manifest,
                                             const struct phs_kubernetes_kind *kind);
/* "runAsNonRoot" -> "run_as_non_root", "hostPID" -> "host_pid". */
struct phs_slice phs_kubernetes_snake(struct phs_arena *arena, struct phs_slice camel);

/* The manifest as written, without secrets; without key `cut` of its spec when that is not NULL (original.c). */
const struct phs_value *phs_kubernetes_original(struct phs_arena *arena, const struct phs_value *manifest, const char *cut);

/* The servers that kubeadm starts by this ClusterConfiguration, each a kubernetes_control_plane (kubeadm.c). */
void phs_kubeadm_add(struct phs_graph *graph, const struct phs_resource *cluster, const struct phs_value *manifest);

/* A text that is known and not kept. */
const struct phs_value *phs_kubernetes_withheld(struct phs_arena *arena, struct phs_place place);

/* Hosts and names that settings give: mentions that begin with "name:" (settings.c). */
void phs_kubernetes_mention_settings(struct phs_graph *graph, struct phs_resource *resource, const struct phs_value *manifest);

#endif
