/* SPDX-License-Identifier: Apache-2.0 */
/* Workbooks -> each sheet as CSV of the columns that it uses, hidden ones too. */
#include "parse/container/container_parts.h"
#include "parse/xlsx.h"

enum { MOST_CELLS = 1000000, MOST_COLUMNS = 4096 };

/* Columns between which nothing ever stands lie side by side. */
static size_t number_columns(const struct phs_table *table, uint16_t *place) {
    size_t n = 0;
    for (size_t r = 0; r < table->n; r++)
        for (size_t c = 0; c < table->rows[r].n; c++)
            place[table->rows[r].cells[c].column] = 1;
    for (size_t i = 1; i <= MOST_COLUMNS; i++)
        if (place[i])
            place[i] = (uint16_t)++n;
    return n;
}

static void write_row(struct phs_rows_writer *writer, const struct phs_row *row, const uint16_t *place) {
    size_t next = 1;
    for (size_t c = 0; c < row->n; c++) {
        for (; next < place[row->cells[c].column]; next++)
            phs_rows_cell(writer, PHS_SLICE(""));
        phs_rows_cell(writer, row->cells[c].text);
        next++;
    }
    phs_rows_end(writer, row->number);
}

static void add_sheet(struct phs_unpacking *unpacking, const struct phs_table *table) {
    struct phs_rows_writer writer;
    uint16_t place[MOST_COLUMNS + 1] = {0};
    uint32_t before = 0;
    number_columns(table, place);
    phs_rows_init(&writer, unpacking, PHS_CONTAINED_SHEET, phs_strdup(unpacking->arena, table->sheet));
    for (size_t r = 0; r < table->n && !writer.out.failed; r++) {
        if (r > 0 && table->rows[r].number > before + 1) /* a gap ends a table, however wide it is */
            phs_rows_end(&writer, before + 1);
        before = table->rows[r].number;
        write_row(&writer, &table->rows[r], place);
    }
    phs_rows_done(&writer);
}

void phs_unpack_workbook(struct phs_unpacking *unpacking) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_xlsx_limits limits = {
        .table = {.max_bytes = unpacking->bytes.len, .max_cells = MOST_CELLS, .max_columns = MOST_COLUMNS},
        .max_part_bytes = unpacking->limits.max_bytes,
        .max_total_bytes = 2 * unpacking->limits.max_bytes,
        .max_ratio = unpacking->limits.max_ratio,
        .max_strings = MOST_CELLS,
        .of_history = true};
    const struct phs_source source = {.kind = PHS_SOURCE_ROW, .path = ""};
    struct phs_workbook book = {0};
    struct phs_err err = {0};
    enum phs_code code = phs_xlsx_parse(arena, &source, unpacking->bytes, &limits, &book, &err);
    unpacking->into->large |= code == PHS_E_LIMIT;
    unpacking->into->damaged |= code != PHS_OK && code != PHS_E_LIMIT;
    for (size_t i = 0; i < book.n; i++)
        if (phs_unpacking_has_room(unpacking))
            add_sheet(unpacking, &book.sheets[i]);
    phs_arena_free(arena);
}
