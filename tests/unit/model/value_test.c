/* SPDX-License-Identifier: Apache-2.0 */
#include "model/value.h"

#include <criterion/criterion.h>

static const struct phs_place nowhere;

static const struct phs_value *pair(struct phs_arena *arena, const struct phs_value *value) {
    const struct phs_value *both[] = {value, value};
    return phs_value_list(arena, both, 2, nowhere);
}

/* l1 = [l0, l0], l2 = [l1, l1] ... : 2^60 paths through sixty lists. */
static const struct phs_value *bomb(struct phs_arena *arena) {
    const struct phs_value *value = phs_value_text(arena, "x");
    for (int i = 0; i < 60; i++)
        value = pair(arena, value);
    return value;
}

Test(value, walks_no_shared_parts_for_ever) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_value *one = bomb(arena), *two = bomb(arena);
    struct phs_buf out;
    struct phs_json json;
    cr_expect_eq(phs_find_unknown(one)->unknown.reason, PHS_WHY_LIMIT);
    cr_expect(!phs_value_equal(one, two), "what cannot be compared is not the same");
    cr_expect(phs_holds_withheld(one), "what cannot be looked through is not shown");
    phs_buf_init(&out, 1 << 20);
    phs_json_init(&json, &out, false);
    phs_value_write_json(&json, one);
    cr_expect(strstr(phs_buf_text(&out), "too_"), "the cut is said");
    phs_buf_done(&out);
    phs_arena_free(arena);
}

struct equal_row {
    const char *scenario;
    const struct phs_value *a, *b;
    bool equal;
};

Test(value, compares_by_what_is_meant) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_value *one = phs_value_number(arena, 1, nowhere), *text = phs_value_text(arena, "1");
    const struct phs_value *unknown = phs_value_unknown(arena, PHS_WHY_VARIABLE, "no value", nowhere);
    struct phs_map_builder ab, ba;
    phs_map_builder_init(&ab, arena);
    phs_map_builder_init(&ba, arena);
    phs_map_builder_set(&ab, PHS_SLICE("a"), nowhere, one);
    phs_map_builder_set(&ab, PHS_SLICE("b"), nowhere, text);
    phs_map_builder_set(&ba, PHS_SLICE("b"), nowhere, text);
    phs_map_builder_set(&ba, PHS_SLICE("a"), nowhere, one);
    const struct equal_row rows[] = {
        {"missing", NULL, NULL, false},
        {"the same number", one, phs_value_number(arena, 1.0, nowhere), true},
        {"a number and a text", one, text, false},
        {"unknown equals nothing, not even itself", unknown, unknown, false},
        {"a list with an unknown in it", pair(arena, unknown), pair(arena, unknown), false},
        {"maps without order", phs_map_builder_done(&ab, nowhere), phs_map_builder_done(&ba, nowhere), true},
        {"null and null", phs_value_null(arena, nowhere), phs_value_null(arena, nowhere), true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(phs_value_equal(rows[i].a, rows[i].b), rows[i].equal, "%s", rows[i].scenario);
    phs_arena_free(arena);
}

Test(value, keeps_the_digits_that_a_double_would_lose) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_value a = *phs_value_number(arena, 12345678901234567890.0, nowhere), b = a;
    a.number.text = PHS_SLICE("12345678901234567890");
    b.number.text = PHS_SLICE("12345678901234567891");
    cr_expect(!phs_value_equal(&a, &b));
    cr_expect_str_eq(phs_scalar_text(arena, &a), "12345678901234567890");
    cr_expect_str_eq(phs_scalar_text(arena, phs_value_number(arena, 10.0, nowhere)), "10");
    cr_expect_str_eq(phs_scalar_text(arena, phs_value_number(arena, 0.1, nowhere)), "0.1");
    phs_arena_free(arena);
}

