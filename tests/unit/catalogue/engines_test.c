/* SPDX-License-Identifier: Apache-2.0 */
/* The fast engine finds what words and PCRE2 alone find, and a window finds what the whole file holds there: over our fixtures
 * and over text that is made of the patterns' own examples, cut and mixed by a generator with a fixed seed. */
#include <criterion/criterion.h>

#include "base/buf.h"
#include "base/file.h"
#include "catalogue/pattern_rule.h"
#include "collect/git/rules.h"
#include "support/catalogue.h"

static struct phs_arena *arena;
static struct phs_rules fast, plain;
static struct phs_match_scratch *fast_scratch, *plain_scratch;
static PHS_VEC(struct phs_slice) pieces;

static void add_pieces(const struct phs_pattern *pattern, const char *key) {
    const struct phs_value *samples = phs_get(pattern->file, key);
    for (size_t i = 0; phs_is(samples, PHS_LIST) && i < samples->list.n; i++) {
        struct phs_buf text;
        const struct phs_value *sample = samples->list.at[i];
        phs_buf_init(&text, 1 << 16);
        for (size_t k = 0; phs_is(sample, PHS_LIST) && k < sample->list.n; k++)
            phs_buf_slice(&text, phs_text(sample->list.at[k]));
        if (!phs_is(sample, PHS_LIST))
            phs_buf_slice(&text, phs_text(sample));
        PHS_PUSH(arena, pieces, phs_slice_n(phs_slice_dup(arena, phs_slice_n(text.ptr, text.len)), text.len));
        phs_buf_done(&text);
    }
}

static void open_both(void) {
    arena = phs_arena_new();
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    phs_rules_init(&fast, arena, catalogue);
    phs_rules_init_plain(&plain, arena, catalogue);
    fast_scratch = phs_match_scratch_new(arena, fast.matcher);
    plain_scratch = phs_match_scratch_new(arena, plain.matcher);
    for (size_t i = 0; i < fast.n; i++) {
        add_pieces(fast.patterns[i], "examples");
        add_pieces(fast.patterns[i], "counter_examples");
    }
}

static void close_both(void) {
    phs_arena_free(arena);
}

TestSuite(engines, .init = open_both, .fini = close_both);

static uint64_t state;

static size_t below(size_t n) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return n ? (size_t)(state >> 33) % n : 0;
}

/* Examples whole and cut, with glue that makes and breaks borders. */
static struct phs_slice made_text(struct phs_arena *scratch, uint64_t seed, size_t parts) {
    static const char *const glue[] = {"\n", " ", "\"", "'", "=", ": ", "x", "_", "-", "", ",", "\r\n", "://", "/*", "\t", ";"};
    struct phs_buf text;
    state = seed;
    phs_buf_init(&text, 1 << 20);
    for (size_t i = 0; i < parts; i++) {
        struct phs_slice piece = pieces.at[below(pieces.n)];
        size_t skip = below(4) == 0 ? below(piece.len) : 0, left = piece.len - skip;
        phs_buf_add(&text, piece.ptr + skip, below(4) == 0 ? below(left) : left);
        phs_buf_puts(&text, glue[below(sizeof glue / sizeof *glue)]);
        for (size_t k = below(8) == 0 ? below(1500) : 0; k > 0; k--)
            phs_buf_putc(&text, (char)(' ' + below(95)));
    }
    struct phs_slice made = phs_slice_n(phs_slice_dup(scratch, phs_slice_n(text.ptr, text.len)), text.len);
    phs_buf_done(&text);
    return made;
}

static bool same(const struct phs_matches *a, const struct phs_matches *b) {
    bool equal = a->items.n == b->items.n && a->anchored == b->anchored;
    for (size_t i = 0; equal && i < a->items.n; i++) {
        const struct phs_match *x = &a->items.at[i], *y = &b->items.at[i];
        equal = x->rule == y->rule && x->line == y->line && x->start == y->start && x->end == y->end && x->judged == y->judged;
    }
    return equal;
}

static size_t expect_same(struct phs_arena *scratch, const char *scenario, struct phs_slice bytes) {
    struct phs_matches a, b;
    phs_match_bytes(fast.matcher, fast_scratch, scratch, bytes, &a);
    phs_match_bytes(plain.matcher, plain_scratch, scratch, bytes, &b);
    cr_expect(same(&a, &b), "%s: %zu and %zu", scenario, a.items.n, b.items.n);
    return a.items.n;
}

Test(engines, the_build_has_the_engine_that_it_was_made_with) {
#ifdef PHS_HYPERSCAN
    cr_expect_gt(phs_catalogue_match_database().len, 1000);
    cr_expect(phs_matcher_use(plain.matcher, arena, phs_catalogue_match_database()));
#else
    cr_expect_eq(phs_catalogue_match_database().len, 0);
#endif
}

