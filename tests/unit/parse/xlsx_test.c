/* SPDX-License-Identifier: Apache-2.0 */
/* The XLSX reader: damaged and hostile archives first, then values, dates, sheets, places. */
#include "parse/xlsx.h"

#include "parse/xlsx_date.h"
#include "unit/parse/xlsx_help.h"

static char kind_letter(enum phs_cell_kind kind) {
    return "tndb"[kind];
}

/* "Vendors{1: 1t=a 2n=5 / 4: ...}" a sheet. */
static const char *show(struct phs_arena *arena, const struct phs_workbook *book) {
    const char *all = "";
    for (size_t s = 0; s < book->n; s++) {
        const struct phs_table *table = &book->sheets[s];
        all = phs_printf(arena, "%s%s%s{", all, table->sheet, table->hidden ? "(hidden)" : "");
        for (size_t r = 0; r < table->n; r++) {
            all = phs_printf(arena, "%s%s%u:", all, r > 0 ? " / " : "", table->rows[r].number);
            for (size_t c = 0; c < table->rows[r].n; c++) {
                const struct phs_cell *cell = &table->rows[r].cells[c];
                all = phs_printf(arena, "%s %u%c=%.*s", all, cell->column, kind_letter(cell->kind), (int)cell->text.len,
                                 cell->text.ptr);
            }
        }
        for (size_t i = 0; i < table->note_count; i++)
            all = phs_printf(arena, "%s ! %s", all, table->notes[i]);
        all = phs_printf(arena, "%s}", all);
    }
    return all;
}

static const char *read_xlsx(struct phs_arena *arena, struct phs_slice bytes, const struct phs_xlsx_limits *limits) {
    struct phs_workbook book = {0};
    struct phs_err err;
    if (phs_xlsx_parse(arena, &source, bytes, limits, &book, &err) != PHS_OK)
        return phs_printf(arena, "! %s", err.text);
    const char *told = show(arena, &book);
    struct phs_xlsx_limits own = limits ? *limits : (struct phs_xlsx_limits){.of_history = false};
    own.of_history = true;
    if (phs_xlsx_parse(arena, &source, bytes, &own, &book, &err) == PHS_OK)
        EXPECT_TEXT(show(arena, &book), told, "by our own scanner");
    else /* a part is read whole, so that its checksum always counts */
        cr_expect(phs_slice_ends(phs_slice(err.text), "is damaged"), "%s", err.text);
    return told;
}

enum { MOST_PARTS = 8 };

struct xlsx_case {
    const char *scenario;
    struct part parts[MOST_PARTS];
    const char *expected;
};

static void run_cases(const struct xlsx_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_slice bytes = make_zip(arena, cases[i].parts, MOST_PARTS);
        EXPECT_TEXT(read_xlsx(arena, bytes, NULL), cases[i].expected, cases[i].scenario);
        phs_arena_free(arena);
    }
}

#define RUN(cases) run_cases((cases), sizeof(cases) / sizeof(cases)[0])

static const struct part small_book[] = {
    ROOT_RELATIONS, WORKBOOK, RELATIONS,
    SHEET("<row r='1'><c r='A1' t='inlineStr'><is><t>name</t></is></c><c r='B1'><v>5</v></c></row>")};

Test(xlsx, says_in_one_sentence_what_is_wrong_with_the_bytes) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice good = make_zip(arena, small_book, 4);
    EXPECT_TEXT(read_xlsx(arena, good, NULL), "Vendors{1: 1t=name 2n=5}", "sound");
    EXPECT_TEXT(read_xlsx(arena, PHS_SLICE(""), NULL), "! in: the file is empty", "empty");
    EXPECT_TEXT(read_xlsx(arena, PHS_SLICE("name,vendor\n"), NULL), "! in: no XLSX workbook: the archive is damaged or cut off",
                "text");
    EXPECT_TEXT(read_xlsx(arena, PHS_SLICE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), NULL),
                "! in: an encrypted workbook or an old .xls file; save it as .xlsx without a password", "old format");
    for (size_t len = 0; len < good.len; len++)
        cr_expect_eq(read_xlsx(arena, phs_slice_n(good.ptr, len), NULL)[0], '!', "cut off at %zu", len);
    phs_arena_free(arena);
}

