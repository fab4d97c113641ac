/* SPDX-License-Identifier: Apache-2.0 */
/* The repository that a folder belongs to, opened without obeying it; or why one that is there was not. */
#ifndef PHS_COLLECT_GIT_OPEN_H
#define PHS_COLLECT_GIT_OPEN_H

#include <git2.h>

#include "base/arena.h"

struct phs_opened {
    git_repository *repository; /* NULL: none, or not opened; else freed by the caller */
    const char *git_dir;        /* that holds objects/ and refs/; also where only its packs and refs can be read; or NULL */
    const char *prefix;         /* of the folder below the work tree, "" for the root; NULL: not below it */
    const char *problem;        /* a sentence: there is a repository, and it was not opened; or NULL */
};

/* Between phs_tree_library_init and _done. */
void phs_repository_open(struct phs_arena *arena, const char *folder, struct phs_opened *ret_opened);

#endif
