/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing a working tree with a base commit: what a pull request brings in. Scope, exceptions and attestations are read as of
 * the base, so that a pull request cannot excuse itself; changes to them are said. */
#ifndef PHS_KEEP_GATE_H
#define PHS_KEEP_GATE_H

#include "base/err.h"
#include "model/run.h"

struct phs_base {
    const char *commit; /* hex id: where HEAD and REF parted */
    const char *tree;   /* temporary folder with the files of that commit, mode 0700 */
    const char *folder; /* tree + the place of the scanned folder in the repository */
};

/* Writes the tree of ref of the repository around folder into a temporary folder. Symbolic links and submodules are not
 * written; sizes and counts are bounded. PHS_E_MISSING when there is no repository or no such ref. Call phs_base_drop
 * afterwards. */
enum phs_code phs_base_take(struct phs_arena *arena, const char *folder, const char *ref, struct phs_base *ret_base,
                            struct phs_err *err);
void phs_base_drop(const struct phs_base *base);

/* Marks the failing findings of head that base did not have, by fingerprint; the number of them that no exception hides. */
size_t phs_gate_compare(const struct phs_run *base, struct phs_run *head);

/* Appends a failing finding `policy-change` to run for each of the policy files (scope, exceptions, attestations; relative to
 * folder, NULL allowed) that differs between base and folder. */
enum phs_code phs_gate_policy_changes(struct phs_run *run, const struct phs_base *base, const char *folder,
                                      const char *const *files, size_t n, struct phs_err *err);

/* The same for each file in whose comments head asks to overlook what base did not ask to. */
void phs_gate_remark_changes(const struct phs_run *base, struct phs_run *head, const struct phs_base *commit);

#endif
