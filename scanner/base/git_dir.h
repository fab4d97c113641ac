/* SPDX-License-Identifier: Apache-2.0 */
/* libgit2, readied for git directories that somebody else made. */
#ifndef PHS_BASE_GIT_DIR_H
#define PHS_BASE_GIT_DIR_H

#include "base/arena.h"

/* git_libgit2_init, and what holds for every repository here: its owner does not count, since a checkout in a container belongs
 * to somebody else and nothing of it is obeyed; extensions that change nothing of what is read are no reason to refuse it. */
void phs_git_library_init(void);

/* Whether a repository at or above folder can be opened without waiting for ever or following a link to other objects: libgit2
 * opens pipes and devices as if they were files. True where there is none. */
bool phs_git_dir_is_plain(struct phs_arena *arena, const char *folder);

enum { PHS_GIT_MOST_OBJECT_FOLDERS = 16 };

/* Where a repository keeps its objects: its own folder first, then those that objects/info/alternates name, and theirs, as far
 * as they lie within the repository itself: below its work tree, or below a git directory that has none. */
struct phs_git_objects {
    const char *at[PHS_GIT_MOST_OBJECT_FOLDERS];
    size_t n;
    bool elsewhere; /* others are named that lie outside, are not there, or are too many */
};
/* git_dir: the one that holds objects/. In arena. */
void phs_git_objects_find(struct phs_arena *arena, const char *git_dir, struct phs_git_objects *ret_objects);

#endif
