/* SPDX-License-Identifier: Apache-2.0 */
/* Dockerfiles -> `dockerfile` resources; Compose files -> `compose_service` resources. */
#ifndef PHS_COLLECT_DOCKER_DOCKER_H
#define PHS_COLLECT_DOCKER_DOCKER_H

#include "model/resource.h"

struct phs_docker_file {
    struct phs_graph *graph;
    const char *root, *environment;
    const char *path;   /* as a person would type it from the scan's folder */
    bool instructions;  /* also one `dockerfile_instruction` each, for policies that name RUN, USER ... */
    const char *folder; /* that the path begins from, or NULL: no other file is read */
};

/* By the name of the file alone. */
bool phs_is_dockerfile(const char *path);
bool phs_is_compose_file(const char *path);

/* Each returns how many resources were added; what cannot be read is a line of coverage with the kind "file". */
size_t phs_dockerfile_read(const struct phs_docker_file *file, struct phs_slice bytes);
size_t phs_compose_read(const struct phs_docker_file *file, struct phs_slice bytes);

/* One file in memory as root "example": for the examples of checks and for tests. */
void phs_dockerfile_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes);
void phs_compose_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes);

#endif
