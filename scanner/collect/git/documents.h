/* SPDX-License-Identifier: Apache-2.0 */
/* Documents about patients among the blobs of a history, where no path is known yet: told from their first bytes, or read
 * because a pattern found an identifier in them. */
#ifndef PHS_COLLECT_GIT_DOCUMENTS_H
#define PHS_COLLECT_GIT_DOCUMENTS_H

#include "collect/git/look.h"

/* Whether a blob is read as a document whatever patterns say of it: a name that its format would have ("x.csv"; "" where the
 * bytes say it themselves), or NULL. Looks at a few kB of most blobs. */
const char *phs_documents_format(struct phs_slice bytes);

/* Whether labels that only records of patients have stand in its first lines. */
bool phs_documents_is_note(struct phs_slice bytes);

/* One sight for each category that looks real, with its first line and how many values. Format and sights of look are set, in
 * arena; returns whether the blob is a document in which nothing is real, so that nothing that patterns find in it counts. */
bool phs_documents_read(struct phs_arena *arena, const char *path, struct phs_slice bytes, struct phs_file_look *look);

#endif
