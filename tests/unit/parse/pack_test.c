/* SPDX-License-Identifier: Apache-2.0 */
/* What git writes, byte for byte, and what an attacker writes in its place. */
#include <criterion/criterion.h>

#include "parse/pack/commit.h"
#include "parse/pack/delta.h"
#include "parse/pack/entry.h"
#include "parse/pack/idx.h"
#include "parse/pack/midx.h"
#include "parse/pack/tree.h"

static struct phs_slice raw(const char *bytes, size_t n) {
    return phs_slice_n(bytes, n);
}
#define RAW(literal) raw((literal), sizeof(literal) - 1)

Test(pack, refuses_deltas_that_reach_outside_of_their_base_or_their_size) {
    static const struct {
        const char *scenario;
        struct phs_slice delta;
        size_t out;
        bool made;
    } rows[] = {
        {"nothing at all", {"", 0}, 0, false},
        {"a size that never ends", {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 11}, 8, false},
        {"another base", {"\x07\x04\x90\x04", 4}, 4, false},
        {"copies behind the end", {"\x08\x04\x91\x06\x04", 5}, 4, false},
        {"copies from far behind the end", {"\x08\x04\x9f\xff\xff\xff\xff\x04", 8}, 4, false},
        {"is cut in the middle of a copy", {"\x08\x04\x91", 3}, 4, false},
        {"inserts more than it has",
         {"\x08\x04\x04"
          "ab",
          5},
         4,
         false},
        {"inserts more than it says",
         {"\x08\x02\x04"
          "abcd",
          7},
         2,
         false},
        {"makes less than it says",
         {"\x08\x05\x04"
          "abcd",
          7},
         5,
         false},
        {"the reserved instruction",
         {"\x08\x04\x00\x04"
          "abcd",
          8},
         4,
         false},
        {"a copy without a size is 64 KiB", {"\x08\x04\x80", 3}, 4, false},
        {"copies the first half", {"\x08\x04\x90\x04", 4}, 4, true},
        {"an empty result", {"\x08\x00", 2}, 0, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[16];
        cr_expect_eq(phs_delta_apply(PHS_SLICE("01234567"), rows[i].delta, out, rows[i].out, NULL), rows[i].made, "%s",
                     rows[i].scenario);
    }
}

Test(pack, tells_which_parts_of_a_result_are_new) {
    static const struct {
        const char *scenario;
        struct phs_slice delta;
        const char *result;
        uint32_t near;
        size_t n;
        struct phs_delta_part parts[3];
    } rows[] = {
        {"nothing changed", {"\x08\x08\x90\x08", 4}, "01234567", 0, 0, {{0, 0, 0}}},
        {"two copies that go on", {"\x08\x08\x90\x04\x91\x04\x04", 7}, "01234567", 0, 0, {{0, 0, 0}}},
        {"cut at the end", {"\x08\x04\x90\x04", 4}, "0123", 0, 1, {{4, 4, 0}}},
        {"cut at the start", {"\x08\x04\x91\x04\x04", 5}, "4567", 0, 1, {{0, 0, 4}}},
        {"a hole", {"\x08\x06\x90\x02\x91\x04\x04", 7}, "014567", 0, 1, {{2, 2, 4}}},
        {"put in at the start", {"\x08\x0a\x02xy\x90\x08", 7}, "xy01234567", 0, 1, {{0, 2, 0}}},
        {"put in at the end", {"\x08\x0a\x90\x08\x02xy", 7}, "01234567xy", 0, 1, {{8, 10, 0}}},
        {"put in between", {"\x08\x0a\x90\x04\x02xy\x91\x04\x04", 10}, "0123xy4567", 0, 1, {{4, 6, 4}}},
        {"nothing but new", {"\x08\x02\x02xy", 5}, "xy", 0, 1, {{0, 2, 0}}},
        {"the same twice", {"\x08\x08\x90\x04\x90\x04", 6}, "01230123", 0, 1, {{4, 8, 0}}},
        {"near ones are one", {"\x08\x08\x01x\x90\x06\x01y", 8}, "x012345y", 8, 1, {{0, 8, 0}}},
        {"far ones are two", {"\x08\x08\x01x\x90\x06\x01y", 8}, "x012345y", 2, 2, {{0, 1, 0}, {7, 8, 0}}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[16] = {0};
        struct phs_delta_part at[8];
        struct phs_delta_parts parts = {.at = at, .cap = 8, .near = rows[i].near};
        cr_assert(phs_delta_apply(PHS_SLICE("01234567"), rows[i].delta, out, strlen(rows[i].result), &parts), "%s",
                  rows[i].scenario);
        cr_expect_str_eq(out, rows[i].result, "%s", rows[i].scenario);
        if (strcmp(rows[i].scenario, "the same twice") == 0) {
            /* The border lies at 4, and the second copy ends where the base does not. */
            cr_expect_eq(parts.n, 2);
            cr_expect(at[0].start == 4 && at[0].end == 4 && at[1].start == 8);
            continue;
        }
        cr_assert_eq(parts.n, rows[i].n, "%s: %zu parts", rows[i].scenario, parts.n);
        for (size_t k = 0; k < parts.n; k++)
            cr_expect(at[k].start == rows[i].parts[k].start && at[k].end == rows[i].parts[k].end &&
                          (at[k].end == strlen(rows[i].result) || at[k].from == rows[i].parts[k].from),
                      "%s", rows[i].scenario);
    }
}

Test(pack, joins_parts_that_find_no_room_rather_than_lose_them) {
    struct phs_delta_part at[1];
    struct phs_delta_parts parts = {.at = at, .cap = 1};
    char out[8];
    cr_assert(phs_delta_apply(PHS_SLICE("01234567"), RAW("\x08\x08\x01x\x90\x06\x01y"), out, 8, &parts));
    cr_expect(parts.n == 1 && at[0].start == 0 && at[0].end == 8);
}

Test(pack, reads_heads_of_objects_and_refuses_what_is_none) {
    char pack[64] = "PACK\0\0\0\2\0\0\0\1";
    struct phs_pack_entry entry;
    static const struct {
        const char *scenario;
        uint64_t at;
        struct phs_slice head;
        bool read;
        enum phs_entry_kept kept;
        uint64_t size;
    } rows[] = {
        {"inside the head of the pack", 4, {"\x35", 1}, false, 0, 0},
        {"inside the checksum", 50, {"\x35", 1}, false, 0, 0},
        {"behind the end", 1000, {"\x35", 1}, false, 0, 0},
        {"at the largest offset", UINT64_MAX, {"\x35", 1}, false, 0, 0},
        {"type 0", 12, {"\x05", 1}, false, 0, 0},
        {"type 5", 12, {"\x55", 1}, false, 0, 0},
        {"a size that never ends", 12, {"\xb5\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12}, false, 0, 0},
        {"a base before the pack", 12, {"\x61\x7f", 2}, false, 0, 0},
        {"a base that is itself", 12, {"\x61\x00", 2}, false, 0, 0},
        {"a base that never ends", 20, {"\x61\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 11}, false, 0, 0},
        {"a name that is cut", 40, {"\x71", 1}, false, 0, 0},
        {"a blob of 5 bytes", 12, {"\x35", 1}, true, PHS_KEPT_WHOLE, 5},
        {"a blob of 21 bytes", 12, {"\xb5\x01", 2}, true, PHS_KEPT_WHOLE, 21},
        {"a delta 8 bytes back", 20, {"\x61\x08", 2}, true, PHS_KEPT_BY_OFFSET, 1},
        {"a delta by name", 20, {"\x71", 1}, true, PHS_KEPT_BY_NAME, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char bytes[64];
        memcpy(bytes, pack, sizeof pack);
        if (rows[i].at < 60)
            memcpy(bytes + rows[i].at, rows[i].head.ptr, rows[i].head.len);
        bool read = phs_pack_entry_read(raw(bytes, sizeof bytes), rows[i].at, &entry);
        cr_assert_eq(read, rows[i].read, "%s", rows[i].scenario);
        if (read)
            cr_expect(entry.kept == rows[i].kept && entry.size == rows[i].size, "%s", rows[i].scenario);
    }
}

static size_t make_idx(char *bytes, uint32_t offset, size_t larges) {
    memset(bytes, 0, 2048);
    memcpy(bytes, "\377tOc\0\0\0\2", 8);
    for (size_t i = 0x42; i < 256; i++)
        bytes[8 + 4 * i + 3] = 1;
    memset(bytes + 8 + 1024, 0x42, 20);
    char *at = bytes + 8 + 1024 + 24;
    for (int i = 0; i < 4; i++)
        at[i] = (char)(offset >> (24 - 8 * i));
    at[4 + 7] = 77;
    return 8 + 1024 + 28 + larges * 8 + 40;
}

Test(pack, reads_an_index_of_either_version) {
    char bytes[2048];
    struct phs_idx idx;
    struct phs_oid name;
    uint32_t row;
    memset(name.id, 0x42, 20);
    cr_assert_eq(phs_idx_parse(raw(bytes, make_idx(bytes, 12, 0)), &idx, NULL), PHS_OK);
    cr_expect(idx.version == 2 && idx.n == 1 && phs_idx_find(&idx, &name, &row) && phs_idx_offset(&idx, row) == 12);
    cr_assert_eq(phs_idx_parse(raw(bytes, make_idx(bytes, 0x80000000u, 1)), &idx, NULL), PHS_OK);
    cr_expect_eq(phs_idx_offset(&idx, 0), 77, "offsets over 2 GiB stand in a table of their own");
    cr_assert_eq(phs_idx_parse(raw(bytes, make_idx(bytes, 0x80000001u, 1)), &idx, NULL), PHS_OK);
    cr_expect_eq(phs_idx_offset(&idx, 0), UINT64_MAX, "a large offset that is not there");
    name.id[19] = 0;
    cr_expect_not(phs_idx_find(&idx, &name, &row));
    memset(bytes, 0, sizeof bytes);
    for (size_t i = 0x42; i < 256; i++)
        bytes[4 * i + 3] = 1;
    bytes[1024 + 3] = 99;
    memset(bytes + 1024 + 4, 0x42, 20);
    memset(name.id, 0x42, 20);
    cr_assert_eq(phs_idx_parse(raw(bytes, 1024 + 24 + 40), &idx, NULL), PHS_OK);
    cr_expect(idx.version == 1 && phs_idx_find(&idx, &name, &row) && phs_idx_offset(&idx, row) == 99);
}

enum { NAMES = 5000 };

/* Names of which many begin with the same bits; none of them is odd at its end. */
static size_t make_many(char *bytes, bool forged) {
    char *names = bytes + 8 + 1024;
    size_t size = 8 + 1024 + NAMES * 28 + 40;
    memset(bytes, 0, size);
    memcpy(bytes, "\377tOc\0\0\0\2", 8);
    for (uint32_t i = 0; i < NAMES; i++) {
        uint32_t at = forged && i == 7 ? 0xffffffffu : i < NAMES / 2 ? 0x11110000u + i : i * 850000u;
        for (int k = 0; k < 4; k++)
            names[20 * (size_t)i + (size_t)k] = (char)(at >> (24 - 8 * k));
        names[20 * (size_t)i + 19] = 2;
        for (size_t first = at >> 24; first < 256 && !(forged && i == 7); first++) {
            bytes[8 + 4 * first + 2] = (char)((i + 1) >> 8);
            bytes[8 + 4 * first + 3] = (char)(i + 1);
        }
    }
    return size;
}

Test(pack, finds_by_the_finer_table_what_is_found_without_it) {
    static char bytes[8 + 1024 + NAMES * 28 + 40];
    static uint32_t starts[1 << 16];
    struct phs_idx idx, quick;
    uint32_t row, again;
    for (int forged = 0; forged < 2; forged++) {
        cr_assert_eq(phs_idx_parse(raw(bytes, make_many(bytes, forged)), &idx, NULL), PHS_OK);
        cr_assert_leq(phs_idx_starts(&idx), sizeof starts / sizeof *starts);
        quick = idx;
        phs_idx_quicken(&quick, starts);
        cr_expect_eq(quick.starts == NULL, forged, "names that are not in order get none");
        for (uint32_t i = 0; i < NAMES; i++) {
            struct phs_oid name = phs_idx_name(&idx, i);
            bool found = phs_idx_find(&idx, &name, &row);
            cr_assert_eq(phs_idx_find(&quick, &name, &again), found, "%u", i);
            cr_assert(!found || again == row);
            cr_assert(found || forged);
            name.id[19] = 1;
            cr_assert_not(phs_idx_find(&quick, &name, &again));
        }
    }
}

Test(pack, refuses_an_index_whose_tables_do_not_add_up) {
    char bytes[2048];
    struct phs_idx idx;
    struct phs_err err;
    size_t size = make_idx(bytes, 12, 0);
    for (size_t cut = 0; cut < size; cut++)
        cr_assert_eq(phs_idx_parse(raw(bytes, cut), &idx, &err), PHS_E_INPUT, "cut at %zu", cut);
    cr_expect_eq(phs_idx_parse(raw(bytes, size + 8), &idx, &err), PHS_OK);
    cr_expect_eq(phs_idx_parse(raw(bytes, size + 16), &idx, &err), PHS_E_INPUT, "more large offsets than objects");
    bytes[8 + 4 * 255] = 0x7f;
    cr_expect_eq(phs_idx_parse(raw(bytes, size), &idx, &err), PHS_E_INPUT, "two thousand million objects");
    make_idx(bytes, 12, 0);
    bytes[8 + 4 * 0x80 + 3] = 0;
    cr_expect_eq(phs_idx_parse(raw(bytes, size), &idx, &err), PHS_E_INPUT, "a fan-out that falls");
    make_idx(bytes, 12, 0);
    bytes[7] = 3;
    cr_expect_eq(phs_idx_parse(raw(bytes, size), &idx, &err), PHS_E_INPUT, "another version");
}

Test(pack, cuts_trees_into_entries_and_stops_at_what_is_none) {
    static const struct {
        const char *scenario;
        struct phs_slice bytes;
        size_t entries, left;
    } rows[] = {
        {"empty", {"", 0}, 0, 0},
        {"no mode",
         {" a\0"
          "12345678901234567890",
          23},
         0,
         23},
        {"no name",
         {"100644 \0"
          "12345678901234567890",
          28},
         0,
         28},
        {"a mode of nines",
         {"999999 a\0"
          "12345678901234567890",
          29},
         0,
         29},
        {"a mode without end",
         {"10064410064410064 a\0"
          "12345678901234567890",
          40},
         0,
         40},
        {"a name without end", {"100644 aaaaaaaaaaaaaaaaaaaaaaaaaaaa", 35}, 0, 35},
        {"an id that is cut",
         {"100644 a\0"
          "1234567890123456789",
          28},
         0,
         28},
        {"one",
         {"100644 a\nb\0"
          "12345678901234567890",
          31},
         1,
         0},
        {"one and a half",
         {"40000 a\0"
          "12345678901234567890"
          "1",
          29},
         1,
         1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_slice rest = rows[i].bytes;
        struct phs_tree_row row;
        size_t n = 0;
        while (phs_tree_row_next(&rest, &row))
            n++;
        cr_expect(n == rows[i].entries && rest.len == rows[i].left, "%s: %zu, %zu left", rows[i].scenario, n, rest.len);
    }
}

#define ID "0123456789abcdef0123456789abcdef01234567"

Test(pack, reads_of_a_commit_its_tree_its_parents_and_its_time) {
    struct phs_commit commit;
    cr_assert(phs_commit_parse(PHS_SLICE("tree " ID "\nparent " ID "\nparent " ID "\nauthor A <a@b> 1 +0000\n"
                                         "committer A > B <a@b> 1700000000 +0100\n\ncommitter x <y> 5 +0000\n"),
                               &commit));
    cr_expect(commit.parent_count == 2 && commit.committed == 1700000000 && commit.tree.id[0] == 0x01);
    cr_assert(phs_commit_parse(PHS_SLICE("tree " ID "\n\nparent " ID "\n"), &commit), "a message is no header");
    cr_expect(commit.parent_count == 0 && commit.committed == 0);
    cr_expect(phs_commit_parse(PHS_SLICE("tree " ID "\ncommitter nobody\n"), &commit) && commit.committed == 0);
    cr_expect_not(phs_commit_parse(PHS_SLICE("parent " ID "\n"), &commit));
    cr_expect_not(phs_commit_parse(PHS_SLICE("tree 0123\n"), &commit));
    cr_expect_not(phs_commit_parse(PHS_SLICE(""), &commit));
}

Test(pack, reads_of_a_tag_what_it_names_and_when_and_where_a_message_begins) {
    struct phs_tag tag;
    const struct phs_slice bytes =
        PHS_SLICE("object " ID "\ntype commit\ntag v1\ntagger A <a@b> 1700000000 +0100\n\nv1\n\nx\n");
    cr_assert(phs_tag_parse(bytes, &tag));
    cr_expect(tag.tagged == 1700000000 && tag.target.id[1] == 0x23);
    cr_expect(
        phs_slice_starts(phs_slice_n(bytes.ptr + phs_message_start(bytes), bytes.len - phs_message_start(bytes)), "v1\n"));
    cr_expect(phs_tag_parse(PHS_SLICE("object " ID "\n\ntagger A <a@b> 5 +0000\n"), &tag) && tag.tagged == 0);
    cr_expect_not(phs_tag_parse(PHS_SLICE("type commit\n"), &tag));
    cr_expect_eq(phs_message_start(PHS_SLICE("tree " ID "\n")), 46, "none");
    cr_expect_eq(phs_message_start(PHS_SLICE("")), 0);
    static const struct {
        const char *line;
        bool names;
    } rows[] = {{"", false},
                {":", false},
                {"Signed-off-by: A <a@b.test>", true},
                {"  Cc: \"A, B\" <a@b.test>", true},
                {"Reported by: A <a@b.test>", true},
                {"Signed-off-by: A", false},
                {"Signed-off-by: A <a at b>", false},
                {"Patient 4: A <a@b.test>", false},
                {"see http://a.test/<x@y>", false},
                {"The one who wrote the first of all patches of this: A <a@b.test>", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(phs_message_line_names(phs_slice(rows[i].line)), rows[i].names, "%s", rows[i].line);
}

Test(pack, refuses_an_index_of_packs_whose_tables_do_not_add_up) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_midx midx;
    struct phs_err err;
    char bytes[2048] = "MIDX\1\1\0\0\0\0\0\1";
    cr_expect_eq(phs_midx_parse(arena, raw(bytes, 20), &midx, &err), PHS_E_INPUT, "cut");
    cr_expect_eq(phs_midx_parse(arena, raw(bytes, sizeof bytes), &midx, &err), PHS_E_INPUT, "no chunks");
    bytes[6] = (char)255;
    cr_expect_eq(phs_midx_parse(arena, raw(bytes, sizeof bytes), &midx, &err), PHS_E_INPUT, "more chunks than room");
    bytes[6] = 1;
    memcpy(bytes + 12, "PNAM", 4);
    memset(bytes + 16, 0xff, 8);
    cr_expect_eq(phs_midx_parse(arena, raw(bytes, sizeof bytes), &midx, &err), PHS_E_INPUT, "a chunk behind the end");
    bytes[5] = 2;
    cr_expect_eq(phs_midx_parse(arena, raw(bytes, sizeof bytes), &midx, &err), PHS_E_INPUT, "another hash");
    phs_arena_free(arena);
}