Test(value, finds_a_key_among_many_and_replaces_it) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    for (int i = 0; i < 100; i++)
        cr_expect(
            phs_map_builder_set(&map, phs_slice(phs_printf(arena, "k%d", i)), nowhere, phs_value_number(arena, i, nowhere)));
    cr_expect(!phs_map_builder_set(&map, PHS_SLICE("k7"), nowhere, phs_value_text(arena, "new")));
    const struct phs_value *value = phs_map_builder_done(&map, nowhere);
    cr_expect_eq(value->map.n, 100);
    cr_expect(phs_slice_is(phs_text(phs_get(value, "k7")), "new"));
    cr_expect_eq(phs_get(value, "k99")->number.value, 99);
    cr_expect_null(phs_get(value, "k100"));
    phs_arena_free(arena);
}

struct path_row {
    const char *path, *text; /* text NULL: missing */
};

Test(value, follows_a_path_through_one_block_and_stops_at_an_unknown) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_map_builder inner, outer;
    phs_map_builder_init(&inner, arena);
    phs_map_builder_set(&inner, PHS_SLICE("p"), nowhere, phs_value_text(arena, "v"));
    const struct phs_value *map = phs_map_builder_done(&inner, nowhere);
    struct phs_value blocks = *phs_value_list(arena, &map, 1, nowhere);
    const struct phs_value *plain = phs_value_list(arena, &map, 1, nowhere);
    blocks.flags |= PHS_VALUE_BLOCKS;
    phs_map_builder_init(&outer, arena);
    phs_map_builder_set(&outer, PHS_SLICE("b"), nowhere, &blocks);
    phs_map_builder_set(&outer, PHS_SLICE("l"), nowhere, plain);
    phs_map_builder_set(&outer, PHS_SLICE("u"), nowhere, phs_value_unknown(arena, PHS_WHY_DATA, "who knows", nowhere));
    const struct phs_value *value = phs_map_builder_done(&outer, nowhere);
    static const struct path_row rows[] = {{"b.p", "v"},   {"b.0.p", "v"}, {"b.1.p", NULL},
                                           {"l.0.p", "v"}, {"l.p", NULL},  {"b.99999999999999999999.p", NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct phs_value *found = phs_get_path(value, rows[i].path);
        cr_expect(rows[i].text ? phs_slice_is(phs_text(found), rows[i].text) : !found, "%s", rows[i].path);
    }
    cr_expect(phs_is(phs_get_path(value, "u.anything.below"), PHS_UNKNOWN));
    phs_arena_free(arena);
}

Test(value, cuts_a_reason_that_somebody_else_made_long) {
    struct phs_arena *arena = phs_arena_new();
    char name[1000];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    const struct phs_value *value = phs_value_because(arena, PHS_WHY_ERROR, nowhere, "%s is no function", name);
    cr_expect_eq(value->unknown.reason, PHS_WHY_ERROR);
    cr_expect_eq(strlen(value->unknown.why), 399);
    phs_arena_free(arena);
}

Test(value, tells_what_is_withheld_at_any_depth) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_value *secret = (struct phs_value *)(uintptr_t)phs_value_text(arena, "x");
    struct phs_map_builder map;
    secret->flags |= PHS_VALUE_SENSITIVE;
    phs_map_builder_init(&map, arena);
    phs_map_builder_put(&map, "absent", NULL);
    phs_map_builder_put(&map, "shown", phs_value_text(arena, "y"));
    cr_expect(!phs_holds_withheld(phs_map_builder_done(&map, nowhere)));
    phs_map_builder_put(&map, "inner", pair(arena, secret));
    const struct phs_value *value = phs_map_builder_done(&map, nowhere);
    cr_expect_eq(value->map.n, 2, "nothing is put for NULL");
    cr_expect(phs_holds_withheld(value));
    cr_expect(!phs_holds_withheld(NULL));
    phs_arena_free(arena);
}

Test(value, is_not_set_when_it_is_null) {
    struct phs_arena *arena = phs_arena_new();
    cr_expect(!phs_is_set(NULL));
    cr_expect(!phs_is_set(phs_value_null(arena, nowhere)));
    cr_expect(phs_is_set(phs_value_bool(arena, false, nowhere)));
    cr_expect(phs_is_set(phs_value_unknown(arena, PHS_WHY_LIMIT, "too long", nowhere)));
    phs_arena_free(arena);
}
