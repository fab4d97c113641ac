/* SPDX-License-Identifier: Apache-2.0 */
/* Where objects of JSON inside of other texts end. */
#include <criterion/criterion.h>

#include "parse/health/blocks.h"

enum { REACH = 64 << 10 };

static struct phs_blocks blocks_of(struct phs_arena *arena, struct phs_slice text) {
    return (struct phs_blocks){.arena = arena, .at = text.ptr, .end = text.ptr + text.len};
}

/* Asks for each bracket that may open an object, as the reader does that found none of those before it of use. */
Test(health_blocks, ends_where_the_bracket_of_its_own_closes) {
    static const struct {
        const char *scenario, *text;
        size_t open, length; /* of the one that is asked for; 0: none */
    } rows[] = {{"alone", "a {\"b\": 1} c", 2, 8},
                {"within another", "{\"a\": {\"b\": [1, {\"c\": 2}]}}", 6, 20},
                {"within one that nobody closes", "{\"a\": {\"b\": 1}", 6, 8},
                {"one that nobody closes", "{\"a\": {\"b\": 1}", 0, 0},
                {"brackets in strings", "{\"a\": \"}{\", \"b\": 1}", 0, 19},
                {"quotes in strings", "{\"a\": \"\\\"}\", \"b\": 1}", 0, 20},
                {"in a string of a program", "\"{\"a\": 1}\"", 1, 8},
                {"behind a quote that nobody closes", "it's 5\" wide {\"a\": {\"b\": 2}} ok", 13, 15},
                {"behind brackets that close nothing", "]}} {\"a\": 1}", 4, 8},
                {"no object of JSON", "{ a: 1 }", 0, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_slice text = phs_slice(rows[i].text);
        struct phs_blocks blocks = blocks_of(arena, text);
        const char *stop = NULL;
        for (size_t at = 0; at <= rows[i].open; at++)
            if (text.ptr[at] == '{')
                stop = phs_block_end(&blocks, text.ptr + at);
        size_t length = stop ? (size_t)(stop - text.ptr) - rows[i].open : 0;
        cr_expect_eq(length, rows[i].length, "%s: %zu bytes", rows[i].scenario, length);
        phs_arena_free(arena);
    }
}

/* Each of the objects reaches farther than all that was passed for the one before it by its own length only. */
Test(health_blocks, passes_the_text_once_for_all_objects_that_nobody_closes) {
    struct phs_arena *arena = phs_arena_new();
    size_t n = (size_t)4 * REACH / 5;
    char *text = phs_alloc(arena, n * 5);
    for (size_t i = 0; i < n; i++)
        memcpy(text + 5 * i, "{\"a\":", 5);
    struct phs_blocks blocks = blocks_of(arena, phs_slice_n(text, n * 5));
    size_t passed = 0, most = 0;
    for (size_t i = 0; i < n; i++) {
        const char *before = blocks.at;
        cr_assert_null(phs_block_end(&blocks, text + 5 * i));
        cr_assert(blocks.at >= before);
        passed += (size_t)(blocks.at - before);
        most = blocks.items.n > most ? blocks.items.n : most;
    }
    cr_expect_leq(passed, n * 5);
    cr_expect_leq(most, (size_t)REACH, "no more are kept than have room within a reach");
    phs_arena_free(arena);
}

Test(health_blocks, looks_no_farther_than_64_kB) {
    struct phs_arena *arena = phs_arena_new();
    char *text = phs_alloc(arena, REACH + 2);
    memset(text, ' ', REACH + 2);
    memcpy(text, "{\"a\": 1", 7);
    text[REACH - 1] = '}';
    struct phs_blocks near = blocks_of(arena, phs_slice_n(text, REACH + 2));
    cr_expect_eq(phs_block_end(&near, text), text + REACH);
    text[REACH - 1] = ' ';
    text[REACH] = '}';
    struct phs_blocks far = blocks_of(arena, phs_slice_n(text, REACH + 2));
    cr_expect_null(phs_block_end(&far, text));
    phs_arena_free(arena);
}
