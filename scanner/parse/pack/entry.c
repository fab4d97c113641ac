/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of seven bits a byte, twice in two flavours. */
#include "parse/pack/entry.h"

enum { HEAD = 12, TRAILER = 20, BY_OFFSET = 6, BY_NAME = 7 };

enum phs_code phs_pack_head(struct phs_slice pack, uint32_t *ret_n, struct phs_err *err) {
    if (pack.len < HEAD + TRAILER || memcmp(pack.ptr, "PACK", 4) != 0)
        return phs_fail(err, PHS_E_INPUT, "the pack is cut off or none");
    uint32_t version = phs_be32(pack.ptr + 4);
    if (version != 2 && version != 3)
        return phs_fail(err, PHS_E_INPUT, "a pack of version %u is not read", version);
    *ret_n = phs_be32(pack.ptr + 8);
    return PHS_OK;
}

/* Four bits in the first byte, then seven a byte, the low ones first. */
static bool read_size(const uint8_t *p, size_t end, size_t *at, uint64_t *ret_size) {
    uint64_t size = p[*at] & 15;
    unsigned shift = 4;
    while (p[(*at)++] & 0x80) {
        if (*at >= end || shift > 53)
            return false;
        size |= (uint64_t)(p[*at] & 0x7f) << shift;
        shift += 7;
    }
    *ret_size = size;
    return true;
}

/* Seven bits a byte, the high ones first, and one more for each byte that follows. */
static bool read_distance(const uint8_t *p, size_t end, size_t *at, uint64_t *ret_distance) {
    if (*at >= end)
        return false;
    uint64_t distance = p[*at] & 0x7f;
    while (p[(*at)++] & 0x80) {
        if (*at >= end || distance >> 56)
            return false;
        distance = (distance + 1) << 7 | (p[*at] & 0x7f);
    }
    *ret_distance = distance;
    return true;
}

bool phs_pack_entry_read(struct phs_slice pack, uint64_t offset, struct phs_pack_entry *ret_entry) {
    const uint8_t *p = (const uint8_t *)pack.ptr;
    if (pack.len < HEAD + TRAILER || offset < HEAD || offset >= pack.len - TRAILER)
        return false;
    size_t end = pack.len - TRAILER, at = (size_t)offset;
    unsigned type = p[at] >> 4 & 7;
    struct phs_pack_entry entry = {0};
    uint64_t distance;
    if (!read_size(p, end, &at, &entry.size))
        return false;
    if (type == BY_OFFSET) {
        entry.kept = PHS_KEPT_BY_OFFSET;
        if (!read_distance(p, end, &at, &distance) || distance == 0 || distance > offset)
            return false;
        entry.base_offset = offset - distance;
    } else if (type == BY_NAME) {
        entry.kept = PHS_KEPT_BY_NAME;
        if (end - at < PHS_OID_BYTES)
            return false;
        entry.base = phs_oid_of(p + at);
        at += PHS_OID_BYTES;
    } else if (type < PHS_OBJECT_COMMIT || type > PHS_OBJECT_TAG) {
        return false;
    } else {
        entry.kind = (enum phs_object_kind)type;
    }
    entry.data = at;
    *ret_entry = entry;
    return at <= end;
}