Test(engines, damaged_databases_are_refused) {
    struct phs_slice whole = phs_catalogue_match_database();
    char *bytes = phs_slice_dup(arena, whole);
    cr_expect_not(phs_matcher_use(plain.matcher, arena, PHS_SLICE("")));
    cr_expect_not(phs_matcher_use(plain.matcher, arena, PHS_SLICE("PHSHS\0\0\1\xff\xff\xff\xff\xff\xff\xff\xff")));
    for (size_t cut = 0; whole.len && cut < whole.len; cut += whole.len / 97 + 1)
        cr_expect_not(phs_matcher_use(plain.matcher, arena, phs_slice_n(bytes, cut)), "cut at %zu", cut);
}

Test(engines, find_the_same_in_text_made_of_examples) {
    size_t found = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct phs_arena *scratch = phs_arena_new();
        found += expect_same(scratch, phs_printf(scratch, "seed %u", (unsigned)seed), made_text(scratch, seed, 60));
        phs_arena_free(scratch);
    }
    cr_expect_gt(found, 1500);
}

/* Lines of programs that look like a heading over cells to a reader who does not look closely. */
Test(engines, find_the_same_below_what_is_no_heading) {
    static const char *const texts[] = {
        "        if(ptr) {\n\t  /* we have a password too */\n\t  *ptr=0;\n\t  ptr++;\n",
        "\t\t//log in user without change user passwords privileges\n\t\tauthenticate(user(), \"userServiceTest\");\n",
        "user, password\nanna, qd7Kx93b\n",
        "id,temporary_admin_account_password\n1,qd7Kx93b\n",
        "id,password,Stra\xc3\x9f"
        "e\n1,qd7Kx93b,x\n",
        ",password\n1,qd7Kx93b\n",
        "id,password\n1,qd7Kx93b\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        cr_expect_eq(expect_same(arena, texts[i], phs_slice(texts[i])), i + 1 == sizeof texts / sizeof *texts, "%s", texts[i]);
}

Test(engines, find_the_same_in_the_fixtures) {
    struct phs_walk walk = {0};
    size_t read = 0;
    cr_assert_eq(phs_walk(arena, PHS_FIXTURES, &(struct phs_walk_options){0}, &walk, NULL), PHS_OK);
    for (size_t i = 0; i < walk.files.n; i++) {
        struct phs_arena *scratch = phs_arena_new();
        struct phs_slice bytes;
        if (phs_file_read(scratch, phs_path_join(scratch, PHS_FIXTURES, walk.files.at[i].path), 4 << 20, &bytes, NULL) ==
            PHS_OK) {
            expect_same(scratch, walk.files.at[i].path, bytes);
            read++;
        }
        phs_arena_free(scratch);
    }
    cr_expect_gt(read, 50);
}

/* What the whole has in the range, but for anchored rules. */
static void keep_range(const struct phs_rules *rules, struct phs_matches *found, size_t start, size_t end) {
    size_t kept = 0;
    for (size_t i = 0; i < found->items.n; i++) {
        struct phs_match_rule rule = phs_pattern_rule(arena, rules->patterns[found->items.at[i].rule]);
        if (found->items.at[i].start < end && found->items.at[i].end > start && !phs_match_is_anchored(&rule))
            found->items.at[kept++] = found->items.at[i];
    }
    found->items.n = kept;
}

Test(engines, a_window_finds_what_the_whole_holds_there) {
    size_t found = 0;
    for (uint64_t seed = 1; seed <= 150; seed++) {
        struct phs_arena *scratch = phs_arena_new();
        struct phs_slice bytes = made_text(scratch, seed, 80);
        for (size_t k = 0; k < 6; k++) {
            struct phs_matches whole, window;
            size_t start = below(bytes.len), end = start + below(2000);
            phs_match_bytes(plain.matcher, plain_scratch, scratch, bytes, &whole);
            phs_match_window(fast.matcher, fast_scratch, scratch, bytes, start, end, &window);
            keep_range(&plain, &whole, start, end);
            keep_range(&fast, &window, start, end);
            window.anchored = whole.anchored;
            cr_expect(same(&whole, &window), "seed %u, [%zu, %zu): %zu and %zu", (unsigned)seed, start, end, whole.items.n,
                      window.items.n);
            found += window.items.n;
        }
        phs_arena_free(scratch);
    }
    cr_expect_gt(found, 300);
}

Test(engines, a_window_at_the_edges_and_of_nothing) {
    struct phs_matches found;
    static const struct {
        const char *scenario;
        size_t start, end;
    } rows[] = {{"nothing", 0, 0}, {"behind the end", 50, 60}, {"turned around", 5, 2}, {"everything", 0, SIZE_MAX}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        phs_match_window(fast.matcher, fast_scratch, arena, PHS_SLICE("SSN: 536-22-8174"), rows[i].start, rows[i].end, &found);
        cr_expect_eq(found.items.n > 0, i == 3, "%s", rows[i].scenario);
    }
    cr_expect_gt(phs_matcher_margin(fast.matcher), 400);
    cr_expect_leq(phs_matcher_margin(fast.matcher), PHS_MATCH_WIDEST + PHS_MATCH_LONGEST_WORD);
}