Test(xlsx, survives_any_single_damaged_byte) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice good = make_zip(arena, small_book, 4);
    char *bytes = phs_alloc(arena, good.len);
    for (size_t i = 0; i < good.len; i++) {
        memcpy(bytes, good.ptr, good.len);
        bytes[i] = (char)(bytes[i] ^ 0x55);
        cr_expect_gt(strlen(read_xlsx(arena, phs_slice_n(bytes, good.len), NULL)), 0);
    }
    phs_arena_free(arena);
}

Test(xlsx, says_which_part_is_missing_or_broken) {
    static const struct xlsx_case cases[] = {
        {"no parts", {{"x", "y", 0}}, "! in: _rels/.rels is missing in the workbook"},
        {"a document of another kind", {{"_rels/.rels", "<Relationships/>", 0}}, "! in: no workbook in the archive"},
        {"no workbook", {ROOT_RELATIONS}, "! in: xl/workbook.xml is missing in the workbook"},
        {"no sheet", {ROOT_RELATIONS, WORKBOOK, RELATIONS}, "! in: xl/worksheets/sheet1.xml is missing in the workbook"},
        {"no XML",
         {ROOT_RELATIONS, {"xl/workbook.xml", "PK", 0}},
         "! in: xl/workbook.xml is no well-formed XML near its line 1"},
        {"cut XML",
         {ROOT_RELATIONS, WORKBOOK, RELATIONS, {"xl/worksheets/sheet1.xml", "<worksheet>\n<sheetData>\n<row>", 0}},
         "! in: xl/worksheets/sheet1.xml is no well-formed XML near its line 3"},
        {"DOCTYPE",
         {{"_rels/.rels", "<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><r>&b;</r>", 0}},
         "! in: _rels/.rels has a DOCTYPE, which no workbook needs"},
        {"external entity",
         {{"_rels/.rels", "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r>&x;</r>", 0}},
         "! in: _rels/.rels has a DOCTYPE, which no workbook needs"},
        {"UTF-16", {{"_rels/.rels", "\xFF\xFE<\0r\0/\0>\0", 10}}, "! in: _rels/.rels is not in UTF-8"},
        {"unknown string",
         {ROOT_RELATIONS, WORKBOOK, RELATIONS, SHEET("<row r='3'><c t='s'><v>0</v></c></row>")},
         "! in: xl/worksheets/sheet1.xml: a cell points to a string that does not exist in row 3"},
        {"rows out of order",
         {ROOT_RELATIONS, WORKBOOK, RELATIONS, SHEET("<row r='3'/><row r='2'/>")},
         "! in: xl/worksheets/sheet1.xml: a row number is wrong or out of order, after what stands in row 3"},
        {"cells out of order",
         {ROOT_RELATIONS, WORKBOOK, RELATIONS, SHEET("<row><c r='B1'/><c r='A1'/></row>")},
         "! in: xl/worksheets/sheet1.xml: a cell reference is wrong or out of order in row 1"},
        {"reference beyond the last column",
         {ROOT_RELATIONS, WORKBOOK, RELATIONS, SHEET("<row><c r='ZZZZZZZZ1'/></row>")},
         "! in: xl/worksheets/sheet1.xml: a cell reference is wrong or out of order in row 1"},
    };
    RUN(cases);
}

