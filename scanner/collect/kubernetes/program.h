/* SPDX-License-Identifier: Apache-2.0 */
/* Runs helm or kustomize over a folder that is scanned: no shell, no network where the system lets us take it away, bounded. */
#ifndef PHS_COLLECT_KUBERNETES_PROGRAM_H
#define PHS_COLLECT_KUBERNETES_PROGRAM_H

#include "base/arena.h"
#include "base/err.h"

/* Path of an executable of that name in an absolute folder of PATH; NULL when there is none. What lies below `scanned` is never
 * taken, however PATH is set. */
const char *phs_program_find(struct phs_arena *arena, const char *name, const char *scanned);

/* argv[0] is the path; argv ends with NULL. What it writes to its standard output, at most 32 MiB. PHS_E_LIMIT: too long or too
 * much; PHS_E_INPUT: it ended with an error. Its environment is a PATH and an empty home of its own. */
enum phs_code phs_program_run(struct phs_arena *arena, const char *const *argv, struct phs_slice *ret_output,
                              struct phs_err *err);

#endif
