/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that list a tree share. */
#ifndef PHS_COLLECT_GIT_TREE_PARTS_H
#define PHS_COLLECT_GIT_TREE_PARTS_H

#include "base/map.h"
#include "collect/git/tree.h"

struct phs_listing {
    struct phs_arena *arena;
    struct phs_tree *tree;
    git_repository *repository;
    struct phs_map visits; /* by id of a tree -> how often it was listed */
    size_t folders, path_bytes;
    bool full, repeats;  /* a bound was reached, and told */
    const char *bundled; /* the last file of other people's code that was passed over */
};

/* A sentence about what could not be read. */
void phs_listing_gap(struct phs_listing *listing, const char *sentence);
/* changes.c; prefix: of the target below the work tree */
void phs_listing_changes(struct phs_listing *listing, const char *prefix);
/* hosts.c */
void phs_listing_hosts(struct phs_listing *listing);

#endif
