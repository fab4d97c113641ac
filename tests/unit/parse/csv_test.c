/* SPDX-License-Identifier: Apache-2.0 */
/* The CSV reader: broken and hostile files first, then encodings, separators, quoting, places. */
#include "parse/csv.h"

#include "unit/parse/parse_help.h"

/* "1: 1=a 2=b / 3: ..." and the notes behind it. */
static const char *show(struct phs_arena *arena, const struct phs_table *table) {
    const char *all = "";
    for (size_t r = 0; r < table->n; r++) {
        all = phs_printf(arena, "%s%s%u:", all, r > 0 ? " / " : "", table->rows[r].number);
        for (size_t c = 0; c < table->rows[r].n; c++) {
            const struct phs_cell *cell = &table->rows[r].cells[c];
            all = phs_printf(arena, "%s %u=%.*s", all, cell->column, (int)cell->text.len, cell->text.ptr);
        }
    }
    for (size_t i = 0; i < table->note_count; i++)
        all = phs_printf(arena, "%s ! %s", all, table->notes[i]);
    return all;
}

static const char *read_csv(struct phs_arena *arena, struct phs_slice bytes, const struct phs_table_limits *limits) {
    struct phs_table table = {0};
    struct phs_err err;
    if (phs_csv_parse(arena, &source, bytes, limits, &table, &err) != PHS_OK)
        return phs_printf(arena, "! %s", err.text);
    return show(arena, &table);
}

struct csv_case {
    const char *scenario;
    struct phs_slice bytes;
    const char *expected;
};

#define TEXT(literal)                                                                                                          \
    { (literal), sizeof(literal) - 1 }

static void run_cases(const struct csv_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct phs_arena *arena = phs_arena_new();
        EXPECT_TEXT(read_csv(arena, cases[i].bytes, NULL), cases[i].expected, cases[i].scenario);
        phs_arena_free(arena);
    }
}

#define RUN(cases) run_cases((cases), sizeof(cases) / sizeof(cases)[0])

Test(csv, says_what_is_wrong_with_a_file) {
    static const struct csv_case cases[] = {
        {"empty", TEXT(""), ""},
        {"blank lines", TEXT("\n\r\n,,\n"), ""},
        {"unclosed quote", TEXT("a,b\n1,\"x\ny\n"), "! in:2:3: this quote is never closed"},
        {"quote opens at the end", TEXT("a,\""), "! in:1:3: this quote is never closed"},
        {"short and long rows", TEXT("a,b\n1\n1,2,3\n1,2\n"),
         "1: 1=a 2=b / 2: 1=1 / 3: 1=1 2=2 3=3 / 4: 1=1 2=2 ! in:2: 1 fields in a row, the first row has 2 ! in:3: 3 fields in "
         "a "
         "row, the first row has 2"},
        {"text behind a quote", TEXT("a,b\n\"x\"y,2\n"),
         "1: 1=a 2=b / 2: 1=x 2=2 ! in:2: text behind a closing quote is left out"},
        {"NUL bytes", TEXT("a\0b,c\n"), "1: 1=ab 2=c ! in: NUL characters are left out"},
        {"empty last field", TEXT("a,b\n1,"), "1: 1=a 2=b / 2: 1=1"},
    };
    RUN(cases);
}

Test(csv, keeps_its_bounds_against_hostile_input) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_table_limits bytes = {.max_bytes = 10}, rows = {.max_rows = 2}, cells = {.max_cells = 3};
    struct phs_table_limits width = {.max_cell_bytes = 4}, columns = {.max_columns = 2};
    EXPECT_TEXT(read_csv(arena, repeat(arena, "x", 11), &bytes), "! in: larger than 10 bytes", "one endless line");
    EXPECT_TEXT(read_csv(arena, PHS_SLICE("1\n2\n"), &rows), "1: 1=1 / 2: 1=2", "two rows");
    EXPECT_TEXT(read_csv(arena, PHS_SLICE("1\n2\n3\n"), &rows), "! in:3: more rows than 2", "a third row");
    EXPECT_TEXT(read_csv(arena, PHS_SLICE("1,2\n3,4\n"), &cells), "! in:2: more cells than 3", "a fourth cell");
    EXPECT_TEXT(read_csv(arena, PHS_SLICE("abcd\nabcde\n"), &width), "! in:2: a cell is larger in bytes than 4",
                "a large cell");
    EXPECT_TEXT(read_csv(arena, PHS_SLICE("1,2,\n1,2,3\n"), &columns), "! in:2: a cell stands beyond column 2", "a wide row");
    phs_arena_free(arena);
}

Test(csv, counts_notes_beyond_twenty) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_table table;
    struct phs_slice text = phs_slice(phs_printf(arena, "a,b\n%s", repeat(arena, "1\n", 50).ptr));
    cr_assert_eq(phs_csv_parse(arena, &source, text, NULL, &table, NULL), PHS_OK);
    cr_assert_eq(table.note_count, 21);
    EXPECT_TEXT(table.notes[20], "30 more notes like these", "last note");
    phs_arena_free(arena);
}

