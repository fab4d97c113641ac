/* SPDX-License-Identifier: Apache-2.0 */
/* What archives, office documents and databases hold, looked at as files are: each text in them is a member with places of its
 * own. */
#ifndef PHS_COLLECT_GIT_CONTAINED_H
#define PHS_COLLECT_GIT_CONTAINED_H

#include "collect/git/history.h"

/* One a thread; kept holds what is found. */
struct phs_contained_worker {
    struct phs_arena *scratch, *kept;
    struct phs_match_scratch *matching;
};

/* A file of the tree: adds to look, and says in unread what was not read of it. Returns how many bytes were unpacked. */
size_t phs_contained_look(const struct phs_rules *rules, struct phs_contained_worker *worker, const char *path,
                          struct phs_slice bytes, struct phs_file_look *look);
/* A blob of the past: what is worth keeping of it. */
size_t phs_contained_search(const struct phs_rules *rules, struct phs_contained_worker *worker, struct phs_slice bytes,
                            struct phs_hit_blob *blob);
/* The text that places of a member count in. False: there is no such member. */
bool phs_contained_text(struct phs_arena *arena, struct phs_slice bytes, uint32_t member, struct phs_slice *ret_text);

/* contained_files.c: opens the smallest first, up to a bound on all that is unpacked; what is left is told as MANY. */
/* Files of the tree. */
void phs_contained_tree(struct phs_git_scan *scan, struct phs_arena *arena);
/* Blobs that a search came by, into searched. most: what may be unpacked of a history; before: what was by earlier scans.
 * False: the bound was reached; then none of them counts as done, so that the next scan chooses among all again. */
struct phs_contained_room {
    const char *git_dir;
    uint64_t most, before;
};
bool phs_contained_past(struct phs_arena *arena, const struct phs_rules *rules, const struct phs_contained_room *room,
                        struct phs_searched *searched);

#endif
