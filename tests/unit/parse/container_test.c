/* SPDX-License-Identifier: Apache-2.0 */
/* Containers: what is in them, and what is said of what is not read. */
#include "container_help.h"

static struct phs_arena *arena;

static void begin(void) {
    arena = phs_arena_new();
}

static void end(void) {
    phs_arena_free(arena);
}

TestSuite(container, .init = begin, .fini = end);

static struct phs_container opened(struct phs_slice bytes, const struct phs_container_limits *limits) {
    struct phs_container container;
    phs_container_open(arena, bytes, limits, &container);
    return container;
}

static struct phs_slice of_zeros(size_t n) {
    char *zeros = phs_alloc(arena, n);
    return phs_slice_n(zeros, n);
}

Test(container, is_told_by_its_first_bytes) {
    cr_expect_eq(phs_container_kind(PHS_SLICE("")), PHS_CONTAINER_NONE);
    cr_expect_eq(phs_container_kind(PHS_SLICE("\x1f\x8b\x08")), PHS_CONTAINER_NONE, "no more than a head");
    cr_expect_eq(phs_container_kind(gzipped(arena, PHS_SLICE("a"))), PHS_CONTAINER_GZIP);
}

Test(container, a_gzip_gives_its_text_or_says_why_not) {
    const struct phs_slice one = gzipped(arena, PHS_SLICE("mrn,name\n")), two = gzipped(arena, PHS_SLICE("1,x\n"));
    const struct phs_slice bomb = gzipped(arena, of_zeros(8 << 20));
    char *broken = phs_slice_dup(arena, one);
    broken[one.len - 6] ^= 1;
    const struct {
        const char *scenario;
        struct phs_slice bytes;
        const char *flags, *text;
    } rows[] = {
        {"one member", one, "", "mrn,name\n"},
        {"two behind each other are one text", joined(arena, one, two), "", "mrn,name\n1,x\n"},
        {"filled up with zeros", joined(arena, one, of_zeros(100)), "", "mrn,name\n"},
        {"cut off", phs_slice_n(one.ptr, one.len - 3), "damaged ", NULL},
        {"a wrong checksum", phs_slice_n(broken, one.len), "damaged ", NULL},
        {"something else behind it", joined(arena, one, PHS_SLICE("rest of a disk")), "damaged ", "mrn,name\n"},
        {"more than its size allows", bomb, "large ", NULL},
        {"a container in it", gzipped(arena, two), "nested ", NULL},
        {"nothing in it", gzipped(arena, PHS_SLICE("")), "", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_container container = opened(rows[i].bytes, NULL);
        cr_expect_str_eq(flags_of(arena, &container), rows[i].flags, "%s", rows[i].scenario);
        cr_assert_eq(container.items.n, rows[i].text ? 1 : 0, "%s", rows[i].scenario);
        if (rows[i].text)
            cr_expect(phs_slice_is(container.items.at[0].bytes, rows[i].text), "%s", rows[i].scenario);
    }
}

Test(container, a_text_that_grows_beyond_what_its_end_states_is_read_whole) {
    struct phs_buf text;
    phs_buf_init(&text, 4 << 20);
    for (int i = 0; i < 20000; i++)
        phs_buf_printf(&text, "%d,somebody %d\n", i * 7919, i);
    struct phs_slice all = joined(arena, gzipped(arena, phs_slice_n(text.ptr, text.len)), gzipped(arena, PHS_SLICE("end\n")));
    struct phs_container container = opened(all, NULL);
    cr_assert_eq(container.items.n, 1);
    cr_expect_eq(container.items.at[0].bytes.len, text.len + 4);
    cr_expect_eq(container.unpacked, text.len + 4);
    const struct phs_container_limits small = {.max_bytes = 100000};
    container = opened(all, &small);
    cr_expect(container.large && container.items.n == 0, "never in part");
    phs_buf_done(&text);
}

/* One file of a tar, with its head. */
static void add_tar(struct phs_buf *out, const char *name, char type, const char *text) {
    char head[512] = {0};
    unsigned sum = 0;
    snprintf(head, 100, "%s", name);
    snprintf(head + 124, 12, "%011o", (unsigned)strlen(text));
    memset(head + 148, ' ', 8);
    head[156] = type;
    memcpy(head + 257, "ustar", 6);
    for (size_t i = 0; i < sizeof head; i++)
        sum += (unsigned char)head[i];
    snprintf(head + 148, 8, "%06o", sum);
    phs_buf_add(out, head, sizeof head);
    phs_buf_puts(out, text);
    while (out->len % 512)
        phs_buf_putc(out, '\0');
}

Test(container, a_tar_is_read_by_itself_and_in_a_gzip) {
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    add_tar(&out, "folder/", '5', "");
    add_tar(&out, "folder/a.csv", '0', "mrn\n1\n");
    add_tar(&out, "././@LongLink", 'L', "a longer name of a file.txt");
    add_tar(&out, "cut", '0', "b");
    add_tar(&out, "head", 'x', "27 path=exports/pax.csv\n");
    add_tar(&out, "cut", '0', "c");
    add_tar(&out, "link", '2', "");
    phs_buf_add(&out, phs_alloc(arena, 1024), 1024);
    const struct phs_slice tar = phs_slice_n(out.ptr, out.len), packed = gzipped(arena, tar);
    for (int i = 0; i < 2; i++) {
        struct phs_container container = opened(i ? packed : tar, NULL);
        cr_expect_str_eq(flags_of(arena, &container), "");
        cr_assert_eq(container.items.n, 3);
        cr_expect_str_eq(container.items.at[0].name, "folder/a.csv");
        cr_expect(phs_slice_is(container.items.at[0].bytes, "mrn\n1\n"));
        cr_expect_str_eq(container.items.at[1].name, "a longer name of a file.txt");
        cr_expect_str_eq(container.items.at[2].name, "exports/pax.csv");
    }
    cr_expect(opened(phs_slice_n(tar.ptr, 1024 + 300), NULL).items.n == 1);
    char *broken = phs_slice_dup(arena, tar);
    broken[512] ^= 1;
    cr_expect(opened(phs_slice_n(broken, tar.len), NULL).damaged, "a wrong checksum");
    memcpy(broken, tar.ptr, tar.len);
    memcpy(broken + 512 + 124, "77777777777", 11);
    cr_expect(opened(phs_slice_n(broken, tar.len), NULL).damaged, "a false size");
    phs_buf_done(&out);
}

Test(container, names_are_those_of_what_is_in_it) {
    const struct {
        const char *path;
        struct phs_contained item;
        const char *name, *within;
    } rows[] = {
        {"data/visits.csv.gz", {.name = NULL}, "visits.csv", "data/visits.csv"},
        {"visits.tgz", {.name = NULL}, "visits.tar", "visits.tar"},
        {".gz", {.name = NULL}, ".gz", ".gz"},
        {"data/a.zip", {.name = "b/notes\n.txt"}, "b/notes .txt", "data/b/notes .txt"},
        {"data/march.xlsx", {.kind = PHS_CONTAINED_SHEET, .name = "in/out"}, "in/out", "data/march in out.csv"},
        {"data/clinic.db", {.kind = PHS_CONTAINED_TABLE, .name = "staff"}, "staff", "data/clinic/staff.csv"},
        {"data/letter.docx", {.kind = PHS_CONTAINED_PROSE, .name = "document"}, "document", "data/letter document.txt"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_str_eq(phs_contained_name(arena, rows[i].path, rows[i].item.name), rows[i].name);
        cr_expect_str_eq(phs_contained_path(arena, rows[i].path, &rows[i].item), rows[i].within);
    }
    const struct phs_contained unnamed = {.name = NULL};
    cr_expect_null(phs_contained_path(arena, NULL, &unnamed), "only the path would tell");
}
