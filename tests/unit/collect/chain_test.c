/* SPDX-License-Identifier: Apache-2.0 */
/* An object by itself is what the walk over all of them makes of it, whatever was read before. */
#include <criterion/criterion.h>
#include <ftw.h>
#include <unistd.h>

#include "unit/collect/packing.h"

#include "collect/git/chain.h"
#include "collect/git/walk.h"

enum { CHAINS = 5, LENGTH = 40, SIZE = 3000, LIMIT = 1 << 20 };

static struct phs_arena *arena;
static char folder[] = "/tmp/phiscope-chain-XXXXXX";
static struct packing packing;
static struct phs_packs packs;
static struct phs_slice seen[CHAINS * LENGTH + 1];

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

static uint8_t visit(void *user, const struct phs_visit *about) {
    (void)user;
    seen[about->object] = phs_slice_n(phs_slice_dup(arena, about->bytes), about->bytes.len);
    return 1;
}

static uint32_t next_number(uint32_t *state, size_t below) {
    *state = *state * 1664525u + 1013904223u;
    return (uint32_t)((*state >> 8) % below);
}

/* Each is the one before it with a line put in. */
static void put_chain(uint32_t *state) {
    char text[SIZE];
    for (size_t i = 0; i < SIZE; i++)
        text[i] = (char)('a' + next_number(state, 26));
    size_t number = packing_whole(&packing, 3, phs_slice_n(text, SIZE), SIZE), size = SIZE;
    for (size_t i = 1; i < LENGTH; i++) {
        struct phs_buf delta;
        size_t at = next_number(state, size);
        struct phs_slice line = phs_slice(phs_printf(arena, "line %u\n", next_number(state, 100000)));
        delta_begin(&delta, size, size + line.len);
        delta_copy(&delta, 0, at);
        delta_insert(&delta, line);
        delta_copy(&delta, at, size - at);
        number = packing_delta(&packing, number, phs_slice_n(delta.ptr, delta.len));
        phs_buf_done(&delta);
        size += line.len;
    }
}

static void open_packs(void) {
    uint32_t state = 3;
    arena = phs_arena_new();
    cr_assert_not_null(mkdtemp(folder));
    packing_init(&packing, arena);
    for (size_t i = 0; i < CHAINS; i++)
        put_chain(&state);
    packing_whole(&packing, 3, PHS_SLICE("shorter than it says"), 400);
    packing_write(&packing, folder, "chains");
    phs_packs_open(arena, folder, &packs);
    phs_packs_link(&packs);
    for (uint32_t i = 0; i < packs.n; i++)
        packs.objects[i].wanted = true;
    struct phs_pack_walk walk = {.packs = &packs, .visit = visit, .threads = 1};
    phs_packs_walk(&walk);
}

static void close_packs(void) {
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    phs_arena_free(arena);
}

TestSuite(chain, .init = open_packs, .fini = close_packs);

static bool reads(struct phs_chain_reader *reader, uint32_t object, size_t limit) {
    char *bytes = NULL;
    size_t size = 0;
    bool read = phs_chain_read(reader, object, limit, &bytes, &size);
    if (read)
        cr_expect(phs_slice_eq(phs_slice_n(bytes, size), seen[object]), "object %u", object);
    free(bytes);
    return read;
}

Test(chain, makes_what_the_walk_makes_in_any_order) {
    struct phs_chain_reader *reader = phs_chain_reader_new(arena, &packs);
    uint32_t state = 5;
    size_t read = 0;
    cr_assert_eq(packs.n, CHAINS * LENGTH + 1);
    for (size_t i = 0; i < 600; i++)
        read += reads(reader, next_number(&state, packs.n), LIMIT);
    cr_expect_gt(read, 560);
}

Test(chain, ends_at_what_is_damaged_too_large_or_not_there) {
    struct phs_chain_reader *reader = phs_chain_reader_new(arena, &packs);
    size_t damaged = 0, small = 0;
    for (uint32_t i = 0; i < packs.n; i++)
        damaged += !reads(reader, i, LIMIT);
    cr_expect_eq(damaged, 1);
    for (uint32_t i = 0; i < packs.n; i++)
        small += reads(reader, i, SIZE);
    cr_expect_eq(small, CHAINS, "only what is no longer than the limit, whether its base is kept or not");
    cr_expect_not(reads(reader, PHS_NO_OBJECT, LIMIT));
}
