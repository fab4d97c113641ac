/* SPDX-License-Identifier: Apache-2.0 */
/* A worksheet's cells (ECMA-376 part 1, 18.3.1.4): stored values only, formulas are never looked at. */
#include "parse/xlsx_sheet.h"

#include "base/clock.h"
#include "base/number.h"

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_BOOL, CELL_ERROR, CELL_ISO_DATE };

enum { LAST_ROW = 1048576, LAST_COLUMN = 16384 };

struct sheet {
    struct phs_xlsx_book *book;
    struct phs_xlsx_part part;
    struct phs_table_builder *builder;
    struct phs_xlsx_text text;
    uint32_t row, column; /* at hand, or the last ones */
    bool in_cell;
    enum cell_type type;
    unsigned style;
};

static bool is_corrupt(struct sheet *sheet, const char *what) {
    return phs_xlsx_fail(sheet->book->archive, PHS_E_INPUT, "%s: %s in row %u", sheet->part.name, what, sheet->row);
}

/* Digits to a number up to limit; 0 for anything else. */
static uint32_t digits_to(const char *text, uint32_t limit) {
    uint64_t number = 0;
    for (; *text >= '0' && *text <= '9' && number <= limit; text++)
        number = number * 10 + (uint64_t)(*text - '0');
    return *text == '\0' && number <= limit ? (uint32_t)number : 0;
}

/* Column of "BC12"; 0 when it is no reference. */
static uint32_t column_of(const char *reference) {
    uint32_t column = 0;
    for (; *reference >= 'A' && *reference <= 'Z' && column <= LAST_COLUMN; reference++)
        column = column * 26 + (uint32_t)(*reference - 'A' + 1);
    return column <= LAST_COLUMN ? column : 0;
}