Test(xlsx, refuses_a_zip_bomb_by_ratio_by_part_and_in_total) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice blank = repeat(arena, " ", 8 << 20);
    struct part parts[] = {ROOT_RELATIONS, WORKBOOK, RELATIONS, {"xl/worksheets/sheet1.xml", blank.ptr, blank.len}};
    struct phs_slice bomb = make_zip(arena, parts, 4);
    cr_assert_lt(bomb.len, 32768);
    struct phs_xlsx_limits part_cap = {.max_ratio = 100000, .max_part_bytes = 4 << 20};
    struct phs_xlsx_limits total_cap = {.max_ratio = 100000, .max_total_bytes = 5 << 20};
    const char *by_ratio = read_xlsx(arena, bomb, NULL);
    cr_expect(strstr(by_ratio, "xl/worksheets/sheet1.xml unpacks to more than the"), "%s", by_ratio);
    EXPECT_TEXT(read_xlsx(arena, bomb, &part_cap),
                "! in: xl/worksheets/sheet1.xml unpacks to more than the 4194304 bytes that it may", "part");
    const char *by_total = read_xlsx(arena, bomb, &total_cap);
    cr_expect(strstr(by_total, "xl/worksheets/sheet1.xml unpacks to more than the"), "%s", by_total);
    phs_arena_free(arena);
}

Test(xlsx, keeps_its_other_bounds) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice good = make_zip(arena, small_book, 4);
    struct phs_xlsx_limits entries = {.max_entries = 3}, bytes = {.table = {.max_bytes = 100}};
    struct phs_xlsx_limits cells = {.table = {.max_cells = 1}}, columns = {.table = {.max_columns = 1}};
    struct phs_xlsx_limits width = {.table = {.max_cell_bytes = 3}};
    EXPECT_TEXT(read_xlsx(arena, good, &entries), "! in: more files in the archive than 3", "entries");
    EXPECT_TEXT(read_xlsx(arena, good, &bytes), "! in: larger than 100 bytes", "bytes");
    EXPECT_TEXT(read_xlsx(arena, good, &cells), "! in Vendors row 1: more cells than 1", "cells");
    EXPECT_TEXT(read_xlsx(arena, good, &columns), "! in Vendors row 1: a cell stands beyond column 1", "columns");
    EXPECT_TEXT(read_xlsx(arena, good, &width), "! in Vendors row 1: a cell is larger in bytes than 3", "width");
    phs_arena_free(arena);
}

Test(xlsx, refuses_xml_nested_without_end) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice deep = repeat(arena, "<a>", 100000);
    struct part parts[] = {{"_rels/.rels", deep.ptr, deep.len}};
    struct phs_xlsx_limits limits = {.max_ratio = 100000};
    EXPECT_TEXT(read_xlsx(arena, make_zip(arena, parts, 1), &limits), "! in: _rels/.rels is no well-formed XML near its line 1",
                "deep");
    phs_arena_free(arena);
}

