/* SPDX-License-Identifier: Apache-2.0 */
/* Kubernetes manifests (YAML and JSON, several documents, List) -> resources under the names of Terraform's provider. */
#ifndef PHS_COLLECT_KUBERNETES_KUBERNETES_H
#define PHS_COLLECT_KUBERNETES_KUBERNETES_H

#include "model/resource.h"

struct phs_kubernetes_file {
    struct phs_graph *graph;
    const char *root, *environment;
    const char *path; /* as a person would type it from the scan's folder */
};

/* Whether a file of this content may be a manifest at all: both words stand in it. */
bool phs_kubernetes_may_be(struct phs_slice bytes);

/* Adds what the file holds and returns how many resources that were. A template (Helm, Jinja) and a broken document are lines
 * of coverage with the kind "file"; other YAML is passed over without a word. Values of secrets and config maps, literal values
 * of the environment and texts that look like secrets are not kept. */
size_t phs_kubernetes_read(const struct phs_kubernetes_file *file, struct phs_slice bytes);

/* A kustomization names files that are pieces of manifests, not manifests: each is put into patches (path -> any) as a path
 * beside `path`. False when the file is none. */
bool phs_kustomization_read(struct phs_arena *arena, const char *path, struct phs_slice bytes, struct phs_map *patches);

/* One file in memory as root "example": for the examples of checks and for tests. */
void phs_kubernetes_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes);

/* A manifest that stands in something else: its attributes as those of a file have them and its type in *type; otherwise and
 * both as they are when it is none, or not of a kind that is known here. */
const struct phs_value *phs_kubernetes_known(struct phs_arena *arena, const struct phs_value *manifest, const char **type,
                                             const struct phs_value *otherwise);

#endif
