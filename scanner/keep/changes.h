/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing two stored runs. */
#ifndef PHS_KEEP_CHANGES_H
#define PHS_KEEP_CHANGES_H

#include "keep/store.h"
#include "model/change.h"

/* Compares two runs, each named by its id or the beginning of it. new_id NULL: the newest; old_id NULL: the one before new_id.
 * PHS_E_MISSING with a sentence when a run is not there, or several begin so; *ret_changes NULL and PHS_OK when there is no run
 * before. */
enum phs_code phs_store_changes(struct phs_store *store, struct phs_arena *arena, const char *old_id, const char *new_id,
                                struct phs_changes **ret_changes, struct phs_err *err);

/* The whole id of the run that is named, or of the newest; errors as above. */
enum phs_code phs_store_run_id(struct phs_store *store, struct phs_arena *arena, const char *id, const char **ret_id,
                               struct phs_err *err);

#endif
