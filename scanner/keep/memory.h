/* SPDX-License-Identifier: Apache-2.0 */
/* The store as the memory of collectors. */
#ifndef PHS_KEEP_MEMORY_H
#define PHS_KEEP_MEMORY_H

#include "keep/store.h"
#include "model/memory.h"

/* Lives as long as the store. */
struct phs_memory phs_store_memory(struct phs_store *store);

#endif
