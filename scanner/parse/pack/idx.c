/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of fixed width, found by arithmetic that is done once. */
#include "parse/pack/idx.h"

enum { FANOUT = 256 * 4, TRAILER = 40, V1_ROW = 24, LARGE_BIT = 31, GUESSES = 5 };

static bool fanout_rises(const char *fanout) {
    for (size_t i = 1; i < 256; i++)
        if (phs_be32(fanout + 4 * i) < phs_be32(fanout + 4 * (i - 1)))
            return false;
    return true;
}

static enum phs_code place_v1(struct phs_idx *idx, struct phs_err *err) {
    idx->version = 1;
    idx->names = idx->fanout + FANOUT;
    return idx->bytes.len == idx->names + (size_t)idx->n * V1_ROW + TRAILER
               ? PHS_OK
               : phs_fail(err, PHS_E_INPUT, "the index has another length than its %u objects need", idx->n);
}

static enum phs_code place_v2(struct phs_idx *idx, struct phs_err *err) {
    size_t n = idx->n;
    idx->version = 2;
    idx->names = idx->fanout + FANOUT;
    idx->offsets = idx->names + n * (PHS_OID_BYTES + 4);
    idx->large = idx->offsets + n * 4;
    if (idx->bytes.len < idx->large + TRAILER || (idx->bytes.len - idx->large - TRAILER) % 8 != 0)
        return phs_fail(err, PHS_E_INPUT, "the index has another length than its %u objects need", idx->n);
    idx->large_count = (idx->bytes.len - idx->large - TRAILER) / 8;
    return idx->large_count <= n ? PHS_OK : phs_fail(err, PHS_E_INPUT, "the index has more large offsets than objects");
}

enum phs_code phs_idx_parse(struct phs_slice bytes, struct phs_idx *ret_idx, struct phs_err *err) {
    struct phs_idx idx = {.bytes = bytes};
    bool second = bytes.len >= 8 && memcmp(bytes.ptr, "\377tOc", 4) == 0;
    idx.fanout = second ? 8 : 0;
    if (second && phs_be32(bytes.ptr + 4) != 2)
        return phs_fail(err, PHS_E_INPUT, "an index of version %u is not read", phs_be32(bytes.ptr + 4));
    if (bytes.len < idx.fanout + FANOUT + TRAILER)
        return phs_fail(err, PHS_E_INPUT, "the index is cut off");
    if (!fanout_rises(bytes.ptr + idx.fanout))
        return phs_fail(err, PHS_E_INPUT, "the fan-out table of the index falls");
    idx.n = phs_be32(bytes.ptr + idx.fanout + FANOUT - 4);
    enum phs_code code = second ? place_v2(&idx, err) : place_v1(&idx, err);
    if (code != PHS_OK)
        return code;
    idx.pack = phs_oid_of(bytes.ptr + bytes.len - TRAILER);
    *ret_idx = idx;
    return PHS_OK;
}

static const char *name_at(const struct phs_idx *idx, uint32_t i) {
    size_t row = idx->version == 1 ? (size_t)i * V1_ROW + 4 : (size_t)i * PHS_OID_BYTES;
    return idx->bytes.ptr + idx->names + row;
}

struct phs_oid phs_idx_name(const struct phs_idx *idx, uint32_t i) {
    return phs_oid_of(name_at(idx, i));
}

uint64_t phs_idx_offset(const struct phs_idx *idx, uint32_t i) {
    if (idx->version == 1)
        return phs_be32(idx->bytes.ptr + idx->names + (size_t)i * V1_ROW);
    uint32_t offset = phs_be32(idx->bytes.ptr + idx->offsets + (size_t)i * 4);
    if (!(offset >> LARGE_BIT))
        return offset;
    offset &= ~(UINT32_C(1) << LARGE_BIT);
    return offset < idx->large_count ? phs_be64(idx->bytes.ptr + idx->large + (size_t)offset * 8) : UINT64_MAX;
}

/* Names are spread evenly, so where one stands can be guessed from its bytes; where they are not (somebody forged them),
 * halving takes over after a few guesses. */
static uint32_t guess(uint32_t low, uint32_t high, uint32_t key, uint64_t from, uint64_t to, int step) {
    if (step >= GUESSES || key < from || to <= from)
        return low + (high - low) / 2;
    uint32_t at = low + (uint32_t)((uint64_t)(high - low) * (key - from) / (to - from));
    return at < high ? at : high - 1;
}

static unsigned start_bits(const struct phs_idx *idx) {
    enum { FEWEST = 8, MOST = 24, ROWS = 2 };
    unsigned bits = FEWEST;
    while (bits < MOST && idx->n >> (bits + ROWS))
        bits++;
    return bits;
}

size_t phs_idx_starts(const struct phs_idx *idx) {
    return ((size_t)1 << start_bits(idx)) + 1;
}

void phs_idx_quicken(struct phs_idx *idx, uint32_t *starts) {
    unsigned bits = start_bits(idx);
    uint32_t row = 0, most = UINT32_C(1) << bits;
    for (uint32_t first = 0; first <= most; first++) {
        starts[first] = row;
        while (row < idx->n && first < most && phs_be32(name_at(idx, row)) >> (32 - bits) == first)
            row++;
    }
    idx->starts = row == idx->n ? starts : NULL;
    idx->start_bits = bits;
}

/* Among a few rows. */
static bool find_near(const struct phs_idx *idx, const struct phs_oid *oid, uint32_t *ret_i) {
    uint32_t first = phs_be32(oid->id) >> (32 - idx->start_bits), low = idx->starts[first], high = idx->starts[first + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = memcmp(name_at(idx, middle), oid->id, PHS_OID_BYTES);
        if (order == 0) {
            *ret_i = middle;
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

bool phs_idx_find(const struct phs_idx *idx, const struct phs_oid *oid, uint32_t *ret_i) {
    if (idx->starts)
        return find_near(idx, oid, ret_i);
    const char *fanout = idx->bytes.ptr + idx->fanout;
    uint32_t low = oid->id[0] ? phs_be32(fanout + 4 * (size_t)(oid->id[0] - 1)) : 0,
             high = phs_be32(fanout + 4 * (size_t)oid->id[0]), key = phs_be32(oid->id + 1);
    uint64_t from = 0, to = UINT64_C(1) << 32;
    for (int step = 0; low < high; step++) {
        uint32_t middle = guess(low, high, key, from, to, step);
        const char *name = name_at(idx, middle);
        int order = memcmp(name, oid->id, PHS_OID_BYTES);
        if (order == 0) {
            *ret_i = middle;
            return true;
        }
        if (order < 0) {
            low = middle + 1;
            from = phs_be32(name + 1);
        } else {
            high = middle;
            to = (uint64_t)phs_be32(name + 1) + 1;
        }
    }
    return false;
}
