/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of docker/ share. */
#ifndef PHS_COLLECT_DOCKER_PARTS_H
#define PHS_COLLECT_DOCKER_PARTS_H

#include "collect/docker/docker.h"
#include "parse/dockerfile.h"

/* What the shell text of one RUN does that a check asks about (run.c). */
const struct phs_value *phs_docker_run(struct phs_arena *arena, const struct phs_dockerfile_instruction *instruction);
/* The mode of chmod or --chmod lets everybody write (run.c). */
bool phs_docker_mode_is_wide(struct phs_slice mode);
/* "8000-8010": how many ports, of which the first 256 count, and the first of them; 0 for what is no range of ports (ports.c).
 */
size_t phs_docker_ports(struct phs_slice range, unsigned *ret_first);
/* A file that holds a secret by its name: .env, id_rsa, *.pem (run.c). */
bool phs_docker_is_secret_file(struct phs_slice name);

/* The line and column of a word of an instruction; the instruction's own place for one that is not in it as written, or on its
 * first line. */
struct phs_place phs_docker_place_of(const struct phs_dockerfile_instruction *instruction, struct phs_slice word);

#endif
