/* SPDX-License-Identifier: Apache-2.0 */
/* Equal values kept once: a thousand endpoints with one configuration have one list of suites between them. */
#ifndef PHS_MODEL_VALUE_POOL_H
#define PHS_MODEL_VALUE_POOL_H

#include "model/value.h"

struct phs_value_pool {
    struct phs_arena *arena;         /* of the copies */
    struct phs_map texts;            /* text -> its only copy */
    const struct phs_value **values; /* an open table by hash; a power of two, or NULL */
    size_t n, cap;
};

void phs_value_pool_init(struct phs_value_pool *pool, struct phs_arena *arena);

/* The same value in the pool's arena, deep: what was kept before is used again at every level. The original may go. Only hints
 * of unknown values are not copied and must live as long as the pool's arena. NULL is NULL. */
const struct phs_value *phs_value_keep(struct phs_value_pool *pool, const struct phs_value *value);

#endif
