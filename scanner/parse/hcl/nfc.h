/* SPDX-License-Identifier: Apache-2.0 */
/* Unicode normalization form C, which HCL applies to string literals, so that one text has one spelling. */
#ifndef PHS_PARSE_HCL_NFC_H
#define PHS_PARSE_HCL_NFC_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/slice.h"

/* text is valid UTF-8; returned as it is when it is in form C at sight. */
struct phs_slice phs_hcl_nfc(struct phs_arena *arena, struct phs_slice text);

/* The tables of nfc_table.c, each in order of its first member (compositions: of the first two). */
struct phs_hcl_decomposition {
    uint32_t scalar, first, second; /* second 0: a single character */
};
struct phs_hcl_composition {
    uint32_t first, second, scalar;
};
struct phs_hcl_class {
    uint32_t first, last;
    unsigned char class;
};
extern const struct phs_hcl_decomposition phs_hcl_decompositions[];
extern const struct phs_hcl_composition phs_hcl_compositions[];
extern const struct phs_hcl_class phs_hcl_classes[];
extern const size_t phs_hcl_decompositions_count, phs_hcl_compositions_count, phs_hcl_classes_count;

#endif