static enum cell_type type_of(const char *name) {
    static const struct {
        const char *name;
        enum cell_type type;
    } types[] = {{"s", CELL_SHARED}, {"str", CELL_TEXT}, {"inlineStr", CELL_TEXT},
                 {"b", CELL_BOOL},   {"e", CELL_ERROR},  {"d", CELL_ISO_DATE}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (strcmp(types[i].name, name) == 0)
            return types[i].type;
    return CELL_NUMBER;
}

static bool start_row(struct sheet *sheet) {
    struct phs_xlsx_attribute attribute;
    uint32_t row = sheet->row + 1;
    while (phs_xlsx_next_attribute(&sheet->part, &attribute))
        if (strcmp(attribute.name, "r") == 0)
            row = digits_to(attribute.value, LAST_ROW);
    if (row <= sheet->row || row > LAST_ROW)
        return is_corrupt(sheet, "a row number is wrong or out of order, after what stands");
    sheet->row = row;
    sheet->column = 0;
    return true;
}

static bool start_cell(struct sheet *sheet) {
    struct phs_xlsx_attribute attribute;
    uint32_t column = sheet->column + 1;
    sheet->type = CELL_NUMBER;
    sheet->style = 0;
    sheet->in_cell = true;
    while (phs_xlsx_next_attribute(&sheet->part, &attribute)) {
        if (strcmp(attribute.name, "r") == 0)
            column = column_of(attribute.value);
        else if (strcmp(attribute.name, "s") == 0)
            sheet->style = digits_to(attribute.value, 1u << 20);
        else if (strcmp(attribute.name, "t") == 0)
            sheet->type = type_of(attribute.value);
    }
    if (column <= sheet->column || column > LAST_COLUMN)
        return is_corrupt(sheet, "a cell reference is wrong or out of order");
    sheet->column = column;
    return true;
}

static struct phs_slice dup_text(const struct sheet *sheet, const char *text) {
    return phs_slice(phs_strdup(sheet->book->arena, text));
}

static bool set_shared(struct sheet *sheet, struct phs_slice raw, struct phs_cell *cell) {
    double index;
    if (!phs_slice_number(phs_slice_trim(raw), &index) || index < 0 || index >= (double)sheet->book->strings.n)
        return is_corrupt(sheet, "a cell points to a string that does not exist");
    cell->text = sheet->book->strings.at[(size_t)index];
    return true;
}

/* 0.10000000000000001 is what Excel writes for 0.1; the shortest text of the same number is what a person sees. */
static void set_number(struct sheet *sheet, struct phs_slice raw, struct phs_cell *cell) {
    char text[32];
    double number;
    enum phs_xlsx_format format =
        sheet->style < sheet->book->formats.n ? sheet->book->formats.at[sheet->style] : PHS_XLSX_PLAIN;
    cell->text = raw;
    if (!phs_slice_number(phs_slice_trim(raw), &number))
        return;
    if (phs_xlsx_date_text(number, format, sheet->book->since_1904, text)) {
        cell->kind = format == PHS_XLSX_TIME ? PHS_CELL_TEXT : PHS_CELL_DATE;
    } else {
        cell->kind = PHS_CELL_NUMBER;
        phs_number_format(number, text);
    }
    cell->text = dup_text(sheet, text);
}

/* "2026-03-01T00:00:00.000Z" is the day alone. */
static void set_iso_date(struct phs_slice raw, struct phs_cell *cell) {
    int64_t when;
    struct phs_slice text = phs_slice_trim(raw);
    cell->text = raw;
    if (!phs_time_parse(text.len > 19 ? phs_slice_n(text.ptr, 19) : text, &when))
        return;
    bool midnight = text.len >= 19 && memcmp(text.ptr + 10, "T00:00:00", 9) == 0;
    cell->kind = PHS_CELL_DATE;
    cell->text = phs_slice_n(text.ptr, midnight || text.len < 19 ? 10 : 19);
}

static bool set_cell(struct sheet *sheet, struct phs_slice raw, struct phs_cell *cell) {
    switch (sheet->type) {
    case CELL_SHARED:
        return set_shared(sheet, raw, cell);
    case CELL_BOOL:
        cell->kind = PHS_CELL_BOOL;
        cell->text = phs_slice_is(phs_slice_trim(raw), "1") ? PHS_SLICE("true") : PHS_SLICE("false");
        return true;
    case CELL_ISO_DATE:
        set_iso_date(raw, cell);
        return true;
    case CELL_NUMBER:
        set_number(sheet, raw, cell);
        return true;
    case CELL_ERROR:
        phs_table_note(sheet->builder, sheet->row, "an error value of a formula is left out");
        return true;
    default:
        cell->text = raw;
        return true;
    }
}

static bool end_cell(struct sheet *sheet) {
    struct phs_slice raw = phs_xlsx_text_take(&sheet->text, sheet->book->arena);
    struct phs_cell cell = {.column = sheet->column};
    cell.place = (struct phs_place){sheet->builder->source, sheet->row, sheet->column, sheet->row, sheet->column + 1};
    sheet->in_cell = false;
    if (raw.len > 0 && !set_cell(sheet, raw, &cell))
        return false;
    return phs_table_add_cell(sheet->builder, cell);
}

static bool read_node(struct sheet *sheet) {
    const struct phs_xlsx_part *part = &sheet->part;
    if (phs_xlsx_at(part, "row") && !start_row(sheet))
        return false;
    if (phs_xlsx_at(part, "c") && sheet->row > 0 && !start_cell(sheet))
        return false;
    if (sheet->in_cell)
        phs_xlsx_text_node(&sheet->text, part, "v");
    if (phs_xlsx_at_end(part, "c") && sheet->in_cell && !end_cell(sheet))
        return false;
    return !phs_xlsx_at_end(part, "row") || phs_table_end_row(sheet->builder, sheet->row);
}

/* Merged cells, comments and all else behind the rows is not needed. */
static bool is_behind_rows(const struct sheet *sheet) {
    return phs_xlsx_at_end(&sheet->part, "sheetData");
}

bool phs_xlsx_sheet_read(struct phs_xlsx_book *book, const char *path, struct phs_table_builder *builder) {
    struct sheet sheet = {.book = book, .builder = builder};
    bool ok = true;
    if (!phs_xlsx_part_open(&sheet.part, book->archive, path))
        return false;
    phs_xlsx_text_init(&sheet.text, builder->limits.max_cell_bytes);
    while (ok && phs_xlsx_part_next(&sheet.part) && !is_behind_rows(&sheet))
        ok = read_node(&sheet);
    phs_xlsx_text_done(&sheet.text);
    return phs_xlsx_part_close(&sheet.part, ok);
}
