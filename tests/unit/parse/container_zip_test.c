/* SPDX-License-Identifier: Apache-2.0 */
/* Archives, workbooks and documents: their texts line by line, and what is said of those that are not read. */
#include "container_help.h"
#include "xlsx_help.h"

static struct phs_arena *arena;

static void begin(void) {
    arena = phs_arena_new();
}

static void end(void) {
    phs_arena_free(arena);
}

TestSuite(container_zip, .init = begin, .fini = end);

/* "name: text", with the rows of a table before its lines. */
static const char *said(const struct phs_container *container) {
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    phs_buf_puts(&out, flags_of(arena, container));
    for (size_t i = 0; i < container->items.n; i++) {
        const struct phs_contained *item = &container->items.at[i];
        struct phs_slice rest = item->bytes, line;
        uint32_t number = 0;
        phs_buf_printf(&out, "[%s]", item->name);
        while (phs_slice_cut(&rest, '\n', &line)) {
            if (item->rows)
                phs_buf_printf(&out, "%u:", item->rows[number++]);
            phs_buf_printf(&out, "%.*s/", (int)line.len, line.ptr);
        }
    }
    const char *text = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

static const char *opened(struct phs_slice bytes, const struct phs_container_limits *limits) {
    struct phs_container container;
    phs_container_open(arena, bytes, limits, &container);
    return said(&container);
}

enum { MOST_PARTS = 6 };

Test(container_zip, what_is_in_an_archive_is_given_by_what_it_is) {
    static const struct {
        const char *scenario;
        struct part parts[MOST_PARTS];
        const char *expected;
    } rows[] = {
        {"files, and what a Mac adds",
         {{"a/x.csv", "1,2\n", 0}, {"__MACOSX/a/._x.csv", "?", 0}, {"b.txt", "b", 0}},
         "[a/x.csv]1,2/[b.txt]b/"},
        {"an archive in it",
         {{"a.txt", "a", 0}, {"in.zip", "PK\3\4..........................................", 0}},
         "nested [a.txt]a/"},
        {"a program", {{"x.class", "x", 0}, {"META-INF/MANIFEST.MF", "M", 0}}, ""},
        {"an open document of another office", {{"mimetype", "application/x", 0}, {"content.xml", "<a/>", 0}}, "foreign "},
        {"a binary workbook", {{"xl/workbook.bin", "x", 0}}, "foreign "},
        {"a workbook: columns and rows that are used, a gap, quotes",
         {ROOT_RELATIONS, WORKBOOK, RELATIONS,
          SHEET("<row r='2'><c r='B2' t='str'><v>name</v></c><c r='D2' t='str'><v>a,\"b\"&amp;c</v></c></row>"
                "<row r='3'><c r='D3'><v>7</v></c></row><row r='900'><c r='B900' t='str'><v>x\ny</v></c></row>")},
         "[Vendors]2:name,\"a,\"\"b\"\"&c\"/3:,7/4:/900:x y/"},
        {"a workbook that is damaged", {ROOT_RELATIONS, WORKBOOK}, "damaged "},
        {"a workbook with a document type",
         {ROOT_RELATIONS, WORKBOOK, RELATIONS, {"xl/worksheets/sheet1.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>", 0}},
         "damaged "},
        {"a document: paragraphs, runs, breaks, what was deleted",
         {{"word/document.xml",
           "<w:document><w:body><w:p><w:r><w:t>Patient: </w:t></w:r><w:r><w:t>A &amp; B</w:t><w:br/><w:t>MRN:</w:t><w:tab/>"
           "<w:t>1</w:t></w:r></w:p>\n<w:p/><w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p></w:body></"
           "w:document>",
           0},
          {"word/styles.xml", "<a><t>no</t></a>", 0},
          {"word/header1.xml", "<w:hdr><w:p><w:r><w:t>Ward 7</w:t></w:r></w:p></w:hdr>", 0}},
         "[document]Patient: A & B/MRN:\t1///[header1]Ward 7/"},
        {"tables of a document: a label and its value, rows of more, tables in cells",
         {{"word/document.xml",
           "<d><tbl><tr><tc><p><t>DOB</t></p></tc><tc><p><t>1961</t></p></tc></tr>"
           "<tr><tc><p><t>a</t></p></tc><tc><tbl><tr><tc><p><t>b</t></p></tc></tr></tbl></tc><tc><p><t>c</t></p><p><t>d</t></"
           "p></tc></tr>"
           "</tbl><p><t>end</t></p></d>",
           0}},
         "[document]DOB: 1961/a | b | c d/end/"},
        {"slides",
         {{"ppt/presentation.xml", "<p/>", 0}, {"ppt/slides/slide1.xml", "<s><a:p><a:r><a:t>One</a:t></a:r></a:p></s>", 0}},
         "[slide1]One/"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t n = 0;
        while (n < MOST_PARTS && rows[i].parts[n].name)
            n++;
        EXPECT_TEXT(opened(make_zip(arena, rows[i].parts, n), NULL), rows[i].expected, rows[i].scenario);
    }
}

static bool is_text(const char *name) {
    return phs_slice_ends(phs_slice(name), ".txt");
}

Test(container_zip, is_bounded_and_says_so) {
    char *many = phs_alloc(arena, 3 << 20);
    memset(many, 'a', (3 << 20) - 1);
    const struct part parts[] = {{"a.txt", "a", 0}, {"b.png", "b", 0}, {"c.txt", "c", 0}, {"d.txt", many, 0}};
    struct phs_slice bytes = make_zip(arena, parts, 4);
    const struct phs_container_limits wanted = {.wants = is_text, .max_ratio = 10000}, two = {.max_items = 2},
                                      small = {.max_bytes = 1000};
    struct phs_container container;
    phs_container_open(arena, bytes, &wanted, &container);
    cr_expect(container.items.n == 3 && container.unpacked == (3 << 20) + 1, "%zu", container.unpacked);
    cr_expect_str_eq(opened(bytes, &two), "large [a.txt]a/[b.png]b/");
    cr_expect_str_eq(opened(bytes, &small), "large [a.txt]a/[b.png]b/[c.txt]c/");
    cr_expect_str_eq(opened(bytes, NULL), "large [a.txt]a/[b.png]b/[c.txt]c/", "by its ratio");
}

static struct phs_slice with_password(void) {
    zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(memory, ZIP_TRUNCATE, NULL);
    zip_stat_t stat;
    zip_source_keep(memory);
    zip_file_add(zip, "a.txt", zip_source_buffer(zip, "a", 1, 0), 0);
    zip_file_add(zip, "b.txt", zip_source_buffer(zip, "b", 1, 0), 0);
    cr_assert_eq(zip_file_set_encryption(zip, 0, ZIP_EM_AES_256, "x"), 0);
    cr_assert_eq(zip_close(zip), 0);
    cr_assert_eq(zip_source_stat(memory, &stat), 0);
    char *bytes = phs_alloc(arena, stat.size);
    zip_source_open(memory);
    zip_source_read(memory, bytes, stat.size);
    zip_source_close(memory);
    zip_source_free(memory);
    return phs_slice_n(bytes, stat.size);
}

Test(container_zip, what_is_encrypted_is_said_and_the_rest_read) {
    cr_expect_str_eq(opened(with_password(), NULL), "encrypted [b.txt]b/");
}

Test(container_zip, survives_any_single_damaged_byte) {
    const struct part parts[] = {{"a.txt", "some text of a file", 0}, {"word/document.xml", "<d><p><t>x</t></p></d>", 0}};
    struct phs_slice bytes = make_zip(arena, parts, 2);
    for (size_t i = 4; i < bytes.len; i++) {
        char *copy = phs_slice_dup(arena, bytes);
        copy[i] ^= 0x55;
        opened(phs_slice_n(copy, bytes.len), NULL);
        opened(phs_slice_n(bytes.ptr, i), NULL);
    }
    cr_expect_str_eq(opened(phs_slice_n(bytes.ptr, bytes.len - 30), NULL), "damaged ");
}
