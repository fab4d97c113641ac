/* SPDX-License-Identifier: Apache-2.0 */
/* One object by itself, through the chain of deltas that it is kept as. For the few that are looked at again: neighbours in
 * history are made of each other, so that what one was made of is kept for the next. */
#ifndef PHS_COLLECT_GIT_CHAIN_H
#define PHS_COLLECT_GIT_CHAIN_H

#include "collect/git/packs.h"

/* One a thread; goes with the arena. */
struct phs_chain_reader;
struct phs_chain_reader *phs_chain_reader_new(struct phs_arena *arena, const struct phs_packs *packs);

/* At most limit bytes, into memory that the caller frees with free(). False: damaged, too large, or not there. */
bool phs_chain_read(struct phs_chain_reader *reader, uint32_t object, size_t limit, char **ret_bytes, size_t *ret_size);

#endif
