/* SPDX-License-Identifier: Apache-2.0 */
/* Approvals: until a person has approved what a run says, every report is a draft. */
#ifndef PHS_KEEP_APPROVALS_H
#define PHS_KEEP_APPROVALS_H

#include "keep/store.h"

struct phs_approval {
    const char *name, *role, *note; /* note may be "" */
    int64_t at;
    const char *content; /* sha256 of what was approved */
};

/* Records who approved the content of a stored run, named by its id or the beginning of it (NULL: the newest); a second
 * approval of the same content takes the place of the first. */
enum phs_code phs_store_approve(struct phs_store *store, struct phs_arena *arena, const char *run_id,
                                struct phs_approval *approval, struct phs_err *err);

/* The approval of a content; *ret_approval NULL when nobody approved it. */
enum phs_code phs_store_approval(struct phs_store *store, struct phs_arena *arena, const char *content,
                                 struct phs_approval **ret_approval, struct phs_err *err);

#endif
