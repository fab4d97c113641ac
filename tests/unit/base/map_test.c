/* SPDX-License-Identifier: Apache-2.0 */
/* Maps keep insertion order and tell keys apart by all their bytes. */
#include <criterion/criterion.h>

#include "base/map.h"

Test(map, is_empty_at_first) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_map map, zero = {0};
    phs_map_init(&map, arena);
    cr_assert_null(phs_map_gets(&map, ""));
    cr_assert_null(phs_map_gets(&zero, "a"));
    phs_arena_free(arena);
}

Test(map, holds_many_keys_in_the_order_they_came) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_map map;
    phs_map_init(&map, arena);
    for (size_t i = 0; i < 20000; i++) {
        char *key = phs_printf(arena, "key%zu", i * 7919 % 20000);
        cr_assert_null(phs_map_puts(&map, key, key));
    }
    cr_assert_eq(map.n, 20000);
    for (size_t i = 0; i < 20000; i++) {
        const char *key = phs_printf(arena, "key%zu", i * 7919 % 20000);
        cr_assert(phs_slice_is(map.items[i].key, key));
        cr_assert_str_eq(phs_map_gets(&map, key), key);
    }
    cr_assert_null(phs_map_gets(&map, "key20000"));
    phs_arena_free(arena);
}

Test(map, replaces_and_returns_the_old_value_in_its_old_place) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_map map;
    int one = 1, two = 2, three = 3;
    phs_map_init(&map, arena);
    phs_map_puts(&map, "a", &one);
    phs_map_puts(&map, "b", &two);
    cr_assert_eq(phs_map_puts(&map, "a", &three), &one);
    cr_assert_eq(phs_map_gets(&map, "a"), &three);
    cr_assert_eq(map.n, 2);
    cr_assert(phs_slice_is(map.items[0].key, "a"));
    phs_arena_free(arena);
}

Test(map, tells_keys_apart_that_differ_in_length_or_behind_a_nul) {
    static const struct phs_slice keys[] = {{"", 0},     {"\0", 1},       {"\0\0", 2},       {"a", 1},      {"a\0", 2},
                                            {"a\0b", 3}, {"12345678", 8}, {"12345678\0", 9}, {"1234567", 7}};
    struct phs_arena *arena = phs_arena_new();
    struct phs_map map;
    phs_map_init(&map, arena);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        cr_assert_null(phs_map_put(&map, keys[i], (void *)&keys[i]), "key %zu", i);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        cr_assert_eq(phs_map_get(&map, keys[i]), &keys[i], "key %zu", i);
    phs_arena_free(arena);
}

Test(map, that_is_fixed_is_read_and_added_to_as_before) {
    static int values[100];
    struct phs_arena *arena = phs_arena_new();
    struct phs_map map;
    phs_map_init(&map, arena);
    phs_map_fix(&map);
    cr_expect_null(phs_map_gets(&map, "an empty one"));
    for (int i = 0; i < 100; i++) {
        if (i % 30 == 7)
            phs_map_fix(&map);
        cr_assert_null(phs_map_puts(&map, phs_printf(arena, "key %d", i), &values[i]));
        cr_expect_not(map.fixed, "whose keys come next is not known");
    }
    phs_map_fix(&map);
    for (int i = 0; i < 100; i++)
        cr_assert_eq(phs_map_gets(&map, phs_printf(arena, "key %d", i)), &values[i]);
    cr_expect_null(phs_map_gets(&map, "key 100"));
    phs_arena_free(arena);
}

Test(map, that_was_told_how_many_keys_come_takes_more_as_well) {
    static int values[100];
    static const size_t told[] = {0, 1, 7, 8, 99, 100, 1000};
    struct phs_arena *arena = phs_arena_new();
    for (size_t t = 0; t < sizeof told / sizeof *told; t++) {
        struct phs_map map;
        phs_map_init(&map, arena);
        phs_map_expect(&map, told[t]);
        cr_expect_null(phs_map_gets(&map, "key 0"));
        for (int i = 0; i < 100; i++)
            phs_map_puts(&map, phs_printf(arena, "key %d", i), &values[i]);
        phs_map_expect(&map, 5);
        for (int i = 0; i < 100; i++)
            cr_assert_eq(phs_map_gets(&map, phs_printf(arena, "key %d", i)), &values[i], "told %zu", told[t]);
        cr_expect_eq(map.n, 100);
    }
    phs_arena_free(arena);
}
