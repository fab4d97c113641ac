/* SPDX-License-Identifier: Apache-2.0 */
/* Where blobs come from, for the few that hold something: the commit that first had them, when, and under which path. */
#ifndef PHS_COLLECT_GIT_ORIGINS_H
#define PHS_COLLECT_GIT_ORIGINS_H

#include "collect/git/loose.h"
#include "collect/git/tips.h"
#include "collect/git/walk.h"

struct phs_origin {
    bool reachable;        /* from a branch, a tag, the stash or a reflog; else in no commit that is */
    struct phs_oid commit; /* the earliest by date, then by name, that has it where no parent has */
    int64_t when;          /* of that commit: seconds since 1970 UTC; 0 not known */
    const char *path;      /* there, the first by its bytes; NULL: could not be told */
};

struct phs_origins {
    struct phs_origin *at; /* by blob that was asked for */
    size_t commits;        /* that are reachable */
    size_t missing_blobs, missing_trees,
        missing_commits; /* named by what is there, and not there; parents of a shallow clone count */
    size_t damaged, too_large;
    bool limited; /* a bound was reached: some origins are not known */
};

struct phs_messages;

struct phs_origins_ask {
    struct phs_packs *packs; /* linked */
    const struct phs_loose_list *loose;
    const struct phs_tips *tips;
    const struct phs_oid *const *blobs; /* by name, each once */
    size_t n;
    struct phs_messages *messages; /* that are looked at on the way, since each commit and tag is made once; or NULL */
};

/* Everything that is given back lives in arena. Reads each tree, commit and tag once. */
void phs_origins_find(struct phs_arena *arena, const struct phs_origins_ask *ask, struct phs_origins *ret_origins);

#endif
