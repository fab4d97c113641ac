/* SPDX-License-Identifier: Apache-2.0 */
/* Tables as a workbook. The library writes to a file by name only: it gets one in memory that nobody else can open, so no
 * register of weaknesses is left behind in a temporary folder. */
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/clock.h"
#include "base/escape.h"
#include "reports/tables.h"

enum { MOST_ROWS = 1048576, MOST_UNITS = 32767, LEVELS = PHS_VH + 1 };

struct book {
    lxw_workbook *workbook;
    lxw_format *header, *text, *number, *date, *levels[LEVELS];
    struct phs_buf clean; /* of the cell at hand */
};

/* Light fills with dark ink, as in the style sheet: readable in print and for who does not see colours, since the word stands
 * there too. */
static const struct {
    lxw_color_t ink, fill;
} colors[LEVELS] = {
    {0x4c5563, 0xedeff2}, {0x2d6436, 0xe6f3e6}, {0x765400, 0xfbf2d4}, {0x9a4208, 0xfdebdc}, {0x8f1d2c, 0xfbe4e6}};

static lxw_format *format(struct book *book, const char *number) {
    lxw_format *made = workbook_add_format(book->workbook);
    format_set_text_wrap(made);
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    if (number)
        format_set_num_format(made, number);
    return made;
}

static void make_formats(struct book *book) {
    book->header = format(book, NULL);
    format_set_bold(book->header);
    format_set_bg_color(book->header, 0xe6f0f3);
    format_set_bottom(book->header, LXW_BORDER_THIN);
    book->text = format(book, NULL);
    book->number = format(book, "#,##0.##");
    book->date = format(book, "yyyy-mm-dd");
    for (int level = 0; level < LEVELS; level++) {
        book->levels[level] = workbook_add_format(book->workbook);
        format_set_font_color(book->levels[level], colors[level].ink);
        format_set_bg_color(book->levels[level], colors[level].fill);
    }
}

/* Inert and no longer than a cell may be, counted as the format counts: in UTF-16. */
static const char *cleaned(struct book *book, const char *text) {
    size_t at = 0, units = 0, fits = 0;
    phs_buf_clear(&book->clean);
    phs_escape_plain(&book->clean, phs_slice(text));
    struct phs_slice all = phs_slice_n(phs_buf_text(&book->clean), book->clean.len);
    while (at < all.len) {
        units += phs_utf8_next(all, &at) > 0xFFFF ? 2 : 1;
        if (units < MOST_UNITS)
            fits = at;
    }
    if (units > MOST_UNITS) {
        book->clean.ptr[fits] = '\0';
        book->clean.len = fits;
        phs_buf_utf8(&book->clean, 0x2026);
    }
    return phs_buf_text(&book->clean);
}

static void write_cell(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, enum phs_column_kind kind,
                       const char *text) {
    double number;
    lxw_datetime date = {0};
    if (!*text)
        return;
    if (kind == PHS_COLUMN_NUMBER && phs_slice_number(phs_slice(text), &number)) {
        worksheet_write_number(sheet, row, col, number, book->number);
    } else if (kind == PHS_COLUMN_DATE && sscanf(text, "%4d-%2d-%2d", &date.year, &date.month, &date.day) == 3) {
        worksheet_write_datetime(sheet, row, col, &date, book->date);
    } else {
        worksheet_write_string(sheet, row, col, cleaned(book, text), book->text);
    }
}

static void color_levels(struct book *book, lxw_worksheet *sheet, lxw_row_t last, lxw_col_t col) {
    for (int level = 0; level < LEVELS; level++) {
        char word[32];
        snprintf(word, sizeof word, "\"%s\"", phs_level_title((enum phs_level)level));
        lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_CELL,
                                       .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
                                       .value_string = word,
                                       .format = book->levels[level]};
        worksheet_conditional_format_range(sheet, 1, col, last, col, &rule);
    }
}

/* The header stays in sight and is repeated on paper; one sheet is one page wide. */
static void set_page(const char *page_line, lxw_worksheet *sheet, lxw_row_t last, lxw_col_t last_col) {
    worksheet_freeze_panes(sheet, 1, 1);
    worksheet_autofilter(sheet, 0, 0, last, last_col);
    worksheet_repeat_rows(sheet, 0, 0);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 1);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_footer(sheet, page_line);
}

