/* SPDX-License-Identifier: Apache-2.0 */
/* What a repository calls its own: every branch, tag, stash and note, what reflogs remember, and where work trees stand. */
#ifndef PHS_COLLECT_GIT_TIPS_H
#define PHS_COLLECT_GIT_TIPS_H

#include "base/arena.h"
#include "parse/pack/oid.h"

struct phs_tips {
    PHS_VEC(struct phs_oid) items; /* in the order of their bytes, each once */
    bool shallow, partial;         /* history is cut off; blobs were left out when it was cloned */
    bool limited;                  /* there are more than are read */
};

/* git_dir: the one that holds refs/ and objects/. Symbolic links that lead out are not followed. */
void phs_tips_read(struct phs_arena *arena, const char *git_dir, struct phs_tips *ret_tips);

#endif
