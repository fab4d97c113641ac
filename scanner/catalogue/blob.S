/* SPDX-License-Identifier: Apache-2.0 */
/* The packed catalogue, and the pattern database beside it, as bytes of the program. The database differs by processor and by
 * build option, so that it has no part in the digest of the catalogue. */
    .section .rodata
    .balign 16
    .globl phs_catalogue_blob
phs_catalogue_blob:
    .incbin "catalogue.blob"
    .globl phs_catalogue_blob_end
phs_catalogue_blob_end:
    .byte 0
    .balign 64
    .globl phs_catalogue_patterns
phs_catalogue_patterns:
    .incbin "patterns.db"
    .globl phs_catalogue_patterns_end
phs_catalogue_patterns_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
