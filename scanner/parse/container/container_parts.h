/* SPDX-License-Identifier: Apache-2.0 */
/* Inside container/ only: what its readers share. */
#ifndef PHS_PARSE_CONTAINER_PARTS_H
#define PHS_PARSE_CONTAINER_PARTS_H

#include "parse/container/container.h"

struct phs_unpacking {
    struct phs_arena *arena;
    struct phs_slice bytes;
    struct phs_container_limits limits; /* complete */
    struct phs_container *into;
};

/* How many bytes may still be made of so many packed ones. */
size_t phs_unpacking_room(const struct phs_unpacking *unpacking, size_t packed);
/* Counts its bytes; a container within is marked as nested and left. */
void phs_unpacking_add(struct phs_unpacking *unpacking, struct phs_contained item);

void phs_unpack_gzip(struct phs_unpacking *unpacking);

#endif
