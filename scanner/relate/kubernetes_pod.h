/* SPDX-License-Identifier: Apache-2.0 */
/* What kubernetes_pod.c and kubernetes_container.c share: one pod while its effective settings are worked out. */
#ifndef PHS_RELATE_KUBERNETES_POD_H
#define PHS_RELATE_KUBERNETES_POD_H

#include "relate/kubernetes.h"

struct phs_kube_deriving {
    struct phs_kube *kube;
    struct phs_kube_pod *pod;
    struct phs_arena *arena; /* the graph's */
};

/* Nothing for NULL and null. */
void phs_kube_set(struct phs_map_builder *map, const char *key, const struct phs_value *value);
/* The fallback is marked as a default. */
void phs_kube_set_or(struct phs_map_builder *map, const char *key, const struct phs_value *value, bool fallback,
                     struct phs_place place);
const struct phs_value *phs_kube_text(struct phs_arena *arena, const char *value, struct phs_place place);

/* namespace, workload, workload_type */
void phs_kube_set_names(struct phs_kube_deriving *d, struct phs_map_builder *map);
/* host_network, host_pid, host_ipc */
void phs_kube_set_host(struct phs_kube_deriving *d, struct phs_map_builder *map);
/* Folders of the node that the pod can mount; of one container, those that it does. */
const struct phs_value *phs_kube_host_paths(struct phs_kube_deriving *d, const struct phs_value *container);

/* One kubernetes_container (kubernetes_container.c). */
void phs_kube_add_container(struct phs_kube_deriving *d, const struct phs_value *container, const char *kind);

#endif
