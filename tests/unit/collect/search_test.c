/* SPDX-License-Identifier: Apache-2.0 */
/* What is searched by its changes is found as when it is searched in full, wherever a copy ends in the middle of a value; and
 * packs that were made to hurt end soon. */
#include <criterion/criterion.h>
#include <ftw.h>
#include <unistd.h>

#include "unit/collect/packing.h"

#include "catalogue/catalogue.h"
#include "collect/git/search.h"
#include "collect/git/tree.h"

enum { FILLER = 6000, MOST_CASES = 4000 };

static struct phs_arena *arena;
static struct phs_rules rules;
static char folder[] = "/tmp/phiscope-search-XXXXXX";
static struct packing packing;
static char filler[FILLER];

static void open_search(void) {
    struct phs_catalogue *catalogue;
    struct phs_err err = {0};
    arena = phs_arena_new();
    cr_assert_eq(phs_catalogue_load(arena, NULL, 0, &catalogue, &err), PHS_OK, "%s", err.text);
    cr_assert_not_null(mkdtemp(folder));
    phs_tree_library_init();
    phs_look_init();
    phs_rules_init(&rules, arena, catalogue);
    packing_init(&packing, arena);
    for (size_t i = 0; i < FILLER; i++)
        filler[i] = i % 61 == 60 ? '\n' : "lorem ipsum "[i * 7 % 12];
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

static void close_search(void) {
    phs_tree_library_done();
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    phs_arena_free(arena);
}

TestSuite(search, .init = open_search, .fini = close_search);

static struct phs_searched run(bool whole) {
    struct phs_packs packs;
    struct phs_loose_list loose = {0};
    struct phs_searched searched;
    phs_packs_open(arena, folder, &packs);
    phs_packs_link(&packs);
    const struct phs_search search = {.rules = &rules, .packs = &packs, .loose = &loose, .whole = whole};
    phs_search_run(arena, &search, &searched);
    return searched;
}

static void expect_same(size_t least_blobs) {
    struct phs_searched delta = run(false), full = run(true);
    cr_expect_geq(full.blobs.n, least_blobs, "%zu blobs hold something", full.blobs.n);
    cr_expect_eq(delta.blobs_read, full.blobs_read);
    cr_assert_eq(delta.blobs.n, full.blobs.n, "%zu blobs instead of %zu", delta.blobs.n, full.blobs.n);
    for (size_t i = 0; i < full.blobs.n; i++) {
        const struct phs_hit_blob *a = &delta.blobs.at[i], *b = &full.blobs.at[i];
        cr_assert_eq(phs_oid_cmp(&a->name, &b->name), 0);
        cr_assert_eq(a->look.hits.n, b->look.hits.n);
        for (size_t k = 0; k < b->look.hits.n; k++)
            cr_assert(a->look.hits.at[k].rule == b->look.hits.at[k].rule &&
                      a->look.hits.at[k].start == b->look.hits.at[k].start &&
                      a->look.hits.at[k].line == b->look.hits.at[k].line && a->grades[k] == b->grades[k]);
    }
}

static struct phs_slice join(struct phs_slice a, struct phs_slice b) {
    char *text = phs_printf(arena, "%.*s%.*s", (int)a.len, a.ptr, (int)b.len, b.ptr);
    return phs_slice(text);
}

static struct phs_slice cut(struct phs_slice text, size_t from, size_t to) {
    return phs_slice_n(text.ptr + from, to - from);
}

/* Values whose words stand at the start, in the middle, far before, or thousands of bytes away. */
static struct phs_slice values[6];
static size_t value_count;

static void make_values(void) {
    char body[4200];
    for (size_t i = 0; i < sizeof body - 1; i++)
        body[i] = i % 65 == 64 ? '\n' : "MIIEowIBAAKCAQEAx7Vq2fT9LmZ0sYb3nC6dFhJ1gKa5eUo4rWtPz8Xv"[i * 31 % 56];
    body[sizeof body - 1] = '\0';
    values[value_count++] = phs_slice(phs_printf(arena, "\nTOKEN = '%s%s'\n", "ghp_", "q7Zk2Vx9LmP4sT8wRbY3nC6dFhJ1gKa5eUo0"));
    values[value_count++] = phs_slice(phs_printf(arena, "\naws_key = \"%s%s\"\n", "AKIA", "Q3ZKF7XW2M5RB6TJ"));
    values[value_count++] = phs_slice("\ndb = postgresql://notes:kV7pQz2"
                                      "mTr9sL4w@db.internal.corp/notes\n");
    values[value_count++] = phs_slice("\npatient ssn: 536-"
                                      "44-8127, diagnosis code: E11.9\n");
    values[value_count++] = phs_slice(
        phs_printf(arena, "\n-----BEGIN %s KEY-----\n%s\n-----END %s KEY-----\n", "RSA PRIVATE", body, "RSA PRIVATE"));
}

static size_t step_of(struct phs_slice value) {
    return value.len > 400 ? 97 : 1;
}

static uint32_t next_number(uint32_t *state, size_t below) {
    *state = *state * 1664525u + 1013904223u;
    return (uint32_t)((*state >> 8) % below);
}

/* The value comes together where the part that was there ends. */
static void straddle(struct phs_slice value, size_t at) {
    struct phs_slice space = phs_slice_n(filler, FILLER), head = cut(value, 0, at), tail = cut(value, at, value.len);
    struct phs_buf delta;
    size_t size = FILLER + value.len + FILLER;
    /* What was there, then what is put in behind it. */
    struct phs_slice base = join(join(space, head), space);
    size_t number = packing_whole(&packing, 3, base, base.len);
    delta_begin(&delta, base.len, size);
    delta_copy(&delta, 0, FILLER + at);
    delta_insert(&delta, tail);
    delta_copy(&delta, FILLER + at, FILLER);
    packing_delta(&packing, number, phs_slice_n(delta.ptr, delta.len));
    phs_buf_done(&delta);
    /* Put in before it. */
    base = join(join(space, tail), space);
    number = packing_whole(&packing, 3, base, base.len);
    delta_begin(&delta, base.len, size);
    delta_copy(&delta, 0, FILLER);
    delta_insert(&delta, head);
    delta_copy(&delta, FILLER, tail.len + FILLER);
    packing_delta(&packing, number, phs_slice_n(delta.ptr, delta.len));
    phs_buf_done(&delta);
    /* Two copies that stood apart. */
    base = join(join(join(join(space, head), space), tail), space);
    number = packing_whole(&packing, 3, base, base.len);
    delta_begin(&delta, base.len, size);
    delta_copy(&delta, 0, FILLER + at);
    delta_copy(&delta, FILLER + at + FILLER, tail.len + FILLER);
    size_t third = packing_delta(&packing, number, phs_slice_n(delta.ptr, delta.len));
    phs_buf_done(&delta);
    /* A copy of a copy in which it falls apart again, and a third in which it comes back. */
    delta_begin(&delta, size, size + 40);
    delta_copy(&delta, 0, FILLER + at);
    delta_insert(&delta, phs_slice_n(filler, 40));
    delta_copy(&delta, FILLER + at, size - FILLER - at);
    size_t fourth = packing_delta(&packing, third, phs_slice_n(delta.ptr, delta.len));
    phs_buf_done(&delta);
    delta_begin(&delta, size + 40, size);
    delta_copy(&delta, 0, FILLER + at);
    delta_copy(&delta, FILLER + at + 40, size - FILLER - at);
    packing_delta(&packing, fourth, phs_slice_n(delta.ptr, delta.len));
    phs_buf_done(&delta);
}

Test(search, finds_by_changes_what_it_finds_in_full_wherever_a_copy_ends) {
    size_t cases = 0;
    make_values();
    for (size_t v = 0; v < value_count; v++)
        for (size_t at = 0; at <= values[v].len; at += step_of(values[v]), cases++)
            straddle(values[v], at);
    packing_write(&packing, folder, "straddle");
    expect_same(cases);
}

/* A text, or the pieces of one. */
static struct phs_slice example_of(const struct phs_value *value) {
    struct phs_slice text = PHS_SLICE("\n");
    for (size_t i = 0; phs_is(value, PHS_LIST) && i < value->list.n; i++)
        text = join(text, phs_text(value->list.at[i]));
    return join(phs_is(value, PHS_LIST) ? text : join(text, phs_text(value)), PHS_SLICE("\n"));
}

/* Three borders in each example of each pattern that is searched. */
Test(search, finds_by_changes_what_it_finds_in_full_of_every_pattern) {
    uint32_t state = 11;
    size_t examples = 0;
    for (size_t i = 0; i < rules.n; i++) {
        const struct phs_value *list = phs_get(rules.patterns[i]->file, "examples");
        for (size_t k = 0; phs_is(list, PHS_LIST) && k < list->list.n; k++, examples++) {
            struct phs_slice text = example_of(list->list.at[k]);
            for (int border = 0; border < 3; border++)
                straddle(text, 1 + next_number(&state, text.len - 1));
        }
    }
    packing_write(&packing, folder, "examples");
    cr_expect_gt(examples, rules.n, "%zu examples", examples);
    expect_same(examples);
}

/* Short texts are looked at as one: where anything is found in one of them, all of them show it. */
Test(search, many_texts_behind_each_other_show_what_one_of_them_holds) {
    struct phs_match_scratch *matching = phs_match_scratch_new(arena, rules.matcher);
    struct phs_slice prose = PHS_SLICE("Fix a typo\n\nSigned-off-by: A <a@b.test>\n\n");
    size_t shown = 0, examples = 0;
    cr_expect_not(phs_match_matches(rules.matcher, matching, arena, prose));
    for (size_t i = 0; i < rules.n; i++) {
        const struct phs_value *list = phs_get(rules.patterns[i]->file, "examples");
        for (size_t k = 0; phs_is(list, PHS_LIST) && k < list->list.n; k++) {
            struct phs_slice with_ends = example_of(list->list.at[k]);
            struct phs_slice text = phs_slice_n(with_ends.ptr + 1, with_ends.len - 2);
            struct phs_matches found;
            phs_match_bytes(rules.matcher, matching, arena, text, &found);
            bool all = phs_match_matches(rules.matcher, matching, arena, join(join(prose, text), join(PHS_SLICE("\n"), prose)));
            cr_expect(all || found.items.n == 0, "%s, example %zu", rules.patterns[i]->id, k);
            examples += found.items.n > 0;
            shown += all;
        }
    }
    cr_expect(examples > rules.n && shown >= examples, "%zu, %zu", shown, examples);
}

/* Copies of any place in any order, with a value, a part of one or a space between them. */
static size_t shuffled(uint32_t *state, size_t base, size_t base_size, size_t *ret_size) {
    struct phs_buf delta;
    struct phs_slice put[6];
    size_t from[6], copied[6], size = 0, pieces = 2 + next_number(state, 4);
    for (size_t i = 0; i < pieces; i++) {
        struct phs_slice value = values[next_number(state, 4)];
        size_t cut_at = next_number(state, value.len);
        bool in_order = next_number(state, 3) > 0;
        from[i] = in_order ? i * base_size / pieces : next_number(state, base_size);
        copied[i] = (base_size - from[i]) / (in_order ? pieces - i : 2);
        put[i] =
            next_number(state, 2) ? cut(value, 0, next_number(state, 2) ? value.len : cut_at) : cut(value, cut_at, value.len);
        size += copied[i] + put[i].len;
    }
    delta_begin(&delta, base_size, size);
    for (size_t i = 0; i < pieces; i++) {
        if (copied[i])
            delta_copy(&delta, from[i], copied[i]);
        if (put[i].len)
            delta_insert(&delta, put[i]);
    }
    size_t number = packing_delta(&packing, base, phs_slice_n(delta.ptr, delta.len));
    phs_buf_done(&delta);
    *ret_size = size;
    return number;
}

Test(search, finds_by_changes_what_it_finds_in_full_where_the_base_holds_something) {
    enum { VERSIONS = 600, FRESH = 20 };
    size_t numbers[VERSIONS], sizes[VERSIONS];
    uint32_t state = 7;
    make_values();
    struct phs_slice space = phs_slice_n(filler, FILLER), first = join(join(space, values[1]), join(space, values[4]));
    for (size_t i = 0; i < VERSIONS; i++) {
        size_t age = i % FRESH, base = i - age + (age ? next_number(&state, age) : 0);
        if (age == 0) {
            first = join(join(first, space), values[i / FRESH % value_count]);
            numbers[i] = packing_whole(&packing, 3, first, sizes[i] = first.len);
        } else {
            numbers[i] = shuffled(&state, numbers[base], sizes[base], &sizes[i]);
        }
    }
    packing_write(&packing, folder, "shuffled");
    expect_same(VERSIONS / 2);
    cr_expect_lt(run(false).matched, run(true).matched);
}

/* The value begins at the first byte or ends with the last one, by what is cut off around it. */
Test(search, finds_values_at_the_ends_of_files) {
    make_values();
    for (size_t v = 0; v < value_count; v++) {
        struct phs_slice space = phs_slice_n(filler, FILLER), base = join(join(space, values[v]), space);
        struct phs_buf delta;
        size_t number = packing_whole(&packing, 3, base, base.len);
        delta_begin(&delta, base.len, values[v].len + FILLER);
        delta_copy(&delta, FILLER, values[v].len + FILLER);
        packing_delta(&packing, number, phs_slice_n(delta.ptr, delta.len));
        phs_buf_done(&delta);
        delta_begin(&delta, base.len, FILLER + values[v].len);
        delta_copy(&delta, 0, FILLER + values[v].len);
        packing_delta(&packing, number, phs_slice_n(delta.ptr, delta.len));
        phs_buf_done(&delta);
    }
    packing_write(&packing, folder, "ends");
    struct phs_searched delta = run(false), full = run(true);
    cr_expect_eq(full.blobs.n, value_count * 3, "%zu blobs", full.blobs.n);
    cr_expect_eq(delta.blobs.n, full.blobs.n);
}

/* What stands beside a value decides what it is worth, and the value itself does not change. */
Test(search, looks_again_at_a_value_whose_surroundings_change) {
    static const char *const before[] = {"ssn: ", "patient ssn ", "x"}, *const after[] = {" ", "\ndiagnosis: E11.9\n", "9"};
    size_t cases = 0;
    for (size_t b = 0; b < 3; b++)
        for (size_t a = 0; a < 3; a++)
            for (size_t gap = 0; gap < 120; gap += 7) {
                struct phs_slice space = phs_slice_n(filler, FILLER), near = cut(space, 0, gap);
                struct phs_slice value = phs_slice(phs_printf(arena, "%s%s", "536-44-", "8127"));
                struct phs_slice base = join(join(join(join(space, near), value), near), space);
                struct phs_buf delta;
                size_t number = packing_whole(&packing, 3, base, base.len), at = FILLER + gap + value.len + gap;
                delta_begin(&delta, base.len, base.len + strlen(before[b]) + strlen(after[a]));
                delta_copy(&delta, 0, FILLER);
                delta_insert(&delta, phs_slice(before[b]));
                delta_copy(&delta, FILLER, at - FILLER);
                delta_insert(&delta, phs_slice(after[a]));
                delta_copy(&delta, at, FILLER);
                packing_delta(&packing, number, phs_slice_n(delta.ptr, delta.len));
                phs_buf_done(&delta);
                cases++;
            }
    packing_write(&packing, folder, "around");
    cr_expect_gt(cases, 100);
    expect_same(4);
}

static struct phs_slice doubling(uint64_t base, uint64_t times) {
    struct phs_buf *delta = PHS_NEW(arena, struct phs_buf);
    delta_begin(delta, base, base * times);
    for (uint64_t i = 0; i < times; i++)
        delta_copy(delta, 0, (size_t)base);
    struct phs_slice bytes = phs_slice_n(phs_strndup(arena, delta->ptr, delta->len), delta->len);
    phs_buf_done(delta);
    return bytes;
}

Test(search, bounds_what_a_bomb_of_deltas_makes) {
    size_t last = packing_whole(&packing, 3, phs_slice_n(filler, 1024), 1024);
    for (uint64_t size = 1024, i = 0; i < 10; i++, size *= 4)
        last = packing_delta(&packing, last, doubling(size, 4)); /* up to a gigabyte */
    packing_write(&packing, folder, "bomb");
    struct phs_searched searched = run(false);
    cr_expect_eq(searched.too_large, 2, "%zu", searched.too_large);
    cr_expect_lt(searched.bytes, (uint64_t)256 << 20);
}

static uint8_t pass_over(void *user, const struct phs_visit *visit) {
    *(atomic_size_t *)user += visit->bytes.len;
    return 1;
}

Test(search, stops_at_the_bytes_that_it_may_make_in_all) {
    struct phs_packs packs;
    atomic_size_t seen = 0;
    size_t base = packing_whole(&packing, 3, phs_slice_n(filler, 5000), 5000);
    for (size_t i = 0; i < 1000; i++)
        packing_delta(&packing, base, doubling(5000, 10));
    packing_write(&packing, folder, "wide");
    phs_packs_open(arena, folder, &packs);
    phs_packs_link(&packs);
    for (uint32_t i = 0; i < packs.n; i++)
        packs.objects[i].wanted = true;
    struct phs_pack_walk walk = {.packs = &packs, .most_in_all = 1000000, .visit = pass_over, .user = &seen};
    phs_packs_walk(&walk);
    cr_expect(seen <= 1000000 && walk.cut_short > 900, "%zu bytes, %u objects", (size_t)seen, walk.cut_short);
}

Test(search, matches_less_where_little_changed) {
    struct phs_slice space = phs_slice_n(filler, FILLER), base = join(join(space, space), join(space, space));
    size_t last = packing_whole(&packing, 3, base, base.len);
    for (size_t i = 0; i < 20; i++) {
        struct phs_buf delta;
        delta_begin(&delta, base.len + i, base.len + i + 1);
        delta_copy(&delta, 0, 100);
        delta_insert(&delta, PHS_SLICE("x"));
        delta_copy(&delta, 100, base.len + i - 100);
        last = packing_delta(&packing, last, phs_slice_n(delta.ptr, delta.len));
        phs_buf_done(&delta);
    }
    packing_write(&packing, folder, "little");
    struct phs_searched delta = run(false), full = run(true);
    cr_expect_lt(delta.matched * 3, full.matched);
}

Test(search, reads_what_a_chain_of_many_deltas_ends_in) {
    size_t last = packing_whole(&packing, 3, phs_slice_n(filler, 1000), 1000);
    for (size_t i = 0; i < 20000; i++)
        last = packing_delta(&packing, last, doubling(1000, 1));
    packing_write(&packing, folder, "chain");
    struct phs_searched searched = run(false);
    cr_expect(searched.blobs_read == 20001 && searched.damaged == 0);
}

Test(search, goes_on_where_objects_are_broken) {
    struct phs_slice token = phs_slice(phs_printf(arena, "t = '%s%s'\n", "ghp_", "q7Zk2Vx9LmP4sT8wRbY3nC6dFhJ1gKa5eUo0"));
    static const struct phs_slice wrong = {"\x05\x05\x90\x05", 4};
    uint8_t itself[20] = {0}, nobody[20] = {9, 9, 9};
    packing_whole(&packing, 3, token, token.len);
    packing_whole(&packing, 3, token, token.len + 7);     /* says more than it holds */
    packing_whole(&packing, 3, token, token.len - 7);     /* says less */
    packing_whole(&packing, 3, token, UINT64_C(1) << 50); /* says a petabyte */
    packing_delta(&packing, 0, wrong);                    /* of another base */
    itself[0] = (uint8_t)(packing.objects.n * 37), itself[2] = (uint8_t)packing.objects.n;
    packing_delta_by_name(&packing, itself, wrong); /* hangs on itself */
    packing_delta_by_name(&packing, nobody, wrong); /* hangs on nothing */
    packing_whole(&packing, 5, token, token.len);   /* no kind of object */
    packing_write(&packing, folder, "broken");
    struct phs_searched searched = run(false);
    cr_expect_eq(searched.blobs.n, 1);
    cr_expect_eq(searched.blobs_read, 1);
    cr_expect_eq(searched.damaged, 3, "%zu", searched.damaged);
    cr_expect_eq(searched.too_large, 1, "%zu", searched.too_large);
}

Test(search, refuses_packs_that_lie_outside) {
    struct phs_packs packs;
    packing_whole(&packing, 3, phs_slice_n(filler, 100), 100);
    packing_write(&packing, folder, "real");
    const char *pack = phs_printf(arena, "%s/objects/pack", folder);
    cr_assert_eq(symlink("pack-real.pack", phs_printf(arena, "%s/pack-link.pack", pack)), 0);
    cr_assert_eq(symlink("pack-real.idx", phs_printf(arena, "%s/pack-link.idx", pack)), 0);
    cr_assert_eq(phs_file_write(phs_printf(arena, "%s/pack-none.pack", pack), PHS_SLICE("PACK"), false, NULL), PHS_OK);
    mkdir(phs_printf(arena, "%s/objects/info", folder), 0700);
    cr_assert_eq(phs_file_write(phs_printf(arena, "%s/objects/info/alternates", folder), PHS_SLICE("/etc\n"), false, NULL),
                 PHS_OK);
    phs_packs_open(arena, folder, &packs);
    cr_expect_eq(packs.files.n, 1);
    cr_expect_eq(packs.problems.n, 3);
    for (size_t i = 0; i < packs.problems.n; i++)
        cr_expect(strstr(packs.problems.at[i], "pack-link.pack") || strstr(packs.problems.at[i], "pack-none.pack") ||
                      strstr(packs.problems.at[i], "alternates"),
                  "%s", packs.problems.at[i]);
}
