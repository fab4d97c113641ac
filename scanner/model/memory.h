/* SPDX-License-Identifier: Apache-2.0 */
/* What a collector may put away for the next scan. Whoever runs the collectors says where; they see two calls. Never a value
 * that was found, nor a hash of one. */
#ifndef PHS_MODEL_MEMORY_H
#define PHS_MODEL_MEMORY_H

#include "base/arena.h"

struct phs_memory {
    void *user;
    /* Bytes that were put away under key with these rules, in arena; false when there are none. */
    bool (*load)(void *user, struct phs_arena *arena, const char *key, const char *rules, struct phs_slice *ret_bytes);
    /* Replaces what was there under key, whatever the rules. May fail quietly: it only costs time. */
    void (*save)(void *user, const char *key, const char *rules, struct phs_slice bytes);
};

#endif
