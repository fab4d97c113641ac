/* SPDX-License-Identifier: Apache-2.0 */
/* Repository targets: what was committed that should not have been, and how the repository guards its changes ->
 * `secret_sighting`, `phi_sighting`, `repository_file`, `ci_workflow`, and more attributes of `git_repository`. */
#ifndef PHS_COLLECT_GIT_GIT_H
#define PHS_COLLECT_GIT_GIT_H

#include "base/progress.h"
#include "catalogue/catalogue.h"
#include "model/run.h"

/* Reads the tree at HEAD where the target lies in a git repository, the folder otherwise, and every object of the repository
 * where its history is wanted. Comes after phs_source_collect, whose
 * git_repository and phi_sighting resources it adds to. No value and no hash of one is kept anywhere. */
void phs_git_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_target *target,
                     const struct phs_catalogue *catalogue, struct phs_progress *progress);

#endif
