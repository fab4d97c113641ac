/* SPDX-License-Identifier: Apache-2.0 */
/* What an earlier scan found, with what is new: which values are the same without having kept any. */
#ifndef PHS_COLLECT_GIT_JOIN_H
#define PHS_COLLECT_GIT_JOIN_H

#include "collect/git/messages.h"
#include "collect/git/remember.h"

/* Adds to now (searched just now, packs are linked) what before knows of files that are still there; before may be NULL. */
void phs_join_before(struct phs_arena *arena, const struct phs_packs *packs, const struct phs_loose_list *loose,
                     const struct phs_remembered *before, struct phs_remembered *now);
/* Has messages pass over what before knows of commits and tags that are still there. */
void phs_join_messages(struct phs_arena *arena, const struct phs_packs *packs, const struct phs_loose_list *loose,
                       const struct phs_remembered *before, struct phs_messages *messages);
/* Adds messages that were looked at to now, by name, with what is known of them. */
void phs_join_said(struct phs_arena *arena, const struct phs_messages *messages, struct phs_remembered *now);
/* Makes remembered values and those that were read just now comparable, after both were joined. */
void phs_join_values(struct phs_git_scan *scan, struct phs_arena *arena, struct phs_searched *searched);
/* Makes remembered values and those of the tree comparable. needed: by rule, values that must be read again although nothing in
 * the tree asks for them; or NULL. */
void phs_join_tree(struct phs_git_scan *scan, struct phs_arena *arena, struct phs_searched *searched, const bool *needed);

#endif
