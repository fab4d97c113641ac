/* SPDX-License-Identifier: Apache-2.0 */
/* Helm charts and kustomizations -> the manifests that helm and kustomize make of them, where these programs are on PATH. */
#ifndef PHS_COLLECT_KUBERNETES_RENDER_H
#define PHS_COLLECT_KUBERNETES_RENDER_H

#include "base/file.h"
#include "model/resource.h"

struct phs_rendering {
    struct phs_graph *graph;
    const char *folder; /* of the scan */
    const char *shown;  /* the target, as a person would type it from there */
    const char *environment;
    struct phs_map *done;    /* path from the scan's folder -> any: what was rendered and is not read again */
    size_t files, resources; /* out: charts and overlays that gave some, and how many */
};

/* Looks through a walk of the target. Each chart is rendered with its own values.yaml and nothing else; each kustomization that
 * no other one takes as a base is built. What cannot be rendered is a line of coverage with the reason. */
void phs_kubernetes_render(struct phs_rendering *rendering, const struct phs_walk *walk);

#endif
