/* SPDX-License-Identifier: Apache-2.0 */
/* Programs and logs of the past that speak of patients, and in which patterns found some, read by their names as the tree's
 * are. That is slow, so of each path one version is, and of all no more than a share of what the packs hold. */
#ifndef PHS_COLLECT_GIT_REREAD_H
#define PHS_COLLECT_GIT_REREAD_H

#include "collect/git/history.h"

/* After origins are known. Sets sights of those that are chosen, and takes them from those that an earlier scan chose and this
 * one does not: which are depends on the history and on what the tree tells. Counts paths that are left. */
void phs_reread(const struct phs_git_scan *scan, struct phs_arena *arena, const struct phs_packs *packs, struct phs_past *past);
/* Whether the tree tells of patients in that file: its past is left to that. */
bool phs_reread_is_told(const struct phs_seen_file *file);

#endif