Test(xlsx, reads_every_kind_of_cell) {
    static const struct xlsx_case cases[] = {
        {"shared, rich, phonetic and escaped strings",
         {ROOT_RELATIONS,
          WORKBOOK,
          RELATIONS,
          {"xl/sharedStrings.xml",
           "<sst><si><t>plain</t></si><si><r><t>ri</t></r><r><rPr/><t xml:space='preserve'>ch </t></r><rPh><t>no</t></rPh></si>"
           "<si><t>a_x000D_b_x0041__xZZZZ_</t></si><si><t/></si><si><t>&lt;&#233;&gt;</t></si></sst>",
           0},
          SHEET("<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c><c t='s'><v>3</v></c><c t='s'><v>4</v></c>"
                "</row>")},
         "Vendors{1: 1t=plain 2t=rich  3t=a\rbA_xZZZZ_ 5t=<\xC3\xA9>}"},
        {"numbers as a person sees them",
         {ROOT_RELATIONS, WORKBOOK, RELATIONS,
          SHEET("<row><c><v>0.10000000000000001</v></c><c t='n'><v>1E3</v></c><c><v>-7</v></c><c><v>x</v></c></row>")},
         "Vendors{1: 1n=0.1 2n=1000 3n=-7 4t=x}"},
        {"booleans, formula text, errors, formulas",
         {ROOT_RELATIONS, WORKBOOK, RELATIONS,
          SHEET("<row r='2'><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='str'><f>A1&amp;B1</f><v>xy</v></c><c "
                "t='e'><v>#N/A</v>"
                "</c><c><f>1+1</f><v>2</v></c></row>")},
         "Vendors{2: 1b=true 2b=false 3t=xy 5n=2 ! in Vendors row 2: an error value of a formula is left out}"},
        {"ISO dates",
         {ROOT_RELATIONS, WORKBOOK, RELATIONS,
          SHEET("<row><c t='d'><v>2026-03-01</v></c><c t='d'><v>2026-03-01T00:00:00.000Z</v></c><c t='d'><v>2026-03-01T10:30:00"
                "</v></c><c t='d'><v>soon</v></c></row>")},
         "Vendors{1: 1d=2026-03-01 2d=2026-03-01 3d=2026-03-01T10:30:00 4t=soon}"},
        {"gaps keep row and column numbers",
         {ROOT_RELATIONS, WORKBOOK, RELATIONS,
          SHEET("<row r='2'/><row r='5'><c r='C5'><v>1</v></c><c/><c r='AA5'><v>2</v></c></row><row><c><v>3</v></c></row>")},
         "Vendors{5: 3n=1 27n=2 / 6: 1n=3}"},
        {"what stands behind the rows is not read",
         {ROOT_RELATIONS,
          WORKBOOK,
          RELATIONS,
          {"xl/worksheets/sheet1.xml",
           "<worksheet><cols><col/></cols><sheetData><row><c><v>1</v></c></row></sheetData>"
           "<mergeCells><mergeCell ref='A1:B1'/></mergeCells></worksheet>",
           0}},
         "Vendors{1: 1n=1}"},
        {"namespace prefixes",
         {ROOT_RELATIONS,
          WORKBOOK,
          RELATIONS,
          {"xl/worksheets/sheet1.xml",
           "<x:worksheet xmlns:x='urn:x'><x:sheetData><x:row r='1'><x:c r='A1'><x:v>1</x:v></x:c></x:row></x:sheetData>"
           "</x:worksheet>",
           0}},
         "Vendors{1: 1n=1}"},
    };
    RUN(cases);
}

#define STYLES                                                                                                                 \
    {                                                                                                                          \
        "xl/styles.xml",                                                                                                       \
            "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy hh:mm'/></numFmts>"                            \
            "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"                                                                 \
            "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='21'/></cellXfs></styleSheet>",    \
            0                                                                                                                  \
    }
#define DATES                                                                                                                  \
    SHEET("<row><c s='0'><v>46082</v></c><c s='1'><v>46082</v></c><c s='2'><v>46082.4375</v></c><c s='3'><v>0.4375</v></c>"    \
          "<c s='1'><v>60</v></c><c s='9'><v>1</v></c></row>")

Test(xlsx, shows_dates_by_the_number_format_of_the_cell) {
    static const struct xlsx_case cases[] = {
        {"1900",
         {ROOT_RELATIONS, WORKBOOK, RELATIONS, STYLES, DATES},
         "Vendors{1: 1n=46082 2d=2026-03-01 3d=2026-03-01T10:30:00 4t=10:30:00 5n=60 6n=1}"},
        {"1904",
         {ROOT_RELATIONS,
          {"xl/workbook.xml",
           "<workbook xmlns:r='urn:r'><workbookPr date1904='1'/><sheets><sheet name='Vendors' r:id='r1'/></sheets></workbook>",
           0},
          RELATIONS,
          STYLES,
          DATES},
         "Vendors{1: 1n=46082 2d=2030-03-02 3d=2030-03-02T10:30:00 4t=10:30:00 5d=1904-03-01 6n=1}"},
    };
    RUN(cases);
}