Test(csv, finds_out_the_encoding_and_declares_it) {
    static const struct {
        const char *scenario;
        struct phs_slice bytes;
        const char *encoding, *expected;
    } cases[] = {
        {"UTF-8", TEXT("a,\xC3\xA9\n"), "UTF-8", "1: 1=a 2=\xC3\xA9"},
        {"UTF-8 with mark",
         TEXT("\xEF\xBB\xBF"
              "a,b\n"),
         "UTF-8", "1: 1=a 2=b"},
        {"UTF-16LE",
         TEXT("\xFF\xFE"
              "a\0,\0\xE9\0\n\0\x3D\xD8\x00\xDE"),
         "UTF-16LE", "1: 1=a 2=\xC3\xA9 / 2: 1=\xF0\x9F\x98\x80 ! in:2: 1 fields in a row, the first row has 2"},
        {"UTF-16BE", TEXT("\xFE\xFF\0a\0,\x20\xAC"), "UTF-16BE", "1: 1=a 2=\xE2\x82\xAC"},
        {"half a pair and an odd byte", TEXT("\xFF\xFE\x3D\xD8x"), "UTF-16LE",
         "1: 1=\xEF\xBF\xBD\xEF\xBF\xBD ! in: broken UTF-16: the damaged characters are replaced"},
        {"Windows-1252", TEXT("Caf\xE9,\x80\x93\n"), "Windows-1252", "1: 1=Caf\xC3\xA9 2=\xE2\x82\xAC\xE2\x80\x9C"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_table table;
        cr_assert_eq(phs_csv_parse(arena, &source, cases[i].bytes, NULL, &table, NULL), PHS_OK);
        EXPECT_TEXT(table.encoding, cases[i].encoding, cases[i].scenario);
        EXPECT_TEXT(show(arena, &table), cases[i].expected, cases[i].scenario);
        phs_arena_free(arena);
    }
}

Test(csv, finds_out_the_separator) {
    static const struct {
        const char *scenario, *text;
        char separator;
    } cases[] = {
        {"comma", "a,b\n1,2\n", ','},
        {"semicolon", "a;b\n1;2\n", ';'},
        {"tab", "a\tb\n1\t2\n", '\t'},
        {"decimal commas", "name;share;part\nx;1,5;2,5\ny;1,0;2,0\n", ';'},
        {"commas inside quotes", "\"a, b, c\";d\n\"e, f, g\";h\n", ';'},
        {"semicolons in one text", "a,b\n1,x;y\n2,z\n", ','},
        {"one column", "a\nb\n", ','},
        {"declared for Excel", "sep=;\na,b;c\n", ';'},
        {"declared bar", "sep=|\r\na|b\r\n", '|'},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_table table;
        cr_assert_eq(phs_csv_parse(arena, &source, phs_slice(cases[i].text), NULL, &table, NULL), PHS_OK);
        cr_expect_eq(table.separator, cases[i].separator, "%s", cases[i].scenario);
        phs_arena_free(arena);
    }
}

Test(csv, reads_quotes_and_line_ends) {
    static const struct csv_case cases[] = {
        {"quotes over lines", TEXT("a,b\n\"x\ny\",2\n3,4\n"), "1: 1=a 2=b / 2: 1=x\ny 2=2 / 4: 1=3 2=4"},
        {"doubled quotes", TEXT("\"say \"\"hi\"\"\",\"\"\"\"\n"), "1: 1=say \"hi\" 2=\""},
        {"quote inside a bare field", TEXT("5\" disk,b\n"), "1: 1=5\" disk 2=b"},
        {"empty quoted fields are empty", TEXT("\"\",b\n"), "1: 2=b"},
        {"CRLF", TEXT("a,b\r\nc,d\r\n"), "1: 1=a 2=b / 2: 1=c 2=d"},
        {"CR alone", TEXT("a,b\rc,d\r"), "1: 1=a 2=b / 2: 1=c 2=d"},
        {"no line end at the end", TEXT("a,b\nc,d"), "1: 1=a 2=b / 2: 1=c 2=d"},
        {"blank line between", TEXT("a,b\n\nc,d\n"), "1: 1=a 2=b / 3: 1=c 2=d"},
        {"white space is kept", TEXT(" a , b\n"), "1: 1= a  2= b"},
    };
    RUN(cases);
}

Test(csv, knows_where_cells_stand) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_table table;
    cr_assert_eq(phs_csv_parse(arena, &source, PHS_SLICE("\xC3\xA9,b\n\"x\ny\",zz\n"), NULL, &table, NULL), PHS_OK);
    EXPECT_TEXT(span(arena, table.rows[0].cells[1].place), "1:3-1:4", "columns are characters");
    EXPECT_TEXT(span(arena, table.rows[1].cells[0].place), "2:1-3:3", "quoted over lines");
    EXPECT_TEXT(span(arena, table.rows[1].cells[1].place), "3:4-3:6", "behind it");
    cr_expect_eq(table.rows[1].cells[1].place.source, &source);
    phs_arena_free(arena);
}

Test(csv, answers_for_cells_that_are_not_there) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_table table;
    cr_assert_eq(phs_csv_parse(arena, &source, PHS_SLICE("a,,c\n"), NULL, &table, NULL), PHS_OK);
    cr_expect(phs_slice_is(phs_row_text(&table.rows[0], 3), "c"));
    cr_expect_null(phs_row_cell(&table.rows[0], 2));
    cr_expect_eq(phs_row_text(&table.rows[0], 2).len, 0);
    cr_expect_null(phs_row_cell(&table.rows[0], 9));
    phs_arena_free(arena);
}
