/* SPDX-License-Identifier: Apache-2.0 */
/* A sheet or a CSV file: finds the header below titles and notes, gives every column its field, and reads the rows under it. */
#include "collect/inventory_parts.h"

enum { HEADER_WITHIN = 30, MOST_COLUMNS = 512 };

struct column {
    uint32_t number;
    int field;
    struct phs_slice header;
};

struct columns {
    struct column at[MOST_COLUMNS];
    size_t n;
    size_t known; /* columns with a field */
    bool has_key;
    bool taken[PHS_MOST_FIELDS];
};

static void take(struct phs_inventory *inventory, struct columns *columns, struct column *column, int field) {
    column->field = field;
    columns->taken[field] = true;
    columns->known++;
    columns->has_key |= (size_t)field < inventory->spec->keys;
}

/* Columns that the mapping names, then a field's own name, then those that say exactly what they are, then those that only
 * contain a known word. */
static void assign(struct phs_inventory *inventory, struct columns *columns, int pass) {
    for (size_t i = 0; i < columns->n; i++) {
        struct column *column = &columns->at[i];
        enum phs_header_match match = PHS_HEADER_NONE;
        if (column->field != PHS_NO_FIELD)
            continue;
        int field =
            pass == 0 ? phs_mapped_field(inventory, column->header) : phs_header_field(inventory, column->header, &match);
        bool firm = pass == 0   ? true
                    : pass == 1 ? field != PHS_NO_FIELD && phs_header_is_own(inventory, field, column->header)
                                : match == (pass == 2 ? PHS_HEADER_SAME : PHS_HEADER_CONTAINS);
        if (field != PHS_NO_FIELD && firm && !columns->taken[field])
            take(inventory, columns, column, field);
    }
}

/* A field that the mapping gives to one header is not guessed from another one. */
static void reserve_mapped(struct phs_inventory *inventory, struct columns *columns) {
    const struct phs_value *mapping = inventory->mapping;
    for (size_t i = 0; i < inventory->spec->n; i++)
        if (mapping && phs_text(phs_get(mapping, inventory->spec->fields[i].name)).len > 0)
            columns->taken[i] = true;
}

static void read_header(struct phs_inventory *inventory, const struct phs_row *row, struct columns *columns) {
    memset(columns, 0, sizeof *columns);
    for (size_t i = 0; i < row->n && columns->n < MOST_COLUMNS; i++)
        columns->at[columns->n++] =
            (struct column){.number = row->cells[i].column, .field = PHS_NO_FIELD, .header = row->cells[i].text};
    assign(inventory, columns, 0);
    reserve_mapped(inventory, columns);
    assign(inventory, columns, 1);
    assign(inventory, columns, 2);
    assign(inventory, columns, 3);
}

/* A title such as "Vendors 2026" names one column at most; a header names several, unless it is the only column there is. */
static bool is_header(const struct columns *columns) {
    return columns->has_key && (columns->known >= 2 || columns->n == 1);
}

static bool find_header(struct phs_inventory *inventory, const struct phs_table *table, struct columns *ret_columns,
                        size_t *ret_row) {
    struct columns *columns = PHS_NEW(inventory->graph->arena, struct columns);
    bool found = false;
    for (size_t i = 0; i < table->n && i < HEADER_WITHIN; i++) {
        read_header(inventory, &table->rows[i], columns);
        if (!is_header(columns) || (found && columns->known <= ret_columns->known))
            continue;
        *ret_columns = *columns;
        *ret_row = i;
        found = true;
    }
    return found;
}

static const struct phs_value *raw_of(struct phs_arena *arena, const struct phs_cell *cell, struct phs_place place) {
    double number;
    if (cell->kind == PHS_CELL_BOOL)
        return phs_value_bool(arena, phs_slice_is(cell->text, "true"), place);
    if (cell->kind == PHS_CELL_NUMBER && phs_slice_number(cell->text, &number))
        return phs_value_number(arena, number, place);
    return phs_value_string(arena, cell->text, place);
}

static void read_row(struct phs_inventory *inventory, const struct columns *columns, const struct phs_row *row,
                     const struct phs_source *source) {
    struct phs_arena *arena = inventory->graph->arena;
    struct phs_place place = {.source = source, .line = row->number};
    struct phs_inventory_row *made = phs_inventory_add_row(inventory, place);
    for (size_t i = 0; i < columns->n; i++) {
        const struct phs_cell *cell = phs_row_cell(row, columns->at[i].number);
        if (columns->at[i].field == PHS_NO_FIELD || !cell)
            continue;
        place.column = cell->column;
        made->raw[columns->at[i].field] = raw_of(arena, cell, place);
    }
}

static void record_columns(struct phs_inventory *inventory, const struct columns *columns) {
    for (size_t i = 0; i < columns->n; i++) {
        int field = columns->at[i].field;
        if (field == PHS_NO_FIELD)
            phs_column_unused(inventory, columns->at[i].header);
        else
            phs_column_used(inventory, field, columns->at[i].header,
                            phs_mapped_field(inventory, columns->at[i].header) == field);
    }
}

bool phs_inventory_table(struct phs_inventory *inventory, const struct phs_table *table) {
    struct phs_arena *arena = inventory->graph->arena;
    struct columns *columns = PHS_NEW(arena, struct columns);
    size_t header = 0;
    if (!find_header(inventory, table, columns, &header))
        return false;
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_ROW, .path = inventory->path, .sheet = phs_strdup(arena, table->sheet)};
    record_columns(inventory, columns);
    for (size_t i = header + 1; i < table->n; i++)
        read_row(inventory, columns, &table->rows[i], source);
    for (size_t i = 0; i < table->note_count; i++)
        phs_inventory_note(inventory, (struct phs_place){0}, false, "%s", table->notes[i]);
    return true;
}