Test(xlsx, converts_serials_at_the_borders_of_the_calendar) {
    static const struct {
        double serial;
        bool since_1904;
        const char *expected;
    } cases[] = {
        {0, false, "-"},
        {1, false, "1900-01-01"},
        {59, false, "1900-02-28"},
        {60, false, "-"},
        {61, false, "1900-03-01"},
        {25569, false, "1970-01-01"},
        {36585, false, "2000-02-29"},
        {73110, false, "2100-03-01"},
        {2958465, false, "9999-12-31"},
        {2958466, false, "-"},
        {-1, false, "-"},
        {0, true, "1904-01-01"},
        {2958465, true, "-"},
        {0.0 / 0.0, false, "-"},
        {45291.999999, false, "2024-01-01"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[32] = "-";
        bool ok = phs_xlsx_date_text(cases[i].serial, PHS_XLSX_DATE, cases[i].since_1904, text);
        cr_expect_str_eq(ok ? text : "-", cases[i].expected, "%f gave %s", cases[i].serial, text);
    }
}

Test(xlsx, tells_dates_from_amounts_by_the_format_code) {
    static const struct {
        const char *code;
        enum phs_xlsx_format expected;
    } cases[] = {
        {"General", PHS_XLSX_PLAIN},
        {"0.00", PHS_XLSX_PLAIN},
        {"0.00E+00", PHS_XLSX_PLAIN},
        {"#,##0 [$CHF-807]", PHS_XLSX_PLAIN},
        {"0\" days\"", PHS_XLSX_PLAIN},
        {"[Red]0", PHS_XLSX_PLAIN},
        {"@", PHS_XLSX_PLAIN},
        {"0\\d", PHS_XLSX_PLAIN},
        {"[h]:mm:ss", PHS_XLSX_PLAIN},
        {"[mm]:ss", PHS_XLSX_PLAIN},
        {"yyyy-mm-dd", PHS_XLSX_DATE},
        {"mmm", PHS_XLSX_DATE},
        {"[$-409]d\\-mmm\\-yy;@", PHS_XLSX_DATE},
        {"D.M.YYYY", PHS_XLSX_DATE},
        {"h:mm AM/PM", PHS_XLSX_TIME},
        {"mm:ss.0", PHS_XLSX_TIME},
        {"m/d/yy h:mm", PHS_XLSX_DATE_TIME},
        {"", PHS_XLSX_PLAIN},
        {"\"", PHS_XLSX_PLAIN},
        {"[", PHS_XLSX_PLAIN},
        {"[]", PHS_XLSX_PLAIN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        cr_expect_eq(phs_xlsx_format_of(phs_slice(cases[i].code)), cases[i].expected, "%s", cases[i].code);
}

Test(xlsx, lists_sheets_in_the_order_of_their_tabs_and_flags_hidden_ones) {
    static const struct xlsx_case cases[] = {
        {"three and a chart",
         {ROOT_RELATIONS,
          {"xl/workbook.xml",
           "<workbook xmlns:r='urn:r'><sheets><sheet name='B &amp; C' r:id='r9'/><sheet name='old' state='hidden' r:id='r1'/>"
           "<sheet name='lists' state='veryHidden' r:id='r1'/><sheet name='chart' r:id='r5'/><sheet name='lost' "
           "r:id='nope'/></sheets></workbook>",
           0},
          {"xl/_rels/workbook.xml.rels",
           "<Relationships><Relationship Id='r1' Type='http://x/worksheet' Target='worksheets/sheet1.xml'/>"
           "<Relationship Id='r9' Type='http://x/worksheet' Target='/xl/worksheets/Sheet9.xml'/>"
           "<Relationship Id='r5' Type='http://x/chartsheet' Target='chartsheets/sheet1.xml'/></Relationships>",
           0},
          SHEET("<row><c><v>1</v></c></row>"),
          {"xl/worksheets/sheet9.xml", "<worksheet><sheetData/></worksheet>", 0}},
         "B & C{}old(hidden){1: 1n=1}lists(hidden){1: 1n=1}"},
    };
    RUN(cases);
}

Test(xlsx, knows_sheet_row_and_column_of_a_cell) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_workbook book;
    struct phs_slice bytes = make_zip(arena, small_book, 4);
    cr_assert_eq(phs_xlsx_parse(arena, &source, bytes, NULL, &book, NULL), PHS_OK);
    struct phs_place place = book.sheets[0].rows[0].cells[1].place;
    EXPECT_TEXT(span(arena, place), "1:2-1:3", "row and column");
    cr_expect_eq(place.source->kind, PHS_SOURCE_ROW);
    EXPECT_TEXT(place.source->sheet, "Vendors", "sheet");
    EXPECT_TEXT(place.source->path, "in", "file");
    phs_arena_free(arena);
}
