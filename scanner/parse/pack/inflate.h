/* SPDX-License-Identifier: Apache-2.0 */
/* zlib streams whose inflated size is known beforehand. */
#ifndef PHS_PARSE_PACK_INFLATE_H
#define PHS_PARSE_PACK_INFLATE_H

#include "base/arena.h"

/* One a thread; goes with the arena. */
struct phs_inflater;
struct phs_inflater *phs_inflater_new(struct phs_arena *arena);
/* in may go on behind the stream. True when exactly size bytes came out. */
bool phs_inflate(struct phs_inflater *inflater, struct phs_slice in, void *out, size_t size);

#endif
