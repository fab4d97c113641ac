/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a pack and of the objects in it (gitformat-pack, "pack-*.pack files"). */
#ifndef PHS_PARSE_PACK_ENTRY_H
#define PHS_PARSE_PACK_ENTRY_H

#include "base/err.h"
#include "parse/pack/oid.h"

/* What an object is kept as. */
enum phs_entry_kept { PHS_KEPT_WHOLE, PHS_KEPT_BY_OFFSET, PHS_KEPT_BY_NAME };

struct phs_pack_entry {
    enum phs_entry_kept kept;
    enum phs_object_kind kind; /* of a whole one */
    uint64_t size;             /* inflated: of the object, or of the delta */
    uint64_t data;             /* where the deflated bytes begin */
    uint64_t base_offset;      /* by offset: before this one */
    struct phs_oid base;       /* by name */
};

/* PHS_E_INPUT for what is no pack of version 2 or 3; ret_n is what the head claims. */
enum phs_code phs_pack_head(struct phs_slice pack, uint32_t *ret_n, struct phs_err *err);
/* False for bytes that are no head of an object. Sizes are claims. */
bool phs_pack_entry_read(struct phs_slice pack, uint64_t offset, struct phs_pack_entry *ret_entry);

#endif