static void write_table(struct book *book, const char *page_line, const struct phs_table *table) {
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, table->name);
    lxw_row_t rows = (lxw_row_t)table->rows.items.n, last = rows ? rows : 1;
    struct phs_arena *scratch = phs_arena_new();
    for (lxw_col_t c = 0; c < table->column_count; c++) {
        worksheet_set_column(sheet, c, c, table->columns[c].width, NULL);
        worksheet_write_string(sheet, 0, c, table->columns[c].title, book->header);
        if (table->columns[c].kind == PHS_COLUMN_LEVEL)
            color_levels(book, sheet, last, c);
    }
    for (lxw_row_t r = 0; r < rows; r++) {
        for (lxw_col_t c = 0; c < table->column_count; c++)
            write_cell(book, sheet, r + 1, c, table->columns[c].kind,
                       phs_table_cell(scratch, &table->columns[c], table->rows.items.at[r], r + 1));
        phs_arena_reset(scratch);
    }
    phs_arena_free(scratch);
    set_page(page_line, sheet, last, (lxw_col_t)(table->column_count - 1));
}

/* An ampersand begins a code of the format, and 255 bytes are what it takes. */
static const char *page_line_of(struct phs_arena *arena, const char *footer) {
    struct phs_buf line;
    phs_buf_init(&line, 1024);
    phs_buf_puts(&line, "&L");
    for (size_t i = 0; footer[i] && line.len < 236; i++)
        phs_buf_puts(&line, footer[i] == '&' ? "&&" : (char[]){footer[i], '\0'});
    phs_buf_puts(&line, "&R&P of &N");
    const char *copy = phs_strdup(arena, phs_buf_text(&line));
    phs_buf_done(&line);
    return copy;
}

static void set_properties(struct book *book, struct phs_arena *arena, const struct phs_book *of) {
    lxw_doc_properties properties = {
        .title = phs_strdup(arena, cleaned(book, of->title)),
        .company = phs_strdup(arena, cleaned(book, of->organization)),
        .comments = phs_strdup(arena, of->footer),
        .author = phs_strdup(arena, "phiscope " PHS_VERSION),
        .created = (time_t)of->made,
    };
    workbook_set_properties(book->workbook, &properties);
}

static enum phs_code copy_out(int file, struct phs_buf *out, struct phs_err *err) {
    char block[65536];
    ssize_t n;
    if (lseek(file, 0, SEEK_SET) != 0)
        return phs_fail(err, PHS_E_IO, "the workbook could not be read back: %s.", strerror(errno));
    while ((n = read(file, block, sizeof block)) > 0)
        phs_buf_add(out, block, (size_t)n);
    return n == 0 ? PHS_OK : phs_fail(err, PHS_E_IO, "the workbook could not be read back: %s.", strerror(errno));
}

static enum phs_code write_book(struct phs_arena *arena, const struct phs_book *of, int file, struct phs_err *err) {
    struct book book = {0};
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    book.workbook = workbook_new_opt(phs_printf(arena, "/proc/self/fd/%d", file), &options);
    phs_buf_init(&book.clean, 16 << 20);
    make_formats(&book);
    set_properties(&book, arena, of);
    const char *page_line = page_line_of(arena, of->footer);
    for (size_t i = 0; i < of->tables.items.n; i++)
        write_table(&book, page_line, &of->tables.items.at[i]);
    lxw_error code = workbook_close(book.workbook);
    phs_buf_done(&book.clean);
    return code == LXW_NO_ERROR ? PHS_OK
                                : phs_fail(err, PHS_E_IO, "the workbook could not be written: %s.", lxw_strerror(code));
}

enum phs_code phs_book_write_xlsx(struct phs_arena *arena, const struct phs_book *book, struct phs_buf *out,
                                  struct phs_err *err) {
    for (size_t i = 0; i < book->tables.items.n; i++)
        if (book->tables.items.at[i].rows.items.n >= MOST_ROWS)
            return phs_fail(err, PHS_E_LIMIT,
                            "the sheet %s would have more than %d rows, which no spreadsheet opens; take CSV or JSON.",
                            book->tables.items.at[i].name, MOST_ROWS - 1);
    int file = memfd_create("workbook", MFD_CLOEXEC);
    if (file < 0)
        return phs_fail(err, PHS_E_IO, "no memory file for the workbook: %s.", strerror(errno));
    enum phs_code code = write_book(arena, book, file, err);
    if (code == PHS_OK)
        code = copy_out(file, out, err);
    close(file);
    return code;
}
