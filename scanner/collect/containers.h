/* SPDX-License-Identifier: Apache-2.0 */
/* Folders of infrastructure and repositories -> their Kubernetes manifests, Dockerfiles and Compose files. */
#ifndef PHS_COLLECT_CONTAINERS_H
#define PHS_COLLECT_CONTAINERS_H

#include "base/progress.h"
#include "catalogue/catalogue.h"
#include "model/run.h"

/* A folder may be part of two targets (a repository and its deploy/): each file is read once an environment, and not for a
 * repository when infrastructure had it. Keep one of these for a whole scope; the arena must outlive it. */
struct phs_containers {
    struct phs_graph *graph;
    const char *folder; /* of the scope */
    const struct phs_catalogue *catalogue;
    struct phs_progress *progress;
    struct phs_map seen;
};

void phs_containers_init(struct phs_containers *containers, struct phs_graph *graph, const char *folder,
                         const struct phs_catalogue *catalogue, struct phs_progress *progress);
/* One target. Coverage: a line of kind "manifests" when there were any, and one of kind "file" for each file that was not read
 * as a whole. */
void phs_containers_collect(struct phs_containers *containers, const struct phs_target *target);

#endif
