/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that read a history share. */
#ifndef PHS_COLLECT_GIT_HISTORY_PARTS_H
#define PHS_COLLECT_GIT_HISTORY_PARTS_H

#include "collect/git/remember.h"

/* All that the reading of one history needs. */
struct phs_reading {
    struct phs_git_scan *scan;
    struct phs_arena *arena;
    struct phs_packs packs;
    struct phs_loose_list loose;
    struct phs_tips tips;
    struct phs_remembered before, now; /* before: of an earlier scan, where has_before */
    bool has_before;
    bool change_is_cut; /* of a change: a commit is not here */
};

/* coverage.c */
void phs_history_cover(const struct phs_reading *reading, const struct phs_target *target, const struct phs_past *past);

#endif
