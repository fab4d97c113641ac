/* SPDX-License-Identifier: Apache-2.0 */
/* XLSX bytes to tables, one a worksheet. */
#include "parse/xlsx.h"

#include "parse/xlsx_book.h"
#include "parse/xlsx_sheet.h"

static struct phs_xlsx_limits effective(const struct phs_xlsx_limits *given) {
    struct phs_xlsx_limits limits = given ? *given : (struct phs_xlsx_limits){0};
    limits.table = phs_table_limits_complete(&limits.table);
    limits.max_entries = limits.max_entries ? limits.max_entries : 2000;
    limits.max_part_bytes = limits.max_part_bytes ? limits.max_part_bytes : (size_t)256 << 20;
    limits.max_total_bytes = limits.max_total_bytes ? limits.max_total_bytes : (size_t)512 << 20;
    limits.max_ratio = limits.max_ratio ? limits.max_ratio : 200;
    limits.max_strings = limits.max_strings ? limits.max_strings : 2000000;
    return limits;
}

/* Places of a sheet name the sheet. */
static const struct phs_source *source_of(struct phs_arena *arena, const struct phs_source *file, const char *sheet) {
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    if (file)
        *source = *file;
    source->kind = PHS_SOURCE_ROW;
    source->sheet = sheet;
    return source;
}

static bool read_sheet(struct phs_xlsx_book *book, const struct phs_xlsx_sheet *sheet, size_t *cells,
                       struct phs_table *ret_table) {
    struct phs_xlsx_zip *archive = book->archive;
    struct phs_table_builder builder = {.arena = book->arena, .limits = archive->limits.table, .err = archive->err};
    builder.source = source_of(book->arena, archive->source, sheet->name);
    builder.cells_before = *cells;
    builder.scratch = book->scratch;
    *ret_table = (struct phs_table){.sheet = sheet->name, .hidden = sheet->hidden};
    if (!phs_xlsx_sheet_read(book, sheet->path, &builder))
        return false;
    phs_table_take(&builder, ret_table);
    *cells += builder.cell_count;
    return true;
}

static bool read_sheets(struct phs_xlsx_book *book, struct phs_workbook *workbook) {
    size_t cells = 0;
    workbook->sheets = PHS_NEW_N(book->arena, struct phs_table, book->sheets.n);
    for (size_t i = 0; i < book->sheets.n; i++) {
        if (!book->sheets.at[i].path)
            continue;
        if (!read_sheet(book, &book->sheets.at[i], &cells, &workbook->sheets[workbook->n]))
            return false;
        workbook->n++;
    }
    return true;
}

enum phs_code phs_xlsx_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                             const struct phs_xlsx_limits *limits, struct phs_workbook *ret_workbook, struct phs_err *err) {
    struct phs_err own;
    struct phs_workbook workbook = {0};
    struct phs_xlsx_zip archive = {.source = source, .limits = effective(limits), .err = err ? err : &own};
    if (bytes.len > archive.limits.table.max_bytes) {
        phs_xlsx_fail(&archive, PHS_E_LIMIT, "larger than %zu bytes", archive.limits.table.max_bytes);
        return PHS_E_LIMIT;
    }
    if (!phs_xlsx_zip_open(&archive, bytes))
        return archive.err->code;
    struct phs_xlsx_book book = {.arena = arena, .scratch = phs_arena_new(), .archive = &archive};
    bool ok = phs_xlsx_book_read(&book) && read_sheets(&book, &workbook);
    phs_arena_free(book.scratch);
    phs_xlsx_zip_close(&archive);
    if (!ok)
        return archive.err->code;
    *ret_workbook = workbook;
    return PHS_OK;
}
