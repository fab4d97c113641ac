/* SPDX-License-Identifier: Apache-2.0 */
/* Values kept once. */
#include <criterion/criterion.h>

#include "model/value_pool.h"

static const struct phs_place nowhere = {0};

static const struct phs_value *endpoint(struct phs_arena *arena, const char *host, double port) {
    const struct phs_value *suites[] = {
        phs_value_text(arena, "A"), phs_value_text(arena, "B"),
        phs_value_unknown(arena, PHS_WHY_UNREAD, phs_strdup(arena, "it was not asked"), nowhere)};
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    phs_map_builder_set(&map, PHS_SLICE("host"), nowhere, phs_value_text(arena, host));
    phs_map_builder_set(&map, PHS_SLICE("port"), nowhere, phs_value_number(arena, port, nowhere));
    phs_map_builder_set(&map, PHS_SLICE("suites"), nowhere, phs_value_list(arena, suites, 3, nowhere));
    return phs_map_builder_done(&map, nowhere);
}

Test(value_pool, equal_parts_of_different_values_are_one_object) {
    struct phs_arena *arena = phs_arena_new(), *scratch = phs_arena_new();
    struct phs_value_pool pool;
    phs_value_pool_init(&pool, arena);
    const struct phs_value *one = phs_value_keep(&pool, endpoint(scratch, "one.example", 443));
    const struct phs_value *two = phs_value_keep(&pool, endpoint(scratch, "two.example", 443));
    phs_arena_free(scratch);
    cr_assert_neq(one, two);
    cr_assert_eq(phs_get(one, "suites"), phs_get(two, "suites"));
    cr_assert_eq(phs_get(one, "port"), phs_get(two, "port"));
    cr_assert(phs_slice_is(phs_text(phs_get(two, "host")), "two.example"));
    cr_assert_str_eq(phs_get_path(one, "suites.2")->unknown.why, "it was not asked");
    phs_arena_free(arena);
}

Test(value_pool, what_differs_in_anything_stays_two) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_value_pool pool;
    phs_value_pool_init(&pool, arena);
    struct phs_source source = {.kind = PHS_SOURCE_FILE, .path = "a.yaml"};
    struct phs_value word = *phs_value_text(arena, "x");
    word.flags |= PHS_VALUE_WORD;
    struct phs_place place = {.source = &source, .line = 3};
    struct {
        const char *scenario;
        const struct phs_value *a, *b;
    } rows[] = {
        {"text and word", phs_value_text(arena, "x"), &word},
        {"nowhere and somewhere", phs_value_bool(arena, true, nowhere), phs_value_bool(arena, true, place)},
        {"true and false", phs_value_bool(arena, true, nowhere), phs_value_bool(arena, false, nowhere)},
        {"number and text", phs_value_number(arena, 1, nowhere), phs_value_text(arena, "1")},
        {"null and empty list", phs_value_null(arena, nowhere), phs_value_list(arena, NULL, 0, nowhere)},
        {"why it is not known", phs_value_unknown(arena, PHS_WHY_UNREAD, "a", nowhere),
         phs_value_unknown(arena, PHS_WHY_UNREAD, "b", nowhere)},
        {"0 and -0", phs_value_number(arena, 0.0, nowhere), phs_value_number(arena, -0.0, nowhere)},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct phs_value *a = phs_value_keep(&pool, rows[i].a), *b = phs_value_keep(&pool, rows[i].b);
        cr_expect_neq(a, b, "%s", rows[i].scenario);
        cr_expect_eq(a, phs_value_keep(&pool, rows[i].a), "%s: kept twice", rows[i].scenario);
    }
    phs_arena_free(arena);
}

Test(value_pool, ten_thousand_values_are_found_again) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_value_pool pool;
    phs_value_pool_init(&pool, arena);
    for (int turn = 0; turn < 2; turn++)
        for (int i = 0; i < 10000; i++) {
            struct phs_arena *scratch = phs_arena_new();
            phs_value_keep(&pool, endpoint(scratch, phs_printf(scratch, "host-%d", i), 1000 + i));
            phs_arena_free(scratch);
        }
    cr_assert_eq(pool.n, 3 * 10000 + 4, "%zu", pool.n); /* host, port and map each; A, B, the unknown and their list once */
    phs_arena_free(arena);
}

Test(value_pool, nothing_stays_nothing) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_value_pool pool;
    phs_value_pool_init(&pool, arena);
    cr_assert_null(phs_value_keep(&pool, NULL));
    phs_arena_free(arena);
}
