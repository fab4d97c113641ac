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

#endif
