/* SPDX-License-Identifier: Apache-2.0 */
/* The packed catalogue as bytes of the program. */
    .section .rodata
    .balign 16
    .globl phs_catalogue_blob
phs_catalogue_blob:
    .incbin "catalogue.blob"
    .globl phs_catalogue_blob_end
phs_catalogue_blob_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
