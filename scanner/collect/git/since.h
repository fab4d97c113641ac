/* SPDX-License-Identifier: Apache-2.0 */
/* What the commits of a change brought: every version of a file that a commit between the base and HEAD made, also where a
 * later one took it away again. */
#ifndef PHS_COLLECT_GIT_SINCE_H
#define PHS_COLLECT_GIT_SINCE_H

#include "collect/git/loose.h"
#include "collect/git/origins.h"

struct phs_since {
    struct phs_loose_list blobs; /* by name; where an object lies does not matter */
    struct phs_origins origins;  /* of each, and the commit that had it first */
    PHS_VEC(struct phs_oid) commits;
    bool cut;     /* a commit or folder on the way is not here, or cannot be read */
    bool limited; /* a bound was reached */
};

/* head and base: commit ids in hex; commits that base leads to are left out. Everything in arena. */
void phs_since_read(struct phs_arena *arena, const char *git_dir, const char *head, const char *base,
                    struct phs_since *ret_since);
/* The origins of these blobs, which are some of since's; both by name. */
void phs_since_origins(struct phs_arena *arena, const struct phs_since *since, const struct phs_oid *const *blobs, size_t n,
                       struct phs_origins *ret_origins);

#endif
