/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope.yaml: who we are, what to look at, and what only people know (DESIGN.md, "The scope file"). */
#ifndef PHS_COLLECT_SCOPE_H
#define PHS_COLLECT_SCOPE_H

#include "base/err.h"
#include "model/run.h"

/* file: path of phiscope.yaml; every path in it is relative to its folder. PHS_E_USAGE with one sentence when there is no such
 * file, or it is empty, broken YAML or names no target. Entries that cannot be used are passed over and named in
 * scope->problems. */
enum phs_code phs_scope_read(struct phs_arena *arena, const char *file, struct phs_scope **ret_scope, struct phs_err *err);

/* The same from bytes, for the gate, which reads the scope as of the base commit. */
enum phs_code phs_scope_parse(struct phs_arena *arena, const char *file, struct phs_slice bytes, struct phs_scope **ret_scope,
                              struct phs_err *err);

/* No scope file: the folder is an infrastructure target and a repository target, neither of which has to hold anything. */
struct phs_scope *phs_scope_default(struct phs_arena *arena, const char *folder);

#endif
