/* SPDX-License-Identifier: Apache-2.0 */
/* Commits and tags: which tree, which parents, when. Who is not read. */
#ifndef PHS_PARSE_PACK_COMMIT_H
#define PHS_PARSE_PACK_COMMIT_H

#include "parse/pack/oid.h"

enum { PHS_COMMIT_MOST_PARENTS = 64 };

struct phs_commit {
    struct phs_oid tree;
    struct phs_oid parents[PHS_COMMIT_MOST_PARENTS];
    size_t parent_count;
    bool more_parents; /* there were more than are kept */
    int64_t committed; /* seconds since 1970 UTC; 0 where it cannot be read */
};

bool phs_commit_parse(struct phs_slice bytes, struct phs_commit *ret_commit);
/* What an annotated tag names. */
bool phs_tag_parse(struct phs_slice bytes, struct phs_oid *ret_target);

#endif
