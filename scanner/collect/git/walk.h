/* SPDX-License-Identifier: Apache-2.0 */
/* Every wanted object of a set of packs, once, on all cores: each chain of deltas from the object that is whole downwards. */
#ifndef PHS_COLLECT_GIT_WALK_H
#define PHS_COLLECT_GIT_WALK_H

#include <stdatomic.h>

#include "collect/git/packs.h"
#include "parse/pack/delta.h"
#include "parse/pack/inflate.h"

enum { PHS_WALK_MOST_WORKERS = 16, PHS_WALK_PARTS = 4096 };

struct phs_visit {
    uint32_t object;
    unsigned worker;
    struct phs_slice bytes;              /* until the visitor returns */
    const struct phs_delta_parts *parts; /* what is new against its base; NULL: it is whole */
    uint8_t base_state;                  /* what the visitor made of the base; 0 when it was not visited */
};

struct phs_pack_walk {
    struct phs_packs *packs;
    unsigned threads;                                            /* 0: one a core */
    uint32_t near;                                               /* parts closer than this are one */
    size_t most_bytes;                                           /* of one object; 0: 64 MiB */
    uint64_t most_in_all;                                        /* bytes made; 0: 16 GiB and 64 times the packs */
    uint8_t (*visit)(void *user, const struct phs_visit *visit); /* state, from 1; on several threads */
    void *user;
    /* Afterwards: objects that were wanted and not visited, by why. */
    atomic_uint too_large, damaged, cut_short;
    atomic_ullong made; /* bytes */
};

/* Visits the objects with `wanted` set (the caller sets it; only reached ones of one kind make sense) and builds what they need
 * on the way. Memory is bounded: a base is let go before the heaviest of what builds on it is made, so that at most as many are
 * held as the number of objects has binary digits. */
void phs_packs_walk(struct phs_pack_walk *walk);

#endif
