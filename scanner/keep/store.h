/* SPDX-License-Identifier: Apache-2.0 */
/* One SQLite file: runs, their findings, when each was first seen, blobs already read. Holds no secret, no identifier, no hash
 * of one: findings are positions and verdicts (DESIGN.md, rule 4). */
#ifndef PHS_KEEP_STORE_H
#define PHS_KEEP_STORE_H

#include "base/err.h"
#include "model/run.h"

struct phs_store;

/* Makes the file with mode 0600 when there is none. PHS_E_INPUT for a file that is no store of ours or of a newer version,
 * PHS_E_IO when it cannot be opened or made. */
enum phs_code phs_store_open(const char *path, struct phs_store **ret_store, struct phs_err *err);
/* NULL is fine. */
void phs_store_close(struct phs_store *store);

/* Fills first_seen of findings and risks from earlier runs; what is new gets the run's own time. */
enum phs_code phs_store_stamp(struct phs_store *store, struct phs_run *run, struct phs_err *err);

/* Writes the run in one transaction. The same run id a second time replaces the first. */
enum phs_code phs_store_save(struct phs_store *store, const struct phs_run *run, struct phs_err *err);

struct phs_stored_run {
    const char *id, *version, *catalogue_sha256;
    int64_t started;
    int64_t passes, fails, unknowns, suppressed, risks_high; /* risks_high: level H or VH as observed */
};

/* Newest first, at most limit. */
enum phs_code phs_store_runs(struct phs_store *store, struct phs_arena *arena, size_t limit, struct phs_stored_run **ret_runs,
                             size_t *ret_n, struct phs_err *err);

/* Whether a blob was read with this rule set before; object is the git object id in hex. */
enum phs_code phs_store_blob_seen(struct phs_store *store, const char *object, const char *ruleset, bool *ret_seen,
                                  struct phs_err *err);
enum phs_code phs_store_blob_mark(struct phs_store *store, const char *object, const char *ruleset, struct phs_err *err);

#endif
