/* SPDX-License-Identifier: Apache-2.0 */
/* The commits of a repository that one leads to, one by one. libgit2 1.5 knows no shallow clones: its own walk, and its search
 * for where two parted, end, and leak, where the first parent is missing. Few commits are there in such a clone. */
#ifndef PHS_BASE_COMMITS_H
#define PHS_BASE_COMMITS_H

#include <git2.h>

#include "base/map.h"

struct phs_commits {
    PHS_VEC(git_oid) items; /* that are here, each once; nearest first, from itself */
    struct phs_map known;   /* 20 bytes of an id -> something */
    bool cut;               /* a parent is not here */
};

/* Without those of hidden, which may be NULL. In arena. */
void phs_commits_read(struct phs_arena *arena, git_repository *repository, const git_oid *from,
                      const struct phs_commits *hidden, struct phs_commits *ret_commits);
bool phs_commits_hold(const struct phs_commits *commits, const git_oid *id);

#endif
