/* SPDX-License-Identifier: Apache-2.0 */
/* Deltas of a pack, and which parts of what they make are new (gitformat-pack, "Deltified representation"). */
#ifndef PHS_PARSE_PACK_DELTA_H
#define PHS_PARSE_PACK_DELTA_H

#include <stdint.h>

#include "base/slice.h"

/* Bytes of the result that were not there, or not beside each other, in the base; start == end is a border between two copies
 * (or an end of the file that moved). In order; parts that lie closer than `near` to each other are one.
 * What stands before the first part stands in the base at the same place. */
struct phs_delta_part {
    uint32_t start, end;
    uint32_t from; /* where in the base stands what follows the part, up to the next one */
};

struct phs_delta_parts {
    struct phs_delta_part *at;
    size_t n, cap; /* parts that find no room are joined to the last one */
    uint32_t near; /* parts closer to each other than this are one */
};

/* False when the delta is no delta. */
bool phs_delta_sizes(struct phs_slice delta, uint64_t *ret_base, uint64_t *ret_result);

/* out holds out_size bytes, which must be what the delta says. parts may be NULL. False, with out half written, for a delta
 * that reads outside of its base or makes another size. */
bool phs_delta_apply(struct phs_slice base, struct phs_slice delta, char *out, size_t out_size, struct phs_delta_parts *parts);

#endif
