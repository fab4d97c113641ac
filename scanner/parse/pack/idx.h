/* SPDX-License-Identifier: Apache-2.0 */
/* The index of a pack, versions 1 and 2, read where it lies (gitformat-pack, "pack-*.idx files"). */
#ifndef PHS_PARSE_PACK_IDX_H
#define PHS_PARSE_PACK_IDX_H

#include "base/err.h"
#include "parse/pack/oid.h"

struct phs_idx {
    struct phs_slice bytes; /* of the file; must outlive this */
    uint32_t version, n;    /* n objects, in the order of their names */
    size_t fanout, names, offsets, large, large_count;
    struct phs_oid pack;    /* checksum that the pack ends in */
    const uint32_t *starts; /* by the first start_bits of a name: the first row of such names; or NULL */
    unsigned start_bits;
};

/* PHS_E_INPUT with a sentence for what is cut off, of another version, or whose tables do not add up. Order and offsets are not
 * looked at: phs_idx_offset and phs_idx_find are safe on any bytes that were accepted. */
enum phs_code phs_idx_parse(struct phs_slice bytes, struct phs_idx *ret_idx, struct phs_err *err);

/* i < n */
struct phs_oid phs_idx_name(const struct phs_idx *idx, uint32_t i);
/* Where in the pack; UINT64_MAX for a large offset that the index does not hold. */
uint64_t phs_idx_offset(const struct phs_idx *idx, uint32_t i);
/* How many numbers phs_idx_quicken takes. */
size_t phs_idx_starts(const struct phs_idx *idx);
/* A finer fan-out of a few rows each, for who finds many: starts must outlive idx. Names that are not in order (somebody forged
 * them) are found as before. */
void phs_idx_quicken(struct phs_idx *idx, uint32_t *starts);
bool phs_idx_find(const struct phs_idx *idx, const struct phs_oid *oid, uint32_t *ret_i);

#endif
