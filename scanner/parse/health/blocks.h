/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: where objects of JSON in other texts end. */
#ifndef PHS_PARSE_HEALTH_BLOCKS_H
#define PHS_PARSE_HEALTH_BLOCKS_H

#include "base/arena.h"
#include "base/slice.h"

/* An object whose end was looked for; outer: the one around it that is open as well, by its number. */
struct phs_block {
    const char *open, *close; /* close: behind its bracket, NULL while there is none */
    size_t outer;
    long depth;
};

/* The text is passed once, whoever asks. Whether a bracket stands in quotes depends on where one begins to read: each stands in
 * them for one half of the beginnings and not for the other, so that there are two readings of the text. */
struct phs_blocks {
    struct phs_arena *arena;
    const char *at, *end; /* what was passed */
    bool quoted;          /* in the first reading */
    struct {
        long depth;
        size_t innermost; /* number of the open object, and 1; 0: none */
    } reading[2];
    PHS_VEC(struct phs_block) items;
    size_t first; /* those before it were asked for */
};

/* {"key" or { "key": nothing else opens an object of JSON. */
bool phs_block_opens(const char *at, const char *end);
/* Behind the bracket that closes what opens at, or NULL: none within 64 kB. Asked from front to back. */
const char *phs_block_end(struct phs_blocks *blocks, const char *at);

#endif
