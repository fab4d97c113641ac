/* SPDX-License-Identifier: Apache-2.0 */
/* Stand-ins for the functions of libraries that are loaded late (x86-64; elsewhere they are linked). Each jumps to the real one
 * once its slot holds it; the first call looks it up with every register kept that may carry an argument. They are hidden, so
 * that a library which is loaded finds its own functions and not these. */
    .text
    .type late_enter, @function
late_enter: /* r10: the function's name, r11: its library, on top of the stack: its slot */
    pushq %rax
    pushq %rdi
    pushq %rsi
    pushq %rdx
    pushq %rcx
    pushq %r8
    pushq %r9
    subq $136, %rsp
    movups %xmm0, (%rsp)
    movups %xmm1, 16(%rsp)
    movups %xmm2, 32(%rsp)
    movups %xmm3, 48(%rsp)
    movups %xmm4, 64(%rsp)
    movups %xmm5, 80(%rsp)
    movups %xmm6, 96(%rsp)
    movups %xmm7, 112(%rsp)
    movq %r11, %rdi
    movq %r10, %rsi
    call phs_late_find
    movq %rax, %r11
    movups (%rsp), %xmm0
    movups 16(%rsp), %xmm1
    movups 32(%rsp), %xmm2
    movups 48(%rsp), %xmm3
    movups 64(%rsp), %xmm4
    movups 80(%rsp), %xmm5
    movups 96(%rsp), %xmm6
    movups 112(%rsp), %xmm7
    addq $136, %rsp
    popq %r9
    popq %r8
    popq %rcx
    popq %rdx
    popq %rsi
    popq %rdi
    popq %rax
    popq %r10
    movq %r11, (%r10)
    jmp *%r11
    .size late_enter, . - late_enter

    .macro LATE name, library
    .text
    .globl \name
    .hidden \name
    .type \name, @function
\name:
    movq .Lslot_\name(%rip), %r11
    testq %r11, %r11
    je 1f
    jmp *%r11
1:  leaq .Lslot_\name(%rip), %r11
    pushq %r11
    leaq .Lname_\name(%rip), %r10
    leaq .Llibrary_\name(%rip), %r11
    jmp late_enter
    .size \name, . - \name
    .local .Lslot_\name
    .comm .Lslot_\name, 8, 8
    .section .rodata.str1.1, "aMS", @progbits, 1
.Lname_\name:
    .asciz "\name"
.Llibrary_\name:
    .asciz "\library"
    .endm

    .include "late.inc"
    .section .rodata
    .globl phs_late_stands_in
    .hidden phs_late_stands_in
phs_late_stands_in:
    .byte 1
    .section .note.GNU-stack, "", @progbits
