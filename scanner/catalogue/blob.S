/* SPDX-License-Identifier: Apache-2.0 */
/* The packed catalogue, and the pattern database beside it, as bytes of the program. The database differs by processor and by
 * build option, so that it has no part in the digest of the catalogue. */
    .section .phs_image, "a", %progbits
    .balign 65536 /* the largest page */
    .globl phs_catalogue_image
phs_catalogue_image:
    .incbin "catalogue.image"
    .globl phs_catalogue_image_end
phs_catalogue_image_end:
    .byte 0
    .section .rodata
    .balign 64
    .globl phs_catalogue_patterns
phs_catalogue_patterns:
    .incbin "patterns.db"
    .globl phs_catalogue_patterns_end
phs_catalogue_patterns_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
