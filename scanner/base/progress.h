/* SPDX-License-Identifier: Apache-2.0 */
/* One line of progress on a terminal, nothing in a pipe, in CI or with NO_COLOR=... and TERM=dumb. */
#ifndef PHS_BASE_PROGRESS_H
#define PHS_BASE_PROGRESS_H

#include <stddef.h>

struct phs_progress;

/* Writes to stderr only when it is a terminal; thread-safe. NULL is accepted everywhere and prints nothing. */
struct phs_progress *phs_progress_new(void);
void phs_progress_free(struct phs_progress *progress); /* wipes the line */
/* "reading" 12 of 80; total 0 when unknown. */
void phs_progress_stage(struct phs_progress *progress, const char *label, size_t total);
void phs_progress_step(struct phs_progress *progress, const char *what);

#endif
