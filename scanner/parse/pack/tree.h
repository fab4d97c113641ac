/* SPDX-License-Identifier: Apache-2.0 */
/* Tree objects, entry by entry. */
#ifndef PHS_PARSE_PACK_TREE_H
#define PHS_PARSE_PACK_TREE_H

#include "parse/pack/oid.h"

struct phs_tree_row {
    uint32_t mode;         /* 0100644, 0100755, 0120000 (link), 040000 (folder), 0160000 (another repository) */
    struct phs_slice name; /* any bytes but NUL; not empty */
    const uint8_t *id;     /* 20 bytes */
};

/* Cuts one entry off rest. False at the end and where the bytes are none; then rest is empty only at a clean end. */
bool phs_tree_row_next(struct phs_slice *rest, struct phs_tree_row *ret_row);

static inline bool phs_mode_is_folder(uint32_t mode) {
    return (mode & 0170000) == 0040000;
}

static inline bool phs_mode_is_file(uint32_t mode) {
    return (mode & 0170000) == 0100000;
}

#endif
