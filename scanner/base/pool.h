/* SPDX-License-Identifier: Apache-2.0 */
/* A few threads that work through a numbered list; results go into slots by number, so order never depends on timing. */
#ifndef PHS_BASE_POOL_H
#define PHS_BASE_POOL_H

#include <stddef.h>

/* Calls work(user, item, worker) once for every item in [0, count). worker is in [0, threads): index of per-thread state.
 * threads 0 means one a core, at most 16; with one thread or one item everything runs in the caller. */
void phs_pool_run(unsigned threads, size_t count, void (*work)(void *user, size_t item, unsigned worker), void *user);

/* What threads 0 stands for; PHISCOPE_THREADS overrides. */
unsigned phs_pool_threads(void);

#endif
