/* SPDX-License-Identifier: Apache-2.0 */
/* The command line of a container as facts. */
#ifndef PHS_RELATE_KUBERNETES_FLAGS_H
#define PHS_RELATE_KUBERNETES_FLAGS_H

#include "model/value.h"

/* Sets `program` (the base name of what is started) and `flags` (name -> text) of a container from its command and args;
 * nothing where it has neither. */
void phs_kube_set_flags(struct phs_map_builder *container, const struct phs_value *written);

/* The base name of what a container starts; empty where it does not say. */
struct phs_slice phs_kube_program(const struct phs_value *written);

#endif
