/* SPDX-License-Identifier: Apache-2.0 */
/* Commits and tags: which tree, which parents, when, and where what was said begins. Who is not read. */
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

/* An annotated tag. */
struct phs_tag {
    struct phs_oid target;
    int64_t tagged; /* as phs_commit.committed */
};

bool phs_commit_parse(struct phs_slice bytes, struct phs_commit *ret_commit);
bool phs_tag_parse(struct phs_slice bytes, struct phs_tag *ret_tag);
/* Where the message of a commit or tag begins: behind its headers; bytes.len where it has none. */
size_t phs_message_start(struct phs_slice bytes);
/* "Signed-off-by: NAME <MAIL>": a line that names who did something, or whom it was sent to. */
bool phs_message_line_names(struct phs_slice line);

#endif
