/* SPDX-License-Identifier: Apache-2.0 */
/* What hangs on an arena: alignment, zeroes, growth, adopted handles. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdint.h>

#include "base/arena.h"

Test(arena, gives_zeroed_memory_again_after_a_reset) {
    struct phs_arena *arena = phs_arena_new();
    memset(phs_alloc(arena, 500), 0xEE, 500);
    phs_arena_reset(arena);
    const unsigned char *again = phs_alloc(arena, 500);
    for (size_t i = 0; i < 500; i++)
        cr_assert_eq(again[i], 0, "byte %zu", i);
    cr_assert_eq(phs_arena_used(arena), 500);
    phs_arena_free(arena);
}

Test(arena, aligns_every_size_and_keeps_objects_apart) {
    static const size_t sizes[] = {0, 1, 3, 15, 16, 17, 4096, 70000, 3000000, 1};
    struct phs_arena *arena = phs_arena_new();
    unsigned char *objects[sizeof sizes / sizeof *sizes];
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        objects[i] = phs_alloc(arena, sizes[i]);
        cr_assert_not_null(objects[i]);
        cr_assert_eq((uintptr_t)objects[i] % _Alignof(max_align_t), 0, "size %zu", sizes[i]);
        memset(objects[i], (int)i + 1, sizes[i]);
    }
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t k = 0; k < sizes[i]; k++)
            cr_assert_eq(objects[i][k], i + 1);
    cr_assert_neq(phs_alloc(arena, 0), phs_alloc(arena, 0));
    phs_arena_free(arena);
}

Test(arena, ends_the_process_when_a_count_overflows, .exit_code = 1) {
    struct phs_arena *arena = phs_arena_new();
    phs_alloc_n(arena, SIZE_MAX / 2, 3);
}

#ifndef PHS_ARENA_MALLOC /* AddressSanitizer reports such a size itself */
Test(arena, ends_the_process_when_a_size_cannot_be_rounded, .exit_code = 1) {
    struct phs_arena *arena = phs_arena_new();
    phs_alloc(arena, SIZE_MAX - 3);
}
#endif

static char released[8];
static size_t released_count;

static void note_release(void *handle) {
    released[released_count++] = *(const char *)handle;
}

Test(arena, releases_handles_in_reverse_order_while_their_memory_still_lives) {
    struct phs_arena *arena = phs_arena_new();
    phs_arena_adopt(arena, phs_strdup(arena, "a"), note_release);
    phs_arena_adopt(arena, phs_strdup(arena, "b"), note_release);
    phs_arena_reset(arena);
    cr_assert_str_eq(released, "ba");
    phs_arena_adopt(arena, phs_strdup(arena, "c"), note_release);
    phs_arena_free(arena);
    cr_assert_str_eq(released, "bac");
    phs_arena_free(NULL);
}

Test(arena, copies_text_with_a_nul_and_takes_null_for_null) {
    struct phs_arena *arena = phs_arena_new();
    cr_assert_null(phs_strdup(arena, NULL));
    cr_assert_str_eq(phs_strndup(arena, "abcdef", 3), "abc");
    cr_assert_str_eq(phs_slice_dup(arena, phs_slice(NULL)), "");
    cr_assert_str_eq(phs_printf(arena, "%s-%d", "x", 7), "x-7");
    char long_text[5001];
    memset(long_text, 'y', 5000);
    long_text[5000] = '\0';
    cr_assert_eq(strlen(phs_printf(arena, "%s!", long_text)), 5001);
    phs_arena_free(arena);
}

Test(arena, keeps_items_of_a_growing_vector) {
    struct phs_arena *arena = phs_arena_new();
    PHS_VEC(int) numbers = {0};
    for (int i = 0; i < 1000; i++)
        PHS_PUSH(arena, numbers, i);
    for (int i = 0; i < 1000; i++)
        cr_assert_eq(numbers.at[i], i);
    cr_assert_eq(numbers.n, 1000);
    phs_arena_free(arena);
}

/* Blocks of a freed arena come back to the next one, and what they held does not. */
Test(arena, hands_out_zeroed_memory_after_much_was_given_back) {
    for (int round = 0; round < 3; round++) {
        struct phs_arena *arena = phs_arena_new();
        for (int i = 0; i < 200; i++) {
            unsigned char *bytes = phs_alloc(arena, 50000);
            for (size_t k = 0; k < 50000; k++)
                cr_assert_eq(bytes[k], 0, "round %d, object %d, byte %zu", round, i, k);
            memset(bytes, 0xA5, 50000);
        }
        phs_arena_free(arena);
    }
}

Test(arena, in_memory_of_the_caller_fills_it_from_the_front_and_goes_on_elsewhere) {
    static _Alignas(64) char memory[4096];
    struct phs_arena *arena = phs_arena_new_in(memory, sizeof memory);
    if (!arena)
        return; /* each object is its own malloc */
    char *first = phs_strdup(arena, "first"), *second = phs_alloc(arena, 100);
    cr_expect(first >= memory && second > first && second + 100 <= memory + sizeof memory);
    size_t used = phs_arena_close(arena);
    cr_expect(used >= (size_t)(second + 100 - memory) && used <= (size_t)(second + 128 - memory), "%zu", used);
    char *later = phs_alloc(arena, 100);
    cr_expect(later < memory || later >= memory + sizeof memory);
    phs_arena_free(arena);
    cr_expect_str_eq(first, "first");
}
